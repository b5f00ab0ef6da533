"""The review file as it is read: entries with their decisions, and the signature."""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from briefing.errors import UsageError
from briefing.records.brief import Precision

ANALYST = re.compile(r"analyst:\s*(?=\S)")
"""A reason begins so: the words after it are printed as the analyst's."""

HASH_DIGITS = 16
"""Of a source's SHA-256, so many hexadecimal digits stand in a key: 64 bits tell the articles of a desk apart."""

_AT = re.compile(rf"([0-9a-f]{{{HASH_DIGITS}}}):(\d+)-(\d+)")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_TABLES = ("review", "claim", "sentence")
_SIGNATURE = frozenset({"title", "generated_at", "signed_by", "signed_at", "written"})
_WORDS = ("edit", "date", "attribution", "note", "reason")
_KEYS = frozenset({"name", "text", "at", "where", "strike", "pin", "split", "merge", *_WORDS})
# What is decided of a fact belongs on its claim; a sentence can be made of several.
_OF_CLAIMS = ("merge", "date", "attribution")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Where quoted words stand: the beginning of the hash of the source's text, and offsets in it."""

    source: str
    start: int
    end: int

    def overlaps(self, other: Anchor) -> bool:
        """Whether both share words."""
        return self.source == other.source and self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return f"{self.source}:{self.start}-{self.end}"


def anchor(sha256: str, start: int, end: int) -> Anchor:
    """The anchor of words in the text of that hash."""
    return Anchor(sha256[:HASH_DIGITS], start, end)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim or a printed sentence of the file, and what was decided on it. `where` is a sentence's section."""

    on: Literal["claim", "sentence"]
    name: str
    text: str
    at: frozenset[Anchor]
    where: str | None = None
    strike: bool = False
    pin: bool = False
    edit: str | None = None
    split: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    date: str | None = None
    attribution: str | None = None
    note: str | None = None
    reason: str | None = None

    @property
    def words(self) -> frozenset[str]:
        """The wordings that whoever signs the file has seen: as it stood, and as it was decided."""
        return frozenset({self.text, *([self.edit] if self.edit else []), *self.split})

    @property
    def precision(self) -> Precision:
        """How finely the date that was set is known."""
        return {4: "year", 7: "month"}.get(len(self.date or ""), "day")  # type: ignore[return-value]  # of those three


@dataclass(frozen=True, slots=True)
class Sheet:
    """A review file."""

    path: Path
    sha256: str
    entries: tuple[Entry, ...]
    signed_by: str | None
    signed_at: str | None

    def named(self, name: str) -> Entry:
        """The entry of a name."""
        return next(entry for entry in self.entries if entry.name == name)


def read(path: Path) -> Sheet:
    """Read a review file. Raises `UsageError` with each thing in it that is not understood: nothing is half done."""
    try:
        raw = path.read_bytes()
        table = tomllib.loads(raw.decode())
    except OSError as error:
        raise UsageError(f"The review file {path} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The review file {path} is not TOML: {error}. Mend that line.") from error
    faults = [f"{key!r} is no table of a review file" for key in table if key not in _TABLES]
    entries = []
    for on in ("claim", "sentence"):
        listed = table.get(on, [])
        for row in listed if isinstance(listed, list) else [None]:
            if not isinstance(row, dict):
                faults.append(f"{on} is written [[{on}]], with two brackets")
                continue
            wrong = list(_faults(on, row))
            faults += [f"[[{on}]] {row.get('name', '?')}: {fault}" for fault in wrong]
            if not wrong:
                entries.append(_entry(on, row))
    names = [entry.name for entry in entries]
    faults += [f"two entries have the name {name!r}" for name in sorted({n for n in names if names.count(n) > 1})]
    claims = {entry.name for entry in entries if entry.on == "claim"}
    for entry in entries:
        faults += [
            f"{entry.name}: merge: there is no claim {other!r} in the file"
            for other in entry.merge
            if other not in claims or other == entry.name
        ]
    signature = table.get("review", {})
    faults += _signature_faults(signature)
    if faults:
        raise UsageError(f"The review file {path}: {'; '.join(faults)}.")
    by, when = str(signature.get("signed_by", "")).strip(), str(signature.get("signed_at", "")).strip()
    return Sheet(path, hashlib.sha256(raw).hexdigest(), tuple(entries), by or None, when or None)


def _signature_faults(signature: object) -> Iterator[str]:
    if not isinstance(signature, dict):
        yield "review is written [review], with one bracket"
        return
    yield from (f"[review] has no key {key!r}" for key in signature if key not in _SIGNATURE)
    when = str(signature.get("signed_at", "")).strip()
    try:
        if when:
            datetime.datetime.fromisoformat(when)
    except ValueError:
        yield f"signed_at {when!r} is no time; write it like 2025-03-10T08:30"


def _faults(on: str, row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"there is no decision {key!r}" for key in row if key not in _KEYS)
    if not isinstance(row.get("name"), str) or not isinstance(row.get("text"), str):
        yield "name and text must stay as they were written"
    at = row.get("at")
    if not isinstance(at, list) or not at or not all(isinstance(a, str) and _AT.fullmatch(a) for a in at):
        yield "at must stay as it was written"
    for key in ("strike", "pin"):
        if not isinstance(row.get(key, False), bool):
            yield f"{key} is true or false"
    for key in _WORDS:
        value = row.get(key, "x")
        if key == "date" and isinstance(value, datetime.date):
            continue
        if not isinstance(value, str) or not value.strip():
            yield f"{key} is empty; write something or leave the line commented"
    for key, least in (("split", 2), ("merge", 1)):
        value = row.get(key)
        if value is not None and not (
            isinstance(value, list) and len(value) >= least and all(isinstance(v, str) and v.strip() for v in value)
        ):
            yield f"{key} is a list of at least {least} texts"
    yield from _contradictions(on, row)


def _contradictions(on: str, row: Mapping[str, Any]) -> Iterator[str]:
    decided = [key for key in ("pin", "edit", "split", "merge", "date", "attribution") if row.get(key)]
    if row.get("strike") and decided:
        yield f"strike and {decided[0]} cannot go together"
    if row.get("split") and (row.get("edit") or row.get("merge")):
        yield "split cannot go with edit or merge"
    if on == "sentence":
        yield from (f"{key} belongs on a claim, not on a sentence" for key in _OF_CLAIMS if row.get(key))
    date = row.get("date")
    if isinstance(date, str) and date.strip() and not _is_date(date.strip()):
        yield f"date {date!r} is no date; write 2025, 2025-03 or 2025-03-11"
    reason = row.get("reason")
    if isinstance(reason, str) and reason.strip() and not ANALYST.match(reason.strip()):
        yield 'a reason is written "analyst: why"'


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _entry(on: Literal["claim", "sentence"], row: Mapping[str, Any]) -> Entry:
    found = [_AT.fullmatch(entry) for entry in row["at"]]
    words = {key: " ".join(str(row[key]).split()) for key in _WORDS if key in row}
    return Entry(
        on=on,
        name=row["name"],
        text=row["text"],
        at=frozenset(Anchor(m[1], int(m[2]), int(m[3])) for m in found if m),
        where=row.get("where"),
        strike=row.get("strike", False),
        pin=row.get("pin", False),
        split=tuple(" ".join(part.split()) for part in row.get("split", ())),
        merge=tuple(row.get("merge", ())),
        **words,
    )
