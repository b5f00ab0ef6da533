"""Sentences that say the same in nearly the same words, once, with all their sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from briefing.digest.reading import Reading, read_in
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster
from briefing.similarity import Similarity, joined
from briefing.text.words import words

# One word in ten may differ (0 to 1, by what words weigh): a copy editor's hand, not another report.
SAME = 0.9


def clusters(claims: Sequence[Claim], articles: Sequence[Article]) -> tuple[Cluster, ...]:
    """Near-identical sentences as one cluster: equal numbers, days, names, short words, and others but for a few more.

    Ids are c1, c2, ... by date and place of the best claim, whatever the order of the input. The best is the newest,
    then the one that stands first in its article.
    """
    by_id = {article.id: article for article in articles}
    ordered = sorted(claims, key=lambda claim: _place(claim, by_id))
    made = [(max(group, key=lambda c: _newest(c, by_id)), tuple(group)) for group in _grouped(ordered, by_id)]
    made.sort(key=lambda pair: _place(pair[0], by_id))
    return tuple(Cluster(f"c{number}", best, group) for number, (best, group) in enumerate(made, start=1))


def alike(statements: Sequence[str]) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """The places of statements with the same words but for figures, and which two of these groups are near.

    Near is one that has all the other's words and few more: a word put for another may tell of another thing. Groups
    of one that nothing is near to are among them.
    """
    groups: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for place, text in enumerate(statements):
        groups[frozenset(w.form for w in words(text) if w.form[0].isalpha())].append(place)
    held = list(groups)
    near = [(i, j) for i, j, _ in Similarity(held).candidates(SAME) if held[i] <= held[j] or held[j] <= held[i]]
    return list(groups.values()), near


def _place(claim: Claim, articles: Mapping[str, Article]) -> tuple[str, str, int, int, str]:
    evidence = claim.evidence[0]
    article = articles.get(claim.source_id)
    return ((article and article.published) or "9999", claim.source_id, evidence.start, evidence.end, claim.statement)


def _newest(claim: Claim, articles: Mapping[str, Article]) -> tuple[str, float, str, int]:
    article = articles.get(claim.source_id)
    return ((article and article.published) or "", -claim.position, claim.source_id, -claim.evidence[0].start)


def _grouped(ordered: Sequence[Claim], articles: Mapping[str, Article]) -> list[list[Claim]]:
    """The claims in groups that say the same."""
    groups, near = alike([claim.statement for claim in ordered])
    paired = {group for pair in near for group in pair}
    pairs: list[tuple[int, int]] = []
    # By group the first claim that says each thing.
    firsts: list[dict[Hashable, int]] = [{} for _ in groups]
    for group, first in zip(range(len(groups)), firsts, strict=True):
        if len(groups[group]) > 1 or group in paired:
            for index in groups[group]:
                claim = ordered[index]
                said = _said(read_in(claim.statement, articles.get(claim.source_id)))
                pairs.append((first.setdefault(said, index), index))
    for i, j in near:
        pairs += [(firsts[i][said], firsts[j][said]) for said in firsts[i].keys() & firsts[j].keys()]
    lowest = joined(pairs)
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for index, claim in enumerate(ordered):
        found[lowest.get(index, index)].append(claim)
    return list(found.values())


def _said(reading: Reading) -> Hashable:
    """What must be equal in two sentences that say the same."""
    values = sorted((value.kind == "day", value.says) for value in reading.values)
    return tuple(values), reading.names(), reading.small()
