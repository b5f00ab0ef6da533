"""The calls into the library, one a command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from briefing.cli import advice
from briefing.cli.endpoint import Endpoint
from briefing.cli.progress import progress
from briefing.cli.streams import FAILED, INCOMPLETE, advised, out, say, told
from briefing.errors import InputError, UsageError

if TYPE_CHECKING:
    from briefing.check import Checked
    from briefing.records.brief import Brief


@dataclass(frozen=True, slots=True)
class Job:
    """`generate` as it was asked for. `keywords` are those of `briefing.pipeline.generate`."""

    inputs: list[str]
    outputs: list[Path]
    endpoint: Endpoint
    keywords: dict[str, Any]
    dry_run: bool
    quiet: bool


def generate(job: Job) -> None:
    """Make a brief and put it where it was asked for."""
    from briefing.render import writable, write

    notice: Callable[[str], None] = _mute if job.quiet else say
    kept = job.keywords["cache"] is not None and job.endpoint.model is not None
    stopped = "stopped; replies received so far are kept in the cache" if kept else "stopped"
    with told(stopped, lambda said: advice.for_error(said, job.inputs)):
        for path in job.outputs:
            writable(path)
        if job.endpoint.notice:
            notice(job.endpoint.notice)
        # After the checks: the pipeline takes longer to load than they take.
        from briefing import pipeline

        asked = {
            "model": job.endpoint.model,
            "base_url": job.endpoint.base_url,
            "api_key": job.endpoint.api_key,
            "notice": notice,
            **job.keywords,
        }
        if job.dry_run:
            out([str(pipeline.plan(job.inputs, **asked))])
            return
        with progress(quiet=job.quiet) as report:
            brief = pipeline.generate(job.inputs, progress=report, spent=report.spent, **asked)
        for path in job.outputs:
            write(brief, path)
            notice(f"wrote {path}")
        if not job.outputs:
            _show(brief)
        reasons = shortfalls(brief)
    for reason in reasons:
        say(advised(reason, advice.for_failure(reason, job.endpoint.base_url)))
    if reasons:
        raise typer.Exit(INCOMPLETE)


def shortfalls(brief: Brief) -> tuple[str, ...]:
    """Why a brief is not complete; empty when it is."""
    failures = brief.method.failures
    if brief.method.degraded and not failures:
        return ("the brief is degraded: nothing usable came from the model for part of it",)
    return failures


def verify(path: Path) -> None:
    """Re-check a brief from its JSON alone; print its faults."""
    from briefing.changes import load
    from briefing.verify import unchecked
    from briefing.verify import verify as faults_of

    with told():
        brief = load(path)
        faults = [str(fault) for fault in faults_of(brief)]
        out([*(faults or [f"{path}: no fault found"]), *(f"not checked: {line}" for line in unchecked(brief))])
    if faults:
        raise typer.Exit(FAILED)


def check(draft: str, sources: Path, *, as_json: bool) -> None:
    """Hold a draft against articles; print a verdict for each of its sentences."""
    from briefing.check import check as verdicts_on
    from briefing.ingest import ingest

    with told():
        text = _read(draft)
        ingested = ingest([str(sources)])
        if not ingested.articles:
            reasons = [f"{rejected.path or sources}: {rejected.reason.detail}" for rejected in ingested.rejected]
            raise InputError("; ".join([f"no article was found in {sources}. Name a folder of articles", *reasons]))
        for line in ingested.notices:
            say(line)
        verdicts = verdicts_on(text, ingested.articles)
        if as_json:
            sentences = [verdict.model_dump(mode="json") for verdict in verdicts]
            out([json.dumps({"sentences": sentences}, ensure_ascii=False, indent=2)])
        else:
            names = {article.id: article.path or article.title or article.id for article in ingested.articles}
            out(line for verdict in verdicts for line in _verdict(verdict, names))
    # None is a sentence that states nothing to check, such as a heading.
    if any(verdict.supported is False for verdict in verdicts):
        raise typer.Exit(FAILED)


def schema() -> None:
    """Print the JSON Schema of a brief."""
    from briefing.records.brief import Brief

    with told():
        out([json.dumps(Brief.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2)])


def _show(brief: Brief) -> None:
    from briefing.render import markdown, terminal

    if sys.stdout.isatty():
        terminal(brief)
    else:
        out([markdown(brief).removesuffix("\n")])


def _read(draft: str) -> str:
    if draft.endswith(".json"):
        raise UsageError(f"{draft} is JSON, and a draft is text, Markdown or HTML. Try:  briefing verify {draft}")
    try:
        if draft == "-":
            return sys.stdin.buffer.read().decode()
        return Path(draft).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{draft} can not be read: {error.strerror or error}. Name the draft, or - for standard input."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{draft} is not text in UTF-8 (byte {error.start}). Save it as UTF-8 text and try again."
        ) from error


def _verdict(verdict: Checked, names: Mapping[str, str]) -> Iterator[str]:
    word = {True: "supported", False: "NOT SUPPORTED", None: "not checked"}[verdict.supported]
    yield f"{word}: {verdict.text}"
    for fault in verdict.faults:
        yield f"    {fault}"
    for citation in verdict.citations:
        yield f"    “{' '.join(citation.quote.split())}” ({names[citation.source_id]})"


def _mute(message: str) -> None:
    """With --quiet, notices are not shown."""
