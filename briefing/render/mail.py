"""The brief as plain text that survives being pasted into a mail: 72 columns, no markup, footnotes in brackets.

Marks of punctuation are ASCII, for mail programs still mangle them; letters of names stay as they are.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from briefing.records.brief import Brief
from briefing.records.marks import TEXT_MARK
from briefing.render.lines import Line
from briefing.render.sources import Cite, SourceEntry
from briefing.render.view import View, view

# RFC 3676, 4.2: lines of 78 characters at most, 72 where replies are to quote them.
_COLUMNS = 72
# Rejections of one stage that are printed, enough to see what kind they are; the JSON has all of them.
_SHORT = 3
_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'",
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "•": "*", "·": "|", "\u00a0": " ", "\u202f": " ",
        "\u2009": " ", "\u00ad": "", "\u200b": "", "×": "x", "→": "->",
    }
)  # fmt: skip


def mail(brief: Brief) -> str:
    """Render the brief as plain text for a mail."""
    return "\n".join(_lines(view(brief))) + "\n"


def _lines(shown: View) -> Iterator[str]:
    yield from _centred(shown.marking)
    yield from _wrapped(shown.standing)
    yield ""
    title = list(_wrapped(shown.title.upper()))
    yield from title
    yield "=" * max(map(len, title))
    yield from _wrapped(" · ".join(shown.facts))
    for notice in shown.notices:
        yield ""
        yield from _wrapped(notice)
    yield from _list(shown.lead_heading, map(_sentence, shown.lead))
    for section in shown.sections:
        yield from _list(section.title, map(_sentence, section.lines))
    figures = (f"{f.label}: {'; '.join(map(_words, f.values))} ({f.status})" for f in shown.figures)
    yield from _list("Key figures", figures)
    yield from _discrepancies(shown)
    dated = [f"{event.when}: {_sentence(event.line)}" for event in shown.dated]
    dated += [f"Undated ({event.when}): {_sentence(event.line)}" for event in shown.undated]
    yield from _list("Timeline", dated)
    yield from _list("Information gaps", map(_sentence, (*shown.gaps_sourced, *shown.gaps_computed)))
    yield from _changes(shown)
    notes = [f"[{n.id}] “{n.printed}”: {n.text}{' (flag)' if n.flag else ''}" for n in shown.house]
    yield from _list("House notes (the house's own; no source says this)", notes)
    yield from _sources(shown.sources)
    yield from _rejected(shown)
    yield from _list("Method", shown.method)
    yield ""
    yield f"-- {TEXT_MARK}"
    yield from _centred(shown.marking)


def _plain(text: str) -> str:
    return text.translate(_ASCII)


def _wrapped(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """A paragraph; an address is not broken, so a line with nothing else may be longer."""
    lines = textwrap.wrap(
        _plain(text), _COLUMNS, initial_indent=first, subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    for line in lines:
        # Mailboxes take "From " at the start of a line for the next message and change it (RFC 4155); ">" quotes.
        yield f" {line}" if line.startswith(("From ", ">")) else line


def _centred(marking: str | None) -> Iterator[str]:
    if marking:
        yield from (line.center(_COLUMNS).rstrip() for line in _wrapped(marking))


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield from _wrapped(title.upper())
    yield "-" * min(_COLUMNS, len(_plain(title)))


def _list(title: str, entries: Iterable[str]) -> Iterator[str]:
    for place, entry in enumerate(entries):
        if place == 0:
            yield from _heading(title)
        yield from _wrapped(entry, "* ", "  ")


def _discrepancies(shown: View) -> Iterator[str]:
    if shown.discrepancies:
        yield from _heading("Discrepancies")
    for discrepancy in shown.discrepancies:
        yield from _wrapped(f"{discrepancy.question} {discrepancy.kind}: {discrepancy.gloss}.")
        for position in discrepancy.positions:
            yield from _wrapped(f"{position.value}: {_sentence(position.line)} ({position.reported})", "  * ", "    ")
        if discrepancy.note:
            yield from _wrapped(f"Note: {discrepancy.note}", "  * ", "    ")


def _changes(shown: View) -> Iterator[str]:
    if shown.changes is None:
        return
    rows = [f"New: {_sentence(line)}" for line in shown.changes.added]
    rows += [f"Changed: {_sentence(line)} Was: {was}. {what}" for line, was, what in shown.changes.changed]
    rows += [f"Gone: {statement} ({reason})" for statement, reason in shown.changes.dropped]
    yield from _list(f"Changes since {shown.changes.since}", rows or ["Nothing is new, changed or gone."])


def _sources(sources: Iterable[SourceEntry]) -> Iterator[str]:
    for place, source in enumerate(sources):
        if place == 0:
            yield from _heading("Sources")
        yield from _wrapped(f"[{source.number}] {source.title} · {' · '.join(source.descriptors)}", "", "    ")
        if source.href:
            yield f"    <{source.href}>"
        for quote in source.quotes:
            yield from _wrapped(f"“{quote.text}”", "    ", "    ")


def _rejected(shown: View) -> Iterator[str]:
    rows = []
    for stage in shown.rejected:
        rows.append(f"{stage.heading} ({len(stage.entries)}):")
        for words, where, reason in stage.entries[:_SHORT]:
            said = f"{words}{' ' if words and where else ''}{_numbers(where)}"
            rows.append(f"- {said}: {reason}" if said else f"- {reason}")
        if len(stage.entries) > _SHORT:
            rows.append(f"- and {len(stage.entries) - _SHORT} more, all in the JSON")
    yield from _list("Rejected", rows)


def _numbers(cites: Iterable[Cite]) -> str:
    return "".join(f"[{cite.number}]" for cite in cites)


def _words(line: Line) -> str:
    return "".join(f"{p.words}{' ' + _numbers(p.cites) if p.cites else ''}{p.after}" for p in line.pieces)


def _sentence(line: Line) -> str:
    house = "".join(f" [{mark.id}]" for mark in line.house)
    asides = "".join(f" ({aside})" for aside in (*(["; ".join(line.notes)] if line.notes else []), *line.remarks))
    return f"{line.mark + ': ' if line.mark else ''}{_words(line)}{house}{asides}"
