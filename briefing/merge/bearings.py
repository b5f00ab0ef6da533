"""The names and figures of a claim at a glance: who shares none of them with another is not compared with it.

A cheap test that only ever says what the gate would say too: where each of two statements holds a name or a figure that
the other lacks, neither says all of the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefing import names as naming
from briefing.text.words import CALENDAR, fold

_CAPITAL = re.compile(r"(?<![\w’'])[^\W\d_a-zß-öø-ÿ][\w’'-]*")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w.,]*\d)|(?<![\w.,])\d+(?![\w.,]*\d)")
# Words that may state a figure otherwise than in digits, or be part of it.
_WORDED = re.compile(
    r"\b(?:dozens?|hundreds?|thousands?|millions?|billions?|trillions?|bn|mn|half|twice|double|score)\b", re.IGNORECASE
)
# Smaller figures may be days, hours or years of age written otherwise; these years may be part of a date.
_SMALLEST, _YEARS = 60, range(1800, 2100)
# What stands before a word that does not begin a sentence or a quotation.
_INSIDE = re.compile(r"[\w,]\s\Z")
# As many first letters as a land and its people share: Serbia, Serbian.
_STEM = 4
_NO_NAMES = naming.TITLES | CALENDAR


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
    capitals: list[str] = []
    names: list[str] = []
    figures: list[int] = []
    short = worded = goes_on = False
    for found, first, within, numbers, is_short, is_worded, ends in map(_piece, text.split(" ")):
        if found:
            capitals += found
            names += within
            if goes_on and first:
                names.append(first)
        if numbers:
            figures += numbers
        if is_short:
            short = True
        if is_worded:
            worded = True
        goes_on = ends
    if short:
        # Short forms stand for longer names, and longer names for short forms.
        capitals, names = [], []
    return Bearings(frozenset(capitals), frozenset(names), frozenset(() if worded else figures))


class _Piece(NamedTuple):
    """What stands between two blanks of a statement.

    `first` is the name that it begins with, `inside` those before which another word stands in it (after a blank of
    another kind), `short` whether one of them has more than one capital, `worded` whether it may be part of a figure,
    `goes_on` whether the next word does not begin a sentence or a quotation.
    """

    capitals: tuple[str, ...]
    first: str
    inside: tuple[str, ...]
    figures: tuple[int, ...]
    short: bool
    worded: bool
    goes_on: bool


# Most stand in the articles of a day again and again.
@lru_cache(maxsize=50_000)
def _piece(text: str) -> _Piece:
    words = [(m.start(), m.group()) for m in _CAPITAL.finditer(text)]
    kept = [(start, word[:_STEM]) for start, word in ((at, fold(w)) for at, w in words) if word not in _NO_NAMES]
    figures = {int(m.group().replace(",", "")) for m in _FIGURE.finditer(text)}
    return _Piece(
        tuple(word for _, word in kept),
        next((word for start, word in kept if start == 0), ""),
        tuple(word for start, word in kept if _INSIDE.search(text, max(0, start - 2), start)),
        tuple(n for n in figures if n >= _SMALLEST and n not in _YEARS),
        any(sum(map(str.isupper, word)) > 1 for _, word in words),
        _WORDED.search(text) is not None,
        text[-1:].isalnum() or text[-1:] in (",", "_"),
    )
