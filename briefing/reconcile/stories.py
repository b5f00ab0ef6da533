"""Which claims are held against each other: in a large folder, those of articles that tell one story.

Each rule of this package looks at pairs, so it is asked story by story. Articles tell one story when a claim of one is
merged with a claim of the other, or when they share several names and figures that few articles have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster

# A claim of a cluster. Its words are read only when its story is.
Told = tuple[Cluster, Claim]

# Up to here all articles are held against each other, whatever they share: it costs little, and misses nothing.
_FEW = 100
# A name or figure in more articles than this is of the topic, and not of a story.
_RARE = 12
# What two articles alone have counts 1, what five have a quarter. By chance two articles may share a few names that
# ten others have, or one that none other has: among a thousand articles one such link each chains nearly all into one
# story. Two such links each come about by chance for few, and those of one story share several of its own.
_SHARED = 2.0
# A capital behind a word, or a figure. What any of them begins with comes first: it is looked for at every letter.
_TOKEN = re.compile(
    r"[0-9A-Z\u0080-\U0010ffff](?<![\W_ß-öø-ÿ])(?:(?<=[\w,] \D)[\w’'-]+|(?<=\d)(?<![\w.,]\d)[\d.,]*\d\d(?!\w))"
)


def stories(told: Sequence[Told], articles: Sequence[Article]) -> list[list[Told]]:
    """The claims by story, stories in the order of their first claim and each in the order given."""
    if len(articles) <= _FEW:
        return [list(told)]
    leader = {article.id: article.id for article in articles}

    def root(key: str) -> str:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    for one, other in _merged(told):
        leader[root(other)] = root(one)
    for one, other in _alike(articles, {id_: root(id_) for id_ in leader}):
        leader[root(other)] = root(one)
    found: dict[str, list[Told]] = {}
    for cluster, claim in told:
        found.setdefault(root(claim.source_id), []).append((cluster, claim))
    return list(found.values())


def _merged(told: Sequence[Told]) -> list[tuple[str, str]]:
    """Articles whose claims are merged; the narrower one with the wider that it stands within."""
    first: dict[str, str] = {}
    for cluster, claim in told:
        first.setdefault(cluster.id, claim.source_id)
    wide = ((first[cluster.id], first.get(cluster.within or "")) for cluster, _ in told)
    return [
        *((first[cluster.id], claim.source_id) for cluster, claim in told),
        *((narrow, wider) for narrow, wider in wide if wider is not None),
    ]


def _alike(articles: Sequence[Article], joined: Mapping[str, str]) -> list[tuple[str, str]]:
    """Articles that share names and figures, among those of stories that are still apart in `joined`."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        for token in set(_TOKEN.findall(article.text)):
            holders[token].append(article.id)
    rare = {
        token: held
        for token, held in holders.items()
        if 1 < len(held) <= _RARE and len({joined[id_] for id_ in held}) > 1
    }
    place = {article.id: at for at, article in enumerate(articles)}
    shared: defaultdict[tuple[str, str], float] = defaultdict(float)
    # In an order of their own, because the last digit of a sum depends on it.
    for token in sorted(rare, key=lambda token: (place[rare[token][0]], token)):
        weight = 1 / (len(rare[token]) - 1)
        for one, other in combinations(rare[token], 2):
            if joined[one] != joined[other]:
                shared[one, other] += weight
    return [pair for pair, weight in shared.items() if weight >= _SHARED]
