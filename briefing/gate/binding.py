"""What belongs together in the statement belongs together in the evidence.

The words of one clause of the statement, so far as the evidence has them, stand there in one clause or in clauses that
hang together, and it happened where the evidence says. This is what a bag of words can not see.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.gate import lexicon
from briefing.gate.figures import elaborates, elliptic
from briefing.gate.mentions import mentions
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.segments import bases, in_figures, telling
from briefing.gate.slots import core, printed, same_name, told_apart
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause
from briefing.text.words import PREPOSITIONS, Word, lemmas, stem

_PRONOUNS = frozenset("he she it they them him who which that this these those we i you both neither".split())
# Words of a clause that stands for what came before it.
_LEANING = _PRONOUNS | {"its", "his", "her", "their", "there", "both"}
# Prepositions whose change turns a fact round; "in" and "at", "on" and "about" stand for one another too often.
_DIRECTED = frozenset("from to into by against over under for with without toward towards than".split())


def faults(case: Case) -> Iterator[Fault]:
    """Words that went from one clause to another, and pairs that changed places."""
    for clause in case.statement.clauses:
        if clause.end > case.own:
            yield from _moved(case, clause)
    for clause in case.statement.clauses:
        if clause.end > case.own and clause.verb:
            yield from _elsewhere(case, clause)


def _weighty(reading: Reading, clause: Clause) -> dict[str, Word]:
    """The words of a clause that tell who, what and where: by stem."""
    spans = [range(clause.first, clause.last)]
    if clause.subject[0] < clause.first or clause.subject[1] > clause.last:
        spans.append(range(*core(reading, clause.subject)))
    found: dict[str, Word] = {}
    # Who said it is held by the rules of attribution.
    own, stems = telling(reading), bases(reading)
    for span in spans:
        for i in span:
            if i not in own:
                continue
            word, base = reading.words[i], stems[i]
            if base not in lexicon.LIGHT and ("ADV" not in lemmas(word.lower) or word.capital):
                found.setdefault(base, word)
    return found


def _moved(case: Case, clause: Clause) -> Iterator[Fault]:
    words, own = case.statement.words, bases(case.statement)
    said = {words[i].lower for span in ((clause.first, clause.last), clause.subject) for i in range(*span) if own[i]}
    if _stand_together(case, said):
        return
    wanted = {s: w for s, w in _weighty(case.statement, clause).items() if w.start >= case.own or case.own == 0}
    if len(wanted) < 2:
        return
    known: dict[str, frozenset[str]] = {}
    for base, word in wanted.items():
        senses = lexicon.senses(word.lower)
        if not all(senses.isdisjoint(r.senses) for r in case.evidence):
            known[base] = senses
    if _stand_together(case, {wanted[base].lower for base in known}):
        return
    left = [
        (reading, other, {s for s, senses in known.items() if senses.isdisjoint(scope)})
        for number, reading in enumerate(case.evidence)
        for other, scope in zip(reading.clauses, _scopes(case.evidence, number), strict=True)
    ]
    if all(missing for _, _, missing in left):
        yield from _scattered(case, clause, wanted, left)


def _stand_together(case: Case, said: set[str]) -> bool:
    """Whether some words all stand, as they are, in clauses of the evidence that hang together."""
    for reading in case.evidence:
        for held in _together(reading):
            if said <= held:
                return True
    return False


def _scattered(
    case: Case, clause: Clause, wanted: dict[str, Word], left: list[tuple[Reading, Clause, set[str]]]
) -> Iterator[Fault]:
    """A second look where no clause of the evidence has all words of the statement's: what one says by other means."""
    best: set[str] | None = None
    for reading, other, missing in left:
        spans = ((other.first, other.last), other.subject)
        missing = {s for s in missing if not _named_there(case, wanted[s], reading, spans)}
        missing = {s for s in missing if not elaborates(case.statement, wanted[s], reading, spans)}
        if elliptic(reading, other.first, other.last):
            # "picked up 37 more": the noun that is left out was named before.
            missing = {s for s in missing if wanted[s].capital or "NOUN" not in lemmas(wanted[s].lower)}
        if best is None or len(missing) < len(best):
            best = missing
    if best and case.statement.names_in((clause.first, clause.last)):
        best = {s for s in best if not _resolved(case, s)}
    # A single common word may well be another way to say it.
    if best and (len(best) > 1 or any(wanted[s].capital for s in best)):
        yield Fault("moved", f"{', '.join(sorted(best))}: said of something else")


def _inside(reading: Reading, span: tuple[int, int], offset: int) -> bool:
    return reading.words[span[0]].start <= offset < reading.words[span[1] - 1].end


def _named_there(case: Case, word: Word, reading: Reading, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether a word belongs to a name that the clause has in another form ("Georg Stensrud", "Stensrud")."""
    name = next((n for n in case.statement.names if n.start <= word.start < n.end), None)
    return name is not None and any(same_name(case, name.key, n.key) for span in spans for n in reading.names_in(span))


def _resolved(case: Case, word: str) -> bool:
    """A word of a name that the context gives for a pronoun stands wherever the pronoun does."""
    return any(word in r.stems for r in case.context) and any(r.lowers & _PRONOUNS for r in case.evidence)


@remembered
def _together(reading: Reading) -> tuple[frozenset[str], ...]:
    """For each clause its words and those of the clauses that it hangs together with, subjects among them."""
    own = [
        {w.lower for w in (*reading.words[c.first : c.last], *reading.words[c.subject[0] : c.subject[1]])}
        for c in reading.clauses
    ]
    return tuple(frozenset().union(*[own[i] for i in (index, *reading.links[index])]) for index in range(len(own)))


@remembered
def _scopes(evidence: tuple[Reading, ...], number: int) -> tuple[frozenset[str], ...]:
    """For each clause of a sentence what `_scope` finds."""
    return tuple(_scope(evidence, number, index) for index in range(len(evidence[number].clauses)))


@remembered
def _own_scope(reading: Reading, index: int) -> frozenset[str]:
    """Senses of a clause with its subject, and of what describes the names there."""
    part = reading.clauses[index]
    found: set[str] = set()
    for span in ((part.first, part.last), part.subject):
        for word in reading.words[span[0] : span[1]]:
            found |= lexicon.senses(word.lower)
        for mention in mentions(reading) if span[0] < span[1] else ():
            # "the record holder, Joanna Keeley, who stopped": what describes a name goes with it.
            if _inside(reading, span, mention.start):
                found.update(*map(lexicon.senses, mention.words))
    return frozenset(found)


def _scope(evidence: tuple[Reading, ...], number: int, index: int) -> frozenset[str]:
    """Senses of a clause, of the clauses that it hangs together with, and of what its pronouns may stand for."""
    reading = evidence[number]
    held = {index} | reading.links[index]
    found = set(_own_scope(reading, index)).union(*[_own_scope(reading, i) for i in reading.links[index]])
    spoken = {w.lower for i in held for w in reading.words[reading.clauses[i].first : reading.clauses[i].last]}
    if not spoken.isdisjoint(_LEANING):
        # What a pronoun stands for came before it: the subject and the object of the clause before, or the sentence
        # before.
        before = reading.clauses[:index] or (evidence[number - 1].clauses[-2:] if number else ())
        earlier = reading if reading.clauses[:index] else evidence[number - 1]
        for part in before:
            for i in (*range(*part.subject), *range(*part.object)):
                found |= lexicon.senses(earlier.words[i].lower)
    return frozenset(found)


# Common nouns that are places; "in the interest of" is none.
_PLACE_NOUNS = frozenset(
    "capital province city town village district region state county country island port airport hospital school "
    "prison court market "
    "square street station base camp palace hotel church mosque factory mine border coast river lake valley mountain "
    "sea forest area zone "
    "north south east west centre center suburb outskirt home house building office wing hall stadium museum "
    "library".split()
)
_PLACING = frozenset("in at near outside off".split())
_LEADING = PREPOSITIONS - {"of"}


def _elsewhere(case: Case, clause: Clause) -> Iterator[Fault]:
    """Where it happened: no place may stand instead of the one that the evidence gives for the same verb."""
    if clause.verb in ("be", "have", "do"):
        return
    others = [
        (r, c)
        for r in case.evidence
        for c in r.clauses
        if c.verb == clause.verb and not (c.passive != clause.passive and c.object == (0, 0))
    ]
    mine = _all_stems(case.statement, clause)
    if all(_all_stems(r, c) <= mine for r, c in others):
        # Nothing that the evidence says there is left out, so nothing stands in its place.
        return
    said = _places(case.statement)[clause.first]
    if len(others) > 1 and any(lexicon.alike(word, s) for _, word in said for r, c in others for s in _all_stems(r, c)):
        # "vaccinated in the camp" and "to vaccinate in the villages": one of them is meant.
        return
    for reading, other in others:
        yield from _told_apart(case, clause, reading, other)
        if not said:
            continue
        there = _places(reading)[other.first]
        if any(lexicon.alike(s, t) for _, t in there for _, s in said):
            continue
        own = next((w for _, w in there if not any(lexicon.alike(w, s) for s in mine)), None)
        for marker, word in said if own is not None else ():
            if any(word in r.stems for r in case.evidence) and word not in _all_stems(reading, other):
                yield Fault("place", f"{marker} {word}, where the evidence has {own}")
                return


def _told_apart(case: Case, clause: Clause, reading: Reading, other: Clause) -> Iterator[Fault]:
    """ "sent to the west bank" for "sent to the east bank"."""
    theirs = _phrases(reading)[other.first]
    for marker, said in _phrases(case.statement)[clause.first] if theirs else ():
        for preposition, there in theirs:
            if preposition != marker or printed(case.statement, said) == printed(reading, there):
                continue
            instead = told_apart(case, said, reading, there)
            if instead is not None:
                yield Fault("place", f"the evidence has {instead!r}")
                return


@remembered
def _phrases(reading: Reading) -> dict[int, list[tuple[str, tuple[int, int]]]]:
    """Of each clause, by its first word: the prepositions behind the verb, each with its noun phrase."""
    return {
        c.first: [
            (reading.words[at].lower, core(reading, (at + 1, c.last)))
            for at in range(c.group[1], c.last - 1)
            if reading.words[at].lower in _LEADING
        ]
        for c in reading.clauses
    }


def _all_stems(reading: Reading, clause: Clause) -> frozenset[str]:
    return _stems(reading)[clause.first]


@remembered
def _stems(reading: Reading) -> dict[int, frozenset[str]]:
    """Of each clause, by its first word: its content stems."""
    return {c.first: frozenset(filter(None, bases(reading)[c.first : c.last])) for c in reading.clauses}


@remembered
def _places(reading: Reading) -> dict[int, list[tuple[str, str]]]:
    """Of each clause, by its first word: its places as preposition and head noun, dates and figures left out."""
    return {c.first: _placed(reading, c) for c in reading.clauses}


def _placed(reading: Reading, clause: Clause) -> list[tuple[str, str]]:
    found = []
    for at in range(clause.group[1], clause.last):
        if reading.words[at].lower not in _PLACING:
            continue
        phrase = core(reading, (at + 1, clause.last))
        words = [w for w in reading.words[phrase[0] : phrase[1]] if w.content]
        if (
            words
            and words[-1].start not in in_figures(reading)
            and (stem(words[-1].lower) in _PLACE_NOUNS or words[-1].capital)
        ):
            found.append((reading.words[at].lower, stem(words[-1].lower)))
    return found
