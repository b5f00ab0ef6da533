"""The short forms and adjectives of countries and unions, so that "Italian" stands where Italy does.

The table is data: `briefing/_data/countries.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from briefing.text.spelling import plain

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
