"""Another day: a date, weekday or year moved to one that is named nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from briefing import dates
from briefing.judge.pair import Pair
from briefing.judge.words import MONTHS, OFTEN, WEEKDAYS, free, ranked, shown, swapped

_MONTH = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}}) (?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?!\d|\w|,\d))\b(?:,? (?P<y>\d{{4}}))?"
)
_ANY_DAY = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)})\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b(?!['’s,-]|, )")
_YEAR = re.compile(r"(?<=\b[Ii]n )(?:19|20)\d\d\b(?!['’-]|/| and| to|, )")
# A date behind one of these is the end of a stretch: what happens by 15 March happens by 20 March.
_STRETCH = re.compile(
    rf"(?:\b(?:by|before|after|since|until|till|from|to|and|or|between|than|every|next|last|beyond|through|end of|"
    rf"start of|past|{_MONTH}|{'|'.join(WEEKDAYS)}),? |[\d–-]\s?|, )$",
    re.IGNORECASE,
)
_REACHES = re.compile(r"\b(?:by|before|after|since|until|till|from|than)(?: \S+){1,3} on $", re.IGNORECASE)
_STRETCH_ON = re.compile(r"\s*(?:[–/-]|(?:and|or|to|until|through) (?:\d|[A-Z]))")


def _days_shown(pair: Pair) -> set[date]:
    published = dates.parse_iso(pair.reported)
    days = {published} if published else set()
    for line in (*pair.evidence, *pair.context, pair.statement):
        for mention in dates.find(
            line, published=published, language=pair.language if line != pair.statement else "en"
        ):
            days |= {day for iso in (mention.date, mention.end_date) if (day := dates.parse_iso(iso))}
    return days


def _movable(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    if len(_ANY_DAY.findall(text)) > 1 or _REACHES.search(before):
        return False
    return not (_STRETCH.search(before) or _STRETCH_ON.match(text, match.end()) or not free(text, *match.span()))


def _other_days(pair: Pair, match: re.Match[str]) -> Iterator[str]:
    """Days of the same month, some way off, on the same side of the day of the report."""
    published = dates.parse_iso(pair.reported)
    month = MONTHS.index(match["m1"] or match["m2"]) + 1
    day, year = int(match["d1"] or match["d2"]), int(match["y"] or (published.year if published else 2001))
    known, text = _days_shown(pair), shown(pair)
    for shift in ranked([str(n) for n in range(-12, 13) if abs(n) > 1], pair.key):
        try:
            old, new = date(year, month, day), date(year, month, day + int(shift))
        except ValueError:
            continue
        near = published is not None and (abs((new - published).days) < 2 or (old < published) != (new < published))
        taken = any((new.month, new.day) == (other.month, other.day) for other in known)
        if not near and not taken and not re.search(rf"(?<!\d)0?{new.day}(?!\d)", f"{text}\n{pair.statement}"):
            yield str(new.day)


def _other_weekdays(pair: Pair, old: str) -> Iterator[str]:
    """Weekdays that are named nowhere, no day shown falls on, and are not those around the day of the report."""
    published = dates.parse_iso(pair.reported)
    taken = {day.weekday() for day in _days_shown(pair)}
    if published is not None:
        taken |= {(published + timedelta(n)).weekday() for n in (-1, 0, 1)}
    for line in (*pair.evidence, *pair.context, pair.statement):
        language = "en" if line == pair.statement else pair.language
        taken |= {mention.weekday for mention in dates.find(line, language=language) if mention.weekday is not None}
    yield from ranked([day for place, day in enumerate(WEEKDAYS) if place not in taken and day != old], pair.key)


def _other_years(pair: Pair, old: str) -> Iterator[str]:
    """Years near this one, before the report where this one is."""
    text, published = f"{shown(pair)}\n{pair.statement}\n{pair.reported or ''}", dates.parse_iso(pair.reported)
    for shift in ranked(["-4", "-3", "-2", "2", "3", "4"], pair.key):
        new = int(old) + int(shift)
        past = published is None or (new < published.year) == (int(old) < published.year)
        if str(new) not in text and past and len(re.findall(r"\b(?:19|20)\d\d\b", pair.statement)) == 1:
            yield str(new)


def other_day(pair: Pair) -> Iterator[str]:
    """The statement with a day moved: "on 11 March", "on 14 March"; "on Tuesday", "on Friday"; "in 2023", "in 2021"."""
    text = pair.statement
    for match in _DAY.finditer(text):
        group = "d1" if match["d1"] else "d2"
        if _movable(text, match):
            made = (swapped(text, match.start(group), match.end(group), new) for new in _other_days(pair, match))
            yield from islice(filter(None, made), OFTEN)
    for pattern, others in ((_WEEKDAY, _other_weekdays), (_YEAR, _other_years)):
        for match in pattern.finditer(text):
            if _movable(text, match) and len(pattern.findall(text)) == 1:
                made = (swapped(text, *match.span(), new) for new in others(pair, match.group()))
                yield from islice(filter(None, made), OFTEN)
