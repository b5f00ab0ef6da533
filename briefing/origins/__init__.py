"""Who first reported what an article says, where the text shows it, and which articles are copies of one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefing.origins.copies import Pair, pairs
from briefing.origins.named import named, outlets
from briefing.origins.translated import sound, translations
from briefing.records.article import Article
from briefing.similarity import joined
from briefing.text.agencies import canonical
from briefing.text.credits import dateline_end, is_credit

__all__ = ["assign", "canonical", "dateline_end", "groups", "is_credit", "sound"]


def assign(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same articles in the same order, with `origin` and `duplicate_of` where the texts show them.

    A copy takes the origin of what it copies; an article that names nobody and copies nobody keeps None. A credit that
    names the outlet of the page ("/ REL (A2 Televizion)") gives the publisher where it was not known.
    """
    order = _earliest_first(articles)
    ordered = [articles[index] for index in order]
    found = _copies(ordered)
    # For each duplicate the earliest article that it is a duplicate of; that one is no duplicate itself.
    originals: dict[int, int] = {}
    for pair in sorted(found, key=lambda p: (p.second, p.first)):
        if pair.duplicate and pair.second not in originals:
            originals[pair.second] = originals.get(pair.first, pair.first)
    roots = _roots(len(ordered), found)
    known = outlets(articles)
    own = [named(article, known) for article in ordered]
    # Of copies the first that names its origin speaks for those that name none.
    shared: dict[int, str | None] = {}
    for root, (origin, _) in zip(roots, own, strict=True):
        shared[root] = shared.get(root) or origin
    origins = [origin or shared[root] for root, (origin, _) in zip(roots, own, strict=True)]
    filled = list(articles)
    for position, index in enumerate(order):
        original = originals.get(position)
        filled[index] = articles[index].model_copy(
            update={
                "origin": origins[position if original is None else original],
                "duplicate_of": None if original is None else ordered[original].id,
                "publisher": articles[index].publisher or own[position][1],
            }
        )
    return tuple(filled)


def groups(articles: Sequence[Article]) -> Mapping[str, str]:
    """For each article's id the id of the earliest one that it shares most of its text with, directly or by a chain.

    Articles of one group cannot count as two origins, even where none of them names its origin.
    """
    ordered = [articles[index] for index in _earliest_first(articles)]
    roots = _roots(len(ordered), _copies(ordered))
    return {article.id: ordered[root].id for article, root in zip(ordered, roots, strict=True)}


def _copies(ordered: Sequence[Article]) -> list[Pair]:
    return [*pairs(tuple(article.text for article in ordered)), *translations(ordered)]


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


def _roots(number: int, found: Iterable[Pair]) -> list[int]:
    """For each position the first one that a chain of pairs links it to."""
    lowest = joined((pair.first, pair.second) for pair in found)
    return [lowest.get(position, position) for position in range(number)]
