"""Times of day: 14:30, 2:30 p.m., 14h30 and 14.30 Uhr are one time; 23:40 is never 21:15."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.grounding.passage import Doubt, Fault, Passage, english
from briefing.grounding.spelled import words_of

_DAY, _HALF = 24 * 60, 12 * 60
# One name for what several languages call a zone. Eastern time may be meant with or without daylight saving.
ZONES = {zone: zone for zone in "gmt cet cest est edt et cst cdt pst pdt bst eet eest msk jst ist".split()} | {
    "utc": "gmt", "z": "gmt", "mez": "cet", "mesz": "cest", "sev": "cet",
}  # fmt: skip
_EASTERN = frozenset(("est", "edt", "et"))
_ZONE = re.compile(rf"\s?\(?({'|'.join(sorted(ZONES, key=len, reverse=True))})\b", re.IGNORECASE)

_BEFORE, _BEHIND = r"(?<![\w:/])(?<![\d][.,])", r"(?![\w:/]|[.,]\d)"
_MERIDIEM = r"(?P<half>[ap])\.?\s?m(?:\.|(?!\w))"
# The first of two times that share one half of the day: "8 to 10 p.m.".
_FIRST_OF_TWO = re.compile(
    rf"{_BEFORE}(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?\s?(?:-|–|—|to|until|till|and|or)\s?"
    rf"(?=\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?\s?m(?:\.|(?!\w)))",
    re.IGNORECASE,
)
_TWELVE = re.compile(rf"{_BEFORE}(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?(?::\d\d)?\s?{_MERIDIEM}", re.IGNORECASE)
_COLON = re.compile(rf"{_BEFORE}(?P<h>\d{{1,2}})(?::|\s?[hH]\s?)(?P<m>\d\d)(?::\d\d(?:[.,]\d+)?)?{_BEHIND}")
_DOT = re.compile(rf"{_BEFORE}(?P<h>\d{{1,2}})\.(?P<m>\d\d){_BEHIND}")
_DOT_NAMED = re.compile(rf"{_BEFORE}(?P<h>\d{{1,2}})\.(?P<m>\d\d)(?=\s?(?:uhr|hrs|gmt|utc|cest|cet)\b)", re.IGNORECASE)
_MILITARY = re.compile(
    rf"{_BEFORE}(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)"
    r"(?=\s?(?:hrs|h\b|hours? local|local time|gmt|utc|cest|cet|est|edt|et\b|z\b))",
    re.IGNORECASE,
)
_MILITARY_BARE = re.compile(rf"{_BEFORE}(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d){_BEHIND}")
_HOUR = re.compile(rf"{_BEFORE}(?P<h>\d{{1,2}})(?=\s?(?:o['’]clock|uhr|gmt|utc|cest|cet)\b)", re.IGNORECASE)
# In the lines any word for an hour will do, before or behind.
_HOUR_WORDS = (
    r"o['’]clock|uhr|heures?|horas|ore|or[ëe]s?|sati|sata?|časova?|časa|h|сати|сата?|часова?|часов|часа|hrs|in\s+the\s+"
    r"(?:morning|afternoon|evening)|at\s+night|local\s+time"
)
_AT_WORDS = (
    r"at|by|from|until|till|around|about|after|before|between|and|to|um|gegen|ab|bis|von|à|vers|de|a\s+las|las|alle|"
    r"dalle|ore|në\s+orën|në|ora|orës|ne\s+oren|u|oko|od|do|у|око|од|до|в|с"
)
_HOUR_LOOSE = re.compile(
    rf"(?:{_BEFORE}(?P<w1>\d{{1,2}}|[^\W\d_]{{2,14}})\s?(?:{_HOUR_WORDS})(?!\w)"
    rf"|(?<!\w)(?:{_AT_WORDS})\s(?P<w2>\d{{1,2}}|[^\W\d_]{{2,14}})(?!\w|[.,:]\d))",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(half|quarter)\s(past|to|after|before)\s([a-z]+|\d{1,2})\b", re.IGNORECASE)
_NOON = re.compile(
    r"(?<![\w-])(?:noon|midday|noontime|mittags?|midi|mediod[ií]a|mezzogiorno|mesdit[ëe]s?|podneva?|подне|полдень)(?!\w)",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(
    r"(?<!\w)(?:midnight|mitternachts?|minuit|medianoche|mezzanotte|mesnat[ëe]s?|ponoći?|поноћи?|полночь)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day as minutes from midnight; `either` where twelve hours later may be meant ("at 8:30")."""

    start: int
    end: int
    minutes: int
    either: bool
    zone: str | None

    def meant(self) -> frozenset[int]:
        """The minutes of the day that can be meant."""
        return frozenset((self.minutes, (self.minutes + _HALF) % _DAY) if self.either else (self.minutes,))


def _time(text: str, match: re.Match[str], half: str | None = None) -> Time | None:
    """The time of a match with the groups `h` and `m`; None where no clock shows it."""
    hour, minute = int(match["h"]), int(match["m"] or 0) if "m" in match.re.groupindex else 0
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    either = half is None and 1 <= hour <= 12 and not match["h"].startswith("0")
    return Time(match.start(), match.end(), (hour * 60 + minute) % _DAY, either, _zone(text, match.end()))


def _zone(text: str, at: int) -> str | None:
    found = _ZONE.match(text, at)
    return ZONES[found[1].lower()] if found else None


def _found(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Time]:
    """The times that these patterns find, the earlier pattern first."""
    taken: list[tuple[int, int]] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            half = match["half"] if "half" in pattern.groupindex else None
            time = _time(text, match, half)
            if time is not None and all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield time


_STRICT = (_FIRST_OF_TWO, _TWELVE, _COLON, _DOT_NAMED, _MILITARY, _HOUR)
_LOOSE = (_FIRST_OF_TWO, _TWELVE, _COLON, _DOT, _MILITARY, _MILITARY_BARE, _HOUR)


@lru_cache(maxsize=4_096)
def written_times(text: str) -> tuple[Time, ...]:
    """The times of an English statement that are certainly times."""
    has_digits = any(letter.isdecimal() for letter in text)
    found = list(_found(text, _STRICT)) if has_digits else []
    found += [Time(*match.span(), _HALF, either=False, zone=None) for match in _NOON.finditer(text)]
    found += [Time(*match.span(), 0, either=False, zone=None) for match in _MIDNIGHT.finditer(text)]
    return tuple(sorted(found, key=lambda time: time.start))


@lru_cache(maxsize=4_096)
def possible_times(line: str, language: str | None) -> tuple[Time, ...]:
    """All that a line can mean as a time of day, in any language: one too many does no harm."""
    found = [*_found(line, _LOOSE), *(time for time in written_times(line) if time.minutes in {0, _HALF})]
    values = words_of(language)
    for match in _HOUR_LOOSE.finditer(line):
        word = (match["w1"] or match["w2"]).lower()
        hour = int(word) if word.isdecimal() else values.get(word)
        if hour is not None and float(hour).is_integer() and 0 <= hour <= 24:
            found.append(Time(*match.span(), int(hour) * 60 % _DAY, 1 <= hour <= 12, _zone(line, match.end())))
    for match in _PAST.finditer(line):
        hour = int(match[3]) if match[3].isdecimal() else values.get(match[3].lower())
        if hour is not None and 1 <= hour <= 12:
            part = 30 if match[1].lower() == "half" else 15
            part = part if match[2].lower() in {"past", "after"} else -part
            found.append(Time(*match.span(), int(hour * 60 + part) % _DAY, either=True, zone=None))
    return tuple(found)


def _agree(zone: str | None, other: str | None) -> bool:
    return zone is None or other is None or zone == other or ("et" in (zone, other) and {zone, other} <= _EASTERN)


def mistimed(statement: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The times of day that stand in no cited line."""
    for time in written_times(statement):
        words = statement[time.start : time.end].strip(" -–—")
        there = [
            other
            for passage in passages
            for line in passage.lines
            for other in possible_times(line, passage.language)
            if _agree(time.zone, other.zone)
        ]
        if any(time.minutes == other.minutes for other in there):
            continue
        if any(time.meant() & other.meant() for other in there):
            yield Doubt(f"the sentence says “{words}”; the evidence leaves open which half of the day is meant")
        elif not there and time.minutes % 15 == 0 and not all(english(passage.language) for passage in passages):
            yield Doubt(f"the time “{words}” could not be found in the evidence, which is not in English")
        else:
            yield Fault("clock", words, f"the time “{words}” does not stand in the cited lines")
