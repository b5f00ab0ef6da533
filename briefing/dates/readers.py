"""One reader for each way of writing a date. They run in order, and what an earlier one has taken stays taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.dates import resolve
from briefing.dates.patterns import ANCHORED, DAY_IN_LIST, NUMERIC, RANGE_SEP, YEARS, Patterns
from briefing.dates.written import Written
from briefing.text.words import STOP


@dataclass(frozen=True, slots=True)
class Page:
    """A text and what is known of it; `low` is lower case at the same offsets, `words` are its words."""

    text: str
    low: str
    words: frozenset[str]
    digits: bool
    code: str
    patterns: Patterns | None
    day_first: bool


_NEXT_WORD = re.compile(r"\s+([^\W\d_][\w'’-]*)")
_NOT_NOUNS = STOP | frozenset(
    "last next earlier ago local alone onward onwards later said says when where which who that amid ahead via early late today "
    "tomorrow yesterday near is local est gmt cet utc bst edt".split()
)
# What years are never about, so "in 2000 villages" is no year, and what happens in a year.
_COUNTED = frozenset(
    "people soldiers troops men women children members personnel police officers civilians refugees migrants homes houses villages "
    "cases deaths euros dollars pounds lek dinars km kilometres kilometers metres meters miles hectares tonnes tons households families students "
    "workers employees jobs votes voters tickets copies vehicles cars buses aircraft tanks drones missiles rounds days weeks hours years "
    "citizens residents inhabitants passengers victims casualties prisoners protesters demonstrators".split()
)
_EVENTS = frozenset(
    "election elections vote referendum campaign summit conference budget season championship championships cup games olympics war wars attack attacks "
    "bombing bombings agreement accord accords treaty constitution deal report census figures level levels edition festival tournament final crisis "
    "invasion uprising revolution coup riots protests unrest massacre earthquake tsunami world winter summer european presidential "
    "parliamentary general local financial fiscal".split()
)


def noun_follows(page: Page, at: int) -> str | None:
    """The lower-case word that follows and can be what a figure counts; None for small words, participles and names."""
    match = _NEXT_WORD.match(page.low, at)
    if match is None or page.text[match.start(1)].isupper():
        return None
    word = match.group(1)
    if word in _NOT_NOUNS or word.endswith(("ed", "ing")):
        return None
    return word


def _year(match: re.Match[str], page: Page) -> tuple[int | None, int]:
    """The year that a pattern took, and the end without it where it counts what follows ("March 11, 2000 soldiers")."""
    if match["y"] is None:
        return None, match.end()
    noun = noun_follows(page, match.end())
    if noun in _COUNTED:
        return None, match.start("y")
    return int(match["y"]), match.end()


def _capital(page: Page, at: int) -> bool:
    return page.code != "en" or page.text[at].isupper()


def numeric(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """2025-03-11, 11.03.2025, 11/03/2025, and "11.03." where the day stands first."""
    if not page.digits:
        return
    for match in NUMERIC.finditer(page.low):
        start, end = match.span()
        if match["iy"]:
            year, month, at = int(match["iy"]), int(match["im"]), int(match["id"])
            if resolve.day(year, month, at):
                yield Written(start, end, "absolute", year, month, at)
        elif match["a"]:
            first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
            dotted = match["mark"].startswith(".")
            day_first = [resolve.day(year, second, first)]
            month_first = [] if dotted or page.day_first else [resolve.day(year, first, second)]
            days = {found for found in (*day_first, *month_first) if found}
            if len(days) == 1:
                (found,) = days
                yield Written(start, end, "absolute", year, found.month, found.day)
            elif days:
                yield Written(start, end, "absolute", year, hopeless=True)
        elif page.code != "en" and resolve.day(2000, int(match["sb"]), int(match["sa"])):
            yield Written(start, end, "partial", None, int(match["sb"]), int(match["sa"]))


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


def _of_month(match: re.Match[str], page: Page, month_first: bool) -> Iterator[Written]:
    assert page.patterns is not None  # noqa: S101  # only patterns give matches
    table = page.patterns.table
    month, weekday = table.months[re.sub(r"\s+", " ", match["m"])], _weekday_number(match["w"], page)
    all_days = len(DAY_IN_LIST.findall(page.low, match.start("list"), match.end("list")))
    days = _in_list(match, page, month_first)
    if max(day for day, *_ in days) > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
        return
    year, end = _year(match, page)
    if month_first and len(days) < all_days:
        year, end = None, days[-1][2]
    elif year is None:
        end = days[-1][2] if month_first else match.end("m")
    begin = (
        match.start()
        if match["w"] and (month_first or len(days) == all_days)
        else (match.start("m") if month_first else days[0][1])
    )
    between = page.low[:begin].rstrip().endswith("between")
    kind = "absolute" if year is not None else "partial"
    at = 0
    while at < len(days):
        first, last = at, at
        if at + 1 < len(days):
            sep = days[at + 1][3]
            pair = sep in {"and", "&", "dhe", "i", "и", "und", "et", "y", "e"} and len(days) == 2  # noqa: PLR2004
            if (RANGE_SEP.match(sep) and not MOVED.search(page.low[:begin][-60:])) or (
                pair and (between or days[at + 1][0] == days[at][0] + 1)
            ):
                last = at + 1
        yield Written(
            begin if first == 0 else days[first][1], end if last == len(days) - 1 else days[last][2], kind, year, month, days[first][0],  # type: ignore[arg-type]
            weekday if first == 0 else None, (year, month, days[last][0]) if last > first else None,
        )  # fmt: skip
        at = last + 1


def _weekday_number(word: str | None, page: Page) -> int | None:
    if word is None or page.patterns is None:
        return None
    return page.patterns.table.weekdays.get(re.sub(r"\s+", " ", word))


def day_and_month(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """11 March 2025, 11th of March, 10-11 March; sr "11. marta", es "11 de marzo"."""
    if page.patterns is None or not page.digits or page.words.isdisjoint(page.patterns.month_hints):
        return
    for match in page.patterns.day_month.finditer(page.low):
        if _capital(page, match.start("m")):
            yield from _of_month(match, page, month_first=False)


def month_and_day(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """March 11, Mar. 11, 2025, March 10-11; not "in March 12 soldiers"."""
    if (
        page.code != "en"
        or page.patterns is None
        or not page.digits
        or page.words.isdisjoint(page.patterns.month_hints)
    ):
        return
    for match in page.patterns.month_day.finditer(page.low):
        if not _capital(page, match.start("m")):
            continue
        last = match.end("list")
        if (
            match["y"] is None
            and noun_follows(page, last)
            and re.search(r"\b(?:in|during|last|since)\s+$", page.low[: match.start()][-8:])
        ):
            continue
        yield from _of_month(match, page, month_first=True)


# "May" is a verb and a name, "March" a verb and a walk, the others are names of people: more must stand before them.
_NAMED_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Minister|PM|James|Brian)\s+May\b")
_DETERMINER = re.compile(r"\b(?:the|a|an|this|that|his|her|its|their|our)\s+$|['’]s?\s+$")
_WEAK = frozenset(("by", "from", "before", "after", "between", "through", "last", "next"))
_WALK = re.compile(r"\b(?:join\w*|took part|take part|taking part|participat\w*|le[da]d?)\s+in\s+$")


def _bare_month_stands(match: re.Match[str], page: Page, taken: list[Written]) -> str | None:
    """The word ("last", "in", ...) that makes a bare month a date; None where it is none."""
    assert page.patterns is not None  # noqa: S101  # only patterns give matches
    before = page.low[: match.start()][-40:]
    near = page.patterns.near.search(before)
    month = match["m"]
    if match["mid"]:
        return "mid"
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
            and _DETERMINER.search(before)
            and (noun_follows(page, match.end()) or "") in _EVENTS
        )
        return "the" if event else None
    if month in {"april", "june", "august"}:
        return "the" if _DETERMINER.search(before) and noun_follows(page, match.end()) else None
    return "bare"


_FULL_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


def months(page: Page, taken: list[Written]) -> Iterator[Written]:
    """March 2025, in March, during March, the December summit."""
    if page.patterns is None or page.words.isdisjoint(page.patterns.month_hints):
        return
    found: list[Written] = []
    for match in page.patterns.month.finditer(page.low):
        if not _capital(page, match.start("m")):
            continue
        month = page.patterns.table.months[re.sub(r"\s+", " ", match["m"])]
        year, end = _year(match, page)
        if year is not None:
            raw = Written(match.start("m"), end, "absolute", year, month)
        else:
            which = _bare_month_stands(match, page, [*taken, *found])
            if which is None:
                continue
            raw = Written(match.start("m"), match.end("m"), "partial", None, month, which=which)
        found.append(raw)
        yield raw


def relative(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """yesterday, last week, three days ago, in two weeks, recently."""
    if page.patterns is None or page.words.isdisjoint(page.patterns.time_hints):
        return
    patterns, table = page.patterns, page.patterns.table
    for pattern, sign in ((patterns.ago, -1), (patterns.ahead, 1)):
        for match in pattern.finditer(page.low):
            groups = match.groupdict()
            count, unit = groups["n"] or groups.get("n2"), groups["u"] or groups.get("u2")
            assert count is not None and unit is not None  # noqa: S101, PT018  # one of the pairs matched
            number = int(count) if count.isdigit() else table.counts[re.sub(r"\s+", " ", count)]
            if sign > 0 and not _to_come(page, match.start(), match.end()):
                continue
            name = table.units[unit]
            yield Written(match.start(), match.end(), "relative", unit=name, offset=sign * number)
    for match in patterns.vague.finditer(page.low):
        yield Written(match.start(), match.end(), "vague")
    for match in patterns.phrase.finditer(page.low):
        unit, offset = table.phrases[re.sub(r"\s+", " ", match["p"])]
        if page.code == "de" and match["p"] == "morgen" and page.text[match.start()].isupper():
            continue
        # "Last week" is a week of the calendar, no day and no month.
        unit = "calendar week" if unit == "week" else unit
        yield Written(match.start(), match.end(), "vague" if unit == "vague" else "relative", unit=unit, offset=offset)


def _to_come(page: Page, start: int, end: int) -> bool:
    from briefing.dates.tense import tense_at

    return tense_at(page.low, start, end, page.code, page.text) == "future"


_STOPS = re.compile(r"\s*(?:[,.;:!?)\]\"”]|$)")


def anchored(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """a day earlier, the next day, two days later, that day; "a day after the attack" leans on the attack."""
    if page.code != "en" or page.words.isdisjoint(_ANCHOR_HINTS):
        return
    for match in ANCHORED.finditer(page.low):
        start, end = match.span()
        if match["n"]:
            way = match["way"]
            sign = -1 if way in {"earlier", "before", "previously", "prior"} else 1
            count = match["n"]
            if count == "the" and (way not in {"before", "after"} or match["u"].endswith("s")):
                continue
            number = int(count) if count.isdigit() else _SMALL.get(count, 1)
            leans = way in {"before", "after", "prior"} and not _STOPS.match(page.low, end)
            leans = leans or page.low[end:].lstrip().startswith("than ")
            yield Written(
                start, end, "relative", unit=match["u"].rstrip("s"), offset=sign * number, anchored=True, hopeless=leans
            )
        elif match["which"]:
            unit = {"morning": "day", "evening": "day", "night": "day"}.get(match["v"], match["v"])
            if match["which"] == "next" and unit != "day":
                continue
            yield Written(
                start,
                end,
                "relative",
                unit=unit,
                offset={"next": 1, "following": 1, "same": 0}.get(match["which"], -1),
                anchored=True,
            )
        else:
            yield Written(start, end, "relative", unit="day", offset=0, anchored=True)


_SMALL = {word: at for at, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_ANCHOR_HINTS = frozenset("day days week weeks month months year years morning evening night afternoon".split())
_NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Ash|Palm|Good|Easter|Sheffield|Holy|Maundy|Giving|Shrove)\s+$")
_PAPER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Mail|Express|Sun|Post|Herald|World|League|Night Live|Independent|Observer|Tribune)\b"
)


def weekdays(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """on Tuesday, last Tuesday, Monday next week; not "Black Friday" or the Sunday Times."""
    if page.patterns is None or page.words.isdisjoint(page.patterns.weekday_hints):
        return
    for match in page.patterns.weekday.finditer(page.low):
        if page.code == "en" and not page.text[match.start("w")].isupper():
            continue
        if _NAMED_DAY.search(page.text[: match.start("w")]) or _PAPER.match(page.text, match.end("w")):
            continue
        number = _weekday_number(match["w"], page)
        which = match["which"] or ""
        if match["many"] or which in {"every", "each"}:
            yield Written(match.start(), match.end(), "vague", weekday=number)
            continue
        if match["week"]:
            which = match["week"] + " week"
        yield Written(
            match.start(),
            match.end(),
            "weekday",
            weekday=number,
            which="past" if which == "this past" else which,
            anchored=which in {"previous", "following"},
        )


_LIST_OF_YEARS = re.compile(r"\s*(?:and|or|to|,|dhe|i|и|und|et|y|e|[-–—])\s*(?:in\s+)?$")
_WEAK_YEAR = re.compile(r"(?<!\w)(?:of|from|before|after|between|for|to|and|with|vs\.?|versus|or)\s+(?:the\s+)?$")
_STARTS = re.compile(r"(?:^|[.!?]\s+|\n)[\"“]?$")
_GAMES = re.compile(
    r"\s+(?:(?:Summer|Winter|European|Asian|Commonwealth|African|Pan)\s+)?(?:Olympic|Paralympic|World|Oscar|Grammy|Emmy|Golden|Nobel|Super|Grand|Masters|Eurovision|European Ch|Games|US Open|Australian Open|French Open|Wimbledon|Election|Budget|Euro|Cup|Tour|Ryder|Census)"
)
_DESCRIBED = re.compile(r"(?:\b(?:the|a|an|this|that|his|her|its|their|our)|['’]s?)\s+(?:[a-z]+\s+)?$")
_EVENT_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_EVENTS))})\s+$")
_VERB = re.compile(r"\s+(?:was|saw|has|is|will|marked|brought|began|ended)\b")
_CODES = re.compile(
    r"\b(?:resolution|boeing|airbus|flight|windows|article|section|no\.?|number|nr\.?|room|route|highway|model|chapter|paragraph|page|order|mission)\s+$"
)


def _year_stands(match: re.Match[str], page: Page, taken: list[Written]) -> bool:
    """Whether four digits stand where a year stands."""
    year, start, end = int(match["y"]), match.start(), match.end()
    before = page.low[:start][-40:]
    if _CODES.search(before):
        return False
    if page.patterns is not None and page.patterns.year_after.match(page.low, end):
        return True
    noun = noun_follows(page, end)
    recent = 1800 <= year <= 2100  # noqa: PLR2004
    if noun in _COUNTED or (noun and year % 100 == 0 and noun.endswith("s") and noun not in _EVENTS):
        return False
    if page.patterns is not None and page.patterns.year_before.search(before):
        return recent or noun is None
    if any(other.kind == "year" and _LIST_OF_YEARS.fullmatch(page.low[other.end : start]) for other in taken) and (
        not noun or noun in _EVENTS
    ):
        return True
    if not recent or page.code != "en":
        return recent and before.endswith("(") and page.low.startswith(")", end)
    if before.endswith("(") and page.low[end : end + 1] in {")", ",", ";"}:
        return True
    if _GAMES.match(page.text, end) and year >= 1900:  # noqa: PLR2004
        return True
    if noun in _EVENTS and year >= 1900:  # noqa: PLR2004
        return True
    if noun is not None:
        if year < 1900 or year % 100 == 0:  # noqa: PLR2004
            return False
        # "the typhoon of 2013 hits", "his savaged 2013 stint"; a plural behind an article may be counted.
        return before.endswith(" of ") or (not noun.endswith("s") and _DESCRIBED.search(before) is not None)
    if _WEAK_YEAR.search(before) or (_STARTS.search(before) and _VERB.match(page.low, end)):
        return True
    named = _NEXT_WORD.match(page.low, end)
    if named is not None and page.text[named.start(1)].isupper():
        # "a gray 2013 Toyota Camry", "the 2021 Kumanovo attack"; not "2000 Marines".
        return _DETERMINER.search(before) is not None or (
            1990 <= year <= 2035 and year % 100 != 0 and not named.group(1).endswith("s")
        )  # noqa: PLR2004
    if year >= 1900 and _EVENT_BEFORE.search(before) and _STOPS.match(page.low, end):  # noqa: PLR2004
        return True
    # "Eurovision 2013", "London 2012" where the text or a part of it ends.
    return bool(
        year >= 1990
        and re.search(r"(?:^|[^.!?]\s)[A-Z][\w’'-]+\s$", page.text[:start][-40:])
        and _STOPS.match(page.low, end)
    )  # noqa: PLR2004


def years(page: Page, taken: list[Written]) -> Iterator[Written]:
    """in 2023, since 1999, the 2021 election, 2019-2023; "the 1990s" is vague, and a figure that counts is no year."""
    if not page.digits:
        return
    found: list[Written] = []
    for match in YEARS.finditer(page.low):
        start, end, year = match.start(), match.end(), int(match["y"])
        if match["decade"]:
            yield Written(start, end, "vague")
            continue
        to = None
        if match["range"]:
            last = int(match["to"]) if len(match["to"]) == 4 else year - year % 100 + int(match["to"])  # noqa: PLR2004
            if not year < last <= year + 200 or year < 1200 or (noun_follows(page, end) or "") in _COUNTED:  # noqa: PLR2004
                continue
            to = (last, None, None)
        elif not _year_stands(match, page, [*taken, *found]):
            continue
        raw = Written(start, end, "year", year, to=to)
        found.append(raw)
        yield raw


Reader = Callable[[Page, list[Written]], Iterator[Written]]
READERS: tuple[Reader, ...] = (numeric, day_and_month, month_and_day, weekdays, relative, anchored, months, years)
