"""The brief as one page, with its articles and the origins behind them.

It loads nothing, and of scripts it runs its own and no other. What would still stand without one of the origins is set
arithmetic over the brief and nothing else: a source belongs to its origin, where it has one; to its outlet, where it
names none; else to itself. Without an origin, words whose sources all belong to it have lost their support.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from briefing.records.brief import Brief, Source
from briefing.render.display import plain
from briefing.render.documents import file, hashed, markup, page
from briefing.render.lines import Line, origins_in_words
from briefing.render.sources import Quote, SourceEntry
from briefing.render.view import view
from briefing.text.agencies import key


@dataclass(frozen=True, slots=True)
class OriginView:
    """An origin, the numbers of the cited sources that belong to it, and how many items stand without it.

    `credited` tells an origin that the texts show from an outlet without a credit.
    """

    name: str
    credited: bool
    numbers: tuple[int, ...]
    standing: int


def origins(brief: Brief, entries: Sequence[SourceEntry], items: Sequence[Line]) -> tuple[OriginView, ...]:
    """Find the origins of the cited sources, those that most items would fall without first."""
    sources = {source.id: source for source in brief.sources}
    cited = frozenset(number for line in items for number in line.numbers)
    groups: dict[str, list[tuple[Source, SourceEntry]]] = {}
    for entry in entries:
        if entry.number in cited:
            source = sources[entry.id]
            # What a copy without an origin copies speaks for it.
            root = source if source.origin else sources.get(source.duplicate_of or "", source)
            name = root.origin or root.publisher
            groups.setdefault(key(name) if name else root.id, []).append((root, entry))
    views = []
    for group in groups.values():
        root, entry = group[0]
        numbers = tuple(each.number for _, each in group)
        # An item without any source stands.
        standing = sum(not line.numbers or not line.numbers <= set(numbers) for line in items)
        name = plain(root.origin or root.publisher or entry.title)
        views.append(OriginView(name, any(each.origin for each, _ in group), numbers, standing))
    return tuple(sorted(views, key=lambda view: (view.standing, view.numbers)))


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


# Rejections of one stage that are shown, folded: a run over ten thousand articles rejects more than a browser shows
# well. The JSON has all of them.
_FOLDED = 200


def html(brief: Brief) -> str:
    """Render the brief as one self-contained page."""
    shown = view(brief)
    texts = tuple(articles(brief, shown.sources))
    items = [*shown.lead, *(row.line for section in shown.sections for row in section.rows)]
    return page(
        "brief",
        view=shown,
        script=markup(file("brief.js")),
        script_hash=hashed(file("brief.js")),
        articles=texts,
        embedded=frozenset(article.entry.number for article in texts),
        origins=origins(brief, shown.sources, items),
        items=len(items),
        names={source.number: source.descriptors[0] for source in shown.sources},
        # The first event that lies behind the brief's date; a month or year does so when that date's own does not.
        ahead=next((e for e in shown.dated if brief.as_of and (e.iso or "") > brief.as_of[: len(e.iso or "")]), None),
        as_of=shown.facts[0] if brief.as_of else None,
        glyphs=_glyphs,
        most=_FOLDED,
    )


def notebook(brief: Brief) -> str:
    """Render the brief for a notebook: the page in a frame of its own, so that neither changes the other."""
    frame = (
        '<iframe title="{}" srcdoc="{}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
        'width="100%" height="720" style="border: 1px solid #888"></iframe>'
    )
    return markup(frame).format(plain(brief.title), html(brief))


# More dots than these are no longer counted at a glance; the words beside them give the number.
_DOTS = 4


def _glyphs(line: Line) -> tuple[str, str]:
    """Draw origins as dots, full ones for established and hollow ones for possible; and say the same in words."""
    if line.origins is None:
        return "", ""
    full = min(line.origins.established, _DOTS)
    hollow = min(line.origins.possible - line.origins.established, _DOTS - full)
    return "●" * full + "○" * max(hollow, 0), origins_in_words(line.origins)
