"""Runs of the command in a process of its own, without the second that Python takes to import everything.

A process that has imported the program waits on a socket; for each run it forks, and the fork takes over the files,
folder, environment and arguments of the run. Tests of starting up, of signals and of terminals start Python itself.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

# What Python reads when it starts, and nobody can change afterwards.
_AT_START = ("PYTHON", "LANG", "LC_")
_AS_USUAL = {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONWARNINGS": "error"}
_MOST = 1 << 20


def run(
    arguments: Sequence[str], stdin: bytes, env: Mapping[str, str], cwd: Path | None, timeout: float
) -> subprocess.CompletedProcess[bytes]:
    """Run `briefing`; one that hangs is killed and raises `subprocess.TimeoutExpired`."""
    told = {key: value for key, value in env.items() if not key.startswith(_AT_START)}
    same = all(os.environ.get(k, _AS_USUAL.get(k)) == v for k, v in env.items() if k.startswith(_AT_START))
    if not same:
        words = [sys.executable, "-m", "briefing", *arguments]
        return subprocess.run(words, input=stdin, capture_output=True, cwd=cwd, env=env, timeout=timeout)
    with socket.socket(socket.AF_UNIX) as asked, tempfile.TemporaryFile() as given:
        asked.connect(_waiting(os.getpid()))
        given.write(stdin)
        given.seek(0)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            about = json.dumps({"argv": list(arguments), "env": told, "cwd": str(cwd or Path.cwd())}).encode()
            socket.send_fds(asked, [about], [given.fileno(), out.fileno(), err.fileno()])
            asked.shutdown(socket.SHUT_WR)
            process = int.from_bytes(asked.recv(8))
            asked.settimeout(timeout)
            try:
                code = int.from_bytes(asked.recv(8), signed=True)
            except TimeoutError:
                os.kill(process, signal.SIGKILL)
                raise subprocess.TimeoutExpired(["briefing", *arguments], timeout) from None
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(["briefing", *arguments], code, out.read(), err.read())


@cache
def _waiting(_: int) -> str:
    """The address of the process that waits, one for each process of the tests."""
    folder = tempfile.TemporaryDirectory(prefix="warm")
    address = f"{folder.name}/s"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warm", address], env={**os.environ, **_AS_USUAL}, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"

    def end() -> None:
        process.kill()
        process.communicate()
        folder.cleanup()

    atexit.register(end)
    return address


def _wait(address: str) -> None:
    # What a run would import and read first.
    import docx  # noqa: F401
    import jinja2  # noqa: F401
    import openai  # noqa: F401
    import rich.progress  # noqa: F401
    import trafilatura  # noqa: F401

    from briefing import batch, check, dates, numbers, pipeline, plan, prompts, verify  # noqa: F401
    from briefing.chunk import encoder
    from briefing.render.documents import environment

    encoder()
    prompts.topics()
    for kind in ("markdown", "html"):
        environment(kind)
    numbers.find("Two men met on 3 March.", dates=dates.find("Two men met on 3 March."))
    parent = os.getppid()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen(64)
        server.settimeout(1)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while os.getppid() == parent:
            try:
                asked, _ = server.accept()
            except TimeoutError:
                continue
            with asked:
                if os.fork() == 0:
                    server.close()
                    _attend(asked)


def _attend(asked: socket.socket) -> None:
    """Fork once more for the run itself, and tell its number and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked.settimeout(None)
    about, files, _, _ = socket.recv_fds(asked, _MOST, 3)
    while more := asked.recv(_MOST):
        about += more
    process = os.fork()
    if process == 0:
        asked.close()
        _become(json.loads(about), files)
    asked.sendall(process.to_bytes(8))
    _, status = os.waitpid(process, 0)
    asked.sendall(os.waitstatus_to_exitcode(status).to_bytes(8, signed=True))
    os._exit(0)


def _become(about: Mapping[str, object], files: Sequence[int]) -> None:
    """Be the run."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(str(about["cwd"]))
    kept = {key: value for key, value in os.environ.items() if key.startswith(_AT_START)}
    os.environ.clear()
    os.environ.update({**kept, **dict(about["env"])})  # type: ignore[call-overload]
    sys.argv = ["briefing", *map(str, about["argv"])]  # type: ignore[call-overload]
    code = 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            runpy.run_module("briefing", run_name="__main__", alter_sys=False)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  # as Python itself would tell it
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 1
        os._exit(code)


if __name__ == "__main__":
    _wait(sys.argv[1])
