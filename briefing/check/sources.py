"""The articles that a draft is held against: their lines, which of them a sentence copies, and which come nearest."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing import assembly, dates, grounding
from briefing.furniture import usable
from briefing.grounding import Passage
from briefing.origins import sound
from briefing.records.article import Article, Sentence
from briefing.records.brief import Citation
from briefing.records.claim import Evidence
from briefing.text.normal import fold
from briefing.text.sentences import sentences

_WORD = re.compile(r"[^\W\d_]{3,}")
# So many names, figures and days make a line the one that is meant.
_SURE = 3
_EDGES = " .'…"


@dataclass(frozen=True)
class Source:
    """An article with its lines: `every` line, and those that are `news`, on which a sentence may rest."""

    article: Article
    every: tuple[Sentence, ...]
    news: tuple[Sentence, ...]
    day: str | None

    @classmethod
    def of(cls, article: Article, day: str | None) -> Source:
        """The article read; `day` is that of the draft."""
        every = sentences(article)
        return cls(article, every, usable(article)[0] or every, day)

    @property
    def foreign(self) -> bool:
        """Whether it is in another language than a draft."""
        return self.article.language not in (None, "en")

    @cached_property
    def passage(self) -> Passage:
        """All its words: what stands here nowhere is not in the article."""
        article = self.article
        return Passage(
            lines=tuple(filter(None, (article.title, *(line.text for line in self.every)))),
            context=tuple(filter(None, (article.publisher, article.origin))),
            published=dates.parse_iso(article.published),
            # A text too short to show its language is read as the draft is.
            language=article.language or "en",
        )

    @property
    def name(self) -> str:
        """What a reader calls it."""
        article = self.article
        return article.publisher or article.origin or article.title or (article.path or article.id).rsplit("/", 1)[-1]

    @property
    def reported(self) -> str | None:
        """The day by which it is read, ISO: that of its publication, else that of the draft."""
        return (self.article.published or "")[:10] or self.day


@dataclass(frozen=True, slots=True)
class Near:
    """A line of a source, and the share of a sentence that each word is which it has; rare words weigh more."""

    source: Source
    line: Sentence
    shares: Mapping[str, float]

    @property
    def nearness(self) -> float:
        """How much of the sentence it has."""
        return sum(self.shares.values())


class Sources:
    """All articles together, their lines by the words that stand in them; `day` is that of the draft."""

    def __init__(self, articles: Sequence[Article], day: str | None = None) -> None:
        self.every = tuple(Source.of(article, day) for article in articles)
        self.by_id = {source.article.id: source for source in self.every}
        self._lines: list[tuple[Source, Sentence]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._copies: dict[str, list[tuple[Source, Sentence]]] = defaultdict(list)
        known: set[str] = set()
        for source in self.every:
            for line in dict.fromkeys((*source.every, *source.news)):
                self._copies[_printed(line.text)].append((source, line))
            for line in source.news:
                # What a wire's copies print alike is one line.
                if (words := fold(line.text)) not in known:
                    known.add(words)
                    for key in keys_of(line.text, source.article.language):
                        self._holding[key].append(len(self._lines))
                    self._lines.append((source, line))

    def copied(self, text: str, first: Collection[str] = ()) -> Citation | None:
        """The line that `text` is word for word, as a whole: half a line can say the opposite.

        Blanks, letter case, kinds of quotation marks, and marks at its ends may differ. `first` are the ids of the
        articles whose line is taken if they have it.
        """
        found = self._copies.get(_printed(text), ())
        best = min(found, key=lambda held: held[0].article.id not in first, default=None)
        return citation(best[1], best[0].article) if best else None

    def near(self, text: str, among: Collection[str] | None = None) -> list[Near]:
        """The lines that share words with a text, the nearest first; `among` are the ids of the articles looked at.

        In another language than the text's only names, figures and days are the same; three of these tell a line as
        surely as its words do.
        """
        held = {key: self._holding.get(key, []) for key in sorted(keys_of(text))}
        worth = {key: math.log((len(self._lines) + 1) / max(1, len(places))) for key, places in held.items()}
        alike = marked(text)
        whole = sum(worth.values())
        # With fewer than so many names and figures a line in another language is less than sure.
        foreign = sum(worth[key] for key in worth if key in alike) * max(1.0, _SURE / max(1, len(alike)))
        shared: dict[int, dict[str, float]] = defaultdict(dict)
        for key, places in held.items():
            for place in places:
                source, _ = self._lines[place]
                if (among is None or source.article.id in among) and (not source.foreign or key in alike):
                    shared[place][key] = worth[key] / (foreign if source.foreign else whole)
        found = [Near(*self._lines[place], shares) for place, shares in sorted(shared.items())]
        return sorted(found, key=lambda near: (-near.nearness, len(near.line.text)))


@lru_cache(maxsize=4_096)
def keys_of(text: str, language: str | None = "en") -> frozenset[str]:
    """What a line can be looked up by in any language: its figures by value, its days, its words by their sounds."""
    return frozenset(map(sound, _WORD.findall(text))) | _figures(text, language)


def marked(text: str) -> frozenset[str]:
    """The keys of a sentence's figures, days and words in capitals, the first word left out."""
    words = [word for n, word in enumerate(_WORD.findall(text)) if n and word[0].isupper()]
    return frozenset(map(sound, words)) | _figures(text, "en")


def _figures(text: str, language: str | None) -> frozenset[str]:
    days = (f"{day.month}-{day.day}" for day in dates.find(text, language=language) if day.month and day.day)
    return frozenset((*(f"{value:g}" for value in grounding.values(text, language)), *days))


def _printed(text: str) -> str:
    return fold(text).replace('"', "'").strip(_EDGES)


def citation(line: Sentence, article: Article) -> Citation:
    """A line as a quote that can be found again."""
    return assembly.citation(Evidence(line.source_id, line.start, line.end, line.text), None, article)
