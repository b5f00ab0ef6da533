"""Negation, hedges, attribution: what stands between a clause and plain fact is neither lost nor added."""

from __future__ import annotations

from collections.abc import Iterator

from briefing import names
from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause
from briefing.text.words import is_content, stem

# What may stand for what: "is expected to" under "will" weakens, which is allowed; the other way round hardens.
_MAY_STAND_FOR: dict[str, frozenset[str]] = {
    "future": frozenset({"future", "expected", "would"}),
    "expected": frozenset({"expected"}),
    "would": frozenset({"would", "future", "expected"}),
    "possible": frozenset({"possible", "can"}),
    "can": frozenset({"can", "possible"}),
    "likely": frozenset({"likely", "expected"}),
}
# Operators that a past or present tense may carry without changing what is claimed.
_OPTIONAL = frozenset({"not"})


def faults(case: Case) -> Iterator[Fault]:
    """Negations, hedges and attributions that the statement lost or added, clause by clause."""
    for clause in case.statement.clauses:
        if clause.end <= case.own or _is_attribution(case.statement, clause):
            continue
        match = counterpart(case, clause)
        if match is None:
            continue
        reading, other = match
        yield from _polarity(case, clause, reading, other)
        yield from _operators(case, clause, reading, other)
        yield from _attribution(case, clause, reading, other)
    yield from _hedged_nouns(case)


def _is_attribution(reading: Reading, clause: Clause) -> bool:
    """Whether the clause only says who said it."""
    return any(c.speaker is not None and c.said == clause.verb and c.speaker == clause.subject for c in reading.clauses)


def counterpart(case: Case, clause: Clause) -> tuple[Reading, Clause] | None:
    """The clause of the evidence that says what this one says: same verb first, then most shared content."""
    stems = case.statement.stems_in((clause.first, clause.last)) | case.statement.stems_in(clause.subject)
    best: tuple[float, Reading, Clause] | None = None
    for reading in case.evidence:
        for other in reading.clauses:
            if _is_attribution(reading, other) and clause.verb != other.verb:
                continue
            theirs = reading.stems_in((other.first, other.last)) | reading.stems_in(other.subject)
            shared = sum(1 for s in stems if s in theirs or any(lexicon.alike(s, t) for t in theirs))
            same_verb = bool(clause.verb and other.verb) and (
                clause.verb == other.verb or lexicon.alike(clause.verb, other.verb)
            )
            # A verb in common counts as two words: a clause is about its verb.
            rank = shared + 2.0 * same_verb * (clause.verb not in ("be", "have", "do")) + 0.5 * same_verb
            rank += 0.3 * (clause.form == other.form)
            if best is None or rank > best[0]:
                best = (rank, reading, other)
    return None if best is None or best[0] < 1 else (best[1], best[2])


def _polarity(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    said, there = _negative(case.statement, clause), _negative(reading, other)
    if said == there:
        return
    if said and _denied_nearby(case, clause):
        return
    yield Fault("negation", f"{'added to' if said else 'lost from'} {clause.verb or 'the statement'!r}")


def _denied_nearby(case: Case, clause: Clause) -> bool:
    """Whether the evidence denies the same by another word: "without charge", "no trace", "neither attended"."""
    objects = [w for w in case.statement.words[clause.group[1] : clause.last] if is_content(w)][:3]
    wanted = [clause.verb, *(w.lower for w in objects)]
    for reading in case.evidence:
        for at, word in enumerate(reading.words):
            if word.lower in ("no", "without", "neither", "nor", "not", "none", "never"):
                behind = [w for w in reading.words[at + 1 : at + 5] if is_content(w)][:2]
                if any(lexicon.alike(stem(w.lower), stem(x)) for w in behind for x in wanted if x):
                    return True
    return False


def _negative(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is denied by itself or by what governs it."""
    negative, governor = clause.negated, clause.governor
    while governor is not None and clause.form == "infinitive":
        above = reading.clauses[governor]
        negative ^= above.negated
        if above.form != "infinitive":
            break
        governor = above.governor
    return negative


def _operators(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    said = case.statement.operators(clause) - _OPTIONAL
    there = reading.operators(other) - _OPTIONAL
    around = _all_operators(reading)
    lost = {o for o in there if not said & _MAY_STAND_FOR.get(o, frozenset({o})) and o not in _own(clause)}
    if lost:
        yield Fault("hedge_lost", f"{', '.join(sorted(lost))} over {clause.verb or 'the statement'!r}")
    added = {o for o in said if not any(o in _MAY_STAND_FOR.get(t, frozenset({t})) for t in there | around)}
    if added - {"would"}:
        yield Fault("hedge_added", f"{', '.join(sorted(added))} over {clause.verb or 'the statement'!r}")


def _own(clause: Clause) -> frozenset[str]:
    """The operator that the clause's own verb is: "plans the visit" keeps what "plans to visit" hedges."""
    operator = lexicon.GOVERNORS.get(clause.verb)
    return frozenset({operator}) if operator else frozenset()


def _all_operators(reading: Reading) -> frozenset[str]:
    found = frozenset[str]().union(*(reading.operators(c) for c in reading.clauses))
    found |= {lexicon.GOVERNORS[c.verb] for c in reading.clauses if c.verb in lexicon.GOVERNORS}
    found |= {lexicon.HEDGING_NOUNS[s] for s in reading.stems if s in lexicon.HEDGING_NOUNS}
    return found | {lexicon.HEDGING_ADJECTIVES[w] for w in reading.lowers if w in lexicon.HEDGING_ADJECTIVES}


def _attribution(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    said, there = _speaker(case.statement, clause), _speaker(reading, other)
    if there is not None and said is None:
        if not _own_outlet(reading, other):
            yield Fault("attribution_lost", f"{' '.join(sorted(there[0]))} ({there[1]}) says so")
    elif said is not None and there is None:
        if not _quoted_elsewhere(case, reading, said[0]) and not _reporter_is_subject(reading, said[0], said[1]):
            yield Fault("attribution_added", f"{' '.join(sorted(said[0]))} is not said to have said it")
    elif said is not None and there is not None:
        yield from _speakers(case, reading, said, there)


def _speaker(reading: Reading, clause: Clause) -> tuple[frozenset[str], str] | None:
    if clause.speaker is not None:
        words = reading.words[clause.speaker[0] : clause.speaker[1]]
        stems = frozenset(stem(w.lower) for w in words if is_content(w)) or frozenset(
            w.lower for w in words if w.shape == "word"
        )
        return stems, clause.said or "say"
    if reading.according and not reading.hearsay:
        return reading.according, "say"
    return None


def _own_outlet(reading: Reading, other: Clause) -> bool:
    """ "RFE/RL has learned": the outlet speaks of its own reporting, which the citation already names."""
    return other.said in ("learn", "understand") and bool(reading.names_in(other.speaker or (0, 0)))


def _quoted_elsewhere(case: Case, reading: Reading, speaker: frozenset[str]) -> bool:
    """Words in quotation marks without a speaker in their own sentence: the speaker may stand in a neighbour."""
    marks = any(m in reading.text for m in '“”"«»„')
    others = [*case.context, *case.evidence]
    return marks and any(speaker & r.stems for r in others)


def _reporter_is_subject(reading: Reading, speaker: frozenset[str], said: str) -> bool:
    """ "X's warning that", "in a statement X": the evidence reports speech by a noun instead of a verb."""
    return bool(speaker & reading.stems) and any(lexicon.alike(said, s) for s in reading.stems)


def _speakers(
    case: Case, reading: Reading, said: tuple[frozenset[str], str], there: tuple[frozenset[str], str]
) -> Iterator[Fault]:
    kind, theirs = lexicon.SAYING.get(said[1], said[1]), lexicon.SAYING.get(there[1], there[1])
    # "said" may stand for a warmer verb that claims no less certainty, never for a denial or a belief.
    if kind != theirs and not (
        kind == "say" and theirs in ("confirm", "admit", "warn", "complain", "claim", "promise")
    ):
        yield Fault("attribution_verb", f"{said[1]!r} where the evidence has {there[1]!r}")
    if said[0] & there[0] or any(lexicon.alike(a, b) for a in said[0] for b in there[0]):
        return
    pronoun = there[0] <= {"he", "she", "it", "they", "who", "i", "we"}
    linked = case.linked(tuple(said[0]), tuple(there[0])) or any(
        names.is_initials((a,), n.key) for a in said[0] for n in reading.names if set(n.key) <= there[0]
    )
    if not pronoun and not linked and not _described(case, reading, said[0]):
        yield Fault("attribution_changed", f"{' '.join(sorted(said[0]))} instead of {' '.join(sorted(there[0]))}")


def _described(case: Case, reading: Reading, speaker: frozenset[str]) -> bool:
    """Whether the context says that the speaker's name is what the evidence calls him ("the minister")."""
    return any(
        speaker & r.stems and reading.stems & r.stems & {s for s in r.stems if s in names.TITLES} for r in case.context
    )


def _hedged_nouns(case: Case) -> Iterator[Fault]:
    """ "the alleged attack" may not become "the attack"; "an attack" may not become "the alleged attack"."""
    said = _hedged(case.statement, case.own)
    there = {pair for reading in case.evidence for pair in _hedged(reading, 0)}
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


def _hedged(reading: Reading, own: int) -> set[tuple[str, str]]:
    found = set()
    tokens = reading.words
    for at, word in enumerate(tokens[:-1]):
        operator = lexicon.HEDGING_ADJECTIVES.get(word.lower)
        if operator and tokens[at + 1].lower in ("of", "by", "in", "on", "for"):
            # "is suspected of", "is expected in November": the verb's operator, not an adjective's.
            continue
        noun = lexicon.HEDGING_NOUNS.get(stem(word.lower))
        operator = operator or (noun if tokens[at + 1].lower in ("of", "that", "about") else None)
        if operator and word.start >= own:
            following = [w for w in tokens[at + 1 : at + 4] if is_content(w)]
            nouns = [w for w in following if w.start - word.end <= 25]
            # "is expected to": a verb, which the clauses account for.
            if nouns and tokens[at + 1].lower != "to":
                found |= {(stem(w.lower), operator) for w in nouns[:2]}
    return found
