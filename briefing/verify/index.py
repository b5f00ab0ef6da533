"""A brief as the re-checks read it: what stands behind its ids, each looked up once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing import grounding, house, prompts
from briefing.dates import parse_iso
from briefing.extract import Reading
from briefing.furniture import usable
from briefing.grounding import Fault, Passage
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import Brief, ClaimRecord, Item
from briefing.records.desk import Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the brief that does not hold: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def differs(where: str, what: str, given: object, found: object) -> Iterator[Flaw]:
    """A flaw where the brief gives something else than what is found."""
    if given != found:
        yield Flaw(where, f"{what} is given as {given}, and found to be {found}")


class Index:
    """A brief with its sources and claims by id, and the lines of its sources."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.sources = {source.id: source for source in brief.sources}
        self.claims = {claim.id: claim for claim in brief.claims}
        # The sources whose texts are not here: what rests on their words cannot be looked up.
        self.withheld = frozenset(key for key, source in self.sources.items() if source.text is None)
        self.decisions: tuple[Decision, ...] = brief.review.decisions if brief.review else ()
        self.items: list[tuple[str, Item]] = [(f"bottom line {n}", item) for n, item in enumerate(brief.bottom_line, 1)]
        self.items += [
            (f"section {section.id} item {n}", item)
            for section in brief.sections
            for n, item in enumerate(section.items, 1)
        ]
        self._readings: dict[str, Reading] = {}

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The sources as the pipeline read them."""
        return {
            key: Article(**{**source.model_dump(exclude={"on_topic"}), "text": source.text or ""})
            for key, source in self.sources.items()
        }

    @cached_property
    def topic(self) -> Topic | None:
        """The shipped topic of the brief's name, None where it is a file of the user's."""
        found = {topic.name: topic for topic in prompts.topics()}.get(self.brief.topic)
        return found if found is not None and found.title == self.brief.title else None

    @cached_property
    def as_of(self) -> datetime.date | None:
        """The day of the brief."""
        return parse_iso(self.brief.as_of)

    @property
    def digest(self) -> bool:
        """Whether code chose what stands in the brief: no model was asked, or nothing that it said counts."""
        return self.brief.method.chunks == 0

    def reading(self, source_id: str) -> Reading:
        """A source with those of its lines that are news."""
        if source_id not in self._readings:
            article = self.articles[source_id]
            self._readings[source_id] = Reading(article, usable(article)[0], self.as_of)
        return self._readings[source_id]

    def passage(self, source_id: str, quotes: Iterable[str], more: Iterable[str | None] = ()) -> Passage:
        """Quotes of a source as a statement is held against them.

        Its headline, outlet and lines count for names and dates, and so does `more`.
        """
        return self.reading(source_id).passage(quotes, more)

    def faults(self, text: str, passages: Sequence[Passage]) -> tuple[Fault, ...]:
        """What the certain checks hold against a text. Names that the topic gives count wherever they are used.

        Those of the house count where one of them stands. What a topic of the user's is about is not in the brief, so
        there a name counts that any of the articles has.
        """
        lines = [line for held in passages for line in (*held.lines, *held.context)]
        known = [self.brief.title, self.topic.scope if self.topic else ""]
        known += house.spellings(self.brief.house_names, lines)
        found = grounding.faults(text, tuple(passages), known=known)
        if self.topic is None and any(fault.code == "name" for fault in found):
            known += [line for key in self.sources for line in self.passage(key, ()).context]
            found = grounding.faults(text, tuple(passages), known=known)
        return found

    def decided(self, kind: DecisionKind, claim_id: str) -> list[Decision]:
        """The review's decisions of a kind on a claim."""
        return [decision for decision in self.decisions if decision.kind == kind and claim_id in decision.claim_ids]

    def analysts(self, text: str, claim_ids: Sequence[str]) -> bool:
        """Whether words stand on an analyst's reason, and not on the checks."""
        return any(
            d.kind in ("edit", "split", "merge") and d.now == text and d.reason and set(d.claim_ids) & set(claim_ids)
            for d in self.decisions
        )

    def known(self, ids: Iterable[str]) -> list[ClaimRecord]:
        """The claims of some ids, those that are here and whose citations all lead to a source."""
        found = [self.claims[i] for i in ids if i in self.claims]
        return [claim for claim in found if all(c.source_id in self.sources for c in claim.citations)]

    def cited(self, ids: Iterable[str]) -> list[str]:
        """The ids of the sources that some claims cite, in order."""
        return sorted({c.source_id for claim in self.known(ids) for c in claim.citations})

    def statements(self, ids: Iterable[str]) -> set[str]:
        """All that some claims state."""
        return {text for claim in self.known(ids) for text in (claim.statement, *claim.merged_from)}

    def words(self, ids: Sequence[str]) -> list[str]:
        """All that some claims state and quote."""
        return [text for claim in self.known(ids) for text in claim.words]

    def stated(self, where: str, text: str, ids: Sequence[str]) -> Iterator[Flaw]:
        """A flaw where words that lead to some claims are the statement of none of them."""
        yield from self.leads(where, ids)
        if (said := self.statements(ids)) and text not in said:
            yield Flaw(where, f"{text[:60]!r} is the statement of none of its claims")

    def leads(self, where: str, ids: Sequence[str]) -> Iterator[Flaw]:
        """A flaw for each claim that something leads to and that is not here; for leading to none."""
        if not ids:
            yield Flaw(where, "leads to no claim")
        for missing in sorted(set(ids) - set(self.claims)):
            yield Flaw(where, f"leads to claim {missing}, which is not here")
