"""Anybody's brief held against the articles, sentence by sentence: what is certain by code, the rest by a judge."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from briefing import askers, worker
from briefing.check import draft as drafts
from briefing.check.case import Case, case
from briefing.check.checked import Checked, Checks
from briefing.check.judging import judged
from briefing.check.sources import Sources
from briefing.errors import UsageError
from briefing.ingest import ingest
from briefing.options import Notice, Progress, options_of
from briefing.records.article import Article
from briefing.records.call import Model

__all__ = ["Checked", "Checks", "Keywords", "acheck", "check"]


class Keywords(TypedDict, total=False):
    """The keywords of `check`: those of `generate` that concern a judge."""

    model: str | Model | None
    base_url: str | None
    api_key: str | None
    concurrency: int
    timeout: float
    cache: str | Path | None
    max_cost: float | None
    marking: str | None
    progress: Progress
    notice: Notice


def check(draft: str, sources: Sequence[Article], **options: Unpack[Keywords]) -> Checks:
    """Hold a draft (text, Markdown or HTML) against articles. Without a model: no network.

    A sentence is supported where it is a line of an article word for word; where a number, date, time, name or
    quotation of it stands in no article it is not found, or contradicted where a line has it word for word with another
    value. What else it says is judged by `model`, a name or any object with an async `complete(request)`; without one
    it is left open (None), and so it is where the model fails the test of the planted controls. The other keywords are
    those of `generate`. Works inside a running event loop too. Raises `briefing.errors.BriefingError`.
    """
    return worker.blocking(partial(acheck, draft, sources, **options))


async def acheck(draft: str, sources: Sequence[Article], **options: Unpack[Keywords]) -> Checks:
    """Like `check`, for use in a coroutine."""
    if unknown := options.keys() - Keywords.__annotations__.keys():
        raise UsageError(f"check has no keyword {min(unknown)!r}. See briefing.check.Keywords.")
    opts = options_of("check", **options)
    async with AsyncExitStack() as stack:
        # Before anything is read: what is so marked may not leave this machine.
        asked = askers.opened(opts, stack)
        # What an article does not say of itself, such as its language, is read from its text.
        articles = ingest(sources).articles
        held, cases = await worker.run(_cases, draft, articles)
        if asked is None:
            return Checks(tuple(case.checked for case in cases), articles)
        sentences, score = await judged(cases, held, asked.judge, opts.progress)
    failures = tuple(asked.judge.failures)
    for line in failures:
        opts.notice(line)
    return Checks(sentences, articles, score, failures)


def _cases(draft: str, articles: Sequence[Article]) -> tuple[Sources, list[Case]]:
    read = drafts.read(draft, articles)
    held = Sources(articles, read.day)
    return held, [case(line, held, read) for line in read.lines]
