"""Which pairs stand in one request, and in which order: nothing in it tells what was planted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from briefing.judge.pair import Control, Pair, digest


def arranged(
    pairs: Sequence[Pair], planted: Sequence[Control], *, size: int, turn: int = 1
) -> tuple[tuple[Pair, ...], ...]:
    """Requests of at most `size` pairs, as even as can be, in an order that only hashes decide, another each `turn`.

    A statement and what was made from it never stand in one request: a judge that sees two versions of one sentence
    knows that one of them is planted.
    """
    every = {pair.key: pair for pair in (*pairs, *(c.pair for c in planted))}
    kin = {pair.key: frozenset((pair.key,)) for pair in pairs} | {c.pair.key: c.kin for c in planted}
    versions = Counter(key for keys in kin.values() for key in keys)
    most = max(versions.values(), default=0)
    calls: list[list[Pair]] = [[] for _ in range(max(math.ceil(len(every) / size), most))]
    held: list[set[str]] = [set() for _ in calls]
    order = {key: key if turn == 1 else digest(f"{turn}{key}") for key in every}
    # Those of which there are most versions first, while every request is still open to them.
    for key in sorted(every, key=lambda key: (-max(versions[each] for each in kin[key]), order[key])):
        free = [n for n, call in enumerate(calls) if len(call) < size and held[n].isdisjoint(kin[key])]
        if not free:
            free = [len(calls)]
            calls.append([])
            held.append(set())
        place = min(free, key=lambda n: (len(calls[n]), n))
        calls[place].append(every[key])
        held[place] |= kin[key]
    return tuple(tuple(sorted(call, key=lambda pair: order[pair.key])) for call in calls if call)
