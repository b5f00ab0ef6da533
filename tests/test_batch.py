"""A brief made by files is the brief of a live run."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from briefing import Brief
from briefing.batch.prepare import parts
from tests.batches import BatchServer, batches
from tests.benchmarks.scale import World
from tests.runs import command, flood, loaded, port, said
from tests.scripted import FLOOD, cast, echo, good_judge, writer
from tests.server import serve
from tests.tunnel import environment


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with articles, an empty cache beside it."""
    port(tmp_path / "articles")
    return tmp_path


FAITHFUL = cast(writer(FLOOD), good_judge(FLOOD))
KEY = "sk-of-a-test-0123456789"
EPOCH = {"SOURCE_DATE_EPOCH": "1741564800"}
OPENAI = "https://api.openai.com/v1"
MODEL = ("--model", "scripted", "--topic", "general")


def live(desk: Path) -> dict[str, object]:
    """What a live run tells of the articles."""
    with serve(echo) as server:
        done = command(
            "generate", "articles", *MODEL, "--base-url", server.url, "--no-cache", "-o", "live.json", cwd=desk
        )
    assert done.returncode == 0, done.stderr
    return said(loaded(desk / "live.json"))


def prepared(desk: Path, *arguments: object, **env: str) -> str:
    done = command("batch", "prepare", *arguments, "--dir", "run", cwd=desk, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def first(desk: Path, *where: str) -> str:
    """The first round, for the server at the address that is given, else OpenAI's own."""
    address = ("--base-url", *where) if where else ()
    return prepared(desk, "articles", *MODEL, *address, "--cache", "replies.sqlite3")


def written(desk: Path, *where: str, cache: str = "replies.sqlite3", to: str = "batch") -> Brief:
    """The brief of a cache, without a key; nothing answers anywhere."""
    address = ("--base-url", *where) if where else ()
    done = command(
        "generate", "articles", *MODEL, *address, "--cache", cache, "--no-reask", "-o", f"{to}.json", "-o", f"{to}.md",
        cwd=desk, **EPOCH,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    brief = loaded(desk / f"{to}.json")
    assert brief.method.calls == 0
    return brief


def by_service(desk: Path, server: BatchServer, *where: str, **env: str) -> list[str]:
    """Run all rounds against the service; what each `prepare` said."""
    rounds = [first(desk, *where)]
    while "Nothing is left" not in rounds[-1]:
        assert len(rounds) < 12, rounds
        for step in ("submit", "status", "collect"):
            done = command("batch", step, "run", cwd=desk, OPENAI_API_KEY=KEY, **env)
            assert done.returncode in ((0, 3) if step == "collect" else (0,)), done.stderr
        rounds.append(prepared(desk))
    return rounds


def by_hand(desk: Path, server: BatchServer, *where: str) -> list[str]:
    """Run all rounds by files: requests carried out, results and errors carried back."""
    rounds = [first(desk, *where)]
    while "Nothing is left" not in rounds[-1]:
        results = []
        for file in json.loads((desk / "run" / "batch.json").read_text())["files"]:
            results.append(desk / f"{file['name']}.results")
            results[-1].write_bytes(b"".join(server.results((desk / "run" / file["name"]).read_bytes())))
        done = command("batch", "collect", "run", *results, cwd=desk)
        assert done.returncode in (0, 3), done.stderr
        rounds.append(prepared(desk))
    return rounds


@pytest.mark.slow
@pytest.mark.parametrize("way", ["own address", "other address", "carried"])
def test_four_rounds_give_the_brief_of_the_live_run(way: str, tmp_path: Path) -> None:
    """By OpenAI's own address, another, or carried: no key and no connection at the end, and the brief byte for byte.

    However the address is written, it is one endpoint.
    """
    flood(tmp_path / "articles")
    with serve(FAITHFUL) as asked, batches(FAITHFUL) as service:
        other = way == "other address"
        there, live_there = ((service.url,), (asked.url,)) if other else ((), ())
        done = command(
            "generate", "articles", *MODEL, *(("--base-url", *live_there) if other else ()), "--no-reask", "--cache",
            "live.sqlite3", "-o", "live.json", cwd=tmp_path, OPENAI_API_KEY=KEY, **environment(asked.url),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        if way == "carried":
            rounds = by_hand(tmp_path, service)
            assert service.connections == 0
        else:
            rounds = by_service(tmp_path, service, *there, **environment(service.url))
            assert service.keys == {f"Bearer {KEY}"}
    stages = re.findall(r"stage (\d) of 4, (.*)\)", "".join(rounds))
    assert stages == [
        ("1", "extract"), ("2", "judge and relate"), ("3", "compose"), ("4", "judge what was composed"),
    ]  # fmt: skip
    brief = written(tmp_path, *there)
    assert said(brief) == said(loaded(tmp_path / "live.json"))
    assert brief.rejected == loaded(tmp_path / "live.json").rejected
    assert brief.discrepancies
    written(tmp_path, *live_there, cache="live.sqlite3", to="live")
    spellings = [f"{there[0]}/"] if other else [OPENAI, f"{OPENAI}/", "HTTPS://API.OpenAI.com:443/v1"]
    for spelling in spellings:
        written(tmp_path, spelling, to="spelt")
        for kind in ("json", "md"):
            made = (tmp_path / f"batch.{kind}").read_bytes()
            assert made == (tmp_path / f"live.{kind}").read_bytes() == (tmp_path / f"spelt.{kind}").read_bytes()


@pytest.mark.slow
def test_failed_and_expired_lines_are_asked_again(desk: Path) -> None:
    """A line that failed or expired is in the next round, and no other is; the brief is the same in the end."""
    first_ends: dict[str, str] = {}

    def fate(key: str, n: int) -> str:
        ends = ("failed", "answered", "expired")
        return first_ends.setdefault(key, ends[len(first_ends) % 3]) if n == 0 else "answered"

    with batches(echo, fate) as server:
        by_service(desk, server, server.url)
    assert set(first_ends.values()) == {"failed", "answered", "expired"}
    assert all(times == (1 if first_ends[key] == "answered" else 2) for key, times in server.asked.items())
    assert said(written(desk, server.url)) == live(desk)


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
            by_hand(large, server)
        else:
            by_service(large, server, server.url)
    ends = Counter(ill_fated(key, 0) for key in server.asked)
    assert len(server.asked) >= 1_000
    assert all(0.03 < ends[end] / len(server.asked) < 0.07 for end in ("failed", "expired"))
    assert all(times == (1 if ill_fated(key, 0) == "answered" else 2) for key, times in server.asked.items())
    assert said(written(large, server.url)) == live(large)


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
        assert command("batch", "submit", "run", cwd=desk).returncode == 0
        again = command("batch", "prepare", "--dir", "run", cwd=desk)
        early = command("batch", "collect", "run", cwd=desk)
    assert (again.returncode, early.returncode) == (2, 2)
    assert "is not collected yet" in again.stderr
    assert "not at its end yet" in early.stderr


def test_an_endpoint_without_a_batch_api_says_so(desk: Path) -> None:
    """A server that only chats is told apart, and carrying is named as the way."""
    with batches(echo) as server:
        first(desk, f"{server.url}/chat-only")
        done = command("batch", "submit", "run", cwd=desk)
    assert done.returncode == 1
    assert "has no Batch API" in done.stderr


def test_files_keep_to_the_limits_of_the_service() -> None:
    """Requests past the number or size that a file may have go into a further file."""
    lines = [b"12345\n"] * 7
    assert [len(part) for part in parts(lines, most=3)] == [3, 3, 1]
    assert [len(part) for part in parts(lines, size=13)] == [2, 2, 2, 1]
