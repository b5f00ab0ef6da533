"""The brief on a terminal, within 80 columns, citations as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.records.brief import Brief
from briefing.render.lines import Line
from briefing.render.sources import Cite, SourceEntry
from briefing.render.view import DiscrepancyView, FigureView, View, view

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Longer lines read badly, however wide the terminal is.
_COLUMNS = 80
# Rejections of one stage that are shown, enough to see what kind they are; the JSON has all of them.
_SHORT = 3


def terminal(brief: Brief, console: Console | None = None) -> None:
    """Print the brief with rich, on standard output unless `console` is given."""
    # rich takes 60 ms to load and is of no use to any other output.
    from rich.console import Console

    _Screen(console or Console()).show(view(brief))


class _Screen:
    """Prints a view block by block. Article text is only ever put into `Text`, which reads no markup."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, _COLUMNS)

    def show(self, shown: View) -> None:
        """Print all of it, in reading order."""
        self._marking(shown.marking)
        self._print(_text(shown.standing, "bold yellow" if shown.draft else "bold"))
        self._print(_text(shown.title, "bold"))
        self._print(_text(" · ".join(shown.facts), "dim"))
        for notice in shown.notices:
            self._print(_text(notice, "yellow"))
        self._block(shown.lead_heading, map(_sentence, shown.lead))
        for section in shown.sections:
            self._block(section.title, map(_sentence, section.lines))
        self._figures(shown.figures)
        self._discrepancies(shown.discrepancies)
        self._timeline(shown)
        gaps = [*shown.gaps_sourced, *shown.gaps_computed]
        self._block("Information gaps", map(_sentence, gaps))
        self._changes(shown)
        self._house(shown)
        self._sources(shown.sources)
        self._rejected(shown)
        self._block("Method", (_text(paragraph, "dim") for paragraph in shown.method))
        self._marking(shown.marking)

    def _print(self, what: object = "") -> None:
        self._console.print(what, width=self._width, highlight=False)

    def _marking(self, marking: str | None) -> None:
        if marking:
            self._print(_text(marking, "bold reverse"))

    def _heading(self, title: str) -> None:
        self._print()
        self._print(_text(title, "bold cyan"))

    def _hanging(self, rows: Iterable[tuple[str, Text]]) -> None:
        """Rows with a label before them, wrapped lines standing under the first."""
        from rich.table import Table

        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for label, text in rows:
            grid.add_row(_text(label), text)
        self._print(grid)

    def _block(self, title: str, texts: Iterable[Text]) -> None:
        rows = [("•", text) for text in texts]
        if rows:
            self._heading(title)
            self._hanging(rows)

    def _figures(self, figures: Sequence[FigureView]) -> None:
        if not figures:
            return
        from rich import box
        from rich.table import Table

        self._heading("Key figures")
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for name in ("figure", "values", "status"):
            table.add_column(name, overflow="fold")
        for figure in figures:
            values = _text("")
            for index, value in enumerate(figure.values):
                values.append("\n" if index else "").append_text(_words(value))
            table.add_row(_text(figure.label), values, _text(figure.status))
        self._print(table)

    def _discrepancies(self, discrepancies: Sequence[DiscrepancyView]) -> None:
        if discrepancies:
            self._heading("Discrepancies")
        for discrepancy in discrepancies:
            kind = f" {discrepancy.kind}: {discrepancy.gloss}"
            self._print(_text(discrepancy.question, "bold").append(kind, "italic"))
            rows = []
            for position in discrepancy.positions:
                text = _text(position.value, "bold").append(": ").append_text(_words(position.line))
                rows.append(("•", text.append(f" ({position.reported})", "dim")))
            if discrepancy.note:
                rows.append(("•", _text(f"Note: {discrepancy.note}")))
            self._hanging(rows)

    def _timeline(self, shown: View) -> None:
        rows = [(event.when, _sentence(event.line)) for event in shown.dated]
        rows += [("undated", _text(f"({event.when}) ").append_text(_sentence(event.line))) for event in shown.undated]
        if rows:
            self._heading("Timeline")
            self._hanging(rows)

    def _changes(self, shown: View) -> None:
        changes = shown.changes
        if changes is None:
            return
        rows = [("new", _sentence(line)) for line in changes.added]
        rows += [("changed", _sentence(line).append(f" Was: {was}. {what}")) for line, was, what in changes.changed]
        rows += [("gone", _text(f"{statement} ({reason})")) for statement, reason in changes.dropped]
        self._heading(f"Changes since {changes.since}")
        self._hanging(rows or [("•", _text("Nothing is new, changed or gone."))])

    def _house(self, shown: View) -> None:
        if shown.house:
            self._heading("House notes")
            self._print(_text("The house's own, from its tables of names and terms; no source says this.", "dim"))
            self._hanging((f"[{n.id}]", _text(f"“{n.printed}”: {n.text}")) for n in shown.house)

    def _sources(self, sources: Sequence[SourceEntry]) -> None:
        if not sources:
            return
        self._heading("Sources")
        rows = []
        for source in sources:
            text = _text(source.title, "bold").append(f" · {' · '.join(source.descriptors)}", "dim")
            for quote in source.quotes:
                text.append(f"\n“{quote.text}”")
            rows.append((f"[{source.number}]", text))
        self._hanging(rows)

    def _rejected(self, shown: View) -> None:
        if not shown.rejected:
            return
        self._heading("Rejected")
        for stage in shown.rejected:
            self._print(_text(f"{stage.heading} ({len(stage.entries)})"))
            rows = []
            for words, where, reason in stage.entries[:_SHORT]:
                said = f"{words}{' ' if words and where else ''}{_numbers(where)}"
                rows.append(("•", _text(f"{said}: {reason}" if said else reason, "dim")))
            if len(stage.entries) > _SHORT:
                rows.append(("•", _text(f"and {len(stage.entries) - _SHORT} more, all in the JSON", "dim")))
            self._hanging(rows)


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    # The style is of these words alone, not of what is appended.
    return Text().append(words, style)


def _numbers(cites: Iterable[Cite]) -> str:
    return "".join(f"[{cite.number}]" for cite in cites)


def _words(line: Line) -> Text:
    text = _text("")
    for piece in line.pieces:
        text.append(piece.words)
        if piece.cites:
            text.append(f" {_numbers(piece.cites)}", "cyan")
        text.append(piece.after)
    return text


def _sentence(line: Line) -> Text:
    text = _text("")
    if line.mark:
        text.append(f"{line.mark}: ", "italic")
    text.append_text(_words(line))
    for mark in line.house:
        text.append(f" [{mark.id}]", "cyan")
    for aside in (*(["; ".join(line.notes)] if line.notes else []), *line.remarks):
        text.append(f" ({aside})", "italic dim")
    return text
