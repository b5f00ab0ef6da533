"""How many reports of one event the merge finds without a model, and how many of its pairs are wrong.

    python tests/benchmarks/merge.py CORPUS MENTIONS

CORPUS and MENTIONS are those of ECB+. Each sentence stands as one claim; a pair counts as merged when the rules of
`briefing.merge` make one claim of both, or put one within the other, and as right when the two share an event chain.
"Near" are the right pairs whose closeness is at least 0.6: those that a reader would call the same report.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from briefing.extract import assess
from briefing.merge import merge
from briefing.records.claim import Claim, Cluster, Evidence
from briefing.similarity import Similarity
from tests.benchmarks.similarity import same_event_pairs

_NEAR = 0.6


def claim(text: str) -> Claim:
    """A sentence as a claim of an article of its own."""
    evidence = (Evidence(text, 0, len(text), text),)
    status = assess.status(text)
    return Claim(text, evidence, "s", "event", status, "unattributed", None, None, "verbatim", False, 0.0)


def joined(a: str, b: str) -> bool:
    """Whether two claims alone end in one cluster, or one within the other."""
    claims = [claim(a), claim(b)]
    merged = asyncio.run(merge(claims, None, sources=[a, b], progress=lambda *_: None))
    clusters: tuple[Cluster, ...] = merged.clusters
    return len(clusters) == 1 or any(c.within for c in clusters)


def measure(corpus: Path, mentions: Path) -> tuple[int, int, int]:
    """Right pairs merged, wrong pairs merged, and right pairs that are near; the same sentence twice is left out."""
    pairs, shared = same_event_pairs(corpus, mentions)
    kept = [(a, b, same) for (a, b), same in zip(pairs, shared, strict=True) if a != b]
    place = {text: i for i, text in enumerate(dict.fromkeys(t for a, b, _ in kept for t in (a, b)))}
    similarity = Similarity(list(place))
    scores = similarity.scores([(place[a], place[b]) for a, b, _ in kept])
    right = wrong = near = 0
    for (a, b, same), closeness in zip(kept, scores, strict=True):
        near += same and closeness >= _NEAR
        # Far below what merging asks for, nothing need be read.
        if closeness >= _NEAR / 2 and joined(a, b):
            right, wrong = right + same, wrong + (not same)
    return right, wrong, near


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("mentions", type=Path)
    args = parser.parse_args()
    found, false, all_near = measure(args.corpus, args.mentions)
    print(f"merged {found + false} pairs, {false} of them wrong ({false / max(found + false, 1):.1%})")
    print(f"of {all_near} near pairs of one event, {found / max(all_near, 1):.1%} as many right ones")
