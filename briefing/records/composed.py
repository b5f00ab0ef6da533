"""The written part of a brief, as composition hands it on."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.records.brief import Item, Rejected, Section


@dataclass(slots=True)
class Composed:
    """The bottom line and the sections, and what was left out of them with its reason."""

    bottom_line: list[Item] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
