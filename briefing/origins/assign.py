"""Origins and copies, put into the articles."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from briefing.origins.copies import Pair, pairs
from briefing.origins.named import named, outlets
from briefing.origins.translated import translations
from briefing.records.article import Article


def assign(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same articles in the same order, with `origin` and `duplicate_of` where the texts show them.

    A copy takes the origin of what it copies; an article that names nobody and copies nobody keeps None. A credit that
    names the outlet of the page ("/ REL (A2 Televizion)") gives the publisher where it was not known.
    """
    order = _earliest_first(articles)
    ordered = [articles[index] for index in order]
    found = [*pairs([article.text for article in ordered]), *translations(ordered)]
    originals = _originals(found)
    known = outlets(articles)
    own = [named(articles[index], known) for index in order]
    origins = _shared([entry.origin for entry in own], originals, found)
    filled = list(articles)
    for position, index in enumerate(order):
        original = originals.get(position)
        filled[index] = articles[index].model_copy(
            update={
                "origin": origins[position],
                "duplicate_of": None if original is None else articles[order[original]].id,
                "publisher": articles[index].publisher or own[position].outlet,
            }
        )
    return tuple(filled)


def groups(articles: Sequence[Article]) -> Mapping[str, str]:
    """For each article's id the id of the earliest one that it shares most of its text with, directly or by a chain.

    Articles of one group cannot count as two origins, even where none of them names its origin.
    """
    ordered = [articles[index] for index in _earliest_first(articles)]
    root = list(range(len(ordered)))

    def top(position: int) -> int:
        while root[position] != position:
            root[position] = root[root[position]]
            position = root[position]
        return position

    for pair in (*pairs([article.text for article in ordered]), *translations(ordered)):
        low, high = sorted((top(pair.first), top(pair.second)))
        root[high] = low
    return {article.id: ordered[top(position)].id for position, article in enumerate(ordered)}


def _earliest_first(articles: Sequence[Article]) -> list[int]:
    def age(index: int) -> tuple[str, ...]:
        article = articles[index]
        # An undated article is no original of a dated one: nothing shows that it was there before.
        return (
            article.published or "9999",
            article.text_sha256,
            article.publisher or "",
            article.url or "",
            article.path or "",
            article.id,
        )

    return sorted(range(len(articles)), key=age)


def _originals(found: list[Pair]) -> dict[int, int]:
    """For each duplicate the earliest article that it is a duplicate of; that one is no duplicate itself."""
    originals: dict[int, int] = {}
    for pair in sorted(found, key=lambda p: (p.second, p.first)):
        if pair.duplicate and pair.second not in originals:
            originals[pair.second] = originals.get(pair.first, pair.first)
    return originals


def _shared(origins: list[str | None], originals: dict[int, int], found: list[Pair]) -> list[str | None]:
    """Origins spread from those that name one to their copies, over the nearest copies first."""
    near: dict[int, list[tuple[float, int]]] = {}
    for pair in found:
        near.setdefault(pair.first, []).append((-pair.share, pair.second))
        near.setdefault(pair.second, []).append((-pair.share, pair.first))
    waiting = deque(position for position, origin in enumerate(origins) if origin)
    while waiting:
        position = waiting.popleft()
        for _, other in sorted(near.get(position, ())):
            if not origins[other]:
                origins[other] = origins[position]
                waiting.append(other)
    for copy, original in originals.items():
        origins[copy] = origins[original]
    return origins
