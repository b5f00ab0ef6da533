"""Claims, the evidence they stand on, the clusters that they merge into, and the text that is made of these."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.records.brief import Check, Item, Kind, Precision, Rejected, Section, Sourcing, Status, Wording


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Verbatim words of a source: `article.text[start:end] == quote`."""

    source_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something happened or is to happen: ISO at the known precision, and the words that say so."""

    date: str | None
    precision: Precision
    as_written: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact from one article, judged or taken verbatim.

    `position` is the place of its first evidence sentence in the article, from 0 (first) to 1 (last). `figure` is its
    most telling number as printed ("around 4,700 soldiers") and `counts` what that counts ("KFOR troops"); `weight` is
    how much a decision maker needs it, 1 to 5.
    """

    statement: str
    evidence: tuple[Evidence, ...]
    section: str
    kind: Kind
    status: Status
    sourcing: Sourcing
    attribution: str | None
    event: EventDate | None
    wording: Wording
    translated: bool
    position: float
    figure: str | None = None
    counts: str | None = None
    weight: int | None = None
    check: Check = "verbatim"

    @property
    def source_id(self) -> str:
        """The one article that the claim is from."""
        return self.evidence[0].source_id


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims that say the same: each of `claims` supports the whole of `best.statement`.

    `within` is the id of the cluster that says all this one does and more, so that the brief need not print both.
    """

    id: str
    best: Claim
    claims: tuple[Claim, ...]
    within: str | None = None


@dataclass(slots=True)
class Composed:
    """The bottom line and the sections, and what was left out of them with its reason."""

    bottom_line: list[Item] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
