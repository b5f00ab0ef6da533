"""The sentences that name one explicit day, by that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefing.digest.known import known
from briefing.digest.rank import Ranked, rank
from briefing.digest.standing import TOLD, Standing
from briefing.digest.terms import terms
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import TimelineEntry
from briefing.records.claim import Cluster, EventDate

# A day is told by its best few sentences, and a timeline is read on a page or two.
_A_DAY, _IN_ALL = 3, 40


def timeline(clusters: Sequence[Cluster], articles: Sequence[Article], topic: Topic) -> tuple[TimelineEntry, ...]:
    """A row for each of the best sentences that name exactly one day, in the order of the days.

    What stood when it was told stays a row when later articles have moved on. A plan whose day has come since is none:
    nothing says that it came true.
    """
    days: defaultdict[str, list[tuple[Ranked, EventDate]]] = defaultdict(list)
    read = known(clusters, articles, topic)
    standing = Standing(clusters, read)
    for entry in rank(clusters, read):
        event = entry.cluster.best.event
        if event and event.date and entry.bar is None and not standing.planned(entry.cluster):
            row, rows = terms(entry.cluster.best.statement).all, days[event.date]
            told = (terms(other.cluster.best.statement).all for other, _ in rows)
            if len(rows) < _A_DAY and not any(standing.alike(row, other) >= TOLD for other in told):
                rows.append((entry, event))
    chosen = [row for rows in days.values() for row in rows]
    chosen.sort(key=lambda row: (-row[0].score, int(row[0].cluster.id[1:])))
    chosen = sorted(chosen[:_IN_ALL], key=lambda row: (row[1].date or "", int(row[0].cluster.id[1:])))
    return tuple(
        TimelineEntry(
            date=event.date,
            precision=event.precision,
            as_written=event.as_written or None,
            status=entry.cluster.best.status,
            text=entry.cluster.best.statement,
            claim_ids=(entry.cluster.id,),
        )
        for entry, event in chosen
    )
