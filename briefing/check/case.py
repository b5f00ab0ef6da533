"""A sentence of a draft with its evidence, and what code decides of it: a copy, or words that stand in no article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import grounding
from briefing.check.checked import Checked
from briefing.check.draft import Line
from briefing.check.sources import Near, Source, Sources, citation, marked
from briefing.judge import Pair
from briefing.records.article import Article, Sentence
from briefing.records.brief import Citation

# So many lines say the most of a sentence; more are added only for figures and names that they lack.
_FIRST, _MOST, _ARTICLES = 3, 6, 3
# A line that is not even half as near as the nearest speaks of something else.
_SHARE = 0.5
# Below a fifth a line shares a common word or two: it may be judged, but it is no place to send a reader to.
_SHOWN = 0.2
# Lines before the evidence that tell who "he" is.
_BEFORE = 4
_YEAR = re.compile(r",?\s+(?:of\s+)?(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lines of up to three articles, the best article's first; in each as they are printed."""

    lines: tuple[Near, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The articles, the best one first."""
        return tuple({near.source.article.id: near.source for near in self.lines}.values())

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The lines that are worth a reader's look."""
        return tuple(citation(near.line, near.source.article) for near in self.lines if near.nearness >= _SHOWN)

    def pair(self, text: str) -> Pair:
        """What the judge is asked of a sentence. A line of another article says whose it is, and of which day."""
        best = self.sources[0]
        own = [near.line for near in self.lines if near.source is best]
        others = [
            f"[{near.source.name}, {near.source.reported or 'undated'}] {near.line.text}"
            for near in self.lines
            if near.source is not best
        ]
        return pair(text, best, own, others)


def pair(text: str, source: Source, lines: Sequence[Sentence], others: Iterable[str] = ()) -> Pair:
    """A statement to be judged on lines of an article, with its headline, its first line and those before them."""
    first = source.news.index(lines[0])
    around = [*source.news[:1], *source.news[max(1, first - _BEFORE) : first]]
    return Pair(
        statement=text,
        evidence=(*(line.text for line in lines), *others),
        context=tuple(filter(None, (source.article.title, *(line.text for line in around if line not in lines)))),
        reported=source.reported,
        lines=tuple(line.text for line in source.news),
        language=source.article.language,
    )


def evidence(text: str, near: Sequence[Near]) -> Evidence | None:
    """The evidence for a sentence among lines, the nearest first; None where no line shares a word with it.

    The nearest three; then, for each figure and name that they lack, the nearest line that has it, of the same articles
    if it can be: "KFOR has 4,700 troops from 29 countries" may rest on two lines.
    """
    chosen = [one for one in near[:_FIRST] if one.nearness >= _SHARE * near[0].nearness]
    for key in sorted(marked(text)):
        if len(chosen) == _MOST or any(key in one.keys for one in chosen):
            continue
        known = {one.source.article.id for one in chosen}
        holding = sorted((one for one in near if key in one.keys), key=lambda one: one.source.article.id not in known)
        if holding and (holding[0].source.article.id in known or len(known) < _ARTICLES):
            chosen.append(holding[0])
    order = list(dict.fromkeys(one.source.article.id for one in chosen))
    chosen.sort(key=lambda one: (order.index(one.source.article.id), one.line.index))
    return Evidence(tuple(chosen)) if chosen else None


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what code says of it, and what a judge may be asked of it.

    `cited` is the evidence of the articles which the draft names for this sentence (`named`), `every` that of all;
    both None where nothing is left to judge.
    """

    checked: Checked
    every: Evidence | None = None
    cited: Evidence | None = None
    named: str = ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What a judge is asked: whether those articles say it that the sentence cites, and whether any do."""
        return tuple(held.pair(self.checked.text) for held in (self.cited, self.every) if held is not None)

    def wrong_source(self, words: str) -> Checked:
        """The verdict where the cited articles do not say it, though others do."""
        fault = f"wrong source: {self.named}, which does not say {words}; the quotes are from all articles"
        return self.checked.model_copy(update={"supported": False, "faults": (fault,)})


def case(line: Line, sources: Sources, listed: Mapping[int, Article]) -> Case:
    """What code says of a sentence: a copy is supported, one with a fault is not, all else is open.

    `listed` are the articles that the numbers of the draft stand for.
    """
    if not line.states:
        return Case(Checked(text=line.text, supported=None, states=False))
    cites = {number: sources.by_id[listed[number].id] for number in line.cites if number in listed}
    ids = {source.article.id for source in cites.values()}
    if copied := sources.copied(line.text, ids):
        return Case(Checked(text=line.text, supported=True, citations=(copied,)))
    every = evidence(line.text, sources.near(line.text))
    checked = Checked(text=line.text, supported=None, citations=every.citations if every else ())
    # The nearest articles mostly have it all, and are far fewer.
    if not every or _wanting(line.text, every.sources):
        faults = _wanting(line.text, sources.every)
        if faults:
            told = tuple(f"{fault.code}: “{fault.text}” stands in no article" for fault in faults)
            return Case(checked.model_copy(update={"supported": False, "faults": told}))
    named = ", ".join(f"[{number}] is {source.name}" for number, source in cites.items())
    found = Case(checked, named=named)
    if wanting := _wanting(line.text, tuple(sources.by_id[i] for i in sorted(ids))) if ids else ():
        return replace(found, checked=found.wrong_source(", ".join(f"“{fault.text}”" for fault in wanting)))
    if line.figure or every is None:
        return found
    return replace(found, every=every, cited=evidence(line.text, sources.near(line.text, ids)) if ids else None)


def _wanting(text: str, sources: Sequence[Source]) -> tuple[grounding.Fault, ...]:
    """The faults of a sentence. "11 March 2025" may be what an undated article calls "11 March"."""
    passages = tuple(source.passage for source in sources)
    undated = tuple(passage for passage in passages if passage.published is None)
    return tuple(
        fault
        for fault in grounding.faults(text, passages)
        if not (fault.code == "date" and undated and _without_year(fault.text, undated))
    )


def _without_year(date: str, undated: tuple[grounding.Passage, ...]) -> bool:
    """Whether a date less its year stands in an article of which nobody knows the year."""
    day = _YEAR.sub("", date)
    return day != date and any(map(str.isdigit, day)) and not grounding.faults(f"It was on {day}.", undated)
