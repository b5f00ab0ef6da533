"""A date as it stands in a text, and when two of them mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "none"]
Kind = Literal["calendar", "relative", "weekday", "vague"]

_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """`text[start:end] == text` of the text it was found in.

    `date` is ISO 8601 at its precision (1999, 2025-03, 2025-03-11), None where the text and the date of publication do
    not settle it; `end_date` is the last day, month or year of a range (`--03-11` as in vCard, RFC 6350, where the year
    is not known). `year`, `month`, `day` (1 to 31) and `weekday` (0 is Monday) are what is written, nothing that was
    worked out; only for an `anchored` mention ("a day earlier") whose anchor has no year are `month` and `day` those
    that follow from the anchor. `anchored` mentions lean on another event of the text. A decade is `vague`.
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


def _bounds(mention: DateMention) -> tuple[str, str] | None:
    """First and last day as strings that compare: "2025-03-01" to "2025-03-31", "--03-11" without a year."""
    last = mention.end_date or mention.date
    if mention.date is not None and last is not None:
        return mention.date + "-01-01"[len(mention.date) - 4 :], last + "-12-31"[len(last) - 4 :]
    if mention.month is None:
        return None
    month, day = f"--{mention.month:02}", mention.day
    return f"{month}-{day or 1:02}", mention.end_date or f"{month}-{day or 31:02}"


def agree(a: DateMention, b: DateMention) -> bool:
    """Whether two mentions can be read as one date: written differently, or one less precise and holding the other.

    "11 March" agrees with "2025-03-11" and with "March"; where no day of the calendar is known, the weekdays must be
    the same, or the words.
    """
    first, second = _bounds(a), _bounds(b)
    if first is None or second is None:
        return a.weekday == b.weekday and (a.weekday is not None or a.text.casefold() == b.text.casefold())
    if a.date is None or b.date is None:
        first, second = (("--" + start[-5:], "--" + end[-5:]) for start, end in (first, second))
    (a_first, a_last), (b_first, b_last) = first, second
    return (a_first <= b_first and b_last <= a_last) or (b_first <= a_first and a_last <= b_last)
