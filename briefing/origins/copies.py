"""Near-identical and partly identical texts in near-linear time: by shared runs of five words, not all pairs."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
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
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their position, `first` < `second`. `share` is the share of the shorter that stands in the other.

    `duplicate`: nearly identical, and the second has no run of words that the first has not. A copy that differs in a
    single word may be an update or a dispute, and must be read itself.
    """

    first: int
    second: int
    share: float
    duplicate: bool


# The origins of a run's articles and, later, their groups are read from the same texts.
@lru_cache(maxsize=2)
def pairs(texts: tuple[str, ...]) -> tuple[Pair, ...]:
    """All pairs of texts that share most of the shorter one, in order; chains of copies are linked one to the next."""
    if len(texts) < 2:
        return ()
    vocabulary = _Vocabulary()
    prints = [_runs(text, vocabulary) for text in texts]
    found = (_compared(prints, first, second) for first, second in _candidates(prints))
    return tuple(pair for pair in found if pair)


def body(text: str) -> str:
    """A text without its dateline and credit."""
    rest = text[dateline_end(text) :]
    credit = tail(rest)
    return rest[: credit.start] if credit else rest


class _Vocabulary(dict[str, int]):
    """The number of each word."""

    def __missing__(self, word: str) -> int:
        # Two checksums make 64 bits that are the same in every process, as Python's own hash is not.
        data = word.encode()
        number = self[word] = zlib.crc32(data) << 32 | zlib.adler32(data)
        return number


def _runs(text: str, vocabulary: _Vocabulary) -> Hashes:
    """The hashes of a text's runs of words, each once, without dateline and credit."""
    import numpy as np

    found = _WORD.findall(body(text).lower())
    ids = np.fromiter(map(vocabulary.__getitem__, found), dtype=np.uint64, count=len(found))
    width = min(_RUN, len(ids)) or 1
    last = len(ids) - width + 1
    mixed = np.zeros(max(0, last), dtype=np.uint64)
    for offset in range(width):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(_MULTIPLIERS[0])
        mixed = mixed + ids[offset : offset + last] * np.uint64(_MULTIPLIERS[offset])
    unique: Hashes = np.unique(mixed)
    return unique


def _candidates(prints: list[Hashes]) -> list[tuple[int, int]]:
    """Pairs worth a look. Each holder of a run is paired with the first holder and the one before it, no others."""
    import numpy as np

    sizes = np.array([len(runs) for runs in prints], dtype=np.int64)
    runs = np.concatenate(prints)
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


def _compared(prints: list[Hashes], first: int, second: int) -> Pair | None:
    import numpy as np

    a, b = prints[first], prints[second]
    if not len(a) or not len(b):
        return None
    common = len(np.intersect1d(a, b, assume_unique=True))
    shorter, longer = sorted((len(a), len(b)))
    nearly = common >= _NEARLY * longer
    if not nearly and (shorter < _ENOUGH_RUNS or common < _MOSTLY * shorter):
        return None
    return Pair(first, second, common / shorter, nearly and common == len(b))
