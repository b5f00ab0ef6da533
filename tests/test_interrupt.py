"""A run that is broken off loses nothing: replies are kept, outputs are whole or not there."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from briefing.cache import cache_key
from briefing.records.call import Request
from briefing.render import write
from tests.briefs import BRIEF
from tests.runs import ROOT, command, loaded, said
from tests.scripted import echo, prompt_of
from tests.server import Reply, Script, Server, delay

ARTICLES = 12
Endpoint = Callable[[Script], Server]


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    """Twelve articles, so that a run makes twelve calls and more."""
    folder = tmp_path_factory.mktemp("convoy") / "articles"
    folder.mkdir()
    towns = "Varn Selm Orlow Tarn Brask Luhe Mornau Pesk Dravin Kelm Ostra Wend".split()
    for n, town in enumerate(towns):
        front = f"---\npublisher: {town} Post\npublished: 2025-05-06\n---\n"
        text = f"Convoy {n} reached {town} on Monday with {n + 20} tonnes of grain.\n\nMayor {town}son was there.\n"
        (folder / f"{n:02}.txt").write_text(front + text, "utf-8")
    return folder


def arguments(articles: Path, server: Server, cache: Path, *outputs: Path) -> list[object]:
    named = [word for path in outputs for word in ("-o", path)]
    model = ("--model", "scripted", "--base-url", server.url, "--concurrency", 2)
    return ["generate", articles, "--topic", "general", *model, "--cache", cache, *named]


@contextmanager
def started(words: list[object]) -> Iterator[subprocess.Popen[str]]:
    """The command under way, in a process group of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "briefing", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not met():
        assert time.monotonic() < end, "the run did not get that far"
        time.sleep(0.005)


def kept(cache: Path) -> set[str]:
    """The keys of the replies that a cache holds; none while there is no cache."""
    try:
        with closing(sqlite3.connect(f"file:{cache}?mode=ro", uri=True)) as connection:
            return {key for (key,) in connection.execute("SELECT key FROM replies")}
    except sqlite3.OperationalError:
        return set()


def key_of(body: dict[str, Any], server: Server) -> str:
    """The key under which the reply to a request is kept."""
    described = body["response_format"]["json_schema"]
    system, user = (message["content"] for message in body["messages"])
    return cache_key(Request(described["name"], system, user, described["schema"]), "scripted", server.url)


@pytest.mark.slow
def test_a_run_killed_at_twenty_moments_asks_nothing_twice(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """Whenever it is killed, the rerun asks only what has no reply yet, and its brief is that of a run left alone."""
    due: dict[int, Callable[[], None]] = {}

    def script(request: dict[str, Any], n: int) -> Reply:
        due.get(n, lambda: None)()
        return delay(0.03, echo(request, n))

    server = endpoint(script)
    alone_words = arguments(articles, server, tmp_path / "alone.sqlite3", tmp_path / "alone.json")
    assert command(*alone_words).returncode == 0
    alone, calls = loaded(tmp_path / "alone.json"), len(server.requests)
    killed_with = set()
    for seed in range(20):
        out, cache = tmp_path / f"{seed}.json", tmp_path / f"{seed}.sqlite3"
        words = arguments(articles, server, cache, out)
        first, moments = len(server.requests), random.Random(seed)  # noqa: S311
        with started(words) as process:
            # While some reply is on its way, or a little later.
            due[first + moments.randrange(calls)] = Timer(moments.uniform(0, 0.1), process.kill).start
            process.wait(60)
        before, there = len(server.requests), kept(cache)
        killed_with.add(len(there))
        again = command(*words)
        assert again.returncode == 0, again.stderr
        assert not there & {key_of(r, server) for r in server.requests[before:]}
        times = Counter(key_of(r, server) for r in server.requests[first:])
        # A run that is alone asks each once; of those under way when it was killed (two at a time) nobody has a reply.
        assert sum(n - 1 for n in times.values()) <= 2
        assert said(loaded(out)) == said(alone)
        assert loaded(out).rejected == alone.rejected
    assert len(killed_with) > 5


@pytest.mark.parametrize("stage", ["extract", "relate", "compose"])
def test_ctrl_c_ends_with_status_130_and_one_line(
    stage: str, articles: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    """Wherever the run is, Ctrl-C says one line, leaves no output, half-written or whole, and keeps the replies."""
    server = endpoint(lambda request, n: delay(20 if prompt_of(request) == stage and n > 2 else 0, echo(request, n)))
    outputs = [tmp_path / "out" / name for name in ("b.json", "b.md", "b.html")]
    outputs[0].parent.mkdir()
    with started(arguments(articles, server, tmp_path / "c.sqlite3", *outputs)) as process:
        until(lambda: any(prompt_of(r) == stage for r in server.requests[3:]))
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=15)
    assert process.returncode == 130
    assert (out, errors) == ("", "briefing: stopped; replies received so far are kept in the cache\n")
    assert list(outputs[0].parent.iterdir()) == []


def test_ctrl_c_without_a_model_is_one_line_too(tmp_path: Path) -> None:
    """A long run without a model stops at once, without a traceback."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(300):
        (articles / f"{n}.txt").write_text(
            f"Convoy {n} reached the depot on Monday with {n} tonnes of grain. " * 20, "utf-8"
        )
    with started(["generate", articles, "--no-model", "-o", tmp_path / "b.md"]) as process:
        # The topic is told when all are read, and before the digest is made.
        assert process.stderr is not None
        assert process.stderr.readline().startswith("briefing: topic: general")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=15)
    if process.returncode == 0:
        pytest.skip("this machine was done before it could be stopped")
    assert (process.returncode, errors) == (130, "briefing: stopped\n")
    assert not (tmp_path / "b.md").exists()


def test_an_output_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails in the middle, the earlier file stands as it was and nothing is left beside it."""
    target = tmp_path / "b.md"
    target.write_text("the earlier brief", "utf-8")
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))\n"
        "from pathlib import Path\n"
        "from briefing.errors import OutputError\n"
        "from briefing.render import write\n"
        "from tests.briefs import BRIEF\n"
        "try:\n"
        "    write(BRIEF, Path(sys.argv[1]))\n"
        "except OutputError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(target)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stderr == ""
    assert "b.md" in done.stdout
    assert target.read_text("utf-8") == "the earlier brief"
    assert list(tmp_path.iterdir()) == [target]
    write(BRIEF, target)
    assert target.read_text("utf-8") == BRIEF.to_markdown()
