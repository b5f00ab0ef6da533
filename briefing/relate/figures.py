"""Key figures: what is counted, and every value that is reported for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from briefing import dates, numbers
from briefing.grounding import values
from briefing.numbers import Number, compatible
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, FigureStatus, FigureValue, KeyFigure, Origins
from briefing.records.claim import Claim, Cluster
from briefing.similarity import joined
from briefing.text.normal import fold

# A table that is longer is not read; figures below this weight are in the claims.
_ROWS = 15
_NEEDED = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """The figure of a fact."""

    cluster: Cluster
    label: str
    printed: str
    number: Number
    reported: str


def key_figures(
    clusters: Sequence[Cluster],
    discrepancies: Sequence[Discrepancy],
    origins: Mapping[str, Origins],
    articles: Mapping[str, Article],
    stale: Collection[str] = (),
) -> tuple[KeyFigure, ...]:
    """The figures of the facts that matter, by what they count; the newest value of each first.

    A row of which all facts are `stale` (their ids) is left out: a later report has moved on from it.
    """
    entries = [entry for cluster in clusters if (entry := _entry(cluster, articles)) is not None]
    rows = [(_row(group, discrepancies, origins), group) for group in _groups(entries, discrepancies)]
    disputed = {i for d in discrepancies for p in d.positions for i in p.claim_ids}

    def need(row: tuple[KeyFigure, list[_Entry]]) -> tuple[int, int]:
        _, group = row
        return max(_weight(e.cluster) for e in group), max(origins[e.cluster.id].possible for e in group)

    rows = [row for row in rows if any(entry.cluster.id not in stale for entry in row[1])]
    rows = [r for r in rows if need(r)[0] >= _NEEDED or any(e.cluster.id in disputed for e in r[1])]
    return tuple(row for row, _ in sorted(rows, key=need, reverse=True)[:_ROWS])


def labelled(
    table: Sequence[KeyFigure], clusters: Sequence[Cluster], articles: Mapping[str, Article]
) -> dict[str, str]:
    """For each fact in a table what its figure says: "KFOR troops: around 4,700". It is judged like a sentence."""
    shown = {i for row in table for value in row.values for i in value.claim_ids}
    entries = [entry for c in clusters if c.id in shown and (entry := _entry(c, articles)) is not None]
    return {entry.cluster.id: f"{entry.label}: {entry.printed}" for entry in entries}


def _weight(cluster: Cluster) -> int:
    return max((claim.weight or 0 for claim in cluster.claims), default=0)


def _entry(cluster: Cluster, articles: Mapping[str, Article]) -> _Entry | None:
    claim = next((c for c in (cluster.best, *cluster.claims) if c.figure and c.counts), None)
    if claim is None or claim.figure is None or claim.counts is None:
        return None
    found = _printed(claim, articles[claim.source_id])
    if found is None:
        return None
    printed, number = found
    reported = max((articles[c.source_id].published or "" for c in cluster.claims), default="")
    return _Entry(cluster, claim.counts, printed, number, reported)


def _printed(claim: Claim, article: Article) -> tuple[str, Number] | None:
    """The value as printed, with its qualifier and without what it counts: "around 4,700".

    Of a translated claim it is that of the English statement. None where no number can be read.
    """
    figure = claim.figure or ""
    if claim.translated:
        held = values(figure, article.language)
        for number in numbers.find(claim.statement):
            if number.value in held:
                return claim.statement[slice(*number.span)], number
        return None
    found = numbers.find(figure, article.language or "en")
    if not found:
        return None
    return figure[slice(*found[0].span)], found[0]


def _groups(entries: Sequence[_Entry], discrepancies: Iterable[Discrepancy]) -> list[list[_Entry]]:
    """Figures of one thing: different answers to one question, or the same label and values that agree."""
    places = {entry.cluster.id: n for n, entry in enumerate(entries)}
    pairs = [(n, n) for n in range(len(entries))]
    for discrepancy in discrepancies:
        mine: list[int] = []
        for position in discrepancy.positions:
            # A claim may count something else than the value of the position as well.
            stated = {number.value for number in numbers.find(position.value)}
            held = (places[i] for i in position.claim_ids if i in places)
            mine += [n for n in held if entries[n].number.value in stated]
        pairs += pairwise(mine)
    for (a, one), (b, other) in combinations(enumerate(entries), 2):
        if fold(one.label) == fold(other.label) and compatible(one.number, other.number):
            pairs.append((a, b))
    groups: dict[int, list[_Entry]] = {}
    for n, lowest in sorted(joined(pairs).items()):
        groups.setdefault(lowest, []).append(entries[n])
    return list(groups.values())


def _row(group: Sequence[_Entry], discrepancies: Iterable[Discrepancy], origins: Mapping[str, Origins]) -> KeyFigure:
    newest = sorted(group, key=lambda e: (e.reported, _weight(e.cluster)), reverse=True)
    by_value: dict[tuple[float, str | None], list[_Entry]] = {}
    for entry in newest:
        by_value.setdefault((entry.number.value, entry.number.qualifier), []).append(entry)
    label = max(newest, key=lambda e: (_weight(e.cluster), len(e.cluster.claims))).label
    values = tuple(
        FigureValue(
            value=entries[0].printed,
            number=entries[0].number.value,
            qualifier=entries[0].number.qualifier,
            as_of=next(filter(None, map(_as_of, entries)), None),
            claim_ids=tuple(dict.fromkeys(entry.cluster.id for entry in entries)),
        )
        for entries in by_value.values()
    )
    ids = {entry.cluster.id for entry in group}
    return KeyFigure(label=label, values=values, status=_status(len(values), ids, discrepancies, origins))


def _as_of(entry: _Entry) -> str | None:
    """The day that a figure is of: that of its event, else that of its newest report.

    None where its event has a date that could not be resolved: "in May of that year" is not when it was reported.
    """
    event = entry.cluster.best.event
    if event is not None and (event.date or dates.as_written(event.as_written, None)):
        return event.date
    return entry.reported[:10] or None


def _status(
    values: int, ids: set[str], discrepancies: Iterable[Discrepancy], origins: Mapping[str, Origins]
) -> FigureStatus:
    if values == 1:
        more = len(ids) > 1 or any(origins[i].possible > 1 for i in ids)
        return "agreed" if more else "single-origin"
    kinds = {d.kind for d in discrepancies if sum(bool(ids & set(p.claim_ids)) for p in d.positions) > 1}
    return "disputed" if "conflict" in kinds else "superseded" if "update" in kinds else "variance"
