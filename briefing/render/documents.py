"""Markdown and HTML from the templates. Whatever a template prints is escaped unless it is marked as markup."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefing.records.brief import Brief
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK
from briefing.render.markdown_text import escape
from briefing.render.view import view

_TEMPLATES = Path(__file__).parent / "templates"
# Rejections of one stage that Markdown prints, enough to see what kind they are; the JSON has all of them.
_SHORT = 5
# The same for the page, where they are folded: a run over ten thousand articles rejects more than a browser shows well.
_FOLDED = 200


def markdown(brief: Brief) -> str:
    """Render the brief as Markdown (CommonMark with tables)."""
    return text("brief", view=view(brief), most=_SHORT)


def text(name: str, **values: object) -> str:
    """Render the template NAME.md.j2 as Markdown that carries our mark; `values` are shown letter by letter."""
    return _environment("markdown").get_template(f"{name}.md.j2").render(mark=_markup(MARKDOWN_MARK), **values)


def html(brief: Brief) -> str:
    """Render the brief as one page that loads nothing and runs nothing."""
    return page("brief", view=view(brief), most=_FOLDED)


def page(name: str, **values: object) -> str:
    """Render the template NAME.html.j2 as a page that loads nothing and runs nothing: its one style sheet is inside.

    That is the brief's, with NAME.css behind it where the page is another; a Content-Security-Policy allows nothing
    else. `values` are escaped.
    """
    from briefing import __version__  # not above: the package may import this module before it has set its version

    style = "".join((_TEMPLATES / f"{sheet}.css").read_text("utf-8") for sheet in dict.fromkeys(("brief", name)))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment("html")
        .get_template(f"{name}.html.j2")
        .render(
            # The mark is the tag up to the version, as ingest looks for it.
            generator=_markup(HTML_MARK),
            version=__version__,
            style=_markup(style),
            style_hash=f"sha256-{digest}",
            **values,
        )
    )


@cache
def _environment(kind: Literal["markdown", "html"]) -> Environment:
    # With `autoescape` on, what macros return counts as markup and is not escaped twice; `finalize` comes before it.
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_markdown_value if kind == "markdown" else None,
    )
    # Addresses come checked and percent-encoded; a backslash in one would be part of it.
    environment.filters["address"] = _markup
    return environment


def _markup(text: str) -> Markup:
    # The one door past the escaping: for our own constants, checked addresses, and text that is escaped as Markdown.
    return Markup(text)  # noqa: S704


def _markdown_value(value: object) -> Markup:
    return value if isinstance(value, Markup) else _markup(escape(str(value)))
