"""Articles, their sentences and the chunks that a prompt carries."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class Article(BaseModel):
    """A news article. Only `text` is required; what is not known stays None.

    `published` is an ISO 8601 date or time. The fields from `id` on are filled by ingest and origins and need not be
    given: `id` is taken from the hash of the normalised text, `origin` is who first reported it, where the text shows
    that, and `duplicate_of` is the id of the article that this one is a copy of.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None
    id: str = ""
    text_sha256: str = ""
    origin: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """`article.text[start:end] == text`. `paragraph` counts from 0; `index` counts the article's sentences from 0."""

    source_id: str
    index: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole sentences of one article, which a prompt shows as s1, s2, ...

    `lead` is the sentence before the first one, shown apart as context and never evidence.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    lead: Sentence | None
