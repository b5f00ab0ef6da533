"""The articles as the digest tells them: sentence by sentence, by story and day, the most central first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from briefing.digest.reading import Reading, read_in, terms
from briefing.digest.topic_fit import aside, own_language, topic_names, topic_terms
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster
from briefing.text.sentences import paragraphs
from briefing.text.words import words

# So many terms tell what story an article is of, and so many of them are shared by chance no more. Of the articles that
# begin a story with a term, so many of the nearest in time are looked at.
_ANCHORS, _SHARED, _NEWEST = 8, 2, 50
# So many sentences say what a report is about; with so many words that others share it is half as good as can be.
_LEAD, _HALF = 2, 4
# A name that two articles hold is known to whoever reads the brief; of many articles, one in twenty must hold it.
_KNOWN, _KNOWN_SHARE = 2, 0.05
# A shorter sentence tells too little to begin with; a longer one is none for a brief.
_LEAST, _MOST = 10, 80

_QUOTED = re.compile(r"[“„«][^”“»]*[”“»]|\"[^\"]*\"|(?<!\w)[‘'][^‘’']*[’'](?!\w)")
_ENDS = re.compile(r"[.!।。！][\"”“’»)\]]*$")
_MARKS = re.compile(r"[\"“”„«»]")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
# A single mark is an apostrophe inside a word.
_OPENED, _CLOSED = re.compile(r"(?<!\w)['‘](?=\w)"), re.compile(r"(?<=\S)['’](?!\w)")
_OPENINGS = "\"“„«‘'(¿¡[ "


@dataclass(frozen=True)
class Line:
    """A sentence of an article, as the cluster that it stands in has it."""

    cluster: Cluster
    claim: Claim
    article: Article

    @property
    def id(self) -> str:
        """The cluster's."""
        return self.cluster.id

    @property
    def text(self) -> str:
        """The sentence."""
        return self.cluster.best.statement

    @property
    def size(self) -> int:
        """Its length in words."""
        return len(self.text.split())

    @cached_property
    def reading(self) -> Reading:
        """Its numbers and days."""
        return read_in(self.text, self.article)

    @property
    def edited(self) -> bool:
        """Whether a reviewer worded it."""
        return self.cluster.best.wording != "verbatim"

    @cached_property
    def whole(self) -> bool:
        """Whether it is one whole sentence, cut out of no word."""
        text, evidence = self.article.text, self.claim.evidence[0]
        return whole(
            self.text, text[max(0, evidence.start - 1) : evidence.start], text[evidence.end : evidence.end + 1]
        )


@dataclass(frozen=True)
class Report:
    """An article with its sentences, its story and its newest day ("" for none), and whether it is its day's best.

    `age` counts the days of its story that are newer than its own, `bar` says why nothing of it is printed, and
    `known` are the names that a reader of the brief knows.
    """

    article: Article
    lines: tuple[Line, ...]
    story: str
    newest: str
    age: int
    main: bool
    score: float
    bar: str | None
    known: Set[str]

    @property
    def day(self) -> str:
        """The day of the article, "" where it is not known."""
        return (self.article.published or "")[:10]

    def past_plan(self, line: Line) -> bool:
        """Whether a sentence names a day that was ahead of the article, and is not ahead of the newest of its story."""
        return bool(self.day) and any(self.day < day <= self.newest for day in line.reading.days)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The places of the sentences that can be read without those before them.

        They are whole and begin a paragraph. The first of them opens the report; a later one must begin with a name
        that a reader of the brief knows, or have it next to its first word: nothing else is sure to lean on nothing.
        """
        begun: set[int] = set()
        spans = iter([*paragraphs(self.article.text), (len(self.article.text), len(self.article.text))])
        found: list[int] = []
        end = 0
        for place, line in enumerate(self.lines):
            start = line.claim.evidence[0].start
            if start >= end:
                end = next((end for _, end in spans if end > start), start)
                begun.add(place)
            opens = place in begun and line.whole and line.size >= _LEAST
            if line.edited or (opens and (not found or self._named(line))):
                found.append(place)
        return tuple(found)

    @property
    def opening(self) -> Line | None:
        """The sentence that opens the report; None where none can."""
        return self.lines[self.starts[0]] if self.starts else None

    def _named(self, line: Line) -> bool:
        """Whether it opens with a known name: "KFOR said", "The KFOR", "Mr. Rutte"; not "Meanwhile, KFOR".

        Nor does it quote, for whose words they are may be said before; and "On Monday" names a day.
        """
        text, head = line.text, words(line.text)[:2]
        if _MARKS.search(text) or any(
            value.kind == "day" and value.start <= head[-1].start for value in line.reading.values
        ):
            return False
        if "," in text[head[0].end : head[-1].start]:
            head = head[:1]
        return any(word.capital and word.form in self.known for word in head)


def whole(text: str, before: str = "", behind: str = "") -> bool:
    """Whether a text is one whole sentence: it begins and ends as sentences do, and nothing in it is left open.

    `before` and `behind` are the characters next to it: a letter or stop there says that it was cut out of a word, as
    "C., had said so" out of "R-S.C.". All of it in quotation marks, it is somebody's whom it does not name.
    """
    if before.isalnum() or before == "." or behind.isalnum() or not _ENDS.search(text) or text.endswith("..."):
        return False
    if text.lstrip(_OPENINGS)[:1].islower() or text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    marks = sum(map(text.count, "“”„«»"))
    if len(_OPENED.findall(text)) > len(_CLOSED.findall(text)):
        return False
    return marks % 2 == 0 and len(text.split()) <= _MOST and bool(_TWO_LETTERS.search(_QUOTED.sub("", text)))


def reports(clusters: Sequence[Cluster], articles: Sequence[Article], topic: Topic) -> list[Report]:
    """The articles in the order in which they are told: the best of each story's newest day, of the day before, ...

    Then the others, likewise. The best of a day is in the topic's language where one is, and most of what its first
    sentences speak of is told by the story's other articles, by the topic, and by other origins.
    """
    told: defaultdict[str, list[Line]] = defaultdict(list)
    by_id = {article.id: article for article in sorted(articles, key=lambda a: (a.published or "", a.id), reverse=True)}
    for cluster in clusters:
        for claim in cluster.claims:
            told[claim.source_id].append(Line(cluster, claim, by_id[claim.source_id]))
    held: dict[str, Counter[str]] = {}
    names: Counter[str] = Counter()
    for key in by_id:
        told[key].sort(key=lambda line: (line.claim.evidence[0].start, int(line.id[1:])))
        # What an article says twice is told at its first place.
        firsts: dict[str, Line] = {}
        for line in told[key]:
            firsts.setdefault(line.id, line)
        told[key] = list(firsts.values())
        held[key] = Counter(term for line in told[key] for term in terms(line.text).all)
        names.update(_names(told[key]))
    stories = _stories(held, topic_names(topic))
    common: defaultdict[str, Counter[str]] = defaultdict(Counter)
    days: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, story in stories.items():
        common[story].update(held[key].keys())
        days[story].setdefault((by_id[key].published or "")[:10], len(days[story]))
    sizes, known, barred = Counter(stories.values()), _known(names, len(by_id), topic), aside(articles, topic)
    wanted, own = topic_terms(topic), own_language(topic)

    def score(key: str) -> float:
        lead = frozenset[str]().union(*(terms(line.text).all for line in told[key][:_LEAD]))
        others = common[stories[key]]
        central = sum(others[term] - 1 for term in lead) / sizes[stories[key]]
        origins = {by_id[c.source_id].origin or c.source_id for line in told[key][:_LEAD] for c in line.cluster.claims}
        # Each is 0 to 1, and none counts for more than another.
        parts = (central, len(lead & wanted), max(len(origins) - 1, 0))
        return round(sum(part / (_HALF + part) for part in parts), 6)

    scores = {key: score(key) for key in by_id}
    foreign = {key: (article.language or own)[:2] != own for key, article in by_id.items()}
    best: dict[tuple[str, str], str] = {}
    for key in sorted((k for k in by_id if told[k] and k not in barred), key=lambda k: (foreign[k], -scores[k], k)):
        best.setdefault((stories[key], (by_id[key].published or "")[:10]), key)
    found = []
    for key, article in by_id.items():
        story, day = stories[key], (article.published or "")[:10]
        main = best.get((story, day))
        bar = "aside" if key in barred else "language" if foreign[key] and main and not foreign[main] else None
        newest, age = next(iter(days[story])), days[story][day]
        found.append(Report(article, tuple(told[key]), story, newest, age, key == main, scores[key], bar, known))
    return sorted(found, key=lambda report: (not report.main, report.age, -report.score, report.article.id))


def _names(lines: Sequence[Line]) -> frozenset[str]:
    """The words that have a capital inside sentences, and are never written small: "He" in "said: He" is "he" too."""
    found = [word for line in lines for word in words(line.text)[1:] if len(word.form) > 1]
    return frozenset(w.form for w in found if w.capital) - {w.form for w in found if not w.capital}


def _known(names: Counter[str], articles: int, topic: Topic) -> frozenset[str]:
    """The names that a reader of the brief knows: those of the topic, and those that two articles hold, or more."""
    enough = min(max(_KNOWN, _KNOWN_SHARE * articles), articles)
    return topic_names(topic) | {name for name, count in names.items() if count >= enough}


def _stories(held: Mapping[str, Counter[str]], names: Set[str]) -> dict[str, str]:
    """For each article, newest first, the one that its story begins with.

    Two tell one story that share one of the topic's `names`, or two of the terms that each holds most often. Each is
    held against the first of a story alone, so that no chain of articles makes one story of two.
    """
    holders = Counter(term for some in held.values() for term in some)
    leaders: defaultdict[str, list[str]] = defaultdict(list)
    found = {}
    for key, own in held.items():
        common = (term for term in own if holders[term] > 1)
        often = sorted(common, key=lambda term: (-own[term], -holders[term], term))[:_ANCHORS]
        anchors = dict.fromkeys(often, 1) | dict.fromkeys(sorted(own.keys() & names), _SHARED)
        shared: Counter[str] = Counter()
        for term, weight in anchors.items():
            shared.update(dict.fromkeys(leaders[term], weight))
        leader, count = max(shared.items(), key=lambda pair: (pair[1], pair[0]), default=(key, 0))
        found[key] = leader if count >= _SHARED else key
        if found[key] == key:
            for term in anchors:
                leaders[term] = [key, *leaders[term]][:_NEWEST]
    return found
