"""A sentence as the gate reads it: words, clauses, names, numbers, dates and the operators over each clause."""

from __future__ import annotations

import datetime
import re
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Self, TypeVar, overload

from briefing import dates, numbers
from briefing import names as naming
from briefing.gate import lexicon, outlines, remembered
from briefing.interpreter import hand_back
from briefing.text.clause import Clause
from briefing.text.clauses import clauses_of
from briefing.text.words import DETERMINERS, Word, stem, words

_QUOTED = re.compile(r"[“\"«„]([^”\"»“„]{2,}?)[”\"»“]")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")


_T = TypeVar("_T")
# Most clauses have nothing over them, many hang together with no other: one object for all of these.
_NO_OPERATORS: frozenset[str] = frozenset()
_UNLINKED: frozenset[int] = frozenset()
# What a reading holds much of, by name: it is read again from the text where it is asked for once more. Its clauses
# take the most time to find and little room.
_HEAVY = frozenset(("words", "stems", "senses", "lowers", "links"))


class _once(Generic[_T]):  # noqa: N801  # it stands where `cached_property` would
    """A property that is read once for a text, whatever its day of publication.

    `functools.cached_property` takes a lock each time, and there are some two hundred of these to an article.
    """

    def __init__(self, function: Callable[[Reading], _T]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.heavy = name in _HEAVY

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Reading, owner: type) -> _T: ...
    def __get__(self, instance: Reading | None, owner: type) -> _T | Self:
        if instance is None:
            return self
        undated = instance.undated or instance
        value = undated.__dict__[self.name] = self.function(undated)
        if self.heavy and not undated.full:
            _filled(undated)
        return value


# Readings that may hold it at a time: some 8 KB each, 33 MB at most, whoever keeps them. Twice as many cost 30 MB more
# with 1,500 articles and saved no time: what is read again was read for another stage, all of the folder before.
_MOST_FULL = 4_096
_FULL: deque[Reading] = deque()


def _filled(reading: Reading) -> None:
    """Count a reading among those that hold much; the first of too many has to let go of it."""
    reading.full = True
    _FULL.append(reading)
    if len(_FULL) > _MOST_FULL:
        _FULL.popleft().empty()


class Reading:
    """One sentence, read once. Everything is computed when first asked for: most statements need only part of it.

    The day of publication resolves dates and nothing else, so readings of one text share all else: their `__dict__`.
    """

    __slots__ = ("__dict__", "_dates", "full", "language", "published", "text", "undated")

    def __init__(self, text: str, published: datetime.date | None, language: str, undated: Reading | None) -> None:
        self.text = text
        self.published = published
        self.language = language
        self.full = False
        self._dates: tuple[dates.DateMention, ...] | None = None
        # None where it is itself the one without a day: a reading that held itself would wait for the collector.
        self.undated = undated
        if undated is not None:
            self.__dict__ = undated.__dict__
        elif language == "en":
            self.__dict__.update(outlines.kept(text))

    @_once
    def words(self) -> tuple[Word, ...]:
        """Its words, figures and marks."""
        return words(self.text)

    @_once
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses, in order."""
        return clauses_of(self.text, self.words)

    @_once
    def names(self) -> tuple[naming.Name, ...]:
        """The names in it, titles left out."""
        return naming.among(self.text, self.words)

    @_once
    def written(self) -> tuple[dates.Written, ...]:
        """The dates in it as they are written."""
        return dates.as_written(self.text, self.language)

    @property
    def dates(self) -> tuple[dates.DateMention, ...]:
        """The dates in it, resolved by the day of publication."""
        if self._dates is None:
            self._dates = (
                tuple(dates.settled(self.text, self.written, published=self.published, language=self.language))
                if self.written
                else ()
            )
        return self._dates

    @_once
    def numbers(self) -> tuple[numbers.Number, ...]:
        """The numbers in it that are no part of a date."""
        return tuple(numbers.find(self.text, self.language, self.written))

    @_once
    def quotations(self) -> tuple[tuple[int, int, str], ...]:
        """Quoted words: start, end (inside the marks) and the words."""
        return tuple([(m.start(1), m.end(1), m.group(1)) for m in _QUOTED.finditer(self.text)])

    @_once
    def stems(self) -> frozenset[str]:
        """Stems of all words, names and small words included."""
        lowers = {w.lower for w in self.words if w.shape == "word"}
        # Copied, a set takes half the room that it has when it has grown.
        return frozenset(lowers.union(map(stem, lowers)))

    @_once
    def senses(self) -> frozenset[str]:
        """Stems and the synonyms that stand for them."""
        return frozenset().union(*map(lexicon.senses, self.stems))

    @_once
    def lowers(self) -> frozenset[str]:
        """All words in lower case."""
        return frozenset({w.lower for w in self.words})

    def empty(self) -> None:
        """Let go of what can be read again."""
        self.full = False
        for name in _HEAVY:
            self.__dict__.pop(name, None)
        if self.language == "en":
            outlines.keep(self.text, self.__dict__)

    def clause_at(self, offset: int) -> Clause:
        """The clause that holds an offset; the last one that starts before it."""
        for clause in reversed(self.clauses):
            if clause.start <= offset:
                return clause
        return self.clauses[0]

    def stems_in(self, span: tuple[int, int]) -> frozenset[str]:
        """Content stems of a word range."""
        return frozenset([stem(w.lower) for w in self.words[span[0] : span[1]] if w.content])

    def names_in(self, span: tuple[int, int]) -> tuple[naming.Name, ...]:
        """Names inside a word range."""
        names = self.names
        if not names or span[0] >= span[1]:
            return ()
        start, end = self.words[span[0]].start, self.words[span[1] - 1].end
        return tuple([n for n in names if n.start >= start and n.end <= end])

    def operators(self, clause: Clause) -> frozenset[str]:
        """What stands between the clause and plain fact: modals, hedges, verbs that govern it."""
        return self._operators[self.clauses.index(clause)]

    @property
    def plain(self) -> bool:
        """Whether nothing stands between any of its clauses and plain fact."""
        return not any(self._operators)

    @_once
    def _operators(self) -> tuple[frozenset[str], ...]:
        found: list[frozenset[str]] = []
        marks = lexicon.marks(self.words)
        for clause in self.clauses:
            own = {o for at, o in marks if clause.first <= at < clause.last and not self._parted(clause, at)}
            if clause.form == "infinitive" and clause.governor is None and clause.group[0]:
                own |= {o for o in [lexicon.noun_operator(self.words[clause.group[0] - 1])] if o}
            if clause.form in ("infinitive", "gerund") and clause.governor is not None:
                own |= self._governing(clause, self.clauses[clause.governor], found[clause.governor])
            if clause.marker == "that" and clause.first:
                own |= self._alleged_by_noun(clause)
            if self.hearsay:
                own.add("alleged")
            if clause.speaker is not None and self._wrongly(clause):
                own.add("false")
            found.append(frozenset(own) if own else _NO_OPERATORS)
        return tuple(found)

    def _parted(self, clause: Clause, at: int) -> bool:
        """Whether a word hedges only an apposition: "a compromise, possibly a cut,"."""
        return at > clause.group[1] and self.words[at - 1].text == "," and self.words[at].lower in lexicon.ASIDE

    def _alleged_by_noun(self, clause: Clause) -> set[str]:
        """ "claims by relatives that sensors were off": a noun that hedges what "that" says."""
        taken = {i for c in self.clauses if c.verb for i in range(*c.group)}
        for at in range(clause.first - 1, max(-1, clause.first - 7), -1):
            if at in taken or self.words[at].shape == "mark":
                break
            operator = lexicon.SPEECH_NOUNS.get(stem(self.words[at].lower))
            if operator:
                return {operator}
        return set()

    def _wrongly(self, clause: Clause) -> bool:
        """Whether the clause was said "wrongly", "falsely", "by mistake"."""
        sayings = [c for c in self.clauses if c.says(clause)]
        return any(w.lower in lexicon.WRONGLY for c in sayings for w in self.words[c.first : c.last])

    def _governing(self, clause: Clause, governor: Clause, above: frozenset[str]) -> set[str]:
        """The operators that a verb, an adjective or a noun before "to" puts over its infinitive, with those above."""
        if clause.form == "gerund" and governor.group[1] == clause.first and not clause.marker:
            # "denies having received".
            return {"denied"} | set(above) if governor.verb == "deny" else set()
        if clause.form == "gerund" and clause.marker not in ("of", "to"):
            return set()
        before = self.words[clause.first - 1].lower if clause.first else ""
        operator = lexicon.GOVERNORS.get(governor.verb)
        if governor.verb == "have" and governor.group[1] == clause.first and clause.form == "infinitive":
            # "will have to", "would need to".
            operator = "need"
        if governor.verb in lexicon.HEDGE_IN_PASSIVE and not governor.passive:
            operator = None
        if governor.group[1] < clause.first:
            # Something stands between the verb and "to": only a noun or an adjective right before it governs.
            further = (lexicon.noun_operator(w) for w in reversed(self.words[governor.group[1] : clause.first]))
            operator = (
                lexicon.GOVERNORS.get(before)
                or lexicon.GOVERNORS.get(stem(before))
                or next((o for o in further if o), None)
                or (operator if governor.verb != "be" else None)
            )
        own = set(above)
        if operator:
            own.add(operator)
        elif governor.verb == "be" and governor.group[1] == clause.first and clause.form == "infinitive":
            own.add("future")
        if governor.negated:
            own.add("not")
        return own

    @property
    def hearsay(self) -> bool:
        """Whether "according to" names nobody: "according to reports"."""
        return self.according is not None and self.according <= lexicon.NOBODY

    @_once
    def links(self) -> tuple[frozenset[int], ...]:
        """For each clause those that it hangs together with: what it depends on, what depends on it, who says it."""
        edges: list[set[int]] = [set() for _ in self.clauses]
        for index, clause in enumerate(self.clauses):
            joined = (
                [clause.governor] if clause.governor is not None and clause.marker not in ("and", "but", "or") else []
            )
            if clause.speaker is not None:
                joined += [i for i, c in enumerate(self.clauses) if c.says(clause)]
            for other in joined:
                edges[index].add(other)
                edges[other].add(index)
        for index, clause in enumerate(self.clauses):
            # A chain of infinitives and participles is one deed: "agreed to try to reopen".
            governor = clause.governor
            while clause.form in ("infinitive", "gerund", "participle") and governor is not None:
                edges[index].add(governor)
                edges[governor].add(index)
                governor = self.clauses[governor].governor if self.clauses[governor].form != "finite" else None
        return tuple([frozenset(e) if e else _UNLINKED for e in edges])

    @_once
    def according_to(self) -> tuple[int, int] | None:
        """The word range of the source that "according to" names, if any."""
        match = _ACCORDING.search(self.text) if "ccording to" in self.text else None
        if match is None:
            return None
        first = next((i for i, w in enumerate(self.words) if w.start >= match.end()), len(self.words))
        last = first
        while last < len(self.words) and (self.words[last].shape != "mark" or self.words[last].text in "/-"):
            last += 1
        return first, last

    @_once
    def according(self) -> frozenset[str] | None:
        """The stems of the source that "according to" names, if any."""
        span = self.according_to
        if span is None:
            return None
        return frozenset(stem(w.lower) for w in self.words[span[0] : span[1]] if w.lower not in DETERMINERS)


def read(text: str, published: datetime.date | None = None, language: str = "en") -> Reading:
    """The reading of one sentence, kept for the next rule and the next statement."""
    # `lru_cache` takes a default that is left out and the same one handed over for two calls.
    return _read(naming.table(), text, published, language)


# Some 5 KB for two, with and without a day, but for what `_FULL` counts: 125 MB for the claims of a thousand articles.
_MOST_READ = 49_152


@lru_cache(maxsize=_MOST_READ)
def _read(table: Hashable, text: str, published: datetime.date | None, language: str) -> Reading:
    return Reading(text, published, language, None if published is None else _read(table, text, None, language))


def forget() -> None:
    """Let go of all readings, and what was worked out of them, where there were more than are kept: not of outlines.

    In so large a folder the next stage begins with sentences that are kept no longer, and has pushed the others out
    before it comes to them: with ten thousand articles what is kept only took 200 MB more.
    """
    if _read.cache_info().currsize < _MOST_READ:
        return
    _read.cache_clear()
    remembered.clear()
    while _FULL:
        _FULL.popleft().empty()
    hand_back()


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the evidence it cites, and what stood before that in the same article.

    Only what stands in the statement from `own` on is judged: what comes before was judged already and lends its
    subject and its hedges (the parts of a composed sentence).
    """

    statement: Reading
    evidence: tuple[Reading, ...]
    context: tuple[Reading, ...]
    own: int

    def linked(self, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        """Whether the article introduces one of two names as the short form of the other."""
        pairs = [pair for reading in (*self.context, *self.evidence) for pair in naming.introduced(reading.text)]
        return any(
            (set(a) <= set(long) and b == short) or (set(b) <= set(long) and a == short) for short, long in pairs
        )
