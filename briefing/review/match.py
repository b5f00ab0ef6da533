"""Finding what an entry of a review file is about in today's run, by the words that it rests on."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from briefing.records.claim import Claim, Cluster
from briefing.review.decisions import Anchor, Entry, anchor
from briefing.text.normal import fold

# Of one sentence a run can make several claims. One that is worded otherwise than the entry is it when so much of
# their letters is the same (difflib's ratio, which holds two thirds for a close rewrite).
_LIKE = 0.6


def anchors(claims: Sequence[Claim], hashes: Mapping[str, str]) -> frozenset[Anchor]:
    """Where the quotes of some claims stand. `hashes` are the sources' by id."""
    return frozenset(anchor(hashes[e.source_id], e.start, e.end) for claim in claims for e in claim.evidence)


def find(entry: Entry, clusters: Sequence[Cluster], hashes: Mapping[str, str]) -> Cluster | None:
    """The cluster that rests on the entry's words and says what it says; None where there is none."""
    best: tuple[tuple[bool, int, float], Cluster] | None = None
    for cluster in clusters:
        held = anchors(cluster.claims, hashes)
        shared = len(held & entry.at) or any(a.overlaps(b) for a in held for b in entry.at)
        if not shared:
            continue
        told = [cluster.best.statement, *(claim.statement for claim in cluster.claims)]
        likeness = max(like(entry.text, text) for text in told)
        rank = (entry.text in told, int(shared), likeness)
        if (entry.text in told or likeness >= _LIKE) and (best is None or rank > best[0]):
            best = (rank, cluster)
    return best[1] if best else None


def like(a: str, b: str) -> float:
    """How much of two texts is the same, 0 to 1."""
    return difflib.SequenceMatcher(None, fold(a), fold(b), autojunk=False).ratio()
