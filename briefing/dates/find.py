"""Finding the dates of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from briefing.dates import calendar, relative
from briefing.dates.languages import language_of
from briefing.dates.mention import DateMention
from briefing.dates.resolve import resolved
from briefing.dates.tables import primary
from briefing.dates.written import Page, Reader, Written

# Regions of English that write the day first. "en-US" is not held to mean month first: sites carry it unasked.
_DAY_FIRST = frozenset(("en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"))
_WEEKDAY_AND_DAY = re.compile(rf",?\s+{calendar.ARTICLE}")
_WORD = re.compile(r"(\d)\w*|\w+")


def lower(text: str) -> str:
    """Lower case with the offsets of `text`."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _as_day(value: date | None) -> date | None:
    """A date without its time of day."""
    return value.date() if isinstance(value, datetime) else value


@cache
def _readers(code: str) -> Mapping[str, tuple[Reader, ...]]:
    """The readers of a language by the words that they begin with, in the order in which they are tried."""
    language = language_of(code)
    found: defaultdict[str, list[Reader]] = defaultdict(list)
    for reader in (*calendar.readers(language), *(relative.readers(language) if language is not None else ())):
        for start in reader.starts:
            found[start].append(reader)
    return {start: tuple(readers) for start, readers in found.items()}


def _with_weekday(found: list[Written], page: Page) -> list[Written]:
    """The days with the weekday that stands before them: "Tuesday, March 11" is one date."""
    before, first = page.found[-1] if page.found else None, found[0]
    if before is None or before.kind != "weekday" or before.which or first.day is None:
        return found
    if not _WEEKDAY_AND_DAY.fullmatch(page.low, before.end, first.start):
        return found
    page.found.pop()
    return [replace(first, start=before.start, weekday=before.weekday), *found[1:]]


def _read(text: str, language: str | None) -> Page:
    """The page of a text with what is read of it, from left to right."""
    code = primary(language)
    day_first = code != "en" or (language or "").lower() in _DAY_FIRST
    page = Page(text, lower(text), language_of(code), day_first, [])
    readers, end = _readers(code), 0
    for word in _WORD.finditer(page.low):
        tried = readers.get("0" if word.lastindex else word[0])
        if tried is None or word.start() < end:
            continue
        for reader in tried:
            match = reader.pattern.match(page.low, word.start())
            found = list(reader.read(match, page)) if match is not None else []
            if found:
                page.found.extend(_with_weekday(found, page))
                end = found[-1].end
                break
    return page


def _joined(page: Page) -> list[Written]:
    """Neighbours that share a year ("3 March and 5 April 2025") or make a stretch ("28 February to 3 March")."""
    out: list[Written] = []
    for raw in reversed(page.found):
        after = out[-1] if out else None
        link = calendar.BETWEEN.fullmatch(page.low, raw.end, after.start) if after is not None else None
        if after is not None and link is not None and raw.month and after.month:
            across = (raw.month, raw.day or 0) > (after.month, after.day or 0)
            if raw.year is None and after.year is not None:
                raw = replace(raw, year=after.year - bool(across and link["range"]))
            if link["range"] and bool(raw.day) == bool(after.day) and raw.to is None and after.to is None:
                raw = replace(raw, to=(after.year, after.month, after.day), end=out.pop().end)
        out.append(raw)
    return out[::-1]


def as_written(text: str, language: str | None = "en") -> list[Written]:
    """The dates of a text in order as they stand there, whatever the day."""
    return _joined(_read(text, language))


def find(
    text: str,
    *,
    published: date | None = None,
    as_of: date | None = None,
    language: str | None = "en",
    anchor: DateMention | None = None,
) -> list[DateMention]:
    """The date mentions of `text` in order, without overlaps.

    `published` resolves relative dates, weekdays and missing years; `as_of` gives only the year of a day and month.
    `anchor` is the mention before this text, for "a day earlier". In English, "11/03/2025" is not resolved unless the
    tag names a region that writes the day first (en-GB); a language without tables has numeric dates and years only.
    """
    page = _read(text, language)
    published, as_of = _as_day(published), _as_day(as_of)
    mentions: list[DateMention] = []
    for raw in _joined(page):
        mention = resolved(raw, page, anchor, published, as_of)
        mentions.append(mention)
        if mention.day or mention.precision != "none":
            anchor = mention
    return mentions
