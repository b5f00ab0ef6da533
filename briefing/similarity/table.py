"""Many sentences as arrays: their words by number, what each weighs, and which sentence holds what.

A word of a sentence is one of its different comparing forms. The words of all sentences stand in one row, those of each
in the order of their first mention.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.similarity.words import WEEKDAYS, Token, figure, groups_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    # Of what there are millions, in half the room.
    Small = NDArray[np.int32]

# The weight of a token whose form so many sentences hold.
Weigh = Callable[[Token, int], float]

# Words are compared by spelling only when they start with these many same letters: quick, and nearly nothing is lost.
PREFIX = 3
# One more makes an *anchor*: among many words three letters say too little, and few words that are near in spelling
# part at the fourth.
_ANCHOR = 4
# A news sentence says the main thing first: from this many different words on, each further one counts for less.
_EARLY, _LATE = 14, 0.7
# Sentences whose words are put in order at once.
_PART = 10_000


def spread(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The places of some ranges, one range behind the other: the number of its range, and the place."""
    import numpy as np

    counts = ends - starts
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) + (starts - np.cumsum(counts) + counts)[owner]


def rows(sentence: Small | Ints, count: int) -> tuple[Ints, Ints]:
    """Where each of `count` sentences starts and ends in a row that goes by sentence."""
    import numpy as np

    counts = np.bincount(sentence, minlength=count)
    ends = np.cumsum(counts)
    return ends - counts, ends


def sums(owner: Small | Ints, weights: Floats, count: int) -> Floats:
    """What each of `count` owners has, added up in the order of the row, so that no other owner changes a sum."""
    import numpy as np

    return np.bincount(owner, weights, minlength=count).astype(np.float64, copy=False)


def _keyed(sentence: Small | Ints, thing: Small | Ints, size: int, behind: int = 0) -> Ints:
    """One number for each sentence and thing, `thing` being less than `size`, and room for so many more `behind`."""
    import numpy as np

    keys = np.empty(len(sentence) + behind, np.int64)
    np.multiply(sentence, size, out=keys[: len(sentence)], dtype=np.int64)
    keys[: len(sentence)] += thing
    return keys


class Held:
    """Which sentences hold which things, by number."""

    def __init__(self, sentence: Small | Ints, thing: Small | Ints, size: int) -> None:
        import numpy as np

        self._size = size
        # With one that nothing reaches at the end, so that every place that is looked up is inside.
        self._keys = _keyed(sentence, thing, size, behind=1)
        self._keys[-1] = np.iinfo(np.int64).max
        self._keys.sort()

    def has(self, sentence: Ints, thing: Ints) -> Bools:
        """Whether a sentence holds the thing beside it."""
        import numpy as np

        asked = _keyed(sentence, thing, self._size)
        found: Bools = self._keys[np.searchsorted(self._keys, asked)] == asked
        return found

    def places(self, sentence: Ints, thing: Ints) -> tuple[Ints, Ints]:
        """From where to where a sentence's things of one number stand, when all stand in their order."""
        import numpy as np

        asked = _keyed(sentence, thing, self._size)
        return np.searchsorted(self._keys, asked), np.searchsorted(self._keys, asked, side="right")


class Table:
    """The sentences.

    By word: `sentence`, `form`, `value` (its weight), `eased` (less, late in a sentence), `named`. By sentence: its
    words from `starts` to `ends`, its numbers from `figure_starts` to `figure_ends` in `figures`, its weekdays as bits
    of `days`. By form: `forms`, `seen` (how many sentences hold it), `blocks` (its first letters, -1 for a figure), the
    groups of related words that it is in from `group_starts` to `group_ends` in `groups`.
    """

    def __init__(self, read: Iterable[Sequence[Token]], weigh: Weigh) -> None:
        self._read(read, weigh)
        self._mark()

    def _read(self, read: Iterable[Sequence[Token]], weigh: Weigh) -> None:
        """The different words of each sentence, and what they weigh."""
        import numpy as np

        known: defaultdict[Token, int] = defaultdict()
        known.default_factory = known.__len__
        flat, lengths = array("i"), array("i")
        for tokens in read:
            flat.extend(map(known.__getitem__, tokens))
            lengths.append(len(tokens))
        self.count = len(lengths)
        token = np.asarray(flat)
        numbers: dict[str, int] = {}
        form_of = np.array([numbers.setdefault(one.form, len(numbers)) for one in known], np.int32)
        self.forms = list(numbers)
        sentence = np.repeat(np.arange(self.count, dtype=np.int32), np.asarray(lengths))
        parts = [(part, *_repeated(sentence[part], form_of[token[part]])) for part in _parts(sentence, self.count)]
        self.seen = np.zeros(len(numbers), np.int64)
        for part, order, begins in parts:
            self.seen += np.bincount(form_of[token[part][order[begins]]], minlength=len(numbers))
        worth = np.array(list(map(weigh, known, self.seen[form_of].tolist())), np.float64)
        kept = np.concatenate(
            [_weightiest(order, begins, worth[token[part]]) + part.start for part, order, begins in parts]
        )
        self.form, self.value, self.sentence = form_of[token[kept]], worth[token[kept]], sentence[kept]
        self.named = np.array([one.kind == "name" for one in known], bool)[token[kept]]
        self.starts, self.ends = rows(self.sentence, self.count)
        late = np.arange(len(self.form)) - self.starts[self.sentence] >= _EARLY
        self.eased = np.where(late, self.value * _LATE, self.value)
        self.weights = sums(self.sentence, self.eased, self.count)

    def _mark(self) -> None:
        """What words can be compared by besides themselves: found once for each form."""
        import numpy as np

        first: dict[str, int] = {}
        self.blocks = np.array(
            [-1 if form[0].isdigit() else first.setdefault(form[:PREFIX], len(first)) for form in self.forms], np.int32
        )
        anchors: dict[str, int] = {}
        self.anchors = np.array(
            [anchors.setdefault(form if form[0].isdigit() else form[:_ANCHOR], len(anchors)) for form in self.forms],
            np.int64,
        )
        groups = [() if form[0].isdigit() else groups_of(form) for form in self.forms]
        sizes = np.array([len(some) for some in groups], np.int64)
        self.group_ends = np.cumsum(sizes)
        self.group_starts = self.group_ends - sizes
        self.groups = np.array([group for some in groups for group in some], np.int64)
        numbers = np.array([_number(form) for form in self.forms], np.float64)[self.form]
        self.figures = numbers[~np.isnan(numbers)]
        self.figure_starts, self.figure_ends = rows(self.sentence[~np.isnan(numbers)], self.count)
        bits = {day: 1 << bit for bit, day in enumerate(sorted(WEEKDAYS))}
        days = np.array([bits.get(form, 0) for form in self.forms], np.int64)[self.form]
        self.days = np.zeros(self.count, np.int64)
        np.bitwise_or.at(self.days, self.sentence[days > 0], days[days > 0])
        self.holding = Held(self.sentence, self.form, len(self.forms))
        self.spelt = Held(self.sentence, self.blocks[self.form] + 1, len(first) + 1)
        # The forms in the order of what is held.
        self.in_blocks = np.concatenate(
            [
                self.form[part][np.lexsort((self.blocks[self.form[part]], self.sentence[part]))]
                for part in _parts(self.sentence, self.count)
            ]
        )
        self.anchored = Held(self.sentence, self.anchors[self.form], len(anchors))
        word, at = spread(self.group_starts[self.form], self.group_ends[self.form])
        self.relating = Held(self.sentence[word], self.groups[at], int(self.groups.max(initial=0)) + 1)


def _parts(sentence: Small, count: int) -> list[slice]:
    """The words of some sentences at a time: to put millions in order at once takes more room than to keep them."""
    import numpy as np

    starts = np.searchsorted(sentence, np.arange(0, max(count, 1), _PART)).tolist()
    return [slice(*ends) for ends in pairwise([*starts, len(sentence)])]


def _repeated(sentence: Small, form: Small) -> tuple[Small, Small]:
    """The places of words by sentence and form, and where among these those of the next form of a sentence begin."""
    import numpy as np

    keys = _keyed(sentence, form, int(form.max(initial=0)) + 1)
    order = np.argsort(keys, kind="stable").astype(np.int32)
    return order, np.flatnonzero(np.diff(keys[order], prepend=-1)).astype(np.int32)


def _weightiest(order: Small, begins: Small, value: Floats) -> Small:
    """Of each group of places in `order` the first place of the highest value, by where the groups are first met.

    "Fire" may be read as a name here and as a noun there.
    """
    import numpy as np

    if not len(begins):
        return order
    sizes = np.diff(begins, append=len(order))
    best = np.flatnonzero(value[order] == np.repeat(np.maximum.reduceat(value[order], begins), sizes))
    group = np.repeat(np.arange(len(begins)), sizes)[best]
    winner = np.full(len(order), -1, np.int32)
    winner[order[begins]] = order[best[np.flatnonzero(np.diff(group, prepend=-1))]]
    return winner[winner >= 0]


def _number(form: str) -> float:
    number = figure(form) if form[0].isdigit() else None
    return float("nan") if number is None else number
