"""Names of news agencies and outlets, and the one short name that stands for each.

The table is data: `briefing/_data/agencies.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from briefing.text.normal import fold

_ARTICLES = ("the", "agencija", "agencia", "agjencia", "agenzia")
_DROPPED = re.compile(rf"[^\w/ ]+|^(?:{'|'.join(_ARTICLES)}) ")
_PIECE = re.compile(r"[^\s/,&]+")
_POSSESSIVE = re.compile(r"['’]s\b")
# Words that make a capitalised name an outlet's even where the table does not know it ("told Radio Mitrovica").
# Those of the second row do so only at its end, or before "of": the Post Office and the Press Council are no outlets.
_OUTLET_WORD = re.compile(
    r"\b(?:radio\w*|tv|tele\w{0,2}vi[sz]i\w*|newspaper|daily|weekly|gazeta|ditore|lajme\w*|dnevnik|novosti|zeitung|portal)"
    r"\b|\b(?:news\w*|times|post|gazette|tribune|herald|journal|magazine|press|echo|courier|chronicle|telegraph|"
    r"dispatch|ledger|observer|examiner|inquirer|bulletin)(?:$| of\b| agency$| service$)"
)


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, str]
    agencies: frozenset[str]
    openings: frozenset[str]


@lru_cache(maxsize=4_096)
def key(name: str) -> str:
    """What all spellings of one outlet's name share: no case, diacritics, full stops, possessive or leading "the"."""
    return _DROPPED.sub("", fold(_POSSESSIVE.sub("", name))).strip()


@cache
def _table() -> _Table:
    data = tomllib.loads(files("briefing").joinpath("_data/agencies.toml").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    openings: set[str] = set()
    for entry in (*data["agencies"], *data["outlets"]):
        for spelling in (entry["name"], *entry["also"]):
            names[key(spelling)] = entry["name"]
            openings.add(next(word for word in map(key, _PIECE.findall(spelling)) if word not in _ARTICLES))
    return _Table(names, frozenset(entry["name"] for entry in data["agencies"]), frozenset(openings))


def canonical(name: str) -> str | None:
    """The short name for any known spelling of an agency or outlet ("REL" gives "RFE/RL"), None for an unknown one."""
    return _table().names.get(key(name))


def may_open(text: str) -> bool:
    """Whether a known name can stand at the head of a text, by its first words alone: nearly no sentence begins so."""
    return not _table().openings.isdisjoint(key(piece.group()) for piece in islice(_PIECE.finditer(text), 3))


def is_agency(name: str) -> bool:
    """Whether this canonical name is one that sells its text to others, so that it stands in credits."""
    return name in _table().agencies


def outlet(name: str) -> str | None:
    """The canonical name, or the name itself where a word of it shows an outlet ("Radio Mitrovica"), else None."""
    known = canonical(name)
    if known or not _OUTLET_WORD.search(key(name)):
        return known
    return re.sub(r"^[Tt]he ", "", _POSSESSIVE.sub("", name)).strip()
