"""The language of a text by a vote of small words and scripts: no model, no download.

The words are data: `briefing/_data/languages.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
# The first sentences decide; more text changes nothing but the time it takes.
_SAMPLE = 2000
# Fewer small words than this prove nothing (a headline), ...
_FEWEST = 4
# ... nor does a text of which they are less than this share (names, tables, a language that is not on the list) ...
_LEAST_SHARE = 0.12
# ... nor a winner that is this close to the second.
_LEAD = 1.15
# One ijekavian word may be a name.
_LEAST_IJEKAVIAN = 2


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("briefing").joinpath("_data/languages.toml").read_text(encoding="utf-8"))


@cache
def _small_words() -> dict[str, list[str]]:
    """The languages of each small word."""
    languages: dict[str, list[str]] = {}
    for language, words in _data()["small_words"].items():
        for word in words.split():
            languages.setdefault(word, []).append(language)
    return languages


def code(written: str | None) -> str | None:
    """The code of a language tag (BCP 47): "en" for "en-US" and "sr_Latn"; None where it has none of two letters.

    Montenegrin alone keeps the three letters that it has, cnr.
    """
    first = re.split(r"[-_]", (written or "").strip().lower(), maxsplit=1)[0]
    return first if first == "cnr" or re.fullmatch(r"[a-z]{2}", first) else None


def detect(text: str) -> str | None:
    """The code of the language of `text`, of two letters but for Montenegrin (cnr); None when unsure."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    for language, script in () if sample.isascii() else _data()["scripts"].items():
        # A quarter, for Japanese is written with the signs of Chinese as well.
        if len(re.findall(f"[{script}]", sample)) > letters / 4:
            return language
    votes = Counter(language for word in words for language in _small_words().get(word, ()))
    (first, most), (_, second) = [*sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])), ("", 0), ("", 0)][:2]
    if most < max(_FEWEST, _LEAST_SHARE * len(words), _LEAD * second):
        return None
    return _of_the_four(sample.lower()) if first == "sr" else first


def _of_the_four(text: str) -> str:
    """Serbian, Bosnian, Croatian or Montenegrin; Serbian where the words do not show it, for all are read alike."""
    ijekavian, *standards = (
        (len(re.findall(rf"\b(?:{'|'.join(words.split())})", text)), name)
        for name, words in _data()["standards"].items()
    )
    (most, best), (second, _) = sorted(standards, reverse=True)[:2]
    return best if ijekavian[0] >= _LEAST_IJEKAVIAN and most > second else "sr"
