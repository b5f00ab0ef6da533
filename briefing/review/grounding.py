"""The gate on what a reviewer wrote, source by source, as the re-checks will read it from the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing import gate
from briefing.extract import Ground
from briefing.gate import Fault
from briefing.records.claim import Claim

Grounds = Mapping[str, Ground]
"""The usable sentences of each article, by its id."""


def sources(claims: Sequence[Claim]) -> list[str]:
    """The articles behind some claims, in their order."""
    return list(dict.fromkeys(e.source_id for claim in claims for e in claim.evidence))


def faults(statement: str, claims: Sequence[Claim], source_id: str, grounds: Grounds) -> tuple[Fault, ...]:
    """Why the quotes that some claims have from one article do not carry a statement; empty when they do."""
    ground = grounds[source_id]
    own = sorted({e for claim in claims for e in claim.evidence if e.source_id == source_id})
    if ground.foreign:
        return gate.check_translation(
            statement, [e.quote for e in own], published=ground.published, language=ground.article.language or "en"
        ).faults
    spoken = {s.text: ground.speakers[s.index] for s in ground.sentences if s.index in ground.speakers}
    first = own[0].start
    before = [s.text for s in ground.sentences if s.end <= first or s.start < first < s.end]
    others = sorted({e.quote for claim in claims for e in claim.evidence if e.source_id != source_id})
    evidence = [gate.under_word_of(spoken.get(e.quote), e.quote) for e in own]
    return gate.check(statement, evidence, context=[*before, *others], published=ground.published).faults


def sentences(claim: Claim, grounds: Grounds) -> list[str]:
    """The whole sentences that a claim's quotes are from."""
    ground = grounds[claim.source_id]
    return [s.text for s in ground.sentences if any(e.start < s.end and s.start < e.end for e in claim.evidence)]


def names(who: str, source_id: str, grounds: Grounds) -> bool:
    """Whether each word of a name stands in an article."""
    from briefing.text.normal import fold

    have = fold(grounds[source_id].article.text)
    return all(word in have for word in fold(who).split())


def words(found: Sequence[Fault]) -> str:
    """The gate's words."""
    return "; ".join(map(str, found))
