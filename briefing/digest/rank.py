"""Which sentences a digest can print, best first: by place, centrality, the topic's words, origins and day."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.digest.known import Known
from briefing.digest.leaning import Reader, leans, opens, whole
from briefing.digest.terms import terms
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster

# News tells the most important first: the fifth sentence counts half of the first.
_HALVED = 4
# An article opens with its first sentence, and the one that says it again in full.
_OPENING = 2
# More origins than this say no more.
_ORIGINS = 4
# A day later a sentence is worth less by this: the outcome comes before what was to come.
_DAY = 0.8

WHY: Mapping[str, str] = {
    "cut": "it is no whole sentence",
    "aside": "its article has little to do with the topic",
    "leans": "it cannot be read without what stands before it",
    "overtaken": "later articles of its story come first",
    "told": "what is printed is close to it",
    "length": "the brief is full",
}
"""Why a sentence is not printed, by code."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cluster, and how much its best sentence is worth.

    `bar` is the code in `WHY` for which it cannot stand alone, None where it can; `newest` says that no article of its
    story is of a later day, `opening` that it is among the first of its article; `previous` is the id of the
    cluster of the sentence right before it, and `before` the same where it opens with a word that stands for something
    there.
    """

    cluster: Cluster
    score: float
    bar: str | None
    newest: bool
    opening: bool
    previous: str | None
    before: str | None


def rank(clusters: Sequence[Cluster], known: Known) -> list[Ranked]:
    """The clusters, best first."""
    before = _antecedents(clusters, known.articles)
    ranked = [_ranked(cluster, known, before.get(cluster.id)) for cluster in clusters]
    return sorted(ranked, key=lambda r: (-r.score, int(r.cluster.id[1:])))


def _ranked(cluster: Cluster, known: Known, before: str | None) -> Ranked:
    article = known.articles[cluster.best.source_id]
    bar = _bar(cluster.best, article, known)
    follows = bar == "leans" and opens(cluster.best.statement, article.language)
    newest = not known.behind(article.id)
    opening = known.places[cluster.best.evidence[0]] < _OPENING
    return Ranked(cluster, _score(cluster, known), bar, newest, opening, before, before if follows else None)


def _score(cluster: Cluster, known: Known) -> float:
    """What a sentence is worth, 0 to about 3: its place counts as much as what other articles hold of it."""
    held = sorted(terms(cluster.best.statement).all)
    central = sum(known.spread.get(term, 0.0) for term in held) / math.sqrt(len(held) or 1)
    topical = sum(term in known.topic for term in held)
    origins = len({_origin(known.articles[claim.source_id]) for claim in cluster.claims})
    lead = _HALVED / (_HALVED + min(known.places[claim.evidence[0]] for claim in cluster.claims))
    more = min(origins - 1, _ORIGINS) / _ORIGINS
    worth = lead + central / 2 + topical / (topical + 2) / 2 + more / 2
    return round(worth * _DAY ** known.behind(cluster.best.source_id), 6)


def _origin(article: Article) -> str:
    return article.origin or article.publisher or article.id


def _bar(best: Claim, article: Article, known: Known) -> str | None:
    start, end = best.evidence[0].start, best.evidence[0].end
    if not whole(best.statement, article.text[max(0, start - 1) : start], article.text[end : end + 1]):
        return "cut"
    if article.id in known.aside:
        return "aside"
    reader = Reader(known.named, known.things, known.names[article.id], known.places[best.evidence[0]] == 0)
    return "leans" if leans(best.statement, article.language, reader) else None


def _antecedents(clusters: Sequence[Cluster], articles: Mapping[str, Article]) -> dict[str, str]:
    """For each cluster the one that the sentence right before its best sentence is in."""
    ends: dict[tuple[str, int], str] = {}
    for cluster in clusters:
        for claim in cluster.claims:
            ends[claim.source_id, claim.evidence[0].end] = cluster.id
    found = {}
    for cluster in clusters:
        evidence = cluster.best.evidence[0]
        text = articles[evidence.source_id].text
        end = len(text[: evidence.start].rstrip())
        if before := ends.get((evidence.source_id, end)):
            found[cluster.id] = before
    return found
