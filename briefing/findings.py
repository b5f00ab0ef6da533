"""What a run found, before it is put into the records of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.records.brief import (
    Discrepancy,
    Gap,
    JudgeScore,
    KeyFigure,
    Rejected,
    TimelineEntry,
)
from briefing.records.claim import Cluster
from briefing.records.composed import Composed
from briefing.relate.corroboration import Corroboration


@dataclass(frozen=True, slots=True)
class Findings:
    """The facts of a run and what was made of them. `credit` is by cluster id, as is every `claim_ids`.

    `chunks`, `proposed` and `accepted` count what a model read, proposed, and what of it stands; `on_topic` are the ids
    of the articles that the brief rests on.
    """

    clusters: tuple[Cluster, ...]
    credit: Mapping[str, Corroboration]
    figures: tuple[KeyFigure, ...]
    timeline: tuple[TimelineEntry, ...]
    discrepancies: tuple[Discrepancy, ...]
    gaps: tuple[Gap, ...]
    composed: Composed
    on_topic: frozenset[str]
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[str, ...] = ()
    judge: JudgeScore | None = None
    chunks: int = 0
    proposed: int = 0
    accepted: int = 0

    @property
    def merged(self) -> int:
        """Claims that were put together with another."""
        return sum(len(cluster.claims) - 1 for cluster in self.clusters)
