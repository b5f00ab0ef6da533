"""What a text tells of a gold file's facts, and what of it no cited source has: one rule for briefs and any answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing import Brief
from briefing.records.article import Article
from briefing.records.brief import Source
from briefing.text.normal import fold

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
# Capitalised by rule, or at the head of a sentence or of a quotation: no names.
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday i".split()
)
_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[\[(\"“]\s*)$")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that a reader sees. `quotes` are the words that it cites, `around` all that the cited articles say."""

    text: str
    quotes: tuple[str, ...]
    around: tuple[str, ...]
    wording: str = "model"


def of_brief(brief: Brief) -> list[Told]:
    """The sentences of the bottom line and of the sections, with what they cite."""
    claims = {claim.id: claim for claim in brief.claims}
    sources = {source.id: source for source in brief.sources}
    told = []
    for item in [*brief.bottom_line, *(i for section in brief.sections for i in section.items)]:
        cited = [c for key in item.claim_ids for c in claims[key].citations]
        around = tuple(known for c in cited for known in _known(sources[c.source_id]))
        told.append(Told(item.text, tuple(c.quote for c in cited), around, item.wording))
    return told


def of_answer(text: str, cited: Sequence[Article]) -> Told:
    """A sentence of a plain answer, which cites whole articles: every word of them counts as quoted."""
    return Told(text, tuple(a.text for a in cited), tuple(known for a in cited for known in _known(a)))


def _known(article: Article | Source) -> tuple[str, ...]:
    fields = (article.text, article.title, article.publisher, article.published, article.origin)
    return tuple(field for field in fields if field)


def figures_of(brief: Brief) -> list[str]:
    """The lines of the table of key figures."""
    return [f"{figure.label}: {'; '.join(v.value for v in figure.values)}" for figure in brief.key_figures]


def coverage(gold: dict[str, Any], told: Iterable[str], figures: Iterable[str] = ()) -> tuple[float, float]:
    """The share of the vital and of all gold facts that one sentence states; a figure's may stand in the table."""
    sentences, table = list(told), list(figures)
    hit = {
        fact["id"]: any(_states(fact, text) for text in sentences + (table if fact.get("figure") else []))
        for fact in gold["nuggets"]
    }
    vital = [hit[fact["id"]] for fact in gold["nuggets"] if fact["vital"]]
    return sum(vital) / len(vital), sum(hit.values()) / len(hit)


def _states(fact: dict[str, Any], text: str) -> bool:
    holds = all(re.search(pattern, text, re.IGNORECASE) for pattern in fact["all"])
    return holds and not any(re.search(pattern, text, re.IGNORECASE) for pattern in fact.get("none", []))


def strange_figures(told: Told, known_dates: str) -> list[str]:
    """The figures of a sentence that stand neither in its quotes nor in the dates that resolve them."""
    have = {_plain(m.group()) for text in (*told.quotes, known_dates) for m in _FIGURE.finditer(text)}
    return [m.group() for m in _FIGURE.finditer(told.text) if _plain(m.group()) not in have]


def _plain(figure: str) -> str:
    bare = re.sub(r"[,.](?=\d{3}\b)", "", figure)
    return bare.lstrip("0") or "0"


def strange_names(told: Told) -> list[str]:
    """The capitalised words of a sentence that none of its cited articles has."""
    have = {fold(m.group()).removesuffix("'s") for text in told.around for m in _NAME.finditer(text)}
    return [
        m.group()
        for m in _NAME.finditer(told.text)
        if m.group()[0].isupper()
        and not _OPENS.search(told.text[: m.start()])
        and fold(m.group()).removesuffix("'s") not in have | _CALENDAR
    ]
