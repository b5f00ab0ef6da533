"""The brief as every renderer shows it: in reading order, with numbers, marks and words settled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.records.brief import Brief, Discrepancy, DiscrepancyKind, TimelineEntry
from briefing.records.desk import HouseNote
from briefing.render import note
from briefing.render.display import day, plain
from briefing.render.lines import Line, Lines
from briefing.render.sources import Cite, SourceEntry, SourceList

_KINDS: dict[DiscrepancyKind, str] = {
    "conflict": "both cannot be true",
    "update": "a later report of what moves with time",
    "variance": "they differ but can both be true",
    "certainty": "one source is surer than another",
    "differs": "side by side, with no verdict",
}


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section that has something in it."""

    anchor: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A row of the table of key figures."""

    label: str
    values: tuple[Line, ...]
    status: str


@dataclass(frozen=True, slots=True)
class PositionView:
    """One side: its value, its words, and when it was reported."""

    value: str
    line: Line
    reported: str


@dataclass(frozen=True, slots=True)
class DiscrepancyView:
    """A question with two or more answers. `gloss` says what its kind means."""

    kind: str
    gloss: str
    question: str
    positions: tuple[PositionView, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """A row of the timeline: when, as it is read, and what. `iso` is None in the undated row."""

    when: str
    iso: str | None
    line: Line


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What differs from an earlier brief."""

    since: str
    added: tuple[Line, ...]
    changed: tuple[tuple[Line, str, str], ...]
    dropped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RejectedView:
    """What one stage left out. Each entry: the words or the file, where they are from, and the reason."""

    heading: str
    entries: tuple[tuple[str, tuple[Cite, ...], str], ...]


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
    sections: tuple[SectionView, ...]
    figures: tuple[FigureView, ...]
    discrepancies: tuple[DiscrepancyView, ...]
    dated: tuple[EventView, ...]
    undated: tuple[EventView, ...]
    gaps_sourced: tuple[Line, ...]
    gaps_computed: tuple[Line, ...]
    changes: ChangesView | None
    house: tuple[HouseNote, ...]
    sources: tuple[SourceEntry, ...]
    rejected: tuple[RejectedView, ...]
    method: tuple[str, ...]


def view(brief: Brief) -> View:
    """Settle everything that the formats share."""
    sources = SourceList(brief, _cited(brief))
    lines = Lines(brief, sources)
    digest = brief.method.mode == "extractive"
    # In reading order, for the first line that has a word of the house's carries its mark.
    lead = tuple(map(lines.item, brief.bottom_line))
    sections = tuple(
        SectionView(f"section-{number}", section.title, tuple(map(lines.item, section.items)))
        for number, section in enumerate(brief.sections, 1)
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
        facts=tuple(note.facts(brief)),
        notices=tuple(note.notices(brief)),
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
        method=tuple(note.method(brief)),
    )


def _cited(brief: Brief) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Walk the claim ids and source ids behind each printed string, in the order in which `View` is printed."""
    for item in (*brief.bottom_line, *(item for section in brief.sections for item in section.items)):
        for span in sorted(item.spans, key=lambda span: span.start):
            yield span.claim_ids, ()
        yield item.claim_ids, ()
    for figure in brief.key_figures:
        for value in figure.values:
            yield value.claim_ids, ()
    for discrepancy in brief.discrepancies:
        for position in discrepancy.positions:
            yield position.claim_ids, position.source_ids
    for event in sorted(brief.timeline, key=lambda event: event.date is None):
        yield event.claim_ids, ()
    for gap in brief.gaps:
        yield gap.claim_ids, ()
    if brief.changes is not None:
        yield brief.changes.added, ()
        yield tuple(change.claim_id for change in brief.changes.changed), ()


def _figures(brief: Brief, lines: Lines) -> Iterator[FigureView]:
    for figure in brief.key_figures:
        dated = [(v, f" (as of {day(v.as_of)})" if v.as_of else "") for v in figure.values]
        values = tuple(lines.label(value.value + when, value.claim_ids) for value, when in dated)
        yield FigureView(figure.label, values, figure.status.replace("-", " "))


def _discrepancy(discrepancy: Discrepancy, lines: Lines) -> DiscrepancyView:
    positions = tuple(
        PositionView(
            value=position.value,
            # Those who say so are the position's sources: its claims may rest on others too, or on fewer.
            line=lines.text(position.statement, position.claim_ids, by=position.source_ids),
            reported=f"reported {day(position.reported)}" if position.reported else "report undated",
        )
        for position in discrepancy.positions
    )
    return DiscrepancyView(
        kind="These differ" if discrepancy.kind == "differs" else discrepancy.kind.capitalize(),
        gloss=_KINDS[discrepancy.kind],
        question=discrepancy.question,
        positions=positions,
        note=discrepancy.note,
    )


def _event(entry: TimelineEntry, lines: Lines) -> EventView:
    when = day(entry.date) if entry.date else plain(entry.as_written or "no date given")
    if lines.remarks.dated(entry.claim_ids, entry.date):
        when += " (analyst’s date)"
    return EventView(when, entry.date, lines.text(entry.text, entry.claim_ids, status=entry.status))


def _changes(brief: Brief, lines: Lines, sources: SourceList) -> ChangesView | None:
    changes = brief.changes
    if changes is None:
        return None

    def told(*claim_ids: str) -> tuple[Line, ...]:
        return tuple(lines.text(c.statement, (c.id,), status=c.status) for c in sources.claims(claim_ids))

    return ChangesView(
        since=day(changes.since),
        added=told(*changes.added),
        changed=tuple((line, c.was, c.what) for c in changes.changed for line in told(c.claim_id)),
        dropped=tuple((gone.statement, gone.reason) for gone in changes.dropped),
    )


def _rejected(brief: Brief, sources: SourceList) -> Iterator[RejectedView]:
    for stage, heading in note.STAGES.items():
        entries = tuple(
            (
                each.statement or each.path or "",
                sources.whole((each.source_id,)) if each.source_id else (),
                each.reason.detail or each.reason.code,
            )
            for each in brief.rejected
            if each.stage == stage
        )
        if entries:
            yield RejectedView(heading, entries)
