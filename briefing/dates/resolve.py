"""From what is written to a calendar date, as far as publication, year hint and anchor honestly allow."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from briefing.dates.mention import DateMention, Precision, parse_iso
from briefing.dates.tense import Tense, tense_at
from briefing.dates.written import Page, Written

Resolved = tuple[str | None, Precision]
# The tense around a date, read only where it settles something: it costs more than all the rest.
AskTense = Callable[[], Tense | None]
NOTHING: Resolved = (None, "none")

# Within two months the nearest day is meant, whatever the tense ("confirmed the visit on March 11").
_NEAR_DAYS = 60
# Farther off the tense settles it, within the year of publication and across its ends for up to seven months; where
# there is none, a day to come is named without its year for up to five months.
_FAR_DAYS, _AHEAD_DAYS = 213, 152


def day(year: int, month: int, at: int) -> date | None:
    """The calendar day, None where there is no such day."""
    try:
        return date(year, month, at)
    except ValueError:
        return None


def _plus(base: date, days: int) -> date | None:
    try:
        return base + timedelta(days=days)
    except OverflowError:
        return None


def _year_of_day(month: int, at: int, weekday: int | None, tense: AskTense, base: date) -> int | None:
    """The year of a day and month written without one: that of the nearest such day, on its weekday where it has one.

    Where the nearest is far, that of the nearest on the side which the tense asks for, else none.
    """
    days = [found for year in (base.year - 1, base.year, base.year + 1) if (found := day(year, month, at))]
    days = [found for found in days if found.weekday() == weekday] or days
    nearest = min(days, key=lambda found: abs(found - base), default=None)
    if nearest is None or weekday is not None or abs((nearest - base).days) <= _NEAR_DAYS:
        return nearest.year if nearest else None
    spoken = tense()
    if spoken is None:
        return nearest.year if 0 < (nearest - base).days <= _AHEAD_DAYS else None
    asked = [found for found in days if (found > base) == (spoken == "future")]
    found = min(asked, key=lambda at: abs(at - base), default=None)
    near = found is not None and (found.year == base.year or abs((found - base).days) <= _FAR_DAYS)
    return found.year if found is not None and near else None


def _year_of_month(month: int, which: str, tense: AskTense, base: date) -> int | None:
    """The year of a bare month: the one that "last", "next", "this" or the tense ask for, else the nearest."""
    if which == "this":
        return base.year
    passed, ahead = month <= base.month, (month - base.month) % 12
    if which in {"last", "next"}:
        return base.year + (-(month >= base.month) if which == "last" else month <= base.month)
    match tense():
        case "past":
            return base.year if passed else base.year - 1
        case "future":
            return base.year if not passed or not ahead else base.year + 1
    if ahead in {5, 6, 7}:
        return None
    return base.year + (passed and 0 < ahead < 5) - (not passed and ahead > 7)


def _weekday(weekday: int, which: str, tense: AskTense, published: date) -> date | None:
    """The day that a weekday names on the day of publication; None where it can be two.

    "Last Tuesday" and "next Tuesday" mean the nearest one to some writers and that of the last or next week to others:
    only where both are the same day is it settled.
    """
    back, on = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    in_week = weekday - published.weekday()
    weeks = {"last week": -7, "this week": 0, "next week": 7}
    days: int | None = None
    if which in weeks:
        days = in_week + weeks[which]
    elif which in {"past", "this past"}:
        days = -(back or 7)
    elif which == "coming":
        days = on or 7
    elif which == "last" and -(back or 7) == in_week - 7:
        days = in_week - 7
    elif which == "next" and (on or 7) == in_week + 7:
        days = in_week + 7
    elif which in {"", "this"}:
        spoken = tense()
        days = -back if spoken == "past" else on if spoken == "future" or which == "this" else None
    return _plus(published, days) if days is not None else None


def _shifted(base: date, unit: str, offset: int) -> Resolved:
    """So many units from a day: for weeks (which are approximate) and months the month, for years the year."""
    if unit == "day":
        found = _plus(base, offset)
        return (found.isoformat(), "day") if found else NOTHING
    if unit == "week":
        # "Two weeks ago" is a week around the day, give or take.
        first, last = _plus(base, 7 * offset - 3), _plus(base, 7 * offset + 3)
        same = first and last and first.month == last.month
        return (first.isoformat()[:7], "month") if first and same else NOTHING
    months = base.month - 1 + (offset if unit == "month" else 0)
    year = base.year + months // 12 + (offset if unit == "year" else 0)
    if unit not in {"month", "year"} or not 1 <= year <= 9999:
        return NOTHING
    return (f"{year:04}-{months % 12 + 1:02}", "month") if unit == "month" else (f"{year:04}", "year")


def _anchor(anchor: DateMention, raw: Written) -> date | None:
    """The day to count from: of a range its end going forward, its start going back."""
    iso = anchor.end_date if raw.offset > 0 and anchor.end_date else anchor.date
    # Months and years can be counted from a month or a year, days only from a day.
    if iso is None or iso.startswith("-") or len(iso) < {"year": 4, "month": 7}.get(raw.unit, 10):
        return None
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])


def _undated(anchor: DateMention, raw: Written) -> tuple[int, int] | None:
    """Month and day, counted from an anchor without a year; None where a leap year would make a difference."""
    if raw.unit != "day" or anchor.date or anchor.end_date or anchor.month is None or anchor.day is None:
        return None
    # 2001 has no 29 February and 2004 has one.
    bases = (day(year, anchor.month, anchor.day) for year in (2001, 2004))
    moved = {(found.month, found.day) for base in bases if base and (found := _plus(base, raw.offset))}
    return moved.pop() if len(moved) == 1 else None


def _end_of_range(raw: Written, year: int | None) -> str | None:
    """The end of a range whose first year is `year`; without a year, `--03-11` as in vCard (RFC 6350)."""
    if raw.to is None:
        return None
    to_year, month, at = raw.to
    if to_year is None and year is not None:
        to_year = year + (month is not None and raw.month is not None and month < raw.month)
    head = "--" if to_year is None else f"{to_year:04}" + ("-" if month else "")
    return head + (f"{month:02}" if month else "") + (f"-{at:02}" if at else "")


def _calendar(
    raw: Written, page: Page, tense: AskTense, published: date | None, as_of: date | None
) -> tuple[Resolved, str | None]:
    """The date of what names a year, a month or a day, and the end of its range."""
    year, base = raw.year, published or as_of
    if page.language is not None and page.language.other_year.match(page.low, raw.end):
        base = None
    if year is None and raw.month is not None and base is not None:
        if raw.day is not None:
            year = _year_of_day(raw.month, raw.day, raw.weekday, tense, base)
        elif published is not None:
            year = _year_of_month(raw.month, raw.which, tense, base)
    end = _end_of_range(raw, year)
    if year is None:
        return NOTHING, end
    if raw.month is None:
        return (f"{year:04}", "year"), end
    if raw.day is None:
        return (f"{year:04}-{raw.month:02}", "month"), end
    found = day(year, raw.month, monthrange(year, raw.month)[1] if raw.which == "last" else raw.day)
    return ((found.isoformat(), "day"), end) if found else (NOTHING, None)


def resolved(
    raw: Written, page: Page, anchor: DateMention | None, published: date | None, as_of: date | None
) -> DateMention:
    """The mention with its date, where there is one."""
    code = page.language.code if page.language is not None else ""
    tense = partial(tense_at, page.low, raw.start, raw.end, code)
    month, at, end, found = raw.month, raw.day, None, NOTHING
    if raw.kind == "calendar":
        found, end = _calendar(raw, page, tense, published, as_of)
        at = parsed.day if (parsed := parse_iso(found[0])) else at
    elif raw.kind == "weekday" and raw.weekday is not None and published is not None:
        told = _weekday(raw.weekday, raw.which, tense, published)
        found = (told.isoformat(), "day") if told else NOTHING
    elif raw.anchored and anchor is not None:
        base = _anchor(anchor, raw)
        found = _shifted(base, raw.unit, raw.offset) if base else NOTHING
        month, at = _undated(anchor, raw) or (None, None)
    elif raw.kind == "relative" and not raw.anchored and published is not None:
        found = _shifted(published, raw.unit, raw.offset)
    return DateMention(
        raw.start, raw.end, page.text[raw.start : raw.end], found[0], end, found[1], raw.kind,
        month, at, raw.year, raw.weekday, raw.anchored,
    )  # fmt: skip
