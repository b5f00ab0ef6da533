"""Sources, ids, counts, dates, judge and review of a brief, and that nothing of its sources was lost on the way."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.digest.topic_fit import on_topic
from briefing.origins import assign
from briefing.records import trust
from briefing.records.brief import Source
from briefing.records.desk import Decision, Review
from briefing.review import ANALYST
from briefing.text.normal import normalise, sha256
from briefing.verify.index import Flaw, Index, differs


def flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of the brief's frame."""
    for source in index.brief.sources:
        yield from _source(source, index)
    for part in (_ids, _origins, _topic, _counts, _judge, _lost):
        yield from part(index)


def _ids(index: Index) -> Iterator[Flaw]:
    brief = index.brief
    ids = [f"claim {claim.id}" for claim in brief.claims]
    ids += [f"source {source.id}" for source in brief.sources]
    ids += [f"section {section.id}" for section in brief.sections]
    ids += [f"discrepancy {found.id}" for found in brief.discrepancies]
    for where, times in sorted(Counter(ids).items()):
        if times > 1:
            yield Flaw(where, "the id stands twice")


def _source(source: Source, index: Index) -> Iterator[Flaw]:
    where = f"source {source.id}"
    if source.text is None:
        if index.brief.share is None:
            yield Flaw(where, "has no text, and the brief does not say that it is shared without")
    elif sha256(source.text) != source.text_sha256:
        yield Flaw(where, "the text does not have the hash that is given")
    elif normalise(source.text) != source.text:
        yield Flaw(where, "the text is not in normal form")
    if not source.id.removeprefix("a").startswith(source.text_sha256[:10]):
        yield Flaw(where, "the id is not taken from the hash")
    if source.duplicate_of is not None and source.duplicate_of not in index.sources:
        yield Flaw(where, f"is a copy of {source.duplicate_of}, which is not here")


def _origins(index: Index) -> Iterator[Flaw]:
    """Credits and copies, found again in the texts; a copy is one of another text, so it takes them all."""
    if index.withheld:
        return
    # An origin that the desk's manifest states is the desk's word, and its copies share it.
    bare = [
        a.model_copy(update={"origin": a.origin if "origin" in a.stated else None, "duplicate_of": None})
        for a in index.articles.values()
    ]
    for source, found in zip(index.sources.values(), assign(bare), strict=True):
        yield from differs(f"source {source.id}", "its origin", source.origin, found.origin)
        yield from differs(f"source {source.id}", "what it copies", source.duplicate_of, found.duplicate_of)


def _topic(index: Index) -> Iterator[Flaw]:
    brief, topic = index.brief, index.topic
    days = sorted(s.published[:10] for s in brief.sources if s.published and s.on_topic)
    yield from differs("period", "from", brief.period.start, days[0] if days else None)
    yield from differs("period", "to", brief.period.end, days[-1] if days else None)
    if topic is None:
        return
    # With a model the articles on the topic are those that its facts are from.
    for source in brief.sources if index.digest else ():
        if source.text is not None:
            fits = on_topic(index.articles[source.id], topic)
            yield from differs(f"source {source.id}", "whether it is on the topic", source.on_topic, fits)
    known = {section.id: section.title for section in topic.sections}
    for section in brief.sections:
        if known.get(section.id) != section.title:
            yield Flaw(f"section {section.id}", f"the topic has no section {section.title!r} of that id")


def _counts(index: Index) -> Iterator[Flaw]:
    method = index.brief.method
    wordings = Counter(item.wording for _, item in index.items)
    by_model = wordings["model"]
    yield from differs("method", "the number of items by a model", method.items_by_model, by_model)
    yield from differs("method", "the number of verbatim items", method.items_verbatim, wordings["verbatim"])
    mode = "extractive" if not by_model else "model" if by_model == wordings.total() else "mixed"
    yield from differs("method", "the mode", method.mode, mode)
    worded = any(claim.wording == "model" for claim in index.brief.claims)
    if method.model is None and (by_model or worded or method.calls or method.cached or method.claims_proposed):
        yield Flaw("method", "names no model, and there are a model's words or calls")
    if method.claims_accepted > method.claims_proposed:
        yield Flaw("method", "counts more claims accepted than proposed")
    if worded and not method.claims_accepted:
        yield Flaw("method", "counts no accepted claim, and there are claims in a model's words")


def _judge(index: Index) -> Iterator[Flaw]:
    """The score is what it is said to be, and nothing stands on a judge that was not trusted."""
    score = index.brief.method.judge
    if score is not None:
        planted = (
            ("caught", score.false_caught, score.false_planted),
            ("passed", score.true_passed, score.true_planted),
        )
        for what, part, whole in (("refused", score.refused, score.asked), *planted):
            if not 0 <= part <= whole:
                yield Flaw("judge", f"{what} {part} of {whole}")
        if score.trusted and not trust.trusted(score):
            yield Flaw("judge", "is given as trusted, and did not catch and pass enough of what was planted")
        if score.trusted:
            return
    why = "no model judged" if score is None else "the judge was not trusted"
    held = [*((f"claim {c.id}", c.check) for c in index.brief.claims), *((w, item.check) for w, item in index.items)]
    yield from (Flaw(where, f"is given as judged, and {why}") for where, check in held if check == "judged")


def _lost(index: Index) -> Iterator[Flaw]:
    """Every line of a digest's sources is quoted by a claim, or stands among what was rejected."""
    if index.brief.share is not None or not index.digest:
        return
    refused = {(entry.source_id, entry.statement) for entry in index.brief.rejected}
    for source in index.brief.sources:
        quoted = [c for claim in index.brief.claims for c in claim.citations if c.source_id == source.id]
        for line in index.reading(source.id).lines:
            held = any(citation.start < line.end and line.start < citation.end for citation in quoted)
            if not held and (source.id, line.text) not in refused:
                yield Flaw(f"source {source.id}", f"{line.text[:60]!r} is neither quoted nor listed as rejected")


def review_flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of the review."""
    for note in index.brief.house_notes:
        words = [item.text for _, item in index.items if set(item.claim_ids) & set(note.claim_ids)]
        if not any(note.printed in each for each in (*words, *index.words(note.claim_ids))):
            yield Flaw(f"house note {note.id}", f"is on {note.printed!r}, which is not printed")
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
