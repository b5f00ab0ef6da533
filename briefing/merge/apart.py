"""Which claims can not be the same, told at a glance and many pairs at a time, before anything is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.merge.bearings import Bearings, bearings
from briefing.merge.hosts import Host
from briefing.records.claim import Claim

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]


class Apart:
    """Claims by index: their status, their date, the names and figures of their `texts`, and what they lean on."""

    def __init__(self, claims: Sequence[Claim], texts: Sequence[str], leaning: Sequence[Host | None]) -> None:
        import numpy as np

        self._texts, self._leaning = texts, leaning
        self._read = np.zeros(len(texts), bool)
        self._seen: dict[int, Bearings] = {}
        self._names, self._capitals = np.zeros(len(texts), np.uint64), np.zeros(len(texts), np.uint64)
        self._numbers: dict[str, int] = {}
        self._status = np.array(_numbered([claim.status for claim in claims]), np.int64)
        dates = [(claim.event and claim.event.date) or "" for claim in claims]
        self._precision = np.array([len(date) for date in dates], np.int64)
        # A year and a day of it can be the same date: dates are compared at the precision of the less precise one.
        self._dates = {
            size: np.array(_numbered([date[:size] for date in dates]), np.int64) for size in {len(d) for d in dates}
        }

    def __call__(self, i: Ints, j: Ints) -> Bools:
        """Which pairs can be told apart: all whom `relation.told_apart` does, and others."""
        import numpy as np

        apart: Bools = self._status[i] != self._status[j]
        precision = np.minimum(self._precision[i], self._precision[j])
        for size, date in self._dates.items():
            apart |= (precision == size) & (date[i] != date[j])
        at = np.flatnonzero(~apart)
        a, b = i[at], j[at]
        self._look(a, b)
        # Two whose marks part share no name. Others may all the same: many names have one mark.
        parted = (self._names[a] & self._capitals[b] == 0) & (self._names[b] & self._capitals[a] == 0)
        apart[at] = parted & (self._names[a] != 0) & (self._names[b] != 0)
        at = np.flatnonzero(~apart)
        apart[at] = [self._part(one, other) for one, other in zip(i[at].tolist(), j[at].tolist(), strict=True)]
        return apart

    def _part(self, i: int, j: int) -> bool:
        if self._seen[i].apart(self._seen[j]):
            return True
        host, beside = self._leaning[i], self._leaning[j]
        return host is not None and beside is not None and not host.agrees(beside)

    def _look(self, *some: Ints) -> None:
        """Read the bearings of some claims that are not read yet: many share nothing rare with any other."""
        import numpy as np

        asked = np.zeros(len(self._texts), bool)
        for claims in some:
            asked[claims] = True
        for at in np.flatnonzero(asked & ~self._read).tolist():
            seen = self._seen[at] = bearings(self._texts[at])
            self._names[at], self._capitals[at] = self._marks(seen.names), self._marks(seen.capitals)
        self._read |= asked

    def _marks(self, some: frozenset[str]) -> int:
        """Some names as the bits of a number."""
        marks = 0
        for name in some:
            marks |= 1 << self._numbers.setdefault(name, len(self._numbers)) % 64
        return marks


def _numbered(values: Sequence[str]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]
