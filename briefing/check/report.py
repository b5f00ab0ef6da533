"""Verdicts on a draft as text, JSON, Markdown or a marked page: the worst first, each with the quotes beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from briefing.check.checked import Checked, Checks, Finding
from briefing.records.article import Article
from briefing.records.brief import JudgeScore
from briefing.render.display import count, day, plain, to_words
from briefing.render.documents import page, text

# Class on the page, sign and word of each verdict, the worst first: none is told by colour alone.
_LABELS: Final[Mapping[Finding | None, tuple[str, str, str]]] = {
    "contradicted": ("faulty", "✗", "Contradicted"),
    "not_found": ("faulty", "✗", "Not found"),
    "overstated": ("faulty", "▲", "Overstated"),
    None: ("unjudged", "–", "Not judged"),
    "supported": ("supported", "✓", "Supported"),
}
# What a fault's code means to somebody who reads it for the first time.
_NAMES: Final = {
    "clock": "Time in no article",
    "contradicted": "An article says otherwise",
    "date": "Date in no article",
    "instructions": "Rests on an order to machines",
    "name": "Name in no article",
    "not_found": "No article says",
    "number": "Number in no article",
    "overstated": "Says more than the article",
    "quotation": "Quoted words in no article",
    "together": "Only together",
    "wrong source": "Wrong source",
}
_TOGETHER: Final = "together: none of these articles says all of it"
_BY_CODE: Final = (
    "Code looked in the articles for the numbers, dates, times, names and quotations of each sentence, and for "
    "sentences that are theirs word for word."
)
_HINT: Final = "No model was asked what the sentences marked “not judged” mean: --model NAME judges them."


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the draft as it is shown.

    `faults` are a name and words each; `quotes` are words of an article, its name, and a link to them or None.
    """

    kind: str
    sign: str
    label: str
    text: str
    faults: tuple[tuple[str, str], ...]
    quotes: tuple[tuple[str, str, str | None], ...]


def lines(checks: Checks) -> Iterator[Line]:
    """The sentences that state something, the worst first."""
    named = {article.id: _source(article) for article in checks.articles}
    order = list(_LABELS)
    for checked in sorted((c for c in checks if c.states), key=lambda c: order.index(c.verdict)):
        quotes = [
            (plain(c.quote), named.get(c.source_id, c.source_id), to_words(c.url, c.quote)) for c in checked.citations
        ]
        yield Line(
            *_LABELS[checked.verdict],
            text=plain(checked.text),
            faults=tuple(map(_fault, (*checked.faults, *([_TOGETHER] if checked.together else [])))),
            quotes=tuple(quotes),
        )


def total(checks: Checks) -> str:
    """The count: "12 sentences: 1 contradicted, 1 overstated, 10 supported; 4 headings or labels state nothing."."""
    stating = [checked for checked in checks if checked.states]
    rest = len(checks) - len(stating)
    state = "heading or label states" if rest == 1 else "headings or labels state"
    left = f"; {rest:,} {state} nothing" if rest else ""
    return f"{count(len(stating), 'sentence')}: {', '.join(_counts(stating))}{left}."


def _counts(stating: list[Checked]) -> list[str]:
    found = Counter(checked.verdict for checked in stating)
    shown = [verdict for verdict in _LABELS if found[verdict] or verdict == "supported"]
    return [f"{found[verdict]} {_LABELS[verdict][-1].lower()}" for verdict in shown]


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


def as_text(checks: Checks) -> str:
    """Write the verdicts as plain text for a terminal."""
    out: list[str] = []
    for line in lines(checks):
        out.append(f"{line.label.upper() if line.kind == 'faulty' else line.label.lower()}: {line.text}")
        out += [f"    {name}{': ' if detail else ''}{detail}" for name, detail in line.faults]
        out += [f"    “{words}” ({source})" for words, source, _ in line.quotes]
    return "\n".join([*out, *how(checks), total(checks)]) + "\n"


def as_json(checks: Checks) -> str:
    """Write the verdicts as the JSON of the contract: `sentences` in the draft's order, and `judge`."""
    body = {
        "sentences": [checked.model_dump(mode="json") for checked in checks],
        "judge": checks.judge.model_dump(mode="json") if checks.judge else None,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_markdown(name: str, checks: Checks) -> str:
    """Write the verdicts on the draft called `name` as Markdown."""
    return text("check", **_report(name, checks))


def as_html(name: str, checks: Checks) -> str:
    """Write the verdicts on the draft called `name` as one page that loads nothing and runs nothing."""
    return page("check", **_report(name, checks))


FORMATS: Final[Mapping[str, Callable[[str, Checks], str]]] = {
    ".md": as_markdown,
    ".json": lambda _name, checks: as_json(checks),
    ".html": as_html,
}
"""The writer of each suffix that `check -o` knows: the same as `generate -o`."""


def _report(name: str, checks: Checks) -> dict[str, Any]:
    paths = [f" ({plain(article.path)})" if article.path else "" for article in checks.articles]
    stating = [checked for checked in checks if checked.states]
    return {
        "title": f"Check of {plain(name)}",
        "facts": [*_counts(stating), count(len(checks.articles), "article")],
        "notice": " ".join([_BY_CODE, *how(checks), "“Supported” says that an article says so, not that it is so."]),
        "lines": list(lines(checks)),
        "total": total(checks),
        "sources": [f"{_source(a)}{path}" for a, path in zip(checks.articles, paths, strict=True)],
    }


def _fault(told: str) -> tuple[str, str]:
    code, _, detail = told.partition(": ")
    return _NAMES.get(code, plain(code).replace("_", " ")), plain(detail)


def _source(article: Article) -> str:
    known = (article.title, article.publisher, day(article.published) if article.published else None)
    return plain(", ".join(part for part in known if part) or article.path or article.id)
