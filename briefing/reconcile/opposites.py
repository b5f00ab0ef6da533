"""Two speakers say opposite things of one subject: the sirens sounded, they remained silent.

The opposites are a closed list of states and of acts that leave a state. What is said of a part is not said of the
whole, what is said of one day not of another, and what one voice tells first and then otherwise has changed: so the
subjects must be named alike, the days must not exclude each other, and the speakers must differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from briefing.reconcile import asking
from briefing.reconcile.cues import Cues
from briefing.reconcile.events import exclude
from briefing.reconcile.finding import FIRST_UNKNOWN, Finding, Side
from briefing.reconcile.lines import Fact, Line, order, same_scope
from briefing.text.clause import REPORTING
from briefing.text.words import DETERMINERS, NUMERALS, PREPOSITIONS, PRONOUNS, Word, lemmas, stem, stems

# One line a pair; the words on each side of the stroke say one thing. States that come and go stand apart: two reports
# of different days do not contradict each other there.
_LASTING = """
sound wail blare ring howl / silent mute
work function run operate operational working / fail malfunction stall defective faulty broken
safe / unsafe dangerous unsound
clean drinkable potable / contaminated polluted poisoned undrinkable
armed / unarmed
sober / drunk drunken intoxicated
conscious / unconscious
awake / asleep
lit illuminated / dark unlit
locked / unlocked
present / absent
legal lawful valid / illegal unlawful invalid void
genuine authentic / fake forged counterfeit
voluntary / compulsory mandatory
sufficient adequate / insufficient inadequate
green / red
accidental / deliberate intentional
"""
_PASSING = """
open / closed close shut
hold intact undamaged / collapse burst destroyed
full / empty
alive / dead
calm / tense
occupied / vacant
"""
_Meaning = tuple[str, bool]


def _table() -> dict[str, _Meaning]:
    table: dict[str, _Meaning] = {}
    for line in (*_LASTING.strip().splitlines(), *_PASSING.strip().splitlines()):
        yes, _, no = line.partition(" / ")
        table |= dict.fromkeys(yes.split(), (line, True)) | dict.fromkeys(no.split(), (line, False))
    return table


_MEANS = _table()
_STATES = frozenset(_MEANS)
_OF_ORDER = "order", "service", "action"
_CUES = Cues(lambda word: word in _STATES or not _STATES.isdisjoint(stems(word)) or any(o in word for o in _OF_ORDER))
_COMES_AND_GOES = frozenset(_PASSING.strip().splitlines())
_LINKS = frozenset("be remain stay keep stand lie prove seem".split())
_ORDER = re.compile(r"\s*(out of (?:order|service|action)|in (?:working )?order)\b", re.IGNORECASE)
_ORDERED = _MEANS["work"][0]
# "was almost empty", "partly open": neither the one nor the other.
_PARTLY = re.compile(r"\b(?:partly|partially|almost|nearly|half|hardly|mostly|largely|barely)\s*$", re.IGNORECASE)
# Of one article two statements with this many words between them tell two moments ("at first", "later", "again").
_CHANGED = re.compile(r"\b(?:at first|initially|later|then|again|no longer|meanwhile|by now)\b", re.IGNORECASE)
# Reports of something past that lie further apart may tell two events.
_DAYS = 14


@dataclass(frozen=True)
class _Told:
    """What a line says of a subject: `holds` is the side of the pair, `printed` the words that say so."""

    line: Line
    fact: Fact
    pair: str
    holds: bool
    head: str
    kind: frozenset[str]
    speaker: str
    printed: str


_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=20_000)
def _meanings(word: str) -> frozenset[_Meaning]:
    """What a lower-case word in any of its forms can say."""
    if word == "order":
        return frozenset(((_ORDERED, True), (_ORDERED, False)))
    return frozenset(_MEANS[form] for form in (word, *stems(word)) if form in _STATES)


def may_be(statements: Iterable[str]) -> bool:
    """Whether some statements hold words for both sides of a pair; a cheap look before they are read."""
    words = {word for text in statements for word in _WORD.findall(text.lower())}
    held = frozenset[_Meaning]().union(*map(_meanings, words))
    return any((pair, not holds) in held for pair, holds in held)


def findings(lines: Sequence[Line], known: Sequence[Finding]) -> list[Finding]:
    """Opposite statements; pairs that `known` findings already show are left out."""
    shown = [{id(line) for side in f.sides for line in side.lines} for f in known]
    said: dict[tuple[str, str], list[_Told]] = {}
    for line in lines:
        if line.english and line.claim.status in ("confirmed", "alleged") and _CUES.within(line.reading.lowers):
            for told in _told(line):
                said.setdefault((told.pair, told.head), []).append(told)
    found: list[Finding] = []
    for told_of in said.values():
        used: set[int] = set()
        for a, b in combinations(told_of, 2):
            if {id(a.line), id(b.line)} & used or not _opposed(a, b):
                continue
            if any(id(a.line) in s and id(b.line) in s for s in shown):
                continue
            sides = [[a], [b]]
            for other in told_of:
                if other not in (a, b) and _opposed(other, b if other.holds == a.holds else a):
                    sides[other.holds != a.holds].append(other)
            used |= {id(t.line) for side in sides for t in side}
            found.append(_finding(sides))
    return found


def _told(line: Line) -> list[_Told]:
    found: list[_Told] = []
    if line.claim.statement.rstrip(' ”"').endswith("?"):
        return found
    for fact in line.facts:
        clause, words = fact.clause, line.reading.words
        if clause.marker in ("if", "unless", "whether", "until", "before", "when", "while") or not clause.group[1]:
            continue
        meant = _meant(line, fact)
        if meant is None or line.reading.operators(clause) - {"can"}:
            continue
        subject, voice = _subject(words[slice(*clause.subject)])
        if not subject:
            continue
        pair, holds, printed = meant
        kind = frozenset(stem(w.lower) for w in subject[:-1] if w.content and not w.capital)
        speaker = _speaker(line, fact, voice)
        head = stem(subject[-1].lower)
        found.append(_Told(line, fact, pair, holds != clause.negated, head, kind, speaker, printed))
    return found


def _subject(told: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The noun phrase of a subject up to its first preposition or mark, and the speaker put in behind a comma.

    Nothing where it is a pronoun, a number of things or a part of them.
    """
    comma = next((i for i, w in enumerate(told) if w.shape == "mark"), len(told))
    phrase = list(told[:comma])
    cut = next((i for i, w in enumerate(phrase) if w.lower in PREPOSITIONS), len(phrase))
    if any(w.shape == "figure" or w.lower in NUMERALS | _SOME for w in phrase[:cut]):
        return [], []
    phrase = [w for w in phrase[:cut] if w.lower not in DETERMINERS]
    if not phrase or phrase[-1].lower in PRONOUNS or "NOUN" not in lemmas(phrase[-1].lower):
        return [], []
    return phrase, list(told[comma + 1 :])


_SOME = frozenset("some several many most few all each every both another other one none no any half part".split())


def _meant(line: Line, fact: Fact) -> tuple[str, bool, str] | None:
    """The pair of opposites that a fact speaks of, its side of it, and the words that say so."""
    clause, words, text = fact.clause, line.reading.words, line.claim.statement
    group = words[slice(*clause.group)]
    if not group:
        return None
    behind = text[group[-1].end : fact.end]
    if clause.verb in _LINKS and not clause.passive:
        if told := _ORDER.match(behind):
            return _ORDERED, told.group(1).lower().startswith("in"), text[group[0].start : group[-1].end + told.end()]
        state = next((w for w in words if w.start >= group[-1].end and w.content), None)
        if state is None or state.start >= max(fact.end, group[-1].end + len(behind)):
            return None
        between = text[group[-1].end : state.start]
        means = _MEANS.get(state.lower)
        # "remained silent", "was still silent": nothing but adverbs may stand between.
        if means is None or len(between.split()) > 1 or "," in between or _PARTLY.search(between):
            return None
        return *means, text[group[0].start : state.end]
    # "failed to pay", "failed the test", "was shut down by": only what happens to the subject itself.
    if behind.split()[:1] in (["to"], ["the"], ["a"], ["an"], ["its"], ["their"]) or _PARTLY.search(
        text[group[0].start : group[-1].start]
    ):
        return None
    means = _MEANS.get(clause.verb) or (_MEANS.get(group[-1].lower) if clause.passive else None)
    return (*means, text[group[0].start : group[-1].end]) if means else None


def _speaker(line: Line, fact: Fact, voice: Sequence[Word]) -> str:
    """Whose words a fact is, as printed in lower case, "" where the article itself says it."""
    words = line.reading.words
    if fact.clause.speaker:
        return " ".join(w.lower for w in words[slice(*fact.clause.speaker)])
    if voice and any(c.verb in REPORTING for c in line.reading.clauses):
        return " ".join(w.lower for w in voice)
    return (line.claim.attribution or "").lower()


def _opposed(a: _Told, b: _Told) -> bool:
    if a.holds == b.holds or (a.kind and b.kind and not a.kind & b.kind):
        return False
    if not _apart(a, b) or _other_day(a, b):
        return False
    return same_scope(a.line, a.fact.subject, b.line, b.fact.subject)


def _apart(a: _Told, b: _Told) -> bool:
    """Whether two voices tell of one moment."""
    one, two = a.line, b.line
    if one.article.id == two.article.id:
        return _two_voices(a, b)
    if (one.article.duplicate_of or one.article.id) == (two.article.duplicate_of or two.article.id):
        return False
    if any(_CHANGED.search(t.line.claim.statement) for t in (a, b)):
        return False
    if a.pair in _COMES_AND_GOES:
        return one.published is not None and one.published == two.published
    return not (one.published and two.published) or abs((one.published - two.published).days) <= _DAYS


def _two_voices(a: _Told, b: _Told) -> bool:
    """Whether two statements of one article are those of two speakers.

    A pronoun may mean whoever was named before it, so it is another voice only where it comes first.
    """
    first, last = sorted((a, b), key=lambda t: t.line.claim.evidence[0].start)
    if not first.speaker or not last.speaker or first.speaker == last.speaker:
        return False
    if set(first.speaker.split()) & set(last.speaker.split()) - DETERMINERS - PREPOSITIONS:
        return False
    return last.speaker.split()[0] not in PRONOUNS or last.speaker.split()[0] in ("its", "their", "his", "her")


def _other_day(a: _Told, b: _Told) -> bool:
    days = [
        [d for d in t.line.reading.dates if t.fact.start <= d.start < t.fact.end and d.kind != "vague"] for t in (a, b)
    ]
    return any(exclude(x, y) for x in days[0] for y in days[1])


def _finding(sides: Sequence[Sequence[_Told]]) -> Finding:
    ordered = sorted(sides, key=lambda side: (side[0].line.moment is None, side[0].line.moment or ("", "")))
    asked = next(side[0] for side in ordered if side[0].holds)
    first, last = (side[0].line for side in ordered)
    same = first.article.id == last.article.id
    return Finding(
        "conflict",
        asking.whether(asked.line, asked.fact),
        tuple(Side(side[0].printed, tuple(dict.fromkeys(t.line for t in side))) for side in ordered),
        None if same or order(first, last) else FIRST_UNKNOWN,
    )
