"""Markdown from its template, and what all templates share: whatever one prints is escaped unless marked as markup."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from briefing.records.brief import Brief
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK
from briefing.render.display import plain
from briefing.render.view import view

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
# Rejections of one stage that Markdown prints, enough to see what kind they are; the JSON has all of them.
_SHORT = 5
# A backslash before any ASCII punctuation makes it itself (CommonMark 0.31, 2.4). "&" is markup only in an entity.
_INLINE = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
# At the start of a line these begin a heading, a list, a quotation or a rule.
_AT_START = re.compile(r"\s*(?:[#+=-]|\d{1,9}(?=[.)](?:\s|$)))")


def markdown(brief: Brief, *, links: bool = True) -> str:
    """Render the brief as Markdown (CommonMark with tables); without `links` within it, for what is read as text."""
    return text("brief", view=view(brief), most=_SHORT, links=links)


def text(name: str, **values: object) -> str:
    """Render the template NAME.md.j2 as Markdown that carries our mark; `values` are shown letter by letter."""
    return environment("markdown").get_template(f"{name}.md.j2").render(mark=markup(MARKDOWN_MARK), **values)


def page(name: str, **values: object) -> str:
    """Render the template NAME.html.j2 as a page that loads nothing: its one style sheet is inside.

    That is the brief's, with NAME.css behind it where the page is another; a Content-Security-Policy allows nothing
    else. `values` are escaped.
    """
    from briefing import __version__  # not above: the package may import this module before it has set its version

    style = "".join(file(f"{sheet}.css") for sheet in dict.fromkeys(("brief", name)))
    template = environment("html").get_template(f"{name}.html.j2")
    # The mark is the tag up to the version, as ingest looks for it.
    head = {"generator": markup(HTML_MARK), "version": __version__}
    return template.render(**head, style=markup(style), style_hash=hashed(style), **values)


@cache
def file(name: str) -> str:
    """Read a file that stands beside the templates."""
    return (_TEMPLATES / name).read_text("utf-8")


def hashed(text: str) -> str:
    """Name `text` in a Content-Security-Policy."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def environment(kind: Literal["markdown", "html"]) -> Environment:
    """Give the environment of the templates of a kind."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # With `autoescape` on, what macros return counts as markup and is not escaped twice; `finalize` comes before it.
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_markdown if kind == "markdown" else _harmless,
    )
    # Addresses come checked and percent-encoded; a backslash in one would be part of it.
    made.filters["address"] = markup
    return made


def _harmless(value: object) -> object:
    """Whatever a template prints, on one line and without characters that act."""
    return value if isinstance(value, Markup) else plain(str(value))


def _markdown(value: object) -> Markup:
    return value if isinstance(value, Markup) else markup(_escaped(plain(str(value))))


def _escaped(text: str) -> str:
    """`text` (one line) as Markdown that shows it letter by letter."""
    escaped = _INLINE.sub(r"\\\g<0>", text)
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    # A list's number is broken at its dot, the other marks before themselves.
    at = start.end() if escaped[start.end() - 1].isdigit() else start.end() - 1
    return f"{escaped[:at]}\\{escaped[at:]}"


def markup(text: str) -> Markup:
    """Take `text` for markup: the one door past the escaping, for our own constants and what is escaped already."""
    return Markup(text)  # noqa: S704
