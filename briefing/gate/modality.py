"""Negation, hedges, attribution: what stands between a clause and plain fact is neither lost nor added."""

from __future__ import annotations

from collections.abc import Iterator

from briefing import dates
from briefing.gate import attribution, lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.segments import bases
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause
from briefing.text.words import stem, stems

# What may stand for what: "is expected to" under "will" weakens, which is allowed; the other way round hardens.
_MAY_STAND_FOR: dict[str, frozenset[str]] = {
    "future": frozenset({"future", "expected", "would"}),
    "expected": frozenset({"expected"}),
    "would": frozenset({"would", "future", "expected"}),
    "possible": frozenset({"possible", "can"}),
    "can": frozenset({"can", "possible"}),
    "likely": frozenset({"likely", "expected"}),
}
# The words, some of them stems, that hedge a noun, and those that hedge what stands near them.
_HEDGES = frozenset(lexicon.HEDGING_ADJECTIVES) | frozenset(lexicon.HEDGING_NOUNS)
_NEARBY = _HEDGES | frozenset(lexicon.GOVERNORS)
# Operators that a past or present tense may carry without changing what is claimed.
_OPTIONAL = frozenset({"not"})


def faults(case: Case) -> Iterator[Fault]:
    """Negations, hedges and attributions that the statement lost or added, clause by clause."""
    for clause in case.statement.clauses:
        if clause.end <= case.own:
            continue
        match = counterpart(case, clause)
        if match is None:
            continue
        reading, other = match
        saying = attribution.is_attribution(case.statement, clause)
        if saying and not lexicon.alike(clause.verb, other.verb):
            continue
        yield from _polarity(case, clause, reading, other)
        if not saying:
            yield from _operators(case, clause, reading, other)
        if not saying or other.speaker is not None:
            yield from attribution.faults(case, clause, reading, other)
    yield from _figures(case)
    yield from _hedged_nouns(case)
    yield from _only_hoped(case)
    yield from _denied_nouns(case)


def counterpart(case: Case, clause: Clause) -> tuple[Reading, Clause] | None:
    """The clause of the evidence that says what this one says: same verb first, then most shared content."""
    wanted = _about(case.statement)[clause.first]
    # A verb in common counts as two words: a clause is about its verb.
    weight = 0.5 if clause.verb in ("be", "have", "do") else 2.5
    most = len(wanted) + (weight if clause.verb else 0) + 0.8
    best: tuple[float, Reading, Clause] | None = None
    for reading in case.evidence:
        for other in reading.clauses:
            alike = clause.verb == other.verb or lexicon.alike(clause.verb, other.verb)
            if not alike and attribution.is_attribution(reading, other):
                continue
            theirs = _about(reading)[other.first]
            left = wanted - theirs
            rank: float = len(wanted) - len(left)
            for base in left:
                rank += not lexicon.senses(base).isdisjoint(_meanings(reading, other.first))
            if alike and clause.verb and other.verb:
                rank += weight
            if clause.form == other.form:
                rank += 0.8
            if best is None or rank > best[0]:
                best = (rank, reading, other)
                if rank >= most:
                    # No other can share more, and of those that share as much the first is taken.
                    return reading, other
    if best is not None and best[0] >= 1:
        return best[1], best[2]
    # "when it did not": a clause without content answers to the one of the same verb and opening.
    bare = [(r, c) for r in case.evidence for c in r.clauses if c.verb == clause.verb and c.marker == clause.marker]
    return bare[0] if len(bare) == 1 and clause.verb in ("do", "be", "have") else None


@remembered
def _about(reading: Reading) -> dict[int, frozenset[str]]:
    """Of each clause, by its first word: the content stems of it and of its subject."""
    own = bases(reading)
    return {
        c.first: frozenset(filter(None, own[c.first : c.last] + own[c.subject[0] : c.subject[1]]))
        for c in reading.clauses
    }


@remembered
def _meanings(reading: Reading, first: int) -> frozenset[str]:
    """The senses of what the clause that begins with the word `first` is about."""
    return frozenset[str]().union(*map(lexicon.senses, _about(reading)[first]))


def _polarity(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    said = clause.first in _negatives(case.statement)
    if said == (other.first in _negatives(reading)):
        return
    if said and "fail" in reading.operators(other) and "fail" not in case.statement.operators(clause):
        # "did not say" for "declined to say".
        return
    if said and _denied_nearby(case, clause):
        return
    yield Fault("negation", f"{'added to' if said else 'lost from'} {clause.verb or 'the statement'!r}")


def _denied_nearby(case: Case, clause: Clause) -> bool:
    """Whether the evidence denies the same by another word: "without charge", "no trace", "neither attended"."""
    objects = [w for w in case.statement.words[clause.group[1] : clause.last] if w.content][:3]
    wanted = [clause.verb, *(w.lower for w in objects)]
    for reading in case.evidence:
        for at, word in enumerate(reading.words):
            if at and reading.words[at - 1].lower == "of":
                # "a vote of no confidence".
                continue
            if word.lower in ("no", "without", "neither", "nor", "not", "none", "never"):
                window = reading.words[at + 1 : at + 5]
                window = window[: next((i for i, w in enumerate(window) if w.shape == "mark"), len(window))]
                behind = [w for w in window if w.content][:2]
                if any(lexicon.alike(stem(w.lower), stem(x)) for w in behind for x in wanted if x):
                    return True
    return False


@remembered
def _negatives(reading: Reading) -> frozenset[int]:
    """The clauses of a sentence that are denied, by their first words."""
    return frozenset(c.first for c in reading.clauses if _negative(reading, c))


def _negative(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is denied by itself or by what governs it."""
    negative, governor = clause.negated ^ _unproved(reading, clause), clause.governor
    while governor is not None and clause.form == "infinitive":
        above = reading.clauses[governor]
        negative ^= above.negated
        if above.form != "infinitive":
            break
        governor = above.governor
    return negative


_PROOF = frozenset("evidence sign proof indication suggestion hint trace reason".split())


def _unproved(reading: Reading, clause: Clause) -> bool:
    """ "found no evidence that the fires were linked": what nothing speaks for is as good as denied."""
    before = reading.words[max(0, clause.first - 4) : clause.first]
    if clause.form == "gerund":
        # "no evidence of the disease having reached".
        before = reading.words[max(0, clause.group[0] - 8) : clause.group[0]]
        proof = next((i for i, w in enumerate(before) if w.lower in _PROOF), None)
        before = () if proof is None or any(w.shape == "mark" for w in before[proof:]) else before[: proof + 1]
    elif clause.marker != "that":
        return False
    if not before or before[-1].lower not in _PROOF:
        return False
    return any(w.lower in ("no", "any", "little", "not", "without") for w in before)


_CLAIMING = frozenset(("claim", "allege", "suspect", "suggest", "accuse"))


def _operators(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    said, there = case.statement.operators(clause), reading.operators(other)
    if not said and not there:
        return
    said, there = said - _OPTIONAL, there - _OPTIONAL
    around = _operators_near(reading, other) if said else frozenset[str]()
    if clause.first in _negatives(case.statement) and other.first not in _negatives(reading):
        there = there - {"fail"}
    # "Relatives claim that": who says it hedges it as the noun "claims" does.
    own = {"alleged"} if clause.said in _CLAIMING else set()
    lost = {o for o in there - own if not said & _MAY_STAND_FOR.get(o, frozenset({o})) and o not in _own(clause)}
    if lost:
        yield Fault("hedge_lost", f"{', '.join(sorted(lost))} over {clause.verb or 'the statement'!r}")
    if other.said in _CLAIMING:
        around = around | {"alleged"}
    added = {o for o in said if not any(o in _MAY_STAND_FOR.get(t, frozenset({t})) for t in there | around)}
    if other.said == "deny":
        added -= {"denied"}
    if added - {"would"}:
        yield Fault("hedge_added", f"{', '.join(sorted(added))} over {clause.verb or 'the statement'!r}")


def _own(clause: Clause) -> frozenset[str]:
    """The operator that the clause's own verb is: "plans the visit" keeps what "plans to visit" hedges."""
    operator = lexicon.GOVERNORS.get(clause.verb)
    return frozenset({operator}) if operator else frozenset()


def _operators_near(reading: Reading, other: Clause) -> frozenset[str]:
    """The operators over a clause and those of the words and verbs that it hangs together with."""
    return _near(reading, reading.clauses.index(other))


@remembered
def _near(reading: Reading, index: int) -> frozenset[str]:
    found: set[str | None] = set()
    hedges = not _NEARBY.isdisjoint(reading.stems)
    for i in {index, *reading.links[index]}:
        part = reading.clauses[i]
        found |= reading.operators(part)
        found.add(lexicon.GOVERNORS.get(part.verb))
        for word in reading.words[part.first : part.last] if hedges else ():
            if word.content:
                found.add(lexicon.HEDGING_NOUNS.get(stem(word.lower)))
                found.add(lexicon.HEDGING_ADJECTIVES.get(word.lower))
                found.add(lexicon.noun_operator(word))
    return frozenset([o for o in found if o])


def _all_operators(reading: Reading) -> frozenset[str]:
    found = frozenset[str]().union(*(reading.operators(c) for c in reading.clauses))
    found |= {lexicon.GOVERNORS[c.verb] for c in reading.clauses if c.verb in lexicon.GOVERNORS}
    found |= {lexicon.HEDGING_NOUNS[s] for s in reading.stems if s in lexicon.HEDGING_NOUNS}
    return found | {lexicon.HEDGING_ADJECTIVES[w] for w in reading.lowers if w in lexicon.HEDGING_ADJECTIVES}


_OPEN = frozenset(("future", "expected", "possible", "alleged", "wish", "propose", "promise", "threaten", "consider"))


def _figures(case: Case) -> Iterator[Fault]:
    """ "promised 50 million" may not become "paid 50 million": a figure or a date keeps the hedge of its clause."""
    if not any(_open_ended(r) for r in case.evidence):
        return
    for start, homes in _homes(case):
        clause = case.statement.clause_at(start)
        if clause.verb in lexicon.SAYING:
            continue
        open_ended = [_over(r, r.clause_at(at), at) & _OPEN for r, at in homes]
        if not all(open_ended):
            continue
        index = next((i for i, w in enumerate(case.statement.words) if w.start >= start), 0)
        holders = [clause, *(c for c in case.statement.clauses if c.subject[0] <= index < c.subject[1])]
        said = frozenset[str]().union(*(_operators_near(case.statement, c) | _own(c) for c in holders))
        said |= frozenset(lexicon.GOVERNORS.get(c.verb, "") for c in case.statement.clauses)
        lost = [{o for o in over if not said & _MAY_STAND_FOR.get(o, frozenset({o}))} for over in open_ended]
        if lost and all(lost):
            yield Fault("hedge_lost", f"{', '.join(sorted(lost[0]))} over {case.statement.text[start : start + 20]!r}")


@remembered
def _open_ended(reading: Reading) -> bool:
    """Whether a clause of a sentence tells of what is to come, or may be."""
    return any(not _OPEN.isdisjoint(reading.operators(c) | _own(c)) for c in reading.clauses)


def _homes(case: Case) -> Iterator[tuple[int, list[tuple[Reading, int]]]]:
    for number in case.statement.numbers:
        if number.start >= case.own:
            yield number.start, [(r, n.start) for r in case.evidence for n in r.numbers if n.value == number.value]
    for mention in case.statement.dates:
        if mention.start >= case.own:
            yield mention.start, [(r, d.start) for r in case.evidence for d in r.dates if dates.agree(mention, d)]


def _over(reading: Reading, clause: Clause, at: int) -> frozenset[str]:
    """The operators over a figure: its clause's, and its verb's where it is the object of a promise or a plan."""
    own, over = _own(clause), reading.operators(clause)
    if not own or clause.passive or clause.verb in lexicon.HEDGE_IN_PASSIVE:
        return over
    held = clause.group[1] < clause.last and at >= reading.words[clause.group[1]].start
    return over | own if held else over


def _only_hoped(case: Case) -> Iterator[Fault]:
    """ "expectations of a cut" may not become "cut": a deed that the evidence has only as a noun under another noun."""
    for clause in case.statement.clauses:
        if clause.end <= case.own or not clause.verb or clause.form != "finite" or clause.verb in lexicon.LIGHT:
            continue
        if _has_verb(case, clause.verb):
            continue
        spots = [
            (r, i) for r in case.evidence for i, w in enumerate(r.words) if lexicon.alike(stem(w.lower), clause.verb)
        ]
        under = [_noun_over(r, i) or _due(r, i) or _sought(r, i) for r, i in spots]
        said = case.statement.operators(clause) | {lexicon.GOVERNORS.get(c.verb, "") for c in case.statement.clauses}
        if under and all(under) and not set(under) & said:
            yield Fault("hedge_lost", f"{under[0]} of {clause.verb!r}")


def _has_verb(case: Case, verb: str) -> bool:
    """Whether a clause of the evidence has a verb, or one that stands for it."""
    for reading in case.evidence:
        for clause in reading.clauses:
            if clause.verb == verb:
                return True
    return any(c.verb and lexicon.alike(c.verb, verb) for r in case.evidence for c in r.clauses)


def _denied_nouns(case: Case) -> Iterator[Fault]:
    """ "no charges have been brought" may not become "charged": a deed that the evidence has only as a denied noun."""
    for clause in case.statement.clauses:
        if clause.end <= case.own or clause.form != "finite" or clause.verb in lexicon.LIGHT or not clause.verb:
            continue
        if _has_verb(case, clause.verb) or clause.first in _negatives(case.statement):
            continue
        spots = [(r, i) for r in case.evidence for i, w in enumerate(r.words) if clause.verb in stems(w.lower)]
        if spots and all(r.words[i - 1].lower in ("no", "without", "neither") for r, i in spots if i):
            yield Fault("negation", f"lost from {clause.verb!r}")


def _sought(reading: Reading, at: int) -> str | None:
    """ "is considering an appeal": the noun is only what somebody considers, wants or demands."""
    for clause in reading.clauses:
        if clause.object[0] <= at < clause.object[1] and not clause.passive and at - clause.object[0] <= 4:
            return lexicon.GOVERNORS.get(clause.verb)
    return None


def _due(reading: Reading, at: int) -> str | None:
    """ "a ruling is due in November": what is said of the noun is that it is to come."""
    for clause in reading.clauses:
        if clause.verb == "be" and clause.subject[0] <= at < clause.subject[1] and clause.group[1] < clause.last:
            return lexicon.GOVERNORS.get(reading.words[clause.group[1]].lower)
    return None


def _noun_over(reading: Reading, at: int) -> str | None:
    before = reading.words[max(0, at - 4) : at]
    for place, word in enumerate(before):
        operator = lexicon.HEDGING_NOUNS.get(stem(word.lower))
        if operator and any(w.lower in ("of", "for") for w in before[place + 1 :]):
            return operator
    return None


def _hedged_nouns(case: Case) -> Iterator[Fault]:
    """ "the alleged attack" may not become "the attack"; "an attack" may not become "the alleged attack"."""
    said = _hedged(case.statement, case.own)
    there = {pair for reading in case.evidence for pair in _hedged(reading, 0)}
    if not said and not there:
        return
    operators = _all_operators(case.statement)
    for noun, operator in sorted(there):
        plain = any(stem(w.lower) == noun for w in case.statement.words if w.start >= case.own)
        bare = any(noun in r.stems and (noun, operator) not in _hedged(r, 0) for r in case.evidence)
        if plain and not bare and (noun, operator) not in said and operator not in operators:
            yield Fault("hedge_lost", f"{operator} of {noun!r}")
    for noun, operator in sorted(said):
        if not any(n == noun and o == operator for n, o in there) and not any(
            operator in _all_operators(r) for r in case.evidence
        ):
            yield Fault("hedge_added", f"{operator} of {noun!r}")


@remembered
def _hedged(reading: Reading, own: int) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    if _HEDGES.isdisjoint(reading.stems):
        return frozenset()
    tokens = reading.words
    for at, word in enumerate(tokens[:-1]):
        operator = lexicon.HEDGING_ADJECTIVES.get(word.lower)
        if operator and tokens[at + 1].lower in ("of", "by", "in", "on", "for"):
            # "is suspected of", "is expected in November": the verb's operator, not an adjective's.
            continue
        noun = lexicon.HEDGING_NOUNS.get(stem(word.lower))
        operator = operator or (noun if tokens[at + 1].lower in ("of", "that", "about") else None)
        if operator and word.start >= own:
            following = [w for w in tokens[at + 1 : at + 4] if w.content]
            nouns = [w for w in following if w.start - word.end <= 25]
            # "is expected to": a verb, which the clauses account for.
            if nouns and tokens[at + 1].lower != "to":
                found |= {(stem(w.lower), operator) for w in nouns[:2]}
    return frozenset(found)
