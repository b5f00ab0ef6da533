"""Finding the dates of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from briefing.dates.calendar import MOVED, day_and_month, feasts, month_and_day, months, numeric
from briefing.dates.languages import primary
from briefing.dates.mention import DateMention, as_day
from briefing.dates.page import Page, page_of
from briefing.dates.patterns import BETWEEN_DATES
from briefing.dates.relative import anchored, relative, weekdays
from briefing.dates.written import Frame, Written, settle
from briefing.dates.years import years

# In this order: what an earlier reader has taken stays taken. Each with what a page must have for it.
READERS: tuple[tuple[str, Callable[[Page, list[Written]], Iterator[Written]]], ...] = (
    ("digits", numeric), ("timed", feasts), ("months", day_and_month), ("months", month_and_day),
    ("weekdays", weekdays), ("timed", relative), ("timed", anchored), ("months", months), ("digits", years),
)  # fmt: skip
_OTHER_YEAR = re.compile(
    r"\s+(?:of (?:that|the same|the previous|the following) year|(?:të )?(?:atij|po atij|të njëjtit) viti"
    r"|(?:te|iste|naredne|те|исте|наредне) godine|(?:те|исте|наредне) године)\b"
)


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
    for asked, reader in READERS:
        if getattr(page, asked):
            for raw in reader(page, taken):
                for other in taken:
                    if raw.end > other.start and raw.start < other.end:
                        break
                else:
                    taken.append(raw)
    if len(taken) > 1:
        taken.sort(key=lambda raw: raw.start)
    return taken


# Regions of English that write the day first. "en-US" is not held to mean month first: sites carry it unasked.
_DAY_FIRST = frozenset(("en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"))


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


# Texts whose dates are kept as written: the sentences of a few articles, which lend each other the day to count from.
@lru_cache(maxsize=1_024)
def _read(text: str, language: str | None) -> tuple[Written, ...]:
    code = primary(language)
    day_first = code != "en" or (language or "").lower() in _DAY_FIRST
    page = page_of(text, lower(text), code, day_first)
    if page is None:
        return ()
    raws = _raw(page)
    if len(raws) > 1:
        raws = _joined(raws, page.low)
    return tuple([raw for raw in raws if raw.unit != "skip"])


def as_written(text: str, language: str | None = "en") -> tuple[Written, ...]:
    """The dates of a text in order as they are written there, whatever the day: for `settled`."""
    return _read(text, language)


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
    found = _read(text, language)
    return settled(text, found, published=published, as_of=as_of, language=language, anchor=anchor) if found else []


def settled(
    text: str,
    found: Sequence[Written],
    *,
    published: date | None = None,
    as_of: date | None = None,
    language: str | None = "en",
    anchor: DateMention | None = None,
) -> list[DateMention]:
    """The same of dates that were `found` before."""
    frame = Frame(text, lower(text), primary(language), as_day(published), as_day(as_of))
    mentions: list[DateMention] = []
    for place, raw in enumerate(found):
        before = (anchor or _telling(found[place:], frame)) if raw.anchored else None
        mention = settle(raw, frame, before)
        if mention.kind == "partial" and _OTHER_YEAR.match(frame.low, mention.end):
            # "in May of that year": the year is one that the text names elsewhere.
            mention = replace(mention, date=None, end_date=None)
        mentions.append(mention)
        if mention.day or mention.precision != "none":
            anchor = mention
    return mentions
