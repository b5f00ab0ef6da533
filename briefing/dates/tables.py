"""What a language's tables hold, and how they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_CYRILLIC = (
    ("dž", "џ"), ("lj", "љ"), ("nj", "њ"), ("a", "а"), ("b", "б"), ("c", "ц"), ("č", "ч"), ("ć", "ћ"), ("d", "д"),
    ("đ", "ђ"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "ј"), ("k", "к"), ("l", "л"),
    ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("š", "ш"), ("t", "т"), ("u", "у"),
    ("v", "в"), ("z", "з"), ("ž", "ж"),
)  # fmt: skip


def cyrillic(word: str) -> str:
    """A Serbian word in Cyrillic script."""
    for latin, letter in _CYRILLIC:
        word = word.replace(latin, letter)
    return word


def plain(word: str) -> str:
    """The word as it is typed without diacritics."""
    word = unicodedata.normalize("NFKD", word.replace("đ", "dj"))
    return "".join(letter for letter in word if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Language:
    """What the reader needs of one language. All words are lower case; strings named `*_re` are regular expressions.

    `phrases` give a unit of time and an offset ("yesterday": day, -1); the unit "vague" has none,
    and "skip" is no date at all ("am Morgen"). `ago_re` and `ahead_re`
    hold `{n}` (a count) and `{u}` (a unit). `near_re` are prepositions that make a bare month a date, `year_re` those
    that make four digits a year; `year_after_re` are words behind a year. Where `vague_re` matches stands one of
    `vague_words`.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    phrases: Mapping[str, tuple[str, int]]
    ago_re: str
    ahead_re: str
    vague_re: str
    of_re: str
    near_re: str
    year_re: str
    year_after_re: str
    past_re: str
    future_re: str
    vague_words: frozenset[str] = frozenset()


def table(rows: str, first: int = 1) -> dict[str, int]:
    """Rows of forms, one number each: "january jan | february feb"."""
    return {form.replace("_", " "): at for at, row in enumerate(rows.split("|"), first) for form in row.split()}


def units(**rows: str) -> dict[str, str]:
    """Words of each unit of time: day="day days"."""
    return {form: unit for unit, forms in rows.items() for form in forms.split()}


def phrases(rows: str) -> dict[str, tuple[str, int]]:
    """Lines of "unit offset: phrase, phrase"."""
    found = {}
    for line in rows.strip().splitlines():
        head, _, tail = line.partition(":")
        unit, offset = head.split()
        found.update({phrase.strip(): (unit, int(offset)) for phrase in tail.split(",")})
    return found


def counts(row: str) -> dict[str, int]:
    """Words for one, two, three and so on; forms of one number are parted by a slash."""
    return {form: at for at, forms in enumerate(row.split(), 1) for form in forms.split("/")}
