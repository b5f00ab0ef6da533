"""What a brief says of its review and the house's notes, held to its sentences: no words pass for an editor's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from briefing.records.desk import Decision, Review
from briefing.review import ANALYST
from briefing.verify.index import Flaw, Index, differs


def flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of the review."""
    yield from _house(index)
    yield from _edited(index)
    if index.brief.review is not None:
        yield from _status(index.brief.review)
    for number, decision in enumerate(index.decisions, 1):
        where = f"review decision {number} ({decision.kind})"
        for missing in sorted(set(decision.claim_ids) - set(index.claims)):
            yield Flaw(where, f"is about claim {missing}, which is not here")
        if decision.reason is not None and not ANALYST.match(decision.reason):
            yield Flaw(where, 'gives a reason that is not written "analyst: why"')
        yield from _outcome(where, decision, index)


def _house(index: Index) -> Iterator[Flaw]:
    """The house's notes are on words that are here."""
    for note in index.brief.house_notes:
        printed = [item.text for _, item in index.items if set(item.claim_ids) & set(note.claim_ids)]
        if not any(note.printed in words for words in (*printed, *index.words(note.claim_ids))):
            yield Flaw(f"house note {note.id}", f"is on {note.printed!r}, which is not printed")


def _status(review: Review) -> Iterator[Flaw]:
    signed = review.signed_by is not None and review.signed_at is not None
    whole = signed and not review.unseen and not review.unapplied
    yield from differs("review", "its status", review.status, "reviewed" if whole else "draft")
    try:
        datetime.datetime.fromisoformat(review.signed_at or "2000-01-01")
    except ValueError:
        yield Flaw("review", f"signed at {review.signed_at!r}, which is no time")


def _edited(index: Index) -> Iterator[Flaw]:
    """Each edited wording is the outcome of a decision."""
    outcomes = {(d.now, i) for d in index.decisions if d.kind in ("edit", "split") for i in d.claim_ids}
    edited: list[tuple[str, str, Sequence[str]]] = [
        (f"claim {c.id}", c.statement, (c.id,)) for c in index.brief.claims if c.wording == "edited"
    ]
    edited += [(where, item.text, item.claim_ids) for where, item in index.items if item.wording == "edited"]
    for where, text, ids in edited:
        if not any((text, i) in outcomes for i in ids):
            yield Flaw(where, "is given as edited, and no decision of a review made it so")


def _outcome(where: str, decision: Decision, index: Index) -> Iterator[Flaw]:
    """The words, date or name that a decision gave stand where it gave them."""
    records = [index.claims[i] for i in decision.claim_ids if i in index.claims]
    printed = {item.text for _, item in index.items if set(item.claim_ids) & set(decision.claim_ids)}
    edited = {record.statement for record in records if record.wording == "edited"}
    if decision.kind in ("edit", "split") and records and decision.now not in printed | edited:
        yield Flaw(where, f"{decision.now!r} stands nowhere")
    for record in records:
        if decision.kind == "date":
            yield from differs(where, f"the date of {record.id}", record.event_date, decision.now)
        if decision.kind == "attribution" and all(c.attribution != decision.now for c in record.citations):
            yield Flaw(where, f"gave the claim to {decision.now}, and it names somebody else")
    if decision.kind == "strike" and decision.was is not None:
        here = {c.statement for c in index.brief.claims} | {item.text for _, item in index.items}
        if decision.was in here:
            yield Flaw(where, f"struck {decision.was[:60]!r}, and it is here")
