"""Key figures: what is worth a glance, the latest value first and the others beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.reconcile import labels, quantities
from briefing.reconcile.corroboration import Corroboration
from briefing.reconcile.counted import PEOPLE, TROOPS
from briefing.reconcile.counts import Count
from briefing.reconcile.quantities import Value
from briefing.records.brief import FigureStatus, FigureValue, KeyFigure

# What fits beside the map on a wall without being read as a list.
_MOST = 8
# A bare count below this is a detail of its sentence ("two officials"), unless it counts people hurt, or is disputed.
_SMALL = 10
# Of a large folder so many figures are kept while its stories are read: those without a label, or that repeat another,
# give their place to the next.
_KEPT = 256
_RANK = {"disputed": 3.0, "superseded": 3.0, "variance": 2.5, "agreed": 1.5, "single-origin": 0.0}
# The most that the figure of one article can weigh, but for its size: two values (2.5), one article, people (1.5).
_ALONE = 5.0
# "Nine million": a word of scale adds up to twelve digits, and other words give at most three.
_SCALE = re.compile(r"\b(?:hundred|thousand|[mbtr]+illions?|[mb]n?)\b|(?<=\d)[mbk]n?\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,\u00a0\u202f ]*")
_SCALED, _WORDED = 12, 3


class Shelf:
    """The figures most worth a glance, of what is added story by story: the best are kept, the rest let go."""

    def __init__(self, credit: Mapping[str, Corroboration]) -> None:
        self._credit = credit
        self._ranked: list[_Ranked] = []

    def add(self, story: int, groups: Sequence[Sequence[Count]]) -> None:
        """The counts of one thing each. `story` puts those of equal weight in order."""
        for place, group in enumerate(groups):
            found = quantities.values([c for c in group if not c.part or c.people])
            if found and _worth(found):
                status = _status(found, self._credit)
                self._ranked.append(_Ranked(-_weight(found, status), (story, place), found, status))
        if len(self._ranked) > 2 * _KEPT:
            self._ranked = sorted(self._ranked, key=_order)[:_KEPT]

    def may_hold(self, statement: str) -> bool:
        """Whether a number of a statement that one article alone makes could be among the key figures."""
        return self._least is None or _ALONE + _most_digits(statement) / 2 >= self._least

    @cached_property
    def _least(self) -> float | None:
        """The weight of the last key figure when it is first asked for; what is added later can only raise it."""
        kept = self._best()
        return -kept[-1][0].weight if len(kept) == _MOST else None

    def key_figures(self) -> tuple[KeyFigure, ...]:
        """At most eight figures, ranked by dispute, by how many report them, by whom they touch and by size."""
        return tuple(figure for _, figure in self._best())

    def _best(self) -> list[tuple[_Ranked, KeyFigure]]:
        kept: list[tuple[_Ranked, KeyFigure]] = []
        for entry in sorted(self._ranked, key=_order):
            figure = _figure(entry.found, entry.status)
            if figure is not None and not any(_repeats(figure, other) for _, other in kept):
                kept.append((entry, figure))
                if len(kept) == _MOST:
                    break
        return kept


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A figure's reports. `weight` is negative, the more so the more it is worth."""

    weight: float
    place: tuple[int, int]
    found: list[Value]
    status: FigureStatus


def _order(entry: _Ranked) -> tuple[float, tuple[int, int]]:
    return entry.weight, entry.place


def _most_digits(statement: str) -> int:
    """A bound for the logarithm of the numbers in a statement."""
    return len(_SCALE.findall(statement)) * _SCALED + max(map(len, _DIGITS.findall(statement)), default=_WORDED)


def _repeats(figure: KeyFigure, other: KeyFigure) -> bool:
    """Whether all that a figure shows stands in the rows of another: the same value of the same claims."""
    rows = {(value.value, i) for value in other.values for i in value.claim_ids}
    return all((value.value, i) in rows for value in figure.values for i in value.claim_ids)


def _worth(found: Sequence[Value]) -> bool:
    first = found[0].first
    if first.kind == "duration":
        return False
    if first.kind == "measure" and len(found) == 1 and not first.line.claim.statement[first.end :].startswith(" of "):
        # How far or how high something is says nothing beside a name.
        return False
    if first.kind == "count":
        if first.low == 0 and len(found) == 1:
            return False
        if not (first.noun or first.people):
            return False
        if not first.people and len(found) == 1 and first.low < _SMALL:
            return False
    # What was counted in another year is background.
    return len(found) > 1 or not _past(first)


def _weight(found: Sequence[Value], status: FigureStatus) -> float:
    articles = {a for value in found for a in value.articles}
    first = found[0].first
    size = math.log10(1 + abs(max(v.first.low for v in found)))
    about_people = 1.5 if first.thing in (PEOPLE, TROOPS) or first.people else 0.0
    # A figure of some past year is background.
    return _RANK[status] + len(articles) + size / 2 + about_people - 2.0 * _past(first)


def _past(count: Count) -> bool:
    """Whether a count names a year, or is dated to one before that of the report: "last year some 900 crossed"."""
    if count.line.years(count.fact.start, count.fact.end):
        return True
    this = count.line.published.year if count.line.published else None
    inside = (d for d in count.line.reading.dates if count.fact.start <= d.start < count.fact.end)
    return this is not None and any(d.date and d.precision == "year" and int(d.date) < this for d in inside)


def _figure(found: Sequence[Value], status: FigureStatus) -> KeyFigure | None:
    called = labels.label(found)
    # "soldiers: 1,000" says nothing by itself; where reports differ, the bare word still tells what they differ on.
    if not called or (len(found) == 1 and " " not in called):
        return None
    latest = sorted(found, key=_latest, reverse=True)
    printed = [
        FigureValue(
            value=_shown(value).value,
            # "No one" is printed as it stands; there is no number in it to read.
            number=value.first.low if value.first.number else None,
            qualifier=_shown(value).qualifier or None,
            as_of=value.first.line.published.isoformat() if value.first.line.published else None,
            claim_ids=_clusters(value),
        )
        for value in latest
    ]
    return KeyFigure(label=called, values=tuple(printed), status=status)


def _shown(value: Value) -> Count:
    """The report whose words are printed: the earliest in the brief's language, where there is one."""
    return next((count for count in value.counts if count.line.english), value.first)


def _latest(value: Value) -> tuple[str, str]:
    day, moment = value.first.line.moment or ("", None)
    return day, moment or ""


def _clusters(value: Value) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.line.cluster.id for c in value.counts))


def _status(found: Sequence[Value], credit: Mapping[str, Corroboration]) -> FigureStatus:
    kinds = set(quantities.verdicts(found).values())
    if "conflict" in kinds:
        return "disputed"
    if "update" in kinds:
        return "superseded"
    if "variance" in kinds or len(found) > 1:
        return "variance"
    backed = [credit[i].origins.possible for i in _clusters(found[0]) if i in credit]
    return "agreed" if max(backed, default=1) > 1 else "single-origin"


def tabled(figures: Sequence[KeyFigure], counts: Iterable[Count]) -> frozenset[str]:
    """Ids of the clusters whose whole fact stands in a figure's row, so that no section needs to repeat it.

    `counts` are those of the rows' clusters.
    """
    rows = {(value.value, i): figure.label for figure in figures for value in figure.values for i in value.claim_ids}
    return frozenset(
        count.line.cluster.id
        for count in counts
        if not (count.former or count.increment)
        and (called := rows.get((count.value, count.line.cluster.id)))
        and labels.tells_all(count, called)
    )
