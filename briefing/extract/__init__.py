"""Extraction: the facts that a model lists of each article, on their lines, held to what code can decide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import prompts
from briefing.chunk import chunks
from briefing.errors import EndpointError
from briefing.extract.proposal import Proposal, Reading, event, line_itself, passage, proposal
from briefing.model import REFUSED, Asker
from briefing.prompts import Topic
from briefing.records.article import Article, Chunk, Sentence
from briefing.records.brief import Rejected, Stage
from briefing.records.record import Reason
from briefing.replies import ExtractReply

__all__ = [
    "Extracted",
    "Proposal",
    "Reading",
    "again",
    "event",
    "extract",
    "line_itself",
    "passage",
    "refusal",
    "split",
]

# Tokens of a rendered request. Small enough that a model with a context of 8,192 has room to answer; most articles are
# one chunk.
BUDGET = 4_000
# A reply that is cut is asked on from where it ended, so often: each piece is half a chunk or more.
_PIECES = 3


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was proposed, in the order of the articles; `proposed` counts the model's claims.

    Where a call failed, the lines themselves stand among the proposals. `orders` are the lines that give orders to
    whoever sums the article up.
    """

    proposals: tuple[Proposal, ...]
    rejected: tuple[Rejected, ...]
    chunks: int
    proposed: int
    orders: frozenset[Sentence]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a reply says of a chunk."""

    proposals: tuple[Proposal, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    proposed: int = 0
    orders: tuple[Sentence, ...] = ()


def split(reading: Reading, topic: Topic) -> tuple[Chunk, ...]:
    """The chunks of an article for the extract prompt."""

    def render(chunk: Chunk) -> str:
        request = prompts.extract_request(chunk, topic)
        return f"{request.system}\n{request.user}"

    return chunks(reading.article, reading.lines, budget=BUDGET, render=render)


async def extract(
    readings: Sequence[Reading],
    topic: Topic,
    asker: Asker,
    *,
    section: Callable[[Sentence], str],
    progress: Callable[[str, int, int], None],
) -> Extracted:
    """Ask for the facts of all articles at once. `section` gives the section of a line that stands in for a model."""
    asked = done = 0

    async def one(reading: Reading) -> list[_Read]:
        nonlocal asked, done
        pieces = split(reading, topic)
        asked += len(pieces)
        found = await asyncio.gather(*(_chunk(chunk, reading, topic, asker, section) for chunk in pieces))
        done += 1
        progress("extract", done, len(readings))
        return [*found, _beside(reading, pieces, section)]

    every = [read for reads in await asyncio.gather(*map(one, readings)) for read in reads]
    return Extracted(
        proposals=tuple(p for read in every for p in read.proposals),
        rejected=tuple(r for read in every for r in read.rejected),
        chunks=asked,
        proposed=sum(read.proposed for read in every),
        orders=frozenset(line for read in every for line in read.orders),
    )


def refusal(article: Article, stage: Stage, statement: str | None, code: str, detail: str) -> Rejected:
    """What is left out of an article, and why."""
    reason = Reason(code=code, detail=detail)
    return Rejected(source_id=article.id, path=article.path, stage=stage, statement=statement, reason=reason)


def _beside(reading: Reading, pieces: Sequence[Chunk], section: Callable[[Sentence], str]) -> _Read:
    """The lines that are too long for any request: nothing is lost because it is long."""
    asked = {line for chunk in pieces for line in chunk.sentences}
    return _Read(tuple(line_itself(line, reading, section(line)) for line in reading.lines if line not in asked))


async def _chunk(
    chunk: Chunk, reading: Reading, topic: Topic, asker: Asker, section: Callable[[Sentence], str]
) -> _Read:
    """What a chunk says; a reply that was cut is asked on, and the lines stand in for what never came."""
    out = _Read()
    withheld = False
    for _ in range(_PIECES):
        request = prompts.extract_request(chunk, topic)
        try:
            answer = await asker.ask(request, ExtractReply, about=_name(chunk.article))
        except EndpointError as error:
            # The asker has noted the failure for the method note.
            withheld = error.code in REFUSED
            break
        read = _heard(answer.reply, answer.problems, chunk, reading, topic)
        out = _Read(
            out.proposals + read.proposals,
            out.rejected + read.rejected,
            out.proposed + read.proposed,
            out.orders + read.orders,
        )
        if answer.finish != "length":
            return out
        last = max((int(claim.label[1:]) for claim in answer.reply.claims), default=0)
        if not 0 < last < len(chunk.sentences):
            break
        chunk = Chunk(chunk.article, chunk.sentences[last:], chunk.sentences[last - 1])
        if not asker.reask:
            break
    else:
        asker.failed("length", "The reply reached the length limit again and again. Give the server a larger context.")
    left = (replace(line_itself(line, reading, section(line)), withheld=withheld) for line in chunk.sentences)
    return replace(out, proposals=(*out.proposals, *left))


def _name(article: Article) -> str:
    return article.path or article.title or article.id


def _heard(reply: ExtractReply, problems: Sequence[str], chunk: Chunk, reading: Reading, topic: Topic) -> _Read:
    """The claims of a reply on their lines, less those that rest on orders to whoever sums the article up."""
    article = chunk.article
    sections = [section.id for section in topic.sections]
    ordering = {int(label[1:]) - 1 for label in reply.orders}
    orders = [line for place, line in enumerate(chunk.sentences) if place in ordering]
    rejected = [refusal(article, "extract", line.text, "instructions", _ORDERS) for line in orders]
    rejected += [refusal(article, "extract", None, "schema", problem) for problem in problems]
    made: dict[tuple[str, tuple[Sentence, ...]], Proposal] = {}
    for claim in reply.claims:
        if any(map(str.isalpha, claim.statement)):
            found = replace(proposal(claim, chunk.sentences, reading, sections), chunk=chunk)
            made.setdefault((found.claim.statement, found.cited), found)
    kept = []
    for p in made.values():
        if not p.cited:
            rejected.append(refusal(article, "extract", p.claim.statement, "no_evidence", _NOWHERE))
        elif any(line in orders for line in p.cited):
            rejected.append(refusal(article, "extract", p.claim.statement, "instructions", _ORDERS))
        else:
            kept.append(p)
    return _Read(tuple(kept), tuple(rejected), len(made), tuple(orders))


_NOWHERE = "it cites no line of the article"
_ORDERS = "it speaks to whoever sums up the article, not to its readers"


async def again(refused: Sequence[tuple[Proposal, str]], topic: Topic, asker: Asker) -> Mapping[int, Proposal]:
    """Ask once more for what was refused, each with its reason; the new proposal by the place of the old one.

    One request a chunk. What does not come back, or is at fault again, is left out.
    """
    places: dict[tuple[str, int], list[int]] = {}
    for place, (old, _) in enumerate(refused):
        if old.chunk is not None:
            places.setdefault((old.chunk.article.id, old.chunk.sentences[0].index), []).append(place)
    found: dict[int, Proposal] = {}

    async def one(mine: Sequence[int]) -> None:
        chunk, reading = refused[mine[0]][0].chunk, refused[mine[0]][0].reading
        if chunk is None:
            return
        why = [f"{refused[n][0].label} {refused[n][0].claim.statement!r}: {refused[n][1]}" for n in mine]
        try:
            request = prompts.extract_request(chunk, topic, why)
            answer = await asker.ask(request, ExtractReply, about=_name(chunk.article))
        except EndpointError:
            return
        waiting = list(mine)
        for new in _heard(answer.reply, (), chunk, reading, topic).proposals:
            place = next((n for n in waiting if refused[n][0].label == new.label), None)
            if place is not None and new.claim.statement != refused[place][0].claim.statement:
                waiting.remove(place)
                if not new.faults:
                    found[place] = new

    await asyncio.gather(*map(one, places.values()))
    return found
