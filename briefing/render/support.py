"""What a brief rests on: the origins behind its sources, and what would still stand without one of them.

Set arithmetic over the brief and nothing else. A source belongs to its origin, where it has one; to its outlet, where
it names none; else to itself. Without an origin, words whose sources all belong to it have lost their support.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.records.brief import Brief, Source
from briefing.render.display import plain
from briefing.render.lines import Line
from briefing.render.sources import SourceEntry
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
            root = _root(sources[entry.id], sources)
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


def _root(source: Source, sources: dict[str, Source]) -> Source:
    """Find the one that speaks for a source: itself where it has an origin, else what it is a copy of."""
    seen = {source.id}
    while source.origin is None and source.duplicate_of in sources and source.duplicate_of not in seen:
        source = sources[source.duplicate_of]
        seen.add(source.id)
    return source
