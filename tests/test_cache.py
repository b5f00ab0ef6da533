"""The cache and recordings: found again by what was asked, shared by processes, and no reason to stop when broken."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.cache import Cache, Recorder, Replay, cache_key, default_path, normal_url, request_key
from briefing.errors import EndpointError, OutputError, UsageError
from briefing.records.call import Completion, Request
from tests.runs import command

REQUEST = Request("extract", "system", "user \u2028 text", {"type": "object", "properties": {}})
DONE = Completion('{"claims":[]}', "stop", 12, 3)
HEADER = {"model": "m", "judge": "j", "server": "localhost", "prompts": {"extract": "abc"}, "date": "2025-03-10"}


def test_what_was_put_is_got_by_a_later_run(tmp_path):
    """A reply outlives the run that stored it and comes back marked as cached."""
    path = tmp_path / "deep" / "replies.sqlite3"
    with Cache(path) as cache:
        assert cache.get("k") is None
        cache.put("k", DONE)
    with Cache(path) as cache:
        assert cache.get("k") == replace(DONE, cached=True)
        assert cache.get("other") is None
        assert cache.notice is None


@pytest.mark.parametrize("field", ["prompt", "system", "user", "schema"])
def test_the_key_covers_the_whole_request(field):
    """Any change of what is sent is another key."""
    changed = replace(REQUEST, **{field: {"type": "array"} if field == "schema" else "changed"})
    assert request_key(changed, "m") != request_key(REQUEST, "m")


def test_the_key_covers_model_and_address():
    """The same request to another model or server is another key; spelling of the address is not."""
    here = cache_key(REQUEST, "m", "http://localhost:8080/v1")
    assert here == cache_key(REQUEST, "m", "HTTP://LOCALHOST:8080/v1/")
    assert len({here, cache_key(REQUEST, "n", "http://localhost:8080/v1"), cache_key(REQUEST, "m", None)}) == 3
    assert here != cache_key(REQUEST, "m", "http://localhost:8081/v1")


@pytest.mark.parametrize(
    "spelling",
    [
        "https://api.openai.com/v1",
        "https://api.openai.com/v1/",
        "HTTPS://API.openai.com:443/v1",
        " https://api.openai.com/v1 ",
    ],
)
def test_openais_address_is_one_endpoint_named_or_not(spelling):
    """The default address and the same written out have one key; a model that is an object here has another."""
    assert cache_key(REQUEST, "m", spelling) == cache_key(REQUEST, "m", None)
    assert cache_key(REQUEST, "m", "") != cache_key(REQUEST, "m", None)


def test_an_address_of_ipv6_stays_one():
    """The brackets of an IPv6 address belong to it."""
    assert normal_url("http://[::1]:8080/v1/") == "http://[::1]:8080/v1"


def test_a_file_of_an_earlier_version_is_used_on(tmp_path):
    """A cache whose replies name no model answers, and takes in replies that do."""
    path = tmp_path / "replies.sqlite3"
    with sqlite3.connect(path, isolation_level=None) as earlier:
        earlier.execute(
            "CREATE TABLE replies (key TEXT PRIMARY KEY, text TEXT NOT NULL, finish TEXT NOT NULL, "
            "prompt_tokens INTEGER, completion_tokens INTEGER) WITHOUT ROWID"
        )
        earlier.execute("PRAGMA application_id = 0x62726631")
        earlier.execute("INSERT INTO replies VALUES ('k', 'old', 'stop', 1, 2)")
    earlier.close()
    with Cache(path) as cache:
        assert cache.get("k") == Completion("old", "stop", 1, 2, cached=True)
        cache.put("new", DONE, "m")
        assert (cache.get("new"), cache.models()) == (replace(DONE, cached=True), {None: 1, "m": 1})
        assert cache.notice is None


def test_the_command_tells_what_is_kept_and_drops_it(tmp_path):
    """Where, how many, how large, by model; one model's replies go, or all, and what is not there is told."""
    path = tmp_path / "replies.sqlite3"
    with Cache(path) as cache:
        for n in range(3):
            cache.put(f"a{n}", Completion("x" * 100_000), "gpt-5-mini")
        cache.put("b", DONE, "qwen3")

    def told(*arguments):
        done = command("cache", "--cache", path, *arguments)
        return done.returncode, done.stdout + done.stderr

    assert told() == (0, f"{path}: 4 replies, 0.3 MB\n  gpt-5-mini: 3\n  qwen3: 1\n")
    code, said = told("--drop-model", "gpt-5")
    assert (code, "Models there: gpt-5-mini, qwen3" in said) == (2, True)
    assert told("--drop-model", "gpt-5-mini") == (0, f"dropped 3 replies\n{path}: 1 replies, 0.0 MB\n  qwen3: 1\n")
    assert told("--clear") == (0, f"dropped 1 replies\n{path}: 0 replies, 0.0 MB\n")


def test_asking_for_a_cache_makes_none(tmp_path):
    """Where there is none that is said, what is no cache is left alone, and nothing is written."""
    done = command("cache", "--cache", tmp_path / "no.sqlite3", "--clear")
    assert (done.returncode, "no reply is kept yet" in done.stdout, list(tmp_path.iterdir())) == (0, True, [])
    other = tmp_path / "notes.txt"
    other.write_text("no database " * 100)
    done = command("cache", "--cache", other, "--clear")
    assert (done.returncode, "cannot be used" in done.stderr) == (1, True)
    assert other.read_text() == "no database " * 100


def test_the_key_does_not_depend_on_the_order_of_a_mapping():
    """The canonical JSON is the same however the schema was built."""
    turned = replace(REQUEST, schema=dict(reversed(REQUEST.schema.items())))
    assert request_key(turned, "m") == request_key(REQUEST, "m")


def test_an_address_is_shown_without_its_user():
    """A password in an address does not reach a key, a message or the brief."""
    assert normal_url("https://me:secret@Example.org:444/v1/?token=x") == "https://example.org:444/v1"


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to be one" * 100, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_corrupt_file_is_noted_and_passed_over(tmp_path, content):
    """A broken cache costs its replies, not the run, and is not overwritten."""
    path = tmp_path / "replies.sqlite3"
    path.write_bytes(content)
    with Cache(path) as cache:
        cache.put("k", DONE)
        assert cache.get("k") is None
        assert cache.notice
        assert str(path) in cache.notice
    assert path.read_bytes() == content


def test_a_file_that_breaks_later_is_noted(tmp_path):
    """A cache that is damaged during the run is given up with a notice."""
    path = tmp_path / "replies.sqlite3"
    with Cache(path) as cache:
        cache.put("k", DONE)
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("DROP TABLE replies")
        other.close()
        assert cache.get("k") is None
        assert cache.notice


def test_another_programs_database_is_left_alone(tmp_path):
    """A path that names somebody else's database by mistake is noted, and nothing is written to it."""
    path = tmp_path / "bookmarks.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE replies (x)")
    other.close()
    before = path.read_bytes()
    with Cache(path) as cache:
        cache.put("k", DONE)
        assert cache.notice
    assert path.read_bytes() == before


def test_an_unwritable_place_is_noted(tmp_path):
    """A path below a file cannot be made: the run goes on without a cache."""
    (tmp_path / "file").write_text("")
    with Cache(tmp_path / "file" / "replies.sqlite3") as cache:
        assert cache.get("k") is None
        assert cache.notice


WRITER = """
import sys
from pathlib import Path
from briefing.cache import Cache
from briefing.records.call import Completion
cache = Cache(Path(sys.argv[1]))
for n in range(200):
    cache.put(f"{sys.argv[2]}-{n}", Completion("x" * 2000))
    assert cache.get(f"{sys.argv[2]}-{n}") is not None, cache.notice
print(cache.notice)
"""


def test_two_processes_share_a_cache(tmp_path):
    """Processes that write at once lose nothing."""
    path = tmp_path / "replies.sqlite3"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), who], stdout=subprocess.PIPE, text=True)
        for who in ("a", "b", "c")
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in running] == ["None"] * 3
    with Cache(path) as cache:
        assert all(cache.get(f"{who}-{n}") for who in "abc" for n in range(200))


def test_a_reply_outlives_a_kill(tmp_path):
    """What was stored is there after `kill -9`, for every reply that `put` returned from."""
    path = tmp_path / "replies.sqlite3"
    script = WRITER.replace("print(cache.notice)", "import os; os.kill(os.getpid(), 9)")
    process = subprocess.run([sys.executable, "-c", script, str(path), "k"], check=False)
    assert process.returncode == -9
    with Cache(path) as cache:
        assert all(cache.get(f"k-{n}") for n in range(200))


def test_the_default_place_is_the_users_cache_directory():
    """Without --cache, replies are kept where the system keeps caches, under our name."""
    assert "briefing" in default_path().parts
    assert default_path().suffix == ".sqlite3"


def replay(path: Path, request: Request) -> Completion:
    return asyncio.run(Replay(path).complete(request))


def test_a_recording_is_replayed(tmp_path):
    """A recorded reply comes back under the recorded model's name, marked as no call."""
    path = tmp_path / "run.jsonl"
    cut = Completion('{"cl', "length", None, None)
    with Recorder(path, **HEADER) as recorder:
        recorder.record(REQUEST, DONE)
        recorder.record(REQUEST, DONE)
        recorder.record(replace(REQUEST, user="more"), cut)
    header, *rest = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert header == {**HEADER, "briefing_replies": 2}
    assert len(rest) == 2
    assert replay(path, REQUEST) == replace(DONE, cached=True)
    assert replay(path, replace(REQUEST, user="more")) == replace(cut, cached=True)
    model = Replay(path)
    assert (model.name, model.judge, model.server, model.prompts, model.date) == tuple(HEADER.values())


def test_what_was_not_recorded_says_so(tmp_path):
    """A request that the recording does not hold is an endpoint error of its own kind."""
    path = tmp_path / "run.jsonl"
    Recorder(path, **HEADER).close()
    with pytest.raises(EndpointError, match="Record anew") as caught:
        replay(path, REQUEST)
    assert caught.value.code == "not_recorded"


def test_a_recording_of_a_killed_run_can_be_replayed(tmp_path):
    """An unfinished last line is passed over."""
    path = tmp_path / "run.jsonl"
    with Recorder(path, **HEADER) as recorder:
        recorder.record(REQUEST, DONE)
    with path.open("a") as torn:
        torn.write('{"key": "ab')
    assert replay(path, REQUEST) == replace(DONE, cached=True)


@pytest.mark.parametrize("content", ["", "no json\n", "[]\n", "{}\n", '{"model": "m"}\n', None])
def test_a_file_that_is_no_recording_is_wrong_usage(tmp_path, content):
    """A replay of something else says which file and what to do."""
    path = tmp_path / "run.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=r"run\.jsonl.*--record"):
        Replay(path)


def test_a_recording_that_can_not_be_written_is_an_output_error(tmp_path):
    """A place that cannot be written is said at the start, before any call is paid for."""
    with pytest.raises(OutputError, match="--record"):
        Recorder(tmp_path / "no" / "such" / "folder.jsonl", **HEADER)
