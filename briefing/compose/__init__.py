"""Composition.

Ranked clusters to sections and a bottom line. The model proposes, the gate decides, the clusters' own wording stands
in.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from briefing import prompts
from briefing.compose.items import verbatim
from briefing.compose.propose import Refused, line, sentences
from briefing.compose.rank import Ranked, rank, select
from briefing.merge import leans
from briefing.model import Asker
from briefing.prompts import Topic, TopicSection
from briefing.records.article import Article
from briefing.records.brief import Item, Origins, Reason, Rejected, Section
from briefing.records.claim import Cluster
from briefing.replies import CLUSTER_LABELS

__all__ = ["Composed", "compose"]

# Of short input a brief is at most half: more would be a copy.
_SHARE = 0.45
# So few words are read whole.
_LEAST_WORDS = 60
# A bottom line is read in one breath: two or three sentences.
_BOTTOM_WORDS, _BOTTOM_SHARE, _BOTTOM_ITEMS = 70, 0.1, 3
# The bottom line is chosen from facts of so many times its words.
_BOTTOM_CHOICE = 2
# A model's own words need less room than sentences in their sources' words.
_MODEL_SHARE = 0.38


@dataclass(slots=True)
class Composed:
    """The written part of the brief, and what was left out of it."""

    bottom_line: list[Item] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


async def compose(
    clusters: Sequence[Cluster],
    origins: Mapping[str, Origins],
    articles: Sequence[Article],
    topic: Topic,
    asker: Asker | None,
    *,
    tabled: frozenset[str],
    disputed: frozenset[str],
    length: int,
    progress: Callable[[str, int, int], None],
) -> Composed:
    """Sections within `length` words, then a bottom line.

    `tabled` are the clusters whose whole fact stands in the key figures; they yield their place in the sections.
    `disputed` are those that others contradict; they must not be missed.
    """
    ranked = rank(clusters, origins, articles, topic, disputed)
    source_words = sum(len(a.text.split()) for a in articles if a.duplicate_of is None)
    budget = min(length, max(_LEAST_WORDS, int((_SHARE if asker is None else _MODEL_SHARE) * source_words)))
    free = [r for r in ranked if r.cluster.id not in tabled]
    shares = _shares(free, topic, budget)
    out = Composed()
    done = 0

    async def one(section: TopicSection) -> tuple[list[Item], list[Refused]]:
        nonlocal done
        own = [r for r in free if r.cluster.best.section == section.id]
        result = await _proposed(own, section, topic, origins, asker, shares[section.id])
        done += 1
        progress("compose", done, len(topic.sections) + 1)
        return result

    proposed = await asyncio.gather(*(one(s) for s in topic.sections))
    if not any(items for items, _ in proposed):
        # Without a model's words the brief is the same whether none was asked or none was of use.
        shares = _shares(free, topic, min(length, int(_SHARE * source_words)))
    printed = [item.text for items, _ in proposed for item in items]
    for section, (items, refused) in zip(topic.sections, proposed, strict=True):
        own = [r for r in ranked if r.cluster.best.section == section.id and r.cluster.id not in tabled]
        filled, left_out = _filled(own, items, printed, section, shares[section.id])
        printed += [item.text for item in filled if item not in items]
        out.sections.append(Section(id=section.id, title=section.title, items=tuple(filled)))
        out.rejected += [*map(_refused, refused), *left_out]
    room = min(_BOTTOM_WORDS, max(25, int(_BOTTOM_SHARE * source_words)))
    out.bottom_line, dropped = await _bottom_line(ranked, topic, origins, asker, room)
    out.rejected += dropped
    progress("compose", len(topic.sections) + 1, len(topic.sections) + 1)
    return out


def _shares(ranked: Sequence[Ranked], topic: Topic, budget: int) -> dict[str, int]:
    """Words of each section: those of its facts among the best of all sections that fit into the whole budget."""
    chosen, _, _ = select(ranked, budget)
    words = {s.id: sum(r.length for r in chosen if r.cluster.best.section == s.id) for s in topic.sections}
    spare = max(0, budget - sum(words.values()))
    # A section with nothing among the best still shows its best fact, where it has one.
    return {key: max(n, spare) for key, n in words.items()}


async def _proposed(
    ranked: Sequence[Ranked],
    section: TopicSection,
    topic: Topic,
    origins: Mapping[str, Origins],
    asker: Asker | None,
    words: int,
) -> tuple[list[Item], list[Refused]]:
    """What the model writes for a section, so far as it holds."""
    if asker is None or not ranked:
        return [], []
    # A small model writes down all that it is shown, so it is shown what there is room for, and nothing twice.
    chosen, _, _ = select(ranked, words)
    offered = [r.cluster for r in chosen[: len(CLUSTER_LABELS)]]
    lines = [line(c, origins[c.id]) for c in offered]
    items, refused = await sentences(
        lambda why: prompts.compose_request(topic, section, lines, words, why), offered, asker, words
    )
    return _within(items, words), refused


def _within(items: Sequence[Item], words: int) -> list[Item]:
    """The items up to the one that passes the section's words; what stands behind is left out for length."""
    lengths = accumulate(len(entry.text.split()) for entry in items)
    return [entry for entry, so_far in zip(items, lengths, strict=True) if so_far - len(entry.text.split()) < words]


def _filled(
    ranked: Sequence[Ranked], items: Sequence[Item], printed: Sequence[str], section: TopicSection, words: int
) -> tuple[list[Item], list[Rejected]]:
    """A section's items, and behind them, in their sources' words, the best of what they do not tell."""
    told = {i for entry in items for i in entry.claim_ids}
    room = words - sum(len(entry.text.split()) for entry in items)
    # Where the model has written, only what outranks something that it chose to tell is put beside it.
    least = min((r.rank for r in ranked if r.cluster.id in told), default=-math.inf)
    open_ = [r for r in ranked if r.cluster.id not in told and r.rank >= least]
    chosen, long, repeated = select(open_, room, printed)
    if items and room <= 0:
        chosen, long = [], [*long, *chosen]
    rejected = []
    lesser = sum(r.cluster.id not in told for r in ranked) - len(open_)
    if lesser or long or repeated:
        detail = (
            f"{lesser + len(long) + len(repeated)} of {len(ranked)} claims of this section are not printed "
            f"({lesser + len(long)} for length, {len(repeated)} say what is printed); all stand in the claims"
        )
        rejected.append(
            Rejected(stage="length", statement=section.title, reason=Reason(code="left_out", detail=detail))
        )
    ordered = _in_order(chosen)
    # What outranks all that the model wrote was refused in its words, and still comes first.
    best = max((r.rank for r in ranked if r.cluster.id in told), default=0.0)
    first = [verbatim(r.cluster) for r in ordered if items and r.rank > best]
    rest = [verbatim(r.cluster) for r in ordered if not (items and r.rank > best)]
    return [*first, *items, *rest], rejected


def _in_order(chosen: Sequence[Ranked]) -> list[Ranked]:
    """Reading order: article by article, the one with the best-ranked fact first, each in its own order.

    Sentences that lean on what came before them so stay behind it.
    """
    first: dict[str, int] = {}
    for place, entry in enumerate(chosen):
        first.setdefault(entry.cluster.best.source_id, place)
    return sorted(chosen, key=lambda r: (first[r.cluster.best.source_id], r.cluster.best.evidence))


def _refused(entry: Refused) -> Rejected:
    return Rejected(stage="compose", statement=entry.text, reason=Reason(code=entry.code, detail=entry.detail))


async def _bottom_line(
    ranked: Sequence[Ranked], topic: Topic, origins: Mapping[str, Origins], asker: Asker | None, words: int
) -> tuple[list[Item], list[Rejected]]:
    """What to know if nothing else is read: the model's sentences, else the best-ranked statements that stand alone."""
    if not ranked:
        return [], []
    rejected: list[Rejected] = []
    if asker is not None:
        chosen, _, _ = select(ranked, _BOTTOM_CHOICE * words, densest=False)
        offered = [r.cluster for r in chosen[: len(CLUSTER_LABELS) // 2]]
        lines = [line(c, origins[c.id]) for c in offered]
        items, faulty = await sentences(
            lambda why: prompts.bottom_line_request(topic, lines, words, why), offered, asker, words
        )
        rejected = list(map(_refused, faulty))
        if items:
            return items[:_BOTTOM_ITEMS], rejected
    chosen, _, _ = select([r for r in ranked if not leans(r.cluster.best.statement)] or ranked, words, densest=False)
    return [verbatim(r.cluster) for r in chosen[:_BOTTOM_ITEMS]], rejected
