"""An article's sentences as claims, word for word."""

from __future__ import annotations

from datetime import date

from briefing import dates
from briefing.dates import DateMention, parse_iso
from briefing.digest.terms import WEEK
from briefing.digest.topic_fit import sections
from briefing.furniture import usable
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.claim import Claim, EventDate, Evidence

# Closed classes of words before a date. With the first it says which thing is meant: "the March 5 talks". With the
# second it bounds a time in which something holds: "until 5 March".
_DETERMINERS = frozenset("the a an his her its their our this that these those".split())
_BOUNDS = frozenset(
    "until till through by since before after from to between bis seit vor nach ab zum depuis avant après jusqu'au dès"
    " do od pre prije posle nakon deri prej para pas hasta desde antes después до од пре после након".split()
)
# These bound a time from wherever they stand: "since the storm that broke on Monday".
_SINCE = frozenset("since until till seit bis depuis desde hasta".split())
# What news tells has happened on its article's day or the one before, else its day stands at the head: another day
# farther back in the sentence is mostly that of something it mentions.
_NEWS, _HEAD, _COMMAS = 1, 3, 1


def claims(article: Article, topic: Topic, as_of: date | None = None) -> list[Claim]:
    """One claim for each usable sentence, in the sentence's own words.

    Nothing is claimed about what it means: its kind is "statement", its status "confirmed" says only that it was
    printed, and nobody is named as its speaker.
    """
    found, _ = usable(article)
    if not found:
        return []
    published = parse_iso(article.published)
    statements = [" ".join(sentence.text.split()) for sentence in found]
    length = max(len(article.text), 1)
    made = []
    for sentence, statement, section in zip(found, statements, sections(statements, topic), strict=True):
        evidence = Evidence(article.id, sentence.start, sentence.end, sentence.text)
        made.append(
            Claim(
                statement=statement,
                evidence=(evidence,),
                section=section,
                kind="statement",
                status="confirmed",
                sourcing="unattributed",
                attribution=None,
                event=_day(statement, published, as_of, article.language),
                wording="verbatim",
                translated=False,
                position=sentence.start / length,
                check="verbatim",
            )
        )
    return made


def _day(text: str, published: date | None, as_of: date | None, language: str | None) -> EventDate | None:
    """The day that a sentence tells of: the only one that it names, where its place shows that it is its own.

    "The port closed on Monday" of the Tuesday after has one. "Monday's flood", "the March 5 talks", "until Friday" and
    "a day earlier" name days of something else, and a stretch of days is none.
    """
    found = [m for m in dates.find(text, published=published, as_of=as_of, language=language) if m.precision == "day"]
    if len(found) != 1 or found[0].date is None or found[0].end_date is not None or found[0].anchored:
        return None
    day, before = found[0], text[: found[0].start].split()
    away = (date.fromisoformat(found[0].date) - published).days if published else None
    if _points(text, day, before) or (day.kind == "weekday" and (away is None or abs(away) > WEEK)):
        return None
    news = away is not None and away >= -_NEWS and text.count(",", 0, day.start) <= _COMMAS
    return EventDate(day.date, "day", day.text) if news or len(before) <= _HEAD else None


def _points(text: str, day: DateMention, before: list[str]) -> bool:
    """Whether a date only says which thing is meant, or bounds a time."""
    behind, word = text[day.end : day.end + 2], before[-1].casefold().strip('(“"') if before else ""
    if behind[:1] in ("'", "’") or (behind[:1] == "-" and behind[1:].isalpha()) or word in _BOUNDS:
        return True
    if not _SINCE.isdisjoint(text[: day.start].casefold().split()):
        return True
    return behind[:1] == " " and behind[1:].isalpha() and word in _DETERMINERS
