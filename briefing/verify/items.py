"""Items: every word in a span, every span on claims, and nothing certain that the claims do not carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.grounding import Passage
from briefing.records.brief import Item
from briefing.text.normal import fold
from briefing.verify.claims import CHECKS
from briefing.verify.index import Flaw, Index, differs


def flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of the bottom line and the sections."""
    printed: dict[str, str] = {}
    for where, item in index.items:
        yield from _spans(where, item)
        yield from index.leads(where, item.claim_ids)
        if len(index.known(item.claim_ids)) == len(item.claim_ids):
            yield from _worded(where, item, index)
        if where.startswith("section"):
            if item.text in printed:
                yield Flaw(where, f"stands in {printed[item.text]} already")
            printed[item.text] = where


def _spans(where: str, item: Item) -> Iterator[Flaw]:
    end = 0
    for span in item.spans:
        if not 0 <= span.start < span.end <= len(item.text):
            yield Flaw(where, f"span {span.start}..{span.end} is outside the text")
            return
        if span.start < end:
            yield Flaw(where, f"span {span.start}..{span.end} overlaps the one before")
        if item.text[end : span.start].strip():
            yield Flaw(where, f"no citation behind {item.text[end : span.start].strip()!r}")
        if not span.claim_ids:
            yield Flaw(where, f"no claim behind {item.text[span.start : span.end]!r}")
        end = max(end, span.end)
    if item.text[end:].strip():
        yield Flaw(where, f"no citation behind {item.text[end:].strip()!r}")
    if set(item.claim_ids) != {i for span in item.spans for i in span.claim_ids}:
        yield Flaw(where, "the claims of the item are not those of its spans")


def _worded(where: str, item: Item, index: Index) -> Iterator[Flaw]:
    """The item is a claim's statement, or passes the checks against what its claims say and quote, or an analyst's."""
    yield from differs(where, f"why {item.wording} words stand", item.check, CHECKS[item.wording])
    records = index.known(item.claim_ids)
    if item.wording == "verbatim":
        for span in item.spans:
            words, own = item.text[span.start : span.end], index.known(span.claim_ids)
            if not any(words == r.statement and r.wording == "verbatim" for r in own):
                yield Flaw(where, "the verbatim item is not the statement of the claim that it leads to")
            days = {(index.sources[key].published or "")[:10] for key in index.cited(span.claim_ids)}
            if item.reported and item.reported not in days:
                yield Flaw(where, f"no report that it leads to is of {item.reported}")
        return
    if index.analysts(item.text, item.claim_ids) or any(fold(item.text) == fold(r.statement) for r in records):
        return
    parts = [(item.text[span.start : span.end].strip(), span.claim_ids) for span in item.spans]
    for text, ids in dict.fromkeys([(item.text, item.claim_ids), *parts]):
        for fault in index.faults(text, _passages(ids, index)):
            yield Flaw(where, f"{text!r}: {fault.code}: {fault.detail}")


def _passages(ids: Sequence[str], index: Index) -> tuple[Passage, ...]:
    """What some claims quote, source by source, and what they say, with the days that they are of."""
    found: list[Passage] = []
    for record in index.known(ids):
        for key in index.cited([record.id]):
            own = [citation for citation in record.citations if citation.source_id == key]
            more = (index.sources[key].origin, *(citation.attribution for citation in own))
            held = index.passage(key, [citation.quote for citation in own], more)
            said = (record.statement, *record.merged_from, *filter(None, (record.event_date,)))
            found += [held, Passage(said, held.context, held.published, "en")]
    return tuple(dict.fromkeys(found))
