"""A sentence in the pieces that each say one thing of one figure: its clauses, cut again where figures stand in a row.

"granted Malawi $22 million for irrigation and Zambia $31 million for roads" is one clause and two segments.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.gate import lexicon
from briefing.gate.reading import Reading
from briefing.gate.remembered import remembered
from briefing.text.clause import Clause, Range
from briefing.text.words import Word, stem


@dataclass(frozen=True, slots=True)
class Segment:
    """Words `first` to `last` of a clause; `lead` is what it shares with the segment before it (subject and verb)."""

    clause: Clause
    first: int
    last: int
    lead: tuple[Range, ...]


@remembered
def segments(reading: Reading) -> tuple[Segment, ...]:
    """The segments of a sentence, in order."""
    figures = sorted([n.start for n in reading.numbers] + [d.start for d in reading.dates])
    found: list[Segment] = []
    for clause in reading.clauses:
        cuts = [clause.first]
        # One figure leaves nothing to part.
        for i in range(clause.first + 1, clause.last) if len(figures) > 1 else ():
            # "2 hours, 19 minutes and 6 seconds": figures with nothing but their units between them are one figure.
            if (
                reading.words[i].lower in ("and", "or", "but")
                and not any(n.start < reading.words[i].start < n.end for n in reading.numbers)
                and _figure(reading, figures, cuts[-1], i)
                and _figure(reading, figures, i, clause.last)
            ):
                cuts.append(i)
        lead: tuple[Range, ...] = (clause.subject, clause.group)
        for number, first in enumerate(cuts):
            last = cuts[number + 1] if number + 1 < len(cuts) else clause.last
            # "40 soldiers and 200 officers were deployed": what stands behind the verb goes for both.
            behind = ((clause.group[0], clause.last),) if last <= clause.group[0] else ()
            # "and Niger $40 million": a part with an actor of its own does not share the one before.
            own = number > 0 and _names_own(reading, figures, first, last)
            found.append(Segment(clause, first, last, (*(lead[:2] if own else lead), *behind)))
            if number == 0:
                lead = (clause.subject, clause.group, (clause.first, _opening(reading, figures, first, last)))
    return tuple(found)


def _names_own(reading: Reading, figures: list[int], first: int, last: int) -> bool:
    return any(w.capital and w.content for w in reading.words[first : _opening(reading, figures, first, last)])


def _figure(reading: Reading, figures: list[int], first: int, last: int) -> bool:
    return any(reading.words[first].start <= f < reading.words[last - 1].end for f in figures)


def _opening(reading: Reading, figures: list[int], first: int, last: int) -> int:
    """Where the first figure of a segment begins: what stands before it goes for the segments behind it too."""
    at = bisect_left(figures, reading.words[first].start)
    begun = figures[at] if at < len(figures) else 0
    for i in range(first, last):
        if reading.words[i].end > begun:
            return i
    return first


def own_words(reading: Reading, segment: Segment) -> tuple[Word, ...]:
    """The content words of a segment, its clause's subject among them where that stands in it."""
    own = telling(reading)
    return tuple([reading.words[i] for i in range(segment.first, segment.last) if i in own])


@remembered
def bases(reading: Reading) -> tuple[str, ...]:
    """The stem of each word of a sentence that carries content; "" for the others."""
    return tuple([stem(w.lower) if w.content else "" for w in reading.words])


@remembered
def telling(reading: Reading) -> frozenset[int]:
    """The places of the content words of a sentence that stand in no figure and do not tell who said it."""
    first, last = reading.according_to or (0, 0)
    figures = in_figures(reading)
    return frozenset(
        [
            i
            for i, word in enumerate(reading.words)
            if bases(reading)[i] and word.lower != "according" and not first <= i < last and word.start not in figures
        ]
    )


@remembered
def in_figures(reading: Reading) -> frozenset[int]:
    """The offsets of the words that stand in a number or a date."""
    spans = [(n.start, n.end) for n in reading.numbers] + [(d.start, d.end) for d in reading.dates]
    return starts(reading, spans)


def starts(reading: Reading, spans: Sequence[Range]) -> frozenset[int]:
    """The offsets of the words that begin inside some ranges of offsets."""
    found: list[int] = []
    offsets = [w.start for w in reading.words] if spans else []
    for first, last in spans:
        found += offsets[bisect_left(offsets, first) : bisect_left(offsets, last)]
    return frozenset(found)


@remembered
def senses(reading: Reading, first: int) -> frozenset[str]:
    """Senses of the words of the segment that begins with the word `first`, and of what it shares with the one before.

    Segments are told apart by where they begin: comparing whole records takes longer than all else here.
    """
    segment = next(s for s in segments(reading) if s.first == first)
    found: set[str] = set()
    for span in ((segment.first, segment.last), *segment.lead):
        for word in reading.words[span[0] : span[1]]:
            found |= lexicon.senses(word.lower)
    return frozenset(found)


def segment_at(reading: Reading, offset: int) -> Segment:
    """The segment that holds an offset."""
    found = segments(reading)
    for segment in found:
        if segment.first < segment.last and reading.words[segment.last - 1].end > offset:
            return segment
    return found[-1]
