"""Numbers as news writes them: found and read, with their unit and qualifier."""

from briefing.numbers.find import find
from briefing.numbers.number import Kind, Number, compatible, same_quantity

__all__ = ["Kind", "Number", "compatible", "find", "same_quantity"]
