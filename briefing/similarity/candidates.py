"""Which pairs of many sentences are worth comparing, in time and memory near-linear in their number.

Each sentence has *anchors*: what two words must have in common to count as near (the same figure, the same first letters,
a group of related words). The weight that two sentences have on common anchors bounds their closeness from above. Few
sentences: the bound is computed for every pair, so no close pair is missed. Many: only pairs that share something rare
are looked at, a rare word or two common words; facts that more than `_COMMON` sentences repeat in common words alone can
be missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from briefing.similarity.pairs import PREFIX, RELATED, Prepared, ratio
from briefing.similarity.words import groups_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

# Up to here every pair is bounded, in about 1 ms an article, and scipy need not be imported.
_FEW = 400
# A word in more sentences than this brings no pairs by itself: its pairs would grow with the square of the corpus.
_COMMON = 200
# Two of a sentence's so many weightiest common words together bring pairs.
_JOINED = 5
# Share of the mean weight that two sentences must have on what brought them together, in parts of the closeness asked for.
# Chosen on planted duplicates: at 0.5 none of the pairs of that closeness was lost, and few others were looked at.
_STAKE = 0.5
# Rows of the sparse products that are held at once.
_ROWS = 2_000

Scorer = Callable[[int, int], float]


def close_pairs(sentences: Sequence[Prepared], minimum: float, score: Scorer) -> list[tuple[int, int, float]]:
    """(i, j, closeness) with i < j and closeness at least `minimum` (over 0), in order of i and j."""
    pairs = _few(sentences, minimum) if len(sentences) <= _FEW else _many(sentences, minimum)
    found = []
    for i, j in pairs:
        value = score(i, j)
        if value >= minimum:
            found.append((i, j, value))
    return sorted(found)


def _anchors(sentence: Prepared) -> dict[str, float]:
    """Anchor -> the most that the sentence's words can count for on it."""
    found: dict[str, float] = {}
    for form, (_, value, _) in sentence.words.items():
        own = form if form[0].isdigit() else "/" + form[:PREFIX]
        found[own] = found.get(own, 0.0) + value
        for group in groups_of(form):
            found[f"={group}"] = found.get(f"={group}", 0.0) + RELATED * value
    return found


def _matrices(rows: Sequence[dict[str, float]]) -> tuple[list[int], list[int], list[float], int]:
    """Row ends, column numbers, values and the number of columns of a sparse matrix with one row a sentence."""
    columns: dict[str, int] = {}
    ends, places, values = [0], [], []
    for row in rows:
        for name, value in row.items():
            places.append(columns.setdefault(name, len(columns)))
            values.append(value)
        ends.append(len(places))
    return ends, places, values, len(columns)


def _few(sentences: Sequence[Prepared], minimum: float) -> Iterator[tuple[int, int]]:
    """All pairs whose bound reaches `minimum`."""
    import numpy as np

    ends, places, values, width = _matrices([_anchors(s) for s in sentences])
    weights = np.zeros((len(sentences), width))
    weights[np.repeat(np.arange(len(sentences)), np.diff(ends)), places] = values
    shared = weights @ (weights > 0).T.astype(np.float64)
    eased = np.array([s.eased for s in sentences])
    for i in range(len(sentences) - 1):
        rest = slice(i + 1, len(sentences))
        bound = _bound(shared[i, rest], shared[rest, i], eased[i], eased[rest])
        for j in np.flatnonzero(bound >= minimum):
            yield i, i + 1 + int(j)


def _bound(of_i: Floats, of_j: Floats, total_i: Any, total_j: Any) -> Floats:
    """The highest closeness that pairs can have which share at most these weights; a hair more, for rounding."""
    import numpy as np

    of_i, of_j = np.minimum(of_i, total_i), np.minimum(of_j, total_j)
    alone_i, alone_j = total_i - of_i, total_j - of_j
    return ratio((of_i + of_j) / 2 + 1e-12, np.minimum(alone_i, alone_j), np.maximum(alone_i, alone_j), 0.0) + 1e-9


def _many(sentences: Sequence[Prepared], minimum: float) -> Iterator[tuple[int, int]]:
    """Pairs that share something rare, and whose bound reaches `minimum`."""
    import numpy as np
    from scipy import sparse

    eased = np.array([s.eased for s in sentences])
    rare, anchors = (_sparse(_matrices(rows)) for rows in (_rare(sentences), [_anchors(s) for s in sentences]))
    rare_held, anchors_held = (sparse.csr_array((np.ones_like(m.data), m.indices, m.indptr), m.shape) for m in (rare, anchors))
    turned, turned_held = rare.T.tocsr(), rare_held.T.tocsr()
    for start in range(0, len(sentences), _ROWS):
        rows = slice(start, start + _ROWS)
        # The two products have the same places; each pair's two values stand at the same one once sorted.
        stakes = (rare[rows] @ turned_held).sorted_indices(), (rare_held[rows] @ turned).sorted_indices()
        i = np.repeat(np.arange(start, start + stakes[0].shape[0]), np.diff(stakes[0].indptr))
        j = stakes[0].indices
        kept = (j > i) & (stakes[0].data / eased[i] + stakes[1].data / eased[j] >= 2 * _STAKE * minimum)
        i, j = i[kept], j[kept]
        of_i = anchors[i].multiply(anchors_held[j]).sum(axis=1)
        of_j = anchors_held[i].multiply(anchors[j]).sum(axis=1)
        for at in np.flatnonzero(_bound(of_i, of_j, eased[i], eased[j]) >= minimum):
            yield int(i[at]), int(j[at])


def _sparse(parts: tuple[list[int], list[int], list[float], int]) -> Any:
    import numpy as np
    from scipy import sparse

    ends, places, values, width = parts
    # A weight of 0 would vanish from a product and shift its places, so none is quite 0.
    return sparse.csr_array((np.maximum(values, 1e-12), places, ends), (len(ends) - 1, width))


def _rare(sentences: Sequence[Prepared]) -> list[dict[str, float]]:
    """For each sentence its words that few sentences hold, and twos of its weightiest common words where few hold both."""
    held = Counter(form for sentence in sentences for form in sentence.words)
    rows: list[dict[str, float]] = []
    for sentence in sentences:
        row, common = {}, []
        for form, (_, value, _) in sentence.words.items():
            if held[form] <= _COMMON:
                row[form] = value
            else:
                common.append((value, form))
        weightiest = sorted(common, reverse=True)[:_JOINED]
        for (value, form), (other, beside) in combinations(sorted(weightiest, key=lambda c: c[1]), 2):
            # Each word stands in so many twos; shared out, they carry its weight once.
            row[f"{form} {beside}"] = (value + other) / (len(weightiest) - 1)
        rows.append(row)
    twos = Counter(name for row in rows for name in row if " " in name)
    return [{name: value for name, value in row.items() if twos[name] <= _COMMON} for row in rows]
