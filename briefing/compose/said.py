"""Whether what a statement says stands in what is printed already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefing.dates.mention import DateMention
from briefing.extract import assess
from briefing.gate import lexicon
from briefing.gate.reading import read
from briefing.text.words import stem

_DAY = re.compile(r"\d|day\b", re.IGNORECASE)
# A time of day is neither a number nor a date.
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d\b")
# A statement whose content stands to this share in one that is printed already tells the reader nothing new.
_SAID = 0.7
# Words that tie a sentence to the one before it and tell nothing.
_LINKING = frozenset(
    "contrast however meanwhile addition furthermore moreover instead nevertheless nonetheless".split()
)


def said_already(statement: str, printed: Iterable[str]) -> bool:
    """Whether one printed statement holds nearly all that this one says.

    Its figures, its names and most of its words.
    """
    content = _content(statement)
    if not content:
        return True
    most = _untold(content)
    # The cheap test first: most pairs share few words.
    return any(_words_told(content, most, _told(text)) and _rest_told(statement, text) for text in printed)


class Print:
    """Printed statements by their words, so that few of them are compared with a statement that may be printed.

    What was printed before stands for good; what is chosen beside it can give way again.
    """

    def __init__(self, before: Sequence[str]) -> None:
        self._before = before
        self._chosen: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self._told = {word for text in self._before for word in _told(text)}
        # Each content word of a chosen statement has a bit: word that may tell it -> bits, and each statement's own.
        self._bits: dict[str, int] = {}
        self._own: list[tuple[int, int]] = []
        self._next = 0
        # Fewer content words than the shortest statement needs are told by what tells none of the statements.
        self._fewest = 0

    def add(self, text: str) -> None:
        """Choose a statement."""
        self._chosen.append(text)
        self._told |= _told(text)
        content = _content(text)
        for bit, senses in enumerate(content, self._next):
            for word in senses:
                self._bits[word] = self._bits.get(word, 0) | 1 << bit
        own = (1 << len(content)) - 1 << self._next
        self._next += len(content)
        self._own.append((own, len(content) - _untold(content)))
        self._fewest = min(needed for _, needed in self._own)

    def remove(self, places: Sequence[int]) -> None:
        """Let the chosen statements at these places give way."""
        left = [text for place, text in enumerate(self._chosen) if place not in places]
        self._chosen = []
        self._clear()
        for text in left:
            self.add(text)

    def tells(self, statement: str) -> bool:
        """Whether one printed statement holds nearly all that this one says."""
        content = _content(statement)
        return _words_told(content, _untold(content), self._told) and said_already(
            statement, (*self._before, *self._chosen)
        )

    def within(self, texts: Sequence[str]) -> list[int]:
        """The places of the chosen statements that one of these texts says over again."""
        return sorted({place for text in texts for place in self._within(text)})

    def _within(self, text: str) -> list[int]:
        told = 0
        for word in _told(text) & self._bits.keys():
            told |= self._bits[word]
        if told.bit_count() < self._fewest:
            return []
        places = [place for place, (own, needed) in enumerate(self._own) if (told & own).bit_count() >= needed]
        return [place for place in places if said_already(self._chosen[place], (text,))]


def _words_told(content: Sequence[frozenset[str]], most: int, told: frozenset[str] | set[str]) -> bool:
    """Whether all content words but so many at most are told by the words of another text."""
    for senses in content:
        if told.isdisjoint(senses):
            if not most:
                return False
            most -= 1
    return True


def _untold(content: Sequence[object]) -> int:
    """How many of the content words of a statement that is said already may be missing."""
    return int((1 - _SAID) * len(content) + 1e-9)


def _rest_told(statement: str, text: str) -> bool:
    """Whether a text whose words tell a statement gives its figures and dates too, and is as sure."""
    reading, other = read(statement), read(text)
    if any(not any(n.value == m.value for m in other.numbers) for n in reading.numbers):
        return False
    if not set(_CLOCK.findall(statement)) <= set(_CLOCK.findall(text)):
        return False
    if any(not any(_one_day(d, e) for e in other.dates) for d in reading.dates):
        return False
    if assess.sureness(assess.status(statement)) > assess.sureness(assess.status(text)):
        # What was to happen does not say that it has happened.
        return False
    return not any(c.negated for c in reading.clauses) or any(c.negated for c in other.clauses)


def _one_day(one: DateMention, other: DateMention) -> bool:
    if one.date and other.date:
        return one.date == other.date
    # "Weeks ago" and "a few days ago" name no day in which they could differ.
    return one.text.casefold() == other.text.casefold() or not _DAY.search(one.text)


@lru_cache(maxsize=16_384)
def _content(statement: str) -> tuple[frozenset[str], ...]:
    """For each content word what it may be told by."""
    told = (w.lower for w in read(statement).words if w.content and w.lower not in _LINKING)
    return tuple(map(_tellers, told))


@lru_cache(maxsize=16_384)
def _tellers(word: str) -> frozenset[str]:
    """What a word may be told by: its senses, its stem's and itself."""
    return lexicon.senses(stem(word)) | lexicon.senses(word) | {word}


@lru_cache(maxsize=16_384)
def _told(statement: str) -> frozenset[str]:
    return read(statement).senses | read(statement).lowers
