"""How nearly two sentences say the same thing, from words alone: no model, no download, deterministic.

The score is closeness only. It knows no vetoes: "420 were arrested" is close to "300 were arrested", and whoever merges
must ask more than this. What went into it and what each part gained stands in tests/benchmarks/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from briefing.similarity.candidates import FEW, Test, few, many, reach
from briefing.similarity.pairs import Compared, compare
from briefing.similarity.table import Table
from briefing.similarity.words import tokens, weight

if TYPE_CHECKING:
    from briefing.similarity.table import Ints

__all__ = ["Near", "Similarity", "contains", "pair"]


class Near(NamedTuple):
    """Pairs in order of `i` and `j`, of which `i` is the lower."""

    i: Ints
    j: Ints
    compared: Compared


class Similarity:
    """Closeness among `sentences`, by index.

    A word's weight comes from how many of them hold it, with a background of general English behind it, so that two
    short articles and ten thousand both give sensible weights. The order of the sentences changes no score.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._table = Table(map(tokens, sentences), lambda token, seen: weight(token, seen, len(sentences)))

    def score(self, i: int, j: int) -> float:
        """How nearly the sentences `i` and `j` say the same, 0 to 1; symmetric. 0 where either has no words."""
        return self.scores([(i, j)])[0]

    def scores(self, pairs: Iterable[tuple[int, int]]) -> list[float]:
        """The score of each of some pairs, for much less than one after the other."""
        return list(map(float, _compared(self._table, pairs).closeness))

    def contains(self, i: int, j: int) -> float:
        """How much of the content of sentence `j` sentence `i` has too, 0 to 1."""
        return float(_compared(self._table, [(i, j)]).of_second[0])

    def near(self, minimum: float, apart: Test | None = None) -> Near:
        """The pairs that score at least `minimum` (over 0), but for those that are `apart`.

        All of them up to 400 sentences; beyond, nearly all, in time and memory linear in the number of sentences.
        """
        import numpy as np

        found = list(self._blocks(minimum, apart))
        i = np.concatenate([near.i for near in found])
        j = np.concatenate([near.j for near in found])
        order = np.lexsort((j, i))
        values = [np.concatenate(column)[order] for column in zip(*(near.compared for near in found), strict=True)]
        return Near(i[order], j[order], Compared(*values))

    def candidates(self, minimum: float) -> list[tuple[int, int, float]]:
        """The same as (i, j, score)."""
        near = self.near(minimum)
        return list(zip(near.i.tolist(), near.j.tolist(), near.compared.closeness.tolist(), strict=True))

    def _blocks(self, minimum: float, apart: Test | None) -> Iterator[Near]:
        table = self._table
        for i, j in few(table, minimum) if table.count <= FEW else many(table):
            if apart is not None:
                together = ~apart(i, j)
                i, j = i[together], j[together]
            if table.count > FEW:
                possible = reach(table, minimum, i, j)
                i, j = i[possible], j[possible]
            found = compare(table, i, j)
            kept = found.closeness >= minimum
            yield Near(i[kept], j[kept], Compared(*(column[kept] for column in found)))


def _compared(table: Table, pairs: Iterable[tuple[int, int]]) -> Compared:
    import numpy as np

    first, second = np.array(list(pairs), np.int64).reshape(-1, 2).T
    return compare(table, first, second)


def _alone(a: str, b: str) -> Compared:
    """Two sentences compared by the background alone."""
    return _compared(Table(map(tokens, (a, b)), lambda token, _: weight(token, 0, 0)), [(0, 1)])


def pair(a: str, b: str) -> float:
    """How nearly `a` and `b` say the same, 0 to 1, by the background alone; symmetric."""
    return float(_alone(a, b).closeness[0])


def contains(a: str, b: str) -> float:
    """How much of the content of `b` stands in `a`, 0 to 1, by the background alone."""
    return float(_alone(a, b).of_second[0])
