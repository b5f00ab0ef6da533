"""Claims as reconcile reads them: each with its article, and the fact (clause) that holds a given offset."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing import names
from briefing.gate.lexicon import senses
from briefing.gate.reading import Reading, read
from briefing.gate.remembered import remembered
from briefing.reconcile.lazy import lazy
from briefing.reconcile.papers import Key, Paper
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster
from briefing.text.clause import REPORTING, Clause, Range
from briefing.text.words import STOP, stem

# A year that only bounds something ("in charge until 2019") does not say when the counting was done.
_YEAR = re.compile(r"(?<!until )(?<!since )\b(?:19|20)\d\d\b")
_YEAR_WHEN = re.compile(r"\b((?:19|20)\d\d),? $")
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
# An aside on the source ends where another clause begins; a name or an office may stand between commas.
_ASIDE_ENDS = re.compile(r"[;:]|, (?:and|but|while|which|who|after|as)\b")
# "..., Goal Gazette reports.", "..., the ministry's calendar shows."
_TELLS = ("reports", "reported", "says", "writes", "shows", "has learned", "understands")
_TOLD_BEHIND = re.compile(rf", [^,;]{{2,60}}? (?:{'|'.join(_TELLS)})\.?$")
# Adverbial words of time and manner that say nothing of what happened.
_PALE = frozenset(
    "currently now today yesterday tomorrow yet already so far total alone least most about around over nearly almost "
    "more than".split()
)
_EMPTY = STOP | _PALE
# Clauses of these forms are part of the fact that they hang on.
_HANGING = frozenset(("infinitive", "gerund", "participle"))


class Fact:
    """One clause with the verbless and non-finite clauses that hang on it.

    `subject` and `names` are the names on its subject's side and all of them, whoever speaks left out; `stems` its
    content words in comparing form, without names and times. They are read when first asked for: most facts meet none
    that they could agree or disagree with.
    """

    def __init__(self, line: Line, clause: Clause, spans: Sequence[Range], whole: Range) -> None:
        words = line.reading.words
        self.clause = clause
        self.start = words[min(first for first, _ in spans)].start
        self.end = words[max(last for _, last in spans) - 1].end
        self._line = line
        self._spans = (*spans, whole)

    @lazy
    def subject(self) -> frozenset[Key]:
        """The names on its subject's side."""
        return frozenset(n.key for n in self._line.reading.names_in(self._spans[-1]))

    @lazy
    def names(self) -> frozenset[Key]:
        """All its names but the speaker's."""
        line, reading = self._line, self._line.reading
        if not reading.names:
            return frozenset()
        said = reading.names_in(self.clause.speaker) if self.clause.speaker else ()
        own = [n for n in reading.names if n not in said and not line.told_by(n.start)]
        inside: set[Key] = set()
        for first, last in self._spans:
            if own and first < last:
                start, end = reading.words[first].start, reading.words[last - 1].end
                inside.update(n.key for n in own if start <= n.start and n.end <= end)
        return frozenset(inside)

    @lazy
    def stems(self) -> frozenset[str]:
        """Its content words in comparing form."""
        content = self._line.content
        return frozenset([s for first, last in self._spans for s in content[first:last] if s])


class Line:
    """A claim of a cluster, with the article that it is from."""

    def __init__(self, cluster: Cluster, claim: Claim, paper: Paper) -> None:
        self.cluster = cluster
        self.claim = claim
        self.paper = paper
        self.article = paper.article
        self.published = paper.published
        language = "en" if claim.translated else (paper.article.language or "en")[:2].lower()
        self.english = language == "en"
        self.reading: Reading = read(claim.statement, paper.published, language)
        self._facts: dict[tuple[int, bool], Fact] = {}

    @property
    def moment(self) -> tuple[str, str | None] | None:
        """Day and, where it is known, UTC time of publication, for putting reports in order."""
        return self.paper.moment

    @property
    def known(self) -> frozenset[Key]:
        """All names of the article and its title."""
        return self.paper.known

    @lazy
    def antecedents(self) -> frozenset[Key]:
        """The names that "this mission" or "there" can mean: those of the title and of what stands before the claim."""
        return self.paper.names_before(self.claim.evidence[0].start)

    @lazy
    def named(self) -> frozenset[Key]:
        """The names of the statement."""
        return frozenset(name.key for name in self.reading.names)

    @lazy
    def _asides(self) -> list[tuple[int, int]]:
        """Where the statement names its source: "according to its head of logistics, Mira Anand"."""
        text = self.claim.statement
        found = []
        for match in _ACCORDING.finditer(text) if "ccording" in text or "CCORDING" in text else ():
            end = _ASIDE_ENDS.search(text, match.end()) if match.start() else text.find(",", match.end())
            stop = end if isinstance(end, int) else end.start() if end else len(text)
            found.append((match.start(), stop if stop >= 0 else len(text)))
        told = _TOLD_BEHIND.search(text) if text.rstrip("\n").removesuffix(".").endswith(_TELLS) else None
        return [*found, (told.start(), told.end())] if told else found

    def told_by(self, offset: int) -> bool:
        """Whether the statement names its source there."""
        return bool(self._asides) and any(start <= offset < end for start, end in self._asides)

    @lazy
    def content(self) -> list[str]:
        """Its words in comparing form, "" for those without content: dates, names and numbers are compared as such."""
        reading = self.reading
        passed: set[int] = set()
        for extents in (
            [(d.start, d.end) for d in reading.dates],
            [(n.start, n.end) for n in reading.names],
            [(n.start, n.end) for n in reading.numbers],
            self._asides,
        ):
            for start, end in extents:
                passed.update(range(start, end))
        return [
            "" if w.shape != "word" or w.lower in _EMPTY or w.start in passed else stem(w.lower) for w in reading.words
        ]

    @lazy
    def verb_starts(self) -> frozenset[int]:
        """Where the words of finite verb groups begin."""
        words = self.reading.words
        finite = [clause.group for clause in self.reading.clauses if clause.form == "finite"]
        return frozenset(words[at].start for group in finite for at in range(*group))

    @lazy
    def stems(self) -> frozenset[str]:
        """The content words of the statement in comparing form, without names and dates."""
        return frozenset(s for s in self.content if s)

    @property
    def frame(self) -> frozenset[Key]:
        """What a statement without names is about: the names that went before it, else all of the article."""
        return (self.antecedents | self.named) or self.known

    def fact_at(self, offset: int) -> Fact:
        """The fact that holds an offset of the statement."""
        at = 0
        for place, clause in enumerate(self.reading.clauses):
            if clause.start <= offset:
                at = place
        main = self._mains[at]
        told = self._told_after(main, offset)
        key = main, told is not None
        if key not in self._facts:
            self._facts[key] = self._fact(main, told)
        return self._facts[key]

    def _fact(self, main: int, told: Clause | None) -> Fact:
        """The fact of a clause that hangs on no other; of what its verb tells, where that is `told` in another."""
        clauses = self.reading.clauses
        head = clauses[main]
        whole = head.subject
        for clause in clauses:
            if clause.form == "gerund" and head.subject[1] == clause.group[0] and clause.last <= head.group[0]:
                # "The border crossing at Hadra is closed": a noun that looks like a verb, and what belongs to it.
                whole = (head.subject[0], clause.last)
        if told is not None:
            return Fact(self, told, [(told.subject[0], told.last)], whole)
        spans = [
            (clause.first, clause.last)
            for clause, hangs_on in zip(clauses, self._mains, strict=True)
            if hangs_on == main and clause.marker != "according" and clause.verb != "accord"
        ]
        return Fact(self, head, spans, whole)

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

    @lazy
    def _mains(self) -> list[int]:
        """The clause that each hangs on: of a non-finite one the finite one above, not across a reporting verb."""
        clauses = self.reading.clauses
        mains: list[int] = []
        for at, clause in enumerate(clauses):
            above = clause.governor
            if above is None or above >= at or clause.form not in _HANGING:
                mains.append(at)
                continue
            reports = clauses[above].verb in REPORTING and clauses[above].form == "finite"
            mains.append(at if reports and clause.form != "infinitive" else mains[above])
        return mains

    @lazy
    def facts(self) -> tuple[Fact, ...]:
        """The facts of its finite clauses, each once."""
        found: dict[tuple[int, int], Fact] = {}
        for clause in self.reading.clauses:
            if clause.verb and clause.form == "finite":
                fact = self.fact_at(clause.start)
                found.setdefault((fact.start, fact.end), fact)
        return tuple(found.values())

    def let_go(self) -> None:
        """Forget its facts, which lead back to it.

        Else both stay until the garbage collector finds them, 650,000 records in a folder of 3,000 articles.
        """
        self._facts.clear()
        self.__dict__.pop("facts", None)

    def years(self, start: int, end: int) -> frozenset[str]:
        """Years written in a part of the statement, or right before it ("since 2011, when 36 people died")."""
        text = self.claim.statement
        if "19" not in text and "20" not in text:
            return frozenset()
        told = _YEAR_WHEN.search(text[:start]) if text.startswith("when", start) else None
        return frozenset(_YEAR.findall(text[start:end])) | ({told.group(1)} if told else frozenset())


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
    papers: dict[str, Paper] = {}
    found = []
    for cluster, claim in told:
        id_ = claim.source_id
        if id_ not in papers:
            papers[id_] = Paper(articles[id_])
        found.append(Line(cluster, claim, papers[id_]))
    return found


def share(a: frozenset[Key], b: frozenset[Key]) -> bool:
    """Whether two sets of names have a name in common."""
    if not a or not b:
        return False
    return not a.isdisjoint(b) or any(names.same(x, y) for x in a for y in b)


def apart(a: frozenset[Key], b: frozenset[Key]) -> frozenset[Key]:
    """The names of `a` that `b` does not hold."""
    return frozenset(x for x in a if x not in b and not any(names.same(x, y) for y in b))


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
    return all(map(two.paper.mentions, left)) and all(map(one.paper.mentions, right))


def alike_stems(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The stems of `a` that `b` holds, itself or a word that can stand for it."""
    meant = meanings(b)
    return frozenset([word for word in a if not meant.isdisjoint(senses(word))])


@remembered
def meanings(stems: frozenset[str]) -> frozenset[str]:
    """All that can stand for one of some words."""
    return frozenset().union(*map(senses, stems))


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
