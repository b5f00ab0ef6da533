"""The close pairs that the rules leave open, asked about target by target while others are still compared."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing import prompts, worker
from briefing.errors import EndpointError
from briefing.merge.graph import Graph, Pair
from briefing.merge.predicates import touches
from briefing.merge.relation import bare, vetoed
from briefing.model import Asker
from briefing.replies import CLUSTER_LABELS, MergeAnswer, MergeReply

# Pairs that are held against each other between two looks at what is to be asked: some tenths of a second.
_BLOCK = 500


async def ask(
    graph: Graph,
    pairs: Sequence[Pair],
    asker: Asker,
    progress: Callable[[str, int, int], None],
    meanwhile: Callable[[], object] | None = None,
) -> None:
    """Ask about the pairs that the rules leave open, and put the answers, which pass the same vetoes, into `graph`.

    `meanwhile` is done once all is asked, where there are answers to wait for.
    """
    asking = _Asking(graph, asker, progress)
    try:
        for block in _blocks(sorted(pairs, key=lambda pair: (pair.i, pair.j))):
            asking.begin(await worker.run(_questions, graph, block))
        if meanwhile is not None and asking.waits:
            await worker.run(meanwhile)
        await asking.end()
    finally:
        asking.cancel()


def _blocks(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """The pairs in blocks of some `_BLOCK`, all of one `i` in one block: what is to be asked of it is then known."""
    start = 0
    while start < len(pairs):
        end = min(start + _BLOCK, len(pairs))
        while end < len(pairs) and pairs[end].i == pairs[end - 1].i:
            end += 1
        yield pairs[start:end]
        start = end


def _questions(graph: Graph, pairs: Sequence[Pair]) -> Mapping[int, Sequence[int]]:
    questions: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in graph.open(pairs):
        questions[i].append(j)
    return questions


class _Asking:
    """The questions that are under way.

    Claims are named by their words, not by their place, so one new article changes only the questions it takes part in.
    """

    def __init__(self, graph: Graph, asker: Asker, progress: Callable[[str, int, int], None]) -> None:
        self._graph = graph
        self._asker = asker
        self._progress = progress
        self._tasks: list[asyncio.Task[None]] = []
        self._done = 0

    def begin(self, questions: Mapping[int, Sequence[int]]) -> None:
        """Ask about each target's candidates."""
        heads = self._graph.heads
        for target, others in sorted(questions.items()):
            shown = sorted(others, key=lambda o: heads[o].statement)[: len(CLUSTER_LABELS)]
            self._tasks.append(asyncio.create_task(self._one(target, shown)))

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return not all(task.done() for task in self._tasks)

    async def end(self) -> None:
        """Wait for the answers."""
        await asyncio.gather(*self._tasks)

    def cancel(self) -> None:
        """Give up what is not answered yet."""
        for task in self._tasks:
            task.cancel()

    async def _one(self, target: int, others: Sequence[int]) -> None:
        heads = self._graph.heads
        request = prompts.merge_request(heads[target].statement, [heads[o].statement for o in others])
        try:
            answer = await self._asker.ask(request, MergeReply)
        except EndpointError:
            return
        finally:
            self._done += 1
            self._progress("merge", self._done, len(self._tasks))
        if answer.finish == "length":
            self._asker.failed("length", "A reply to merge reached the length limit. Give the server a larger context.")
        await worker.run(_answered, self._graph, target, others, answer.reply.answers)


def _answered(graph: Graph, target: int, others: Sequence[int], answers: Sequence[MergeAnswer]) -> None:
    labels = dict(zip(CLUSTER_LABELS, others, strict=False))
    for item in answers:
        other = labels.get(item.label)
        if other is None:
            continue
        one, two = graph.heads[target], graph.heads[other]
        first, second = bare(one.statement), bare(two.statement)
        if vetoed(one, two) or not (touches(second, first) and touches(first, second)):
            continue
        if item.relation == "same" and not vetoed(two, one):
            graph.join(target, other)
        elif item.relation in ("same", "adds_detail"):
            graph.put(target, other)
