"""What of a draft may stand: certain checks, then the judge; what is refused gives way to its facts' own statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import dates, grounding
from briefing.compose.draft import Draft, Piece, Sentence, of_fact
from briefing.compose.fact import Fact
from briefing.grounding import Passage
from briefing.judge import Pair, Verdict
from briefing.records.article import Article
from briefing.records.brief import Rejected, Stage
from briefing.records.claim import Claim
from briefing.records.record import Reason

# Reports of one fact that the judge is shown; more of them say the same.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft after the certain checks: each sentence as it may be printed, its faults, and what the judge is asked."""

    draft: Draft
    sentences: Mapping[Sentence, tuple[Sentence, tuple[grounding.Fault, ...]]]
    pairs: Mapping[Sentence, Pair]


def checked(draft: Draft, articles: Mapping[str, Article], *, today: str | None, known: Sequence[str] = ()) -> Checked:
    """Hold each sentence to what code can decide. What is a fact's own statement needs no judge."""
    every = [*draft.bottom_line, *(s for items in draft.sections.values() for s in items)]
    sentences = {sentence: _checked(sentence, articles, known) for sentence in every}
    around = tuple(dict.fromkeys(line(f.best, articles) for s in every for f in s.facts))
    pairs: dict[Sentence, Pair] = {}
    for sentence, (_, faults) in sentences.items():
        if not faults and sentence.own is None:
            told = ((f.best, *reversed(f.cluster.claims)) for f in sentence.facts)
            lines = [list(dict.fromkeys(line(c, articles) for c in claims))[:_SHOWN] for claims in told]
            evidence = tuple(dict.fromkeys(each for some in lines for each in some))
            pairs[sentence] = Pair(sentence.text, evidence, reported=today, lines=around)
    return Checked(draft, sentences, pairs)


def settled(found: Checked, verdicts: Mapping[Pair, Verdict]) -> tuple[Draft, tuple[Rejected, ...]]:
    """The draft with every sentence either carried by its facts or replaced, in its place, by their statements."""
    stands: dict[Sentence, Sentence | None] = {}
    rejected: list[Rejected] = []
    for sentence, (mended, faults) in found.sentences.items():
        verdict = verdicts.get(found.pairs[sentence]) if sentence in found.pairs else None
        good = sentence.own is not None or (not faults and verdict is not None and verdict.holds)
        stands[sentence] = mended if good else None
        if not good:
            rejected.append(_rejected(sentence, faults, verdict))
    return _replaced(found.draft, stands), tuple(rejected)


def _checked(
    sentence: Sentence, articles: Mapping[str, Article], known: Sequence[str]
) -> tuple[Sentence, tuple[grounding.Fault, ...]]:
    """The faults of a sentence against all its facts. Where a piece does not hold alone, all stand behind the whole."""
    faults = grounding.faults(sentence.text, _passages(sentence.facts, articles), known=known)
    if faults or len(sentence.pieces) == 1:
        return sentence, faults
    alone = all(
        not grounding.faults(sentence.text[p.start : p.end], _passages(p.facts, articles), known=known)
        for p in sentence.pieces
    )
    if not alone:
        sentence = replace(sentence, pieces=(Piece(0, len(sentence.text), sentence.facts),))
    return sentence, ()


def _passages(facts: Iterable[Fact], articles: Mapping[str, Article]) -> tuple[Passage, ...]:
    """What the claims of some facts say and quote."""
    found: dict[tuple[str, ...], Passage] = {}
    for fact in facts:
        for claim in (fact.best, *fact.cluster.claims):
            article = articles[claim.source_id]
            published = dates.parse_iso(article.published)
            context = tuple(filter(None, (article.title, article.publisher, article.origin, claim.attribution)))
            quotes = tuple(e.quote for e in claim.evidence)
            found.setdefault(("quotes", *quotes), Passage(quotes, context, published, article.language))
            said = (*filter(None, (claim.statement, claim.event.date if claim.event else None)),)
            found.setdefault(("said", *said), Passage(said, context, published, "en"))
    return tuple(found.values())


def line(claim: Claim, articles: Mapping[str, Article]) -> str:
    """A claim as the judge is shown it: "[Adria Wire, 2025-03-05, of 2025-03-04] Osmani met Barduani on Tuesday."."""
    event = f", of {claim.event.date}" if claim.event and claim.event.date else ""
    return f"[{articles[claim.source_id].report}{event}] {claim.statement}"


def _rejected(sentence: Sentence, faults: Sequence[grounding.Fault], verdict: Verdict | None) -> Rejected:
    stage: Stage = "check" if faults else "judge"
    code, detail = "not_judged", "The judge gave no verdict."
    if faults:
        code, detail = faults[0].code, " ".join(fault.detail for fault in faults)
    elif verdict is not None:
        code, detail = "unsupported", f"Its facts do not say {verdict.said}."
    reason = Reason(code=code, detail=f"{detail} They are told in their own words instead.")
    return Rejected(stage=stage, statement=sentence.text, reason=reason)


def _replaced(draft: Draft, stands: Mapping[Sentence, Sentence | None]) -> Draft:
    """The draft with what stands and, in the place of what does not, the statements of its facts."""

    def mended(sentences: Sequence[Sentence], told: set[str]) -> tuple[Sentence, ...]:
        out: list[Sentence] = []
        for sentence in sentences:
            good = stands[sentence]
            if good is not None:
                out.append(good)
                continue
            ids = {fact.id for fact in sentence.facts} | told
            for fact in sentence.facts:
                if fact.id not in told and fact.cluster.within not in ids and not fact.superseded:
                    told.add(fact.id)
                    out.append(of_fact(fact))
        return tuple(out)

    def standing(sentences: Iterable[Sentence]) -> set[str]:
        return {fact.id for s in sentences if (good := stands[s]) is not None for fact in good.facts}

    # The bottom line keeps its facts, whatever the sections tell.
    bottom = mended(draft.bottom_line, standing(draft.bottom_line))
    told = {fact.id for s in bottom for fact in s.facts} | standing(s for i in draft.sections.values() for s in i)
    return Draft(bottom, {key: mended(items, told) for key, items in draft.sections.items()})
