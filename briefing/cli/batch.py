"""`briefing batch`: the commands of a run by files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.options import AsOf, BaseUrl, Cache, Length, Marking, Model, Topic
from briefing.cli.streams import told
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
