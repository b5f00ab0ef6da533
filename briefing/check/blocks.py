"""A draft as blocks: its paragraphs, items, headings and rows of tables in reading order, with marks for what is bold.

Plain text and Markdown (CommonMark with tables) are made HTML first, so that every draft is read in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.check import marks
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|h[1-6]|ul|ol|table|article)\b", re.I | re.S)
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_UNREAD = frozenset("head title script style template noscript".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
CELL, BOLD, BOLD_END = "\ue004", "\ue005", "\ue006"
_MARKED = {
    "a": (marks.LINK, marks.LINK_END), "sup": (marks.LINK, marks.LINK_END), "td": (CELL, ""), "th": (CELL, ""),
    "strong": (BOLD, BOLD_END), "b": (BOLD, BOLD_END), "br": ("\n", ""),
}  # fmt: skip
ENTRY = re.compile(rf"^\s*(?:{BOLD})?\[\^?(\d{{1,3}})\](?:{BOLD_END})?:?\s+(?=\S)")
_FIELD = re.compile(r"[^\W\d_][^:.!?]{0,30}:\s")
# What stands beside the sentences in a brief of ours.
_ASIDES, _ASIDE_CLASSES = _UNREAD | {"small", "blockquote"}, frozenset({"mark", "dots"})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, item, row or heading by its tag, with the number that it has in an ordered list."""

    tag: str
    text: str
    number: int | None = None


def blocks(draft: str, *, ours: bool = False) -> Iterator[Block]:
    """The blocks of plain text, Markdown or HTML; of a brief of `ours` without what stands beside its sentences."""
    return _blocks(_tree(draft), ours)


def _tree(draft: str) -> HtmlElement:
    import lxml.html
    from markdown_it import MarkdownIt

    page = draft
    if not _PAGE.match(draft):
        # "[1]: https://..." is an entry of a list of sources, and what is indented is no program.
        markdown = MarkdownIt("commonmark").enable("table").disable(["reference", "code"])
        page = markdown.render(_FENCE.sub("", normalise(draft)))
    return lxml.html.document_fromstring(f"<html><body>{page}" if page.strip() else "<html><body></body></html>")


def _blocks(tree: HtmlElement, ours: bool) -> Iterator[Block]:
    """The blocks of a page in reading order, without what no reader sees."""
    from lxml import etree

    tag, number, words = "p", None, list[str]()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            words.append(element.tail or "")
            continue
        name = element.tag
        before, behind = _MARKED.get(name, ("", ""))
        if name in _BLOCKS and not _fills_cell(element):
            yield from _split(tag, "".join(words), number)
            tag, number, words = name if event == "start" else "p", None, []
            if event == "start" and name == "tr" and element.find("td") is None:
                tag = "head"
            if event == "start" and name == "li":
                number = _number(element)
        aside = ours and (name in _ASIDES or not _ASIDE_CLASSES.isdisjoint(element.get("class", "").split()))
        if event == "start" and (aside or name in _UNREAD):
            walk.skip_subtree()
        elif event == "start":
            words += [before, element.text or ""]
        else:
            words += [behind, element.tail or ""]
    yield from _split(tag, "".join(words), number)


def _fills_cell(element: HtmlElement) -> bool:
    """Whether a paragraph is all that stands in the cell of a table."""
    cell = element.getparent()
    return cell is not None and cell.tag in ("td", "th") and len(cell) == 1 and element.tag in ("p", "div")


def _number(item: HtmlElement) -> int | None:
    """The number of an item in an ordered list."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return None
    start = above.get("start", "1")
    return (int(start) if start.isdecimal() else 1) + sum(1 for _ in item.itersiblings("li", preceding=True))


def _split(tag: str, text: str, number: int | None) -> Iterator[Block]:
    """A block; each entry of a list of sources, and each of the fields of a memo, is one of its own."""
    lines = list(filter(None, map(str.strip, text.split("\n"))))
    if all(ENTRY.match(line) for line in lines) or all(_FIELD.match(line) for line in lines):
        yield from (Block(tag, line, number) for line in lines)
    else:
        yield Block(tag, " ".join(lines), number)
