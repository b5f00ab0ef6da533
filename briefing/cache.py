"""Replies kept between runs: the SQLite cache, and recordings that a run can be replayed from.

Both hold replies only, never a key: what they are found by is the SHA-256 of the request. A request is the same from
run to run, so an unchanged chunk costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, astuple, replace
from pathlib import Path
from typing import Any, Final, get_args
from urllib.parse import urlsplit

from briefing.errors import EndpointError, OutputError, UsageError
from briefing.records.call import Completion, Finish, Request

_FINISHES: Final = frozenset(get_args(Finish))
# "brf1": a database that says otherwise is somebody else's, and is left alone.
_APPLICATION_ID: Final = 0x62726631
# OpenAI's own address, which is meant where none is named.
OPENAI_URL: Final = "https://api.openai.com/v1"
_PORTS: Final = {"http": 80, "https": 443}
# Another process holds the lock for one insert at a time; a lock that lasts longer than this many seconds is a fault.
_BUSY: Final = 3.0
# The first line of a recording has so many bytes at the most: names and hashes.
_HEADER: Final = 10_000
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS replies (
  key TEXT PRIMARY KEY, text TEXT NOT NULL, finish TEXT NOT NULL, prompt_tokens INTEGER, completion_tokens INTEGER
) WITHOUT ROWID
"""
# Columns that came later, with their types: a file of an earlier version gets them when it is opened.
_LATER: Final = {"model": "TEXT"}


def request_key(request: Request, model: str) -> str:
    """SHA-256 of the canonical JSON of a request to a model, wherever that model is served."""
    canonical = json.dumps({"model": model, **asdict(request)}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def cache_key(request: Request, model: str, base_url: str | None) -> str:
    """SHA-256 over the request and the endpoint: servers may mean different models by one name."""
    return hashlib.sha256(f"{request_key(request, model)} {normal_url(base_url)}".encode()).hexdigest()


def normal_url(base_url: str | None) -> str:
    """One spelling for an endpoint: scheme and host in small letters, no trailing slash, no user, no query.

    None is OpenAI's own address, and the scheme's own port is no part of it (RFC 3986, 6.2.3). "" stays: a model that
    is an object in this process has no address.
    """
    if base_url == "":
        return ""
    parts = urlsplit((base_url or OPENAI_URL).strip())
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(scheme) else ""
    return f"{scheme}://{host}{port}{parts.path.rstrip('/').removesuffix('/chat/completions')}"


def default_path() -> Path:
    """Where the cache stands when nobody names a place: the user's cache directory."""
    from platformdirs import user_cache_path

    return user_cache_path("briefing", appauthor=False) / "replies.sqlite3"


class Cache(AbstractContextManager["Cache"]):
    """Finished, valid replies by key, in an SQLite file that several processes may share.

    A file that cannot be used, from the start or in mid-run, is no reason to stop: the run goes on without it, and
    `tell` is told why, as `notice` says.
    """

    def __init__(self, path: Path, tell: Callable[[str], object] = lambda _: None) -> None:
        self.path = path
        self._tell = tell
        self.notice: str | None = None
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Each statement is its own transaction. A run may be driven from another thread than the one that opens.
            self._connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            _prepare(self._connection)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def get(self, key: str) -> Completion | None:
        """Return the stored reply, marked `cached`, or None."""
        rows = self._rows("SELECT text, finish, prompt_tokens, completion_tokens FROM replies WHERE key = ?", key)
        return next((replace(Completion(*row), cached=True) for row in rows if row[1] in _FINISHES), None)

    def put(self, key: str, completion: Completion, model: str | None = None) -> None:
        """Store a reply, of `model` where it is known. The caller gives only finished ones that fit their schema."""
        *values, _ = astuple(completion)
        columns = "key, text, finish, prompt_tokens, completion_tokens, model"
        self._rows(f"INSERT OR REPLACE INTO replies ({columns}) VALUES (?, ?, ?, ?, ?, ?)", key, *values, model)  # noqa: S608

    def models(self) -> dict[str | None, int]:
        """How many replies of each model are kept, most first; None: kept by a version that noted no model."""
        return dict(self._rows("SELECT model, count(*) FROM replies GROUP BY model ORDER BY count(*) DESC, model"))

    def clear(self, model: str | None = None) -> int:
        """Drop the replies of a model, or all of them, and give the room back. Returns how many there were."""
        gone = self._rows("DELETE FROM replies WHERE ? IS NULL OR model = ? RETURNING 1", model, model)
        self._rows("VACUUM")
        return len(gone)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """The rows that a statement gives, none where the file cannot be used."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: Exception) -> None:
        self.close()
        self.notice = (
            f"The cache {self.path} cannot be used ({error}); replies are not kept. Delete the file, name another "
            "with --cache, or pass --no-cache."
        )
        self._tell(self.notice)

    def close(self) -> None:
        """Close the file. What was stored stays."""
        if self._connection is not None:
            # Nothing is pending: each reply was committed when it came.
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare(connection: sqlite3.Connection) -> None:
    # In this order: another process may be making the file now, and it marks it before it makes the table.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application != _APPLICATION_ID:
        raise sqlite3.DatabaseError("it is a database of another program")
    # While another process is turning it on, this fails at once; it is then on for both.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    # A reply that is committed outlives `kill -9`; only a power cut may lose the last ones.
    connection.execute("PRAGMA synchronous = NORMAL")
    if application != _APPLICATION_ID:
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(_TABLE)
    there = {column[1] for column in connection.execute("PRAGMA table_info(replies)")}
    for name in _LATER.keys() - there:
        # Another process may be adding it now.
        with suppress(sqlite3.OperationalError):
            connection.execute(f"ALTER TABLE replies ADD COLUMN {name} {_LATER[name]}")


class Recorder(AbstractContextManager["Recorder"]):
    """Writes the replies of a run to JSON Lines, each as it comes.

    The first line is `header`: `model`, `judge` (the model that judges), `server` (host only), `prompts` (name: hash)
    and `date`. Raises `OutputError` where the file cannot be made, and `UsageError` where another file would be lost.
    Where it can be written no more (a full disk) the run goes on, and `notice` says so; what stands in it can be
    replayed.
    """

    def __init__(self, path: Path, **header: Any) -> None:  # noqa: ANN401  # it is JSON
        self._path = path
        self._model: str = header["model"]
        self._seen: set[str] = set()
        self.notice: str | None = None
        if path.is_file() and path.stat().st_size and not _is_recording(path):
            raise UsageError(f"{path} stands there and is no recording, and would be lost; name another --record.")
        try:
            self._file = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise self._failed(error) from error
        self._write({"briefing_replies": 2, **header})

    def record(self, request: Request, completion: Completion) -> None:
        """Write a reply; the same request is written once."""
        key = request_key(request, self._model)
        if key not in self._seen and not self.notice:
            self._seen.add(key)
            reply = asdict(completion)
            del reply["cached"]
            self._write({"key": key, "prompt": request.prompt, **reply})

    def _write(self, line: Mapping[str, Any]) -> None:
        try:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
        except OSError as error:
            self.notice = str(self._failed(error))

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(f"The recording {self._path} cannot be written ({error.strerror}); name another --record.")

    def close(self) -> None:
        """Close the file."""
        # What could not be written before cannot be written now, and was told.
        with suppress(OSError):
            self._file.close()

    def __exit__(self, *_: object) -> None:
        self.close()


class Replay:
    """A model that answers from a recording: no network, and `name` is the recorded model's.

    `judge`, `server`, `prompts` and `date` are those of the recorded run. What was not recorded raises `EndpointError`
    (`not_recorded`). Raises `UsageError` when the file is no recording.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            first, *rest = path.read_text(encoding="utf-8").split("\n")
            header = json.loads(first)
            self.name: str = header["model"]
            self.judge: str = header.get("judge", self.name)
            self.server: str | None = header["server"]
            self.prompts: dict[str, str] = header["prompts"]
            self.date: str = header["date"]
            # The last piece is what follows the last newline: empty, or a line that a killed run left unfinished.
            self._replies = dict(map(_reply, rest[:-1]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path} is not a recording that can be replayed ({type(error).__name__}: {error}). Make one with "
                "--record FILE."
            ) from error

    async def complete(self, request: Request, /) -> Completion:
        """Return the recorded reply to `request`, marked `cached`: no call was made."""
        found = self._replies.get(request_key(request, self.name))
        if found is None:
            raise EndpointError(
                f"{self._path} has no reply to this {request.prompt} request: it was recorded on {self.date} with "
                "other articles, prompts or options. Record anew with --record.",
                code="not_recorded",
            )
        return found


def _is_recording(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"briefing_replies"' in file.readline(_HEADER)


def _reply(line: str) -> tuple[str, Completion]:
    reply = json.loads(line)
    key, _ = reply.pop("key"), reply.pop("prompt")
    if reply["finish"] not in _FINISHES:
        raise ValueError(f"unknown finish {reply['finish']!r}")
    return key, Completion(**reply, cached=True)
