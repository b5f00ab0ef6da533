"""What is known of a date, and the dates that a line can mean."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing import dates

_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20|21)\d\d(?!\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of a date: year, month, day and weekday, each None where it is not.

    `by_name` where a weekday's name alone told the day, so that it may be another week's.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    by_name: bool = False

    def date(self) -> datetime.date | None:
        """The day of the calendar, where all of it is known."""
        try:
            return datetime.date(self.year or 0, self.month or 0, self.day or 0)
        except ValueError:
            return None

    def says(self, other: Moment) -> bool:
        """Whether all that `other` says is said here."""
        return all(
            theirs is None or ours == theirs
            for ours, theirs in (
                (self.year, other.year), (self.month, other.month), (self.day, other.day),
                (self.weekday, other.weekday),
            )
        )  # fmt: skip


def parsed(iso: str | None, weekday: int | None = None) -> Moment | None:
    """The moment of an ISO date at its precision, with its weekday; of "--03-11" what there is."""
    if not iso:
        return None
    parts = iso.removeprefix("--").split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    known: list[int | None] = [*([None] if iso.startswith("--") else []), *map(int, parts), None, None]
    moment = Moment(known[0], known[1], known[2])
    day = moment.date()
    return Moment(moment.year, moment.month, moment.day, day.weekday() if day else weekday)


@lru_cache(maxsize=4_096)
def moments(line: str, language: str | None, published: datetime.date | None) -> tuple[Moment, ...]:
    """The dates of a line: as written, as they resolve, and the ends of a stretch."""
    out: list[Moment] = []
    for mention in dates.find(line, published=published, language=language):
        out.append(Moment(mention.year, mention.month, mention.day, mention.weekday))
        for iso in (mention.date, mention.end_date):
            moment = parsed(iso, mention.weekday)
            if moment is not None:
                out.append(replace(moment, by_name=mention.kind == "weekday"))
        if mention.kind == "weekday" and mention.date is None and published is not None:
            out += _either(mention.weekday or 0, published)
    for first, second, year in NUMERIC.findall(line):
        out += [checked(int(year), int(second), int(first)), checked(int(year), int(first), int(second))]
    out += [Moment(year=int(year)) for year in _YEAR.findall(line)]
    return tuple(out)


def _either(weekday: int, published: datetime.date) -> Iterator[Moment]:
    """The days of that name before and behind publication, where the line does not tell which is meant."""
    for days in ((weekday - published.weekday()) % 7, -((published.weekday() - weekday) % 7)):
        yield from map(whole, moved(published, days))


def checked(year: int, month: int, day: int) -> Moment:
    """A day with its weekday; the year alone where the calendar has no such day."""
    found = Moment(year, month, day).date()
    return Moment(year, month, day, found.weekday()) if found else Moment(year=year)


@lru_cache(maxsize=4_096)
def stretches(
    line: str, language: str | None, published: datetime.date | None
) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """The first and last days of the stretches of a line: "10-12 March"."""
    found = []
    for mention in dates.find(line, published=published, language=language):
        first, last = dates.parse_iso(mention.date), dates.parse_iso(mention.end_date)
        if first is not None and last is not None:
            found.append((first, last))
    return tuple(found)


def moved(day: datetime.date, days: int) -> Iterator[datetime.date]:
    """The day so many days from another; none where the calendar ends."""
    with contextlib.suppress(OverflowError):
        yield day + datetime.timedelta(days=days)


def whole(day: datetime.date) -> Moment:
    """All of a day."""
    return Moment(day.year, day.month, day.day, day.weekday())
