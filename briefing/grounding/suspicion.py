"""What only looks suspicious: a small word that the evidence does not have, for the model that judges the meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.grounding.passage import Passage, english

# Words by kind; a kind that the evidence has by any of its words is not reported.
_KINDS = (
    (
        "negation",
        re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|\b\w+n['’]t\b"),
    ),
    (
        "hedge",
        re.compile(
            r"\b(?:may|might|could|reportedly|allegedly|alleged|apparently|possibly|possible|perhaps|likely|probably"
            r"|expected|suspected|believed|rumou?red|claimed|claims?|unconfirmed|supposed(?:ly)?|seems?|appears?)\b"
        ),
    ),
    ("limit", re.compile(r"\b(?:only|exactly|all|every|always|first|last|sole)\b")),
    (
        "rounding",
        re.compile(
            r"\b(?:about|around|roughly|approximately|nearly|almost|some|over|more than|at least|up to|under|less than"
            r"|fewer than)\b"
        ),
    ),
)  # fmt: skip


def one_sided(statement: str, passages: Sequence[Passage]) -> Iterator[str]:
    """A negation, hedge, limit or rounding word that only the sentence has.

    Only where all the evidence is in English. What only the evidence has is no sign: it says more than one thing.
    """
    if not all(english(passage.language) for passage in passages):
        return
    # As it is printed: "May" is a month.
    said = statement
    evidence = " ".join(line for passage in passages for line in passage.lines).lower()
    for kind, words in _KINDS:
        ours, theirs = words.search(said), words.search(evidence)
        if ours and (
            theirs is None or (kind == "limit" and not re.search(rf"\b{re.escape(ours.group())}\b", evidence))
        ):
            yield f"the sentence says “{ours.group()}”; the evidence has no such word"
