"""The texts of a brief that was shared without them, put back from the articles."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import InputError
from briefing.ingest import ingest
from briefing.records.brief import Brief
from briefing.verify.ground import Flaw


def restored(brief: Brief, articles: str | Path | None) -> tuple[Brief, list[Flaw]]:
    """The brief with the texts of the articles that have its hashes, and a flaw for each source that is not there.

    Raises `InputError` where no article is found at all.
    """
    if articles is None:
        return brief, []
    found = {article.text_sha256: article.text for article in ingest([str(articles)]).articles}
    if not found:
        raise InputError(f"no article was found in {articles}. Name the folder of the brief's articles.")
    missing = [
        Flaw(f"source {source.id}", f"no article of {articles} has its text (by the hash)")
        for source in brief.sources
        if source.text_sha256 not in found
    ]
    sources = tuple(
        source if source.text is not None else source.model_copy(update={"text": found.get(source.text_sha256)})
        for source in brief.sources
    )
    return brief.model_copy(update={"sources": sources}), missing
