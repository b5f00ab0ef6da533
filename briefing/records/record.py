"""What the records of the contract have in common."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_line), Field(min_length=1)]
"""Text that somebody typed, on one line and not empty."""

_PARTIAL = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def _day(value: object) -> object:
    text = value.isoformat()[:10] if isinstance(value, datetime.date) else str(value).strip()
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10] if _PARTIAL.fullmatch(text) else "")
    except ValueError:
        raise ValueError(f"{text!r} is no date; write 2025, 2025-03 or 2025-03-11") from None
    return text


Day = Annotated[str, BeforeValidator(_day)]
"""A day, month or year that somebody typed, ISO."""

# Sets of fields given, each once: a brief of thousands of articles has some forty records to an article.
_GIVEN: dict[frozenset[str], set[str]] = {}


class Record(BaseModel):
    """Base of the contract's records: frozen, and closed to fields that the contract does not name."""

    # What checks a record is built when the first one is made: a run makes a few kinds of many.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, _context: object, /) -> None:
        """Share the set of the names of the fields given: pydantic makes one of 700 bytes for each record."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


class Reason(Record):
    """Why something was rejected: a stable code, and the particulars."""

    code: str
    detail: str
