"""A part of something is not the whole of it, and a thing told apart by a word is not its neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.segments import in_figures
from briefing.gate.slots import in_names
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause
from briefing.text.words import Word, stem

_PART = frozenset(
    "some most many several few half part third quarter majority minority two-thirds three-quarters one none neither "
    "both "
    "either member members section parts".split()
)
_WHOLE = frozenset("the its their his her these those them which whom it us".split())
_PRONOUNS = frozenset("them it they which whom who those these".split())
_OF_THESE = frozenset(("them", "whom", "which"))
_EXCEPTIONS = frozenset(("but", "except", "excluding"))
# A longer phrase behind "one of them" goes on with something else.
_SHORT = 6
_EXCEPTING = frozenset("not except excluding without no neither nor unlike only".split())
_RATE = frozenset("per a an each every".split())
# A unit of time, a direction and a word that tells one office or kind from another: each must stand in the evidence
# itself.
_CRITICAL: dict[str, frozenset[str]] = {
    word: frozenset(group.split())
    for group in (
        "second", "minute", "hour hourly", "day daily", "week weekly", "fortnight", "month monthly",
        "quarter quarterly", "year yearly annual annually", "decade", "century",
        "north northern northward northerly northwards", "south southern southward southerly southwards",
        "east eastern eastward easterly eastwards", "west western westward westerly westwards",
        "left", "right", "deputy vice", "former ex", "acting interim caretaker", "retired", "honorary", "late",
        "small little minor tiny", "huge massive enormous vast", "deadly fatal", "serious severe seriously severely",
    )
    for word in group.split()
}  # fmt: skip
# These tell an office from another only before the noun; "right" and "left" and "late" are too often something else.
_OFFICES = frozenset("deputy vice former acting interim caretaker ex retired".split())


@dataclass(frozen=True, slots=True)
class _Share:
    """ "two of the four defendants": what is taken (`sign`), of which noun, in which clause."""

    sign: str
    value: float | None
    noun: str
    clause: Clause


def faults(case: Case) -> Iterator[Fault]:
    """Parts made whole, rates and directions that the evidence does not have, offices that lost their "deputy"."""
    for reading in case.evidence:
        if "of" in reading.lowers:
            for share in _shares(reading):
                yield from _made_whole(case, reading, share)
            yield from _of_a_part(case, reading)
    yield from _excepted(case)
    yield from _critical(case)
    yield from _offices(case)


@remembered
def _shares(reading: Reading) -> tuple[_Share, ...]:
    found: list[_Share] = []
    tokens = reading.words
    for at, word in enumerate(tokens):
        if word.lower != "of" or at == 0 or at + 1 >= len(tokens):
            continue
        behind = tokens[at + 1]
        figure = next(
            (n for n in reading.numbers if n.end <= word.start and word.start - n.end <= 12 and n.kind == "count"), None
        )
        taken = [w for w in tokens[max(0, at - 2) : at] if w.lower in _PART]
        if behind.lower in ("which", "whom"):
            # "of which it has received 18".
            inside = reading.clause_at(behind.start)
            figure = figure or next((n for n in reading.numbers if inside.start <= n.start < inside.end), None)
        if not (figure or taken) or not (behind.lower in _WHOLE or behind.shape == "figure"):
            continue
        noun = next(
            (stem(w.lower) for w in tokens[at + 1 : at + 6] if w.content and not _numeral(reading, w.start)), ""
        )
        if behind.lower in _PRONOUNS:
            noun = ""
        sign = figure.text.lower() if figure else taken[-1].lower
        found.append(_Share(sign, figure.value if figure else None, noun, reading.clause_at(word.start)))
    return tuple(found)


def _numeral(reading: Reading, at: int) -> bool:
    return any(n.start <= at < n.end for n in reading.numbers)


def _made_whole(case: Case, reading: Reading, share: _Share) -> Iterator[Fault]:
    """The same verb of the whole noun, or of a pronoun for it, without the word that takes a part."""
    verbs = [
        c.verb
        for c in reading.clauses
        if c.verb and (c == share.clause or c.subject[0] <= _index(reading, share) < c.subject[1])
    ]
    for clause in case.statement.clauses:
        if clause.end <= case.own or not any(lexicon.alike(clause.verb, v) for v in verbs if clause.verb):
            continue
        words = case.statement.words[clause.first : clause.last]
        held = {stem(w.lower) for w in words} | {w.lower for w in words}
        held |= {
            s for w in case.statement.words[clause.subject[0] : clause.subject[1]] for s in (stem(w.lower), w.lower)
        }
        whole = share.noun in held if share.noun else bool(held & _PRONOUNS)
        if not whole or share.sign in held or _PART & held:
            continue
        if share.value is not None and any(n.value == share.value for n in case.statement.numbers):
            continue
        yield Fault("part", f"{share.sign} of {share.noun or 'them'!r}, in the evidence")


def _excepted(case: Case) -> Iterator[Fault]:
    """ "the 2,700 of Saint-Pons, but not the 900 of Villard": what is excepted may not be taken in."""
    holding = [r for r in case.evidence if not _EXCEPTIONS.isdisjoint(r.lowers)]
    if not holding:
        return
    denied = any(c.negated for c in case.statement.clauses) or bool(case.statement.lowers & _EXCEPTING)
    for reading in holding:
        for at, word in enumerate(reading.words[:-2]):
            but = word.lower == "but" and reading.words[at + 1].lower == "not"
            if not (but or word.lower in ("except", "excluding")):
                continue
            first = at + 2 if but else at + 1
            if any(g.group[0] <= first + 3 and first <= g.group[0] for g in reading.clauses if g.verb):
                # "but not charged": a clause, which has its own negation.
                continue
            last = next((i for i in range(first, len(reading.words)) if reading.words[i].shape == "mark"), first)
            inside = [w for w in reading.words[first:last] if w.content or w.shape == "figure"]
            others = [w.lower for w in (*reading.words[:at], *reading.words[last:])]
            telling = [w for w in inside if w.lower not in others]
            kept = [w for w in telling if w.lower in case.statement.lowers]
            if telling and len(kept) == len(telling) and not denied:
                yield Fault("part", f"{' '.join(w.text for w in kept)} is excepted in the evidence")


def _of_a_part(case: Case, reading: Reading) -> Iterator[Fault]:
    """ "wounding three, one of them seriously": what is said of the one is not said of the three."""
    tokens = reading.words
    for at, word in enumerate(tokens[:-1]) if not _OF_THESE.isdisjoint(reading.lowers) else ():
        if word.lower != "of" or tokens[at + 1].lower not in _OF_THESE or at == 0:
            continue
        figure = next((n for n in reading.numbers if n.start <= tokens[at - 1].start < n.end), None)
        if figure is None and tokens[at - 1].lower not in ("most", "some", "one", "many", "several", "few"):
            continue
        last = next((i for i in range(at + 2, len(tokens)) if tokens[i].shape == "mark"), len(tokens))
        phrase = tokens[at + 2 : last]
        others = [*tokens[:at], *tokens[last:]]
        known = {stem(w.lower) for w in others}
        telling = {stem(w.lower): w for w in phrase if w.content and stem(w.lower) not in known}
        kept = {s for s in telling if s in case.statement.stems}
        taken = {tokens[at - 1].lower} | {w.lower for w in case.statement.words if w.lower in _PART}
        told = any(figure and n.value == figure.value for n in case.statement.numbers)
        told = told or bool(taken & case.statement.lowers & (_PART | {tokens[at - 1].lower}))
        if len(phrase) <= _SHORT and kept and len(kept) == len(telling) and not told:
            yield Fault("part", f"{' '.join(sorted(kept))}: said of {tokens[at - 1].text} of them")


def _index(reading: Reading, share: _Share) -> int:
    return next(i for i in range(share.clause.first, share.clause.last) if reading.words[i].lower == "of")


def _critical(case: Case) -> Iterator[Fault]:
    for word, group in _weighing(case.statement):
        if word.start >= case.own and all(
            group.isdisjoint(r.stems) and group.isdisjoint(r.lowers) for r in case.evidence
        ):
            yield Fault("content", f"{word.text!r} is not in the evidence")


@remembered
def _weighing(reading: Reading) -> tuple[tuple[Word, frozenset[str]], ...]:
    """The units, directions and offices that a sentence names outside its figures and names, each with its like."""
    found = []
    for word in reading.words if not _CRITICAL.keys().isdisjoint(reading.stems) else ():
        group = _CRITICAL.get(word.lower) or _CRITICAL.get(stem(word.lower))
        if group is None or word.shape != "word" or word.lower in ("right", "left", "late", "second", "minor"):
            continue
        if word.start not in in_figures(reading) and word.start not in in_names(reading):
            found.append((word, group))
    return tuple(found)


def _offices(case: Case) -> Iterator[Fault]:
    """ "the deputy mayor" may not become "the mayor"."""
    holding = [r for r in case.evidence if not _OFFICES.isdisjoint(r.lowers)]
    lowers = {w.lower for w in case.statement.words if w.start >= case.own} if holding else set()
    for reading in holding:
        for word, noun in zip(reading.words, reading.words[1:], strict=False):
            if word.lower not in _OFFICES or word.lower in lowers or not noun.content:
                continue
            plain = sum(w.lower == noun.lower for w in reading.words) > 1 or any(
                noun.lower in r.lowers for r in case.evidence if r is not reading
            )
            if noun.lower in lowers and not plain:
                yield Fault("office", f"{word.lower} {noun.lower}, in the evidence")
