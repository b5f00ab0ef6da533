"""The pipeline: read, extract, judge, relate, compose, assemble. It reads top to bottom in `_made`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from briefing import material, share, without, worker
from briefing import review as reviews
from briefing.askers import Askers, opened
from briefing.assembly import Frame, Standing, assemble, claims_of, credited, sources_of
from briefing.boundary import bounded, sifted
from briefing.changes import changes, fresh
from briefing.changes import load as load_brief
from briefing.errors import BriefingError, DegradedError, InputError
from briefing.extractive import extractive
from briefing.findings import Findings
from briefing.ingest import Ingested, ingest, spare
from briefing.judge import LEAST
from briefing.material import Material
from briefing.modelled import modelled
from briefing.options import Inputs, Options, Progress, keywords, silent
from briefing.records import brief as records
from briefing.records.article import Article, Sentence
from briefing.records.brief import Changes, JudgeScore, Rejected, Without
from briefing.records.claim import Cluster
from briefing.records.record import Reason
from briefing.remark import remarked
from briefing.render import Brief


@keywords(Options)
def generate(inputs: Inputs, opts: Options) -> Brief:
    """Make a brief from articles: paths, folders, patterns, "-" for standard input, `Article` objects, in any mix.

    `topic` is a shipped name or a file; `model` a name, or any object with an async `complete(request)` (None: no model
    and no network); `timeout` bounds each call together with its retries, in seconds; `cache`, `record` and `replay`
    are files; `as_of` is an ISO date; `since` an earlier brief; `without` an origin, or several, whose articles are
    left out; `length` counts the words of the sections; `max_cost` is in US dollars; `reask` says whether what was
    refused is asked once more; `marking` is printed at top and bottom (`briefing.toml` may hold it back from endpoints
    elsewhere); `review` is a review file; `share` "quotes" leaves the articles' texts out. `progress` is called with
    stage, done and total, `spent` with calls, tokens and US dollars so far, `notice` with a line for the user.

    Works inside a running event loop too. Raises `briefing.errors.BriefingError`.
    """
    return worker.blocking(partial(_made, inputs, opts))


@keywords(Options)
async def agenerate(inputs: Inputs, opts: Options) -> Brief:
    """Like `generate`, for use in a coroutine."""
    return await _made(inputs, opts)


async def _made(inputs: Inputs, opts: Options) -> Brief:
    """The stages, top to bottom."""
    started = time.monotonic()
    previous = load_brief(opts.since) if isinstance(opts.since, str | Path) else opts.since
    sheet = reviews.read(Path(opts.review)) if opts.review is not None else None
    given = material.listed(inputs)
    await worker.run(spare, given, [Path(path) for path in (opts.record, opts.cache) if path is not None])
    async with AsyncExitStack() as stack:
        asked = opened(opts, stack)
        opts = replace(opts, progress=_progress(opts, asked))
        ingested = await worker.run(ingest, given)
        try:
            return await _brief(ingested, asked, opts, sheet, previous, started)
        except BriefingError:
            raise
        except Exception:
            sound = await worker.run(_sound, ingested, opts)
            if sound is None:
                raise
        return await _brief(sound, asked, opts, sheet, previous, started)


async def _brief(
    ingested: Ingested,
    asked: Askers | None,
    opts: Options,
    sheet: reviews.Sheet | None,
    previous: records.Brief | None,
    started: float,
) -> Brief:
    """The stages behind the reading."""
    found = await _material(ingested, opts)
    desk = _Desk(found, sheet, previous)
    findings = await _findings(found, asked, opts, desk)
    if not findings.clusters:
        raise InputError(_nothing(found))
    left_out = await _without(found, findings, asked, opts)
    if asked is not None and asked.recorder is not None and asked.recorder.notice:
        asked.writer.failed("record", asked.recorder.notice)
    if sheet is not None:
        composed = await worker.run(reviews.reprinted, sheet, findings.composed, desk.carried)
        findings = replace(findings, composed=composed)
    server, every = (asked.server, asked.every) if asked else (None, ())
    frame = Frame(opts.marking, opts.date, server, every, time.monotonic() - started)
    brief = await worker.run(assemble, found, findings, frame, desk.changes, left_out)
    brief = await worker.run(remarked, brief, found.topic.house)
    if sheet is not None:
        brief = await worker.run(reviews.reviewed, brief, sheet, desk.carried)
    if opts.strict and (brief.method.degraded or found.failures or desk.carried.unapplied):
        raise DegradedError(
            "; ".join(brief.method.failures) or "The brief would be degraded, and --strict was asked for."
        )
    return Brief.of(share.quotes(brief) if opts.share else brief)


async def _findings(found: Material, asked: Askers | None, opts: Options, desk: _Desk) -> Findings:
    """With a model what it found; without one, or where nothing that it says counts, the articles' own sentences."""
    if asked is None:
        return await _digest(found, opts, desk)
    faults: list[str] = []
    result = None
    with bounded(faults.append):
        result = await modelled(found, asked, opts, desk.standing)
    if result is None:
        told = f"What the model said could not be used: {faults[0]}. Every sentence is a source's own words."
        return replace(await _digest(found, opts, desk), failures=(told,))
    if isinstance(result, Findings):
        return result
    extracted, score = result.extracted, result.score
    digest = await _digest(found, opts, desk, extracted.orders)
    rejected = (*digest.rejected, *result.rejected)
    digest = replace(digest, judge=score, chunks=extracted.chunks, proposed=extracted.proposed, rejected=rejected)
    if score is None or score.trusted:
        return replace(digest, failures=_unused(extracted.proposed, asked))
    told = _untrusted(score)
    untrusted = Rejected(stage="judge", reason=Reason(code="untrusted", detail=told))
    return replace(digest, failures=(told,), rejected=(*rejected, untrusted))


async def _digest(found: Material, opts: Options, desk: _Desk, orders: frozenset[Sentence] = frozenset()) -> Findings:
    opts.progress("digest", 0, 1)
    digest = await worker.run(extractive, found, desk.standing, length=opts.length, orders=orders)
    opts.progress("digest", 1, 1)
    return digest


def _unused(proposed: int, asked: Askers) -> tuple[str, ...]:
    """Why nothing of the model stands, where its failed calls do not tell it."""
    if proposed:
        return (f"None of the {proposed} claims that the model proposed was accepted. Name a stronger one.",)
    if any(asker.failures for asker in asked.every):
        return ()
    return ("The model found no fact in any article. Another model may do better.",)


def _untrusted(score: JudgeScore) -> str:
    if not score.asked:
        return "The checking model gave no answer; every sentence is a source's own words."
    if min(score.false_planted, score.true_planted) < LEAST:
        return (
            f"The checking model could not be tested: {score.false_planted} false and {score.true_planted} true "
            f"statements could be planted, and {LEAST} of each are needed; its judgement was not used, and every "
            "sentence is a source's own words. Give it more articles."
        )
    return (
        f"The checking model caught {score.false_caught} of {score.false_planted} planted faults and passed "
        f"{score.true_passed} of {score.true_planted} planted true statements; its judgement was not used, and every "
        "sentence is a source's own words. Name a stronger one with --judge-model."
    )


class _Desk:
    """What a reviewer decided and what an earlier brief had, carried out on the facts of this run."""

    def __init__(self, found: Material, sheet: reviews.Sheet | None, previous: records.Brief | None) -> None:
        self._found = found
        self._sheet = sheet
        self._previous = previous
        self.carried = reviews.Carried(())
        self.changes: Changes | None = None

    def standing(self, clusters: Sequence[Cluster]) -> Standing:
        """The facts as they stand, with what is new among them."""
        self.carried = reviews.Carried(tuple(clusters))
        if self._sheet is not None:
            self.carried = reviews.carry(self._sheet, clusters, self._found.readings)
        kept = self.carried.clusters
        credit = credited(kept, self._found)
        if self._previous is not None:
            claims = claims_of(kept, credit, self._found)
            on_topic = frozenset(article.id for article in self._found.articles)
            sources = sources_of(self._found, on_topic)
            self.changes = changes(self._previous, claims, sources, self._found.rejected)
        return Standing(kept, credit, fresh(self.changes), frozenset(self.carried.pinned))


async def _material(ingested: Ingested, opts: Options) -> Material:
    """What is read, with what the user is to know told in the event loop's own thread."""
    told: list[str] = []
    try:
        return await worker.run(material.of, ingested, replace(opts, notice=told.append))
    finally:
        for line in told:
            opts.notice(line)


def _sound(ingested: Ingested, opts: Options) -> Ingested | None:
    """What was ingested, without the articles at which the stages break; None where none of them is at fault.

    The stages are tried as they are without a model: nothing is asked, whatever the run asks.
    """
    quiet = replace(opts, notice=silent, progress=silent, without=())

    def work(articles: Sequence[Article]) -> None:
        found = material.of(replace(ingested, articles=tuple(articles)), quiet)
        extractive(found, _Desk(found, None, None).standing, length=opts.length)

    kept, refused = sifted(ingested.articles, work)
    if not refused or not kept:
        return None
    rejected = [
        Rejected(source_id=a.id, path=a.path, stage="extract", reason=Reason(code="fault", detail=why))
        for a, why in refused
    ]
    return replace(ingested, articles=tuple(kept), rejected=(*ingested.rejected, *rejected), broken=True)


async def _without(found: Material, findings: Findings, asked: Askers | None, opts: Options) -> Without | None:
    """What stands with the articles that are left out, and falls without them."""
    if not found.left_out:
        return None
    aside = [reading.article for reading in found.aside]
    whole = replace(found, articles=(*found.articles, *aside), readings=(*found.readings, *found.aside))
    # The stages are told once.
    every = await _findings(whole, asked, replace(opts, progress=silent), _Desk(whole, None, None))
    return without.summary(found.left_out, aside, every.clusters, every.discrepancies, findings.discrepancies)


def _progress(opts: Options, asked: Askers | None) -> Progress:
    """Tell with each step also what has been spent until then."""
    if asked is None:
        return opts.progress

    def step(stage: str, done: int, total: int) -> None:
        costs = [asker.cost_usd for asker in asked.every]
        tokens = sum(asker.prompt_tokens + asker.completion_tokens for asker in asked.every)
        known = [cost for cost in costs if cost is not None]
        opts.spent(sum(a.calls for a in asked.every), tokens, sum(known) if len(known) == len(costs) else None)
        opts.progress(stage, done, total)

    return step


def _nothing(found: Material) -> str:
    return (
        f"No usable sentence in {len(found.articles)} articles for the topic {found.topic.title!r}. "
        "Name another topic with --topic (`briefing topics` lists them), or --topic general for everything."
    )
