"""Progress on standard error, for a person who waits. In a pipe it is silent."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Report:
    """Told how far a stage is and what the run has spent. It draws one bar a stage; without `bars`, nothing."""

    def __init__(self, bars: Progress | None) -> None:
        self._bars = bars
        self._tasks: dict[str, tuple[TaskID, float]] = {}
        self._spent = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take notice that `done` of `total` steps of a stage are done."""
        if self._bars is None:
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total, rate="", spent=""), time.monotonic()
        task, started = self._tasks[stage]
        seconds = time.monotonic() - started
        # At the first step nothing is known of the pace.
        rate = f"{done / seconds:.1f}/s" if done > 1 and seconds > 0 else ""
        self._bars.update(task, completed=done, total=total, rate=rate, spent=self._spent)

    def spent(self, calls: int, tokens: int, cost_usd: float | None) -> None:
        """Take notice of the calls, tokens and US dollars (None: the price is not known); the next step shows them."""
        cost = "" if cost_usd is None else f", {cost_usd:.2f} USD"
        self._spent = f"{calls:,} calls, {tokens:,} tokens{cost}" if calls else ""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Report]:
    """Give a report that draws while standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield Report(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[spent]}", markup=False),
    )
    # Transient: when the work is done, only the notices are left on the screen.
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Report(bars)
