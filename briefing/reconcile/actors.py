"""Who did it: two actors named for one act that only one can have done, and one party told to be for and against.

Only acts that leave no room for a second actor count (to be at the controls, to shoot a given person, to win a given
vote), and only where both reports describe the actor, or both name one: a name and a description can be one person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing import names
from briefing.gate.lexicon import alike
from briefing.reconcile import asking
from briefing.reconcile.cues import forms_of
from briefing.reconcile.finding import Finding, Side
from briefing.reconcile.lines import Fact, Line, alike_stems, order, overlap, same_scope, share
from briefing.reconcile.papers import Key
from briefing.records.brief import DiscrepancyKind
from briefing.text.words import DETERMINERS, PREPOSITIONS, PRONOUNS, stem

_ACTS = frozenset(
    "drive fly pilot steer shoot stab kill murder poison strangle win score find discover chair start".split()
)
# "was at the controls": an act told with a place.
_POSTS = frozenset("control wheel helm".split())
_CUES = forms_of(_ACTS | _POSTS)
# Anybody can be one of these: a gunman may be the guard.
_ANYBODY = frozenset(
    "man woman person people suspect gunman attacker driver someone somebody assailant perpetrator member".split()
)
# Share of the words beside the actor that two reports of one act have in common.
_SHARED = 0.6
_FOR = re.compile(
    r"\b(?:vot\w+ (?:for|in favou?r of)|(?:was|is|were|are|came out|spoke) (?:for|in favou?r of)|back(?:s|ed)"
    r"|support(?:s|ed)|approv(?:es|ed)|accept(?:s|ed)|endors(?:es|ed))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:vot\w+ against|(?:was|is|were|are|came out|spoke) against|oppos(?:es|ed)|reject(?:s|ed)|turned down)\b",
    re.IGNORECASE,
)
# One of these stands in whatever the two find: few statements hold any.
_STANCES = (
    "vot", "s for", "re for", "out for", "spoke for", "favo", "backs", "backed", "supports", "supported", "approv",
    "accept", "endors", "against", "oppos", "reject", "turned down",
)  # fmt: skip


@dataclass(frozen=True)
class _Deed:
    line: Line
    fact: Fact
    act: str
    actor: str
    head: str
    named: frozenset[Key]
    rest: frozenset[str]
    passive: bool


def findings(lines: Sequence[Line]) -> list[Finding]:
    """Conflicts on who did something and on where somebody stood."""
    english = [line for line in lines if line.english and line.claim.status in ("confirmed", "alleged")]
    deeds = [deed for line in english if _CUES.within(line.reading.lowers) for deed in _deed(line)]
    return _deeds(deeds) + _stances(english)


def _deed(line: Line) -> list[_Deed]:
    found = []
    for fact in line.facts:
        clause, words = fact.clause, line.reading.words
        at_post = clause.verb == "be" and not fact.stems.isdisjoint(_POSTS)
        if clause.negated or not (at_post or clause.verb in _ACTS):
            continue
        span = clause.subject
        if clause.passive:
            behind = range(clause.group[1], clause.last)
            by = next((i for i in behind if words[i].lower == "by"), None)
            if by is None:
                continue
            stops = (
                i for i in range(by + 1, clause.last) if words[i].shape == "mark" or words[i].lower in PREPOSITIONS
            )
            span = (by + 1, next(stops, clause.last))
        told = words[slice(*span)]
        if not told or told[0].lower in PRONOUNS:
            continue
        named = frozenset(n.key for n in line.reading.names_in(span))
        nouns = [stem(w.lower) for w in told if w.content and w.lower not in DETERMINERS]
        actor = line.claim.statement[told[0].start : told[-1].end]
        if named or (nouns and nouns[-1] not in _ANYBODY):
            rest = fact.stems - frozenset(nouns) - {clause.verb}
            found.append(_Deed(line, fact, clause.verb, actor, nouns[-1] if nouns else "", named, rest, clause.passive))
    return found


def _deeds(deeds: Sequence[_Deed]) -> list[Finding]:
    found: list[Finding] = []
    used: set[int] = set()
    by_act: dict[str, list[_Deed]] = {}
    for deed in deeds:
        by_act.setdefault(deed.act, []).append(deed)
    for a, b in (pair for acts in by_act.values() for pair in combinations(acts, 2)):
        if {id(a.line), id(b.line)} & used or not _exclude(a, b):
            continue
        used |= {id(a.line), id(b.line)}
        first, last = (a, b) if order(a.line, b.line) <= 0 else (b, a)
        sides = (Side(first.actor, (first.line,)), Side(last.actor, (last.line,)))
        found.append(Finding("conflict", _who(first), sides))
    return found


def _exclude(a: _Deed, b: _Deed) -> bool:
    """Whether the two deeds are one act of two actors."""
    if a.line.article.id == b.line.article.id or a.passive != b.passive:
        return False
    if bool(a.named) != bool(b.named) or (a.named and share(a.named, b.named)):
        return False
    if not a.named and (not a.head or not b.head or alike(a.head, b.head)):
        return False
    one, two = (frozenset(k for k in d.fact.names if k not in d.named) for d in (a, b))
    common = len(alike_stems(a.rest, b.rest)) + share(one, two)
    if not common or (a.rest and b.rest and overlap(a.rest, b.rest) < _SHARED):
        return False
    return same_scope(a.line, one, b.line, two)


def _who(deed: _Deed) -> str:
    line, fact = deed.line, deed.fact
    words = line.reading.words[slice(*fact.clause.group)]
    if deed.passive:
        who = asking.subject_of(line, fact)
        turned = asking.inverted(line, fact, who)
        return asking.question(
            f"by whom {turned.partition(' by ')[0]}" if turned else f"who is behind this: {deed.act}"
        )
    spoken = " ".join(w.text for w in words)
    return asking.question(f"who {spoken} {asking.rest(line, words[-1].end, fact.clause.end)}")


def _stances(lines: Sequence[Line]) -> list[Finding]:
    """One named party told to be for something here and against it there."""
    told = [
        (line, fact, bool(yes), (yes or no))
        for line in lines
        if any(map(line.claim.statement.lower().__contains__, _STANCES))
        for fact in line.facts
        if not fact.clause.negated and fact.subject
        for yes, no in [tuple(p.search(line.claim.statement, fact.start, fact.end) for p in (_FOR, _AGAINST))]
        if bool(yes) != bool(no)
    ]
    found: list[Finding] = []
    used: set[int] = set()
    by_name: dict[str, list[tuple[Line, Fact, bool, re.Match[str] | None]]] = {}
    for stance in told:
        for last in sorted({key[-1] for key in stance[1].subject}):
            by_name.setdefault(last, []).append(stance)
    pairs = (pair for stances in by_name.values() for pair in combinations(stances, 2))
    for (one, a, pro, said), (two, b, other, spoken) in pairs:
        if pro == other or {id(one), id(two)} & used or one.article.id == two.article.id or not said or not spoken:
            continue
        if (
            not share(a.subject, b.subject)
            or not _same_matter(one, a, two, b)
            or not same_scope(one, a.names, two, b.names)
        ):
            continue
        used |= {id(one), id(two)}
        sides = [(one, a, said), (two, b, spoken)]
        if order(one, two) > 0:
            sides.reverse()
        # A vote is cast once; a stance can change from one day to the next.
        cast = any("vot" in match.group().lower() for _, _, match in sides)
        kind: DiscrepancyKind = "conflict" if cast or not order(one, two) else "update"
        who = next(n.text for n in sides[0][0].reading.names if any(names.same(n.key, k) for k in a.subject))
        matter = next(
            (_matter(line, match) for line, _, match in sides if match in (said, spoken) and _matter(line, match)), ""
        )
        found.append(
            Finding(
                kind,
                asking.question(f"is {who} for or against {matter}" if matter else f"is {who} for or against it"),
                tuple(Side(match.group(), (line,)) for line, _, match in sides),
            )
        )
    return found


def _same_matter(one: Line, a: Fact, two: Line, b: Fact) -> bool:
    """Whether two stances are on one matter; "it" is what the sentence before tells of."""
    left, right = (f.stems - {f.clause.verb, "vote"} for f in (a, b))
    pointing = [_points(line, fact) for line, fact in ((one, a), (two, b))]
    if pointing[0]:
        left = _before(one)
    if pointing[1]:
        right = _before(two)
    return bool(alike_stems(left, right)) and (any(pointing) or overlap(left, right) >= _SHARED)


def _points(line: Line, fact: Fact) -> bool:
    last = line.claim.statement[fact.start : fact.end].rstrip(" .").rpartition(" ")[2].lower()
    return last in ("it", "this", "that", "them")


def _before(line: Line) -> frozenset[str]:
    """The content words of the sentence before the claim."""
    text = line.article.text[: line.claim.evidence[0].start].rstrip()
    sentence = text[max(text.rfind(mark, 0, max(len(text) - 1, 0)) for mark in ".!?\n") + 1 :]
    return frozenset(stem(w) for w in re.findall(r"[a-z]{4,}", sentence.lower()))


def _matter(line: Line, match: re.Match[str]) -> str:
    behind = asking.rest(line, match.end(), len(line.claim.statement))
    return "" if behind.lower() in ("it", "this", "that", "them", "") else behind
