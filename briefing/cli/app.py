"""The commands and their options."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from briefing.cli import batch, topics, work
from briefing.cli.endpoint import endpoint, judging
from briefing.cli.streams import FAILED, crash, out, say, told
from briefing.errors import UsageError

app = typer.Typer(
    name="briefing",
    help="Turn news articles into a situation brief: each fact once, each traced to the words it came from.",
    # What is printed is plain text: brackets in it are not markup, and a fault of the program shows as Python shows it.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    # A line with \b in front is not wrapped.
    epilog="\b\n"
    "Examples:\n"
    "  briefing generate articles/ -o brief.html\n"
    "  briefing generate articles/ --model gpt-5-mini -o brief.html -o brief.json\n"
    "  briefing verify brief.json\n"
    "  briefing check draft.md --sources articles/\n"
    "  briefing topics new port-strike",
)
app.add_typer(batch.app, name="batch")
_EXAMPLE = "Example: briefing generate articles/ -o brief.md"


def main() -> None:
    """Run the command; exit 0 (complete), 1 (nothing done, or faults found), 2 (wrong usage) or 3 (not complete).

    Whatever was not raised on purpose ends here, and only here, as one line: a user never sees a traceback, and nothing
    below hides a fault of the program from the tests and from those who call the library.
    """
    try:
        # Also when started as `python -m briefing`, the help shows what to type.
        app(prog_name="briefing")
    except Exception as error:  # noqa: BLE001  # the outermost layer: nobody is left to handle it
        say(crash(error))
        raise SystemExit(FAILED) from None


def _version(wanted: bool) -> None:
    if wanted:
        from briefing import __version__

        out([f"briefing {__version__}"])
        raise typer.Exit


def _iso_date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date. Write it like 2025-03-05.") from error


def _positive(number: float | None) -> float | None:
    if number is not None and not number > 0:
        raise typer.BadParameter(f"{number:g} is not more than 0.")
    return number


@app.callback()
def _briefing(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command(
    epilog="\b\n"
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
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            metavar="FILE",
            help="Write to FILE (.md .json .html .docx .eml.txt); may be given several times. Default: stdout.",
        ),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(metavar="NAME|FILE", help="A topic's name, or a topic file. Default: the one that fits."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The model to ask. Default: BRIEFING_MODEL; if unset, no model and no network."
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the model is served. Default: OPENAI_BASE_URL, else OpenAI."),
    ] = None,
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
        typer.Option(
            metavar="NAME",
            help="Find claims that belong together by this model's embeddings, in folders of many articles.",
        ),
    ] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Ask no model, whatever the environment says.")] = False,
    concurrency: Annotated[int, typer.Option(metavar="N", min=1, help="Calls at one time.")] = 8,
    timeout: Annotated[
        float,
        typer.Option(metavar="S", callback=_positive, help="Seconds for each call, retries and all; not for the run."),
    ] = 60,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Where replies are kept. Default: your cache folder."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep no replies and use none.")] = False,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="Write this run's replies to FILE.")] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Answer from a recorded FILE; no network."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=_iso_date, help="The brief's date: it gives the year of dates without one."
        ),
    ] = None,
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
    length: Annotated[int, typer.Option(metavar="WORDS", min=1, help="At most so many words in the sections.")] = 400,
    max_cost: Annotated[
        float | None, typer.Option(metavar="USD", callback=_positive, help="Stop asking before this cost is passed.")
    ] = None,
    no_reask: Annotated[
        bool,
        typer.Option("--no-reask", help="Do not ask again for what was refused."),
    ] = False,
    marking: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Print this at top and bottom, such as TLP:AMBER. See briefing.toml."),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Carry out the decisions of this review file."),
    ] = None,
    share: Annotated[
        str | None, typer.Option(metavar="quotes", help="Leave the articles out, keep the quotes: to be handed on.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing, and exit 1, unless the brief is complete.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no notices; errors are still shown.")] = False,
) -> None:
    """Make a brief from articles."""
    with told():
        inputs = _inputs(paths)
        _agree(model=model, no_model=no_model, cache=cache, no_cache=no_cache, record=record, replay=replay)
        # A replay names its own model and asks nobody.
        asked = endpoint(model, base_url, no_model=no_model or replay is not None)
        judge = judging(asked, judge_model, judge_base_url, embedding_model, replayed=replay is not None)
        if record is not None and asked.model is None:
            raise UsageError("--record keeps a model's replies, and no model is named. Name one with --model NAME.")
        keywords = {
            "topic": topic,
            "concurrency": concurrency,
            "timeout": timeout,
            "cache": None if no_cache else cache or _default_cache(),
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
            "judge_model": judge.model,
            "judge_base_url": judge.base_url,
            "judge_api_key": judge.api_key,
            "embedding_model": embedding_model,
        }
    work.generate(work.Job(inputs, output or [], asked, keywords, dry_run, quiet))


@app.command(
    epilog="\b\n"
    "Examples:\n"
    "  briefing review brief.json\n"
    "  briefing generate articles/ --review brief.review.toml -o brief.docx\n"
    "  briefing review brief.json --add"
)
def review(
    brief: Annotated[
        Path,
        typer.Argument(metavar="BRIEF.json", exists=True, dir_okay=False, help="A brief written with -o FILE.json."),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="The review file. Default: beside the brief.")
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Put what is new behind an edited file's entries, and leave those alone.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Begin anew, and lose what was edited.")] = False,
) -> None:
    """Write a file in which a person reviews a brief.

    It lists every sentence and claim, to be struck, pinned, edited, merged, split, dated or noted, and to be signed.
    `briefing generate --review FILE` carries the decisions out.
    """
    work.review(brief, output, add=add, overwrite=overwrite)


@app.command(epilog="\b\nExamples:\n  briefing verify brief.json\n  briefing verify shared.json --sources articles/")
def verify(
    brief: Annotated[
        Path,
        typer.Argument(metavar="BRIEF.json", exists=True, dir_okay=False, help="A brief written with -o FILE.json."),
    ],
    sources: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, help="The articles, for a brief that was shared without them."),
    ] = None,
) -> None:
    """Re-check a brief: quotes, offsets, hashes, counts.

    Exit status 1 if there is a fault.
    """
    work.verify(brief, sources)


@app.command(
    epilog="\b\n"
    "Examples:\n"
    "  briefing check draft.md --sources articles/\n"
    "  briefing check draft.html --sources articles/ -o page.html"
)
def check(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="Text, Markdown or HTML, or - for standard input.")],
    sources: Annotated[
        Path, typer.Option(metavar="DIR", exists=True, help="The articles that the draft is to be held against.")
    ],
    output: Annotated[
        list[Path] | None,
        typer.Option("-o", metavar="FILE", help="Write to FILE (.md, .json or .html); may be given several times."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON.")] = False,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The model that judges. Without one, what takes judgement is not judged."),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the model is served. Default: OPENAI_BASE_URL, else OpenAI."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Where replies are kept. Default: your cache folder."),
    ] = None,
    marking: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the draft is marked with. See briefing.toml.")
    ] = None,
) -> None:
    """Hold anybody's brief against the articles.

    Each sentence by itself; exit status 1 if one is not supported. Code finds wrong numbers, dates, names and
    quotations; what a sentence means is judged only with --model.
    """
    asked: dict[str, Any] = {}
    with told():
        if model is not None:
            named = endpoint(model, base_url, no_model=False)
            asked = {"model": named.model, "base_url": named.base_url, "api_key": named.api_key, "marking": marking}
            asked["cache"] = cache or _default_cache()
    work.check(draft, sources, output or [], as_json=as_json, asked=asked)


@app.command(
    epilog="\b\nExamples:\n  briefing sources articles/\n  briefing sources articles/ -o articles/sources.toml"
)
def sources(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder that holds the articles.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            metavar="FILE",
            dir_okay=False,
            help="Write to FILE, which is replaced. Default: DIR/sources.toml, which is never replaced.",
        ),
    ] = None,
) -> None:
    """Write a manifest to fill in: what is known of each article, beside the articles."""
    work.sources(folder, output)


app.add_typer(topics.app, name="topics")


@app.command(epilog="\b\nExample:\n  briefing schema > brief.schema.json")
def schema() -> None:
    """Print the JSON Schema of a brief."""
    work.schema()


def _inputs(paths: list[str] | None) -> list[str]:
    if not paths:
        raise UsageError(f"no articles are named. Name files or folders, or - for standard input. {_EXAMPLE}")
    if "-" in paths and sys.stdin.isatty():
        raise UsageError(
            "- reads standard input, and nothing is piped into it. Example: cat article.txt | briefing generate -"
        )
    return paths


def _agree(
    *, model: str | None, no_model: bool, cache: Path | None, no_cache: bool, record: Path | None, replay: Path | None
) -> None:
    """Refuse options that contradict each other."""
    pairs = (
        ("--cache", cache is not None, "--no-cache", no_cache),
        ("--replay", replay is not None, "--model", model is not None),
        ("--replay", replay is not None, "--no-model", no_model),
        ("--replay", replay is not None, "--record", record is not None),
    )
    for one, has_one, other, has_other in pairs:
        if has_one and has_other:
            raise UsageError(f"{one} and {other} cannot go together. Leave one of them out.")


def _default_cache() -> Path:
    from briefing.cache import default_path

    return default_path()
