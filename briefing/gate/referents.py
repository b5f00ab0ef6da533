"""Whom the evidence means: the names in it, and the names that its pronouns and descriptions stand for.

A pronoun or a description ("the minister") is read as a name only where one name of the article fits best. Where two
fit alike it stands for nobody, and a statement that puts a name there is refused: a wrong name is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing import names
from briefing.gate import lexicon
from briefing.gate.mentions import Key, Mention, mentions, stops, verbs
from briefing.gate.reading import Reading
from briefing.gate.remembered import remembered
from briefing.text.words import DETERMINERS, stem

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NEUTRAL = frozenset("it its they their them".split())
_SUBJECT_FORMS = frozenset("he she".split())
_OPEN_DESCRIPTION = frozenset("the this that these those his her its their".split())
# "The company" may be what the article has called a maker, a retailer, a bank.
_KINDS = {
    "company": "maker retailer operator manufacturer producer brewer airline carrier firm group builder developer "
    "supplier bank "
    "insurer "
    "chain publisher business motor shipping steel giant startup brand",
    "chief": "secretary general head leader commander director president executive chair",
    "head": "chief leader director president chair",
    "leader": "president premier minister chancellor chairman chairwoman head chief",
    "boss": "executive chief director president coach manager",
    "club": "team side", "team": "club side", "agency": "office authority service", "party": "group alliance movement",
    "group": "organisation organization party militia company charity",
    "country": "nation republic kingdom state", "government": "country nation", "union": "federation confederation",
}  # fmt: skip
# A description is a sentence's subject where it opens it.
_OPENING = 3
# How many sentences back a pronoun is looked for; news names its subject again after that.
_REACH = 3
# A chain of pronouns is followed through at most so many sentences at once.
_STRIDE = 50


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or a description, and the names that it may stand for (none where it can not be told)."""

    start: int
    end: int
    keys: frozenset[Key]
    word: str = ""


class Referents:
    """The references of some sentences of one article, each resolved by what stands before it."""

    def __init__(self, evidence: Sequence[Reading], context: Sequence[Reading]) -> None:
        self._order = [r for r in context if r not in evidence] + list(evidence)
        self._places = {id(reading): place for place, reading in enumerate(self._order)}
        self._references: dict[int, tuple[Reference, ...]] = {}

    @cached_property
    def _persons(self) -> set[Key]:
        return {m.key for r in self._order for m in mentions(r) if m.person and m.sure}

    def opening(self, reading: Reading, at: int) -> tuple[Reference, ...]:
        """The references of a sentence of the evidence that begin with its word `at`."""
        if at not in _pointers(reading):
            return ()
        start = reading.words[at].start
        return tuple([r for r in self.references(reading) if r.start == start])

    def references(self, reading: Reading) -> tuple[Reference, ...]:
        """The pronouns and descriptions of a sentence of the evidence."""
        place = self._places.get(id(reading))
        return () if place is None else self._at(place)

    def _at(self, place: int) -> tuple[Reference, ...]:
        # Most sentences of an article are never asked for. What one refers to may rest on the one before, and so on;
        # in strides, for the interpreter's stack would not reach back through a long article.
        for at in (*range(_STRIDE, place, _STRIDE), place):
            if at not in self._references:
                self._references[at] = tuple(self._resolved(at, self._order[at]))
        return self._references[place]

    def keys_in(self, reading: Reading, span: tuple[int, int]) -> frozenset[Key]:
        """The names in a word range of a sentence, and those that its pronouns and descriptions stand for."""
        if span[0] >= span[1]:
            return frozenset()
        found = {n.key for n in reading.names_in(span)}
        start, end = reading.words[span[0]].start, reading.words[span[1] - 1].end
        for reference in self.references(reading):
            if start <= reference.start and reference.end <= end:
                found |= reference.keys
        return frozenset(found)

    def _people(self, reading: Reading) -> list[Mention]:
        """The persons of a sentence; a single word is one where the article shows it ("Brodie", "Alison Brodie")."""
        return [m for m in mentions(reading) if m.person and (m.sure or any(m.key[0] == k[-1] for k in self._persons))]

    @cached_property
    def _gender(self) -> dict[Key, str]:
        """What titles, given names and unambiguous pronouns of the article tell about its persons."""
        known: dict[Key, str] = {}
        for reading in self._order:
            for mention in self._people(reading):
                if mention.gender:
                    known.setdefault(mention.key, mention.gender)
        for place, reading in enumerate(self._order):
            for word in reading.words:
                gender = _GENDER.get(word.lower)
                if gender is None:
                    continue
                found = [m for m in self._before(place, word.start) if self._sex(m, known) in ("", gender)]
                keys = {m.key for m in found}
                if len(keys) == 1 and not self._sex(found[0], known):
                    known[found[0].key] = gender
        return known

    def _sex(self, mention: Mention, known: dict[Key, str]) -> str:
        own = known.get(mention.key) or mention.gender
        return own or next((sex for key, sex in known.items() if names.same(key, mention.key)), "")

    def _before(self, place: int, at: int) -> list[Mention]:
        """The persons named before an offset of a sentence, within reach."""
        found = [m for m in self._people(self._order[place]) if m.end <= at]
        for reading in self._order[max(0, place - _REACH) : place]:
            found += self._people(reading)
        return found

    def _resolved(self, place: int, reading: Reading) -> Iterator[Reference]:
        for index, described in _pointers(reading).items():
            word = reading.words[index]
            if word.lower in _GENDER:
                yield Reference(word.start, word.end, frozenset(self._person(place, reading, index)), word.lower)
            elif word.lower in _NEUTRAL:
                yield Reference(word.start, word.end, frozenset(self._body(place, word.start)))
            if described is not None:
                end, words = described
                yield Reference(word.start, end, frozenset(self._described(place, word.start, words)))

    def _person(self, place: int, reading: Reading, index: int) -> set[Key]:
        """The one person that "he" or "she" fits: by gender, then the nearest sentence, then its subject."""
        word = reading.words[index]
        clause = reading.clause_at(word.start)
        # "had asked for him": not the subject of the same verb.
        barred = (
            set()
            if word.lower in _SUBJECT_FORMS | {"his", "her"}
            else {n.key for n in reading.names_in(clause.subject)}
        )
        near = [m for m in self._people(reading) if m.end <= word.start and m.key not in barred]
        gender = _GENDER[word.lower]
        levels = [near]
        for earlier in range(place - 1, max(0, place - _REACH) - 1, -1):
            people = self._people(self._order[earlier])
            levels.append(people)
            stood = {k for r in self._at(earlier) if _GENDER.get(r.word) == gender for k in r.keys}
            fits = any(self._sex(m, self._gender) in ("", gender) and m.subject for m in people)
            if len(_distinct(stood)) == 1 and not fits:
                # "he said": the pronoun of the sentence before goes on with whom it stands for.
                return stood
        for wanted in ((gender,), ("",)):
            fitting = [[m for m in level if self._sex(m, self._gender) in wanted] for level in levels]
            everyone = {m.key for level in fitting for m in level}
            for level in fitting:
                keys = _distinct(m.key for m in level)
                if not keys:
                    continue
                subjects = _distinct(m.key for m in level if m.subject)
                if len(subjects) == 1:
                    return subjects
                # The only person named before in the same sentence is meant, whatever the name tells.
                sure = wanted[0] or level is fitting[0] or len(_distinct(everyone)) == 1
                return keys if len(keys) == 1 and sure else set()
        return set()

    def _body(self, place: int, at: int) -> set[Key]:
        """What "it" or "they" may stand for: subjects of the nearest sentence that names anything, else its names."""
        for back in range(place, max(-1, place - _REACH - 1), -1):
            reading = self._order[back]
            level = [m for m in mentions(reading) if back < place or m.end <= at]
            level = [m for m in level if not m.person] or level
            # "The bank defended the survey. It plans": what the description before stands for.
            stood = {k for r in (self._at(back) if back < place else ()) for k in r.keys if r.start < _OPENING}
            if level or stood:
                return stood | ({m.key for m in level if m.subject} or {m.key for m in level})
        return set()

    def _described(self, place: int, at: int, described: tuple[str, ...]) -> set[Key]:
        """The name whose description shares most with "the defence minister", its head among them."""
        best, keys = -1, set[Key]()
        for back in range(place, -1, -1):
            for mention in mentions(self._order[back]):
                if back == place and mention.end > at:
                    continue
                hits = sum(any(lexicon.describes(word, other) for other in mention.words) for word in described)
                kinds = frozenset((described[-1], *_KINDS.get(described[-1], "").split()))
                if not any(lexicon.describes(kind, other) for kind in kinds for other in mention.kinds) and not (
                    mention.person and any(lexicon.covers(described[-1], other) for other in mention.kinds)
                ):
                    continue
                if hits > best:
                    best, keys = hits, {mention.key}
                elif hits == best and not any(names.same(mention.key, k) for k in keys):
                    keys.add(mention.key)
        return keys if len(_distinct(keys)) == 1 else set()


def _distinct(keys: Iterator[Key] | set[Key]) -> set[Key]:
    """One key for each name: the longest of those that name the same."""
    kept: list[Key] = []
    for key in sorted(keys, key=lambda k: (-len(k), k)):
        if not any(names.same(key, other) for other in kept):
            kept.append(key)
    return set(kept)


@remembered
def referents(evidence: tuple[Reading, ...], context: tuple[Reading, ...]) -> Referents:
    """The referents of some evidence, kept for the next statement on it."""
    return Referents(evidence, context)


@remembered
def _pointers(reading: Reading) -> dict[int, tuple[int, tuple[str, ...]] | None]:
    """The words of a sentence that are a pronoun or open a description, with the description's end and words."""
    found: dict[int, tuple[int, tuple[str, ...]] | None] = {}
    for index, word in enumerate(reading.words):
        if word.lower in _OPEN_DESCRIPTION:
            described = _description(reading, index)
            if described[1]:
                found[index] = described
        if word.lower in _GENDER or word.lower in _NEUTRAL:
            found.setdefault(index, None)
    return found


def _description(reading: Reading, index: int) -> tuple[int, tuple[str, ...]]:
    """End and content stems of the noun phrase that a determiner opens; nothing where it holds a name."""
    taken = verbs(reading)
    kept: list[str] = []
    named = False
    end = reading.words[index].end
    for place in range(index + 1, min(len(reading.words), index + 6)):
        word = reading.words[place]
        if word.shape == "figure" and "-" in word.text:
            # "the 51-year-old officer".
            continue
        if stops(word) or word.lower == "of" or place in taken or word.lower in DETERMINERS:
            break
        named = any(n.start <= word.start < n.end for n in reading.names)
        if word.content:
            kept.append(stem(word.lower))
        end = word.end
        if word.text.endswith(("'s", "’s", "s'", "s’")):
            break
    # "the UN envoy" describes somebody, "the UN" names itself.
    return end, () if named else tuple(kept)
