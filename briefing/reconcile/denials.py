"""One source says that something is so, another that it is not, or not yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.gate.lexicon import alike, senses
from briefing.gate.remembered import remembered
from briefing.reconcile import asking
from briefing.reconcile.cues import Cues
from briefing.reconcile.finding import NO_NEW_ORIGIN, ORDER_UNKNOWN, Finding, Side
from briefing.reconcile.lines import Fact, Line, alike_stems, order, overlap, same_scope, share
from briefing.records.brief import DiscrepancyKind
from briefing.text.clause import NEGATIONS

_CUES = Cues(lambda word: word in NEGATIONS or word.endswith("n't"))
# To deny a fact is to use its words: the two facts must share most of them, and at least one besides the verb.
_SHARED = 0.6
# Acts done once and open until then: "has not announced" and "announced" are two stages, not two truths.
_STAGES = frozenset(
    "announce confirm decide sign approve publish release name set appoint ratify adopt respond reply comment "
    "agree".split()
)
_YET = re.compile(r"\b(?:yet|so far|still|until now)\b", re.IGNORECASE)
# What one does needs no more words than who does it: "will not leave", "will move to Valdora".
_GOING = frozenset("leave move depart quit go transfer".split())
_ALONE = _GOING | frozenset("resign retire die survive return stay step escape surrender".split())
_LIGHT = frozenset("be have do get go come make take say tell".split())


@dataclass(frozen=True)
class _Told:
    line: Line
    fact: Fact

    @property
    def verb(self) -> str:
        return self.fact.clause.verb

    @property
    def status(self) -> str:
        return self.line.claim.status


def findings(lines: Sequence[Line], known: Sequence[Finding]) -> list[Finding]:
    """Facts told and denied; pairs that `known` findings already show are left out."""
    english = [line for line in lines if line.english]
    denied = [
        _Told(line, fact)
        for line in english
        if _CUES.within(line.reading.lowers)
        for fact in line.facts
        if fact.clause.negated
    ]
    # Only facts whose verbs share a sense are compared: a folder of a thousand articles has too many pairs for more.
    said: dict[str, list[tuple[int, _Told]]] = {sense: [] for no in denied for sense in _keys(no.verb)}
    if not said:
        return []
    place = 0
    for line in english:
        if all(said.keys().isdisjoint(_keys(clause.verb)) for clause in line.reading.clauses):
            continue
        for fact in line.facts:
            for sense in () if fact.clause.negated else said.keys() & _keys(fact.clause.verb):
                said[sense].append((place, _Told(line, fact)))
            place += 1
    shown = {frozenset(id(line) for side in f.sides for line in side.lines) for f in known}
    found: list[Finding] = []
    used: set[int] = set()
    for no in denied:
        near = {place: t for sense in _keys(no.verb) for place, t in said[sense]}
        yes = [near[at] for at in sorted(near) if _opposed(no, near[at])]
        if not yes or id(no.line) in used or any(id(no.line) in s and id(yes[0].line) in s for s in shown):
            continue
        used |= {id(no.line), *(id(t.line) for t in yes)}
        found.append(_finding(no, yes))
    return found


@remembered
def _keys(verb: str) -> frozenset[str]:
    """Under what a fact is looked up: the senses of its verb, and going away as one."""
    return senses(verb) | {"going away"} if verb in _GOING else senses(verb)


def _opposed(no: _Told, yes: _Told) -> bool:
    a, b = no.fact, yes.fact
    alone = no.verb in _ALONE and yes.verb in _ALONE and (no.verb == yes.verb or {no.verb, yes.verb} <= _GOING)
    if no.line.article.id == yes.line.article.id or no.verb in _LIGHT or not (alone or alike(no.verb, yes.verb)):
        return False
    if a.subject and b.subject and not share(a.subject, b.subject):
        return False
    if _unsure(no.line, yes) or not ((alone and share(a.subject, b.subject)) or _repeats(no, yes)):
        return False
    return same_scope(no.line, a.names, yes.line, b.names)


def _repeats(no: _Told, yes: _Told) -> bool:
    """Whether the denial has the words of the affirmation."""
    a, b = no.fact, yes.fact
    shared = alike_stems(a.stems, b.stems) - {no.verb}
    named = share(a.names, b.names)
    if no.verb in _STAGES and named:
        # What is announced may stand in a clause of its own: the statement is searched for it.
        return bool(alike_stems(a.stems - {no.verb, "officially"}, yes.line.stems - {yes.verb}))
    return len(shared) + named >= 2 and bool(shared) and overlap(a.stems, b.stems) >= _SHARED


def _unsure(no: Line, yes: _Told) -> bool:
    """Whether the affirmation is no more than a rumour, or a plan that the denial does not speak of."""
    status = yes.line.claim.status
    if "possible" in yes.line.reading.operators(yes.fact.clause):
        return True
    return status in ("rumoured", "alleged") or (status == "expected" and no.claim.status != "expected")


def _finding(no: _Told, yes: Sequence[_Told]) -> Finding:
    staged = no.verb in _STAGES or bool(_YET.search(no.line.claim.statement))
    kind: DiscrepancyKind = "certainty" if staged else "conflict"
    sides = [Side(_group(no), (no.line,)), Side(_group(yes[0]), tuple(dict.fromkeys(t.line for t in yes)))]
    sequence = order(no.line, yes[0].line)
    if sequence > 0:
        sides.reverse()
    note = None if sequence else ORDER_UNKNOWN
    if kind == "certainty" and sequence < 0 and _one_origin(no.line, yes[0].line):
        note = NO_NEW_ORIGIN
    return Finding(kind, asking.whether(yes[0].line, yes[0].fact), tuple(sides), note)


def _one_origin(a: Line, b: Line) -> bool:
    return a.article.origin is not None and a.article.origin == b.article.origin


def _group(told: _Told) -> str:
    """The verb group as printed ("has not yet officially announced")."""
    words = told.line.reading.words[told.fact.clause.group[0] : told.fact.clause.group[1]]
    return told.line.claim.statement[words[0].start : words[-1].end] if words else told.verb
