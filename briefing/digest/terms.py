"""What can be compared of a text in any language: its names, its longer words and its figures, folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from briefing.dates import DateMention, parse_iso
from briefing.dates import find as find_dates
from briefing.numbers.find import find as find_numbers
from briefing.text.normal import fold

# Endings decline ("Kosovës", "Albaniju") and languages share beginnings: so many letters are the name's or the word's.
NAME_LETTERS, WORD_LETTERS = 5, 6
# A weekday farther than this from its article's day may be that of another week, past or to come.
WEEK = 3
_DAY = len("2025-03-11")
# Shorter words are mostly of the closed classes, in all languages of the news.
_SHORT = 3

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
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_TWICE = re.compile(r"([^\W\d_])\1")


class Token(NamedTuple):
    """A word or figure at `start` to `end` of its text, folded; whether it has a capital, and begins the text."""

    start: int
    end: int
    form: str
    capital: bool
    first: bool


class Terms(NamedTuple):
    """The names (a capital inside the text) and the longer words of a text, by their first letters."""

    names: frozenset[str]
    words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.names | self.words


class Facts(NamedTuple):
    """What must be equal in two texts that say the same: the numbers by value, and the dates.

    `perhaps` are days that a weekday may mean besides, which is far from its article's day or settled by nothing.
    `counted` says that a day is counted from the article's own: "today".
    """

    numbers: tuple[tuple[str, float, float, str], ...]
    days: tuple[str, ...]
    perhaps: tuple[str, ...]
    counted: bool


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word in small Latin letters without marks or double letters: "Руте" and "Rutte" are "rute"."""
    return _TWICE.sub(r"\1", fold(_POSSESSIVE.sub("", word)).translate(_LATIN))


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and figures of a text, in order."""
    found = []
    for place, match in enumerate(_TOKEN.finditer(text)):
        word = match.group()
        found.append(Token(*match.span(), folded(word), word[0].isupper(), place == 0))
    return tuple(found)


@lru_cache(maxsize=16_384)
def terms(text: str) -> Terms:
    """The terms of a sentence.

    A capital at its head tells no name, but in an initialism ("KFOR", "UFO"): such a word counts as either.
    """
    names, words = set(), set()
    for token in tokens(text):
        form = token.form
        if not form[:1].isalpha():
            continue
        if token.capital and (
            not token.first or (token.end - token.start > 1 and text[token.start : token.end].isupper())
        ):
            names.add(form[:NAME_LETTERS])
        elif len(form) > _SHORT:
            words.add(form[:WORD_LETTERS])
            if token.capital:
                words.add(form[:NAME_LETTERS])
    return Terms(frozenset(names), frozenset(words))


def facts(text: str, language: str | None, published: str | None) -> Facts:
    """The numbers and days of a sentence, read: "six" and "6" are equal, "Tuesday" is a day of its article's week."""
    days = find_dates(text, published=parse_iso(published), language=language)
    numbers = sorted(
        (n.kind, 0.0, 0.0, n.text.casefold())
        if n.kind in ("code", "score")
        else ("", n.value, n.high or n.value, n.unit or "")
        for n in find_numbers(text, language, days)
    )
    told = parse_iso(published)
    perhaps = {day for mention in days if mention.kind == "weekday" and told for day in _others(mention, told)}
    counted = any(mention.kind == "relative" and mention.precision == "day" for mention in days)
    written = {mention.date or mention.text.casefold() for mention in days}
    return Facts(tuple(numbers), tuple(sorted(written)), tuple(sorted(perhaps)), counted)


def _others(mention: DateMention, told: date) -> Iterator[str]:
    if mention.date is None and mention.weekday is not None:
        yield (told + timedelta(days=(mention.weekday - told.weekday() - 1) % 7 + 1)).isoformat()
    elif mention.date and len(mention.date) == _DAY:
        day = date.fromisoformat(mention.date)
        away = (day - told).days
        if abs(away) > WEEK:
            yield (day + timedelta(days=-7 if away > 0 else 7)).isoformat()
