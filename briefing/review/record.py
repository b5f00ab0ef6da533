"""What the brief says of its review: who signed, what was done, and what the signature does not cover."""

from __future__ import annotations

from briefing.records.brief import Brief
from briefing.records.desk import Review
from briefing.review.carry import Carried
from briefing.review.decisions import Anchor, Sheet, anchor


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
    at = {c.id: frozenset(anchor(hashes[q.source_id], q.start, q.end) for q in c.citations) for c in brief.claims}
    words = {c.id: frozenset({c.statement, *c.merged_from}) for c in brief.claims}

    def listed(texts: frozenset[str], behind: frozenset[Anchor]) -> bool:
        return any(entry.words & texts and _meet(entry.at, behind) for entry in sheet.entries)

    new = 0
    told: set[str] = set()
    for item in dict.fromkeys((*brief.bottom_line, *(i for section in brief.sections for i in section.items))):
        told |= set(item.claim_ids)
        behind = frozenset(a for i in item.claim_ids for a in at[i])
        new += not listed(frozenset({item.text}), behind)
    return new + sum(not listed(words[i], at[i]) for i in sorted(brief.printed - told))


def _meet(known: frozenset[Anchor], behind: frozenset[Anchor]) -> bool:
    return bool(known & behind) or any(a.overlaps(b) for a in known for b in behind)
