"""Origins behind a claim, and the Admiralty code that follows from them.

The Admiralty code (NATO STANAG 2511, AJP-2.1) rates the reliability of a source with a letter and the credibility of an
item with a figure, each on its own. Reliability is the letter of the best of the claim's outlets: that of
the desk's manifest, else of the topic's table, F ("cannot be judged") where neither names it. Credibility is computed;
the first row that holds counts:

| credibility | code's words | holds when |
|---|---|---|
| 5 | improbable | the claim is denied, and contradicted by another |
| 4 | doubtful | contradicted by another (a discrepancy of kind conflict) |
| 6 | truth cannot be judged | rumoured or alleged, with one established origin |
| 3 | possibly true | rumoured or alleged, with two or more established origins |
| 1 | confirmed by other sources | two or more established origins |
| 2 | probably true | two or more possible origins, or an outlet of reliability A or B |
| 3 | possibly true | everything else |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.grounding import named
from briefing.records.article import Article
from briefing.records.brief import Origins, Reliability, Status
from briefing.records.claim import Claim, Cluster, Evidence
from briefing.text.agencies import key

# Words that tell a press release: what two outlets have from it they have from one origin.
_RELEASE = re.compile(
    r"\b(?:in|according to|from) (?:an?|the|its|his|her|their|this)(?: [\w'’-]+){0,3} "
    r"(?:statement|press release|news release|communiqu[eé])\b|"
    r"\b(?:statement|press release|news release|communiqu[eé])\b[^.]{0,30}\b(?:said|says|reads?)\b",
    re.IGNORECASE,
)
# What one quote shows, whatever stands in it.
_ONE = Origins(established=1, possible=1)


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What stands behind a claim: origins, and the Admiralty letter and figure (1 confirmed to 6 cannot be judged)."""

    origins: Origins
    reliability: Reliability
    credibility: int


@dataclass(frozen=True, slots=True)
class Voice:
    """An article that states a claim, the words in which it does, and whose words it says they are."""

    article: Article
    quote: str
    attribution: str | None


def corroborate(
    cluster: Cluster,
    articles: Mapping[str, Article],
    copies: Mapping[str, str],
    letters: Mapping[str, Reliability],
) -> Corroboration:
    """Rates a cluster that nothing contradicts.

    `articles` by id; `copies` as `briefing.origins.groups` gives them; `letters` are those of the articles, by id.
    """
    voices = [Voice(articles[e.source_id], e.quote, by) for e, by in quoted(cluster.claims) if e.source_id in articles]
    origins = count_origins(voices, articles, copies)
    letter: Reliability = min((letters[voice.article.id] for voice in voices), default="F")
    return Corroboration(origins, letter, credibility(cluster.best.status, origins, letter, contradicted=False))


def contradict(cluster: Cluster, rated: Corroboration) -> Corroboration:
    """The rating of a cluster that another contradicts."""
    figure = credibility(cluster.best.status, rated.origins, rated.reliability, contradicted=True)
    return replace(rated, credibility=figure)


def quoted(claims: Iterable[Claim]) -> list[tuple[Evidence, str | None]]:
    """The union of some claims' evidence with whose words it is; a quote inside another of its source goes with it."""
    every = {(e.source_id, e.start, -e.end): (e, claim.attribution) for claim in claims for e in claim.evidence}
    if len(every) == 1:
        return list(every.values())
    kept: list[tuple[Evidence, str | None]] = []
    for _, (evidence, by) in sorted(every.items(), key=lambda entry: entry[0]):
        last = kept[-1][0] if kept else None
        if last is None or last.source_id != evidence.source_id or evidence.end > last.end:
            kept.append((evidence, by))
    return kept


def count_origins(voices: Sequence[Voice], articles: Mapping[str, Article], copies: Mapping[str, str]) -> Origins:
    """Established and possible origins of what some articles say.

    Established are those that the texts themselves show to be distinct, at least one: by different credits, or by
    different persons or bodies that are named as the source. A copy counts as what it is a copy of, and a press release
    as one origin, whoever prints it; what a person told two reporters was heard twice. Possible are those, and each
    outlet that prints the claim without a credit; an article whose publisher is not known is an outlet of its own.
    """
    if len(voices) == 1:
        return _ONE
    shown: list[_Shown] = []
    outlets: set[str] = set()
    told: set[str] = set()
    for voice in sorted(voices, key=lambda v: (v.article.origin is None, v.article.id, v.quote, v.attribution or "")):
        root = articles.get(voice.article.duplicate_of or "", voice.article)
        origin = voice.article.origin or root.origin
        group = copies.get(voice.article.id, voice.article.id)
        released = bool(_RELEASE.search(voice.quote))
        entry = _Shown(
            "released" if released else key(origin) if origin else None, group, named(voice.attribution or "")
        )
        if all(_distinct(entry, other) for other in shown) and (entry.credit or entry.source):
            shown.append(entry)
        if not entry.credit and group not in told:
            outlets.add(key(root.publisher) if root.publisher else f"article {root.id}")
        told.add(group)
    credits = {entry.credit for entry in shown if entry.credit}
    return Origins(established=max(1, len(shown)), possible=max(1, len(shown), len(credits | outlets)))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a text shows of where it has a claim from: its credit, its group of copies, the names of whom it quotes."""

    credit: str | None
    group: str
    source: frozenset[str]


def _distinct(one: _Shown, other: _Shown) -> bool:
    """Whether the texts themselves show two origins."""
    if one.group == other.group:
        return False
    if one.credit and other.credit:
        return one.credit != other.credit
    return bool(one.source and other.source) and one.source.isdisjoint(other.source)


def letters(articles: Iterable[Article], table: Mapping[str, Reliability]) -> dict[str, Reliability]:
    """The letter of each article's outlet, by its id: the desk's own, else the topic's table's, F where neither is."""
    known = {key(outlet): letter for outlet, letter in table.items()}
    return {a.id: a.reliability or known.get(key(a.publisher or ""), "F") for a in articles}


def credibility(status: Status, origins: Origins, letter: Reliability, *, contradicted: bool) -> int:
    """The table of the module's docstring."""
    if contradicted:
        return 5 if status == "denied" else 4
    if status in ("rumoured", "alleged"):
        return 3 if origins.established > 1 else 6
    if origins.established > 1:
        return 1
    return 2 if origins.possible > 1 or letter in ("A", "B") else 3
