"""A date as it was read off the page, before the calendar is asked; and the same resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from briefing.dates import resolve
from briefing.dates.mention import DateMention, Kind
from briefing.dates.tense import Tense, tense_at


@dataclass(slots=True)
class Written:
    """One reading of `text[start:end]`.

    `to` is the end of a range as (year, month, day); `which` is "last", "next" and the like; `unit` and `offset` are
    those of relative dates ("three days ago": day, -3). `nth` is the place of a weekday in its month, -1 for the last.
    What is `hopeless` is not to be resolved. `tense` is that of the words around, once it has been asked for: it hangs
    on the text alone, and most dates are settled without it.
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
    nth: int = 0
    anchored: bool = False
    hopeless: bool = False
    tense: Tense | Literal["unread"] | None = "unread"


@dataclass(frozen=True, slots=True)
class Frame:
    """The text, its language, when it was published and which year a day and month get. `low` is in lower case."""

    text: str
    low: str
    code: str
    published: date | None
    as_of: date | None

    def tense(self, raw: Written) -> Tense | None:
        """Whether what is dated was or is to come."""
        if raw.tense == "unread":
            raw.tense = tense_at(self.low, raw.start, raw.end, self.code, self.text)
        return raw.tense


def _end_of_range(raw: Written, year: int | None) -> str | None:
    """The end of a range whose first year is `year`; without a year, `--03-11` as in vCard (RFC 6350)."""
    if raw.to is None:
        return None
    to_year, month, day = raw.to
    if to_year is None and year is not None:
        to_year = year + (1 if month is not None and raw.month is not None and month < raw.month else 0)
    head = "--" if to_year is None else f"{to_year:04}" + ("-" if month else "")
    if to_year is None and month is None:
        return None
    return head + (f"{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _calendar(raw: Written, frame: Frame) -> tuple[str | None, str | None, str]:
    """Date, end of range and precision of what names a year, a month or a day."""
    year = raw.year
    if year is None and raw.month is not None and not raw.hopeless:
        tense = partial(frame.tense, raw)
        if raw.day is not None:
            year = resolve.year_of_day(raw.month, raw.day, raw.weekday, tense, frame.published, frame.as_of)
        else:
            year = resolve.year_of_month(raw.month, raw.which, tense, frame.published)
    end = _end_of_range(raw, year)
    if year is None or raw.hopeless:
        return None, end if year is None and not raw.hopeless else None, "none"
    if raw.month is None:
        return f"{year:04}", end, "year"
    if raw.day is None:
        return f"{year:04}-{raw.month:02}", end, "month"
    found = resolve.day(year, raw.month, raw.day)
    return (found.isoformat(), end, "day") if found else (None, None, "none")


def _weekday(raw: Written, frame: Frame, anchor: DateMention | None) -> tuple[str | None, str]:
    assert raw.weekday is not None  # noqa: S101  # the kind says so
    base = resolve_anchor(anchor, raw.which == "following") if raw.anchored else None
    found = None
    if raw.anchored and base is not None:
        forward = raw.which == "following"
        days = ((raw.weekday - base.weekday()) % 7 or 7) if forward else -((base.weekday() - raw.weekday) % 7 or 7)
        found = resolve.plus(base, days)
    elif raw.nth and frame.published is not None:
        found = resolve.weekday_of_month(raw.weekday, raw.nth, raw.offset, frame.published)
    elif not raw.anchored and frame.published is not None:
        found = resolve.weekday_near(raw.weekday, raw.which, partial(frame.tense, raw), frame.published)
    return (found.isoformat(), "day") if found else (None, "none")


def resolve_anchor(anchor: DateMention | None, forward: bool) -> date | None:
    """The day to count from: of a range its end going forward, its start going back."""
    if anchor is None or anchor.precision != "day" or anchor.date is None:
        return None
    try:
        return date.fromisoformat(anchor.end_date if forward and anchor.end_date else anchor.date)
    except ValueError:
        return None


def _from_anchor(raw: Written, anchor: DateMention) -> tuple[str | None, str, int | None, int | None]:
    """An anchored date: ISO, precision, and for an anchor without a year the month and day."""
    base = resolve_anchor(anchor, raw.offset > 0)
    if base is not None:
        return *resolve.shifted(base, raw.unit, raw.offset), None, None
    if anchor.date is not None and raw.unit in {"month", "year"} and anchor.precision in {"month", "year"}:
        year, _, month = anchor.date.partition("-")
        if raw.unit == "year":
            return *resolve.year_iso(int(year) + raw.offset), None, None
        found = resolve.month_iso(int(year), int(month) + raw.offset) if month else None
        return found, "month" if found else "none", None, None
    if anchor.date is None and anchor.day and anchor.month and anchor.end_date is None and raw.unit == "day":
        moved = resolve.shifted_day_month(anchor.month, anchor.day, raw.offset)
        if moved is not None:
            return None, "none", *moved
    return None, "none", None, None


def settle(raw: Written, frame: Frame, anchor: DateMention | None) -> DateMention:
    """The mention, resolved as far as publication, year hint and anchor honestly allow."""
    month, day, end = raw.month, raw.day, None
    iso: str | None = None
    precision = "none"
    if raw.hopeless or raw.kind == "vague":
        pass
    elif raw.kind == "weekday":
        iso, precision = _weekday(raw, frame, anchor)
    elif raw.kind == "relative":
        if raw.anchored:
            if anchor is not None:
                iso, precision, month, day = _from_anchor(raw, anchor)
        elif frame.published is not None:
            iso, precision = resolve.shifted(frame.published, raw.unit, raw.offset)
    else:
        iso, end, precision = _calendar(raw, frame)
    return DateMention(
        raw.start, raw.end, frame.text[raw.start : raw.end], iso, end, precision, raw.kind,  # type: ignore[arg-type]  # one of the four words
        month, day, raw.year, raw.weekday, raw.anchored,
    )  # fmt: skip
