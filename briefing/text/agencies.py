"""Names of news agencies and outlets, and the one short name that stands for each; the words of credits.

All of it is data: `briefing/_data/agencies.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from briefing.text.normal import fold

_DATA = tomllib.loads(files("briefing").joinpath("_data/agencies.toml").read_text(encoding="utf-8"))
WORDS: Mapping[str, str] = {kind: "|".join(words) for kind, words in _DATA["words"].items()}
"""The words that credits are made of, by kind, each kind as alternatives of a regular expression."""

_ARTICLES = frozenset(WORDS["articles"].split("|"))
_DROPPED = re.compile(rf"[^\w/ ]+|^(?:{WORDS['articles']}) ")
_PIECE = re.compile(r"[^\s/,&]+")
_POSSESSIVE = re.compile(r"['’]s\b")
# Words that make a capitalised name an outlet's even where the table does not know it ("told Radio Mitrovica").
# Those of the second kind do so only at its end, or before "of": the Post Office and the Press Council are no outlets.
_OUTLET_WORD = re.compile(rf"\b(?:{WORDS['outlet']})\b|\b(?:{WORDS['outlet_end']})(?:$| of\b| agency$| service$)")


@lru_cache(maxsize=4_096)
def key(name: str) -> str:
    """What all spellings of one outlet's name share: no case, diacritics, full stops, possessive or leading "the"."""
    return _DROPPED.sub("", fold(_POSSESSIVE.sub("", name))).strip()


_NAMES = {
    key(spelling): entry["name"]
    for entry in (*_DATA["agencies"], *_DATA["outlets"])
    for spelling in (entry["name"], *entry["also"])
}
_AGENCIES = frozenset(entry["name"] for entry in _DATA["agencies"])
_OPENINGS = frozenset(name.replace("/", " ").split()[0] for name in _NAMES)


def canonical(name: str) -> str | None:
    """The short name for any known spelling of an agency or outlet ("REL" gives "RFE/RL"), None for an unknown one."""
    return _NAMES.get(key(name))


def may_open(text: str) -> bool:
    """Whether a known name can stand at the head of a text, by its first words alone: nearly no sentence begins so."""
    return any(key(piece) in _OPENINGS for piece in _PIECE.findall(text[:80])[:3])


def is_agency(name: str) -> bool:
    """Whether this canonical name is one that sells its text to others, so that it stands in credits."""
    return name in _AGENCIES


def outlet(name: str) -> str | None:
    """The canonical name, or the name itself where a word of it shows an outlet ("Radio Mitrovica"), else None."""
    known = canonical(name)
    if known or not _OUTLET_WORD.search(key(name)):
        return known
    return re.sub(r"^[Tt]he ", "", _POSSESSIVE.sub("", name)).strip()
