"""Whose word it is: who is said to have said something is neither lost, added nor changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.slots import core, displaced
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause, Range
from briefing.text.group import RELATIVES
from briefing.text.words import stem

_PRONOUNS = frozenset("he she it they who i we".split())
# Behind these a clause may still be the speaker's.
_JOINED = frozenset("but though although while whereas and".split())
_MARKS = '“”"«»„'


@dataclass(frozen=True, slots=True)
class _Speaker:
    span: Range
    verb: str


def is_attribution(reading: Reading, clause: Clause) -> bool:
    """Whether the clause only says who said it."""
    return clause.first in _attributions(reading)


@remembered
def _attributions(reading: Reading) -> frozenset[int]:
    """The clauses of a sentence that only say who said it, by their first words."""
    spoken = [c for c in reading.clauses if c.speaker is not None]
    return frozenset(c.first for c in reading.clauses if any(c.says(s) for s in spoken)) if spoken else frozenset()


def faults(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    """What is wrong with the speaker of a clause, against its counterpart in the evidence."""
    said, there = _speaker(case.statement, clause), _speaker(reading, other)
    if said is None and there is None:
        return
    if clause.marker == other.marker == "whether":
        # What is asked is said by nobody.
        return
    if there is not None and said is None:
        if not _own_outlet(reading, other) and not _still_said(case, clause, reading, there):
            yield Fault("attribution_lost", f"{_printed(reading, there)} ({there.verb}) says so")
    elif said is not None and there is None:
        if _own_saying(case, clause, said) or _may_stand_alone(case.statement, clause):
            return
        if other.form == "participle" or other.marker in RELATIVES:
            # What the reporter adds in passing may be taken for the speaker's own, where he speaks in the same
            # sentence.
            spoken = [c.speaker for c in reading.clauses if c.speaker is not None]
            if any(displaced(case, core(case.statement, said.span), reading, core(reading, s)) is None for s in spoken):
                return
        if not _quoted_elsewhere(case, reading, said) and not _by_noun(case, reading, said):
            yield Fault("attribution_added", f"{_printed(case.statement, said)} is not said to have said it")
    elif said is not None and there is not None:
        yield from _compared(case, reading, said, there)


def _own_saying(case: Case, clause: Clause, said: _Speaker) -> bool:
    """ "The union called it a betrayal, it said": what one calls it is one's word already."""
    words = {w.lower for w in case.statement.words[said.span[0] : said.span[1]]}
    return clause.verb in lexicon.SAYING and (said.span == clause.subject or words <= _PRONOUNS)


def _may_stand_alone(reading: Reading, clause: Clause) -> bool:
    """ "X said A, and B": B may be the reporter's."""
    index = reading.clauses.index(clause)
    own = clause.first <= clause.subject[0] < clause.subject[1] and clause.form == "finite"
    opening = reading.words[clause.first]
    joined = clause.marker in ("and", "while", "but") and opening.text != "that"
    before = reading.words[clause.first - 1].text if clause.first else ""
    parted = "," in (before, opening.text)
    return own and joined and parted and index > 1 and not any(m in reading.text for m in _MARKS)


def _printed(reading: Reading, speaker: _Speaker) -> str:
    return " ".join(w.text for w in reading.words[speaker.span[0] : speaker.span[1]])


def _speaker(reading: Reading, clause: Clause) -> _Speaker | None:
    if clause.speaker is not None:
        return _Speaker(clause.speaker, clause.said or "say")
    source = reading.according_to
    if source is not None and not reading.hearsay and not source[0] <= clause.group[0] < source[1]:
        if any(_turns(reading, c) and clause.first < c.first < source[0] for c in reading.clauses):
            # "A, but B, according to X": B is X's word.
            return None
        return _Speaker(source, "say")
    return None


def _turns(reading: Reading, clause: Clause) -> bool:
    """Whether a clause turns to something else: ", but contact was lost"."""
    own = clause.first <= clause.subject[0] < clause.subject[1]
    return own and clause.form == "finite" and reading.words[clause.first].lower in ("but", "while", "whereas")


def _stems(reading: Reading, speaker: _Speaker) -> frozenset[str]:
    return frozenset(stem(w.lower) for w in reading.words[speaker.span[0] : speaker.span[1]] if w.content)


def _own_outlet(reading: Reading, other: Clause) -> bool:
    """ "RFE/RL has learned": the outlet speaks of its own reporting, which the citation already names."""
    return other.said in ("learn", "understand") and bool(reading.names_in(other.speaker or (0, 0)))


def _still_said(case: Case, clause: Clause, reading: Reading, there: _Speaker) -> bool:
    """ "X called it a mistake"; "X said A, though B": the sentence itself puts the words into X's mouth."""
    spans = [c.speaker for c in case.statement.clauses if c.speaker is not None and clause.marker in _JOINED]
    if clause.verb in lexicon.SAYING:
        spans.append(clause.subject)
        if there.span == reading.according_to:
            return True
    return any(
        span[0] < span[1] and displaced(case, core(case.statement, span), reading, core(reading, there.span)) is None
        for span in spans
    )


def _quoted_elsewhere(case: Case, reading: Reading, said: _Speaker) -> bool:
    """Words in quotation marks without a speaker in their own sentence: the speaker may stand in a neighbour."""
    marks = any(m in reading.text for m in _MARKS)
    return marks and any(_stems(case.statement, said) & r.stems for r in (*case.context, *case.evidence))


def _by_noun(case: Case, reading: Reading, said: _Speaker) -> bool:
    """ "X's warning that", "in a statement X": the evidence reports speech by a noun instead of a verb."""
    stems = _stems(case.statement, said)
    return bool(stems & reading.stems) and any(lexicon.alike(said.verb, s) for s in reading.stems)


def _compared(case: Case, reading: Reading, said: _Speaker, there: _Speaker) -> Iterator[Fault]:
    kind, theirs = lexicon.SAYING.get(said.verb, said.verb), lexicon.SAYING.get(there.verb, there.verb)
    # "said" may stand for a warmer verb that claims no less certainty, never for a denial or a belief.
    if kind != theirs and not (
        kind == "say" and theirs in ("show", "confirm", "admit", "warn", "complain", "claim", "promise")
    ):
        yield Fault("attribution_verb", f"{said.verb!r} where the evidence has {there.verb!r}")
    if {w.lower for w in case.statement.words[said.span[0] : said.span[1]]} <= _PRONOUNS - {"he", "she"}:
        return
    instead = displaced(case, core(case.statement, said.span), reading, core(reading, there.span))
    if instead is not None and there.span == reading.according_to and _quoted_in(case, reading, said):
        return
    if instead is not None:
        yield Fault("attribution_changed", f"{_printed(case.statement, said)} instead of {instead}")
        return
    if not case.statement.names_in(said.span) and not _meet(case, reading, said, there):
        yield Fault("attribution_changed", f"{_printed(case.statement, said)} instead of {_printed(reading, there)}")


def _quoted_in(case: Case, reading: Reading, said: _Speaker) -> bool:
    """ "X was quoted as saying, according to the statement": the words are X's, whoever passes them on."""
    sayings = [c for c in reading.clauses if c.verb in lexicon.SAYING and c.subject[0] < c.subject[1]]
    mine = core(case.statement, said.span)
    return any(displaced(case, mine, reading, core(reading, c.subject)) is None for c in sayings)


def _meet(case: Case, reading: Reading, said: _Speaker, there: _Speaker) -> bool:
    """Whether two speakers without a name have a word in common, or the evidence's is only a pronoun or a name."""
    mine, theirs = _stems(case.statement, said), _stems(reading, there)
    if any(lexicon.alike(a, b) for a in mine for b in theirs) or not mine or not theirs:
        return True
    return bool(reading.names_in(there.span))
