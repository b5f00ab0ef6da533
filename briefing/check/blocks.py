"""A draft as blocks: one line for each paragraph, list item, heading or table row, whatever form the draft has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.check import marks, own
from briefing.ingest.page import fragment_text
from briefing.text.normal import normalise

_HTML = re.compile(r"<\s*(?:!doctype|html|body|p|div|li|h[1-6]|span|ul|ol|article|br|table)\b", re.IGNORECASE)
_HTML_HEADING = re.compile(r"(<h([1-6])\b[^>]*>)", re.IGNORECASE)
_HTML_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=</tr\b|<tr\b|</table\b|</tbody\b|</thead\b|\Z)", re.IGNORECASE | re.DOTALL)
_HTML_CELL = re.compile(r"<(t[dh])\b[^>]*>|</t[dh]\s*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_RULED = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
# What begins a block of its own.
_BEGINS = re.compile(
    r"^\s*(?:#{1,6}\s|>|[-*+•–]\s|\(?\d{1,3}[.)]\s|\\?\[\^?\d{1,3}\\?\]:?\s|\||[-=*_]{3,}\s*$|\*\*[^*]+\*\*:?\s*$)"
)
_ITEM = re.compile(r"^\s*(?:[-*+•–]|\(?\d{1,3}[.)])\s")
_STOPPED = re.compile(r"[.!?…:;][\"”’»)\]\d\[]*$")
# A line that breaks off in mid-sentence has so many characters, or so many words where the next one starts small.
_BROKEN, _BROKEN_WORDS = 40, 4


def blocks(draft: str) -> list[str]:
    """The blocks of a text, Markdown or HTML draft; an empty one stands for a blank line.

    "Ships wait in" and "the roads." below it are one block, "- Ships wait" and "- Dockers strike" are two. A row of a
    table is a block in pipes, and a rule stands behind its head.
    """
    if _HTML.search(draft):
        page = marks.written_out(own.without_asides(draft) if own.is_own(draft) else draft)
        page = _HTML_ROW.sub(_row, _HTML_HEADING.sub(lambda m: f"{m.group(1)}{'#' * int(m.group(2))} ", page))
        return normalise(fragment_text(page)).split("\n")
    lines = [line for line in normalise(_COMMENT.sub("", draft)).split("\n") if not _FENCE.match(line)]
    return lines if own.is_own(draft) else list(_joined(lines))


def cells(block: str) -> tuple[str, ...] | None:
    """The cells of a table row that have words; None for any other block."""
    if not _ROW.match(block) or _RULED.match(block):
        return None
    found = (cell.replace("\\|", "|").strip() for cell in _PIPE.split(block.strip()[1:-1]))
    return tuple(cell for cell in found if cell)


def is_rule(block: str) -> bool:
    """Whether a block is the rule of a table: "|---|:--|"."""
    return "|" in block and bool(_RULED.match(block))


def _row(match: re.Match[str]) -> str:
    """A row of an HTML table as a line in pipes, with a rule behind one of headings only."""
    cells = [m.group(1).lower() for m in _HTML_CELL.finditer(match.group(1)) if m.group(1)]
    if not cells:
        return match.group()
    line = _HTML_CELL.sub(lambda m: " | " if m.group(1) else " ", match.group(1))
    rule = "" if "td" in cells else "<div>| --- |</div>"
    return f"<div>{line} |</div>{rule}"


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines with those that were wrapped put together again."""
    widths = _widths(lines)
    block = ""
    for place, line in enumerate(lines):
        if place and block and line.strip() and _goes_on(block, lines[place - 1], line, widths[place]):
            block = f"{block} {line.strip()}"
            continue
        if place:
            yield block
        block = line
    yield block


def _widths(lines: Sequence[str]) -> list[int]:
    """For each line how wide the run of lines without a blank one is that it stands in."""
    widths: list[int] = []
    run: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            run.append(line)
        else:
            widths += [max(map(len, run), default=0)] * len(run) + [0]
            run = []
    return widths


def _goes_on(block: str, before: str, line: str, width: int) -> bool:
    """Whether a line is the rest of the block so far: it starts small, or its first word had no room in `before`."""
    if _BEGINS.match(line) or _ROW.match(before) or " · " in before or before.lstrip().startswith("#"):
        return False
    if _ITEM.match(block) and line.startswith("  "):
        return True
    if line.lstrip()[:1].islower() and not _STOPPED.search(before) and len(before.split()) >= _BROKEN_WORDS:
        return True
    return len(before) >= _BROKEN and len(before) + 1 + len(line.split(None, 1)[0]) > width
