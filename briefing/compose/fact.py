"""A fact as the writing stage sees it: a cluster with its weight, its origins and where it stands in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing import similarity
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Origins, TimelineEntry
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
    outdated = set(overtaken)
    for discrepancy in found:
        old = discrepancy.outdated
        # Not those that give the newest answer too.
        current = {i for p in discrepancy.positions if p not in old for i in p.claim_ids}
        outdated |= {i for p in old for i in p.claim_ids} - current
    sides = {d.id: {i for p in d.positions for i in p.claim_ids} for d in found}
    conflicts = frozenset(d.id for d in found if d.kind == "conflict")
    made: list[Fact] = []
    for cluster in clusters:
        printed = [articles[claim.source_id] for claim in cluster.claims if claim.source_id in articles]
        mine = tuple(key for key, ids in sides.items() if cluster.id in ids)
        fact = Fact(
            cluster=cluster,
            weight=max((c.weight or _UNWEIGHED for c in cluster.claims), default=_UNWEIGHED),
            origins=origins[cluster.id],
            reported=max((a.published[:10] for a in printed if a.published), default=None),
            superseded=cluster.id in outdated,
            past=_past(cluster.best, today),
            disputes=mine,
            conflicts=conflicts.intersection(mine),
            outlets=tuple(dict.fromkeys(filter(None, (a.publisher or a.origin for a in printed)))),
        )
        made.append(fact)
    made.sort(key=lambda f: (f.weight, f.origins.established, f.origins.possible, f.reported or ""), reverse=True)
    return tuple(sorted(made, key=lambda f: f.stale))


def _past(claim: Claim, today: str | None) -> bool:
    """Whether something expected was for a day before today: nobody may be told that it is still to come."""
    day = claim.event.date if claim.event else None
    ahead = claim.status == "expected" or claim.kind == "plan"
    return bool(ahead and today and day and len(day) == len(today) and day < today)


# A longer timeline is not read.
_ROWS = 15
# A timeline is of what is done; what somebody said on a day stands in it when it changes the picture.
_DONE = frozenset(("event", "plan", "figure", "background"))
_SAID = 4
_NEEDED = 2
# Of one day two rows this alike (0 to 1, by their words) tell one thing.
_SAME = 0.5


def timeline(facts: Sequence[Fact]) -> tuple[TimelineEntry, ...]:
    """The facts with a day, month or year, in order of time: of many the weightiest, and none that is overtaken."""
    dated = [fact for fact in facts if fact.best.event and fact.best.event.date and fact.cluster.within is None]
    kept = [f for f in dated if not f.stale and f.weight >= (_NEEDED if f.best.kind in _DONE else _SAID)]
    rows: list[Fact] = []
    for fact in sorted(kept, key=lambda f: -f.weight):
        told = [row.best.statement for row in rows if _date(row) == _date(fact)]
        if not any(similarity.pair(text, fact.best.statement) >= _SAME for text in told):
            rows.append(fact)
    return tuple(map(_entry, sorted(rows[:_ROWS], key=_date)))


def _date(fact: Fact) -> str:
    return (fact.best.event.date if fact.best.event else None) or ""


def _entry(fact: Fact) -> TimelineEntry:
    event = fact.best.event
    return TimelineEntry(
        date=event.date if event else None,
        precision=event.precision if event else "none",
        as_written=(event.as_written or None) if event else None,
        status=fact.best.status,
        text=fact.best.statement,
        claim_ids=(fact.id,),
    )
