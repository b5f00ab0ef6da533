"""Near-identical and partly identical texts in near-linear time: by shared runs of five words, not all pairs."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.text.credits import dateline_end, tail

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
# The index of all runs at once takes 100 bytes each; so many at a time take some 50 MB.
_INDEXED = 500_000
# Hashes are whole numbers of 64 bits with a sign.
_LOWEST, _SPAN = -(2**63), 2**64


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
    # A word's number is the place where it first stands, so that hashes are the same in every process.
    vocabulary: defaultdict[str, int] = defaultdict(lambda: len(vocabulary))
    prints = [_runs(text, vocabulary) for text in texts]
    found = (_compared(prints, first, second) for first, second in _candidates(prints))
    return tuple(pair for pair in found if pair)


def body(text: str) -> str:
    """A text without its dateline and credit."""
    rest = text[dateline_end(text) :]
    credit = tail(rest)
    return rest[: credit.start] if credit else rest


def _runs(text: str, vocabulary: defaultdict[str, int]) -> array[int]:
    """The hashes of a text's runs of words, each once and in order, without dateline and credit."""
    words = [vocabulary[word] for word in _WORD.findall(body(text).lower())]
    width = min(_RUN, len(words)) or 1
    # Python hashes a tuple of whole numbers alike in every process, as it does not a text.
    return array("q", sorted(set(map(hash, zip(*(words[offset:] for offset in range(width)), strict=False)))))


def _candidates(prints: Sequence[array[int]]) -> list[tuple[int, int]]:
    """Pairs worth a look. Each holder of a run is paired with the first holder and the one before it, no others."""
    shared: Counter[tuple[int, int]] = Counter()
    parts = sum(map(len, prints)) // _INDEXED + 1
    bounds = [_LOWEST + _SPAN * part // parts for part in range(1, parts)]
    at = [0] * len(prints)
    for bound in [*bounds, None]:
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for place, runs in enumerate(prints):
            start = at[place]
            at[place] = len(runs) if bound is None else bisect_left(runs, bound, start)
            held = set(runs[start : at[place]])
            again = first.keys() & held
            holders = Counter(map(first.__getitem__, again))
            holders.update(map(last.__getitem__, again & last.keys()))
            for holder, count in holders.items():
                shared[holder, place] += count
            last.update(dict.fromkeys(again, place))
            first.update(dict.fromkeys(held - again, place))
    sizes = [len(runs) for runs in prints]
    return sorted((a, b) for (a, b), count in shared.items() if count >= _WORTH_A_LOOK * min(sizes[a], sizes[b]))


def _compared(prints: Sequence[array[int]], first: int, second: int) -> Pair | None:
    a, b = prints[first], prints[second]
    if not a or not b:
        return None
    common = len(set(a).intersection(b))
    shorter, longer = sorted((len(a), len(b)))
    nearly = common >= _NEARLY * longer
    if not nearly and (shorter < _ENOUGH_RUNS or common < _MOSTLY * shorter):
        return None
    return Pair(first, second, common / shorter, nearly and common == len(b))
