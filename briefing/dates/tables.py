"""The words of the languages that are read, as `briefing/_data/languages` has them: one file a language.

Words are in lower case and parted by commas. Those of a table stand under what they mean: a value, a unit, a class.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "sq", "sr", "de", "fr", "es", "it")
# Serbian stands for the languages that are read alike, in both scripts.
_LIKE_SERBIAN = frozenset(("bs", "hr", "me", "cnr", "sh"))
_CYRILLIC = (
    ("dž", "џ"), ("lj", "љ"), ("nj", "њ"), ("a", "а"), ("b", "б"), ("c", "ц"), ("č", "ч"), ("ć", "ћ"), ("d", "д"),
    ("đ", "ђ"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "ј"), ("k", "к"), ("l", "л"),
    ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("š", "ш"), ("t", "т"), ("u", "у"),
    ("v", "в"), ("z", "з"), ("ž", "ж"),
)  # fmt: skip


def cyrillic(word: str) -> str:
    """A Serbian word in Cyrillic script."""
    for latin, letter in _CYRILLIC:
        word = word.replace(latin, letter)
    return word


def plain(word: str) -> str:
    """The word as it is typed without diacritics."""
    word = unicodedata.normalize("NFKD", word.replace("đ", "dj"))
    return "".join(letter for letter in word if not unicodedata.combining(letter))


def primary(language: str | None) -> str:
    """The language of an IETF tag ("sr-Cyrl" -> "sr"); English where none is given."""
    return (language or "en").replace("_", "-").split("-")[0].lower()


@cache
def table(code: str) -> Mapping[str, Any]:
    """The tables of a language by its primary subtag; empty where there are none."""
    code = "sr" if code in _LIKE_SERBIAN else code
    if code not in LANGUAGES:
        return {}
    found: dict[str, Any] = tomllib.loads(
        (files("briefing") / "_data" / "languages" / f"{code}.toml").read_text("utf-8")
    )
    return {**found, "code": code}


def words(row: str, code: str) -> list[str]:
    """The words of a row in every spelling: in Serbian in Cyrillic too, outside English without diacritics too."""
    found = [word.strip() for word in row.split(",") if word.strip()]
    if code == "sr":
        # The places of a template ("pre {n} {u}") stay as they are.
        found += [re.sub(r"[^{}]+(?![^{]*\})", lambda part: cyrillic(part.group()), word) for word in found]
    return found if code == "en" else [*dict.fromkeys((*found, *map(plain, found)))]


def keyed(rows: Mapping[str, str], code: str) -> dict[str, str]:
    """Every word of a table with its key, which goes first where two rows have a word."""
    found: dict[str, str] = {}
    for key, row in rows.items():
        for word in words(row, code):
            found.setdefault(word, key)
    return found


def spaced(word: str) -> str:
    """What a pattern of `any_of` has matched, as the tables have it."""
    return word if word.isalnum() else re.sub(r"\s+", " ", word).replace("’", "'")


def any_of(choices: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, with any space and apostrophe; nothing matches no words."""
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    pattern = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
    return f"(?:{pattern})" if pattern else "(?!)"
