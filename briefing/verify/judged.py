"""Every sentence of a brief judged anew: claims on their quotes, items on what their claims state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from briefing import askers, worker
from briefing.errors import UsageError
from briefing.judge import Judge, Pair
from briefing.options import Notice, options_of, silent
from briefing.records.brief import Brief, ClaimRecord, Item, JudgeScore, Source
from briefing.records.call import Model
from briefing.verify.index import Flaw, Index

# Lines before a quote that tell who "he" is, and quotes of other sources: more of them say the same.
_BEFORE, _OTHERS = 4, 5


def judged(
    brief: Brief,
    *,
    model: str | Model,
    base_url: str | None = None,
    api_key: str | None = None,
    cache: str | Path | None = None,
    notice: Notice = silent,
) -> tuple[list[Flaw], JudgeScore | None]:
    """What a model finds that its evidence does not say, and how the model did on what was planted.

    All in a model's or an editor's words is judged, with controls, as when a brief is made; a source's own words are
    not, and where there is nothing else the score is None. Where the model is not trusted, it finds nothing. `notice`
    is told of calls that failed. Raises `UsageError`.
    """
    return worker.blocking(
        partial(_judged, Index(brief), notice, model=model, base_url=base_url, api_key=api_key, cache=cache)
    )


async def _judged(
    index: Index, notice: Notice, **named: str | Model | Path | None
) -> tuple[list[Flaw], JudgeScore | None]:
    async with AsyncExitStack() as stack:
        # Before anything is sent: what is so marked may not leave this machine.
        asked = askers.opened(options_of("verify", marking=index.brief.marking, **named), stack)
        if asked is None:
            raise UsageError("No model is named. Name the one that is to judge.")
        judge = Judge(asked.judge)
        pairs = dict(_pairs(index))
        if not pairs:
            return [], None
        verdicts = await judge.verdicts(tuple(pairs.values()))
    for failure in asked.judge.failures:
        notice(failure)
    if not judge.score.trusted:
        return [], judge.score
    heard = [(where, pair, verdicts[pair]) for where, pair in pairs.items() if pair in verdicts]
    wrong = [(where, verdict.words or pair.statement) for where, pair, verdict in heard if not verdict.holds]
    return [Flaw(where, f"its evidence does not say {words!r}, a model finds") for where, words in wrong], judge.score


def _pairs(index: Index) -> Iterator[tuple[str, Pair]]:
    for record in index.brief.claims:
        if record.wording != "verbatim" and index.known([record.id]) and record.citations:
            yield f"claim {record.id}", _claim(record, index)
    around = tuple(line for record in index.brief.claims for line in _told(record, index))
    for where, item in index.items:
        if item.wording != "verbatim" and item.text not in index.statements(item.claim_ids):
            yield where, _item(item, index, around)


def _claim(record: ClaimRecord, index: Index) -> Pair:
    """A claim on the quotes of its first source, and on those of others with outlet and day."""
    first = record.citations[0]
    source = index.sources[first.source_id]
    own = [c for c in record.citations if c.source_id == source.id]
    others = [c for c in record.citations if c.source_id != source.id][:_OTHERS]
    lines = index.reading(source.id).lines
    before = [line.text for line in lines if line.start < first.start]
    # A brief that is shared without its articles has its quotes only.
    every = tuple(line.text for line in lines) or tuple(c.quote for c in record.citations)
    return Pair(
        statement=record.statement if record.status == "confirmed" else f"({record.status}) {record.statement}",
        evidence=(*(c.quote for c in own), *(f"{_head(index.sources[c.source_id])} {c.quote}" for c in others)),
        context=tuple(filter(None, (source.title, *dict.fromkeys((*before[:1], *before[-_BEFORE:]))))),
        reported=(source.published or "")[:10] or None,
        lines=every,
        language=source.language,
    )


def _item(item: Item, index: Index, around: tuple[str, ...]) -> Pair:
    lines = [line for record in index.known(item.claim_ids) for line in _told(record, index)]
    return Pair(item.text, tuple(dict.fromkeys(lines)), reported=index.brief.as_of, lines=around)


def _told(record: ClaimRecord, index: Index) -> list[str]:
    """What a claim states, as the judge of a sentence is shown it, with who reported it and when."""
    cited = [index.sources[key] for key in index.cited([record.id])]
    head = _head(max(cited, key=lambda source: source.published or ""), record.event_date) if cited else ""
    return [f"{head} {text}" for text in (record.statement, *record.merged_from)]


def _head(source: Source, event: str | None = None) -> str:
    known = (source.publisher or source.origin or source.title or source.id, (source.published or "undated")[:10])
    return f"[{', '.join(known)}{f', of {event}' if event else ''}]"
