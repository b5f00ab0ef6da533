"""The judge: that its score is what it is said to be, and that nothing stands on a judge that was not trusted."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.judge import ENOUGH, LEAST
from briefing.verify.ground import Flaw, Ground


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of the judge."""
    if ground.first_edition:
        return
    score = ground.brief.method.judge
    if score is not None:
        counts = (
            ("refused", score.refused, score.asked),
            ("caught", score.false_caught, score.false_planted),
            ("passed", score.true_passed, score.true_planted),
        )
        for what, part, whole in counts:
            if not 0 <= part <= whole:
                yield Flaw("judge", f"{what} {part} of {whole}")
        if score.trusted and not all(
            planted >= LEAST and right >= ENOUGH * planted
            for right, planted in (
                (score.false_caught, score.false_planted),
                (score.true_passed, score.true_planted),
            )
        ):
            yield Flaw("judge", "is given as trusted, and did not catch and pass enough of what was planted")
    if score is None or not score.trusted:
        why = "no model judged" if score is None else "the judge was not trusted"
        checked = [(f"claim {c.id}", c.check) for c in ground.brief.claims]
        checked += [(where, item.check) for where, item in ground.items()]
        yield from (Flaw(where, f"is given as judged, and {why}") for where, check in checked if check == "judged")
