"""The digest's text: the best sentences as they stand, within a length, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from itertools import chain

from briefing.digest.rank import WHY, Line, Ranking
from briefing.digest.reading import terms
from briefing.prompts import Topic
from briefing.records.brief import Item, ItemSpan, Rejected, Section, Stage
from briefing.records.claim import Composed
from briefing.records.record import Reason
from briefing.similarity import Similarity, joined

# More than half of a short input would be a copy of it.
_SHARE = 0.5
# So many of the best are looked at: no brief prints more.
_POOL = 400
# Two sentences this close (0 to 1) may tell one thing. To leave one out is no loss beside telling a thing twice.
_CLOSE = 0.4
# So many sentences follow another: a paragraph of the news has three.
_FOLLOWING = 2
# A bottom line is read in one breath, and of short input it is a tenth; one sentence it is always.
_BOTTOM_ITEMS, _BOTTOM_WORDS, _BOTTOM_SHARE = 3, 90, 0.1


def compose(
    ranking: Ranking, topic: Topic, *, words: int, length: int, fresh: Set[str], pinned: Set[str], shown: Set[str]
) -> Composed:
    """The bottom line and the sections, of at most `length` words and half of the `words` of the input.

    The clusters named in `fresh` lead, those in `pinned` are printed whatever the length. Each cluster is printed once,
    `shown` elsewhere in the brief, or among the rejected, with why.
    """
    why: dict[str, str] = {}
    chosen = [line for line in ranking.lines if line.id in pinned]
    possible = sorted(_possible(ranking, pinned, why), key=lambda line: line.id not in fresh)
    lines = once(possible, _CLOSE)
    why |= dict.fromkeys({line.id for line in possible} - {line.id for line in lines}, "told")
    bottom = _bottom(lines, min(_BOTTOM_WORDS, int(_BOTTOM_SHARE * words)))
    if not bottom and not chosen:
        # A brief always comes out: a sentence that leans a little is better than none.
        bottom = sorted(ranking.lines, key=lambda line: line.day, reverse=True)[:1]
    free = [line for line in lines if line not in bottom]
    room = min(length, int(_SHARE * words)) - sum(line.size for line in chosen)
    firsts = [next((line for line in free if line.section == section.id), None) for section in topic.sections]
    for line in [*filter(None, firsts), *(line for line in free if line not in firsts)]:
        if line.size <= room:
            chosen.append(line)
            room -= line.size
    # What is newer comes before what it overtakes.
    passages = [[line] for line in sorted(chosen, key=lambda line: line.day, reverse=True)]
    _follow(passages, ranking, room, [*bottom, *chosen])
    printed = {line.id for line in (*bottom, *chain.from_iterable(passages))} | shown
    return Composed(
        [_item(line) for line in bottom],
        [
            Section(
                id=s.id,
                title=s.title,
                items=tuple(_item(line) for passage in passages if passage[0].section == s.id for line in passage),
            )
            for s in topic.sections
        ],
        [_rejected(line, why.get(line.id, "length")) for line in ranking.lines if line.id not in printed],
    )


def _follow(passages: Sequence[list[Line]], ranking: Ranking, room: int, told: Sequence[Line]) -> None:
    """Print behind a sentence what its article says next: what leans on it can be read there, and nowhere else."""
    nexts = {(line.article.id, line.before): line for line in ranking.lines}
    texts, taken = [line.text for line in told], {line.id for line in told}
    for _ in range(_FOLLOWING):
        for passage in passages:
            last = passage[-1]
            line = nexts.get((last.article.id, last.before + 1))
            if line is None or line.id in taken or line.size > room:
                continue
            similarity = Similarity([line.text, *texts])
            if ranking.follows(line) and all(similarity.score(0, n) < _CLOSE for n in range(1, len(texts) + 1)):
                passage.append(line)
                texts.append(line.text)
                taken.add(line.id)
                room -= line.size


def _possible(ranking: Ranking, pinned: Set[str], why: dict[str, str]) -> list[Line]:
    """The best lines that can be printed; of those before them `why` says why not."""
    found: list[Line] = []
    for line in ranking.lines:
        if len(found) == _POOL:
            break
        if line.id in pinned:
            continue
        if code := ranking.bar(line):
            why[line.id] = code
        else:
            found.append(line)
    return found


def once(lines: Sequence[Line], close: float) -> list[Line]:
    """Of lines that may tell one thing the best, or the newest where the best has other figures; the others fall."""
    near = [(i, j) for i, j, _ in Similarity([line.text for line in lines]).candidates(close)]
    near += _of_one_day(lines)
    # Where two name days to come, and none of them is the same, each is told.
    apart = [(lines[i].ahead, lines[j].ahead) for i, j in near]
    matter = joined(pair for pair, (a, b) in zip(near, apart, strict=True) if not (a and b) or a & b)
    told: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(len(lines)):
        told[matter.get(place, place)].append(place)
    return [lines[place] for place in sorted(_kept(some, lines) for some in told.values())]


def _kept(places: Sequence[int], lines: Sequence[Line]) -> int:
    best, newest = places[0], max(places, key=lambda place: (lines[place].article.published or "", -place))
    still = lines[best].ahead or lines[best].reading.numbers <= lines[newest].reading.numbers
    return best if still else newest


def _of_one_day(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Pairs of lines that name one day to come, and of which one has half of the names of the other, or more."""
    dated = [(place, line.ahead, terms(line.text).names) for place, line in enumerate(lines) if line.ahead]
    return [
        (i, j)
        for n, (i, days, names) in enumerate(dated)
        for j, others, more in dated[n + 1 :]
        if days & others and 2 * len(names & more) >= min(len(names), len(more))
    ]


def _bottom(lines: Sequence[Line], room: int) -> list[Line]:
    """The best sentences that open their articles, or follow the first."""
    found: list[Line] = []
    for line in lines:
        if len(found) < _BOTTOM_ITEMS and line.before < 2 and (not found or line.size <= room):
            found.append(line)
            room -= line.size
    return found or list(lines[:1])


def _item(line: Line) -> Item:
    best, ids = line.cluster.best, (line.id,)
    span = ItemSpan(start=0, end=len(line.text), claim_ids=ids)
    return Item(text=line.text, spans=(span,), claim_ids=ids, wording=best.wording, check=best.check)


def _rejected(line: Line, code: str) -> Rejected:
    stage: Stage = "length" if code == "length" else "compose"
    reason = Reason(code=code, detail=WHY[code])
    return Rejected(source_id=line.article.id, path=line.article.path, stage=stage, statement=line.text, reason=reason)
