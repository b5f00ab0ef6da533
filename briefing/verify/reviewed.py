"""What a brief says of its review and the house's notes, held to its sentences: no words pass for an editor's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from briefing.records.desk import Decision, Review
from briefing.verify.ground import Flaw, Ground

_ANALYST = "analyst:"


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of the review."""
    review = ground.brief.review
    yield from _house(ground)
    yield from _edited(ground)
    if review is None:
        return
    yield from _status(review)
    for number, decision in enumerate(review.decisions, 1):
        where = f"review decision {number} ({decision.kind})"
        for missing in sorted(set(decision.claim_ids) - set(ground.claims)):
            yield Flaw(where, f"is about claim {missing}, which is not here")
        if decision.reason is not None and not decision.reason.removeprefix(_ANALYST).strip():
            yield Flaw(where, "gives an empty reason")
        if decision.reason is not None and not decision.reason.startswith(_ANALYST):
            yield Flaw(where, f"gives a reason that does not begin with {_ANALYST!r}")
        yield from _outcome(where, decision, ground)


def _house(ground: Ground) -> Iterator[Flaw]:
    """The house's notes are on words that are here."""
    for note in ground.brief.house_notes:
        printed = [item.text for _, item in ground.items() if set(item.claim_ids) & set(note.claim_ids)]
        if not any(note.printed in words for words in (*printed, *ground.words(note.claim_ids))):
            yield Flaw(f"house note {note.id}", f"is on {note.printed!r}, which is not printed")


def _status(review: Review) -> Iterator[Flaw]:
    signed = review.signed_by is not None and review.signed_at is not None
    if review.status == "reviewed":
        if not signed:
            yield Flaw("review", "is given as reviewed, and nobody has signed")
        if review.unseen or review.unapplied:
            yield Flaw("review", "is given as reviewed, and the signature does not cover all of it")
    elif signed and not review.unseen and not review.unapplied:
        yield Flaw("review", "is given as a draft, and is signed for all of it")
    try:
        datetime.datetime.fromisoformat(review.signed_at or "2000-01-01")
    except ValueError:
        yield Flaw("review", f"signed at {review.signed_at!r}, which is no time")


def _edited(ground: Ground) -> Iterator[Flaw]:
    """Each edited wording is the outcome of a decision."""
    review = ground.brief.review
    outcomes = {
        (d.now, i) for d in (review.decisions if review else ()) if d.kind in ("edit", "split") for i in d.claim_ids
    }
    edited: list[tuple[str, str, tuple[str, ...]]] = [
        (f"claim {c.id}", c.statement, (c.id,)) for c in ground.brief.claims if c.wording == "edited"
    ]
    edited += [(where, item.text, item.claim_ids) for where, item in ground.items() if item.wording == "edited"]
    for where, text, ids in edited:
        if not any((text, i) in outcomes for i in ids):
            yield Flaw(where, "is given as edited, and no decision of a review made it so")


def _outcome(where: str, decision: Decision, ground: Ground) -> Iterator[Flaw]:
    """The words, date or name that a decision gave stand where it gave them."""
    records = [ground.claims[i] for i in decision.claim_ids if i in ground.claims]
    told = {r.statement for r in records if r.wording == "edited"}
    told |= {item.text for _, item in ground.items() if set(item.claim_ids) & set(decision.claim_ids)}
    if decision.kind in ("edit", "split") and records and decision.now not in told:
        yield Flaw(where, f"{decision.now!r} stands nowhere")
    if decision.kind == "date" and any(r.event_date != decision.now for r in records):
        yield Flaw(where, f"gave the date {decision.now}, and the claim has another")
    if decision.kind == "attribution":
        for record in records:
            if not any(c.attribution == decision.now for c in record.citations):
                yield Flaw(where, f"gave the claim to {decision.now}, and it names somebody else")
    if decision.kind == "strike" and decision.was is not None:
        if any(r.statement == decision.was for r in ground.brief.claims):
            yield Flaw(where, f"struck {decision.was[:60]!r}, and it is here")
        if any(item.text == decision.was for _, item in ground.items()):
            yield Flaw(where, f"struck {decision.was[:60]!r}, and it is printed")
