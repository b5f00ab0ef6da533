"""The brief as every renderer shows it: in reading order, with numbers, marks and words settled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.records.brief import Brief, Discrepancy, DiscrepancyKind, TimelineEntry
from briefing.records.desk import HouseNote
from briefing.render import note
from briefing.render.display import day, plain
from briefing.render.lines import Line, Lines, Piece
from briefing.render.sources import SourceEntry, SourceList

_KINDS: dict[DiscrepancyKind, tuple[str, str]] = {
    "conflict": ("Conflict", "both cannot be true"),
    "update": ("Update", "a later report of what moves with time"),
    "variance": ("Variance", "they differ but can both be true"),
    "certainty": ("Certainty", "one source is surer than another"),
    "differs": ("These differ", "side by side, with no verdict"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the words before and behind it. `iso` is the date of an event, where it has one."""

    line: Line
    head: str = ""
    tail: str = ""
    iso: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title: a section, a figure's values, a discrepancy's positions, what a stage left out.

    `kind` is a discrepancy's, with what it means; `note` is a remark on the whole, or a figure's status.
    """

    title: str
    rows: tuple[Row, ...]
    kind: tuple[str, str] = ("", "")
    note: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that is printed, top to bottom. `digest` says that no model wrote any of it.

    `marking` stands at top and bottom of each page; `standing` says whether a person has reviewed the brief (`draft`:
    nobody has signed for it as it is).
    """

    digest: bool
    marking: str | None
    draft: bool
    standing: str
    title: str
    facts: tuple[str, ...]
    notices: tuple[str, ...]
    lead_heading: str
    lead: tuple[Line, ...]
    sections: tuple[Group, ...]
    figures: tuple[Group, ...]
    discrepancies: tuple[Group, ...]
    dated: tuple[Row, ...]
    undated: tuple[Row, ...]
    gaps_sourced: tuple[Line, ...]
    gaps_computed: tuple[Line, ...]
    changes: Group | None
    house: tuple[HouseNote, ...]
    sources: tuple[SourceEntry, ...]
    rejected: tuple[Group, ...]
    method: tuple[str, ...]


def view(brief: Brief) -> View:
    """Settle everything that the formats share."""
    sources = SourceList(brief)
    lines = Lines(brief, sources)
    digest = brief.method.mode == "extractive"
    # In reading order, for the first line that has a word of the house's carries its mark.
    lead = tuple(map(lines.item, brief.bottom_line))
    sections = tuple(
        Group(section.title, tuple(Row(lines.item(item)) for item in section.items))
        for section in brief.sections
        if section.items
    )
    discrepancies = tuple(_discrepancy(each, lines) for each in brief.discrepancies)
    events = [_event(entry, lines) for entry in brief.timeline]
    return View(
        digest=digest,
        marking=plain(brief.marking) if brief.marking else None,
        draft=note.is_draft(brief),
        standing=note.standing(brief),
        # A brief that no model wrote says so in its title, and has no bottom line, for nobody drew a conclusion.
        title=f"Source digest: {plain(brief.title)}" if digest else plain(brief.title),
        facts=note.facts(brief),
        notices=note.notices(brief),
        lead_heading="Lead sentences" if digest else "Bottom line",
        lead=lead,
        sections=sections,
        figures=tuple(_figures(brief, lines)),
        discrepancies=discrepancies,
        dated=tuple(event for event in events if event.iso is not None),
        undated=tuple(event for event in events if event.iso is None),
        gaps_sourced=tuple(lines.text(gap.text, gap.claim_ids) for gap in brief.gaps if gap.basis == "sourced"),
        gaps_computed=tuple(lines.label(gap.text, gap.claim_ids) for gap in brief.gaps if gap.basis == "computed"),
        changes=_changes(brief, lines, sources),
        house=brief.house_notes,
        sources=sources.entries(),
        rejected=tuple(_rejected(brief, sources)),
        method=note.method(brief),
    )


def _figures(brief: Brief, lines: Lines) -> Iterator[Group]:
    for figure in brief.key_figures:
        dated = [(v, f" (as of {day(v.as_of)})" if v.as_of else "") for v in figure.values]
        rows = tuple(Row(lines.label(value.value + when, value.claim_ids)) for value, when in dated)
        yield Group(figure.label, rows, note=figure.status.replace("-", " "))


def _discrepancy(discrepancy: Discrepancy, lines: Lines) -> Group:
    rows = tuple(
        Row(
            # Those who say so are the position's sources: its claims may rest on others too, or on fewer.
            line=lines.text(position.statement, position.claim_ids, by=position.source_ids),
            head=position.value,
            tail=f"reported {day(position.reported)}" if position.reported else "report undated",
        )
        for position in discrepancy.positions
    )
    return Group(discrepancy.question, rows, _KINDS[discrepancy.kind], discrepancy.note)


def _event(entry: TimelineEntry, lines: Lines) -> Row:
    when = day(entry.date) if entry.date else plain(entry.as_written or "no date given")
    if lines.remarks.dated(entry.claim_ids, entry.date):
        when += " (analyst’s date)"
    return Row(lines.text(entry.text, entry.claim_ids, status=entry.status), when, iso=entry.date)


def _changes(brief: Brief, lines: Lines, sources: SourceList) -> Group | None:
    changes = brief.changes
    if changes is None:
        return None
    tails = dict.fromkeys(changes.added, "") | {c.claim_id: f"Was: {c.was}. {c.what}" for c in changes.changed}
    rows = [
        Row(lines.text(c.statement, (c.id,), status=c.status), "Changed" if tails[c.id] else "New", tails[c.id])
        for c in sources.claims(tails)
    ]
    rows += [Row(lines.label(gone.statement, ()), "Gone", f"({gone.reason})") for gone in changes.dropped]
    return Group(f"Changes since {day(changes.since)}", tuple(rows))


def _rejected(brief: Brief, sources: SourceList) -> Iterator[Group]:
    for stage, heading in note.STAGES.items():
        rows = []
        for each in brief.rejected:
            if each.stage == stage:
                piece = Piece(each.statement or each.path or "", sources.whole((each.source_id or "",)))
                rows.append(Row(Line((piece,)), tail=each.reason.detail or each.reason.code))
        if rows:
            yield Group(heading, tuple(rows))
