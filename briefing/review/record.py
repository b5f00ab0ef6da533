"""What the brief says of its review: who signed, what was done, and what the signature does not cover."""

from __future__ import annotations

from briefing.records.brief import Brief
from briefing.records.desk import Review
from briefing.review.carry import Carried
from briefing.review.entries import Anchor, Sheet, anchors, meet


def reviewed(brief: Brief, sheet: Sheet, carried: Carried) -> Brief:
    """The brief with its review, and a failure for each decision that was not carried out."""
    unseen = _unseen(brief, sheet)
    signed = sheet.signed_by is not None and sheet.signed_at is not None
    whole = signed and not unseen and not carried.unapplied
    review = Review(
        status="reviewed" if whole else "draft",
        file_sha256=sheet.sha256,
        signed_by=sheet.signed_by,
        signed_at=sheet.signed_at,
        decisions=tuple(dict.fromkeys(carried.decisions)),
        unapplied=tuple(dict.fromkeys(carried.unapplied)),
        unseen=unseen,
    )
    left = tuple(
        f"review: {u.kind} of “{u.statement}” was not carried out: {u.reason.detail}" for u in review.unapplied
    )
    method = brief.method.model_copy(update={"failures": (*brief.method.failures, *left)})
    return brief.model_copy(update={"review": review, "method": method})


def _unseen(brief: Brief, sheet: Sheet) -> int:
    """Printed sentences, and claims told elsewhere (figures, timeline, discrepancies), that the file does not list."""
    hashes = {source.id: source.text_sha256 for source in brief.sources}
    at = {claim.id: anchors(claim.citations, hashes) for claim in brief.claims}
    words = {claim.id: {claim.statement, *claim.merged_from} for claim in brief.claims}

    def new(texts: set[str], behind: frozenset[Anchor]) -> bool:
        return not any(entry.words & texts and meet(entry.at, behind) for entry in sheet.entries)

    items = dict.fromkeys((*brief.bottom_line, *(item for section in brief.sections for item in section.items)))
    elsewhere = brief.printed - {i for item in items for i in item.claim_ids}
    sentences = sum(new({item.text}, frozenset().union(*(at[i] for i in item.claim_ids))) for item in items)
    return sentences + sum(new(words[i], at[i]) for i in elsewhere)
