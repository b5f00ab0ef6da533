"""How often the interpreter looks for cycles of garbage while a brief is made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# New records between two looks for garbage: some five megabytes.
_COLLECTED = 50_000

# Runs that are under way at once share one threshold, and the last one to end gives the usual one back.
_runs = 0
_usual = gc.get_threshold()
_counting = threading.Lock()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles of garbage less often than CPython does, until it is left.

    A run makes millions of small records that live on and next to no cycles: at the usual 700 records a look it spends
    a sixth of its time on looking at them.
    """
    global _runs, _usual  # the threshold is the process's
    with _counting:
        if _runs == 0:
            _usual = gc.get_threshold()
            gc.set_threshold(max(_COLLECTED, _usual[0]) if _usual[0] else 0, *_usual[1:])
        _runs += 1
    try:
        yield
    finally:
        with _counting:
            _runs -= 1
            if _runs == 0:
                gc.set_threshold(*_usual)
