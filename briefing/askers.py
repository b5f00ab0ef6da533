"""Who is asked in a run: models with their cache, record and budget, opened in one place.

What is marked is held back here, before anything is sent.
"""

from __future__ import annotations

import datetime
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from briefing import marking, prompts
from briefing.cache import Cache, Recorder, Replay
from briefing.model import Asker, Budget, OpenAIModel
from briefing.model.embeddings import Embedder
from briefing.near import by_embeddings, by_words
from briefing.options import Options
from briefing.records.call import Model
from briefing.relate import Near


@dataclass(frozen=True, slots=True)
class Askers:
    """The model that writes, the one that judges (often the same), and what finds claims that may belong together.

    `server` is the host that the writer is asked at, as far as it is known; `recorder` says what it could not keep.
    """

    writer: Asker
    judge: Asker
    near: Near
    judge_name: str | None
    server: str | None
    recorder: Recorder | None

    @property
    def every(self) -> tuple[Asker, ...]:
        """The models of the run, the writer first."""
        return (self.writer,) if self.judge is self.writer else (self.writer, self.judge)


def opened(opts: Options, stack: AsyncExitStack) -> Askers | None:
    """The models of a run, closed with `stack`; None without a model. Raises `UsageError`."""
    model = _model(opts, opts.model, opts.base_url, opts.api_key)
    if model is None:
        return None
    judge = model
    if opts.replay is None and (opts.judge_model is not None or opts.judge_base_url is not None):
        base_url = opts.judge_base_url or opts.base_url
        key = opts.judge_api_key or (opts.api_key if opts.judge_base_url is None else None)
        judge = _model(opts, opts.judge_model or opts.model, base_url, key) or model
    for each in {id(m): m for m in (model, judge)}.values():
        if isinstance(each, OpenAIModel):
            stack.push_async_callback(each.aclose)
    kept = opts.cache is not None and opts.replay is None
    cache = stack.enter_context(Cache(Path(str(opts.cache)), opts.notice)) if kept else None
    server = model.host if isinstance(model, OpenAIModel) else model.server if isinstance(model, Replay) else None
    recorder = None
    if opts.record is not None:
        name, judges = (getattr(each, "name", type(each).__name__) for each in (model, judge))
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        recorder = stack.enter_context(
            Recorder(Path(opts.record), model=name, judge=judges, server=server, prompts=prompts.hashes(), date=today)
        )
    budget = Budget(opts.max_cost)
    writer = Asker(model, cache=cache, recorder=recorder, budget=budget, reask=opts.reask)
    judging = writer if judge is model else Asker(judge, cache=cache, recorder=recorder, budget=budget)
    near: Near = by_words
    if opts.embedding_model is not None and isinstance(model, OpenAIModel):
        embedder = Embedder(
            opts.embedding_model, base_url=opts.base_url, api_key=opts.api_key, timeout=opts.timeout, cache=cache
        )
        near = by_embeddings(embedder, writer)
    name = judge.judge if isinstance(judge, Replay) else judging.name
    return Askers(writer, judging, near, name, server, recorder)


def _model(opts: Options, model: str | Model | None, base_url: str | None, key: str | None) -> Model | None:
    if opts.replay is not None:
        return Replay(Path(opts.replay))
    if isinstance(model, str):
        model = OpenAIModel(model, base_url=base_url, api_key=key, timeout=opts.timeout, concurrency=opts.concurrency)
    if isinstance(model, OpenAIModel):
        marking.guard(opts.marking, model.base_url)
    return model
