"""Which pairs stand in one request, and in which order: nothing in it tells what was planted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from briefing.judge.pair import Control, Pair


def arranged(pairs: Sequence[Pair], planted: Sequence[Control], *, size: int) -> tuple[tuple[Pair, ...], ...]:
    """Requests of at most `size` pairs, as even as can be, in an order that only hashes decide.

    A statement and what was made from it never stand in one request: a judge that sees two versions of one sentence
    knows that one of them is planted.
    """
    bases = {pair.key: pair.key for pair in pairs} | {c.pair.key: c.base.key for c in planted}
    every = {pair.key: pair for pair in (*pairs, *(c.pair for c in planted))}
    most = max(Counter(bases.values()).values(), default=0)
    number = max(math.ceil(len(every) / size), most)
    calls: list[list[Pair]] = [[] for _ in range(number)]
    held: list[set[str]] = [set() for _ in range(number)]
    # Those of which there are most versions first, while every request is still open to them.
    versions = Counter(bases.values())
    for key in sorted(every, key=lambda key: (-versions[bases[key]], key)):
        base = bases[key]
        place = min((n for n in range(number) if base not in held[n]), key=lambda n: (len(calls[n]), n))
        calls[place].append(every[key])
        held[place].add(base)
    return tuple(tuple(sorted(call, key=lambda pair: pair.key)) for call in calls if call)
