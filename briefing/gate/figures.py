"""What a figure is said of: its verb, its actor, its purpose, its side of a comparison."""

from __future__ import annotations

import re
from bisect import bisect_left

from briefing import names, numbers
from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.segments import Segment, own_words, segment_at, segments, senses
from briefing.names import Name
from briefing.text.clause import Clause, Range
from briefing.text.words import PREPOSITIONS, Word, lemmas, stem

# "rose to 5, from 3": the preposition tells which end of the change a figure is. Without one it may be the new value
# only.
_ENDS = re.compile(
    r"\b(from|to|by|than|instead of|rather than|down from|up from|compared with|compared to|against|down on|up on)\s+"
    r"(?:(?:about|around|nearly|roughly|almost|some|just|only|over|under|more than|less than|fewer than|at least|the|a|"
    r"up to)\s+){0,2}$",
    re.IGNORECASE,
)
# Prepositions that name the same end of a change: what it was before, or what it is held against.
_ONE_END = {"down from": "from", "up from": "from"} | dict.fromkeys(
    ("compared with", "compared to", "against", "down on", "up on", "than"), "beside"
)
_BASE = frozenset(("from", "instead of", "rather than"))
_COMPARED = re.compile(
    r"^\s+(?:[a-z]+\s+){0,3}?(more|fewer|less|higher|lower|earlier|later|longer|shorter|further|larger|smaller)\b"
)
_RESPECTIVELY = "respectively"


def misplaced(case: Case, at: int, evidence: Reading, there: int) -> str | None:
    """Why the statement's figure at `at` is said of another thing than the evidence's at `there`, or None."""
    statement = case.statement
    ends = _end(statement, at), _end(evidence, there)
    beside = "beside" in ends and "to" not in ends
    if ends[0] != ends[1] and not beside and (all(ends) or ends[1] in _BASE):
        return f"{ends[1]!r} in the evidence"
    if _RESPECTIVELY in statement.lowers:
        return _in_a_row(statement, at, evidence, there)
    compared = _compared(statement, at), _compared(evidence, there)
    if compared[0] != compared[1] and _number(evidence, there) is not None:
        return f"{compared[1] or 'no comparison'!r} in the evidence"
    number = _number(statement, at)
    if number is not None and number.kind == "age" and "-" in number.text:
        # "the 41-year-old man": it belongs to its noun, whatever is said of him.
        return None
    ages = _aged(statement, at), _aged(evidence, there)
    if ages[0] is not None and ages[1] is not None:
        same = names.same(ages[0].key, ages[1].key)
        return None if same else f"the age of {ages[1].text!r} in the evidence"
    if ages[0] is not None:
        return _other_segment(statement, at, evidence, there)
    return _other_verb(case, at, evidence, there) or _other_segment(statement, at, evidence, there)


def _number(reading: Reading, at: int) -> numbers.Number | None:
    for number in reading.numbers:
        if number.start == at:
            return number
    return None


def _aged(reading: Reading, at: int) -> Name | None:
    """ "Stensrud, 61,": whose age a figure is, whatever the verb says."""
    if not reading.text[:at].rstrip().endswith(","):
        return None
    index = next((i for i, w in enumerate(reading.words) if w.start == at), 0)
    around = [reading.words[i].text for i in (index - 1, index + 1) if 0 <= i < len(reading.words)]
    if around != [",", ","] or index < 2:
        return None
    return next((n for n in reading.names if n.end == reading.words[index - 2].end), None)


@remembered
def _end(reading: Reading, at: int) -> str | None:
    match = _ENDS.search(reading.text[max(0, at - 40) : at])
    if match and match.group(1).lower() == "by":
        number = _number(reading, at)
        if number is not None and number.kind == "count" and number.counted and reading.clause_at(at).passive:
            # "sent by 29 countries": who did it.
            return None
    return (
        _ONE_END.get(match.group(1).lower(), match.group(1).lower())
        if match and not any(d.start < at < d.end for d in reading.dates)
        else None
    )


def _compared(reading: Reading, at: int) -> str | None:
    """ "12 more than Finland": the comparison that a number measures; "more than 12" is only a qualifier."""
    number = _number(reading, at)
    if number is None or "than" not in reading.text:
        return None
    match = _COMPARED.match(reading.text[number.end :])
    if match is None or any(n.start > at and n.span[0] < number.end + match.end(1) for n in reading.numbers):
        return None
    return (
        {"fewer": "less"}.get(match.group(1), match.group(1))
        if "than" in reading.text[number.end + match.end(1) :][:30]
        else None
    )


def _in_a_row(statement: Reading, at: int, evidence: Reading, there: int) -> str | None:
    """Lists that "respectively" pairs: the name with the figure's place in its row must be in the figure's segment."""
    figures = (
        [n.start for n in statement.numbers]
        if any(n.start == at for n in statement.numbers)
        else [d.start for d in statement.dates]
    )
    row = list(statement.names)[: len(figures)]
    if len(figures) < 2 or len(row) < len(figures) or at not in figures:
        return None
    own = set(row[figures.index(at)].key)
    home = senses(evidence, segment_at(evidence, there).first)
    return None if {stem(w) for w in own} & home or own & home else f"{row[figures.index(at)].text} has another figure"


def _other_verb(case: Case, at: int, evidence: Reading, there: int) -> str | None:
    here = _clause_of(case.statement, at)
    if not here.verb or here.verb in lexicon.LIGHT or here.verb in lexicon.SAYING:
        return None
    homes = _homes(evidence, there)
    if any(h.verb == here.verb for h in homes):
        return None
    holders = [c for c in evidence.clauses if c.verb and lexicon.alike(c.verb, here.verb)]
    if any({w.lower for w in evidence.words[h.subject[0] : h.subject[1]]} & (_STAND_INS | _WHOSE) for h in holders):
        # "the two fires ..., and neither was treated as suspicious".
        return None
    if holders and not any(h in holders for h in homes) and not any(_linked(evidence, h, holders) for h in homes):
        return f"{here.verb!r} is not said of it"
    if holders or here.form != "finite":
        return None
    elsewhere = any(
        lexicon.alike(c.verb, here.verb) for r in case.evidence if r is not evidence for c in r.clauses if c.verb
    )
    return f"{here.verb!r} is not said of it" if elsewhere and not lexicon.senses(here.verb) & evidence.senses else None


@remembered
def _clause_of(reading: Reading, at: int) -> Clause:
    """The clause of a figure; before "a train carrying gas derailed" that of the main verb."""
    own = reading.clause_at(at)
    index = reading.clauses.index(own)
    describes = own.form in ("gerund", "participle") or own.marker in ("who", "which", "that", "whose")
    if (
        describes
        and own.first < own.group[0]
        and at < reading.words[own.group[0]].start
        and own.subject[0] >= own.first
    ):
        marker = next((i for i in range(own.first, own.group[0]) if reading.words[i].lower == own.marker), own.group[0])
        behind = next((c for c in reading.clauses[index + 1 :] if c.form == "finite"), None)
        if behind is not None and at < reading.words[marker].start and own.first <= behind.subject[0] < own.group[0]:
            return behind
    return own


@remembered
def _homes(reading: Reading, at: int) -> list[Clause]:
    """The clauses of a figure: the one it stands in, and those whose subject it stands in."""
    index = next((i for i, w in enumerate(reading.words) if w.end > at), len(reading.words) - 1)
    held = [c for c in reading.clauses if c.subject[0] <= index < c.subject[1]]
    own = _clause_of(reading, at)
    return [own, *(c for c in held if c != own)]


def _linked(evidence: Reading, home: Clause, holders: list[Clause]) -> bool:
    """Whether the figure's clause depends on a clause with the verb, or the other way round."""
    order = {id(c): i for i, c in enumerate(evidence.clauses)}
    together = any(
        abs(order[id(h)] - order[id(home)]) == 1 and "when" in (h.marker, home.marker) for h in holders if h is not home
    )
    if together:
        # "were trapped on Wednesday when a shaft collapsed".
        return True
    shared = home.form in ("participle", "gerund") and any(h.subject == home.subject for h in holders)
    return shared or any(h in _chain(evidence, home) or home in _chain(evidence, h) for h in holders)


def _chain(reading: Reading, clause: Clause) -> list[Clause]:
    """A clause and those that it depends on."""
    found = [clause]
    while found[-1].governor is not None:
        found.append(reading.clauses[found[-1].governor])
    return found


def _other_segment(statement: Reading, at: int, evidence: Reading, there: int) -> str | None:
    """A word beside the figure that the evidence has only beside another figure."""
    if len(_kind(evidence, there)) < 2:
        return None
    home, here, rivals = _around(evidence, there)
    if not rivals:
        return None
    # "injured 34", "left it in 2010": what is left out or stands for a noun was named before.
    stands, bare = _leans(evidence, home)
    segment, spans = segment_at(statement, at), ((home.first, home.last), *home.lead)
    for word in own_words(statement, segment):
        meaning = lexicon.senses(word.lower)
        if not meaning.isdisjoint(here) or meaning.isdisjoint(evidence.senses) or _only_adjective(word):
            continue
        if (stands and _noun(statement, word)) or (bare and _noun(statement, word) and not _named(statement, word)):
            continue
        holders = [s for s in segments(evidence) if not meaning.isdisjoint(senses(evidence, s.first))]
        if _owns(statement, word) and any(w.lower in _WHOSE for w in evidence.words[home.first : home.last]):
            # "Doyle's brother" for "his brother".
            continue
        if not holders or not all(s in rivals for s in holders) or elaborates(statement, word, evidence, spans):
            continue
        if not _trails(evidence, holders[-1], meaning, home):
            return f"{word.text!r} goes with another figure"
    return None


@remembered
def _around(reading: Reading, at: int) -> tuple[Segment, frozenset[str], list[Segment]]:
    """The segment of a figure, the senses of all that is said of it, and the segments of other figures of its sort."""
    home = segment_at(reading, at)
    homes = _homes(reading, at)
    kind = _kind(reading, at)
    here = [senses(reading, home.first)]
    rivals = []
    for segment in segments(reading):
        if segment.clause in homes and segment.clause != home.clause:
            here.append(senses(reading, segment.first))
        elif segment.first != home.first and any(_within(reading, segment.first, segment.last, f) for f in kind):
            rivals.append(segment)
    return home, here[0].union(*here[1:]), rivals


_WHOSE = frozenset("his her its their".split())
_STAND_INS = frozenset("it they them he him she both neither there one ones those".split())
_PLACING = frozenset("in at near outside off across around along".split())
_TIMING = frozenset("over during since until by on".split())
_ELABORATING = frozenset("of on about over from for at to".split())


def _leans(reading: Reading, segment: Segment) -> tuple[bool, bool]:
    """Whether a segment has a pronoun, and whether it has a number without its noun."""
    inside = reading.words[segment.first : segment.last]
    return any(w.lower in _STAND_INS for w in inside), elliptic(reading, segment.first, segment.last)


@remembered
def elliptic(reading: Reading, first: int, last: int) -> bool:
    """Whether a word range has a number without its noun: "picked up 37 more"."""
    return any(
        _within(reading, first, last, n.start) and _noun_behind(reading, n.start) is None for n in reading.numbers
    )


def elaborates(statement: Reading, word: Word, reading: Reading, spans: tuple[Range, ...]) -> bool:
    """Whether a word says more about a noun of the evidence's `spans`: "a ruling on the residents' complaint".

    It stands in a phrase right behind that noun, and the evidence has no such phrase of its own there.
    """
    tokens = statement.words
    at = bisect_left(tokens, word.start, key=lambda w: w.start)
    while at > 0 and tokens[at].shape == "word" and tokens[at].lower not in _ELABORATING:
        at -= 1
    if at == 0 or tokens[at].lower not in _ELABORATING:
        return False
    head = tokens[at - 1]
    if (
        not head.content
        or "NOUN" not in lemmas(head.lower)
        or any(n.start <= head.start < n.end for n in statement.numbers)
    ):
        return False
    held = [w for span in spans for w in reading.words[span[0] : span[1]]]
    return any(lexicon.alike(w.lower, head.lower) for w in held) and all(w.lower != tokens[at].lower for w in held)


def _trails(evidence: Reading, holder: Segment, meaning: frozenset[str], home: Segment) -> bool:
    """ "killed nine and injured 34 in Quiroa": the place at the end goes for both."""
    at = next(
        (i for i in range(holder.first, holder.last) if lexicon.senses(evidence.words[i].lower) & meaning), holder.first
    )
    while at > holder.first and evidence.words[at].lower not in PREPOSITIONS - {"of"}:
        at -= 1
    placing = _PLACING | _TIMING if holder.clause == home.clause else _PLACING
    placed = any(w.lower in placing for w in evidence.words[home.first : home.last])
    return evidence.words[at].lower in placing and not placed and home.last <= holder.first


def _owns(reading: Reading, word: Word) -> bool:
    name = _named(reading, word)
    after = reading.text[name.end : name.end + 2] if name is not None else ""
    return after[:1] in ("'", "’")


def _only_adjective(word: Word) -> bool:
    return not word.capital and set(lemmas(word.lower)) <= {"ADJ", "ADV"} and bool(lemmas(word.lower))


def _noun(reading: Reading, word: Word) -> bool:
    kinds = lemmas(word.lower)
    return "NOUN" in kinds or not kinds or _named(reading, word) is not None


def _named(reading: Reading, word: Word) -> Name | None:
    return next((n for n in reading.names if n.start <= word.start < n.end), None)


def _kind(reading: Reading, at: int) -> list[int]:
    """The offsets of the figures of one sort: numbers for a number, dates for a date."""
    counts = [n.start for n in reading.numbers]
    return counts if at in counts else [d.start for d in reading.dates]


def _within(reading: Reading, first: int, last: int, offset: int) -> bool:
    return first < last and reading.words[first].start <= offset < reading.words[last - 1].end


def _noun_behind(reading: Reading, at: int) -> str | None:
    number = _number(reading, at)
    if number is None or number.unit is not None:
        return ""
    behind = [w for w in reading.words if w.start >= number.end][:3]
    for word in behind:
        if word.shape != "word" or not word.content:
            return None
        if "NOUN" in lemmas(word.lower):
            return stem(word.lower)
    return None
