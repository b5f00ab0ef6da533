"""Names where they stand: what describes them there, and whether they are a person's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefing import names
from briefing.gate.reading import Reading
from briefing.gate.remembered import remembered
from briefing.text.group import RELATIVES, SUBORDINATORS
from briefing.text.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, Word, stem

Key = tuple[str, ...]

_OWNING = ("'s", "’s", "s'", "s’")

_MALE = frozenset(
    "mr sir lord king prince man husband father brother son boy uncle nephew grandfather widower chairman spokesman "
    "businessman policeman statesman imam pope monk actor".split()
)
_FEMALE = frozenset(
    "mrs ms miss lady dame queen princess woman wife mother sister daughter girl aunt niece grandmother widow "
    "chairwoman "
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
# "The KFOR mission" is KFOR.
_NAMED_BODIES = frozenset("mission force alliance union bank company party agency group operation".split())
# "The district of Barwe" is Barwe.
_PLACES = frozenset(
    "district city town province state region village county canton island port capital valley area republic".split()
)


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


@remembered
def mentions(reading: Reading) -> tuple[Mention, ...]:
    """The names of a sentence with what describes them there."""
    found = []
    owners = {f for w in reading.words if w.text.endswith(_OWNING) for f in (w.lower, stem(w.lower))}
    ends = [w.end for w in reading.words]
    for name in reading.names:
        at = bisect_right(ends, name.start)
        last = min(bisect_left(ends, name.end), len(ends) - 1) + 1
        described = frozenset(
            [*_before(reading, at), *_behind(reading, last), *_equated(reading, at), *_own_words(name)]
        )
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
    return names.given_names().get(name.key[0], "") if len(name.key) > 1 or name.key[0] in names.given_names() else ""


def stops(word: Word) -> bool:
    """Whether a word ends a noun phrase that is read backwards or forwards."""
    return (
        word.shape != "word" or word.lower in AUXILIARIES or word.lower in RELATIVES or word.lower in SUBORDINATORS
        or (word.lower in PREPOSITIONS and word.lower != "of")
        or word.lower in ("and", "but", "or", "then", "said", "says")
    )  # fmt: skip


@remembered
def verbs(reading: Reading) -> frozenset[int]:
    """The places of a sentence that verb groups take."""
    return frozenset(i for c in reading.clauses if c.verb for i in range(*c.group))


def _before(reading: Reading, at: int) -> Iterator[str]:
    """Words right before a name, or before a comma that stands before it: "fire chief", "the coach,"."""
    taken, place = verbs(reading), at - 1
    if place > 0 and reading.words[place].lower == "of":
        # "the district of Barwe" is Barwe; "the imam of Gadaru" is not Gadaru.
        if reading.words[place - 1].lower in _PLACES:
            yield reading.words[place - 1].lower
        return
    while place >= 0 and reading.words[place].lower in names.TITLES:
        yield reading.words[place].lower
        yield stem(reading.words[place].lower)
        place -= 1
    crossed = place > 0 and reading.words[place].text == ","
    if crossed:
        place -= 1
        # "the mayor, Ann Lee": an apposition opens with a determiner; "In Oslo, Ann Lee" has none.
        opening = place
        while opening >= 0 and not stops(reading.words[opening]) and opening not in taken:
            opening -= 1
        if not any(
            w.lower in DETERMINERS or w.text.endswith(("'s", "’s")) for w in reading.words[opening + 1 : place + 1]
        ):
            return
    while place >= 0 and at - place <= 7 and not stops(reading.words[place]) and place not in taken:
        if reading.words[place].lower == "of" and not crossed:
            # "the visit of NATO Secretary General Mark Rutte": the visit is not Rutte.
            return
        if reading.words[place].content:
            yield stem(reading.words[place].lower)
            yield reading.words[place].lower
        place -= 1


def _behind(reading: Reading, last: int) -> Iterator[str]:
    """Words of an apposition behind a name: ", the interior minister,"; the body that it names: "the KFOR mission"."""
    tokens = reading.words
    if last < len(tokens) and tokens[last].lower in _NAMED_BODIES:
        yield tokens[last].lower
    if last + 1 >= len(tokens) or tokens[last].text != "," or tokens[last + 1].lower not in DETERMINERS:
        return
    taken = verbs(reading)
    for place in range(last + 1, min(len(tokens), last + 9)):
        if tokens[place].shape != "word" or tokens[place].lower in RELATIVES or place in taken:
            return
        if tokens[place].content:
            yield stem(tokens[place].lower)


def _equated(reading: Reading, at: int) -> Iterator[str]:
    """The other side of "is": "its director is Bodil Krag", "the dead man was named as Peter Lasky"."""
    for clause in reading.clauses:
        if clause.verb not in ("be", "name", "identify", "become", "remain") or clause.form != "finite":
            continue
        sides = (clause.subject, clause.object)
        for side, other in (sides, sides[::-1]):
            if side[0] <= at < side[1] and at - side[0] <= 6:
                named = clause.verb in ("name", "identify") and other == clause.object
                opening = (
                    next((i for i in range(*other) if reading.words[i].lower == "as"), other[0]) if named else other[0]
                )
                for word in reading.words[opening : other[1]]:
                    if word.text in ",;" or (word.lower in PREPOSITIONS and word.lower not in ("of", "with", "as")):
                        break
                    if word.content and word.lower not in PRONOUNS:
                        yield stem(word.lower)
