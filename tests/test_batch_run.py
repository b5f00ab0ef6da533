"""`briefing batch run`: a round asked of an endpoint, from here or from a Ray cluster; and what a job may not do."""

from __future__ import annotations

import codecs
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest

from tests.batches import batches
from tests.runs import command, placed, port, said
from tests.scripted import echo
from tests.server import Reply, Server, delay, drop, serve, status
from tests.test_batch import first, live, prepared, written
from tests.test_interrupt import started

KEY = "sk-secret-of-the-desk"


# Where the job of `desk` was prepared for; nobody is there.
NOBODY = "http://127.0.0.1:9/v1"


@pytest.fixture(scope="module")
def written_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two articles on the port, and the first round of a job of them."""
    folder = tmp_path_factory.mktemp("once")
    port(folder / "articles")
    first(folder, NOBODY)
    return folder


@pytest.fixture
def desk(written_once: Path, tmp_path: Path) -> Path:
    """A folder of the test's own with such a job, of two requests."""
    shutil.copytree(written_once, tmp_path, dirs_exist_ok=True)
    changed(tmp_path, paths=[str(tmp_path / "articles")], cache=str(tmp_path / "replies.sqlite3"))
    return tmp_path


def changed(desk: Path, **values: Any) -> None:
    """The job with other values, as somebody may have written them."""
    path = desk / "run" / "batch.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


@pytest.fixture
def convoys(tmp_path: Path) -> Path:
    """A folder with thirty articles, for as many requests in the first round."""
    texts = {
        f"{n:02}.txt": f"---\npublisher: Post {n}\n---\nConvoy {n} reached depot {n} with {n + 20} tonnes of grain.\n"
        for n in range(30)
    }
    placed(tmp_path / "articles", texts)
    return tmp_path


def run(desk: Path, *arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return command("batch", "run", "run", *arguments, cwd=desk, **env)


def collected(desk: Path) -> str:
    """What the results of the round lead to: the first line of the next `prepare`."""
    results = sorted(path.relative_to(desk) for path in (desk / "run").glob(f"results-{number(desk)}-*.jsonl"))
    done = command("batch", "collect", "run", *results, cwd=desk)
    assert done.returncode == 0, done.stderr
    return prepared(desk)


def number(desk: Path) -> int:
    return json.loads((desk / "run" / "batch.json").read_text())["round"]


def keys(path: Path) -> list[str]:
    """The requests that have a whole line in a file, of requests or of results."""
    if not path.exists():
        return []
    return [json.loads(line)["custom_id"] for line in path.read_text().split("\n")[:-1]]


def users(desk: Path) -> dict[str, str]:
    """The keys of the first round's requests by what the user message says."""
    lines = map(json.loads, (desk / "run" / "requests-1-1.jsonl").read_text("utf-8").splitlines())
    return {line["body"]["messages"][-1]["content"]: line["custom_id"] for line in lines}


def test_results_are_those_of_the_batch_api_and_lead_to_the_next_round(desk: Path) -> None:
    """Each request has one line in the Batch API's form, `collect` takes them, and the next round comes."""
    with serve(echo) as server:
        done = run(desk, "--base-url", server.url, OPENAI_API_KEY=KEY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 requests have a result" in done.stdout
    assert "briefing batch collect run run/results-1-1.jsonl" in done.stdout
    results = [json.loads(line) for line in (desk / "run" / "results-1-1.jsonl").read_text().splitlines()]
    assert sorted(r["custom_id"] for r in results) == sorted(keys(desk / "run" / "requests-1-1.jsonl"))
    assert {(r["response"]["status_code"], r["error"]) for r in results} == {(200, None)}
    assert {call.headers["authorization"] for call in server.calls} == {f"Bearer {KEY}"}
    assert not any(KEY.encode() in path.read_bytes() for path in desk.rglob("*") if path.is_file())
    assert collected(desk).startswith("Round 2")


def test_what_has_a_result_is_not_asked_again(desk: Path) -> None:
    """After a torn line only its request is asked anew, and the file has each result once."""
    with serve(echo) as server:
        run(desk, "--base-url", server.url)
        results = desk / "run" / "results-1-1.jsonl"
        results.write_bytes(results.read_bytes()[:-20])
        whole = keys(results)
        done = run(desk, "--base-url", server.url)
    assert done.returncode == 0, done.stderr
    assert len(server.calls) == 3
    assert users(desk)[server.requests[-1]["messages"][-1]["content"]] not in whole
    assert sorted(keys(results)) == sorted(keys(desk / "run" / "requests-1-1.jsonl"))


def test_a_request_that_is_refused_is_told_and_asked_by_the_next_run(desk: Path) -> None:
    """Exit status 3 with the server's reason; the same command then asks that request alone."""
    with serve(lambda request, n: status(400, "not this one") if n == 0 else echo(request, n)) as server:
        done = run(desk, "--base-url", server.url)
        again = run(desk, "--base-url", server.url)
    assert done.returncode == 3
    assert "1 of 2 requests have a result" in done.stdout
    assert "not this one" in done.stderr
    assert "the same command asks the rest" in done.stderr
    assert (again.returncode, len(server.calls)) == (0, 3)


def test_results_are_collected_before_the_next_round_is_written(desk: Path) -> None:
    """Results that nobody has collected are not asked a second time by a round that does not know of them."""
    with serve(echo) as server:
        run(desk, "--base-url", server.url)
    done = command("batch", "prepare", "--dir", "run", cwd=desk)
    assert done.returncode == 2
    assert "briefing batch collect run run/results-1-1.jsonl" in done.stderr


def test_a_wrong_key_ends_the_run_and_is_told_once(desk: Path) -> None:
    """When no call can do better, no more are made, and what follows from it is not counted as failures."""
    with serve(lambda *_: status(401, f"no such key: {KEY}")) as server:
        done = run(desk, "--base-url", server.url, "--concurrency", 1, OPENAI_API_KEY=KEY)
    assert (done.returncode, len(server.calls)) == (1, 1)
    assert done.stderr.count("the key was refused") == 1
    assert KEY not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("step", "named"),
    [("run", {}), ("submit", {}), ("status", {}), ("collect", {}), ("submit", {"OPENAI_BASE_URL": NOBODY})],
)
def test_a_job_from_elsewhere_does_not_say_where_the_key_goes(desk: Path, step: str, named: dict[str, str]) -> None:
    """An address that only batch.json names gets neither a file nor the key; the user is asked to name it."""
    with serve(echo) as server:
        changed(desk, base_url=server.url)
        done = command("batch", step, "run", cwd=desk, OPENAI_API_KEY=KEY, **named)
    assert (done.returncode, server.calls) == (2, [])
    assert server.url in done.stderr
    assert "name it yourself with --base-url" in done.stderr


@pytest.mark.parametrize("name", ["../requests-1-1.jsonl", "/etc/passwd", "requests-1-1.jsonl/../../x", "notes.txt"])
def test_a_job_names_no_file_outside_its_folder(desk: Path, name: str) -> None:
    """A name with a path in it, or one that is no name of ours, makes it no job."""
    with serve(echo) as server:
        changed(desk, files=[{"name": name, "requests": 2}])
        done = run(desk, "--base-url", server.url)
    assert (done.returncode, server.calls) == (2, [])
    assert "it is not one that briefing wrote" in done.stderr


@pytest.mark.parametrize("name", ["requests-1-1.jsonl", "results-1-1.jsonl", "errors-2-1.jsonl", "batch.json"])
def test_no_file_of_a_job_is_a_link(desk: Path, name: str) -> None:
    """What a link leads to is neither sent nor written over."""
    with serve(echo) as server:
        path = desk / "run" / name
        (desk / "mine").write_bytes(path.read_bytes() if path.exists() else b"mine")
        before = (desk / "mine").read_bytes()
        path.unlink(missing_ok=True)
        path.symlink_to(desk / "mine")
        done = run(desk, "--base-url", server.url)
    assert (done.returncode, server.calls) == (2, [])
    assert f"{name} is a link" in done.stderr
    assert (desk / "mine").read_bytes() == before


@pytest.mark.parametrize("there", [None, b"", b"my notes"], ids=["absent", "empty", "no cache"])
def test_a_job_makes_no_cache_outside_its_folder(desk: Path, there: bytes | None) -> None:
    """Only a cache that is there already is written to, wherever batch.json says that it is."""
    with serve(echo) as server:
        run(desk, "--base-url", server.url)
    target = desk / "elsewhere" / "startup"
    if there is not None:
        target.parent.mkdir()
        target.write_bytes(there)
    changed(desk, cache=str(target))
    done = command("batch", "collect", "run", "run/results-1-1.jsonl", cwd=desk)
    assert done.returncode == 2
    assert "outside its folder and no cache" in done.stderr
    assert (target.read_bytes() if target.exists() else None) == there


def as_list(lines: list[dict[str, Any]]) -> bytes:
    return json.dumps(lines, indent=2).encode()


def as_lines(lines: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False) + "\r\n" for line in lines).encode()


SHAPES = {
    "UTF-16 little": lambda lines: codecs.BOM_UTF16_LE + as_lines(lines).decode().encode("utf-16-le"),
    "UTF-16 big": lambda lines: codecs.BOM_UTF16_BE + as_lines(lines).decode().encode("utf-16-be"),
    "UTF-8 with a mark": lambda lines: codecs.BOM_UTF8 + as_lines(lines),
    "list": as_list,
    "list after blanks": lambda lines: b"\n  \n" + as_list(lines),
    "list in UTF-16": lambda lines: as_list(lines).decode().encode("utf-16"),
    "old vLLM": lambda lines: as_lines([{**line, "response": line["response"]["body"]} for line in lines]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_results_are_read_in_the_shapes_that_tools_give_them(desk: Path, shape: str) -> None:
    """What an editor, PowerShell or an older vLLM makes of a results file is taken as the file itself is."""
    with batches(echo) as server:
        good, _ = server.results((desk / "run" / "requests-1-1.jsonl").read_bytes())
    (desk / "results").write_bytes(SHAPES[shape]([json.loads(line) for line in good.splitlines()]))
    done = command("batch", "collect", "run", "results", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 requests have a usable reply" in done.stdout


def test_a_results_file_that_is_no_text_is_named(desk: Path) -> None:
    """Half a character of UTF-16 ends with one line that names the file."""
    (desk / "results").write_bytes(codecs.BOM_UTF16_LE + b"{")
    done = command("batch", "collect", "run", "results", cwd=desk)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "results cannot be read (it is not text)" in done.stderr


class Mortal:
    """A faithful model whose server answers every fifth call 429, and is gone for a second at one of the calls."""

    def __init__(self, dies_at: int) -> None:
        self.dies_at = dies_at
        self.answered: Counter[str] = Counter()
        self.calls = 0
        self.running = ExitStack()
        self.server = self.running.enter_context(serve(self))
        self.dead = False
        self._lock = Lock()

    def __call__(self, request: dict[str, Any], n: int) -> Reply:
        with self._lock:
            self.calls += 1
            if self.calls == self.dies_at:
                self.dead = True
                Thread(target=self._die).start()
            if self.dead:
                return drop()
            if self.calls % 5 == 0:
                return status(429, headers={"Retry-After": "0.2"})
            self.answered[request["messages"][-1]["content"]] += 1
        return delay(0.05, echo(request, n))

    def _die(self) -> None:
        self.server.stop()
        time.sleep(1)
        again = Server(self, port=int(self.server.url.split(":")[2].removesuffix("/v1")))
        again.start()
        self.running.callback(again.stop)
        self.dead = False


def rounds(desk: Path, url: str, *engine: object, **env: str) -> None:
    """All rounds by `batch run`, each complete at its first try and silent."""
    text = first(desk, url)
    while "Nothing is left" not in text:
        done = run(desk, "--base-url", url, *engine, OPENAI_API_KEY=KEY, **env)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        text = collected(desk)


ENGINES = {"live": (), "ray": ("--engine", "ray")}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_server_that_is_busy_and_dies_once_costs_no_answer(desk: Path, engine: str) -> None:
    """Every request is answered once, nothing is said on the way, and the brief is that of the live run."""
    if engine == "ray":
        pytest.importorskip("ray", reason="pip install '.[ray]'")
    model = Mortal(dies_at=3)
    # The path of a socket, of which Ray has some there, has at most 107 bytes.
    with tempfile.TemporaryDirectory(dir="/tmp") as temporary, model.running:
        # Ray's own code warns.
        rounds(desk, model.server.url, *ENGINES[engine], "--concurrency", 4, TMPDIR=temporary, PYTHONWARNINGS="ignore")
        assert list(Path(temporary).iterdir()) == []
    assert set(model.answered.values()) == {1}
    assert model.calls > len(model.answered) * 1.2
    assert said(written(desk, model.server.url)) == live(desk)
    assert not any(KEY.encode() in path.read_bytes() for path in desk.rglob("*") if path.is_file())


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "moments"), [("live", 20), ("ray", 3)])
def test_after_kill_no_result_is_asked_for_again(convoys: Path, engine: str, moments: int) -> None:
    """Killed at seeded moments, a round asks nothing that has a result, and ends with each result once."""
    if engine == "ray":
        pytest.importorskip("ray", reason="pip install '.[ray]'")
    results = convoys / "run" / "results-1-1.jsonl"
    chance = random.Random(18)  # noqa: S311  # moments, no secret
    with serve(lambda request, n: delay(chance.uniform(0.02, 0.2), echo(request, n))) as server:
        first(convoys, server.url)
        keyed = users(convoys)
        total = len(keyed)
        words = ["batch", "run", convoys / "run", "--base-url", server.url, "--concurrency", "3", *ENGINES[engine]]
        asked_twice = 0
        for stored in sorted(chance.choices(range(total - 3), k=moments)):
            known, before = set(keys(results)), len(server.calls)
            with started([*words]) as process:
                # A Ray cluster takes its time to start, on a busy machine a minute.
                end = time.monotonic() + 180
                while len(keys(results)) <= stored:
                    assert time.monotonic() < end, "the run did not get that far"
                    time.sleep(0.02)
                process.kill()
                process.wait()
            # Until the calls under way, and Ray's processes, have ended.
            time.sleep(3 if engine == "ray" else 0.3)
            again = {keyed[r["messages"][-1]["content"]] for r in server.requests[before:]}
            assert not again & known
            asked_twice += len(again) - len(set(keys(results)) - known)
            # As a full disk or a power cut may leave it.
            results.write_bytes(results.read_bytes() + b'{"custom_id": "torn')
        done = run(convoys, *words[3:], PYTHONWARNINGS="ignore")
        assert done.returncode == 0, done.stderr
    # Only what was under way when the process was killed, with Ray also what it had not handed over yet.
    assert asked_twice <= (3 if engine == "live" else 8) * moments
    assert len(server.calls) == total + asked_twice
    assert sorted(keys(results)) == sorted(keys(convoys / "run" / "requests-1-1.jsonl"))
    assert collected(convoys).startswith("Round 2")
