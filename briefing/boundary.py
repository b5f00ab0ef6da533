"""A fault of the program inside one file, article or claim costs that one, and none of the others.

What the program raises on purpose (`BriefingError`) is no such fault: it passes. The traceback goes to the logger
"briefing", at the level of debugging.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from briefing.errors import BriefingError

LOG: Final = logging.getLogger("briefing")
_PACKAGE: Final = Path(__file__).parent
# An error's text may hold a whole article; so much of it shows which kind it is.
_SHOWN: Final = 200
_T = TypeVar("_T")


def told(error: BaseException) -> str:
    """Say in a line what broke, and where in the program."""
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(f.filename).parents]
    where = f" in {Path(frames[-1].filename).relative_to(_PACKAGE.parent)}, line {frames[-1].lineno}" if frames else ""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"a fault of the program itself{where} ({what[:_SHOWN]})"


@contextmanager
def bounded(refuse: Callable[[str], None]) -> Iterator[None]:
    """Let no fault of the program out of the block: `refuse` gets a line that tells it."""
    try:
        yield
    except BriefingError:
        raise
    except Exception as error:  # the boundary: what it is made for
        LOG.debug("%s", told(error), exc_info=error)
        refuse(told(error))


def sifted(items: Sequence[_T], work: Callable[[Sequence[_T]], object]) -> tuple[list[_T], list[tuple[_T, str]]]:
    """The items with which `work` gets through, and those at which it breaks, each with a line that tells why.

    They are found by halves, so that one among a thousand costs some twenty tries.
    """
    kept: list[_T] = []
    refused: list[tuple[_T, str]] = []

    def take(part: Sequence[_T]) -> None:
        why: list[str] = []
        with bounded(why.append):
            work([*kept, *part])
        if not why:
            kept.extend(part)
        elif len(part) == 1:
            refused.append((part[0], why[0]))
        else:
            middle = len(part) // 2
            take(part[:middle])
            take(part[middle:])

    if items:
        take(items)
    return kept, refused
