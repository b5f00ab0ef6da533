"""What code can decide for certain about a statement and the lines it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from briefing.grounding.clock import mistimed
from briefing.grounding.days import misdated
from briefing.grounding.figures import miscounted, values
from briefing.grounding.naming import misnamed, named
from briefing.grounding.passage import Doubt, Fault, Passage
from briefing.grounding.verbatim import find_words, folded, misquoted

__all__ = ["Fault", "Passage", "faults", "find_words", "hints", "named", "values"]


_TRAILING = " .!?"


def faults(statement: str, passages: Sequence[Passage], *, known: Collection[str] = ()) -> tuple[Fault, ...]:
    """What in a statement cannot be true to its passages; empty for a copy of a line.

    A number, a time of day, a name or a date that does not stand there, or words in quotation marks that are not those
    of a line. `known` are names that the topic gives. What the sentence means is not looked at.
    """
    found = _findings(statement, tuple(passages), tuple(known))
    return tuple(finding for finding in found if isinstance(finding, Fault))


def hints(statement: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What could not be decided, as short phrases: never a reason to refuse."""
    found = _findings(statement, tuple(passages), ())
    return tuple(finding.text for finding in found if isinstance(finding, Doubt))


@lru_cache(maxsize=1_024)
def _findings(statement: str, passages: tuple[Passage, ...], known: tuple[str, ...]) -> tuple[Fault | Doubt, ...]:
    words = folded(statement)[0].strip(_TRAILING)
    if any(words == folded(line)[0].strip(_TRAILING) for passage in passages for line in passage.lines):
        return ()
    found: list[Fault | Doubt] = [
        *miscounted(statement, passages),
        *mistimed(statement, passages),
        *misdated(statement, passages),
        *misnamed(statement, passages, known),
        *misquoted(statement, passages, known),
    ]
    return tuple(dict.fromkeys(found))
