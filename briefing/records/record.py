"""What the records of the contract have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of the contract's records: frozen, and closed to fields that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Record):
    """Why something was rejected: a stable code, and the particulars."""

    code: str
    detail: str
