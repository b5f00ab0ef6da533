"""The articles that a draft is held against: their lines, what code looks up in them, and which lines are nearest."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing import dates
from briefing.furniture import usable
from briefing.grounding import Passage
from briefing.grounding.spelling import sound
from briefing.records.article import Article, Sentence
from briefing.records.brief import Citation
from briefing.similarity import Similarity
from briefing.text.normal import fold
from briefing.text.sentences import sentences

# Lines that share most with a sentence, which are compared with it word by word.
_COMPARED = 60
# Words are looked up by the sound of so many first letters: "Kosovës" is found for "Kosovo", "Приштина" for "Pristina".
_HEAD = 5
# Characters on either side of a quote, to find it again (W3C TextQuoteSelector).
_AROUND = 32
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
            language=article.language,
        )

    @property
    def name(self) -> str:
        """What a reader calls it."""
        article = self.article
        return article.publisher or article.title or (article.path or article.id).rsplit("/", 1)[-1]

    def copy_of(self, text: str) -> tuple[Sentence, ...]:
        """The lines that `text` is word for word, as a whole; none where it is part of one, or of none.

        Blanks, letter case, kinds of quotation marks, and marks at its ends may differ.
        """
        whole, starts, ends = self._printed
        words = _printed(text)
        at = whole.find(words) if words else -1
        while at >= 0:
            if at in starts and at + len(words) in ends:
                return self.every[starts[at] : ends[at + len(words)] + 1]
            at = whole.find(words, at + 1)
        return ()

    @cached_property
    def _printed(self) -> tuple[str, dict[int, int], dict[int, int]]:
        """Its lines as one text for comparing, and where which line starts and ends in it."""
        news = {line.index: line.text for line in self.news}
        parts: list[str] = []
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        at = 0
        for place, line in enumerate(self.every):
            words = _printed(line.text)
            # Behind a dateline the line begins anew.
            told = _printed(news.get(line.index, line.text))
            starts[at] = starts[at + max(words.rfind(told), 0)] = place
            ends[at + len(words)] = place
            parts.append(words + _whole_stop(line.text))
            at += len(parts[-1]) + 1
        return " ".join(parts), starts, ends


@lru_cache(maxsize=4_096)
def _printed(text: str) -> str:
    return fold(text).replace('"', "'").strip(_EDGES)


def _whole_stop(text: str) -> str:
    """What `_printed` takes away at the end of a line, so that two lines in a row read as they are printed."""
    words = fold(text).replace('"', "'")
    return words[len(words.rstrip(_EDGES)) :].strip()


@dataclass(frozen=True, slots=True)
class Near:
    """A line of a source, and how near it is to a sentence, 0 to 2: by its words, and by its rarest ones."""

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
        known: set[str] = set()
        for source in self.every:
            for line in source.news:
                # What a wire's copies print alike is one line.
                if (words := fold(line.text)) in known:
                    continue
                known.add(words)
                keys = keys_of(line.text)
                for key in keys:
                    self._holding[key].append(len(self._lines))
                self._lines.append((source, line, keys))

    def near(self, text: str, among: Collection[str] | None = None) -> list[Near]:
        """The lines that share most with a text, the nearest first; `among` are the ids of the articles looked at."""
        keys = sorted(keys_of(text))
        worth = {key: math.log((len(self._lines) + 1) / max(1, len(self._holding.get(key, ())))) for key in keys}
        shared: dict[int, float] = defaultdict(float)
        for key in keys:
            for place in self._holding.get(key, ()):
                if among is None or self._lines[place][0].article.id in among:
                    shared[place] += worth[key]
        first = sorted(shared, key=lambda place: (-shared[place], place))[:_COMPARED]
        if not first:
            return []
        closeness = Similarity([text, *(self._lines[place][1].text for place in first)]).scores(
            (0, row) for row in range(1, len(first) + 1)
        )
        total = sum(worth.values()) or 1.0
        found = [
            Near(source, line, close + shared[place] / total, words)
            for place, close in zip(first, closeness, strict=True)
            for source, line, words in (self._lines[place],)
        ]
        return sorted(found, key=lambda near: -near.nearness)


@lru_cache(maxsize=4_096)
def keys_of(text: str) -> frozenset[str]:
    """What a line can be looked up by: the figures as digits, the words by their first sounds."""
    return frozenset(map(_key, _WORD.findall(text)))


def marked(text: str) -> frozenset[str]:
    """The keys of a sentence's figures and of its words in capitals, the first word left out."""
    words = list(_WORD.finditer(text))
    return frozenset(_key(m.group()) for m in words[1:] if m.group()[0].isupper() or m.group()[0].isdigit()) | (
        frozenset(_key(m.group()) for m in words[:1] if m.group()[0].isdigit())
    )


def _key(word: str) -> str:
    return _PARTS.sub("", word) if word[0].isdigit() else sound(word)[:_HEAD]


def citation(line: Sentence, source: Source) -> Citation:
    """A line as a quote that can be found again."""
    article = source.article
    return Citation(
        source_id=article.id,
        start=line.start,
        end=line.end,
        quote=line.text,
        prefix=article.text[max(0, line.start - _AROUND) : line.start],
        suffix=article.text[line.end : line.end + _AROUND],
        url=article.url,
    )
