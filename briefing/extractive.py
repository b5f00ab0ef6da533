"""The run without a model, and what stands where a model could not be believed: the articles' own sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing import digest
from briefing.assembly import Findings, Standing
from briefing.extract import refusal
from briefing.material import Material
from briefing.records.article import Sentence
from briefing.records.brief import Rejected
from briefing.records.claim import Claim, Cluster
from briefing.relate import gaps


def extractive(
    material: Material,
    standing: Callable[[Sequence[Cluster]], Standing],
    *,
    length: int,
    orders: frozenset[Sentence] = frozenset(),
) -> Findings:
    """A digest. `standing` carries out a reviewer's decisions, and says what is new since an earlier brief.

    `orders` are lines that a model has found to speak to whoever sums up the article: they are left out.
    """
    claims: list[Claim] = []
    off: list[Rejected] = []
    on_topic: set[str] = set()
    for reading in material.readings:
        article = reading.article
        if digest.on_topic(article, material.topic):
            on_topic.add(article.id)
            claims += digest.claims(article, material.topic, reading.as_of)
        else:
            why = f"the article is not about {material.topic.title}"
            off += [refusal(article, "topic", line.text, "off_topic", why) for line in reading.lines]
    barred = {(line.source_id, line.start) for line in orders}
    claims = [c for c in claims if not any((e.source_id, e.start) in barred for e in c.evidence)]
    kept = standing(digest.clusters(claims, material.articles))
    made = digest.digest(
        kept.clusters, material.articles, material.topic, length=length, fresh=kept.fresh, pinned=kept.pinned
    )
    return Findings(
        clusters=kept.clusters,
        credit=kept.credit,
        figures=(),
        timeline=made.timeline,
        discrepancies=made.discrepancies,
        gaps=gaps.computed(kept.clusters, material.articles, kept.credit, (), material.topic.sections, None),
        composed=made.composed,
        on_topic=frozenset(on_topic),
        rejected=tuple(off),
    )
