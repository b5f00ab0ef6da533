"""Four digits that are a year: "in 2023", "the 2021 election", "2019-2023"; not "2000 soldiers"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.dates.page import COUNTED, DETERMINER, EVENTS, NEXT_WORD, STOPS, Page, noun_follows
from briefing.dates.patterns import YEARS
from briefing.dates.written import Written

_LIST_OF_YEARS = re.compile(r"\s*(?:and|or|to|,|dhe|i|и|und|et|y|e|[-–—])\s*(?:in\s+)?$")
_WEAK_YEAR = re.compile(r"(?<!\w)(?:of|from|before|after|between|for|to|and|with|vs\.?|versus|or)\s+(?:the\s+)?$")
_STARTS = re.compile(r"(?:^|[.!?]\s+|\n)[\"“]?$")
_GAMES = re.compile(
    r"\s+(?:(?:Summer|Winter|European|Asian|Commonwealth|African|Pan)\s+)?(?:Olympic|Paralympic|World|Oscar|Grammy|Emmy"
    r"|Golden|Nobel|Super|Grand|Masters|Eurovision|European Ch|Games|US Open|Australian Open|French Open|Wimbledon"
    r"|Election|Budget|Euro|Cup|Tour|Ryder|Census)"
)
_DESCRIBED = re.compile(r"(?:\b(?:the|a|an|this|that|his|her|its|their|our)|['’]s?)\s+(?:[a-z]+\s+)?$")
_EVENT_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(EVENTS))})\s+$")
_VERB = re.compile(r"\s+(?:was|saw|has|is|will|marked|brought|began|ended)\b")
_CODES = re.compile(
    r"\b(?:resolution|boeing|airbus|flight|windows|article|section|no\.?|number|nr\.?|room|route|highway|model|chapter"
    r"|paragraph|page|order|mission)\s+$"
)


def _year_stands(match: re.Match[str], page: Page, taken: list[Written]) -> bool:
    """Whether four digits stand where a year stands."""
    year, start, end = int(match["y"]), match.start(), match.end()
    before = page.low[max(0, start - 40) : start]
    if _CODES.search(before):
        return False
    if page.patterns is not None and page.patterns.year_after.match(page.low, end):
        return True
    noun = noun_follows(page, end)
    recent = 1800 <= year <= 2100
    if noun in COUNTED or (noun and year % 100 == 0 and noun.endswith("s") and noun not in EVENTS):
        return False
    if page.patterns is not None and page.patterns.year_before.search(before):
        return recent or noun is None
    if any(other.kind == "year" and _LIST_OF_YEARS.fullmatch(page.low[other.end : start]) for other in taken) and (
        not noun or noun in EVENTS
    ):
        return True
    if not recent or page.code != "en":
        return recent and before.endswith("(") and page.low.startswith(")", end)
    if before.endswith("(") and page.low[end : end + 1] in {")", ",", ";"}:
        return True
    if _GAMES.match(page.text, end) and year >= 1900:
        return True
    if noun in EVENTS and year >= 1900:
        return True
    if noun is not None:
        if year < 1900 or year % 100 == 0:
            return False
        # "the typhoon of 2013 hits", "his savaged 2013 stint"; a plural behind an article may be counted.
        return before.endswith(" of ") or (not noun.endswith("s") and _DESCRIBED.search(before) is not None)
    if _WEAK_YEAR.search(before) or (_STARTS.search(before) and _VERB.match(page.low, end)):
        return True
    named = NEXT_WORD.match(page.low, end)
    if named is not None and page.text[named.start(1)].isupper():
        # "a gray 2013 Toyota Camry", "the 2021 Kumanovo attack"; not "2000 Marines".
        return DETERMINER.search(before) is not None or (
            1990 <= year <= 2035 and year % 100 != 0 and not named.group(1).endswith("s")
        )
    if year >= 1900 and _EVENT_BEFORE.search(before) and STOPS.match(page.low, end):
        return True
    # "Eurovision 2013", "London 2012" where the text or a part of it ends.
    return bool(
        year >= 1990
        and re.search(r"(?:^|[^.!?]\s)[A-Z][\w’'-]+\s$", page.text[max(0, start - 40) : start])
        and STOPS.match(page.low, end)
    )


def years(page: Page, taken: list[Written]) -> Iterator[Written]:
    """In 2023, since 1999, the 2021 election, 2019-2023; "the 1990s" is vague, and a figure that counts is no year."""
    found: list[Written] = []
    last_end = 0
    for first, last in page.digits:
        match = YEARS.match(page.low, first) if last - first == 4 and first >= last_end else None
        if match is None:
            continue
        last_end = match.end()
        start, end, year = match.start(), match.end(), int(match["y"])
        if match["decade"]:
            yield Written(start, end, "vague")
            continue
        to = None
        if match["range"]:
            last = int(match["to"]) if len(match["to"]) == 4 else year - year % 100 + int(match["to"])
            short = len(match["to"]) < len(match["y"])
            if short and (year < 1800 or ("/" in match["range"] and last != year + 1)):
                continue
            if not year < last <= year + 200 or year < 1200 or (noun_follows(page, end) or "") in COUNTED:
                continue
            to = (last, None, None)
        elif not _year_stands(match, page, [*taken, *found]):
            continue
        raw = Written(start, end, "year", year, to=to)
        found.append(raw)
        yield raw
