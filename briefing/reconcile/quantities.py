"""Two values of one count: conflict, update or variance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from briefing import numbers
from briefing.reconcile.counted import PEOPLE
from briefing.reconcile.counts import Count
from briefing.reconcile.events import exclude
from briefing.reconcile.lines import order

Verdict = Literal["conflict", "update", "variance"]
_ZERO_SO_FAR = re.compile(
    r"\b(?:immediate(?:ly)?|initial(?:ly)?|so far|yet|at first|no reports?|no word)\b", re.IGNORECASE
)
# The words of a report that a count was still moving when it was taken.
_CHANGE = re.compile(
    r"\b(?:rose|risen|climbed|increased|jumped|grew|grown|fell|fallen|dropped|cut|reduced|raised|lowered"
    r"|updated|revised"
    r"|so far|since|in all|altogether|in total|by \w+ (?:morning|afternoon|evening)"
    r"|as of|to date|preliminary|provisional|partial|counted|reached"
    r"|expanded|extended|already)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:so far|by (?:noon|midday|\w+ (?:morning|afternoon|evening))|preliminary|provisional|partial|counted"
    r"|reached|final|turnout)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fell|fallen|dropped|declined|decreased|lowered|reduced|cut|revised|corrected|down)\b", re.IGNORECASE
)
_HOUR = re.compile(r"\b(?:morning|noon|afternoon|evening|night)\b")
# The reports of these states grow while the event lasts. Who is charged or convicted is fixed by an act: it does not
# drift.
_GROWING = frozenset(
    "killed injured missing arrested displaced evacuated rescued infected hospitalised accredited counted".split()
)
# And these fall again: the missing are found, the displaced go home.
_BOTH_WAYS = frozenset("missing displaced hospitalised striking".split())


@dataclass(frozen=True)
class Value:
    """All the reports of one count that give one value, the earliest first."""

    counts: tuple[Count, ...]

    @property
    def first(self) -> Count:
        """The earliest dated report, the first one read where none is dated."""
        return self.counts[0]

    @property
    def articles(self) -> frozenset[str]:
        """Ids of the articles that give the value; a copy stands as what it is a copy of."""
        return frozenset(c.line.article.duplicate_of or c.line.article.id for c in self.counts)


def values(group: Sequence[Count]) -> list[Value]:
    """The distinct values of a group. "over 300" and "300" are two values, "about 300" and "around 300" one."""
    found: dict[tuple[float, float | None, str], list[Count]] = {}
    for count in group:
        found.setdefault((*count.reading, _bound(count)), []).append(count)
    return [Value(tuple(sorted(counts, key=_moment))) for counts in found.values()]


def _moment(count: Count) -> tuple[bool, str]:
    moment = count.line.moment
    return moment is None, "" if moment is None else moment[1] or moment[0]


def _bound(count: Count) -> str:
    return {"over": "low", "at least": "low", "under": "high", "at most": "high", "nearly": "high"}.get(
        count.qualifier, ""
    )


def verdicts(found: Sequence[Value]) -> dict[tuple[int, int], Verdict]:
    """The kind of each pair of values that differ, by their places in `found`."""
    judged = ((pair, judge(found[pair[0]], found[pair[1]])) for pair in combinations(range(len(found)), 2))
    known = {pair: verdict for pair, verdict in judged if verdict is not None}
    if "update" in known.values():
        # One report that says of itself that the count moves speaks for the others of the same count.
        known |= {
            pair: "update" for pair, kind in known.items() if kind == "conflict" and _grown(*(found[p] for p in pair))
        }
    return known


def _grown(a: Value, b: Value) -> bool:
    """Whether the later report of a count is the higher one."""
    sequence = order(a.first.line, b.first.line)
    earlier, later = (a, b) if sequence <= 0 else (b, a)
    return bool(sequence) and a.first.kind in ("count", "measure") and 0 < earlier.first.low < later.first.low


def judge(a: Value, b: Value) -> Verdict | None:
    """How two values of one count stand to one another; None when they do not differ or one article gives both."""
    if a.first.reading == b.first.reading or len(a.articles | b.articles) < 2:
        return None
    both = a.articles & b.articles
    if a.articles <= both or b.articles <= both:
        # An article that gives both values has put them in order itself; there is nothing left to settle.
        return "update" if _moves(a, b) and (a.articles != b.articles) else None
    sequence = order(a.first.line, b.first.line)
    earlier, later = (a, b) if sequence <= 0 else (b, a)
    if 0 in (a.first.low, b.first.low) and a.first.thing == PEOPLE:
        return _from_zero(earlier, later, sequence)
    one, two = a.first.number, b.first.number
    both_true = one is not None and two is not None and numbers.compatible(one, two)
    if both_true and _one_moment(a.first, b.first):
        return "variance"
    grows = later.first.low > earlier.first.low
    if (
        sequence
        and _moves(a, b)
        and (grows or a.first.state in _BOTH_WAYS or _DOWN.search(later.first.line.claim.statement))
    ):
        return "update"
    if both_true:
        return "variance"
    if not sequence and _moves(a, b) and _tells_order(*sorted((a, b), key=lambda v: v.first.low)):
        return "update"
    return "conflict"


def _one_moment(a: Count, b: Count) -> bool:
    """Whether both say that they were taken on one day, and at one time of it."""
    told = [
        (d, _HOUR.findall(c.line.claim.statement[d.start : d.end + len(" afternoon")].lower()))
        for c in (a, b)
        for d in c.line.reading.dates
        if c.fact.start <= d.start < c.fact.end and (d.weekday is not None or d.precision == "day")
    ]
    return len(told) == len((a, b)) and told[0][1] == told[1][1] and not exclude(told[0][0], told[1][0])


def _from_zero(earlier: Value, later: Value, sequence: int) -> Verdict:
    none, some = (earlier, later) if earlier.first.low == 0 else (later, earlier)
    open_ended = bool(_ZERO_SO_FAR.search(none.first.line.claim.statement))
    return "update" if open_ended and (sequence == 0 or some is later) else "conflict"


def _moves(a: Value, b: Value) -> bool:
    """Whether the count is one that moves: by its nature, or by the words of a report."""
    if a.first.state in _GROWING:
        return True
    # A price that fell 9 percent is a measured change; a turnout or share of the vote moves while it is being counted.
    words = _CHANGE if a.first.kind == "count" else _COUNTED
    return any(words.search(v.first.line.claim.statement) for v in (a, b))


def _tells_order(low: Value, high: Value) -> bool:
    """Whether the higher report says of itself that the count has grown, or the lower one that it is not final."""
    return bool(
        re.search(
            r"\b(?:rose|risen|climbed|increased|jumped|grew|reached|final|revised|updated|evening|night)\b",
            high.first.line.claim.statement,
            re.IGNORECASE,
        )
        or re.search(
            r"\b(?:so far|by (?:noon|midday|morning)|preliminary|provisional|initial(?:ly)?|at first)\b",
            low.first.line.claim.statement,
            re.IGNORECASE,
        )
    )
