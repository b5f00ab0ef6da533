"""The digest's text: passages of the articles as they stand, each with its day, within a length, nothing twice."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from briefing.digest.reading import terms
from briefing.digest.reports import Line, Report
from briefing.digest.topic_fit import section, topic_names
from briefing.prompts import Topic
from briefing.records.brief import Item, ItemSpan, Rejected, Section, Stage
from briefing.records.claim import Composed
from briefing.records.record import Reason
from briefing.similarity import Similarity

# More than half of a short input would be a copy of it.
_SHARE = 0.5
# So many reports are looked at: no brief prints more.
_POOL = 100
# Two sentences this close (0 to 1) may tell one thing, as may one that has so much of another's words; so near, two
# that open reports of one story and day, and one with no other figures. Telling less is no loss beside telling twice.
_CLOSE, _WITHIN, _NEAR = 0.4, 0.6, 0.25
# A passage has at most so many sentences and words: a paragraph of the news.
_SENTENCES, _PASSAGE = 3, 80
# A bottom line has the first two sentences of the newest report of a story, is read in one breath, and of short input
# it is a tenth; one sentence it is always.
_FIRST, _ITEMS, _BOTTOM_WORDS, _BOTTOM_SHARE = 2, 3, 90, 0.1

WHY: Mapping[str, str] = {
    "cut": "it is no whole sentence",
    "aside": "its article has little to do with the topic",
    "leans": "it cannot be read without what stands before it",
    "language": "its day is told in the topic's language",
    "overtaken": "its day has come, and later articles of its story come first",
    "told": "what is printed is close to it",
    "length": "the brief is full",
}
"""Why a sentence is not printed, by code."""


class _Passage(NamedTuple):
    """Consecutive sentences of a report."""

    report: Report
    lines: Sequence[Line]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> int:
        return sum(line.size for line in self.lines)


class _Page:
    """What is printed so far, and why what was looked at is not."""

    def __init__(self, pool: Sequence[Report]) -> None:
        texts = {line.id: line.text for report in pool for line in report.lines}
        self._places = {key: place for place, key in enumerate(texts)}
        self._similarity = Similarity(list(texts.values()))
        self.printed: dict[str, tuple[Report, Line]] = {}
        self.why: dict[str, str] = {}

    def put(self, report: Report, lines: Sequence[Line]) -> list[_Passage]:
        """Print these sentences, if there are any."""
        self.printed |= {line.id: (report, line) for line in lines}
        return [_Passage(report, lines)] if lines else []

    def take(self, report: Report, place: int, most: int, room: int) -> list[_Passage]:
        """Print the sentences from `place` on, at most so many, of so many words, to the first that cannot be.

        Out of the middle of an article no sentence stands alone.
        """
        found: list[Line] = []
        for line in report.lines[place : place + most]:
            room -= line.size
            if line.id in self.printed or (found and (line.edited or found[-1].edited)):
                break
            if code := "length" if room < 0 else self._bar(report, line):
                self.why[line.id] = code
                break
            if sum(other.size for other in (*found, line)) > max(_PASSAGE, line.size):
                break
            found.append(line)
        alone = len(found) == 1 and place != report.starts[0] and not found[0].edited
        return self.put(report, [] if alone else found)

    def _bar(self, report: Report, line: Line) -> str | None:
        if not (line.whole or line.edited):
            return "cut"
        if report.past_plan(line):
            return "overtaken"
        return "told" if any(self._told(report, line, *other) for other in self.printed.values()) else None

    def _told(self, report: Report, line: Line, told: Report, other: Line) -> bool:
        """Whether a sentence may tell what another does. Of an earlier day, with other figures, it tells what was."""
        new, old = self._places[line.id], self._places[other.id]
        figures = line.reading.numbers
        same = figures <= other.reading.numbers
        # "Two" and "three" stand in all news.
        telling = same and any(sum(map(str.isdigit, figure)) > 1 for figure in figures)
        opens = line is report.opening and other is told.opening
        nothing_new = (
            same
            and set(line.reading.days) <= set(other.reading.days)
            and terms(line.text).names <= terms(other.text).names
        )
        alike = opens and report.story == told.story and (report.day == told.day or nothing_new)
        least = _NEAR if telling or alike else _CLOSE
        if self._similarity.score(old, new) < least and self._similarity.contains(old, new) < _WITHIN:
            return False
        return same or not report.main or report.day == told.day


def compose(
    reports: Sequence[Report],
    topic: Topic,
    *,
    words: int,
    length: int,
    fresh: Set[str],
    pinned: Set[str],
    shown: Set[str],
) -> Composed:
    """The bottom line and the sections, of at most `length` words and half of the `words` of the input.

    The reports of the clusters named in `fresh` lead, the clusters in `pinned` are printed whatever the length. Each
    cluster is printed once, `shown` elsewhere in the brief, or among the rejected, with why.
    """
    pool = [report for report in reports if not report.bar and report.starts][:_POOL]
    pool.sort(key=lambda report: all(line.id not in fresh for line in report.lines))
    chosen = [report for report in reports if any(line.id in pinned for line in report.lines)]
    # A brief always comes out: a sentence that leans a little is better than none.
    last_resort = [report for report in reports if report.lines][:1]
    page = _Page([*pool, *chosen, *last_resort])
    passages = [passage for report in chosen for passage in _pinned(page, report, pinned)]
    bottom = _bottom(page, pool, min(_BOTTOM_WORDS, int(_BOTTOM_SHARE * words)), fresh)
    if not bottom and not passages:
        bottom = [passage for report in last_resort for passage in page.put(report, report.lines[:1])]
    room = min(length, int(_SHARE * words)) - sum(passage.size for passage in passages)
    for report, place in _order(pool):
        for passage in page.take(report, place, _SENTENCES, room):
            passages.append(passage)
            room -= passage.size
    printed = page.printed.keys() | {line.id for passage in bottom for line in passage.lines} | shown
    return Composed(
        [_item(passage) for passage in bottom],
        _sections(passages, topic),
        [_rejected(report, line, code) for report, line, code in _left(reports, pool, page) if line.id not in printed],
    )


def _pinned(page: _Page, report: Report, pinned: Set[str]) -> list[_Passage]:
    """What a reviewer wants of a report: what stands together as one passage."""
    runs = groupby(report.lines, key=lambda line: line.id in pinned and line.id not in page.printed)
    return [passage for wanted, lines in runs if wanted for passage in page.put(report, list(lines))]


def _bottom(page: _Page, pool: Sequence[Report], room: int, fresh: Set[str]) -> list[_Passage]:
    """What the best report of the newest day of each story opens with, what is new before all else."""
    mains = [report for report in pool if report.main or any(line.id in fresh for line in report.lines)]
    found: list[_Passage] = []
    led: set[str] = set()
    for report in mains:
        if report.story in led:
            # What an older day told is no lead.
            continue
        most = min(_FIRST, _ITEMS - sum(len(passage.lines) for passage in found))
        place = report.starts[0]
        least = 0 if found else report.lines[place].size
        taken = page.take(report, place, most, max(room, least))
        room -= sum(passage.size for passage in taken)
        found += taken
        led |= {report.story} if taken else set()
    return found


def _order(pool: Sequence[Report]) -> Iterator[tuple[Report, int]]:
    """Where passages begin: what opens each report, then what stands further on in each."""
    for start in range(max((len(report.starts) for report in pool), default=0)):
        yield from ((report, report.starts[start]) for report in pool if start < len(report.starts))


def _sections(passages: Sequence[_Passage], topic: Topic) -> list[Section]:
    """The sections, the newest report first, and what is from one report together."""
    everything = " ".join(passage.text for passage in passages)
    held = Counter(term for passage in passages for term in terms(passage.text).all)
    # Whom all passages name tells no section from another.
    rare = {name: math.log((len(passages) + 1) / held[name]) for name in topic_names(topic) & held.keys()}
    filled: defaultdict[str, list[Item]] = defaultdict(list)
    first = {passage.report.article.id: place for place, passage in reversed(list(enumerate(passages)))}
    passages = sorted(passages, key=lambda p: (first[p.report.article.id], p.lines[0].claim.evidence[0].start))
    for passage in sorted(passages, key=lambda p: p.report.day, reverse=True):
        article = passage.report.article
        about = f"{article.title or ''}\n{article.text}"
        filled[section(topic, passage.text, about, everything, rare=rare)].append(_item(passage))
    return [Section(id=s.id, title=s.title, items=tuple(filled[s.id])) for s in topic.sections]


def _left(reports: Sequence[Report], pool: Sequence[Report], page: _Page) -> Iterator[tuple[Report, Line, str]]:
    """A line for each cluster, with the reason why it is left out if it is."""
    looked_at = {report.article.id for report in pool}
    seen: set[str] = set()
    for report in reports:
        for place, line in enumerate(report.lines):
            if line.id in seen:
                continue
            seen.add(line.id)
            known = page.why.get(line.id) or report.bar
            if known or report.article.id not in looked_at or place in report.starts:
                yield report, line, known or "length"
            else:
                yield report, line, "leans" if line.whole else "cut"


def _item(passage: _Passage) -> Item:
    spans: list[ItemSpan] = []
    start = 0
    for line in passage.lines:
        spans.append(ItemSpan(start=start, end=start + len(line.text), claim_ids=(line.id,)))
        start = spans[-1].end + 1
    best = passage.lines[0].cluster.best
    return Item(
        text=passage.text,
        spans=tuple(spans),
        claim_ids=tuple(dict.fromkeys(line.id for line in passage.lines)),
        wording=best.wording,
        check=best.check,
        reported=passage.report.day or None,
    )


def _rejected(report: Report, line: Line, code: str) -> Rejected:
    stage: Stage = "length" if code == "length" else "compose"
    reason, article = Reason(code=code, detail=WHY[code]), report.article
    return Rejected(source_id=article.id, path=article.path, stage=stage, statement=line.text, reason=reason)
