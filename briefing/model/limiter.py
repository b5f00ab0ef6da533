"""How many calls may be under way at once: fewer when the server says it is too much, more again as it copes."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Self


class Limiter:
    """At most `most` calls at once, in the order they came.

    A rate limit halves the number; as many successes in a row as calls are allowed raise it by one. That is TCP's
    additive increase and multiplicative decrease (RFC 5681), which finds a server's rate without knowing it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.limit = most
        self._running = 0
        self._successes = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def __aenter__(self) -> Self:
        if self._running < self.limit and not self._waiting:
            self._running += 1
            return self
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # The place was given in the moment of the cancellation: pass it on.
                self._leave()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._leave()

    def succeeded(self) -> None:
        """Count an answered call."""
        self._successes += 1
        if self._successes >= self.limit < self._most:
            self.limit += 1
            self._successes = 0
        self._admit()

    def refused(self, began_at: int) -> None:
        """Lower the limit, as a call that began under `began_at` was refused for its rate.

        Calls that were sent together are refused together: only the first of them lowers the limit.
        """
        self._successes = 0
        if began_at <= self.limit:
            self.limit = max(1, self.limit // 2)

    def _leave(self) -> None:
        self._running -= 1
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self._running < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self._running += 1
                turn.set_result(None)
