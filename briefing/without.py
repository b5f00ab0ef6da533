"""The brief without one origin: whose articles those are, and what of the whole does not stand without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from briefing.errors import UsageError
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Without
from briefing.records.claim import Cluster
from briefing.text.agencies import canonical, key


def articles_of(origins: Sequence[str], articles: Sequence[Article]) -> Mapping[str, frozenset[str]]:
    """For each of some origins, as it is printed, the ids of its articles.

    An outlet stands for its articles without a credit. Raises `UsageError`, which lists the origins there are, for one
    that no article has.
    """
    held: dict[str, set[str]] = {}
    printed: dict[str, str] = {}
    for article in articles:
        if name := article.origin or article.publisher:
            held.setdefault(key(name), set()).add(article.id)
            printed[key(name)] = min(name, printed.get(key(name), name))
    found: dict[str, frozenset[str]] = {}
    for origin in origins:
        wanted = key(canonical(origin) or origin)
        if wanted not in held:
            there = ", ".join(sorted(printed.values(), key=str.casefold)) or "none, for no article names one"
            raise UsageError(f"No article is from the origin {origin!r}. The origins of these articles are: {there}.")
        found[printed[wanted]] = frozenset(held[wanted])
    return found


def summary(
    origins: Iterable[str],
    dropped: Sequence[Article],
    clusters: Sequence[Cluster],
    discrepancies: Iterable[Discrepancy],
    left: Sequence[Discrepancy],
) -> Without:
    """What falls when the articles `dropped` are out.

    `clusters` and `discrepancies` are those of all articles, `left` the discrepancies of the brief.
    """
    by_id = {cluster.id: cluster for cluster in clusters}
    ids = {article.id for article in dropped}
    return Without(
        origins=tuple(origins),
        articles=tuple(article.path or article.title or article.id for article in dropped),
        fallen=tuple(c.best.statement for c in clusters if not _stands(c, by_id, ids)),
        vanished=tuple(d.question for d in discrepancies if not any(_same(d, other) for other in left)),
    )


def _stands(cluster: Cluster, by_id: Mapping[str, Cluster], dropped: Collection[str]) -> bool:
    """Whether an article that is left says it, or says more than it."""
    if any(claim.source_id not in dropped for claim in cluster.claims):
        return True
    wider = by_id.get(cluster.within) if cluster.within else None
    return wider is not None and _stands(wider, by_id, dropped)


def _same(one: Discrepancy, other: Discrepancy) -> bool:
    """Whether two positions of one are still held against each other, whatever the question is called."""
    values = {position.value for position in one.positions} & {position.value for position in other.positions}
    return one.kind == other.kind and len(values) > 1
