"""The audit's worth: judges that are right a known part of the time, and whether they are believed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from briefing.judge import Judge, Pair
from briefing.judge.controls import false_controls, true_controls
from briefing.model.asking import Answer
from briefing.records.call import Request
from briefing.replies import JudgeReply
from tests.scripted import pairs_of

LABELLED = Path(__file__).parent / "data" / "gate-blind.jsonl"
RUNS = 50


@cache
def labelled() -> dict[Pair, bool]:
    """Some of the labelled pairs, with whether its evidence carries its statement."""
    found = {}
    for line in sorted(LABELLED.read_text("utf-8").splitlines(), key=lambda line: _digest(line))[:60]:
        each = json.loads(line)
        evidence = tuple(each["evidence"])
        found[Pair(each["statement"], evidence, tuple(each["context"]), each["published"], evidence)] = each["faithful"]
    return found


@cache
def truths() -> dict[tuple[str, str], bool]:
    """What is true of each pair that a judge may be shown, by sentence and day."""
    pairs = tuple(labelled())
    planted = {c.pair: c.holds for c in (*false_controls(pairs, 200), *true_controls(pairs, 200))}
    return {_shown(pair.statement, pair.evidence[0]): truth for pair, truth in (labelled() | planted).items()}


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def _shown(statement: str, evidence: str) -> tuple[str, str]:
    return tuple("".join(filter(str.isalnum, text)) for text in (statement, evidence[:40]))


@dataclass
class Known:
    """A judge that is right with the chance `right`; each error is the same in each pass, or is made anew."""

    right: float
    seed: int
    correlated: bool = True
    name: str = "known"
    passes: dict[tuple[str, str], int] = field(default_factory=dict)

    async def ask(self, request: Request, _reply: type[JudgeReply]) -> Answer[JudgeReply]:
        checks = []
        for pair in pairs_of({"messages": [{"content": request.system}, {"content": request.user}]}):
            key = _shown(pair.sentence, pair.evidence)
            self.passes[key] = self.passes.get(key, 0) + 1
            seed = f"{self.seed} {key} {0 if self.correlated else self.passes[key]}"
            chance = _digest(seed) / 2**32
            said = truths()[key] if chance < self.right else not truths()[key]
            verdict = "supported" if said else "unsupported"
            checks.append({"label": pair.label, "unsupported": "", "verdict": verdict})
        return Answer(JudgeReply.model_validate({"checks": checks, "orders": []}), "", "stop", cached=False)


def judged(judge: Known) -> tuple[bool, float]:
    """Whether the judge is believed, and the share of the false statements that then stand."""
    found = Judge(judge)
    verdicts = asyncio.run(found.verdicts(tuple(labelled())))
    false = [pair for pair, truth in labelled().items() if not truth]
    let_in = sum(pair in verdicts and verdicts[pair].holds for pair in false)
    return found.score.trusted, let_in / len(false)


def test_a_middling_judge_is_asked_three_times_and_let_in_is_what_each_pass_supports():
    """Right in four of five, each time anew, it is believed and lets few faults pass; the score tells the passes."""
    judge = Judge(Known(0.8, seed=1, correlated=False))
    verdicts = asyncio.run(judge.verdicts(tuple(labelled())))
    assert (judge.score.passes, judge.score.trusted) == (3, True)
    false = [pair for pair, truth in labelled().items() if not truth]
    assert sum(pair in verdicts and verdicts[pair].holds for pair in false) <= len(false) / 20


def test_a_judge_that_errs_alike_in_each_pass_is_not_believed():
    """To be asked again brings nothing where the same error is made again."""
    assert not judged(Known(0.8, seed=1))[0]


def test_a_judge_is_looked_at_longer_before_one_error_is_held_against_it():
    """One error of 19 shows nothing yet: more is planted, and a good judge is believed after one pass."""
    judge = Judge(Known(0.98, seed=0))
    asyncio.run(judge.verdicts(tuple(labelled())))
    score = judge.score
    assert score.false_caught + score.true_passed < score.false_planted + score.true_planted
    assert (score.passes, score.trusted) == (1, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "correlated", "least", "most"),
    [(0.98, True, 50, 50), (0.84, True, 0, 0), (0.8, True, 0, 0), (0.8, False, 45, 50), (0.5, False, 0, 0)],
)
def test_the_score_tells_good_judges_from_bad_ones(right, correlated, least, most):
    """In 50 seeded runs; where errors are made anew, at most one false statement in 50 stands."""
    runs = [judged(Known(right, seed, correlated)) for seed in range(RUNS)]
    let_in = [share for trusted, share in runs if trusted]
    assert least <= len(let_in) <= most
    assert sum(let_in) <= 0.02 * len(let_in) or correlated
