"""What the records of the contract have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_line), Field(min_length=1)]
"""Text that somebody typed, on one line and not empty."""

# Sets of fields given, each once: a brief of thousands of articles has some forty records to an article.
_GIVEN: dict[frozenset[str], set[str]] = {}


class Record(BaseModel):
    """Base of the contract's records: frozen, and closed to fields that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _context: object, /) -> None:
        """Share the set of the names of the fields given: pydantic makes one of 700 bytes for each record."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


class Reason(Record):
    """Why something was rejected: a stable code, and the particulars."""

    code: str
    detail: str
