"""The judge: a model that says whether evidence carries a statement, and the audit that says whether to believe it.

Among the statements of a run code plants some that are false for certain and some that are true for certain, in the
same requests and the same form. The judge is trusted when it catches nearly all of the one and passes nearly all of the
other; else none of its verdicts count.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing import dates, grounding, prompts
from briefing.errors import EndpointError
from briefing.judge.calls import arranged
from briefing.judge.controls import false_controls, true_controls
from briefing.judge.pair import Control, Pair
from briefing.model import Asker
from briefing.prompts import PairView
from briefing.records.brief import ENOUGH, LEAST, JudgeScore
from briefing.replies import PAIR_LABELS, JudgeReply

__all__ = ["Control", "Judge", "Pair", "Verdict"]

# One control of each kind to so many statements.
_EACH = 6


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


class Judge:
    """Asks for verdicts, and counts how it does on what was planted over the whole run.

    `wanted` counts the statements that were put to it, answered or not.
    """

    def __init__(self, asker: Asker, *, name: str | None = None) -> None:
        self._asker = asker
        self._name = name or asker.name
        self._asked = 0
        self._answered = 0
        self._refused = 0
        self.wanted = 0
        self._planted = {True: 0, False: 0}
        self._right = {True: 0, False: 0}

    @property
    def score(self) -> JudgeScore:
        """How it did until now."""
        enough = all(
            self._planted[truth] >= LEAST and self._right[truth] >= ENOUGH * self._planted[truth]
            for truth in (True, False)
        )
        return JudgeScore(
            model=self._name,
            asked=self._asked,
            refused=self._refused,
            false_planted=self._planted[False],
            false_caught=self._right[False],
            true_planted=self._planted[True],
            true_passed=self._right[True],
            trusted=enough and self._answered >= ENOUGH * self._asked,
        )

    async def verdicts(
        self, pairs: Sequence[Pair], *, progress: Callable[[str, int, int], None] | None = None
    ) -> Mapping[Pair, Verdict]:
        """The verdict on each pair; one that got no answer has none.

        Nor has one whose evidence has let a planted fault pass: a line may talk a judge round that is sound elsewhere.
        """
        real = {pair.key: pair for pair in pairs}
        if not real:
            return {}
        self.wanted += len(real)
        every = tuple(real.values())
        share = math.ceil(len(real) / _EACH)
        planted = (
            *false_controls(every, max(LEAST - self._planted[False], share)),
            *true_controls(every, max(LEAST - self._planted[True], share)),
        )
        calls = arranged(every, planted, size=len(PAIR_LABELS))
        done = 0

        async def one(asked: Sequence[Pair]) -> Mapping[str, Verdict | None]:
            nonlocal done
            found = await self._ask(asked)
            done += 1
            if progress is not None:
                progress("judge", done, len(calls))
            return found

        said: dict[str, Verdict | None] = {}
        for found in await asyncio.gather(*map(one, calls)):
            said.update(found)
        self._count(real, planted, said)
        fooled = [c.pair for c in planted if not c.holds and (v := said.get(c.pair.key)) is not None and v.holds]
        lines = frozenset(line for pair in fooled for line in pair.evidence)
        return {
            pair: verdict
            for pair in pairs
            if (verdict := said.get(pair.key)) is not None and lines.isdisjoint(pair.evidence)
        }

    async def _ask(self, pairs: Sequence[Pair]) -> Mapping[str, Verdict | None]:
        """What the judge says of each pair, None where its reply leaves a pair out; nothing where the call failed."""
        request = prompts.judge_request([_view(pair) for pair in pairs])
        try:
            answer = await self._asker.ask(request, JudgeReply)
        except EndpointError:
            # The asker has noted it. A call that failed says nothing of how the judge judges.
            return {}
        found: dict[str, Verdict | None] = dict.fromkeys(pair.key for pair in pairs)
        for check in answer.reply.checks:
            place = int(check.label[1:]) - 1
            if place < len(pairs):
                supported = check.verdict == "supported"
                order = check.label in answer.reply.orders
                found[pairs[place].key] = Verdict(supported, "" if supported else check.unsupported, order)
        return found

    def _count(self, real: Mapping[str, Pair], planted: Sequence[Control], said: Mapping[str, Verdict | None]) -> None:
        heard = [said[key] for key in real if key in said]
        self.count(heard)
        for control in planted:
            if control.pair.key in said:
                verdict = said[control.pair.key]
                self.planted(control.holds, None if verdict is None else verdict.holds)

    def count(self, heard: Sequence[Verdict | None]) -> None:
        """Count what was asked, and what was answered."""
        self._asked += len(heard)
        self._answered += sum(verdict is not None for verdict in heard)
        self._refused += sum(verdict is not None and not verdict.holds for verdict in heard)

    def planted(self, truth: bool, said: bool | None) -> None:
        """Count a planted statement and what was said of it. To leave it out of a reply is wrong too."""
        self._planted[truth] += 1
        self._right[truth] += said is truth


def _view(pair: Pair) -> PairView:
    seen = grounding.Passage(pair.evidence, pair.context, dates.parse_iso(pair.reported), pair.language)
    hints = grounding.hints(pair.statement, (seen,))
    return PairView(pair.statement, pair.evidence, pair.context, pair.reported, hints)
