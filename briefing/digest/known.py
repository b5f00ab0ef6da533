"""What all articles together show: whom and what a reader of the brief knows, and which articles tell one story."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.dates import parse_iso
from briefing.digest.terms import NAME_LETTERS, facts, terms, tokens
from briefing.digest.topic_fit import aside, topic_words
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster, Evidence

# A story is told by the names that its articles hold most often. Two articles of one topic that share two of these are
# taken for one story: to leave out an older sentence is safe, and to print what has been overtaken is not.
_ANCHORS, _SHARED = 12, 2
# Of the articles that share a name, so many of the newest are looked at.
_NEWEST = 50
# A term that two articles have is known to whoever reads the brief; of many articles, one in twenty must have it. A
# word that nearly all hold is of no thing that they tell of.
_KNOWN, _KNOWN_SHARE, _COMMON_SHARE = 2, 0.05, 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all articles.

    `named` are the names that a reader of the brief knows, from the topic, titles and several articles, `things` what
    these tell of, `topic` the topic's own terms; `spread` is the share of the articles that hold a term.
    By article: its own `names`, the `later` articles of its story, those of the newest day, and the `figures` and
    `terms` of those; `aside` are articles on other things. `places` counts the sentences before one in its article.
    """

    articles: Mapping[str, Article]
    named: frozenset[str]
    things: frozenset[str]
    topic: frozenset[str]
    spread: Mapping[str, float]
    names: Mapping[str, frozenset[str]]
    later: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, frozenset[float]]
    terms: Mapping[str, frozenset[str]]
    aside: frozenset[str]
    places: Mapping[Evidence, int]

    def day(self, article_id: str) -> str:
        """The day of an article, "" where it is not known."""
        return (self.articles[article_id].published or "")[:10]

    def newest(self, article_id: str) -> str:
        """The newest day of an article's story, where that is later than its own, else ""."""
        later = self.later[article_id]
        return self.day(later[0]) if later else ""

    def behind(self, article_id: str) -> int:
        """How many days an article is behind the newest of its story; without a date it may be any."""
        day, newest = parse_iso(self.day(article_id)), parse_iso(self.newest(article_id))
        return 0 if newest is None else _UNDATED if day is None else (newest - day).days


# An article without a date, where a story goes on for days, is taken for one of a week ago.
_UNDATED = 7


def known(clusters: Sequence[Cluster], articles: Sequence[Article], topic: Topic) -> Known:
    """Read what the articles, of which the clusters are the sentences, show together."""
    by_id = {article.id: article for article in articles}
    told: dict[str, list[Claim]] = {article.id: [] for article in articles}
    for cluster in clusters:
        for claim in cluster.claims:
            told[claim.source_id].append(claim)
    for some in told.values():
        some.sort(key=lambda claim: claim.evidence)
    read = {i: [terms(claim.statement) for claim in some] for i, some in told.items()}
    named = {i: Counter(name for one in some for name in one.names) for i, some in read.items()}
    held = {i: frozenset[str]().union(*(one.all for one in some)) for i, some in read.items()}
    holders = Counter(term for some in held.values() for term in some)
    enough, most = max(_KNOWN, math.ceil(_KNOWN_SHARE * len(articles))), _COMMON_SHARE * len(articles)
    titles = [terms(article.title or "").all for article in articles]
    # What a single article begins with, its reader knows.
    leads = [terms(c.statement).all for some in told.values() if len(articles) < 2 for c in some[:2]]
    later, own = _later(articles, named), topic_words(topic).union(*titles, *leads)
    last = {i for some in later.values() for i in some}
    return Known(
        articles=by_id,
        named=own.union(term for term, count in holders.items() if count >= enough),
        things=own.union(term for term, count in holders.items() if enough <= count <= most),
        topic=topic_words(topic),
        spread={term: (count - 1) / len(articles) for term, count in holders.items()},
        names={i: frozenset(count) - _small(told[i]) for i, count in named.items()},
        later=later,
        figures={i: _figures(told[i], by_id[i]) for i in last},
        terms={i: held[i] for i in last},
        aside=aside(articles, topic),
        places={c.evidence[0]: place for some in told.values() for place, c in enumerate(some)},
    )


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _small(claims: Sequence[Claim]) -> frozenset[str]:
    """What stands in an article with a small letter too, and so is no name: "The", in a title."""
    return frozenset(t.form[:NAME_LETTERS] for c in claims for t in tokens(c.statement) if not t.capital)


def _figures(claims: Sequence[Claim], article: Article) -> frozenset[float]:
    """The numbers that stand in an article."""
    read = [facts(claim.statement, article.language, article.published).numbers for claim in claims]
    return frozenset(value for numbers in read for kind, value, _, _ in numbers if kind == "")


def _later(articles: Sequence[Article], named: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    """For each article those of the newest day that tell the same story later: they share the names it is told by."""
    dated = [article for article in articles if parse_iso(article.published)]
    dated.sort(key=lambda article: (article.published or "", article.id), reverse=True)
    common = Counter(name for count in named.values() for name in count)
    anchors = {
        i: sorted((n for n in count if common[n] > 1), key=lambda n, own=count: (-own[n], -common[n], n))[:_ANCHORS]  # type: ignore[misc]
        for i, count in named.items()
    }
    days = {article.id: (article.published or "")[:10] for article in dated}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for article in dated:
        for name in anchors[article.id]:
            if len(holders[name]) < _NEWEST:
                holders[name].append(article.id)
    found: dict[str, tuple[str, ...]] = {}
    for article in articles:
        shared = Counter(other for name in anchors[article.id] for other in holders[name])
        enough = [o for o, n in shared.items() if n >= min(_SHARED, len(anchors[article.id]), len(anchors[o]))]
        if not enough:
            found[article.id] = ()
            continue
        newest, first = max(days[other] for other in enough), min(days[other] for other in enough)
        # Where a story goes on for days, an article without a date is of any of them.
        behind = newest > days[article.id] if article.id in days else _days(first, newest) > 1
        found[article.id] = tuple(sorted(other for other in enough if behind and days[other] == newest))
    return found
