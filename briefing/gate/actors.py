"""Roles: who does what in the statement does it in the evidence, and nobody has changed sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing import names
from briefing.gate import lexicon, naming
from briefing.gate.attribution import is_attribution
from briefing.gate.mentions import Key
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.segments import bases
from briefing.gate.slots import displaced, heads, named, same_name, sides
from briefing.gate.verdict import Fault
from briefing.text.clause import OBJECT_CONTROL, Clause, Range
from briefing.text.group import RELATIVES, SUBORDINATORS
from briefing.text.words import CONJUNCTIONS, PREPOSITIONS, stem

_DIRECTED = frozenset("from to into against over".split())
_BEFORE_NAME = re.compile(r"\b(\w+)\s+(?:the\s+)?$")
# What is done with these words says too little of who does it.
_PLAIN = frozenset("be have do come occur happen".split())


def faults(case: Case) -> Iterator[Fault]:
    """What is wrong with the statement's names and with who does what."""
    for name in case.statement.names:
        if name.start >= case.own and not naming.stands(name, case):
            yield Fault("name", f"{name.text!r} does not stand in the evidence")
    for clause in case.statement.clauses:
        if clause.end > case.own and clause.verb and not is_attribution(case.statement, clause):
            yield from _roles(case, clause)
    yield from _directions(case)


def _roles(case: Case, clause: Clause) -> Iterator[Fault]:
    """Against each clause of the evidence with the same verb: nobody has changed sides or taken another's place."""
    first: str | None = None
    for reading, other in _same_deed(case, clause):
        complaint = _compared(case, clause, reading, other)
        if complaint is None:
            return
        first = first or complaint
    if first:
        yield Fault("roles", f"{clause.verb!r}: {first}")


def _same_deed(case: Case, clause: Clause) -> list[tuple[Reading, Clause]]:
    """The clauses of the evidence with the same verb; where none has it, those with one that can mean the same."""
    # Where the evidence has the very verb, another one that can mean the same is another deed.
    exact = [(r, c) for r in case.evidence for c in r.clauses if c.verb == clause.verb and not is_attribution(r, c)]
    return exact or [
        (r, c)
        for r in case.evidence
        for c in r.clauses
        if c.verb and lexicon.alike(c.verb, clause.verb) and not is_attribution(r, c)
    ]


def _compared(case: Case, clause: Clause, reading: Reading, other: Clause) -> str | None:
    said, there = sides(case.statement)[clause.first], sides(reading)[other.first]
    if _unaccusative(said, there) or _unaccusative(there, said):
        # "are left" and "remain", "was opened" and "opened": one that nobody does to it, one that it does itself.
        said, there = (_only(said), (0, 0)), (_only(there), (0, 0))
    if _raised(clause) and _raised(other):
        return None
    if clause.verb not in lexicon.SYMMETRIC and not (clause.verb != other.verb and clause.verb in lexicon.CONNECTIVES):
        by, to = _who(case.statement, said[0]), _who(case.statement, said[1])
        there_by, there_to = _who(reading, there[0]), _who(reading, there[1])
        if not by.isdisjoint(there_to) or not to.isdisjoint(there_by):
            cross = (by & there_to) | (to & there_by)
            straight = (by & there_by) | (to & there_to)
            if len(cross) > len(straight):
                return f"{', '.join(sorted(cross))} stands on the other side of the verb"
    if clause.verb in _PLAIN or clause.verb != other.verb or _raised(clause) or _raised(other):
        return None
    # Who does what an infinitive says is often left open: only what it is done to is compared.
    agents = clause.passive and other.passive
    known = _knows_doer(case.statement, clause) and _knows_doer(reading, other)
    if (known or agents) and _judged(case, said[0]):
        instead = displaced(case, said[0], reading, there[0], None if other.passive else other.subject)
        if instead is not None and not (
            _opens(case, said[0], reading, other)
            or _event(case, said[0], reading, other)
            or _before_which(case, said[0], reading, other)
            or _body_of(case, said[0], reading, other)
        ):
            return f"the evidence has {instead!r}"
    # "observers from 14 states posted in": what a participle describes is not sure.
    sure = other.form != "participle" or clause.form == "participle"
    if sure and _judged(case, said[1]) and not _measured(reading, there[1]):
        instead = displaced(case, said[1], reading, there[1], other.subject if other.passive else other.object)
        if instead is not None and other.form == "participle" and _near(case, said[1], reading, other):
            return None
        if instead is not None and not (other.passive and _before_which(case, said[1], reading, other)):
            return f"the evidence has {instead!r}"
    return None


def _measured(reading: Reading, there: Range) -> bool:
    """Whether a core opens with a figure that counts nothing: money, a share, a length."""
    first = reading.words[there[0]].start if there[0] < there[1] else 0
    second = reading.words[there[0] + 1].start if there[1] - there[0] > 1 else 0
    return any(
        n.start <= first < n.end or (n.kind == "money" and n.start <= second < n.end)
        for n in reading.numbers
        if n.kind != "count"
    )


def _near(case: Case, said: Range, reading: Reading, other: Clause) -> bool:
    """ "a herd of pigs kept by": a participle may describe either noun before it."""
    before = []
    for word in reversed(reading.words[max(0, other.group[0] - 8) : other.group[0]]):
        if word.shape == "mark":
            break
        before.append(stem(word.lower))
    mine = heads(case.statement, said)
    return "of" in before and bool(mine) and any(lexicon.alike(h, b) for h in mine for b in before)


def _opens(case: Case, said: Range, reading: Reading, other: Clause) -> bool:
    """Whether who the statement names opens a noun phrase before the verb, and nothing else is said of it till then.

    A second look where the subject may be misread: "A tanker carrying 300 cars and grain sank".
    """
    names_said = sorted(named(case.statement, said))
    if not names_said and case.statement.names_in(said):
        # "EU trawlers": told apart by a name.
        return False
    mine = frozenset[str]() if names_said else heads(case.statement, said)
    finite = [c for c in reading.clauses if c.form == "finite" and c.marker not in RELATIVES and c != other]
    for at in range(other.group[0] - 1, -1, -1):
        word = reading.words[at]
        if any(c.group[0] <= at < c.group[1] for c in finite) or word.text in ";:":
            return False
        if not word.content or word.text.endswith(("'s", "’s", "s'", "s’")):
            continue
        same = any(
            n.start <= word.start < n.end and same_name(case, n.key, k) for n in reading.names for k in names_said
        )
        if (same or any(lexicon.alike(h, stem(word.lower)) for h in mine)) and _opens_phrase(reading, at):
            return True
    return False


def _opens_phrase(reading: Reading, at: int) -> bool:
    verbs = {i for c in reading.clauses if c.verb for i in range(*c.group)}
    while at > 0:
        before = reading.words[at - 1]
        if before.shape == "mark" or before.lower in SUBORDINATORS | RELATIVES | CONJUNCTIONS:
            return True
        if before.lower in PREPOSITIONS or at - 1 in verbs:
            return False
        at -= 1
    return True


def _event(case: Case, said: Range, reading: Reading, other: Clause) -> bool:
    """ "The vote clears the way" for "Lawmakers voted, clearing the way": the deed itself does it."""
    if other.form != "gerund":
        return False
    deeds = {c.verb for c in reading.clauses if c.verb and c.start < other.start}
    return any(lexicon.alike(h, verb) for h in heads(case.statement, said) for verb in deeds)


def _before_which(case: Case, said: Range, reading: Reading, other: Clause) -> bool:
    """ "until it had been examined, which could take weeks": "which" may stand for more than the noun before it."""
    which = next((i for i in range(other.first, other.group[0]) if reading.words[i].lower == "which"), 0)
    if other.marker != "which" or not which or reading.words[which - 1].text != ",":
        return False
    before = frozenset(stem(w.lower) for w in reading.words[:which] if w.content)
    mine = [stem(w.lower) for w in case.statement.words[said[0] : said[1]] if w.content]
    return any(lexicon.alike(m, b) for m in mine for b in before)


def _knows_doer(reading: Reading, clause: Clause) -> bool:
    """Whether it is said who does it: the subject of a finite verb, or of "are expected to", "refused to"."""
    if clause.form == "finite":
        return True
    if clause.form == "gerund" and clause.governor is not None and not clause.marker:
        # ", defying calls": whoever the clause before is about.
        return reading.words[clause.group[0] - 1].text == ","
    if clause.form != "infinitive" or clause.governor is None:
        return False
    governor = reading.clauses[clause.governor]
    follows = governor.form == "finite" and governor.group[1] == clause.group[0] and governor.subject == clause.subject
    return follows and (governor.passive or governor.verb not in OBJECT_CONTROL)


_MEMBERS = frozenset(
    "lawmaker member deputy legislator parliamentarian mp senator official judge delegate authority minister".split()
)


def _body_of(case: Case, said: Range, reading: Reading, other: Clause) -> bool:
    """ "The upper house voted" for "Lawmakers in the upper house voted"."""
    span = other.subject
    place = next((i for i in range(*span) if reading.words[i].lower in ("in", "of", "at", "from")), None)
    if place is None or not {stem(w.lower) for w in reading.words[span[0] : place]} & _MEMBERS:
        return False
    inside = {stem(w.lower) for w in reading.words[place : span[1]] if w.content}
    mine = [stem(w.lower) for w in case.statement.words[said[0] : said[1]] if w.content]
    return bool(mine) and all(m in inside for m in mine)


def _raised(clause: Clause) -> bool:
    """ "is expected to": who is expected is who the infinitive is about."""
    return clause.passive and lexicon.GOVERNORS.get(clause.verb) in ("expected", "alleged", "feared")


def _unaccusative(active: tuple[Range, Range], passive: tuple[Range, Range]) -> bool:
    return active[0][0] < active[0][1] and active[1][0] >= active[1][1] and passive[0][0] >= passive[0][1]


def _only(sides: tuple[Range, Range]) -> Range:
    return sides[0] if sides[0][0] < sides[0][1] else sides[1]


def _judged(case: Case, span: tuple[int, int]) -> bool:
    return span[0] < span[1] and case.statement.words[span[0]].start >= case.own


_PRONOUNS = frozenset("he she his him her it they them".split())


@remembered
def _who(reading: Reading, span: Range) -> frozenset[str]:
    """The content of a range, and the pronouns that stand for somebody themselves, none before a noun ("her cat")."""
    found: list[str] = []
    stems = bases(reading)
    for at in range(*span):
        lower = reading.words[at].lower
        if stems[at]:
            found.append(stems[at])
        elif lower in _PRONOUNS and not (at + 1 < span[1] and stems[at + 1]):
            found.append(f"<{lower}>")
    return frozenset(found)


def _directions(case: Case) -> Iterator[Fault]:
    """ "from A to B" is not "from B to A"."""
    said = {(p, k) for at, p, k in _directed(case.statement) if at >= case.own}
    there = {(p, k) for reading in case.evidence for _, p, k in _directed(reading)} if said else set()
    for preposition, key in sorted(said):
        if (preposition, key) in there:
            continue
        others = {k for p, k in there if p == preposition}
        own = {p for p, k in there if names.same(k, key)}
        if others and own and preposition not in own and not any(names.same(k, key) for k in others):
            yield Fault("direction", f"{preposition} {' '.join(key)}")


@remembered
def _directed(reading: Reading) -> tuple[tuple[int, str, Key], ...]:
    """The names behind a preposition of direction: where they begin, the preposition and their key."""
    found: list[tuple[int, str, Key]] = []
    for name in reading.names:
        match = _BEFORE_NAME.search(reading.text[max(0, name.start - 20) : name.start])
        if match and match.group(1).lower() in _DIRECTED:
            found.append((name.start, match.group(1).lower(), name.key))
    return tuple(found)
