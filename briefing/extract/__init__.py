"""Extraction: the facts that a model lists of each article, on their lines, held to what code can decide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from briefing import prompts
from briefing.chunk import chunks
from briefing.errors import EndpointError
from briefing.extract.proposal import Proposal, Reading, event, line_itself, proposal
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
    """What replies say, in the order of the articles; `proposed` counts the model's claims.

    Where a call failed, the lines themselves stand among the proposals. `orders` are the lines that give orders to
    whoever sums the article up.
    """

    proposals: tuple[Proposal, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    orders: frozenset[Sentence] = frozenset()
    proposed: int = 0
    chunks: int = 0

    def __add__(self, more: Extracted) -> Extracted:
        return Extracted(
            self.proposals + more.proposals,
            self.rejected + more.rejected,
            self.orders | more.orders,
            self.proposed + more.proposed,
            self.chunks + more.chunks,
        )


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
    done = 0

    async def one(reading: Reading) -> Extracted:
        nonlocal done
        pieces = split(reading, topic)
        found = await asyncio.gather(*(_chunk(chunk, reading, topic, asker, section) for chunk in pieces))
        done += 1
        progress("extract", done, len(readings))
        # Nothing is lost because it is too long for any request.
        asked = {line for chunk in pieces for line in chunk.sentences}
        left = tuple(line_itself(line, reading, section(line)) for line in reading.lines if line not in asked)
        return sum((*found, Extracted(left)), Extracted())

    return sum(await asyncio.gather(*map(one, readings)), Extracted())


def refusal(article: Article, stage: Stage, statement: str | None, code: str, detail: str) -> Rejected:
    """What is left out of an article, and why."""
    reason = Reason(code=code, detail=detail)
    return Rejected(source_id=article.id, path=article.path, stage=stage, statement=statement, reason=reason)


async def _chunk(
    chunk: Chunk, reading: Reading, topic: Topic, asker: Asker, section: Callable[[Sentence], str]
) -> Extracted:
    """What a chunk says; a reply that was cut is asked on, and the lines stand in for what never came."""
    out, withheld = Extracted(chunks=1), False
    for _ in range(_PIECES):
        request = prompts.extract_request(chunk, topic)
        try:
            answer = await asker.ask(request, ExtractReply, about=_name(chunk.article))
        except EndpointError as error:
            # The asker has noted the failure for the method note.
            withheld = error.code in REFUSED
            break
        out += _heard(answer.reply, answer.problems, chunk, reading, topic)
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
    return out + Extracted(tuple(left))


def _name(article: Article) -> str:
    return article.path or article.title or article.id


def _heard(reply: ExtractReply, problems: Sequence[str], chunk: Chunk, reading: Reading, topic: Topic) -> Extracted:
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
        if p.cited and not any(line in orders for line in p.cited):
            kept.append(p)
        else:
            why = ("instructions", _ORDERS) if p.cited else ("no_evidence", "it cites no line of the article")
            rejected.append(refusal(article, "extract", p.claim.statement, *why))
    return Extracted(tuple(kept), tuple(rejected), frozenset(orders), len(made))


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

    async def one(mine: list[int]) -> None:
        chunk, reading = refused[mine[0]][0].chunk, refused[mine[0]][0].reading
        why = [f"{refused[n][0].label} {refused[n][0].claim.statement!r}: {refused[n][1]}" for n in mine]
        if chunk is None:
            return
        with suppress(EndpointError):  # the asker has noted it
            request = prompts.extract_request(chunk, topic, why)
            reply = (await asker.ask(request, ExtractReply, about=_name(chunk.article))).reply
            for new in _heard(reply, (), chunk, reading, topic).proposals:
                place = next((n for n in mine if refused[n][0].label == new.label), None)
                if place is not None and new.claim.statement != refused[place][0].claim.statement:
                    mine.remove(place)
                    if not new.faults:
                        found[place] = new

    await asyncio.gather(*map(one, places.values()))
    return found
