"""The house's own names and terms: the tables `[[people]]`, `[[units]]` and `[[terms]]` of a topic file.

They explain and warn; they never change a quote or a claim. Aliases also help the checks to see that two spellings name
one person or unit, as far as the table lists them and no further (`spellings`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.records.desk import HouseKind, HouseName

_KEYS: Mapping[str, frozenset[str]] = {
    "people": frozenset({"name", "aliases", "post", "rank", "from", "to"}),
    "units": frozenset({"name", "aliases", "note"}),
    "terms": frozenset({"source", "house", "show"}),
}
_SHOW = ("footnote", "flag")


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is from one day to another (ISO; None is open)."""

    post: str | None
    rank: str | None
    start: str | None
    end: str | None

    def covers(self, day: str) -> bool:
        """Whether it was held on a day."""
        return (self.start or "") <= day and (self.end is None or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Known:
    """A person or unit: what the house calls it, what else it is called, and what a person is, or a note on a unit."""

    kind: HouseKind
    name: str
    aliases: tuple[str, ...]
    posts: tuple[Post, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A source's term and the house's. A footnote tells the house's, a flag warns of the source's."""

    source: str
    house: str
    flag: bool


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
    told = [text.casefold() for text in texts]
    found: dict[str, None] = {}
    for entry in known:
        names = (entry.name, *entry.aliases)
        if any(name.casefold() in text for name in names for text in told):
            found.update(dict.fromkeys(names))
    return tuple(found)


def parse(table: Mapping[str, Any], wrong: Callable[[str], Exception]) -> House:
    """Read the tables. Several `[[people]]` of one name are one person in several posts. Raises what `wrong` makes."""
    rows = {name: _rows(table, name, wrong) for name in _KEYS}
    people: dict[str, Known] = {}
    for row in rows["people"]:
        name, aliases = row["name"], _aliases(row, wrong)
        before = people.get(name, Known("person", name, ()))
        post = Post(row.get("post"), row.get("rank"), _day(row, "from", wrong), _day(row, "to", wrong))
        posts = (*before.posts, post) if post.post or post.rank else before.posts
        people[name] = Known("person", name, tuple(dict.fromkeys((*before.aliases, *aliases))), posts)
    units = [Known("unit", row["name"], _aliases(row, wrong), (), row.get("note")) for row in rows["units"]]
    terms = []
    for row in rows["terms"]:
        if row.get("show", "footnote") not in _SHOW:
            raise wrong(f"the term {row['source']!r} is shown as {row['show']!r}; write one of {', '.join(_SHOW)}")
        terms.append(Term(row["source"], row["house"], row.get("show") == "flag"))
    known = (*people.values(), *units)
    holders: dict[str, str] = {}
    for entry in known:
        for name in (entry.name, *entry.aliases):
            if holders.setdefault(name.casefold(), entry.name) != entry.name:
                raise wrong(
                    f"{name!r} is a name of both {holders[name.casefold()]!r} and {entry.name!r}; leave it to one"
                )
    return House(known, tuple(terms))


def _rows(table: Mapping[str, Any], name: str, wrong: Callable[[str], Exception]) -> list[dict[str, Any]]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise wrong(f"`{name}` is written [[{name}]], with two brackets")
    needed = ("source", "house") if name == "terms" else ("name",)
    found = []
    for place, row in enumerate(rows, 1):
        for key in row.keys() - _KEYS[name]:
            raise wrong(f"[[{name}]] {place} has no key {key!r}; keys: {', '.join(sorted(_KEYS[name]))}")
        clean = {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in row.items()}
        for key, value in clean.items():
            if key not in ("aliases", "from", "to") and (not isinstance(value, str) or not value):
                raise wrong(f"`{key}` of [[{name}]] {place} must be a text that is not empty")
        for key in needed:
            if key not in clean:
                raise wrong(f'[[{name}]] {place} needs `{key} = "..."`')
        found.append(clean)
    return found


def _aliases(row: Mapping[str, Any], wrong: Callable[[str], Exception]) -> tuple[str, ...]:
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(a, str) and a.strip() for a in aliases):
        raise wrong(f'`aliases` of {row["name"]!r} is a list of names, such as ["Osmani"]')
    return tuple(" ".join(a.split()) for a in aliases)


def _day(row: Mapping[str, Any], key: str, wrong: Callable[[str], Exception]) -> str | None:
    value = row.get(key)
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if value is None or value == "":
        return None
    try:
        # A year or a month will do; it is read from its first day, or to its last.
        datetime.date.fromisoformat((f"{value}-01-01")[:10])
    except ValueError as error:
        raise wrong(
            f"`{key}` of {row['name']!r} is {value!r}; write a date like 2025-03-11, or a year or month"
        ) from error
    return str(value)
