"""A disagreement as the rules find it, before it is numbered and put into the brief's form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.reconcile.lines import Line
from briefing.records.brief import Discrepancy, DiscrepancyKind, Position

ORDER_UNKNOWN = "Order unknown: the dates do not tell which was written first."
FIRST_UNKNOWN = "Which was written first is not known."
NO_NEW_ORIGIN = "A step up with no new origin."

# How much a reader needs to see it: contradictions before changes, changes before shades.
_RANK: dict[DiscrepancyKind, int] = {"conflict": 0, "update": 1, "certainty": 2, "variance": 3}


@dataclass(frozen=True)
class Side:
    """One side: the words that differ, as printed, and the claims that hold them, the earliest first."""

    value: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Finding:
    """Two or more sides of one question."""

    kind: DiscrepancyKind
    question: str
    sides: tuple[Side, ...]
    note: str | None = None


def record(found: Finding) -> Discrepancy:
    """A finding in the brief's form, still without a number. It holds none of what was read for it."""
    return Discrepancy(
        id="", kind=found.kind, question=found.question, positions=tuple(map(_position, found.sides)), note=found.note
    )


def number(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Discrepancies as d1, d2, ...: conflicts first, else in the order found."""
    ranked = sorted(found, key=lambda d: _RANK[d.kind])
    return tuple(d.model_copy(update={"id": f"d{place}"}) for place, d in enumerate(ranked, 1))


def _position(side: Side) -> Position:
    first = side.lines[0]
    return Position(
        value=side.value,
        statement=first.claim.statement,
        claim_ids=tuple(dict.fromkeys(line.cluster.id for line in side.lines)),
        source_ids=tuple(dict.fromkeys(line.article.id for line in side.lines)),
        reported=first.article.published,
    )


def question(stem: str) -> str:
    """A question from a template filled with evidence words: one blank between words, one mark at the end."""
    return " ".join(stem.split()).rstrip(" ?.,;:") + "?"
