"""Number words, scales, qualifiers and small words, by language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from briefing.dates.tables import cyrillic, plain
from briefing.numbers import tables, western

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`values` below a thousand add up, `scales` multiply, `joins` may stand between parts ("and", "i", "e").

    `vague` are words such as "dozens". `qualifiers` lead from words before the figure to their class, `after` from
    words behind it. `small` are words at which a counted noun ends; `of` those that lead to one ("of", "od", "von").
    `adjectives` is a pattern of words between figure and noun, `to` one of the word inside a range.
    """

    values: Mapping[str, float]
    scales: Mapping[str, float]
    joins: frozenset[str]
    vague: Mapping[str, float]
    ordinals: Mapping[str, float]
    qualifiers: Mapping[str, str]
    after: Mapping[str, str]
    small: frozenset[str]
    of: frozenset[str]
    adjectives: str
    to: str


def _classes(rows: str) -> dict[str, str]:
    """Lines of "class: words, words"."""
    found = {}
    for line in rows.splitlines():
        head, _, tail = line.partition(":")
        found.update({phrase.strip(): head.strip() for phrase in tail.split(",")})
    return found


def _sizes(rows: str) -> dict[str, float]:
    return {word: float(value) for word, value in _classes(rows).items()}


def _twenty_to_99(table: tables.Table) -> dict[str, float]:
    """The tens, and their compounds with the ones. Italian drops a vowel: ventuno, ventotto, and writes ventitré."""
    found: dict[str, float] = {}
    for ten, tens in enumerate(table["tens"].split(), 2):
        found[tens] = 10 * ten
        for unit, ones in enumerate(table["ones"].split(), 1):
            for join in filter(None, table["join"].split("|")):
                found[join.format(t=tens, u=ones)] = 10 * ten + unit
                if join == "{t}{u}" and unit in {1, 3, 8}:
                    found[tens + "tré" if unit == 3 else tens[:-1] + ones] = 10 * ten + unit
    return found


def _ordinals(table: tables.Table) -> dict[str, float]:
    found = _sizes(table["ordinals"])
    if table is tables.ENGLISH:
        small = {word: value for word, value in found.items() if value < 10}
        for ten, tens in enumerate(table["tens"].split(), 2):
            found.update({f"{tens}-{word}": 10 * ten + value for word, value in small.items()})
    return found


def _spellings(words: Mapping[str, _T], table: tables.Table) -> dict[str, _T]:
    """The words, in Serbian also in Cyrillic, and outside English as typed without diacritics."""
    if table is tables.SERBIAN:
        words = {**words, **{cyrillic(word): value for word, value in words.items()}}
    if table is tables.ENGLISH:
        return dict(words)
    return {**{plain(word): value for word, value in words.items()}, **words}


def _lexicon(table: tables.Table) -> Lexicon:
    first = 0 if table is tables.ENGLISH else 1  # elsewhere the word for one is the article too
    ones = {word: float(at + 1) for at, word in enumerate(table["ones"].split()) if at >= first}
    small = table["small"] + (" " + cyrillic(table["small"]) if table is tables.SERBIAN else "")
    of = table["of"] + (" " + cyrillic(table["of"]) if table is tables.SERBIAN else "")
    return Lexicon(
        values=_spellings(ones | _sizes(table["values"]) | _twenty_to_99(table), table),
        scales=_spellings(_sizes(table["scales"]), table),
        joins=frozenset(table["joins"].split()),
        vague=_spellings(_sizes(table["vague"]), table),
        ordinals=_spellings(_ordinals(table), table),
        qualifiers=_spellings(_classes(table["before"]), table),
        after=_classes(table["after"]),
        small=frozenset(small.split()),
        of=frozenset(of.split()),
        adjectives=table["adjectives"],
        to=table["to"],
    )


_NONE = Lexicon({}, {}, frozenset(), {}, {}, {}, {}, frozenset(), frozenset(), "", "(?!)")
_BY_CODE = {
    "en": tables.ENGLISH, "sq": tables.ALBANIAN, "sr": tables.SERBIAN, "bs": tables.SERBIAN, "hr": tables.SERBIAN,
    "me": tables.SERBIAN, "cnr": tables.SERBIAN, "sh": tables.SERBIAN, "de": western.GERMAN, "fr": western.FRENCH,
    "es": western.SPANISH, "it": western.ITALIAN,
}  # fmt: skip


@cache
def lexicon_of(code: str) -> Lexicon:
    """The words of a language by its primary subtag; empty where there are none."""
    table = _BY_CODE.get(code)
    return _NONE if table is None else _lexicon(table)


_HEAD = re.compile(r"[^\W\d_]+|.", re.DOTALL)
_AHEAD = re.compile(r"[\s-]*([^\W\d_]+|.)?", re.DOTALL)


def heads(words: Iterable[str]) -> frozenset[str]:
    """What each of these words begins with: its first letters in a row, or the sign that it is."""
    return frozenset(match.group() for word in words if (match := _HEAD.match(word)))


def ahead(low: str, at: int) -> str:
    """The same of what stands behind `at` and blanks and hyphens: a pattern of words is tried only where it is one."""
    match = _AHEAD.match(low, at)
    return (match.group(1) or "") if match else ""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; spaces stand for any space. Nothing matches no words."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if not ordered:
        return "(?!)"
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
