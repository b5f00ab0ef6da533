"""Times of day: 14:30, 2:30 p.m., 14h30 and 14.30 Uhr are one time; 23:40 is never 21:15."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.grounding.passage import Doubt, Fault, Passage
from briefing.grounding.spelled import spelled

_DAY, _HALF = 24 * 60, 12 * 60
# One name for what several languages call a zone.
ZONES = {zone: zone for zone in "gmt cet cest est edt et cst cdt pst pdt bst eet eest msk jst ist".split()} | {
    "utc": "gmt", "z": "gmt", "mez": "cet", "mesz": "cest", "sev": "cet",
}  # fmt: skip
# Eastern time may be meant with or without daylight saving.
_EASTERN = frozenset(("est", "edt", "et"))
_ZONE = rf"\(?(?P<zone>{'|'.join(sorted(ZONES, key=len, reverse=True))})\b"
_MERIDIEM = r"(?P<half>[ap])\.?\s?m(?:\.|(?!\w))"
# Digits that may be a time, and what makes them one: "p.m.", a word or a zone behind them, or that of a second time
# ("8 to 10 p.m.").
_TIME = re.compile(
    r"(?<![\w:/])(?<!\d[.,])(?P<h>\d{1,2})(?:(?P<mark>[:.]|\s?h\s?)?(?P<m>\d\d)(?::\d\d(?:[.,]\d+)?)?)?"
    rf"(?:\s?(?:{_MERIDIEM}|{_ZONE}|(?P<word>o['’]clock\b|uhr\b|hrs\b|h\b|hours? local\b|local time\b))"
    r"|(?P<shared>(?=\s?(?:-|–|—|to|until|till|and|or)\s?\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m(?:\.|(?!\w))))"
    r"|(?![\w:/]|[.,]\d))",
    re.IGNORECASE,
)
_NOON = r"(?<![\w-])(?:noon|midday|noontime|mittags?|midi|mediod[ií]a|mezzogiorno|mesdit[ëe]s?|podneva?|подне|полдень)"
_MIDNIGHT = r"(?<![\w-])(?:midnight|mitternachts?|minuit|medianoche|mezzanotte|mesnat[ëe]s?|ponoći?|поноћи?|полночь)"
_NAMED = tuple((minutes, re.compile(rf"{words}(?!\w)", re.I)) for minutes, words in ((_HALF, _NOON), (0, _MIDNIGHT)))


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day as minutes from midnight; `either` where twelve hours later may be meant ("at 8:30").

    `sure` where nothing but a time is written so, `bare` for an hour that may well be some other number.
    """

    start: int
    end: int
    minutes: int
    either: bool = False
    zone: str | None = None
    sure: bool = True
    bare: bool = False

    def meant(self) -> frozenset[int]:
        """The minutes of the day that can be meant."""
        return frozenset((self.minutes, (self.minutes + _HALF) % _DAY) if self.either else (self.minutes,))


def _time(match: re.Match[str]) -> Time | None:
    """The time of a match; None where no clock shows it."""
    hour, minute, half = int(match["h"]), int(match["m"] or 0), match["half"]
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    either = half is None and 1 <= hour <= 12 and not match["h"].startswith("0")
    marked = bool(match["m"] and match["mark"] and match["mark"] != ".")
    named = any(match[group] is not None for group in ("half", "zone", "word", "shared"))
    military = bool(match["m"]) and not match["mark"] and len(match["h"]) < 2
    zone = ZONES[match["zone"].lower()] if match["zone"] else None
    sure = marked or (named and not military)
    return Time(*match.span(), (hour * 60 + minute) % _DAY, either, zone, sure, not match["m"] and not named)


@lru_cache(maxsize=4_096)
def times(text: str) -> tuple[Time, ...]:
    """All that can be a time of day in a text of any language, in order; one too many in a line does no harm."""
    found = [time for match in _TIME.finditer(text) if (time := _time(match))]
    found += [Time(*match.span(), minutes) for minutes, words in _NAMED for match in words.finditer(text)]
    return tuple(sorted(found, key=lambda time: time.start))


def sure_times(text: str) -> tuple[Time, ...]:
    """The times that are certainly times."""
    return tuple(time for time in times(text) if time.sure)


def mistimed(statement: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The times of day that stand in no cited line."""
    for time in sure_times(statement):
        words = statement[time.start : time.end].strip(" -–—")
        lines = [line for passage in passages for line in passage.lines]
        every = (other for line in lines for other in times(line))
        there = [o for o in every if not time.zone or o.zone in {None, time.zone} or {time.zone, o.zone} <= _EASTERN]
        if any(time.minutes == other.minutes and not other.bare for other in there):
            continue
        hour, minute = time.minutes // 60 % 12, time.minutes % 60
        if any(time.meant() & other.meant() for other in there):
            yield Doubt(f"the sentence says “{words}”; the evidence leaves open which time or half of the day is meant")
        elif minute % 15 == 0 and {hour or 12, hour + bool(minute)} & _in_words(passages):
            yield Doubt(f"the sentence says “{words}”; the evidence may have it in words")
        else:
            yield Fault("clock", words, f"the time “{words}” does not stand in the cited lines")


def _in_words(passages: Sequence[Passage]) -> set[float]:
    """The numbers in words of the lines: "half past eight" has 8."""
    found = ((line, n) for p in passages for line in p.lines for n in spelled(line, p.language))
    return {n.value for line, n in found if line[n.start : n.end].lower() not in {"a", "an"}}
