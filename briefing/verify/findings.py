"""Key figures, timeline, discrepancies and gaps, held to the claims and quotes that they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing import numbers
from briefing.grounding import Passage
from briefing.records.brief import Discrepancy, FigureValue, Gap, KeyFigure, Position, TimelineEntry
from briefing.relate import gaps
from briefing.relate.corroboration import Corroboration
from briefing.text.normal import fold
from briefing.verify.ground import Flaw, Ground


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of what the claims were put together to."""
    if ground.first_edition:
        yield from _ids(ground)
        return
    for figure in ground.brief.key_figures:
        yield from _figure(figure, ground)
    for entry in ground.brief.timeline:
        yield from _entry(entry, ground)
    for found in ground.brief.discrepancies:
        yield from _discrepancy(found, ground)
    yield from _gaps(ground.brief.gaps, ground)


def _ids(ground: Ground) -> Iterator[Flaw]:
    """What leads to no claim."""
    brief = ground.brief
    values = ((f"key figure {f.label!r}", v.claim_ids) for f in brief.key_figures for v in f.values)
    positions = ((f"discrepancy {d.id}", p.claim_ids) for d in brief.discrepancies for p in d.positions)
    entries = ((f"timeline {e.text[:40]!r}", e.claim_ids) for e in brief.timeline)
    for where, ids in (*values, *positions, *entries):
        yield from _leads(where, ids, ground)


def _leads(where: str, ids: Sequence[str], ground: Ground) -> Iterator[Flaw]:
    if not ids:
        yield Flaw(where, "leads to no claim")
    for missing in sorted(set(ids) - set(ground.claims)):
        yield Flaw(where, f"leads to claim {missing}, which is not here")


def _printed(text: str, ids: Sequence[str], ground: Ground) -> bool:
    """Whether words stand, as they are but for blanks and case, in what some claims state and quote."""
    return any(fold(text) in fold(words) for words in ground.words(ids))


def _named(where: str, text: str, ids: Sequence[str], ground: Ground) -> Iterator[Flaw]:
    """The names in a label or question stand in the articles that the claims cite."""
    cited = sorted({c.source_id for record in ground.known(ids) for c in record.citations})
    if not cited or set(cited) & ground.withheld:
        return
    told = ground.words(ids)
    held = [ground.passage(key, (), told) for key in cited]
    for fault in ground.faults(text, [*held, Passage((), tuple(told))]):
        if fault.code == "name":
            yield Flaw(where, f"{fault.text!r} stands in none of its articles")


def _figure(figure: KeyFigure, ground: Ground) -> Iterator[Flaw]:
    where = f"key figure {figure.label!r}"
    ids = [i for value in figure.values for i in value.claim_ids]
    for value in figure.values:
        yield from _leads(where, value.claim_ids, ground)
        if ground.known(value.claim_ids):
            yield from _value(where, value, ground)
    yield from _named(where, figure.label, ids, ground)
    alone = len(figure.values) < 2  # one value has no other to differ from
    if alone:
        backed = len(set(ids)) > 1 or any(ground.claims[i].origins.possible > 1 for i in ids if i in ground.claims)
        expected = "agreed" if backed else "single-origin"
        if figure.status != expected:
            yield Flaw(where, f"is given as {figure.status}; with one value and its origins it is {expected}")
    elif figure.status in ("agreed", "single-origin"):
        yield Flaw(where, f"is given as {figure.status}, and has {len(figure.values)} values")


def _value(where: str, value: FigureValue, ground: Ground) -> Iterator[Flaw]:
    if not _printed(value.value, value.claim_ids, ground):
        yield Flaw(where, f"{value.value!r} stands in none of its claims")
    languages = {ground.sources[c.source_id].language for r in ground.known(value.claim_ids) for c in r.citations}
    texts = (value.value, *ground.words(value.claim_ids))
    # "4.700" is a thousand times more in a source's own language than in English.
    read = [
        n for text in texts for tongue in sorted({"en", *filter(None, languages)}) for n in numbers.find(text, tongue)
    ]
    if value.number is not None and not any(_holds(n, value) for n in read if fold(n.text) in fold(value.value)):
        yield Flaw(where, f"{value.value!r} is not read as {value.number:g} ({value.qualifier or 'exactly'})")
    records = ground.known(value.claim_ids)
    days = {(ground.sources[c.source_id].published or "")[:10] for r in records for c in r.citations}
    days |= {r.event_date for r in records if r.event_date}
    if value.as_of is not None and value.as_of not in days:
        yield Flaw(where, f"{value.value!r} is given as of {value.as_of}, which is no day of its claims or sources")


def _holds(number: numbers.Number, value: FigureValue) -> bool:
    return number.value == value.number and (number.qualifier or None) == (value.qualifier or None)


def _entry(entry: TimelineEntry, ground: Ground) -> Iterator[Flaw]:
    where = f"timeline {entry.text[:40]!r}"
    yield from _leads(where, entry.claim_ids, ground)
    records = ground.known(entry.claim_ids)
    if not records:
        return
    if not any(entry.text in (r.statement, *r.merged_from) for r in records):
        yield Flaw(where, "the text is not that of its claim")
    given = {(r.event_date, r.event_date_as_written) for r in records}
    if (entry.date, entry.as_written or None) not in given:
        yield Flaw(where, f"{entry.date} ({entry.as_written}) is not the date of its claim")
    precision = {4: "year", 7: "month", 10: "day"}.get(len(entry.date or ""), "none")
    if entry.precision != precision:
        yield Flaw(where, f"the date {entry.date} is not known to the {entry.precision}")
    if entry.status not in {r.status for r in records}:
        yield Flaw(where, f"is given as {entry.status}, its claim as {records[0].status}")


def _discrepancy(found: Discrepancy, ground: Ground) -> Iterator[Flaw]:
    where = f"discrepancy {found.id}"
    for position in found.positions:
        yield from _leads(where, position.claim_ids, ground)
        if ground.known(position.claim_ids):
            yield from _position(where, position, ground)
    if len({(fold(p.value), p.claim_ids) for p in found.positions}) < 2:  # it takes two to differ
        yield Flaw(where, "has fewer than two positions")
    yield from _named(where, found.question, [i for p in found.positions for i in p.claim_ids], ground)


def _position(where: str, position: Position, ground: Ground) -> Iterator[Flaw]:
    records = ground.known(position.claim_ids)
    if not any(position.statement in (r.statement, *r.merged_from) for r in records):
        yield Flaw(where, f"{position.statement[:60]!r} is the statement of none of its claims")
    if not _printed(position.value, position.claim_ids, ground):
        yield Flaw(where, f"{position.value!r} stands in none of its claims")
    cited = {c.source_id for r in records for c in r.citations}
    if not position.source_ids:
        yield Flaw(where, "names no source")
    for other in sorted(set(position.source_ids) - cited):
        yield Flaw(where, f"names source {other}, which its claims do not cite")
    days = [ground.sources[i].published for i in position.source_ids if i in ground.sources]
    if days and position.reported not in days:
        yield Flaw(where, f"{position.reported} is not when its sources were published")


def _gaps(stated: Sequence[Gap], ground: Ground) -> Iterator[Flaw]:
    for gap in stated:
        where = f"gap {gap.text[:40]!r}"
        if gap.basis == "sourced":
            yield from _leads(where, gap.claim_ids, ground)
            told = [s for r in ground.known(gap.claim_ids) for s in (r.statement, *r.merged_from)]
            if told and gap.text not in told:
                yield Flaw(where, "the text is not that of its claim")
    if ground.brief.share is not None:
        # They count claims that are withheld.
        return
    empty = {f"Nothing was found for the section “{s.title}”." for s in ground.brief.sections if not s.items}
    credit = {c.id: Corroboration(c.origins, c.reliability, c.credibility) for c in ground.brief.claims}
    articles = list(ground.articles.values())
    expected = {g.text for g in gaps.computed([], articles, credit, ground.brief.key_figures, [], ground.as_of)}
    computed = {g.text for g in stated if g.basis == "computed"}
    for text in sorted(computed - expected - empty):
        yield Flaw(f"gap {text[:40]!r}", "is not what the brief's claims and articles show")
    for text in sorted(expected - computed):
        yield Flaw("gaps", f"{text!r} is missing")
