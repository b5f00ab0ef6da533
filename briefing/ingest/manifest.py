"""The desk's manifest: `sources.toml` or `sources.csv` beside the articles, which says what they are.

What it gives wins over what a file says of itself. An empty field says nothing. A file that holds several articles is
named as it is for all of them, and with the number of one ("export.txt#7") for that one.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from briefing.ingest.decode import decode
from briefing.ingest.files import MANIFESTS, shown
from briefing.ingest.language import code
from briefing.ingest.published import iso
from briefing.ingest.record import Fault
from briefing.limits import ARTICLES, FIELD_CHARACTERS
from briefing.records.article import Article
from briefing.records.brief import ManifestFile
from briefing.text.normal import normalise
from briefing.text.web import web_address

_LETTERS = frozenset("ABCDEF")
_READERS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "title": (str, "write words"),
    "publisher": (str, "write words"),
    "published": (iso, "write a date like 2025-03-11"),
    "url": (web_address, "write an address that begins with https:// or http://"),
    "language": (code, "write a code of two letters, like sq"),
    "reliability": (
        lambda letter: letter.upper() if letter.upper() in _LETTERS else None,
        "write a letter from A to F",
    ),
    "origin": (str, "write words"),
    "note": (str, "write words"),
}
FIELDS = tuple(_READERS)
"""What a manifest can give for a file."""

_HEAD = """\
# What the articles beside this file are. What stands here wins over what a file says of itself; "" says nothing.
# published: 2025-03-11 or 2025-03-11T10:00:00+01:00. language: en, sq, sr. reliability of the outlet: A to F.
# origin: who first reported it (an agency, an outlet). note: anything the reader of the source list should know.
"""
Key = tuple[str, int | None]
"""A file's name and the number of one of its articles, None for all of them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read, and what it gives for each key."""

    folder: Path
    record: ManifestFile
    entries: Mapping[Key, Mapping[str, str]]

    def fields(self, path: Path, part: int | None) -> Mapping[str, str]:
        """What it gives for an article of the file at `path`."""
        if self.folder not in path.parents:
            return {}
        name = path.relative_to(self.folder).as_posix()
        return {**self.entries.get((name, None), {}), **(self.entries.get((name, part or 1), {}))}


class Manifests:
    """The manifests beside some files, and in folders above them as far as those were given (`roots`).

    `faults` are by the path of the manifest.
    """

    def __init__(self, paths: Iterable[Path], roots: Collection[Path]) -> None:
        """Read each manifest once, that of the outermost folder first."""
        self.faults: list[tuple[str, Fault]] = []
        folders = {path.parent for path in paths}
        folders |= {up for folder in folders for up in folder.parents if not {up, *up.parents}.isdisjoint(roots)}
        found = (self._load(folder) for folder in sorted(folders, key=lambda folder: (len(folder.parts), folder)))
        self._read = [manifest for manifest in found if manifest is not None]
        self.records = tuple(sorted((manifest.record for manifest in self._read), key=lambda record: record.path))

    def state(self, article: Article, path: Path) -> Article:
        """The article with what the manifests give for it. That of the nearest folder counts first."""
        given: dict[str, str] = {}
        for manifest in self._read:
            given |= manifest.fields(path, article.part)
        if not given:
            return article
        return article.model_copy(update={**given, "stated": tuple(name for name in FIELDS if name in given)})

    def close(self, parts: Mapping[Path, int]) -> None:
        """Name the entries that fit no article. `parts` are the articles of each file that was read."""
        for manifest in self._read:
            path = manifest.record.path
            for name, part in manifest.entries:
                if len(name) > FIELD_CHARACTERS:
                    self._fault(path, f"{name[:40]!r}... is no name of a file; correct it")
                    continue
                many = parts.get(manifest.folder / name)
                if not (manifest.folder / name).is_file():
                    self._fault(path, f"{name!r} is no file beside it; correct its name")
                elif part is not None and many is not None and part > many:
                    self._fault(path, f"{name!r} holds {many} articles, and number {part} is asked for")

    def _fault(self, path: str, detail: str) -> None:
        self.faults.append((path, Fault("bad_manifest", detail)))

    def _load(self, folder: Path) -> Manifest | None:
        path = next((folder / name for name in MANIFESTS if (folder / name).is_file()), None)
        if path is None:
            return None
        try:
            data = path.read_bytes()
            rows = list(_toml(data) if path.suffix == ".toml" else _table(data))
        except (OSError, ValueError, csv.Error, RecursionError) as error:
            told = f"is a manifest that cannot be read ({error}); correct it, or take it away"
            self.faults.append((shown(path), Fault("unreadable", told)))
            return None
        entries: dict[Key, Mapping[str, str]] = {}
        for number, row in enumerate(rows, 1):
            named = row.get("file")
            if not isinstance(named, str) or not named.strip():
                self._fault(shown(path), f"entry {number} has no file; name one beside the manifest")
                continue
            key = _key(named.strip().replace("\\", "/"))
            given, faults = _given(row)
            if key in entries:
                faults.append("names a file for the second time; the first entry counts")
            entries.setdefault(key, given)
            for fault in faults:
                self._fault(shown(path), f"entry {number} ({key[0]}) {fault}")
        record = ManifestFile(path=shown(path), sha256=hashlib.sha256(data).hexdigest())
        return Manifest(folder, record, entries)


def _toml(data: bytes) -> Iterable[Mapping[str, object]]:
    """The [[source]] tables. Raises ValueError."""
    rows = tomllib.loads(data.decode("utf-8-sig")).get("source", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("its entries are written [[source]]")
    return rows


def _table(data: bytes) -> Iterator[Mapping[str, object]]:
    """The rows under a line of field names, parted by commas, semicolons or tabs, as spreadsheets write them."""
    decoded = decode(data)
    if isinstance(decoded, Fault):
        raise ValueError(decoded.detail)  # noqa: TRY004  # what is wrong is the file, not a type
    text = decoded[0].removeprefix("\ufeff")
    head, _, _ = text.partition("\n")
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    if "file" not in reader.fieldnames:
        raise ValueError("its first line must name the columns, and one of them is file")
    yield from ({key: value for key, value in row.items() if isinstance(value, str)} for row in reader)


def _key(named: str) -> Key:
    name, _, number = named.rpartition("#")
    part = int(number) if name and number.isdecimal() and len(number) <= len(str(ARTICLES)) else None
    return PurePosixPath(named if part is None else name).as_posix(), part


def _given(row: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """What a row gives, and what is wrong with it."""
    given: dict[str, str] = {}
    faults: list[str] = []
    for column, value in row.items():
        if column == "file":
            continue
        if column not in _READERS:
            faults.append(f"has a field {column!r}, which a manifest does not have; it has {', '.join(FIELDS)}")
            continue
        reader, how = _READERS[column]
        written = value.isoformat() if isinstance(value, datetime.date) else value
        words = " ".join(normalise(written).split()) if isinstance(written, str) else None
        if words and (read := reader(words)):
            given[column] = read
        elif words != "":
            faults.append(f"has no {column} that can be read ({value!r}); {how}")
    return given, faults


def written(articles: Iterable[Article], folder: Path, origins: Mapping[str, str | None]) -> str:
    """A first manifest for the articles of a folder, with what could be read and empty fields to fill.

    `origins` gives, by article id, the origin that the texts show; that stands as a remark and is not stated, for the
    program finds it again by itself.
    """
    lines = [_HEAD]
    for article in sorted(articles, key=lambda a: (a.path or "", a.part or 0)):
        name = Path(article.path or "").relative_to(folder).as_posix()
        lines.append("[[source]]")
        lines.append(f"file = {_quoted(name + (f'#{article.part}' if article.part else ''))}")
        for column in FIELDS:
            own = column in article.stated or column not in ("origin", "reliability", "note")
            value = (getattr(article, column) if own else None) or ""
            found = " ".join((origins[article.id] or "").split()) if column == "origin" and not value else ""
            lines.append(f"{column} = {_quoted(value)}" + (f"  # found: {found}" if found else ""))
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    # A basic string of TOML has JSON's form, but for DEL, which no normalised text holds.
    return json.dumps(text, ensure_ascii=False)
