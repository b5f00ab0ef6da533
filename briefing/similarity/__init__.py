"""How nearly two sentences say the same thing, from words alone: no model, no download, deterministic.

The score is closeness only. It knows no vetoes: "420 were arrested" is close to "300 were arrested", and whoever merges must
ask more than this. What went into it and what each part gained stands in tests/benchmarks/README.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from briefing.similarity.candidates import close_pairs
from briefing.similarity.pairs import Prepared, closeness, coverage, prepare
from briefing.similarity.words import Kind, tokens, weight

__all__ = ["Similarity", "contains", "pair"]


class Similarity:
    """Closeness among `sentences`, by index.

    A word's weight comes from how many of them hold it, with a background of general English behind it, so that two
    short articles and ten thousand both give sensible weights. The order of the sentences changes no score.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        read = [tokens(text) for text in sentences]
        seen = Counter(form for one in read for form in {token.form for token in one})
        weights: dict[tuple[str, Kind], float] = {}

        def weigh(form: str, kind: Kind) -> float:
            known = weights.get((form, kind))
            if known is None:
                known = weights[form, kind] = weight(form, kind, seen[form], len(sentences))
            return known

        self._prepared = [prepare(one, weigh) for one in read]

    def score(self, i: int, j: int) -> float:
        """How nearly the sentences `i` and `j` say the same, 0 to 1; symmetric."""
        return closeness(self._prepared[i], self._prepared[j])

    def candidates(self, minimum: float) -> list[tuple[int, int, float]]:
        """(i, j, score) with i < j of the pairs that score at least `minimum` (over 0), in order of i and j.

        All of them up to 400 sentences; beyond, nearly all, in time and memory near-linear in the number of sentences.
        """
        return close_pairs(self._prepared, minimum, self.score)

    def contains(self, i: int, j: int) -> float:
        """How much of the content of sentence `j` sentence `i` has too, 0 to 1."""
        return coverage(self._prepared[i], self._prepared[j])


@lru_cache(maxsize=4_096)
def _alone(text: str) -> Prepared:
    return prepare(tokens(text), lambda form, kind: weight(form, kind, 0, 0))


def pair(a: str, b: str) -> float:
    """How nearly `a` and `b` say the same, 0 to 1, by the background alone; symmetric."""
    return closeness(_alone(a), _alone(b))


def contains(a: str, b: str) -> float:
    """How much of the content of `b` stands in `a`, 0 to 1, by the background alone."""
    return coverage(_alone(a), _alone(b))
