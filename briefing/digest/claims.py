"""An article's sentences as claims, word for word."""

from __future__ import annotations

from datetime import date

from briefing import dates
from briefing.dates import DateMention, parse_iso
from briefing.digest.topic_fit import sections
from briefing.furniture import usable
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.claim import Claim, EventDate, Evidence

# What news tells has happened on its article's day or the one before, or is to happen; another day is its own only at
# the head of the sentence, and is else that of something it mentions. A weekday farther away is that of another week.
_NEWS, _HEAD, _WEEK = 1, 3, 3
# English words before a day that bound a time, or say which thing is meant: "until Friday", "the talks of 5 March",
# "flights that were to leave on Friday".
_BOUNDS = frozenset("until till by since before after from to between through during of".split())
_SINCE = frozenset(("since", "until", "till"))
_RELATIVE = frozenset("which who whose that where".split())
_DETERMINERS = frozenset("the a its his her their this that".split())


def claims(article: Article, topic: Topic, as_of: date | None = None) -> list[Claim]:
    """One claim for each usable sentence, in the sentence's own words.

    Nothing is claimed about what it means: its kind is "statement", its status "confirmed" says only that it was
    printed, and nobody is named as its speaker.
    """
    found, _ = usable(article)
    published = parse_iso(article.published)
    statements = [" ".join(sentence.text.split()) for sentence in found]
    length = max(len(article.text), 1)
    return [
        Claim(
            statement=statement,
            evidence=(Evidence(article.id, sentence.start, sentence.end, sentence.text),),
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
        for sentence, statement, section in zip(found, statements, sections(statements, topic), strict=True)
    ]


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
    if _belongs(text, day, before) or (day.kind == "weekday" and (away is None or abs(away) > _WEEK)):
        return None
    # Of other languages the words that bound a time are not known: a day to come may be the last of something.
    known = (language or "en").startswith("en") and _RELATIVE.isdisjoint(word.casefold() for word in before)
    near = away is not None and away >= -_NEWS and (away <= 0 or known)
    return EventDate(day.date, "day", day.text) if near or len(before) <= _HEAD else None


def _belongs(text: str, day: DateMention, before: list[str]) -> bool:
    """Whether a date is that of another thing, or bounds a time."""
    behind, word = text[day.end : day.end + 2], before[-1].casefold().strip('(“"') if before else ""
    if behind[:1] in ("'", "’") or (behind[:1] == "-" and behind[1:].isalpha()) or word in _BOUNDS:
        return True
    # "Shocks have been felt since the quake that struck on Monday" bounds a time from afar.
    if not _SINCE.isdisjoint(word.casefold() for word in before):
        return True
    return behind[:1] == " " and behind[1:].isalpha() and word in _DETERMINERS
