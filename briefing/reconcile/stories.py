"""Which claims are held against each other: in a large folder, those of articles that tell one story.

Each rule of this package looks at pairs, so it is asked story by story. Articles tell one story when a claim of one is
merged with a claim of the other, or when they share several names and figures that few articles have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from briefing.reconcile.lines import Line
from briefing.records.article import Article

# Up to here all articles are held against each other, whatever they share: it costs little, and misses nothing.
_FEW = 100
# A name or figure in more articles than this is of the topic, and not of a story.
_RARE = 12
# What two articles alone have counts 1, what five have a quarter. By chance two articles may share a few names that
# ten others have, or one that none other has: among a thousand articles one such link each chains nearly all into one
# story. Two such links each come about by chance for few, and those of one story share several of its own.
_SHARED = 2.0
_TOKEN = re.compile(r"(?<=[\w,] )[^\W\d_a-zß-öø-ÿ][\w’'-]+|(?<![\w.,])\d[\d.,]*\d\d(?!\w)")


def stories(lines: Sequence[Line], articles: Sequence[Article]) -> list[list[Line]]:
    """The lines by story, stories in the order of their first line and each in the order given."""
    if len(articles) <= _FEW:
        return [list(lines)]
    leader = {article.id: article.id for article in articles}

    def root(key: str) -> str:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    for one, other in (*_merged(lines), *_alike(articles)):
        leader[root(other)] = root(one)
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(root(line.article.id), []).append(line)
    return list(found.values())


def _merged(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Articles whose claims are merged; the narrower one with the wider that it stands within."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(line.cluster.id, line.article.id)
    wide = ((first[line.cluster.id], first.get(line.cluster.within or "")) for line in lines)
    return [
        *((first[line.cluster.id], line.article.id) for line in lines),
        *((narrow, wider) for narrow, wider in wide if wider is not None),
    ]


def _alike(articles: Sequence[Article]) -> list[tuple[str, str]]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        for token in sorted(set(_TOKEN.findall(article.text))):
            holders[token].append(article.id)
    shared: defaultdict[tuple[str, str], float] = defaultdict(float)
    for held in holders.values():
        if 1 < len(held) <= _RARE:
            for pair in combinations(held, 2):
                shared[pair] += 1 / (len(held) - 1)
    return [pair for pair, weight in shared.items() if weight >= _SHARED]
