"""What is not known: what the sources themselves say so, and what a count of the brief's own material shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from briefing.prompts import TopicSection
from briefing.records.article import Article
from briefing.records.brief import Gap, KeyFigure
from briefing.records.claim import Cluster
from briefing.relate.corroboration import Corroboration

# A figure is called stale when something was published this many days after the day it stands for: a week is what
# separates two issues of a weekly summary.
_STALE_DAYS = 7


def sourced(clusters: Sequence[Cluster], stale: Collection[str] = ()) -> tuple[Gap, ...]:
    """The facts in which a source says that something is not known, not confirmed, not announced or not answered.

    `stale` are the ids of facts that a later report has answered.
    """
    telling = {cluster.id for cluster in clusters if cluster.best.kind == "gap" and cluster.id not in stale}
    return tuple(
        Gap(text=cluster.best.statement, basis="sourced", claim_ids=(cluster.id,))
        for cluster in clusters
        if cluster.id in telling and cluster.within not in telling
    )


def computed(
    clusters: Sequence[Cluster],
    articles: Sequence[Article],
    credit: Mapping[str, Corroboration],
    figures: Sequence[KeyFigure],
    sections: Sequence[TopicSection],
    as_of: date | None,
) -> tuple[Gap, ...]:
    """What code finds missing, in fixed templates."""
    undated = sum(article.published is None for article in articles)
    some = f"{undated} of the {len(articles)} articles {'is' if undated == 1 else 'are'} undated."
    every = "The article is undated." if undated == 1 else "All articles are undated."
    texts = [
        *_second_origins(credit),
        *_alone(figures, credit),
        *([every if undated == len(articles) else some] if undated else []),
        *_stale(figures, articles, as_of),
    ]
    filled = {claim.section for cluster in clusters for claim in (cluster.best, *cluster.claims)}
    texts += [
        f"Nothing was found for the section “{section.title}”." for section in sections if section.id not in filled
    ]
    return tuple(Gap(text=text, basis="computed") for text in texts)


def _second_origins(credit: Mapping[str, Corroboration]) -> list[str]:
    total = len(credit)
    second = sum(entry.origins.established > 1 for entry in credit.values())
    if second == total:
        return []
    if not second:
        return ["No statement here has a second established origin."]
    have = "has" if second == 1 else "have"
    return [f"{second} of the {total} statements {have} a second established origin; the others rest on one."]


def _alone(figures: Sequence[KeyFigure], credit: Mapping[str, Corroboration]) -> list[str]:
    """The key figures whose latest value one origin alone gives, where others here have more behind them."""
    if not any(entry.origins.possible > 1 for entry in credit.values()):
        return []
    latest = ((figure.label, figure.values[0].claim_ids) for figure in figures if figure.values)
    alone = [label for label, ids in latest if all(credit[i].origins.possible == 1 for i in ids if i in credit)]
    if not alone:
        return []
    named = ", ".join(f"“{label}”" for label in dict.fromkeys(alone))
    return [f"One origin alone gives the latest figure for {named}."]


def _stale(figures: Sequence[KeyFigure], articles: Sequence[Article], as_of: date | None) -> list[str]:
    published = [
        date.fromisoformat(a.published[:10]) for a in articles if a.published and len(a.published) >= len("2025-03-01")
    ]
    newest = max([*published, *([as_of] if as_of else [])], default=None)
    if newest is None:
        return []
    texts = []
    for figure in figures:
        days = [value.as_of for value in figure.values if value.as_of and len(value.as_of) >= len("2025-03-01")]
        age = (newest - date.fromisoformat(max(days)[:10])).days if days else 0
        if age > _STALE_DAYS:
            texts.append(f"The latest figure for “{figure.label}” is {age} days old.")
    return texts
