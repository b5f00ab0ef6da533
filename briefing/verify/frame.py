"""Sources, ids, counts and dates of a brief, and that nothing of its sources was lost on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from briefing.digest.topic_fit import on_topic
from briefing.origins import assign
from briefing.records.brief import Source
from briefing.text.normal import normalise, sha256
from briefing.verify.ground import Flaw, Ground


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of the brief's frame."""
    yield from _ids(ground)
    for source in ground.brief.sources:
        yield from _source(source, ground)
    if ground.first_edition:
        return
    yield from _origins(ground)
    yield from _topic(ground)
    yield from _period(ground)
    yield from _counts(ground)
    yield from _lost(ground)


def _ids(ground: Ground) -> Iterator[Flaw]:
    brief = ground.brief
    for kind, ids in (
        ("claim", [c.id for c in brief.claims]),
        ("source", [s.id for s in brief.sources]),
        ("section", [s.id for s in brief.sections]),
        ("discrepancy", [d.id for d in brief.discrepancies]),
    ):
        for twice in sorted(i for i, times in Counter(ids).items() if times > 1):
            yield Flaw(f"{kind} {twice}", "the id stands twice")


def _source(source: Source, ground: Ground) -> Iterator[Flaw]:
    where = f"source {source.id}"
    if source.text is None:
        if ground.brief.share is None:
            yield Flaw(where, "has no text, and the brief does not say that it is shared without")
    elif sha256(source.text) != source.text_sha256:
        yield Flaw(where, "the text does not have the hash that is given")
    elif normalise(source.text) != source.text:
        yield Flaw(where, "the text is not in normal form")
    if not source.id.removeprefix("a").startswith(source.text_sha256[:10]):
        yield Flaw(where, "the id is not taken from the hash")
    if source.duplicate_of is not None and source.duplicate_of not in ground.sources:
        yield Flaw(where, f"is a copy of {source.duplicate_of}, which is not here")


def _origins(ground: Ground) -> Iterator[Flaw]:
    """Credits and copies, found again in the texts; a copy is one of another text, so it takes them all."""
    if ground.withheld:
        return
    # An origin that the desk's manifest states is the desk's word, and its copies share it.
    bare = [
        a.model_copy(update={"origin": a.origin if "origin" in a.stated else None, "duplicate_of": None})
        for a in ground.articles.values()
    ]
    for source, found in zip(ground.sources.values(), assign(bare), strict=True):
        if found.origin != source.origin:
            yield Flaw(f"source {source.id}", f"has the origin {source.origin!r}, its text shows {found.origin!r}")
        if found.duplicate_of != source.duplicate_of:
            yield Flaw(
                f"source {source.id}",
                f"is given as a copy of {source.duplicate_of}, its text shows {found.duplicate_of}",
            )


def _topic(ground: Ground) -> Iterator[Flaw]:
    if ground.topic is None:
        return
    # With a model the articles on the topic are those that its facts are from.
    for source in (s for s in ground.brief.sources if ground.digest and s.text is not None):
        if on_topic(ground.articles[source.id], ground.topic) != source.on_topic:
            yield Flaw(f"source {source.id}", f"is given as {'on' if source.on_topic else 'off'} the topic, and is not")
    known = {s.id: s.title for s in ground.topic.sections}
    for section in ground.brief.sections:
        if known.get(section.id) != section.title:
            yield Flaw(f"section {section.id}", f"the topic has no section {section.title!r} of that id")


def _period(ground: Ground) -> Iterator[Flaw]:
    days = sorted(s.published[:10] for s in ground.brief.sources if s.published and s.on_topic)
    period = ground.brief.period
    if (period.start, period.end) != ((days[0], days[-1]) if days else (None, None)):
        yield Flaw("period", f"{period.start} to {period.end} is not that of the sources")


def _counts(ground: Ground) -> Iterator[Flaw]:
    method = ground.brief.method
    wordings = Counter(item.wording for _, item in ground.items())
    by_model, verbatim = wordings["model"], wordings["verbatim"]
    if method.items_by_model != by_model:
        yield Flaw("method", f"counts {method.items_by_model} items by a model, there are {by_model}")
    if method.items_verbatim != verbatim:
        yield Flaw("method", f"counts {method.items_verbatim} verbatim items, there are {verbatim}")
    mode = "extractive" if not by_model else "model" if by_model == wordings.total() else "mixed"
    if method.mode != mode:
        yield Flaw("method", f"says {method.mode}, the items' wordings say {mode}")
    worded = any(c.wording == "model" for c in ground.brief.claims)
    if method.model is None and (by_model or worded or method.calls or method.cached or method.claims_proposed):
        yield Flaw("method", "names no model, and there are a model's words or calls")
    if method.claims_accepted > method.claims_proposed:
        yield Flaw("method", "counts more claims accepted than proposed")
    if worded and not method.claims_accepted:
        yield Flaw("method", "counts no accepted claim, and there are claims in a model's words")


def _lost(ground: Ground) -> Iterator[Flaw]:
    """Every line of a digest's sources is quoted by a claim, or stands among what was rejected."""
    if ground.brief.share is not None or not ground.digest:
        return
    quoted: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for record in ground.brief.claims:
        for citation in record.citations:
            quoted[citation.source_id].append((citation.start, citation.end))
    refused = {(r.source_id, r.statement) for r in ground.brief.rejected}
    for source in ground.brief.sources:
        for line in ground.lines(source.id):
            held = any(start < line.end and line.start < end for start, end in quoted[source.id])
            if not held and (source.id, line.text) not in refused:
                yield Flaw(f"source {source.id}", f"{line.text[:60]!r} is neither quoted nor listed as rejected")
