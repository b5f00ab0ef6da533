"""Own work is done off the event loop, piece by piece, and what it raises reaches whoever waits for it."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar

import pytest

import briefing
from briefing import worker
from tests.runs import TOPICS


class Waiting(list[str]):
    """Inputs that can be listed only once something else has run in the event loop."""

    def __init__(self, *paths: str) -> None:
        super().__init__(paths)
        self.freed = threading.Event()
        self.was_free = False

    def __iter__(self) -> Iterator[str]:
        self.was_free = self.freed.wait(10)
        return super().__iter__()


def test_a_run_leaves_the_event_loop_free() -> None:
    """While `agenerate` works, whatever else runs in the loop goes on."""
    inputs = Waiting(str(TOPICS[0] / "articles"))

    async def free() -> None:
        inputs.freed.set()

    async def both() -> briefing.Brief:
        brief, _ = await asyncio.gather(briefing.agenerate(inputs, topic=str(TOPICS[0] / "topic.toml")), free())
        return brief

    assert asyncio.run(both()).claims
    assert inputs.was_free


def test_runs_in_several_threads_do_not_hold_each_other_up() -> None:
    """Two threads that make briefs at once both get theirs, as they would alone."""
    found: list[list[str]] = []

    def make() -> None:
        brief = briefing.generate(TOPICS[0] / "articles", topic=str(TOPICS[0] / "topic.toml"))
        found.append([claim.statement for claim in brief.claims])

    threads = [threading.Thread(target=make, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 2
    assert found[0] == found[1] != []


def test_pieces_are_done_in_order_by_one_thread() -> None:
    """What is put in first is done first, never two at once, and not in the thread of the loop."""
    done: list[tuple[int, int]] = []

    async def all_of_them() -> None:
        await asyncio.gather(*(worker.run(lambda n=n: done.append((n, threading.get_ident()))) for n in range(20)))

    asyncio.run(all_of_them())
    assert [n for n, _ in done] == list(range(20))
    assert len({thread for _, thread in done} | {threading.get_ident()}) == 2


def test_errors_and_context_go_along() -> None:
    """What a piece raises is raised where it is awaited; what is set for a run holds for its pieces."""
    desk: ContextVar[str] = ContextVar("desk", default="none")

    async def broken() -> None:
        await worker.run(int, "no number")

    async def known() -> str:
        token = desk.set("harbour")
        try:
            return await worker.run(desk.get)
        finally:
            desk.reset(token)

    with pytest.raises(ValueError, match="no number"):
        asyncio.run(broken())
    assert asyncio.run(known()) == "harbour"
    assert asyncio.run(worker.run(desk.get)) == "none"


def test_what_is_cancelled_before_its_turn_is_left_out() -> None:
    """A run that is given up does not have its waiting pieces done."""
    started, free, late = threading.Event(), threading.Event(), []

    async def given_up() -> None:
        first = asyncio.create_task(worker.run(lambda: (started.set(), free.wait(10))))
        second = asyncio.create_task(worker.run(late.append, 1))
        while not started.is_set():
            await asyncio.sleep(0.001)
        second.cancel()
        await asyncio.sleep(0)
        free.set()
        await first
        await worker.run(int)

    asyncio.run(given_up())
    assert late == []


def _forked() -> None:
    sys.exit(asyncio.run(worker.run(int, 7)))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_a_forked_process_has_a_worker_of_its_own() -> None:
    """The thread does not outlive a fork, so the child starts one."""
    assert asyncio.run(worker.run(int, 1)) == 1
    child = multiprocessing.get_context("fork").Process(target=_forked)
    child.start()
    child.join(20)
    assert child.exitcode == 7
