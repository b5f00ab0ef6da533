"""The decisions on sentences that were made of several claims, carried out on what is about to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing import grounding
from briefing.grounding import Fault
from briefing.records.article import Article
from briefing.records.brief import Item, ItemSpan, Rejected
from briefing.records.composed import Composed
from briefing.records.desk import DecisionKind
from briefing.records.record import Reason
from briefing.review import checks
from briefing.review.carry import Carried, kinds
from briefing.review.decisions import Anchor, Entry, Sheet
from briefing.review.match import anchors

_BOTTOM = "bottom_line"
_GONE = "the sentence is not written in this run"


def reprinted(sheet: Sheet, composed: Composed, carried: Carried, articles: Sequence[Article]) -> Composed:
    """The written part as decided; `carried` is told what was done and what could not be."""
    page = _Page(composed, carried, {a.id: a.text_sha256 for a in articles})
    for entry in sheet.entries:
        if entry.on == "sentence" and kinds(entry):
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

    def __init__(self, composed: Composed, carried: Carried, hashes: Mapping[str, str]) -> None:
        self.items = {_BOTTOM: list(composed.bottom_line), **{s.id: list(s.items) for s in composed.sections}}
        self.struck: list[Rejected] = []
        self._out = carried
        self._clusters = {cluster.id: cluster for cluster in carried.clusters}
        self._hashes = hashes

    def decide(self, entry: Entry) -> None:
        """Carry out an entry's decisions wherever the sentence that it is about is printed."""
        places = [where for where in self.items if self._at(entry, where) is not None]
        if not places and entry.pin:
            where = entry.where if entry.where in self.items else _BOTTOM
            if not self._put_back(entry, where):
                return
            places = [where]
        if not places:
            for kind in kinds(entry):
                self._out.refuse(kind, entry, "not_found", _GONE)
        for where in places:
            at = self._at(entry, where)
            if at is not None:
                self._decide(entry, where, at)

    def _at(self, entry: Entry, where: str) -> int | None:
        """The place of an entry's sentence: that with its words, else that which rests on the same quotes."""
        items = self.items[where]
        for n, item in enumerate(items):
            if item.text == entry.text:
                return n
        return next((n for n, item in enumerate(items) if self._anchors(item) == entry.at), None)

    def _decide(self, entry: Entry, where: str, at: int) -> None:
        item = self.items[where][at]
        if entry.strike:
            del self.items[where][at]
            reason = Reason(code="struck", detail="struck in review")
            self.struck.append(Rejected(stage="review", statement=item.text, reason=reason))
            self._out.done("strike", (), item.text, None, entry.reason)
            return
        texts = (entry.edit,) if entry.edit else entry.split
        if texts:
            self._reword(entry, where, at, texts)
        if entry.note:
            self._out.done("note", item.claim_ids, None, entry.note, None)
        if entry.pin:
            self._out.done("pin", item.claim_ids, None, None, None)

    def _anchors(self, item: Item) -> frozenset[Anchor]:
        return anchors([c for i in item.claim_ids for c in self._clusters[i].claims], self._hashes)

    def _put_back(self, entry: Entry, where: str) -> bool:
        """Print a pinned sentence that this run has worded otherwise, if its claims are there and carry it."""
        behind = [c for c in self._clusters.values() if c.within is None and anchors(c.claims, self._hashes) & entry.at]
        ids = tuple(c.id for c in behind)
        wrong = self._faults(entry.text, ids) if ids else ()
        if not ids or (wrong and not entry.reason):
            why = f"its claims do not carry it any more: {checks.words(wrong)}" if ids else _GONE
            self._out.refuse("pin", entry, "check" if ids else "not_found", why)
            return False
        self.items[where].insert(0, _item(entry.text, ids))
        self._out.done("edit", ids, None, entry.text, entry.reason if wrong else None)
        return True

    def _reword(self, entry: Entry, where: str, at: int, texts: Sequence[str]) -> None:
        item = self.items[where][at]
        kind: DecisionKind = "edit" if entry.edit else "split"
        refused = {text: self._faults(text, item.claim_ids) for text in texts}
        for text, wrong in refused.items():
            if wrong and not entry.reason:
                self._out.refuse(
                    kind, entry, "check",
                    f"“{text}” does not pass the checks: {checks.words(wrong)}. Mend it, or say why it stands with "
                    'reason = "analyst: ..."',
                )  # fmt: skip
                return
        self.items[where][at : at + 1] = [_item(text, item.claim_ids) for text in texts]
        for text in texts:
            why = entry.reason if refused[text] else None
            self._out.done(kind, item.claim_ids, item.text, text, why)

    def _faults(self, text: str, ids: Sequence[str]) -> tuple[Fault, ...]:
        """Why all that some claims quote and say does not carry a text."""
        behind = [self._clusters[i] for i in ids]
        if any(text == cluster.best.statement for cluster in behind):
            return ()
        claims = [claim for cluster in behind for claim in (cluster.best, *cluster.claims)]
        keys, readings = checks.sources(claims), self._out.readings
        held = tuple(passage for key in keys for passage in checks.passages(claims, key, readings))
        return grounding.faults(text, held, known=readings[keys[0]].known if keys else ())


def _item(text: str, ids: tuple[str, ...]) -> Item:
    span = ItemSpan(start=0, end=len(text), claim_ids=ids)
    return Item(text=text, spans=(span,), claim_ids=ids, wording="edited", check="edited")
