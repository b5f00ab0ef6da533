"""The brief on a terminal: its Markdown, laid out by rich within 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.records.brief import Brief
from briefing.render.documents import markdown

if TYPE_CHECKING:
    from rich.console import Console

# Longer lines read badly, however wide the terminal is.
_COLUMNS = 80


def terminal(brief: Brief, console: Console | None = None) -> None:
    """Print the brief with rich, on standard output unless `console` is given."""
    # rich takes 60 ms to load and is of no use to any other output.
    from rich.console import Console
    from rich.markdown import Markdown

    console = console or Console()
    console.print(Markdown(markdown(brief, links=False)), width=min(console.width, _COLUMNS))
