"""The brief as plain text that survives being pasted into a mail: 72 columns, no markup, footnotes in brackets.

Marks of punctuation are ASCII, for mail programs still mangle them; letters of names stay as they are.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from briefing.records.brief import Brief
from briefing.records.marks import TEXT_MARK
from briefing.render.display import plain
from briefing.render.documents import markdown
from briefing.render.outline import Block, Span, outline

# RFC 3676, 4.2: lines of 78 characters at most, 72 where replies are to quote them.
_COLUMNS = 72
_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'",
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "•": "*", "·": "|", "\u00a0": " ", "\u202f": " ",
        "\u2009": " ", "\u00ad": "", "\u200b": "", "×": "x", "→": "->",
    }
)  # fmt: skip


def mail(brief: Brief) -> str:
    """Render the brief as plain text for a mail."""
    marking = [line.center(_COLUMNS).rstrip() for line in _wrapped(plain(brief.marking or ""))]
    blocks = outline(markdown(brief.model_copy(update={"marking": None}), links=False))
    return "\n".join([*marking, *_lines(blocks), "", f"-- {TEXT_MARK}", *marking]) + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    before = ""
    for block in blocks:
        if before and not before == block.kind == "bullet" and not before == block.kind == "row":
            yield ""
        if before == block.kind == "row":
            label, values, status = map(_words, block.cells)
            yield from _wrapped(f"{label}: {values} ({status})", "* ", "  ")
        elif block.kind == "heading":
            title = list(_wrapped(_words(block.spans).upper()))
            yield from title
            yield ("=" if block.level == 1 else "-") * max(map(len, title))
        elif block.kind != "row":
            mark = {"bullet": "* ", "quote": "  "}.get(block.kind, "")
            yield from _wrapped(_words(block.spans), mark, " " * len(mark))
            yield from (f"    <{span.href}>" for span in block.spans if span.href)
        before = block.kind


def _words(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _wrapped(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """A paragraph; an address is not broken, so a line with nothing else may be longer."""
    lines = textwrap.wrap(
        text.translate(_ASCII), _COLUMNS, initial_indent=first, subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    for line in lines:
        # Mailboxes take "From " at the start of a line for the next message and change it (RFC 4155); ">" quotes.
        yield f" {line}" if line.startswith(("From ", ">")) else line
