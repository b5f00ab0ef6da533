"""A brief made by files is the brief of a live run."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief, batch
from briefing.batch import STAGES
from briefing.batch.prepare import parts
from briefing.errors import UsageError
from briefing.options import silent
from tests.batches import BatchServer, batches
from tests.benchmarks.scale import World
from tests.runs import ROOT, command, flood, loaded, port, said
from tests.scripted import FLOOD, cast, echo, good_judge, prompt_of, writer
from tests.server import Reply, serve
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
    # Each step has the address from the user, as the first had.
    env |= {"OPENAI_BASE_URL": where[0]} if where else {}
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


@pytest.mark.slow
def test_a_batch_killed_at_twenty_moments_asks_nothing_twice(desk: Path) -> None:
    """Each step is killed until it has been 20 times, then let through: no line is paid twice, and the brief stands."""
    moments = random.Random(18)  # noqa: S311
    kills = 0
    with batches(echo) as server:
        steps = ["prepare", "submit", "status", "collect"]
        words = ["articles", *MODEL, "--base-url", server.url, "--cache", "replies.sqlite3"]
        while steps:
            step = steps.pop(0)
            arguments = [*words, "--dir", "run"] if step == "prepare" else ["run"]
            with step_of(desk, server.url, step, *arguments) as process:
                if kills < 20 and moments.random() < 0.7:
                    kills += 1
                    if moments.random() < 0.5:
                        # Between what the service did and what the program knows of it.
                        server.answering = lambda _, process=process: process.kill()
                    else:
                        time.sleep(moments.uniform(0, 1.5))
                        process.kill()
                out, errors = process.communicate(timeout=60)
            server.answering = lambda _: None
            if process.returncode < 0 or "submit" in errors:
                steps = ["submit", *steps] if "submit" in errors else [step, *steps]
            elif step != "prepare":
                assert process.returncode == 0, errors
                steps = steps or ["prepare"]
            elif "Nothing is left" not in out:
                assert process.returncode == 0, errors
                words = []
                steps = steps or ["submit", "status", "collect"]
    assert kills == 20
    assert set(server.asked.values()) == {1}
    assert said(written(desk, server.url)) == live(desk)


@contextmanager
def step_of(desk: Path, url: str, step: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A step of a batch, under way."""
    with subprocess.Popen(
        [sys.executable, "-m", "briefing", "batch", step, *map(str, arguments)],
        cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url},
    ) as process:  # fmt: skip
        yield process


class Rounds:
    """The steps of a batch by the functions, in this process, which the commands call."""

    def __init__(self, desk: Path, url: str) -> None:
        self.folder = desk / "run"
        self.folder.mkdir()
        self.job = batch.Job(
            paths=(str(desk / "articles"),), model="scripted", base_url=url, cache=str(desk / "replies.sqlite3"),
            topic="general", length=400,
        )  # fmt: skip

    def prepare(self) -> batch.Job:
        self.job = asyncio.run(batch.prepare(self.job, self.folder, notice=silent, progress=silent))
        return self.job

    def sent(self) -> str:
        """Send the round, and look twice; what is then told of its files."""
        self.job = asyncio.run(batch.submit(self.job, self.folder, None))
        for _ in range(2):
            self.job = asyncio.run(batch.status(self.job, self.folder, None))
        return "; ".join(map(str, self.job.files))

    def fetched(self) -> batch.Collected:
        job, found = asyncio.run(batch.fetch(self.job, self.folder, None))
        return self.collect(job, found, [file for file in job.files if file.state not in batch.ENDED])

    def collect(self, job: batch.Job, found: list[Path], waiting: Sequence[batch.RequestFile] = ()) -> batch.Collected:
        collected = asyncio.run(batch.collect(job, self.folder, found, waiting=waiting))
        self.job = batch.load(self.folder)
        return collected


@pytest.fixture
def service() -> Iterator[BatchServer]:
    with batches(echo) as server:
        yield server


@pytest.fixture
def rounds(desk: Path, service: BatchServer) -> Rounds:
    """A batch whose first round is written: two requests."""
    found = Rounds(desk, service.url)
    found.prepare()
    return found


def test_the_services_own_reason_is_told(rounds: Rounds, service: BatchServer) -> None:
    """A batch that failed says why when asked and when collected, in the service's words; its requests come again."""
    why = "Enqueued token limit reached for m in organization o. Limit: 90,000 enqueued tokens."
    fault = {"code": "token_limit_exceeded", "message": why, "line": None, "param": None}
    no_files = {"output_file_id": None, "error_file_id": ""}
    service.ends["batch_0"] = {"status": "failed", "errors": {"object": "list", "data": [fault]}, **no_files}
    assert rounds.sent() == f"requests-1-1.jsonl: 2 requests, failed ({why})"
    collected = rounds.fetched()
    assert (collected.good, collected.asked) == (0, 2)
    assert why in collected.failures[0]
    assert [file.requests for file in rounds.prepare().files] == [2]


def test_results_that_are_gone_do_not_keep_back_the_others(rounds: Rounds, service: BatchServer) -> None:
    """A results file that the service no longer has is named, and what it has is taken in."""
    service.ends["batch_0"] = {"error_file_id": "file-gone"}
    rounds.sent()
    collected = rounds.fetched()
    assert collected.good == 2
    assert "has no file file-gone, the errors of requests-1-1.jsonl, any more" in collected.failures[0]


def test_what_is_at_its_end_can_be_had_while_the_rest_is_not(rounds: Rounds, service: BatchServer) -> None:
    """Of two files one is done: its results are taken in, and the other stays open; no round is written till then."""
    lines = (rounds.folder / "requests-1-1.jsonl").read_text("utf-8").splitlines(keepends=True)
    for part, line in enumerate(lines, 1):
        (rounds.folder / f"requests-1-{part}.jsonl").write_text(line, "utf-8")
    files = tuple(batch.RequestFile(name=f"requests-1-{part}.jsonl", requests=1) for part in (1, 2))
    rounds.job = rounds.job.model_copy(update={"files": files})
    service.ends["batch_1"] = {"status": "in_progress"}
    rounds.sent()
    early = rounds.fetched()
    assert (early.good, early.asked) == (1, 1)
    assert early.failures == ("requests-1-2.jsonl: 1 requests, in_progress",)
    with pytest.raises(UsageError, match="not collected yet: briefing batch collect"):
        rounds.prepare()
    service.ends.clear()
    late = rounds.fetched()
    assert (late.good, late.asked) == (1, 1)
    assert rounds.prepare().stage == "judge and relate"
    assert set(service.asked.values()) == {1}


def test_a_batch_that_a_killed_run_sent_is_not_sent_again(rounds: Rounds, service: BatchServer) -> None:
    """Where the program was stopped before it knew what became of a file, it finds the batch by the file's own mark."""
    before = rounds.job
    rounds.sent()
    files = tuple(file.model_copy(update={"state": "sending"}) for file in before.files)
    rounds.job = before.model_copy(update={"files": files})
    with pytest.raises(UsageError, match="batch submit"):
        rounds.prepare()
    rounds.sent()
    assert list(service.batches) == ["batch_0"]
    assert rounds.fetched().good == 2


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"response": None, "error": "engine died"}, "engine died"),
        ({"error": {"code": "batch_expired"}}, "batch_expired"),
        ({"response": {"status_code": 400, "body": {"error": "too long"}}}, "too long"),
        ({"response": {"status_code": 500, "body": "<html>"}}, "the line has no reply"),
        ({"response": "lost", "error": None}, "the line has no reply"),
        ({"response": {"status_code": 200, "body": None}, "error": {"message": "cut"}}, "cut"),
    ],
)
def test_an_error_is_the_result_of_its_line_in_any_form(result: dict[str, Any], words: str, rounds: Rounds) -> None:
    """An object, a string or nothing: the line counts as failed, in the service's words, and is asked again."""
    lines = (rounds.folder / "requests-1-1.jsonl").read_text("utf-8").splitlines()
    told = [json.dumps({"custom_id": json.loads(line)["custom_id"], **result}) for line in lines]
    brought = rounds.folder / "brought.jsonl"
    brought.write_text("\n".join(told), "utf-8")
    collected = rounds.collect(rounds.job, [brought])
    assert (collected.good, collected.asked) == (0, 2)
    assert collected.failures == (f"2 calls failed: {words}. It is asked again by the next round.",)


def test_the_completion_of_an_older_vllm_is_read(rounds: Rounds) -> None:
    """It stands directly under `response`."""
    said = {"choices": [{"message": {"content": '{"claims":[],"orders":[]}'}, "finish_reason": "stop"}]}
    lines = (rounds.folder / "requests-1-1.jsonl").read_text("utf-8").splitlines()
    told = [json.dumps({"custom_id": json.loads(line)["custom_id"], "response": said, "error": None}) for line in lines]
    brought = rounds.folder / "brought.jsonl"
    brought.write_text("\n".join(told), "utf-8")
    assert rounds.collect(rounds.job, [brought]).good == 2


def test_a_verdict_that_failed_is_asked_again_before_the_text(tmp_path: Path) -> None:
    """A judge's line that failed is a round more of its stage; the text is composed once, from what is then known."""
    flood(tmp_path / "articles")
    failed: set[str] = set()

    def once(request: dict[str, Any], n: int) -> Reply:
        if prompt_of(request) == "judge" and not failed:
            failed.add(request["messages"][-1]["content"])
            return "no JSON at all"
        return FAITHFUL(request, n)

    with batches(once) as server:
        rounds = Rounds(tmp_path, server.url)
        stages = []
        while not rounds.prepare().done:
            stages.append(rounds.job.stage)
            results = rounds.folder / "brought.jsonl"
            (file,) = rounds.job.files
            results.write_bytes(server.results((rounds.folder / file.name).read_bytes())[0])
            rounds.collect(rounds.job, [results])
    assert stages == [STAGES[0], STAGES[1], STAGES[1], STAGES[2], STAGES[3]]
    assert sorted(server.asked.values())[-2:] == [1, 2]


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
            by_hand(large, server, server.url)
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
