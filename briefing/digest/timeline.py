"""The sentences that name one explicit day, by that day."""

from __future__ import annotations

from collections import defaultdict

from briefing.digest.compose import once
from briefing.digest.rank import Line, Ranking
from briefing.records.brief import TimelineEntry

# A day is told by its best few sentences, and a timeline is read on a page or two.
_A_DAY, _IN_ALL = 3, 30
# Of one day two rows this close (0 to 1, by their words) may tell one thing.
_CLOSE = 0.25


def timeline(ranking: Ranking) -> tuple[TimelineEntry, ...]:
    """A row for each of the best sentences that name exactly one day, in the order of the days.

    What stood when it was told stays a row when later articles have moved on. A plan whose day has come since is none:
    nothing says that it came true.
    """
    days: defaultdict[str, list[Line]] = defaultdict(list)
    count = 0
    for line in ranking.lines:
        event = line.cluster.best.event
        if event and event.date and count < _IN_ALL and not line.past_plan and not ranking.unreadable(line):
            days[event.date].append(line)
            count += 1
    return tuple(_row(line) for day in sorted(days) for line in once(days[day], _CLOSE)[:_A_DAY])


def _row(line: Line) -> TimelineEntry:
    best, event = line.cluster.best, line.cluster.best.event
    return TimelineEntry(
        date=event.date if event else None,
        precision="day",
        as_written=(event and event.as_written) or None,
        status=best.status,
        text=line.text,
        claim_ids=(line.id,),
    )
