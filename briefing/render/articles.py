"""The source articles as the page shows them: their paragraphs, with the quoted words apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from briefing.records.brief import Brief
from briefing.render.display import plain
from briefing.render.sources import Quote, SourceEntry

# Characters of all articles together up to which each stands in the page: some hundred articles, about as much as a
# photograph weighs. Beyond it only the cited ones do, for a run reads ten thousand articles and cites a few dozen.
_ALL = 300_000


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of an article. `quotes` are the anchors of the quotes that they are part of.

    `anchor` is set on the words that a quote begins with; `href`, on those that one ends with, leads to that quote on
    the publisher's page.
    """

    text: str
    quotes: tuple[str, ...] = ()
    anchor: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article: its line of the source list, and its text. `apart` are quotes that the text does not hold."""

    entry: SourceEntry
    paragraphs: tuple[tuple[Segment, ...], ...]
    apart: tuple[Quote, ...]


def articles(brief: Brief, entries: Sequence[SourceEntry]) -> Iterator[ArticleView]:
    """Lay out the articles in the order of the source list; of a large brief, only those that are cited."""
    # A brief that was passed on without its articles' texts has the quotes all the same.
    texts = {source.id: source.text or "" for source in brief.sources}
    everything = sum(map(len, texts.values())) <= _ALL
    for entry in entries:
        if everything or entry.quotes:
            text = texts[entry.id]
            held = [quote for quote in entry.quotes if plain(text[quote.start : quote.end]) == quote.text]
            apart = tuple(quote for quote in entry.quotes if quote not in held)
            yield ArticleView(entry, tuple(_paragraphs(text, held)), apart)


def _paragraphs(text: str, quotes: Sequence[Quote]) -> Iterator[tuple[Segment, ...]]:
    """Cut `text` at its line ends, and each line at the ends of the quotes; `quotes` stand in the order of the text."""
    start, first = 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        while first < len(quotes) and quotes[first].end <= start:
            first += 1
        if line.strip():
            yield tuple(_segments(text, start, end, quotes[first:]))
        start = end + 1


def _segments(text: str, start: int, end: int, quotes: Sequence[Quote]) -> Iterator[Segment]:
    inside = [quote for quote in takewhile(lambda quote: quote.start < end, quotes) if quote.end > start]
    cuts = {start, end, *(at for quote in inside for at in (quote.start, quote.end) if start < at < end)}
    for low, high in pairwise(sorted(cuts)):
        here = [quote for quote in inside if quote.start <= low and quote.end >= high]
        yield Segment(
            text=plain(text[low:high]),
            quotes=tuple(quote.anchor for quote in here),
            anchor=next((quote.anchor for quote in here if quote.start == low), None),
            href=next((quote.href for quote in here if quote.end == high), None),
        )
