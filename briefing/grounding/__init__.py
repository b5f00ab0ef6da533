"""What code can decide for certain about a statement and the lines it rests on."""

from briefing.grounding.figures import values
from briefing.grounding.findings import faults, hints
from briefing.grounding.naming import named
from briefing.grounding.passage import Fault, Passage
from briefing.grounding.verbatim import find_words

__all__ = ["Fault", "Passage", "faults", "find_words", "hints", "named", "values"]
