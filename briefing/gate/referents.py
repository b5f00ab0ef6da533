"""Whom the evidence means: the names in it, and the names that its pronouns and descriptions stand for.

A pronoun or a description ("the minister") is read as a name only where one name of the article fits best. Where two fit
alike it stands for nobody, and a statement that puts a name there is refused: a wrong name is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from briefing import names
from briefing.gate import lexicon
from briefing.gate.reading import Reading
from briefing.text.groups import RELATIVES, SUBORDINATORS
from briefing.text.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, Word, is_content, stem

Key = tuple[str, ...]

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NEUTRAL = frozenset("it its they their them".split())
_SUBJECT_FORMS = frozenset("he she".split())
_MALE = frozenset(
    "mr sir lord king prince man husband father brother son boy uncle nephew grandfather widower chairman spokesman "
    "businessman policeman statesman imam pope monk actor".split()
)
_FEMALE = frozenset(
    "mrs ms miss lady dame queen princess woman wife mother sister daughter girl aunt niece grandmother widow chairwoman "
    "spokeswoman businesswoman policewoman nun actress".split()
)
# Words of names that are no person's.
_BODIES = frozenset(
    "council committee ministry department agency fund bank union party group alliance court university institute "
    "company corporation police army force forces board commission parliament senate house office association club "
    "federation authority centre center service survey organization organisation society league team airlines motors "
    "mission operation administration secretariat tribunal congress front movement initiative agency bureau "
    "river island valley street square bay lake sea mountain bridge port airport hospital school museum".split()
)
_OPEN_DESCRIPTION = frozenset("the this that these those his her its their".split())
# "The company" may be what the article has called a maker, a retailer, a bank.
_KINDS = {
    "company": "maker retailer operator manufacturer producer brewer airline carrier firm group builder developer supplier bank insurer "
    "chain publisher business motor shipping steel giant startup brand",
    "club": "team side", "team": "club side", "agency": "office authority service", "party": "group alliance movement", "group": "organisation organization party militia company charity",
    "country": "nation republic kingdom state", "government": "country nation", "union": "federation confederation",
}  # fmt: skip
# A description is a sentence's subject where it opens it.
_OPENING = 3
# How many sentences back a pronoun is looked for; news names its subject again after that.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in one sentence. `words` describe it there: titles, appositions, what "is" says of it.

    `kinds` are those of them that say what it is; "the bank's chief economist" is no bank.
    """

    key: Key
    start: int
    end: int
    words: frozenset[str]
    kinds: frozenset[str]
    person: bool
    subject: bool
    gender: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or a description of the evidence, and the names that it may stand for (none where it can not be told)."""

    start: int
    end: int
    keys: frozenset[Key]


class Referents:
    """The references of some sentences of one article, each resolved by what stands before it."""

    def __init__(self, evidence: Sequence[Reading], context: Sequence[Reading]) -> None:
        self._order = [r for r in context if r not in evidence] + list(evidence)
        self._persons = {m.key for r in self._order for m in mentions(r) if m.person and m.sure}
        self._gender = self._genders()
        self._references: dict[int, tuple[Reference, ...]] = {}
        for place, reading in enumerate(self._order):
            self._references[id(reading)] = tuple(self._resolved(place, reading))

    def references(self, reading: Reading) -> tuple[Reference, ...]:
        """The pronouns and descriptions of a sentence of the evidence."""
        return self._references.get(id(reading), ())

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

    def open_in(self, reading: Reading, span: tuple[int, int]) -> bool:
        """Whether a word range holds a pronoun or a description that could not be told."""
        if span[0] >= span[1]:
            return False
        start, end = reading.words[span[0]].start, reading.words[span[1] - 1].end
        return any(start <= r.start and r.end <= end and not r.keys for r in self.references(reading))

    def _people(self, reading: Reading) -> list[Mention]:
        """The persons of a sentence; a single word is one where the article shows it ("Brodie" beside "Alison Brodie")."""
        return [m for m in mentions(reading) if m.person and (m.sure or any(m.key[0] == k[-1] for k in self._persons))]

    def _genders(self) -> dict[Key, str]:
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
        for index, word in enumerate(reading.words):
            if word.lower in _GENDER:
                yield Reference(word.start, word.end, frozenset(self._person(place, reading, index)))
            elif word.lower in _NEUTRAL:
                yield Reference(word.start, word.end, frozenset(self._body(place, word.start)))
            if word.lower in _OPEN_DESCRIPTION:
                end, described = _description(reading, index)
                if described:
                    yield Reference(word.start, end, frozenset(self._described(place, word.start, described)))

    def _person(self, place: int, reading: Reading, index: int) -> set[Key]:
        """The one person that "he" or "she" fits: by gender, then the nearest sentence, then its subject."""
        word = reading.words[index]
        clause = reading.clause_at(word.start)
        # "had asked for him": not the subject of the same verb.
        barred = set() if word.lower in _SUBJECT_FORMS | {"his", "her"} else {n.key for n in reading.names_in(clause.subject)}
        near = [m for m in self._people(reading) if m.end <= word.start and m.key not in barred]
        levels = [near] + [self._people(r) for r in reversed(self._order[max(0, place - _REACH) : place])]
        gender = _GENDER[word.lower]
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
                return keys if len(keys) == 1 and (wanted[0] or len(_distinct(everyone)) == 1) else set()
        return set()

    def _body(self, place: int, at: int) -> set[Key]:
        """What "it" or "they" may stand for: the subjects of the nearest sentence that names anything, else all its names."""
        for back in range(place, max(-1, place - _REACH - 1), -1):
            reading = self._order[back]
            level = [m for m in mentions(reading) if back < place or m.end <= at]
            level = [m for m in level if not m.person] or level
            # "The bank defended the survey. It plans": what the description before stands for.
            stood = {k for r in self._references.get(id(reading), ()) for k in r.keys if back < place and r.start < _OPENING}
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
                hits = sum(any(lexicon.alike(word, other) for other in mention.words) for word in described)
                kinds = frozenset((described[-1], *_KINDS.get(described[-1], "").split()))
                if not any(lexicon.alike(kind, other) for kind in kinds for other in mention.kinds):
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


@lru_cache(maxsize=1_024)
def referents(evidence: tuple[Reading, ...], context: tuple[Reading, ...]) -> Referents:
    """The referents of some evidence, kept for the next statement on it."""
    return Referents(evidence, context)


@lru_cache(maxsize=4_096)
def mentions(reading: Reading) -> tuple[Mention, ...]:
    """The names of a sentence with what describes them there."""
    found = []
    for name in reading.names:
        at = next(i for i, w in enumerate(reading.words) if w.end > name.start)
        last = next((i for i, w in enumerate(reading.words) if w.end >= name.end), at) + 1
        described = frozenset(
            [*_before(reading, at), *_behind(reading, last), *_equated(reading, at), *_own_words(name)]
        )
        owners = {f for w in reading.words if w.text.endswith(("'s", "’s", "s'", "s’")) for f in (w.lower, stem(w.lower))}
        kinds = described - owners | frozenset(_own_words(name))
        subject = any(c.form == "finite" and c.subject[0] <= at < c.subject[1] for c in reading.clauses)
        person = _is_person(reading, name, at, described)
        gender = _gender(name, described)
        sure = len(name.key) > 1 or bool(gender) or bool(described & names.TITLES)
        found.append(Mention(name.key, name.start, name.end, described, kinds, person, subject, gender, sure))
    return tuple(found)


def _own_words(name: names.Name) -> set[str]:
    """ "The fund" is the African Development Fund."""
    return {stem(w) for w in name.key} if set(name.key) & _BODIES else set()


def _is_person(reading: Reading, name: names.Name, at: int, described: frozenset[str]) -> bool:
    if (name.text.isupper() and len(name.text) > 1) or "/" in name.text or set(name.key) & _BODIES:
        return False
    if names.canonical(name.key) != name.key or names.is_place(name.key):
        return False
    if described & names.TITLES or described & (_MALE | _FEMALE) or len(name.key) > 1:
        return True
    before = reading.words[at - 1].lower if at else ""
    return before not in ("in", "at", "near", "from", "to", "of", "across", "outside", "the")


def _gender(name: names.Name, described: frozenset[str]) -> str:
    # "her husband, Victor": what describes him is the noun, not the pronoun before it.
    if described & _MALE and not described & _FEMALE:
        return "m"
    if described & _FEMALE and not described & _MALE:
        return "f"
    return _given_names().get(name.key[0], "") if len(name.key) > 1 or name.key[0] in _given_names() else ""


@lru_cache(maxsize=1)
def _given_names() -> dict[str, str]:
    text = resources.files("briefing").joinpath("_data/given_names.txt").read_text("utf-8")
    lines = [line.split("#")[0].split() for line in text.splitlines()]
    return {name: row[0] for row in lines if row for name in row[1:]}


def _stops(word: Word) -> bool:
    return (
        word.shape != "word" or word.lower in AUXILIARIES or word.lower in RELATIVES or word.lower in SUBORDINATORS
        or (word.lower in PREPOSITIONS and word.lower != "of") or word.lower in ("and", "but", "or", "then", "said", "says")
    )  # fmt: skip


def _verbs(reading: Reading) -> frozenset[int]:
    return frozenset(i for c in reading.clauses if c.verb for i in range(*c.group))


def _before(reading: Reading, at: int) -> Iterator[str]:
    """Words right before a name, or before a comma that stands before it: "fire chief", "the coach,"."""
    verbs, place = _verbs(reading), at - 1
    if place >= 0 and reading.words[place].lower == "of":
        return
    while place >= 0 and reading.words[place].lower in names.TITLES:
        yield reading.words[place].lower
        yield stem(reading.words[place].lower)
        place -= 1
    if place > 0 and reading.words[place].text == ",":
        place -= 1
        # "the mayor, Ann Lee": an apposition opens with a determiner; "In Oslo, Ann Lee" has none.
        opening = place
        while opening >= 0 and not _stops(reading.words[opening]) and opening not in verbs:
            opening -= 1
        if not any(w.lower in DETERMINERS or w.text.endswith(("'s", "’s")) for w in reading.words[opening + 1 : place + 1]):
            return
    while place >= 0 and at - place <= 7 and not _stops(reading.words[place]) and place not in verbs:
        if is_content(reading.words[place]):
            yield stem(reading.words[place].lower)
            yield reading.words[place].lower
        place -= 1


def _behind(reading: Reading, last: int) -> Iterator[str]:
    """Words of an apposition behind a name: ", the interior minister,"."""
    tokens = reading.words
    if last + 1 >= len(tokens) or tokens[last].text != "," or tokens[last + 1].lower not in DETERMINERS:
        return
    verbs = _verbs(reading)
    for place in range(last + 1, min(len(tokens), last + 9)):
        if tokens[place].shape != "word" or tokens[place].lower in RELATIVES or place in verbs:
            return
        if is_content(tokens[place]):
            yield stem(tokens[place].lower)


def _equated(reading: Reading, at: int) -> Iterator[str]:
    """The other side of "is": "its director is Bodil Krag", "the dead man was named as Peter Lasky"."""
    for clause in reading.clauses:
        if clause.verb not in ("be", "name", "identify", "become", "remain") or clause.form != "finite":
            continue
        sides = (clause.subject, clause.object)
        for side, other in (sides, sides[::-1]):
            if side[0] <= at < side[1] and at - side[0] <= 6:
                for word in reading.words[other[0] : other[1]]:
                    if word.text in ",;" or (word.lower in PREPOSITIONS and word.lower not in ("of", "with")):
                        break
                    if is_content(word) and word.lower not in PRONOUNS:
                        yield stem(word.lower)


def _description(reading: Reading, index: int) -> tuple[int, tuple[str, ...]]:
    """End and content stems of the noun phrase that a determiner opens; nothing where it holds a name."""
    verbs = _verbs(reading)
    kept: list[str] = []
    named = False
    end = reading.words[index].end
    for place in range(index + 1, min(len(reading.words), index + 6)):
        word = reading.words[place]
        if _stops(word) or word.lower == "of" or place in verbs or word.lower in DETERMINERS:
            break
        named = any(n.start <= word.start < n.end for n in reading.names)
        if is_content(word):
            kept.append(stem(word.lower))
        end = word.end
        if word.text.endswith(("'s", "’s", "s'", "s’")):
            break
    # "the UN envoy" describes somebody, "the UN" names itself.
    return end, () if named else tuple(kept)
