"""Own work, off the event loop: while it is done, calls go out and replies come in.

One thread does all of it, one piece after the other. The interpreter runs one thread at a time, so a second would gain
nothing, and what is computed once and kept would have to be guarded.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Worker:
    """A thread that does what is put into its queue. It is a daemon: a run that is broken off does not wait for it."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._thread = Thread(target=self._work, name="briefing-work", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Not so in a child process that was forked off."""
        return self._thread.is_alive()

    def put(self, job: Callable[[], _T]) -> Future[_T]:
        future: Future[_T] = Future()
        self._jobs.put((future, job))
        return future

    def _work(self) -> None:
        while True:
            future, job = self._jobs.get()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(job())
                except BaseException as error:  # noqa: BLE001  # handed to whoever waits, whatever it is
                    future.set_exception(error)
            # Nothing is held on to while the queue is empty.
            del future, job


_worker: _Worker | None = None
_starting = Lock()


def _started() -> _Worker:
    global _worker  # one thread a process
    with _starting:
        if _worker is None or not _worker.alive:
            _worker = _Worker()
        return _worker


async def run(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Return what `function` returns, or raise what it raises; the event loop is free meanwhile.

    Pieces are done in the order in which they came. What is cancelled before its turn is left out.
    """
    job = partial(contextvars.copy_context().run, function, *args, **kwargs)
    return await asyncio.wrap_future(_started().put(job))


def blocking(coroutine: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """Return what a coroutine returns, to a caller who is in none; a running loop (a notebook's) is left alone."""
    result: list[_T] = []
    failure: list[BaseException] = []

    async def main() -> None:
        # Not as the task's result: `asyncio.run` prints the task to itself when it gives the signal handler back
        # (Python 3.11), with all of a brief of thousands of claims.
        result.append(await coroutine())

    def aside() -> None:
        try:
            asyncio.run(main())
        except BaseException as error:  # noqa: BLE001  # handed to the caller below, whatever it is
            failure.append(error)

    if not _in_loop():
        asyncio.run(main())
        return result[0]
    # This thread has a loop of its own, so the coroutine gets a thread of its own.
    thread = Thread(target=aside, name="briefing")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def _in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
