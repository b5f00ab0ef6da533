"""Items: every word in a span, every span on claims, and no word that the claims do not carry."""

from __future__ import annotations

from collections.abc import Iterator

from briefing import gate
from briefing.records.brief import Item
from briefing.verify.ground import Flaw, Ground


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of the bottom line and the sections."""
    printed: dict[str, str] = {}
    for where, item in ground.items():
        yield from _spans(where, item)
        for missing in sorted(set(item.claim_ids) - set(ground.claims)):
            yield Flaw(where, f"leads to claim {missing}, which is not here")
        if len(ground.known(item.claim_ids)) == len(item.claim_ids):
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
    """The item's words against what its claims state and quote."""
    if item.wording == "verbatim":
        # The claim whose words they are stands behind all of them; narrower ones may stand behind a part.
        whole = [i for i in item.claim_ids if all(i in s.claim_ids for s in item.spans)]
        if not any(item.text == ground.claims[i].statement for i in whole):
            yield Flaw(where, "the verbatim item is not the statement of the claim that it leads to")
        yield from _parts(where, item, ground)
        return
    if item.wording == "edited" and ground.analysts(item.text, item.claim_ids):
        return
    for span in item.spans:
        evidence = ground.words(span.claim_ids)
        if item.text in evidence:
            continue
        verdict = gate.check(item.text[: span.end], evidence, context=ground.words(item.claim_ids), own=span.start)
        for fault in verdict.faults:
            yield Flaw(where, f"{item.text[span.start : span.end].strip()!r}: {fault}")


def _parts(where: str, item: Item, ground: Ground) -> Iterator[Flaw]:
    """Each further claim behind a part of a verbatim item carries that part's numbers and dates."""
    for span in item.spans:
        text = item.text[span.start : span.end]
        for i in span.claim_ids:
            if ground.claims[i].statement == item.text:
                continue
            faults = gate.check(gate.unbracketed(text), ground.words([i])).faults
            for fault in faults:
                if fault.code in gate.CONTRADICTING:
                    yield Flaw(where, f"{text.strip()!r} does not stand on claim {i}: {fault}")
