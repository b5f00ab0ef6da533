"""What ingest hands on, and what its readers hand to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.records.article import Article
from briefing.records.brief import ManifestFile, Rejected


@dataclass(frozen=True, slots=True)
class Ingested:
    """Articles in an order that does not depend on the order of the input, and all that is not among them.

    `broken`: an input that was named could not be used, or a folder held an article that could not. `manifests` are the
    files in which the desk says what the articles are.
    """

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...]
    broken: bool
    manifests: tuple[ManifestFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an input, or an entry of it, is no article: a stable code, and what to tell the user."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it was read, before anything is normalised or checked."""

    body: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    origin: str | None = None
    reliability: str | None = None
    part: int | None = None
    """Which article of its file it is, from 1; None where the file holds one."""
    titled: bool = False
    """Whether the format has a place for the title, so that the first line is text even where it looks like one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. Notices do not name the file; the caller knows it."""

    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()


def refused(code: str, detail: str) -> Reading:
    """A file that gave nothing but a fault."""
    return Reading(faults=(Fault(code, detail),))


def hidden(words: str) -> tuple[Fault, ...]:
    """A fault that tells how much no reader of a file sees, none where there is nothing of the kind.

    The words themselves are not repeated: whoever hid them wants them read.
    """
    count = sum(any(map(str.isalpha, word)) for word in words.split())
    return (Fault("hidden", f"holds {count:,} words that its reader does not see; they are left out"),) if count else ()


OWN_OUTPUT = refused("own_output", "is a brief that this program made; give it articles")


def joined(readings: Iterable[Reading]) -> Reading:
    """All that several readings gave, in order."""
    every = list(readings)
    return Reading(
        tuple(draft for reading in every for draft in reading.drafts),
        tuple(fault for reading in every for fault in reading.faults),
        tuple(notice for reading in every for notice in reading.notices),
    )
