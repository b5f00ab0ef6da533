"""The review file as it is read: entries with their decisions, and the signature."""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)

from briefing.errors import UsageError
from briefing.records.brief import Citation, Precision
from briefing.records.claim import Evidence
from briefing.records.desk import DecisionKind
from briefing.records.record import Day, Words

ANALYST = re.compile(r"analyst:\s*(?=\S)")
"""A reason begins so: the words after it are printed as the analyst's."""

# Of a source's SHA-256, so many hexadecimal digits stand in a key: 64 bits tell the articles of a desk apart.
_DIGITS = 16
_AT = re.compile(rf"([0-9a-f]{{{_DIGITS}}}):(\d+)-(\d+)")
# In the order in which they are carried out.
_DECISIONS: tuple[DecisionKind, ...] = ("strike", "merge", "edit", "split", "date", "attribution", "note", "pin")
# What is decided of a fact belongs on its claim; a sentence can be made of several.
_OF_CLAIMS = ("merge", "date", "attribution")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Where quoted words stand: the beginning of the hash of the source's text, and offsets in it."""

    source: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.source}:{self.start}-{self.end}"


def anchors(quotes: Iterable[Evidence | Citation], hashes: Mapping[str, str]) -> frozenset[Anchor]:
    """Where quotes stand. `hashes` are the sources' by id."""
    return frozenset(Anchor(hashes[quote.source_id][:_DIGITS], quote.start, quote.end) for quote in quotes)


def meet(some: Iterable[Anchor], others: Iterable[Anchor]) -> bool:
    """Whether quotes share words."""
    others = tuple(others)
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a in some for b in others)


class Entry(BaseModel):
    """A claim or a printed sentence of the file, and what was decided on it. `where` is a sentence's section."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    on: Literal["claim", "sentence"]
    name: str
    text: str
    at: frozenset[Anchor] = Field(min_length=1)
    where: str | None = None
    strike: StrictBool = False
    pin: StrictBool = False
    edit: Words | None = None
    split: tuple[Words, ...] = ()
    merge: tuple[Words, ...] = ()
    date: Day | None = None
    attribution: Words | None = None
    note: Words | None = None
    reason: Words | None = None

    @field_validator("at", mode="before")
    @classmethod
    def _anchored(cls, value: object) -> object:
        found = [_AT.fullmatch(str(each)) for each in value] if isinstance(value, list) else [None]
        if None in found:
            raise ValueError("must stay as it was written")
        return [Anchor(m[1], int(m[2]), int(m[3])) for m in found if m]

    @model_validator(mode="after")
    def _agrees(self) -> Entry:
        decided = [kind for kind in self.decisions if kind not in ("strike", "note")]
        if self.strike and decided:
            raise ValueError(f"strike and {decided[0]} cannot go together")
        if self.split and (self.edit or self.merge):
            raise ValueError("split cannot go with edit or merge")
        if len(self.split) == 1:
            raise ValueError("split is a list of at least 2 texts")
        if self.on == "sentence" and (wrong := [kind for kind in decided if kind in _OF_CLAIMS]):
            raise ValueError(f"{wrong[0]} belongs on a claim, not on a sentence")
        if self.reason and not ANALYST.match(self.reason):
            raise ValueError('a reason is written "analyst: why"')
        return self

    @property
    def decisions(self) -> list[DecisionKind]:
        """What was decided, in the order in which it is carried out."""
        return [kind for kind in _DECISIONS if getattr(self, kind)]

    @property
    def texts(self) -> tuple[str, ...]:
        """The words that it is put into, where it is."""
        return (self.edit,) if self.edit else self.split

    @property
    def words(self) -> frozenset[str]:
        """The wordings that whoever signs the file has seen: as it stood, and as it was decided."""
        return frozenset((self.text, *self.texts))

    @property
    def precision(self) -> Precision:
        """How finely the date that was set is known."""
        return {4: "year", 7: "month"}.get(len(self.date or ""), "day")  # type: ignore[return-value]  # of those three


class _Signature(BaseModel):
    """Who signed and when, as ISO 8601; the rest is the program's own."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    title: str = ""
    generated_at: str = ""
    written: str = ""
    signed_by: str = ""
    signed_at: Annotated[str, BeforeValidator(str)] = ""

    @field_validator("signed_at")
    @classmethod
    def _timed(cls, value: str) -> str:
        try:
            datetime.datetime.fromisoformat(value.strip() or "2025-01-01")
        except ValueError:
            raise ValueError(f"{value!r} is no time; write it like 2025-03-10T08:30") from None
        return value


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
    faults: list[str] = []
    entries: list[Entry] = []
    for on in ("claim", "sentence"):
        rows = table.pop(on, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(f"{on} is written [[{on}]], with two brackets")
            continue
        for row in rows:
            try:
                entries.append(Entry.model_validate({**row, "on": on}))
            except ValidationError as error:
                faults += [f"[[{on}]] {row.get('name', '?')}: {said}" for said in _said(error)]
    signature = _Signature()
    try:
        signature = _Signature.model_validate(table.pop("review", {}))
    except ValidationError as error:
        faults += [f"[review] {said}" for said in _said(error)]
    faults += [f"{key!r} is no table of a review file" for key in table]
    faults += _name_faults(entries)
    if faults:
        raise UsageError(f"The review file {path}: {'; '.join(faults)}.")
    by, when = signature.signed_by.strip(), signature.signed_at.strip()
    return Sheet(path, hashlib.sha256(raw).hexdigest(), tuple(entries), by or None, when or None)


def _said(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        where = ".".join(map(str, fault["loc"]))
        yield f"{where}: {fault['msg'].removeprefix('Value error, ')}".removeprefix(": ")


def _name_faults(entries: Iterable[Entry]) -> Iterator[str]:
    known: dict[str, Any] = {}
    for entry in entries:
        if entry.name in known:
            yield f"two entries have the name {entry.name!r}"
        known[entry.name] = entry
    for entry in known.values():
        for other in entry.merge:
            if other == entry.name or other not in known or known[other].on != "claim":
                yield f"{entry.name}: merge: there is no claim {other!r} in the file"
