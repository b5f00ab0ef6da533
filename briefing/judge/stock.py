"""What controls are made of: the pairs of a run, and the lines of their articles framed as those pairs are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.grounding.passage import english
from briefing.judge.pair import Pair, digest, ranked
from briefing.judge.values import opened, says_no

# Lines of context before the evidence, as many as real pairs have.
_BEFORE = 4
# A line shorter than this says too little; one half again as long as any real statement is told by its length.
_SHORTEST, _LONG = 35, 1.5
# As long as any sentence may be where real statements are mere labels: "people killed: six".
_USUAL = 160
# "[Skerry Wire, 2025-03-04, of 2025-03-11] ": whose claim the line is, and of which day.
_PREFIX = re.compile(r"\[(?:[^\[\]\n]+, )?(?:\d{4}-[\d-]+|undated)(?:, of \d{4}[\d-]*)?\] ")
# One sentence of running text: no link, credit or mark of a list, nothing that speaks to whoever sums it up.
_SENTENCE = re.compile(r"[^\W_a-z][^|#*<>@©\[\]]+[\w)\"”]\.[\"”]?|\"[^|#*<>@©\[\]]+\.")
_SEVERAL = re.compile(r"[.!?…][\"”’)]*\s+[\"“‘(]?[^\W\da-z_]")
_NO_NEWS = re.compile(
    r"https?:|www\.|\b(?:AI|LLMs?|chatbots?|assistants?|language models?|summari\w+|briefers?|TL;DR)\b"
)
# Real statements name who or what they are about.
_LEANS = re.compile(r"(?:\([a-z]+\) )?(?:he|she|it|they|his|her|its|their|this|that|these|but|and|so)\b", re.IGNORECASE)
# What punctuation sets apart: a bracket, what follows a semicolon, a last clause with "which" or "who".
_BRACKETS = re.compile(r"(?<=\w) \((?!s\))[^()]{2,60}\)(?=[ .,])")
_LAST = re.compile(r"(?<=\w)(?:; [^;]{8,}|, (?:which|who) [^,;:()–—]{8,})\.$")


def bare(line: str) -> str:
    """The line in one row, without the outlet and days in brackets that the claims of the last stage begin with."""
    return " ".join(_PREFIX.sub("", line, count=1).split())


@dataclass(frozen=True, slots=True)
class Truth:
    """A statement that a line says for certain: `text` is the line as a statement, see `bare`."""

    line: str
    text: str
    statement: str
    lines: tuple[str, ...]
    foreign: bool

    @property
    def kind(self) -> str:
        """Whether it is the whole line."""
        return "line" if self.statement == self.text else "shortened"


class Stock:
    """All pairs of one run, each once, in the order of their keys, and what may be taken from their articles."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        unique = {pair.key: pair for pair in sorted(pairs, key=lambda pair: (pair.lines, pair.language or ""))}
        self.pairs = [unique[key] for key in sorted(unique)]
        self.real = {(pair.statement, pair.evidence) for pair in self.pairs}
        lengths = [len(pair.statement) for pair in self.pairs]
        self.shortest, self.longest = min(lengths, default=0), max(lengths, default=0)
        self.articles: dict[tuple[str, ...], list[Pair]] = {}
        self._cited: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            self.articles.setdefault(pair.lines, []).append(pair)
            for line in pair.evidence:
                self._cited.setdefault(line, []).append(pair)

    def siblings(self, pair: Pair) -> Iterator[Pair]:
        """Other pairs of the same article that rest on other lines, beginning with those behind this one."""
        article = self.articles.get(pair.lines, [])
        place = article.index(pair) + 1 if pair in article else 0
        for other in (*article[place:], *article[:place]):
            if set(other.evidence).isdisjoint(pair.evidence):
                yield other

    @cached_property
    def truths(self) -> list[Truth]:
        """What the lines say, first of all what can least be told from real statements.

        Last are lines that no real pair rests on, that lean on what stands before ("He said"), or are longer or shorter
        than real statements; of all others whole lines come last.
        """
        found = {}
        for lines, pairs in self.articles.items():
            title = self._title(lines)
            foreign = not english(pairs[0].language)
            for line in dict.fromkeys(lines):
                text = bare(line)
                for statement in _forms(text) if line != title else ():
                    size = len(statement)
                    if not _SHORTEST <= size <= max(_LONG * self.longest, _USUAL):
                        continue
                    odd = (not self.shortest <= size <= self.longest) + bool(_LEANS.match(text))
                    order = (odd + (line not in self._cited), statement == text, digest(statement + line))
                    found[order] = Truth(line, text, statement, lines, foreign)
        return [found[order] for order in sorted(found)]

    def framed(self, truth: Truth, more: int = 0) -> Pair:
        """The line of a truth as a statement, on as many lines as a real pair of its article has, and `more`."""
        pairs = {pair.key: pair for pair in self.articles[truth.lines]}
        like = pairs[ranked(pairs, truth.line)[0]]
        lines, place = truth.lines, truth.lines.index(truth.line)
        size = min((len(like.evidence) or 1) + more, len(lines))
        starts = range(max(0, place - size + 1), min(place, len(lines) - size) + 1)
        start = int(ranked(map(str, starts), truth.line)[0])
        evidence = lines[start : start + size]
        context: tuple[str, ...] = ()
        if any(pair.context for pair in self.pairs):
            # As real pairs have it: the headline, the first line, and what stands before the evidence.
            near = (*lines[:1], *lines[max(1, start - _BEFORE) : start])
            shown = (self._title(lines), *(line for line in near if line not in evidence))
            context = tuple(filter(None, shown))
        return Pair(truth.text, evidence, context, like.reported, lines, like.language)

    def kin(self, truth: Truth) -> frozenset[str]:
        """The keys of the line and of the real pair on it that has most words in common with it."""
        words = set(truth.line.split())
        pairs = self._cited.get(truth.line, ())
        nearest = sorted(pairs, key=lambda pair: (-len(words & set(pair.statement.split())), pair.key))[:1]
        return frozenset((digest(truth.line), *(pair.key for pair in nearest)))

    def _title(self, lines: tuple[str, ...]) -> str | None:
        """The headline of an article: what its pairs have as context that is none of its lines."""
        firsts = (pair.context[0] for pair in self.articles.get(lines, ()) if pair.context)
        return next((first for first in firsts if first not in lines), None)


def _forms(text: str) -> Iterator[str]:
    """A line that is one sentence, and the same without what its punctuation sets apart."""
    if (
        not _SENTENCE.fullmatch(opened(text)[1])
        or _SEVERAL.search(text)
        or _NO_NEWS.search(text)
        or not _balanced(text)
    ):
        return
    yield text
    for pattern, end in ((_BRACKETS, ""), (_LAST, ".")):
        apart = pattern.search(text)
        if apart is not None and not says_no(apart.group()):
            short = text[: apart.start()] + end + text[apart.end() :]
            if _balanced(short):
                yield short


def _balanced(text: str) -> bool:
    """Whether each quotation mark and bracket that opens is closed."""
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in ("“”", "«»", "()"))
