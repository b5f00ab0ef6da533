"""A claim as it is compared with one of another brief: what it cites, its numbers, its dates, and its other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from briefing import dates, grounding, numbers
from briefing.dates import DateMention
from briefing.grounding import Passage
from briefing.numbers import Number
from briefing.records.brief import ClaimRecord, Source
from briefing.text.normal import fold

# Small words that turn a sentence round, by kind.
_TURNS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t",
        r"might|could|reportedly|alleged(?:ly)?|possibl[ey]|likely|expected|rumou?red|claim(?:s|ed)|unconfirmed",
    )
)


@dataclass(frozen=True)
class Told:
    """A claim with what it is matched by: the texts and words that it cites, and what it says."""

    claim: ClaimRecord
    source: Source | None
    hashes: frozenset[str]
    quotes: frozenset[tuple[str, str]]

    @property
    def language(self) -> str | None:
        """The language of the statement: a claim that was translated, or worded by a model, is in English."""
        return self.source.language if self.source and self.claim.wording == "verbatim" else "en"

    @cached_property
    def text(self) -> str:
        """The statement, folded."""
        return fold(self.claim.statement)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates of the statement, by its first source's own."""
        published = dates.parse_iso(self.source.published if self.source else None)
        return tuple(dates.find(self.claim.statement, published=published, language=self.language))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the statement."""
        return tuple(numbers.find(self.claim.statement, self.language, self.dates))

    def printed(self, number: Number) -> str:
        """A number with its qualifier, as printed: "over 4,600"."""
        return self.claim.statement[min(number.span[0], number.start) : number.end]

    @cached_property
    def frame(self) -> str:
        """The statement without its numbers and dates."""
        text = self.claim.statement
        places = [(d.start, d.end) for d in self.dates] + [(n.start, n.end) for n in self.numbers]
        for start, end in sorted(places, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return " ".join(text.split())

    @cached_property
    def held(self) -> Passage:
        """The statement, with its quotes for names, as another is held against it."""
        quotes = tuple(citation.quote for citation in self.claim.citations)
        return Passage((self.claim.statement,), quotes, language=self.language)


def alike(a: Told, b: Told) -> bool:
    """Whether two statements have the same numbers, dates and names."""
    return a.text == b.text or (not any(_values(a, b)) and not any(_days(a, b)) and same_names(a, b))


def same_names(a: Told, b: Told) -> bool:
    """Whether each statement has the other's names, in itself or in its quotes."""
    found = (*grounding.faults(a.claim.statement, (b.held,)), *grounding.faults(b.claim.statement, (a.held,)))
    return not any(fault.code == "name" for fault in found)


def suspicious(a: Told, b: Told) -> bool:
    """Whether a small word that can turn a sentence round ("not", "expected") stands in one of two statements only."""
    return any(bool(turns.search(a.text)) != bool(turns.search(b.text)) for turns in _TURNS)


def _values(a: Told, b: Told) -> tuple[list[str], list[str]]:
    """The numbers that only the one and only the other has."""
    return (
        [a.printed(n) for n in a.numbers if not any(numbers.same_quantity(n, m) for m in b.numbers)],
        [b.printed(n) for n in b.numbers if not any(numbers.same_quantity(n, m) for m in a.numbers)],
    )


def _days(a: Told, b: Told) -> tuple[list[str], list[str]]:
    """The dates that only the one and only the other has."""
    return (
        [d.text for d in a.dates if not any(dates.agree(d, other) for other in b.dates)],
        [d.text for d in b.dates if not any(dates.agree(d, other) for other in a.dates)],
    )


def difference(was: Told, told: Told) -> str:
    """The one number or date in which two statements differ, "" where it is none or more than one."""
    found = [
        (label, gone, come)
        for label, (gone, come) in (("value", _values(was, told)), ("date", _days(was, told)))
        if gone or come
    ]
    if len(found) != 1 or len(found[0][1]) != 1 or len(found[0][2]) != 1:
        return ""
    label, (gone,), (come,) = found[0]
    return f"{label} {gone}, now {come}"
