"""From what is written to a calendar date. Only `published` (and for a year `as_of`) stand outside the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from briefing.dates.mention import Precision
from briefing.dates.tense import Tense

Resolved = tuple[str | None, Precision]
# The tense around a date, read only where it settles something: it costs more than all the rest.
AskTense = Callable[[], Tense | None]
NOTHING: Resolved = (None, "none")

# Within two months the nearest day is meant, whatever the tense ("confirmed the visit on March 11").
_NEAR_DAYS = 60
# Farther off, a day to come is named without its year for up to five months, when no tense tells.
_AHEAD_DAYS = 152
# A tense settles it within the year of publication, and across its ends for up to seven months.
_FAR_DAYS = 213


def day(year: int, month: int, at: int) -> date | None:
    """The calendar day, None where there is no such day."""
    try:
        return date(year, month, at)
    except ValueError:
        return None


def plus(base: date, days: int) -> date | None:
    """`base` and so many days on; None outside the calendar."""
    try:
        return base + timedelta(days=days)
    except OverflowError:
        return None


def month_iso(year: int, month: int) -> str | None:
    """A month whose number may run past the year's ends."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04}-{month:02}" if 1 <= year <= 9999 else None


def year_of_day(
    month: int, at: int, weekday: int | None, tense: AskTense, published: date | None, as_of: date | None
) -> int | None:
    """The year of a day and month written without one.

    From `published`: the nearest such day (with a weekday: the nearest that falls on it), farther off the one that the
    tense asks for, else nothing. From `as_of`: its year, or the one before for a past event that would lie far ahead.
    """
    base = published or as_of
    if base is None:
        return None
    days = [found for year in (base.year - 1, base.year, base.year + 1) if (found := day(year, month, at))]
    if not days:
        return None
    if weekday is not None and any(found.weekday() == weekday for found in days):
        days = [found for found in days if found.weekday() == weekday]
    nearest = min(days, key=lambda found: abs(found - base))
    if weekday is not None or (published is not None and abs((nearest - base).days) <= _NEAR_DAYS):
        return nearest.year
    if published is None:
        this = day(base.year, month, at)
        if this is None or not ((this - base).days > _FAR_DAYS and tense() == "past"):
            return this.year if this else None
        return this.year - 1 if day(this.year - 1, month, at) else None
    spoken = tense()
    if spoken is None:
        return nearest.year if 0 < (nearest - base).days <= _AHEAD_DAYS else None
    asked = [found for found in days if (found > base) == (spoken == "future")]
    found = min(asked, key=lambda at: abs(at - base), default=None)
    if found is None or not (found.year == base.year or abs((found - base).days) <= _FAR_DAYS):
        return None
    return found.year


def year_of_month(month: int, which: str, tense: AskTense, published: date | None) -> int | None:
    """The year of a bare month: the nearest one, or the one that the tense or "last", "next", "this" ask for."""
    if published is None:
        return None
    here = published.month
    if which == "this":
        return published.year
    if which == "last":
        return published.year if month < here else published.year - 1
    if which == "next":
        return published.year if month > here else published.year + 1
    spoken = tense()
    if spoken == "past":
        return published.year if month <= here else published.year - 1
    if spoken == "future":
        return published.year if month >= here else published.year + 1
    ahead = (month - here) % 12
    if ahead in {5, 6, 7}:
        return None
    # Months run on from January of the year of publication: below 1 is the year before, above 12 the year after.
    return published.year + (here + ahead - (12 if ahead > 6 else 0) - 1) // 12


def weekday_near(weekday: int, which: str, tense: AskTense, published: date) -> date | None:
    """The day that a weekday names on the day of publication; None where it can be two.

    "last Tuesday" and "next Tuesday" mean the nearest one to some writers and that of the last or next week to others:
    only where both are the same day is it settled.
    """
    back = (published.weekday() - weekday) % 7
    on = (weekday - published.weekday()) % 7
    monday = published - timedelta(days=published.weekday())
    if which == "last":
        nearest, weekly = published - timedelta(days=back or 7), monday + timedelta(days=weekday - 7)
        return nearest if nearest == weekly else None
    if which in {"next", "coming"}:
        nearest, weekly = published + timedelta(days=on or 7), monday + timedelta(days=weekday + 7)
        return nearest if nearest == weekly or which == "coming" else None
    if which in {"last week", "next week", "this week"}:
        return monday + timedelta(days=weekday + {"last week": -7, "next week": 7, "this week": 0}[which])
    if which == "past":
        return published - timedelta(days=back or 7)
    spoken = tense()
    if spoken == "past":
        return published - timedelta(days=back)
    if spoken == "future" or which == "this":
        return published + timedelta(days=on)
    return None


def weekday_of_month(weekday: int, nth: int, months: int, published: date) -> date | None:
    """The first to fourth such weekday of a month, the last for -1; `months` counts on from that of publication."""
    first_of = month_iso(published.year, published.month + months)
    if first_of is None:
        return None
    first = date.fromisoformat(f"{first_of}-01")
    days = [
        found
        for ahead in range(31)
        if (found := plus(first, ahead)) and found.month == first.month and found.weekday() == weekday
    ]
    return days[nth - 1 if nth > 0 else nth]


def shifted(base: date, unit: str, offset: int) -> Resolved:
    """So many units from a day: for weeks (which are approximate) and months the month, for years the year."""
    found: date | None
    if unit == "day":
        found = plus(base, offset)
        return (found.isoformat(), "day") if found else NOTHING
    if unit == "week" and offset:
        # "Two weeks ago" is a week around the day, give or take.
        first, last = plus(base, 7 * offset - 3), plus(base, 7 * offset + 3)
        if first and last and first.month == last.month:
            return first.isoformat()[:7], "month"
        return NOTHING
    if unit == "month":
        month = month_iso(base.year, base.month + offset)
        return (month, "month") if month else NOTHING
    return year_iso(base.year + offset) if unit == "year" else NOTHING


def year_iso(year: int) -> Resolved:
    """A year, where the calendar has it."""
    return (f"{year:04}", "year") if 1 <= year <= 9999 else NOTHING


def shifted_day_month(month: int, at: int, days: int) -> tuple[int, int] | None:
    """Month and day so many days from a day without a year; None where a leap year would make a difference."""
    # 2001 has no 29 February and 2004 has one.
    found = set()
    for year in (2001, 2004):
        base = day(year, month, at)
        moved = plus(base, days) if base else None
        found.add((moved.month, moved.day) if moved else None)
    return found.pop() if len(found) == 1 else None
