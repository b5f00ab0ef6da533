"""Origins behind a claim, and the Admiralty code that follows from them.

The Admiralty code (NATO STANAG 2511, AJP-2.1) rates the reliability of a source with a letter and the credibility of an
item with a figure, each on its own. Reliability is the letter of the best of the claim's outlets: that of
the desk's manifest, else of the topic's table, F ("can not be judged") where neither names it. Credibility is computed;
the first row that holds counts:

| credibility | code's words | holds when |
|---|---|---|
| 5 | improbable | the claim is denied, and contradicted by another |
| 4 | doubtful | contradicted by another (a discrepancy of kind conflict) |
| 6 | truth can not be judged | rumoured or alleged, with one established origin |
| 3 | possibly true | rumoured or alleged, with two or more established origins |
| 1 | confirmed by other sources | two or more established origins |
| 2 | probably true | two or more possible origins, or an outlet of reliability A or B |
| 3 | possibly true | everything else |
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from briefing.records.article import Article
from briefing.records.brief import Origins, Reliability, Status
from briefing.records.claim import Cluster
from briefing.text.words import fold

_LETTERS: tuple[Reliability, ...] = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What stands behind a claim: origins, and the Admiralty letter and figure (1 confirmed to 6 can not be judged)."""

    origins: Origins
    reliability: Reliability
    credibility: int


def corroborate(
    cluster: Cluster,
    articles: Mapping[str, Article],
    reliability: Mapping[str, str],
    contradicted: Set[str],
) -> Corroboration:
    """Rates a cluster. `articles` by id; `reliability` maps outlets to letters; `contradicted` holds cluster ids."""
    cited = [articles[claim.source_id] for claim in cluster.claims if claim.source_id in articles]
    origins = count_origins(cited, articles)
    letter = best_letter(cited, reliability)
    return Corroboration(
        origins, letter, credibility(cluster.best.status, origins, letter, contradicted=cluster.id in contradicted)
    )


def count_origins(cited: list[Article], articles: Mapping[str, Article]) -> Origins:
    """Established and possible origins of some articles: a copy counts as what it is a copy of.

    Established are the distinct credits, at least one. Possible are those, and each outlet that prints the claim
    without a credit; an article whose publisher is not known is an outlet of its own.
    """
    shown: set[str] = set()
    outlets: set[str] = set()
    for article in cited:
        root = _root(article, articles)
        origin = article.origin or root.origin
        if origin:
            shown.add(_key(origin))
        else:
            outlets.add(_key(root.publisher) if root.publisher else f"article {root.id}")
    established = max(1, len(shown))
    return Origins(established=established, possible=max(established, len(shown | outlets)))


def _root(article: Article, articles: Mapping[str, Article]) -> Article:
    """What an article is a copy of, at the end of the chain, or itself."""
    seen = {article.id}
    while article.duplicate_of and article.duplicate_of in articles and article.duplicate_of not in seen:
        article = articles[article.duplicate_of]
        seen.add(article.id)
    return article


def _key(name: str) -> str:
    return " ".join(fold(word) for word in name.split())


def best_letter(cited: list[Article], table: Mapping[str, str]) -> Reliability:
    """The best letter of the outlets of some articles: the desk's own, else the topic's table's, F where neither is."""
    known = {_key(outlet): letter for outlet, letter in table.items()}
    given = {a.reliability or known.get(_key(a.publisher or "")) for a in cited}
    return next((letter for letter in _LETTERS if letter in given), "F")


def credibility(status: Status, origins: Origins, letter: Reliability, *, contradicted: bool) -> int:
    """The table of the module's docstring."""
    if contradicted:
        return 5 if status == "denied" else 4
    if status in ("rumoured", "alleged"):
        return 3 if origins.established > 1 else 6
    if origins.established > 1:
        return 1
    return 2 if origins.possible > 1 or letter in ("A", "B") else 3
