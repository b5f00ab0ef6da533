"""`briefing batch`: the commands of a run by files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.endpoint import API_KEY, endpoint
from briefing.cli.options import AsOf, BaseUrl, Cache, Length, Marking, Model, Topic, default_cache
from briefing.cli.progress import progress
from briefing.cli.streams import FAILED, INCOMPLETE, out, say, told
from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.batch import Collected, Job, RequestFile

app = typer.Typer(
    help="Make a brief by files: for the OpenAI Batch API, or carried to a machine that has a model and back.",
    no_args_is_help=True,
    epilog="\b\n"
    "Each round: prepare, then submit, status and collect; or carry the files and\n"
    "collect the results. Four rounds: extract; judge and relate; compose; judge\n"
    "what was composed. At the end no key and no network are needed.\n"
    "\b\n"
    "Examples:\n"
    "  briefing batch prepare articles/ --model gpt-5-mini --dir run\n"
    "  briefing batch submit run\n"
    "  briefing batch collect run\n"
    "  briefing batch collect run results.jsonl\n"
    "  briefing batch prepare --dir run",
)
_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `prepare` wrote.")]


@app.command(
    epilog="\b\n"
    "Examples:\n"
    "  briefing batch prepare articles/ --model gpt-5-mini --dir run\n"
    "  briefing batch prepare --dir run"
)
def prepare(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATHS", help="Articles, for the first round; later none.")
    ] = None,
    folder: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Where the files go.")] = Path("briefing-batch"),
    model: Model = None,
    base_url: BaseUrl = None,
    topic: Topic = None,
    as_of: AsOf = None,
    marking: Marking = None,
    length: Length = 400,
    cache: Cache = None,
) -> None:
    """Write the requests that have no reply yet."""
    with told():
        import asyncio

        from briefing import batch
        from briefing.cache import normal_url
        from briefing.marking import named

        if paths:
            asked = endpoint(model, base_url, no_model=False)
            if asked.model is None:
                raise UsageError("a batch needs a model's name. Name one with --model NAME.")
            if "-" in paths:
                raise UsageError("a batch reads its articles in each round, so name files or folders instead of -.")
            folder.mkdir(parents=True, exist_ok=True)
            job = batch.Job(
                paths=tuple(str(Path(path).resolve()) for path in paths),
                model=asked.model,
                # A password in it is not for a file.
                base_url=normal_url(asked.base_url) or None,
                cache=str((cache or default_cache()).resolve()),
                topic=str(Path(topic).resolve()) if topic and Path(topic).is_file() else topic,
                as_of=as_of,
                marking=named(marking),
                length=length,
            )
        else:
            job = batch.load(folder)
            if written := [str(path) for path in batch.results_of(job, folder) if path.exists()]:
                raise UsageError(
                    f"round {job.round} has results that are not collected yet: "
                    f"briefing batch collect {folder} {' '.join(written)}"
                )
        with progress(quiet=False) as report:
            job = asyncio.run(batch.prepare(job, folder, notice=say, progress=report))
        if job.done:
            out(["Nothing is left to ask. Next:", f"  {job.generate}"])
            return
        number = sum(file.requests for file in job.files)
        names = ", ".join(str(folder / file.name) for file in job.files)
        where = f"{batch.STAGES.index(job.stage or '') + 1} of {len(batch.STAGES)}, {job.stage}"
        out([f"Round {job.round} (stage {where}): {number} requests in {names}"])
        out([f"Next: briefing batch submit {folder}"])
        out([f"  or carry the files, and with what comes back: briefing batch collect {folder} RESULTS.jsonl"])


@app.command(epilog="\b\nExample:\n  briefing batch submit run")
def submit(folder: _Folder, base_url: BaseUrl = None) -> None:
    """Send the request files to the Batch API."""
    with told():
        import asyncio

        from briefing import batch

        job = batch.load(folder)
        job = asyncio.run(batch.submit(job, folder, _key(job, folder, base_url)))
        out([*map(str, job.files), f"Next: briefing batch status {folder}"])


@app.command(epilog="\b\nExample:\n  briefing batch status run")
def status(folder: _Folder, base_url: BaseUrl = None) -> None:
    """Say how far the batches are."""
    with told():
        import asyncio

        from briefing import batch

        job = batch.load(folder)
        job = asyncio.run(batch.status(job, folder, _key(job, folder, base_url)))
        out([*map(str, job.files), f"When all are at their end: briefing batch collect {folder}"])


@app.command(epilog="\b\nExamples:\n  briefing batch collect run\n  briefing batch collect run results.jsonl")
def collect(
    folder: _Folder,
    results: Annotated[
        list[Path] | None, typer.Argument(metavar="RESULTS", help="Results that were carried; none: fetch them.")
    ] = None,
    base_url: BaseUrl = None,
) -> None:
    """Take the results into the cache.

    Exit status 3 if some requests have no usable reply; the next prepare writes them again.
    """
    with told():
        import asyncio

        from briefing import batch

        job = batch.load(folder)
        if not job.files:
            raise UsageError(f"there is nothing to collect. Next: briefing batch prepare --dir {folder}")
        waiting: list[batch.RequestFile] = []
        brought = results or []
        if not results:
            job, brought = asyncio.run(batch.fetch(job, folder, _key(job, folder, base_url)))
            waiting = [file for file in job.files if file.state not in batch.ENDED]
        found = asyncio.run(batch.collect(job, folder, brought, waiting=waiting))
        out([f"{found.good} of {found.asked} requests have a usable reply.", _after(job, folder, found, waiting)])
        for line in found.failures:
            say(line)
    if found.good < found.asked or waiting:
        raise typer.Exit(INCOMPLETE)


class _Engine(StrEnum):
    LIVE = "live"
    RAY = "ray"


@app.command(
    epilog="\b\n"
    "Examples:\n"
    "  briefing batch run run --base-url http://localhost:8000/v1 --concurrency 64\n"
    "  briefing batch run run --engine ray --ray-address 192.0.2.7:6379"
)
def run(
    folder: _Folder,
    base_url: BaseUrl = None,
    concurrency: Annotated[int, typer.Option(metavar="N", min=1, help="Calls at one time.")] = 8,
    timeout: Annotated[float, typer.Option(metavar="S", help="Seconds for each call, retries and all.")] = 60,
    engine: Annotated[_Engine, typer.Option(help="Ask from this process, or from a Ray cluster (extra `ray`).")] = (
        _Engine.LIVE
    ),
    ray_address: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", envvar="RAY_ADDRESS", help="The cluster. Default: one on this machine."),
    ] = None,
) -> None:
    """Ask the requests of an endpoint, and write the results.

    What has a result is not asked again, so the same command goes on after any end. Each machine of a Ray cluster takes
    OPENAI_API_KEY from its own environment. Exit status 3 if some requests have no result, 1 if none has one.
    """
    with told("stopped; results received so far are kept"):
        import asyncio

        from briefing import batch
        from briefing.model import OpenAIModel, guard

        job = batch.load(folder)
        asked = endpoint(job.model, base_url, no_model=False)
        if asked.base_url is None:
            _confirmed(job, folder, None)
        guard(job.marking, asked.base_url)
        if engine is _Engine.RAY:
            from briefing.batch.ray import cluster

            asking = cluster(
                job.model, asked.base_url, timeout=timeout, concurrency=concurrency, key_name=API_KEY,
                address=ray_address,
            )  # fmt: skip
        else:
            model = OpenAIModel(
                job.model, base_url=asked.base_url, api_key=asked.api_key, timeout=timeout, concurrency=concurrency
            )
            asking = batch.live(model, concurrency)
        with progress(quiet=False) as report:
            ran = asyncio.run(batch.run(job, folder, asking, progress=report))
        out([f"{ran.answered} of {ran.asked} requests have a result."])
        if ran.answered:
            out([f"Next: briefing batch collect {folder} {' '.join(map(str, ran.files))}"])
        for line in ran.failures:
            say(line)
    if ran.answered < ran.asked:
        say("the same command asks the rest")
        raise typer.Exit(INCOMPLETE if ran.answered else FAILED)


def _key(job: Job, folder: Path, base_url: str | None) -> str | None:
    asked = endpoint(job.model, base_url, no_model=False)
    _confirmed(job, folder, asked.base_url)
    return asked.api_key


def _confirmed(job: Job, folder: Path, named: str | None) -> None:
    """Raise `UsageError` unless the address in a job, which may have come from elsewhere, is the one that is named."""
    from briefing.cache import OPENAI_URL, normal_url

    if normal_url(named) != normal_url(job.base_url):
        raise UsageError(
            f"{folder / 'batch.json'} names the address {job.base_url or OPENAI_URL!r}, and nothing was sent to it. If "
            "it is right, name it yourself with --base-url."
        )


def _after(job: Job, folder: Path, found: Collected, waiting: Sequence[RequestFile]) -> str:
    """What to do when results have been taken in, and what that leads to."""
    if waiting:
        return f"Next, for the rest: briefing batch status {folder}"
    step = f"Next: briefing batch prepare --dir {folder}"
    if found.good < found.asked:
        return f"{step} (to ask the rest again)"
    return f"{step} ({job.next_stage or 'then the brief'})"
