"""Clusters side by side: figures, timeline, discrepancies, corroboration and gaps. All plain code, for any topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from briefing.gate import outlines
from briefing.gate.reading import forget
from briefing.origins import groups as groups_of_copies
from briefing.reconcile import abroad, counts, gaps, grouping, opposites
from briefing.reconcile.corroboration import Corroboration, contradict, corroborate, letters
from briefing.reconcile.discrepancies import findings
from briefing.reconcile.figures import Shelf, tabled
from briefing.reconcile.finding import number, record
from briefing.reconcile.lines import Line, lines, told
from briefing.reconcile.stories import stories
from briefing.reconcile.timeline import timeline
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Gap, KeyFigure, TimelineEntry
from briefing.records.claim import Claim, Cluster

__all__ = ["Corroboration", "Reconciled", "reconcile"]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the claims say together. `credit` is by cluster id, as is every `claim_ids`.

    `tabled` are the clusters of which a key figure's row says all there is.
    """

    figures: tuple[KeyFigure, ...]
    timeline: tuple[TimelineEntry, ...]
    discrepancies: tuple[Discrepancy, ...]
    gaps: tuple[Gap, ...]
    credit: Mapping[str, Corroboration]
    tabled: frozenset[str] = frozenset()


def reconcile(
    clusters: Sequence[Cluster],
    articles: Sequence[Article],
    *,
    as_of: date | None,
    reliability: Mapping[str, str],
    sections: Sequence[tuple[str, str]],
) -> Reconciled:
    """Compares clusters. `reliability` maps outlets to Admiralty letters; `sections` are the topic's (id, title).

    Clusters are taken in the order of their ids, so that the result does not depend on the order they come in.
    """
    forget()
    ordered = sorted(clusters, key=lambda cluster: cluster.id)
    by_id = {article.id: article for article in articles}
    copies = groups_of_copies(articles)
    rated = letters(articles, reliability)
    credit = {cluster.id: corroborate(cluster, by_id, copies, rated) for cluster in ordered}
    every = told(ordered, by_id)
    shelf = Shelf(credit)
    disagreements: list[Discrepancy] = []
    alone: list[tuple[int, list[tuple[Cluster, Claim]]]] = []
    for place, story in enumerate(stories(every, articles)):
        if len({claim.source_id for _, claim in story}) == 1:
            # Little contradicts an article but another one; its figures can wait until it is known what is worth more.
            alone.append((place, story))
            if opposites.may_be(claim.statement for _, claim in story):
                with _read(story, by_id) as read:
                    disagreements += map(record, opposites.findings(read, ()))
            continue
        with _read(story, by_id) as read:
            groups = _groups(read)
            shelf.add(place, groups)
            disagreements += map(record, findings(read, groups))
    for place, story in alone:
        if any(shelf.may_hold(claim.statement) for _, claim in story):
            with _read(story, by_id) as read:
                shelf.add(place, _groups(read))
    found = number(disagreements)
    for cluster in _contradicted(ordered, found):
        credit[cluster.id] = contradict(cluster, credit[cluster.id])
    figures = shelf.key_figures()
    shown = {i for figure in figures for value in figure.values for i in value.claim_ids}
    counted = _counts(lines([one for one in every if one[0].id in shown], by_id))
    placed = timeline(ordered, by_id)
    forget()
    outlines.clear()
    return Reconciled(
        figures=figures,
        timeline=placed,
        discrepancies=found,
        gaps=(*gaps.sourced(ordered), *gaps.computed(ordered, articles, credit, figures, sections, as_of)),
        credit=credit,
        tabled=tabled(figures, counted),
    )


@contextmanager
def _read(story: Sequence[tuple[Cluster, Claim]], articles: Mapping[str, Article]) -> Iterator[list[Line]]:
    """The claims of a story as they are read here, for as long as they are held against each other."""
    read = lines(story, articles)
    yield read
    for line in read:
        line.let_go()


def _counts(read: Sequence[Line]) -> list[counts.Count]:
    return [count for line in read for count in (counts.find(line) if line.english else abroad.find(line))]


def _groups(read: Sequence[Line]) -> list[list[counts.Count]]:
    return grouping.groups(_counts(read))


def _contradicted(clusters: Sequence[Cluster], found: Sequence[Discrepancy]) -> list[Cluster]:
    """The clusters that stand on a side of a conflict."""
    ids = {i for d in found if d.kind == "conflict" for position in d.positions for i in position.claim_ids}
    return [cluster for cluster in clusters if cluster.id in ids]
