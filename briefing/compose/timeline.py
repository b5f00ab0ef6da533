"""The timeline: what happened or is to happen on a day that the sources give."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import similarity
from briefing.compose.fact import Fact
from briefing.records.brief import TimelineEntry

_ROWS = 15
# A timeline is of what is done; what somebody said on a day stands in it when it changes the picture.
_DONE = frozenset(("event", "plan", "figure", "background"))
_SAID = 4
_NEEDED = 2
# Of one day two rows this alike (0 to 1, by their words) tell one thing.
_SAME = 0.5


def timeline(facts: Sequence[Fact]) -> tuple[TimelineEntry, ...]:
    """The facts with a day, month or year, in order of time: of many the weightiest, and none that is overtaken."""
    dated = [fact for fact in facts if fact.best.event and fact.best.event.date and fact.cluster.within is None]
    kept = [f for f in dated if not f.stale and f.weight >= (_NEEDED if f.best.kind in _DONE else _SAID)]
    rows: list[Fact] = []
    for fact in sorted(kept, key=lambda f: -f.weight):
        told = [row.best.statement for row in rows if _date(row) == _date(fact)]
        if not any(similarity.pair(text, fact.best.statement) >= _SAME for text in told):
            rows.append(fact)
    return tuple(map(_entry, sorted(rows[:_ROWS], key=_date)))


def _date(fact: Fact) -> str:
    return (fact.best.event.date if fact.best.event else None) or ""


def _entry(fact: Fact) -> TimelineEntry:
    event = fact.best.event
    return TimelineEntry(
        date=event.date if event else None,
        precision=event.precision if event else "none",
        as_written=(event.as_written or None) if event else None,
        status=fact.best.status,
        text=fact.best.statement,
        claim_ids=(fact.id,),
    )
