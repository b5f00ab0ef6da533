"""Which sentences a digest can print, best first: by place, centrality, the topic's words, origins and day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from briefing.dates import parse_iso
from briefing.digest.alone import stands_alone, whole
from briefing.digest.reading import Reading, read_in, terms
from briefing.digest.topic_fit import aside, topic_terms
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.claim import Cluster
from briefing.similarity import Similarity

# News tells the most important first: the fifth sentence counts half of the first.
_HALVED = 4
# Two articles that share two of the names that each holds most often tell one story. Of those that hold a name, so many
# of the newest are looked at.
_ANCHORS, _SHARED, _NEWEST = 8, 2, 50
# A name that two articles hold is known to whoever reads the brief; of many articles, one in twenty must hold it.
_KNOWN, _KNOWN_SHARE = 2, 0.05
# So many days before its article is long ago for the news: what was so then has not changed since.
_LONG = 30

# An article opens with its first sentence, and the one that says it again in full.
_OPENING = 2
# A weekday of three days ago is understood; one of six days ago may be that of tomorrow. A later sentence this close (0
# to 1) may be on the same matter. Of a day, so many of the best sentences are looked at.
_RECENT, _TOUCHED, _LATER = 3, 0.25, 500

WHY: Mapping[str, str] = {
    "cut": "it is no whole sentence",
    "aside": "its article has little to do with the topic",
    "leans": "it cannot be read without what stands before it",
    "language": "whether it is told already cannot be seen across languages",
    "overtaken": "later articles of its story come first",
    "told": "what is printed is close to it",
    "length": "the brief is full",
}
"""Why a sentence is not printed, by code."""


@dataclass(frozen=True)
class Line:
    """A cluster by its best sentence, with how many sentences stand `before` it in its article.

    `newest` is the newest day of its article's story, "" where no article of it has a date.
    """

    cluster: Cluster
    article: Article
    before: int
    newest: str
    score: float

    @property
    def id(self) -> str:
        """The cluster's."""
        return self.cluster.id

    @property
    def text(self) -> str:
        """The sentence."""
        return self.cluster.best.statement

    @property
    def section(self) -> str:
        """The id of its section."""
        return self.cluster.best.section

    @property
    def day(self) -> str:
        """The day of its article, "" where it is not known."""
        return (self.article.published or "")[:10]

    @property
    def size(self) -> int:
        """Its length in words."""
        return len(self.text.split())

    @cached_property
    def reading(self) -> Reading:
        """Its numbers and days."""
        return read_in(self.text, self.article)

    @property
    def ahead(self) -> frozenset[str]:
        """The days in it that are still to come for the newest article."""
        return frozenset(day for day in self.reading.days if day > (self.newest or "9999"))

    @property
    def stands(self) -> bool:
        """Whether no later article can have moved on from it.

        It is of the newest day of its story, tells of a day that is still to come, or of what was long ago.
        """
        if self.past_plan:
            return False
        if self.day == self.newest or self.ahead:
            return True
        told = parse_iso(self.day)
        if told is None or self.reading.moving or not self.reading.dates:
            return False
        then = (told - timedelta(days=_LONG)).isoformat()
        return all(day < then[: len(day)] for day in self.reading.dates)

    @property
    def recent(self) -> bool:
        """Whether it opens its article and tells of a day so near that its weekday is no other day's."""
        event, newest = self.cluster.best.event, parse_iso(self.newest)
        day = parse_iso(event.date) if event else None
        near = day is not None and newest is not None and (newest - day).days <= _RECENT
        return near and self.before < _OPENING and not self.past_plan

    @property
    def past_plan(self) -> bool:
        """Whether it names a day that was ahead of its article, and is not ahead of the newest of its story."""
        return any(self.day < day <= self.newest for day in self.reading.days) if self.day else False


class Ranking:
    """The clusters as lines, best first, and which of them can stand alone in the brief."""

    def __init__(self, clusters: Sequence[Cluster], articles: Sequence[Article], topic: Topic) -> None:
        self._aside = aside(articles, topic)
        self._latest = parse_iso(max((article.published or "" for article in articles), default=""))
        languages = Counter(article.language for article in articles)
        # Where two are as common, that of the newest article.
        newest_last = sorted(articles, key=lambda article: (article.published or "", article.id))
        self._language = max((a.language for a in reversed(newest_last)), key=languages.__getitem__, default=None)
        own = topic_terms(topic)
        by_id = {article.id: article for article in articles}
        told: defaultdict[str, list[int]] = defaultdict(list)
        held: defaultdict[str, Counter[str]] = defaultdict(Counter)
        content = [terms(cluster.best.statement).all for cluster in clusters]
        for cluster, words in zip(clusters, content, strict=True):
            for claim in cluster.claims:
                told[claim.source_id].append(claim.evidence[0].start)
                held[claim.source_id].update(words)
        before = {(i, start): n for i, starts in told.items() for n, start in enumerate(sorted(starts))}
        holders = Counter(term for some in held.values() for term in some)
        enough = max(_KNOWN, _KNOWN_SHARE * len(articles))
        titles = (terms(article.title or "").all for article in articles)
        self._known = own.union(*titles, (term for term, count in holders.items() if count >= enough))
        newest = _newest(articles, held, holders)
        self.lines = []
        for cluster, words in zip(clusters, content, strict=True):
            best = cluster.best
            place = before[best.source_id, best.evidence[0].start]
            # Each part is 0 to 1, and none counts for more than another.
            lead = _HALVED / (_HALVED + place)
            central = sum(sorted(holders[term] - 1 for term in words)) / (len(words) or 1) / len(articles)
            topical = len(words & own) / (_HALVED + len(words & own))
            origins = len({_origin(by_id[claim.source_id]) for claim in cluster.claims})
            score = round(lead + central + topical + (1 - 1 / origins), 6)
            self.lines.append(Line(cluster, by_id[best.source_id], place, newest[best.source_id], score))
        self.lines.sort(key=lambda line: (-line.score, int(line.id[1:])))
        self._stories: defaultdict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            if len(self._stories[line.newest]) < _LATER:
                self._stories[line.newest].append(line)

    def bar(self, line: Line) -> str | None:
        """The code in `WHY` for which a sentence cannot be printed as what is so, None where it can."""
        if code := self.unreadable(line):
            return code
        if self._far(line):
            return "overtaken"
        return None if line.stands or (line.recent and not self._touched(line)) else "overtaken"

    def follows(self, line: Line) -> bool:
        """Whether a sentence can be printed right behind the one before it: it may lean on that, and still holds."""
        return self.unreadable(line) in (None, "leans") and line.stands and not self._far(line)

    def _far(self, line: Line) -> bool:
        """Whether a weekday in a sentence may be taken for that of a later week than its article's."""
        days = [parse_iso(day) for day in line.reading.weekdays]
        return any(self._latest and (day is None or (self._latest - day).days > _RECENT) for day in days)

    def _touched(self, line: Line) -> bool:
        """Whether a later article has a sentence that may be on the same matter."""
        later = [other.text for other in self._stories[line.newest] if other.day > line.day]
        similarity = Similarity([line.text, *later])
        return any(similarity.score(0, n) >= _TOUCHED for n in range(1, len(later) + 1))

    def unreadable(self, line: Line) -> str | None:
        """The same, whenever it was so."""
        text, evidence = line.article.text, line.cluster.best.evidence[0]
        if not whole(
            line.text, text[max(0, evidence.start - 1) : evidence.start], text[evidence.end : evidence.end + 1]
        ):
            return "cut"
        if line.article.id in self._aside:
            return "aside"
        if line.article.language != self._language:
            return "language"
        alone = stands_alone(line.text, line.article.language, self._known, line.before)
        return None if alone and not line.reading.anchored else "leans"


def _origin(article: Article) -> str:
    return article.origin or article.publisher or article.id


def _newest(
    articles: Sequence[Article], held: Mapping[str, Counter[str]], holders: Mapping[str, int]
) -> dict[str, str]:
    """For each article the newest day of its story, its own day included."""
    anchors: dict[str, list[str]] = {}
    for article in articles:
        own = held[article.id]
        common = (term for term in own if holders[term] > 1)
        anchors[article.id] = sorted(common, key=lambda term: (-own[term], -holders[term], term))[:_ANCHORS]
    shared: defaultdict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: (a.published or "", a.id), reverse=True):
        for term in anchors[article.id]:
            if article.published and len(shared[term]) < _NEWEST:
                shared[term].append(article)
    found = {}
    for article in articles:
        days = {other.id: (other.published or "")[:10] for term in anchors[article.id] for other in shared[term]}
        count = Counter(other.id for term in anchors[article.id] for other in shared[term])
        day = (article.published or "")[:10]
        found[article.id] = max([day, *(days[i] for i, n in count.items() if n >= _SHARED)])
    return found
