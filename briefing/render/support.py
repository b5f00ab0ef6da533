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
from briefing.text.words import fold


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
    groups: dict[str, list[SourceEntry]] = {}
    for entry in entries:
        if entry.number in cited:
            groups.setdefault(_key(_root(sources[entry.id], sources)), []).append(entry)
    views = [_view(group, sources, items) for group in groups.values()]
    return tuple(sorted(views, key=lambda view: (view.standing, view.numbers)))


def standing(items: Sequence[Line], off: frozenset[int]) -> int:
    """Count the items that have a source besides those of the numbers `off`; one without any source stands."""
    return sum(not line.numbers or not line.numbers <= off for line in items)


def _view(group: Sequence[SourceEntry], sources: dict[str, Source], items: Sequence[Line]) -> OriginView:
    first = _root(sources[group[0].id], sources)
    numbers = tuple(entry.number for entry in group)
    name = first.origin or first.publisher
    return OriginView(
        name=plain(name) if name else group[0].title,
        credited=any(_root(sources[entry.id], sources).origin for entry in group),
        numbers=numbers,
        standing=standing(items, frozenset(numbers)),
    )


def _root(source: Source, sources: dict[str, Source]) -> Source:
    """Find the one that speaks for a source: itself where it has an origin, else what it is a copy of."""
    seen = {source.id}
    while source.origin is None and source.duplicate_of in sources and source.duplicate_of not in seen:
        source = sources[source.duplicate_of]
        seen.add(source.id)
    return source


def _key(source: Source) -> str:
    name = source.origin or source.publisher
    # The same names as where origins are counted: without case and accents.
    return " ".join(fold(word) for word in name.split()) if name else f"article {source.id}"
