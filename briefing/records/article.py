"""Articles, their sentences and the chunks that a prompt carries."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from briefing.records.brief import Reliability


class Article(BaseModel):
    """A news article. Only `text` is required; what is not known stays None.

    `published` is an ISO 8601 date or time. The fields from `id` on are filled by ingest and origins and need not be
    given: `id` is taken from the hash of the normalised text, `origin` is who first reported it, where the text shows
    that, and `duplicate_of` is the id of the article that this one is a copy of. `part` says which article of its file
    it is, where the file holds several. `reliability` is the outlet's letter of the Admiralty code, `note` the desk's
    own remark, and `stated` names the fields that the desk's manifest gave, against what the file says.
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
    part: int | None = None
    reliability: Reliability | None = None
    note: str | None = None
    stated: tuple[str, ...] = ()

    @property
    def report(self) -> str:
        """Whose report it is, and of which day: "Adria Wire, 2025-03-05"."""
        return ", ".join(filter(None, (self.publisher or self.origin, (self.published or "")[:10] or "undated")))


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
