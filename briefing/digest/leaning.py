"""Whether a sentence is whole and can be read alone: by its form, and by closed classes of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from itertools import pairwise
from typing import Final, NamedTuple

from briefing.digest.terms import NAME_LETTERS, WORD_LETTERS, Token, folded, tokens

# Closed classes, folded, by language: pronouns of the third person, demonstratives, and the words that join a sentence
# to the one before. At the head of a sentence they stand for something that was said before.
_HEADS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(map(folded, words.split()))
    for language, words in {
        "en": "he she it they them him his hers its their theirs her this that these those such and but or nor so yet"
        " also however meanwhile moreover therefore thus then instead still besides otherwise nevertheless another"
        " others both neither most some many several all none each few later earlier elsewhere here nearby afterwards"
        " one even indeed similarly likewise furthermore additionally",
        "de": "er sie es ihr ihre sein seine dieser diese dieses diesem diesen und aber oder doch auch jedoch dabei"
        " dazu damit dagegen danach darauf daraufhin zudem ausserdem deshalb daher dort daruber dies das andere beide",
        "fr": "il elle ils elles ce cet cette ces cela ceci son sa ses leur leurs et mais ou donc or cependant"
        " toutefois ainsi aussi puis autre d'autres",
        "sr": "on ona ono oni njegov njegova njena njihov ovaj ova ovo ovi taj ta to ti te toga tome i a ali ili"
        " medjutim takodje pored zatim potom tada tamo drugi oba",
        "sq": "ai ajo ata ato ky kjo keta keto tij saj tyre dhe por ose gjithashtu ndersa nderkohe me edhe tjetri",
        "es": "el ella ellos ellas este esta esto estos estas su sus y pero tambien ademas sin otro otra ambos",
        "it": "lui lei loro questo questa questi queste quello suo sua e ma anche inoltre tuttavia altri",
    }.items()
}
_PERSONS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(map(folded, words.split()))
    for language, words in {
        "en": "he she him his her", "de": "er ihn ihm", "fr": "il elle lui", "sr": "on ona njega", "sq": "ai ajo",
        "es": "ella", "it": "lui lei",
    }.items()
}  # fmt: skip
_SPEAKERS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "I we our my me ours you your", "de": "ich wir unser unsere uns", "fr": "je nous notre nos",
        "sr": "mi nas nasa", "sq": "une yne", "es": "yo nosotros nuestro", "it": "io noi nostro",
    }.items()
}  # fmt: skip
_DEFINITE: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(map(folded, words.split()))
    for language, words in {
        "en": "the", "de": "der die das den dem", "fr": "le la les l", "es": "el la los las", "it": "il lo la gli le",
    }.items()
}  # fmt: skip
# Words that link a sentence to the one before when they are among its first.
_LINKS: Final = frozenset(
    "later earlier afterwards then addition these those spater zuvor danach kasnije ranije".split()
)
_OTHERS: Final = frozenset(map(folded, "it they es sie ils elles oni ata".split()))
_OWNERS: Final = frozenset(map(folded, "its their his her ihre ihren sein leur leurs son".split()))
_PREPOSITIONS: Final = frozenset(
    "at after before by for from in into of on over since through to under until with".split()
)
_OBJECTS: Final = frozenset(map(folded, "them ihnen eux njih".split()))
_SERBIAN: Final = frozenset(("bs", "cnr", "hr", "me", "mk", "sh", "sr"))

_QUOTED = re.compile(r"[“„«][^”“»]*[”“»]|\"[^\"]*\"")
_ENDS = re.compile(r"[.!।。！][\"”“’»)\]]*$")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_OPENINGS = "\"“„«‘'(¿¡[ "
# A word as short at the head of a sentence is no name.
_SMALL = 2
# Nothing can be named before so early a word that an "it" may stand for.
_EARLY = 5
# A shorter sentence tells too little; a longer one is none for a brief.
_LEAST, _MOST = 6, 60


def whole(text: str, before: str = "", behind: str = "") -> bool:
    """Whether a text is one whole sentence: it begins and ends as sentences do, and nothing in it is left open.

    `before` and `behind` are the characters next to it: a letter or stop there says that it was cut out of a word, as
    "C., had said so" out of "R-S.C.". All of it in quotation marks, it is somebody's whom it does not name.
    """
    if before.isalnum() or before == "." or behind.isalnum() or not _ENDS.search(text) or text.endswith("..."):
        return False
    if text.lstrip(_OPENINGS)[:1].islower() or text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    closed = text.count("”") + text.count("»") + (text.count("“") if "„" in text else 0)
    if text.count("“" if "„" not in text else "„") + text.count("«") != closed and not (
        "»" in text and "„" not in text
    ):
        return False
    return _LEAST <= len(text.split()) <= _MOST and bool(_TWO_LETTERS.search(_QUOTED.sub("", text)))


class Reader(NamedTuple):
    """What whoever reads a sentence of an article in a brief knows.

    The names `known` from the topic and from several articles, the `things` that topic and titles tell of; `own` are
    the names of the article. The `first` sentence of an article makes its persons and things known.
    """

    known: Set[str]
    things: Set[str]
    own: Set[str]
    first: bool


def leans(text: str, language: str | None, reader: Reader) -> bool:
    """Whether a sentence leans on what stands before it, or on its article's readers: "He left", "we will see".

    "The man left" leans too, and so does "Cole left", where the reader knows of no man and of no Cole.
    """
    code = _code(language)
    found, plain = tokens(text), tokens(_QUOTED.sub(lambda quoted: " " * len(quoted.group()), text))
    if not found or not plain or opens(text, language):
        return True
    if _linked(found):
        return True
    if any(t.form in _OBJECTS for t in plain[:6]) or _pointed(plain) or _tagged(text, plain, code):
        return True
    speakers = _SPEAKERS.get(code, frozenset())
    if any(text[t.start : t.end] in speakers or (t.form in speakers and (t.first or not t.capital)) for t in plain):
        return True
    if _nobody(plain, code, reader.own):
        return True
    return not reader.first and (_points(found, code, reader.things) or _unknown(plain, reader))


def _linked(found: tuple[Token, ...]) -> bool:
    """Whether one of the first words points back: "Hours later", "Of these", "According to their", "After that"."""
    for place, token in enumerate(found[:3]):
        if token.form in _LINKS and not any(t.form[0].isdigit() for t in found[:place]):
            return True
        if place == 1 and token.form in ("that", "this"):
            return True
        if place and token.form in _OWNERS and len(found[place - 1].form) <= 3 and not found[place - 1].capital:
            return True
    return False


def opens(text: str, language: str | None) -> bool:
    """Whether a text opens with a word that stands for something said before: "It rained", "But nobody came"."""
    found = tokens(text)[:2]
    if not found or found[0].form not in _HEADS.get(_code(language), frozenset()):
        return False
    return not (len(found) > 1 and found[1].form[0].isdigit())


def _code(language: str | None) -> str:
    code = (language or "en").split("-")[0].lower()
    return "sr" if code in _SERBIAN else code


def _pointed(plain: tuple[Token, ...]) -> bool:
    """Whether something in it is only pointed at: "until that date", "signed it on Friday"."""
    for place, (token, after) in enumerate(pairwise(plain)):
        if token.form in _PREPOSITIONS and after.form in ("that", "this", "these", "those"):
            return True
        if token.form == "it" and place < _EARLY and after.form in _PREPOSITIONS:
            return True
    return False


def _tagged(text: str, plain: tuple[Token, ...], code: str) -> bool:
    """Whether it is somebody's who is not named: ", he said." and ", it says, ", three words at most."""
    pieces: list[list[Token]] = [[]]
    for token, after in zip(plain, (*plain[1:], None), strict=True):
        pieces[-1].append(token)
        if after is None or "," in text[token.end : after.start]:
            pieces.append([])
    tags = _PERSONS.get(code, frozenset[str]()) | (_HEADS.get(code, frozenset[str]()) & (_OTHERS | _OWNERS))
    return any(len(piece) <= 3 and any(t.form in tags and not t.first for t in piece) for piece in pieces[1:])


def _nobody(found: tuple[Token, ...], code: str, names: Set[str]) -> bool:
    """Whether a "he" or "she" comes before any name of two words, or one at the head: nobody was named who is meant."""
    persons, run = _PERSONS.get(code, frozenset[str]()), 0
    for token in found:
        # "On Saturday" is nobody.
        run = run + 1 if token.capital and not (token.first and token.end - token.start <= _SMALL) else 0
        if run > 1:
            return False
        if token.form in persons and not token.capital:
            return found[0].form[:NAME_LETTERS] not in names
    return False


def _points(found: tuple[Token, ...], code: str, things: Set[str]) -> bool:
    """Whether it begins with "the" and a thing that only its article has told of: "the man", not "the strike"."""
    if found[0].form not in _DEFINITE.get(code, frozenset()):
        return False
    return not any(t.capital or t.form[:WORD_LETTERS] in things or t.form[0].isdigit() for t in found[1:3])


def _unknown(plain: tuple[Token, ...], reader: Reader) -> bool:
    """Whether it is told of, or by, somebody with a bare last name that no other article has: "Cole left"."""
    place = next((place for place, token in enumerate(plain[:3]) if token.capital), None)
    if place is None or (place + 1 < len(plain) and plain[place + 1].capital):
        return False
    name = plain[place].form[:NAME_LETTERS]
    return name in reader.own and name not in reader.known
