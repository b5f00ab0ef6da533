"""What the records of the contract have in common."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_line), Field(min_length=1)]
"""Text that somebody typed, on one line and not empty."""

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

    @classmethod
    def unchecked(cls, **values: Any) -> Self:  # noqa: ANN401  # the fields of whatever record it is
        """The record of values that are surely valid: one for each field, in the order of the fields.

        It is what the checked constructor makes, in a third of the time; a large brief has some forty to an article.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        object.__setattr__(made, "__pydantic_fields_set__", _all_given(cls))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


@cache
def _all_given(kind: type[Record]) -> set[str]:
    names = set(kind.model_fields)
    return _GIVEN.setdefault(frozenset(names), names)


class Reason(Record):
    """Why something was rejected: a stable code, and the particulars."""

    code: str
    detail: str
