"""The certain checks on what a reviewer wrote, source by source, as the re-checks will read it from the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing import grounding
from briefing.extract import Reading
from briefing.grounding import Fault, Passage
from briefing.records.claim import Claim
from briefing.text.normal import fold

Readings = Mapping[str, Reading]
"""The usable lines of each article, by its id."""


def sources(claims: Sequence[Claim]) -> list[str]:
    """The articles behind some claims, in their order."""
    return list(dict.fromkeys(e.source_id for claim in claims for e in claim.evidence))


def faults(statement: str, claims: Sequence[Claim], source_id: str, readings: Readings) -> tuple[Fault, ...]:
    """Why what some claims have from one article does not carry a statement; empty when it does.

    Their quotes count, and what they say of them, which is accepted already; for names and dates the whole article.
    """
    return grounding.faults(statement, passages(claims, source_id, readings), known=readings[source_id].known)


def passages(claims: Sequence[Claim], source_id: str, readings: Readings) -> tuple[Passage, ...]:
    """The quotes that some claims have from one article, and the claims' own words."""
    reading = readings[source_id]
    article = reading.article
    own = [claim for claim in claims if claim.source_id == source_id]
    quotes = dict.fromkeys(e.quote for e in sorted({e for claim in own for e in claim.evidence}))
    said = dict.fromkeys(claim.statement for claim in own if claim.statement not in quotes)
    lines = (article.title, article.publisher, *(line.text for line in reading.lines))
    context = tuple(filter(None, lines))
    held = Passage(tuple(quotes), context, reading.published, article.language)
    # A claim of an article in another language is told in English.
    return (held, Passage(tuple(said), context, reading.published, "en")) if said else (held,)


def sentences(claim: Claim, readings: Readings) -> list[str]:
    """The whole sentences that a claim's quotes are from."""
    lines = readings[claim.source_id].lines
    return [s.text for s in lines if any(e.start < s.end and s.start < e.end for e in claim.evidence)]


def names(who: str, source_id: str, readings: Readings) -> bool:
    """Whether each word of a name stands in an article."""
    have = fold(readings[source_id].article.text)
    return all(word in have for word in fold(who).split())


def words(found: Sequence[Fault]) -> str:
    """What the checks say."""
    return "; ".join(fault.detail for fault in found)
