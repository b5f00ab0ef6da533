"""Re-checks a brief from its JSON alone: hashes, offsets, quotes, spans, ids, the gate, and all that code computed.

Titles, sections and the outlets' reliability are held to the shipped topic of the brief's name. What can not be known
from the JSON is told by `unchecked`.
"""

from __future__ import annotations

from pathlib import Path

from briefing.changes import load
from briefing.records.brief import Brief
from briefing.verify import claims, findings, frame, items
from briefing.verify.ground import Flaw, Ground

__all__ = ["Flaw", "unchecked", "verify"]


def verify(brief: Brief | str | Path) -> list[Flaw]:
    """The flaws of a brief, or of a JSON file that holds one; empty when all holds. No model, no network.

    Raises `InputError` when the file is no brief.
    """
    ground = Ground(brief if isinstance(brief, Brief) else load(brief))
    flaws = [flaw for part in (frame, claims, items, findings) for flaw in part.flaws(ground)]
    return list(dict.fromkeys(flaws))


def unchecked(brief: Brief | str | Path) -> list[str]:
    """What a brief says that its JSON can not prove, a line each."""
    ground = Ground(brief if isinstance(brief, Brief) else load(brief))
    method, records = ground.brief.method, ground.brief.claims
    lines = ["that the texts are those of the articles: headline, outlet, date and address are as the input gave them"]
    if ground.topic is None:
        lines.append(
            f"the topic {ground.brief.topic!r}, which is not shipped: reliability, sections, what is off the topic"
        )
    if stated := sum(bool(s.stated) for s in ground.brief.sources):
        lines.append(f"what the desk's manifest states of {stated} sources")
    if any(s.on_topic for s in ground.brief.sources):
        lines.append("the choice and the order of what is printed, and the kind of each discrepancy")
    if method.model is not None:
        lines.append(
            f"what the model {method.model} was asked and answered: calls, tokens, cost, and the claims it proposed"
        )
    if translated := sum(c.translated for c in records):
        lines.append(f"the words of {translated} translated claims: of these only numbers, dates and names")
    if ground.brief.changes is not None:
        lines.append("the changes against the earlier brief, which is not in the file")
    return lines
