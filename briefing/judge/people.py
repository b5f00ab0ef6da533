"""Another name: a person for a person, a town for a town, where the surface of the run's texts shows what each is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.grounding.naming import Token, countries, runs
from briefing.judge.pair import Pair, ranked

_TITLES = frozenset(
    "president minister premier chancellor governor mayor senator general colonel major captain commander ambassador "
    "director chairman chairwoman spokesman spokeswoman judge justice doctor dr professor mr bishop".split()
)
_OWNER = re.compile(r"['’]s?$")
_BEFORE = re.compile(r"([^\W\d_]+)\.? $")
_SPEAKS = re.compile(r"(?:, [^,]{2,60},)? (?:said|told|announced|warned)\b")
_SPOKE = re.compile(r"\b(?:according to|said)(?: [\w'’-]+){0,3} $")
# A town stands by itself: neither "in Italian waters" nor "in Durres, Albania".
_ENDS = re.compile(
    r"[.;]|$|,? (?:on|after|before|by|to|with|where|when|as|said|was|were|is|has|had|will|that)\b| and (?![A-Z])"
)
_GENDERED = re.compile(
    r"\b(?:he|she|his|her|hers|him|\w*wom[ae]n|\w*m[ae]n|wife|husband|mother|father)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Names:
    """The persons of a run with the titles they stand behind, and its towns."""

    persons: dict[str, frozenset[str]]
    towns: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Names:
        """Who stands behind a title, and what behind "in": "President Milan Horvat", "in Ankara on Monday"."""
        persons: dict[str, frozenset[str]] = {}
        towns: set[str] = set()
        for text in texts:
            for run in runs(text):
                name, before, behind = _around(text, run)
                if before.casefold() in _TITLES and len(run) > 1:
                    persons[name] = persons.get(name, frozenset()) | {before.casefold()}
                elif _is_town(run, before, behind):
                    towns.add(name)
        words = {word for person in persons for word in person.split()}
        return cls(persons, frozenset(town for town in towns if words.isdisjoint(town.split())))


def _around(text: str, run: list[Token]) -> tuple[str, str, str]:
    """A name, the word before it, and all that stands behind it."""
    before = _BEFORE.search(text, 0, run[0].start)
    name = _OWNER.sub("", text[run[0].start : run[-1].end])
    return name, before[1] if before else "", text[run[0].start + len(name) :]


def _is_town(run: list[Token], before: str, behind: str) -> bool:
    """No country or union: what is said of a country may well be said by a town for who knows the map."""
    place = before == "in" and _ENDS.match(behind) is not None
    return place and not any(countries([word.text for word in run])) and not run[0].text.isupper()


def other_name(pair: Pair, names: Names, *, speaks: bool) -> Iterator[str]:
    """The statement with another person or town of the run: "in Ankara", "in Lysgard".

    With `speaks` those who say it, else all others.
    """
    text = pair.statement
    for run in runs(text):
        name, before, behind = _around(text, run)
        told = _SPEAKS.match(behind) or _SPOKE.search(text[: run[0].start])
        options: Iterable[str] = ()
        if name in names.persons and not _GENDERED.search(text):
            title = before.casefold() if before.casefold() in _TITLES else ""
            options = (n for n, titles in names.persons.items() if not title or title in titles)
        elif name in names.towns and _is_town(run, before, behind):
            options = names.towns
        if bool(told) != speaks or text.count(name) > 1 or behind.startswith("-"):
            continue
        for new in ranked((n for n in options if len(n.split()) == len(run)), pair.key):
            if not set(new.split()) & set(name.split()):
                yield f"{text[: run[0].start]}{new}{behind}"
