"""Text as Markdown that shows it letter by letter."""

from __future__ import annotations

import re

# A backslash before any ASCII punctuation makes it itself (CommonMark 0.31, 2.4). "&" is markup only in an entity.
_INLINE = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
# At the start of a line these begin a heading, a list, a quotation or a rule.
_AT_START = re.compile(r"\s*(?:[#+=-]|\d{1,9}(?=[.)](?:\s|$)))")


def escape(text: str) -> str:
    """`text` (one line) with every character escaped that Markdown could take for markup."""
    escaped = _INLINE.sub(r"\\\g<0>", text)
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    # A list's number is broken at its dot, the other marks before themselves.
    at = start.end() if escaped[start.end() - 1].isdigit() else start.end() - 1
    return f"{escaped[:at]}\\{escaped[at:]}"
