"""Clusters side by side: figures, timeline, discrepancies, corroboration and gaps. All plain code, for any topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.origins import groups as groups_of_copies
from briefing.reconcile import abroad, counts, gaps, grouping
from briefing.reconcile.corroboration import Corroboration, corroborate
from briefing.reconcile.discrepancies import findings
from briefing.reconcile.figures import key_figures, tabled
from briefing.reconcile.finding import Finding, number
from briefing.reconcile.lines import lines
from briefing.reconcile.stories import stories
from briefing.reconcile.timeline import timeline
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Gap, KeyFigure, TimelineEntry
from briefing.records.claim import Cluster

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
    ordered = sorted(clusters, key=lambda cluster: cluster.id)
    by_id = {article.id: article for article in articles}
    read = lines(ordered, articles)
    groups: list[list[counts.Count]] = []
    disagreements: list[Finding] = []
    for story in stories(read, articles):
        own = grouping.groups(
            [count for line in story for count in (counts.find(line) if line.english else abroad.find(line))]
        )
        groups += own
        disagreements += findings(story, own)
    found = number(disagreements)
    contradicted = {i for d in found if d.kind == "conflict" for position in d.positions for i in position.claim_ids}
    copies = groups_of_copies(articles)
    credit = {cluster.id: corroborate(cluster, by_id, copies, reliability, contradicted) for cluster in ordered}
    figures = key_figures(groups, credit)
    return Reconciled(
        figures=figures,
        timeline=timeline(ordered, by_id),
        discrepancies=found,
        gaps=(*gaps.sourced(ordered), *gaps.computed(ordered, articles, credit, figures, sections, as_of)),
        credit=credit,
        tabled=tabled(figures, groups),
    )
