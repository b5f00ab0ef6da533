"""Who or what fills a place beside a verb, and whether the statement has put something else there."""

from __future__ import annotations

from functools import lru_cache

from briefing import names
from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.referents import Key, Referents, mentions, referents
from briefing.text.clause import Clause, Range
from briefing.text.words import PREPOSITIONS, Word, is_content, lemmas, stem

_MALE = frozenset("he him his".split())
_FEMALE = frozenset("she her hers".split())
_OPEN = frozenset("they them it who which that this these those there one some all both each others other".split())


def core(reading: Reading, span: Range) -> Range:
    """A range up to its first comma or preposition other than "of": who or what, without where and when."""
    for i in range(*span):
        word = reading.words[i]
        if i > span[0] and (word.text in ",;:" or (word.lower in PREPOSITIONS and word.lower not in ("of", "like"))):
            return span[0], i
        if i == span[0] and word.lower in PREPOSITIONS and word.lower not in ("of", "over", "about", "around", "under", "up"):
            return span[0], span[0]
    return span


def doer(reading: Reading, clause: Clause) -> Range:
    """Who does it: the subject, or the agent of a passive."""
    if not clause.passive:
        return core(reading, clause.subject)
    by = next((i for i in range(*clause.object) if reading.words[i].lower == "by"), None)
    return core(reading, (by + 1, clause.object[1])) if by is not None else (0, 0)


def done(reading: Reading, clause: Clause) -> Range:
    """What it is done to: the object, or the subject of a passive."""
    return core(reading, clause.subject if clause.passive else clause.object)


@lru_cache(maxsize=16_384)
def heads(reading: Reading, span: Range) -> frozenset[str]:
    """The stems that say who or what a core is, without those that only tell which ("the hospital's east wing": wing)."""
    tokens = reading.words
    found: set[str] = set()
    for i in range(*span):
        word = tokens[i]
        if word.lower == "of":
            break
        if not is_content(word) or not _noun(reading, word):
            continue
        following = tokens[i + 1] if i + 1 < span[1] else None
        modifies = following is not None and is_content(following) and _noun(reading, following)
        possessive = word.text.endswith(("'s", "’s", "s'", "s’")) and following is not None
        if (modifies and not _in_name(reading, following) and not _in_name(reading, word)) or possessive:
            continue
        if modifies and _in_name(reading, word) and not _in_name(reading, following):
            continue
        found.add(stem(word.lower))
    return frozenset(found)


def _noun(reading: Reading, word: Word) -> bool:
    kinds = lemmas(word.lower)
    return "NOUN" in kinds or not kinds or _in_name(reading, word)


def _in_name(reading: Reading, word: Word | None) -> bool:
    return word is not None and any(n.start <= word.start < n.end for n in reading.names)


def same_name(case: Case, a: Key, b: Key) -> bool:
    """Whether two names name the same: by their words, as initials, or because the article introduces one for the other."""
    return names.same(a, b) or case.linked(a, b)


def displaced(case: Case, said: Range, reading: Reading, there: Range) -> str | None:
    """Who or what the evidence has in the place where the statement has somebody or something else; None where they agree."""
    known = referents(case.evidence, case.context)
    mine = {n.key for n in case.statement.names_in(said)}
    theirs = known.keys_in(reading, there)
    printed = " ".join(w.text for w in reading.words[there[0] : there[1]])
    if there[0] >= there[1] or said[0] >= said[1]:
        return None
    if mine and theirs:
        if any(same_name(case, a, b) for a in mine for b in theirs):
            return _head_lost(case, said, reading, there, known)
        return printed
    if mine:
        return _unnamed(case, mine, reading, there, known, printed)
    spoken = {w.lower for w in case.statement.words[said[0] : said[1]]}
    answered = {w.lower for w in reading.words[there[0] : there[1]]}
    if (spoken <= _MALE and answered <= _FEMALE) or (spoken <= _FEMALE and answered <= _MALE):
        return printed
    if spoken & (_MALE | _FEMALE | _OPEN):
        return None
    return _head_lost(case, said, reading, there, known)


def _unnamed(case: Case, mine: set[Key], reading: Reading, there: Range, known: Referents, printed: str) -> str | None:
    """The statement has a name where the evidence has none: a pronoun or a noun that stands for it, or somebody else."""
    words = reading.words[there[0] : there[1]]
    if len(words) == 1 and words[0].lower in _OPEN | _MALE | _FEMALE:
        # Nobody can tell for whom it stands; a name of the same sentence may still be meant.
        here = {n.key for r in case.evidence for n in r.names}
        told = any(same_name(case, a, b) for a in mine for b in here)
        return None if told and words[0].lower in _OPEN else printed if words[0].lower in _MALE | _FEMALE else None
    their = heads(reading, there)
    own = {stem(w) for key in mine for w in key} | {w for key in mine for w in key}
    described = {w for r in (*case.context, *case.evidence) for m in mentions(r) if any(same_name(case, m.key, k) for k in mine) for w in m.words}
    if not their or any(lexicon.alike(a, b) for a in their for b in own | described):
        return None
    return printed


def _head_lost(case: Case, said: Range, reading: Reading, there: Range, known: Referents) -> str | None:
    """Both have a noun: what the statement's noun is must be what the evidence's noun is, not what only describes it."""
    mine, theirs = heads(case.statement, said), heads(reading, there)
    if not mine or not theirs:
        return None
    if known.open_in(reading, there) and not theirs:
        return None
    meant = set(theirs)
    for r in (*case.context, *case.evidence):
        for mention in mentions(r):
            if set(map(stem, mention.key)) & theirs or mention.key in known.keys_in(reading, there):
                meant |= mention.words | set(map(stem, mention.key))
    own = set(mine)
    for mention in mentions(case.statement):
        if set(map(stem, mention.key)) & mine:
            own |= mention.words
    if any(lexicon.alike(a, b) for a in own for b in meant):
        return None
    # A word of the statement that the evidence has elsewhere has moved here; one that it has nowhere is a word of its own.
    moved = {a for a in mine if any(a in r.stems for r in case.evidence)}
    return " ".join(w.text for w in reading.words[there[0] : there[1]]) if moved else None
