"""Words and their forms for comparing, in any language and script, and the closed classes of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.text import normal

_POSSESSIVE = re.compile(r"['’](?:s|S)?$")

CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
"""The days of the week and the months: capitals that are no names."""

STOP = frozenset(
    "am is are was were be been being has have had having do does did will would shall should may might can could must "
    "cannot ought 's 're 've 'll 'd won't can't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "wouldn't couldn't shouldn't mustn't of in on at to for with by from into onto upon over under about against "
    "between among through during before after since until till toward towards within without across along around "
    "behind beyond near off out up down per via amid despite like than as following including concerning regarding "
    "ahead outside inside throughout the a an this that these those its his her their our my your another other any "
    "some every each no both all such either neither several many few most more he she it they we i you him them us me "
    "himself herself itself themselves who whom which what whose and or but nor yet so not n't if then there here when "
    "where while because although though whether how why also too very just only even still again already now that's "
    "mr mrs ms dr said says say own same mine ours theirs yours one ones however meanwhile moreover therefore thus "
    "well".split()
)
"""Words of English that carry no content of their own."""

# Endings decline ("Kosovës", "Albaniju", "visited") and languages share beginnings: so many letters are the word's.
LETTERS = 5
_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёѓђжзиіїйјкќлљмнњопрстћуўфхцчџшщъыьэюяєѕґ",
            "a b v g d e e g dj z z i i i j j k k l lj m n nj o p r s t c u u f h c c dz s s  i  e ju ja e dz g".split(
                " "
            ),
            strict=True,
        )
    )
    | dict(zip("αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i t i k l m n ks o p r s t i f h ps o s".split(), strict=True))
)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TWICE = re.compile(r"([^\W\d_])\1")


class Word(NamedTuple):
    """A word or number at `start` to `end` of its text; `form` is its beginning, folded, or the number's digits."""

    start: int
    end: int
    form: str
    capital: bool


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word's form for comparing: lower case, no diacritics, straight apostrophe, no possessive ending."""
    return _POSSESSIVE.sub("", normal.fold(word)) or normal.fold(word)


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """A word in small Latin letters without marks or double letters: "Руте" and "Rutte" are "rute"."""
    return _TWICE.sub(r"\1", fold(word).translate(_LATIN))


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """The first letters of a word, folded; of a number its digits: "4,700" is "4700"."""
    return word.replace(",", "") if word[0].isdigit() else latin(word)[:LETTERS]


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text, in order."""
    return tuple(_read(text))


def forms(text: str) -> frozenset[str]:
    """The forms of the words and numbers of a text."""
    return frozenset(map(form, _WORD.findall(text)))


def _read(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        word = found.group()
        yield Word(found.start(), found.end(), form(word), word[0].isupper())
