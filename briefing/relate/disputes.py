"""Discrepancies: where claims answer one question differently, as a model finds them and the judge confirms them."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import prompts
from briefing.errors import EndpointError
from briefing.extract import Proposal
from briefing.grounding import Passage, faults, find_words, values
from briefing.judge import Judge, Verdict
from briefing.model import Asker
from briefing.prompts import DisputeView
from briefing.records.brief import Discrepancy, DiscrepancyKind, Position, Rejected
from briefing.records.record import Reason
from briefing.relate.facts import named
from briefing.replies import PAIR_LABELS, DisputeCheck, DisputesReply, ProposedDiscrepancy, ProposedPosition

Claims = Mapping[int, Proposal]
"""Claims by their places among all that were proposed."""

# Contradictions before changes, changes before shades.
_RANK: dict[DiscrepancyKind, int] = {"conflict": 0, "update": 1, "variance": 2}
# Reports that the judge is shown for each answer; more of them say the same.
_SHOWN = 3
_ORDER_UNKNOWN = "Order unknown: the dates do not tell which was written first."
# One planted disagreement to so many real ones.
_EACH = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: its words as they stand in its claims, and the claims' places, earliest first."""

    value: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more answers to one question."""

    kind: DiscrepancyKind
    question: str
    answers: tuple[Answer, ...]
    note: str | None = None

    @property
    def places(self) -> frozenset[int]:
        """The claims of all answers."""
        return frozenset(n for answer in self.answers for n in answer.places)


def proposed_disputes(
    proposed: Iterable[ProposedDiscrepancy], proposals: Claims, shown: Sequence[int]
) -> tuple[Dispute, ...]:
    """The discrepancies of a reply that code does not refuse; `shown` are the places of the claims shown, c1 first.

    Each value stands in its claims' words, no claim gives two answers, and two answers are left. An update has a later
    report: where the days are the same or not known, time does not settle it.
    """
    found: list[Dispute] = []
    for entry in proposed:
        used: set[int] = set()
        by_value: dict[str, Answer] = {}
        for position in entry.positions:
            answer = _answer(position, proposals, [n for n in named(position.claims, shown) if n not in used])
            if answer is not None:
                used.update(answer.places)
                # Answers of the same words are one.
                same = by_value.get(answer.value.casefold(), Answer(answer.value, ()))
                by_value[answer.value.casefold()] = Answer(same.value, (*same.places, *answer.places))
        if len(by_value) > 1 and entry.question.strip():
            ordered = sorted(by_value.values(), key=lambda a: (_newest(a.places, proposals) or "", min(a.places)))
            found.append(_dated(Dispute(entry.kind, entry.question, tuple(ordered)), proposals))
    return tuple(found)


def apart(found: Iterable[Dispute]) -> frozenset[frozenset[int]]:
    """Pairs of claims that give different answers to one question."""
    pairs = set()
    for dispute in found:
        for one, answer in enumerate(dispute.answers):
            for other in dispute.answers[one + 1 :]:
                pairs |= {frozenset((a, b)) for a in answer.places for b in other.places}
    return frozenset(pairs)


def kept(found: Iterable[Dispute], proposals: Claims) -> tuple[Dispute, ...]:
    """What is left of some disputes when only these claims stand, some of them in other words."""
    out: list[Dispute] = []
    for dispute in found:
        answers = []
        for answer in dispute.answers:
            places = tuple(n for n in answer.places if n in proposals)
            if any(_stands(answer.value, proposals[n]) for n in places):
                answers.append(Answer(answer.value, places))
        if len(answers) > 1:
            out.append(_dated(replace(dispute, answers=tuple(answers)), proposals))
    return tuple(out)


def _answer(position: ProposedPosition, proposals: Claims, named: Iterable[int]) -> Answer | None:
    places = [n for n in named if _holds(position.value, proposals[n])]
    value = next((v for n in places if (v := _stands(position.value, proposals[n]))), None)
    # The figure is printed words of the claim, whatever the model made of it.
    value = value or next((proposals[n].claim.figure for n in places if proposals[n].claim.figure), None)
    return Answer(value, tuple(sorted(places, key=lambda n: (_day(proposals[n]) or "", n)))) if value else None


def _stands(value: str, proposal: Proposal) -> str | None:
    """The value as it stands in the claim's statement or in its lines."""
    for text in (proposal.claim.statement, *(line.text for line in proposal.cited)):
        span = find_words(value, text) if value.strip() else None
        if span is not None:
            return text[slice(*span)]
    return None


def _holds(value: str, proposal: Proposal) -> bool:
    """Whether a claim may stand for a value: it has the value's numbers, if the value has any."""
    wanted = values(value, "en")
    told = values(proposal.claim.statement, "en").union(
        *(values(line.text, proposal.reading.article.language) for line in proposal.cited)
    )
    return wanted <= told or _stands(value, proposal) is not None


def _day(proposal: Proposal) -> str | None:
    return proposal.reading.article.published


def _newest(places: Iterable[int], proposals: Claims) -> str | None:
    return max(filter(None, (_day(proposals[n]) for n in places)), default=None)


def _dated(dispute: Dispute, proposals: Claims) -> Dispute:
    days = {_newest(answer.places, proposals) for answer in dispute.answers}
    if dispute.kind == "update" and (None in days or len(days) == 1):
        return replace(dispute, kind="conflict", note=_ORDER_UNKNOWN)
    return dispute


async def judged(
    found: Sequence[Dispute], proposals: Claims, judge: Judge, asker: Asker
) -> tuple[tuple[Dispute, ...], tuple[Rejected, ...]]:
    """Those that the judge confirms, each of the kind that it says, and those that it does not.

    Among them stand planted ones, which put claims about different things as answers to one question.
    """
    if not found:
        return (), ()
    planted = _planted(found, proposals)
    every = sorted((*found, *planted), key=lambda d: _key(d, proposals))
    size = len(PAIR_LABELS)
    number = -(-len(every) // size)
    calls = [every[n::number] for n in range(number)]
    said: dict[Dispute, DisputeCheck | None] = {}
    for answer in await asyncio.gather(*(_ask(call, proposals, asker) for call in calls)):
        said.update(answer)
    left = {dispute: _confirmed(dispute, check) for dispute, check in said.items()}
    for dispute in planted:
        if dispute in said:
            judge.planted(False, None if said[dispute] is None else left[dispute] is not None)
    judge.count([None if said[d] is None else Verdict(left[d] is not None) for d in found if d in said])
    rejected: list[Rejected] = []
    for dispute in found:
        if left.get(dispute) is None:
            check = said.get(dispute)
            why = "the judge gave no verdict" if check is None else check.reason or "the answers do not disagree"
            reason = Reason(code="no_disagreement", detail=why)
            rejected.append(Rejected(stage="judge", statement=dispute.question, reason=reason))
    return tuple(_dated(stands, proposals) for d in found if (stands := left.get(d))), tuple(rejected)


def _confirmed(dispute: Dispute, check: DisputeCheck | None) -> Dispute | None:
    """What the judge leaves of a dispute: the answers that answer its question, if they disagree."""
    if check is None or check.verdict == "none":
        return None
    astray = {int(label[1:]) - 1 for label in check.astray}
    answers = tuple(answer for place, answer in enumerate(dispute.answers) if place not in astray)
    return replace(dispute, kind=check.verdict, answers=answers) if len(answers) > 1 else None


async def _ask(call: Sequence[Dispute], proposals: Claims, asker: Asker) -> Mapping[Dispute, DisputeCheck | None]:
    def lines(answer: Answer) -> list[str]:
        told = (proposals[n] for n in answer.places)
        return list(dict.fromkeys(f"[{p.reading.article.report}] {p.claim.statement}" for p in told))[:_SHOWN]

    views = [DisputeView(d.question, [(answer.value, lines(answer)) for answer in d.answers]) for d in call]
    request = prompts.disputes_request(views)
    try:
        answer = await asker.ask(request, DisputesReply)
    except EndpointError:
        # The asker has noted it; what nobody confirms is not printed.
        return {}
    found: dict[Dispute, DisputeCheck | None] = dict.fromkeys(call)
    for check in answer.reply.checks:
        place = int(check.label[1:]) - 1
        if place < len(call):
            found[call[place]] = check
    return found


def _key(dispute: Dispute, proposals: Claims) -> str:
    told = (dispute.question, *(proposals[n].claim.statement for n in sorted(dispute.places)))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _planted(found: Sequence[Dispute], proposals: Claims) -> list[Dispute]:
    """Disagreements that are none: a question of one with an answer of another, about something else.

    What is put in counts something else than the question asks for: the magnitude of an earthquake for its dead.
    """
    wanted = -(-len(found) // _EACH)
    ranked = sorted(found, key=lambda d: _key(d, proposals))
    made: list[Dispute] = []
    for place, dispute in enumerate(ranked):
        for other in (*ranked[place + 1 :], *ranked[:place]):
            answer = other.answers[0]
            if len(made) < wanted and _foreign(dispute, other, proposals):
                first = dispute.answers[0]
                made.append(Dispute("conflict", dispute.question, (first, answer)))
                break
    return made


def _foreign(dispute: Dispute, other: Dispute, proposals: Claims) -> bool:
    """Whether another dispute is surely about something else: no claim in common, and no word of what is counted."""
    if dispute.places & other.places:
        return False
    one, two = (
        {word for n in d.places for word in (proposals[n].claim.counts or "").casefold().split()}
        for d in (dispute, other)
    )
    return bool(one) and bool(two) and not one & two


def records(found: Sequence[Dispute], proposals: Claims, homes: Mapping[int, str]) -> tuple[Discrepancy, ...]:
    """The disputes in the brief's form: conflicts first, else in the order found. `homes` are the claims' facts."""
    made: list[Discrepancy] = []
    for dispute in sorted(found, key=lambda d: _RANK[d.kind]):
        # A reviewer may have struck the claims of an answer.
        left = [replace(a, places=tuple(n for n in a.places if n in homes)) for a in dispute.answers]
        positions = tuple(_position(answer, proposals, homes) for answer in left if answer.places)
        if len(positions) > 1:
            kind, note, question = dispute.kind, dispute.note, _question(dispute, proposals)
            key = f"d{len(made) + 1}"
            made.append(Discrepancy(id=key, kind=kind, question=question, positions=positions, note=note))
    return tuple(made)


def _question(dispute: Dispute, proposals: Claims) -> str:
    """The question, where its names and numbers stand with its claims; else the bare choice between the values."""
    held: list[Passage] = []
    for n in sorted(dispute.places):
        if n in proposals:
            lines = proposals[n].passage
            held.append(replace(lines, lines=(*lines.lines, proposals[n].claim.statement)))
    known = next((proposals[n].reading.known for n in dispute.places if n in proposals), ())
    if not faults(dispute.question, held, known=known):
        return dispute.question
    return f"Which is right: {' or '.join(answer.value for answer in dispute.answers)}?"


def _position(answer: Answer, proposals: Claims, homes: Mapping[int, str]) -> Position:
    # Of those that have the value in their own words the weightiest speaks for the answer, else the newest.
    telling = [n for n in answer.places if _stands(answer.value, proposals[n])] or list(answer.places)
    best = max(telling, key=lambda n: (proposals[n].claim.weight or 0, _day(proposals[n]) or ""))
    # Who says less or something else of the same answer is not cited for these words.
    saying = [n for n in answer.places if n in telling or homes[n] == homes[best]]
    return Position(
        value=answer.value,
        statement=proposals[best].claim.statement,
        claim_ids=tuple(dict.fromkeys(homes[n] for n in answer.places)),
        source_ids=tuple(dict.fromkeys(proposals[n].reading.article.id for n in saying)),
        reported=_newest(saying, proposals),
    )
