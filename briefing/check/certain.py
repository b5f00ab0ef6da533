"""What code decides of a sentence without knowing what it means: a copy, and words that stand in no article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing import grounding
from briefing.check.checked import Checked
from briefing.check.draft import Line, article_of
from briefing.check.evidence import Evidence, evidence
from briefing.check.sources import Source, Sources, citation
from briefing.records.article import Article
from briefing.records.brief import Citation

_RANK = re.compile(r"(?:the )?(?:first|second|third|\w{3,}th)", re.IGNORECASE)
_YEAR = re.compile(r",?\s+(?:of\s+)?(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what code says of it; where `open`, a judge may say more.

    `all` is the evidence of all articles, `cited` that of the articles which the draft names for this sentence, None
    where it names none of them.
    """

    line: Line
    checked: Checked
    open: bool = False
    all: Evidence | None = None
    cited: Evidence | None = None
    named: str = ""


class Bench:
    """The articles, and which of them the numbers of a draft stand for."""

    def __init__(self, articles: Sequence[Article], listed: Mapping[int, str]) -> None:
        self.sources = Sources(articles)
        found = {number: article_of(entry, articles) for number, entry in listed.items()}
        self._listed = {n: self.sources.by_id[article.id] for n, article in found.items() if article is not None}

    def case(self, line: Line) -> Case:
        """What code says of a sentence: a copy is supported, one with a fault is not, all else is open."""
        if not line.states:
            return Case(line, Checked(text=line.text, supported=None, states=False))
        named = {n: self._listed[n] for n in line.cites if n in self._listed}
        cited = tuple({source.article.id: source for source in named.values()}.values())
        copied = self._copied(line.text, cited)
        if copied:
            return Case(line, Checked(text=line.text, supported=True, citations=copied))
        near = self.sources.near(line.text)
        every = evidence(line.text, near)
        nearest = every.sources if every else ()
        faults = self._faults(line.text, nearest)
        shown = every.citations if every else ()
        if faults:
            return Case(line, Checked(text=line.text, supported=False, faults=faults, citations=shown))
        of_cited = evidence(line.text, self.sources.near(line.text, {s.article.id for s in cited})) if cited else None
        case = Case(
            line,
            Checked(text=line.text, supported=None, citations=shown),
            open=not line.figure and every is not None,
            all=every,
            cited=of_cited,
            named=", ".join(f"[{n}] is {source.name}" for n, source in named.items()),
        )
        wanting = _found(line.text, cited) if cited else ()
        return wrong_source(case, ", ".join(f"“{fault.text}”" for fault in wanting)) if wanting else case

    def _copied(self, text: str, first: Sequence[Source]) -> tuple[Citation, ...]:
        """The lines that a sentence is word for word, of the articles that it cites if they have it."""
        for source in (*first, *self.sources.every):
            lines = source.copy_of(text)
            if lines:
                return tuple(citation(line, source) for line in lines)
        return ()

    def _faults(self, text: str, nearest: Sequence[Source]) -> tuple[str, ...]:
        """What of a sentence stands in no article. The nearest ones mostly have it all, and are far fewer."""
        if nearest and not _found(text, nearest):
            return ()
        return tuple(f"{fault.code}: “{fault.text}” stands in no article" for fault in _found(text, self.sources.every))


def _found(text: str, sources: Sequence[Source]) -> tuple[grounding.Fault, ...]:
    """The faults of a sentence, less what only looks like one in a draft that may count and date for itself.

    "Fourth" may follow from the order of a list, and "11 March 2025" from an undated article that has "11 March".
    """
    passages = tuple(source.passage for source in sources)
    undated = tuple(passage for passage in passages if passage.published is None)
    return tuple(
        fault
        for fault in grounding.faults(text, passages)
        if not (fault.code == "number" and _RANK.fullmatch(fault.text))
        and not (fault.code == "date" and undated and _without_year(fault.text, undated))
    )


def _without_year(date: str, undated: tuple[grounding.Passage, ...]) -> bool:
    """Whether a date less its year stands in an article of which nobody knows the year."""
    day = _YEAR.sub("", date)
    return day != date and any(map(str.isdigit, day)) and not grounding.faults(f"It was on {day}.", undated)


def wrong_source(case: Case, words: str) -> Case:
    """The case of a sentence that cites articles which do not say it, though others do."""
    fault = f"wrong source: {case.named}, which does not say {words}; the quotes are from all articles"
    checked = case.checked.model_copy(update={"supported": False, "faults": (fault,)})
    return Case(case.line, checked, all=case.all, cited=case.cited, named=case.named)
