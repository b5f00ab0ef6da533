"""Which clusters a brief prints: rank, redundancy and the budget of words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing import gate
from briefing.extract import fit
from briefing.gate.reading import read
from briefing.merge import leans
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import Origins
from briefing.records.claim import Cluster
from briefing.text import tongues
from briefing.text.words import is_content, stem, words

# What a commander needs first: what happened and how many, then what is to come, then who said what, then background.
_KIND = {"event": 1.0, "figure": 1.0, "forecast": 0.8, "statement": 0.7, "background": 0.3}
# Below so many words a statement gains nothing by being shorter.
_SHORT = 10
# Fewer content words than this say nothing by themselves ("Who pays", "That was not all").
_LEAST = 4
# More than any one sign below is worth, but for what several sources say.
_FOREIGN = 1.5
# What each sign is worth. Found by hill climbing on the gold facts of tests/data/topics, the samples and the seeds,
# then rounded
# to what two runs from different seeds agreed on; the sum of vital coverage over the five rose from 4.3 to 4.6.
_W = {
    "established": 0.5,
    "possible": 0.8,
    "sources": 1.2,
    "fit": 1.0,
    "central": 1.0,
    "disputed": 0.7,
    "kind": 0.7,
    "recent": 0.25,
    "early": 0.3,
    "gap": 2.5,
    "planned": 1.4,
    "particulars": 0.45,
    "leans": 1.0,
}
# A statement whose content stands to this share in one that is printed already tells the reader nothing new.
_SAID = 0.7


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cluster and its rank: higher comes first. `foreign` ones stand in another language than the brief."""

    cluster: Cluster
    rank: float
    foreign: bool = False

    @property
    def worth(self) -> float:
        """Rank for the room it takes: of two facts of one rank the shorter leaves room for a third."""
        return self.rank / math.sqrt(max(self.length, _SHORT))

    @property
    def length(self) -> int:
        """Words of its best wording."""
        return len(self.cluster.best.statement.split())


def rank(
    clusters: Sequence[Cluster],
    origins: Mapping[str, Origins],
    articles: Sequence[Article],
    topic: Topic,
    disputed: frozenset[str] = frozenset(),
) -> list[Ranked]:
    """Clusters that stand of their own, best first.

    What counts: origins, what the articles have in common, fit to the topic, what is disputed, recency, kind, place
    in the
    article, and whether the words say who, what, when and how many.
    """
    by_id = {a.id: a for a in articles}
    dates = sorted({a.published[:10] for a in articles if a.published})
    about = {c.id: tongues.glossed(gate.unbracketed(c.best.statement), _language(c, by_id)) for c in clusters}
    most = max((fit.score(text, topic) for text in about.values()), default=1.0) or 1.0
    common = _common(articles)
    ranked = []
    for cluster in clusters:
        if cluster.within is not None:
            continue
        best, stands = cluster.best, origins[cluster.id]
        published = max((by_id[c.source_id].published or "" for c in cluster.claims), default="")[:10]
        recency = dates.index(published) / len(dates) if published in dates else 0.0
        sources = {c.source_id for c in cluster.claims} | {part.cluster_id for part in cluster.parts}
        value = (
            _W["established"] * (stands.established - 1)
            + _W["possible"] * (stands.possible - 1)
            + _W["sources"] * min(len(sources) - 1, 3)
            + _W["fit"] * fit.score(about[cluster.id], topic) / most
            + _W["central"] * _centrality(best.statement, common)
            + _W["disputed"] * (cluster.id in disputed)
            + _W["kind"] * _KIND[best.kind]
            + _W["recent"] * recency
            + _W["early"] * (1 - best.position)
            + _W["gap"] * _gap(best.statement)
            + _W["planned"] * (best.status == "expected" and best.event is not None)
            + _told(best.statement)
            # What the reader can not read stands behind what he can; it is in the brief all the same.
            - _FOREIGN * (foreign := _language(cluster, by_id) != "en")
        )
        ranked.append(Ranked(cluster, value, foreign))
    return sorted(ranked, key=lambda r: (-r.rank, r.cluster.best.statement, r.cluster.best.evidence))


def _language(cluster: Cluster, articles: Mapping[str, Article]) -> str:
    """The language of a cluster's best wording."""
    own = cluster.best.wording == "verbatim"
    return (articles[cluster.best.source_id].language or "en") if own else "en"


def _common(articles: Sequence[Article]) -> Mapping[str, float]:
    """Content stem -> share of the articles (copies not counted) that have it.

    Words of one article only count nothing.
    """
    own = [a for a in articles if a.duplicate_of is None]
    count: Counter[str] = Counter()
    for article in own:
        count.update({stem(w.lower) for w in words(article.text) if is_content(w)})
    return {word: n / len(own) for word, n in count.items() if n > 1 or len(own) == 1}


def _centrality(statement: str, common: Mapping[str, float]) -> float:
    """How much of what a statement says is what the articles have in common, 0 to 1 (after SumBasic, Nenkova 2005)."""
    stems = {stem(w.lower) for w in words(statement) if is_content(w)}
    return sum(common.get(s, 0.0) for s in stems) / max(len(stems), _SHORT // 2)


def _told(statement: str) -> float:
    """What a statement gains by saying who, when and how many, and loses by leaning on another or saying little."""
    reading = read(gate.unbracketed(statement))
    particulars = len(reading.names) + len(reading.numbers) + len(reading.dates)
    content = sum(map(is_content, reading.words))
    return (
        _W["particulars"] * min(particulars, 4)
        - _W["leans"] * leans(statement)
        - 0.8 * (content < _LEAST)
        - 1.0 * statement.rstrip('”" ').endswith("?")
        - 0.5 * (particulars == 0)
    )


def _gap(statement: str) -> bool:
    """What is not known or not confirmed is what a reader must not miss."""
    reading = read(statement)
    return any(
        c.negated and c.verb in ("announce", "confirm", "know", "decide", "say", "comment", "give", "release")
        for c in reading.clauses
    )


def said_already(statement: str, printed: Sequence[str]) -> bool:
    """Whether one printed statement holds nearly all that this one says.

    Its figures, its names and most of its words.
    """
    reading = read(statement)
    content = [w for w in reading.words if is_content(w)]
    if not content:
        return True
    for text in printed:
        other = read(text)
        if any(not any(n.value == m.value for m in other.numbers) for n in reading.numbers):
            continue
        if any(d.date and not any(d.date == e.date for e in other.dates) for d in reading.dates):
            continue
        if any(c.negated for c in reading.clauses) and not any(c.negated for c in other.clauses):
            continue
        held = sum(1 for w in content if w.lower in other.lowers or not read(w.text).senses.isdisjoint(other.senses))
        if held >= _SAID * len(content):
            return True
    return False


def select(
    ranked: Sequence[Ranked], budget: int, printed: Sequence[str] = (), *, densest: bool = True
) -> tuple[list[Ranked], list[Ranked], list[Ranked]]:
    """What fits into `budget` words, what is left out for length, and what is said already, there or in `printed`.

    The first always fits. `densest` prefers many short facts to few long ones.
    """
    chosen: list[Ranked] = []
    long: list[Ranked] = []
    repeated: list[Ranked] = []
    for entry in sorted(ranked, key=lambda r: (-(r.worth if densest else r.rank), r.cluster.best.statement)):
        text = entry.cluster.best.statement
        # A fuller statement takes the place of what it says over again.
        told = [c for c in chosen if said_already(c.cluster.best.statement, [text])]
        used = sum(c.length for c in chosen) - sum(c.length for c in told)
        if said_already(text, [*printed, *(c.cluster.best.statement for c in chosen)]):
            repeated.append(entry)
        elif chosen and used + entry.length > budget:
            long.append(entry)
        else:
            repeated += told
            chosen = [c for c in chosen if c not in told] + [entry]
    return sorted(chosen, key=lambda r: -r.rank), long, repeated
