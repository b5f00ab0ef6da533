"""The written part of a brief as a model proposes it, read into sentences on facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing import prompts
from briefing.chunk import count
from briefing.compose.fact import Fact
from briefing.errors import EndpointError
from briefing.model import Asker
from briefing.prompts import Topic
from briefing.records.brief import Discrepancy
from briefing.replies import FACT_LABELS, ComposeReply, ProposedSentence
from briefing.text.normal import fold

# Tokens of the facts in the request. A brief prints some thirty of them.
_BUDGET = 9_000
# Outlets of a disputed fact that are named: enough to say who says so.
_OUTLETS = 3
BOTTOM_ITEMS = 3
"""Sentences of a bottom line, which is read in one breath."""
_NO_BLANK_BEFORE = tuple(",.;:!?)]”’%")
_NO_BLANK_BEHIND = ("(", "[", "“", "‘")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of a sentence, and the facts that it rests on."""

    start: int
    end: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the brief, of pieces that cover it."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all pieces."""
        return tuple({fact.id: fact for piece in self.pieces for fact in piece.facts}.values())

    @property
    def own(self) -> Fact | None:
        """The fact whose accepted statement it is, whatever quotation marks it is typed with."""
        return next((fact for fact in self.facts if fold(fact.best.statement) == fold(self.text)), None)

    @property
    def weight(self) -> int:
        """That of its weightiest fact."""
        return max(fact.weight for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Draft:
    """The bottom line and the items of each section, by its id."""

    bottom_line: tuple[Sentence, ...]
    sections: Mapping[str, tuple[Sentence, ...]]


def of_fact(fact: Fact) -> Sentence:
    """A fact in its own statement, which is accepted already."""
    text = fact.best.statement
    return Sentence(text, (Piece(0, len(text), (fact,)),))


async def draft(
    facts: Sequence[Fact],
    discrepancies: Sequence[Discrepancy],
    topic: Topic,
    asker: Asker,
    *,
    today: str | None,
    words: int,
    bottom_words: int,
) -> Draft | None:
    """Ask for the whole text; None where there is no answer."""
    shown = _shown(facts)
    places = {fact.id: f"f{n}" for n, fact in enumerate(shown, 1)}
    lines = [_line(fact, places) for fact in shown]
    disputes: list[str] = []
    for found in discrepancies:
        # A line each: the update "How many are dead?" has 49 (reported 2025-03-04; f3) or 51 (reported 2025-03-05).
        sides: list[str] = []
        for position in found.positions:
            day = f"reported {position.reported[:10]}" if position.reported else None
            about = filter(None, (day, *(places[i] for i in position.claim_ids if i in places)))
            sides.append(f"{position.value} ({'; '.join(about)})")
        disputes.append(f"{found.kind}: {found.question} {' / '.join(sides)}")
    request = prompts.compose_request(topic, lines, disputes, today=today, words=words, bottom_words=bottom_words)
    try:
        reply = (await asker.ask(request, ComposeReply)).reply
    except EndpointError:
        # The asker has noted it.
        return None
    by_label = dict(zip(FACT_LABELS, shown, strict=False))
    sections: dict[str, tuple[Sentence, ...]] = {}
    for section in reply.sections:
        told = _sentences(section.items, by_label)
        sections[section.section] = (*sections.get(section.section, ()), *told)
    written = Draft(_sentences(reply.bottom_line[:BOTTOM_ITEMS], by_label), sections)
    return written if written.bottom_line or any(sections.values()) else None


def _shown(facts: Sequence[Fact]) -> list[Fact]:
    """The most needed facts that one request takes."""
    shown: list[Fact] = []
    used = 0
    # What a reviewer has worded is not given to a model to reword.
    free = [fact for fact in facts if fact.best.wording != "edited"]
    for fact in free[: len(FACT_LABELS)]:
        used += count(fact.best.statement) + 40
        if used > _BUDGET:
            break
        shown.append(fact)
    return shown


def _line(fact: Fact, places: Mapping[str, str]) -> str:
    best = fact.best
    day = best.event.date if best.event else None
    wide = places.get(fact.cluster.within or "")
    particulars = (
        best.section,
        f"{best.kind}, {best.status}",
        f"weight {fact.weight}",
        f"{fact.origins.established} origin{'s' if fact.origins.established > 1 else ''}",
        f"event {day}" if day else None,
        f"reported {fact.reported}" if fact.reported else None,
        f"says {best.attribution}" if best.attribution and best.attribution not in best.statement else None,
        f"in {', '.join(fact.outlets[:_OUTLETS])}" if fact.disputes and fact.outlets else None,
        *(f"≠ {key}" for key in fact.disputes),
        "overtaken" if fact.stale else None,
        f"within {wide}" if wide else None,
    )
    return f"[{'; '.join(filter(None, particulars))}] {best.statement}"


def _sentences(proposed: Sequence[ProposedSentence], by_label: Mapping[str, Fact]) -> tuple[Sentence, ...]:
    made = (_sentence(each, by_label) for each in proposed)
    return tuple(filter(None, made))


def _sentence(proposed: ProposedSentence, by_label: Mapping[str, Fact]) -> Sentence | None:
    """The parts read on; a part without facts belongs to the one before, else to the next. None without any fact."""
    text = ""
    pieces: list[Piece] = []
    for part in proposed.parts:
        words = " ".join(part.text.split())
        if not words:
            continue
        glued = not text or words.startswith(_NO_BLANK_BEFORE) or text.endswith(_NO_BLANK_BEHIND)
        start = len(text) if glued else len(text) + 1
        text += words if glued else f" {words}"
        resting = tuple(by_label[label] for label in part.facts if label in by_label)
        if pieces and (not resting or not pieces[-1].facts):
            before = pieces.pop()
            pieces.append(Piece(before.start, len(text), before.facts or resting))
        else:
            pieces.append(Piece(start, len(text), resting))
    if not pieces or not pieces[-1].facts:
        return None
    return Sentence(text, tuple(pieces))
