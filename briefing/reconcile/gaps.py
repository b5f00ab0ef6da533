"""What is not known: what the sources themselves say so, and what a count of the brief's own material shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from briefing.reconcile.corroboration import Corroboration
from briefing.records.article import Article
from briefing.records.brief import Gap, KeyFigure
from briefing.records.claim import Cluster

_TOLD = (
    r"(?:confirm|announce|comment|respond|repl(?:y|ied)|answer|disclose|release|reveal|give|given|say|said"
    r"|name|identif(?:y|ied)|"
    r"specif(?:y|ied)|explain|elaborate|provide|publish|determine|establish|verif(?:y|ied)|decide|set|clarif(?:y|ied)|"
    r"know|known|elaborated?|address|detail)(?:e?d)?"
)
_BETWEEN = r"(?: (?:yet|so far|immediately|officially|publicly|independently|been|be|to|itself|formally|fully))*"
_UNKNOWN = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|did|does|do|could|would)(?: not|n['’]t){_BETWEEN} {_TOLD}\b"
    rf"|\byet to(?: be)?(?: officially| formally)? {_TOLD}\b"
    r"|\b(?:declin|refus)(?:e|es|ed|ing) to (?:comment|say|answer|give|confirm|name|discuss|disclose|elaborate"
    r"|identify|specify|respond)\b"
    r"|\b(?:is|are|was|were|remain(?:s|ed)?|still)(?: \w+ly)?(?: still| yet)? (?:not (?:\w+ )?clear|unclear"
    r"|unknown|not (?:\w+ )?known|uncertain|undetermined|unconfirmed|"
    r"undisclosed|unanswered|unresolved|undecided)\b"
    r"|\bno (?:official |immediate |public |independent |formal )*(?:announcement|confirmation|comment"
    r"|explanation|response|reply|word|details?|information)\b"
    r"|\b(?:without (?:giving|naming|specifying|saying|elaborating|providing))\b"
    r"|\bnobody knows\b|\bno one knows\b",
    re.IGNORECASE,
)
# One of these stands in whatever it finds: most statements hold none, and need no search.
_CUES = (
    "not", "n't", "n’t", "yet to", "declin", "refus", "unclear", "unknown", "uncertain", "undetermined", "unconfirmed",
    "undisclosed", "unanswered", "unresolved", "undecided", "no ", "without", "nobody",
)  # fmt: skip
# A figure is called stale when something was published this many days after the day it stands for: a week is what
# separates two issues of a weekly summary.
_STALE_DAYS = 7


def sourced(clusters: Sequence[Cluster]) -> tuple[Gap, ...]:
    """Statements in which a source says that something is unknown, unconfirmed, not announced or not answered."""
    telling = {c.id for c in clusters if _unknown(c.best.statement)}
    return tuple(
        Gap(text=cluster.best.statement, basis="sourced", claim_ids=(cluster.id,))
        for cluster in clusters
        if cluster.id in telling and cluster.within not in telling
    )


def _unknown(statement: str) -> bool:
    low = statement.lower()
    return any(map(low.__contains__, _CUES)) and bool(_UNKNOWN.search(statement))


def computed(
    clusters: Sequence[Cluster],
    articles: Sequence[Article],
    credit: Mapping[str, Corroboration],
    figures: Sequence[KeyFigure],
    sections: Sequence[tuple[str, str]],
    as_of: date | None,
) -> tuple[Gap, ...]:
    """What code finds missing, in fixed templates."""
    texts = [
        *_second_origins(credit),
        *_alone(figures, credit),
        *_undated(articles),
        *_stale(figures, articles, as_of),
    ]
    filled = {claim.section for cluster in clusters for claim in (cluster.best, *cluster.claims)}
    texts += [f"Nothing was found for the section “{title}”." for id_, title in sections if id_ not in filled]
    return tuple(Gap(text=text, basis="computed") for text in texts)


def _second_origins(credit: Mapping[str, Corroboration]) -> list[str]:
    total = len(credit)
    second = sum(entry.origins.established > 1 for entry in credit.values())
    if not total:
        return []
    if not second:
        return ["No statement here has a second established origin."]
    if second == total:
        return []
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


def _undated(articles: Sequence[Article]) -> list[str]:
    undated = sum(article.published is None for article in articles)
    if not undated:
        return []
    if undated == len(articles):
        return ["The article is undated."] if undated == 1 else ["All articles are undated."]
    return [f"{undated} of the {len(articles)} articles {'is' if undated == 1 else 'are'} undated."]


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
