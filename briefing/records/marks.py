"""Marks that our own outputs carry, by which ingest knows and refuses them as input."""

from __future__ import annotations

HTML_MARK = '<meta name="generator" content="briefing'
"""Stands in the head of every HTML page; a version and the closing quote follow."""

MARKDOWN_MARK = "<!-- briefing:brief"
"""Stands in a comment of every Markdown brief; what follows is free, up to `-->`."""

JSON_KEYS = frozenset({"schema_version", "claims", "bottom_line"})
"""A JSON object with all of these keys is a brief."""
