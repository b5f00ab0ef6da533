"""Which pairs of many sentences are worth comparing, in time and memory near-linear in their number.

Few sentences: the weights that any two share are computed at once, so no close pair is missed. Many: only pairs that
share something rare are looked at, a rare word or two common words. Of these, the weight on common *anchors* (the same
figure, the same first letters, a group of related words) bounds the closeness from above. Rewrites of a fact that more
than `_COMMON` sentences repeat in the same common words can be missed.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING, Any

from briefing.similarity.pairs import PREFIX, RELATED, Weigh, Words, nearness, ratio, weighed
from briefing.similarity.words import Token, groups_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Up to here every pair is looked at, in about 1 ms an article, and scipy need not be imported.
_FEW = 400
# A word in more sentences than this brings no pairs by itself: its pairs would grow with the square of the corpus.
_COMMON = 200
# Two of a sentence's so many weightiest common words together bring pairs.
_JOINED = 5
# Mean part of their weights that two sentences must have on what brought them together. At 0.14 the many pairs that
# share one name pass, and the time is no longer linear; at 0.25 one in fourteen of the pairs of closeness 0.5 is lost.
_STAKE = 0.175
# First letters that make an anchor. One more than `pairs.PREFIX`: among many words three letters say too little, and
# few words that are near in spelling part at the fourth.
_PREFIX = 4
# Rows of the sparse products that are held at once.
_ROWS = 2_000

Scorer = Callable[[int, int], float]
Test = Callable[[int, int], bool]


def close_pairs(
    read: Sequence[Sequence[Token]], weigh: Weigh, seen: Mapping[str, int], minimum: float, score: Scorer, apart: Test
) -> list[tuple[int, int, float]]:
    """(i, j, closeness) with i < j and closeness at least `minimum` (over 0), in order of i and j.

    `read` are the sentences, `seen` how many of them hold a form. Pairs that
    are `apart` are not scored.
    """
    all_words = (weighed(sentence, weigh) for sentence in read)
    if len(read) <= _FEW:
        plain = _Rows()
        for words in all_words:
            _add_words(plain, words)
        pairs = _few(plain, minimum)
    else:
        anchors, rare = _Rows(), _Rows()
        for words in all_words:
            _add_anchors(anchors, words)
            _add_rare(rare, words, seen)
        pairs = _many(anchors, rare, minimum)
    found = ((i, j, score(i, j)) for i, j in pairs if not apart(i, j))
    return sorted(one for one in found if one[2] >= minimum)


class _Rows:
    """A sparse matrix in the making: a row a sentence, named columns. `eased` are the sentences' whole weights."""

    def __init__(self) -> None:
        self.columns: dict[Any, int] = {}
        self.ends = array("q", [0])
        self.places = array("i")
        self.values = array("d")
        self.eased = array("d")

    def column(self, name: object) -> int:
        return self.columns.setdefault(name, len(self.columns))

    def add(self, row: Mapping[int, float], eased: float) -> None:
        self.places.extend(row)
        self.values.extend(row.values())
        self.ends.append(len(self.places))
        self.eased.append(eased)


def _add_words(rows: _Rows, words: Words) -> None:
    """Add the words themselves."""
    row = {rows.column(form): value for form, (_, value, _) in words.items()}
    rows.add(row, sum(row.values()))


def _add_anchors(rows: _Rows, words: Words) -> None:
    """Add the most that the sentence's words can count for on each of its anchors."""
    row: dict[int, float] = {}
    eased = 0.0
    for form, (_, value, _) in words.items():
        eased += value
        own = rows.column(form if form[0].isdigit() else form[:_PREFIX])
        row[own] = row.get(own, 0.0) + value
        for group in groups_of(form):
            shared = rows.column(group)
            row[shared] = row.get(shared, 0.0) + RELATED * value
    rows.add(row, eased)


def _add_rare(rows: _Rows, words: Words, seen: Mapping[str, int]) -> None:
    """Add the words that few sentences hold, and twos of the weightiest others."""
    row: dict[int, float] = {}
    common = []
    eased = 0.0
    for form, (_, value, _) in words.items():
        eased += value
        if seen[form] <= _COMMON:
            row[rows.column(form)] = value
        else:
            common.append((value, form))
    weightiest = sorted(sorted(common, reverse=True)[:_JOINED], key=lambda c: c[1])
    for (value, form), (other, beside) in combinations(weightiest, 2):
        # Each word stands in so many twos; shared out, they carry its weight once.
        row[rows.column((form, beside))] = (value + other) / (len(weightiest) - 1)
    rows.add(row, eased)


def _few(rows: _Rows, minimum: float) -> Iterator[tuple[int, int]]:
    """All pairs that can reach `minimum`, with the very weights that they share."""
    import numpy as np

    count, forms = len(rows.eased), list(rows.columns)
    held = np.zeros((len(forms), count))
    held[rows.places, np.repeat(np.arange(count), np.diff(rows.ends))] = 1.0
    nearest = held.copy()
    near = _near_forms(forms)
    if near:
        of, to, worth = (np.array(column) for column in zip(*near, strict=True))
        firsts = np.flatnonzero(np.diff(of, prepend=-1))
        best = np.maximum.reduceat(held[to] * worth[:, None], firsts)
        nearest[of[firsts]] = np.maximum(nearest[of[firsts]], best)
    # Row by row and by sums: a product of matrices wakes the threads of BLAS, which costs more than all the rest here.
    places, values, eased = np.asarray(rows.places), np.asarray(rows.values), np.asarray(rows.eased)
    shared = np.array(
        [(nearest[places[start:end]] * values[start:end, None]).sum(axis=0) for start, end in pairwise(rows.ends)]
    )
    for i in range(count - 1):
        bound = _bound(shared[i, i + 1 :], shared[i + 1 :, i], eased[i : i + 1], eased[i + 1 :])
        for j in np.flatnonzero(bound >= minimum):
            yield i, i + 1 + int(j)


def _near_forms(forms: Sequence[str]) -> list[tuple[int, int, float]]:
    """Which of `forms`, by index, can stand for which other, and for how much; in order."""
    together: defaultdict[int | str, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        for group in groups_of(form):
            together[group].append(index)
        if not form[0].isdigit():
            together[form[:PREFIX]].append(index)
    pairs = {two for members in together.values() if len(members) > 1 for two in permutations(members, 2)}
    return [(a, b, worth) for a, b in sorted(pairs) if (worth := nearness(forms[a], forms[b]))]


def _bound(of_i: Floats, of_j: Floats, total_i: Floats, total_j: Floats) -> Floats:
    """Give the highest closeness of pairs that share at most these weights; a hair more, for rounding."""
    import numpy as np

    of_i, of_j = np.minimum(of_i, total_i), np.minimum(of_j, total_j)
    alone_i, alone_j = total_i - of_i, total_j - of_j
    shared = (of_i + of_j) / 2 + 1e-12
    highest: Floats = ratio(shared, np.minimum(alone_i, alone_j), np.maximum(alone_i, alone_j), 0.0) + 1e-9
    return highest


def _many(anchors: _Rows, rare: _Rows, minimum: float) -> Iterator[tuple[int, int]]:
    """Pairs that share something rare, and whose bound reaches `minimum`."""
    import numpy as np
    from scipy import sparse

    eased = np.maximum(anchors.eased, 1e-12)
    weights, held = _sparse(anchors)
    # Both shares of a pair in one product: the weights of i where j has the word, and those of j where i has it.
    scaled, there = _sparse(_uncommon(rare))
    scaled = scaled.multiply(1 / eased[:, None]).tocsr()
    left, right = sparse.hstack([scaled, there]).tocsr(), sparse.hstack([there, scaled]).tocsr()
    for start in range(0, len(eased), _ROWS):
        stakes = (left[start : start + _ROWS] @ right[start:].T).tocoo()
        # The product holds both shares; their mean is asked for.
        kept = (stakes.col > stakes.row) & (stakes.data >= 2 * _STAKE)
        i, j = stakes.row[kept] + start, stakes.col[kept] + start
        of_i = weights[i].multiply(held[j]).sum(axis=1)
        of_j = held[i].multiply(weights[j]).sum(axis=1)
        near = _bound(of_i, of_j, eased[i], eased[j]) >= minimum
        yield from zip(i[near].tolist(), j[near].tolist(), strict=True)


def _uncommon(rows: _Rows) -> _Rows:
    """`rows` with the columns of few sentences only: two words may both be common and still be seldom together."""
    import numpy as np

    places, ends = np.asarray(rows.places), np.asarray(rows.ends)
    kept = np.bincount(places, minlength=len(rows.columns))[places] <= _COMMON
    fewer = _Rows()
    fewer.columns, fewer.eased = rows.columns, rows.eased
    fewer.places, fewer.values = places[kept], np.asarray(rows.values)[kept]
    fewer.ends = np.concatenate(([0], np.cumsum(kept)))[ends]
    return fewer


def _sparse(rows: _Rows) -> tuple[Any, Any]:
    """Return the matrix, and the same with 1 for each value."""
    import numpy as np
    from scipy import sparse

    places, ends = np.asarray(rows.places), np.asarray(rows.ends)
    shape = (len(ends) - 1, len(rows.columns))
    return (
        sparse.csr_array((np.asarray(rows.values), places, ends), shape),
        sparse.csr_array((np.ones(len(places)), places, ends), shape),
    )
