"""A date as it was read off the page, before the calendar is asked; and the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefing.dates.languages import Language
from briefing.dates.mention import Kind


@dataclass(frozen=True, slots=True)
class Written:
    """One reading of `text[start:end]`.

    `to` is the end of a range as (year, month, day); `which` is "last", "next" and the like; `unit` and `offset` are
    those of relative dates ("three days ago": day, -3). The other fields are those of `DateMention`.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    to: tuple[int | None, int | None, int | None] | None = None
    which: str = ""
    unit: str = ""
    offset: int = 0
    anchored: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A text, the same in lower case at the same offsets, its language, and what has been read of it so far."""

    text: str
    low: str
    language: Language | None
    day_first: bool
    found: list[Written]


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one form of date: the words that it can begin with, its pattern, and what a match says.

    Digits stand for themselves as "0" among `starts`.
    """

    starts: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Page], Iterable[Written]]


_FIRST = re.compile(r"[^\W\d_]+|\d")


def starts_of(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of these, "0" for a digit."""
    return frozenset(match.group() for phrase in phrases if (match := _FIRST.match(phrase)))


_NOUN = re.compile(r"\s+([^\W\d_][\w'’-]*)")
# Small words of English, behind which a figure counts nothing.
_SMALL = frozenset(
    "a an and are as at but by for from had has have he in is it of on or she that the they this to was were when "
    "where which who will with would".split()
)


def noun_follows(page: Page, at: int) -> str | None:
    """The lower-case word behind a figure, which it may count; None for small words, participles and names."""
    match = _NOUN.match(page.text, at)
    if match is None or not match[1].islower() or match[1] in _SMALL or match[1].endswith(("ed", "ing")):
        return None
    return match[1]


def is_count(page: Page, year: int, at: int) -> bool:
    """Whether four digits count what follows: a round figure before a plural, as in "2000 soldiers"."""
    noun = noun_follows(page, at) if year % 100 == 0 else None
    return noun is not None and (noun == "people" or noun.endswith("s"))
