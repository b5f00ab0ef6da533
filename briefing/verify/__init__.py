"""Re-checks a brief from its JSON alone: hashes, offsets, quotes, spans, ids, certain checks, and what code computed.

Titles, sections and the outlets' reliability are held to the shipped topic of the brief's name. A brief that was shared
without its articles is checked as far as its quotes go, and whole where the articles are named. What cannot be known is
told by `unchecked`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.changes import load
from briefing.errors import InputError
from briefing.ingest import ingest
from briefing.records.brief import Brief
from briefing.verify import claims, computed, frame, items, reviewed
from briefing.verify.index import Flaw, Index
from briefing.verify.judged import judged

__all__ = ["Flaw", "judged", "unchecked", "verify"]


def verify(brief: Brief | str | Path, sources: str | Path | None = None) -> list[Flaw]:
    """The flaws of a brief, or of a JSON file that holds one; empty when all holds. No model, no network.

    `sources` names the articles, a file or a folder: the texts of a brief that was shared without them are put back,
    and each source must be among them. Raises `InputError` when the file is no brief, or one of version 1, or no
    article is found.
    """
    index, missing = _indexed(brief, sources)
    parts = (frame, claims, items, computed, reviewed)
    return list(dict.fromkeys([*missing, *(flaw for part in parts for flaw in part.flaws(index))]))


def unchecked(brief: Brief | str | Path, sources: str | Path | None = None, *, meant: bool = False) -> list[str]:
    """What a brief says that its JSON, and the articles where they are named, cannot prove, a line each.

    `meant` where a model has just judged what its sentences mean.
    """
    index, _ = _indexed(brief, sources)
    return list(_unchecked(index, articles=sources is not None, meant=meant))


def _indexed(brief: Brief | str | Path, articles: str | Path | None) -> tuple[Index, list[Flaw]]:
    """The brief with the texts of the articles that have its hashes, and a flaw for each source that is not there."""
    whole = brief if isinstance(brief, Brief) else load(brief)
    if whole.schema_version == 1:
        raise InputError("This brief is of version 1, whose rules are no more. Make it anew from its articles.")
    if articles is None:
        return Index(whole), []
    found = {article.text_sha256: article.text for article in ingest([str(articles)]).articles}
    if not found:
        raise InputError(f"no article was found in {articles}. Name the folder of the brief's articles.")
    missing = [
        Flaw(f"source {source.id}", f"no article of {articles} has its text (by the hash)")
        for source in whole.sources
        if source.text_sha256 not in found
    ]
    sources = tuple(
        source.model_copy(update={"text": found.get(source.text_sha256)}) if source.text is None else source
        for source in whole.sources
    )
    return Index(whole.model_copy(update={"sources": sources})), missing


def _unchecked(index: Index, *, articles: bool, meant: bool) -> Iterator[str]:
    brief, share = index.brief, index.brief.share
    if share is not None and index.withheld:
        yield (
            f"{len(index.withheld)} of {len(index.sources)} texts, which are withheld: that the quotes stand in them, "
            "and what leans on the words around a quote (hashes, origins, copies, names, dates). With the articles, "
            "`briefing verify BRIEF.json --sources DIR` checks these"
        )
    if share is not None:
        yield (
            f"what is withheld in any case: {share.claims_withheld} claims that nothing printed leads to, "
            f"{share.statements_withheld} rejected or dropped statements, and so the computed gaps, and that nothing "
            "of the articles was lost"
        )
    if not articles:
        yield "that the texts are those of the articles: headline, outlet, date and address are as the input gave them"
    if index.topic is None:
        yield f"the topic {brief.topic!r}, which is not shipped: reliability, sections, names, what is off it"
    if stated := sum(bool(source.stated) for source in brief.sources):
        yield f"what the desk's manifest states of {stated} sources"
    yield "the choice and the order of what is printed, and the kind of each claim and discrepancy"
    if model := brief.method.model:
        yield f"what the model {model} was asked and answered: calls, tokens, cost, and the claims it proposed"
    checks = [*(claim.check for claim in brief.claims), *(item.check for _, item in index.items)]
    if (told := checks.count("judged")) and not meant:
        yield (
            f"what {told} statements and sentences in a model's words mean, which a model judged: of these only "
            "numbers, dates, times, names and quotations are checked"
        )
    if brief.house_names:
        same = "; ".join(f"{known.name} = {', '.join(known.aliases)}" for known in brief.house_names)
        yield f"the house's names, which the checks took for the same: {same}"
    if brief.house_notes:
        yield f"the house's {len(brief.house_notes)} notes, which are the topic file's"
    if review := brief.review:
        reasons = sum(decision.reason is not None for decision in review.decisions)
        who = f"the signature of {review.signed_by}" if review.signed_by else "that nobody has signed"
        yield (
            f"the review: {who}, and {len(review.decisions)} decisions, {reasons} of them on an analyst's reason "
            f"alone; they are to be those of the file with the hash {review.file_sha256[:16]}"
        )
    if brief.changes is not None:
        yield "the changes against the earlier brief, which is not in the file"
