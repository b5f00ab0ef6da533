"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        metavar="FILE",
        help="Write to FILE (.md .json .html .docx .eml.txt); may be given several times. Default: stdout.",
    ),
]
Topic = Annotated[
    str | None, typer.Option(metavar="NAME|FILE", help="A topic's name, or a topic file. Default: the one that fits.")
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The model to ask. Default: BRIEFING_MODEL; if unset, no model and no network."),
]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="Where the model is served. Default: OPENAI_BASE_URL, else OpenAI.")
]
Cache = Annotated[
    Path | None,
    typer.Option(metavar="FILE", dir_okay=False, help="Where replies are kept. Default: your cache folder."),
]
AsOf = Annotated[
    str | None, typer.Option(metavar="DATE", help="The brief's date: it gives the year of dates without one.")
]
Length = Annotated[int, typer.Option(metavar="WORDS", help="At most so many words in the sections.")]
Marking = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Print this at top and bottom, such as TLP:AMBER. See briefing.toml.")
]
BriefFile = Annotated[
    Path, typer.Argument(metavar="BRIEF.json", exists=True, dir_okay=False, help="A brief written with -o FILE.json.")
]


def default_cache() -> Path:
    """Where replies are kept when nobody names a place."""
    from briefing.cache import default_path

    return default_path()
