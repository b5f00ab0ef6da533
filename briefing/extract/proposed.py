"""What small models do to a sentence that they copy: spaced figures, half sentences, whole copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.extract import assess
from briefing.extract.evidence import Ground
from briefing.gate import Fault
from briefing.gate.logic import flat
from briefing.gate.orders import is_order
from briefing.gate.reading import read
from briefing.records.article import Sentence

# Tokenizers part a figure at its comma, and a small model then writes "4, 600".
_SPACED = re.compile(r"([,.])(?<=\d[,.]) (?=\d{3}\b)")
# What a speaker may begin with at the head of a sentence without being a name there.
_NO_NAMES = frozenset("a an the its his her their this that some several two three four five many one".split())
_MARKS = re.compile(r"[\"“”„'’‘]")
_CLOSED = (".", "!", "?", "…", "”", '"', "»", "’", ")", "]")


def mended(statement: str, sentences: Sequence[Sentence]) -> str:
    """The statement with single blanks, and with its figures as they stand in the sentences."""
    text = " ".join(statement.split())
    joined = _SPACED.sub(r"\1", text)
    if joined == text:
        return text
    figures = re.findall(r"\d+(?:[,.]\d{3})+", joined)
    return joined if all(any(figure in s.text for s in sentences) for figure in figures) else text


def attributed(statement: str, sentence: str) -> str | None:
    """The statement with its source's speaker put behind it, as small models leave him out; None without a speaker."""
    speaker = (assess.attribution(sentence, sentence) or "").split(",")[0]
    if not speaker:
        return None
    first, _, rest = speaker.partition(" ")
    spoken = f"{first.lower()} {rest}" if rest and first.lower() in _NO_NAMES else speaker
    return f"{statement.rstrip('.')}, {spoken} said."


def faults(ground: Ground, statement: str, evidence: Sequence[Sentence]) -> tuple[Fault, ...]:
    """What is wrong with a statement that the gate lets through.

    It is an order to a machine, or half a sentence, or a translation that is surer than its source.
    """
    if is_order(statement):
        return (Fault("instructions", "speaks to a machine reader"),)
    if not statement.endswith(_CLOSED) and any(_half(statement, s.text) for s in evidence):
        return (Fault("cut", "the sentence breaks off"),)
    return tuple(_surer(ground, statement, evidence)) if ground.foreign else ()


def _surer(ground: Ground, statement: str, evidence: Sequence[Sentence]) -> Iterator[Fault]:
    """Where a translation drops what its source hedges: "pritet" (expected), "rreth" (about)."""
    language = ground.article.language or "en"
    there = [read(s.text, ground.published, language) for s in evidence]
    here = read(statement, ground.published)
    qualified = {n.value: n.qualifier for r in there for n in r.numbers if n.qualifier}
    for number in here.numbers:
        if number.value in qualified and number.qualifier != qualified[number.value]:
            yield Fault("qualifier", f"the source has {qualified[number.value]} {number.text}")
    if assess.status(statement) != "confirmed":
        return
    sure = {assess.status(s.text, language) for s in evidence}
    if sure != {"confirmed"}:
        yield Fault("hedge_lost", f"of the source it is {sorted(sure - {'confirmed'})[0]}")
    day = ground.published and ground.published.isoformat()
    if day and any(d.date and d.date > day for d in here.dates):
        yield Fault("hedge_lost", "it is told as past, of a day after the article's own")


def _half(statement: str, sentence: str) -> bool:
    """Whether a statement is the beginning of a sentence that goes on."""
    begun, whole = flat(statement), flat(sentence)
    return whole.startswith(begun) and len(begun) < len(whole)


def bare(text: str) -> str:
    """What a statement and its sentence share where one is the other word for word, whatever the quotation marks."""
    return _MARKS.sub("", flat(text))
