"""What is worked out of readings and remembered for a while: all of it can be let go of at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

_T = TypeVar("_T")
_CLEARED: list[Callable[[], None]] = []


def remembered(maxsize: int) -> Callable[[Callable[..., _T]], Callable[..., _T]]:
    """`lru_cache` for a function of readings and of what belongs to them."""

    def decorate(function: Callable[..., _T]) -> Callable[..., _T]:
        kept = lru_cache(maxsize=maxsize)(function)
        _CLEARED.append(kept.cache_clear)
        return kept

    return decorate


def clear() -> None:
    """Let go of all that is remembered."""
    for clear_one in _CLEARED:
        clear_one()
