"""What small models do to a sentence that they copy: spaced figures, half sentences, whole copies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.gate import Fault
from briefing.gate.logic import flat
from briefing.gate.orders import is_order
from briefing.records.article import Sentence

# Tokenizers part a figure at its comma, and a small model then writes "4, 600".
_SPACED = re.compile(r"(?<=\d)([,.]) (?=\d{3}\b)")
_CLOSED = (".", "!", "?", "…", "”", '"', "»", "’", ")", "]")


def mended(statement: str, sentences: Sequence[Sentence]) -> str:
    """The statement with single blanks, and with its figures as they stand in the sentences."""
    text = " ".join(statement.split())
    joined = _SPACED.sub(r"\1", text)
    if joined == text:
        return text
    figures = re.findall(r"\d+(?:[,.]\d{3})+", joined)
    return joined if all(any(figure in s.text for s in sentences) for figure in figures) else text


def faults(statement: str, evidence: Sequence[Sentence]) -> tuple[Fault, ...]:
    """What is wrong with a statement that the gate lets through: an order to a machine, or half a sentence."""
    if is_order(statement):
        return (Fault("instructions", "speaks to a machine reader"),)
    if not statement.endswith(_CLOSED) and any(_half(statement, s.text) for s in evidence):
        return (Fault("cut", "the sentence breaks off"),)
    return ()


def _half(statement: str, sentence: str) -> bool:
    """Whether a statement is the beginning of a sentence that goes on."""
    begun, whole = flat(statement), flat(sentence)
    return whole.startswith(begun) and len(begun) < len(whole)


def copies(statement: str, sentence: Sentence) -> bool:
    """Whether a statement is its sentence word for word."""
    return flat(statement) == flat(sentence.text)
