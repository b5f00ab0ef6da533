"""Own work, off the event loop: while it is done, calls go out and replies come in.

One thread does all of it, one piece after the other. The interpreter runs one thread at a time, so a second would gain
nothing, and what is computed once and kept would have to be guarded.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Worker(Thread):
    """Does what is put into `jobs`. It is a daemon: a run that is broken off does not wait for it."""

    def __init__(self) -> None:
        super().__init__(name="briefing-work", daemon=True)
        self.jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while True:
            future, job = self.jobs.get()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(job())
                except BaseException as error:  # noqa: BLE001  # handed to whoever waits, whatever it is
                    future.set_exception(error)
            # Nothing is held on to while the queue is empty.
            del future, job


_worker: _Worker | None = None
_starting = Lock()


async def run(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Return what `function` returns, or raise what it raises; the event loop is free meanwhile.

    Pieces are done in the order in which they came. What is cancelled before its turn is left out.
    """
    global _worker  # one thread a process; a child that was forked off has to start its own
    job = partial(contextvars.copy_context().run, function, *args, **kwargs)
    future: Future[_T] = Future()
    with _starting:
        if _worker is None or not _worker.is_alive():
            _worker = _Worker()
        _worker.jobs.put((future, job))
    return await asyncio.wrap_future(future)


def blocking(coroutine: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """Return what a coroutine returns, to a caller who is in none; a running loop (a notebook's) is left alone."""
    result: list[_T] = []

    async def main() -> None:
        # Not as the task's result: `asyncio.run` prints the task to itself when it gives the signal handler back
        # (Python 3.11), with all of a brief of thousands of claims.
        result.append(await coroutine())

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(main())
    else:
        # This thread has a loop of its own, so the coroutine gets a thread of its own.
        with ThreadPoolExecutor(1, "briefing") as thread:
            thread.submit(asyncio.run, main()).result()
    return result[0]
