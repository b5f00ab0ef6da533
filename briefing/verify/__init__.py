"""Re-checks a brief from its JSON alone: hashes, offsets, quotes, spans, ids, certain checks, and what code computed.

Titles, sections and the outlets' reliability are held to the shipped topic of the brief's name. A brief that was shared
without its articles is checked as far as its quotes go, and whole where the articles are named. What cannot be known is
told by `unchecked`.
"""

from __future__ import annotations

from pathlib import Path

from briefing.changes import load
from briefing.errors import InputError
from briefing.ingest import ingest
from briefing.records.brief import Brief
from briefing.render.note import told
from briefing.verify import claims, computed, frame
from briefing.verify.index import Flaw, Index
from briefing.verify.judged import judged

__all__ = ["Flaw", "judged", "unchecked", "verify"]

_PARTS = (frame.flaws, claims.flaws, claims.item_flaws, computed.flaws, frame.review_flaws)


def verify(brief: Brief | str | Path, sources: str | Path | None = None) -> list[Flaw]:
    """The flaws of a brief, or of a JSON file that holds one; empty when all holds. No model, no network.

    `sources` names the articles, a file or a folder: the texts of a brief that was shared without them are put back,
    and each source must be among them. Raises `InputError` when the file is no brief, or one of version 1, or no
    article is found.
    """
    index, missing = _indexed(brief, sources)
    return list(dict.fromkeys([*missing, *(flaw for part in _PARTS for flaw in part(index))]))


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


def unchecked(brief: Brief | str | Path, sources: str | Path | None = None, *, meant: bool = False) -> list[str]:
    """What a brief says that its JSON, and the articles where they are named, cannot prove, a line each.

    `meant` where a model has just judged what its sentences mean.
    """
    index, _ = _indexed(brief, sources)
    checks = [*(claim.check for claim in index.brief.claims), *(item.check for _, item in index.items)]
    lines = told(
        "unchecked",
        index.brief,
        withheld=len(index.withheld),
        articles=sources is not None,
        shipped=index.topic is not None,
        stated=sum(bool(source.stated) for source in index.brief.sources),
        judged=0 if meant else checks.count("judged"),
    )
    return list(lines)
