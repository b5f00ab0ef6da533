"""Items: every word in a span, every span on claims, and nothing certain that the claims do not carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.grounding import Passage
from briefing.records.brief import Item
from briefing.text.normal import fold
from briefing.verify.claims import CHECKS
from briefing.verify.ground import Flaw, Ground


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of the bottom line and the sections."""
    printed: dict[str, str] = {}
    for where, item in ground.items():
        yield from _spans(where, item)
        for missing in sorted(set(item.claim_ids) - set(ground.claims)):
            yield Flaw(where, f"leads to claim {missing}, which is not here")
        if not ground.first_edition and len(ground.known(item.claim_ids)) == len(item.claim_ids):
            yield from _worded(where, item, ground)
        if where.startswith("section"):
            if item.text in printed:
                yield Flaw(where, f"stands in {printed[item.text]} already")
            printed[item.text] = where


def _spans(where: str, item: Item) -> Iterator[Flaw]:
    end = 0
    if not item.claim_ids:
        yield Flaw(where, "leads to no claim")
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
    if set(item.claim_ids) != {i for s in item.spans for i in s.claim_ids}:
        yield Flaw(where, "the claims of the item are not those of its spans")


def _worded(where: str, item: Item, ground: Ground) -> Iterator[Flaw]:
    """The item is a claim's statement, or passes the checks against what its claims say and quote, or an analyst's."""
    if item.check != CHECKS[item.wording]:
        yield Flaw(where, f"is {item.wording}, and given as {item.check or 'not checked'}")
    records = ground.known(item.claim_ids)
    if item.wording == "verbatim":
        if not any(item.text == r.statement and r.wording == "verbatim" for r in records):
            yield Flaw(where, "the verbatim item is not the statement of the claim that it leads to")
        return
    own = any(fold(item.text) == fold(r.statement) for r in records)
    if own or ground.analysts(item.text, item.claim_ids):
        return
    yield from _faults(where, item.text, item.claim_ids, ground)
    for span in item.spans if len(item.spans) > 1 else ():
        yield from _faults(where, item.text[span.start : span.end].strip(), span.claim_ids, ground)


def _faults(where: str, text: str, ids: Sequence[str], ground: Ground) -> Iterator[Flaw]:
    for fault in ground.faults(text, _passages(ids, ground)):
        yield Flaw(where, f"{text!r}: {fault.code}: {fault.detail}")


def _passages(ids: Sequence[str], ground: Ground) -> tuple[Passage, ...]:
    """What some claims quote, source by source, and what they say, with the days that they are of."""
    found: list[Passage] = []
    for record in ground.known(ids):
        for key in dict.fromkeys(c.source_id for c in record.citations):
            own = [c for c in record.citations if c.source_id == key]
            more = (ground.sources[key].origin, *(c.attribution for c in own))
            found.append(ground.passage(key, [c.quote for c in own], more))
            said = (record.statement, *record.merged_from, *filter(None, (record.event_date,)))
            found.append(Passage(said, found[-1].context, found[-1].published, "en"))
    return tuple(dict.fromkeys(found))
