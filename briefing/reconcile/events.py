"""What the claims say happens, and when: read for comparing reports of one event."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from briefing.dates import DateMention, parse_iso
from briefing.gate.lexicon import alike
from briefing.reconcile.cues import Cues
from briefing.reconcile.lazy import lazy
from briefing.reconcile.lines import Fact, Line, alike_stems, overlap, same_scope, share
from briefing.reconcile.papers import Key
from briefing.text.clause import REPORTING
from briefing.text.words import DETERMINERS, PREPOSITIONS, stem

# Verbs that carry no event of their own: what happens stands in their subject ("the vote is on Thursday") or object.
_LIGHT = frozenset(
    "be have take hold make give do happen occur schedule set plan expect remain continue follow come fall due slate "
    "fix go hit strike break".split()
)
# Light verbs whose object, not their subject, is the event: "hold a vote", "make a visit".
_DOES = frozenset("hold have set plan schedule fix make give do hit strike break expect follow".split())
# Who acts is not what happens.
_AGENTS = frozenset(
    "company government party court police ministry union parliament council president minister city team "
    "group official country mission people man woman state firm office authority army force commission".split()
)
_MOVED = frozenset("postpone delay move reschedule adjourn defer shift push put bring cancel".split())
_FIRST = frozenset("begin start open launch commence kick resume".split())
_LAST = frozenset("end finish close conclude expire stop".split())
_NO_EVENT = _LIGHT | _FIRST | _MOVED
_WEAK = _LIGHT | _FIRST | _LAST
_NO_HEADS = _WEAK | _MOVED | REPORTING
# Verbs whose date is that of the telling; in the clause of the date itself "call" and "describe" need not tell.
_SAYING = REPORTING - {"expect", "fear", "hope"}
_TELLING = _SAYING - {"describe", "call"}
_FUTURE = re.compile(
    r"\b(?:will|shall|to be|is to|are to|due|scheduled|planned|expected|set|next|upcoming|slated|would|going "
    r"to|plans?|tomorrow|later this)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|did|has|have been)\b|\w+ed\b", re.IGNORECASE)
# Before a date that no longer holds: "postponed from Thursday", "originally planned for Thursday". "Closed from Monday"
# begins on Monday, unless something is moved.
_FORMER = re.compile(
    r"\b(?:(?:postpon|mov|reschedul|delay|shift|chang|push|put|brought|defer)\w*\b[^,;.]{0,40}?\bfrom"
    r"|since|instead of|rather than|originally|initially|previously|not|until)\b(?:\s\w+){0,3}\s*$",
    re.IGNORECASE,
)
# One of these stands in whatever it finds.
_FORMER_WORDS = "from", "since", "instead", "rather", "originally", "initially", "previously", "not", "until"
_FORMER_CUES = Cues(lambda word: any(part in word for part in _FORMER_WORDS))
# A plan and what became of it are one event when they lie this near; further apart it may be the next one.
NEAR_DAYS = 5
# Reports of a past event share most of their words; of a planned one, its name is enough.
_PAST_OVERLAP = 0.6
_PLANNED_OVERLAP = 0.5
# An event told without names is known by two words at least ("budget vote", "next round"), in articles with a common
# name.
_NAMELESS = 2
# Two tellings of the same remarks or denial share at least this part of the shorter one.
SAME_TELLING = 0.6


@dataclass(eq=False)
class Dated:
    """A date of a claim with the event it dates. `heads` are the words that name the event, `floor` where it begins."""

    line: Line
    mention: DateMention
    fact: Fact
    heads: frozenset[str]
    phase: str
    floor: int

    @lazy
    def near(self) -> frozenset[Key]:
        """The names beside the date."""
        first = max(self.floor, self.fact.start)
        beside = frozenset(n.key for n in self.line.reading.names if first <= n.start < self.mention.start)
        return (beside - self.fact.subject) & self.fact.names if beside else beside

    @lazy
    def future(self) -> bool:
        """Whether its words tell of something to come."""
        stretch = self.line.claim.statement[self.fact.start : self.fact.end]
        return bool(_FUTURE.search(stretch)) or (_weak_present(self.fact) and not _PAST.search(stretch))

    @lazy
    def planned(self) -> bool:
        """Whether the event lay ahead for whoever reported it."""
        if self.fact.clause.verb in _MOVED:
            return True
        published = self.line.published
        if published and self.mention.date and self.mention.date < published.isoformat()[: len(self.mention.date)]:
            return False
        return self.future or self.line.claim.status == "expected"

    @lazy
    def words(self) -> frozenset[str]:
        """The words that tell what happens."""
        return (self.fact.stems - _NO_EVENT) | self.heads

    @lazy
    def figures(self) -> frozenset[float]:
        """The numbers of its fact."""
        inside = (n for n in self.line.reading.numbers if self.fact.start <= n.start < self.fact.end)
        return frozenset(float(n.value) for n in inside if n.kind in ("count", "money", "percent"))


def dated(line: Line) -> list[Dated]:
    """The dated events of a claim, without dates of the telling ("said on Saturday") and dates that no longer hold."""
    if not line.english:
        return []
    found: list[Dated] = []
    floor = 0
    for mention in line.reading.dates:
        event = _dated(line, mention, floor)
        floor = mention.end
        if event is not None:
            found.append(event)
    return found


def _dated(line: Line, mention: DateMention, floor: int) -> Dated | None:
    text = line.claim.statement
    if mention.anchored or (_FORMER_CUES.within(line.reading.lowers) and _FORMER.search(text[: mention.start])):
        return None
    fact = line.fact_at(mention.start)
    if _of_the_telling(line, fact, mention):
        return None
    heads, phase = heads_of(line, fact)
    return Dated(line, mention, fact, heads, phase, floor) if heads else None


def _weak_present(fact: Fact) -> bool:
    return fact.clause.verb in _WEAK


def _of_the_telling(line: Line, fact: Fact, mention: DateMention) -> bool:
    """Whether the date says when something was said: its clause is a reporting one, or it trails behind one."""
    clause = line.reading.clause_at(mention.start)
    if clause.verb in _TELLING and clause.form == "finite":
        return not (clause.passive and _FUTURE.search(line.claim.statement[clause.start : mention.start]))
    return fact.clause.verb in _SAYING and mention.kind != "absolute"


def heads_of(line: Line, fact: Fact) -> tuple[frozenset[str], str]:
    """The words that name the event of a fact, and whether its beginning or end is meant."""
    clause, words = fact.clause, line.reading.words
    clauses = line.reading.clauses
    of_subject = clause.subject
    after = of_subject[1]
    if of_subject[0] < after < clause.group[0] and words[after].lower.endswith("ing"):
        # "The next meeting of the council": a noun that looks like a verb.
        of_subject = (of_subject[0], after + 1)
    verbs = [clause.verb] + [
        c.verb
        for c in clauses
        if c.form == "infinitive" and fact.start <= c.start < fact.end and c.first >= clause.first
    ]
    phase = "first" if any(v in _FIRST for v in verbs) else "last" if any(v in _LAST for v in verbs) else ""
    strong = [v for v in verbs if v and v not in _NO_HEADS]
    if strong:
        return frozenset(strong[-1:]), phase
    subject = _nouns(line, of_subject)
    behind = _nouns(line, (clause.group[1], clause.last))
    active = clause.verb in _DOES and not clause.passive
    opens = clause.verb in _FIRST | _LAST and not clause.passive and bool(behind)
    there = clause.subject[0] < clause.subject[1] and words[clause.subject[0]].lower == "there"
    return frozenset(behind if active or there else subject | behind if opens else subject) - _AGENTS, phase


def _nouns(line: Line, span: tuple[int, int]) -> frozenset[str]:
    """Common nouns at the head of a range: up to a preposition, names and dates left out."""
    found: list[str] = []
    if span[0] >= span[1]:
        return frozenset()
    timed = [(d.start, d.end) for d in line.reading.dates]
    for word in line.reading.words[span[0] : span[1]]:
        if word.lower in DETERMINERS:
            continue
        if word.lower in PREPOSITIONS or word.shape != "word" or any(s <= word.start < e for s, e in timed):
            if found:
                break
            continue
        if word.content and not (word.capital and word.start):
            found.append(stem(word.lower))
    return frozenset(found[-2:])


def same_event(a: Dated, b: Dated) -> bool:
    """Whether two dated facts are reports of one event. Cautious: who, where and what must agree as far as both say."""
    phases = {a.phase, b.phase} == {"first", "last"}
    if phases or a.fact.clause.negated != b.fact.clause.negated:
        return False
    return _same_heads(a, b) and _same_words(a, b) and _same_parties(a, b)


def _same_words(a: Dated, b: Dated) -> bool:
    """Whether enough of the words agree; of a plan and what became of it also the time."""
    if a.planned != b.planned:
        return _carried_out(a, b)
    if a.planned:
        if overlap(a.words, b.words) >= _PLANNED_OVERLAP:
            return True
        alone = len(a.line.reading.dates) == len(b.line.reading.dates) == 1
        return alone and overlap(a.line.stems, b.line.stems) >= _PAST_OVERLAP
    return a.figures == b.figures and overlap(a.words, b.words) >= _PAST_OVERLAP


def _carried_out(a: Dated, b: Dated) -> bool:
    """Whether one is the plan and the other the report of one event: the same act of the same party within days."""
    plan, done = (a, b) if a.planned else (b, a)
    ahead, past = (parse_iso(e.mention.date) if e.mention.date else None for e in (plan, done))
    if ahead is None or past is None or abs((ahead - past).days) > NEAR_DAYS:
        return False
    # Whoever still plans it after it was done plans the next one; and what lies ahead has not been done.
    if plan.line.published is None or plan.line.published > past:
        return False
    if done.line.published is None or done.line.published < past:
        return False
    if not (a.fact.subject and b.fact.subject and share(a.fact.subject, b.fact.subject)):
        return False
    return overlap(a.words, b.words) >= _PAST_OVERLAP and not a.figures ^ b.figures


def _same_heads(a: Dated, b: Dated) -> bool:
    return any(alike(x, y) for x in a.heads for y in b.heads) or (
        bool(alike_stems(a.heads, b.fact.stems)) and bool(alike_stems(b.heads, a.fact.stems))
    )


def _same_parties(a: Dated, b: Dated) -> bool:
    if a.fact.subject and b.fact.subject and not share(a.fact.subject, b.fact.subject):
        return False
    if a.near and b.near and not share(a.near, b.near):
        return False
    # What else the sentence names may belong to another date of it ("Bosnia on 10 March and Kosovo on 11 March").
    one, two = (e.fact.subject | e.near for e in (a, b))
    if one and two:
        return same_scope(a.line, one, b.line, two)
    shared = alike_stems(a.words, b.words)
    if len(shared) >= _NAMELESS and share(a.line.known, b.line.known):
        return True
    return same_scope(a.line, one or a.fact.names, b.line, two or b.fact.names)


def exclude(a: DateMention, b: DateMention) -> bool:
    """Whether two dates can not be the same: something that both give differs."""
    one, two = _known(a), _known(b)
    if a.end_date or b.end_date or (a.precision != b.precision and a.date and b.date):
        return False
    return any(one[name] != two[name] for name in one.keys() & two.keys())


def _known(mention: DateMention) -> dict[str, int]:
    known: dict[str, int] = {}
    if mention.date:
        known = dict(zip(("year", "month", "day"), map(int, mention.date.split("-")), strict=False))
        day: datetime.date | None = parse_iso(mention.date)
        if day is not None:
            known["weekday"] = day.weekday()
    else:
        written = {"year": mention.year, "month": mention.month, "day": mention.day, "weekday": mention.weekday}
        known = {name: value for name, value in written.items() if value is not None}
    return known
