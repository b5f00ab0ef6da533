"""The brief without a language model: a digest, no more.

A digest prints passages as the articles have them, each with the day of its report, and of each story's days the most
central report first. Furniture is left out, near-identical sentences stand once with all their sources, and what leans
on a sentence stands behind it or not at all.
It claims nothing about what a sentence means: no kind, no status, no speaker, no conflict, no update, no key figure.
Where near-identical sentences give another number or day they are put side by side, with no verdict. What is exact in
any language decides: numbers, days, names, letters, places, lengths, punctuation and counts.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from briefing.digest.claims import claims
from briefing.digest.cluster import clusters
from briefing.digest.compose import compose
from briefing.digest.differs import differs
from briefing.digest.reports import reports
from briefing.digest.timeline import timeline
from briefing.digest.topic_fit import choose, on_topic
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, TimelineEntry
from briefing.records.claim import Cluster, Composed

__all__ = ["Digest", "choose", "claims", "clusters", "digest", "on_topic"]


class Digest(NamedTuple):
    """What a digest prints."""

    composed: Composed
    timeline: tuple[TimelineEntry, ...]
    discrepancies: tuple[Discrepancy, ...]


def digest(
    clusters: Sequence[Cluster],
    articles: Sequence[Article],
    topic: Topic,
    *,
    length: int,
    fresh: Set[str] = frozenset(),
    pinned: Set[str] = frozenset(),
) -> Digest:
    """The digest of the clusters, of at most `length` words in its sections and half of the articles' own.

    The reports of the clusters named in `fresh` lead, the clusters in `pinned` are printed whatever the length.
    """
    told = reports(clusters, articles, topic)
    words = sum(len(article.text.split()) for article in articles if article.duplicate_of is None)
    rows, found = timeline(told), differs(clusters, articles)
    shown = {i for row in rows for i in row.claim_ids} | {i for d in found for p in d.positions for i in p.claim_ids}
    composed = compose(told, topic, words=words, length=length, fresh=fresh, pinned=pinned, shown=shown)
    return Digest(composed, rows, found)
