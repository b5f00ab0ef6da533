"""Verdicts on a draft as text, JSON, Markdown or a marked page: the worst first, each with the quotes beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefing.check.checked import Checked, Checks
from briefing.records.article import Article
from briefing.records.brief import Citation, JudgeScore
from briefing.render.display import day, plain
from briefing.render.documents import page, text
from briefing.render.links import to_words

Kind = Literal["faulty", "unjudged", "supported", "total"]

# Sign and word, the worst first: a judgement is never told by colour alone.
_LABELS: Final[Mapping[Kind, tuple[str, str]]] = {
    "faulty": ("✗", "Not supported"),
    "unjudged": ("–", "Not judged"),
    "supported": ("✓", "Supported"),
    "total": ("Σ", "Total"),
}
# What a fault's code means to somebody who reads it for the first time.
_NAMES: Final[Mapping[str, str]] = {
    "clock": "Time in no article",
    "date": "Date in no article",
    "instructions": "Rests on an order to machines",
    "name": "Name in no article",
    "number": "Number in no article",
    "quotation": "Quoted words in no article",
    "unsupported": "Says what the articles do not",
    "wrong source": "Wrong source",
}
_BY_CODE: Final = (
    "Code looked in the articles for the numbers, dates, times, names and quotations of each sentence, and for "
    "sentences that are theirs word for word."
)
_HINT: Final = "No model was asked what the sentences marked “not judged” mean: --model NAME judges them."


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
    """A sentence of the draft as it is shown; the last line of a report is the total."""

    kind: Kind
    text: str
    faults: tuple[Fault, ...] = ()
    quotes: tuple[Quote, ...] = ()

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
        """What stands in the place of a quote."""
        return "No article has a line that comes near." if self.kind != "total" and not self.quotes else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page shows."""

    title: str
    facts: tuple[str, ...]
    notice: str
    lines: tuple[Line, ...]
    sources: tuple[str, ...]


def report(name: str, checks: Checks, articles: Sequence[Article]) -> Report:
    """Lay out the verdicts on the draft called `name`."""
    named = {article.id: _source(article) for article in articles}
    order = list(_LABELS)
    stating = sorted((c for c in checks if c.states), key=lambda c: order.index(kind(c)))
    counts = Counter(map(kind, stating))
    return Report(
        title=f"Check of {plain(name)}",
        facts=(*(f"{counts[k]} {_LABELS[k][1].lower()}" for k in order[:3]), f"{len(articles)} articles"),
        notice=" ".join([_BY_CODE, *how(checks), "“Supported” says that an article says so, not that it is so."]),
        lines=(*(_line(c, named) for c in stating), Line("total", total(checks))),
        sources=tuple(f"{named[a.id]} ({plain(a.path)})" if a.path else named[a.id] for a in articles),
    )


def kind(checked: Checked) -> Kind:
    """How a sentence was judged."""
    if checked.supported is None:
        return "unjudged"
    return "supported" if checked.supported else "faulty"


def total(checks: Checks) -> str:
    """The count: "12 sentences: 2 not supported, 3 not judged, 7 supported; 4 headings or labels state nothing."."""
    counts = Counter(kind(c) for c in checks if c.states)
    shown = ", ".join(f"{counts[k]} {_LABELS[k][1].lower()}" for k in list(_LABELS)[:3])
    stating = sum(counts.values())
    rest = len(checks) - stating
    left = f"; {_many(rest, 'heading or label states', 'headings or labels state')} nothing" if rest else ""
    return f"{_many(stating, 'sentence', 'sentences')}: {shown}{left}."


def how(checks: Checks) -> Iterator[str]:
    """How the draft was checked, a sentence each: the judge and its score, what failed, what could be done."""
    if checks.judge is not None:
        yield judge_line(checks.judge)
    elif checks.unjudged:
        yield _HINT
    if checks.failures:
        yield f"Calls failed: {plain('; '.join(checks.failures))}."


def judge_line(score: JudgeScore) -> str:
    """What the judge is worth: "Checked by NAME, which caught 20 of 20 planted faults."."""
    who = plain(score.model) if score.model else "a model"
    caught = f"caught {score.false_caught} of {score.false_planted} planted faults"
    if score.trusted:
        return f"Checked by {who}, which {caught}."
    if not score.false_planted + score.true_planted:
        return f"The checking model ({who}) gave no answer."
    passed = f"passed {score.true_passed} of {score.true_planted} planted truths"
    return f"The checking model ({who}) {caught} and {passed}; its judgement was not used."


def as_text(checks: Checks, articles: Sequence[Article]) -> str:
    """Write the verdicts as plain text for a terminal."""
    shown = report("", checks, articles)
    out: list[str] = []
    for line in shown.lines[:-1]:
        out.append(f"{line.label.upper() if line.kind == 'faulty' else line.label.lower()}: {line.text}")
        out += [f"    {fault.name}{': ' if fault.detail else ''}{fault.detail}" for fault in line.faults]
        out += [f"    “{quote.words}” ({quote.source})" for quote in line.quotes]
    return "\n".join([*out, *how(checks), shown.lines[-1].text]) + "\n"


def as_json(checks: Checks) -> str:
    """Write the verdicts as the JSON of the contract: `sentences` in the draft's order, and `judge`."""
    body = {
        "sentences": [checked.model_dump(mode="json") for checked in checks],
        "judge": checks.judge.model_dump(mode="json") if checks.judge else None,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_markdown(name: str, checks: Checks, articles: Sequence[Article]) -> str:
    """Write the verdicts as Markdown."""
    return text("check", report=report(name, checks, articles))


def as_html(name: str, checks: Checks, articles: Sequence[Article]) -> str:
    """Write the verdicts as one page that loads nothing and runs nothing."""
    return page("check", report=report(name, checks, articles))


FORMATS: Final[Mapping[str, Callable[[str, Checks, Sequence[Article]], str]]] = {
    ".md": as_markdown,
    ".json": lambda _name, checks, _articles: as_json(checks),
    ".html": as_html,
}
"""The writer of each suffix that `check -o` knows: the same as `generate -o`."""


def _line(checked: Checked, sources: Mapping[str, str]) -> Line:
    quotes = tuple(_quote(c, sources) for c in checked.citations)
    return Line(kind(checked), plain(checked.text), tuple(map(_fault, checked.faults)), quotes)


def _quote(citation: Citation, sources: Mapping[str, str]) -> Quote:
    address = to_words(citation.url, citation.quote)
    return Quote(plain(citation.quote), sources[citation.source_id], address)


def _fault(told: str) -> Fault:
    code, _, detail = told.partition(": ")
    return Fault(_NAMES.get(code, plain(code).replace("_", " ")), plain(detail))


def _source(article: Article) -> str:
    known = (article.title, article.publisher, day(article.published) if article.published else None)
    return plain(", ".join(part for part in known if part) or article.path or article.id)


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
