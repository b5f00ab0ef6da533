"""Whether a sentence still stands: what has come, what later articles tell otherwise, and what is too old to know."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from datetime import timedelta

from briefing.dates import parse_iso
from briefing.digest.known import Known
from briefing.digest.terms import Facts, facts, terms
from briefing.records.article import Article
from briefing.records.claim import Cluster

# A later sentence on the same matter shares a quarter of what the rarer terms of the shorter one weigh. What has no day
# of its own before that of its article, and so may be a plan or a state, falls when a later one touches it, or when an
# article holds a quarter of its terms somewhere.
_MATTER, _TOUCHED, _COVERED, _TERMS = 0.25, 0.2, 0.25, 2
# Two sentences that share a third of what the shorter one's rarer terms weigh may tell the same. To leave one out is no
# loss beside telling a thing twice.
TOLD = 1 / 3
# So many days before its article is long ago for the news.
_LONG = 30
# A term of more sentences than this, or than this share of them, brings none to be compared.
_COMMON, _COMMON_SHARE = 50, 0.05


class Standing:
    """The sentences, by what they tell of; each is looked at when it is asked for."""

    def __init__(self, clusters: Sequence[Cluster], known: Known) -> None:
        self._known = known
        self._clusters = {cluster.id: cluster for cluster in clusters}
        self._terms = {cluster.id: terms(cluster.best.statement).all for cluster in clusters}
        self._days = {c.id: max(known.day(claim.source_id) for claim in c.claims) for c in clusters}
        self._seen = Counter(term for held in self._terms.values() for term in held)
        self._most = max(_COMMON, _COMMON_SHARE * len(clusters))
        self._holders: defaultdict[str, list[str]] = defaultdict(list)
        for key, held in self._terms.items():
            for term in held:
                if self._seen[term] <= self._most:
                    self._holders[term].append(key)
        self._found: dict[str, bool] = {}

    def overtaken(self, cluster: Cluster) -> bool:
        """Whether later articles have moved on from a sentence, or may have.

        A day that it announced has come; a later article tells of the same matter in other words or figures; or it says
        what it says of no day of its own, nor of long ago. "28 are dead" falls when "51 are dead" comes.
        """
        if cluster.id not in self._found:
            self._found[cluster.id] = self._overtaken(cluster)
        return self._found[cluster.id]

    def planned(self, cluster: Cluster) -> bool:
        """Whether it names a day that was ahead of its article, and is not ahead of the newest of its story."""
        told, newest = self._known.day(cluster.best.source_id), self._known.newest(cluster.best.source_id)
        return bool(told) and any(told < day <= newest for day in self._days_of(cluster))

    def _days_of(self, cluster: Cluster) -> list[str]:
        found = self._read(cluster)
        return [*_whole_days(found), *found.perhaps]

    def alike(self, one: Set[str], other: Set[str]) -> float:
        """How much of the shorter of two sentences the other tells too, by what their terms weigh: 0 to 1."""
        least = min(self._weight(one), self._weight(other))
        return self._weight(one & other) / least if least else 1.0

    def _overtaken(self, cluster: Cluster) -> bool:
        article = self._known.articles[cluster.best.source_id]
        newest = self._known.newest(article.id)
        if not newest:
            return False
        found, told = self._read(cluster), self._known.day(article.id)
        if self.planned(cluster) or found.counted or self._foreign(found, article):
            return True
        if any(day > newest for day in _whole_days(found)):
            return False
        if cluster.best.event and (cluster.best.event.date or "") < told:
            return self._told_later(cluster, told, _MATTER)
        if _long_ago(found, article):
            return self._told_later(cluster, told, _TOUCHED)
        if cluster.best.event is None:
            return True
        held = self._terms[cluster.id]
        covered = any(self._covers(i, held) for i in self._known.later[article.id])
        return covered or self._told_later(cluster, told, _TOUCHED)

    def _read(self, cluster: Cluster) -> Facts:
        article = self._known.articles[cluster.best.source_id]
        return facts(cluster.best.statement, article.language, article.published)

    def _foreign(self, found: Facts, article: Article) -> bool:
        """Whether a later article in another language, whose words cannot be compared, lacks one of its figures."""
        known = self._known
        others = [i for i in known.later[article.id] if known.articles[i].language != article.language]
        numbers = [value for kind, value, _, _ in found.numbers if kind == ""]
        return any(value not in known.figures[i] for i in others for value in numbers)

    def _covers(self, article_id: str, held: Set[str]) -> bool:
        """Whether an article is about what a sentence tells of, all over it."""
        return self._weight(held & self._known.terms[article_id]) >= _COVERED * self._weight(held)

    def _told_later(self, cluster: Cluster, told: str, least: float) -> bool:
        """Whether a later sentence tells of the same matter; half of what shows it is enough where figures differ."""
        held = self._terms[cluster.id]
        shared = Counter(other for term in held if self._seen[term] <= self._most for other in self._holders[term])
        for other, count in shared.items():
            if count >= _TERMS and self._days[other] > told:
                near = self.alike(held, self._terms[other])
                if near >= least or (near >= least / 2 and self._other_figures(cluster, self._clusters[other])):
                    return True
        return False

    def _other_figures(self, one: Cluster, other: Cluster) -> bool:
        first, second = ({n[1:] for n in self._read(c).numbers if n[0] == ""} for c in (one, other))
        return bool(first and second) and not first & second

    def _weight(self, held: Set[str]) -> float:
        return sum(math.log(1 + len(self._terms) / self._seen[term]) for term in sorted(held))


def _whole_days(found: Facts) -> list[str]:
    return [day for day in found.days if parse_iso(day)]


def _long_ago(found: Facts, article: Article) -> bool:
    """Whether all its dates are of times well before its article: "in 1999", "since May 2023"."""
    told = parse_iso(article.published)
    read = [day for day in found.days if day[:4].isdigit()]
    if not read or told is None:
        return False
    then = (told - timedelta(days=_LONG)).isoformat()
    return all(day < then[: len(day)] for day in read)
