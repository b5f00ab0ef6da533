"""Statements put to the judge with planted ones among them, and what it says of each, in one pass or several."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.judge.controls import false_controls, true_controls
from briefing.judge.pair import Control, Pair, arranged
from briefing.replies import PAIR_LABELS


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of a pair. `words` are the first that the evidence does not say; `order`: see `orders`."""

    supported: bool
    words: str = ""
    order: bool = False

    @property
    def holds(self) -> bool:
        """Whether the statement may stand, if the judge can be believed."""
        return self.supported and not self.order

    @property
    def said(self) -> str:
        """What the evidence does not say: "“on Tuesday”", or "all of it"."""
        return f"“{self.words}”" if self.words else "all of it"


Said = Mapping[str, Verdict | None]
"""By the keys of pairs what a reply says of them, None where it leaves one out."""


@dataclass
class Hearing:
    """Pairs, the controls planted among them, and what `ask` brings: a request's pairs and the pass, to what is said.

    What any pass refuses is refused. A pair of which one pass brought no reply was not heard.
    """

    ask: Callable[[Sequence[Pair], int], Awaitable[Said]]
    pairs: tuple[Pair, ...]
    progress: Callable[[str, int, int], None] | None = None
    planted: list[Control] = field(default_factory=list)
    _said: dict[int, dict[str, Verdict | None]] = field(default_factory=dict)

    async def opened(self, false: int, true: int, passes: int) -> None:
        """Ask all pairs, with so many controls of either kind among them, in so many passes."""
        await self._put(self.pairs, self._controls(false, true), range(1, passes + 1))

    async def planted_more(self, each: int) -> bool:
        """Ask so many further controls of either kind; whether there were any left, and some were heard."""
        controls = self._controls(each, each)
        await self._put((), controls, tuple(self._said))
        return any(self.heard(control.pair.key) for control in controls)

    async def repeated(self, passes: int) -> None:
        """Ask all again, until there were so many passes."""
        controls, self.planted = tuple(self.planted), []
        await self._put(self.pairs, controls, range(len(self._said) + 1, passes + 1))

    def heard(self, key: str) -> bool:
        """Whether every pass brought a reply to the request that had the pair."""
        return bool(self._said) and all(key in said for said in self._said.values())

    def verdict(self, key: str) -> Verdict | None:
        """The first that refuses, else the first; None where a reply left the pair out, or there was none."""
        every = [said.get(key) for said in self._said.values()]
        given = [verdict for verdict in every if verdict is not None]
        if len(given) < len(every) or not given:
            return None
        return next((verdict for verdict in given if not verdict.holds), given[0])

    def given(self) -> Iterator[Verdict | None]:
        """The verdicts on the pairs that were heard, None where a reply left one out."""
        return (self.verdict(pair.key) for pair in self.pairs if self.heard(pair.key))

    def judged(self) -> Iterator[tuple[bool, bool | None]]:
        """Of each control that was heard whether it holds, and whether it was said to; None where it was left out."""
        for control in self.planted:
            if self.heard(control.pair.key):
                verdict = self.verdict(control.pair.key)
                yield control.holds, None if verdict is None else verdict.holds

    def fooled(self) -> Iterator[Pair]:
        """The planted faults that were let pass."""
        for control in self.planted:
            verdict = self.verdict(control.pair.key)
            if not control.holds and verdict is not None and verdict.holds:
                yield control.pair

    def _controls(self, false: int, true: int) -> tuple[Control, ...]:
        """So many that are not planted yet."""
        truths = sum(control.holds for control in self.planted)
        falsehoods = len(self.planted) - truths
        return (
            *false_controls(self.pairs, falsehoods + false)[falsehoods:],
            *true_controls(self.pairs, truths + true)[truths:],
        )

    async def _put(self, pairs: tuple[Pair, ...], controls: tuple[Control, ...], turns: Iterable[int]) -> None:
        self.planted += controls
        size = len(PAIR_LABELS)
        calls = [(turn, call) for turn in turns for call in arranged(pairs, controls, size=size, turn=turn)]
        done = 0

        async def one(turn: int, call: Sequence[Pair]) -> None:
            nonlocal done
            found = await self.ask(call, turn)
            self._said.setdefault(turn, {}).update(found)
            done += 1
            if self.progress is not None:
                self.progress("judge", done, len(calls))

        await asyncio.gather(*(one(turn, call) for turn, call in calls))
