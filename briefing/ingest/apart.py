"""A process that reads files: what would take too long, too much memory, or breaks its interpreter, ends there.

One process reads the files of a run one after the other, and a new one goes on where it had to be ended. It gets the
suffix and the bytes of a file and gives back what they hold, as a line of JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from threading import Timer

from briefing.boundary import bounded
from briefing.ingest.record import Draft, Fault, Reading, refused
from briefing.limits import APART_BYTES, READ_MEMORY, READ_SECONDS

# Of these few bytes can make many, or they are read by code that is not Python's.
_ALWAYS = frozenset({".docx", ".pdf"})


def wants(data: bytes, suffix: str) -> bool:
    """Whether reading a file could take long, or much memory."""
    return suffix in _ALWAYS or len(data) > APART_BYTES


class Apart(AbstractContextManager["Apart"]):
    """The reading process, started when it is first needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, suffix: str) -> Reading:
        """The articles of a file, or why it could not be read within the limits."""
        process = self._process = self._process or _started()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the reading process has no pipes")
        timer = Timer(READ_SECONDS, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(b"%s %d\n" % (suffix.encode(), len(data)))
                process.stdin.write(data)
                process.stdin.flush()
            line = process.stdout.readline()
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            return _unpacked(line)
        self.close()
        return refused(
            "too_large",
            f"cannot be read in {READ_SECONDS:.0f} seconds and {READ_MEMORY:,} bytes of memory; save its text as .txt",
        )

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __exit__(self, *_: object) -> None:
        self.close()


def _started() -> subprocess.Popen[bytes]:
    # It finds what this process finds, wherever that was started.
    code = f"import sys; sys.path[:] = {sys.path!r}; from briefing.ingest.apart import serve; serve()"
    return subprocess.Popen(  # noqa: S603  # our own interpreter and code
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def serve() -> None:
    """Read files from standard input until it ends; in the process that is started for it."""
    from briefing.ingest import formats

    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (READ_MEMORY, READ_MEMORY))
    while head := sys.stdin.buffer.readline():
        suffix, size = head.split()
        data = sys.stdin.buffer.read(int(size))
        reading = Reading()
        faults: list[str] = []
        with bounded(faults.append):
            reading = formats.read(data, suffix.decode())
        reading = refused("fault", faults[0]) if faults else reading
        sys.stdout.buffer.write(json.dumps(asdict(reading)).encode() + b"\n")
        sys.stdout.buffer.flush()


def _unpacked(line: bytes) -> Reading:
    found = json.loads(line)
    return Reading(
        tuple(Draft(**draft) for draft in found["drafts"]),
        tuple(Fault(**fault) for fault in found["faults"]),
        tuple(found["notices"]),
    )
