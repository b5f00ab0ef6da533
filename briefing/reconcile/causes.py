"""Different causes given for one thing, and different ways in which one person came to harm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing.reconcile.cues import forms_of
from briefing.reconcile.finding import Finding, Side, question
from briefing.reconcile.lines import Line, alike_stems, order, same_scope
from briefing.reconcile.papers import Key
from briefing.text.words import AUXILIARIES, DETERMINERS, stem

_PASSIVE = re.compile(
    r"\b(?:caused|started|triggered|sparked|set off) by\b|\b(?:due to|because of|blamed on|attributed to|the "
    r"result of|put down to|owing to)\b"
)
_NAMES_CAUSE = re.compile(
    r"\b(?:as the (?:likely |probable )?cause of|(?:caused|triggered|sparked|started|set off))\b(?! by)"
)
# One of these stands in whatever the two patterns find.
_CAUSE_CUES = (
    "cause", "started", "triggered", "sparked", "set off", "due to", "blamed", "attributed", "the result",
    "put down to", "owing to",
)  # fmt: skip
# Ways of coming to harm that exclude one another when one person is meant.
_HARM = frozenset("shoot stab fall drown hang poison strangle beat jump electrocute crush suffocate".split())
_HARM_CUES = forms_of(_HARM)
_ROOF = frozenset(
    "roof window balcony stair staircase bridge cliff ladder scaffold scaffolding tree building wall floor tower horse "
    "death".split()
)


@dataclass(frozen=True)
class _Cause:
    line: Line
    effect: frozenset[str]
    cause: frozenset[str]
    printed: str
    named: str
    where: frozenset[Key]


def findings(lines: Sequence[Line]) -> list[Finding]:
    """Conflicts on causes and on ways of harm."""
    english = [line for line in lines if line.english]
    harms = [harm for line in english if _HARM_CUES.within(line.reading.lowers) for harm in _harm(line)]
    return _causes([c for line in english if (c := _cause(line)) is not None]) + _harms(harms)


def _denies(line: Line) -> bool:
    return any(clause.negated for clause in line.reading.clauses)


def _cause(line: Line) -> _Cause | None:
    text = line.claim.statement
    if not any(map(text.__contains__, _CAUSE_CUES)):
        return None
    passive, active = _PASSIVE.search(text), _NAMES_CAUSE.search(text)
    if (passive or active) and _denies(line):
        return None
    if passive:
        clause = line.reading.clause_at(passive.start())
        effect_text = text[clause.start : passive.start()]
        cause_text = re.split(r"[,;.]|\b(?:said|according|and|which|who|that)\b", text[passive.end() :])[0]
    elif active:
        clause = line.reading.clause_at(active.start())
        cause_text = text[clause.start : active.start()]
        effect_text = re.split(r"[,;.]|\b(?:said|according|and|which|who|that)\b", text[active.end() :])[0]
    else:
        return None
    effect, cause = _stems(line, effect_text), _stems(line, cause_text)
    named = " ".join(effect_text.split()).strip(" ,")
    at = text.find(effect_text)
    where = frozenset(n.key for n in line.reading.names if at <= n.start < at + len(effect_text))
    return _Cause(line, effect, cause, cause_text.strip(), named, where) if effect and cause else None


_SOFT = frozenset("be have may might probably likely apparently believe think say appear seem possibly".split())


def _stems(line: Line, part: str) -> frozenset[str]:
    start = line.claim.statement.find(part)
    words = (w for w in line.reading.words if start <= w.start < start + len(part))
    return frozenset(stem(w.lower) for w in words if w.content) - _SOFT


def _causes(causes: Sequence[_Cause]) -> list[Finding]:
    found: list[Finding] = []
    used: set[int] = set()
    for a, b in combinations(causes, 2):
        if {id(a.line), id(b.line)} & used or a.line.article.id == b.line.article.id:
            continue
        if (
            not alike_stems(a.effect, b.effect)
            or alike_stems(a.cause, b.cause)
            # Who says so and where the cause lay may differ; what was caused may not.
            or not same_scope(a.line, a.where, b.line, b.where)
        ):
            continue
        used |= {id(a.line), id(b.line)}
        sides = tuple(Side(c.printed, (c.line,)) for c in ((a, b) if order(a.line, b.line) <= 0 else (b, a)))
        found.append(Finding("conflict", question(f"What caused {_effect(a)}"), sides))
    return found


@dataclass(frozen=True)
class _Harm:
    line: Line
    way: str
    who: frozenset[str]
    victim: str
    printed: str


def _harms(harms: Sequence[_Harm]) -> list[Finding]:
    found: list[Finding] = []
    used: set[int] = set()
    for a, b in combinations(harms, 2):
        if a.way == b.way or a.line.article.id == b.line.article.id or {id(a.line), id(b.line)} & used:
            continue
        if not (a.who & b.who) or not same_scope(a.line, a.line.named, b.line, b.line.named):
            continue
        used |= {id(a.line), id(b.line)}
        sides = tuple(Side(h.printed, (h.line,)) for h in ((a, b) if order(a.line, b.line) <= 0 else (b, a)))
        found.append(Finding("conflict", question(f"What happened to {a.victim}"), sides))
    return found


def _harm(line: Line) -> list[_Harm]:
    """Who came to harm and how; one person or group of definite reference, else nothing."""
    found = []
    for clause in line.reading.clauses:
        if clause.verb not in _HARM:
            continue
        words = line.reading.words
        passive_needed = clause.verb not in ("fall", "drown", "jump")
        if passive_needed and not clause.passive:
            continue
        behind = words[clause.group[1] : clause.last]
        # Prices and temperatures fall too; people fall from or off something.
        if clause.verb in ("fall", "jump") and not any(w.lower in _ROOF for w in behind):
            continue
        subject = words[clause.subject[0] : clause.subject[1]]
        who = frozenset(stem(w.lower) for w in subject if w.lower not in DETERMINERS and w.content)
        if who:
            text = line.claim.statement
            victim = text[subject[0].start : subject[-1].end]
            printed = text[words[clause.group[0]].start : words[clause.last - 1].end].strip(" ,.")
            found.append(_Harm(line, clause.verb, who, victim, printed))
    return [] if found and _denies(line) else found


def _effect(cause: _Cause) -> str:
    """What was caused, as printed, without the verb: "The flood was" -> "the flood"."""
    kept = cause.named.split()[:8]
    while kept and kept[-1].lower() in _SOFT | AUXILIARIES:
        kept.pop()
    if kept and kept[0].lower() in DETERMINERS:
        kept[0] = kept[0].lower()
    return " ".join(kept)
