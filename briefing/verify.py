"""Re-checks a brief from its JSON alone: every hash, offset, quote, span, id, origin count and gate rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing import gate
from briefing.changes import load
from briefing.dates import parse_iso
from briefing.reconcile.corroboration import count_origins
from briefing.records.article import Article
from briefing.records.brief import Brief, ClaimRecord, Item, Source
from briefing.text.quotations import speakers
from briefing.text.sentences import sentences
from briefing.text.normal import normalise, sha256


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the brief that does not hold: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify(brief: Brief | str | Path) -> list[Flaw]:
    """The flaws of a brief, or of a JSON file that holds one; empty when all holds. No model, no network.

    Raises `InputError` when the file is no brief.
    """
    loaded = brief if isinstance(brief, Brief) else load(brief)
    sources = {s.id: s for s in loaded.sources}
    claims = {c.id: c for c in loaded.claims}
    return [
        *_ids(loaded),
        *(flaw for s in loaded.sources for flaw in _source(s, sources)),
        *(flaw for c in loaded.claims for flaw in _claim(c, sources)),
        *(flaw for where, item in _items(loaded) for flaw in _item(where, item, claims, sources)),
        *_references(loaded, claims, sources),
        *_counts(loaded),
    ]


def _items(brief: Brief) -> Iterator[tuple[str, Item]]:
    for number, item in enumerate(brief.bottom_line, 1):
        yield f"bottom line {number}", item
    for section in brief.sections:
        for number, item in enumerate(section.items, 1):
            yield f"section {section.id} item {number}", item


def _ids(brief: Brief) -> Iterator[Flaw]:
    for kind, ids in (
        ("claim", [c.id for c in brief.claims]),
        ("source", [s.id for s in brief.sources]),
        ("section", [s.id for s in brief.sections]),
    ):
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            yield Flaw(f"{kind} {twice}", "the id stands twice")


def _source(source: Source, sources: dict[str, Source]) -> Iterator[Flaw]:
    where = f"source {source.id}"
    if sha256(source.text) != source.text_sha256:
        yield Flaw(where, "the text does not have the hash that is given")
    if normalise(source.text) != source.text:
        yield Flaw(where, "the text is not in normal form")
    if not source.id.removeprefix("a").startswith(source.text_sha256[:10]):
        yield Flaw(where, "the id is not taken from the hash")
    if source.duplicate_of is not None and source.duplicate_of not in sources:
        yield Flaw(where, f"is a copy of {source.duplicate_of}, which is not here")


def _claim(claim: ClaimRecord, sources: dict[str, Source]) -> Iterator[Flaw]:
    where = f"claim {claim.id}"
    if not claim.citations:
        yield Flaw(where, "has no citation")
    for citation in claim.citations:
        source = sources.get(citation.source_id)
        if source is None:
            yield Flaw(where, f"cites {citation.source_id}, which is not here")
        elif not citation.quote or source.text[citation.start : citation.end] != citation.quote:
            yield Flaw(
                where,
                f"the quote {citation.quote[:40]!r} does not stand at {citation.start}..{citation.end} of {source.id}",
            )
        elif not source.text[: citation.start].endswith(citation.prefix) or not source.text[citation.end :].startswith(
            citation.suffix
        ):
            yield Flaw(where, f"prefix or suffix of {citation.quote[:40]!r} do not stand around it")
        elif not source.on_topic:
            yield Flaw(where, f"cites {source.id}, which is off the topic")
        elif citation.url != source.url:
            yield Flaw(where, f"the url of {source.id} is another one")
    if all(c.source_id in sources for c in claim.citations):
        yield from _origins(claim, sources)
        yield from _grounded(claim, sources)


def _origins(claim: ClaimRecord, sources: dict[str, Source]) -> Iterator[Flaw]:
    articles = {key: Article(**source.model_dump(exclude={"on_topic"})) for key, source in sources.items()}
    expected = count_origins([articles[c.source_id] for c in claim.citations], articles)
    if expected != claim.origins:
        yield Flaw(
            f"claim {claim.id}",
            f"counts {claim.origins.established} and {claim.origins.possible} origins, its sources show {expected.established} and {expected.possible}",
        )
    if claim.credibility == 1 and expected.established < 2:
        yield Flaw(f"claim {claim.id}", "credibility 1 needs two established origins")


def _grounded(claim: ClaimRecord, sources: dict[str, Source]) -> Iterator[Flaw]:
    """The gate on the statement: each source's own quotes must carry it; a verbatim one stands in a quote as it is."""
    where = f"claim {claim.id}"
    if claim.wording == "verbatim":
        bare = gate.unbracketed(claim.statement)
        if not any(bare in gate.unbracketed(c.quote) for c in claim.citations):
            yield Flaw(where, "the verbatim statement does not stand in any quote")
        return
    by_source: dict[str, list[str]] = {}
    for citation in claim.citations:
        by_source.setdefault(citation.source_id, []).append(citation.quote)
    for key, quotes in by_source.items():
        source = sources[key]
        first = min(c.start for c in claim.citations if c.source_id == key)
        if claim.translated:
            verdict = gate.check_translation(
                claim.statement, quotes, published=parse_iso(source.published), language=source.language or "en"
            )
        else:
            every = sentences(Article(**source.model_dump(exclude={"on_topic"})))
            said_by = speakers(every)
            spoken = {s.text: said_by[s.index] for s in every if s.index in said_by}
            context = [s.text for s in every if s.end <= first or s.start < first < s.end]
            evidence = [gate.under_word_of(spoken.get(q), q) for q in quotes]
            verdict = gate.check(claim.statement, evidence, context=context, published=parse_iso(source.published))
        for fault in verdict.faults:
            yield Flaw(where, f"does not stand on {key}: {fault}")


def _item(where: str, item: Item, claims: dict[str, ClaimRecord], sources: dict[str, Source]) -> Iterator[Flaw]:
    end = 0
    for span in item.spans:
        if span.start > end and item.text[end : span.start].strip():
            yield Flaw(where, f"no citation behind {item.text[end : span.start].strip()!r}")
        if not 0 <= span.start < span.end <= len(item.text):
            yield Flaw(where, f"span {span.start}..{span.end} is outside the text")
        if not span.claim_ids:
            yield Flaw(where, f"no claim behind {item.text[span.start : span.end]!r}")
        end = max(end, span.end)
    if item.text[end:].strip():
        yield Flaw(where, f"no citation behind {item.text[end:].strip()!r}")
    if set(item.claim_ids) != {i for s in item.spans for i in s.claim_ids}:
        yield Flaw(where, "the claims of the item are not those of its spans")
    if all(i in claims for i in item.claim_ids) and all(
        c.source_id in sources for i in item.claim_ids for c in claims[i].citations
    ):
        yield from _worded(where, item, claims)


def _worded(where: str, item: Item, claims: dict[str, ClaimRecord]) -> Iterator[Flaw]:
    """The item's words against what its claims state and quote."""
    if item.wording == "verbatim":
        if not any(item.text == claims[i].statement for i in item.claim_ids):
            yield Flaw(where, "the verbatim item is not the statement of one of its claims")
        return
    if item.wording == "edited":
        return
    for span in item.spans:
        evidence = [
            text for i in span.claim_ids for text in (claims[i].statement, *(c.quote for c in claims[i].citations))
        ]
        before = [
            text for i in item.claim_ids for text in (claims[i].statement, *(c.quote for c in claims[i].citations))
        ]
        if item.text in evidence:
            continue
        verdict = gate.check(item.text[: span.end], evidence, context=before, own=span.start)
        for fault in verdict.faults:
            yield Flaw(where, f"{item.text[span.start : span.end].strip()!r}: {fault}")


def _references(brief: Brief, claims: dict[str, ClaimRecord], sources: dict[str, Source]) -> Iterator[Flaw]:
    holders = [
        *((where, item.claim_ids) for where, item in _items(brief)),
        *((f"key figure {f.label!r}", v.claim_ids) for f in brief.key_figures for v in f.values),
        *((f"timeline {t.text[:40]!r}", t.claim_ids) for t in brief.timeline),
        *((f"discrepancy {d.id}", p.claim_ids) for d in brief.discrepancies for p in d.positions),
        *((f"gap {g.text[:40]!r}", g.claim_ids) for g in brief.gaps if g.basis == "sourced"),
    ]
    for where, ids in holders:
        if not ids:
            yield Flaw(where, "leads to no claim")
        for missing in sorted(set(ids) - set(claims)):
            yield Flaw(where, f"leads to claim {missing}, which is not here")
    for found in brief.discrepancies:
        for position in found.positions:
            for missing in sorted(set(position.source_ids) - set(sources)):
                yield Flaw(f"discrepancy {found.id}", f"names source {missing}, which is not here")


def _counts(brief: Brief) -> Iterator[Flaw]:
    items = [item for _, item in _items(brief)]
    by_model = sum(i.wording == "model" for i in items)
    if brief.method.items_by_model != by_model:
        yield Flaw("method", f"counts {brief.method.items_by_model} items by a model, there are {by_model}")
    if brief.method.mode == "extractive" and by_model:
        yield Flaw("method", "says that no model was used, and there are items in a model's words")
