"""Translated copies: the same numbers, names and quotations in the same order, in another language or script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from briefing.origins.copies import Pair, body
from briefing.records.article import Article
from briefing.text import spelling

# Sentences with marks to compare; with fewer, two reports on one matter can agree by chance.
_FEWEST = 4
# Of those of the shorter text this share must have its like in the other, in the same order. Two reporters at one press
# conference use the same names and figures, but seldom put more than every third sentence in the same place.
_MOSTLY = 0.6
# Two sentences are alike when so much of what marks them is the same. A translator drops and adds a name.
_ALIKE = 0.6
# Two texts are held against each other when they share so many marks that are not in nearly every text.
_WORTH_A_LOOK = 6
# A mark that more texts share is the topic's, not the report's; it also bounds the work.
_COMMON = 40

_NUMBER = re.compile(r"\d+(?:[.,  ]\d+)*")
_GROUPED = re.compile(r"[.,  ](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“”„«»]")
_ENDS = re.compile(r"(?<=[.!?…])[\"”»“)]*\s+(?=[\"„“«(]?[^\W\d_a-z])|\n+")
# Endings decline ("Rutteja", "Kosovës", "Косову"): the first letters are the name's.
_LETTERS = 4


def translations(articles: Sequence[Article]) -> list[Pair]:
    """Pairs of articles in two languages of which one is the other's translation, never called duplicates.

    Positions are those of `articles`. Nothing is done where all are in one language.
    """
    languages = [article.language for article in articles]
    if len({language for language in languages if language}) < 2:
        return []
    marked = [_marks(article.text) for article in articles]
    shares = [(one, other, _share(marked[one], marked[other])) for one, other in _candidates(marked, languages)]
    return [Pair(one, other, share, duplicate=False) for one, other, share in shares if share >= _MOSTLY]


def _candidates(marked: Sequence[Sequence[frozenset[str]]], languages: Sequence[str | None]) -> list[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for position, sentences in enumerate(marked):
        for mark in sorted(frozenset().union(*sentences)):
            holders[mark].append(position)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for positions in holders.values():
        if len(positions) <= _COMMON:
            for pair in combinations(positions, 2):
                shared[pair] += 1
    return sorted(
        (one, other)
        for (one, other), count in shared.items()
        if count >= _WORTH_A_LOOK
        and None not in (languages[one], languages[other])
        and languages[one] != languages[other]
    )


def _marks(text: str) -> tuple[frozenset[str], ...]:
    """What can be recognised in each sentence whatever the language, sentences without any left out."""
    sentences = (_of_sentence(sentence) for sentence in _ENDS.split(body(text)) if sentence)
    return tuple(marks for marks in sentences if len(marks) > 1 or any(m[0].isdigit() for m in marks))


def _of_sentence(sentence: str) -> frozenset[str]:
    found = {_GROUPED.sub("", number.group()).replace(",", ".") for number in _NUMBER.finditer(sentence)}
    if _QUOTED.search(sentence):
        found.add('"')
    for place, word in enumerate(_WORD.finditer(sentence)):
        # The capital of a sentence's first word says nothing, but in an acronym.
        if word.group()[0].isupper() and len(word.group()) > 1 and (place or word.group().isupper()):
            found.add(sound(word.group()))
    return frozenset(found)


def sound(word: str) -> str:
    """The first sounds of a word, whatever its script and ending: "Kosovës" and "Косово" are both "koso"."""
    return spelling.sound(word)[:_LETTERS]


def _share(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> float:
    """The share of the shorter text's sentences that have their like in the longer, in one order."""
    if min(len(one), len(other)) < _FEWEST:
        return 0.0
    row = [0] * (len(other) + 1)
    for marks in one:
        above = row
        row = [0]
        for column, there in enumerate(other):
            best = max(row[-1], above[column + 1])
            row.append(max(best, above[column] + 1) if _alike(marks, there) else best)
    return row[-1] / min(len(one), len(other)) if row[-1] >= _FEWEST else 0.0


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = one & other
    figures = {mark for mark in one | other if mark[0].isdigit()}
    # Names alone must all but agree; a figure that only one of them has is another fact.
    agree = figures <= common if figures else len(common) >= 2
    return agree and bool(common) and len(common) >= _ALIKE * min(len(one), len(other))
