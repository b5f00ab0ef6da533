"""What the second half of a sentence leans on: the first half, which was made a claim of its own.

"... had promised Varo a bridge, but the money was spent in Nal": which money it was only the first half tells. Two
such halves in the same words are one fact only where what they were cut from is about one thing too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing import names
from briefing.gate.reading import read
from briefing.records.claim import Claim
from briefing.text.words import stem

# Between two facts of one sentence stand a comma and the word that joins them (", and", "; meanwhile,").
_JOINT = 12
_SENTENCE_ENDS = ".!?…"
_DEFINITE = frozenset("the this that these those its their his her such".split())
_POINTERS = frozenset("this that these those such then there".split())
# First halves without names are about one thing when this share of the shorter one's words stands in the other.
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Host:
    """What a first half is about: its names, and its content words in comparing form."""

    names: frozenset[tuple[str, ...]]
    stems: frozenset[str]

    def agrees(self, other: Host) -> bool:
        """Whether two first halves are about one thing: the names of one in the other, without names most words."""
        if self == other:
            return True
        if self.names and other.names:
            # One name in common is too little: two halves may both speak of a ministry.
            return _held(self.names, other.names) or _held(other.names, self.names)
        least = min(len(self.stems), len(other.stems))
        return len(self.stems & other.stems) >= _SHARED * max(1, least)


def hosts(claims: Sequence[Claim]) -> list[Host | None]:
    """For each claim the first half that it leans on; None where it stands alone, or is no second half."""
    found: list[Host | None] = [None] * len(claims)
    first_of = [claim.evidence[0] for claim in claims]
    # By the fields themselves: evidence that compares itself takes many times as long.
    order = [(e.source_id, e.start, e.end, e.quote) for e in first_of]
    places = sorted(range(len(claims)), key=order.__getitem__)
    first = ""
    for before, at in pairwise(places):
        a, b = claims[before].evidence[-1], first_of[at]
        joined = a.source_id == b.source_id and 0 <= b.start - a.end <= _JOINT
        if not joined or a.quote.rstrip("”\"’' ")[-1:] in _SENTENCE_ENDS:
            first = ""
            continue
        first = f"{first} {a.quote}".strip()
        if _leans(claims[at].statement):
            found[at] = _host(first)
    return found


def _held(some: frozenset[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> bool:
    return all(any(names.same(a, b) for b in others) for a in some)


def _leans(statement: str) -> bool:
    """Whether a second half means something that only the first names: "the money", "in that time"."""
    if statement.startswith("["):
        return False
    reading = read(statement)
    if any(word.lower in _POINTERS for word in reading.words):
        return True
    start, end = next((c.subject for c in reading.clauses if c.form == "finite"), (0, 0))
    subject = reading.words[start:end]
    return bool(subject) and subject[0].lower in _DEFINITE and not reading.names_in((start, end))


def _host(text: str) -> Host:
    reading = read(text)
    return Host(
        frozenset(name.key for name in reading.names),
        frozenset(stem(word.lower) for word in reading.words if word.content),
    )
