"""Near-identical and partly identical texts in near-linear time: by shared runs of five words, not all pairs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.text.credits import dateline_end, tail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

# Runs of five words are shared by chance only in set phrases (Broder 1997 uses runs of four to ten).
_RUN = 5
# Both texts must share this much to be one; a changed word breaks five runs, so eight edits in 400 words pass.
_NEARLY = 0.9
# "Most" of the shorter stands in the longer: a shortened or extended copy. A shared quotation alone stays below.
_MOSTLY = 0.6
# Under so many runs (24 words) a share says little: only nearly identical texts count.
_ENOUGH_RUNS = 20
# A pair is looked at closely if the index shows this share of the shorter; the index undercounts where three or more
# articles hold the same run.
_WORTH_A_LOOK = 0.3

_WORD = re.compile(r"\w+")
_MID_CAPITAL = re.compile(r"(?<=[^\W\d_] )[^a-z\W\d_]\w*")
# What turns a statement round or changes a count: in copies that differ here, both are needed.
_TURNS = frozenset(
    "not no never none nor neither without denied denies deny nuk mos nije nisu neće nicht kein keine one two three "
    "four five six seven eight nine ten eleven twelve dozen hundred thousand million billion half both all".split()
)
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their position, `first` < `second`. `share` is the share of the shorter that stands in the other.

    `duplicate`: nearly identical, and the second says nothing that counts which the first does not.
    """

    first: int
    second: int
    share: float
    duplicate: bool


@dataclass(frozen=True, slots=True)
class _Print:
    body: str
    words: Hashes
    runs: Hashes


def pairs(texts: Sequence[str]) -> list[Pair]:
    """All pairs of texts that share most of the shorter one, in order; chains of copies are linked one to the next."""
    return list(_pairs(tuple(texts)))


# The origins of a run's articles and, later, their groups are read from the same texts.
@lru_cache(maxsize=2)
def _pairs(texts: tuple[str, ...]) -> tuple[Pair, ...]:
    if len(texts) < 2:
        return ()
    vocabulary = _Vocabulary()
    prints = [_print(text, vocabulary) for text in texts]
    found = (_compared(prints, first, second) for first, second in _candidates(prints))
    return tuple(pair for pair in found if pair)


class _Vocabulary(dict[str, int]):
    """The number of each word."""

    def __missing__(self, word: str) -> int:
        # Two checksums make 64 bits that are the same in every process, as Python's own hash is not.
        data = word.encode()
        number = self[word] = zlib.crc32(data) << 32 | zlib.adler32(data)
        return number


def _print(text: str, vocabulary: _Vocabulary) -> _Print:
    import numpy as np

    body = text[dateline_end(text) :]
    if credit := tail(body):
        body = body[: credit.start]
    found = _WORD.findall(body.lower())
    words = np.fromiter(map(vocabulary.__getitem__, found), dtype=np.uint64, count=len(found))
    return _Print(body, words, _runs(words))


def _runs(ids: Hashes) -> Hashes:
    import numpy as np

    width = min(_RUN, len(ids)) or 1
    last = len(ids) - width + 1
    mixed = np.zeros(max(0, last), dtype=np.uint64)
    for offset in range(width):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(_MULTIPLIERS[0])
        mixed = mixed + ids[offset : offset + last] * np.uint64(_MULTIPLIERS[offset])
    unique: Hashes = np.unique(mixed)
    return unique


def _candidates(prints: list[_Print]) -> list[tuple[int, int]]:
    """Pairs worth a look. Each holder of a run is paired with the first holder and the one before it, no others."""
    import numpy as np

    sizes = np.array([len(p.runs) for p in prints], dtype=np.int64)
    runs = np.concatenate([p.runs for p in prints])
    holders = np.repeat(np.arange(len(prints), dtype=np.int64), sizes)
    order = np.argsort(runs, kind="stable")
    runs, holders = runs[order], holders[order]
    again = np.flatnonzero(runs[1:] == runs[:-1]) + 1
    starts = np.concatenate([[True], runs[1:] != runs[:-1]]) if len(runs) else np.zeros(0, dtype=bool)
    first_at = np.maximum.accumulate(np.where(starts, np.arange(len(runs)), 0))[again]
    last_at = again - 1
    later, first, last = holders[again], holders[first_at], holders[last_at]
    extra = last != first
    keys = np.concatenate([first * len(prints) + later, last[extra] * len(prints) + later[extra]])
    found, counts = np.unique(keys, return_counts=True)
    one, other = found // len(prints), found % len(prints)
    worth = counts >= _WORTH_A_LOOK * np.minimum(sizes[one], sizes[other])
    return [(int(a), int(b)) for a, b in zip(one[worth], other[worth], strict=True)]


def _compared(prints: list[_Print], first: int, second: int) -> Pair | None:
    import numpy as np

    a, b = prints[first], prints[second]
    if not len(a.runs) or not len(b.runs):
        return None
    common = len(np.intersect1d(a.runs, b.runs, assume_unique=True))
    shorter, longer = sorted((len(a.runs), len(b.runs)))
    nearly = common >= _NEARLY * longer
    if not nearly and (shorter < _ENOUGH_RUNS or common < _MOSTLY * shorter):
        return None
    return Pair(first, second, common / shorter, nearly and _adds_nothing(a, b))


def _adds_nothing(first: _Print, second: _Print) -> bool:
    """Whether names, figures and negations of `second` are those of `first`, in order, or break off before its end.

    A copy that differs in one number is an update or a dispute, and must be read itself.
    """
    import numpy as np

    if np.array_equal(first.words, second.words):
        return True
    names = _names(first.body) | _names(second.body)
    one, other = _what_counts(first.body, names), _what_counts(second.body, names)
    return one[: len(other)] == other


def _names(body: str) -> set[str]:
    """Words with a capital in mid-sentence, where nothing but a name has one."""
    return {word for word in _MID_CAPITAL.findall(body) if word[0].isupper()}


def _what_counts(body: str, names: set[str]) -> list[str]:
    words = _WORD.findall(body)
    counted = (w for w in words if w in names or not w.isalpha() or w.lower() in _TURNS)
    return [word.lower() for word, _ in groupby(counted)]
