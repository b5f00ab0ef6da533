"""Merging.

Claims that say the same become one cluster with all their citations; nothing is lost, nothing stands twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import worker
from briefing.gate.reading import forget
from briefing.interpreter import hand_back
from briefing.merge import parts
from briefing.merge.apart import Apart
from briefing.merge.asking import ask
from briefing.merge.graph import Graph, Pair
from briefing.merge.hosts import Host, hosts
from briefing.merge.relation import bare, leans, wording_rank
from briefing.model import Asker
from briefing.records.claim import Claim, Cluster, Part
from briefing.similarity import Similarity

__all__ = ["Merged", "leans", "merge"]

# Closeness from which two claims are compared at all, and from which they are the same when no rule speaks against it.
# Chosen on tests/data/topics: below the first no true pair was lost that the rules would have let pass; from the
# second on
# no two facts of those articles were merged wrongly. Between the two a model is asked, where there is one.
_COMPARED, _SAME = 0.35, 0.62
# Share of the narrower claim's content that the wider one must have, and less of it where they are near one another.
# From ECB+ (development part): 110 right pairs and 1 wrong one; at 0.60 one right pair more brings a second wrong one.
_CONTAINED, _NEAR, _CONTAINED_NEAR = 0.85, 0.6, 0.65


@dataclass(frozen=True, slots=True)
class Merged:
    """The clusters, and how many claims went into another's cluster."""

    clusters: tuple[Cluster, ...]
    merged: int


async def merge(
    claims: Sequence[Claim],
    asker: Asker | None,
    *,
    sources: Sequence[str],
    progress: Callable[[str, int, int], None],
    guessed: Callable[[tuple[Cluster, ...]], object] | None = None,
) -> Merged:
    """Clusters of claims, numbered in the order of `sources`. The result does not depend on the order of `claims`.

    `guessed` is given, while answers are awaited, the clusters as they are if no answer joins any.
    """
    groups, pairs = await worker.run(_prepared, claims, every=asker is not None)
    graph = Graph([members[0] for members in groups], pairs)
    place = {s: n for n, s in enumerate(sources)}
    if asker is not None:
        await ask(graph, pairs, asker, progress, guessed and (lambda: guessed(_clusters(graph, groups, place))))
    clusters = await worker.run(_clusters, graph, groups, place)
    return Merged(clusters, len(claims) - len(clusters))


def _prepared(claims: Sequence[Claim], *, every: bool) -> tuple[list[list[Claim]], list[Pair]]:
    forget()
    groups, leaning = _identical(sorted(claims, key=lambda c: (c.statement, c.evidence)))
    found = _near(groups, leaning, every=every)
    hand_back()
    return found


def _identical(claims: Sequence[Claim]) -> tuple[list[list[Claim]], list[Host | None]]:
    """Claims with the same words, status and date, the best worded first, and what each group of them leans on.

    Copies of a wire need no comparing.
    """
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim, host in zip(claims, hosts(claims), strict=True):
        text = " ".join(bare(claim.statement).casefold().split()).rstrip(".")
        groups.setdefault((text, claim.status, claim.event and claim.event.date, host), []).append(claim)
    for members in groups.values():
        if len({(c.statement, c.wording) for c in members}) > 1:
            members.sort(key=_rank)
    return list(groups.values()), [key[-1] for key in groups]  # type: ignore[misc]


def _rank(claim: Claim) -> tuple[object, ...]:
    return *wording_rank(claim), claim.evidence


def _near(
    groups: Sequence[list[Claim]], leaning: Sequence[Host | None], *, every: bool
) -> tuple[list[list[Claim]], list[Pair]]:
    """The groups, those with near ones first and the best worded of these before the others, and the pairs.

    All pairs that are near where `every` is set; else those that can be joined without being asked about.
    """
    import numpy as np

    texts = [bare(members[0].statement) for members in groups]
    if len(texts) < 2:
        return list(groups), []
    near = Similarity(texts).near(_COMPARED, Apart([members[0] for members in groups], texts, leaning))
    closeness, of_i, of_j = near.compared
    needed = np.where(closeness < _NEAR, _CONTAINED, _CONTAINED_NEAR)
    same, i_held, j_held = closeness >= _SAME, of_i >= needed, of_j >= needed
    kept = same | i_held | j_held | every
    columns = (column[kept].tolist() for column in (near.i, near.j, same, i_held, j_held))
    pairs = [Pair(*row) for row in zip(*columns, strict=True)]
    # To rank a wording it must be read, which most claims, with none near them, need not be.
    ranked = sorted({at for pair in pairs for at in (pair.i, pair.j)}, key=lambda at: _rank(groups[at][0]))
    order = [*ranked, *sorted(set(range(len(groups))).difference(ranked))]
    place = {at: n for n, at in enumerate(order)}
    return [groups[at] for at in order], [_placed(pair, place) for pair in pairs]


def _placed(pair: Pair, place: Mapping[int, int]) -> Pair:
    i, j = place[pair.i], place[pair.j]
    return Pair(i, j, pair.same, pair.i_held, pair.j_held) if i < j else Pair(j, i, pair.same, pair.j_held, pair.i_held)


def _clusters(graph: Graph, groups: Sequence[Sequence[Claim]], place: Mapping[str, int]) -> tuple[Cluster, ...]:
    """Each claim with the best-worded one that it is the same as; then the narrower ones behind the wider."""
    owner: dict[int, int] = {}
    within: dict[int, int] = {}
    # Those near one another together, while what was read of them is at hand.
    for near in graph.parts():
        for index in near:
            # In the order of wording rank, so the best wording leads; no chains: each joins only what it is itself
            # close to.
            owner[index] = graph.leader(index, owner)
        for index in near:
            wide = graph.wider(index, owner) if owner[index] == index else None
            if wide is not None:
                within[index] = wide
    held: defaultdict[int, list[Claim]] = defaultdict(list)
    for index, leader in owner.items():
        held[leader] += groups[index]
    order = sorted(held, key=lambda leader: min((place[c.source_id], c.evidence, c.statement) for c in held[leader]))
    ids = {leader: f"c{number}" for number, leader in enumerate(order, 1)}
    clusters: dict[int, Cluster] = {
        leader: Cluster(
            ids[leader], graph.heads[leader], tuple(sorted(held[leader], key=lambda c: (c.evidence, c.statement)))
        )
        for leader in order
    }
    for index in sorted(within):
        _put_within(clusters, index, within[index])
    return tuple(clusters[leader] for leader in order)


def _put_within(clusters: dict[int, Cluster], narrow: int, wide: int) -> None:
    above = clusters[wide]
    if clusters[narrow].best.wording == "model" and above.best.wording == "verbatim":
        # Words of the model that passed are not to wait behind a sentence that stands in for words that did not.
        return
    if above.within is not None or clusters[narrow].parts:
        return
    clusters[narrow] = replace(clusters[narrow], within=above.id)
    found = parts.span(above.best.statement, clusters[narrow].best)
    if found is not None:
        clusters[wide] = replace(above, parts=(*above.parts, Part(clusters[narrow].id, *found)))
