"""Merging.

Claims that say the same become one cluster with all their citations; nothing is lost, nothing stands twice.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import prompts, worker
from briefing.errors import EndpointError
from briefing.merge import parts, predicates
from briefing.merge.bearings import bearings
from briefing.merge.relation import bare, leans, vetoed, wording_rank
from briefing.model import Asker
from briefing.records.claim import Claim, Cluster, Part
from briefing.replies import CLUSTER_LABELS, MergeAnswer, MergeReply
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
# Pairs that are held against each other between two looks at what is to be asked: some tenths of a second.
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Merged:
    """The clusters, and how many claims went into another's cluster."""

    clusters: tuple[Cluster, ...]
    merged: int


@dataclass(slots=True)
class _Graph:
    """Edges between claims by index: `same` both ways, `wider[i]` the claims that say all of i and more."""

    same: defaultdict[int, set[int]]
    wider: defaultdict[int, set[int]]


async def merge(
    claims: Sequence[Claim], asker: Asker | None, *, sources: Sequence[str], progress: Callable[[str, int, int], None]
) -> Merged:
    """Clusters of claims, numbered in the order of `sources`. The result does not depend on the order of `claims`."""
    near = await worker.run(_near, claims)
    heads = [members[0] for members in near.groups]
    graph = _Graph(defaultdict(set), defaultdict(set))
    asking = _Asking(graph, heads, asker, progress) if asker is not None else None
    try:
        for block in _blocks(near.pairs):
            questions = await worker.run(_related, graph, heads, block, near.similarity)
            if asking is not None:
                asking.begin(questions)
        if asking is not None:
            await asking.end()
    finally:
        if asking is not None:
            asking.cancel()
    place = {s: n for n, s in enumerate(sources)}
    clusters = await worker.run(_clusters, graph, heads, near.groups, place)
    return Merged(clusters, len(claims) - len(clusters))


@dataclass(frozen=True, slots=True)
class _Near:
    """Claims in groups of the same words, and the pairs of groups whose words are close: by index, i before j."""

    groups: Sequence[Sequence[Claim]]
    pairs: Sequence[tuple[int, int, float]]
    similarity: Similarity


def _near(claims: Sequence[Claim]) -> _Near:
    ordered = sorted(claims, key=lambda c: (*wording_rank(c), c.evidence))
    groups = [[ordered[member] for member in members] for members in _identical(ordered)]
    texts = [bare(members[0].statement) for members in groups]
    similarity = Similarity(texts)
    seen = [bearings(text) for text in texts]
    pairs = similarity.candidates(_COMPARED, lambda i, j: seen[i].apart(seen[j])) if len(texts) > 1 else []
    return _Near(groups, pairs, similarity)


def _blocks(pairs: Sequence[tuple[int, int, float]]) -> Iterator[Sequence[tuple[int, int, float]]]:
    """The pairs in blocks of some `_BLOCK`, all of one `i` in one block: what is to be asked of it is then known."""
    start = 0
    while start < len(pairs):
        end = min(start + _BLOCK, len(pairs))
        while end < len(pairs) and pairs[end][0] == pairs[end - 1][0]:
            end += 1
        yield pairs[start:end]
        start = end


def _related(
    graph: _Graph, heads: Sequence[Claim], pairs: Sequence[tuple[int, int, float]], similarity: Similarity
) -> Mapping[int, Sequence[int]]:
    """Put into `graph` what the rules decide; what is left to ask, by target."""
    questions: defaultdict[int, list[int]] = defaultdict(list)
    for i, j, closeness in pairs:
        _relate(graph, questions, heads, i, j, closeness, similarity)
    return questions


def _identical(claims: Sequence[Claim]) -> list[list[int]]:
    """Indices of claims with the same words, status and date: copies of a wire need no comparing."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, claim in enumerate(claims):
        key = (
            " ".join(bare(claim.statement).casefold().split()).rstrip("."),
            claim.status,
            claim.event and claim.event.date,
        )
        groups.setdefault(key, []).append(index)
    return list(groups.values())


def _relate(
    graph: _Graph,
    questions: Mapping[int, list[int]],
    heads: Sequence[Claim],
    i: int,
    j: int,
    closeness: float,
    similarity: Similarity,
) -> None:
    i_in_j = not vetoed(heads[i], heads[j])
    j_in_i = not vetoed(heads[j], heads[i])
    told_i = i_in_j and predicates.tells(bare(heads[j].statement), bare(heads[i].statement))
    told_j = j_in_i and predicates.tells(bare(heads[i].statement), bare(heads[j].statement))
    needed = _CONTAINED if closeness < _NEAR else _CONTAINED_NEAR
    if told_i and told_j and closeness >= _SAME:
        _join(graph, heads, i, j)
    elif told_i and similarity.contains(j, i) >= needed:
        graph.wider[i].add(j)
    elif told_j and similarity.contains(i, j) >= needed:
        graph.wider[j].add(i)
    elif i_in_j:
        # Only then can an answer about the target `i` join the two: whatever is said of it, the vetoes hold.
        questions[i].append(j)


def _join(graph: _Graph, heads: Sequence[Claim], a: int, b: int) -> None:
    """Two claims that say the same.

    The less well worded one counts in full only where its own words carry the other.
    """
    leader, member = min(a, b), max(a, b)
    if parts.supports(bare(heads[leader].statement), heads[member]):
        graph.same[leader].add(member)
        graph.same[member].add(leader)
    else:
        graph.wider[member].add(leader)


class _Asking:
    """The close pairs that the rules leave open, asked about target by target while others are still compared.

    The answers pass the same vetoes. Claims are named by their words, not by their place, so one new article changes
    only the questions it takes part in.
    """

    def __init__(
        self, graph: _Graph, heads: Sequence[Claim], asker: Asker, progress: Callable[[str, int, int], None]
    ) -> None:
        self._graph = graph
        self._heads = heads
        self._asker = asker
        self._progress = progress
        self._tasks: list[asyncio.Task[None]] = []
        self._done = 0

    def begin(self, questions: Mapping[int, Sequence[int]]) -> None:
        """Ask about each target's candidates."""
        for target, others in sorted(questions.items()):
            shown = sorted(others, key=lambda o: self._heads[o].statement)[: len(CLUSTER_LABELS)]
            self._tasks.append(asyncio.create_task(self._one(target, shown)))

    async def end(self) -> None:
        """Wait for the answers."""
        await asyncio.gather(*self._tasks)

    def cancel(self) -> None:
        """Give up what is not answered yet."""
        for task in self._tasks:
            task.cancel()

    async def _one(self, target: int, others: Sequence[int]) -> None:
        request = prompts.merge_request(self._heads[target].statement, [self._heads[o].statement for o in others])
        try:
            answer = await self._asker.ask(request, MergeReply)
        except EndpointError:
            return
        finally:
            self._done += 1
            self._progress("merge", self._done, len(self._tasks))
        if answer.finish == "length":
            self._asker.failed("length", "A reply to merge reached the length limit. Give the server a larger context.")
        await worker.run(_answered, self._graph, self._heads, target, others, answer.reply.answers)


def _answered(
    graph: _Graph, heads: Sequence[Claim], target: int, others: Sequence[int], answers: Sequence[MergeAnswer]
) -> None:
    labels = dict(zip(CLUSTER_LABELS, others, strict=False))
    for item in answers:
        other = labels.get(item.label)
        if other is None:
            continue
        target_in, other_in = not vetoed(heads[target], heads[other]), not vetoed(heads[other], heads[target])
        if item.relation == "same" and target_in and other_in:
            _join(graph, heads, target, other)
        elif item.relation in ("same", "adds_detail") and target_in:
            graph.wider[target].add(other)


def _clusters(
    graph: _Graph, heads: Sequence[Claim], members: Sequence[Sequence[Claim]], place: Mapping[str, int]
) -> tuple[Cluster, ...]:
    """Each claim with the best-worded one that it is the same as; then the narrower ones behind the wider."""
    owner: dict[int, int] = {}
    for index in range(len(heads)):
        # In the order of wording rank, so the best wording leads; no chains: each joins only what it is itself close
        # to.
        leader = min((o for o in graph.same[index] if owner.get(o) == o), default=index)
        owner[index] = leader
    held: defaultdict[int, list[Claim]] = defaultdict(list)
    for index, leader in owner.items():
        held[leader] += members[index]
    order = sorted(held, key=lambda leader: min((place[c.source_id], c.evidence, c.statement) for c in held[leader]))
    ids = {leader: f"c{number}" for number, leader in enumerate(order, 1)}
    clusters: dict[int, Cluster] = {
        leader: Cluster(
            ids[leader], heads[leader], tuple(sorted(held[leader], key=lambda c: (c.evidence, c.statement)))
        )
        for leader in order
    }
    for index in sorted(owner):
        wide = {owner[w] for w in graph.wider[index]} - {owner[index]}
        if wide and owner[index] == index:
            _put_within(clusters, index, min(wide))
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
