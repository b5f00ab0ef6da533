"""Dates by day, month and year: "11 March 2025", "2025-03-11", "in March"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.dates import resolve
from briefing.dates.page import DETERMINER, EVENTS, Page, noun_follows, weekday_number, year_group
from briefing.dates.patterns import DAY_IN_LIST, FEASTS, MID, NUMERIC, OF_FEASTS, RANGE_SEP
from briefing.dates.written import Written


def _capital(page: Page, at: int) -> bool:
    return page.code != "en" or page.text[at].isupper()


_MARKS = (".", "/", "-")


def numeric(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """2025-03-11, 11.03.2025, 11/03/2025, and "11.03." where the day stands first."""
    end = 0
    for first, last in page.digits:
        match = NUMERIC.match(page.low, first) if first >= end and page.low.startswith(_MARKS, last) else None
        if match is None:
            continue
        start, end = match.span()
        if match["iy"]:
            year, month, day = int(match["iy"]), int(match["im"]), int(match["id"])
            if resolve.day(year, month, day):
                yield Written(start, end, "absolute", year, month, day)
        elif match["a"]:
            one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
            dotted = match["mark"].startswith(".")
            day_first = [resolve.day(year, two, one)]
            month_first = [] if dotted or page.day_first else [resolve.day(year, one, two)]
            days = {found for found in (*day_first, *month_first) if found}
            if len(days) == 1:
                (found,) = days
                yield Written(start, end, "absolute", year, found.month, found.day)
            elif days:
                yield Written(start, end, "absolute", year, hopeless=True)
        elif page.code != "en" and resolve.day(2000, int(match["sb"]), int(match["sa"])):
            yield Written(start, end, "partial", None, int(match["sb"]), int(match["sa"]))


_FEASTS = re.compile(r"(?<!\w)(?P<of>christmas|new year['’]s) (?P<day>eve|day)(?!\w)")


def feasts(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """Christmas Eve, New Year's Day: days of the calendar with names of their own."""
    if page.code != "en" or page.words.isdisjoint(FEASTS) or page.words.isdisjoint(OF_FEASTS):
        return
    for match in _FEASTS.finditer(page.low):
        month, at = {"christmas": (12, 25), "new year": (1, 1)}[match["of"].removesuffix("'s").removesuffix("’s")]
        if match["day"] == "eve":
            month, at = (12, 24) if month == 12 else (12, 31)
        yield Written(*match.span(), "partial", None, month, at)


def _in_list(match: re.Match[str], page: Page, month_first: bool) -> list[tuple[int, int, int, str]]:
    """The days of "10, 11 and 12" as (day, start, end, what stands before it), cut to what can be a list of days."""
    days = [
        (int(found["d"]), found.start("d"), found.end(), (found["sep"] or "").strip())
        for found in DAY_IN_LIST.finditer(page.low, match.start("list"), match.end("list"))
    ]
    if month_first:
        # "On March 11, 12 people died", "March 10 and 12 soldiers": the last figure counts people.
        while len(days) > 1 and (
            days[-1][0] <= days[-2][0]
            or days[-1][3] == ","
            or (not RANGE_SEP.match("-" if days[-1][3] in {"-", "–", "—"} else "") and noun_follows(page, days[-1][2]))
        ):
            days.pop()
    else:
        while len(days) > 1 and days[0][0] >= days[1][0]:
            days.pop(0)
    return days


# "moved from 3 to 5 May" is no stretch of days.
MOVED = re.compile(
    r"\b(?:moved?|postpone\w*|delay\w*|reschedul\w*|shift\w*|push\w*|brought forward|changed?|put off)\b"
)


# Days that are names of what happened on them in a year that need not be said: "the Sept. 11 attacks".
_KNOWN_BY_DAY = frozenset(((9, 11), (1, 6), (7, 7), (10, 7)))
_OF_THAT_DAY = re.compile(
    r"\s+(?:terror|attack|hijack|defendant|riot|bomb|insurrection|suspect|plot|massacre|victim|memorial)\w*"
)


def _weekday_ahead(page: Page, at: int, last_end: int) -> tuple[int, int | None]:
    """Where a date begins whose day or month stands at `at`, and its weekday: before it, and behind the last date."""
    if page.patterns is None or not page.weekdays:
        return at, None
    match = page.patterns.weekday_ahead.search(page.low, last_end, at)
    return (at, None) if match is None else (match.start(), weekday_number(match["w"], page))


def _of_month(
    match: re.Match[str], page: Page, month_first: bool, start: int, weekday: int | None
) -> Iterator[Written]:
    """The days of a month in a list; `start` is where its weekday stands."""
    assert page.patterns is not None  # noqa: S101  # only patterns give matches
    month = page.patterns.table.months[match["m"]]
    first, last = match.span("list")
    if match["list"].isdecimal():
        all_days, days = 1, [(int(match["list"]), first, last, "")]
    else:
        all_days = len(DAY_IN_LIST.findall(page.low, first, last))
        days = _in_list(match, page, month_first)
    if max(day for day, *_ in days) > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
        return
    year, end = year_group(match, page)
    if month_first and len(days) < all_days:
        year, end = None, days[-1][2]
    elif year is None:
        end = days[-1][2] if month_first else match.end("m")
    begin = (
        start
        if weekday is not None and (month_first or len(days) == all_days)
        else (match.start("m") if month_first else days[0][1])
    )
    between = len(days) > 1 and page.low[max(0, begin - 12) : begin].rstrip().endswith("between")
    at = 0
    while at < len(days):
        first, last = at, at
        if at + 1 < len(days):
            sep = days[at + 1][3]
            pair = sep in {"and", "&", "dhe", "i", "и", "und", "et", "y", "e"} and len(days) == 2
            if (RANGE_SEP.match(sep) and not MOVED.search(page.low[max(0, begin - 60) : begin])) or (
                pair and (between or days[at + 1][0] == days[at][0] + 1)
            ):
                last = at + 1
        yield Written(
            begin if first == 0 else days[first][1],
            end if last == len(days) - 1 else days[last][2],
            "partial" if year is None else "absolute",
            year,
            month,
            days[first][0],
            weekday if first == 0 else None,
            (year, month, days[last][0]) if last > first else None,
            hopeless=year is None
            and (month, days[first][0]) in _KNOWN_BY_DAY
            and bool(_OF_THAT_DAY.match(page.low, end)),
        )
        at = last + 1


def day_and_month(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """11 March 2025, 11th of March, 10-11 March; sr "11. marta", es "11 de marzo"."""
    assert page.patterns is not None  # noqa: S101  # a month was found
    last_end = 0
    for first, last in page.digits:
        if last - first > 2 or not last_end <= first < page.months[-1]:
            continue
        match = page.patterns.day_month.match(page.low, first)
        if match is None:
            continue
        start, weekday = _weekday_ahead(page, first, last_end)
        last_end = match.end()
        if _capital(page, match.start("m")):
            yield from _of_month(match, page, False, start, weekday)


def month_and_day(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """March 11, Mar. 11, 2025, March 10-11; not "in March 12 soldiers"."""
    assert page.patterns is not None  # noqa: S101  # a month was found
    if page.patterns.month_day is None or not page.digits:
        return
    last_end = 0
    for at in page.months:
        match = page.patterns.month_day.match(page.low, at) if last_end <= at < page.digits[-1][0] else None
        if match is None:
            continue
        start, weekday = _weekday_ahead(page, at, last_end)
        last_end = match.end()
        if not _capital(page, match.start("m")):
            continue
        last = match.end("list")
        if (
            match["y"] is None
            and noun_follows(page, last)
            and re.search(r"\b(?:in|during|last|since)\s+$", page.low[max(0, start - 8) : start])
        ):
            continue
        yield from _of_month(match, page, True, start, weekday)


# "May" is a verb and a name, "March" a verb and a walk, the others are names of people: more must stand before them.
_NAMED_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Minister|PM|James|Brian)\s+May\b")
_WEAK = frozenset(("by", "from", "before", "after", "between", "through", "last", "next"))
_WALK = re.compile(r"\b(?:join\w*|took part|take part|taking part|participat\w*|le[da]d?)\s+in\s+$")


# "tetorin e kaluar", "prošlog oktobra" has its word before; in Albanian it stands behind.
_BEHIND = {"kaluar": "last", "shkuar": "last", "ardhshëm": "next", "tjetër": "next"}
_MONTH_OF = re.compile(r"\s+(?:e|i|të)\s+(kaluar|shkuar|ardhshëm)\b|\s+(tjetër)\b")


def _bare_month_stands(match: re.Match[str], page: Page, taken: list[Written]) -> str | None:
    """The word ("last", "in", ...) that makes a bare month a date; None where it is none."""
    assert page.patterns is not None  # noqa: S101  # only patterns give matches
    before = page.low[max(0, match.start() - 40) : match.start()]
    near = page.patterns.near.search(before)
    month = match["m"]
    if match["mid"]:
        return "mid"
    if page.code == "sq" and (behind := _MONTH_OF.match(page.low, match.end())):
        return _BEHIND[behind[1] or behind[2]]
    if near is not None and near["near"]:
        word = near["near"]
        tricky = page.code == "en" and month in {"march", "may"}
        if tricky and (_WALK.search(before) or (month == "may" and word in _WEAK and _NAMED_MAY.search(page.text))):
            return None
        if tricky and month == "march" and word == "this" and noun_follows(page, match.end()):
            return None
        return word
    if near is not None and any(
        other.month is not None and not page.low[other.end : match.start()].strip(" ,-–—andtorhug") for other in taken
    ):
        return "join"
    if page.code != "en" or month in {"march", "may"} or month not in _FULL_MONTHS:
        event = (
            page.code == "en"
            and month in _FULL_MONTHS
            and DETERMINER.search(before)
            and (noun_follows(page, match.end()) or "") in EVENTS
        )
        return "the" if event else None
    if month in {"april", "june", "august"}:
        return "the" if DETERMINER.search(before) and noun_follows(page, match.end()) else None
    return "bare"


_FULL_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


def months(page: Page, taken: list[Written]) -> Iterator[Written]:
    """March 2025, in March, during March, the December summit."""
    assert page.patterns is not None  # noqa: S101  # a month was found
    found: list[Written] = []
    last_end = 0
    for at in page.months:
        mid = MID.search(page.low, max(last_end, at - 6), at) if page.low[at - 1 : at] == "-" else None
        match = page.patterns.month.match(page.low, mid.start() if mid else at) if at >= last_end else None
        if match is None:
            continue
        last_end = match.end()
        if not _capital(page, match.start("m")):
            continue
        month = page.patterns.table.months[match["m"]]
        year, end = year_group(match, page)
        if year is not None:
            raw = Written(match.start("m"), end, "absolute", year, month)
        else:
            which = _bare_month_stands(match, page, [*taken, *found])
            if which is None:
                continue
            raw = Written(match.start("m"), match.end("m"), "partial", None, month, which=which)
        found.append(raw)
        yield raw
