"""Names: each stands in the evidence or is what a word of the evidence refers to, on its side of the verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing import names
from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause
from briefing.text.words import DETERMINERS, PREPOSITIONS, fold, stem

_PERSONAL = frozenset("he she his her him hers".split())
_NEUTRAL = frozenset("it its they their them who which this these there here".split())
_DIRECTED = frozenset("from to into against over".split())

Key = tuple[str, ...]


def faults(case: Case) -> Iterator[Fault]:
    """What is wrong with the statement's names and with who does what."""
    allowed = _allowed(case)
    for name in case.statement.names:
        if name.start >= case.own and not _stands(name, case, allowed):
            yield Fault("name", f"{name.text!r} does not stand in the evidence")
    for clause in case.statement.clauses:
        if clause.end > case.own and clause.verb:
            yield from _roles(case, clause, allowed)
    yield from _directions(case)


def _stands(name: names.Name, case: Case, allowed: frozenset[Key]) -> bool:
    have = {word for reading in case.evidence for n in reading.names for word in (*n.key, *map(fold, n.text.split()))}
    have |= {w for reading in case.evidence for w in reading.lowers}
    key = set(name.key)
    if key <= have:
        return True
    links = [pair for reading in (*case.evidence, *case.context) for pair in names.introduced(reading.text)]
    for short, long in links:
        if (key <= set(long) and set(short) <= have) or (name.key == short and set(long) <= have):
            return True
    found = [n.key for reading in case.evidence for n in reading.names]
    if any(names.is_initials(name.key, k) or names.is_initials(k, name.key) for k in found):
        return True
    # A fuller form of a name of the evidence ("Mark Rutte" for "Rutte") stands when the article itself gives it.
    known = {n.key for reading in case.context for n in reading.names}
    if any(key <= set(k) and set(f) & key and set(f) <= set(k) for k in known for f in found):
        return True
    return any(key <= set(k) for k in allowed)


def _allowed(case: Case) -> frozenset[Key]:
    """Names of the context that pronouns, articles and empty subjects of the evidence refer to."""
    keys: set[Key] = set()
    for reading in case.evidence:
        if reading.lowers & _PERSONAL:
            keys |= _last_subject(case.context, person=True)
        if reading.lowers & _NEUTRAL:
            keys |= _last_subject(case.context, person=False)
        keys |= _described(reading, case.context)
    return frozenset(keys)


def _last_subject(context: tuple[Reading, ...], *, person: bool) -> set[Key]:
    """The subject's names in the nearest earlier sentence that has one; all its names where no subject is a name."""
    for reading in reversed(context):
        if not reading.names:
            continue
        subject = {n.key for c in reading.clauses if c.form == "finite" for n in reading.names_in(c.subject)}
        if person:
            subject = {k for k in subject if _may_be_person(k, reading)} or subject
        chosen = subject or {n.key for n in reading.names}
        return chosen if len(chosen) <= 3 or person else set(chosen)
    return set()


def _may_be_person(key: Key, reading: Reading) -> bool:
    printed = next((n.text for n in reading.names if n.key == key), "")
    return not (printed.isupper() or "/" in printed)


def _described(reading: Reading, context: tuple[Reading, ...]) -> set[Key]:
    """Names that the context puts beside a noun which the evidence uses with an article ("the minister")."""
    keys: set[Key] = set()
    tokens = reading.words
    for at, word in enumerate(tokens):
        if word.lower not in ("the", "this", "that", "these", "his", "her", "its", "their") or at + 1 >= len(tokens):
            continue
        nouns = {
            stem(w.lower)
            for w in tokens[at + 1 : at + 4]
            if w.shape == "word" and not (w.capital and w.lower not in names.TITLES)
        }
        for earlier in context:
            spots = [w for w in earlier.words if stem(w.lower) in nouns and w.lower not in DETERMINERS | PREPOSITIONS]
            for spot in spots:
                keys |= {n.key for n in earlier.names if min(abs(n.start - spot.end), abs(spot.start - n.end)) <= 25}
    return keys


def _roles(case: Case, clause: Clause, allowed: frozenset[Key]) -> Iterator[Fault]:
    """Against each clause of the evidence with the same verb: nobody may have changed sides."""
    if clause.verb in lexicon.SYMMETRIC or clause.verb in lexicon.SAYING:
        return
    said = _sides(case.statement, clause)
    complaints: list[str] = []
    fine = False
    for reading in case.evidence:
        for other in reading.clauses:
            if not other.verb or not (other.verb == clause.verb or lexicon.alike(other.verb, clause.verb)):
                continue
            complaint = _swapped(case, said, _sides(reading, other), allowed)
            fine = fine or complaint is None
            if complaint:
                complaints.append(complaint)
    if complaints and not fine:
        yield Fault("roles", f"{clause.verb!r}: {complaints[0]}")


def _sides(reading: Reading, clause: Clause) -> tuple[frozenset[str], frozenset[str], frozenset[Key]]:
    """Stems of who does it and of whom it is done to, and the names of the doer; a passive is turned round."""
    before, after = _core(reading, clause.subject), _core(reading, clause.object)
    doer = reading.stems_in(before) | _pronouns(reading, before)
    if clause.passive:
        by = next((i for i in range(*clause.object) if reading.words[i].lower == "by"), None)
        agent = _core(reading, (by + 1, clause.object[1])) if by is not None else (0, 0)
        return reading.stems_in(agent), doer, frozenset(n.key for n in reading.names_in(agent))
    return doer, reading.stems_in(after), frozenset(n.key for n in reading.names_in(before))


def _core(reading: Reading, span: tuple[int, int]) -> tuple[int, int]:
    """A range up to its first comma or preposition other than "of": who or what, without where and when."""
    for i in range(*span):
        word = reading.words[i]
        if i > span[0] and (word.text in ",;:" or (word.lower in PREPOSITIONS and word.lower != "of")):
            return span[0], i
    return span


def _pronouns(reading: Reading, span: tuple[int, int]) -> frozenset[str]:
    return frozenset(f"<{w.lower}>" for w in reading.words[span[0] : span[1]] if w.lower in _PERSONAL | _NEUTRAL)


def _swapped(
    case: Case,
    said: tuple[frozenset[str], frozenset[str], frozenset[Key]],
    there: tuple[frozenset[str], frozenset[str], frozenset[Key]],
    allowed: frozenset[Key],
) -> str | None:
    cross = _meet(said[0], there[1]) | _meet(said[1], there[0])
    straight = _meet(said[0], there[0]) | _meet(said[1], there[1])
    if cross and len(cross) > len(straight):
        return f"{', '.join(sorted(cross))} stands on the other side of the verb"
    if said[2] and there[2] and not any(names.same(a, b) or set(a) & set(b) for a in said[2] for b in there[2]):
        linked = any(
            names.is_initials(a, b) or names.is_initials(b, a) or case.linked(a, b) for a in said[2] for b in there[2]
        )
        if not linked and not any(set(a) <= set(k) for a in said[2] for k in allowed):
            return f"{' '.join(sorted(there[2])[0])} does it in the evidence"
    return None


def _meet(a: frozenset[str], b: frozenset[str]) -> set[str]:
    return {x for x in a if x in b}


def _directions(case: Case) -> Iterator[Fault]:
    """ "from A to B" is not "from B to A"."""
    said = {(p, k) for p, k in _directed(case.statement, case.own)}
    there = {pair for reading in case.evidence for pair in _directed(reading, 0)}
    for preposition, key in sorted(said):
        others = {k for p, k in there if p == preposition}
        own = {p for p, k in there if names.same(k, key)}
        if others and own and preposition not in own and not any(names.same(k, key) for k in others):
            yield Fault("direction", f"{preposition} {' '.join(key)}")


def _directed(reading: Reading, own: int) -> Iterator[tuple[str, Key]]:
    for name in reading.names:
        if name.start >= own:
            match = re.search(r"\b(\w+)\s+(?:the\s+)?$", reading.text[max(0, name.start - 20) : name.start])
            if match and match.group(1).lower() in _DIRECTED:
                yield match.group(1).lower(), name.key
