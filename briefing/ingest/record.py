"""What ingest hands on, and what its readers hand to it."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.records.article import Article
from briefing.records.brief import Rejected


@dataclass(frozen=True, slots=True)
class Ingested:
    """Articles in an order that does not depend on the order of the input, and all that is not among them.

    `broken`: an input that was named could not be used, or a folder held an article that could not.
    """

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...]
    broken: bool


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
    titled: bool = False
    """Whether the format has a place for the title, so that the first line is text even where it looks like one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. Notices do not name the file; the caller knows it."""

    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
