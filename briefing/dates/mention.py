"""A date as it stands in a text, and when two of them mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["day", "month", "year", "none"]
Kind = Literal["absolute", "partial", "relative", "weekday", "year", "vague"]

_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """`text[start:end] == text` of the text it was found in.

    `date` is ISO 8601 at its precision (1999, 2025-03, 2025-03-11), None where the text and the date of publication do
    not settle it; `end_date` is the last day, month or year of a range (`--03-11` as in vCard, RFC 6350, where the year
    is not known). `year`, `month`, `day` (1 to 31) and `weekday` (0 is Monday) are what is written, nothing that was
    worked out; only for an `anchored` mention ("a day earlier") whose anchor has no year are `month` and `day` those
    that follow from the anchor. `anchored` mentions lean on another event of the text.
    """

    start: int
    end: int
    text: str
    date: str | None
    end_date: str | None
    precision: Precision
    kind: Kind
    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    anchored: bool = False


def parse_iso(text: str | None) -> date | None:
    """The day of an ISO 8601 date or time, as written (no change of time zone); None where there is no full date."""
    match = _DAY.match(text) if text else None
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def as_day(value: date | None) -> date | None:
    """A date without its time of day."""
    return value.date() if isinstance(value, datetime) else value


def _fields(mention: DateMention) -> dict[str, int]:
    """What is known of a mention: its resolved date, else what is written."""
    if mention.date is not None:
        return dict(zip(("year", "month", "day"), map(int, mention.date.split("-")), strict=False))
    written = {"year": mention.year, "month": mention.month, "day": mention.day, "weekday": mention.weekday}
    return {name: value for name, value in written.items() if value is not None}


def _bounds(mention: DateMention) -> tuple[str, str] | None:
    """First and last day as strings that compare, open ends of a month or year filled; "--03-11" without a year."""
    last = mention.end_date or mention.date
    if mention.date is not None and last is not None:
        return mention.date + "-01-01"[len(mention.date) - 4 :], last + "-12-31"[len(last) - 4 :]
    if mention.day and mention.month:
        first = f"--{mention.month:02}-{mention.day:02}"
        return first, mention.end_date or first
    return None


def _one_holds_the_other(a: DateMention, b: DateMention) -> bool:
    """For ranges: whether one stretch lies in the other; where a year is unknown, by month and day alone."""
    first, second = _bounds(a), _bounds(b)
    if first is None or second is None:
        return False
    if a.date is None or b.date is None:
        first, second = (("--" + start[-5:], "--" + end[-5:]) for start, end in (first, second))
    (a_first, a_last), (b_first, b_last) = first, second
    return (a_first <= b_first and b_last <= a_last) or (b_first <= a_first and a_last <= b_last)


def agree(a: DateMention, b: DateMention) -> bool:
    """Whether two mentions can be read as one date: written differently, or one less precise and holding the other.

    "11 March" agrees with "2025-03-11" and with "March"; a weekday that is not resolved agrees only with the same
    weekday as written; "weeks ago" only with itself.
    """
    if a.end_date is not None or b.end_date is not None:
        return _one_holds_the_other(a, b)
    if a.date is not None and b.date is not None:
        return a.date.startswith(b.date) or b.date.startswith(a.date)
    known, other = _fields(a), _fields(b)
    if a.weekday is not None and b.weekday is not None:
        known["weekday"], other["weekday"] = a.weekday, b.weekday
    elif a.weekday is not None and a.date is None and a.day is not None:
        known.pop("weekday", None)
    elif b.weekday is not None and b.date is None and b.day is not None:
        other.pop("weekday", None)
    if not known or not other:
        return known == other and a.text.casefold() == b.text.casefold()
    shared = known.keys() & other.keys()
    if any(known[name] != other[name] for name in shared):
        return False
    return bool(shared) and shared in (known.keys(), other.keys())


def same_day(a: DateMention, b: DateMention) -> bool:
    """Whether two mentions are known to be the same day or days: both resolved, or both with the same day and month.

    Strict: "March 11" without a year and "2025-03-11" may be the same, which is for `agree` to say.
    """
    if a.end_date != b.end_date:
        return False
    if a.date is not None or b.date is not None:
        return a.precision == b.precision == "day" and a.date == b.date
    return a.day is not None and a.month is not None and (a.day, a.month, a.year) == (b.day, b.month, b.year)
