"""A statement and the evidence that it is held against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
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
        return digest("\n".join((self.statement, *self.evidence, "", *self.context, self.reported or "")))

    def stating(self, statement: str) -> Pair:
        """Another statement on the same evidence."""
        return Pair(statement, self.evidence, self.context, self.reported, self.lines, self.language)


@dataclass(frozen=True, slots=True)
class Control:
    """A pair whose answer code knows: `holds`, or not. `base` is the pair that it was made from, `kind` the change.

    Whatever has a key of `kin` in common is a version of one sentence: the judge never sees two in one request.
    """

    pair: Pair
    base: Pair
    holds: bool
    kind: str
    kin: frozenset[str]


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def ranked(options: Iterable[str], seed: str) -> list[str]:
    """The options in the order of their hashes with `seed`: chance that is the same in every run."""
    return sorted(options, key=lambda option: digest(f"{seed}\n{option}"))
