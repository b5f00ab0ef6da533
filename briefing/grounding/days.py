"""Dates: each day, month and year of a statement stands in its passages or resolves from them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing import dates
from briefing.dates import DateMention
from briefing.grounding.moment import NUMERIC, Moment, checked, moments, moved, parsed, stretches, whole
from briefing.grounding.passage import Doubt, Fault, Passage, english, knows_dates

_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_DECADE = re.compile(r"(?:(?P<century>\d\d)|['’])?(?P<ten>\d)0s")
_TENS = "hundreds tens twenties thirties forties fifties sixties seventies eighties nineties".split()
# "Last Tuesday" is seven days earlier for one writer than for another, "on Tuesday" past or to come.
_WEEKS = (-14, -7, 7, 14)
# Where words such as "yesterday" cannot be read, they reach no further than a week from publication.
_NEAR = range(-7, 8)


def _told(mention: DateMention, text: str) -> list[Moment]:
    """What a statement says with one date: its first day and, of a stretch, its last; nothing for vague words."""
    if mention.kind in {"relative", "vague"}:
        return []
    numeric = NUMERIC.search(text) if mention.month is None and mention.weekday is None else None
    if numeric is not None and mention.precision == "none":
        return []
    first = Moment(mention.year, mention.month, mention.day, mention.weekday)
    last = parsed(mention.end_date)
    out = [first] if first != Moment() else []
    if last is not None:
        out.append(Moment(last.year if mention.year else None, last.month, last.day))
    return out


def misdated(statement: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The dates of a statement that neither stand in the passages nor resolve from them."""
    mentions = dates.find(statement, language="en")
    if not mentions:
        return
    there = [moment for passage in passages for moment in _known(passage)]
    for mention in mentions:
        yield from _decade(mention, passages)
        for told in _told(mention, mention.text):
            if not _stands(told, there):
                yield _verdict(told, mention.text.strip(), there, passages)
        yield from _ambiguous(mention, there)


def _known(passage: Passage) -> Iterator[Moment]:
    """All the dates of a passage, and the day of its publication."""
    for line in (*passage.lines, *passage.context):
        yield from moments(line, passage.language, passage.published)
    for line in passage.lines:
        if _leans(line, passage.language):
            yield from _anchored(line, passage)
    if passage.published is not None:
        yield whole(passage.published)


@lru_cache(maxsize=4_096)
def _leans(line: str, language: str | None) -> bool:
    """Whether a line counts from a day that it does not name: "a day earlier"."""
    return any(written.anchored for written in dates.as_written(line, language))


def _anchored(line: str, passage: Passage) -> Iterator[Moment]:
    """What "a day earlier" can be, counted from any date of the other lines."""
    for other in (*passage.lines, *passage.context):
        for anchor in dates.find(other, published=passage.published, language=passage.language):
            for mention in dates.find(line, published=passage.published, language=passage.language, anchor=anchor):
                moment = parsed(mention.date) if mention.anchored else None
                if moment is not None:
                    yield moment
                elif mention.anchored and mention.day is not None:
                    yield Moment(None, mention.month, mention.day)


def _stands(told: Moment, there: Sequence[Moment]) -> bool:
    """Whether a date is said, be it by two mentions: "4 March 2025" by "4 March" and the year of publication."""
    if any(moment.says(told) for moment in there):
        return True
    day = told.date()
    if day is not None and told.weekday is not None:
        if day.weekday() != told.weekday:
            return False
        return _stands(Moment(told.year, told.month, told.day), there)
    if told.weekday is not None and told.day is not None:
        undated = Moment(None, told.month, told.day)
        dated = any(moment.says(undated) and moment.weekday in {None, told.weekday} for moment in there)
        return dated and any(moment.weekday == told.weekday for moment in there)
    if told.year is None or told.month is None:
        return False
    undated = Moment(None, told.month, told.day)
    return any(moment.year is None and moment.says(undated) for moment in there) and any(
        moment.year == told.year for moment in there
    )


def _verdict(told: Moment, words: str, there: Sequence[Moment], passages: Sequence[Passage]) -> Fault | Doubt:
    """What is to be said of a date that does not stand there."""
    if told.day is not None and any(moment.by_name and _weeks_away(told, moment.date()) for moment in there):
        return Doubt(f"the date “{words}” is not the day that the evidence seems to mean; look at its weekday")
    if told.day is not None and any(
        first <= day <= last
        for passage in passages
        for line in (*passage.lines, *passage.context)
        for first, last in stretches(line, passage.language, passage.published)
        for day in _in_years(told, first, last)
    ):
        return Doubt(f"the date “{words}” lies in a stretch of days that the evidence names")
    foreign = [passage.published for passage in passages if passage.published and not english(passage.language)]
    if any(whole(day).says(told) for published in foreign for days in (-1, 1) for day in moved(published, days)):
        # "Yesterday's" is bent in many ways that no table holds.
        return Doubt(f"the date “{words}” is next to the day of publication, but the evidence does not name it")
    unknown = [passage for passage in passages if not knows_dates(passage.language)]
    if unknown and _may_stand(told, unknown):
        return Doubt(f"the date “{words}” could not be checked: the months of the evidence's language are not known")
    return Fault("date", words, f"the date “{words}” neither stands in the evidence nor follows from it")


def _in_years(told: Moment, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """A date in the years of a stretch, where it names none itself."""
    for year in {told.year} if told.year is not None else {first.year, last.year}:
        day = Moment(year, told.month, told.day).date()
        if day is not None:
            yield day


def _weeks_away(told: Moment, day: datetime.date | None) -> bool:
    """Whether a date is a day moved by whole weeks: that of a weekday which was resolved the other way."""
    return day is not None and any(whole(shifted).says(told) for weeks in _WEEKS for shifted in moved(day, weeks))


def _may_stand(told: Moment, passages: Sequence[Passage]) -> bool:
    """Whether the figures of a date stand in lines whose months code cannot read, or it is close to publication."""
    for passage in passages:
        published = passage.published
        if published and any(whole(day).says(told) for days in _NEAR for day in moved(published, days)):
            return True
        figures = {int(figure) for line in (*passage.lines, *passage.context) for figure in _NUMBER.findall(line)}
        if published is not None:
            figures.add(published.year)
        if {figure for figure in (told.day, told.year) if figure is not None} <= figures:
            return True
    return False


def _ambiguous(mention: DateMention, there: Sequence[Moment]) -> Iterator[Fault]:
    """A date such as 11/03/2025, which is one of two days."""
    match = NUMERIC.search(mention.text) if mention.month is None else None
    if match is None:
        return
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    either = [checked(year, second, first), checked(year, first, second)]
    if not any(_stands(day, there) for day in either if day.day is not None):
        words = mention.text.strip()
        yield Fault("date", words, f"the date “{words}” neither stands in the evidence nor follows from it")


def _decade(mention: DateMention, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The 1990s stand there as "1990er", "'90s" or "90-ih"; in words, and in other languages, code cannot tell."""
    match = _DECADE.fullmatch(mention.text.strip()) if mention.kind == "vague" else None
    if match is None:
        return
    written = re.compile(rf"(?<!\d)(?:{match['century'] or r'(?:1[0-9]|20)'})?{match['ten']}0(?!\d)")
    spoken = _TENS[int(match["ten"])]
    if any(
        written.search(line) or spoken in line.lower()
        for passage in passages
        for line in (*passage.lines, *passage.context)
    ):
        return
    if all(english(passage.language) for passage in passages) and match["century"]:
        yield Fault("date", mention.text, f"“{mention.text}” does not stand in the evidence")
    else:
        yield Doubt(f"“{mention.text}” could not be found in the evidence")
