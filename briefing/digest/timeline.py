"""The sentences that name one explicit day, by that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefing.digest.reports import Line, Report
from briefing.records.brief import TimelineEntry
from briefing.similarity import pair

# A day is told by its best few sentences, and a timeline is read on a page or two.
_A_DAY, _IN_ALL = 3, 30
# Of one day two rows this close (0 to 1, by their words) may tell one thing.
_CLOSE = 0.25


def timeline(reports: Sequence[Report]) -> tuple[TimelineEntry, ...]:
    """A row for each of the best sentences that name exactly one day and stand alone, in the order of the days.

    A plan whose day has come since is none: nothing says that it came true.
    """
    days: defaultdict[str, list[Line]] = defaultdict(list)
    count = 0
    for report in reports:
        for line in (report.lines[place] for place in report.starts if not report.bar):
            event = line.cluster.best.event
            if not event or not event.date or count == _IN_ALL or report.past_plan(line):
                continue
            told = days[event.date]
            if len(told) < _A_DAY and all(pair(line.text, other.text) < _CLOSE for other in told):
                told.append(line)
                count += 1
    return tuple(_row(line) for day in sorted(days) for line in days[day])


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
