"""Composition: facts to a bottom line and sections. A model selects, orders and joins; what it writes is judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from briefing import similarity
from briefing.compose.draft import BOTTOM_ITEMS, Draft, Sentence, draft, of_fact
from briefing.compose.fact import Fact, facts, timeline
from briefing.compose.settle import checked, line, settled
from briefing.prompts import Topic
from briefing.records.brief import Item, ItemSpan, Rejected, Section, Stage
from briefing.records.claim import Composed
from briefing.records.record import Reason

__all__ = [
    "Draft",
    "Fact",
    "checked",
    "draft",
    "facts",
    "finished",
    "joined",
    "led",
    "line",
    "plain",
    "room",
    "settled",
    "timeline",
]

# Of short input a brief is at most this share: more would be a copy.
_SHARE = 0.4
_LEAST_WORDS = 60
# A bottom line is read in one breath.
_BOTTOM_WORDS, _BOTTOM_LEAST, _BOTTOM_SHARE = 80, 35, 0.15
# A section's sentence says again what has been said when so much of its content stands in what was said (0 to 1).
_SAID = 0.6
# Facts of this weight are told whenever there is room.
_NEEDED = 4


def room(length: int, source_words: int) -> tuple[int, int]:
    """Words of the sections and of the bottom line, for articles of so many words."""
    words = min(length, max(_LEAST_WORDS, int(_SHARE * source_words)))
    return words, min(_BOTTOM_WORDS, max(_BOTTOM_LEAST, int(_BOTTOM_SHARE * source_words)))


def led(facts: Sequence[Fact], fresh: Collection[str]) -> tuple[Fact, ...]:
    """The facts with those that are new since an earlier brief before the others of their weight."""
    return tuple(sorted(facts, key=lambda f: (f.stale, -f.weight, f.id not in fresh)))


def plain(facts: Sequence[Fact], topic: Topic, *, bottom_words: int) -> Draft:
    """A draft without a model: the facts' own statements, the most needed first."""
    free = [fact for fact in facts if fact.cluster.within is None and not fact.stale]
    bottom: list[Sentence] = []
    for fact in free:
        used = sum(_words(s) for s in bottom)
        if not bottom or (len(bottom) < BOTTOM_ITEMS and used + len(fact.best.statement.split()) <= bottom_words):
            bottom.append(of_fact(fact))
    led = {fact.id for sentence in bottom for fact in sentence.facts}
    rest = [of_fact(fact) for fact in free if fact.id not in led]
    sections = {s.id: tuple(each for each in rest if each.facts[0].best.section == s.id) for s in topic.sections}
    return Draft(tuple(bottom), sections)


def joined(found: Draft, facts: Sequence[Fact]) -> Draft:
    """The draft with facts that no model was shown, in their own statements, behind the others of their sections."""
    sections = dict(found.sections)
    for fact in facts:
        if not fact.stale:
            sections[fact.best.section] = (*sections.get(fact.best.section, ()), of_fact(fact))
    return Draft(found.bottom_line, sections)


def finished(
    found: Draft,
    facts: Sequence[Fact],
    topic: Topic,
    *,
    words: int,
    pinned: Collection[str] = (),
) -> Composed:
    """The written part within `words` in the sections: nothing twice, nothing needed left out while there is room.

    `pinned` are the ids of facts that a reviewer wants printed as they stand, whatever has to give way.
    """
    now = {fact.id: fact for fact in facts}
    out = Composed()
    # A sentence that was refused stands there as several: none of the others gives way to them.
    leading = _current(found.bottom_line, now, out)[: 2 * BOTTOM_ITEMS]
    # The bottom line is never empty: the most needed fact leads.
    leading = leading or [of_fact(fact) for fact in facts[:1]]
    out.bottom_line = [item(sentence) for sentence in leading]
    told = _Told(leading)
    sections: dict[str, list[Sentence]] = {section.id: [] for section in topic.sections}
    for key in sections:
        for sentence in _current(found.sections.get(key, ()), now, out):
            if told.again(sentence):
                out.rejected.append(_left(sentence, "compose", "said", "it says again what is said before it"))
            else:
                sections[key].append(sentence)
                told.add(sentence)
    for sentence in _within(sections, words, pinned):
        out.rejected.append(_left(sentence, "length", "length", f"over {words} words"))
    _fill(sections, facts, told, words, pinned)
    out.sections = [Section(id=s.id, title=s.title, items=tuple(map(item, sections[s.id]))) for s in topic.sections]
    return out


def _current(sentences: Sequence[Sentence], now: Mapping[str, Fact], out: Composed) -> list[Sentence]:
    """The sentences less those that tell what has been overtaken: superseded, or expected for a day gone by.

    A sentence that tells an old state stays only with what has come of it: with the newest answer to the same question,
    or with both sides of a conflict, which time has not settled. Else its other facts are told in their own statements.
    """
    kept: list[Sentence] = []
    for sentence in sentences:
        mine = [now[fact.id] for fact in sentence.facts if fact.id in now]
        if not any(_unanswered(fact, mine) for fact in mine):
            kept.append(sentence)
            continue
        out.rejected.append(_left(sentence, "compose", "overtaken", "a later report or its day has overtaken it"))
        kept += [of_fact(fact) for fact in mine if not fact.stale and fact.cluster.within is None]
    return kept


def _unanswered(fact: Fact, told: Sequence[Fact]) -> bool:
    """Whether a fact is an old state, told neither with the newer one nor with another side of a conflict."""
    if not fact.stale or any(fact.conflicts & other.conflicts for other in told if other is not fact):
        return False
    current = [other for other in told if not other.stale]
    return not any(set(fact.disputes) & set(other.disputes) for other in current) if fact.disputes else not current


class _Told:
    """What is printed: the facts, those that they hold, and the texts."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._printed = list(sentences)
        self._facts = {fact.id for sentence in sentences for fact in sentence.facts}

    def add(self, sentence: Sentence) -> None:
        self._printed.append(sentence)
        self._facts |= {fact.id for fact in sentence.facts}

    def has(self, fact: Fact) -> bool:
        return fact.id in self._facts or fact.cluster.within in self._facts

    def again(self, sentence: Sentence) -> bool:
        """Whether all facts of a sentence are told, and one printed text holds nearly all that it says."""
        texts = [each.text for each in self._printed] if all(map(self.has, sentence.facts)) else []
        return any(similarity.contains(text, sentence.text) >= _SAID for text in texts)


def _within(sections: Mapping[str, list[Sentence]], words: int, pinned: Collection[str]) -> list[Sentence]:
    """Take out the least weighty sentences, the last of them first, until the rest fits."""
    out: list[Sentence] = []
    total = sum(_words(s) for sentences in sections.values() for s in sentences)
    while total > words:
        free = [
            (sentence.weight, -place, key)
            for key, sentences in sections.items()
            for place, sentence in enumerate(sentences)
            if not any(fact.id in pinned for fact in sentence.facts)
        ]
        if not free:
            break
        _, place, key = min(free)
        sentence = sections[key].pop(-place)
        total -= _words(sentence)
        out.append(sentence)
    return out


def _fill(
    sections: Mapping[str, list[Sentence]], facts: Sequence[Fact], told: _Told, words: int, pinned: Collection[str]
) -> None:
    """Add the needed facts that no sentence tells, in their own statements, while there is room; the desk's always."""
    total = sum(_words(s) for sentences in sections.values() for s in sentences)
    for fact in facts:
        needed = fact.weight >= _NEEDED and fact.cluster.within is None and not fact.stale
        sentence = of_fact(fact)
        fits = total + _words(sentence) <= words
        desk = fact.id in pinned or fact.best.wording == "edited"
        if (desk or (needed and fits)) and not told.has(fact) and fact.best.section in sections:
            sections[fact.best.section].append(sentence)
            told.add(sentence)
            total += _words(sentence)


def _words(sentence: Sentence) -> int:
    return len(sentence.text.split())


def item(sentence: Sentence) -> Item:
    """A sentence in the brief's form. What is a claim's own statement has that claim's wording and check."""
    if (own := sentence.own) is not None:
        sentence = of_fact(own)
    spans = tuple(
        ItemSpan(start=piece.start, end=piece.end, claim_ids=tuple(fact.id for fact in piece.facts))
        for piece in sentence.pieces
    )
    return Item(
        text=sentence.text,
        spans=spans,
        claim_ids=tuple(fact.id for fact in sentence.facts),
        wording=own.best.wording if own else "model",
        check=own.best.check if own else "judged",
    )


def _left(sentence: Sentence, stage: Stage, code: str, detail: str) -> Rejected:
    return Rejected(stage=stage, statement=sentence.text, reason=Reason(code=code, detail=detail))
