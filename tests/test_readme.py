"""README: every command in it is run as it is written, and what it says of the program is so."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import get_args, get_type_hints

import pytest

from briefing import prompts
from briefing.grounding import Fault, Passage, faults
from tests.batches import batches
from tests.runs import ROOT, port
from tests.scripted import echo
from tests.server import serve

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.M | re.S)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
INSTALL = ["make brief", "pip install ."]
# The ports of the servers that README starts, in its own words, with `ollama serve` and `llama-server`.
PORTS = sorted({int(found) for found in re.findall(r"http://localhost:(\d+)/v1", README)})


def shell(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "NO_COLOR": "1", **env}
    words = ["bash", "-c", command]
    return subprocess.run(words, cwd=folder, env=variables, capture_output=True, text=True, timeout=540, check=False)


def test_every_block_of_commands_is_found() -> None:
    """Each block says what it is in, and nothing that looks like a command stands in a block that is not run."""
    assert {kind for kind, _ in BLOCKS} == {"sh", "toml", "python"}
    assert len(COMMANDS) > 12
    assert all(line.startswith(("briefing ", *INSTALL)) for line in COMMANDS)


@pytest.mark.slow
def test_every_command_works_as_written(tmp_path: Path) -> None:
    """In a folder with articles and a draft, with servers where README has them, each line ends with status 0."""
    wire = port(tmp_path / "my-articles") / "wire.txt"
    wire.write_text("PORT CALDER, May 8 (Reuters) - The port authority called the union to talks on Friday.\n", "utf-8")
    (tmp_path / "draft.md").write_text("Twelve ships wait in the roads outside the port.\n", "utf-8")
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "briefing"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m briefing "$@"\n', "utf-8")
    program.chmod(0o755)
    with ExitStack() as running:
        openai = running.enter_context(serve(echo))
        for number in PORTS:
            try:
                running.enter_context(serve(echo, port=number))
            except OSError:
                pytest.skip(f"something else listens on port {number}, which README's server is to have")
        env = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "OPENAI_API_KEY": "a-key-for-the-test",
            "OPENAI_BASE_URL": openai.url,
        }
        service = running.enter_context(batches(echo))
        for command in COMMANDS:
            if command not in INSTALL:
                where = {"OPENAI_BASE_URL": service.url} if command.startswith("briefing batch") else {}
                done = shell(command, tmp_path, **(env | where))
                assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert openai.calls
    written = {path.name for path in tmp_path.iterdir()}
    assert {*re.findall(r"-o (\S+)", " ".join(COMMANDS)), "replies.jsonl", "port-strike.toml"} <= written


@pytest.mark.slow
def test_the_commands_that_install_work_as_written(tmp_path: Path) -> None:
    """From a copy of the tracked files, `make brief` writes the same files twice, `pip install .` gives the command."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        target = tmp_path / "briefing" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, target)
    checkout = tmp_path / "briefing"
    (checkout / "samples/kfor-rutte/digest.html").unlink()
    made = shell(INSTALL[0], checkout)
    assert made.returncode == 0, made.stderr
    written = {path: path.read_bytes() for path in (checkout / "samples/kfor-rutte").glob("*.[mh]*")}
    assert checkout / "samples/kfor-rutte/digest.html" in written
    assert shell(INSTALL[0], checkout).returncode == 0
    assert {path: path.read_bytes() for path in written} == written
    path = f"{checkout / '.venv/bin'}:{os.environ['PATH']}"
    installed = shell(INSTALL[1], checkout, PATH=path)
    assert installed.returncode == 0, installed.stderr
    elsewhere = shell("briefing generate briefing/samples/kfor-rutte/articles -o brief.html", tmp_path, PATH=path)
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert "<article" in (tmp_path / "brief.html").read_text("utf-8")


def test_the_python_of_readme_runs() -> None:
    """The example prints the brief and what each claim rests on."""
    code, _ = (text for kind, text in BLOCKS if kind == "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "# Source digest: KFOR mission and Rutte visit" in done.stdout
    assert " <- " in done.stdout


class Gateway(BaseHTTPRequestHandler):
    """Answers requests that come as README's model of one's own sends them."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        messages = [{"role": role, "content": asked[role]} for role in ("system", "user")]
        described = {"json_schema": {"name": asked["prompt"], "schema": asked["schema"]}}
        reply = json.dumps(echo({"messages": messages, "response_format": described}, 0)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_model_of_ones_own_in_readme_writes_a_brief() -> None:
    """The class is asked as any model is: its name and its work stand in the method note."""
    _, code = (text for kind, text in BLOCKS if kind == "python")
    assert len(code.split("class ")[1].splitlines()) <= 10
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        own = code.replace("http://localhost:9000", f"http://127.0.0.1:{server.server_port}")
        done = subprocess.run([sys.executable, "-c", own], cwd=ROOT, capture_output=True, text=True, timeout=300)
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    assert "model='house-model'" in done.stdout
    assert "failures=()" in done.stdout
    assert re.search(r" calls=[1-9].* claims_accepted=[1-9]", done.stdout)


def test_the_topic_of_readme_is_one(tmp_path: Path) -> None:
    """The example is a topic file as it stands."""
    (text,) = (text for kind, text in BLOCKS if kind == "toml" and text.startswith("title"))
    (tmp_path / "strike.toml").write_text(text, "utf-8")
    assert len(prompts.topic(str(tmp_path / "strike.toml")).sections) == 2


def test_readme_names_every_certain_check() -> None:
    """The table of reasons has exactly those that code gives, and each example is refused for its row's alone."""
    table = README.split("## What code checks")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", table, re.M)[2:]]
    assert {row[0].strip("`") for row in rows} == set(get_args(get_type_hints(Fault)["code"]))
    for reason, _, refused, words in rows:
        assert {fault.code for fault in faults(refused, [Passage((words,))])} == {reason.strip("`")}, refused
        assert faults(words, [Passage((words,))]) == ()


def test_what_readme_links_to_is_there() -> None:
    """Pictures and files stand where README says."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
