"""Relating: which claims state one fact, and where they answer one question differently.

A model looks at all claims of a story at once. What it puts together is held to what code can see: another figure for
one thing, another day, or a number that a claim does not have are never one fact.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from briefing import prompts
from briefing.chunk import count
from briefing.errors import EndpointError
from briefing.extract import Proposal
from briefing.model import Asker
from briefing.prompts import Topic
from briefing.relate.disputes import Answer, Dispute, proposed_disputes
from briefing.relate.facts import Group, grouped
from briefing.replies import CLAIM_LABELS, RelateReply
from briefing.similarity import Similarity

__all__ = ["Near", "Related", "relate"]

# What finds claims that may belong together, by their statements: pairs of places.
Near = Callable[[Sequence[str]], Awaitable[Sequence[tuple[int, int]]]]
# A request that was too long for the model is asked again in halves, down to so many claims.
_FEWEST = 20
_TOO_LONG = frozenset(("truncated", "length"))


@dataclass(frozen=True, slots=True)
class Related:
    """The groups of claims that state one fact, and the disputes among them."""

    groups: tuple[Group, ...]
    disputes: tuple[Dispute, ...] = ()


async def relate(proposals: Sequence[Proposal], topic: Topic, asker: Asker, near: Near) -> Related:
    """Relate the claims of a run: one request where they fit, else one a story and one for what may meet across."""
    lines = [line(proposal) for proposal in proposals]
    shown = [n for n, proposal in enumerate(proposals) if not proposal.withheld]
    ask = partial(_asked, proposals=dict(enumerate(proposals)), lines=lines, topic=topic, asker=asker)
    near_ones = parts([proposals[n].claim.statement for n in shown], [lines[n] for n in shown])
    pieces = [[shown[n] for n in piece] for piece in near_ones]
    alone = [n for n, proposal in enumerate(proposals) if proposal.withheld]
    found = _together([*await asyncio.gather(*map(ask, pieces)), Related(grouped((), alone))])
    if len(pieces) == 1:
        return found
    homes = {n: place for place, piece in enumerate(pieces) for n in piece}
    heads = [group.places[0] for group in found.groups if group.places[0] in homes]
    pairs = await near([proposals[n].claim.statement for n in heads])
    met = across([(heads[a], heads[b]) for a, b in pairs if homes[heads[a]] != homes[heads[b]]])
    return _merged(found, _together(await asyncio.gather(*map(ask, met))))


def line(proposal: Proposal) -> str:
    """A claim as the model is shown it: "[Adria Wire, 2025-03-05; expected; says NATO] Rutte will visit Kosovo."."""
    claim = proposal.claim
    by = claim.attribution
    said = f"says {by}" if by and by not in claim.statement else None
    return f"[{'; '.join(filter(None, (proposal.reading.article.report, claim.status, said)))}] {claim.statement}"


async def _asked(
    places: Sequence[int], *, proposals: Mapping[int, Proposal], lines: Sequence[str], topic: Topic, asker: Asker
) -> Related:
    """One request about some claims, by their places among all; in halves where it was too long for the model."""
    if len(places) < 2:
        return Related(grouped((), places))
    ask = partial(_asked, proposals=proposals, lines=lines, topic=topic, asker=asker)
    try:
        reply = (await asker.ask(prompts.relate_request(topic, [lines[n] for n in places]), RelateReply)).reply
    except EndpointError as error:
        if error.code not in _TOO_LONG or len(places) <= _FEWEST:
            # The asker has noted it: each claim stays a fact of its own.
            return Related(grouped((), places))
        half = len(places) // 2
        return _together(await asyncio.gather(ask(places[:half]), ask(places[half:])))
    return Related(grouped(reply.facts, places), proposed_disputes(reply.discrepancies, proposals, places))


def _together(found: Sequence[Related]) -> Related:
    return Related(tuple(g for each in found for g in each.groups), tuple(d for each in found for d in each.disputes))


def _merged(found: Related, more: Related) -> Related:
    """The groups with those put together that one claim of each was found to be one fact with."""
    groups = {group.places[0]: group for group in found.groups}
    for met in more.groups:
        part = frozenset(n for head in met.part if head in groups for n in groups[head].places)
        those = [groups.pop(head) for head in met.places[1:]]
        those.insert(0, groups[met.places[0]])
        groups[met.places[0]] = Group(
            tuple(n for group in those for n in group.places),
            part.union(*(group.part for group in those)),
            met.overtaken.union(*(group.overtaken for group in those)),
        )
    members = {n: group.places for group in groups.values() for n in group.places}
    wider = tuple(replace(dispute, answers=_widened(dispute.answers, members)) for dispute in more.disputes)
    return Related(tuple(groups.values()), (*found.disputes, *wider))


def _widened(answers: Sequence[Answer], members: Mapping[int, Sequence[int]]) -> tuple[Answer, ...]:
    """Answers of some claims as those of the facts that they stand for."""
    every = ((a.value, dict.fromkeys(n for place in a.places for n in (place, *members[place]))) for a in answers)
    return tuple(Answer(value, tuple(places)) for value, places in every)


# Tokens of the claims in one request: as many labels as the schema has, at some fifty tokens each.
_BUDGET = 18_000
# Claims that are nearer than this (0 to 1) are likely to be of one story.
_STORY = 0.3


def parts(statements: Sequence[str], lines: Sequence[str]) -> list[list[int]]:
    """The places of the claims, in as few parts as their tokens and labels allow, with near ones in one part.

    Claims that are near are joined first, the nearest first, as long as a part has room for both (single linkage); the
    parts are then filled up. One new article so changes the part of its story.
    """
    tokens = [count(line) + 4 for line in lines]

    def room(places: Sequence[int]) -> bool:
        return len(places) <= len(CLAIM_LABELS) and sum(tokens[n] for n in places) <= _BUDGET

    every = list(range(len(lines)))
    if room(every):
        return [every]
    near = sorted(Similarity(statements).candidates(_STORY), key=lambda pair: (-pair[2], pair[0], pair[1]))
    return _packed([*((n, n) for n in every), *((a, b) for a, b, _ in near)], room)


def across(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The claims of some pairs, in lists that one request takes; a pair that no list has room for is left out."""
    return [part for part in _packed(pairs, lambda places: len(places) <= len(CLAIM_LABELS)) if len(part) > 1]


def _packed(pairs: Iterable[tuple[int, int]], room: Callable[[Sequence[int]], bool]) -> list[list[int]]:
    """The places in some pairs, joined pair by pair while there is room for both sides, in as few lists as can be."""
    home: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    for pair in pairs:
        for n in pair:
            held.setdefault(home.setdefault(n, n), [n])
        one, other = sorted(home[n] for n in pair)
        if one != other and room([*held[one], *held[other]]):
            home |= dict.fromkeys(held[other], one)
            held[one] += held.pop(other)
    made: list[list[int]] = []
    for story in (sorted(held[n]) for n in sorted(held)):
        part = next((part for part in made if room([*part, *story])), None)
        if part is None:
            made.append(story)
        else:
            part += story
    return [sorted(part) for part in made]
