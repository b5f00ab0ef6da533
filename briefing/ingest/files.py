"""Which files the inputs name: files themselves, folders with all below them, and patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.ingest.record import Fault

SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".eml", ".docx", ".pdf", ".rss", ".atom", ".xml"}
)
MANIFESTS = ("sources.toml", "sources.csv")
"""Names of the file that may stand beside articles and say what they are; in one folder the first counts."""

# An article has some thousand bytes and a feed of a year some million; beyond this it is a disk image or a mistake,
# and reading it would take the memory of the machine.
MAX_BYTES = 256 * 1024 * 1024
# Of these kinds the bytes are not the text: pictures and packed parts make them large, and unpacking takes memory.
_PACKED = frozenset({".eml", ".docx", ".pdf"})
_MAX_PACKED = 10 * 1024 * 1024

# So many of the files that are left out are named in the notice, the others counted.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `shown` is its path as given; `named` tells it from one found in a folder or by a pattern."""

    path: Path
    shown: str
    named: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that is no file to read. `named` as in `File`."""

    shown: str
    fault: Fault
    named: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Files in the order of their paths, what could not be reached, and notices of what was left out on purpose."""

    files: tuple[File, ...]
    unread: tuple[Unread, ...]
    notices: tuple[str, ...]


def shown(path: Path | str) -> str:
    """A path for people and for JSON: with slashes, and without bytes that are no characters."""
    return os.fsencode(Path(path).as_posix()).decode("utf-8", "replace")


def gather(inputs: Iterable[str | Path], skip: Collection[Path]) -> Found:
    """The files that `inputs` name, each path once. `skip` holds the outputs of this very run."""
    left_out = {path.resolve() for path in skip}
    files: dict[str, File] = {}
    unread: list[Unread] = []
    notices: list[str] = []
    for path, named in _expanded(inputs, unread):
        if path.is_dir():
            inside, others = _walk(path, unread)
            notices += _left_out(path, others)
            if not inside and not any(entry.shown.startswith(shown(path)) for entry in unread):
                unread.append(Unread(shown(path), Fault("empty", f"holds no article: none of {_wanted()}"), named))
            for file in inside:
                files.setdefault(shown(file), File(file, shown(file), named=False))
        elif path.name in MANIFESTS:
            # A shell's pattern names it too; it is read for the articles beside it.
            continue
        elif named or path.suffix.lower() in SUFFIXES:
            # A file that is named as well as found in a folder counts as named.
            files[shown(path)] = File(path, shown(path), named)
        else:
            notices += _left_out(path.parent, [path.name])
    kept = tuple(file for _, file in sorted(files.items()) if not left_out or file.path.resolve() not in left_out)
    return Found(kept, tuple(unread), tuple(sorted(notices)))


def _expanded(inputs: Iterable[str | Path], unread: list[Unread]) -> Iterator[tuple[Path, bool]]:
    for given in inputs:
        path = Path(given)
        if os.path.lexists(path):
            yield path, True
        elif glob.has_magic(str(given)):
            # Path.glob takes no absolute pattern.
            matches = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207
            if not matches:
                unread.append(Unread(shown(path), Fault("not_found", "no file matches this pattern"), named=True))
            yield from ((Path(match), False) for match in matches)
        else:
            fault = Fault("not_found", "no such file or folder; check the path")
            unread.append(Unread(shown(path), fault, named=True))


def _walk(folder: Path, unread: list[Unread]) -> tuple[list[Path], list[str]]:
    """Article files at any depth, and the names of all others. Links are followed, but into no folder twice."""
    files: list[Path] = []
    others: list[str] = []
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            unread.append(Unread(shown(current), Fault("unreadable", f"{error.strerror}"), named=current == folder))
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            path = current / entry.name
            wanted = path.suffix.lower() in SUFFIXES and not entry.name.startswith(".")
            if entry.is_dir() and not entry.name.startswith("."):
                waiting.append(path)
            elif entry.name in MANIFESTS:
                continue
            elif wanted and (entry.is_file() or entry.is_symlink()):
                files.append(path)
            else:
                others.append(path.relative_to(folder).as_posix())
    return files, others


def _left_out(folder: Path, others: list[str]) -> list[str]:
    if not others:
        return []
    names = [shown(name) for name in sorted(others)]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    what = "1 file of another kind" if len(names) == 1 else f"{len(names)} files of other kinds"
    return [f"{shown(folder)}: {what} left out: {', '.join(names[:_SHOWN])}{more}"]


def _wanted() -> str:
    return ", ".join(sorted(SUFFIXES))


def load(file: File) -> bytes | Fault:
    """The bytes of a file, or why there are none."""
    try:
        status = file.path.stat()
    except FileNotFoundError:
        if file.path.is_symlink():
            return Fault("dangling_link", "is a link to nothing; restore the file that it points to")
        return Fault("not_found", "no such file; check the path")
    except OSError as error:
        return Fault("unreadable", f"{error.strerror}; check its permissions and links")
    if file.path.suffix.lower() not in SUFFIXES:
        return Fault("unsupported", f"is none of {_wanted()}; convert it")
    if not stat.S_ISREG(status.st_mode):
        return Fault("unreadable", "is no regular file")
    most = _MAX_PACKED if file.path.suffix.lower() in _PACKED else MAX_BYTES
    if status.st_size > most:
        return Fault("too_large", f"has {status.st_size:,} bytes, more than {most:,}; split it, or save its text")
    try:
        return file.path.read_bytes()
    except OSError as error:
        return Fault("unreadable", f"{error.strerror}; check its permissions")
