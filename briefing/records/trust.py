"""When a judge is believed: what its score on planted statements shows of how often it is right.

A share of right answers is a sample. Nine of ten may come of a judge that is right in three of four; what a score
shows for certain enough is told by the exact binomial test, one-sided at 5 % (Clopper and Pearson 1934).
"""

from __future__ import annotations

import math

from briefing.records.brief import JudgeScore

EACH = 19
"""Planted statements of each kind that are looked at together: the fewest of which all right show `SINGLE` (0.85**19
is 4.6 %)."""
SINGLE = 0.85
"""The share of either kind that a judge which is asked once must be shown to get right."""
SEVERAL = 0.9
"""The share of the false ones that a judge which is asked several times must be shown to catch."""
PASSES = 3
"""How often a middling judge is asked. Three times four fifths, each for itself, catch 99 of 100 faults."""

# A judge that may be this good is looked at longer before it is asked again; after so many looks it is not.
_GOOD, _LOOKS = 0.95, 6
# One that is right less often is not asked again: a coin is right in half.
_MIDDLING = 0.6
# What several passes let in is safe, not much: a third of what is true is worth having, and a judge that may pass a
# half, as three independent passes of four fifths each do, is looked at longer.
_USEFUL, _HALF = 1 / 3, 0.5
# As rare as this, a run of wrong answers is no chance.
_CHANCE, _RARE = 0.05, 0.01


def trusted(score: JudgeScore) -> bool:
    """Whether the score shows that the judge can be believed.

    Asked once it must be right in 85 % of either kind: 19 of 19, 29 of 30, or 38 of 40 show it. Asked three times, when
    only what every pass supports is let in, it must catch 90 % of the false (29 of 29, or 45 of 46) and pass a third of
    the true.
    """
    if score.passes == 1:
        return _shown(score.false_caught, score.false_planted, SINGLE) and _shown(
            score.true_passed, score.true_planted, SINGLE
        )
    return _shown(score.false_caught, score.false_planted, SEVERAL) and (
        score.true_passed >= _USEFUL * score.true_planted > 0
    )


def undecided(score: JudgeScore) -> bool:
    """Whether more planted statements may show what these do not."""
    if trusted(score) or not score.false_planted or max(score.false_planted, score.true_planted) >= EACH * _LOOKS:
        return False
    true = _GOOD if score.passes == 1 else _HALF
    return _possible(score.false_caught, score.false_planted, _GOOD) and _possible(
        score.true_passed, score.true_planted, true
    )


def middling(score: JudgeScore) -> bool:
    """Whether a judge that cannot be believed may be, if it is asked again."""
    return (
        score.passes < PASSES
        and score.false_caught >= _MIDDLING * score.false_planted > 0
        and score.true_passed >= _MIDDLING * score.true_planted > 0
    )


def _shown(right: int, of: int, share: float) -> bool:
    """Whether so many right ones are too many for a judge that is right in less than `share`."""
    return _tail(of - right, of, 1 - share) <= _CHANCE


def _possible(right: int, of: int, share: float) -> bool:
    """Whether so few right ones may come of a judge that is right in `share`."""
    return _tail(right, of, share) > _RARE


def _tail(most: int, of: int, share: float) -> float:
    """The chance of at most `most` of `of`, where each has the chance `share`."""
    return math.fsum(math.comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(most + 1))
