"""Finding the dates of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from briefing.dates.calendar import MOVED, day_and_month, feasts, month_and_day, months, numeric
from briefing.dates.languages import primary
from briefing.dates.mention import DateMention, as_day
from briefing.dates.page import Page
from briefing.dates.patterns import BETWEEN_DATES, Patterns, patterns_of
from briefing.dates.relative import anchored, relative, weekdays
from briefing.dates.tense import Tense, tense_at
from briefing.dates.written import Frame, Written, settle
from briefing.dates.years import years

# In this order: what an earlier reader has taken stays taken.
READERS: tuple[Callable[[Page, list[Written]], Iterator[Written]], ...] = (
    numeric, feasts, day_and_month, month_and_day, weekdays, relative, anchored, months, years,
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_YEAR = re.compile(
    r"\s+(?:of (?:that|the same|the previous|the following) year|(?:të )?(?:atij|po atij|të njëjtit) viti"
    r"|(?:te|iste|naredne|те|исте|наредне) godine|(?:те|исте|наредне) године)\b"
)
_DIGIT = re.compile(r"\d")


def lower(text: str) -> str:
    """Lower case with the offsets of `text`."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    )


def _joined(found: list[Written], low: str) -> list[Written]:
    """Neighbours that share a year ("3 March and 5 April 2025") or make a stretch ("28 February to 3 March")."""
    out: list[Written] = []
    for raw in reversed(found):
        after = out[-1] if out else None
        link = BETWEEN_DATES.match(low[raw.end : after.start]) if after is not None else None
        if (
            after is None
            or link is None
            or raw.month is None
            or after.month is None
            or raw.kind not in {"partial", "absolute"}
        ):
            out.append(raw)
            continue
        across = (raw.month, raw.day or 0) > (after.month, after.day or 0)
        if raw.year is None and after.year is not None:
            raw.year = after.year - (1 if across and link["range"] else 0)
            raw.kind = after.kind
        if (
            link["range"]
            and (raw.day is None) == (after.day is None)
            and raw.to is None
            and after.to is None
            and not MOVED.search(low[max(0, raw.start - 60) : raw.start])
        ):
            raw.to, raw.end = (after.year, after.month, after.day), after.end
            out.pop()
        out.append(raw)
    return out[::-1]


def _raw(page: Page) -> list[Written]:
    taken: list[Written] = []
    for reader in READERS:
        for raw in reader(page, taken):
            if all(raw.end <= other.start or raw.start >= other.end for other in taken):
                taken.append(raw)
    return sorted(taken, key=lambda raw: raw.start)


# Regions of English that write the day first. "en-US" is not held to mean month first: sites carry it unasked.
_DAY_FIRST = frozenset(("en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"))


# A sentence is asked for its dates with and without a day of publication, and by the gate and the extraction: a few
# articles' sentences are kept between the questions.
_KEPT = 1_024


@lru_cache(maxsize=_KEPT)
def _tense(page: Page, start: int, end: int) -> Tense | None:
    return tense_at(page.low, start, end, page.code, page.text)


# "said on Thursday", "told reporters late on Thursday": before the day of the telling.
_TELLS = re.compile(
    r"\b(?:said|told|announced|reported|added|confirmed|stated|says|declared|wrote)\b[^.;]{0,40}?\b(?:on|late|early)\s+$"
)


def _telling(written: Sequence[Written], frame: Frame) -> DateMention | None:
    """For "two days earlier, ... said on Thursday": the day of the telling behind it, where nothing stands before."""
    first, *rest = written
    if not (first.anchored and first.kind == "relative" and first.offset < 0 and rest):
        return None
    between = frame.text[first.end : rest[0].start]
    if "\n" in between or re.search(r"[.!?]\s", between) or not _TELLS.search(between):
        return None
    return settle(rest[0], frame, None)


@lru_cache(maxsize=_KEPT)
def _written(text: str, language: str | None) -> tuple[Page, tuple[Written, ...]] | None:
    """The dates of a text as they are written there, whatever the day; None where nothing tells of one."""
    code = primary(language)
    low = lower(text)
    words = frozenset(_WORD.findall(low))
    patterns: Patterns | None = patterns_of(code)
    digits = _DIGIT.search(low) is not None
    if not digits and (patterns is None or words.isdisjoint(patterns.hints)):
        return None
    page = Page(
        text, low, words, digits, code, patterns, day_first=code != "en" or (language or "").lower() in _DAY_FIRST
    )
    found = tuple(raw for raw in _joined(_raw(page), low) if raw.unit != "skip")
    return (page, found) if found else None


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
    known = _written(text, language)
    if known is None:
        return []
    page, written = known
    frame = Frame(text, as_day(published), as_day(as_of), partial(_tense, page))
    found: list[DateMention] = []
    for place, raw in enumerate(written):
        before = (anchor or _telling(written[place:], frame)) if raw.anchored else None
        mention = settle(raw, frame, before)
        if mention.kind == "partial" and _OTHER_YEAR.match(page.low, mention.end):
            # "in May of that year": the year is one that the text names elsewhere.
            mention = replace(mention, date=None, end_date=None)
        found.append(mention)
        if mention.day or mention.precision != "none":
            anchor = mention
    return found
