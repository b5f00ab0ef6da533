"""The gate: plain code that lets a statement stand on its evidence, or says why not.

No client, no I/O. Similarity alone never passes anything: fuzzy matchers give "40" against "41" 98 of 100.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from briefing.gate import actors, binding, content, logic, modality, parts, quantities, translation, voice
from briefing.gate.reading import Case, read
from briefing.gate.verdict import Fault, Verdict

__all__ = ["CONTRADICTING", "Fault", "Verdict", "check", "check_translation", "faults", "unbracketed", "under_word_of"]

CONTRADICTING = frozenset({"number", "unit", "date", "negation", "comparative"})
"""Faults that contradict the evidence, whatever stands around it; the others may lean on words before it."""

_BRACKETS = re.compile(r"^\[[^\]]*\]\s*|\s\[[^\]]*\]")
_QUOTES = '“”"«»„ '


def check(
    statement: str,
    evidence: Sequence[str],
    *,
    context: Sequence[str] = (),
    published: datetime.date | None = None,
    language: str = "en",
    own: int = 0,
) -> Verdict:
    """Hold `statement` against the sentences that it cites.

    `context` are the earlier sentences of the same article: never evidence, but names that they introduce resolve
    pronouns and short forms. `published` resolves relative dates. With `own`, only what stands in the statement from
    that offset on is judged; the words before it lend subject and hedges. A statement that is an evidence sentence word
    for word passes at once.
    """
    found = faults(statement, evidence, context=context, published=published, language=language, own=own)
    return Verdict(tuple(dict.fromkeys(found)))


def faults(
    statement: str,
    evidence: Sequence[str],
    *,
    context: Sequence[str] = (),
    published: datetime.date | None = None,
    language: str = "en",
    own: int = 0,
) -> Iterator[Fault]:
    """The faults that `check` gathers, each as it is found: who needs only one can stop there."""
    flat = logic.flat(statement[own:])
    if not flat or not evidence:
        yield Fault("empty", "there is nothing to hold against anything")
        return
    if own == 0 and any(flat == logic.flat(sentence) for sentence in evidence):
        return
    case = Case(
        read(statement, published, language),
        tuple(read(s, published, language) for s in evidence),
        tuple(read(s, published, language) for s in context),
        own,
    )
    for rule in (quantities, parts, actors, voice, binding, modality, logic, content):
        yield from rule.faults(case)


def check_translation(
    statement: str, evidence: Sequence[str], *, published: datetime.date | None = None, language: str
) -> Verdict:
    """Hold an English `statement` against evidence in another language: its numbers, dates and names.

    Words can not be compared; what can be is. The claim is marked as translated and shows the original quote.
    """
    if not statement.strip() or not evidence:
        return Verdict((Fault("empty", "there is nothing to hold against anything"),))
    faults = translation.faults(read(statement, published), [read(s, published, language) for s in evidence])
    return Verdict(tuple(dict.fromkeys(faults)))


def unbracketed(statement: str) -> str:
    """A verbatim statement without what an editor put into it in square brackets, and with single blanks."""
    return " ".join((_BRACKETS.sub("", statement) if "[" in statement else statement).split())


def under_word_of(speaker: str | None, sentence: str) -> str:
    """A sentence of a longer quotation as the gate is to read it: with the speaker that the article names elsewhere."""
    return sentence if speaker is None else f"“{sentence.strip(_QUOTES)}” {speaker} said."
