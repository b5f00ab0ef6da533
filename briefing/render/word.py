"""The brief as a Word file (Office Open XML), by python-docx, which is an extra.

The same brief gives the same bytes: python-docx stamps the parts of the package with the time of writing, so they are
packed again with a fixed one.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.errors import UsageError
from briefing.records.brief import Brief
from briefing.records.marks import DOCX_MARK
from briefing.render.lines import Line
from briefing.render.sources import Cite, SourceEntry
from briefing.render.view import View, view

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

# The earliest time that a zip archive can hold (APPNOTE.TXT, 4.4.6).
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Rejections of one stage that are printed, enough to see what kind they are; the JSON has all of them.
_SHORT = 5
# TLP 2.0 asks for 12 points or more in header and footer of each page.
_MARKING_POINTS = 12
_SMALL_POINTS = 8


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
    _Pages(document).show(shown)
    raw = io.BytesIO()
    document.save(raw)
    return _repacked(raw)


def _properties(document: Document, brief: Brief, shown: View) -> None:
    made = datetime.datetime.fromisoformat(brief.generated_at).astimezone(datetime.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = shown.title[:255]  # the longest that the format allows
    properties.author = properties.last_modified_by = "briefing"
    properties.comments = ""
    properties.category = DOCX_MARK
    properties.content_status = "Draft" if shown.draft else "Reviewed"
    properties.created = properties.modified = made


def _repacked(raw: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it would tell on which system the file was made
            new.writestr(entry, old.read(name))
    return out.getvalue()


class _Pages:
    """Writes a view into a document block by block."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._bookmarks = 0

    def show(self, shown: View) -> None:
        """Write all of it, in reading order."""
        self._edges(shown)
        self._document.add_heading(shown.title, 0)
        self._small(" · ".join(shown.facts))
        for notice in shown.notices:
            self._document.add_paragraph(notice, "Intense Quote")
        self._list(shown.lead_heading, shown.lead)
        for section in shown.sections:
            self._list(section.title, section.lines)
        self._figures(shown)
        self._discrepancies(shown)
        self._timeline(shown)
        self._list("Information gaps", (*shown.gaps_sourced, *shown.gaps_computed))
        self._changes(shown)
        self._house(shown)
        self._sources(shown.sources)
        self._rejected(shown)
        self._document.add_heading("Method", 1)
        for paragraph in shown.method:
            self._small(paragraph)

    def _edges(self, shown: View) -> None:
        """Header and footer of every page: marking and standing, page numbers at the foot."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        section = self._document.sections[0]
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
                _field(paragraph, "PAGE")

    def _small(self, text: str) -> None:
        from docx.shared import Pt

        self._document.add_paragraph().add_run(text).font.size = Pt(_SMALL_POINTS)

    def _bullet(self) -> Paragraph:
        return self._document.add_paragraph(style="List Bullet")

    def _list(self, title: str, lines: Sequence[Line]) -> None:
        if lines:
            self._document.add_heading(title, 1)
        for line in lines:
            _sentence(self._bullet(), line)

    def _table(self, *names: str) -> Table:
        table: Table = self._document.add_table(rows=1, cols=len(names), style="Light Grid Accent 1")
        for cell, name in zip(table.rows[0].cells, names, strict=True):
            cell.text = name
        return table

    def _figures(self, shown: View) -> None:
        if not shown.figures:
            return
        self._document.add_heading("Key figures", 1)
        table = self._table("Figure", "Values", "Status")
        for figure in shown.figures:
            label, values, status = _row(table)
            label.text, status.text = figure.label, figure.status
            for place, value in enumerate(figure.values):
                _words(values.add_paragraph() if place else values.paragraphs[0], value)

    def _discrepancies(self, shown: View) -> None:
        if shown.discrepancies:
            self._document.add_heading("Discrepancies", 1)
        for discrepancy in shown.discrepancies:
            self._document.add_heading(discrepancy.question, 2)
            self._document.add_paragraph().add_run(f"{discrepancy.kind}: {discrepancy.gloss}.").italic = True
            for position in discrepancy.positions:
                paragraph = self._bullet()
                paragraph.add_run(position.value).bold = True
                paragraph.add_run(": ")
                _sentence(paragraph, position.line)
                paragraph.add_run(f" ({position.reported})").italic = True
            if discrepancy.note:
                self._bullet().add_run(f"Note: {discrepancy.note}")

    def _timeline(self, shown: View) -> None:
        if shown.dated or shown.undated:
            self._document.add_heading("Timeline", 1)
        rows = [(event.when, event.line) for event in shown.dated]
        rows += [(f"Undated ({event.when})", event.line) for event in shown.undated]
        for when, line in rows:
            paragraph = self._bullet()
            paragraph.add_run(when).bold = True
            paragraph.add_run(": ")
            _sentence(paragraph, line)

    def _changes(self, shown: View) -> None:
        changes = shown.changes
        if changes is None:
            return
        self._document.add_heading(f"Changes since {changes.since}", 1)
        for line in changes.added:
            paragraph = self._bullet()
            paragraph.add_run("New: ").italic = True
            _sentence(paragraph, line)
        for line, was, what in changes.changed:
            paragraph = self._bullet()
            paragraph.add_run("Changed: ").italic = True
            _sentence(paragraph, line)
            paragraph.add_run(f" Was: {was}. {what}")
        for statement, reason in changes.dropped:
            self._bullet().add_run(f"Gone: {statement} ({reason})")
        if not (changes.added or changes.changed or changes.dropped):
            self._document.add_paragraph("Nothing is new, changed or gone.")

    def _house(self, shown: View) -> None:
        if not shown.house:
            return
        self._document.add_heading("House notes", 1)
        self._small("The house's own, from its tables of names and terms; no source says this.")
        for note in shown.house:
            paragraph = self._bullet()
            self._anchored(paragraph, note.id, f"[{note.id}]")
            paragraph.add_run(f" “{note.printed}”: {note.text}{' (flag)' if note.flag else ''}")

    def _sources(self, sources: Sequence[SourceEntry]) -> None:
        if not sources:
            return
        self._document.add_heading("Sources", 1)
        table = self._table("No.", "Source", "Quoted words")
        for source in sources:
            number, entry, quotes = _row(table)
            self._anchored(number.paragraphs[0], f"s{source.number}", f"[{source.number}]")
            title = entry.paragraphs[0]
            if source.href:
                _link(title, source.title, address=source.href)
            else:
                title.add_run(source.title).bold = True
            entry.add_paragraph(" · ".join(source.descriptors))
            for place, quote in enumerate(source.quotes):
                paragraph = quotes.add_paragraph() if place else quotes.paragraphs[0]
                paragraph.add_run(f"“{quote.text}”")

    def _rejected(self, shown: View) -> None:
        if shown.rejected:
            self._document.add_heading("Rejected", 1)
        for stage in shown.rejected:
            self._document.add_paragraph(f"{stage.heading} ({len(stage.entries)}):")
            for words, where, reason in stage.entries[:_SHORT]:
                paragraph = self._bullet()
                paragraph.add_run(words)
                _cites(paragraph, where)
                paragraph.add_run(f": {reason}" if words or where else reason)
            if len(stage.entries) > _SHORT:
                self._bullet().add_run(f"and {len(stage.entries) - _SHORT} more, all in the JSON")

    def _anchored(self, paragraph: Paragraph, name: str, text: str) -> None:
        """Words that a link inside the file can lead to."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag.endswith("Start"):
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)  # python-docx has no bookmarks; this is how its users add them
            if tag.endswith("Start"):
                paragraph.add_run(text)


def _row(table: Table) -> tuple[_Cell, ...]:
    return tuple(table.add_row().cells)  # type: ignore[no-untyped-call]  # python-docx leaves it without a type


def _words(paragraph: Paragraph, line: Line) -> None:
    for piece in line.pieces:
        paragraph.add_run(piece.words)
        _cites(paragraph, piece.cites)
        paragraph.add_run(piece.after)


def _sentence(paragraph: Paragraph, line: Line) -> None:
    if line.mark:
        paragraph.add_run(f"{line.mark}: ").italic = True
    _words(paragraph, line)
    for mark in line.house:
        paragraph.add_run(" ")
        _link(paragraph, f"[{mark.id}]", anchor=mark.id)
    for aside in (*(["; ".join(line.notes)] if line.notes else []), *line.remarks):
        paragraph.add_run(f" ({aside})").italic = True


def _cites(paragraph: Paragraph, cites: Iterable[Cite]) -> None:
    for place, cite in enumerate(cites):
        if place == 0:
            paragraph.add_run(" ")
        _link(paragraph, f"[{cite.number}]", anchor=f"s{cite.number}")


def _link(paragraph: Paragraph, text: str, *, anchor: str | None = None, address: str | None = None) -> None:
    """Words that lead to a bookmark of the file or to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if address is not None:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), anchor or "")
    run = paragraph.add_run(text)
    run.underline = address is not None
    paragraph._p.append(link)  # python-docx reads hyperlinks and does not make them
    link.append(run._r)


def _field(paragraph: Paragraph, code: str) -> None:
    """A value that Word computes, such as the number of the page (ECMA-376, 17.16.5)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # python-docx has no fields
