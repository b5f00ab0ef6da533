"""Extraction: each article to claims. The model proposes, the gate decides, the article's own words stand in."""

from __future__ import annotations

import asyncio
import datetime
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing import gate, prompts, worker
from briefing.chunk import chunks
from briefing.errors import EndpointError
from briefing.extract import fit, proposed
from briefing.extract.evidence import Ground, accepted, floor_claims, support
from briefing.extract.furniture import headings, is_furniture
from briefing.extract.telling import tells
from briefing.gate.orders import is_order, signs_in
from briefing.model import Answer, Asker
from briefing.origins import dateline_end, is_credit
from briefing.prompts import Topic
from briefing.records.article import Article, Chunk, Sentence
from briefing.records.brief import Rejected, Stage
from briefing.records.call import Request
from briefing.records.claim import Claim
from briefing.records.record import Reason
from briefing.replies import ExtractReply, ProposedClaim
from briefing.text import tongues
from briefing.text.sentences import sentences

__all__ = ["Extracted", "Ground", "extract", "ground_of", "split", "without_orders"]


# Articles that are begun before the first ones are done. With more, what was read of an article to ask about it has
# fallen out of the caches when its reply comes: at 400 articles that is a tenth of own work.
_AHEAD = 200


@dataclass(slots=True)
class Extracted:
    """The claims of all articles, what was rejected on the way, and how many were proposed and accepted.

    `copied` are the sentences that the model proposed word for word: they are accepted, and the floor, which splits
    them into their facts, says them better.
    """

    claims: list[Claim] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    chunks: int = 0
    proposed: int = 0
    accepted: int = 0
    copied: list[Sentence] = field(default_factory=list)

    def add(self, other: Extracted) -> None:
        """Take in another article's results."""
        self.claims += other.claims
        self.rejected += other.rejected
        self.chunks += other.chunks
        self.proposed += other.proposed
        self.accepted += other.accepted
        self.copied += other.copied


def _refuse(article: Article, stage: Stage, statement: str | None, code: str, detail: str) -> Rejected:
    return Rejected(
        source_id=article.id,
        path=article.path,
        stage=stage,
        statement=statement,
        reason=Reason(code=code, detail=detail),
    )


def without_orders(article: Article) -> tuple[Article, list[Rejected]]:
    """The article without a title or publisher that speaks to a machine reader: both are shown to the model."""
    spoken = {name: value for name in ("title", "publisher") if is_order(value := getattr(article, name) or "")}
    detail = "speaks to a machine reader"
    refused = [_refuse(article, "extract", v, "instructions", f"the {name} {detail}") for name, v in spoken.items()]
    return article.model_copy(update=dict.fromkeys(spoken)), refused


def ground_of(article: Article, topic: Topic, as_of: datetime.date | None) -> tuple[Ground, list[Rejected]]:
    """The article's usable sentences: no credits, nothing addressed to a machine, nothing off the topic."""
    refused: list[Rejected] = []
    kept: list[Sentence] = []
    every = sentences(article)
    signs = signs_in(article.text)
    ordering = {s.paragraph for s in every if is_order(s.text, signs)}
    off = fit.off_topic(every, topic, article.language)
    lines = headings(every)
    for sentence in every:
        if is_credit(sentence.text):
            continue
        if sentence.index in lines:
            refused.append(_refuse(article, "extract", sentence.text, "heading", "a few words without a stop"))
            continue
        if is_furniture(sentence.text):
            refused.append(_refuse(article, "extract", sentence.text, "page", "the page's own words to its readers"))
            continue
        if sentence.paragraph in ordering:
            refused.append(
                _refuse(article, "extract", sentence.text, "instructions", "its paragraph speaks to a machine reader")
            )
        elif sentence.index in off:
            refused.append(
                _refuse(article, "topic", sentence.text, "off_topic", f"its paragraph is not about {topic.title}")
            )
        else:
            begin = dateline_end(sentence.text) if not kept else 0
            if begin:
                sentence = replace(sentence, start=sentence.start + begin, text=sentence.text[begin:])
            kept.append(sentence)
    return Ground(article, tuple(kept), topic, as_of), refused


def split(ground: Ground, budget: int) -> tuple[Chunk, ...]:
    """The chunks of an article for the extract prompt."""
    return chunks(ground.article, ground.sentences, budget=budget, render=lambda chunk: _rendered(chunk, ground.topic))


def _rendered(chunk: Chunk, topic: Topic) -> str:
    request = prompts.extract_request(chunk, topic)
    return f"{request.system}\n{request.user}"


async def extract(
    grounds: Sequence[Ground],
    asker: Asker | None,
    *,
    budget: int,
    progress: Callable[[str, int, int], None],
    concurrency: int = 1,
) -> Extracted:
    """The claims of all articles, article by article in order, whatever order the replies come in.

    So many articles are begun at once that `concurrency` calls always have what to send.
    """
    done = 0
    ahead = asyncio.Semaphore(max(_AHEAD, 4 * concurrency))

    async def one(ground: Ground) -> Extracted:
        nonlocal done
        async with ahead:
            result = await _article(ground, asker, budget)
        done += 1
        progress("extract", done, len(grounds))
        return result

    total = Extracted()
    for result in await asyncio.gather(*(one(ground) for ground in grounds)):
        total.add(result)
    return total


async def _article(ground: Ground, asker: Asker | None, budget: int) -> Extracted:
    result = Extracted()
    if asker is None or not ground.sentences:
        await worker.run(lambda: _floor(ground, _sections(ground), result))
        return result
    # In one piece, so that the first article's request is sent before the last article is divided.
    sections, questions = await worker.run(
        lambda: (_sections(ground), [_question(ground, piece) for piece in split(ground, budget)])
    )
    result.chunks = len(questions)
    for found in await asyncio.gather(*(_chunk(ground, question, asker, sections) for question in questions)):
        result.add(found)
    await worker.run(_floor, ground, sections, result)
    return result


def _floor(ground: Ground, sections: Mapping[int, str], result: Extracted) -> None:
    """Let each sentence speak for itself where no claim of the model does, and put the claims in order."""
    starts = [s.start for s in ground.sentences]
    told: dict[int, list[Claim]] = {}
    for claim in result.claims:
        for evidence in claim.evidence:
            told.setdefault(bisect_right(starts, evidence.start) - 1, []).append(claim)
    for place, sentence in enumerate(ground.sentences):
        result.claims += floor_claims(ground, sentence, told.get(place, ()), sections[sentence.index])
    result.claims.sort(key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.statement))


def _sections(ground: Ground) -> Mapping[int, str]:
    """The section of each sentence by its words; a sentence that fits none goes with the one before."""
    found: dict[int, str] = {}
    before: str | None = None
    for sentence in ground.sentences:
        text = tongues.glossed(sentence.text, ground.article.language)
        before = found[sentence.index] = fit.section(text, ground.topic, before=before)
    return found


@dataclass(frozen=True, slots=True)
class _Question:
    """A chunk and how it is asked about; `due`: a reply that proposes nothing is a failure."""

    chunk: Chunk
    request: Request
    due: bool


def _question(ground: Ground, chunk: Chunk, reasons: Sequence[str] = (), *, example: bool = True) -> _Question:
    # To reasons a model may answer that it has nothing better to say, and to sentences without a fact that there is
    # none; where a sentence plainly states one, to propose nothing is to fail.
    due = not reasons and any(tells(s.text, ground.topic, foreign=ground.foreign) for s in chunk.sentences)
    return _Question(chunk, prompts.extract_request(chunk, ground.topic, reasons, example=example), due)


async def _chunk(ground: Ground, question: _Question, asker: Asker, sections: Mapping[int, str]) -> Extracted:
    """One chunk asked, gated, and asked once more: for what the reply does not have, else for what was refused."""
    result = Extracted()
    refused, cut = await _ask(ground, question, asker, sections, result)
    parroted = any(code == _PARROTED for _, code, _ in refused)
    # The sentences of refused claims are open too, so a second call for the rest asks for these as well.
    again = _open(question.chunk, result) if cut or parroted else question.chunk
    if (refused or cut) and again.sentences and asker.reask:
        # The labels in the reasons are those of the whole chunk.
        reasons = [] if cut or parroted else [f"{p.label} {p.statement!r}: {detail}" for p, _, detail in refused]
        before = {" ".join(proposal.statement.split()) for proposal, _, _ in refused}
        second = await worker.run(_question, ground, again, reasons, example=not parroted)
        more, cut_again = await _ask(ground, second, asker, sections, result, before)
        refused += more
        if cut and cut_again:
            asker.failed("length", "The reply reached the length limit twice. Give the server a larger context.")
    for proposal, code, detail in refused:
        result.rejected.append(_refuse(ground.article, "gate", proposal.statement, code, detail))
    return result


def _open(chunk: Chunk, result: Extracted) -> Chunk:
    """The chunk with only those sentences that no claim quotes and that the model has not copied."""
    quoted = [e for c in result.claims for e in c.evidence]
    left = tuple(
        s
        for s in chunk.sentences
        if s not in result.copied and not any(e.start < s.end and s.start < e.end for e in quoted)
    )
    return Chunk(chunk.article, left, chunk.lead)


Refusal = tuple[ProposedClaim, str, str]
# The smallest models copy the prompt's example, and then have said enough.
_PARROTED = "example"


async def _ask(
    ground: Ground,
    question: _Question,
    asker: Asker,
    sections: Mapping[int, str],
    result: Extracted,
    before: Collection[str] = (),
) -> tuple[list[Refusal], bool]:
    """Ask for a chunk's claims and gate them; the refused ones with code and detail, and whether the reply was cut."""
    try:
        answer = await asker.ask(question.request, ExtractReply, may_be_empty=not question.due)
    except EndpointError:
        # The asker has noted the failure for the method note; the floor stands in.
        return [], False
    refused = await worker.run(_heard, ground, question, answer, sections, result, before)
    return refused, answer.finish == "length"


def _heard(
    ground: Ground,
    question: _Question,
    answer: Answer[ExtractReply],
    sections: Mapping[int, str],
    result: Extracted,
    before: Collection[str],
) -> list[Refusal]:
    """Gate what was proposed into `result`; the refused ones with code and detail."""
    if answer.finish == "stop":
        result.rejected += [_refuse(ground.article, "extract", None, "schema", p) for p in answer.problems]
    refused: list[Refusal] = []
    labels = {f"s{number}": s for number, s in enumerate(question.chunk.sentences, 1)}
    # Of two sentences that are the same the first.
    twins = {proposed.bare(s.text): s for s in reversed(question.chunk.sentences)}
    # A model that says the same again is not heard again.
    seen = {c.statement for c in result.claims} | set(before)
    for proposal in answer.reply.claims:
        statement = proposed.mended(proposal.statement, question.chunk.sentences)
        # Small models fill up with repetitions and with the dots of the worked reply.
        if statement in seen or not any(map(str.isalpha, statement)):
            continue
        seen.add(statement)
        result.proposed += 1
        if f'"{statement}"' in question.request.system:
            refused.append((proposal, _PARROTED, "it is the example of the prompt"))
            continue
        twin = twins.get(proposed.bare(statement))
        if twin is not None:
            result.copied.append(twin)
            result.accepted += 1
            continue
        faults = _judged(ground, question.chunk, statement, labels.get(proposal.label), sections, result)
        if faults:
            refused.append((proposal, faults[0].code, "; ".join(map(str, faults))))
        else:
            result.accepted += 1
    return refused


def _judged(
    ground: Ground,
    chunk: Chunk,
    statement: str,
    cited: Sentence | None,
    sections: Mapping[int, str],
    result: Extracted,
) -> tuple[gate.Fault, ...]:
    """Put a statement that holds where it belongs in `result`; the faults of one that does not."""
    pool = chunk.sentences
    evidence, faults = support(ground, statement, [cited] if cited else [], pool)
    said = proposed.attributed(statement, cited.text) if cited and _unsaid(faults) and not ground.foreign else None
    if said is not None and cited is not None:
        statement = said
        evidence, faults = support(ground, statement, [cited], pool)
    faults = faults or proposed.faults(ground, statement, evidence)
    if not faults:
        result.claims.append(accepted(ground, statement, evidence, sections[evidence[0].index]))
    return faults


def _unsaid(faults: Sequence[gate.Fault]) -> bool:
    """Whether all that is wrong is that the source's speaker is left out."""
    return {f.code for f in faults} == {"attribution_lost"}
