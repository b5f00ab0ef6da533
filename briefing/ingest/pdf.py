"""PDF files: the words as they stand on the pages, put back into paragraphs. Needs the extra `pdf` (PDFium).

A page knows lines, not paragraphs: lines are joined where the first word of the next would not have fitted, words
broken at a line's end are joined, and what stands at the head or foot of every page is left out.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING

from briefing.ingest import plain
from briefing.ingest.record import Fault, Reading
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

# A newspaper has some hundred pages; beyond this it is a book, or made to take time.
_MOST_PAGES = 500
# A page of small print has some 10,000 characters.
_MOST_CHARACTERS = 200_000
# What one stream may unpack to: a map drawn in lines has some million bytes. A file made to fill the memory packs a
# thousandfold, and may be packed again; a stream has so many filters at the most, and stands behind its dictionary.
_MOST_BYTES, _MOST_PACKED, _FILTERS, _DICTIONARY = 48 * 1024 * 1024, 10 * 1024 * 1024, 3, 300
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01-\xff])")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
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
_HYPHENS = "-\u2010\u00ad"
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
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
        return _fault(
            "needs_extra", "is a PDF, and reading it needs an extra; from the program's folder: pip install '.[pdf]'"
        )
    if _unpacks_to_more(data):
        return _fault("too_large", f"unpacks to more than {_MOST_BYTES:,} bytes a page; save its text as .txt")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            return _fault("unreadable", "is encrypted; save a copy without a password")
        return _fault("unreadable", "is broken or no PDF; print it to a new PDF, or save its text as .txt")
    try:
        return _read(document)
    except pypdfium2.PdfiumError:
        return _fault("unreadable", "has a broken page; print it to a new PDF, or save its text as .txt")
    finally:
        document.close()


def _unpacks_to_more(data: bytes) -> bool:
    """Whether a packed stream that is no picture holds more than a page of words can need: PDFium would unpack it."""
    for found in _STREAM.finditer(data):
        if _PICTURE.search(data, max(0, found.start() - _DICTIONARY), found.start()):
            continue
        packed = data[found.end() : found.end() + _MOST_PACKED]
        for _ in range(_FILTERS):
            try:
                unpacked = zlib.decompressobj().decompress(packed, _MOST_BYTES + 1)
            except zlib.error:
                break
            if len(unpacked) > _MOST_BYTES:
                return True
            packed = unpacked
    return False


def _read(document: PdfDocument) -> Reading:
    if len(document) > _MOST_PAGES:
        return _fault("too_large", f"has more than {_MOST_PAGES} pages; cut the articles out of it")
    pages = [_lines(document[index]) for index in range(len(document))]
    text = _joined(_without_margins(pages))
    if not normalise(text):
        return _fault("no_body", "holds no text, only pictures of it; run a text recognition over it first")
    found = plain.read(text)
    title = " ".join(str(document.get_metadata_value("Title")).split())
    if len(found.drafts) != 1 or not title:
        return found
    # Programs write file names and "untitled" there, so it counts only where the page says the same.
    draft = found.drafts[0]
    first, _, rest = draft.body.partition("\n")
    if draft.title or " ".join(first.split()).casefold() != title.casefold() or not rest.strip():
        return found
    return replace(found, drafts=(replace(draft, title=title, body=rest.strip("\n"), titled=True),))


def _lines(page: PdfPage) -> list[_Line]:
    """The lines of a page from top to bottom, column by column as PDFium puts them."""
    from pypdfium2 import raw

    words = page.get_textpage()
    count = words.count_chars()
    if count > _MOST_CHARACTERS:
        return []
    found: list[_Line] = []
    start = 0
    letters = [chr(raw.FPDFText_GetUnicode(words, index)) for index in range(count)]
    for end in range(count + 1):
        if end < count and letters[end] not in _BREAKS:
            continue
        shown = [index for index in range(start, end) if not letters[index].isspace()]
        if shown:
            # Boxes of the type, not of its ink: lines of one size are then of one height.
            (left, bottom, _, top), (_, low, right, high) = (
                words.get_charbox(n, loose=True) for n in (shown[0], shown[-1])
            )
            text = " ".join("".join(letters[start:end]).split())
            text += "-" * (end < count and letters[end] == _PARTED)
            found.append(_Line(text, left, right, max(top, high), min(bottom, low)))
        start = end + 1
    return found


def _without_margins(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The pages without page numbers, and without what stands at the head or foot of most of them."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _margins(page)})
    often = {key for key, n in seen.items() if len(pages) > 1 and 2 * n > len(pages)}
    kept = []
    for page in pages:
        margins = {id(line) for line in _margins(page) if _key(line) in often or _FOLIO.fullmatch(line.text)}
        kept.append([line for line in page if id(line) not in margins])
    return kept


def _margins(page: Sequence[_Line]) -> list[_Line]:
    ordered = sorted(page, key=lambda line: -line.top)
    return [*ordered[:_MARGIN], *ordered[max(_MARGIN, len(ordered) - _MARGIN) :]]


def _key(line: _Line) -> str:
    return _NUMBER.sub("0", line.text.casefold())


def _joined(pages: Sequence[list[_Line]]) -> str:
    every = [line for page in pages for line in page]
    if not every:
        return ""
    step = _step(pages)
    compounds = {word.casefold() for line in every for word in _COMPOUND.findall(line.text)}
    out: list[str] = []
    for before, line in _with_previous(every):
        if before is None:
            out.append(line.text)
        elif _goes_on(before, line, every, step):
            out[-1] = _together(out[-1], line.text, compounds)
        else:
            apart = before.bottom - line.bottom > _GAP * step
            out += ["", line.text] if apart else [line.text]
    return "\n".join(out)


def _with_previous(lines: Sequence[_Line]) -> Iterator[tuple[_Line | None, _Line]]:
    yield None, lines[0]
    yield from pairwise(lines)


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


def _together(text: str, line: str, compounds: Set[str]) -> str:
    """Two lines of a paragraph. A word broken at the end of the first is joined; a compound keeps its hyphen.

    A compound is what the file has with a hyphen elsewhere too.
    """
    if text[-1] not in _HYPHENS or not text[-2:-1].isalnum():
        return f"{text} {line}"
    head, tail = text[:-1].rpartition(" ")[2], re.split(r"\W", line, maxsplit=1)[0]
    if line[0].islower() and head.isalpha() and f"{head}-{tail}".casefold() not in compounds:
        return text[:-1] + line
    return f"{text[:-1]}-{line}"


def _fault(code: str, detail: str) -> Reading:
    return Reading((), (Fault(code, detail),))
