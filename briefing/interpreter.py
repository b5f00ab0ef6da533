"""When the interpreter collects garbage, changes threads and gives room back while a brief is made."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# New records between two looks for garbage, some hundred megabytes: each look walks over all of them. A run makes next
# to no cycles, and a call some 25 records in them. At a tenth of it an article of 1,000 takes 0.8 ms of CPU more.
_COLLECTED = 1_000_000
# Seconds after which a thread that computes makes way for another. A call wakes the event loop some ten times, and each
# time it waits so long for own work: with CPython's 0.005, 200 calls of half a second, 40 at once, took 5.8 s beside a
# busy thread, with this one 3.3 s, and 2.9 s with nothing beside them. A fifth of it gains 0.1 s more.
_TURN = 0.001

# Runs that are under way at once share these, and the last one to end gives the usual ones back.
_runs = 0
_usual = gc.get_threshold(), sys.getswitchinterval()
_counting = threading.Lock()


def hand_back() -> None:
    """Give the system the room of large arrays that are gone.

    The C library of Linux keeps it for the next arrays, while records are made elsewhere: some 370 MB with ten thousand
    articles. Where there is no such call, nothing happens.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextmanager
def tuned() -> Iterator[None]:
    """Look for cycles of garbage less often than CPython does, and change threads more often, until it is left.

    A run makes millions of small records that live on and next to no cycles: at the usual 700 records a look it spends
    a sixth of its time on looking at them.
    """
    global _runs, _usual  # they are the process's
    with _counting:
        if _runs == 0:
            thresholds, turn = _usual = gc.get_threshold(), sys.getswitchinterval()
            gc.set_threshold(max(_COLLECTED, thresholds[0]) if thresholds[0] else 0, *thresholds[1:])
            sys.setswitchinterval(min(_TURN, turn))
        _runs += 1
    try:
        yield
    finally:
        with _counting:
            _runs -= 1
            if _runs == 0:
                gc.set_threshold(*_usual[0])
                sys.setswitchinterval(_usual[1])
