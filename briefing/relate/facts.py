"""Facts from a model's look at all claims: what it puts together, less what code can see is not the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.extract import Proposal
from briefing.grounding import faults, values
from briefing.records.claim import Cluster
from briefing.replies import ProposedFact
from briefing.text.normal import fold

# What of a statement another claim's own lines must have, to be cited for it.
_EXACT = frozenset(("number", "clock", "date", "quotation"))


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that state one fact, by their places among all, the best first; `part` say part of what the best says.

    `overtaken` are those of them that a later report has moved on from, as the model sees it.
    """

    places: tuple[int, ...]
    part: frozenset[int] = frozenset()
    overtaken: frozenset[int] = frozenset()


def grouped(proposed: Iterable[ProposedFact], shown: Sequence[int]) -> tuple[Group, ...]:
    """The groups that a reply names; `shown` are the places of the claims that it was shown, c1 first.

    A claim stands in the first group that names it; one that none names stands alone.
    """
    seen: set[int] = set()
    groups: list[Group] = []
    for fact in proposed:
        if mine := tuple(n for n in named(fact.claims, shown) if n not in seen):
            seen.update(mine)
            part = frozenset(named(fact.part, shown)).difference(mine)
            groups.append(Group(mine, part, frozenset(mine if fact.overtaken else ())))
    return (*groups, *(Group((n,)) for n in shown if n not in seen))


def named(labels: Sequence[str], shown: Sequence[int]) -> list[int]:
    """The places of the claims that some labels of a reply name, each once."""
    numbers = dict.fromkeys(int(label[1:]) for label in labels)
    return [shown[number - 1] for number in numbers if number <= len(shown)]


def clusters(
    proposals: Mapping[int, Proposal], groups: Iterable[Group], apart: frozenset[frozenset[int]]
) -> tuple[tuple[Cluster, ...], Mapping[int, str]]:
    """The facts, in the order of their first claims, and the id of the fact of each claim by its place.

    `proposals` are the claims that stand, by their places among all that were proposed; the groups are of all.
    `apart` are pairs of claims that give different answers to one question. They are never one fact; nor are claims
    with different figures of one thing, on different days, or of which one lacks a number of the other.
    """
    # Groups with the same best statement on the same lines are one: a line may stand in for two claims.
    joined: dict[object, Group] = {}
    for piece in (piece for group in groups for piece in _pieces(group, proposals, apart)):
        best = proposals[piece.places[0]].claim
        before = joined.get((best.statement, best.evidence), Group(()))
        joined[best.statement, best.evidence] = Group((*before.places, *piece.places), before.part | piece.part)
    made = sorted(joined.values(), key=lambda group: min(group.places))
    homes = {place: f"c{number}" for number, group in enumerate(made, 1) for place in group.places}
    by_id = {homes[group.places[0]]: group for group in made}
    wider = _wider(by_id, homes)
    found = []
    for key, group in by_id.items():
        claims = [proposals[place].claim for place in group.places]
        # The same words of one article are one claim, whatever asked for them twice.
        kept = {(claim.statement, claim.evidence): claim for claim in reversed(claims)}
        found.append(Cluster(key, claims[0], tuple(reversed(kept.values())), wider.get(key)))
    return tuple(found), homes


def overtaken(proposals: Mapping[int, Proposal], groups: Iterable[Group], homes: Mapping[int, str]) -> frozenset[str]:
    """The facts that a later report has moved on from, by their ids: all of their claims, and something is later."""
    gone = frozenset[int]().union(*(group.overtaken for group in groups))
    reported = {place: proposal.reading.article.published for place, proposal in proposals.items()}
    newest = max(filter(None, reported.values()), default="")
    return frozenset(homes.values()) - {
        key for place, key in homes.items() if place not in gone or (reported[place] or newest) >= newest
    }


def _pieces(group: Group, proposals: Mapping[int, Proposal], apart: frozenset[frozenset[int]]) -> list[Group]:
    """What of a group stands, as groups whose claims carry their best one's statement.

    Those that only say less than the first best one say part of it.
    """
    pieces: list[Group] = []
    left = [n for n in group.places if n in proposals]
    while left:
        best = proposals[left[0]]
        piece, narrow = left[:1], set[int]()
        for n in left[1:]:
            if not _rivals(best, proposals[n]) and apart.isdisjoint(frozenset((n, m)) for m in piece):
                (piece.append if _carries(proposals[n], best) else narrow.add)(n)
        pieces.append(Group(tuple(piece), frozenset() if pieces else group.part | narrow))
        left = [n for n in left if n not in piece]
    return pieces


def _rivals(one: Proposal, other: Proposal) -> bool:
    """Whether two claims give another day, or another figure for one thing: they are never one fact."""
    a, b = (p.claim.event.date if p.claim.event else None for p in (one, other))
    if a and b and not a.startswith(b) and not b.startswith(a):
        return True
    if fold(one.claim.counts or "") != fold(other.claim.counts or ""):
        return False
    mine, theirs = (values(p.claim.figure or "", p.reading.article.language) for p in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _carries(other: Proposal, best: Proposal) -> bool:
    """Whether a claim has all the exact things of the best statement."""
    if fold(best.claim.statement) == fold(other.claim.statement):
        return True
    held = other.passage
    # What the claim says in English counts too: it is accepted, and its lines may be in a language without tables.
    said = replace(held, lines=(*held.lines, other.claim.statement))
    return all(fault.code not in _EXACT for fault in faults(best.claim.statement, (said,)))


def _wider(groups: Mapping[str, Group], homes: Mapping[int, str]) -> dict[str, str]:
    """For each fact of which every claim says part of another fact the smallest such fact; by their ids."""
    found: dict[str, str] = {}
    for key, group in groups.items():
        for narrow in dict.fromkeys(homes[place] for place in sorted(group.part) if place in homes):
            within = narrow != key and group.part.issuperset(groups[narrow].places)
            if within and narrow not in found and found.get(key) != narrow:
                found[narrow] = key
    # A fact within one that is itself within another leads to the widest; a circle leads nowhere.
    return {key: wide for key, wide in found.items() if not _circles(key, found)}


def _circles(key: str, found: Mapping[str, str]) -> bool:
    seen = {key}
    while (key := found.get(key, "")) not in seen:
        if not key:
            return False
        seen.add(key)
    return True
