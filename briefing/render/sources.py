"""The numbered source list: who is cited, with which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from briefing.records.brief import Brief, Citation, ClaimRecord, Item, Position, Source
from briefing.render.display import day, language, plain, safe_url, to_words

_RELIABILITY = {
    "A": "A (completely reliable)",
    "B": "B (usually reliable)",
    "C": "C (fairly reliable)",
    "D": "D (not usually reliable)",
    "E": "E (unreliable)",
    "F": "F (cannot be judged)",
}


@dataclass(frozen=True, slots=True)
class Cite:
    """The mark behind words: the source's number, the quote that it leads to, and the words as a hint.

    `places` are the anchors of all its quotes, `anchor` that of the first.
    """

    number: int
    anchor: str
    quote: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source that the brief rests on, `source.text[start:end]`. `href` leads to them at the publisher's."""

    anchor: str
    text: str
    href: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One line of the source list. `descriptors` are outlet, date, origin, language and reliability, in that order."""

    id: str
    number: int
    anchor: str
    title: str
    href: str | None
    descriptors: tuple[str, ...]
    lang: str | None
    quotes: tuple[Quote, ...]


class SourceList:
    """Numbers the sources in the order of first citation, uncited ones behind, and answers who stands behind claims."""

    def __init__(self, brief: Brief) -> None:
        self._claims: Mapping[str, ClaimRecord] = {claim.id: claim for claim in brief.claims}
        self._sources = {source.id: source for source in brief.sources}
        numbers: dict[str, int] = {}
        used: dict[str, dict[Citation, None]] = {}
        for claim_ids, source_ids in _cited(brief):
            for citation in (c for claim in self.claims(claim_ids) for c in claim.citations):
                numbers.setdefault(citation.source_id, len(numbers) + 1)
                used.setdefault(citation.source_id, {})[citation] = None
            for source_id in source_ids:
                numbers.setdefault(source_id, len(numbers) + 1)
        self._cited = frozenset(numbers)
        for source in brief.sources:
            numbers.setdefault(source.id, len(numbers) + 1)
        self.numbers: Mapping[str, int] = numbers
        self._anchors: dict[tuple[str, int, int], str] = {}
        self._quotes = {source_id: tuple(self._outermost(source_id, found)) for source_id, found in used.items()}
        self._reliability = _by_source(brief.claims, self._sources)

    def claims(self, claim_ids: Iterable[str]) -> tuple[ClaimRecord, ...]:
        """Find the claims of these ids."""
        # A brief that names a claim it does not hold is `verify`'s to refuse; here it only stays without a citation.
        return tuple(self._claims[claim_id] for claim_id in claim_ids if claim_id in self._claims)

    def cites(self, claim_ids: Iterable[str]) -> tuple[Cite, ...]:
        """Give one mark for each source behind these claims, by number."""
        words: dict[str, list[Citation]] = {}
        for claim in self.claims(claim_ids):
            for citation in claim.citations:
                words.setdefault(citation.source_id, []).append(citation)
        marks = [self._cite(source_id, citations) for source_id, citations in words.items()]
        return tuple(sorted(marks, key=lambda mark: mark.number))

    def whole(self, source_ids: Iterable[str]) -> tuple[Cite, ...]:
        """Give marks that lead to the entries of these sources and not to certain words."""
        numbers = sorted({self.numbers[source_id] for source_id in source_ids if source_id in self.numbers})
        return tuple(Cite(number, f"s{number}", "") for number in numbers)

    def entries(self) -> tuple[SourceEntry, ...]:
        """Give the source list in the order of its numbers."""
        ordered = sorted(self._sources.values(), key=lambda source: self.numbers[source.id])
        return tuple(self._entry(source) for source in ordered)

    def language(self, source_id: str) -> str | None:
        """Find the language of one article."""
        return self._sources[source_id].language if source_id in self._sources else None

    def _cite(self, source_id: str, citations: list[Citation]) -> Cite:
        number = self.numbers[source_id]
        spans = ((source_id, citation.start, citation.end) for citation in citations)
        places = tuple(dict.fromkeys(self._anchors[span] for span in spans if span in self._anchors))
        quotes = dict.fromkeys(plain(citation.quote) for citation in citations)
        return Cite(number, places[0] if places else f"s{number}", " … ".join(quotes), places)

    def _outermost(self, source_id: str, citations: Iterable[Citation]) -> Iterable[Quote]:
        """Take each quote once, in the order of the text; one that lies within a longer one is shown by that one."""
        number = self.numbers[source_id]
        url = self._sources[source_id].url if source_id in self._sources else None
        reach, index = -1, 0
        for citation in sorted(citations, key=lambda c: (c.start, -c.end)):
            if citation.end > reach:
                reach, index = citation.end, index + 1
                href = to_words(citation.url or url, citation.quote)
                yield Quote(f"s{number}-q{index}", plain(citation.quote), href, citation.start, citation.end)
            self._anchors[source_id, citation.start, citation.end] = f"s{number}-q{index}"

    def _entry(self, source: Source) -> SourceEntry:
        number = self.numbers[source.id]
        return SourceEntry(
            id=source.id,
            number=number,
            anchor=f"s{number}",
            # Without a title, the file's name says more than where somebody keeps it.
            title=plain(source.title or PurePath(source.path or source.id).name),
            href=safe_url(source.url),
            descriptors=tuple(self._descriptors(source)),
            lang=source.language,
            quotes=self._quotes.get(source.id, ()),
        )

    def _descriptors(self, source: Source) -> Iterable[str]:
        yield plain(source.publisher) if source.publisher else "outlet not named"
        yield day(source.published) if source.published else "undated"
        yield f"origin {plain(source.origin)}" if source.origin else "origin not credited"
        yield language(source.language) if source.language else "language not known"
        letter = source.reliability or self._reliability.get(source.id)
        if letter is not None:
            yield f"reliability {_RELIABILITY[letter]}"
        if source.note:
            yield f"note: {plain(source.note)}"
        if source.duplicate_of is not None and source.duplicate_of in self.numbers:
            yield f"copy of [{self.numbers[source.duplicate_of]}]"
        if not source.on_topic:
            yield "off topic"
        if source.id not in self._cited:
            yield "not cited"


def _cited(brief: Brief) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Walk the claim ids and source ids behind each printed string, in reading order."""
    for each in brief.told:
        if isinstance(each, Item):
            for span in sorted(each.spans, key=lambda span: span.start):
                yield span.claim_ids, ()
        yield each.claim_ids, each.source_ids if isinstance(each, Position) else ()
    if brief.changes is not None:
        yield (*brief.changes.added, *(change.claim_id for change in brief.changes.changed)), ()


def _by_source(claims: Iterable[ClaimRecord], sources: Mapping[str, Source]) -> dict[str, str]:
    """Find each outlet's reliability: that of claims which rest on it alone."""
    letters: dict[str, str] = {}
    for claim in claims:
        cited = {citation.source_id for citation in claim.citations if citation.source_id in sources}
        outlets = {sources[source_id].publisher or source_id for source_id in cited}
        if len(outlets) == 1:
            letters.setdefault(outlets.pop(), claim.reliability)
    known = {source.id: letters.get(source.publisher or source.id) for source in sources.values()}
    return {source_id: letter for source_id, letter in known.items() if letter is not None}
