"""The program and its smaller commands."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Annotated

import typer

from briefing.boundary import LOG
from briefing.cli import batch, cache, check, generate, topics
from briefing.cli.endpoint import endpoint
from briefing.cli.options import BaseUrl, BriefFile, Cache, default_cache
from briefing.cli.streams import FAILED, INCOMPLETE, crash, out, say, told
from briefing.errors import OutputError, UsageError

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
app.command(epilog=generate.EPILOG)(generate.generate)


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


def _debug(wanted: bool) -> None:
    if wanted:
        logging.basicConfig(format="briefing: %(message)s")
        LOG.setLevel(logging.DEBUG)


@app.callback()
def _briefing(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[  # its callback does it
        bool,
        typer.Option("--debug", callback=_debug, help="Show where the program broke; it may show words of articles."),
    ] = False,
) -> None:
    pass


@app.command(
    epilog="\b\n"
    "Examples:\n"
    "  briefing review brief.json\n"
    "  briefing generate articles/ --review brief.review.toml -o brief.docx\n"
    "  briefing review brief.json --add"
)
def review(
    brief: BriefFile,
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
    from briefing.changes import load
    from briefing.review import place, write_sheet

    with told():
        if add and overwrite:
            raise UsageError("--add and --overwrite cannot go together. Leave one of them out.")
        say(write_sheet(load(brief), output or place(brief), add=add, overwrite=overwrite))


@app.command(
    epilog="\b\n"
    "Examples:\n"
    "  briefing verify brief.json\n"
    "  briefing verify brief.json --model gpt-5-mini\n"
    "  briefing verify shared.json --sources articles/"
)
def verify(
    brief: BriefFile,
    sources: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, help="The articles, for a brief that was shared without them."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="Have this model judge every sentence anew. Default: none.")
    ] = None,
    base_url: BaseUrl = None,
    cache: Cache = None,
) -> None:
    """Re-check a brief: quotes, offsets, hashes, counts, and with --model what its sentences mean.

    Exit status 1 if there is a fault, else 3 if the model could not be believed.
    """
    from briefing.changes import load
    from briefing.check.report import judge_line
    from briefing.verify import judged, unchecked
    from briefing.verify import verify as faults_of

    score = None
    with told():
        found = load(brief)
        faults = faults_of(found, sources)
        if model is not None:
            asked = endpoint(model, base_url, no_model=False)
            kept = cache or default_cache()
            wrong, score = judged(
                found, model=model, base_url=asked.base_url, api_key=asked.api_key, cache=kept, notice=say
            )
            faults += wrong
        out(map(str, faults) if faults else [f"{brief}: no fault found"])
        out([judge_line(score)] if score else [])
        out(f"not checked: {line}" for line in unchecked(found, sources, meant=score is not None and score.trusted))
    if faults:
        raise typer.Exit(FAILED)
    if score is not None and not score.trusted:
        raise typer.Exit(INCOMPLETE)


app.command(epilog=check.EPILOG)(check.check)
app.command("cache", epilog=cache.EPILOG)(cache.kept)


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
    from briefing.ingest import MANIFESTS, written
    from briefing.origins import assign
    from briefing.storage import save

    with told():
        articles = check.articles_in(folder)
        there = next((folder / name for name in MANIFESTS if (folder / name).exists()), None)
        if output is None and there is not None:
            raise OutputError(f"{there} stands there already and is not replaced. Name it with -o to have it replaced.")
        target = output or folder / MANIFESTS[0]
        text = written(articles, folder, {a.id: a.origin for a in assign(articles)})
        save(target, text, instead="Name another file with -o.")
        say(f"wrote {target}: {len(articles)} articles; fill in what is empty")


app.add_typer(topics.app, name="topics")


@app.command(epilog="\b\nExample:\n  briefing schema > brief.schema.json")
def schema() -> None:
    """Print the JSON Schema of a brief."""
    from briefing.records.brief import Brief

    with told():
        out([json.dumps(Brief.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2)])
