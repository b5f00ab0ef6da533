"""Everything that was found, put into the records of the contract."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing import prompts
from briefing.compose import Composed
from briefing.extract import Extracted, Ground
from briefing.merge import Merged
from briefing.model import Asker
from briefing.prompts import Topic
from briefing.reconcile import Reconciled
from briefing.reconcile.corroboration import quoted
from briefing.records.article import Article
from briefing.records.brief import (
    Brief,
    Changes,
    Citation,
    ClaimRecord,
    ManifestFile,
    Method,
    Mode,
    Period,
    Rejected,
    Source,
    Without,
)
from briefing.records.claim import Claim, Cluster, Evidence


@dataclass(frozen=True, slots=True)
class Material:
    """The articles read, with their topic and what of them can be used."""

    topic: Topic
    articles: tuple[Article, ...]
    grounds: tuple[Ground, ...]
    rejected: tuple[Rejected, ...]
    failures: tuple[str, ...]
    manifests: tuple[ManifestFile, ...] = ()
    left_out: tuple[str, ...] = ()
    """The origins that the brief is to be without, as they are printed."""
    aside: tuple[Ground, ...] = ()
    """Their articles, which are read only to say what falls with them."""


# Characters on either side of a quote, to find it again in a changed page (W3C TextQuoteSelector).
_AROUND = 32


def assemble(
    material: Material,
    extracted: Extracted,
    merged: Merged,
    reconciled: Reconciled,
    composed: Composed,
    asker: Asker | None,
    *,
    claims: Sequence[ClaimRecord],
    sources: Sequence[Source],
    changes: Changes | None,
    without: Without | None,
    server: str | None,
    marking: str | None,
    as_of: datetime.date | None,
    seconds: float,
) -> Brief:
    """The brief. `claims` and `sources` are as `claims_of` and `sources_of` give them."""
    rejected = (*material.rejected, *extracted.rejected, *composed.rejected)
    dated = sorted(s.published[:10] for s in sources if s.published and s.on_topic)
    return Brief(
        title=material.topic.title,
        topic=material.topic.name,
        marking=marking,
        as_of=as_of.isoformat() if as_of else None,
        generated_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        period=Period(start=dated[0] if dated else None, end=dated[-1] if dated else None),
        bottom_line=tuple(composed.bottom_line),
        sections=tuple(composed.sections),
        key_figures=reconciled.figures,
        timeline=reconciled.timeline,
        discrepancies=reconciled.discrepancies,
        gaps=reconciled.gaps,
        changes=changes,
        claims=tuple(claims),
        sources=tuple(sources),
        rejected=rejected,
        method=_method(material, extracted, merged, composed, asker, server, seconds, without),
    )


def claims_of(clusters: Sequence[Cluster], material: Material, reconciled: Reconciled) -> tuple[ClaimRecord, ...]:
    """The clusters as the brief's claims."""
    articles = {a.id: (place, a) for place, a in enumerate(material.articles)}
    return tuple([_claim(c, articles, reconciled) for c in clusters])


def sources_of(material: Material) -> tuple[Source, ...]:
    """The articles as the brief's sources."""
    on_topic = {ground.article.id for ground in material.grounds}
    return tuple([_source(a, a.id in on_topic) for a in material.articles])


def _source(article: Article, on_topic: bool) -> Source:
    return Source(**article.model_dump(), on_topic=on_topic)


def _claim(cluster: Cluster, articles: Mapping[str, tuple[int, Article]], reconciled: Reconciled) -> ClaimRecord:
    best, credit = cluster.best, reconciled.credit[cluster.id]
    event = best.event or next((c.event for c in cluster.claims if c.event), None)
    others = sorted({c.statement for c in cluster.claims} - {best.statement})
    return ClaimRecord.trusted(
        id=cluster.id,
        statement=best.statement,
        kind=best.kind,
        status=best.status,
        sourcing=best.sourcing,
        event_date=event.date if event else None,
        event_date_as_written=(event.as_written or None) if event else None,
        wording=best.wording,
        translated=best.translated,
        citations=_citations(cluster.claims, articles),
        origins=credit.origins,
        reliability=credit.reliability,
        credibility=credit.credibility,
        merged_from=tuple(others),
    )


def _citations(claims: Sequence[Claim], articles: Mapping[str, tuple[int, Article]]) -> tuple[Citation, ...]:
    """The union of the claims' evidence, in the order of the sources.

    A quote inside another of the same source goes with it. `articles` have their places in that order.
    """
    found = quoted(claims)
    if len(found) > 1:
        found.sort(key=lambda entry: (articles[entry[0].source_id][0], entry[0].start))
    return tuple([_citation(evidence, by, articles[evidence.source_id][1]) for evidence, by in found])


def _citation(evidence: Evidence, attribution: str | None, article: Article) -> Citation:
    return Citation.trusted(
        source_id=evidence.source_id,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        prefix=article.text[max(0, evidence.start - _AROUND) : evidence.start],
        suffix=article.text[evidence.end : evidence.end + _AROUND],
        attribution=attribution,
        url=article.url,
    )


def _method(
    material: Material,
    extracted: Extracted,
    merged: Merged,
    composed: Composed,
    asker: Asker | None,
    server: str | None,
    seconds: float,
    without: Without | None,
) -> Method:
    items = [*composed.bottom_line, *(i for s in composed.sections for i in s.items)]
    by_model = sum(i.wording == "model" for i in items)
    failures = (*material.failures, *(asker.failures if asker else ()), *_fruitless(extracted, asker))
    mode: Mode = "extractive" if not by_model else "model" if by_model == len(items) else "mixed"
    return Method(
        mode=mode,
        model=asker.name if asker else None,
        base_url=server,
        prompts=prompts.hashes() if asker else {},
        chunks=extracted.chunks,
        calls=asker.calls if asker else 0,
        cached=asker.cached if asker else 0,
        prompt_tokens=asker.prompt_tokens if asker else 0,
        completion_tokens=asker.completion_tokens if asker else 0,
        cost_usd=asker.cost_usd if asker else None,
        claims_proposed=extracted.proposed,
        claims_accepted=extracted.accepted,
        claims_merged=merged.merged,
        items_by_model=by_model,
        items_verbatim=sum(i.wording == "verbatim" for i in items),
        degraded=asker is not None and bool(asker.failures or _fruitless(extracted, asker)),
        failures=failures,
        seconds=round(seconds, 3),
        manifests=material.manifests,
        without=without,
    )


def _fruitless(extracted: Extracted, asker: Asker | None) -> tuple[str, ...]:
    """A model that answered and gave nothing to use is a failure too."""
    if asker is None or extracted.accepted or asker.failures:
        return ()
    if extracted.proposed:
        return (f"gate: none of the {extracted.proposed} claims that the model proposed was accepted",)
    return ("nothing: the model proposed no claim",)
