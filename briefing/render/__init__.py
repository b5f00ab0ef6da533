"""Briefs as Markdown, HTML, JSON and on a terminal. A renderer settles layout and words, and never what is true."""

from briefing.render.documents import markdown
from briefing.render.files import FORMATS, Brief, json, terminal, writable, write
from briefing.render.page import html, notebook

__all__ = ["FORMATS", "Brief", "html", "json", "markdown", "notebook", "terminal", "writable", "write"]
