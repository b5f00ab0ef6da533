"""The brief as a Word file (Office Open XML), by python-docx, which is an extra.

The same brief gives the same bytes: python-docx stamps the parts of the package with the time of writing, so they are
packed again with a fixed one.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from zlib import crc32

from briefing.errors import UsageError
from briefing.records.brief import Brief
from briefing.records.marks import DOCX_MARK
from briefing.render.documents import markdown
from briefing.render.outline import Block, Span, outline
from briefing.render.view import View, view

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

# The earliest time that a zip archive can hold (APPNOTE.TXT, 4.4.6).
_EPOCH = (1980, 1, 1, 0, 0, 0)
# TLP 2.0 asks for 12 points or more in header and footer of each page.
_MARKING_POINTS = 12
_STYLES = {"paragraph": "Normal", "bullet": "List Bullet", "quote": "Intense Quote"}


def needs() -> None:
    """Raise `UsageError` where python-docx is not installed."""
    try:
        import docx  # noqa: F401  # only to see whether it is there
    except ImportError as error:
        raise UsageError(
            "A Word file needs python-docx. Install it from the program's folder: pip install '.[docx]'"
        ) from error


def word(brief: Brief) -> bytes:
    """Render the brief as the bytes of a .docx file. Raises `UsageError` where python-docx is not installed."""
    needs()
    import docx

    document = docx.Document()
    shown = view(brief)
    _properties(document, brief, shown)
    _edges(document, shown)
    # Marking and standing are in the edges of each page.
    blocks = list(outline(markdown(brief.model_copy(update={"marking": None}))))
    _fill(document, blocks[next(n for n, block in enumerate(blocks) if block.kind == "heading") :])
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it would tell on which system the file was made
            new.writestr(entry, old.read(name))
    return out.getvalue()


def _properties(document: Document, brief: Brief, shown: View) -> None:
    made = datetime.datetime.fromisoformat(brief.generated_at).astimezone(datetime.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = shown.title[:255]  # the longest that the format allows
    properties.author = properties.last_modified_by = "briefing"
    properties.comments = ""
    properties.category = DOCX_MARK
    properties.content_status = "Draft" if shown.draft else "Reviewed"
    properties.created = properties.modified = made


def _edges(document: Document, shown: View) -> None:
    """Header and footer of every page: marking and standing, page numbers at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    section = document.sections[0]
    for edge in (section.header, section.footer):
        edge.is_linked_to_previous = False
        paragraph = edge.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if shown.marking:
            run = paragraph.add_run(shown.marking)
            run.bold = True
            run.font.size = Pt(_MARKING_POINTS)
            paragraph = edge.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(shown.standing).bold = shown.draft
        if edge is not section.header:
            paragraph.add_run(" · page ")
            # A value that Word computes (ECMA-376, 17.16.5).
            _element(paragraph, "w:fldSimple", {"w:instr": "PAGE"})


def _fill(document: Document, blocks: Iterable[Block]) -> None:
    table = None
    for block in blocks:
        if block.kind == "row":
            table = table or document.add_table(0, len(block.cells), "Light Grid Accent 1")
            row = table.add_row().cells
            for cell, spans in zip(row, block.cells, strict=True):
                _write(cell.paragraphs[0], spans)
            continue
        table = None
        if block.kind == "heading":
            _write(document.add_heading(level=block.level - 1), block.spans)
        else:
            _write(document.add_paragraph(style=_STYLES[block.kind]), block.spans)


def _write(paragraph: Paragraph, spans: Iterable[Span]) -> None:
    """The words, with bookmarks and links, which python-docx reads and does not make."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for span in spans:
        if span.anchor is not None:
            # A positive number that no other bookmark has.
            number = str(crc32(span.anchor.encode()) >> 1)
            _element(paragraph, "w:bookmarkStart", {"w:id": number, "w:name": span.anchor})
            _element(paragraph, "w:bookmarkEnd", {"w:id": number})
            continue
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None
        if span.href is None:
            continue
        if span.href.startswith("#"):
            link = _element(paragraph, "w:hyperlink", {"w:anchor": span.href[1:]})
        else:
            run.underline = True
            relation = paragraph.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = _element(paragraph, "w:hyperlink", {"r:id": relation})
        link.append(run._r)


def _element(paragraph: Paragraph, tag: str, attributes: Mapping[str, str]) -> BaseOxmlElement:
    """Put an element behind what the paragraph has."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    paragraph._p.append(element)
    return element
