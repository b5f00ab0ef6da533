"""Proper names: each word of a name stands somewhere in the article, across cases, scripts, initials and countries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from briefing.dates.languages import language_of
from briefing.grounding.clock import ZONES
from briefing.grounding.passage import Doubt, Fault, Passage, english
from briefing.numbers.units import CODES, units_of
from briefing.text.spelling import plain, same_word, sound

# "Us" is a pronoun, "un" an article and "pole" a stick: these are names in capitals only.
_ONLY_CAPITAL = frozenset("us un eu uk pole poles dane finn polish turkey chad jordan".split())
_LONGEST = 5


@cache
def _table() -> dict[tuple[str, ...], str]:
    """Words of each form -> the name whose form it is."""
    found: dict[tuple[str, ...], str] = {}
    for row in (files("briefing") / "_data" / "countries.txt").read_text("utf-8").splitlines():
        forms = [] if row.startswith("#") else row.split()
        for form in forms:
            found.setdefault(tuple(form.split("_")), forms[0])
    return found


def countries(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The places of the forms of countries among words as printed, the longest first, and whose form each is."""
    bare = tuple(map(plain, words))
    end = 0
    for at, word in enumerate(words):
        short = len(bare[at]) <= 3 and bare[at] in _ONLY_CAPITAL
        capital = word.replace(".", "").removesuffix("'s").removesuffix("’s").isupper() if short else word[:1].isupper()
        if at < end or not (capital or bare[at] not in _ONLY_CAPITAL):
            continue
        for length in range(min(_LONGEST, len(bare) - at), 0, -1):
            name = _table().get(bare[at : at + length])
            if name is not None:
                end = at + length
                yield at, end, name
                break


def may_be_a_word(word: str) -> bool:
    """Whether a form of a country is an ordinary word with a capital letter too: "Polish", "Turkey"."""
    return plain(word) in _ONLY_CAPITAL and not word.replace(".", "").isupper()


@cache
def country_of(word: str) -> str | None:
    """The country that one plain word stands for by itself."""
    return _table().get((word,))


_CAPITALS = tomllib.loads((files("briefing") / "_data" / "capitals.toml").read_text("utf-8"))
_SMALL, TITLES = frozenset(_CAPITALS["small"].split()), frozenset(_CAPITALS["titles"].split())
# Zones of time, currencies and units are read with their figure.
_ORDINARY = {*_CAPITALS["ordinary"].split(), *(word.casefold() for word in (*ZONES, *CODES, *units_of("en")))}
_TOKEN = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?|[^\W_]+(?:['’][^\W\d_]+)*")
# A capital behind these proves nothing.
_OPENS = re.compile(r"(?:^|[.!?:;…]['’\"”»)\]]*\s+|[\n“„«‘\"(\[¡¿]\s*|(?<!\w)['’*•·]\s*|\s[-–—]+\s*)$")
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as printed, where it stands, and whether a sentence or quotation begins with it."""

    start: int
    end: int
    text: str
    opens: bool


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; a hyphen parts them: "NATO-led" is two."""
    found = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        opens = start == 0 or (not text[start - 1].isalnum() and bool(_OPENS.search(text[max(0, start - 8) : start])))
        found.append(Token(start, match.end(), match.group(), opens))
    return tuple(found)


class Stock(NamedTuple):
    """The words that names may be made of: plain, as sounds, as initials, in runs of capitals, and as countries."""

    plains: frozenset[str]
    sounds: frozenset[str]
    initials: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    places: frozenset[str]

    @classmethod
    @lru_cache(maxsize=4_096)
    def of(cls, line: str) -> Stock:
        """The words of one line."""
        words = tokens(line)
        plains = frozenset(plain(word.text) for word in words)
        found: list[list[str]] = [[]]
        for word in words:
            if word.text[0].isupper():
                found[-1].append(plain(word.text))
            elif plain(word.text) not in _SMALL or len(word.text) > 4:
                found.append([])
        return cls(
            plains,
            frozenset(map(sound, plains)),
            frozenset(plain(word.text) for word in words if _initials(word.text)),
            frozenset(tuple(run) for run in found if len(run) > 1),
            frozenset(name for _, _, name in countries([word.text for word in words])),
        )


@lru_cache(maxsize=1_024)
def _stock(lines: tuple[str, ...]) -> Stock:
    """The words of some lines."""
    read = [Stock.of(line) for line in ("", *lines)]
    return Stock(*(frozenset[Any]().union(*parts) for parts in zip(*read, strict=True)))


def _initials(word: str) -> bool:
    """Whether a word is written in capitals as initials are: KFOR, U.N., MPs."""
    letters = word.replace(".", "").removesuffix("'s").removesuffix("’s").removesuffix("s")
    return len(letters) > 1 and letters.isupper()


def _spells(initials: str, words: Sequence[str]) -> bool:
    """Whether initials are made of the beginnings of words, in order: KFOR of Kosovo Force, UNMIK with "in" unsaid."""
    if not initials or not words:
        return not initials
    shared = 0
    while initials[shared : shared + 1] and initials[: shared + 1] == words[0][: shared + 1]:
        shared += 1
        if _spells(initials[shared:], words[1:]):
            return True
    return False


@lru_cache(maxsize=16_384)
def _spelt_by(initials: str, run: tuple[str, ...]) -> bool:
    """Whether some words of a name that stand together give these initials."""
    starts = range(len(run) - 1 if 2 <= len(initials) <= 8 else 0)
    return any(_spells(initials, run[at : at + len(initials)]) for at in starts)


def _stands(word: str, there: Stock) -> bool:
    """Whether a word of a name stands there in any form."""
    bare, spoken = plain(word), sound(word)
    country = country_of(bare)
    if bare in there.plains or country in there.places or spoken in there.sounds:
        return True
    # The table knows that Niger is not Nigeria; for all else a shared beginning tells.
    alike = (other for other in there.sounds if other[:3] == spoken[:3] and same_word(spoken, other))
    if any(country is None or country_of(other) is None for other in alike):
        return True
    if not _initials(word):
        return False
    letters = bare.removesuffix("s") if word.endswith("s") else bare
    return letters in there.plains or any(_spelt_by(letters, run) for run in there.runs)


def runs(statement: str) -> Iterator[list[Token]]:
    """The runs of words of a statement that are proper names for certain."""
    run: list[Token] = []
    words = tokens(statement)
    loud = {plain(word.text) for word in words if not word.opens and word.text[0].isupper()}
    # "United States" may begin a sentence; "Polish" there may be a verb.
    places = {at for first, last, _ in countries([word.text for word in words]) for at in range(first, last)}
    for at, word in enumerate(words):
        if statement.startswith("$", word.end):  # US$5 million: a currency
            continue
        of_a_place = at in places and word.text[0].isupper() and not (word.opens and may_be_a_word(word.text))
        named = of_a_place or _is_name(word, loud)
        parted = bool(run) and bool(statement[run[-1].end : word.start].strip(" -–&/.’'"))
        if run and (parted if named else plain(word.text) not in _SMALL):
            yield run
            run = []
        if named:
            run.append(word)
    if run:
        yield run


@lru_cache(maxsize=16_384)
def _no_name(bare: str) -> bool:
    english_words = language_of("en")
    days = {*english_words.months, *english_words.weekdays} if english_words else set()
    return bare in _SMALL or bare in TITLES or bare in _ORDINARY or bare in days or bare.removesuffix("s") in days


def _is_name(word: Token, loud: Collection[str]) -> bool:
    """Whether a capital letter is that of a name, not of a sentence, a month or a title."""
    text, bare = word.text, plain(word.text)
    if not any(letter.isupper() for letter in text) or any(letter.isdigit() for letter in text):
        return False
    if _no_name(bare) or _ROMAN.fullmatch(text):
        return bare in {"us", "un"} and _initials(text)
    if word.opens and not any(letter.isupper() for letter in text[1:]):
        return bare in loud
    return not text.startswith(("I'", "I’"))


def misnamed(statement: str, passages: Sequence[Passage], known: Collection[str]) -> Iterator[Fault | Doubt]:
    """The names of a statement that stand nowhere in the lines or the context, nor among the known ones."""
    there = _stock((*(line for passage in passages for line in (*passage.lines, *passage.context)), *known))
    certain = all(english(passage.language) for passage in passages)
    for run in runs(statement):
        places = countries([word.text for word in run])
        held = {place for first, last, name in places if name in there.places for place in range(first, last)}
        lost = [word for place, word in enumerate(run) if place not in held and not _stands(word.text, there)]
        initials = tuple(plain(word.text) for word in run)
        # Kosovo Force for KFOR.
        if not lost or (len(run) > 1 and any(_spells(letters, initials) for letters in there.initials)):
            continue
        for words in _together(lost, statement):
            if certain:
                yield Fault("name", words, f"the name “{words}” stands nowhere in the article as far as it is given")
            else:
                yield Doubt(f"the name “{words}” could not be found in the evidence, which is not in English")
    first = tokens(statement)[:2]
    if len(first) == 2 and first[1].text[0].isupper() and statement[first[0].end : first[1].start] == " ":
        word = first[0].text
        if word[0].isupper() and not _no_name(plain(word)) and not _stands(word, there):
            # A given name, or "Former": at the start of a sentence a capital proves nothing.
            yield Doubt(f"if “{word}” is a name, it stands nowhere in the evidence")


def _together(words: Sequence[Token], statement: str) -> Iterator[str]:
    """Words that stand side by side as one text."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or statement[words[at - 1].end : words[at].start].strip(" -–"):
            yield statement[words[start].start : words[at - 1].end]
            start = at


def named(text: str) -> frozenset[str]:
    """The words of the proper names in a text, plain: {"edi", "rama"} of "Prime Minister Edi Rama"."""
    return frozenset(plain(word.text) for run in runs(f"by {text}") for word in run)
