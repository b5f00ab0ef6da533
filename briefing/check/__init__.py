"""Anybody's brief held against the articles, sentence by sentence: what is certain by code, the rest by a judge."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from briefing import marking as markings
from briefing import worker
from briefing.cache import Cache
from briefing.check import draft as drafts
from briefing.check.certain import Bench, Case
from briefing.check.checked import Checked, Checks
from briefing.check.judging import judged
from briefing.model import Asker, Budget, OpenAIModel
from briefing.options import Notice, Progress, silent
from briefing.records.article import Article
from briefing.records.call import Model

__all__ = ["Checked", "Checks", "acheck", "check"]


def check(
    draft: str,
    sources: Sequence[Article],
    *,
    model: str | Model | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    judge_model: str | Model | None = None,
    judge_base_url: str | None = None,
    concurrency: int = 8,
    timeout: float = 60.0,
    cache: str | Path | None = None,
    max_cost: float | None = None,
    marking: str | None = None,
    progress: Progress = silent,
    notice: Notice = silent,
) -> Checks:
    """Hold a draft (text, Markdown or HTML) against articles. Without a model: no network.

    A sentence is supported where it is a line of an article word for word; it is not where a number, date, time, name
    or quotation of it stands in no article. What else it says is judged by `model`, a name or any object with an async
    `complete(request)`; without one it is left open (None), and so it is where the model fails the test of the planted
    controls. `judge_model` and `judge_base_url` come before `model` and `base_url`, as in `generate`. Works inside a
    running event loop too. Raises `briefing.errors.BriefingError`.
    """
    run = partial(
        acheck,
        draft,
        sources,
        model=model,
        base_url=base_url,
        api_key=api_key,
        judge_model=judge_model,
        judge_base_url=judge_base_url,
        concurrency=concurrency,
        timeout=timeout,
        cache=cache,
        max_cost=max_cost,
        marking=marking,
        progress=progress,
        notice=notice,
    )
    return worker.blocking(run)


async def acheck(
    draft: str,
    sources: Sequence[Article],
    *,
    model: str | Model | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    judge_model: str | Model | None = None,
    judge_base_url: str | None = None,
    concurrency: int = 8,
    timeout: float = 60.0,
    cache: str | Path | None = None,
    max_cost: float | None = None,
    marking: str | None = None,
    progress: Progress = silent,
    notice: Notice = silent,
) -> Checks:
    """Like `check`, for use in a coroutine."""
    chosen = judge_model if judge_model is not None else model
    async with AsyncExitStack() as stack:
        if isinstance(chosen, str):
            address = judge_base_url or base_url
            chosen = OpenAIModel(chosen, base_url=address, api_key=api_key, timeout=timeout, concurrency=concurrency)
            stack.push_async_callback(chosen.aclose)
        if isinstance(chosen, OpenAIModel):
            # Before anything is read: what is so marked may not leave this machine.
            markings.guard(markings.named(marking), chosen.base_url)
        bench, cases = await worker.run(_cases, draft, sources)
        if chosen is None:
            return Checks(tuple(case.checked for case in cases))
        kept = stack.enter_context(Cache(Path(cache))) if cache is not None else None
        if kept is not None and kept.notice:
            notice(kept.notice)
        asker = Asker(chosen, cache=kept, budget=Budget(max_cost))
        found = await judged(cases, bench.sources.every, asker, progress)
    for line in found.failures:
        notice(line)
    return found


def _cases(draft: str, sources: Sequence[Article]) -> tuple[Bench, list[Case]]:
    read = drafts.read(draft)
    bench = Bench(sources, read.listed)
    return bench, [bench.case(line) for line in read.lines]
