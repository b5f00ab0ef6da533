"""The command line, run as users run it."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import Brief, __version__
from briefing.cli.endpoint import endpoint as settled
from briefing.errors import UsageError
from briefing.plan import plan
from briefing.prompts import topic
from tests import runs
from tests.briefs import BRIEF
from tests.scripted import echo
from tests.server import Script, Server, delay, status

ROOT = Path(__file__).parents[1]
COMMANDS = ("generate", "verify", "check", "cache", "topics", "schema")
ARTICLE = (
    "Dockers at Port Calder walked out on Monday over night shifts. About 310 dockers have stopped work, the union "
    "said. Twelve ships wait in the roads outside the port. The port authority expects talks on Saturday."
)
KEY = "sk-never-to-be-seen"


def run(
    *arguments: object, stdin: str | None = None, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run `briefing` in a process of its own, with standard input closed unless it is given."""
    return runs.command(*arguments, stdin=stdin or "", cwd=cwd, timeout=120, **env)


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the replies of a test out of the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Make a folder with one article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "strike.txt").write_text(f"---\ntitle: Strike\npublisher: Calder Ledger\n---\n{ARTICLE}\n", "utf-8")
    return folder


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_heavy_library(option: str) -> None:
    """The quick answers come without the libraries that only a run needs."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefing", option],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    loaded = set(re.findall(r"\|\s+([\w.]+)$", done.stderr, re.M))
    assert done.returncode == 0
    assert "typer" in loaded
    heavy = {"asyncio", "openai", "tiktoken", "trafilatura", "pydantic", "rich", "jinja2", "yaml", "numpy", "lxml"}
    assert not heavy & loaded


def test_version_is_printed() -> None:
    """`--version` prints the name and the version."""
    assert run("--version").stdout == f"briefing {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example(command: str) -> None:
    """Each `--help` ends with a command that can be copied."""
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"\n  briefing {command}" in done.stdout.split("Example")[1].replace("    ", "  ")


def test_the_options_are_those_of_the_contract() -> None:
    """`generate` has the options that the design fixes, and those that came later."""
    contract = (
        "-o --topic --model --base-url --no-model --concurrency --timeout --cache --no-cache --record --replay --as-of "
        "--since --length --max-cost --dry-run -v --strict --quiet "
        "--no-reask --without --marking --review --share --judge-model --judge-base-url --embedding-model"
    )
    listed = re.findall(r"^  (-[\w-]+)", run("generate", "--help").stdout, re.M)
    assert set(listed) == {*contract.split(), "-h"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no articles are named.*Example: briefing generate"),
        (("x", "--colour"), "No such option"),
        (("x", "-o", "b.odt"), r"b\.odt.*\.md, \.json, \.html"),
        (("x", "-o", "b"), r"\.md, \.json, \.html"),
        (("x", "-o", "no/such/b.md"), "there is no folder no/such"),
        (("x", "-o", "."), r"\.md, \.json, \.html"),
        (("x", "--as-of", "5 March"), "'5 March' is not a date. Write it like 2025-03-05"),
        (("x", "--length", "0"), "length: Input should be greater than or equal to 1"),
        (("x", "--timeout", "0"), "timeout: Input should be greater than 0"),
        (("x", "--max-cost", "-1"), "max_cost: Input should be greater than 0"),
        (("x", "--concurrency", "0"), "concurrency: Input should be greater than or equal to 1"),
        (("x", "--cache", "c.db", "--no-cache"), "--cache and --no-cache cannot go together"),
        (("x", "--replay", __file__, "--model", "m"), "--replay and --model cannot go together"),
        (("x", "--replay", "none.jsonl"), "none.jsonl"),
        (("x", "-v"), "-v shows what --dry-run finds"),
        (("x", "--record", "r.jsonl"), "no model is named"),
        (("x", "--model", "m", "--base-url", "localhost:8080"), "--base-url is not an http or https address"),
    ],
)
def test_wrong_usage_is_said_before_any_work(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """A call that cannot work ends with status 2 and a message that says what would, and writes nothing."""
    done = run("generate", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert re.search(said, " ".join(done.stderr.split()))
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_standard_input_that_is_a_terminal_is_not_waited_for() -> None:
    """`-` with nothing piped in is answered with an example, where it would wait for ever."""
    leader, follower = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "generate", "-"],
            stdin=follower,
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=60,
        )
    finally:
        os.close(leader)
        os.close(follower)
    assert done.returncode == 2
    assert "cat a.txt | briefing generate -" in done.stderr


def test_topics_are_listed_with_their_sections() -> None:
    """The shipped topics stand by name, with title and sections."""
    done = run("topics")
    assert done.returncode == 0
    assert re.search(r"^kfor-rutte +KFOR mission and Rutte visit\n +sections: The Rutte visit, ", done.stdout, re.M)


def test_a_new_topic_is_a_file_that_works(article: Path, tmp_path: Path) -> None:
    """`topics new` writes a commented topic that `generate` takes, and never writes over a file."""
    done = run("topics", "new", "port-strike", cwd=tmp_path)
    assert done.returncode == 0
    assert "--topic port-strike.toml" in done.stderr
    file = tmp_path / "port-strike.toml"
    assert file.read_text("utf-8").count("\n#") >= 8
    assert topic(str(file)).title == "Port strike"
    made = run("generate", article, "--topic", file)
    assert made.returncode == 0
    assert "# Source digest: Port strike" in made.stdout
    file.write_text("mine", "utf-8")
    again = run("topics", "new", "port-strike.toml", cwd=tmp_path)
    assert again.returncode == 2
    assert "port-strike.toml is there already" in again.stderr
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["../strike", ".hidden", "a b", "/strike", ""])
def test_a_topic_gets_a_plain_name(name: str, tmp_path: Path) -> None:
    """A name that would leave the folder, or hide in it, is refused."""
    done = run("topics", "new", name, cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot name a topic" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("generate", "nowhere"),
        ("generate", "articles", "--since", "nowhere"),
        ("verify", "nowhere.json"),
        ("check", "-", "--sources", "nowhere"),
        ("check", "nowhere.md", "--sources", "articles"),
        ("sources", "nowhere"),
    ],
)
def test_a_path_that_is_not_there_is_wrong_usage(words: tuple[str, ...], article: Path, tmp_path: Path) -> None:
    """Every command ends with the same status where what it is given does not exist."""
    done = run(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere" in done.stderr


def test_the_schema_describes_a_brief() -> None:
    """`briefing schema` prints JSON whose properties are the keys of a brief's JSON."""
    schema = json.loads(run("schema").stdout)
    assert set(schema["properties"]) == set(json.loads(BRIEF.model_dump_json()))
    assert set(schema["$defs"]["Period"]["properties"]) == {"from", "to"}


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    """A pipe that closes early (`| head`) ends the command without a word."""
    command = f"{sys.executable} -m briefing schema | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "{")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_without_room_is_told(article: Path) -> None:
    """Standard output on a full disk is one line and status 1."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "generate", str(article), "--topic", "general"],
            stdout=full, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "standard output cannot be written" in done.stderr


FAULTY = """
import sys
from briefing import pipeline
from briefing.cli import main

def faulty(*_, **__):
    return {}["of one\\n  article"]

pipeline._extractive = faulty
sys.argv[0] = "briefing"
main()
"""


def test_a_fault_of_the_program_is_one_line(article: Path, tmp_path: Path) -> None:
    """What nobody raised on purpose says what and where, where to report it and how to see more: no traceback."""
    command = [sys.executable, "-c", FAULTY, "generate", str(article), "--topic", "general", "-o", tmp_path / "b.md"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert re.search(
        r"^briefing: a fault of the program itself in briefing/worker\.py, line \d+ \(KeyError: ", done.stderr
    )
    assert "report it" in done.stderr
    assert not (tmp_path / "b.md").exists()
    command.insert(3, "--debug")
    more = subprocess.run(command, capture_output=True, text=True, env=env)
    assert more.returncode == 1
    assert "briefing --debug" in done.stderr
    assert "Traceback (most recent call last)" in more.stderr
    assert "in faulty" in more.stderr


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_a_key_or_an_address_alone_names_no_model(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found in the environment is told of, and no model is used."""
    monkeypatch.setenv(name, "https://secret.example")
    found = settled(None, None, no_model=False)
    assert (found.model, found.base_url, found.api_key) == (None, None, None)
    assert found.notice is not None
    assert f"{name} found but no model named: no model is used. Name one with --model or BRIEFING_MODEL" in found.notice
    assert "secret" not in found.notice


def test_options_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option is taken before its variable, and an empty variable counts as none."""
    monkeypatch.setenv("BRIEFING_MODEL", "from-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://environment.example/v1")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    taken = settled(None, None, no_model=False)
    assert (taken.model, taken.base_url, taken.api_key) == ("from-environment", "https://environment.example/v1", KEY)
    assert KEY not in repr(taken)
    named = settled("named", "http://localhost:1/v1", no_model=False)
    assert (named.model, named.base_url) == ("named", "http://localhost:1/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert settled("named", None, no_model=False).api_key is None


def test_no_model_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--no-model` is the last word, and there is nothing to tell."""
    monkeypatch.setenv("BRIEFING_MODEL", "m")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    found = settled("m", "http://localhost:1/v1", no_model=True)
    assert (found.model, found.base_url, found.api_key, found.notice) == (None, None, None, None)


def test_a_wrong_address_in_the_environment_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable; the address may hold a password."""
    monkeypatch.setenv("OPENAI_BASE_URL", "user:hunter2@host")
    with pytest.raises(UsageError, match="OPENAI_BASE_URL is not an http") as caught:
        settled("m", None, no_model=False)
    assert "hunter2" not in str(caught.value)


def test_a_brief_goes_to_standard_output_as_markdown_in_a_pipe(article: Path) -> None:
    """Without -o a pipe gets Markdown and nothing else, and standard error has no progress."""
    done = run("generate", article, "--topic", "general")
    assert (done.returncode, done.stderr) == (0, "")
    assert "# Source digest: " in done.stdout
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")


def test_standard_input_is_an_article(article: Path) -> None:
    """`-` reads plain text from a pipe."""
    done = run("generate", "-", "--topic", "general", stdin=ARTICLE)
    assert done.returncode == 0
    assert "Twelve ships wait in the roads" in done.stdout


def test_each_output_is_written_in_its_format(article: Path, tmp_path: Path) -> None:
    """Several -o give several files of one brief; nothing goes to standard output."""
    outputs = [tmp_path / f"b.{suffix}" for suffix in ("md", "json", "html")]
    done = run("generate", article, "--topic", "general", *(word for path in outputs for word in ("-o", path)))
    assert (done.returncode, done.stdout) == (0, "")
    brief = Brief.model_validate_json(outputs[1].read_text("utf-8"))
    assert outputs[0].read_text("utf-8") == brief.to_markdown()
    assert outputs[2].read_text("utf-8") == brief.to_html()
    assert [f"briefing: wrote {path}" for path in outputs] == done.stderr.splitlines()


def test_the_same_articles_give_the_same_files_at_a_given_time(article: Path, tmp_path: Path) -> None:
    """With SOURCE_DATE_EPOCH nothing tells one run from the next; a wrong one is refused."""
    for name in ("a", "b"):
        outputs = [word for suffix in ("md", "html", "docx", "json") for word in ("-o", tmp_path / f"{name}.{suffix}")]
        done = run("generate", article, "--topic", "general", *outputs, SOURCE_DATE_EPOCH="1741564800")
        assert done.returncode == 0, done.stderr
    for suffix in ("md", "html", "docx", "json"):
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()
    assert "Made on 10 March 2025, 00:00 UTC." in (tmp_path / "a.md").read_text("utf-8")
    wrong = run("generate", article, "--topic", "general", SOURCE_DATE_EPOCH="yesterday")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "SOURCE_DATE_EPOCH is 'yesterday'" in wrong.stderr


def test_the_written_brief_verifies(article: Path, tmp_path: Path) -> None:
    """`verify` finds no fault in what `generate` wrote, and one in a forgery."""
    run("generate", article, "--topic", "general", "-o", tmp_path / "b.json")
    done = run("verify", tmp_path / "b.json")
    assert (done.returncode, done.stderr) == (0, "")
    forged = (tmp_path / "b.json").read_text("utf-8").replace("Twelve ships", "Eleven ships", 1)
    (tmp_path / "f.json").write_text(forged, "utf-8")
    done = run("verify", tmp_path / "f.json")
    assert done.returncode == 1
    assert done.stdout


def test_quiet_keeps_notices_back(article: Path) -> None:
    """A key without a model is told of, unless --quiet is given."""
    told = run("generate", article, OPENAI_API_KEY=KEY)
    assert "briefing: OPENAI_API_KEY found but no model named: no model is used." in told.stderr
    assert KEY not in told.stderr + told.stdout
    assert run("generate", article, "--quiet", OPENAI_API_KEY=KEY).stderr == ""


def test_nothing_to_work_on_is_status_1(tmp_path: Path) -> None:
    """An empty folder is said in one line, and no file is written."""
    (tmp_path / "empty").mkdir()
    done = run("generate", tmp_path / "empty", "-o", tmp_path / "b.md")
    assert done.returncode == 1
    assert re.fullmatch(r"briefing: .+\n", done.stderr)
    assert not (tmp_path / "b.md").exists()


def test_a_named_input_that_is_missing_makes_the_brief_incomplete(article: Path, tmp_path: Path) -> None:
    """The brief of the rest is written with status 3 and the reason; --strict writes nothing and gives 1."""
    command = ("generate", article, tmp_path / "gone.txt", "--topic", "general", "-o", tmp_path / "b.json")
    strict = run(*command, "--strict")
    assert strict.returncode == 1
    assert not (tmp_path / "b.json").exists()
    done = run(*command)
    assert done.returncode == 3
    assert "gone.txt" in done.stderr
    failures = json.loads((tmp_path / "b.json").read_text("utf-8"))["method"]["failures"]
    assert any("gone.txt" in failure for failure in failures)


def test_a_dry_run_shows_what_would_be_sent(article: Path, tmp_path: Path) -> None:
    """`--dry-run` prints calls, tokens and cost, and with -v the very text; it asks nobody and writes nothing."""
    # Port 9 answers nobody: a request would fail, and the command with it.
    model = ("--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    options = ("--topic", "general", "--dry-run", "-o", tmp_path / "b.md")
    done = run("generate", article, *options, *model, OPENAI_API_KEY=KEY)
    whole = run("generate", article, *options, *model, "-v", OPENAI_API_KEY=KEY)
    assert (done.returncode, whole.returncode) == (0, 0)
    assert re.search(r"1 calls?, [\d,]+ prompt tokens", done.stdout)
    assert "no price is known for the model m" in done.stdout
    assert "Twelve ships wait in the roads" not in done.stdout
    assert "Twelve ships wait in the roads" in whole.stdout
    assert KEY not in done.stdout + done.stderr + whole.stdout
    assert not (tmp_path / "b.md").exists()


def test_a_dry_run_of_many_articles_fits_a_screen(tmp_path: Path) -> None:
    """Articles, calls, tokens and the estimate in US dollars are told in at most 40 lines; -v lists every article."""
    for n in range(60):
        (tmp_path / f"{n:02}.txt").write_text(
            f"Title: Convoy {n}\n\nConvoy {n} reached the depot on Monday.\n", "utf-8"
        )
    found = plan([tmp_path], topic="general", model="gpt-5-mini")
    short = str(found)
    assert len(short.splitlines()) <= 40
    assert "Articles: 60." in short
    assert "and 35 more, which -v lists" in short
    assert re.search(r"Extract: 60 calls, [\d,]+ prompt tokens", short)
    assert re.search(r"In all about 120 calls, [\d,]+ tokens sent and [\d,]+ received; 0\.\d\d USD\.", short)
    assert all(f"Convoy {n};" in found.whole for n in range(60))


def test_a_run_with_a_model_tells_what_it_took(
    article: Path, tmp_path: Path, endpoint: Callable[[Script], Server]
) -> None:
    """The last line has the calls, those answered from the cache, tokens, US dollars and seconds."""
    server = endpoint(echo)
    asked = ("generate", article, "--topic", "general", "--model", "gpt-5-mini", "--base-url", server.url)
    lines = [run(*asked, "-o", tmp_path / "b.json").stderr.splitlines()[-1] for _ in range(2)]
    calls = len(server.calls)
    told = (
        r"briefing: (\d+) calls, (\d+) answered from the cache; ([\d,]+) tokens sent, [\d,]+ received; 0.0\d USD; \d+ s"
    )
    first, second = (re.fullmatch(told, line) for line in lines)
    assert first
    assert second
    assert (first[1], first[2], second[1], second[2], second[3]) == (str(calls), "0", "0", str(calls), "0")


def test_check_tells_the_supported_sentence_from_the_false_one(article: Path, tmp_path: Path) -> None:
    """Each sentence of a draft gets a verdict; one that is not supported gives status 1, in text and in JSON."""
    draft = tmp_path / "draft.md"
    draft.write_text("# Strike\n\nTwelve ships wait in the roads outside the port.\n", "utf-8")
    good = run("check", draft, "--sources", article)
    assert (good.returncode, good.stderr) == (0, "")
    assert "supported: Twelve ships wait" in good.stdout
    bad = run("check", "-", "--sources", article, "--json", stdin="Forty ships wait in the roads outside the port.")
    assert bad.returncode == 1
    (sentence,) = json.loads(bad.stdout)["sentences"]
    assert sentence["supported"] is False
    assert sentence["faults"]
    assert sentence["verdict"] == "contradicted"
    assert {"text", "supported", "faults", "citations"} <= set(sentence)


def test_check_needs_articles(tmp_path: Path) -> None:
    """A folder without articles is said to be one, and nothing is called false because of it."""
    (tmp_path / "draft.md").write_text("Ships wait.", "utf-8")
    (tmp_path / "empty").mkdir()
    done = run("check", tmp_path / "draft.md", "--sources", tmp_path / "empty")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no article was found" in done.stderr


def on_terminal(arguments: list[str], *, out: bool, err: bool) -> tuple[str, str]:
    """Run `briefing` with standard output or standard error on a terminal of 100 columns; what was printed on each."""
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (40, 100))
    with subprocess.Popen(
        [sys.executable, "-m", "briefing", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower if out else subprocess.PIPE,
        stderr=follower if err else subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    ) as process:
        os.close(follower)
        shown = b""
        # Reading fails when the program has closed its end.
        with contextlib.suppress(OSError):
            while piece := os.read(leader, 65536):
                shown += piece
        piped = (process.stderr if out else process.stdout).read()
    os.close(leader)
    texts = shown.decode(), piped.decode()
    return texts if out else texts[::-1]


def test_a_terminal_gets_the_brief_for_a_terminal(article: Path) -> None:
    """Without -o, a person at a terminal sees the view for it and not Markdown."""
    shown, errors = on_terminal(["generate", str(article), "--topic", "general"], out=True, err=False)
    assert errors == ""
    bare = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert "Source digest: " in bare
    assert "# Source digest" not in bare
    assert max(len(line.rstrip("\r")) for line in bare.split("\n")) <= 80


def test_progress_is_shown_on_a_terminal_only(article: Path) -> None:
    """Standard error on a terminal gets bars while the work runs; --quiet and a pipe get none."""
    command = ["generate", str(article), "--topic", "general"]
    out, shown = on_terminal(command, out=False, err=True)
    assert out.startswith("<!-- briefing")
    assert "digest" in shown
    assert on_terminal([*command, "--quiet"], out=False, err=True)[1] == ""


def test_progress_tells_rate_tokens_and_cost(article: Path, endpoint: Callable[[Script], Server]) -> None:
    """With a model the bars say how many calls, tokens and US dollars the run has cost so far."""
    server = endpoint(echo)
    for n in range(4):
        (article / f"more-{n}.txt").write_text(f"Ship number {n} left Port Calder on Friday. {ARTICLE}", "utf-8")
    # A name with a price.
    model = ["--model", "gpt-5-mini", "--base-url", server.url, "--no-cache"]
    _, shown = on_terminal(["generate", str(article), "--topic", "general", *model], out=False, err=True)
    bare = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert re.search(r"extract .*\d/5 .*\d+\.\d/s .*[1-9]\d* calls, [\d,]+ tokens, 0\.\d\d USD", bare)


def test_a_key_and_an_address_without_a_model_ask_nobody(article: Path, endpoint: Callable[[Script], Server]) -> None:
    """No request reaches the server that the environment names, and the notice says how to use it."""
    server = endpoint(echo)
    done = run("generate", article, "--topic", "general", OPENAI_API_KEY=KEY, OPENAI_BASE_URL=server.url)
    assert done.returncode == 0
    assert server.connections == 0
    assert "OPENAI_API_KEY and OPENAI_BASE_URL found but no model named: no model is used." in done.stderr
    assert "No language model was used" in done.stdout


def test_no_model_asks_nobody(article: Path, endpoint: Callable[[Script], Server]) -> None:
    """`--no-model` is stronger than whatever the environment and the other options name."""
    server = endpoint(echo)
    options = ("--topic", "general", "--no-model", "--model", "m")
    done = run("generate", article, *options, BRIEFING_MODEL="m", OPENAI_API_KEY=KEY, OPENAI_BASE_URL=server.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert server.connections == 0


def test_a_model_is_asked_at_the_address_with_the_key(
    article: Path, tmp_path: Path, endpoint: Callable[[Script], Server]
) -> None:
    """Name, address and key of the environment reach the server, and the key stands in nothing that is written."""
    server = endpoint(echo)
    variables = {"BRIEFING_MODEL": "scripted", "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.url}
    files = [tmp_path / "b.json", tmp_path / "b.md", tmp_path / "b.html", tmp_path / "r.jsonl", tmp_path / "c.db"]
    outputs = [word for path in files[:3] for word in ("-o", path)]
    done = run(
        "generate", article, "--topic", "general", *outputs, "--record", files[3], "--cache", files[4], **variables
    )
    assert done.returncode == 0
    assert server.calls
    assert {call.headers["authorization"] for call in server.calls} == {f"Bearer {KEY}"}
    assert {request["model"] for request in server.requests} == {"scripted"}
    assert KEY not in done.stderr
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_a_wrong_key_gives_the_floor_and_status_3(
    article: Path, tmp_path: Path, endpoint: Callable[[Script], Server]
) -> None:
    """The brief is made without the model, one line says why, and --strict writes nothing."""
    server = endpoint(lambda *_: status(401, "Incorrect API key provided"))
    command = (
        "generate",
        article,
        "--topic",
        "general",
        "--model",
        "m",
        "--base-url",
        server.url,
        "-o",
        tmp_path / "b.md",
    )
    strict = run(*command, "--strict", OPENAI_API_KEY=KEY)
    assert strict.returncode == 1
    assert not (tmp_path / "b.md").exists()
    done = run(*command, OPENAI_API_KEY=KEY)
    assert done.returncode == 3
    assert KEY not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Twelve ships wait in the roads" in (tmp_path / "b.md").read_text("utf-8")
    assert "> Degraded: " in (tmp_path / "b.md").read_text("utf-8")


def test_ctrl_c_ends_with_one_line(article: Path, tmp_path: Path, endpoint: Callable[[Script], Server]) -> None:
    """Ctrl-C stops a run that waits for the model, says what is kept, and leaves no output behind."""
    server = endpoint(lambda request, n: delay(30, echo(request, n)))
    command = ["generate", str(article), "--topic", "general", "--model", "m", "--base-url", server.url]
    with subprocess.Popen(
        [sys.executable, "-m", "briefing", *command, "-o", str(tmp_path / "b.md")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        until = time.monotonic() + 30
        while not server.calls and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "briefing: stopped; replies received so far are kept in the cache\n"
    assert not (tmp_path / "b.md").exists()
