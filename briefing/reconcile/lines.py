"""Claims as reconcile reads them: each with its article, and the fact (clause) that holds a given offset."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing import names
from briefing.gate.lexicon import senses
from briefing.gate.reading import Reading, read
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster
from briefing.text import tongues
from briefing.text.clause import REPORTING, Clause
from briefing.text.words import is_content, stem

Key = tuple[str, ...]
_DAY = len("2025-03-11")
# A year that only bounds something ("in charge until 2019") does not say when the counting was done.
_YEAR = re.compile(r"(?<!until )(?<!since )\b(?:19|20)\d\d\b")
_YEAR_WHEN = re.compile(r"\b((?:19|20)\d\d),? $")
# "this mission", "the force": the name that is meant stands in a sentence before.
_LEANS = re.compile(r"\b(?:this|that|these|those|its|their|the same|there|here)\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
# An aside on the source ends where another clause begins; a name or an office may stand between commas.
_ASIDE_ENDS = re.compile(r"[;:]|, (?:and|but|while|which|who|after|as)\b")
# "..., Goal Gazette reports.", "..., the ministry's calendar shows."
_TOLD_BEHIND = re.compile(r", [^,;]{2,60}? (?:reports|reported|says|writes|shows|has learned|understands)\.?$")
# Adverbial words of time and manner that say nothing of what happened.
_PALE = frozenset(
    "currently now today yesterday tomorrow yet already so far total alone least most about around over nearly almost "
    "more than".split()
)


@dataclass(frozen=True)
class Fact:
    """One clause with the verbless and non-finite clauses that hang on it.

    `subject` and `names` are the names on its subject's side and all of them, whoever speaks left out; `stems` its
    content words in comparing form, without names and times.
    """

    clause: Clause
    start: int
    end: int
    subject: frozenset[Key]
    names: frozenset[Key]
    stems: frozenset[str]


class Line:
    """A claim of a cluster, with the article that it is from."""

    def __init__(self, cluster: Cluster, claim: Claim, article: Article) -> None:
        self.cluster = cluster
        self.claim = claim
        self.article = article
        language = "en" if claim.translated else (article.language or "en")[:2].lower()
        self.english = language == "en"
        self.reading: Reading = read(claim.statement, self.published, language)
        self._facts: dict[tuple[int, bool], Fact] = {}

    def _read(self, text: str) -> str:
        """Words of the article as names are looked for in them: those of another language through the glossary."""
        return tongues.glossed(text, self.article.language)

    @cached_property
    def published(self) -> datetime.date | None:
        """The day of publication, where the article gives one."""
        given = self.article.published
        return datetime.date.fromisoformat(given[:_DAY]) if given and len(given) >= _DAY else None

    @cached_property
    def moment(self) -> tuple[str, str | None] | None:
        """Day and, where it is known, UTC time of publication, for putting reports in order."""
        given = self.article.published
        if self.published is None or given is None:
            return None
        if len(given) <= _DAY:
            return given, None
        when = datetime.datetime.fromisoformat(given.replace("Z", "+00:00"))
        if when.tzinfo is not None:
            when = when.astimezone(datetime.UTC)
        return self.published.isoformat(), when.strftime("%Y-%m-%dT%H:%M:%S")

    @cached_property
    def known(self) -> frozenset[Key]:
        """All names of the article and its title."""
        return frozenset(
            name.key for text in (self.article.title or "", self.article.text) for name in names.find(self._read(text))
        )

    @cached_property
    def antecedents(self) -> frozenset[Key]:
        """The names that "this mission" or "there" can mean: those of the title and of what stands before the claim."""
        before = self.article.text[: self.claim.evidence[0].start]
        return frozenset(
            name.key for text in (self.article.title or "", before) for name in names.find(self._read(text))
        )

    @cached_property
    def named(self) -> frozenset[Key]:
        """The names of the statement."""
        return frozenset(name.key for name in self.reading.names)

    @cached_property
    def _passed(self) -> frozenset[int]:
        """The offsets that dates, names and numbers cover: their words are compared as such and not as content."""
        reading = self.reading
        extents = [(d.start, d.end) for d in reading.dates]
        extents += [(n.start, n.end) for n in reading.names]
        extents += [(n.start, n.end) for n in reading.numbers]
        extents += self._told_by
        return frozenset(at for start, end in extents for at in range(start, end))

    @cached_property
    def _told_by(self) -> list[tuple[int, int]]:
        """Where the statement names its source: "according to its head of logistics, Mira Anand"."""
        text = self.claim.statement
        found = []
        for match in _ACCORDING.finditer(text):
            end = _ASIDE_ENDS.search(text, match.end()) if match.start() else text.find(",", match.end())
            stop = end if isinstance(end, int) else end.start() if end else len(text)
            found.append((match.start(), stop if stop >= 0 else len(text)))
        told = _TOLD_BEHIND.search(text)
        return [*found, (told.start(), told.end())] if told else found

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content words of the statement in comparing form, without names and dates."""
        reading = self.reading
        passed = self._passed
        return frozenset(
            stem(w.lower) for w in reading.words if is_content(w) and w.start not in passed and w.lower not in _PALE
        )

    @property
    def leans(self) -> bool:
        """Whether the statement points back at something in the article."""
        return bool(_LEANS.search(self.claim.statement))

    def mentions(self, key: Key) -> bool:
        """Whether the article names it anywhere."""
        return any(names.same(key, other) for other in self.known)

    @property
    def frame(self) -> frozenset[Key]:
        """What a statement without names is about: the names that went before it, else all of the article."""
        return (self.antecedents | self.named) or self.known

    def fact_at(self, offset: int) -> Fact:
        """The fact that holds an offset of the statement."""
        reading = self.reading
        main = self._main(reading.clauses.index(reading.clause_at(offset)))
        told = self._told_after(main, offset)
        key = main, told is not None
        if key not in self._facts:
            self._facts[key] = self._fact(main, told)
        return self._facts[key]

    def _fact(self, main: int, told: Clause | None) -> Fact:
        """The fact of a clause that hangs on no other; of what its verb tells, where that is `told` in another."""
        reading = self.reading
        head = reading.clauses[main]
        members = [
            clause
            for i, clause in enumerate(reading.clauses)
            if self._main(i) == main and clause.marker != "according" and clause.verb != "accord"
        ]
        spans = [(clause.first, clause.last) for clause in members]
        whole = head.subject
        for clause in reading.clauses:
            if clause.form == "gerund" and head.subject[1] == clause.group[0] and clause.last <= head.group[0]:
                # "The border crossing at Hadra is closed": a noun that looks like a verb, and what belongs to it.
                whole = (head.subject[0], clause.last)
        if told is not None:
            head, spans = told, [(told.subject[0], told.last)]
        spans.append(whole)
        said = reading.names_in(head.speaker) if head.speaker else ()
        told_by = self._told_by
        found = [
            n.key
            for span in spans
            for n in reading.names_in(span)
            if n not in said and not any(start <= n.start < end for start, end in told_by)
        ]
        passed = self._passed
        stems = frozenset(
            stem(w.lower)
            for span in spans
            for w in reading.words[span[0] : span[1]]
            if is_content(w) and w.start not in passed and w.lower not in _PALE
        )
        first, last = min(span[0] for span in spans[:-1]), max(span[1] for span in spans[:-1])
        subject = frozenset(n.key for n in reading.names_in(whole))
        start, end = reading.words[first].start, reading.words[last - 1].end
        return Fact(head, start, end, subject, frozenset(found), stems)

    def _told_after(self, main: int, offset: int) -> Clause | None:
        """What a reporting verb tells, where its verb was read as a participle ("Police said 300 marched")."""
        head = self.reading.clauses[main]
        behind = main + 1
        if head.verb not in REPORTING or behind >= len(self.reading.clauses):
            return None
        clause = self.reading.clauses[behind]
        if clause.form != "participle" or head.group[1] >= len(self.reading.words):
            return None
        if not self.reading.words[head.group[1]].start <= offset < clause.end:
            return None
        return clause._replace(subject=(head.group[1], clause.first), form="finite", passive=False)

    def _main(self, at: int) -> int:
        """The clause that a non-finite one hangs on, up to the finite one; not across a reporting verb."""
        clauses = self.reading.clauses
        while True:
            clause = clauses[at]
            above = clause.governor
            if clause.form not in ("infinitive", "gerund", "participle") or above is None or above >= at:
                return at
            if clauses[above].verb in REPORTING and clauses[above].form == "finite" and clause.form != "infinitive":
                return at
            at = above

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of its finite clauses, each once."""
        found: dict[tuple[int, int], Fact] = {}
        for clause in self.reading.clauses:
            if clause.verb and clause.form == "finite":
                fact = self.fact_at(clause.start)
                found.setdefault((fact.start, fact.end), fact)
        return tuple(found.values())

    def years(self, start: int, end: int) -> frozenset[str]:
        """Years written in a part of the statement, or right before it ("since 2011, when 36 people died")."""
        told = (
            _YEAR_WHEN.search(self.claim.statement[:start]) if self.claim.statement[start:].startswith("when") else None
        )
        return frozenset(_YEAR.findall(self.claim.statement[start:end])) | ({told.group(1)} if told else frozenset())


def told(clusters: Sequence[Cluster], articles: Mapping[str, Article]) -> list[tuple[Cluster, Claim]]:
    """Every claim of every cluster that has its article, in the clusters' order."""
    return [
        (cluster, claim)
        for cluster in clusters
        for claim in (cluster.claims or (cluster.best,))
        if claim.source_id in articles
    ]


def lines(told: Sequence[tuple[Cluster, Claim]], articles: Mapping[str, Article]) -> list[Line]:
    """Claims as they are read here, in the order given."""
    return [Line(cluster, claim, articles[claim.source_id]) for cluster, claim in told]


def share(a: frozenset[Key], b: frozenset[Key]) -> bool:
    """Whether two sets of names have a name in common."""
    return any(names.same(x, y) for x in a for y in b)


def apart(a: frozenset[Key], b: frozenset[Key]) -> frozenset[Key]:
    """The names of `a` that `b` does not hold."""
    return frozenset(x for x in a if not any(names.same(x, y) for y in b))


def same_scope(one: Line, a: frozenset[Key], two: Line, b: frozenset[Key]) -> bool:
    """Whether two facts with the names `a` and `b` can be about one thing.

    Names that stand on one side only must be known to the other article; two facts that name only different things are
    about different things. A fact without names is about what its article is about.
    """
    if not a and not b:
        return share(one.known, two.known) or not (one.known and two.known)
    if not a or not b:
        bare, named = (one, b) if not a else (two, a)
        return share(bare.frame, named)
    if not share(a, b):
        return False
    left, right = apart(a, b), apart(b, a)
    if not left or not right:
        return True
    return all(two.mentions(k) for k in left) and all(one.mentions(k) for k in right)


def alike_stems(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The stems of `a` that `b` holds, itself or a word that can stand for it."""
    meant = meanings(b)
    return frozenset(word for word in a if not senses(word).isdisjoint(meant))


# Some 10 KB each, so 20 MB: the facts of a story are compared with one another, then never again.
@lru_cache(maxsize=2_048)
def meanings(stems: frozenset[str]) -> frozenset[str]:
    """All that can stand for one of some words."""
    return frozenset(sense for word in stems for sense in senses(word))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set's stems that the other holds, 0 where one is empty."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return len(alike_stems(small, large)) / len(small) if small else 0.0


def order(one: Line, two: Line) -> int:
    """-1 when `one` was published first, 1 when `two` was, 0 when the articles do not tell."""
    a, b = one.moment, two.moment
    if a is None or b is None:
        return 0
    if a[1] and b[1]:
        return (a[1] > b[1]) - (a[1] < b[1])
    return (a[0] > b[0]) - (a[0] < b[0])
