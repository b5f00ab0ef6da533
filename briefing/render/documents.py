"""Markdown from its template, and what all templates share: whatever one prints is escaped unless marked as markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefing.records.brief import Brief
from briefing.records.marks import MARKDOWN_MARK
from briefing.render.markdown_text import escape
from briefing.render.view import view

TEMPLATES = Path(__file__).parent / "templates"
# Rejections of one stage that Markdown prints, enough to see what kind they are; the JSON has all of them.
_SHORT = 5


def markdown(brief: Brief) -> str:
    """Render the brief as Markdown (CommonMark with tables)."""
    template = environment("markdown").get_template("brief.md.j2")
    return template.render(view=view(brief), mark=markup(MARKDOWN_MARK), most=_SHORT)


@cache
def environment(kind: Literal["markdown", "html"]) -> Environment:
    """Give the environment of the templates of a kind."""
    # With `autoescape` on, what macros return counts as markup and is not escaped twice; `finalize` comes before it.
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_markdown_value if kind == "markdown" else None,
    )
    # Addresses come checked and percent-encoded; a backslash in one would be part of it.
    made.filters["address"] = markup
    return made


def markup(text: str) -> Markup:
    """Take `text` for markup: the one door past the escaping, for our own constants and what is escaped already."""
    return Markup(text)  # noqa: S704


def _markdown_value(value: object) -> Markup:
    return value if isinstance(value, Markup) else markup(escape(str(value)))
