"""Sentences that are the same but for a number or a day, side by side, with no verdict on what that means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, product

from briefing.digest.cluster import alike
from briefing.digest.reading import Reading, Value, read_in
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Position
from briefing.records.claim import Cluster
from briefing.similarity import joined

# A short sentence is a pattern ("Five were injured"); what it is about stands elsewhere.
_WORDS = 7
# Of sentences of one pattern, so many pairs are looked at.
_PAIRS = 100


def differs(clusters: Sequence[Cluster], articles: Sequence[Article]) -> tuple[Discrepancy, ...]:
    """What near-identical sentences of different articles give differently: one number or one day.

    "The flood killed 14 people in Selm" and "... 19 people in Selm" differ: 14 / 19. Where names differ too, or two
    values, the sentences may be about two things, and nothing is said.
    """
    by_id = {article.id: article for article in articles}
    # A sentence stands in one list only: that of the first value by which it differs from another.
    at: dict[int, Value] = {}
    pairs: list[tuple[int, int]] = []
    for a, b in _near(clusters):
        one, other = (read_in(clusters[n].best.statement, by_id.get(clusters[n].best.source_id)) for n in (a, b))
        found = _apart(one, other) if _two_articles(clusters[a], clusters[b]) else None
        if found and at.get(a, found[0]) == found[0] and at.get(b, found[1]) == found[1]:
            at[a], at[b] = found
            pairs.append((a, b))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, lowest in sorted(joined(pairs).items()):
        groups[lowest].append(place)
    return tuple(
        _discrepancy(f"d{number}", [(clusters[place], at[place]) for place in groups[key]], by_id)
        for number, key in enumerate(sorted(groups), start=1)
    )


def _near(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    groups, near = alike([cluster.best.statement for cluster in clusters])
    for group in groups:
        yield from islice(combinations(group, 2), _PAIRS)
    for i, j in near:
        yield from islice(product(groups[i], groups[j]), _PAIRS)


def _two_articles(a: Cluster, b: Cluster) -> bool:
    """Whether no article says both: one that does gives two facts, not two accounts of one."""
    return not {claim.source_id for claim in a.claims} & {claim.source_id for claim in b.claims}


def _apart(a: Reading, b: Reading) -> tuple[Value, Value] | None:
    """The one value that two sentences of one wording give differently, None where there is none or more."""
    if len(a.values) != len(b.values) or min(len(a.frame), len(b.frame)) < _WORDS:
        return None
    if a.names() != b.names() or a.small() != b.small():
        return None
    unlike = [(x, y) for x, y in zip(a.values, b.values, strict=True) if x.says != y.says]
    # A day that is printed the same in two weeks is no difference that a reader sees.
    if len(unlike) != 1 or unlike[0][0].kind != unlike[0][1].kind or unlike[0][0].printed == unlike[0][1].printed:
        return None
    return unlike[0]


def _discrepancy(key: str, given: Sequence[tuple[Cluster, Value]], articles: Mapping[str, Article]) -> Discrepancy:
    by_value: defaultdict[str, list[tuple[Cluster, Value]]] = defaultdict(list)
    for cluster, value in given:
        by_value[value.says].append((cluster, value))
    positions = [_position([c for c, _ in some], some[0][1].printed, articles) for some in by_value.values()]
    positions.sort(key=lambda position: (position.reported or "9999", position.source_ids))
    question = f"These reports differ: {' / '.join(position.value for position in positions)}"
    return Discrepancy(id=key, kind="differs", question=question, positions=tuple(positions))


def _position(some: Sequence[Cluster], value: str, articles: Mapping[str, Article]) -> Position:
    sources = sorted({claim.source_id for cluster in some for claim in cluster.claims})
    days = [day for i in sources if i in articles and (day := articles[i].published)]
    return Position(
        value=value,
        statement=some[0].best.statement,
        claim_ids=tuple(cluster.id for cluster in some),
        source_ids=tuple(sources),
        reported=max(days, default=None),
    )
