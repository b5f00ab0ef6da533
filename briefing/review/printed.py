"""The decisions on sentences that were made of several claims, and what the brief says of its review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.grounding import Fault
from briefing.records.brief import Brief, Item, ItemSpan, Rejected
from briefing.records.claim import Claim, Composed
from briefing.records.desk import DecisionKind, Review
from briefing.records.record import Reason
from briefing.review.carry import WHY, Carried, sources, words
from briefing.review.entries import Anchor, Entry, Sheet, anchors, meet

_BOTTOM = "bottom_line"
_GONE = "the sentence is not written in this run"


def reprinted(sheet: Sheet, composed: Composed, carried: Carried) -> Composed:
    """The written part as decided; `carried` is told what was done and what could not be."""
    page = _Page(composed, carried)
    for entry in sheet.entries:
        if entry.on == "sentence" and entry.decisions:
            page.decide(entry)
    sections = [section.model_copy(update={"items": tuple(page.items[section.id])}) for section in composed.sections]
    return replace(
        composed,
        bottom_line=page.items[_BOTTOM],
        sections=sections,
        rejected=[*composed.rejected, *carried.rejected, *page.struck],
    )


class _Page:
    """The items of bottom line and sections while they change."""

    def __init__(self, composed: Composed, carried: Carried) -> None:
        self.items = {_BOTTOM: list(composed.bottom_line), **{s.id: list(s.items) for s in composed.sections}}
        self.struck: list[Rejected] = []
        self._out = carried
        self._clusters = {cluster.id: cluster for cluster in carried.clusters}

    def decide(self, entry: Entry) -> None:
        """Carry out an entry's decisions wherever the sentence that it is about is printed."""
        places = {where: at for where in self.items if (at := self._at(entry, where)) is not None}
        if not places and entry.pin:
            where = entry.where if entry.where in self.items else _BOTTOM
            if not self._put_back(entry, where):
                return
            places = {where: 0}
        if not places:
            for kind in entry.decisions:
                self._out.refuse(kind, entry, "not_found", _GONE)
        for where, at in places.items():
            self._decide(entry, where, at)

    def _at(self, entry: Entry, where: str) -> int | None:
        """The place of an entry's sentence: that with its words, else that which rests on the same quotes."""
        items = self.items[where]
        same = [n for n, item in enumerate(items) if item.text == entry.text]
        resting = (n for n, item in enumerate(items) if self._out.anchors(self._claims(item.claim_ids)) == entry.at)
        return same[0] if same else next(resting, None)

    def _claims(self, ids: Sequence[str]) -> list[Claim]:
        return [claim for i in ids for claim in self._clusters[i].claims]

    def _decide(self, entry: Entry, where: str, at: int) -> None:
        item = self.items[where][at]
        if entry.strike:
            del self.items[where][at]
            reason = Reason(code="struck", detail="struck in review")
            self.struck.append(Rejected(stage="review", statement=item.text, reason=reason))
            self._out.done("strike", (), item.text, None, entry.reason)
            return
        if entry.texts:
            self._reword(entry, where, at)
        if entry.note:
            self._out.done("note", item.claim_ids, None, entry.note, None)
        if entry.pin:
            self._out.done("pin", item.claim_ids, None, None, None)

    def _put_back(self, entry: Entry, where: str) -> bool:
        """Print a pinned sentence that this run has worded otherwise, if its claims are there and carry it."""
        clusters = [cluster for cluster in self._clusters.values() if cluster.within is None]
        ids = tuple(cluster.id for cluster in clusters if self._out.anchors(cluster.claims) & entry.at)
        if not ids:
            self._out.refuse("pin", entry, "not_found", _GONE)
            return False
        wrong = self._faults(entry.text, ids)
        if wrong and not entry.reason:
            self._out.refuse("pin", entry, "check", f"its claims do not carry it any more: {words(wrong)}")
            return False
        self.items[where].insert(0, _item(entry.text, ids))
        self._out.done("edit", ids, None, entry.text, entry.reason if wrong else None)
        return True

    def _reword(self, entry: Entry, where: str, at: int) -> None:
        item = self.items[where][at]
        kind: DecisionKind = "edit" if entry.edit else "split"
        refused = {text: self._faults(text, item.claim_ids) for text in entry.texts}
        for text, wrong in refused.items():
            if wrong and not entry.reason:
                self._out.refuse(kind, entry, "check", f"“{text}” does not pass the checks: {words(wrong)}. {WHY}")
                return
        self.items[where][at : at + 1] = [_item(text, item.claim_ids) for text in refused]
        for text, wrong in refused.items():
            self._out.done(kind, item.claim_ids, item.text, text, entry.reason if wrong else None)

    def _faults(self, text: str, ids: Sequence[str]) -> tuple[Fault, ...]:
        """Why all that some claims quote and say does not carry a text."""
        stated = [self._clusters[i].best for i in ids]
        if any(text == claim.statement for claim in stated):
            return ()
        claims = [*stated, *self._claims(ids)]
        return self._out.faults(text, claims, sources(claims))


def _item(text: str, ids: tuple[str, ...]) -> Item:
    span = ItemSpan(start=0, end=len(text), claim_ids=ids)
    return Item(text=text, spans=(span,), claim_ids=ids, wording="edited", check="edited")


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

    items = dict.fromkeys(brief.items)
    elsewhere = brief.printed - {i for item in items for i in item.claim_ids}
    sentences = sum(new({item.text}, frozenset().union(*(at[i] for i in item.claim_ids))) for item in items)
    return sentences + sum(new(words[i], at[i]) for i in elsewhere)
