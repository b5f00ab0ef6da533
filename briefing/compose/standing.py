"""How claims stand in the discrepancies: outdated, the newest state, contradicted, or to be told in any case."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from briefing.records.article import Article
from briefing.records.brief import Discrepancy
from briefing.records.claim import Cluster
from briefing.text.words import stem, words

# Who says something under no name.
_SOMEBODY = re.compile(
    r"(?:an?|two|three|four|some|several|many|one|the)?\s*(?:[a-z-]+ ){0,2}"
    r"(?:officials?|sources?|people|persons?|members?|diplomats?|insiders?|workers?|residents?|employees?|managers?)\b"
)


def superseded(discrepancies: Sequence[Discrepancy]) -> set[str]:
    """Claims that give a count or a state which a later report has moved on from."""
    old = {i for d in discrepancies for p in d.outdated for i in p.claim_ids}
    return old - {i for d in discrepancies for p in d.positions if p not in d.outdated for i in p.claim_ids}


def moved(discrepancies: Sequence[Discrepancy], events: Collection[str], clusters: Sequence[Cluster]) -> set[str]:
    """Claims that tell the newest state of what has moved: a step taken, or a count of what news is read for.

    `events` are the stems of the words for that.
    """
    done = {c.id for c in clusters if c.best.status == "confirmed"}
    return {
        i
        for d in discrepancies
        if d.outdated
        for i in d.newest.claim_ids
        if (i in done if d.kind == "certainty" else any(stem(w.lower) in events for w in words(d.question)))
    }


def contradicted(
    discrepancies: Sequence[Discrepancy], articles: Mapping[str, Article], clusters: Sequence[Cluster]
) -> set[str]:
    """The claims of a conflict's sides that no more origins stand behind than behind another side.

    What is said under no name outweighs nobody.
    """
    conflicts = [d for d in discrepancies if d.kind == "conflict"]
    sides = {i for d in conflicts for p in d.positions for i in p.claim_ids}
    told_in = (c for c in clusters if c.id in sides)
    nobody = {c.id for c in told_in if all(_SOMEBODY.match(t.attribution or "") for t in c.claims or (c.best,))}
    found: set[str] = set()
    for conflict in conflicts:
        told = [
            len({_origin(articles[i]) for i in p.source_ids}) - (nobody >= set(p.claim_ids)) for p in conflict.positions
        ]
        for position, origins in zip(conflict.positions, told, strict=True):
            if origins < max(told) or told.count(origins) > 1:
                found.update(position.claim_ids)
    return found


def _origin(article: Article) -> str:
    return article.origin or article.publisher or article.id


def needed(
    ranked: Sequence[str], clusters: Sequence[Cluster], discrepancies: Sequence[Discrepancy], tabled: frozenset[str]
) -> set[str]:
    """The best statement of each side of a conflict, and of the newest state of what has moved.

    A reader who is told one side only is misled. What a row of the key figures tells needs no statement. `ranked` are
    the ids of the clusters that can be printed, best first.
    """
    wider = {c.id: c.within or c.id for c in clusters}
    places = {key: place for place, key in enumerate(ranked)}
    found: set[str] = set()
    for discrepancy in discrepancies:
        # Where both can be true the figures' row, or the discrepancy, tells enough.
        sides = {"conflict": discrepancy.positions, "variance": ()}.get(discrepancy.kind, (discrepancy.newest,))
        for position in sides:
            if not tabled.intersection(position.claim_ids):
                held = {wider.get(i, i) for i in position.claim_ids}
                found |= {ranked[place] for place in sorted(places[i] for i in held if i in places)[:1]}
    return found
