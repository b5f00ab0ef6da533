"""What controls are made of: the pairs of a run, and the lines of their articles framed as those pairs are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from briefing import numbers
from briefing.judge.pair import Pair
from briefing.judge.people import Names
from briefing.judge.truths import Grade, Truth, grade, truths
from briefing.judge.words import plain, ranked, tongue
from briefing.numbers import Number

# So many articles lend a name when a statement's own has none that fits, so many facts are tried for one to join on.
_LENDERS, _FACTS = 40, 40
# Lines of context before the evidence, as many as real pairs have.
_BEFORE = 4
# So many times the longest statement a control may be where shorter ones are used up.
_LONG = 1.5
# As long as any sentence may be, last of all, where real statements are mere labels: "people killed: six".
_USUAL = 160
# "[Skerry Wire, 2025-03-04, of 2025-03-11] ": whose claim the line is, and of which day.
_PREFIX = re.compile(r"\[(?:[^\[\]\n]+, )?(?:\d{4}-[\d-]+|undated)(?:, of \d{4}[\d-]*)?\] ")


def bare(line: str) -> str:
    """The line without the outlet and days in brackets that the claims of the last stage begin with."""
    return _PREFIX.sub("", line, count=1) if line.startswith("[") else line


def stated(pair: Pair, statement: str) -> Pair:
    """Another statement on the same evidence."""
    return Pair(statement, pair.evidence, pair.context, pair.reported, pair.lines, pair.language)


@dataclass(frozen=True)
class Line(Pair):
    """A line as a statement of its own, framed as real pairs are.

    Its key is that of a real pair on the line, if there is one, and else the same in every frame: what is made of one
    line is never asked in one request.
    """

    kin: str = field(default="", repr=False)

    @cached_property
    def key(self) -> str:
        """What all versions of the line have in common."""
        return self.kin


class Stock:
    """All pairs of one run, each once, in the order of their keys, and what may be taken from their articles."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        unique = {pair.key: pair for pair in sorted(pairs, key=lambda pair: (pair.lines, pair.language or ""))}
        self.pairs = [unique[key] for key in sorted(unique)]
        self.real = {(pair.statement, pair.evidence) for pair in self.pairs}
        lengths = [len(pair.statement) for pair in self.pairs]
        self.shortest, self.longest = min(lengths, default=0), max(lengths, default=0)
        self.articles: dict[tuple[str, ...], list[Pair]] = {}
        for pair in self.pairs:
            self.articles.setdefault(pair.lines, []).append(pair)
        self._names: dict[tuple[str, ...], Names] = {}
        self._numbers: dict[tuple[tuple[str, ...], str | None], list[Number]] = {}
        self._truths: dict[tuple[tuple[str, ...], bool], list[Truth]] = {}

    def names(self, lines: tuple[str, ...]) -> Names:
        """The names of an article."""
        if lines not in self._names:
            self._names[lines] = Names.of(map(bare, lines))
        return self._names[lines]

    @cached_property
    def lent(self) -> Names:
        """The names of all articles, or of so many that there is a choice."""
        return Names.of(bare(line) for lines in sorted(self.articles)[:_LENDERS] for line in lines)

    def numbers(self, pair: Pair) -> list[Number]:
        """The numbers of the pair's article, shuffled."""
        article = (pair.lines, pair.language)
        if article not in self._numbers:
            self._numbers[article] = [n for line in pair.lines for n in numbers.find(bare(line), pair.language)]
        found = {f"{number.text}@{place}": number for place, number in enumerate(self._numbers[article])}
        return [found[name] for name in ranked(found, pair.key)]

    def siblings(self, pair: Pair) -> list[Pair]:
        """Other pairs of the same article, beginning with those behind this one."""
        article = self.articles.get(pair.lines, []) if pair.lines else []
        place = article.index(pair) if pair in article else len(article)
        return (article[place + 1 :] + article[:place])[:_FACTS]

    def truths(self, pair: Pair) -> list[Truth]:
        """What can be made of the lines of the pair's article, none of it much longer than real statements."""
        article = (pair.lines, tongue(pair) == "en")
        if article not in self._truths:
            title, found = self._title(pair.lines), ((line, bare(line)) for line in dict.fromkeys(pair.lines))
            made = truths([(line, text) for line, text in found if line != title], article[1])
            self._truths[article] = [
                truth._replace(grade=max(truth.grade, size)) for truth in made if (size := self._size(truth.statement))
            ]
        return self._truths[article]

    def lines(self) -> Iterator[Line]:
        """English lines as statements that something can be changed in: first those on which no real pair rests."""
        found: dict[tuple[bool, int, str], Line] = {}
        for lines, pairs in self.articles.items():
            title = self._title(lines)
            for line in dict.fromkeys(lines):
                text = bare(line)
                good, size = grade(text), self._size(text)
                if not good or not size or line == title or not plain(text):
                    continue
                keys = {pair.key: pair for pair in pairs if tongue(pair) == "en"}
                for key in ranked(keys, line)[:1]:
                    base = next(self.framed(text, line, keys[key]))
                    found[line in self._cited, max(good, size), base.kin] = base
        yield from (found[order] for order in sorted(found))

    def framed(self, text: str, line: str, like: Pair, *, leans: bool = False, anyhow: bool = False) -> Iterator[Line]:
        """The line with as many lines of evidence as the pair `like` has, one way and another.

        One that leans on others has those before it, if there can be a choice. `anyhow`: then with two lines, or alone.
        """
        lines, place = like.lines, like.lines.index(line)
        sizes = dict.fromkeys(min(size, len(lines)) for size in (len(like.evidence) or 1, *((2, 1) if anyhow else ())))
        for size in sizes:
            first, last = max(0, place - size + 1), min(place, len(lines) - size)
            starts = [str(start) for start in range(first, last + 1)]
            for start in map(int, starts if leans else ranked(starts, f"{like.key}{line}")):
                evidence = lines[start : start + size]
                context = self._context(lines, start, evidence)
                yield Line(text, evidence, context, like.reported, lines, like.language, kin=self._kin(line))

    def _size(self, statement: str) -> Grade | None:
        """Whether a statement is as long as real ones are, or can pass for one."""
        if self.shortest <= len(statement) <= self.longest:
            return Grade.GOOD
        if len(statement) <= _LONG * self.longest:
            return Grade.FAIR
        return Grade.CUT if len(statement) <= _USUAL else None

    def _title(self, lines: tuple[str, ...]) -> str | None:
        """The headline of an article: what its pairs have as context that is none of its lines."""
        firsts = (pair.context[0] for pair in self.articles.get(lines, ()) if pair.context)
        return next((first for first in firsts if first not in lines), None)

    @cached_property
    def _contexts(self) -> bool:
        return any(pair.context for pair in self.pairs)

    def _context(self, lines: tuple[str, ...], start: int, evidence: Iterable[str]) -> tuple[str, ...]:
        """The headline, the first line, and what stands before the evidence, where pairs of the run have any."""
        if not self._contexts:
            return ()
        near = (*lines[:1], *lines[max(1, start - _BEFORE) : start])
        return tuple(filter(None, (self._title(lines), *(line for line in near if line not in set(evidence)))))

    @cached_property
    def _cited(self) -> dict[str, list[Pair]]:
        cited: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            for line in pair.evidence:
                cited.setdefault(line, []).append(pair)
        return cited

    def _kin(self, line: str) -> str:
        """The key of the real pair on the line that has most words in common with it, or one for the line alone."""
        words = set(line.split())
        pairs = sorted(
            self._cited.get(line, ()), key=lambda pair: (-len(words & set(pair.statement.split())), pair.key)
        )
        return pairs[0].key if pairs else hashlib.sha256(line.encode(errors="replace")).hexdigest()
