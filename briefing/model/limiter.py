"""How many calls may be under way at once: fewer when the server says it is too much, more again as it copes."""

from __future__ import annotations

import asyncio
from typing import Self


class Limiter:
    """At most `most` calls at once, in the order they came.

    A rate limit halves the number; as many successes in a row as calls are allowed raise it by one. That is TCP's
    additive increase and multiplicative decrease (RFC 5681), which finds a server's rate without knowing it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.limit = most
        self._places = asyncio.Semaphore(most)
        # Places that are to go, each when it falls free.
        self._owed = 0
        self._successes = 0

    async def __aenter__(self) -> Self:
        await self._places.acquire()
        while self._owed:
            self._owed -= 1
            await self._places.acquire()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._free()

    def succeeded(self) -> None:
        """Count an answered call."""
        self._successes += 1
        if self._successes >= self.limit < self._most:
            self.limit += 1
            self._successes = 0
            self._free()

    def refused(self, began_at: int) -> None:
        """Lower the limit, as a call that began under `began_at` was refused for its rate.

        Calls that were sent together are refused together: only the first of them lowers the limit.
        """
        self._successes = 0
        if began_at <= self.limit:
            lower = max(1, self.limit // 2)
            self._owed += self.limit - lower
            self.limit = lower

    def _free(self) -> None:
        if self._owed:
            self._owed -= 1
        else:
            self._places.release()
