"""The articles that a draft is held against: their lines, which of them a sentence copies, and which come nearest."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing import assembly, dates
from briefing.furniture import usable
from briefing.grounding import Passage
from briefing.origins import sound
from briefing.records.article import Article, Sentence
from briefing.records.brief import Citation
from briefing.records.claim import Evidence
from briefing.text.normal import fold
from briefing.text.sentences import sentences

_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,'’\u00a0\u202f]\d{3})*")
_PARTS = re.compile(r"[.,'’\u00a0\u202f]")
_EDGES = " .'…"


@dataclass(frozen=True)
class Source:
    """An article with its lines: `every` line, and those that are `news`, on which a sentence may rest."""

    article: Article
    every: tuple[Sentence, ...]
    news: tuple[Sentence, ...]

    @classmethod
    def of(cls, article: Article) -> Source:
        """The article read."""
        every = sentences(article)
        return cls(article, every, usable(article)[0] or every)

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
        return article.publisher or article.title or (article.path or article.id).rsplit("/", 1)[-1]

    @property
    def reported(self) -> str | None:
        """The day of its publication, ISO."""
        return (self.article.published or "")[:10] or None


@dataclass(frozen=True, slots=True)
class Near:
    """A line of a source, and how much of a sentence's words it has, 0 to 1; a rare word counts more."""

    source: Source
    line: Sentence
    nearness: float
    keys: frozenset[str]


class Sources:
    """All articles together, their lines by the words that stand in them."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.every = tuple(map(Source.of, articles))
        self.by_id = {source.article.id: source for source in self.every}
        self._lines: list[tuple[Source, Sentence, frozenset[str]]] = []
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
                    keys = keys_of(line.text)
                    for key in keys:
                        self._holding[key].append(len(self._lines))
                    self._lines.append((source, line, keys))

    def copied(self, text: str, first: Collection[str] = ()) -> Citation | None:
        """The line that `text` is word for word, as a whole: half a line can say the opposite.

        Blanks, letter case, kinds of quotation marks, and marks at its ends may differ. `first` are the ids of the
        articles whose line is taken if they have it.
        """
        found = self._copies.get(_printed(text), ())
        best = min(found, key=lambda held: held[0].article.id not in first, default=None)
        return citation(best[1], best[0].article) if best else None

    def near(self, text: str, among: Collection[str] | None = None) -> list[Near]:
        """The lines that share words with a text, the nearest first; `among` are the ids of the articles looked at."""
        keys = sorted(keys_of(text))
        worth = {key: math.log((len(self._lines) + 1) / max(1, len(self._holding.get(key, ())))) for key in keys}
        shared: dict[int, float] = defaultdict(float)
        for key in keys:
            for place in self._holding.get(key, ()):
                if among is None or self._lines[place][0].article.id in among:
                    shared[place] += worth[key]
        total = sum(worth.values()) or 1.0
        order = sorted(shared, key=lambda place: (-shared[place], len(self._lines[place][2]), place))
        return [
            Near(source, line, shared[place] / total, words)
            for place in order
            for source, line, words in (self._lines[place],)
        ]


@lru_cache(maxsize=4_096)
def keys_of(text: str) -> frozenset[str]:
    """What a line can be looked up by: figures as digits, words by their first sounds, whatever the script."""
    return frozenset(map(_key, _WORD.findall(text)))


def marked(text: str) -> frozenset[str]:
    """The keys of a sentence's figures and of its words in capitals, the first word left out."""
    words = list(_WORD.finditer(text))
    return frozenset(
        _key(m.group()) for n, m in enumerate(words) if m.group()[0].isdigit() or (n and m.group()[0].isupper())
    )


def _key(word: str) -> str:
    return _PARTS.sub("", word) if word[0].isdigit() else sound(word)


def _printed(text: str) -> str:
    return fold(text).replace('"', "'").strip(_EDGES)


def citation(line: Sentence, article: Article) -> Citation:
    """A line as a quote that can be found again."""
    return assembly.citation(Evidence(line.source_id, line.start, line.end, line.text), None, article)
