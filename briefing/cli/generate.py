"""`briefing generate`: articles in, a brief out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.endpoint import Endpoint, endpoint, judging, made_at
from briefing.cli.options import AsOf, BaseUrl, Cache, Length, Marking, Model, Outputs, Topic, default_cache
from briefing.cli.progress import progress
from briefing.cli.streams import INCOMPLETE, out, say, told
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.records.brief import Method

_EXAMPLE = "Example: briefing generate articles/ -o brief.md"
EPILOG = (
    "\b\n"
    "Examples:\n"
    "  briefing generate articles/ -o brief.md -o brief.json\n"
    "  briefing generate articles/ --model gpt-5-mini -o brief.html\n"
    "  briefing generate articles/ --model qwen3 --base-url http://localhost:11434/v1\n"
    "  cat article.txt | briefing generate -\n"
    "\b\n"
    "Exit status: 0 complete, 1 nothing could be done, 2 wrong usage, 3 a brief was\n"
    "written but something is missing from it, 130 stopped with Ctrl-C."
)


def generate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATHS", help="Articles: files, folders or patterns, or - for standard input."),
    ] = None,
    output: Outputs = None,
    topic: Topic = None,
    model: Model = None,
    base_url: BaseUrl = None,
    judge_model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The model that judges what the other wrote. Default: the same model."),
    ] = None,
    judge_base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where the judge is served; its key is BRIEFING_JUDGE_API_KEY. Default: as --base-url."
        ),
    ] = None,
    embedding_model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Find claims that belong together by this model's embeddings; needs numpy."),
    ] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Ask no model, whatever the environment says.")] = False,
    concurrency: Annotated[int, typer.Option(metavar="N", help="Calls at one time.")] = 8,
    timeout: Annotated[
        float, typer.Option(metavar="S", help="Seconds for each call, retries and all; not for the run.")
    ] = 60,
    cache: Cache = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep no replies and use none.")] = False,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="Write this run's replies to FILE.")] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Answer from a recorded FILE; no network."),
    ] = None,
    as_of: AsOf = None,
    since: Annotated[
        Path | None,
        typer.Option(metavar="BRIEF.json", exists=True, dir_okay=False, help="Say what is new since this brief."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN", help="Leave this origin's articles out, and say what falls; may be given several times."
        ),
    ] = None,
    length: Length = 400,
    max_cost: Annotated[
        float | None, typer.Option(metavar="USD", help="Stop asking before this cost is passed.")
    ] = None,
    no_reask: Annotated[bool, typer.Option("--no-reask", help="Do not ask again for what was refused.")] = False,
    marking: Marking = None,
    review: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Carry out the decisions of this review file."),
    ] = None,
    share: Annotated[
        str | None, typer.Option(metavar="quotes", help="Leave the articles out, keep the quotes: to be handed on.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent and about what it costs, and send nothing.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("-v", help="With --dry-run: list every article, and show the very requests.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing, and exit 1, unless the brief is complete.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no notices; errors are still shown.")] = False,
) -> None:
    """Make a brief from articles."""
    with told():
        if not paths:
            raise UsageError(f"no articles are named. Name files or folders, or - for standard input. {_EXAMPLE}")
        if "-" in paths and sys.stdin.isatty():
            raise UsageError(
                "- reads standard input, and nothing is piped into it. Example: cat a.txt | briefing generate -"
            )
        if verbose and not dry_run:
            raise UsageError("-v shows what --dry-run finds. Name both, or leave it out.")
        _agree(("--cache", cache), ("--no-cache", no_cache))
        for other in (("--model", model), ("--no-model", no_model), ("--record", record)):
            _agree(("--replay", replay), other)
        # A replay names its own model and asks nobody.
        asked = endpoint(model, base_url, no_model=no_model or replay is not None)
        judge = judging(asked, judge_model, judge_base_url, embedding_model, replayed=replay is not None)
        if record is not None and asked.model is None:
            raise UsageError("--record keeps a model's replies, and no model is named. Name one with --model NAME.")
        keywords = {
            "topic": topic,
            "model": asked.model,
            "base_url": asked.base_url,
            "api_key": asked.api_key,
            "judge_model": judge.model,
            "judge_base_url": judge.base_url,
            "judge_api_key": judge.api_key,
            "embedding_model": embedding_model,
            "concurrency": concurrency,
            "timeout": timeout,
            "cache": None if no_cache else cache or default_cache(),
            "record": record,
            "replay": replay,
            "as_of": as_of,
            "since": since,
            "without": tuple(without or ()),
            "length": length,
            "max_cost": max_cost,
            "reask": not no_reask,
            "strict": strict,
            "marking": marking,
            "review": review,
            "share": share,
        }
    if dry_run:
        _plan(paths, keywords, verbose=verbose, quiet=quiet)
    else:
        _run(paths, output or [], asked, keywords, quiet=quiet)


def _agree(*options: tuple[str, object]) -> None:
    """Refuse options that contradict each other."""
    if all(value for _, value in options):
        raise UsageError(f"{' and '.join(name for name, _ in options)} cannot go together. Leave one of them out.")


def _plan(inputs: list[str], keywords: dict[str, Any], *, verbose: bool, quiet: bool) -> None:
    """Say what a run would send."""
    with told():
        from briefing.options import silent
        from briefing.plan import plan

        found = plan(inputs, notice=silent if quiet else say, **keywords)
        out([found.whole if verbose else str(found)])


def _run(inputs: list[str], outputs: list[Path], asked: Endpoint, keywords: dict[str, Any], *, quiet: bool) -> None:
    """Make the brief, and put it where it was asked for."""
    kept = keywords["cache"] is not None and asked.model is not None
    stopped = "stopped; replies received so far are kept in the cache" if kept else "stopped"
    with told(stopped):
        from briefing.render import markdown, terminal, writable, write

        made = made_at()
        for path in outputs:
            writable(path)
        from briefing.ingest import spare

        spare(inputs, outputs)
        # After the checks: the pipeline takes longer to load than they take.
        from briefing import pipeline
        from briefing.options import silent

        notice = silent if quiet else say
        if asked.notice:
            notice(asked.notice)
        with progress(quiet=quiet) as report:
            brief = pipeline.generate(inputs, progress=report, spent=report.spent, notice=notice, **keywords)
        work = brief.method
        if made is not None:
            # What is made at a given time is made in none.
            stopped_clock = work.model_copy(update={"seconds": 0.0})
            brief = brief.model_copy(update={"generated_at": made, "method": stopped_clock})
        for path in outputs:
            write(brief, path)
            notice(f"wrote {path}")
        if not outputs and sys.stdout.isatty():
            terminal(brief)
        elif not outputs:
            out([markdown(brief).removesuffix("\n")])
        if work.model is not None:
            notice(_spent(work))
    reasons = brief.method.failures
    if brief.method.degraded and not reasons:
        reasons = ("the brief is degraded: nothing usable came from the model for part of it",)
    for reason in reasons:
        say(reason)
    if reasons:
        raise typer.Exit(INCOMPLETE)


def _spent(work: Method) -> str:
    """What a run with a model took."""
    cost = "cost not known" if work.cost_usd is None else f"{work.cost_usd:.2f} USD"
    return (
        f"{work.calls:,} calls, {work.cached:,} answered from the cache; {work.prompt_tokens:,} tokens sent, "
        f"{work.completion_tokens:,} received; {cost}; {work.seconds:,.0f} s"
    )
