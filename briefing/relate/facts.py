"""Facts from a model's look at all claims: what it puts together, less what code can see is not the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.extract import Proposal, passage
from briefing.grounding import Fault, faults, values
from briefing.records.claim import Claim, Cluster
from briefing.replies import ProposedFact
from briefing.text.normal import fold

# What of a statement another claim's own lines must have, to be cited for it.
_EXACT = frozenset(("number", "clock", "date", "quotation"))


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups of claims by their place, the best of each first, and for each group the places that say part of it.

    `overtaken` are the claims that a later report has moved on from, as the model sees it.
    """

    groups: tuple[tuple[int, ...], ...]
    parts: tuple[frozenset[int], ...]
    overtaken: frozenset[int] = frozenset()


def grouped(proposed: Iterable[ProposedFact], count: int) -> Grouped:
    """The groups that a reply names. A claim stands in the first that names it; one that none names stands alone."""
    seen: set[int] = set()
    groups: list[tuple[int, ...]] = []
    parts: list[frozenset[int]] = []
    overtaken: set[int] = set()
    for fact in proposed:
        mine = [n for n in _places(fact.claims, count) if n not in seen]
        if mine:
            seen.update(mine)
            groups.append(tuple(mine))
            parts.append(frozenset(_places(fact.part, count)) - set(mine))
            overtaken.update(mine if fact.overtaken else ())
    left = [n for n in range(count) if n not in seen]
    every = (*groups, *((n,) for n in left))
    return Grouped(every, (*parts, *(frozenset[int]() for _ in left)), frozenset(overtaken))


def _places(labels: Sequence[str], count: int) -> list[int]:
    return [place for place in dict.fromkeys(int(label[1:]) - 1 for label in labels) if place < count]


def clusters(
    proposals: Mapping[int, Proposal], grouping: Grouped, apart: Collection[frozenset[int]]
) -> tuple[tuple[Cluster, ...], Mapping[int, str]]:
    """The facts, in the order of their first claims, and the id of the fact of each claim by its place.

    `proposals` are the claims that stand, by their places among all that were proposed; the grouping is of all.
    `apart` are pairs of claims that give different answers to one question. They are never one fact; nor are claims
    with different figures of one thing, on different days, or of which one lacks a number of the other.
    """
    made: list[list[int]] = []
    parts: list[frozenset[int]] = []
    for group, part in zip(grouping.groups, grouping.parts, strict=True):
        standing = [n for n in group if n in proposals]
        if not standing:
            continue
        pieces, narrow = _pieces(standing, proposals, apart)
        made += pieces
        parts += [part | narrow, *(frozenset[int]() for _ in pieces[1:])]
    made, parts = _distinct(made, parts, proposals)
    order = sorted(range(len(made)), key=lambda n: min(made[n]))
    ids = {n: f"c{number}" for number, n in enumerate(order, 1)}
    homes = {place: ids[n] for n, group in enumerate(made) for place in group}
    found = [_cluster(ids[n], [proposals[place].claim for place in made[n]]) for n in order]
    wider = _wider({ids[n]: frozenset(made[n]) for n in order}, {ids[n]: parts[n] for n in order})
    return tuple(replace(c, within=wider.get(c.id)) for c in found), homes


def overtaken(proposals: Mapping[int, Proposal], grouping: Grouped, homes: Mapping[int, str]) -> frozenset[str]:
    """The facts that a later report has moved on from, by their ids: all of their claims, and something is later."""
    newest = max((p.reading.article.published or "" for p in proposals.values()), default="")
    held: dict[str, list[int]] = {}
    for place, key in homes.items():
        held.setdefault(key, []).append(place)
    return frozenset(
        key
        for key, places in held.items()
        if all(n in grouping.overtaken and (proposals[n].reading.article.published or newest) < newest for n in places)
    )


def _distinct(
    made: Sequence[list[int]], parts: Sequence[frozenset[int]], proposals: Mapping[int, Proposal]
) -> tuple[list[list[int]], list[frozenset[int]]]:
    """Groups with the same best statement on the same lines as one: a line may stand in for two claims."""
    joined: dict[object, tuple[list[int], frozenset[int]]] = {}
    for group, part in zip(made, parts, strict=True):
        best = proposals[group[0]].claim
        before, narrow = joined.get((best.statement, best.evidence), ([], frozenset[int]()))
        joined[best.statement, best.evidence] = ([*before, *group], narrow | part)
    return [group for group, _ in joined.values()], [part for _, part in joined.values()]


def _cluster(key: str, claims: Sequence[Claim]) -> Cluster:
    # The same words of one article are one claim, whatever asked for them twice.
    kept = {(claim.statement, claim.evidence): claim for claim in reversed(claims)}
    return Cluster(key, claims[0], tuple(reversed(kept.values())))


def _pieces(
    group: Sequence[int], proposals: Mapping[int, Proposal], apart: Collection[frozenset[int]]
) -> tuple[list[list[int]], frozenset[int]]:
    """A group, less what does not carry its best statement, as groups; and those claims that only say less than it."""
    pieces: list[list[int]] = []
    narrow: set[int] = set()
    left = list(group)
    while left:
        piece = [left[0]]
        best = proposals[left[0]]
        for n in left[1:]:
            if any(frozenset((n, m)) in apart for m in piece) or _rivals(best, proposals[n]):
                continue
            if not _lacking(best, proposals[n]):
                piece.append(n)
            elif not pieces:
                narrow.add(n)
        pieces.append(piece)
        left = [n for n in left if n not in piece]
    return pieces, frozenset(narrow)


def _rivals(one: Proposal, other: Proposal) -> bool:
    """Whether two claims give another day, or another figure for one thing: they are never one fact."""
    return _other_day(one.claim, other.claim) or _other_figure(one, other)


def _lacking(best: Proposal, other: Proposal) -> list[Fault]:
    """What of the exact things in the best statement the other claim does not have."""
    if fold(best.claim.statement) == fold(other.claim.statement):
        return []
    held = passage(other.cited, other.reading)
    # What the claim says in English counts too: it is accepted, and its lines may be in a language without tables.
    said = replace(held, lines=(*held.lines, other.claim.statement))
    return [fault for fault in faults(best.claim.statement, (said,)) if fault.code in _EXACT]


def _other_day(one: Claim, other: Claim) -> bool:
    a, b = (claim.event.date if claim.event else None for claim in (one, other))
    return bool(a and b and not a.startswith(b) and not b.startswith(a))


def _other_figure(one: Proposal, other: Proposal) -> bool:
    """Whether both give a figure for one thing and the figures differ: 49 and 51 people killed."""
    if fold(one.claim.counts or "") != fold(other.claim.counts or ""):
        return False
    mine, theirs = (values(p.claim.figure or "", p.reading.article.language) for p in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _wider(groups: Mapping[str, frozenset[int]], parts: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """For each fact of which every claim says part of another fact the smallest such fact."""
    found: dict[str, str] = {}
    homes = {place: key for key, group in groups.items() for place in group}
    for key, part in parts.items():
        for narrow in dict.fromkeys(homes[place] for place in sorted(part) if place in homes):
            if narrow != key and groups[narrow] <= part and narrow not in found and found.get(key) != narrow:
                found[narrow] = key
    # A fact within one that is itself within another leads to the widest; a circle leads nowhere.
    return {key: wide for key, wide in found.items() if not _circles(key, found)}


def _circles(key: str, found: Mapping[str, str]) -> bool:
    seen = {key}
    at = found.get(key)
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = found.get(at)
    return False
