"""A fact as the writing stage sees it: a cluster with its weight, its origins and where it stands in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Origins
from briefing.records.claim import Claim, Cluster

# A fact whose importance nobody has said: the articles' own words, where the model gave none.
_UNWEIGHED = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A cluster, with what decides whether and how it is told.

    `reported` is the day of its newest report. It is `superseded` when a later report has moved on from it, and `past`
    when it was expected for a day that has gone by. `disputes` are the ids of the discrepancies that it is a side of,
    `conflicts` those of them that are conflicts; `outlets` are those that report it.
    """

    cluster: Cluster
    weight: int
    origins: Origins
    reported: str | None
    superseded: bool
    past: bool
    disputes: tuple[str, ...]
    conflicts: frozenset[str]
    outlets: tuple[str, ...]

    @property
    def id(self) -> str:
        """The cluster's."""
        return self.cluster.id

    @property
    def best(self) -> Claim:
        """The claim that states it best."""
        return self.cluster.best

    @property
    def stale(self) -> bool:
        """Whether it never leads: superseded, or past."""
        return self.superseded or self.past


def facts(
    clusters: Sequence[Cluster],
    origins: Mapping[str, Origins],
    articles: Mapping[str, Article],
    discrepancies: Iterable[Discrepancy],
    today: str | None,
    overtaken: Collection[str] = (),
) -> tuple[Fact, ...]:
    """The facts, the most needed first: by weight, then origins, then the newest report.

    `overtaken` are the ids of those that a later report has moved on from, beside those that `discrepancies` show.
    """
    found = tuple(discrepancies)
    outdated = frozenset(overtaken).union(*map(_outdated, found))
    sides = {d.id: {i for p in d.positions for i in p.claim_ids} for d in found}
    conflicts = frozenset(d.id for d in found if d.kind == "conflict")
    made = [
        Fact(
            cluster=cluster,
            weight=max((c.weight or _UNWEIGHED for c in cluster.claims), default=_UNWEIGHED),
            origins=origins[cluster.id],
            reported=reported(cluster.claims, articles),
            superseded=cluster.id in outdated,
            past=_past(cluster.best, today),
            disputes=(mine := tuple(key for key, ids in sides.items() if cluster.id in ids)),
            conflicts=conflicts.intersection(mine),
            outlets=tuple(dict.fromkeys(filter(None, (_outlet(c, articles) for c in cluster.claims)))),
        )
        for cluster in clusters
    ]
    order = {cluster.id: place for place, cluster in enumerate(clusters)}
    made.sort(key=lambda f: order[f.id])
    made.sort(key=lambda f: (f.weight, f.origins.established, f.origins.possible, f.reported or ""), reverse=True)
    made.sort(key=lambda f: f.stale)
    return tuple(made)


def _outdated(found: Discrepancy) -> frozenset[str]:
    """The claims whose answer a later report has moved on from, less those that give the newest too."""
    current = {i for p in found.positions if p not in found.outdated for i in p.claim_ids}
    return frozenset(i for p in found.outdated for i in p.claim_ids if i not in current)


def reported(claims: Iterable[Claim], articles: Mapping[str, Article]) -> str | None:
    """The day of the newest report of some claims."""
    days = (articles[claim.source_id].published for claim in claims if claim.source_id in articles)
    return max((day[:10] for day in days if day), default=None)


def _outlet(claim: Claim, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(claim.source_id)
    return (article.publisher or article.origin) if article else None


def _past(claim: Claim, today: str | None) -> bool:
    """Whether something expected was for a day before today: nobody may be told that it is still to come."""
    day = claim.event.date if claim.event else None
    ahead = claim.status == "expected" or claim.kind == "plan"
    return bool(ahead and today and day and len(day) == len(today) and day < today)
