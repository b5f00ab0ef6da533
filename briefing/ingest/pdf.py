"""PDF files: the words as they stand on the pages, put back into paragraphs. Needs the extra `pdf` (PDFium).

A page knows lines, not paragraphs: lines are joined where the first word of the next would not have fitted, words
broken at a line's end are joined, and what stands at the head or foot of every page is left out.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING

from briefing.ingest import plain
from briefing.ingest.record import Fault, Reading, refused
from briefing.limits import PACKED_BYTES, PAGE_CHARACTERS, PAGES, UNPACKED_BYTES
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

# A file made to fill the memory packs a thousandfold, and may be packed again; a stream has so many filters at the
# most, and stands behind its dictionary.
_FILTERS, _DICTIONARY = 3, 300
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01-\xff])")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
# Text that is drawn without ink, or only cuts out what is drawn after it (ISO 32000-1, table 106), letters of less than
# three points, and colours next to white or hardly covering (of 255).
_NO_INK, _SMALL, _PAPER, _FAINT = frozenset((3, 7)), 3.0, 240, 25
# Lines further apart than this share of the usual distance are paragraphs with a gap between them.
_GAP = 1.35
# A sentence's end is a paragraph's where the next word would have fitted with this share of the column's width to
# spare, for letters differ in width; words in mid-sentence are a heading only with much room behind them.
_SLACK, _SHORT = 0.02, 0.2
# A first line is moved in by this share of the column's width.
_INDENT = 0.015
# Running heads and page numbers stand among so many lines of the page's head or foot.
_MARGIN = 2
_NUMBER = re.compile(r"\d+")
_FOLIO = re.compile(
    r"\W*(?:(?:page|faqe|faqja|strana|str\.|страна|seite)\s*)?\d{1,4}(?:\s*(?:of|/|nga|od|од|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_HYPHENS = "-\u2010\u00ad"
# PDFium gives the hyphen of a word that goes on in the next line as this sign, and no line end behind it.
_PARTED = "\x02"
_BREAKS = "\r\n" + _PARTED
_ENDED = re.compile(r"[.!?…:][\"”’“»)\]]*$")
# The number of an error of PDFium's that means that a password is needed (fpdfview.h, FPDF_ERR_PASSWORD).
_PASSWORD = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """Words of one line with its edges in points; `top` counts upwards from the foot of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def read(data: bytes) -> Reading:
    """The articles of a PDF: one, unless it is an export of several (see `split`)."""
    try:
        import pypdfium2
    except ImportError:
        return refused(
            "needs_extra", "is a PDF, and reading it needs an extra; from the program's folder: pip install '.[pdf]'"
        )
    if _unpacks_to_more(data):
        return refused("too_large", f"unpacks to more than {UNPACKED_BYTES:,} bytes a page; save its text as .txt")
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            return _read(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            return refused("unreadable", "is encrypted; save a copy without a password")
        return refused("unreadable", "is broken or no PDF; print it to a new PDF, or save its text as .txt")


def _unpacks_to_more(data: bytes) -> bool:
    """Whether a packed stream that is no picture holds more than a page of words can need: PDFium would unpack it."""
    for found in _STREAM.finditer(data):
        if _PICTURE.search(data, max(0, found.start() - _DICTIONARY), found.start()):
            continue
        packed = data[found.end() : found.end() + PACKED_BYTES]
        for _ in range(_FILTERS):
            try:
                unpacked = zlib.decompressobj().decompress(packed, UNPACKED_BYTES + 1)
            except zlib.error:
                break
            if len(unpacked) > UNPACKED_BYTES:
                return True
            packed = unpacked
    return False


def _read(document: PdfDocument) -> Reading:
    if len(document) > PAGES:
        return refused("too_large", f"has more than {PAGES} pages; cut the articles out of it")
    read = [_lines(document[index]) for index in range(len(document))]
    unseen = sum(count for _, count in read)
    told = (Fault("hidden", f"holds {unseen:,} signs that its reader does not see; they are left out"),)
    text = _joined(_without_margins([lines for lines, _ in read]))
    if not normalise(text):
        missing = "holds no text, only pictures of it; run a text recognition over it first"
        return Reading(faults=(Fault("no_body", missing), *(told if unseen else ())))
    found = plain.read(text)
    return replace(found, faults=(*found.faults, *told)) if unseen else found


def _is_seen(words: PdfTextPage, index: int, width: float, height: float) -> bool:
    """Whether a reader sees a sign: on the page, large enough, and of a colour that is not the paper's."""
    from pypdfium2 import raw

    left, bottom, right, top = words.get_charbox(index, loose=True)
    if right < 0 or left > width or top < 0 or bottom > height or top - bottom < _SMALL:
        return False
    drawn = raw.FPDFText_GetTextObject(words, index)
    if drawn and raw.FPDFTextObj_GetTextRenderMode(drawn) in _NO_INK:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(words, index, red, green, blue, alpha):
        return True
    return alpha.value > _FAINT and min(red.value, green.value, blue.value) < _PAPER


def _lines(page: PdfPage) -> tuple[list[_Line], int]:
    """The lines of a page from top to bottom, column by column as PDFium puts them, and how many signs are not seen."""
    from pypdfium2 import raw

    words = page.get_textpage()
    count = words.count_chars()
    if count > PAGE_CHARACTERS:
        return [], 0
    found: list[_Line] = []
    unseen = 0
    width, height = page.get_size()
    start = 0
    letters = [chr(raw.FPDFText_GetUnicode(words, index)) for index in range(count)]
    for end in range(count + 1):
        if end < count and letters[end] not in _BREAKS:
            continue
        inked = [index for index in range(start, end) if not letters[index].isspace()]
        shown = [index for index in inked if _is_seen(words, index, width, height)]
        unseen += len(inked) - len(shown)
        if shown:
            # Boxes of the type, not of its ink: lines of one size are then of one height.
            (left, bottom, _, top), (_, low, right, high) = (
                words.get_charbox(n, loose=True) for n in (shown[0], shown[-1])
            )
            kept = set(shown)
            text = " ".join("".join(letters[n] for n in range(start, end) if n in kept or letters[n].isspace()).split())
            text += "-" * (end < count and letters[end] == _PARTED)
            found.append(_Line(text, left, right, max(top, high), min(bottom, low)))
        start = end + 1
    return found, unseen


def _without_margins(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The pages without page numbers, and without what stands at the head or foot of most of them."""
    margins = []
    for page in pages:
        ordered = sorted(page, key=lambda line: -line.top)
        margins.append(
            {line: _NUMBER.sub("0", line.text.casefold()) for line in ordered[:_MARGIN] + ordered[-_MARGIN:]}
        )
    seen = Counter(key for margin in margins for key in set(margin.values()))
    often = {key for key, n in seen.items() if len(pages) > 1 and 2 * n > len(pages)}
    return [
        [
            line
            for line in page
            if margin.get(line) not in often and not (line in margin and _FOLIO.fullmatch(line.text))
        ]
        for page, margin in zip(pages, margins, strict=True)
    ]


def _joined(pages: Sequence[list[_Line]]) -> str:
    """The lines as paragraphs, one a line, with a blank line where a gap parts them."""
    every = [line for page in pages for line in page]
    compounds = {word.casefold() for line in every for word in _COMPOUND.findall(line.text)}
    step = _step(pages)
    out = [line.text for line in every[:1]]
    for before, line in pairwise(every):
        if _goes_on(before, line, every, step):
            out[-1] = _together(out[-1], line.text, compounds)
        else:
            apart = before.bottom - line.bottom > _GAP * step
            out += ["", line.text] if apart else [line.text]
    return "\n".join(out)


def _step(pages: Sequence[list[_Line]]) -> float:
    """The usual distance of one line's foot from the next."""
    steps = [a.bottom - b.bottom for page in pages for a, b in pairwise(page) if a.bottom > b.bottom]
    # Where most paragraphs are a line or two, most distances are gaps; the small ones are those within paragraphs.
    return quantiles(steps, n=5)[0] if len(steps) > 1 else max(steps, default=1.0)


def _goes_on(before: _Line, line: _Line, every: Sequence[_Line], step: float) -> bool:
    """Whether a line goes on with the paragraph of the one before it, on the page or the next."""
    height = before.top - before.bottom
    if before.bottom - line.bottom > _GAP * step:
        return False
    # The column of each: the lines that begin about where it does.
    edge = max(other.right for other in every if abs(other.left - before.left) < 3 * height)
    left = min(other.left for other in every if abs(other.left - line.left) < 3 * height)
    width = max(edge - left, 1.0)
    first = line.text.split(None, 1)[0]
    spare = edge - before.right - (line.right - line.left) * (len(first) + 1) / len(line.text)
    if _ENDED.search(before.text):
        return spare < _SLACK * width and line.left - left < _INDENT * width
    # What has not ended goes on, unless it is a heading: a short line with much room behind it.
    return spare < _SHORT * width or line.text[0].islower()


def _together(text: str, line: str, compounds: Collection[str]) -> str:
    """Two lines of a paragraph. A word broken at the end of the first is joined; a compound keeps its hyphen.

    A compound is what the document writes with a hyphen within a line as well: "so-called".
    """
    if text[-1] not in _HYPHENS or not text[-2:-1].isalnum():
        return f"{text} {line}"
    head, tail = text[:-1].rpartition(" ")[2], re.split(r"\W", line, maxsplit=1)[0]
    if line[0].islower() and head.isalpha() and f"{head}-{tail}".casefold() not in compounds:
        return text[:-1] + line
    return f"{text[:-1]}-{line}"
