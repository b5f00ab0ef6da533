"""The pipeline: ingest, origins, chunk, extract, merge, reconcile, compose. It reads top to bottom in `agenerate`."""

from __future__ import annotations

import asyncio
import datetime
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing import marking, names, prompts, share, without, worker
from briefing import review as reviews
from briefing.assembly import Material, assemble, claims_of, sources_of
from briefing.cache import Cache, Recorder, Replay
from briefing.changes import changes, fresh
from briefing.changes import load as load_brief
from briefing.compose import compose
from briefing.errors import DegradedError, InputError
from briefing.extract import Extracted, extract, fit, ground_of, split, without_orders
from briefing.ingest import Ingested, ingest
from briefing.interpreter import tuned
from briefing.merge import merge
from briefing.model import Asker, OpenAIModel
from briefing.options import Input, Options, Progress, options_of
from briefing.origins import assign
from briefing.prompts import Topic
from briefing.reconcile import Reconciled, reconcile
from briefing.records.article import Article
from briefing.records.brief import Brief, Rejected, Without
from briefing.records.call import Model
from briefing.records.claim import Cluster
from briefing.records.record import Reason
from briefing.remark import remarked

# Tokens of a rendered extract prompt. Small enough that a model with a context of 8,192 has room to answer; most
# articles
# are one chunk.
EXTRACT_BUDGET = 3_000
# Characters of an untitled article that show which one it is.
_BEGINNING = 60


def generate(inputs: Input | Sequence[Input], **options: Any) -> Brief:  # noqa: ANN401  # see `Options`
    """Make a brief from articles: paths, folders, patterns, "-" for standard input, `Article` objects, in any mix.

    Keywords are the fields of `Options`: `topic` (a shipped name or a file), `model` (a name, or any object with an
    async `complete(request)`; None means no model and no network), `base_url`, `api_key`, `concurrency`, `timeout`
    (seconds for a call with its retries), `cache`, `record`, `replay` (files), `as_of` (ISO date), `since` (an earlier
    brief), `without` (an origin, or several, whose articles are left out), `length` (words in the sections), `max_cost`
    (US dollars), `reask` (whether what the gate refused is asked once more), `strict`, `marking` (printed at top and
    bottom; `briefing.toml` may hold it back from endpoints elsewhere), `review` (a review file), `share` ("quotes":
    without the articles), and the callables `progress` (stage, done, total), `spent` (calls, tokens and US dollars so
    far) and `notice` (a line for the user). Works inside a running event loop too. Raises
    `briefing.errors.BriefingError`.
    """
    result: list[Brief] = []

    async def main() -> None:
        # Not as the task's result: `asyncio.run` prints the task to itself when it gives the signal handler back
        # (Python 3.11), with all of a brief of thousands of claims.
        result.append(await agenerate(inputs, **options))

    if not _in_loop():
        asyncio.run(main())
        return result[0]
    # A notebook has a loop of its own in this thread, so the run gets a thread of its own.
    failure: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(main())
        except BaseException as error:  # noqa: BLE001  # handed to the caller below, whatever it is
            failure.append(error)

    thread = threading.Thread(target=run, name="briefing")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def _in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def agenerate(inputs: Input | Sequence[Input], **options: Any) -> Brief:  # noqa: ANN401  # see `Options`
    """Like `generate`, for use in a coroutine."""
    started = time.monotonic()
    opts = options_of(options)
    previous = load_brief(opts.since) if isinstance(opts.since, str | Path) else opts.since
    sheet = reviews.read(Path(opts.review)) if opts.review is not None else None
    async with AsyncExitStack() as stack:
        stack.enter_context(tuned())
        model, server = _model(opts)
        if isinstance(model, OpenAIModel):
            stack.push_async_callback(model.aclose)
        asker = _asker(opts, model, server, stack)
        opts = replace(opts, progress=_progress(opts, asker))
        material = await _material(inputs, opts)
        stack.enter_context(names.aliases((known.name, known.aliases) for known in material.topic.house.known))
        extracted = await extract(
            material.grounds, asker, budget=EXTRACT_BUDGET, progress=opts.progress, concurrency=opts.concurrency
        )
        # While answers about close pairs are awaited, the clusters are compared as they are without them: most stay so.
        compared = lru_cache(maxsize=1)(lambda clusters: _compared(clusters, material.articles, material, opts))
        merged = await merge(
            extracted.claims,
            asker,
            sources=[a.id for a in material.articles],
            progress=opts.progress,
            guessed=compared,
        )
        if not merged.clusters:
            raise InputError(_nothing(material))
        carried = reviews.Carried(merged.clusters)
        if sheet is not None:
            carried = await worker.run(reviews.carry, sheet, merged.clusters, material.grounds)
            for line in carried.notices:
                opts.notice(line)
        reconciled = await worker.run(compared, carried.clusters)
        left_out = await _without(material, extracted, reconciled, asker, opts)
        claims = await worker.run(claims_of, carried.clusters, material, reconciled)
        sources = await worker.run(sources_of, material)
        rejected = (*material.rejected, *extracted.rejected)
        changed = await worker.run(changes, previous, claims, sources, rejected) if previous else None
        composed = await compose(
            carried.clusters,
            {key: credit.origins for key, credit in reconciled.credit.items()},
            material.articles,
            material.topic,
            asker,
            tabled=reconciled.tabled,
            discrepancies=reconciled.discrepancies,
            fresh=fresh(changed),
            pinned=frozenset(carried.pinned),
            length=opts.length,
            progress=opts.progress,
        )
        if sheet is not None:
            composed = await worker.run(reviews.reprinted, sheet, composed, carried, material.articles)
    brief = await worker.run(
        assemble,
        material,
        extracted,
        merged,
        reconciled,
        composed,
        asker,
        claims=claims,
        sources=sources,
        changes=changed,
        without=left_out,
        server=server,
        marking=opts.marking,
        as_of=opts.date,
        seconds=time.monotonic() - started,
    )
    brief = await worker.run(remarked, brief, material.topic.house)
    if sheet is not None:
        brief = await worker.run(reviews.reviewed, brief, sheet, carried)
    if opts.strict and (brief.method.degraded or material.failures or carried.unapplied):
        raise DegradedError(
            "; ".join(brief.method.failures) or "The brief would be degraded, and --strict was asked for."
        )
    return share.quotes(brief) if opts.share else brief


async def _material(inputs: Input | Sequence[Input], opts: Options) -> Material:
    """Like `_read`, with what the user is to know told in the event loop's own thread."""
    told: list[str] = []
    try:
        return await worker.run(_read, inputs, replace(opts, notice=told.append))
    finally:
        for line in told:
            opts.notice(line)


def _compared(
    clusters: Sequence[Cluster], articles: Sequence[Article], material: Material, opts: Options
) -> Reconciled:
    """The clusters of some articles held against each other."""
    return reconcile(
        clusters,
        articles,
        as_of=opts.date,
        reliability=material.topic.outlets,
        sections=[(s.id, s.title) for s in material.topic.sections],
    )


async def _without(
    material: Material, extracted: Extracted, reconciled: Reconciled, asker: Asker | None, opts: Options
) -> Without | None:
    """What stands with the articles that are left out, and falls without them."""
    if not material.left_out:
        return None
    fitting = [ground for ground in material.aside if fit.on_topic(ground.article, material.topic)]
    whole = await extract(fitting, asker, budget=EXTRACT_BUDGET, progress=opts.progress, concurrency=opts.concurrency)
    whole.add(extracted)
    aside = [ground.article for ground in material.aside]
    every = [*material.articles, *aside]
    merged = await merge(whole.claims, asker, sources=[a.id for a in every], progress=opts.progress)
    compared = await worker.run(_compared, merged.clusters, every, material, opts)
    return await worker.run(
        without.summary, material.left_out, aside, merged.clusters, compared.discrepancies, reconciled.discrepancies
    )


def _model(opts: Options) -> tuple[Model | None, str | None]:
    """The model and the host it is asked at. What is marked is held back here, before anything is sent."""
    if opts.replay is not None:
        replay = Replay(Path(opts.replay))
        return replay, replay.server
    if isinstance(opts.model, str):
        model = OpenAIModel(
            opts.model, base_url=opts.base_url, api_key=opts.api_key, timeout=opts.timeout, concurrency=opts.concurrency
        )
        marking.guard(opts.marking, model.base_url)
        return model, model.host
    if isinstance(opts.model, OpenAIModel):
        marking.guard(opts.marking, opts.model.base_url)
    return opts.model, None


def _asker(opts: Options, model: Model | None, server: str | None, stack: AsyncExitStack) -> Asker | None:
    if model is None:
        return None
    cache = stack.enter_context(Cache(Path(opts.cache))) if opts.cache is not None and opts.replay is None else None
    if cache is not None and cache.notice:
        opts.notice(cache.notice)
    recorder = None
    if opts.record is not None:
        name = getattr(model, "name", type(model).__name__)
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        recorder = stack.enter_context(
            Recorder(Path(opts.record), model=name, server=server, prompts=prompts.hashes(), date=today)
        )
    return Asker(model, cache=cache, recorder=recorder, max_cost=opts.max_cost, reask=opts.reask)


def _progress(opts: Options, asker: Asker | None) -> Progress:
    """Tell with each step also what has been spent until then."""
    if asker is None:
        return opts.progress

    def step(stage: str, done: int, total: int) -> None:
        opts.spent(asker.calls, asker.prompt_tokens + asker.completion_tokens, asker.cost_usd)
        opts.progress(stage, done, total)

    return step


def _read(inputs: Input | Sequence[Input], opts: Options) -> Material:
    """Ingest, origins, topic and the usable sentences of each article."""
    given = [inputs] if isinstance(inputs, str | Path | Article | Mapping) else list(inputs)
    ingested = ingest(given)
    for notice in ingested.notices:
        opts.notice(notice)
    broken = _broken(ingested)
    if not ingested.articles:
        raise InputError(
            "; ".join(broken)
            or "No article was found. Name files or folders with .txt, .md, .html, .json, .eml, .docx or .pdf articles."
        )
    heeded = [without_orders(article) for article in ingested.articles]
    every = assign([article for article, _ in heeded])
    topic = _topic(every, opts)
    left_out = without.articles_of(opts.left_out, every)
    dropped = frozenset[str]().union(*left_out.values())
    aside = tuple(ground_of(a, topic, opts.date)[0] for a in every if a.id in dropped)
    # What stays is read as though the others had never been there.
    articles = assign([a for a, _ in heeded if a.id not in dropped]) if dropped else every
    if not articles:
        raise InputError("Every article is from an origin that is to be left out. Leave out fewer with --without.")
    grounds, refused = [], [*ingested.rejected, *(r for a, d in heeded if a.id not in dropped for r in d)]
    on_topic = [fit.on_topic(a, topic) for a in articles]
    if 2 * sum(on_topic) < len(articles):
        opts.notice(
            f"{len(articles) - sum(on_topic)} of {len(articles)} articles are off the topic {topic.title!r}. "
            "Name another with --topic; `briefing topics` lists them, and `--topic general` takes everything."
        )
    for article, fits in zip(articles, on_topic, strict=True):
        ground, faults = ground_of(article, topic, opts.date)
        refused += faults
        if fits:
            grounds.append(ground)
        else:
            refused += [_off(article, s.text, topic) for s in ground.sentences]
    return Material(
        topic,
        articles,
        tuple(grounds),
        tuple(refused),
        broken,
        manifests=ingested.manifests,
        left_out=tuple(left_out),
        aside=aside,
    )


def _broken(ingested: Ingested) -> tuple[str, ...]:
    """What could not be read, as lines for the user; empty unless an input was named or looked like an article."""
    if not ingested.broken:
        return ()
    return tuple(
        f"{r.path or 'input'}: {r.reason.detail}" for r in ingested.rejected if r.reason.code != "duplicate_file"
    )


def _off(article: Article, text: str, topic: Topic) -> Rejected:
    reason = Reason(code="off_topic", detail=f"the article is not about {topic.title}")
    return Rejected(source_id=article.id, path=article.path, stage="topic", statement=text, reason=reason)


def _topic(articles: Sequence[Article], opts: Options) -> Topic:
    if opts.topic is not None:
        return prompts.topic(opts.topic)
    chosen = fit.choose(articles, prompts.topics()) or prompts.topic(prompts.GENERAL)
    opts.notice(f"topic: {chosen.name} ({chosen.title}), chosen by the articles. Name another with --topic.")
    return chosen


def _nothing(material: Material) -> str:
    return (
        f"No usable sentence in {len(material.articles)} articles for the topic {material.topic.title!r}. "
        "Name another topic with --topic (`briefing topics` lists them), or --topic general for everything."
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read, a line each, and what a run would send: the rendered extract prompts.

    Merge and compose prompts depend on the replies.
    """

    model: str | None
    host: str | None
    articles: int
    topic: str
    requests: tuple[tuple[str, int, str], ...]
    read: tuple[str, ...]

    def __str__(self) -> str:
        head = [
            f"Articles: {self.articles}. Topic: {self.topic}.",
            *(f"  {line}" for line in self.read),
            f"Extract: {len(self.requests)} calls, {sum(n for _, n, _ in self.requests)} prompt tokens (o200k_base).",
            "Then, depending on the replies: merge calls for close pairs, then at most two a section and the lead.",
            f"They would go to {self.host} for the model {self.model}."
            if self.model
            else "No model is named: nothing would be sent. With --model NAME, this would be:",
        ]
        return "\n".join([*head, *(f"\n--- {name}: {tokens} tokens\n{text}" for name, tokens, text in self.requests)])


def plan(inputs: Input | Sequence[Input], **options: Any) -> Plan:  # noqa: ANN401  # see `Options`
    """What `generate` would ask first, without asking it: no network."""
    import json

    from briefing.chunk import count
    from briefing.model import payload

    opts = options_of(options)
    material = _read(inputs, opts)
    name = opts.model if isinstance(opts.model, str) else getattr(opts.model, "name", None)
    requests = []
    for ground in (*material.grounds, *material.aside):
        for chunk in split(ground, EXTRACT_BUDGET):
            request = prompts.extract_request(chunk, material.topic)
            body = json.dumps(payload(name or "MODEL", request), ensure_ascii=False, indent=1)
            requests.append(
                (ground.article.path or ground.article.id, count(request.system) + count(request.user), body)
            )
    host = OpenAIModel(name, base_url=opts.base_url, api_key=None).host if name else None
    every = (*material.articles, *(ground.article for ground in material.aside))
    return Plan(name, host, len(every), material.topic.title, tuple(requests), tuple(map(_as_read, every)))


def _as_read(article: Article) -> str:
    """An article in a line: where it is from, what it says of itself, and how long it is."""
    where = (article.path or "an object") + (f" #{article.part}" if article.part else "")
    about = (article.title or f"“{' '.join(article.text[:_BEGINNING].split())}…”", article.publisher, article.published)
    stated = f" (stated by the manifest: {', '.join(article.stated)})" if article.stated else ""
    words = f"{len(article.text.split())} words"
    return f"{where}: {'; '.join(filter(None, (*about, article.language, words)))}{stated}"
