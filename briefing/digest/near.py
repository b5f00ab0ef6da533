"""Which of many texts are nearly the same, word for word, in time linear in their number."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

# A word that more texts hold than this brings no pairs; a text has rarer ones.
_COMMON = 50


def near_pairs(texts: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of sets of words, by index, that share at least `least` of all their words, in order.

    Two sets that share so much share one of the rarest words of each (Bayardo, Ma and Srikant 2007): only those few are
    looked up.
    """
    seen = Counter(word for text in texts for word in text)
    held: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        size = len(text)
        rarest = sorted(text, key=lambda word: (seen[word], word))[: size - math.ceil(least * size) + 1]
        others = {other for word in rarest for other in held[word]}
        for other in sorted(others):
            smaller, larger = sorted((len(texts[other]), size))
            if smaller < least * larger:
                continue
            common = len(text & texts[other])
            if common >= least * (size + len(texts[other]) - common):
                yield other, index, common / (size + len(texts[other]) - common)
        for word in rarest:
            if len(held[word]) < _COMMON:
                held[word].append(index)


def joined(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number in some pairs the lowest that it is joined to, directly or by a chain."""
    root: dict[int, int] = {}

    def top(number: int) -> int:
        while (above := root.setdefault(number, number)) != number:
            root[number] = root[above]
            number = root[number]
        return number

    for pair in pairs:
        low, high = sorted(map(top, pair))
        root[high] = low
    return {number: top(number) for number in root}
