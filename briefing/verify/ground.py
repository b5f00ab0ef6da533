"""A brief as the re-checks read it: what is behind its ids, each looked up once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing import prompts
from briefing.dates import parse_iso
from briefing.origins import groups
from briefing.prompts import Topic
from briefing.records.article import Article, Sentence
from briefing.records.brief import Brief, Citation, ClaimRecord, Item, Source
from briefing.records.desk import Decision, DecisionKind
from briefing.text.quotations import speakers
from briefing.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the brief that does not hold: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Ground:
    """A brief with its sources and claims by id, and the sentences of its sources."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.sources: Mapping[str, Source] = {s.id: s for s in brief.sources}
        self.claims: Mapping[str, ClaimRecord] = {c.id: c for c in brief.claims}
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._speakers: dict[str, Mapping[int, str]] = {}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The sources as the pipeline read them."""
        return {
            key: Article(**{**source.model_dump(exclude={"on_topic"}), "text": source.text or ""})
            for key, source in self.sources.items()
        }

    @cached_property
    def copies(self) -> Mapping[str, str]:
        """Source ids by the group of copies that they are in."""
        return groups(tuple(self.articles.values()))

    @cached_property
    def topic(self) -> Topic | None:
        """The shipped topic of the brief's name, None where it is a file of the user's."""
        found = {t.name: t for t in prompts.topics()}.get(self.brief.topic)
        return found if found is not None and found.title == self.brief.title else None

    @cached_property
    def as_of(self) -> datetime.date | None:
        """The day of the brief."""
        return parse_iso(self.brief.as_of)

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The sources whose texts are not here: what rests on their words can not be looked up."""
        return frozenset(key for key, source in self.sources.items() if source.text is None)

    def text(self, source_id: str) -> str:
        """The text of a source, "" where it is withheld."""
        return self.sources[source_id].text or ""

    def decided(self, kind: DecisionKind, claim_id: str, now: str | None = None) -> list[Decision]:
        """The decisions of a kind on a claim, with that outcome if one is given."""
        review = self.brief.review
        return [
            d
            for d in (review.decisions if review else ())
            if d.kind == kind and claim_id in d.claim_ids and now in (None, d.now)
        ]

    def analysts(self, text: str, claim_ids: Sequence[str]) -> bool:
        """Whether words stand on an analyst's reason, and not on the gate."""
        review = self.brief.review
        return any(
            d.now == text and d.reason is not None and set(d.claim_ids) & set(claim_ids)
            for d in (review.decisions if review else ())
            if d.kind in ("edit", "split", "merge")
        )

    def published(self, source_id: str) -> datetime.date | None:
        """The day of a source."""
        return parse_iso(self.sources[source_id].published)

    def sentences(self, source_id: str) -> tuple[Sentence, ...]:
        """All sentences of a source."""
        if source_id not in self._sentences:
            self._sentences[source_id] = tuple(sentences(self.articles[source_id]))
        return self._sentences[source_id]

    def speakers(self, source_id: str) -> Mapping[int, str]:
        """Whose words the sentences of a source's longer quotations are, by sentence index."""
        if source_id not in self._speakers:
            self._speakers[source_id] = speakers(self.sentences(source_id))
        return self._speakers[source_id]

    def around(self, citation: Citation) -> tuple[Sentence, ...]:
        """The sentences that a quote is from."""
        return tuple(s for s in self.sentences(citation.source_id) if s.start < citation.end and citation.start < s.end)

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every item, with words that tell where it stands."""
        for number, item in enumerate(self.brief.bottom_line, 1):
            yield f"bottom line {number}", item
        for section in self.brief.sections:
            for number, item in enumerate(section.items, 1):
                yield f"section {section.id} item {number}", item

    def known(self, ids: Sequence[str]) -> list[ClaimRecord]:
        """The claims of some ids, those that are here and whose citations all lead to a source."""
        found = [self.claims[i] for i in ids if i in self.claims]
        return [c for c in found if all(q.source_id in self.sources for q in c.citations)]

    def shown(self, ids: Sequence[str]) -> bool:
        """Whether the texts behind some claims are all here."""
        return not any(c.source_id in self.withheld for record in self.known(ids) for c in record.citations)

    def words(self, ids: Sequence[str]) -> list[str]:
        """All that some claims state and quote."""
        return [
            text
            for record in self.known(ids)
            for text in (record.statement, *record.merged_from, *(c.quote for c in record.citations))
        ]
