"""What goes to standard output and standard error, and which exit status it ends with."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import typer

from briefing import boundary
from briefing.errors import BriefingError, OutputError, UsageError

FAILED = 1
WRONG_USAGE = 2
INCOMPLETE = 3
# 128 and the number of SIGINT, as shells report it.
STOPPED = 130


def say(message: str) -> None:
    """Print `message` on standard error under the program's name."""
    print(f"briefing: {message}", file=sys.stderr, flush=True)  # noqa: T201 (this is the place that prints)


def out(lines: Iterable[str]) -> None:
    """Print lines on standard output, in UTF-8. A reader who has seen enough (`| head`) is no fault.

    Raises `OutputError` where it cannot be written.
    """
    try:
        # A pipe or file gets the same bytes whatever the locale; a terminal knows best what it can show.
        if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        for line in lines:
            print(line)  # noqa: T201 (this is the place that prints)
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer is flushed at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(
                f"standard output cannot be written ({error.strerror}). Make room, or write to a file with -o."
            ) from error


def crash(error: Exception) -> str:
    """Tell of a fault of the program: what, where, what to do with it. With --debug, all of it."""
    if boundary.LOG.isEnabledFor(logging.DEBUG):
        return "".join(traceback.format_exception(error)).rstrip()
    return (
        f"{boundary.told(error)}. Please report it as an issue of the project, with this line, the command and "
        "`briefing --version`. The same command after `briefing --debug` shows the whole trace; it may hold words of "
        "your articles."
    )


@contextmanager
def told(stopped: str = "stopped") -> Iterator[None]:
    """Turn what is raised on purpose into a message and an exit status; `stopped` is said at Ctrl-C."""
    try:
        yield
    except BriefingError as error:
        say(str(error))
        raise typer.Exit(WRONG_USAGE if isinstance(error, UsageError) else FAILED) from error
    except KeyboardInterrupt:
        say(stopped)
        with suppress(OSError):
            sys.stdout.flush()
        # At a regular end the interpreter would stop the thread that still works, inside C++ code, which aborts.
        os._exit(STOPPED)
