"""Verdicts on a draft as JSON, Markdown or a marked page: each sentence, how it was judged, and the quote beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefing.check import Checked
from briefing.records.article import Article
from briefing.records.brief import Citation
from briefing.render.display import day, plain
from briefing.render.documents import page, text
from briefing.render.links import to_words

Kind = Literal["supported", "faulty", "missing", "unjudged"]

# Sign and word: a judgement is never told by colour alone.
_LABELS: Final[Mapping[Kind, tuple[str, str]]] = {
    "supported": ("✓", "Supported"),
    "faulty": ("✗", "Faulty"),
    "missing": ("?", "Not found"),
    "unjudged": ("–", "Not judged"),
}
_UNJUDGED: Final = "A heading, a label or a question: it states nothing."
# What a fault's code means to somebody who has not read the gate. A code that is not listed is shown as it is.
_NAMES: Final[Mapping[str, str]] = {
    "attribution_added": "Words put into someone's mouth",
    "attribution_changed": "Said by someone else",
    "attribution_lost": "Who said it is lost",
    "attribution_verb": "Said in another way",
    "comparative": "Comparison not in the article",
    "connective": "Link or cause not in the article",
    "content": "Says what the article does not",
    "date": "Date not in the article",
    "date_moved": "Date of something else",
    "direction": "Turned the other way",
    "hedge_added": "Less sure than the article",
    "hedge_lost": "Surer than the article",
    "moved": "Moved to something else",
    "name": "Name not in the article",
    "negation": "Denial lost or added",
    "not_found": "Nothing found",
    "number": "Number not in the article",
    "number_moved": "Number of something else",
    "office": "Another office",
    "opposite": "The opposite of the article",
    "order": "Another order of events",
    "place": "Another place",
    "quantifier": "More or less general than the article",
    "quotation": "Not the words that were said",
    "roles": "Who did what to whom is changed",
    "wrong source": "Wrong source",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in a few words, and the words in question."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, which one, and a link to them where it has an address."""

    words: str
    source: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the draft as it is shown."""

    kind: Kind
    text: str
    faults: tuple[Fault, ...]
    quotes: tuple[Quote, ...]

    @property
    def sign(self) -> str:
        """The mark before the label."""
        return _LABELS[self.kind][0]

    @property
    def label(self) -> str:
        """The judgement in words."""
        return _LABELS[self.kind][1]

    @property
    def without(self) -> str:
        """What stands in the place of a quote; of a sentence that is not found, its fault says that there is none."""
        return _UNJUDGED if self.kind == "unjudged" else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page shows."""

    title: str
    facts: tuple[str, ...]
    notice: str
    lines: tuple[Line, ...]
    sources: tuple[str, ...]


def report(name: str, verdicts: Sequence[Checked], articles: Sequence[Article]) -> Report:
    """Lay out the verdicts on the draft called `name`."""
    named = {article.id: _source(article) for article in articles}
    lines = tuple(_line(verdict, named) for verdict in verdicts)
    counts = Counter(line.kind for line in lines)
    return Report(
        title=f"Check of {plain(name)}",
        facts=(*(f"{counts[kind]} {_LABELS[kind][1].lower()}" for kind in _LABELS), f"{len(articles)} articles"),
        notice="Each sentence was held against the articles by fixed rules, without a language model. “Supported” says "
        "that an article says so, not that it is so. The rules read clauses, not meaning: look at the quote.",
        lines=lines,
        sources=tuple(f"{named[a.id]} ({plain(a.path)})" if a.path else named[a.id] for a in articles),
    )


def kind(verdict: Checked) -> Kind:
    """How a sentence was judged."""
    if verdict.supported is None:
        return "unjudged"
    if verdict.supported:
        return "supported"
    return "faulty" if verdict.citations else "missing"


def _line(verdict: Checked, sources: Mapping[str, str]) -> Line:
    quotes = tuple(_quote(c, sources) for c in verdict.citations)
    return Line(kind(verdict), plain(verdict.text), tuple(_fault(f) for f in verdict.faults), quotes)


def _quote(citation: Citation, sources: Mapping[str, str]) -> Quote:
    address = to_words(citation.url, citation.quote)
    return Quote(plain(citation.quote), sources[citation.source_id], address)


def _fault(told: str) -> Fault:
    code, _, detail = told.partition(": ")
    return Fault(_NAMES.get(code, plain(code).replace("_", " ")), plain(detail))


def _source(article: Article) -> str:
    known = (article.title, article.publisher, day(article.published) if article.published else None)
    return plain(", ".join(part for part in known if part) or article.path or article.id)


def as_json(verdicts: Sequence[Checked]) -> str:
    """Write the verdicts as the JSON of the contract: a list `sentences`."""
    sentences = [verdict.model_dump(mode="json") for verdict in verdicts]
    return json.dumps({"sentences": sentences}, ensure_ascii=False, indent=2) + "\n"


def as_markdown(name: str, verdicts: Sequence[Checked], articles: Sequence[Article]) -> str:
    """Write the verdicts as Markdown."""
    return text("check", report=report(name, verdicts, articles))


def as_html(name: str, verdicts: Sequence[Checked], articles: Sequence[Article]) -> str:
    """Write the verdicts as one page that loads nothing and runs nothing."""
    return page("check", report=report(name, verdicts, articles))


FORMATS: Final[Mapping[str, Callable[[str, Sequence[Checked], Sequence[Article]], str]]] = {
    ".md": as_markdown,
    ".json": lambda _name, verdicts, _articles: as_json(verdicts),
    ".html": as_html,
}
"""The writer of each suffix that `check -o` knows: the same as `generate -o`."""
