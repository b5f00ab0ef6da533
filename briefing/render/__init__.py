"""Briefs as Markdown, HTML, JSON and on a terminal. A renderer settles layout and words, and never what is true."""

from briefing.render.brief import Brief
from briefing.render.documents import markdown
from briefing.render.files import FORMATS, json, writable, write
from briefing.render.page import html, notebook
from briefing.render.screen import terminal

__all__ = ["FORMATS", "Brief", "html", "json", "markdown", "notebook", "terminal", "writable", "write"]
