"""Content words: nearly all of the statement's stand in the evidence, and its verbs and heads among them."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.gate import lexicon
from briefing.gate.reading import Case
from briefing.gate.verdict import Fault
from briefing.names import TITLES
from briefing.text.words import Word, is_content, lemmas, stem

# Share of content words that must stand in the evidence. On the development pairs of tests/data/gate.jsonl lower
# values let
# invented particulars through, higher ones refuse rewrites that use one word of their own.
_ENOUGH = 0.75
# The verbs that carry no more than their object does.
_LIGHT_VERBS = frozenset(
    "be have do make take hold give get go come include involve face see hear say tell add note state".split()
)


def faults(case: Case) -> Iterator[Fault]:
    """Words that the evidence does not have, where they are too many or carry the statement."""
    own = [w for w in case.statement.words if w.start >= case.own and is_content(w)]
    named = [(n.start, n.end) for n in case.statement.names]
    named += [(n.start, n.end) for n in case.statement.numbers]
    common = [w for w in own if not any(a <= w.start < b for a, b in named)]
    if not own:
        return
    evidence = frozenset[str]().union(*(r.senses for r in case.evidence))
    nearby = frozenset[str]().union(*(r.senses for r in case.context)) if case.context else frozenset[str]()
    missing = [w for w in common if not _stands(w, evidence)]
    heavy = [w for w in missing if not _light(w) and not (_describes(w) and _stands(w, nearby))]
    opposite = _opposite(heavy, evidence)
    if opposite:
        yield Fault("opposite", opposite)
    verbs = {c.verb for c in case.statement.clauses if c.end > case.own} - _LIGHT_VERBS
    for word in heavy:
        if stem(word.lower) in verbs and word.lower not in lexicon.LIGHT:
            yield Fault("content", f"{word.text!r} is not in the evidence")
            return
    weight = sum(1.0 for _ in own)
    if heavy and 1 - len(heavy) / weight < _ENOUGH:
        yield Fault("content", f"not in the evidence: {', '.join(w.text for w in heavy)}")


def _stands(word: Word, evidence: frozenset[str]) -> bool:
    return not lexicon.senses(word.lower).isdisjoint(evidence) or any(
        not lexicon.senses(part).isdisjoint(evidence)
        for part in word.lower.split("-")
        if len(part) > 3 and "-" in word.lower
    )


def _light(word: Word) -> bool:
    return (
        stem(word.lower) in lexicon.LIGHT
        or word.lower in lexicon.LIGHT
        or (
            word.lower in lexicon.QUANTIFIERS
            or word.lower in lexicon.HEDGING_ADJECTIVES
            or word.lower in lexicon.GOVERNORS
            or stem(word.lower) in lexicon.SAYING
        )
    )


def _describes(word: Word) -> bool:
    """A noun of the context may describe a name ("KFOR mission", "the commander")."""
    return word.lower in TITLES or "NOUN" in lemmas(word.lower)


def _opposite(words: list[Word], evidence: frozenset[str]) -> str | None:
    for word in words:
        for pair in lexicon.ANTONYMS:
            own = {stem(word.lower), word.lower} & pair
            if own and (pair - own) & evidence:
                return f"{word.text!r} where the evidence has {min(pair - own)!r}"
    return None
