"""Re-checks a brief from its JSON alone: hashes, offsets, quotes, spans, ids, certain checks, and what code computed.

Titles, sections and the outlets' reliability are held to the shipped topic of the brief's name. A brief that was shared
without its articles is checked as far as its quotes go, and whole where the articles are named. Of a brief of version 1
hashes, offsets, quotes and ids are checked: its wording rested on rules that are no more. What cannot be known is told
by `unchecked`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.changes import load
from briefing.records.brief import Brief
from briefing.verify import claims, findings, frame, items, judged, reviewed
from briefing.verify.ground import Flaw, Ground
from briefing.verify.restore import restored

__all__ = ["Flaw", "unchecked", "verify"]


def verify(brief: Brief | str | Path, sources: str | Path | None = None) -> list[Flaw]:
    """The flaws of a brief, or of a JSON file that holds one; empty when all holds. No model, no network.

    `sources` names the articles, a file or a folder: the texts of a brief that was shared without them are put back,
    and each source must be among them. Raises `InputError` when the file is no brief or no article is found.
    """
    whole, missing = restored(brief if isinstance(brief, Brief) else load(brief), sources)
    ground = Ground(whole)
    parts = (frame, claims, items, findings, judged, reviewed)
    flaws = [*missing, *(flaw for part in parts for flaw in part.flaws(ground))]
    return list(dict.fromkeys(flaws))


def unchecked(brief: Brief | str | Path, sources: str | Path | None = None) -> list[str]:
    """What a brief says that its JSON, and the articles where they are named, cannot prove, a line each."""
    whole, _ = restored(brief if isinstance(brief, Brief) else load(brief), sources)
    ground = Ground(whole)
    method = ground.brief.method
    lines = [*_withheld(ground)]
    if sources is None:
        lines.append(
            "that the texts are those of the articles: headline, outlet, date and address are as the input gave them"
        )
    if ground.topic is None:
        lines.append(
            f"the topic {ground.brief.topic!r}, which is not shipped: reliability, sections, names, what is off it"
        )
    if stated := sum(bool(s.stated) for s in ground.brief.sources):
        lines.append(f"what the desk's manifest states of {stated} sources")
    if any(s.on_topic for s in ground.brief.sources):
        lines.append("the choice and the order of what is printed, and the kind of each claim and discrepancy")
    if method.model is not None:
        lines.append(
            f"what the model {method.model} was asked and answered: calls, tokens, cost, and the claims it proposed"
        )
    lines += _meaning(ground)
    if house := ground.brief.house_names:
        same = "; ".join(f"{known.name} = {', '.join(known.aliases)}" for known in house)
        lines.append(f"the house's names, which the checks took for the same: {same}")
    if ground.brief.house_notes:
        lines.append(f"the house's {len(ground.brief.house_notes)} notes, which are the topic file's")
    if review := ground.brief.review:
        reasons = sum(d.reason is not None for d in review.decisions)
        who = f"the signature of {review.signed_by}" if review.signed_by else "that nobody has signed"
        lines.append(
            f"the review: {who}, and {len(review.decisions)} decisions, {reasons} of them on an analyst's reason "
            f"alone; they are to be those of the file with the hash {review.file_sha256[:16]}"
        )
    if ground.brief.changes is not None:
        lines.append("the changes against the earlier brief, which is not in the file")
    return lines


def _meaning(ground: Ground) -> Iterator[str]:
    """What was left to a judge, or to the rules of the first edition."""
    if ground.first_edition:
        yield "the wording of a brief of version 1, and what its rules computed: only hashes, offsets, quotes and ids"
        return
    judged = sum(c.check == "judged" for c in ground.brief.claims) + sum(i.check == "judged" for _, i in ground.items())
    if judged:
        yield (
            f"what {judged} statements and sentences in a model's words mean, which a model judged: of these only "
            "numbers, dates, times, names and quotations are checked"
        )


def _withheld(ground: Ground) -> list[str]:
    """What cannot be looked up in a brief that was shared without its articles."""
    share = ground.brief.share
    if share is None:
        return []
    lines = []
    if ground.withheld:
        lines.append(
            f"{len(ground.withheld)} of {len(ground.sources)} texts, which are withheld: that the quotes stand in "
            "them, and what leans on the words around a quote (hashes, origins, copies, names, dates). With "
            "the articles, `briefing verify BRIEF.json --sources DIR` checks these"
        )
    lines.append(
        f"what is withheld in any case: {share.claims_withheld} claims that nothing printed leads to, "
        f"{share.statements_withheld} rejected or dropped statements, and so the computed gaps, and that nothing of "
        "the articles was lost"
    )
    return lines
