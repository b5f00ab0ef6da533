"""The judge: a model that says whether evidence carries a statement, and the audit that says whether to believe it.

Among the statements of a run code plants some that are false for certain and some that are true for certain, in the
same requests and the same form. The judge is trusted when it catches nearly all of the one and passes nearly all of the
other; else none of its verdicts count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from briefing import dates, grounding, prompts
from briefing.errors import EndpointError
from briefing.judge.hearing import Hearing, Said, Verdict
from briefing.judge.pair import Control, Pair
from briefing.model import Asker
from briefing.prompts import PairView
from briefing.records import trust
from briefing.records.brief import JudgeScore
from briefing.replies import JudgeReply

__all__ = ["Control", "Judge", "Pair", "Verdict"]

# Beside so many statements one control of either kind is planted, and never fewer than can show whether to trust.
_SHARE = 6
# A judge that leaves out more of what it is asked than one in ten is none.
_ANSWERED = 0.9


class Judge:
    """Asks for verdicts, and counts how it does on what was planted over the whole run.

    `wanted` counts the statements that were put to it, answered or not.
    """

    def __init__(self, asker: Asker, *, name: str | None = None) -> None:
        self._asker = asker
        self._name = name or asker.name
        self._hearings: list[Hearing] = []
        self._passes = 1
        self._heard: list[Verdict | None] = []
        self._planted: list[tuple[bool, bool | None]] = []
        self.wanted = 0

    @property
    def score(self) -> JudgeScore:
        """How it did until now."""
        heard = [*self._heard, *(verdict for hearing in self._hearings for verdict in hearing.given())]
        planted = [*self._planted, *(each for hearing in self._hearings for each in hearing.judged())]
        false, true = ([said for truth, said in planted if truth is kind] for kind in (False, True))
        found = JudgeScore(
            model=self._name,
            asked=len(heard),
            refused=sum(verdict is not None and not verdict.holds for verdict in heard),
            false_planted=len(false),
            false_caught=false.count(False),
            true_planted=len(true),
            true_passed=true.count(True),
            passes=self._passes,
            trusted=False,
        )
        answered = sum(verdict is not None for verdict in heard) >= _ANSWERED * len(heard)
        return found.model_copy(update={"trusted": answered and trust.trusted(found)})

    async def verdicts(
        self, pairs: Sequence[Pair], *, progress: Callable[[str, int, int], None] | None = None
    ) -> Mapping[Pair, Verdict]:
        """The verdict on each pair; one that got no answer has none.

        Nor has one whose evidence has let a planted fault pass: a line may talk a judge round that is sound elsewhere.
        A judge that is right most of the time, and not often enough, is asked again, and what it refuses in any pass
        is refused.
        """
        real = {pair.key: pair for pair in pairs}
        if not real:
            return {}
        self.wanted += len(real)
        score, share = self.score, math.ceil(len(real) / _SHARE)
        hearing = Hearing(self._ask, tuple(real.values()), progress)
        self._hearings.append(hearing)
        false, true = (max(trust.EACH - planted, share) for planted in (score.false_planted, score.true_planted))
        await hearing.opened(false, true, self._passes)
        await self.decided()
        if len(self._hearings) == 1 and not self.score.trusted and trust.middling(self.score):
            self._passes = trust.PASSES
            await hearing.repeated(self._passes)
            await self.decided()
        lines = frozenset(line for pair in hearing.fooled() for line in pair.evidence)
        return {
            pair: verdict
            for pair in pairs
            if (verdict := hearing.verdict(pair.key)) is not None and lines.isdisjoint(pair.evidence)
        }

    async def decided(self) -> None:
        """Plant more as long as that may yet show whether to trust the judge."""
        # Nobody may answer, or what can be planted on the statements of the last hearing be used up.
        while self._hearings and trust.undecided(self.score) and await self._hearings[-1].planted_more(trust.EACH):
            pass

    def count(self, heard: Sequence[Verdict | None]) -> None:
        """Count verdicts that were asked for elsewhere; None is one that was not given."""
        self._heard += heard

    def planted(self, truth: bool, said: bool | None) -> None:
        """Count what was said of a statement that was planted elsewhere. To leave it out of a reply is wrong too."""
        self._planted.append((truth, said))

    async def _ask(self, pairs: Sequence[Pair], turn: int) -> Said:
        """What the judge says of each pair, None where its reply leaves a pair out; nothing where the call failed."""
        views = []
        for pair in pairs:
            seen = grounding.Passage(pair.evidence, pair.context, dates.parse_iso(pair.reported), pair.language)
            hints = grounding.hints(pair.statement, (seen,))
            views.append(PairView(pair.statement, pair.evidence, pair.context, pair.reported, hints))
        request = prompts.judge_request(views, again=turn == 2)
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
