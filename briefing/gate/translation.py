"""What can be held against evidence in another language: numbers, dates, names by their spelling, and negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing import dates, names
from briefing.gate.reading import Reading
from briefing.gate.verdict import Fault
from briefing.text import tongues
from briefing.text.words import fold

# Names that have a form of their own in English; each line one name, English first.
_EXONYMS = [
    set(line.split())
    for line in """
serbia srbija serbi serbise srbije srbiji
albania shqiperi shqiperia shqiperise
germany gjermani gjermania njemacka nemacka
italy itali italia italija
france franca francuska
hungary hungaria hungari madjarska madarska
turkey turqi turqia turska
greece greqi greqia grcka
united shtetet bashkuara sjedinjene sad shba
states shtetet bashkuara sjedinjene drzave sad shba
states sad shba
european evropian evropiane evropska evropski be eu
herzegovina hercegovina hercegovine hercegovini hercegovinu hercegovines
union bashkimi unija be eu
""".strip().splitlines()
]
# What turns an English statement round without a negated verb: "denied it", "no instruction", "unchanged".
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|den(?:y|ied|ies)|reject\w*|refus\w*|fail\w*|lacks?"
    r"|un(?:changed|able|known|confirmed|announced|likely))\b|n['’]t\b",
    re.IGNORECASE,
)
_YET = re.compile(r"\b(?:yet|still|so far|until now|to date)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|starting)\b", re.IGNORECASE)
# English needs more words than Albanian and Serbian, which have no articles of their own.
_WHOLE = 0.75


def faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """Numbers, dates and names of the statement that the evidence does not have, and negations of one side only."""
    yield from _negation(statement, evidence)
    values = {(n.value, n.high) for r in evidence for n in r.numbers}
    spoken = {(d.day, d.month) for r in evidence for d in r.dates} | {
        (None, d.month) for r in evidence for d in r.dates
    }
    for number in statement.numbers:
        if (number.value, number.high) not in values and number.kind != "ordinal":
            yield Fault("number", f"{number.text!r} does not stand in the evidence")
    for mention in statement.dates:
        agrees = any(dates.agree(mention, d) for r in evidence for d in r.dates)
        if (
            mention.kind in ("absolute", "partial", "year")
            and not agrees
            and (mention.day, mention.month) not in spoken
        ):
            yield Fault("date", f"{mention.text!r} does not stand in the evidence")
    yield from _times(statement, evidence)
    yield from _places(statement, evidence)
    have = [w.text for r in evidence for w in r.words if w.shape == "word"]
    glossed = {fold(part) for r in evidence for w in r.words for part in _english(w.text, r.language)}
    for name in statement.names:
        missing = [
            w
            for w in map(fold, name.text.replace("/", " ").split())
            if len(w) > 2 and w not in glossed and not any(_alike(w, h) for h in have)
        ]
        if missing:
            yield Fault("name", f"{' '.join(missing)!r} does not stand in the evidence")


def _english(word: str, language: str) -> list[str]:
    """What the glossary has for a word; "KFOR-i" and "NATO-s" are looked up without their ending too."""
    found = tongues.english_for(word, language) or tongues.english_for(word.partition("-")[0], language)
    return found.split() if found else []


def _negation(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """A negation that only one side has: added always, lost where the statement is about as long as its evidence.

    A shorter statement may tell another part of the sentence than the one that is negated.
    """
    known = [tongues.negated(r.text, r.language) for r in evidence]
    if None in known:
        return
    denied = bool(_NEGATION.search(statement.text)) or any(c.negated for c in statement.clauses)
    if denied and not any(known) and not any(tongues.sureness(r.text, r.language) == "denied" for r in evidence):
        yield Fault("negation", "the evidence holds no negation")
    if not denied and all(known) and len(statement.words) >= _WHOLE * sum(len(r.words) for r in evidence):
        yield Fault("negation", "the negation of the evidence is lost")


def _times(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """ "Not yet" is not "not", and what has lasted since 1999 did not happen in 1999."""
    denied = bool(_NEGATION.search(statement.text)) and not _YET.search(statement.text)
    if denied and all(tongues.has_yet(r.text, r.language) and tongues.negated(r.text, r.language) for r in evidence):
        yield Fault("hedge_lost", "the evidence says 'not yet'")
    dated = [r for r in evidence if r.dates]
    placed = any(d.kind in ("absolute", "partial", "year") for d in statement.dates)
    if placed and dated and not _SINCE.search(statement.text) and all(map(_lasting, dated)):
        yield Fault("date_moved", "the evidence says 'since'")


def _lasting(reading: Reading) -> bool:
    return tongues.has_since(reading.text, reading.language)


def _places(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """What is said to be "in" a place must be in it there too: "the Police of Kosovo" is not "in Kosovo"."""
    for name in statement.names:
        if not statement.text[: name.start].lower().endswith(" in "):
            continue
        first = fold(name.text.split()[0])
        found = [
            tongues.located(r.text[: w.start], r.language)
            for r in evidence
            for w in r.words
            if w.shape == "word" and (first in map(fold, _english(w.text, r.language)) or _alike(first, w.text))
        ]
        if found and not any(at is not False for at in found):
            yield Fault("roles", f"the evidence does not put it in {name.text}")


def _alike(word: str, other: str) -> bool:
    return names.alike(word, other) or any(word in group and fold(tongues.latin(other)) in group for group in _EXONYMS)
