"""Sources, ids, counts, dates and judge of a brief, and that nothing of its sources was lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefing.digest.topic_fit import on_topic
from briefing.origins import assign
from briefing.records.brief import ENOUGH, LEAST, Source
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
        if score.trusted and not all(whole >= LEAST and part >= ENOUGH * whole for _, part, whole in planted):
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
