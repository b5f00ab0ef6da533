"""Composition.

Ranked clusters to sections and a bottom line. The model proposes, the gate decides, the clusters' own wording stands
in.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from briefing import prompts, worker
from briefing.compose.items import verbatim
from briefing.compose.propose import Refused, line, sentences
from briefing.compose.rank import Ranked, leant_on, rank
from briefing.compose.select import select
from briefing.model import Asker
from briefing.prompts import Topic, TopicSection
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Item, Origins, Rejected, Section
from briefing.records.claim import Cluster
from briefing.records.record import Reason
from briefing.replies import CLUSTER_LABELS

__all__ = ["Composed", "compose"]

# Of short input a brief is at most half: more would be a copy.
_SHARE = 0.45
# Of an even share of the words a section has at least this much.
_EVEN = 0.5
# So few words are read whole.
_LEAST_WORDS = 60
# A bottom line is read in one breath: two or three sentences.
_BOTTOM_WORDS, _BOTTOM_SHARE, _BOTTOM_ITEMS = 70, 0.1, 3
# The bottom line is chosen from facts of so many times its words.
_BOTTOM_CHOICE = 2
# Of so many of the best facts, or of the best eighth, the bottom line is made.
_BOTTOM_POOL = 12
_WORTH = 0.55
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
    discrepancies: Sequence[Discrepancy],
    fresh: frozenset[str] = frozenset(),
    pinned: frozenset[str] = frozenset(),
    length: int,
    progress: Callable[[str, int, int], None],
) -> Composed:
    """Sections within `length` words, then a bottom line.

    `tabled` are the clusters whose whole fact stands in the key figures; they yield their place in the sections.
    Each side of `discrepancies` has its statement, so far as no row tells it. `fresh` are those that are new or changed
    since an earlier brief; the bottom line leads with them. `pinned` are those that a reviewer wants printed as they
    stand, whatever has to give way. What a reviewer has worded is never given to a model to reword.
    """
    tabled -= pinned
    ranked = await worker.run(rank, clusters, origins, articles, topic, discrepancies, tabled)
    tabled -= leant_on(ranked)
    source_words = sum(len(a.text.split()) for a in articles if a.duplicate_of is None)
    budget = min(length, max(_LEAST_WORDS, int((_SHARE if asker is None else _MODEL_SHARE) * source_words)))
    free = [r for r in ranked if r.cluster.id not in tabled]
    shares = await worker.run(_shares, free, topic, budget)
    done = 0

    async def one(section: TopicSection) -> tuple[list[Item], list[Refused]]:
        nonlocal done
        own = [r for r in free if r.section == section.id and _open(r.cluster, pinned)]
        result = await _proposed(own, section, topic, origins, asker, shares[section.id])
        done += 1
        progress("compose", done, len(topic.sections) + 1)
        return result

    room = min(_BOTTOM_WORDS, max(25, int(_BOTTOM_SHARE * source_words)))
    leading = _led(ranked, fresh)
    # The bottom line rests on the claims and not on what is written of them, so it need not wait for the sections.
    *proposed, (lead, unfit) = await asyncio.gather(
        *(one(s) for s in topic.sections),
        _lead([r for r in leading if _open(r.cluster, pinned)], topic, origins, asker, room),
    )
    if not any(items for items, _ in proposed):
        # Without a model's words the brief is the same whether none was asked or none was of use.
        budget = min(length, max(_LEAST_WORDS, int(_SHARE * source_words)))
        shares = await worker.run(_shares, free, topic, budget)
    out = await worker.run(_written, ranked, topic, proposed, shares, tabled, pinned)
    out.bottom_line = await worker.run(_bottom_line, leading, lead, fresh, room)
    out.rejected += map(_refused, unfit)
    progress("compose", len(topic.sections) + 1, len(topic.sections) + 1)
    return out


def _written(
    ranked: Sequence[Ranked],
    topic: Topic,
    proposed: Sequence[tuple[list[Item], list[Refused]]],
    shares: Mapping[str, int],
    tabled: frozenset[str],
    pinned: frozenset[str],
) -> Composed:
    """The sections: what the model wrote for each, filled up."""
    out = Composed()
    printed = [item.text for items, _ in proposed for item in items]
    for section, (items, refused) in zip(topic.sections, proposed, strict=True):
        own = [r for r in ranked if r.section == section.id and r.cluster.id not in tabled]
        filled, left_out = _filled(own, items, printed, section, shares[section.id], pinned)
        printed += [item.text for item in filled if item not in items]
        out.sections.append(Section(id=section.id, title=section.title, items=tuple(filled)))
        out.rejected += [*map(_refused, refused), *left_out]
    return out


def _shares(ranked: Sequence[Ranked], topic: Topic, budget: int) -> dict[str, int]:
    """Words of each section: those of its facts among the best of all sections that fit into the whole budget.

    Who names a section wants to read something there, so each has half of an even share, as far as its facts fill it;
    the others give it up in proportion.
    """
    chosen = select(ranked, budget).chosen
    words = {s.id: sum(r.length for r in chosen if r.section == s.id) for s in topic.sections}
    held = Counter[str]()
    for entry in ranked:
        held[entry.section] += entry.length
    least = {key: min(held[key], int(_EVEN * budget / len(words))) for key in words}
    short = {key: least[key] for key in words if words[key] < least[key]}
    over = sum(n for key, n in words.items() if key not in short)
    room = budget - sum(short.values())
    shares = {key: short.get(key, min(n, n * room // max(1, over))) for key, n in words.items()}
    spare = max(0, budget - sum(shares.values()))
    # A section with nothing among the best still shows its best fact, where it has one.
    return {key: max(n, spare) for key, n in shares.items()}


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
    chosen = (await worker.run(select, ranked, words)).chosen
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
    ranked: Sequence[Ranked],
    items: Sequence[Item],
    printed: Sequence[str],
    section: TopicSection,
    words: int,
    pinned: frozenset[str],
) -> tuple[list[Item], list[Rejected]]:
    """A section's items, and behind them, in their sources' words, the best of what they do not tell."""
    fixed = [r for r in ranked if r.cluster.id in pinned]
    told = {i for entry in items for i in entry.claim_ids} | {r.cluster.id for r in fixed}
    room = words - sum(len(entry.text.split()) for entry in items) - sum(r.length for r in fixed)
    # Where the model has written, only what outranks something that it chose to tell is put beside it.
    least = min((r.rank for r in ranked if r.cluster.id in told and r not in fixed), default=-math.inf)
    open_ = [r for r in ranked if r.cluster.id not in told and r.rank >= least]
    found = select(open_, room, [*printed, *(r.cluster.best.statement for r in fixed)])
    chosen, long, repeated = found.chosen, found.long, found.repeated
    if (items or fixed) and room <= 0:
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
    ordered = _in_order([*fixed, *chosen])
    # What outranks all that the model wrote was refused in its words, and still comes first.
    best = max((r.rank for r in ranked if r.cluster.id in told and r not in fixed), default=0.0)
    first = [verbatim(r.cluster) for r in ordered if items and r.rank > best]
    rest = [verbatim(r.cluster) for r in ordered if not (items and r.rank > best)]
    return [*first, *items, *rest], rejected


def _open(cluster: Cluster, pinned: frozenset[str]) -> bool:
    """Whether a model may put a cluster into words of its own."""
    return cluster.id not in pinned and cluster.best.wording != "edited"


def _in_order(chosen: Sequence[Ranked]) -> list[Ranked]:
    """Reading order: article by article, the one with the best headline first, each in its own order.

    What is not in the brief's language comes after all that is. A statement that leans on another stands right behind
    it.
    """
    first: dict[str, int] = {}
    for place, entry in enumerate(sorted(chosen, key=lambda r: -r.headline)):
        first.setdefault(entry.cluster.best.source_id, place)
    ids = {entry.cluster.id for entry in chosen}
    in_place = sorted(chosen, key=lambda r: (r.foreign, first[r.cluster.best.source_id], r.cluster.best.evidence))
    ordered = [entry for entry in in_place if not (entry.leaning and entry.before in ids)]
    # Those that lean on one that leans come last, when that one has its place.
    for entry in sorted((r for r in chosen if r not in ordered), key=lambda r: r.cluster.best.evidence):
        at = next((n for n, r in enumerate(ordered, 1) if r.cluster.id == entry.before), len(ordered))
        ordered.insert(at, entry)
    return ordered


def _refused(entry: Refused) -> Rejected:
    return Rejected(stage="compose", statement=entry.text, reason=Reason(code=entry.code, detail=entry.detail))


def _led(ranked: Sequence[Ranked], fresh: frozenset[str]) -> list[Ranked]:
    """What is new or changed first, each half best first."""
    return sorted(ranked, key=lambda r: r.cluster.id not in fresh)


async def _lead(
    ranked: Sequence[Ranked], topic: Topic, origins: Mapping[str, Origins], asker: Asker | None, words: int
) -> tuple[list[Item], list[Refused]]:
    """What the model writes for the bottom line, so far as it holds."""
    if asker is None or not ranked:
        return [], []
    chosen = (await worker.run(select, ranked, _BOTTOM_CHOICE * words, densest=False)).chosen
    offered = [r.cluster for r in chosen[: len(CLUSTER_LABELS) // 2]]
    lines = [line(c, origins[c.id]) for c in offered]
    return await sentences(lambda why: prompts.bottom_line_request(topic, lines, words, why), offered, asker, words)


def _bottom_line(ranked: Sequence[Ranked], lead: Sequence[Item], fresh: frozenset[str], words: int) -> list[Item]:
    """What to know if nothing else is read: the model's sentences, else the best-ranked statements that stand alone."""
    if lead:
        return sorted(lead[:_BOTTOM_ITEMS], key=lambda item: fresh.isdisjoint(item.claim_ids))
    alone = [r for r in ranked if not r.leaning and not r.text[:1].islower()] or list(ranked)
    # A sentence that is worth half of the first is no bottom line.
    worth = _WORTH * max((r.headline for r in alone), default=0.0)
    alone = [r for r in alone if r.headline >= worth or r.cluster.id in fresh]
    # The opening of an article can be a scene: a headline must be among the best facts too.
    best = {r.cluster.id for r in sorted(alone, key=lambda r: -r.rank)[: max(_BOTTOM_POOL, len(alone) // 8)]}
    alone = [r for r in alone if r.cluster.id in best or r.cluster.id in fresh]
    first = select([r for r in alone if r.cluster.id in fresh], words, densest=False).chosen[: _BOTTOM_ITEMS - 1]
    room = words - sum(r.length for r in first)
    rest = [r for r in alone if r not in first and (not first or r.length <= room)]
    more = select(rest, room, [r.text for r in first], densest=False).chosen
    return [verbatim(r.cluster) for r in [*first, *more][:_BOTTOM_ITEMS]]
