"""Whether a statement means something that only the statement before it names."""

from __future__ import annotations

import re

from briefing import gate
from briefing.gate.reading import read
from briefing.merge import leans

# "Two of them were closed": what they are must have been named, and not by a name.
_OF_THEM = re.compile(r"\bof (?:them|these|those)\b(?! (?:who|whom|which|that)\b)", re.IGNORECASE)
_PLURAL = re.compile(r"(?<![A-Z])\b[a-z]{3,}s\b|\b(?:people|men|women|children|police)\b|\[")
_PERSONS = frozenset("he she his her him they their them".split())
_POINTERS = frozenset("this that these those such it its both".split())


def leans_back(statement: str) -> bool:
    """Whether a statement leans on another, and no name in it tells whom its pronoun means."""
    low = statement.casefold()
    signs = "of them" in low or "of these" in low or "of those" in low
    if signs and (part := _OF_THEM.search(statement)) and not _PLURAL.search(statement[: part.start()]):
        return True
    if not leans(statement) or low.startswith("in addition to "):
        return False
    reading = read(gate.unbracketed(statement))
    pronouns = [w for w in reading.words if w.lower in _PERSONS]
    pointing = any(w.lower in _POINTERS for w in reading.words[:3]) or not pronouns
    return pointing or not reading.names or reading.words[0] is pronouns[0]
