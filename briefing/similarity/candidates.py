"""Which pairs of many sentences are worth comparing, in time and memory linear in their number.

Few sentences: the weights that any two share are computed at once, so no close pair is missed. Many: only pairs that
share something rare are looked at, a rare word or two common words. Rewrites of a fact that more than `_COMMON`
sentences repeat in the same common words can be missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Any

from briefing.similarity.pairs import RELATED, nearness, ratio
from briefing.similarity.table import PREFIX, Table, spread, sums
from briefing.similarity.words import groups_of

if TYPE_CHECKING:
    from briefing.similarity.table import Bools, Floats, Ints

# Up to here every pair is looked at, in about 1 ms an article, and scipy need not be imported.
FEW = 400
# A word in more sentences than this brings no pairs by itself: its pairs would grow with the square of the corpus.
_COMMON = 200
# Two of a sentence's so many weightiest common words together bring pairs.
_JOINED = 5
# Mean part of their weights that two sentences must have on what brought them together. At 0.14 the many pairs that
# share one name pass, and the time is no longer linear; at 0.25 one in fourteen of the pairs of closeness 0.5 is lost.
_STAKE = 0.175
# Rows of the sparse products that are held at once, and the parts in which the other side gets shorter.
_ROWS, _PARTS = 1_000, 8
# Pairs of few sentences that are handed over at once.
_BLOCK = 20_000

# Which of some pairs, by the numbers of their sentences, need not be compared.
Test = Callable[["Ints", "Ints"], "Bools"]


def few(table: Table, minimum: float) -> Iterator[tuple[Ints, Ints]]:
    """All pairs that can reach `minimum`, with the very weights that they share."""
    import numpy as np

    held = np.zeros((len(table.forms), table.count))
    held[table.form, table.sentence] = 1.0
    nearest = held.copy()
    near = _near_forms(table.forms)
    if near:
        of, to, worth = (np.array(column) for column in zip(*near, strict=True))
        firsts = np.flatnonzero(np.diff(of, prepend=-1))
        best = np.maximum.reduceat(held[to] * worth[:, None], firsts)
        nearest[of[firsts]] = np.maximum(nearest[of[firsts]], best)
    # Row by row and by sums: a product of matrices wakes the threads of BLAS, which costs more than all the rest here.
    ranges = [slice(start, end) for start, end in zip(table.starts.tolist(), table.ends.tolist(), strict=True)]
    shared = np.zeros((table.count, table.count))
    for row, at in zip(shared, ranges, strict=True):
        row[:] = (nearest[table.form[at]] * table.eased[at, None]).sum(axis=0)
    eased = table.weights
    i, j = np.triu_indices(table.count, 1)
    near_enough = _bound(shared[i, j], shared[j, i], eased[i], eased[j]) >= minimum
    i, j = i[near_enough], j[near_enough]
    for start in range(0, max(len(i), 1), _BLOCK):
        yield i[start : start + _BLOCK], j[start : start + _BLOCK]


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
    return ratio(shared, np.minimum(alone_i, alone_j), np.maximum(alone_i, alone_j), 0.0) + 1e-9


def many(table: Table) -> Iterator[tuple[Ints, Ints]]:
    """Pairs that share something rare."""
    import numpy as np

    stakes = _stakes(table)
    part = max(_ROWS, -(-table.count // _PARTS))
    for begin in range(0, table.count, part):
        # Each pair is found from its first sentence, so those before need not be looked at again.
        across = stakes[begin:].T.tocsr()
        for start in range(begin, min(begin + part, table.count), _ROWS):
            found = (stakes[start : min(start + _ROWS, begin + part)] @ across).tocoo()
            i, j = found.row.astype(np.int64) + start, found.col.astype(np.int64) + begin
            kept = (j > i) & (found.data.imag >= 2 * _STAKE)
            yield i[kept], j[kept]


def reach(table: Table, minimum: float, i: Ints, j: Ints) -> Bools:
    """Which pairs can be as close as `minimum`, by the most that their words can count for on common anchors."""
    eased = table.weights
    return _bound(_anchored(table, i, j), _anchored(table, j, i), eased[i], eased[j]) >= minimum


def _anchored(table: Table, of: Ints, to: Ints) -> Floats:
    import numpy as np

    owner, word = spread(table.starts[of], table.ends[of])
    form, there = table.form[word], to[owner]
    counts = table.anchored.has(there, table.anchors[form]).astype(np.float64)
    grouped = np.flatnonzero(table.group_ends[form] > table.group_starts[form])
    within, at = spread(table.group_starts[form[grouped]], table.group_ends[form[grouped]])
    shared = table.relating.has(there[grouped[within]], table.groups[at])
    counts[grouped] += RELATED * sums(within, shared.astype(np.float64), len(grouped))
    return sums(owner, table.eased[word] * counts, len(of))


def _stakes(table: Table) -> Any:  # noqa: ANN401  # scipy's types do not follow its own operators
    """Which part of a sentence's weight it has on each rare word, and each two common ones, that others have too.

    A part is `p + 1j`: the product of two is `p + q` in its imaginary part, so that one product of matrices adds up
    what both sentences have on what they share.
    """
    import numpy as np
    from scipy import sparse

    eased = np.maximum(table.weights, 1e-12)
    rare = np.flatnonzero(table.seen[table.form] <= _COMMON)
    first, second, parts = _twos(table)
    columns, place, held = np.unique(
        table.form[first].astype(np.int64) * len(table.forms) + table.form[second],
        return_inverse=True,
        return_counts=True,
    )
    # Two words may both be common and still be seldom together.
    kept = held[place] <= _COMMON
    sentences = np.concatenate((table.sentence[rare], table.sentence[first[kept]]))
    weights = np.concatenate((table.eased[rare], parts[kept])) / eased[sentences]
    # In 32 bits, as `sentences` are: scipy keeps what it is given.
    places = np.concatenate((table.form[rare], (len(table.forms) + place[kept]).astype(np.int32)))
    shape = (table.count, len(table.forms) + len(columns))
    return sparse.csr_array((weights + 1j, (sentences, places)), shape)


def _twos(table: Table) -> tuple[Ints, Ints, Floats]:
    """All twos of each sentence's weightiest common words, by place, and the weight of each two."""
    import numpy as np

    rank = np.empty(len(table.forms), np.int64)
    rank[sorted(range(len(table.forms)), key=table.forms.__getitem__)] = np.arange(len(table.forms))
    common = np.flatnonzero(table.seen[table.form] > _COMMON)
    order = np.lexsort((-rank[table.form[common]], -table.eased[common], table.sentence[common]))
    common = common[order]
    sentence = table.sentence[common]
    starts = np.searchsorted(sentence, sentence)
    common = common[np.arange(len(common)) - starts < _JOINED]
    # In the order of their forms, so that the same two words make the same two everywhere.
    common = common[np.lexsort((rank[table.form[common]], table.sentence[common]))]
    sentence = table.sentence[common]
    # Each word stands in so many twos; shared out, they carry its weight once.
    share = table.eased[common] / np.maximum(np.bincount(sentence, minlength=table.count)[sentence] - 1, 1)
    twos = []
    for apart in range(1, _JOINED):
        at = np.flatnonzero(sentence[apart:] == sentence[:-apart])
        twos.append((common[at], common[at + apart], share[at] + share[at + apart]))
    first, second, parts = (np.concatenate(column) for column in zip(*twos, strict=True))
    return first, second, parts
