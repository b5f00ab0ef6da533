"""A brief made by files is the brief of a live run."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from briefing.batch.prepare import parts
from tests.batches import BatchServer, batches
from tests.benchmarks.scale import World
from tests.runs import command, loaded, port, said
from tests.scripted import echo
from tests.server import serve


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with articles, an empty cache beside it."""
    port(tmp_path / "articles")
    return tmp_path


def live(desk: Path) -> dict[str, object]:
    with serve(echo) as server:
        done = command(
            "generate", "articles", "--model", "scripted", "--base-url", server.url, "--no-cache", "--topic", "general",
            "-o", "live.json", cwd=desk,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return said(loaded(desk / "live.json"))


def prepared(desk: Path, *arguments: object) -> str:
    done = command("batch", "prepare", *arguments, "--dir", "run", cwd=desk)
    assert done.returncode == 0, done.stderr
    return done.stdout


def first(desk: Path, url: str) -> str:
    return prepared(
        desk, "articles", "--model", "scripted", "--base-url", url, "--topic", "general", "--cache", "replies.sqlite3"
    )


def written(desk: Path, url: str) -> dict[str, object]:
    """The brief that the last `prepare` says how to make; nothing answers at `url` any more."""
    done = command(
        "generate", "articles", "--model", "scripted", "--base-url", url, "--cache", "replies.sqlite3", "--topic",
        "general", "--no-reask", "-o", "batch.json", cwd=desk,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    brief = loaded(desk / "batch.json")
    assert brief.method.calls == 0
    return said(brief)


def by_service(desk: Path, server: BatchServer) -> list[str]:
    """Run all rounds against the service; the lines that `prepare` began with."""
    rounds = [first(desk, server.url)]
    while "Nothing is left" not in rounds[-1]:
        assert len(rounds) < 12, rounds
        for step in ("submit", "status"):
            done = command("batch", step, "run", "--base-url", server.url, cwd=desk, OPENAI_API_KEY="sk-secret")
            assert done.returncode == 0, done.stderr
        done = command("batch", "collect", "run", cwd=desk, OPENAI_API_KEY="sk-secret", OPENAI_BASE_URL=server.url)
        assert done.returncode in (0, 3), done.stderr
        rounds.append(prepared(desk))
    return rounds


@pytest.mark.slow
def test_four_rounds_over_the_batch_api_give_the_brief_of_the_live_run(desk: Path) -> None:
    """All stages by batch end with the same brief as the live run, and the key is in no file."""
    with batches(echo) as server:
        rounds = by_service(desk, server)
    assert written(desk, server.url) == live(desk)
    assert len(rounds) <= 4
    assert server.keys == {"Bearer sk-secret"}
    assert not any(b"sk-secret" in path.read_bytes() for path in desk.rglob("*") if path.is_file())


@pytest.mark.slow
def test_failed_and_expired_lines_are_asked_again(desk: Path) -> None:
    """A line that failed or expired is in the next round, and no other is; the brief is the same in the end."""
    first_ends: dict[str, str] = {}

    def fate(key: str, n: int) -> str:
        ends = ("failed", "answered", "expired")
        return first_ends.setdefault(key, ends[len(first_ends) % 3]) if n == 0 else "answered"

    with batches(echo, fate) as server:
        by_service(desk, server)
    assert set(first_ends.values()) == {"failed", "answered", "expired"}
    assert all(times == (1 if first_ends[key] == "answered" else 2) for key, times in server.asked.items())
    assert written(desk, server.url) == live(desk)


@pytest.mark.slow
def test_carried_files_do_without_a_network(desk: Path) -> None:
    """Requests carried out and results carried back, in one file or several, give the same brief with no call."""
    with batches(echo) as server:
        server.stop()
        carry(desk, server)
        assert written(desk, server.url) == live(desk)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Articles for some 1,000 requests: each fact told by two outlets."""
    world = World(3)
    lines = []
    for _ in range(500):
        town = world.town()
        fact = world.fact(town, date(2025, 3, 1))
        for wording in (0, 1):
            text = f"{fact.told(wording, world.words)} {world.aside(town)}"
            about = {"headline": f"News from {town}", "publisher": f"{world.town()} Post", "articleBody": text}
            lines.append(json.dumps({**about, "datePublished": "2025-03-02", "inLanguage": "en"}))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "all.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def ill_fated(key: str, n: int) -> str:
    """Of a hundred requests five fail and five expire, the first time."""
    return "answered" if n else {0: "failed", 1: "expired"}.get(int(key[:6], 16) % 20, "answered")


@pytest.mark.slow
@pytest.mark.parametrize("carried", [False, True], ids=["service", "carried"])
def test_a_thousand_requests_survive_failed_and_expired_lines(large: Path, carried: bool) -> None:
    """1,000 requests, 5 % failed and 5 % expired, end with the brief of the live run; so do files that are carried."""
    with batches(echo, ill_fated) as server:
        if carried:
            server.stop()
            carry(large, server)
        else:
            by_service(large, server)
    ends = Counter(ill_fated(key, 0) for key in server.asked)
    assert len(server.asked) >= 1_000
    assert all(0.03 < ends[end] / len(server.asked) < 0.07 for end in ("failed", "expired"))
    assert all(times == (1 if ill_fated(key, 0) == "answered" else 2) for key, times in server.asked.items())
    assert written(large, server.url) == live(large)


def carry(desk: Path, server: BatchServer) -> None:
    """Run all rounds by files: requests carried out, results and errors carried back."""
    text = first(desk, server.url)
    while "Nothing is left" not in text:
        results = []
        for file in json.loads((desk / "run" / "batch.json").read_text())["files"]:
            results.append(desk / f"{file['name']}.results")
            results[-1].write_bytes(b"".join(server.results((desk / "run" / file["name"]).read_bytes())))
        done = command("batch", "collect", "run", *results, cwd=desk)
        assert done.returncode in (0, 3), done.stderr
        text = prepared(desk)


def test_only_good_replies_are_taken_in(desk: Path) -> None:
    """Garbage, an empty reply and a torn line are told, stay out of the cache, and are asked again."""
    with batches(lambda *_: "no JSON at all") as server:
        first(desk, server.url)
        requests = (desk / "run" / "requests-1-1.jsonl").read_bytes()
        good, _ = server.results(requests)
        (desk / "bad.jsonl").write_bytes(good + b'{"custom_id": "torn')
        done = command("batch", "collect", "run", "bad.jsonl", cwd=desk)
    assert done.returncode == 3
    assert "0 of 2 requests" in done.stdout
    assert "2 calls failed: The model's reply is not the JSON" in done.stderr
    assert "1 lines of the results belong to no request" in done.stderr
    prepared(desk)
    assert sorted((desk / "run" / "requests-2-1.jsonl").read_bytes().splitlines()) == sorted(requests.splitlines())


def test_a_request_that_was_changed_is_not_taken_for_ours(desk: Path) -> None:
    """A request file that was edited is named, and nothing of it is collected."""
    with batches(echo) as server:
        first(desk, server.url)
        path = desk / "run" / "requests-1-1.jsonl"
        results = server.results(path.read_bytes())[0]
    path.write_text(path.read_text("utf-8").replace("Calder", "Calden"), "utf-8")
    (desk / "results.jsonl").write_bytes(results)
    done = command("batch", "collect", "run", "results.jsonl", cwd=desk)
    assert done.returncode == 1
    assert "requests-1-1.jsonl is not as it was written" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("prepare", "articles"), "--model"),
        (("prepare", "-", "--model", "m"), "instead of -"),
        (("prepare", "--dir", "nowhere"), "Begin one with: briefing batch prepare"),
        (("submit", "nowhere"), "cannot be read as a batch job"),
        (("collect", "nowhere"), "cannot be read as a batch job"),
    ],
)
def test_a_wrong_call_says_what_would_be_right(desk: Path, arguments: tuple[str, ...], word: str) -> None:
    """A call that cannot work ends with status 2 and one line."""
    done = command("batch", *arguments, cwd=desk)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert word in done.stderr


def test_a_round_is_collected_before_the_next(desk: Path) -> None:
    """While a batch is not collected, no further round is written, and nothing is collected before its end."""
    with batches(echo) as server:
        first(desk, server.url)
        assert command("batch", "submit", "run", "--base-url", server.url, cwd=desk).returncode == 0
        again = command("batch", "prepare", "--dir", "run", cwd=desk)
        early = command("batch", "collect", "run", "--base-url", server.url, cwd=desk)
    assert (again.returncode, early.returncode) == (2, 2)
    assert "is not collected yet" in again.stderr
    assert "not at its end yet" in early.stderr


def test_an_endpoint_without_a_batch_api_says_so(desk: Path) -> None:
    """A server that only chats is told apart, and carrying is named as the way."""
    with batches(echo) as server:
        first(desk, f"{server.url}/chat-only")
        done = command("batch", "submit", "run", "--base-url", f"{server.url}/chat-only", cwd=desk)
    assert done.returncode == 1
    assert "has no Batch API" in done.stderr


def test_files_keep_to_the_limits_of_the_service() -> None:
    """Requests past the number or size that a file may have go into a further file."""
    lines = [b"12345\n"] * 7
    assert [len(part) for part in parts(lines, most=3)] == [3, 3, 1]
    assert [len(part) for part in parts(lines, size=13)] == [2, 2, 2, 1]
