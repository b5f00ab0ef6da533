"""What of the ranked clusters is printed: within a budget, nothing twice, nothing that leans on what is not there."""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heapify, heappop, heappush

from briefing import gate
from briefing.compose.rank import Ranked
from briefing.compose.said import Print
from briefing.text.words import content_stems

# Below so many words a statement gains nothing by being shorter.
_SHORT = 10
# Fewer content words than this are too few to say what share of them is told.
_LEAST = 4
# The middle of the range that Carbonell and Goldstein tried: of two facts as good the one that says more that is new.
_TOLD_COUNTS = 0.5
# What needs more statements before it to be understood is not worth their room.
_LONGEST_CHAIN = 3
# Of a large folder so many of the best are looked at; a brief prints a few dozen.
_LOOKED = 1_000


@dataclass(slots=True)
class Selection:
    """What is printed, best first, what is left out for length, and what is said already."""

    chosen: list[Ranked] = field(default_factory=list)
    long: list[Ranked] = field(default_factory=list)
    repeated: list[Ranked] = field(default_factory=list)


def select(ranked: Sequence[Ranked], budget: int, printed: Sequence[str] = (), *, densest: bool = True) -> Selection:
    """What fits into `budget` words beside what is `printed`; the first always fits.

    By maximal marginal relevance (Carbonell and Goldstein 1998): what is told already makes a statement worth less.
    `densest` prefers many short facts to few long ones, and what is needed to all else; without it, for a bottom line,
    headlines count.
    """
    out = Selection()
    needed = [entry for entry in ranked[_LOOKED:] if entry.needed][:_LOOKED]
    looked = [*ranked[:_LOOKED], *needed]
    queue = _Queue(looked, printed, densest)
    told = Print(printed)
    used = 0
    for unit in queue:
        texts = [entry.text for entry in unit]
        if told.tells(texts[-1]):
            out.repeated += unit
            continue
        # A fuller statement takes the place of what it says over again.
        within = [n for n in told.within(texts) if out.chosen[n].cluster.id != unit[0].before]
        length = sum(entry.length for entry in unit) - sum(out.chosen[n].length for n in within)
        if out.chosen and used + length > budget:
            out.long += unit
            continue
        if within:
            out.repeated += [out.chosen[n] for n in within]
            out.chosen = [c for n, c in enumerate(out.chosen) if n not in within]
            told.remove(within)
        out.chosen += unit
        used += length
        for text in texts:
            told.add(text)
        queue.took(unit)
    out.long += queue.left
    taken = {entry.cluster.id for entry in needed}
    out.long += [entry for entry in ranked[_LOOKED:] if entry.cluster.id not in taken]
    out.chosen.sort(key=lambda r: -(r.rank if densest else r.headline))
    return out


class _Queue:
    """Units of statements, the most useful first, given what was taken before.

    A unit's use only falls while others are taken, so it is computed again when it comes to the top, not before (the
    lazy greedy algorithm, Minoux 1978). A statement that leans on another comes with that one, or after it.
    """

    def __init__(self, ranked: Sequence[Ranked], printed: Sequence[str], densest: bool) -> None:
        self._densest = densest
        self._told = _Told()
        for text in printed:
            self._told.add(_stems(text))
        self._open = {r.cluster.id: r for r in sorted(ranked, key=lambda r: r.text)}
        self._followers: dict[str, list[str]] = {}
        for entry in self._open.values():
            if entry.leaning and entry.before:
                self._followers.setdefault(entry.before, []).append(entry.cluster.id)
        self._places = {key: place for place, key in enumerate(self._open)}
        self._taken: set[str] = set()
        self._heap = [self._key(entry, unit) for entry in self._open.values() if (unit := self._unit(entry))]
        heapify(self._heap)

    def __iter__(self) -> Iterator[tuple[Ranked, ...]]:
        while self._heap:
            *_, key = heappop(self._heap)
            entry = self._open.get(key)
            unit = self._unit(entry) if entry else ()
            if entry is None or not unit:
                continue
            now = self._key(entry, unit)
            if self._heap and now > self._heap[0]:
                heappush(self._heap, now)
                continue
            for one in unit:
                self._open.pop(one.cluster.id)
            yield unit

    @property
    def left(self) -> list[Ranked]:
        """What leans on a statement that was not taken."""
        return list(self._open.values())

    def took(self, unit: Sequence[Ranked]) -> None:
        """Count a unit as told."""
        for entry in unit:
            self._told.add(_stems(entry.text))
            self._taken.add(entry.cluster.id)
            for follower in self._followers.get(entry.cluster.id, ()):
                if (behind := self._open.get(follower)) is not None:
                    heappush(self._heap, self._key(behind, self._unit(behind)))

    def _unit(self, entry: Ranked) -> tuple[Ranked, ...]:
        """What is printed together; nothing where the statement before is gone, or leans itself."""
        if not entry.leaning:
            return (entry,)
        chain = [entry]
        while chain[0].leaning and chain[0].before not in self._taken:
            first = self._open.get(chain[0].before or "")
            if first is None or len(chain) == _LONGEST_CHAIN:
                return ()
            chain.insert(0, first)
        return tuple(chain)

    def _key(self, entry: Ranked, unit: Sequence[Ranked]) -> tuple[bool, float, int, str]:
        rank, length, needed = 0.0, 0, False
        for one in unit:
            rank += one.rank if self._densest else one.headline
            length += one.length
            needed = needed or one.needed
        rank /= len(unit)
        rank -= abs(rank) * _TOLD_COUNTS * self._told.share(_stems(entry.text))
        place, key = self._places[entry.cluster.id], entry.cluster.id
        if not self._densest:
            return False, -rank, place, key
        # Of two facts of one rank the shorter leaves room for a third.
        return not needed, -rank / math.sqrt(max(length / len(unit), _SHORT)), place, key


class _Told:
    """What the printed statements have of the content of another."""

    def __init__(self) -> None:
        # Stem -> a number with sixteen bits for each statement, 1 where it has the stem: the sum of some stems' numbers
        # holds how many of them each statement has.
        self._counts: dict[str, int] = {}
        self._statements = 0

    def add(self, stems: frozenset[str]) -> None:
        """Count a statement as told."""
        own = 1 << 16 * self._statements
        for each in stems:
            self._counts[each] = self._counts.get(each, 0) + own
        self._statements += 1

    def share(self, stems: frozenset[str]) -> float:
        """The largest share of a statement's content that one told statement has."""
        if self._counts.keys().isdisjoint(stems):
            return 0.0
        counts = sum([self._counts.get(each, 0) for each in stems])
        most = max(array("H", counts.to_bytes(2 * self._statements, sys.byteorder)))
        return most / max(len(stems), _LEAST)


@lru_cache(maxsize=16_384)
def _stems(statement: str) -> frozenset[str]:
    return frozenset(content_stems(gate.unbracketed(statement)))
