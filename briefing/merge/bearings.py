"""The names and figures of a claim at a glance: who shares none of them with another is not compared with it.

A cheap test that only ever says what the gate would say too: where each of two statements holds a name or a figure that
the other lacks, neither says all of the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing import names
from briefing.text.words import CALENDAR, fold

# What may not stand before is looked at behind the first letter, so that the search runs from letter to letter.
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ](?<![\w’'].)[\w’'-]*")
_FIGURE = re.compile(r"\d(?<![\w.,].)(?:\d{0,2}(?:,\d{3})+(?![\w.,]*\d)|\d*(?![\w.,]*\d))")
# Words that may state a figure otherwise than in digits, or be part of it.
_WORDED = re.compile(
    r"\b(?:dozens?|hundreds?|thousands?|millions?|billions?|trillions?|bn|mn|half|twice|double|score)\b", re.IGNORECASE
)
# Smaller figures may be days, hours or years of age written otherwise; these years may be part of a date.
_SMALLEST, _YEARS = 60, range(1800, 2100)
# As many first letters as a land and its people share: Serbia, Serbian.
_STEM = 4
_NO_NAMES = names.TITLES | CALENDAR


@dataclass(frozen=True, slots=True)
class Bearings:
    """Names by their first letters, and figures.

    `capitals` are all words with a capital letter, `names` those where a sentence does not begin. Each is empty where
    more may be meant than can be seen at a glance.
    """

    capitals: frozenset[str]
    names: frozenset[str]
    figures: frozenset[int]

    def apart(self, other: Bearings) -> bool:
        """Whether neither statement can say all of the other: names without one in common, or figures of their own."""
        if (
            self.names
            and other.names
            and self.names.isdisjoint(other.capitals)
            and other.names.isdisjoint(self.capitals)
        ):
            return True
        if not self.figures or not other.figures:
            return False
        return not (self.figures <= other.figures or other.figures <= self.figures)


def bearings(text: str) -> Bearings:
    """Read the names and figures of a statement."""
    capitals: set[str] = set()
    inside: set[str] = set()
    for match in _CAPITAL.finditer(text):
        name = _name(match.group())
        if name is None:
            capitals.clear()
            inside.clear()
            break
        if name:
            capitals.add(name)
            if _follows(text, match.start()):
                inside.add(name)
    figures = [int(m.group().replace(",", "")) for m in _FIGURE.finditer(text)]
    figures = [n for n in figures if n >= _SMALLEST and n not in _YEARS]
    if figures and _WORDED.search(text):
        figures = []
    return Bearings(frozenset(capitals), frozenset(inside), frozenset(figures))


@lru_cache(maxsize=20_000)
def _name(word: str) -> str | None:
    """What a word with a capital is compared by, "" for one that names nobody, None for a short form.

    Short forms stand for longer names, and longer names for short forms: no name in such a statement says anything.
    """
    if sum(map(str.isupper, word)) > 1:
        return None
    folded = fold(word)
    return "" if folded in _NO_NAMES else folded[:_STEM]


def _follows(text: str, start: int) -> bool:
    """Whether a word begins neither a sentence nor a quotation."""
    return start > 1 and text[start - 1].isspace() and (text[start - 2].isalnum() or text[start - 2] in ",_")
