"""An article's sentences as claims, word for word."""

from __future__ import annotations

from datetime import date

from briefing import dates
from briefing.dates import parse_iso
from briefing.digest.topic_fit import section
from briefing.furniture import usable
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.claim import Claim, EventDate, Evidence

# News tells what has happened on its article's day or the one before; another day is the sentence's own only at its
# head, and is else that of something it mentions.
_NEWS, _HEAD = 1, 2


def claims(article: Article, topic: Topic, as_of: date | None = None) -> list[Claim]:
    """One claim for each usable sentence, in the sentence's own words.

    Nothing is claimed about what it means: its kind is "statement", its status "confirmed" says only that it was
    printed, and nobody is named as its speaker.
    """
    found, _ = usable(article)
    published = parse_iso(article.published)
    about = f"{article.title or ''}\n{article.text}"
    return [
        Claim(
            statement=statement,
            evidence=(Evidence(article.id, sentence.start, sentence.end, sentence.text),),
            section=section(topic, statement, about),
            kind="statement",
            status="confirmed",
            sourcing="unattributed",
            attribution=None,
            event=_day(statement, published, as_of, article.language),
            wording="verbatim",
            translated=False,
            position=sentence.start / max(len(article.text), 1),
            check="verbatim",
        )
        for sentence in found
        for statement in (" ".join(sentence.text.split()),)
    ]


def _day(text: str, published: date | None, as_of: date | None, language: str | None) -> EventDate | None:
    """The day that a sentence tells of: the only one that it names, where its place shows that it is its own.

    "The port closed on Monday" of the Tuesday after has one. "Monday's flood" and "a day earlier" name days of
    something else, a stretch of days is none, and a day to come may be the last of something: "until Friday".
    """
    found = [m for m in dates.find(text, published=published, as_of=as_of, language=language) if m.precision == "day"]
    if len(found) != 1 or found[0].date is None or found[0].end_date is not None or found[0].anchored:
        return None
    day, behind = found[0], text[found[0].end : found[0].end + 2]
    if behind[:1] in ("'", "’") or (behind[:1] == "-" and behind[1:].isalpha()):
        return None
    away = (published - date.fromisoformat(day.date)).days if published and day.date else None
    near = away is not None and 0 <= away <= _NEWS
    # A weekday far from its article may be that of another week.
    head = day.kind != "weekday" and len(text[: day.start].split()) < _HEAD
    return EventDate(day.date, "day", day.text) if near or head else None
