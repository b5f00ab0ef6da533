"""Which files the inputs name: files themselves, folders with all below them, and patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from briefing.ingest.record import Fault
from briefing.limits import FILE_BYTES, PACKED_BYTES

SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".eml", ".docx", ".pdf", ".rss", ".atom", ".xml"}
)
_WANTED = ", ".join(sorted(SUFFIXES))
MANIFESTS = ("sources.toml", "sources.csv")
"""Names of the file that may stand beside articles and say what they are; in one folder the first counts."""

# Of these kinds the bytes are not the text: pictures and packed parts make them large, and unpacking takes memory.
_PACKED = frozenset({".eml", ".docx", ".pdf"})

# So many of the files that are left out are named in the notice, the others counted.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `shown` is its path as given; `named` tells it from one found in a folder or by a pattern."""

    path: Path
    shown: str
    named: bool


@dataclass(slots=True)
class Found:
    """Files by path, inputs that could not be reached (path, why, named), and notices of what was left out."""

    files: dict[str, File] = field(default_factory=dict)
    unread: list[tuple[str, Fault, bool]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def add(self, path: Path, *, named: bool) -> None:
        """Take a file, or all files of a folder. One that is named as well as found counts as named."""
        if path.is_dir():
            self._walk(path, named=named)
        elif named or path.suffix.lower() in SUFFIXES:
            known = self.files.get(shown(path))
            self.files[shown(path)] = File(path, shown(path), named or (known is not None and known.named))
        else:
            self._leave_out(path.parent, [path.name])

    def _walk(self, top: Path, *, named: bool) -> None:
        """Article files at any depth. Links are followed within the folder, and into no folder twice."""
        others: list[str] = []
        real = Path(os.path.realpath(top))
        seen: set[tuple[int, int]] = set()
        empty = True

        def unreadable(error: OSError) -> None:
            nonlocal empty
            empty = False
            self.unread.append((shown(error.filename), Fault("unreadable", f"{error.strerror}"), named))

        for folder, folders, names in os.walk(top, followlinks=True, onerror=unreadable):
            status = os.stat(folder)  # noqa: PTH116  # os.walk gives strings
            folders[:] = [] if (status.st_dev, status.st_ino) in seen else sorted(f for f in folders if f[0] != ".")
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            for name in [*folders, *names]:
                path = Path(folder, name)
                if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(real):
                    empty = False
                    fault = Fault("outside", "is a link that leads out of the folder; name what it points to instead")
                    self.unread.append((shown(path), fault, named))
                    folders[:] = [each for each in folders if each != name]
                elif name in folders:
                    continue
                elif path.suffix.lower() in SUFFIXES and not name.startswith("."):
                    empty = False
                    self.files.setdefault(shown(path), File(path, shown(path), named=False))
                elif name not in MANIFESTS:
                    others.append(path.relative_to(top).as_posix())
        if empty:
            self.unread.append((shown(top), Fault("empty", f"holds no article: none of {_WANTED}"), named))
        self._leave_out(top, others)

    def _leave_out(self, folder: Path, others: list[str]) -> None:
        if others:
            names = [shown(name) for name in sorted(others)]
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            what = "1 file of another kind" if len(names) == 1 else f"{len(names)} files of other kinds"
            self.notices.append(f"{shown(folder)}: {what} left out: {', '.join(names[:_SHOWN])}{more}")


def shown(path: Path | str) -> str:
    """A path for people and for JSON: with slashes, and without bytes that are no characters."""
    return os.fsencode(Path(path).as_posix()).decode("utf-8", "replace")


def gather(inputs: Iterable[str | Path]) -> Found:
    """The files that `inputs` name, in the order of their paths."""
    found = Found()
    for given in inputs:
        path = Path(given)
        # Path.glob takes no absolute pattern.
        matches = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207
        if path.name in MANIFESTS:
            # A shell's pattern names it too; it is read for the articles beside it.
            continue
        if os.path.lexists(path):
            found.add(path, named=True)
        elif matches:
            for match in matches:
                found.add(Path(match), named=False)
        else:
            pattern = glob.has_magic(str(given))
            detail = "no file matches this pattern" if pattern else "no such file or folder; check the path"
            found.unread.append((shown(path), Fault("not_found", detail), True))
    found.files = dict(sorted(found.files.items()))
    return found


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
        return Fault("unsupported", f"is none of {_WANTED}; convert it")
    if not stat.S_ISREG(status.st_mode):
        return Fault("unreadable", "is no regular file")
    most = PACKED_BYTES if file.path.suffix.lower() in _PACKED else FILE_BYTES
    if status.st_size > most:
        return Fault("too_large", f"has {status.st_size:,} bytes, more than {most:,}; split it, or save its text")
    try:
        return file.path.read_bytes()
    except OSError as error:
        return Fault("unreadable", f"{error.strerror}; check its permissions")
