"""Content words: nearly all of the statement's stand in the evidence, and its verbs and heads among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from briefing import names
from briefing.gate import lexicon
from briefing.gate.mentions import mentions
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.segments import bases
from briefing.gate.slots import in_names
from briefing.gate.verdict import Fault
from briefing.text.group import RELATIVES
from briefing.text.words import Word, lemmas, stem

# Share of content words that must stand in the evidence. On the development pairs of tests/data/gate.jsonl lower
# values let
# invented particulars through, higher ones refuse rewrites that use one word of their own.
_ENOUGH = 0.75
# The verbs that carry no more than their object does.
_LIGHT_VERBS = frozenset(
    "be have do make take hold give get go come include involve face see hear say tell add note state".split()
)

_SAYING = frozenset("say tell add state report note".split())
_SIDES = frozenset[str]().union(*lexicon.OPPOSITE_SIDES)


def faults(case: Case) -> Iterator[Fault]:
    """Words that the evidence does not have, where they are too many or carry the statement."""
    own = [
        w for w, base in zip(case.statement.words, bases(case.statement), strict=True) if base and w.start >= case.own
    ]
    if not own:
        return
    if _speaker_only(case.statement):
        yield Fault("empty", "it says who says it, and not what")
        return
    acting = {case.statement.words[c.group[1] - 1].start: c.verb for c in case.statement.clauses if c.verb}
    unlike = _unlike(case, own, acting)
    evidence = frozenset[str]().union(*(r.senses for r in case.evidence), *_verbs_of(case)) if unlike else frozenset()
    missing = [w for w in unlike if not _stands(acting.get(w.start, w.lower), evidence)]
    # What the article said before is read only where a word is missing: it grows with each sentence.
    earlier = _senses(case.context) if missing else frozenset[str]()
    heavy = _heavy(case, missing, acting, earlier) if missing else []
    opposite = _opposite(heavy, evidence) or _other_side(case)
    if opposite:
        yield Fault("opposite", opposite)
    if _against(case):
        yield Fault("content", "'against' is not in the evidence")
    for word in heavy:
        if acting.get(word.start, "be") not in _LIGHT_VERBS and word.lower not in lexicon.LIGHT:
            yield Fault("content", f"{word.text!r} is not in the evidence")
            return
    borrowed = [
        w for w in heavy if _stands(w.lower, earlier) and "NOUN" in lemmas(w.lower) and not _fuller(case, w, evidence)
    ]
    if borrowed:
        # A word of the article's own that stands elsewhere in it: somebody or something else.
        yield Fault("content", f"not in the evidence, but elsewhere: {', '.join(w.text for w in borrowed)}")
        return
    if heavy and 1 - len(heavy) / len(own) < _ENOUGH:
        yield Fault("content", f"not in the evidence: {', '.join(w.text for w in heavy)}")


def _unlike(case: Case, own: list[Word], acting: Mapping[int, str]) -> list[Word]:
    """The words outside names and numbers that do not stand in the evidence as they are or by their stem."""
    spans, names_in = [(n.start, n.end) for n in case.statement.numbers], in_names(case.statement)
    stems = case.evidence[0].stems.union(*[r.stems for r in case.evidence[1:]])
    found = []
    for word in own:
        said = acting.get(word.start, word.lower)
        if said in stems or word.start in names_in or any(a <= word.start < b for a, b in spans):
            continue
        found.append(word)
    return found


def _heavy(case: Case, missing: list[Word], acting: Mapping[int, str], earlier: frozenset[str]) -> list[Word]:
    """The missing words that carry something of their own."""
    # "Amadi, who leads the prosecution": what the context says of a name may be said in passing.
    related = {
        w.start
        for c in case.statement.clauses
        if c.verb and c.marker in RELATIVES
        for w in case.statement.words[c.first : c.last]
    }
    governing = {c.governor for c in case.statement.clauses if c.form in ("infinitive", "gerund")}
    hedging = {
        case.statement.words[c.group[1] - 1].start
        for i, c in enumerate(case.statement.clauses)
        if c.verb in lexicon.GOVERNORS and i not in governing and not c.passive
    }
    nearby = _nearby(case)
    return [
        w
        for w in missing
        if not _light(w, governs=w.start not in hedging)
        and not _says_alike(acting.get(w.start, ""), case)
        and not (w.start in related and _stands(w.lower, earlier))
        and not (_describes(w, acting) and _stands(w.lower, nearby))
    ]


_POINTERS = frozenset("he she it they him her them his its their this these those such both neither".split())


def _speaker_only(statement: Reading) -> bool:
    """ "The press office says so": small models make a sentence of the attribution alone."""
    verbs = [c for c in statement.clauses if c.verb]
    return (
        len(verbs) == 1
        and verbs[0].verb in _SAYING
        and not verbs[0].negated
        and not any(w.content or w.shape == "figure" for w in statement.words[slice(*verbs[0].object)])
    )


def _nearby(case: Case) -> frozenset[str]:
    """What the context may lend: all of it to a pronoun of the evidence, else what describes names."""
    if any(r.lowers & _POINTERS for r in case.evidence):
        return _senses(case.context)
    return _descriptions(case.context)


@remembered
def _senses(context: tuple[Reading, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(r.senses for r in context)) if context else frozenset()


@remembered
def _descriptions(context: tuple[Reading, ...]) -> frozenset[str]:
    words = {w for r in context for m in mentions(r) for w in (*m.words, *m.key)}
    words |= {w for r in context for _, long in names.introduced(r.text) for w in long}
    return frozenset[str]().union(*map(lexicon.senses, sorted(words)))


def _fuller(case: Case, word: Word, evidence: frozenset[str]) -> bool:
    """ "legionnaires' disease" for "the disease": the context has the word before the same noun."""
    behind = next((w for w in case.statement.words if w.start >= word.end), None)
    if behind is None or not _stands(behind.lower, evidence):
        return False
    pairs = (pair for r in case.context for pair in pairwise(r.words))
    return any(stem(a.lower) == stem(word.lower) and stem(b.lower) == stem(behind.lower) for a, b in pairs)


def _says_alike(verb: str, case: Case) -> bool:
    """ "rejected the accusation" for "denied the accusation"."""
    kind = lexicon.SAYING.get(verb)
    return kind is not None and any(lexicon.SAYING.get(c.verb) == kind for r in case.evidence for c in r.clauses)


def _verbs_of(case: Case) -> list[frozenset[str]]:
    """What the verbs of the evidence mean together with their particles."""
    return [lexicon.senses(c.verb) for r in case.evidence for c in r.clauses if c.verb]


def _stands(word: str, evidence: frozenset[str]) -> bool:
    return not lexicon.senses(word).isdisjoint(evidence) or any(
        not lexicon.senses(part).isdisjoint(evidence) for part in word.split("-") if len(part) > 3 and "-" in word
    )


def _light(word: Word, *, governs: bool) -> bool:
    return (
        stem(word.lower) in lexicon.LIGHT
        or word.lower in lexicon.LIGHT
        or (
            word.lower in lexicon.QUANTIFIERS
            or word.lower in lexicon.HEDGING_ADJECTIVES
            or (word.lower in lexicon.GOVERNORS and governs)
            or lexicon.SAYING.get(stem(word.lower)) == "say"
        )
    )


def _describes(word: Word, acting: Mapping[int, str]) -> bool:
    """A noun of the context may describe a name ("KFOR mission", "the commander")."""
    return word.start not in acting and (word.lower in names.TITLES or "NOUN" in lemmas(word.lower))


def _other_side(case: Case) -> str | None:
    """ "inside the record" for "outside the record"."""
    if _SIDES.isdisjoint(case.statement.lowers):
        return None
    said = {w.lower for w in case.statement.words if w.start >= case.own}
    there = frozenset[str]().union(*(r.lowers for r in case.evidence))
    for pair in lexicon.OPPOSITE_SIDES:
        if len(said & pair) == 1 and not said & pair & there and pair & there:
            return f"{min(said & pair)!r} where the evidence has {min(pair & there)!r}"
    return None


_HOSTILE = frozenset(
    "accuse charge sue fight oppose protest attack criticise criticize beat convict complain defeat lose rival "
    "opponent resist vote compare versus indict condemn sanction ban combat face play war battle guard protect".split()
)


def _against(case: Case) -> bool:
    """Whether "against" is the statement's own: whom something is directed at must stand in the evidence."""
    said = "against" in case.statement.lowers
    said = said and any(w.lower == "against" and w.start >= case.own for w in case.statement.words)
    return said and not any(r.lowers & {"against", "anti"} or r.stems & _HOSTILE for r in case.evidence)


def _opposite(words: list[Word], evidence: frozenset[str]) -> str | None:
    for word in words:
        for pair in lexicon.ANTONYMS:
            own = {stem(word.lower), word.lower} & pair
            if own and (pair - own) & evidence:
                return f"{word.text!r} where the evidence has {min(pair - own)!r}"
    return None
