"""`briefing check`: anybody's draft held against the articles."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.endpoint import endpoint
from briefing.cli.options import BaseUrl, Cache, Marking, default_cache
from briefing.cli.streams import FAILED, INCOMPLETE, out, say, told
from briefing.errors import InputError, UsageError

if TYPE_CHECKING:
    from briefing.records.article import Article

EPILOG = (
    "\b\n"
    "Examples:\n"
    "  briefing check draft.md --sources articles/\n"
    "  briefing check draft.docx --sources articles/ --model gpt-5-mini -o page.html"
)


class FailOn(StrEnum):
    """What makes a check fail."""

    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


def check(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="Text, Markdown, HTML or Word; - for standard input.")],
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
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with status 1 if a sentence is contradicted, or if any is not supported.")
    ] = FailOn.UNSUPPORTED,
    base_url: BaseUrl = None,
    cache: Cache = None,
    marking: Marking = None,
) -> None:
    """Hold anybody's brief against the articles, each sentence by itself.

    It is supported, contradicted, overstated or not found. Code finds wrong numbers, dates, names and quotations; what
    a sentence means is judged only with --model. Exit status 1 if one is not supported, else 3 if one was not judged.
    """
    from briefing.check import check as verdicts_on
    from briefing.check import report
    from briefing.ingest import spare
    from briefing.render import writable
    from briefing.storage import save

    with told():
        asked: dict[str, Any] = {}
        if model is not None:
            named = endpoint(model, base_url, no_model=False)
            asked = {"model": named.model, "base_url": named.base_url, "api_key": named.api_key, "marking": marking}
            asked["cache"] = cache or default_cache()
        outputs = output or []
        for path in outputs:
            writable(path)
        spare([draft, str(sources)], outputs)
        text = _read(draft)
        articles = articles_in(sources)
        checks = verdicts_on(text, articles, notice=say, **asked)
        name = "standard input" if draft == "-" else Path(draft).name
        for path in outputs:
            save(path, report.FORMATS[path.suffix.lower()](name, checks))
            say(f"wrote {path}")
        if as_json:
            out([report.as_json(checks).removesuffix("\n")])
        elif not outputs:
            out([report.as_text(checks).removesuffix("\n")])
    if checks.contradicted if fail_on is FailOn.CONTRADICTED else checks.faulty:
        raise typer.Exit(FAILED)
    if checks.unjudged:
        raise typer.Exit(INCOMPLETE)


def articles_in(folder: Path) -> tuple[Article, ...]:
    """Read the articles of a folder, and tell what is left out. Raises `InputError` where there is none."""
    from briefing.ingest import ingest

    ingested = ingest([str(folder)])
    for line in ingested.notices:
        say(line)
    for rejected in ingested.rejected:
        say(f"{rejected.path or folder}: {rejected.reason.detail}")
    if not ingested.articles:
        raise InputError(f"no article was found in {folder}. Name a folder of articles.")
    return ingested.articles


def _read(draft: str) -> str:
    from briefing.ingest import word_page

    if draft.endswith(".json"):
        raise UsageError(f"{draft} is JSON, and a draft is text, Markdown, HTML or Word. Try:  briefing verify {draft}")
    try:
        data = sys.stdin.buffer.read() if draft == "-" else Path(draft).read_bytes()
        page = word_page(data) if draft.lower().endswith(".docx") else data.decode()
    except OSError as error:
        raise UsageError(
            f"{draft} cannot be read: {error.strerror or error}. Name the draft, or - for standard input."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{draft} is not text in UTF-8 (byte {error.start}). Save it as UTF-8 text and try again."
        ) from error
    if not isinstance(page, str):
        raise InputError(f"{draft} {page.detail}.")
    return page
