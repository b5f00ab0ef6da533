"""Items of the brief: sentences whose every word leads to the claims it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefing.records.brief import Item, ItemSpan, Wording
from briefing.records.claim import Cluster


def verbatim(cluster: Cluster) -> Item:
    """A cluster's own best wording. Where narrower claims say part of it, their citations stand behind that part."""
    text = cluster.best.statement
    edges = sorted({0, len(text), *(p.start for p in cluster.parts), *(p.end for p in cluster.parts)})
    spans: list[ItemSpan] = []
    for start, end in pairwise(edges):
        ids = (cluster.id, *(p.cluster_id for p in cluster.parts if p.start <= start and end <= p.end))
        if spans and (spans[-1].claim_ids == ids or not text[start:end].strip(" ,;.")):
            spans[-1] = ItemSpan(start=spans[-1].start, end=end, claim_ids=spans[-1].claim_ids)
        else:
            spans.append(ItemSpan(start=start, end=end, claim_ids=ids))
    return item(text, spans, cluster.best.wording)


def item(text: str, spans: Sequence[ItemSpan], wording: Wording) -> Item:
    """An item with the union of its spans' claims."""
    ids = tuple(dict.fromkeys(i for span in spans for i in span.claim_ids))
    return Item(text=text, spans=tuple(spans), claim_ids=ids, wording=wording)
