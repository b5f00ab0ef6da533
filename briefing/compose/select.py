"""What of the ranked clusters is printed: within a budget, nothing twice, nothing that leans on what is not there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heapify, heappop, heappush

from briefing import gate
from briefing.compose.rank import Ranked
from briefing.dates.mention import DateMention
from briefing.extract import assess
from briefing.gate.reading import read
from briefing.text.words import is_content, stem, words

# Below so many words a statement gains nothing by being shorter.
_SHORT = 10
# Fewer content words than this are too few to say what share of them is told.
_LEAST = 4
_DAY = re.compile(r"\d|day\b", re.IGNORECASE)
# A time of day is neither a number nor a date.
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d\b")
# The middle of the range that Carbonell and Goldstein tried: of two facts as good the one that says more that is new.
_TOLD_COUNTS = 0.5
# A statement whose content stands to this share in one that is printed already tells the reader nothing new.
_SAID = 0.7
# Words that tie a sentence to the one before it and tell nothing.
_LINKING = frozenset(
    "contrast however meanwhile addition furthermore moreover instead nevertheless nonetheless".split()
)
# What needs more statements before it to be understood is not worth their room.
_LONGEST_CHAIN = 3
# Of a large folder so many of the best are looked at; a brief prints a few dozen.
_LOOKED = 1_000


@dataclass(slots=True)
class Selection:
    """What is printed, best first, what is left out for length, and what is said already."""

    chosen: list[Ranked] = field(default_factory=list)
    long: list[Ranked] = field(default_factory=list)
    repeated: list[Ranked] = field(default_factory=list)


def select(ranked: Sequence[Ranked], budget: int, printed: Sequence[str] = (), *, densest: bool = True) -> Selection:
    """What fits into `budget` words beside what is `printed`; the first always fits.

    By maximal marginal relevance (Carbonell and Goldstein 1998): what is told already makes a statement worth less.
    `densest` prefers many short facts to few long ones, and what is needed to all else; without it, for a bottom line,
    headlines count.
    """
    out = Selection()
    needed = [entry for entry in ranked[_LOOKED:] if entry.needed][:_LOOKED]
    looked = [*ranked[:_LOOKED], *needed]
    queue = _Queue(looked, printed, densest)
    for unit in queue:
        texts = [entry.text for entry in unit]
        # A fuller statement takes the place of what it says over again.
        within = [c for c in out.chosen if c.cluster.id != unit[0].before and said_already(c.text, texts)]
        used = sum(c.length for c in out.chosen) - sum(c.length for c in within)
        if said_already(texts[-1], [*printed, *(c.text for c in out.chosen)]):
            out.repeated += unit
        elif out.chosen and used + sum(entry.length for entry in unit) > budget:
            out.long += unit
        else:
            out.repeated += within
            out.chosen = [c for c in out.chosen if c not in within] + [*unit]
            queue.took(unit)
    out.long += queue.left
    taken = {entry.cluster.id for entry in needed}
    out.long += [entry for entry in ranked[_LOOKED:] if entry.cluster.id not in taken]
    out.chosen.sort(key=lambda r: -(r.rank if densest else r.headline))
    return out


class _Queue:
    """Units of statements, the most useful first, given what was taken before.

    A unit's use only falls while others are taken, so it is computed again when it comes to the top, not before (the
    lazy greedy algorithm, Minoux 1978). A statement that leans on another comes with that one, or after it.
    """

    def __init__(self, ranked: Sequence[Ranked], printed: Sequence[str], densest: bool) -> None:
        self._densest = densest
        self._told = [_stems(text) for text in printed]
        self._open = {r.cluster.id: r for r in sorted(ranked, key=lambda r: r.text)}
        self._seen: dict[str, tuple[int, float]] = {}
        self._followers: dict[str, list[str]] = {}
        for entry in self._open.values():
            if entry.leaning and entry.before:
                self._followers.setdefault(entry.before, []).append(entry.cluster.id)
        self._places = {key: place for place, key in enumerate(self._open)}
        self._taken: set[str] = set()
        self._heap = [self._key(entry) for entry in self._open.values() if self._unit(entry)]
        heapify(self._heap)

    def __iter__(self) -> Iterator[tuple[Ranked, ...]]:
        while self._heap:
            *_, key = heappop(self._heap)
            entry = self._open.get(key)
            unit = self._unit(entry) if entry else ()
            if entry is None or not unit:
                continue
            now = self._key(entry)
            if self._heap and now > self._heap[0]:
                heappush(self._heap, now)
                continue
            for one in unit:
                self._open.pop(one.cluster.id)
            yield unit

    @property
    def left(self) -> list[Ranked]:
        """What leans on a statement that was not taken."""
        return list(self._open.values())

    def took(self, unit: Sequence[Ranked]) -> None:
        """Count a unit as told."""
        for entry in unit:
            self._told.append(_stems(entry.text))
            self._taken.add(entry.cluster.id)
            for follower in self._followers.get(entry.cluster.id, ()):
                if follower in self._open:
                    heappush(self._heap, self._key(self._open[follower]))

    def _unit(self, entry: Ranked) -> tuple[Ranked, ...]:
        """What is printed together; nothing where the statement before is gone, or leans itself."""
        chain = [entry]
        while chain[0].leaning and chain[0].before not in self._taken:
            first = self._open.get(chain[0].before or "")
            if first is None or len(chain) == _LONGEST_CHAIN:
                return ()
            chain.insert(0, first)
        return tuple(chain)

    def _key(self, entry: Ranked) -> tuple[bool, float, int, str]:
        unit = self._unit(entry)
        rank = sum(one.rank if self._densest else one.headline for one in unit) / len(unit)
        rank -= abs(rank) * _TOLD_COUNTS * self._overlap(entry)
        place, key = self._places[entry.cluster.id], entry.cluster.id
        if not self._densest:
            return False, -rank, place, key
        # Of two facts of one rank the shorter leaves room for a third.
        room = max(sum(one.length for one in unit) / len(unit), _SHORT)
        return not any(one.needed for one in unit), -rank / math.sqrt(room), place, key

    def _overlap(self, entry: Ranked) -> float:
        """The largest share of a statement's content that one told statement has."""
        stems = _stems(entry.text)
        since, most = self._seen.get(entry.cluster.id, (0, 0.0))
        for told in self._told[since:]:
            most = max(most, len(stems & told) / max(len(stems), _LEAST))
        self._seen[entry.cluster.id] = len(self._told), most
        return most


def _one_day(one: DateMention, other: DateMention) -> bool:
    if one.date and other.date:
        return one.date == other.date
    # "Weeks ago" and "a few days ago" name no day in which they could differ.
    return one.text.casefold() == other.text.casefold() or not _DAY.search(one.text)


@lru_cache(maxsize=16_384)
def _stems(statement: str) -> frozenset[str]:
    return frozenset(stem(w.lower) for w in words(gate.unbracketed(statement)) if is_content(w))


def said_already(statement: str, printed: Sequence[str]) -> bool:
    """Whether one printed statement holds nearly all that this one says.

    Its figures, its names and most of its words.
    """
    reading = read(statement)
    content = _content(statement)
    if not content:
        return True
    most = int((1 - _SAID) * len(content) + 1e-9)
    for text in printed:
        other = read(text)
        # The cheap test first: most pairs share few words.
        told = _told(text)
        if sum(told.isdisjoint(senses) for senses in content) > most:
            continue
        if any(not any(n.value == m.value for m in other.numbers) for n in reading.numbers):
            continue
        if not set(_CLOCK.findall(statement)) <= set(_CLOCK.findall(text)):
            continue
        if any(not any(_one_day(d, e) for e in other.dates) for d in reading.dates):
            continue
        if assess.sureness(assess.status(statement)) > assess.sureness(assess.status(text)):
            # What was to happen does not say that it has happened.
            continue
        if any(c.negated for c in reading.clauses) and not any(c.negated for c in other.clauses):
            continue
        return True
    return False


@lru_cache(maxsize=16_384)
def _content(statement: str) -> tuple[frozenset[str], ...]:
    """For each content word what it may be told by."""
    told = (w for w in read(statement).words if is_content(w) and w.lower not in _LINKING)
    return tuple(read(w.text).senses | {w.lower} for w in told)


@lru_cache(maxsize=16_384)
def _told(statement: str) -> frozenset[str]:
    return read(statement).senses | read(statement).lowers
