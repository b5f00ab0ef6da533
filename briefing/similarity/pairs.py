"""How close two sentences are: the weight of what they share against the weight of what each says alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefing.similarity.table import PREFIX, Table, spread, sums
from briefing.similarity.words import groups_of

if TYPE_CHECKING:
    from briefing.similarity.table import Floats, Ints

# What a word of the same group of related words counts for, in parts of the word itself.
RELATED = 0.75
# Two spellings count as one word from this share of common trigrams on (Dice): visit/visitor, Syria/Syrian.
_ALIKE = 0.4
# What the sentence with less of its own says alone speaks most against the two: the other may simply be longer.
_LESSER, _GREATER = 0.6, 0.35
# Names on both sides that the other has not, further to the above: other people, other places.
_NAMES = 0.9
# For sentences that share little, against high scores of very short ones.
_GROUND = 0.4
# Both name figures, none of them in common: down by so much, less when two are close (`_SLOPE` times their difference).
_FIGURES, _SLOPE = 0.35, 12.0
# Both name weekdays, none in common.
_DAYS = 0.25


class Compared(NamedTuple):
    """Of each of many pairs how close the two are, and how much of the content of each the other has too, 0 to 1."""

    closeness: Floats
    of_first: Floats
    of_second: Floats


class _Carried(NamedTuple):
    """Eased weight of sentences that others have too, that they have not, and that of the names among the latter.

    `content` is the share of their full weight that the others have too.
    """

    shared: Floats
    alone: Floats
    names: Floats
    content: Floats


def compare(table: Table, first: Ints, second: Ints) -> Compared:
    """Compare pairs of sentences; a pair is as close the other way round."""
    import numpy as np

    a, b = _carried(table, first, second), _carried(table, second, first)
    shared = (a.shared + b.shared) / 2
    lesser, greater = np.minimum(a.alone, b.alone), np.maximum(a.alone, b.alone)
    closeness = ratio(shared, lesser, greater, np.minimum(a.names, b.names)) * _agreement(table, first, second)
    return Compared(closeness, a.content, b.content)


def ratio(shared: Floats, lesser: Floats, greater: Floats, names: Floats | float) -> Floats:
    """Weigh what is shared against what each says alone (`lesser` and `greater`), 0 to 1.

    The more is shared and the less said alone, the higher.
    """
    import numpy as np

    # What is said alone counts less than in proportion: the tenth further detail changes less than the first.
    against = _LESSER * np.sqrt(lesser) + _GREATER * np.sqrt(greater) + _NAMES * names
    both = lesser + greater + 2 * shared
    ground = _GROUND * (lesser + greater) / np.where(both > 0, both, 1.0)
    whole = shared + against + ground
    closeness: Floats = np.where(shared > 0, shared, 0.0) / np.where(whole > 0, whole, 1.0)
    return closeness


def _carried(table: Table, of: Ints, to: Ints) -> _Carried:
    """How much of what the sentences `of` say those `to` say too."""
    import numpy as np

    owner, word = spread(table.starts[of], table.ends[of])
    near = _near(table, word, to[owner])
    eased, value = table.eased[word], table.value[word]
    alone = eased * (1 - near)
    whole = sums(owner, value, len(of))
    return _Carried(
        sums(owner, eased * near, len(of)),
        sums(owner, alone, len(of)),
        sums(owner, np.where(table.named[word], alone, 0.0), len(of)),
        # What holds all of a sentence holds exactly 1 of it: the same terms are added up in the same order.
        sums(owner, value * near, len(of)) / np.where(whole > 0, whole, 1.0),
    )


def _near(table: Table, word: Ints, there: Ints) -> Floats:
    """How well the nearest word of the sentence `there` stands for a word, 0 to 1."""
    import numpy as np

    form = table.form[word]
    near = table.holding.has(there, form).astype(np.float64)
    missing = np.flatnonzero(near == 0)
    grouped = missing[table.group_ends[form[missing]] > table.group_starts[form[missing]]]
    owner, at = spread(table.group_starts[form[grouped]], table.group_ends[form[grouped]])
    near[grouped[owner[table.relating.has(there[grouped[owner]], table.groups[at])]]] = RELATED
    spelt = missing[table.blocks[form[missing]] >= 0]
    begin, end = table.spelt.places(there[spelt], table.blocks[form[spelt]] + 1)
    found = end > begin
    spelt = spelt[found]
    if len(spelt):
        owner, at = spread(begin[found], end[found])
        alike = _alikes(table, form[spelt[owner]], table.in_blocks[at])
        best = np.maximum.reduceat(alike, np.flatnonzero(np.diff(owner, prepend=-1)))
        near[spelt] = np.maximum(near[spelt], best)
    return near


def _alikes(table: Table, a: Ints, b: Ints) -> Floats:
    """How alike forms are in spelling; each two of them are looked at once."""
    import numpy as np

    size = len(table.forms)
    keys, place = np.unique(np.minimum(a, b).astype(np.int64) * size + np.maximum(a, b), return_inverse=True)
    forms = table.forms
    found = [_alike(forms[key // size], forms[key % size]) for key in keys.tolist()]
    return np.array(found, np.float64)[place]


@lru_cache(maxsize=100_000)
def _alike(a: str, b: str) -> float:
    """Dice coefficient of the trigrams of two words with their edges, 0 below `_ALIKE`."""
    grams_a, grams_b = _trigrams(a), _trigrams(b)
    share = 2 * len(grams_a & grams_b) / (len(grams_a) + len(grams_b))
    return share if share >= _ALIKE else 0.0


@lru_cache(maxsize=100_000)
def _trigrams(word: str) -> frozenset[str]:
    edged = f"#{word}#"
    return frozenset([edged[at : at + 3] for at in range(len(edged) - 2)])


def nearness(a: str, b: str) -> float:
    """How well one form stands for another, 0 to 1."""
    if a == b:
        return 1.0
    if a[0].isdigit() or b[0].isdigit():
        return 0.0
    related = RELATED if set(groups_of(a)).intersection(groups_of(b)) else 0.0
    if a[:PREFIX] != b[:PREFIX]:
        return related
    return max(related, _alike(a, b))


def _agreement(table: Table, first: Ints, second: Ints) -> Floats:
    """1, or less when figures or weekdays stand against each other."""
    import numpy as np

    factor = np.ones(len(first))
    start, end = table.figure_starts, table.figure_ends
    both = np.flatnonzero((end[first] > start[first]) & (end[second] > start[second]))
    if len(both):
        owner, at = spread(start[first[both]], end[first[both]])
        each, beside = spread(start[second[both[owner]]], end[second[both[owner]]])
        x, y = table.figures[at[each]], table.figures[beside]
        greater = np.maximum(x, y)
        quotient = np.where(x == y, 1.0, np.minimum(x, y) / np.where(greater > 0, greater, 1.0))
        nearest = np.maximum.reduceat(quotient, np.flatnonzero(np.diff(owner[each], prepend=-1)))
        factor[both] -= _FIGURES * np.minimum(1.0, _SLOPE * (1 - nearest))
    days, others = table.days[first], table.days[second]
    factor[(days > 0) & (others > 0) & (days & others == 0)] *= 1 - _DAYS
    return factor
