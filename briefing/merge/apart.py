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
        self._seen: list[Bearings | None] = [None] * len(texts)
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
        open_ = np.flatnonzero(~apart)
        apart[open_] = [self._part(a, b) for a, b in zip(i[open_].tolist(), j[open_].tolist(), strict=True)]
        return apart

    def _part(self, i: int, j: int) -> bool:
        one, other = self._seen[i] or self._bearings(i), self._seen[j] or self._bearings(j)
        if one.apart(other):
            return True
        host, beside = self._leaning[i], self._leaning[j]
        return host is not None and beside is not None and not host.agrees(beside)

    def _bearings(self, at: int) -> Bearings:
        # Read at first use: many claims share nothing rare with any other.
        found = self._seen[at] = bearings(self._texts[at])
        return found


def _numbered(values: Sequence[str]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]
