"""Everything that was found, and how it is put into the records of the contract."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing import prompts
from briefing.material import Material
from briefing.model import Asker
from briefing.options import Options
from briefing.origins import groups
from briefing.records.article import Article
from briefing.records.brief import (
    Brief,
    Changes,
    Citation,
    ClaimRecord,
    Discrepancy,
    Gap,
    JudgeScore,
    KeyFigure,
    Method,
    Mode,
    Origins,
    Period,
    Rejected,
    Source,
    TimelineEntry,
    Without,
)
from briefing.records.claim import Cluster, Composed, Evidence
from briefing.relate.corroboration import Corroboration, corroborate, letters, quoted


@dataclass(frozen=True, slots=True)
class Findings:
    """The facts of a run and what was made of them. `credit` is by cluster id, as is every `claim_ids`.

    `chunks`, `proposed` and `accepted` count what a model read, proposed, and what of it stands; `on_topic` are the ids
    of the articles that the brief rests on.
    """

    clusters: tuple[Cluster, ...]
    credit: Mapping[str, Corroboration]
    figures: tuple[KeyFigure, ...]
    timeline: tuple[TimelineEntry, ...]
    discrepancies: tuple[Discrepancy, ...]
    gaps: tuple[Gap, ...]
    composed: Composed
    on_topic: frozenset[str]
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[str, ...] = ()
    judge: JudgeScore | None = None
    chunks: int = 0
    proposed: int = 0
    accepted: int = 0

    @property
    def merged(self) -> int:
        """Claims that were put together with another."""
        return sum(len(cluster.claims) - 1 for cluster in self.clusters)


# Characters on either side of a quote, to find it again in a changed page (W3C TextQuoteSelector).
_AROUND = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts as they stand after a review: what backs them, what is new since an earlier brief, what is pinned."""

    clusters: tuple[Cluster, ...]
    credit: Mapping[str, Corroboration]
    fresh: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()

    @property
    def origins(self) -> Mapping[str, Origins]:
        """How many origins stand behind each fact, by its id."""
        return {key: each.origins for key, each in self.credit.items()}


def credited(clusters: Sequence[Cluster], material: Material) -> dict[str, Corroboration]:
    """Origins, reliability and credibility of each fact, by its id, before anything contradicts it."""
    by_id = {article.id: article for article in material.articles}
    copies = groups(material.articles)
    rated = letters(material.articles, material.topic.outlets)
    return {cluster.id: corroborate(cluster, by_id, copies, rated) for cluster in clusters}


def assemble(
    material: Material,
    findings: Findings,
    opts: Options,
    *,
    askers: Sequence[Asker],
    server: str | None,
    seconds: float,
    changes: Changes | None,
    without: Without | None,
) -> Brief:
    """The brief. `server` is the host that the first of the `askers` asked, as far as it is known."""
    sources = sources_of(material, findings.on_topic)
    dated = sorted(s.published[:10] for s in sources if s.published and s.on_topic)
    return Brief(
        title=material.topic.title,
        topic=material.topic.name,
        marking=opts.marking,
        as_of=opts.date.isoformat() if opts.date else None,
        generated_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        period=Period(start=dated[0] if dated else None, end=dated[-1] if dated else None),
        bottom_line=tuple(findings.composed.bottom_line),
        sections=tuple(findings.composed.sections),
        key_figures=findings.figures,
        timeline=findings.timeline,
        discrepancies=findings.discrepancies,
        gaps=findings.gaps,
        changes=changes,
        claims=claims_of(findings.clusters, findings.credit, material),
        sources=sources,
        rejected=(*material.rejected, *findings.rejected, *findings.composed.rejected),
        method=_method(material, findings, askers, base_url=server, seconds=round(seconds, 3), without=without),
    )


def claims_of(
    clusters: Sequence[Cluster], credit: Mapping[str, Corroboration], material: Material
) -> tuple[ClaimRecord, ...]:
    """The facts as the brief's claims."""
    articles = {a.id: (place, a) for place, a in enumerate(material.articles)}
    return tuple([_claim(cluster, articles, credit[cluster.id]) for cluster in clusters])


def sources_of(material: Material, on_topic: frozenset[str]) -> tuple[Source, ...]:
    """The articles as the brief's sources."""
    return tuple([Source(**article.model_dump(), on_topic=article.id in on_topic) for article in material.articles])


def _claim(cluster: Cluster, articles: Mapping[str, tuple[int, Article]], credit: Corroboration) -> ClaimRecord:
    best = cluster.best
    event = best.event or next((c.event for c in cluster.claims if c.event), None)
    # In the order of the sources; a quote inside another of the same source goes with it.
    quotes = sorted(quoted(cluster.claims), key=lambda entry: (articles[entry[0].source_id][0], entry[0].start))
    others = sorted({c.statement for c in cluster.claims} - {best.statement})
    return ClaimRecord(
        id=cluster.id,
        statement=best.statement,
        kind=best.kind,
        status=best.status,
        sourcing=best.sourcing,
        event_date=event.date if event else None,
        event_date_as_written=(event.as_written or None) if event else None,
        wording=best.wording,
        translated=best.translated,
        citations=tuple(citation(evidence, by, articles[evidence.source_id][1]) for evidence, by in quotes),
        origins=credit.origins,
        reliability=credit.reliability,
        credibility=credit.credibility,
        merged_from=tuple(others),
        check=best.check,
        weight=max((c.weight for c in cluster.claims if c.weight is not None), default=None),
    )


def citation(evidence: Evidence, attribution: str | None, article: Article) -> Citation:
    """Words of an article as a quote that can be found again, with whose words it says they are."""
    return Citation(
        source_id=evidence.source_id,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        prefix=article.text[max(0, evidence.start - _AROUND) : evidence.start],
        suffix=article.text[evidence.end : evidence.end + _AROUND],
        attribution=attribution,
        url=article.url,
    )


def _method(material: Material, findings: Findings, askers: Sequence[Asker], **more: Any) -> Method:  # noqa: ANN401
    items = [*findings.composed.bottom_line, *(i for s in findings.composed.sections for i in s.items)]
    by_model = sum(i.wording == "model" for i in items)
    mode: Mode = "extractive" if not by_model else "model" if by_model == len(items) else "mixed"
    failed = (*(failure for asker in askers for failure in asker.failures), *findings.failures)
    costs = [asker.cost_usd for asker in askers]
    return Method(
        mode=mode,
        model=askers[0].name if askers else None,
        judge=findings.judge,
        prompts=prompts.hashes() if askers else {},
        chunks=findings.chunks,
        calls=sum(asker.calls for asker in askers),
        cached=sum(asker.cached for asker in askers),
        prompt_tokens=sum(asker.prompt_tokens for asker in askers),
        completion_tokens=sum(asker.completion_tokens for asker in askers),
        cost_usd=sum(c for c in costs if c is not None) if costs and None not in costs else None,
        claims_proposed=findings.proposed,
        claims_accepted=findings.accepted,
        claims_merged=findings.merged,
        items_by_model=by_model,
        items_verbatim=sum(i.wording == "verbatim" for i in items),
        degraded=bool(askers and failed),
        failures=(*material.failures, *failed),
        manifests=material.manifests,
        **more,
    )
