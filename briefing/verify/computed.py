"""Key figures, timeline, discrepancies and gaps, held to the claims and quotes that they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing import numbers
from briefing.grounding import Passage
from briefing.records.brief import Discrepancy, FigureValue, Gap, KeyFigure, Position, TimelineEntry
from briefing.relate import gaps
from briefing.relate.corroboration import Corroboration
from briefing.text.normal import fold
from briefing.verify.index import Flaw, Index, differs

_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of what the claims were put together to."""
    for figure in index.brief.key_figures:
        yield from _figure(figure, index)
    for entry in index.brief.timeline:
        yield from _entry(entry, index)
    for found in index.brief.discrepancies:
        yield from _discrepancy(found, index)
    yield from _gaps(index.brief.gaps, index)


def _printed(where: str, text: str, ids: Sequence[str], index: Index) -> Iterator[Flaw]:
    """Words stand, as they are but for blanks and case, in what some claims state and quote."""
    if not any(fold(text) in fold(words) for words in index.words(ids)):
        yield Flaw(where, f"{text!r} stands in none of its claims")


def _named(where: str, text: str, ids: Sequence[str], index: Index) -> Iterator[Flaw]:
    """The names in a label or question stand in the articles that the claims cite."""
    cited = index.cited(ids)
    if cited and index.withheld.isdisjoint(cited):
        words = tuple(index.words(ids))
        held = [index.passage(key, (), words) for key in cited]
        for fault in index.faults(text, [*held, Passage((), words)]):
            if fault.code == "name":
                yield Flaw(where, f"{fault.text!r} stands in none of its articles")


def _figure(figure: KeyFigure, index: Index) -> Iterator[Flaw]:
    where = f"key figure {figure.label!r}"
    ids = [i for value in figure.values for i in value.claim_ids]
    for value in figure.values:
        yield from index.leads(where, value.claim_ids)
        if index.known(value.claim_ids):
            yield from _value(where, value, index)
    yield from _named(where, figure.label, ids, index)
    if len(figure.values) < 2:  # one value has no other to differ from
        backed = len(set(ids)) > 1 or any(index.claims[i].origins.possible > 1 for i in ids if i in index.claims)
        yield from differs(where, "its status", figure.status, "agreed" if backed else "single-origin")
    elif figure.status in ("agreed", "single-origin"):
        yield Flaw(where, f"is given as {figure.status}, and has {len(figure.values)} values")


def _value(where: str, value: FigureValue, index: Index) -> Iterator[Flaw]:
    yield from _printed(where, value.value, value.claim_ids, index)
    cited = [index.sources[key] for key in index.cited(value.claim_ids)]
    # "4.700" is a thousand times more in a source's own language than in English.
    tongues = sorted({"en", *(source.language for source in cited if source.language)})
    texts = (value.value, *index.words(value.claim_ids))
    read = {
        (number.value, number.qualifier or None)
        for text in texts
        for tongue in tongues
        for number in numbers.find(text, tongue)
        if fold(number.text) in fold(value.value)
    }
    if value.number is not None and (value.number, value.qualifier or None) not in read:
        yield Flaw(where, f"{value.value!r} is not read as {value.number:g} ({value.qualifier or 'exactly'})")
    days = {(source.published or "")[:10] for source in cited}
    days |= {claim.event_date or "" for claim in index.known(value.claim_ids)}
    if value.as_of is not None and value.as_of not in days:
        yield Flaw(where, f"{value.value!r} is given as of {value.as_of}, which is no day of its claims or sources")


def _entry(entry: TimelineEntry, index: Index) -> Iterator[Flaw]:
    where = f"timeline {entry.text[:40]!r}"
    yield from index.stated(where, entry.text, entry.claim_ids)
    records = index.known(entry.claim_ids)
    if not records:
        return
    if (entry.date, entry.as_written or None) not in {(r.event_date, r.event_date_as_written) for r in records}:
        yield Flaw(where, f"{entry.date} ({entry.as_written}) is not the date of its claim")
    yield from differs(where, "its precision", entry.precision, _PRECISIONS.get(len(entry.date or ""), "none"))
    if entry.status not in {r.status for r in records}:
        yield from differs(where, "its status", entry.status, records[0].status)


def _discrepancy(found: Discrepancy, index: Index) -> Iterator[Flaw]:
    where = f"discrepancy {found.id}"
    for position in found.positions:
        yield from index.stated(where, position.statement, position.claim_ids)
        if index.known(position.claim_ids):
            yield from _position(where, position, index)
    if len({(fold(p.value), p.claim_ids) for p in found.positions}) < 2:  # it takes two to differ
        yield Flaw(where, "has fewer than two positions")
    yield from _named(where, found.question, [i for p in found.positions for i in p.claim_ids], index)


def _position(where: str, position: Position, index: Index) -> Iterator[Flaw]:
    yield from _printed(where, position.value, position.claim_ids, index)
    if not position.source_ids:
        yield Flaw(where, "names no source")
    for other in sorted(set(position.source_ids) - set(index.cited(position.claim_ids))):
        yield Flaw(where, f"names source {other}, which its claims do not cite")
    days = [index.sources[i].published for i in position.source_ids if i in index.sources]
    if days and position.reported not in days:
        yield Flaw(where, f"{position.reported} is not when its sources were published")


def _gaps(stated: Sequence[Gap], index: Index) -> Iterator[Flaw]:
    for gap in stated:
        if gap.basis == "sourced":
            yield from index.stated(f"gap {gap.text[:40]!r}", gap.text, gap.claim_ids)
    if index.brief.share is not None:
        # They count claims that are withheld.
        return
    brief = index.brief
    empty = {f"Nothing was found for the section “{s.title}”." for s in brief.sections if not s.items}
    credit = {c.id: Corroboration(c.origins, c.reliability, c.credibility) for c in brief.claims}
    articles = list(index.articles.values())
    expected = {g.text for g in gaps.computed([], articles, credit, brief.key_figures, [], index.as_of)}
    computed = {g.text for g in stated if g.basis == "computed"}
    for text in sorted(computed - expected - empty):
        yield Flaw(f"gap {text[:40]!r}", "is not what the brief's claims and articles show")
    for text in sorted(expected - computed):
        yield Flaw("gaps", f"{text!r} is missing")
