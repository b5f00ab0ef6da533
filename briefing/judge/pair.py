"""A statement and the evidence that it is held against, and which of them stand in one request."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Pair:
    """What the judge is shown: `evidence` lines, `context` lines (headline first, then what stands earlier), the day.

    `lines` are all lines of the article, or all that controls may otherwise be made of. They are not shown.
    """

    statement: str
    evidence: tuple[str, ...]
    context: tuple[str, ...] = ()
    reported: str | None = None
    lines: tuple[str, ...] = ()
    language: str | None = "en"

    @cached_property
    def key(self) -> str:
        """SHA-256 of all that is shown: what is shown alike is one pair, whatever it came from."""
        return digest("\n".join((self.statement, *self.evidence, "", *self.context, self.reported or "")))

    def stating(self, statement: str) -> Pair:
        """Another statement on the same evidence."""
        return Pair(statement, self.evidence, self.context, self.reported, self.lines, self.language)


@dataclass(frozen=True, slots=True)
class Control:
    """A pair whose answer code knows: `holds`, or not. `base` is the pair that it was made from, `kind` the change.

    Whatever has a key of `kin` in common is a version of one sentence: the judge never sees two in one request.
    """

    pair: Pair
    base: Pair
    holds: bool
    kind: str
    kin: frozenset[str]


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def ranked(options: Iterable[str], seed: str) -> list[str]:
    """The options in the order of their hashes with `seed`: chance that is the same in every run."""
    return sorted(options, key=lambda option: digest(f"{seed}\n{option}"))


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
