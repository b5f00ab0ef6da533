"""A statement and the evidence that it is held against."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Pair:
    """What the judge is shown: `evidence` lines, `context` lines (headline first, then what stands earlier), the day.

    `lines` are all lines of the article, or all that controls may otherwise be made of. They are not shown.
    """

    statement: str
    evidence: tuple[str, ...]
    context: tuple[str, ...] = ()
    reported: str | None = None
    lines: tuple[str, ...] = ()
    language: str | None = "en"

    @cached_property
    def key(self) -> str:
        """SHA-256 of all that is shown: what is shown alike is one pair, whatever it came from."""
        shown = (self.statement, *self.evidence, "", *self.context, self.reported or "")
        return hashlib.sha256("\n".join(shown).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Control:
    """A pair whose answer code knows: `holds`, or not. `base` is the pair that it was made from, `kind` the change."""

    pair: Pair
    base: Pair
    holds: bool
    kind: str
