"""The house's own names and terms: the tables `[[people]]`, `[[units]]` and `[[terms]]` of a topic file.

They explain and warn; they never change a quote or a claim. Aliases also help the checks to see that two spellings name
one person or unit, as far as the table lists them and no further (`spellings`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefing.records.desk import HouseKind, HouseName
from briefing.records.record import Words


def _day(value: object) -> object:
    """A date, or a year or month, which is read from its first day or to its last."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    try:
        datetime.date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        raise ValueError("write a date like 2025-03-11, or a year or month") from None
    return str(value)


_Day = Annotated[str, BeforeValidator(_day)]


class Post(BaseModel):
    """What somebody is from one day to another (ISO; None is open)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    post: Words | None = None
    rank: Words | None = None
    start: _Day | None = Field(default=None, alias="from")
    end: _Day | None = Field(default=None, alias="to")

    def covers(self, day: str) -> bool:
        """Whether it was held on a day."""
        return (self.start or "") <= day and (self.end is None or day[: len(self.end)] <= self.end)


class _Person(Post):
    name: Words
    aliases: tuple[Words, ...] = ()


class _Unit(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    name: Words
    aliases: tuple[Words, ...] = ()
    note: Words | None = None


class Term(BaseModel):
    """A source's term and the house's. A footnote tells the house's, a flag warns of the source's."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    source: Words
    house: Words
    show: Literal["footnote", "flag"] = "footnote"


class _Tables(BaseModel):
    people: list[_Person] = []
    units: list[_Unit] = []
    terms: list[Term] = []


@dataclass(frozen=True, slots=True)
class Known:
    """A person or unit: what the house calls it, what else it is called, and what a person is, or a note on a unit."""

    kind: HouseKind
    name: str
    aliases: tuple[str, ...]
    posts: tuple[Post, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class House:
    """All tables of a topic."""

    known: tuple[Known, ...] = ()
    terms: tuple[Term, ...] = ()


NO_HOUSE = House()
"""That of a topic without such tables."""


def spellings(known: Iterable[Known | HouseName], texts: Iterable[str]) -> tuple[str, ...]:
    """All names of those of whom some texts have one: what the checks may take for named there.

    With "Osman" listed for Vjosa Osmani, an article on Osman names her too; one on somebody else does not.
    """
    folded = [text.casefold() for text in texts]
    found: dict[str, None] = {}
    for entry in known:
        names = (entry.name, *entry.aliases)
        if any(name.casefold() in text for name in names for text in folded):
            found.update(dict.fromkeys(names))
    return tuple(found)


def parse(table: Mapping[str, Any], wrong: Callable[[str], Exception]) -> House:
    """Read the tables. Several `[[people]]` of one name are one person in several posts. Raises what `wrong` makes."""
    try:
        tables = _Tables.model_validate({key: table[key] for key in _Tables.model_fields if key in table})
    except ValidationError as error:
        first = error.errors()[0]
        name, *place = first["loc"]
        where = "".join(f" {part + 1 if isinstance(part, int) else part}" for part in place)
        said = first["msg"].removeprefix("Value error, ")
        raise wrong(f"[[{name}]]{where} is {first['input']!r}: {said}") from error
    people: dict[str, Known] = {}
    for row in tables.people:
        before = people.get(row.name, Known("person", row.name, ()))
        aliases = tuple(dict.fromkeys((*before.aliases, *row.aliases)))
        people[row.name] = Known(
            "person", row.name, aliases, (*before.posts, row) if row.post or row.rank else before.posts
        )
    units = [Known("unit", row.name, row.aliases, note=row.note) for row in tables.units]
    known = (*people.values(), *units)
    holders: dict[str, str] = {}
    for entry in known:
        for spelling in (entry.name, *entry.aliases):
            holder = holders.setdefault(spelling.casefold(), entry.name)
            if holder != entry.name:
                raise wrong(f"{spelling!r} is a name of both {holder!r} and {entry.name!r}; leave it to one")
    return House(known, tuple(tables.terms))
