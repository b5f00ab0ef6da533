"""How nearly two sentences say the same thing, from words alone: no model, no download, deterministic.

The score is closeness only. It knows no vetoes: "420 were arrested" is close to "300 were arrested", and whoever merges
must ask more than this. What went into it and what each part gained stands in tests/benchmarks/README.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from briefing.similarity.candidates import close_pairs
from briefing.similarity.pairs import Prepared, closeness, coverage, prepare
from briefing.similarity.words import Token, tokens, weight

__all__ = ["Similarity", "contains", "pair"]

# Prepared sentences take some 4 KB each, so only those in use are kept, 30 MB at most: all of a day's articles.
_KEPT = 8_192


class Similarity:
    """Closeness among `sentences`, by index.

    A word's weight comes from how many of them hold it, with a background of general English behind it, so that two
    short articles and ten thousand both give sensible weights. The order of the sentences changes no score.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._read = [tokens(text) for text in sentences]
        self._seen = Counter(form for read in self._read for form in {token.form for token in read})
        self._weigh = lru_cache(maxsize=None)(self._weight)
        self._prepared = lru_cache(maxsize=_KEPT)(self._prepare)

    def _weight(self, token: Token) -> float:
        return weight(token, self._seen[token.form], len(self._read))

    def _prepare(self, index: int) -> Prepared:
        return prepare(self._read[index], self._weigh)

    def score(self, i: int, j: int) -> float:
        """How nearly the sentences `i` and `j` say the same, 0 to 1; symmetric. 0 where either has no words."""
        return closeness(self._prepared(i), self._prepared(j))

    def contains(self, i: int, j: int) -> float:
        """How much of the content of sentence `j` sentence `i` has too, 0 to 1."""
        return coverage(self._prepared(i), self._prepared(j))

    def candidates(
        self, minimum: float, apart: Callable[[int, int], bool] = lambda _i, _j: False
    ) -> list[tuple[int, int, float]]:
        """(i, j, score) with i < j of the pairs that score at least `minimum` (over 0), in order of i and j.

        Pairs that are `apart` are left out, for less than a score costs.

        All of them up to 400 sentences; beyond, nearly all, in time and memory near-linear in the number of sentences.
        """
        return close_pairs(self._read, self._weigh, self._seen, minimum, self.score, apart)


@lru_cache(maxsize=4_096)
def _alone(text: str) -> Prepared:
    return prepare(tokens(text), lambda token: weight(token, 0, 0))


def pair(a: str, b: str) -> float:
    """How nearly `a` and `b` say the same, 0 to 1, by the background alone; symmetric."""
    return closeness(_alone(a), _alone(b))


def contains(a: str, b: str) -> float:
    """How much of the content of `b` stands in `a`, 0 to 1, by the background alone."""
    return coverage(_alone(a), _alone(b))
