"""Markings: how they are written, where they are printed, and what they hold back."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from briefing import marking
from briefing.errors import UsageError
from briefing.pipeline import generate
from tests.runs import command, loaded, made, port
from tests.scripted import echo
from tests.server import Server, serve


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("tlp:amber+strict", "TLP:AMBER+STRICT"),
        ("TLP: red", "TLP:RED"),
        ("TLP green", "TLP:GREEN"),
        ("Tlp:Clear", "TLP:CLEAR"),
        ("NATO UNCLASSIFIED / tlp:amber + strict", "NATO UNCLASSIFIED / TLP:AMBER+STRICT"),
        ("  for the\nKFOR staff\x1b only ", "for the KFOR staff only"),
    ],
)
def test_a_marking_is_one_line_and_a_tlp_label_is_spelt_as_the_standard_has_it(written, printed):
    """Free text stays as it is, on one line; the five labels of TLP 2.0 are known however they are typed."""
    assert marking.named(written) == printed


@pytest.mark.parametrize("written", ["TLP:WHITE", "TLP:AMBER-STRICT", "TLP:", "TLP:GREEN+STRICT", " \n"])
def test_a_label_that_the_standard_does_not_have_is_refused(written):
    """A marking that nobody would know how to handle is worse than an error."""
    with pytest.raises(UsageError, match="--marking"):
        marking.named(written)


def test_every_format_has_the_marking_at_top_and_bottom(tmp_path):
    """Markdown, HTML, Word, mail text and JSON carry the marking; text formats before all else and behind it."""
    articles = port(tmp_path / "articles")
    names = ("brief.md", "brief.html", "brief.eml.txt", "brief.json", "brief.docx")
    outputs = [argument for name in names for argument in ("-o", tmp_path / name)]
    done = command("generate", articles, "--topic", "general", "--no-model", "--marking", "tlp:amber", *outputs)
    assert done.returncode == 0, done.stderr
    assert loaded(tmp_path / "brief.json").marking == "TLP:AMBER"
    for name in ("brief.md", "brief.eml.txt"):
        lines = [line for line in (tmp_path / name).read_text("utf-8").splitlines() if line and "<!--" not in line]
        assert "TLP:AMBER" in lines[0], name
        assert "TLP:AMBER" in lines[-1], name
    page = (tmp_path / "brief.html").read_text("utf-8")
    body = page[page.index("<body>") :]
    assert body.index("TLP:AMBER") < body.index("<main")
    assert body.rindex("TLP:AMBER") > body.rindex("</main>")


def test_the_terminal_shows_the_marking_first_and_last(tmp_path):
    """A person at a terminal reads the marking before and after the brief."""
    import io

    from rich.console import Console

    from briefing.render import terminal

    screen = Console(file=io.StringIO(), width=80)
    terminal(made(port(tmp_path), marking="TLP:RED"), screen)
    shown = [line.strip() for line in screen.file.getvalue().splitlines() if line.strip()]
    assert (shown[0], shown[-1]) == ("TLP:RED", "TLP:RED")


def test_articles_do_not_mark_the_brief(tmp_path):
    """What an article says of its own marking is its own affair."""
    folder = port(tmp_path)
    (folder / "marked.txt").write_text("TLP:RED\n\nDockers at Port Calder said TLP:RED papers were lost on Monday.\n")
    assert made(folder).marking is None


# What may leave this machine ------------------------------------------------------------------------------------------


def _rule(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "briefing.toml"
    path.write_text(text, "utf-8")
    return path


ONLY_CLEAR = '[marking]\nmay_leave = ["TLP:CLEAR"]\n'


def _elsewhere(server: Server) -> str:
    """The same server by an address that is not loopback by its letters, or a skip where there is none.

    The machine's own address on a network: packets to it do not leave the machine. Else its own name, where that leads
    to a loopback address.
    """
    port_number = server.url.split(":")[2].split("/")[0]
    for name in _own_names():
        with socket.socket() as probe:
            probe.settimeout(1)
            try:
                probe.connect((name, int(port_number)))
            except OSError:
                continue
        while not server.connections:  # it is counted a moment later
            time.sleep(0.01)
        return f"http://{name}:{port_number}/v1"
    pytest.skip("this machine has no name or address of its own beside loopback")


def _own_names() -> list[str]:
    names = [socket.gethostname(), f"{socket.gethostname()}.localdomain"]
    with contextlib.suppress(OSError):  # a machine may not know its own name
        names += sorted({str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)})
    return [name for name in names if not marking.is_local(f"http://{name}/")]


@pytest.fixture
def open_server():
    """A server that listens on all of this machine's addresses, so that it can be reached by another name."""
    with serve(echo, "") as server:
        yield server


def _run(tmp_path: Path, base_url: str, *more: str, **env: str):
    return command(
        "generate", port(tmp_path / "articles"), "--topic", "general", "--model", "m", "--base-url", base_url,
        "--no-cache", "-o", tmp_path / "out.json", *more, cwd=tmp_path, XDG_CONFIG_HOME=str(tmp_path / "config"), **env,
    )  # fmt: skip


@pytest.mark.parametrize("more", [("--marking", "TLP:AMBER"), ("--marking", "TLP:CLEAR and more"), ()])
def test_what_is_not_let_out_reaches_no_server_elsewhere(tmp_path, open_server, more):
    """With a rule, another marking, or none, means that no connection is made to an address that is not loopback."""
    _rule(tmp_path, ONLY_CLEAR)
    done = _run(tmp_path, _elsewhere(open_server), *more)
    assert done.returncode == 2
    assert "may not leave this machine" in done.stderr
    assert "briefing.toml" in done.stderr
    assert (open_server.connections, open_server.requests) == (1, [])  # the one is the test's own look whether it runs
    assert not (tmp_path / "out.json").exists()


def test_a_marking_that_is_let_out_is_sent(tmp_path, open_server):
    """A marking on the list goes to the same server, however it is typed."""
    _rule(tmp_path, ONLY_CLEAR)
    done = _run(tmp_path, _elsewhere(open_server), "--marking", "tlp:clear")
    assert done.returncode == 0, done.stderr
    assert open_server.requests


def test_a_server_on_this_machine_is_asked_whatever_the_marking(tmp_path, endpoint):
    """Loopback is this machine."""
    server = endpoint(echo)
    _rule(tmp_path, ONLY_CLEAR)
    done = _run(tmp_path, server.url, "--marking", "TLP:RED")
    assert done.returncode == 0, done.stderr
    assert server.requests


def test_the_function_keeps_the_rule_too(tmp_path, open_server, monkeypatch):
    """A notebook is held back like the command."""
    _rule(tmp_path, ONLY_CLEAR)
    url = _elsewhere(open_server)
    before = open_server.connections
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="may not leave"):
        generate([port(tmp_path / "articles")], topic="general", model="m", base_url=url, marking="TLP:RED")
    assert open_server.connections == before


def test_a_batch_that_is_not_let_out_is_not_submitted(tmp_path, open_server):
    """The request files of a batch are held back like the calls of a run."""
    _rule(tmp_path, ONLY_CLEAR)
    url, before = _elsewhere(open_server), open_server.connections
    settings = {"cwd": tmp_path, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    prepared = command(
        "batch", "prepare", port(tmp_path / "articles"), "--dir", tmp_path / "run", "--model", "m", "--base-url", url,
        "--cache", tmp_path / "c.db", "--marking", "tlp:red", **settings,
    )  # fmt: skip
    assert prepared.returncode == 0, prepared.stderr
    done = command("batch", "submit", tmp_path / "run", "--base-url", url, **settings)
    assert done.returncode == 2
    assert "'TLP:RED' may not leave this machine" in done.stderr
    assert open_server.connections == before


def test_the_users_own_file_holds_where_the_folder_has_none(tmp_path, open_server):
    """A rule in the configuration folder counts, whatever a file in the working folder says or lets out."""
    _rule(tmp_path / "config" / "briefing", '[marking]\nmay_leave = ["TLP:GREEN"]\n')
    _rule(tmp_path, "")
    url = _elsewhere(open_server)
    assert "may not leave" in _run(tmp_path, url, "--marking", "TLP:CLEAR").stderr
    assert _run(tmp_path, url, "--marking", "TLP:GREEN").returncode == 0
    _rule(tmp_path, ONLY_CLEAR)
    for each in ("TLP:CLEAR", "TLP:GREEN"):
        assert "may not leave" in _run(tmp_path, url, "--marking", each).stderr


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[marking]\nmay_leeve = []\n", "may_leeve"),
        ("[markings]\nmay_leave = []\n", "markings"),
        ('[marking]\nmay_leave = "TLP:CLEAR"\n', "list"),
        ("[marking\n", "TOML"),
    ],
)
def test_a_rule_that_can_not_be_read_stops_the_run(tmp_path, open_server, text, word):
    """A misspelt rule would be none: the file is named and nothing is sent."""
    _rule(tmp_path, text)
    done = _run(tmp_path, _elsewhere(open_server), "--marking", "TLP:CLEAR")
    assert done.returncode == 2
    assert word in done.stderr
    assert not open_server.requests


@pytest.mark.parametrize("host", ["127.0.0.1.example.org", "localhost.example.org", "0.0.0.0", "10.0.0.1", "[fe80::1]"])  # noqa: S104
def test_only_loopback_by_its_letters_is_this_machine(host):
    """A name that a name server answers for is not taken on trust."""
    assert not marking.is_local(f"http://{host}/v1")
    assert marking.is_local("http://[::1]:8080/v1")


def test_a_server_here_can_not_send_a_request_on(tmp_path, open_server, endpoint):
    """A redirection from this machine to another address is not followed."""
    from tests.server import Fault

    url = _elsewhere(open_server)
    before = open_server.connections
    here = endpoint(lambda *_: Fault(status=307, raw=b"", headers={"Location": f"{url}/chat/completions"}))
    _rule(tmp_path, ONLY_CLEAR)
    done = _run(tmp_path, here.url, "--marking", "TLP:RED", "--timeout", "3")
    assert here.requests
    assert open_server.connections == before
    assert done.returncode == 3, done.stderr


@pytest.mark.slow
def test_each_printed_page_of_the_html_has_the_marking_at_top_and_bottom(tmp_path):
    """A browser repeats the marking on every page that it prints."""
    browser, reader = shutil.which("chromium"), shutil.which("pdftotext")
    if not browser or not reader:
        pytest.skip("chromium and pdftotext are not on this machine")
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        text = f"Dockers of pier {number} walked out on Monday over night shifts at Port Calder. Pier {number} is shut."
        (folder / f"{number:02}.txt").write_text(text)
    done = command("generate", folder, "--topic", "general", "--marking", "TLP:AMBER", "-o", tmp_path / "b.html")
    assert done.returncode == 0, done.stderr
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [browser, *arguments, f"--print-to-pdf={tmp_path / 'b.pdf'}", tmp_path / "b.html"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    text = subprocess.run(
        [reader, "-layout", tmp_path / "b.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = [page for page in text.split("\f") if page.strip()]
    assert len(pages) > 1
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert (lines[0], lines[-1]) == ("TLP:AMBER", "TLP:AMBER")
