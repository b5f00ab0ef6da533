"""Dates by day, month and year: "11 March 2025", "2025-03-11", "in March", "2019-2023"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from briefing.dates import resolve
from briefing.dates.languages import Language
from briefing.dates.tables import any_of
from briefing.dates.written import Page, Reader, Written, is_count, noun_follows, starts_of

# Years of news and history; below that, four digits are a count.
_YEAR = r"1[0-9]\d{2}|20\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NOT_BEFORE = r"(?<![\w/])(?<![\d][.,:–-])(?<![$€£#+])"
_NOT_BEHIND = r"(?!\w|[.,:]\d|\s?[%°])"
_RANGE = "to|till|until|through|deri(?: më)?|do|до|bis|au|al"
_AND = "and|or|&|dhe|ose|i|ili|и|или|und|oder|et|ou|y|o|e"
ARTICLE = r"(?:(?:the|den|dem|le|el|më|on)\s+)?"
_JOIN = rf"(?:\s*[-–—]\s*|,\s*|\s+(?:{_AND}|{_RANGE})\s+){ARTICLE}"
_SUFFIX = r"(?:(?:st|nd|rd|th|er|º|ª|°)(?!\w))?"

_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<iy>\d{4})(?P<sep>[-/.])(?P<im>\d{2})(?P=sep)(?P<id>\d{2})"
    r"(?:t\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
    rf"|(?P<a>\d{{1,2}})(?P<mark>\.\s?|[/-])(?P<b>\d{{1,2}})(?P=mark)(?P<y>(?:{_YEAR}))(?=\.(?!\d)|[^\w/.-]|[-./]?(?!\S)"
    r"|[-–]\D)"
    r"|(?P<sa>\d{1,2})\.(?P<sb>\d{1,2})\.(?![\w/-]))"
)
_YEARS = re.compile(
    rf"(?<![\w/$€£])(?<!\d[.,:-])(?P<y>{_YEAR})(?:(?P<range>\s?[-–—/]\s?)(?P<to>{_YEAR}|\d{{2}})(?![\w/-]|[.,:]\d)"
    r"|(?P<decade>['’]?s)\b|(?![\w/%°]|[.,:–-]\d|\s?[%°]))"
)
_IN_LIST = re.compile(rf"(?P<join>{_JOIN})?(?P<d>{_DAY})(?!\d){_SUFFIX}\.?")
_WITHIN = re.compile(r"\b(?:in|during|since)\s+\Z")
_IS_RANGE = re.compile(rf"\s*(?:[-–—]|(?:{_RANGE})\b)")
BETWEEN = re.compile(rf"\s*(?:(?P<range>[-–—]|(?:{_RANGE})\b)|(?:{_AND})(?!\w)|,)\s*{ARTICLE}")


def numeric(match: re.Match[str], page: Page) -> Iterator[Written]:
    """2025-03-11, 11.03.2025, 11/03/2025, and "11.03." where the day stands first."""
    if match["iy"]:
        days = {resolve.day(int(match["iy"]), int(match["im"]), int(match["id"]))}
    elif match["a"]:
        one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
        days = {resolve.day(year, two, one)}
        if not (page.day_first or match["mark"].startswith(".")):
            days.add(resolve.day(year, one, two))
    else:
        day, month = int(match["sa"]), int(match["sb"])
        if page.day_first and resolve.day(2000, month, day):
            yield Written(*match.span(), "calendar", None, month, day)
        return
    known = [day for day in days if day is not None]
    if len(known) == 1:
        yield Written(*match.span(), "calendar", known[0].year, known[0].month, known[0].day)
    elif known:
        yield Written(*match.span(), "calendar")


def _year(match: re.Match[str], page: Page) -> tuple[int | None, int]:
    """The year of a match, and the end without it where it counts what follows ("March 11, 2000 soldiers")."""
    if match["y"] is None:
        return None, match.end()
    year = int(match["y"])
    return (None, match.start("y")) if is_count(page, year, match.end()) else (year, match.end())


def _capital(page: Page, match: re.Match[str]) -> bool:
    """Whether the month is a name: in English it has a capital."""
    assert page.language is not None  # noqa: S101  # a month was found
    return page.language.code != "en" or page.text[match.start("m")].isupper()


def _listed(match: re.Match[str], page: Page, month_first: bool) -> list[re.Match[str]]:
    """The days of "10, 11 and 12", cut to what can be a list of days: "March 11, 12 people" has one."""
    days = list(_IN_LIST.finditer(page.low, *match.span("list")))
    while len(days) > 1 and month_first:
        last = days[-1]
        joined = last["join"].strip()
        rising = int(days[-2]["d"]) < int(last["d"])
        if rising and joined != "," and (_IS_RANGE.match(joined) or not noun_follows(page, last.end())):
            break
        days.pop()
    while len(days) > 1 and int(days[0]["d"]) >= int(days[1]["d"]):
        days.pop(0)
    return days


def _stretches(days: list[re.Match[str]], between: bool) -> list[tuple[re.Match[str], re.Match[str]]]:
    """First and last days: "10-12" is a stretch, and so is "10 and 11"; "10 and 14" are two days, unless `between`."""
    found = [(days[0], days[0])]
    for day in days[1:]:
        first, last = found[-1]
        joined = day["join"].strip()
        follows = len(days) == 2 and joined != "," and (between or int(day["d"]) == int(last["d"]) + 1)
        if first is last and (follows or _IS_RANGE.match(joined)):
            found[-1] = (first, day)
        else:
            found.append((day, day))
    return found


def days_of_month(match: re.Match[str], page: Page) -> Iterator[Written]:
    """11 March 2025, 11th of March, March 11, March 10-11; not "in March 12 soldiers"."""
    language = page.language
    if language is None or not _capital(page, match):
        return
    month_first, month = match.start("m") < match.start("list"), language.months[match["m"]]
    days = _listed(match, page, month_first)
    # 2000 had a 29 February.
    if max(int(day["d"]) for day in days) > monthrange(2000, month)[1]:
        return
    begin = match.start() if month_first else days[0].start("d")
    year, end = _year(match, page)
    if month_first and (year is None or days[-1].end() < match.end("list")):
        year, end = None, days[-1].end()
        if noun_follows(page, end) and _WITHIN.search(page.low, max(0, begin - 8), begin):
            return
    elif year is None:
        end = match.end("m")
    stretches = _stretches(days, page.low[max(0, begin - 12) : begin].rstrip().endswith("between"))
    for first, last in stretches:
        yield Written(
            begin if first is days[0] else first.start("d"),
            end if last is days[-1] else last.end(),
            "calendar",
            year,
            month,
            int(first["d"]),
            to=(year, month, int(last["d"])) if first is not last else None,
        )


# English months that are names too, so that a bare one needs a word before; verbs need one that none can follow.
_VERBS = frozenset(("may", "march"))
_NAMES = _VERBS | {"april", "june", "august"}
_STRONG = frozenset("in during since until late early mid last next this the of and".split())


def month(match: re.Match[str], page: Page) -> Iterator[Written]:
    """March 2025, in March, during March, the December summit."""
    language = page.language
    if language is None or not _capital(page, match):
        return
    number, name = language.months[match["m"]], match["m"]
    year, end = _year(match, page)
    if year is not None:
        yield Written(match.start("m"), end, "calendar", year, number)
        return
    start = match.start("m")
    near = language.before_month.search(page.low[max(0, start - 24) : start])
    behind = language.behind_month.match(page.low, match.end("m"))
    which = match["mid"] or (behind[1] if behind is not None else near[1] if near is not None else None)
    if which is None and page.found and page.found[-1].month is not None:
        which = "and" if BETWEEN.fullmatch(page.low, page.found[-1].end, start) else None
    english = language.code == "en"
    if which is None and english and name in language.full - _NAMES:
        which = ""
    if which is not None and not (english and name in _VERBS and which not in _STRONG):
        yield Written(start, match.end("m"), "calendar", None, number, which=language.which.get(which, which))


def last_day(match: re.Match[str], page: Page) -> Iterator[Written]:
    """The last day of February: its number is that of the year, 28 where no year is known."""
    language = page.language
    if language is not None and _capital(page, match):
        month, (year, end) = language.months[match["m"]], _year(match, page)
        day = monthrange(year or 2001, month)[1]
        end = match.end("m") if year is None else end
        yield Written(match.start(), end, "calendar", year, month, day, which="last")


def years(match: re.Match[str], page: Page) -> Iterator[Written]:
    """In 2023, since 1999, the 2021 election, 2019-2023; "the 1990s" is vague, and a figure that counts is no year."""
    start, end, year = match.start(), match.end(), int(match["y"])
    if match["decade"]:
        yield Written(start, end, "vague")
    elif match["range"]:
        short = len(match["to"]) < 4
        last = year - year % 100 + int(match["to"]) if short else int(match["to"])
        season = "/" not in match["range"] or last == year + 1
        if (1200 if not short else 1800) <= year < last <= year + 200 and season and not is_count(page, year, end):
            yield Written(start, end, "calendar", year, to=(last, None, None))
    elif _is_year(year, start, end, page):
        yield Written(start, end, "calendar", year)


def _is_year(year: int, start: int, end: int, page: Page) -> bool:
    """Whether four digits are a year by the words before or behind, or in English by themselves."""
    if is_count(page, year, end):
        return False
    if page.low.endswith("(", 0, start) and page.low.startswith((")", ",", ";"), end):
        return year >= 1800
    language = page.language
    if language is None:
        return False
    if language.before_year.search(page.low[max(0, start - 24) : start]) or language.behind_year.match(page.low, end):
        return True
    return language.code == "en" and 1900 <= year <= 2100


def readers(language: Language | None) -> Iterator[Reader]:
    """The readers of these dates in a language; of figures alone where its words are not known."""
    digits = frozenset("0")
    yield Reader(digits, _NUMERIC, numeric)
    if language is not None:
        months = any_of(language.months)
        day = rf"{_DAY}(?!\d){_SUFFIX}" + ("" if language.code == "en" else r"\.?")
        days = rf"(?P<list>{day}(?:{_JOIN}{day})*)"
        year = rf"(?P<y>{_YEAR})(?![\w/-]|[.,]\d)"
        of_year = rf"(?:,?\s+|,)(?:{language.of}\s+){{0,2}}"
        yield Reader(
            digits,
            re.compile(
                rf"{_NOT_BEFORE}{days}(?:\s+|(?<=\.)|-)(?:{language.of}\s+)?(?P<m>{months})\b\.?"
                rf"(?:(?:{of_year}|-){year})?"
            ),
            days_of_month,
        )
        if language.code == "en":
            yield Reader(
                starts_of(language.months),
                re.compile(rf"(?P<m>{months})\b\.?\s+(?:the\s+)?{days}{_NOT_BEHIND}(?:,?\s+{year})?"),
                days_of_month,
            )
            last = rf"last\s+day\s+of\s+(?P<m>{months})\b\.?(?:{of_year}{year})?(?!\w)"
            yield Reader(frozenset({"last"}), re.compile(last), last_day)
        yield Reader(
            starts_of(language.months) | {"mid", "early", "late"},
            re.compile(rf"(?<![\w-])(?:(?P<mid>mid|early|late)-)?(?P<m>{months})\b\.?(?:{of_year}{year})?(?!\w)"),
            month,
        )
    yield Reader(digits, _YEARS, years)
