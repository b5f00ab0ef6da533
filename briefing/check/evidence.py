"""What a sentence of a draft is held against: the few lines of the articles that come nearest to saying it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.check.sources import Near, Source, citation, marked
from briefing.judge import Pair
from briefing.records.article import Sentence
from briefing.records.brief import Citation

# So many lines say the most of a sentence; more are added only for figures and names that they lack.
_FIRST, _MOST, _ARTICLES = 3, 6, 3
# A line that is not even half as near as the nearest speaks of something else.
_SHARE = 0.5
# Below this nearness a line shares a common word or two: it may be judged, but it is no place to send a reader to.
_SHOWN = 0.3
# Lines before the evidence that tell who "he" is.
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lines of up to three articles, the best article's first; in each as they are printed."""

    lines: tuple[Near, ...]

    @property
    def best(self) -> Source:
        """The article that the nearest line is from."""
        return self.lines[0].source

    @property
    def sources(self) -> tuple[Source, ...]:
        """The articles, the best one first."""
        return tuple(source for source, _ in self._by_source())

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The lines that are worth a reader's look."""
        return tuple(citation(near.line, near.source) for near in self.lines if near.nearness >= _SHOWN)

    def pair(self, text: str) -> Pair:
        """What the judge is asked of a sentence. A line of another article says whose it is, and of which day."""
        best = self.best
        own = [near.line for near in self.lines if near.source is best]
        others = (f"[{_origin(near.source)}] {near.line.text}" for near in self.lines if near.source is not best)
        return Pair(
            statement=text,
            evidence=(*(line.text for line in own), *others),
            context=context(best, own),
            reported=(best.article.published or "")[:10] or None,
            lines=tuple(line.text for line in best.news),
            language=best.article.language,
        )

    def _by_source(self) -> Iterator[tuple[Source, list[Near]]]:
        for _, group in groupby(self.lines, key=lambda near: near.source.article.id):
            lines = list(group)
            yield lines[0].source, lines


def context(source: Source, lines: Sequence[Sentence]) -> tuple[str, ...]:
    """The headline of an article, its first line, and what stands before the first of some lines of it."""
    first = source.news.index(lines[0])
    near = [*source.news[:1], *source.news[max(1, first - _BEFORE) : first]]
    return tuple(filter(None, (source.article.title, *(line.text for line in near if line not in lines))))


def evidence(text: str, near: Sequence[Near]) -> Evidence | None:
    """The evidence for a sentence among lines, the nearest first; None where no line shares a word with it.

    The nearest three; then, for each figure and name that they lack, the nearest line that has it, of the same articles
    if it can be: "KFOR has 4,700 troops from 29 countries" may rest on two lines.
    """
    chosen: list[Near] = []
    for one in near:
        if len(chosen) == _FIRST or (chosen and one.nearness < _SHARE * chosen[0].nearness):
            break
        _take(one, chosen)
    for key in sorted(marked(text)):
        if len(chosen) == _MOST:
            break
        if any(key in one.keys for one in chosen):
            continue
        holding = [one for one in near if key in one.keys]
        known = {one.source.article.id for one in chosen}
        for one in sorted(holding, key=lambda one: one.source.article.id not in known)[:1]:
            _take(one, chosen)
    if not chosen:
        return None
    order = list(dict.fromkeys(one.source.article.id for one in chosen))
    return Evidence(tuple(sorted(chosen, key=lambda one: (order.index(one.source.article.id), one.line.index))))


def _take(one: Near, chosen: list[Near]) -> None:
    """Take a line unless it would bring one article too many."""
    if one not in chosen and len({one.source.article.id, *(other.source.article.id for other in chosen)}) <= _ARTICLES:
        chosen.append(one)


def _origin(source: Source) -> str:
    return ", ".join((source.name, (source.article.published or "")[:10] or "undated"))
