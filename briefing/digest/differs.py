"""Sentences that are the same but for a number or a day, side by side, with no verdict on what that means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from briefing.dates import find as find_dates
from briefing.dates import parse_iso
from briefing.digest.cluster import turns
from briefing.digest.near import joined, near_pairs
from briefing.digest.terms import terms, tokens
from briefing.numbers.find import find as find_numbers
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Position
from briefing.records.claim import Cluster

# Nearly all words but the values must be the same: then it is one sentence, and not two of one pattern.
_NEAR = 0.7
_FRAME = 0.8
# A short sentence is a pattern ("Five were injured"); what it is about stands elsewhere.
_WORDS = 7


class _Value(NamedTuple):
    """A number or day at `start` to `end`: its kind and unit, what it says, and how it is printed."""

    start: int
    end: int
    kind: str
    says: str
    printed: str


class _Read(NamedTuple):
    """A sentence as its words with a blank for each value, and the values in order."""

    frame: tuple[str, ...]
    values: tuple[_Value, ...]


def differs(clusters: Sequence[Cluster], articles: Sequence[Article]) -> tuple[Discrepancy, ...]:
    """What near-identical sentences of different articles give differently: one number or one day.

    "The flood killed 14 people in Selm" and "... 19 people in Selm" differ: 14 / 19. Where names differ too, or two
    values, the sentences may be about two things, and nothing is said.
    """
    by_id = {article.id: article for article in articles}
    words = [frozenset(token.form for token in tokens(cluster.best.statement)) for cluster in clusters]
    read: dict[int, _Read] = {}
    # A sentence stands in one list only: that of the first value by which it differs from another.
    at: dict[int, _Value] = {}
    differing: list[tuple[int, int]] = []
    for a, b, _ in near_pairs(words, _NEAR):
        if len(words[a]) < _WORDS or not _two_articles(clusters[a], clusters[b]):
            continue
        for index in (a, b):
            if index not in read:
                read[index] = _of(clusters[index], by_id)
        pair = _apart(read[a], read[b])
        if pair is None or not _alike(clusters[a].best.statement, clusters[b].best.statement):
            continue
        if at.get(a, pair[0]) == pair[0] and at.get(b, pair[1]) == pair[1]:
            at[a], at[b] = pair
            differing.append((a, b))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, lowest in sorted(joined(differing).items()):
        groups[lowest].append(index)
    return tuple(
        _discrepancy(f"d{number}", [(clusters[index], at[index]) for index in groups[key]], by_id)
        for number, key in enumerate(sorted(groups), start=1)
    )


def _two_articles(a: Cluster, b: Cluster) -> bool:
    """Whether no article says both: one that does gives two facts, not two accounts of one."""
    return not {claim.source_id for claim in a.claims} & {claim.source_id for claim in b.claims}


def _alike(a: str, b: str) -> bool:
    return terms(a).names == terms(b).names and turns(a) == turns(b)


def _of(cluster: Cluster, articles: Mapping[str, Article]) -> _Read:
    text, article = cluster.best.statement, articles.get(cluster.best.source_id)
    language = article.language if article else None
    days = find_dates(text, published=parse_iso(article.published if article else None), language=language)
    values = [_Value(m.start, m.end, "day", m.date or m.text.casefold(), m.text) for m in days]
    for n in find_numbers(text, language, days):
        says = n.text.casefold() if n.kind in ("code", "score") else f"{n.value} {n.high}"
        values.append(_Value(n.start, n.end, f"{n.kind} {n.unit}", says, n.text))
    values.sort()
    inside = [value for value, after in pairwise([*values, None]) if value and not (after and after.start < value.end)]
    frame: list[str] = []
    waiting = inside[::-1]
    for token in tokens(text):
        while waiting and waiting[-1].end <= token.start:
            waiting.pop()
        if not (waiting and waiting[-1].start <= token.start):
            frame.append(token.form)
        elif not frame or frame[-1] != f"#{len(waiting)}":
            frame.append(f"#{len(waiting)}")
    return _Read(tuple("#" if form[0] == "#" else form for form in frame), tuple(inside))


def _apart(a: _Read, b: _Read) -> tuple[_Value, _Value] | None:
    """The one value that two sentences of one frame give differently, None where there is none or more."""
    if len(a.values) != len(b.values):
        return None
    unlike = [(x, y) for x, y in zip(a.values, b.values, strict=True) if x.says != y.says]
    if len(unlike) != 1 or unlike[0][0].kind != unlike[0][1].kind:
        return None
    # A day that is printed the same in two weeks is no difference that a reader sees.
    if unlike[0][0].printed.casefold() == unlike[0][1].printed.casefold():
        return None
    return unlike[0] if SequenceMatcher(None, a.frame, b.frame, autojunk=False).ratio() >= _FRAME else None


def _discrepancy(key: str, given: Sequence[tuple[Cluster, _Value]], articles: Mapping[str, Article]) -> Discrepancy:
    by_value: defaultdict[str, list[tuple[Cluster, _Value]]] = defaultdict(list)
    for cluster, value in given:
        by_value[value.says].append((cluster, value))
    positions = [_position([c for c, _ in some], some[0][1].printed, articles) for some in by_value.values()]
    positions.sort(key=lambda position: (position.reported or "9999", position.source_ids))
    question = f"These reports differ: {' / '.join(position.value for position in positions)}"
    return Discrepancy(id=key, kind="differs", question=question, positions=tuple(positions))


def _position(some: Sequence[Cluster], value: str, articles: Mapping[str, Article]) -> Position:
    sources = sorted({claim.source_id for cluster in some for claim in cluster.claims})
    known = [articles[i].published for i in sources if i in articles]
    return Position(
        value=value,
        statement=some[0].best.statement,
        claim_ids=tuple(cluster.id for cluster in some),
        source_ids=tuple(sources),
        reported=max((day for day in known if day), default=None),
    )
