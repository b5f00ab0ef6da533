"""What the gate says of a statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that the statement breaks: `code` is the rule's stable name, `detail` the words in question."""

    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted when there is no fault."""

    faults: tuple[Fault, ...]

    @property
    def accepted(self) -> bool:
        """Whether the statement may stand on the evidence."""
        return not self.faults
