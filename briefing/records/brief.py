"""The brief: the JSON contract, version 2. Unknown is `None`, never 0, "" or today. Version 1 files are read too.

Offsets count Unicode code points of a source's normalised `text`; spans of an item count those of the item's text.
Citations follow the W3C Web Annotation selectors (TextQuoteSelector with prefix and suffix, TextPositionSelector).
Likelihood (`status`) and confidence (`reliability`, `credibility`: the Admiralty code) are separate fields, as ICD 203
asks.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from briefing.records.desk import HouseName, HouseNote, Review, Share
from briefing.records.record import Reason, Record

# "forecast" stands in briefs of version 1 only.
Kind = Literal["event", "figure", "statement", "plan", "background", "gap", "forecast"]
Status = Literal["confirmed", "expected", "alleged", "rumoured", "denied"]
Sourcing = Literal["on_record", "official_statement", "anonymous", "media_reports", "unattributed"]
Wording = Literal["model", "verbatim", "edited"]
Check = Literal["judged", "verbatim", "edited"]
Precision = Literal["day", "month", "year", "none"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
FigureStatus = Literal["agreed", "variance", "disputed", "superseded", "single-origin"]
DiscrepancyKind = Literal["conflict", "update", "variance", "certainty", "differs"]
# "gate" and "merge" stand in briefs of version 1 only.
Stage = Literal[
    "ingest", "extract", "check", "judge", "relate", "topic", "compose", "length", "review", "gate", "merge"
]
Mode = Literal["model", "mixed", "extractive"]


class Citation(Record):
    """Verbatim words of a source: `source.text[start:end] == quote`.

    `prefix` and `suffix` are up to 32 characters on either side, to find the quote again in a changed page.
    """

    source_id: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    attribution: str | None = None
    url: str | None = None


class Origins(Record):
    """How many origins stand behind a claim.

    `established`: origins that the texts themselves show to be distinct (credits, own reporting, named sources).
    `possible`: those, and each outlet without a credit, which proves nothing.
    """

    established: int
    possible: int


class ClaimRecord(Record):
    """One fact with all its citations.

    `check` says why the statement may stand: a trusted judge found it supported (*judged*), it is the source's own
    words (*verbatim*), or a reviewer worded it (*edited*). `weight` is how much a decision maker needs it, 1 to 5, by
    the model that proposed it.
    """

    id: str
    statement: str
    kind: Kind
    status: Status
    sourcing: Sourcing
    event_date: str | None = None
    event_date_as_written: str | None = None
    wording: Wording
    translated: bool = False
    citations: tuple[Citation, ...]
    origins: Origins
    reliability: Reliability
    credibility: int
    merged_from: tuple[str, ...] = ()
    check: Check | None = None
    weight: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All that it states and quotes."""
        return (self.statement, *self.merged_from, *(citation.quote for citation in self.citations))


class ItemSpan(Record):
    """`item.text[start:end]` rests on these claims; the citation stands behind the span."""

    start: int
    end: int
    claim_ids: tuple[str, ...]


class Item(Record):
    """A sentence of the brief, or a passage of a digest, from an article of the day `reported`.

    `claim_ids` is the union of its spans'; `check` is as in `ClaimRecord`.
    """

    text: str
    spans: tuple[ItemSpan, ...]
    claim_ids: tuple[str, ...]
    wording: Wording
    check: Check | None = None
    reported: str | None = None


class Section(Record):
    """A section of the topic, with its items in reading order."""

    id: str
    title: str
    items: tuple[Item, ...]


class FigureValue(Record):
    """One reported value: as printed ("around 4,700"), and read."""

    value: str
    number: float | None = None
    qualifier: str | None = None
    as_of: str | None = None
    claim_ids: tuple[str, ...]


class KeyFigure(Record):
    """What is counted, and every value reported for it."""

    label: str
    values: tuple[FigureValue, ...]
    status: FigureStatus


class TimelineEntry(Record):
    """An event. `date` is ISO at the precision that is known: 1999, 2025-03 or 2025-03-11."""

    date: str | None
    precision: Precision
    as_written: str | None
    status: Status
    text: str
    claim_ids: tuple[str, ...]


class Position(Record):
    """One side of a discrepancy."""

    value: str
    statement: str
    claim_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    reported: str | None = None


class Discrepancy(Record):
    """Two or more positions on one question.

    *conflict*: both cannot be true. *update*: a later report of what moves with time. *variance*: they differ but can
    both be true. *certainty*: one source is surer than another. *differs*: near-identical sentences with other numbers,
    dates or names, put side by side by code, which does not say what that means.
    """

    id: str
    kind: DiscrepancyKind
    question: str
    positions: tuple[Position, ...]
    note: str | None = None

    @property
    def newest(self) -> Position:
        """The position that was reported last, the first of those of one moment."""
        return max(self.positions, key=lambda position: position.reported or "")

    @property
    def outdated(self) -> tuple[Position, ...]:
        """The positions that a later report has moved on from: none where both sides stand."""
        last = self.newest.reported
        if self.kind not in ("update", "certainty") or last is None:
            return ()
        return tuple(p for p in self.positions if p.reported is not None and p.reported < last)


class Gap(Record):
    """What is not known: said by a source (`sourced`), or found by code (`computed`, from fixed templates)."""

    text: str
    basis: Literal["sourced", "computed"]
    claim_ids: tuple[str, ...] = ()


class Change(Record):
    """A claim that stands otherwise than in the earlier brief."""

    claim_id: str
    was: str
    what: str


class Dropped(Record):
    """A statement of the earlier brief that is gone, and why."""

    statement: str
    reason: str


class Changes(Record):
    """Against an earlier brief (`since`: its `generated_at`)."""

    since: str
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    dropped: tuple[Dropped, ...]


class Source(Record):
    """An article as it was read. `text_sha256` is the hash of `text` in UTF-8.

    `part` says which article of its file it is, from 1, where the file holds several. `reliability` and `note` are the
    desk's own, and `stated` names the fields that its manifest gave (see `Method.manifests`).
    `text` is None only in a brief that was made to be shared without the articles (`Brief.share`).
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    origin: str | None = None
    published: str | None = None
    url: str | None = None
    path: str | None = None
    language: str | None = None
    text_sha256: str
    text: str | None
    duplicate_of: str | None = None
    on_topic: bool = True
    part: int | None = None
    reliability: Reliability | None = None
    note: str | None = None
    stated: tuple[str, ...] = ()


class Rejected(Record):
    """Something that is not in the brief, where it came from, and why it is out."""

    source_id: str | None = None
    path: str | None = None
    stage: Stage
    statement: str | None = None
    reason: Reason


class ManifestFile(Record):
    """A file in which the desk says what its articles are. `sha256` is the hash of its bytes."""

    path: str
    sha256: str


class Without(Record):
    """What the articles of some origins, which were left out (`--without`), had alone.

    `articles` are their paths, or titles; `fallen` the statements that no other article makes, `vanished` the questions
    on which the others do not disagree.
    """

    origins: tuple[str, ...]
    articles: tuple[str, ...]
    fallen: tuple[str, ...]
    vanished: tuple[str, ...]


class JudgeScore(Record):
    """How the model that judges did: what it was asked, what it refused, and how it did on what code planted.

    A judge that is asked in several `passes` lets in what all of them support, and is counted so. It is `trusted` when
    its score shows that it is right often enough (`briefing.records.trust`). Else none of its verdicts count.
    """

    model: str | None
    asked: int
    refused: int
    false_planted: int
    false_caught: int
    true_planted: int
    true_passed: int
    passes: int = 1
    trusted: bool


class Method(Record):
    """How the brief was made. `base_url` is the host only; `cost_usd` is None where the price is not known."""

    mode: Mode
    model: str | None = None
    base_url: str | None = None
    judge: JudgeScore | None = None
    prompts: dict[str, str]
    chunks: int
    calls: int
    cached: int
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None = None
    claims_proposed: int
    claims_accepted: int
    claims_merged: int
    items_by_model: int
    items_verbatim: int
    degraded: bool
    failures: tuple[str, ...]
    seconds: float
    manifests: tuple[ManifestFile, ...] = ()
    without: Without | None = None


class Period(Record):
    """First and last publication date among the articles on the topic, ISO."""

    # `from` is a keyword of Python, hence the alias; the JSON has `from` and `to`.
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    start: str | None = Field(alias="from")
    end: str | None = Field(alias="to")


class Brief(Record):
    """A situation brief: what is known, from whom, and what is not."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    schema_version: Literal[1, 2] = 2
    title: str
    topic: str
    marking: str | None = None
    as_of: str | None = None
    generated_at: str
    period: Period
    bottom_line: tuple[Item, ...]
    sections: tuple[Section, ...]
    key_figures: tuple[KeyFigure, ...]
    timeline: tuple[TimelineEntry, ...]
    discrepancies: tuple[Discrepancy, ...]
    gaps: tuple[Gap, ...]
    changes: Changes | None = None
    claims: tuple[ClaimRecord, ...]
    sources: tuple[Source, ...]
    rejected: tuple[Rejected, ...]
    method: Method
    review: Review | None = None
    share: Share | None = None
    house_names: tuple[HouseName, ...] = ()
    house_notes: tuple[HouseNote, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The sentences of the text: the bottom line and the sections."""
        return (*self.bottom_line, *(item for section in self.sections for item in section.items))

    @property
    def told(self) -> tuple[Item | FigureValue | Position | TimelineEntry | Gap, ...]:
        """All that is printed with citations, in reading order. Changes are not: they tell some of it again."""
        return (
            *self.items,
            *(value for figure in self.key_figures for value in figure.values),
            *(position for discrepancy in self.discrepancies for position in discrepancy.positions),
            *sorted(self.timeline, key=lambda event: event.date is None),
            *self.gaps,
        )

    @property
    def printed(self) -> frozenset[str]:
        """The ids of the claims that something printed leads to; being new since an earlier brief is not enough."""
        return frozenset(i for each in self.told for i in each.claim_ids)
