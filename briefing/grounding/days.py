"""Dates: each day, month and year of a statement stands in its passages or resolves from them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing import dates
from briefing.dates import DateMention
from briefing.dates.languages import language_of, primary
from briefing.grounding.passage import Doubt, Fault, Passage, english

_FIGURES = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20|21)\d\d(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})(?!\d)")
_DECADE = re.compile(r"(?P<century>\d\d)?['’]?(?P<ten>\d)0s")
_TENS = "hundreds tens twenties thirties forties fifties sixties seventies eighties nineties".split()
# "Last Tuesday" is seven days earlier for one writer than for another, "on Tuesday" past or to come.
_WEEKS = (-14, -7, 7, 14)
# Where words such as "yesterday" cannot be read, they reach no further than a week from publication.
_NEAR, _NEXT = range(-7, 8), (-1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of a date: year, month, day and weekday, each None where it is not.

    `by_name` where a weekday's name alone told the day, so that it may be another week's. `last` is the end of the
    stretch that begins with it.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    by_name: bool = False
    last: datetime.date | None = None

    def date(self, year: int | None = None) -> datetime.date | None:
        """The day of the calendar, where all of it is known, but for a `year` that is given."""
        try:
            return datetime.date(self.year or year or 0, self.month or 0, self.day or 0)
        except ValueError:
            return None

    def says(self, other: Moment) -> bool:
        """Whether all that `other` says is said here."""
        return (
            other.year in {None, self.year}
            and other.month in {None, self.month}
            and other.day in {None, self.day}
            and other.weekday in {None, self.weekday}
        )


def _whole(day: datetime.date) -> Moment:
    return Moment(day.year, day.month, day.day, day.weekday())


def _moved(day: datetime.date | None, days: Sequence[int]) -> Iterator[Moment]:
    """The days so many days from another; none where the calendar ends."""
    for shift in days if day is not None else ():
        if day is not None and 0 < day.toordinal() + shift <= datetime.date.max.toordinal():
            yield _whole(datetime.date.fromordinal(day.toordinal() + shift))


def _parsed(iso: str | None, weekday: int | None = None) -> Moment | None:
    """The moment of an ISO date at its precision, with its weekday; of "--03-11" what there is."""
    parts = (iso or "").removeprefix("--").split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    known: list[int | None] = [*([None] if iso and iso.startswith("--") else []), *map(int, parts), None, None]
    moment = Moment(known[0], known[1], known[2], weekday)
    day = moment.date()
    return _whole(day) if day else moment


def _numeric(text: str) -> Iterator[Moment]:
    """The two days that "11/03/2025" can be."""
    for first, second, year in _NUMERIC.findall(text):
        for month, day in ((second, first), (first, second)):
            moment = Moment(int(year), int(month), int(day))
            yield replace(moment, weekday=found.weekday()) if (found := moment.date()) else Moment(int(year))


@lru_cache(maxsize=4_096)
def _moments(line: str, language: str | None, published: datetime.date | None) -> tuple[Moment, ...]:
    """The dates of a line: as written, as they resolve, and the ends of a stretch."""
    out = [*_numeric(line), *(Moment(int(year)) for year in _YEAR.findall(line))]
    for mention in dates.find(line, published=published, language=language):
        out.append(Moment(mention.year, mention.month, mention.day, mention.weekday))
        by_name, last = mention.kind == "weekday", dates.parse_iso(mention.end_date)
        for iso in filter(None, (mention.date, mention.end_date)):
            moment = _parsed(iso, mention.weekday)
            out += [replace(moment, by_name=by_name, last=last)] if moment else []
        if by_name and mention.date is None and published is not None:
            # The line does not tell whether the day of that name before or behind publication is meant.
            behind = ((mention.weekday or 0) - published.weekday()) % 7
            out += _moved(published, (behind, behind - 7 if behind else 0))
    return tuple(out)


def _known(passage: Passage) -> Iterator[Moment]:
    """All the dates of a passage, and the day of its publication."""
    published, language = passage.published, passage.language
    every = (*passage.lines, *passage.context)
    for line in every:
        yield from _moments(line, language, published)
    for line in passage.lines:
        # "A day earlier" can count from any date of the other lines.
        if any(written.anchored for written in dates.as_written(line, language)):
            anchors = [a for other in every for a in dates.find(other, published=published, language=language)]
            for anchor in anchors:
                for mention in dates.find(line, published=published, language=language, anchor=anchor):
                    if mention.anchored:
                        undated = Moment(None, mention.month, mention.day) if mention.day else None
                        yield from filter(None, [_parsed(mention.date) or undated])
    yield from _moved(published, (0,))


def misdated(statement: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The dates of a statement that neither stand in the passages nor resolve from them."""
    mentions = dates.find(statement, language="en")
    there = [moment for passage in passages for moment in _known(passage)] if mentions else []
    for mention in mentions:
        words = mention.text.strip()
        if mention.kind == "vague":
            yield from _decade(words, passages)
        elif mention.kind != "relative":
            for either in _told(mention):
                if not any(_stands(told, there) for told in either):
                    yield _verdict(either[0], words, there, passages)


def _told(mention: DateMention) -> Iterator[list[Moment]]:
    """What a statement says with one date: its first day, either of two, and of a stretch its last."""
    first = Moment(mention.year, mention.month, mention.day, mention.weekday)
    numeric = list(_numeric(mention.text)) if mention.month is None and mention.weekday is None else []
    days = [moment for moment in numeric if moment.day is not None]
    if days or first != Moment():
        yield days or [first]
    last = _parsed(mention.end_date) if mention.end_date else None
    if last is not None:
        yield [Moment(last.year if mention.year else None, last.month, last.day)]


def _stands(told: Moment, there: Sequence[Moment]) -> bool:
    """Whether a date is said, be it by two mentions: "4 March 2025" by "4 March" and the year of publication."""
    if any(moment.says(told) for moment in there):
        return True
    if told.weekday is not None:
        bare, day = replace(told, weekday=None), told.date()
        if told.day is None or (day is not None and day.weekday() != told.weekday):
            return False
        if day is not None:
            return _stands(bare, there)
        dated = any(moment.says(bare) and moment.weekday in {None, told.weekday} for moment in there)
        return dated and any(moment.weekday == told.weekday for moment in there)
    undated = replace(told, year=None)
    return (
        told.year is not None
        and told.month is not None
        and any(moment.year is None and moment.says(undated) for moment in there)
        and any(moment.year == told.year for moment in there)
    )


def _verdict(told: Moment, words: str, there: Sequence[Moment], passages: Sequence[Passage]) -> Fault | Doubt:
    """What is to be said of a date that does not stand there."""
    if told.day is not None:
        if any(near.says(told) for moment in there if moment.by_name for near in _moved(moment.date(), _WEEKS)):
            return Doubt(f"the date “{words}” is not the day that the evidence seems to mean; look at its weekday")
        stretches = [(first, moment.last) for moment in there if moment.last and (first := moment.date())]
        if any((day := told.date(first.year)) and first <= day <= last for first, last in stretches):
            return Doubt(f"the date “{words}” lies in a stretch of days that the evidence names")
    foreign = [passage.published for passage in passages if not english(passage.language)]
    if any(near.says(told) for published in foreign for near in _moved(published, _NEXT)):
        # "Yesterday's" is bent in many ways that no table holds.
        return Doubt(f"the date “{words}” is next to the day of publication, but the evidence does not name it")
    unread = [p for p in passages if p.language is None or language_of(primary(p.language)) is None]
    if any(_may_stand(told, passage) for passage in unread):
        return Doubt(f"the date “{words}” could not be checked: the months of the evidence's language are not known")
    return Fault("date", words, f"the date “{words}” neither stands in the evidence nor follows from it")


def _may_stand(told: Moment, passage: Passage) -> bool:
    """Whether the figures of a date stand in lines whose months code cannot read, or it is close to publication."""
    if any(near.says(told) for near in _moved(passage.published, _NEAR)):
        return True
    figures = {int(figure) for line in (*passage.lines, *passage.context) for figure in _FIGURES.findall(line)}
    figures |= {passage.published.year} if passage.published else set()
    return {told.day, told.year} - {None} <= figures


def _decade(words: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The 1990s stand there as "1990er", "'90s" or "90-ih"; in words, and in other languages, code cannot tell."""
    match = _DECADE.fullmatch(words)
    if match is None:
        return
    written = re.compile(rf"(?<!\d)(?:{match['century'] or r'(?:1[0-9]|20)'})?{match['ten']}0(?!\d)")
    lines = [line for passage in passages for line in (*passage.lines, *passage.context)]
    if any(written.search(line) or _TENS[int(match["ten"])] in line.lower() for line in lines):
        return
    if all(english(passage.language) for passage in passages) and match["century"]:
        yield Fault("date", words, f"“{words}” does not stand in the evidence")
    else:
        yield Doubt(f"“{words}” could not be found in the evidence")
