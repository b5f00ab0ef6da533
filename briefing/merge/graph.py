"""Which claims say the same and which say more, worked out pair by pair when it is asked for.

The gate's rules cost a hundred times what closeness does, and of a fact that five outlets tell only four pairs of ten
decide what its cluster is: a claim joins the best-worded one that it is the same as, and is compared with no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.merge import parts, predicates
from briefing.merge.relation import bare, vetoed
from briefing.records.claim import Claim


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims by index, `i` the better worded, and what their closeness allows them to be.

    `same`: one claim. `i_held`: `j` has nearly all of `i`; `j_held` the other way round.
    """

    i: int
    j: int
    same: bool
    i_held: bool
    j_held: bool


class Graph:
    """What near claims are to one another, by index in `heads`, the better worded first."""

    def __init__(self, heads: Sequence[Claim], pairs: Iterable[Pair]) -> None:
        self.heads = heads
        self._pairs = {(pair.i, pair.j): pair for pair in pairs}
        self._near: defaultdict[int, list[int]] = defaultdict(list)
        for i, j in sorted(self._pairs):
            self._near[i].append(j)
            self._near[j].append(i)
        # The narrower of the two, `_SAME`, or None where neither says all of the other.
        self._known: dict[tuple[int, int], int | None] = {}

    def parts(self) -> Iterator[list[int]]:
        """The claims that hang together by pairs, each part and all of them in the order of wording."""
        met: set[int] = set()
        for index in range(len(self.heads)):
            if index in met:
                continue
            part, ahead = [], [index]
            met.add(index)
            while ahead:
                part.append(ahead.pop())
                new = [near for near in self._near.get(part[-1], ()) if near not in met]
                met.update(new)
                ahead += new
            yield sorted(part)

    def leader(self, index: int, owner: Mapping[int, int]) -> int:
        """The best-worded claim that a claim is the same as and that leads a cluster; the claim itself for none."""
        before = (o for o in self._near.get(index, ()) if o < index and owner[o] == o)
        return next((o for o in before if self._relation(o, index) == _SAME), index)

    def wider(self, index: int, owner: Mapping[int, int]) -> int | None:
        """The best-worded leader of a cluster that has a claim which says all that this one does and more."""
        near = sorted((owner[o], o) for o in self._near.get(index, ()) if owner[o] != owner[index])
        return next((leads for leads, o in near if self._relation(*sorted((index, o))) == index), None)

    def open(self, pairs: Iterable[Pair]) -> Iterator[tuple[int, int]]:
        """Those that plain code does not join, and whose first one an answer can join to the other."""
        for pair in pairs:
            if not vetoed(self.heads[pair.i], self.heads[pair.j]) and self._relation(pair.i, pair.j) is None:
                yield pair.i, pair.j

    def join(self, a: int, b: int) -> None:
        """Hold two claims to say the same."""
        self._known[min(a, b), max(a, b)] = self._joined(min(a, b), max(a, b))

    def put(self, narrow: int, wide: int) -> None:
        """Hold one claim to say all that another does."""
        self._known[min(narrow, wide), max(narrow, wide)] = narrow

    def _relation(self, i: int, j: int) -> int | None:
        if (i, j) not in self._known:
            self._known[i, j] = self._related(self._pairs[i, j])
        return self._known[i, j]

    def _related(self, pair: Pair) -> int | None:
        i, j = pair.i, pair.j
        told_i = (pair.same or pair.i_held) and self._tells(j, i)
        # Where that settles it, the other way round need not be looked at.
        if told_i and pair.i_held and not pair.same:
            return i
        if not told_i and not pair.j_held:
            return None
        told_j = (pair.same or pair.j_held) and self._tells(i, j)
        if told_i and told_j and pair.same:
            return self._joined(i, j)
        if told_i and pair.i_held:
            return i
        return j if told_j and pair.j_held else None

    def _tells(self, wide: int, narrow: int) -> bool:
        """Whether one claim tells all that another says, and nothing speaks against it."""
        a, b = self.heads[wide], self.heads[narrow]
        return predicates.tells(bare(a.statement), bare(b.statement)) and not vetoed(b, a)

    def _joined(self, leader: int, member: int) -> int:
        """Two claims that say the same.

        The less well worded one counts in full only where its own words carry the other.
        """
        return _SAME if parts.supports(bare(self.heads[leader].statement), self.heads[member]) else member


_SAME = -1
