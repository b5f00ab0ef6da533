"""The house's own names and terms: the tables `[[people]]`, `[[units]]` and `[[terms]]` of a topic file.

They explain and warn; they never change a quote or a claim. Aliases also help the checks to see that two spellings name
one person or unit, as far as the table lists them and no further (`spellings`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from briefing.records.desk import HouseKind, HouseName
from briefing.records.record import Day, Words


class Post(BaseModel):
    """What somebody is from one day to another (None is open); a month or year is read to its last day."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    post: Words | None = None
    rank: Words | None = None
    start: Day | None = Field(default=None, alias="from")
    end: Day | None = Field(default=None, alias="to")

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


@dataclass(frozen=True, slots=True)
class Known:
    """A person or unit: what the house calls it, what else it is called, and what a person is, or a note on a unit."""

    kind: HouseKind
    name: str
    aliases: tuple[str, ...]
    posts: tuple[Post, ...] = ()
    note: str | None = None


class House(BaseModel):
    """The tables of a topic. Several `[[people]]` of one name are one person in several posts."""

    model_config = ConfigDict(frozen=True)

    people: tuple[_Person, ...] = ()
    units: tuple[_Unit, ...] = ()
    terms: tuple[Term, ...] = ()

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """Who and what has a name of the house's: the people, then the units."""
        people: dict[str, Known] = {}
        for row in self.people:
            before = people.get(row.name, Known("person", row.name, ()))
            aliases = tuple(dict.fromkeys((*before.aliases, *row.aliases)))
            posts = (*before.posts, row) if row.post or row.rank else before.posts
            people[row.name] = Known("person", row.name, aliases, posts)
        return (*people.values(), *(Known("unit", row.name, row.aliases, note=row.note) for row in self.units))

    @model_validator(mode="after")
    def _distinct(self) -> House:
        holders: dict[str, str] = {}
        for entry in self.known:
            for spelling in (entry.name, *entry.aliases):
                holder = holders.setdefault(spelling.casefold(), entry.name)
                if holder != entry.name:
                    raise ValueError(f"{spelling!r} is a name of both {holder!r} and {entry.name!r}; leave it to one")
        return self


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
