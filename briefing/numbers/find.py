"""Finding the numbers of a text. Each digit of it ends up in exactly one number, name ("code") or date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing import dates as date_reader
from briefing.dates import DateMention, Written
from briefing.dates.languages import primary
from briefing.numbers.context import qualifier_after, qualifier_before
from briefing.numbers.counted import counted_after, counted_before
from briefing.numbers.number import Number
from briefing.numbers.reader import Reader
from briefing.numbers.special import Found


def _dressed(page: Reader, found: Found, floor: int) -> Number:
    """The number with its qualifier and what it counts."""
    start, end, low = found.start, found.end, page.low
    qualifier, first = None, start
    last = end
    if found.kind not in {"ordinal", "code", "score", "rank"}:
        qualifier, first = qualifier_before(low, start, page.code, found.kind == "duration")
        if qualifier is None or first < floor:
            qualifier, first = None, start
        if qualifier is None:
            qualifier, last = qualifier_after(low, end, page.code)
        if last > page.next_date(end):
            qualifier, last = None, end
    counted, first, last = _counted(page, found, first, last, floor)
    return Number(
        start,
        end,
        page.text[start:end],
        found.value,
        found.high,
        found.unit,
        found.kind,
        qualifier,
        counted,
        (first, last),
    )


def _counted(page: Reader, found: Found, first: int, last: int, floor: int) -> tuple[str | None, int, int]:
    """What is counted, and the span with it."""
    if found.kind in {"code", "score"}:
        return None, first, last
    of_only = found.unit is not None and not found.hyphen and (found.kind != "money" or page.code != "en")
    of_only = of_only or found.kind in {"fraction", "multiple"}
    of_only = of_only or (found.kind == "vague" and not page.low.startswith(("few", "several"), found.start))
    single = (
        found.kind in {"ordinal", "rank", "money", "age"} or found.hyphen or (found.value == 1 and found.high is None)
    )
    place = last + 1 if found.hyphen and page.low[last : last + 1] == "-" else last
    counted, end = counted_after(
        page.text, page.low, place, page.code, of_only, single, found.kind in {"fraction", "multiple"}
    )
    if counted is not None and end <= page.next_date(last):
        return counted, first, end
    if page.code == "en" and found.kind in {"count", "vague", "percent", "money", "measure", "fraction"}:
        before, begin = counted_before(page.text, page.low, first)
        if before is not None and begin >= floor:
            return before, begin, last
    return None, first, last


# "Articles 5 and 6", "flights 12, 14 and 16"
_LIST_OF_NAMES = re.compile(
    r"\b(?:articles|sections|chapters|paragraphs|clauses|pages|resolutions|phases|flights)\s+[\d,\s]*$"
)
_IN_LIST = re.compile(r"\s*(?:,|and|or|to|,\s*and)\s*")


def _same_list(page: Reader, before: Number, found: Found) -> bool:
    """Whether a figure goes on with a list of names."""
    if not _IN_LIST.fullmatch(page.low, before.end, found.start):
        return False
    return _LIST_OF_NAMES.search(page.low[max(0, before.start - 40) : before.start]) is not None


def find(
    text: str, language: str | None = "en", dates: Sequence[DateMention] | Sequence[Written] | None = None
) -> list[Number]:
    """The numbers of `text` in order, without overlaps; what belongs to one of `dates` is left out.

    Without `dates` they are looked for here. Digits that cannot be read for certain, and those of names, times and
    telephone numbers, come back as kind "code": no digit is dropped.
    """
    code = primary(language)
    known = date_reader.as_written(text, language) if dates is None else dates
    page = Reader(text, code, sorted([(date.start, date.end) for date in known]))
    found: list[Number] = []
    at = 0
    while (match := page.candidate(at)) is not None:
        end = page.date_end(match.start())
        if end is not None:
            at = end
            continue
        floor = max(found[-1].end if found else 0, page.last_date(match.start()))
        reading = page.read(match, floor)
        if reading is None:
            at = match.end()
            continue
        if reading.kind == "count" and found and found[-1].kind == "code" and _same_list(page, found[-1], reading):
            reading = replace(reading, kind="code")
        found.append(_dressed(page, reading, floor))
        at = reading.end
    return found
