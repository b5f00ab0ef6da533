"""Events in order of their own time, not of their report."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefing.records.article import Article
from briefing.records.brief import Status, TimelineEntry
from briefing.records.claim import Cluster, EventDate
from briefing.text.words import content_stems

# Known to the day before known to the month: where the reports of one event differ in precision, the finest is shown.
_FINENESS = {"day": 0, "month": 1, "year": 2, "none": 3}
# Two entries of one date are one event when this share of the shorter one's content words stands in the other. Of a
# six-word clause it lets one word differ, a synonym or a title.
_SAME_EVENT = 0.8
# A row of a timeline is read at a glance: only texts longer than this many words are shortened.
_LONG = 30
# A relative clause or a joined phrase behind a comma can go without a change of what stands before it.
_TAIL = re.compile(r", (?:(?:with|to|by|for|in|at|of|from) )?(?:who|whom|which|where)\b|, as well as\b")
_ATTRIBUTION = re.compile(r"\b(?:said|says|told|according to|reported|reports|announced|stated|learned|added)\b")


def timeline(clusters: Sequence[Cluster], articles: Mapping[str, Article]) -> tuple[TimelineEntry, ...]:
    """One entry an event: dated ones by date, then undated ones whose own words place them ("on Tuesday")."""
    entries: list[TimelineEntry] = []
    stated = _Stated()
    containers = {c.id: c for c in clusters}
    # The fuller wording comes first, so that the narrower report of the same event is the one left out.
    for cluster in sorted(clusters, key=lambda c: (-len(c.claims), -len(c.best.statement), c.id)):
        when = _when(cluster)
        if when is None or _told_by(containers.get(cluster.within or ""), when):
            continue
        placed = when.date or when.as_written.casefold()
        if stated.holds(placed, frozenset(content_stems(cluster.best.statement, figures=True))):
            continue
        entries.append(_entry(cluster, when, articles))
    return tuple(sorted(entries, key=_order))


_ByWord = dict[str, list[frozenset[str]]]


class _Stated:
    """What the entries say, by their date and words: of many entries of a day few share a rare word with another.

    Two sets of which one has a share of the smaller one's words have a word in common among any so many of it that the
    others alone would be too few (prefix filtering, Chaudhuri, Ganti and Kaushik 2006); the rarest are looked at.
    """

    def __init__(self) -> None:
        self._by_word: defaultdict[str, _ByWord] = defaultdict(dict)
        self._by_rare: defaultdict[str, _ByWord] = defaultdict(dict)

    def holds(self, placed: str, content: frozenset[str]) -> bool:
        """Whether an entry of this date leaves nothing of it to tell; else it is taken for one from now on."""
        by_word, by_rare = self._by_word[placed], self._by_rare[placed]
        few = len(content) - math.ceil(_SAME_EVENT * len(content) - 1e-9) + 1
        # Mostly there are enough words that no entry of the day has: it is the same as none of those it would meet.
        rare = list(content.difference(by_word))[:few]
        known = content & by_word.keys()
        if len(rare) < few:
            found = sorted([(len(by_word[word]), word) for word in known])[: few - len(rare)]
            rare += [word for _, word in found]
            if _any_repeats(content, by_word, [word for _, word in found]):
                return True
        if _any_repeats(content, by_rare, content & by_rare.keys()):
            return True
        for word in rare:
            by_rare.setdefault(word, []).append(content)
        for word in known:
            by_word[word].append(content)
        for word in content - known:
            by_word[word] = [content]
        return False


def _any_repeats(content: frozenset[str], held: _ByWord, words: Iterable[str]) -> bool:
    for word in words:
        for other in held[word]:
            if _repeats(content, other):
                return True
    return False


def _order(entry: TimelineEntry) -> tuple[bool, str, str, tuple[str, ...]]:
    return entry.date is None, entry.date or "", "" if entry.date else entry.text, entry.claim_ids


def _when(cluster: Cluster) -> EventDate | None:
    """The finest date among the claims of a cluster, the best claim's own where they are equally fine."""
    known = [claim.event for claim in (cluster.best, *cluster.claims) if claim.event is not None]
    usable = [event for event in known if event.date or event.as_written]
    return min(usable, key=lambda e: _FINENESS[e.precision], default=None)


def _told_by(container: Cluster | None, when: EventDate) -> bool:
    told = _when(container) if container else None
    return told is not None and (told.date, told.as_written if told.date is None else "") == (
        when.date,
        when.as_written if when.date is None else "",
    )


def _repeats(later: frozenset[str], stated: frozenset[str]) -> bool:
    """Whether what is stated leaves nothing of the later one to tell; it may tell more itself."""
    small = len(later) if len(later) < len(stated) else len(stated)
    if not small or len(later & stated) < _SAME_EVENT * small:
        return False
    news = _figures(later) - _figures(stated) if len(later) <= small else _figures(later) ^ _figures(stated)
    return not news


def _figures(content: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in content if word[0].isdigit())


def _entry(cluster: Cluster, when: EventDate, articles: Mapping[str, Article]) -> TimelineEntry:
    best = cluster.best
    ahead = best.kind == "forecast" or _ahead(cluster, when, articles)
    status: Status = "expected" if ahead and best.status == "confirmed" else best.status
    return TimelineEntry.trusted(
        date=when.date,
        precision=when.precision if when.date else "none",
        as_written=when.as_written or None,
        status=status,
        text=_shortened(best.statement, when.as_written),
        claim_ids=(cluster.id,),
    )


def _ahead(cluster: Cluster, when: EventDate, articles: Mapping[str, Article]) -> bool:
    """Whether the date lies after every report of it, so that it can be no more than a plan."""
    days = [articles[c.source_id].published for c in (cluster.best, *cluster.claims) if c.source_id in articles]
    return when.date is not None and all(day is not None and day[: len(when.date)] < when.date for day in days)


def _shortened(text: str, as_written: str) -> str:
    """A long statement up to its first loose tail behind the date; whole where the end says whose word it is."""
    if len(text.split()) <= _LONG or "“" in text or '"' in text:
        return text
    placed = text.find(as_written) + len(as_written) if as_written and as_written in text else len(text)
    tail = _TAIL.search(text, placed)
    if tail is None:
        return text
    return text if _ATTRIBUTION.search(text[text.rfind(",") :]) else text[: tail.start()] + "."
