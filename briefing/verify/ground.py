"""A brief as the re-checks read it: what is behind its ids, each looked up once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing import grounding, house, prompts
from briefing.dates import parse_iso
from briefing.furniture import usable
from briefing.grounding import Fault, Passage
from briefing.origins import groups
from briefing.prompts import Topic
from briefing.records.article import Article, Sentence
from briefing.records.brief import Brief, ClaimRecord, Item, Source
from briefing.records.desk import Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the brief that does not hold: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Ground:
    """A brief with its sources and claims by id, and the lines of its sources."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.sources: Mapping[str, Source] = {s.id: s for s in brief.sources}
        self.claims: Mapping[str, ClaimRecord] = {c.id: c for c in brief.claims}
        self._lines: dict[str, tuple[Sentence, ...]] = {}

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
        """The sources whose texts are not here: what rests on their words cannot be looked up."""
        return frozenset(key for key, source in self.sources.items() if source.text is None)

    @property
    def first_edition(self) -> bool:
        """Whether the brief is of version 1, whose wording rested on rules that are no more."""
        return self.brief.schema_version == 1

    @property
    def digest(self) -> bool:
        """Whether code chose what stands in the brief: no model was asked, or nothing that it said counts."""
        return not self.first_edition and self.brief.method.chunks == 0

    def text(self, source_id: str) -> str:
        """The text of a source, "" where it is withheld."""
        return self.sources[source_id].text or ""

    def published(self, source_id: str) -> datetime.date | None:
        """The day of a source."""
        return parse_iso(self.sources[source_id].published)

    def lines(self, source_id: str) -> tuple[Sentence, ...]:
        """The lines of a source that are news."""
        if source_id not in self._lines:
            self._lines[source_id] = usable(self.articles[source_id])[0]
        return self._lines[source_id]

    def context(self, source_id: str) -> tuple[str, ...]:
        """What of a source counts for names and dates: headline, outlet and all its lines."""
        source = self.sources[source_id]
        lines = (line.text for line in self.lines(source_id))
        return tuple(filter(None, (source.title, source.publisher, *lines)))

    def passage(self, source_id: str, quotes: Iterable[str], more: Iterable[str | None] = ()) -> Passage:
        """Quotes of a source as a statement is held against them; `more` counts for names and dates too."""
        context = (*self.context(source_id), *filter(None, more))
        return Passage(tuple(quotes), context, self.published(source_id), self.sources[source_id].language)

    def faults(self, text: str, passages: Sequence[Passage]) -> tuple[Fault, ...]:
        """What the certain checks hold against a text. Names that the topic gives count wherever they are used.

        Those of the house count where one of them stands. What a topic of the user's is about is not in the brief, so
        there a name counts that any of the articles has.
        """
        known = [self.brief.title, self.topic.scope if self.topic else ""]
        if self.brief.house_names:
            told = [line for held in passages for line in (*held.lines, *held.context)]
            known += house.spellings(self.brief.house_names, told)
        found = grounding.faults(text, tuple(passages), known=known)
        if self.topic is None and any(fault.code == "name" for fault in found):
            anywhere = [line for key in self.sources for line in self.context(key)]
            return grounding.faults(text, tuple(passages), known=[*known, *anywhere])
        return found

    def decided(self, kind: DecisionKind, claim_id: str) -> list[Decision]:
        """The decisions of a kind on a claim."""
        review = self.brief.review
        return [d for d in (review.decisions if review else ()) if d.kind == kind and claim_id in d.claim_ids]

    def analysts(self, text: str, claim_ids: Sequence[str]) -> bool:
        """Whether words stand on an analyst's reason, and not on the checks."""
        review = self.brief.review
        return any(
            d.now == text and d.reason is not None and set(d.claim_ids) & set(claim_ids)
            for d in (review.decisions if review else ())
            if d.kind in ("edit", "split", "merge")
        )

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every item, with words that tell where it stands."""
        for number, item in enumerate(self.brief.bottom_line, 1):
            yield f"bottom line {number}", item
        for section in self.brief.sections:
            for number, item in enumerate(section.items, 1):
                yield f"section {section.id} item {number}", item

    def known(self, ids: Iterable[str]) -> list[ClaimRecord]:
        """The claims of some ids, those that are here and whose citations all lead to a source."""
        found = [self.claims[i] for i in ids if i in self.claims]
        return [c for c in found if all(q.source_id in self.sources for q in c.citations)]

    def shown(self, ids: Iterable[str]) -> bool:
        """Whether the texts behind some claims are all here."""
        return not any(c.source_id in self.withheld for record in self.known(ids) for c in record.citations)

    def words(self, ids: Iterable[str]) -> list[str]:
        """All that some claims state and quote."""
        return [
            text
            for record in self.known(ids)
            for text in (record.statement, *record.merged_from, *(c.quote for c in record.citations))
        ]
