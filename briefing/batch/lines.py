"""The lines of a round: its requests as `prepare` wrote them, and the results as they came back."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from briefing.batch.job import Job, RequestFile
from briefing.cache import cache_key
from briefing.errors import InputError
from briefing.records.call import Request

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Enough to see past blank lines whether a file is a list.
_HEAD: Final = 64


def requests(job: Job, files: Sequence[RequestFile], folder: Path) -> Iterator[tuple[str, Request]]:
    """Each request of some files, line by line: a round may be larger than memory.

    Raises `InputError` where a file cannot be read or a request was changed.
    """
    for file in files:
        path = folder / file.name
        try:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    entry = json.loads(line)
                    yield entry["custom_id"], _request(entry, job)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise InputError(
                f"{path} is not as it was written ({type(error).__name__}: {error}). "
                f"Write it again: briefing batch prepare --dir {folder}"
            ) from error


def _request(entry: dict[str, Any], job: Job) -> Request:
    body = entry["body"]
    described = body["response_format"]["json_schema"]
    system, user = (message["content"] for message in body["messages"])
    request = Request(described["name"], system, user, described["schema"])
    if cache_key(request, job.model, job.base_url) != entry["custom_id"]:
        raise ValueError("a request and its custom_id do not belong together")
    return request


class Results:
    """Results by their requests, the last one counting; `len()` tells how many are left.

    A file has JSON lines in UTF-8, and may be more than memory holds. What a person's tools make of one is read too: a
    JSON list, or text in UTF-16. Raises `InputError` where one cannot be read.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        # Of what stands in lines, the place: the file and the offset in bytes.
        self._found: dict[str, Any] = {}
        for path in paths:
            try:
                for offset, entry in _entries(path):
                    known = isinstance(entry, dict) and "custom_id" in entry
                    # A torn or foreign line is one result less, and is counted among those that are not ours.
                    key = str(entry["custom_id"]) if known else f"{path}:{len(self._found)}"
                    self._found[key] = entry if offset is None else (path, offset)
            except (OSError, UnicodeDecodeError) as error:
                why = "it is not text" if isinstance(error, UnicodeDecodeError) else error.strerror or error
                raise InputError(f"{path} cannot be read ({why}). Name the results that came back.") from error

    def __len__(self) -> int:
        return len(self._found)

    def take(self, key: str) -> dict[str, Any] | None:
        """The result of a request, which is then no longer left; None where there is none."""
        found: dict[str, Any] | tuple[Path, int] | None = self._found.pop(key, None)
        if isinstance(found, tuple):
            path, offset = found
            with path.open("rb") as lines:
                lines.seek(offset)
                found = dict(json.loads(lines.readline()))
        return found


def _entries(path: Path) -> Iterator[tuple[int | None, Any]]:
    """Each entry of a results file, with its offset where it can be found by one; None for a line that is no JSON."""
    with path.open("rb") as lines:
        start = lines.read(_HEAD)
        if not start.startswith(_UTF_16) and not start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"["):
            lines.seek(offset := 0)
            for line in lines:
                if line.strip():
                    yield offset, _entry(line)
                offset += len(line)
            return
    text = path.read_bytes().decode("utf-16" if start.startswith(_UTF_16) else "utf-8-sig")
    whole = _entry(text)
    for entry in whole if isinstance(whole, list) else map(_entry, filter(str.strip, text.split("\n"))):
        yield None, entry


def _entry(text: str | bytes) -> Any:  # noqa: ANN401  # it is JSON
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
