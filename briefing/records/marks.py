"""Marks that our own outputs carry, by which ingest knows and refuses them as input."""

from __future__ import annotations

HTML_MARK = '<meta name="generator" content="briefing'
"""Stands in the head of every HTML page; a version and the closing quote follow."""

MARKDOWN_MARK = "<!-- briefing:brief"
"""Stands in a comment of every Markdown brief; what follows is free, up to `-->`."""

TEXT_MARK = "made with briefing from the articles listed under SOURCES"
"""Stands in the last lines of every brief as plain text."""

DOCX_MARK = "briefing:brief"
"""The category among the properties of every Word file."""

JSON_KEYS = frozenset({"schema_version", "claims", "bottom_line"})
"""A JSON object with all of these keys is a brief."""
