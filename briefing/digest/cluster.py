"""Sentences that say the same in nearly the same words, once, with all their sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.digest.near import joined, near_pairs
from briefing.digest.terms import Facts, facts, folded, terms, tokens
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster

# One word in five may differ: a copy editor's hand, not another report.
_SAME = 0.8
# A word that turns a sentence round, in the languages of the news. Both must have it or neither.
_TURNS = frozenset(
    map(
        folded,
        "no not never none nor neither without cannot nuk mos pa ne nije nisu nece bez nicht kein keine nie ohne ni non"
        " pas sans sin senza nao sem".split(),
    )
)


def clusters(claims: Sequence[Claim], articles: Sequence[Article]) -> tuple[Cluster, ...]:
    """Near-identical sentences as one cluster: equal numbers, days and names, and nearly all words.

    Ids are c1, c2, ... by date and place of the best claim, whatever the order of the input. The best is the newest,
    then the one that stands first in its article.
    """
    by_id = {article.id: article for article in articles}
    ordered = sorted(claims, key=lambda claim: _place(claim, by_id))
    groups = _grouped(ordered, by_id)
    made = [(max(group, key=lambda claim: _newest(claim, by_id)), tuple(group)) for group in groups]
    made.sort(key=lambda pair: _place(pair[0], by_id))
    return tuple(Cluster(f"c{number}", best, group) for number, (best, group) in enumerate(made, start=1))


def turns(text: str) -> frozenset[str]:
    """The words of a text that turn it round: a negation."""
    return frozenset(
        "not" if token.form.endswith(("n't", "n’t")) else token.form
        for token in tokens(text)
        if token.form in _TURNS or token.form.endswith(("n't", "n’t"))
    )


def _place(claim: Claim, articles: Mapping[str, Article]) -> tuple[str, str, int, int, str]:
    evidence = claim.evidence[0]
    article = articles.get(claim.source_id)
    published = article.published if article else None
    return (published or "9999", claim.source_id, evidence.start, evidence.end, claim.statement)


def _newest(claim: Claim, articles: Mapping[str, Article]) -> tuple[str, float, str, int]:
    article = articles.get(claim.source_id)
    return ((article.published if article else None) or "", -claim.position, claim.source_id, -claim.evidence[0].start)


def _grouped(ordered: Sequence[Claim], articles: Mapping[str, Article]) -> list[list[Claim]]:
    """The claims in groups that say the same."""
    alike: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for index, claim in enumerate(ordered):
        alike[frozenset(token.form for token in tokens(claim.statement))].append(index)
    words = list(alike)
    pairs = [(a, b) for a, b, _ in near_pairs(words, _SAME)] + [
        (k, k) for k, w in enumerate(words) if len(alike[w]) > 1
    ]
    known: dict[int, tuple[Facts, frozenset[str], frozenset[str]]] = {}

    def said(index: int) -> tuple[Facts, frozenset[str], frozenset[str]]:
        if index not in known:
            claim = ordered[index]
            article = articles.get(claim.source_id)
            language, published = (article.language, article.published) if article else (None, None)
            found = facts(claim.statement, language, published)
            known[index] = found, terms(claim.statement).names, turns(claim.statement)
        return known[index]

    same = []
    for a, b in pairs:
        first = {said(index): index for index in reversed(alike[words[a]])}
        same += [(first[said(index)], index) for index in alike[words[b]] if said(index) in first]
    lowest = joined(same)
    groups: defaultdict[int, list[Claim]] = defaultdict(list)
    for index, claim in enumerate(ordered):
        groups[lowest.get(index, index)].append(claim)
    return list(groups.values())
