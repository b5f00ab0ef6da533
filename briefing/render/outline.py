"""The Markdown of a brief taken apart again, for formats that show the same layout by other means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it.token import Token

_ANCHOR = re.compile(r'<a id="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look. `href` is an address, or "#" and an anchor of the brief; `anchor` names the place itself."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 to 3), paragraph, bullet, quotation, or row of a table (the first row is its head).

    A row has a tuple of spans for each cell, any other block has one tuple.
    """

    kind: Literal["heading", "paragraph", "bullet", "quote", "row"]
    cells: tuple[tuple[Span, ...], ...]
    level: int = 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words of a block that is no row."""
        return self.cells[0]


def outline(markdown: str) -> Iterator[Block]:
    """Give the blocks of a brief's Markdown in reading order."""
    from markdown_it import MarkdownIt

    kind: Literal["paragraph", "bullet", "quote"] = "paragraph"
    level = 0
    row: list[tuple[Span, ...]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "list_item_open":
                kind = "bullet"
            case "blockquote_open":
                kind = "quote"
            case "list_item_close" | "blockquote_close":
                kind = "paragraph"
            case "tr_close":
                yield Block("row", tuple(row))
                row = []
            case "inline":
                spans = tuple(_spans(token.children or ()))
                if token.level == 1 and level:
                    yield Block("heading", (spans,), level)
                    level = 0
                elif kind == "paragraph" and token.level > 1:
                    row.append(spans)
                else:
                    yield Block(kind, (spans,))


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    bold = italic = False
    href: str | None = None
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.nesting > 0
            case "em_open" | "em_close":
                italic = token.nesting > 0
            case "link_open" | "link_close":
                href = str(token.attrs["href"]) if token.nesting > 0 else None
            case "html_inline":
                if found := _ANCHOR.fullmatch(token.content):
                    yield Span("", anchor=found[1])
            case "softbreak":
                yield Span(" ")
            case _ if token.content:
                yield Span(token.content, bold, italic, href)
