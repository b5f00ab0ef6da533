"""What a desk adds to a brief: a person's review, what was left out for sharing, and the house's own notes."""

from __future__ import annotations

from typing import Literal

from briefing.records.record import Reason, Record

DecisionKind = Literal["strike", "pin", "edit", "merge", "split", "date", "attribution", "note"]
HouseKind = Literal["person", "unit", "term"]


class Decision(Record):
    """What a reviewer decided on a claim or a sentence, as it was carried out.

    `claim_ids` are the claims of this brief that it is about (none where they were struck). `was` and `now` are the
    words, date or name before and after; `reason` is the reviewer's, and begins with "analyst:".
    """

    kind: DecisionKind
    claim_ids: tuple[str, ...]
    was: str | None = None
    now: str | None = None
    reason: str | None = None


class Unapplied(Record):
    """A decision that was not carried out: the words that it was written on, and why."""

    kind: DecisionKind
    statement: str | None
    reason: Reason


class Review(Record):
    """A person's review of the brief. `file_sha256` is the hash of the review file.

    `signed_by` and `signed_at` are the signature in the file. It covers what the file lists: `unseen` counts the
    printed sentences that it does not. The brief is `reviewed` when it is signed, nothing is unseen and each decision
    was carried out; else it is a `draft`.
    """

    status: Literal["draft", "reviewed"]
    file_sha256: str
    signed_by: str | None = None
    signed_at: str | None = None
    decisions: tuple[Decision, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
    unseen: int = 0


class Share(Record):
    """What was left out so that the brief can be handed on: the articles' texts, and all that nothing printed cites."""

    mode: Literal["quotes"]
    claims_withheld: int
    statements_withheld: int


class HouseNote(Record):
    """A note of the house's own on words of the brief, never of a source's.

    `printed` are the words as they stand in the brief, `text` is what the house says of them, `flag` that the reader
    is to be warned and not only told.
    """

    id: str
    kind: HouseKind
    printed: str
    text: str
    flag: bool
    claim_ids: tuple[str, ...]


class HouseName(Record):
    """A person or unit of the topic's tables, with the other names that the checks took for the same."""

    name: str
    aliases: tuple[str, ...]
