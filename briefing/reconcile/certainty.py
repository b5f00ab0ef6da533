"""One event told with different sureness: rumoured here, expected, or happened there.

Only the same act of the same party counts, and where both are dated the dates must not exclude each other. A report
that plans what an earlier one tells as done plans the next one. Whether a step up rests on a new origin is said where
the texts show it: a report that credits, or names as its source, whoever told the weaker version adds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing.dates import DateMention, parse_iso
from briefing.gate.lexicon import alike, senses
from briefing.reconcile import asking
from briefing.reconcile.cues import Cues
from briefing.reconcile.events import NEAR_DAYS, exclude
from briefing.reconcile.finding import NO_NEW_ORIGIN, ORDER_UNKNOWN, Finding, Side
from briefing.reconcile.lazy import lazy
from briefing.reconcile.lines import Fact, Line, alike_stems, order, overlap, same_scope, share
from briefing.reconcile.papers import Key
from briefing.text.clause import REPORTING, Clause
from briefing.text.words import PRONOUNS

# From weakest to surest, with what stands between a clause and plain fact at each level.
_RUMOURED = frozenset("alleged possible unlikely".split())
_EXPECTED = frozenset("future expected likely would propose promise threaten consider wish".split())
_SKIPPED = frozenset("try fail need can urge order forbid allow false feared almost".split())
DENIED, RUMOURED, EXPECTED, HAPPENED = range(4)
# Verbs that say nothing of what happens by themselves: more of their words must meet.
_LIGHT = frozenset("be have do get go come make take give put hold say tell know keep want seem become need".split())
_HEDGES = frozenset("rumour rumor allege claim speculate expect plan intend deny talk".split())
_RUMOUR = re.compile(
    r"\b(?:rumou?r\w*|alleg\w+|reportedly|unconfirmed|speculat\w+|there is talk|is said to|are said to)\b",
    re.IGNORECASE,
)
# Part of whatever it finds.
_DOUBTS = Cues(
    lambda word: any(part in word for part in ("rumo", "alleg", "report", "unconf", "specul", "talk", "said"))
)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|refuted?s?|rejected)\b", re.IGNORECASE)
# Parts of the smaller fact's words, and words beside the verb, that two tellings must share.
_SHARED, _LEAST, _LEAST_LIGHT = 0.5, 2, 3
# Longer apart, the later report is of the next such event.
_DAYS = 60


@dataclass(eq=False)
class _Told:
    line: Line
    fact: Fact
    verb: str
    level: int

    @lazy
    def when(self) -> DateMention | None:
        """The one date of the fact that is not vague."""
        fact = self.fact
        dated = [d for d in self.line.reading.dates if fact.start <= d.start < fact.end and d.kind != "vague"]
        return dated[0] if len(dated) == 1 else None

    @lazy
    def stems(self) -> frozenset[str]:
        """What its words tell besides the verb."""
        return self.fact.stems - _HEDGES - {self.verb, self.fact.clause.verb}


def findings(lines: Sequence[Line], known: Sequence[Finding]) -> list[Finding]:
    """One finding for each event told at two levels or more; pairs that `known` findings show are left out."""
    shown = {
        frozenset((id(a), id(b))) for f in known for a, b in combinations([x for s in f.sides for x in s.lines], 2)
    }
    may = [line for line in lines if line.english]
    # The unsure ones by sense of the verb: most facts are told as having happened and meet none of these.
    unsure: dict[str, list[_Told]] = {}
    of_line = {id(line): _told(line) for line in may if _may_be_unsure(line)}
    for some in of_line.values():
        for one in some:
            if one.level < HAPPENED:
                for sense in senses(one.verb):
                    unsure.setdefault(sense, []).append(one)
    if not unsure:
        return []
    told: list[_Told] = []
    for line in may:
        if id(line) in of_line:
            told += of_line[id(line)]
        elif any(not unsure.keys().isdisjoint(senses(clause.verb)) for clause in line.reading.clauses if clause.verb):
            told += _told(line)
    place = {id(one): at for at, one in enumerate(told)}

    def nearest(some: Iterable[_Told], high: _Told) -> list[_Told]:
        return sorted(some, key=lambda t: (min(senses(t.verb) & senses(high.verb), default=""), place[id(t)]))

    found: list[Finding] = []
    used: set[int] = set()
    for high in sorted(told, key=lambda t: -t.level):
        meant = unsure.keys() & senses(high.verb) if high.level >= EXPECTED and id(high.line) not in used else ()
        near = {id(t): t for sense in meant for t in unsure[sense] if t.level < high.level}
        low = [t for t in near.values() if id(t.line) not in used and _same(t, high)]
        low = [t for t in low if frozenset((id(t.line), id(high.line))) not in shown]
        if not low:
            continue
        low = nearest(low, high)
        same = [t for t in told if t.level == high.level and t is not high and _same(t, high, level=True)]
        same = nearest(same, high)
        used |= {id(t.line) for t in (high, *low, *same)}
        found.append(_finding([high, *same], low))
    return found


def _may_be_unsure(line: Line) -> bool:
    """Whether a claim can tell a fact at another level than that it happened."""
    reading = line.reading
    if line.claim.status != "confirmed" or _DOUBTS.within(reading.lowers):
        return True
    return not reading.plain or any(_expects(clause) for clause in reading.clauses if clause.passive)


def _told(line: Line) -> list[_Told]:
    """The facts of a claim with what they say happens, and how surely."""
    told: list[_Told] = []
    clauses = line.reading.clauses
    if any(clause.marker in ("if", "unless") for clause in clauses):
        return told
    for fact in line.facts:
        main = fact.clause
        if main.negated or (main.verb in REPORTING and not _expects(main)):
            continue
        act = main
        for clause in clauses:
            if fact.start <= clause.start < fact.end and clause.form in ("finite", "infinitive"):
                act = clause
        if act.form != "infinitive":
            act = main
        if not act.verb or act.verb in REPORTING or act.negated:
            continue
        level = _level(line, main, act)
        if level is not None:
            told.append(_Told(line, fact, act.verb, level))
    return told


def _expects(clause: Clause) -> bool:
    return clause.verb == "expect" and clause.passive


def _level(line: Line, main: Clause, act: Clause) -> int | None:
    reading, status = line.reading, line.claim.status
    operators = reading.operators(main)
    if act is not main:
        operators |= reading.operators(act)
    if operators & _SKIPPED or main.marker in ("whether", "until", "before", "should"):
        return None
    if status == "denied":
        return DENIED
    if operators & _RUMOURED or status in ("rumoured", "alleged"):
        return RUMOURED
    doubted = _RUMOUR.search(line.claim.statement) if _DOUBTS.within(reading.lowers) else None
    if doubted and doubted.start() < main.end:
        return RUMOURED
    if operators & _EXPECTED or _expects(main):
        return EXPECTED
    # What is said without any operator is fact only where the claim as a whole is; a quotation is its speaker's.
    sure = not operators and status == "confirmed" and not reading.quotations
    return HAPPENED if sure else None


def _same(low: _Told, high: _Told, *, level: bool = False) -> bool:
    """Whether two facts tell one event; `level` for two of equal sureness, whose order does not matter."""
    a, b = low.line, high.line
    if a.article.id == b.article.id or _root(a) == _root(b) or not alike(low.verb, high.verb):
        return False
    if not level and order(b, a) < 0 and low.level == EXPECTED:
        return False
    if a.published and b.published and abs((a.published - b.published).days) > _DAYS:
        return False
    if low.when and high.when and exclude(low.when, high.when) and not _near(low.when, high.when):
        return False
    return _figures(low) & _figures(high) == _figures(low) | _figures(high) and _same_party(low, high)


def _same_party(low: _Told, high: _Told) -> bool:
    a, b = low.line, high.line
    one, two = _subject(low), _subject(high)
    names_a, names_b = low.fact.names | one, high.fact.names | two
    common = sum(share(frozenset((x,)), names_b) for x in names_a)
    if one and two and not share(one, two) and common < _LEAST:
        return False
    return _same_words(low, high, common, one, two) and same_scope(a, names_a, b, names_b)


def _same_words(low: _Told, high: _Told, common: int, one: frozenset[Key], two: frozenset[Key]) -> bool:
    """Whether two facts with some names in common, and these subjects, share enough of their words."""
    words = len(alike_stems(low.stems, high.stems))
    if low.verb in _LIGHT or high.verb in _LIGHT:
        return words >= _LEAST_LIGHT - 1 and overlap(low.stems, high.stems) >= _SHARED
    if one and two and share(one, two) and not low.stems and not high.stems:
        return True
    near = not low.stems or not high.stems or overlap(low.stems, high.stems) >= _SHARED
    return near and words + common >= (1 if one and two else _LEAST)


def _subject(told: _Told) -> frozenset[Key]:
    """The names on the subject's side; for a pronoun those that stand before it in the statement."""
    head = told.line.reading.words[slice(*told.fact.clause.subject)]
    if told.fact.subject or not (len(head) == 1 and head[0].lower in PRONOUNS):
        return told.fact.subject
    return frozenset(n.key for n in told.line.reading.names if n.start < head[0].start)


def _near(a: DateMention, b: DateMention) -> bool:
    """Whether one date holds the other, or a plan and what became of it lie days apart."""
    if not a.date or not b.date:
        return False
    if a.date.startswith(b.date) or b.date.startswith(a.date):
        return True
    one, two = parse_iso(a.date), parse_iso(b.date)
    return one is not None and two is not None and abs((one - two).days) <= NEAR_DAYS


def _figures(told: _Told) -> frozenset[float]:
    inside = (n for n in told.line.reading.numbers if told.fact.start <= n.start < told.fact.end)
    return frozenset(float(n.value) for n in inside if n.kind in ("money", "percent"))


def _root(line: Line) -> str:
    return line.article.duplicate_of or line.article.id


def _finding(high: Sequence[_Told], low: Sequence[_Told]) -> Finding:
    levels: dict[int, list[_Told]] = {}
    for one in sorted((*low, *high), key=lambda t: (t.line.moment is None, t.line.moment or ("", ""))):
        levels.setdefault(one.level, []).append(one)
    order_known = all(t.line.moment for told in levels.values() for t in told[:1])
    sides = sorted(
        levels.items(), key=lambda item: (item[1][0].line.moment or ("", ""), item[0]) if order_known else ("", item[0])
    )
    first, last = low[0].line, high[0].line
    sequence = order(first, last)
    note = ORDER_UNKNOWN if not sequence else NO_NEW_ORIGIN if sequence < 0 and _no_new_origin(low, high) else None
    return Finding(
        "certainty",
        asking.whether(high[0].line, high[0].fact),
        tuple(Side(_words(told[0]), tuple(dict.fromkeys(t.line for t in told))) for _, told in sides),
        note,
    )


def _words(told: _Told) -> str:
    """The words that show the level: the verb group, or the denial."""
    denial = _DENIAL.search(told.line.claim.statement) if told.level == DENIED else None
    return denial.group() if denial else asking.group_text(told.line, told.fact)


def _no_new_origin(low: Sequence[_Told], high: Sequence[_Told]) -> bool:
    """Whether every surer report credits, or names as its source, whoever told the weaker version."""
    known = {name for t in low for name in (t.line.article.origin, t.line.article.publisher) if name}
    return all(t.line.article.origin in known or any(n in t.line.claim.statement for n in known) for t in high)
