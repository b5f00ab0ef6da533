"""The calls into the library, one a command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from briefing.cli import advice
from briefing.cli.endpoint import Endpoint, made_at
from briefing.cli.progress import progress
from briefing.cli.streams import FAILED, INCOMPLETE, advised, out, say, told
from briefing.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
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
        made = made_at()
        if job.endpoint.notice:
            notice(job.endpoint.notice)
        # After the checks: the pipeline takes longer to load than they take.
        from briefing import pipeline
        from briefing.plan import plan

        asked = {
            "model": job.endpoint.model,
            "base_url": job.endpoint.base_url,
            "api_key": job.endpoint.api_key,
            "notice": notice,
            **job.keywords,
        }
        if job.dry_run:
            out([str(plan(job.inputs, **asked))])
            return
        with progress(quiet=job.quiet) as report:
            brief = pipeline.generate(job.inputs, progress=report, spent=report.spent, **asked)
        if made is not None:
            brief = brief.model_copy(update={"generated_at": made})
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


def verify(path: Path, sources: Path | None) -> None:
    """Re-check a brief from its JSON and, where they are named, the articles; print its faults."""
    from briefing.changes import load
    from briefing.verify import unchecked
    from briefing.verify import verify as faults_of

    with told():
        brief = load(path)
        faults = [str(fault) for fault in faults_of(brief, sources)]
        left = unchecked(brief, sources)
        out([*(faults or [f"{path}: no fault found"]), *(f"not checked: {line}" for line in left)])
    if faults:
        raise typer.Exit(FAILED)


def review(path: Path, output: Path | None, *, add: bool, overwrite: bool) -> None:
    """Write the review file of a brief."""
    from briefing.changes import load
    from briefing.review import place, write_sheet

    with told():
        if add and overwrite:
            raise UsageError("--add and --overwrite cannot go together. Leave one of them out.")
        say(write_sheet(load(path), output or place(path), add=add, overwrite=overwrite))


def check(draft: str, sources: Path, outputs: Sequence[Path], *, as_json: bool, asked: Mapping[str, Any]) -> None:
    """Hold a draft against articles; print a verdict for each of its sentences, or write them to files."""
    from briefing.check import check as verdicts_on
    from briefing.check import report
    from briefing.ingest import ingest
    from briefing.render import writable
    from briefing.storage import save

    with told():
        for path in outputs:
            writable(path)
        text = _read(draft)
        ingested = ingest([str(sources)])
        if not ingested.articles:
            reasons = [f"{rejected.path or sources}: {rejected.reason.detail}" for rejected in ingested.rejected]
            raise InputError("; ".join([f"no article was found in {sources}. Name a folder of articles", *reasons]))
        for line in ingested.notices:
            say(line)
        checks = verdicts_on(text, ingested.articles, notice=say, **asked)
        name = "standard input" if draft == "-" else Path(draft).name
        for path in outputs:
            save(path, report.FORMATS[path.suffix.lower()](name, checks, ingested.articles))
            say(f"wrote {path}")
        if as_json:
            out([report.as_json(checks).removesuffix("\n")])
        elif not outputs:
            out([report.as_text(checks, ingested.articles).removesuffix("\n")])
    if checks.faulty:
        raise typer.Exit(FAILED)


def sources(folder: Path, output: Path | None) -> None:
    """Write a first manifest for the articles of a folder; one that stands there is replaced only where it is named."""
    from briefing.ingest import MANIFESTS, ingest, written
    from briefing.origins import assign
    from briefing.storage import save

    with told():
        ingested = ingest([str(folder)])
        for line in ingested.notices:
            say(line)
        for rejected in ingested.rejected:
            say(f"{rejected.path or folder}: {rejected.reason.detail}")
        if not ingested.articles:
            raise InputError(f"no article was found in {folder}. Name a folder of articles.")
        there = next((folder / name for name in MANIFESTS if (folder / name).exists()), None)
        if output is None and there is not None:
            raise OutputError(f"{there} stands there already and is not replaced. Name it with -o to have it replaced.")
        target = output or folder / MANIFESTS[0]
        text = written(ingested.articles, folder, {a.id: a.origin for a in assign(ingested.articles)})
        save(target, text, instead="Name another file with -o.")
        say(f"wrote {target}: {len(ingested.articles)} articles; fill in what is empty")


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
            f"{draft} cannot be read: {error.strerror or error}. Name the draft, or - for standard input."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{draft} is not text in UTF-8 (byte {error.start}). Save it as UTF-8 text and try again."
        ) from error


def _mute(message: str) -> None:
    """With --quiet, notices are not shown."""
