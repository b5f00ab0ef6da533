"""Relating: which claims state one fact, and where they answer one question differently.

A model looks at all claims of a story at once. What it puts together is held to what code can see: another figure for
one thing, another day, or a number that a claim does not have are never one fact.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import prompts
from briefing.errors import EndpointError
from briefing.extract import Proposal
from briefing.model import Asker
from briefing.prompts import Topic
from briefing.relate.disputes import Answer, Dispute, proposed_disputes
from briefing.relate.facts import Grouped, grouped
from briefing.relate.parts import across, parts
from briefing.replies import RelateReply

__all__ = ["Near", "Related", "relate"]

# What finds claims that may belong together, by their statements: pairs of places.
Near = Callable[[Sequence[str]], Awaitable[Sequence[tuple[int, int]]]]
# A request that was too long for the model is asked again in halves, down to so many claims.
_FEWEST = 20
_TOO_LONG = frozenset(("truncated", "length"))


@dataclass(frozen=True, slots=True)
class Related:
    """The groups of claims that state one fact, by place, and the disputes among them; `failed`: without a model."""

    grouping: Grouped
    disputes: tuple[Dispute, ...]
    failed: bool = False


async def relate(proposals: Sequence[Proposal], topic: Topic, asker: Asker, near: Near) -> Related:
    """Relate the claims of a run: one request where they fit, else one a story and one for what may meet across."""
    lines = [line(proposal) for proposal in proposals]
    shown = [n for n, proposal in enumerate(proposals) if not proposal.withheld]
    pieces = [
        [shown[n] for n in piece]
        for piece in parts([proposals[n].claim.statement for n in shown], [lines[n] for n in shown])
    ]
    found = await asyncio.gather(*(_asked(piece, proposals, lines, topic, asker) for piece in pieces))
    joined = _joined(found, len(proposals))
    if len(pieces) == 1:
        return joined
    homes = {n: place for place, piece in enumerate(pieces) for n in piece}
    heads = [group[0] for group in joined.grouping.groups if group[0] in homes]
    pairs = await near([proposals[n].claim.statement for n in heads])
    met = across([(heads[a], heads[b]) for a, b in pairs if homes[heads[a]] != homes[heads[b]]])
    more = await asyncio.gather(*(_asked(piece, proposals, lines, topic, asker) for piece in met))
    return _merged(joined, more)


def line(proposal: Proposal) -> str:
    """A claim as the model is shown it: "[Adria Wire, 2025-03-05; expected; says NATO] Rutte will visit Kosovo."."""
    article, claim = proposal.reading.article, proposal.claim
    where = ", ".join(filter(None, (article.publisher or article.origin, (article.published or "")[:10] or "undated")))
    by = claim.attribution
    said = f"says {by}" if by and by not in claim.statement else None
    return f"[{'; '.join(filter(None, (where, claim.status, said)))}] {claim.statement}"


async def _asked(
    places: Sequence[int], proposals: Sequence[Proposal], lines: Sequence[str], topic: Topic, asker: Asker
) -> Related:
    """One request about some claims, by their places among all; in halves where it was too long for the model."""
    mine = [proposals[n] for n in places]
    if len(mine) < 2:
        return Related(_at(grouped((), len(mine)), places), ())
    try:
        answer = await asker.ask(prompts.relate_request(topic, [lines[n] for n in places]), RelateReply)
    except EndpointError as error:
        if error.code not in _TOO_LONG or len(places) <= _FEWEST:
            # The asker has noted it: each claim stays a fact of its own.
            return Related(_at(grouped((), len(mine)), places), (), failed=True)
        half = len(places) // 2
        halves = await asyncio.gather(
            *(_asked(piece, proposals, lines, topic, asker) for piece in (places[:half], places[half:]))
        )
        return _together(halves)
    found = proposed_disputes(answer.reply.discrepancies, dict(enumerate(mine)))
    return Related(_at(grouped(answer.reply.facts, len(mine)), places), tuple(_moved(d, places) for d in found))


def _at(grouping: Grouped, places: Sequence[int]) -> Grouped:
    """A grouping of some claims by their places among all."""
    return Grouped(
        tuple(tuple(places[n] for n in group) for group in grouping.groups),
        tuple(frozenset(places[n] for n in part) for part in grouping.parts),
        frozenset(places[n] for n in grouping.overtaken),
    )


def _moved(dispute: Dispute, places: Sequence[int]) -> Dispute:
    answers = tuple(Answer(a.value, tuple(places[n] for n in a.places)) for a in dispute.answers)
    return replace(dispute, answers=answers)


def _together(found: Sequence[Related]) -> Related:
    groups = tuple(group for each in found for group in each.grouping.groups)
    narrower = tuple(part for each in found for part in each.grouping.parts)
    disputed = tuple(d for each in found for d in each.disputes)
    overtaken = frozenset(n for each in found for n in each.grouping.overtaken)
    return Related(Grouped(groups, narrower, overtaken), disputed, any(each.failed for each in found))


def _joined(found: Sequence[Related], count: int) -> Related:
    """The results of all requests; a claim that stands in none stands alone."""
    out = _together(found)
    seen = {n for group in out.grouping.groups for n in group}
    left = [n for n in range(count) if n not in seen]
    groups = (*out.grouping.groups, *((n,) for n in left))
    every = (*out.grouping.parts, *(frozenset[int]() for _ in left))
    return replace(out, grouping=Grouped(groups, every, out.grouping.overtaken))


def _merged(joined: Related, more: Sequence[Related]) -> Related:
    """The groups with those put together that one claim of each was found to be one fact with."""
    groups = {group[0]: list(group) for group in joined.grouping.groups}
    narrower = {g[0]: set(p) for g, p in zip(joined.grouping.groups, joined.grouping.parts, strict=True)}
    for found in more:
        for met, part in zip(found.grouping.groups, found.grouping.parts, strict=True):
            first, *others = met
            narrower[first] |= {n for head in part for n in groups.get(head, ())}
            for other in others:
                groups[first] += groups.pop(other)
                narrower[first] |= narrower.pop(other)
    members = {n: group for group in groups.values() for n in group}
    wider = [_widened(dispute, members) for found in more for dispute in found.disputes]
    return Related(
        Grouped(
            tuple(map(tuple, groups.values())),
            tuple(frozenset(narrower[g]) for g in groups),
            joined.grouping.overtaken.union(*(found.grouping.overtaken for found in more)),
        ),
        (*joined.disputes, *wider),
        joined.failed or any(found.failed for found in more),
    )


def _widened(dispute: Dispute, members: Mapping[int, Sequence[int]]) -> Dispute:
    """A dispute among some claims as one among the facts that they stand for."""
    answers = tuple(
        Answer(a.value, tuple(dict.fromkeys(n for place in a.places for n in (place, *members[place]))))
        for a in dispute.answers
    )
    return replace(dispute, answers=answers)
