"""The words of a sentence as similarity sees them: comparing form, weight, kind and what may stand for what.

Two tables ship in `_data/similarity`. `common.txt` says how common a word is: its rank in the o200k_base token ranks
(OpenAI, MIT), which were built by frequency on the text of the web; `tests/benchmarks/background.py` makes it.
`related.txt` groups words of the news that report one event; own work of this project.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Literal, NamedTuple

from briefing.text.words import STOP, fold, lemmas, stem

Kind = Literal["name", "figure", "time", "verb", "other", "function"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_MONTHS = "january february march april june july august september october november december"
_TIMES = WEEKDAYS | frozenset(_MONTHS.split())
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_COUNTS = {word: str(number) for number, word in enumerate(_NUMBERS.split())}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
# Who reports is not what is reported.
_REPORTERS = "spokesman spokeswoman spokesperson official source authority statement"
_REPORTING = frozenset(f"say tell state report announce accord claim add {_REPORTERS}".split())
# More than this share of capitals among the longer words makes a headline in title case, where capitals tell no names.
_TITLE_CASE = 0.7
# Weight by kind, times the power of the IDF. Names and deeds tell two events apart better than things and qualities do.
# Chosen among a few round values; see tests/benchmarks/README.md.
_KIND_WEIGHT: dict[Kind, float] = {
    "name": 1.1,
    "figure": 1.0,
    "time": 1.0,
    "verb": 1.15,
    "other": 0.45,
    "function": 0.6,
}
_POWER = 1.3
# Sentences that the background counts for: the articles at hand outweigh it only when they have thousands.
_BACKGROUND = 10_000
# The background says of a word that exp(-_RANGE * rarity) of all sentences hold it: from all of them to 1 in 3,000.
_RANGE = 8.0
# Figures are in no table of words: short ones are common, long ones tell much.
_FIGURE_RARITY = (0.76, 0.85, 0.9)
# What stands for a word that is in no table: it is rarer than the last word there, most often a name.
_UNKNOWN_RARITY = 0.9


class Token(NamedTuple):
    """A word's comparing form (its stem, or a figure's digits) and its kind."""

    form: str
    kind: Kind


@cache
def _rarities() -> dict[str, float]:
    """0 (the most common words) to 1, by stem."""
    text = resources.files("briefing").joinpath("_data/similarity/common.txt").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            level, *words = line.split()
            found.update(dict.fromkeys(words, int(level) / 100))
    return found


@cache
def _related() -> tuple[dict[str, tuple[int, ...]], dict[str, dict[tuple[str, ...], str]]]:
    """Read the groups that a stem belongs to, and phrases by first stem: what follows, and what they stand for."""
    groups: dict[str, tuple[int, ...]] = {}
    phrases: dict[str, dict[tuple[str, ...], str]] = {}
    text = resources.files("briefing").joinpath("_data/similarity/related.txt").read_text("utf-8")
    for number, line in enumerate(text.splitlines()):
        if not line or line.startswith("#"):
            continue
        phrase, arrow, meaning = line.partition(" = ")
        if arrow:
            first, *rest = phrase.split()
            phrases.setdefault(first, {})[tuple(rest)] = meaning
            continue
        for word in line.split():
            groups[word] = (*groups.get(word, ()), number)
    return groups, phrases


def groups_of(form: str) -> tuple[int, ...]:
    """Numbers of the groups of related words that a comparing form belongs to."""
    return _related()[0].get(form, ())


def rarity(form: str) -> float:
    """How rare a comparing form is in news and web text at large, 0 to 1, on the scale of the logarithm of its rank."""
    if form[0].isdigit():
        return _FIGURE_RARITY[min(len(form.partition(".")[0]), len(_FIGURE_RARITY)) - 1]
    return _rarities().get(form, _UNKNOWN_RARITY)


def weight(token: Token, seen: int, sentences: int) -> float:
    """Weight of a word that `seen` of the `sentences` at hand hold, with the background behind them: about 0 to 1.2."""
    expected = _BACKGROUND * math.exp(-_RANGE * rarity(token.form))
    idf = math.log((sentences + _BACKGROUND) / (seen + expected)) / _RANGE
    return float(max(idf, 0.0) ** _POWER * _KIND_WEIGHT[token.kind])


def tokens(text: str) -> tuple[Token, ...]:
    """Read the words and figures of a sentence in order, phrases and numbers of several words as one."""
    plain: list[Token] = []
    void: list[Token] = []
    capitals = longer = 0
    for tokens_plain, tokens_void, upper, count in map(_between_blanks, text.split()):
        plain += tokens_plain
        void += tokens_void
        capitals += upper
        longer += count
    if not plain:
        return ()
    found = void if capitals > _TITLE_CASE * longer else [void[0], *plain[1:]]
    forms = [token.form for token in found]
    if not (_SCALES.keys().isdisjoint(forms) and _twos().isdisjoint(pairwise(forms))):
        _join(found)
    return tuple(found)


# Kept for as many as a day's articles have: most stand there again and again.
@lru_cache(maxsize=50_000)
def _between_blanks(text: str) -> tuple[tuple[Token, ...], tuple[Token, ...], int, int]:
    """The tokens where capitals tell names, and where not; how many longer words begin with one; of how many."""
    words = _TOKEN.findall(text)
    firsts = [word[0] for word in words if len(word) > 3 and not word[0].isdigit()]
    plain, void = (tuple(_token(word, capital_is_void) for word in words) for capital_is_void in (False, True))
    return plain, void, sum(map(str.isupper, firsts)), len(firsts)


@cache
def _twos() -> frozenset[tuple[str, str]]:
    """The first two words of each phrase: most sentences have a word that begins one, and few have a phrase."""
    return frozenset((first, rest[0]) for first, some in _related()[1].items() for rest in some)


def _join(found: list[Token]) -> None:
    """Phrases as the word that they stand for, and "4.7 million" as one figure."""
    phrases = _related()[1]
    at = 0
    while at < len(found):
        token = found[at]
        for rest, meaning in phrases.get(token.form, {}).items():
            if tuple(other.form for other in found[at + 1 : at + 1 + len(rest)]) == rest:
                found[at : at + 1 + len(rest)] = [Token(meaning, token.kind)]
                break
        if token.kind == "figure" and at + 1 < len(found) and found[at + 1].form in _SCALES:
            scaled = figure(token.form)
            if scaled is not None:
                found[at : at + 2] = [Token(f"{scaled * _SCALES[found[at + 1].form]:.12g}", "figure")]
        at += 1


def figure(form: str) -> float | None:
    """Read the number that a figure's form stands for; None for "1.2.3"."""
    try:
        return float(form)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _token(word: str, capital_is_void: bool) -> Token:
    # Kept, so that a word of a hundred thousand sentences is one object.
    form = _form(word)
    return Token(form, _kind(form, word, capital_is_void))


def _form(word: str) -> str:
    if word[0].isdigit():
        return _digits(word)
    # The only common word that differs from a name by its capitals alone.
    if word in ("US", "U.S.", "USA", "U.S.A."):
        return "usa"
    lower = fold(word)
    return _COUNTS.get(lower) or stem(lower)


def _digits(word: str) -> str:
    """Spell a number one way: 4,700 as 4700, 6.50 as 6.5; what is no plain number stays as it is without commas."""
    plain = word.replace(",", "")
    number = figure(plain)
    return plain if number is None else f"{number:.12g}"


def _kind(form: str, written: str, capital_is_void: bool) -> Kind:
    if form[0].isdigit():
        return "figure"
    if form in STOP or form in _REPORTING:
        return "function"
    if form in _TIMES:
        return "time"
    known = lemmas(form)
    if written[0].isupper() and not (known and capital_is_void):
        return "name"
    return "verb" if "VERB" in known else "other"
