"""The pipeline: read, extract, judge, relate, compose, assemble; without a model the articles' own sentences.

It reads top to bottom in `_made`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import digest, material, share, worker
from briefing import review as reviews
from briefing.assembly import Findings, Standing, assemble, claims_of, credited, sources_of
from briefing.boundary import bounded, sifted
from briefing.changes import changes, fresh
from briefing.changes import load as load_brief
from briefing.errors import BriefingError, DegradedError, InputError
from briefing.extract import refusal
from briefing.ingest import Ingested, ingest, spare
from briefing.material import Material
from briefing.options import Inputs, Options, Progress, keywords, silent
from briefing.records import brief as records
from briefing.records.article import Article, Sentence
from briefing.records.brief import Changes, Rejected, Without
from briefing.records.claim import Claim, Cluster
from briefing.records.record import Reason
from briefing.records.trust import EACH
from briefing.relate import gaps
from briefing.remark import remarked
from briefing.render import Brief
from briefing.render.note import untrusted

if TYPE_CHECKING:
    from briefing.askers import Askers
    from briefing.plan import Estimate

# A brief of more articles costs enough to be told before it is paid.
_MANY = 2_000


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
    given = await worker.run(material.listed, inputs)
    await worker.run(spare, given, [Path(path) for path in (opts.record, opts.cache) if path is not None])
    async with AsyncExitStack() as stack:
        asked = _opened(opts, stack)
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
    if asked is not None and opts.replay is None and len(found.articles) > _MANY:
        from briefing.plan import estimate

        opts.notice(_large(len(found.articles), await worker.run(estimate, found, opts)))
    desk = _Desk(found, sheet, previous)
    findings = await _findings(found, asked, opts, desk)
    if not findings.clusters:
        raise InputError(
            f"No usable sentence in {len(found.articles)} articles for the topic {found.topic.title!r}. Name "
            "another with --topic (`briefing topics` lists them), or --topic general for everything."
        )
    left_out = await _without(found, findings, asked, opts)
    if asked is not None and asked.recorder is not None and asked.recorder.notice:
        asked.writer.failed("record", asked.recorder.notice)
    if sheet is not None:
        composed = await worker.run(reviews.reprinted, sheet, findings.composed, desk.carried)
        findings = replace(findings, composed=composed)
    server, every = (asked.server, asked.every) if asked else (None, ())
    made = partial(assemble, found, findings, opts, askers=every, server=server, changes=desk.changes)
    brief = await worker.run(made, seconds=time.monotonic() - started, without=left_out)
    brief = await worker.run(remarked, brief, found.topic.house)
    if sheet is not None:
        brief = await worker.run(reviews.reviewed, brief, sheet, desk.carried)
    if opts.strict and (brief.method.degraded or found.failures or desk.carried.unapplied):
        raise DegradedError(
            "; ".join(brief.method.failures) or "The brief would be degraded, and --strict was asked for."
        )
    return Brief.of(share.quotes(brief) if opts.share else brief)


def _opened(opts: Options, stack: AsyncExitStack) -> Askers | None:
    """The models of the run; None without one, which then loads nothing of what asks them."""
    if opts.model is None and opts.replay is None:
        return None
    from briefing.askers import opened

    return opened(opts, stack)


async def _findings(found: Material, asked: Askers | None, opts: Options, desk: _Desk) -> Findings:
    """With a model what it found; without one, or where nothing that it says counts, the articles' own sentences."""
    if asked is None:
        return await _digest(found, opts, desk)
    from briefing.modelled import modelled

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
        told = ""
        if extracted.proposed:
            told = f"None of the {extracted.proposed} claims that the model proposed was accepted. Name a stronger one."
        elif not any(asker.failures for asker in asked.every):
            told = "The model found no fact in any article. Another model may do better."
        return replace(digest, failures=(told,) if told else ())
    few = min(score.false_planted, score.true_planted) < EACH
    told = f"{untrusted(score)} {'Give it more articles' if few else 'Name a stronger one with --judge-model'}."
    refused = Rejected(stage="judge", reason=Reason(code="untrusted", detail=told))
    return replace(digest, failures=(told,), rejected=(*rejected, refused))


async def _digest(found: Material, opts: Options, desk: _Desk, orders: frozenset[Sentence] = frozenset()) -> Findings:
    opts.progress("digest", 0, 1)
    digest = await worker.run(_extractive, found, desk.standing, length=opts.length, orders=orders)
    opts.progress("digest", 1, 1)
    return digest


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
        _extractive(found, _Desk(found, None, None).standing, length=opts.length)

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
    return material.fallen(found.left_out, aside, every.clusters, every.discrepancies, findings.discrepancies)


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


def _large(articles: int, cost: Estimate) -> str:
    return (
        f"{articles:,} articles are read: one brief of them is {cost}, less what the cache holds. For less, name the "
        "articles of one day or one topic at a time, or set --max-cost."
    )


def _extractive(
    material: Material,
    standing: Callable[[Sequence[Cluster]], Standing],
    *,
    length: int,
    orders: frozenset[Sentence] = frozenset(),
) -> Findings:
    """A digest. `standing` carries out a reviewer's decisions, and says what is new since an earlier brief.

    `orders` are lines that a model has found to speak to whoever sums up the article: they are left out.
    """
    claims: list[Claim] = []
    off: list[Rejected] = []
    on_topic: set[str] = set()
    for reading in material.readings:
        article = reading.article
        if digest.on_topic(article, material.topic):
            on_topic.add(article.id)
            claims += digest.claims(article, material.topic, reading.as_of)
        else:
            why = f"the article is not about {material.topic.title}"
            off += [refusal(article, "topic", line.text, "off_topic", why) for line in reading.lines]
    barred = {(line.source_id, line.start) for line in orders}
    claims = [c for c in claims if not any((e.source_id, e.start) in barred for e in c.evidence)]
    kept = standing(digest.clusters(claims, material.articles))
    made = digest.digest(
        kept.clusters, material.articles, material.topic, length=length, fresh=kept.fresh, pinned=kept.pinned
    )
    return Findings(
        clusters=kept.clusters,
        credit=kept.credit,
        figures=(),
        timeline=made.timeline,
        discrepancies=made.discrepancies,
        gaps=gaps.computed(kept.clusters, material.articles, kept.credit, (), material.topic.sections, None),
        composed=made.composed,
        on_topic=frozenset(on_topic),
        rejected=tuple(off),
    )
