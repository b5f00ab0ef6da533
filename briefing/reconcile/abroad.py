"""Counts of soldiers in claims that stand in another language than the brief: only what a few words show surely.

Their clauses are not read, so a sentence counts only where it has one number of soldiers and nothing that makes it
another's share, a part, a former state or an addition. The noun and the names are read through the glossary.
"""

from __future__ import annotations

import re

from briefing import names
from briefing.numbers import Number
from briefing.reconcile.counted import THING, TROOPS
from briefing.reconcile.counts import Count
from briefing.reconcile.lines import Fact, Line
from briefing.text import tongues

# At first, then, once, added, of them, killed: such a number is of another time or of a part.
_OTHERWISE = re.compile(
    r"\b(?:fillim\w*|atëherë|në atë kohë|dikur|dikurshëm|shtesë|shtua\w*|tjerë|prej tyre|nga ta|plagos\w*|vra\w*|"
    r"početku|tada|tad|nekad\w*|dodat\w*|još|drugih|od njih|među njima|povređen\w*|ranjen\w*|ubij\w*|poginu\w*|"
    r"dolaz\w*|vijnë)\b"
)


def find(line: Line) -> list[Count]:
    """The count of a claim in another language; empty unless its sentence is surely about one number of soldiers."""
    text, language = line.claim.statement, line.article.language
    counted = [n for n in line.reading.numbers if n.kind == "count" and n.value > 1]
    if len(counted) != 1 or tongues.negated(text, language) is not False:
        return []
    number = counted[0]
    noun = _noun(number, language)
    if THING.get(noun or "") != TROOPS or _OTHERWISE.search(tongues.latin(text).lower()):
        return []
    held = frozenset(name.key for name in names.find(tongues.glossed(text, language)))
    clause = line.reading.clause_at(number.start)
    fact = Fact(
        line, clause._replace(verb="have", negated=False, passive=False), [(0, len(line.reading.words))], (0, 0)
    )
    fact.start, fact.end = 0, len(text)
    fact.subject, fact.names, fact.stems = frozenset(), held, frozenset()
    start, end = number.span[0], number.end
    return [
        Count(
            line=line, number=number, start=start, end=end, low=float(number.value), high=number.high, kind="count",
            value=text[start:end], fact=fact, noun="soldiers", thing=TROOPS, state="have", holder=frozenset(),
        )
    ]  # fmt: skip


def _noun(number: Number, language: str | None) -> str | None:
    return next((found for w in (number.counted or "").split() if (found := tongues.english_for(w, language))), None)
