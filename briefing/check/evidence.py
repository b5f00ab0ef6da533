"""The evidence for a sentence: the lines of a few articles that come nearest to it, and what a judge sees of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.check.sources import Near, Source, citation
from briefing.judge import Pair
from briefing.records.article import Sentence
from briefing.records.brief import Citation

# So many lines say the most of a sentence; the others are for the rest of it.
_FIRST, _MOST, _ARTICLES = 3, 6, 3
# A line that is not even half as near as the nearest speaks of something else.
_SHARE = 0.5
# Less than a twentieth of a sentence is a word that any line may have.
_REST = 0.05
# Below a fifth a line shares a common word or two: it may be judged, but it is no place to send a reader to.
_SHOWN = 0.2
# Lines before the evidence that tell who "he" is.
_BEFORE = 4


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
        return tuple(cited(near) for near in self.lines if near.nearness >= _SHOWN)

    def pair(self, text: str) -> Pair:
        """What the judge is asked of a sentence, line for line. One of another article says whose it is, and when."""
        best = self.sources[0]
        own = [near.line for near in self.lines if near.source is best]
        others = [
            f"[{near.source.name}, {(near.source.article.published or 'undated')[:10]}] {near.line.text}"
            for near in self.lines
            if near.source is not best
        ]
        return pair(text, best, own, others)


def cited(near: Near) -> Citation:
    """A line as a quote."""
    return citation(near.line, near.source.article)


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


def evidence(near: Sequence[Near]) -> Evidence | None:
    """The evidence for a sentence among lines, the nearest first; None where no line shares a word with it.

    The nearest three; then what says most of the rest of it: "KFOR has 4,700 troops from 29 countries" may rest on two
    lines; then the next nearest, up to six lines of three articles.
    """
    alike = [one for one in near if one.nearness >= _SHARE * near[0].nearness]
    chosen: list[Near] = []

    def choose(one: Near) -> None:
        known = {other.source.article.id for other in chosen}
        if one not in chosen and len(chosen) < _MOST and (one.source.article.id in known or len(known) < _ARTICLES):
            chosen.append(one)

    for one in alike[:_FIRST]:
        choose(one)
    for _ in near[: _MOST - _FIRST]:
        said = {key for one in chosen for key in one.shares}
        known = {one.source.article.id for one in chosen}
        rest = {n: sum(share for key, share in one.shares.items() if key not in said) for n, one in enumerate(near)}
        best = max(rest, key=lambda n: (rest[n], near[n].source.article.id in known, -n))
        if rest[best] > _REST:
            choose(near[best])
    for one in alike:
        choose(one)
    order = list(dict.fromkeys(one.source.article.id for one in chosen))
    chosen.sort(key=lambda one: (order.index(one.source.article.id), one.line.index))
    return Evidence(tuple(chosen)) if chosen else None
