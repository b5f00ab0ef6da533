"""The digest's text: the best sentences as they stand, within a length, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from briefing.digest.known import Known, known
from briefing.digest.rank import WHY, Ranked, rank
from briefing.digest.standing import TOLD, Standing
from briefing.digest.terms import terms, tokens
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import Item, ItemSpan, Rejected, Section, Stage
from briefing.records.claim import Cluster
from briefing.records.composed import Composed
from briefing.records.record import Reason

# More than half of a short input would be a copy of it.
_SHARE = 0.5
_COMMON = re.compile(r"[12]?\d|3[01]|(?:19|20)\d\d")
# Articles on one event open with it: two openings that share a sixth of their terms tell it twice. So
# do any two sentences that share two in five, however common these are.
_OPENING, _WORDS = 1 / 6, 0.4
# A bottom line is read in one breath, and of short input it is a tenth; one sentence it is always.
_BOTTOM_ITEMS, _BOTTOM_WORDS, _BOTTOM_SHARE = 3, 90, 0.1


def compose(
    clusters: Sequence[Cluster],
    articles: Sequence[Article],
    topic: Topic,
    *,
    length: int,
    fresh: Set[str] = frozenset(),
    pinned: Set[str] = frozenset(),
) -> Composed:
    """The bottom line and the sections, of at most `length` words and half of the input's.

    The clusters named in `fresh` lead, those in `pinned` are printed whatever the length. Each cluster is printed once
    or is among the rejected, with why.
    """
    read = known(clusters, articles, topic)
    ranked = sorted(rank(clusters, read), key=lambda r: r.cluster.id not in fresh)
    words = sum(len(article.text.split()) for article in articles if article.duplicate_of is None)
    plan = _Plan(ranked, Standing(clusters, read), pinned)
    plan.lead(min(_BOTTOM_WORDS, int(_BOTTOM_SHARE * words)))
    plan.fill([section.id for section in topic.sections], min(length, int(_SHARE * words)))
    return Composed(
        [_item(entry.cluster) for entry in plan.bottom],
        [
            Section(id=s.id, title=s.title, items=tuple(_item(r.cluster) for r in plan.chosen if _section(r) == s.id))
            for s in topic.sections
        ],
        [_rejected(entry, plan.why(entry), read) for entry in ranked if entry.cluster.id not in plan.printed],
    )


class _Plan:
    """What is printed, as it is chosen."""

    def __init__(self, ranked: Sequence[Ranked], standing: Standing, pinned: Set[str]) -> None:
        self._standing = standing
        self._open = [r for r in ranked if r.bar is None and r.cluster.id not in pinned]
        self._following = {r.before: r for r in ranked if r.before and r.cluster.id not in pinned}
        self._leaning = [r for r in ranked if r.bar == "leans" and not r.before]
        self._refused: dict[str, str] = {}
        self.bottom: list[Ranked] = []
        self.chosen = [r for r in ranked if r.cluster.id in pinned]
        self.printed = {r.cluster.id for r in self.chosen}
        self.words = 0

    def lead(self, room: int) -> None:
        """Take the bottom line: the best sentences of the newest day, and others that have a day of their own."""
        for entry in self._open:
            if len(self.bottom) == _BOTTOM_ITEMS:
                break
            dated = entry.newest or entry.cluster.best.event is not None
            if dated and (not self.bottom or self.words + _size(entry) <= room) and self._fits(entry):
                self.bottom.append(entry)
                self.printed.add(entry.cluster.id)
                self.words += _size(entry)

    def fill(self, sections: Sequence[str], room: int) -> None:
        """Take the best sentence of each section, then the best of all, in `room` words."""
        self.words = sum(map(_size, self.chosen))
        for section in sections:
            self._best([entry for entry in self._open if _section(entry) == section], room, 1)
        self._best(self._open, room, len(self._open))
        if not self.bottom and not self.chosen:
            # A brief always comes out: a sentence that leans a little is better than none.
            self.bottom = self._leaning[:1]
            self.printed.update(entry.cluster.id for entry in self.bottom)

    def why(self, entry: Ranked) -> str:
        """The code of the reason for which a sentence is not printed."""
        return entry.bar or self._refused.get(entry.cluster.id, "length")

    def _best(self, entries: Sequence[Ranked], room: int, count: int) -> None:
        for entry in entries:
            if count and self.words + _size(entry) <= room and self._fits(entry):
                self._take(entry, self.chosen)
                count -= 1
                after = self._following.get(entry.cluster.id)
                near = after is not None and _section(after) == _section(entry)
                if after and near and self.words + _size(after) <= room and self._fits(after):
                    self._take(after, self.chosen)

    def _take(self, entry: Ranked, into: list[Ranked]) -> None:
        """Print a sentence, next to those that stand next to it in its article."""
        ids = [other.cluster.id if _section(other) == _section(entry) else "" for other in into]
        nexts = [other.previous if _section(other) == _section(entry) else "" for other in into]
        if entry.previous in ids:
            into.insert(ids.index(entry.previous) + 1, entry)
        elif entry.cluster.id in nexts:
            into.insert(nexts.index(entry.cluster.id), entry)
        else:
            into.append(entry)
        self.printed.add(entry.cluster.id)
        self.words += _size(entry)

    def _fits(self, entry: Ranked) -> bool:
        """Whether a sentence is not printed yet, still stands, and is told by no other."""
        if entry.cluster.id in self.printed or entry.cluster.id in self._refused:
            return False
        if self._standing.overtaken(entry.cluster):
            self._refused[entry.cluster.id] = "overtaken"
        elif any(self._same(entry, other) for other in (*self.bottom, *self.chosen)):
            self._refused[entry.cluster.id] = "told"
        return entry.cluster.id not in self._refused

    def _same(self, a: Ranked, b: Ranked) -> bool:
        """Whether two sentences tell the same, as far as words show."""
        one, other = (terms(entry.cluster.best.statement) for entry in (a, b))
        if one.names & other.names and _figures(a) & _figures(b):
            return True
        least = (_OPENING if a.opening and b.opening else _WORDS) * min(len(one.all), len(other.all))
        if len(one.all & other.all) >= least:
            return True
        return self._standing.alike(one.all, other.all) >= TOLD


def _figures(entry: Ranked) -> set[str]:
    """The figures of a sentence that tell one fact: none that a day of a month or a year of today may have."""
    found = {t.form for t in tokens(entry.cluster.best.statement) if t.form[0].isdigit()}
    return {form for form in found if not _COMMON.fullmatch(form)}


def _size(entry: Ranked) -> int:
    return len(entry.cluster.best.statement.split())


def _section(entry: Ranked) -> str:
    return entry.cluster.best.section


def _item(cluster: Cluster) -> Item:
    text, ids = cluster.best.statement, (cluster.id,)
    span = ItemSpan(start=0, end=len(text), claim_ids=ids)
    return Item(text=text, spans=(span,), claim_ids=ids, wording=cluster.best.wording, check=cluster.best.check)


def _rejected(entry: Ranked, code: str, read: Known) -> Rejected:
    stage: Stage = "length" if code == "length" else "compose"
    best = entry.cluster.best
    return Rejected(
        source_id=best.source_id,
        path=read.articles[best.source_id].path,
        stage=stage,
        statement=best.statement,
        reason=Reason(code=code, detail=WHY[code]),
    )
