"""Who or what fills a place beside a verb, and whether the statement has put something else there."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import names
from briefing.gate import lexicon
from briefing.gate.mentions import Key, mentions
from briefing.gate.reading import Case, Reading
from briefing.gate.referents import Referents, referents
from briefing.gate.remembered import remembered
from briefing.gate.segments import bases, starts
from briefing.text.clause import Clause, Range
from briefing.text.group import SUBORDINATORS
from briefing.text.words import CALENDAR, NUMERALS, PREPOSITIONS, Word, lemmas, stem

_MALE = frozenset("he him his".split())
_FEMALE = frozenset("she her hers".split())
_PERSONS = frozenset("him her them us me it".split())
_NEUTRAL = frozenset("it they them itself themselves".split())
_OPEN = frozenset("they them it who which that this these those there one some all both each others other".split())
# "none of the patients": patients.
_COUNTERS = frozenset(
    "none majority minority half quarter third number handful couple pair rest dozen dozens hundreds thousands "
    "millions lot share remainder total".split()
)
# These stand for anybody, and for several: whom they mean is not known.
_HIM_OR_HER = _MALE | _FEMALE
_UNSAID = _HIM_OR_HER | _OPEN | {"of"}
_SEVERAL = _OPEN | {"both", "two", "three"}
_ANYBODY = frozenset("man woman people person victim".split())
# So far may the words of a qualifier ("over", "at least") stand before their figure.
_QUALIFYING = 12
_WHEN = CALENDAR | frozenset("today tomorrow yesterday tonight".split())
# A core ends at none but these.
_BOUNDS = _WHEN | SUBORDINATORS | PREPOSITIONS | frozenset(",;:.")


@remembered
def core(reading: Reading, span: Range) -> Range:
    """A range up to its first comma or preposition other than "of": who or what, without where and when."""
    for i in range(*span):
        word = reading.words[i]
        if word.lower not in _BOUNDS:
            continue
        stops = word.text in ",;:." or word.lower in SUBORDINATORS or _preposition(reading, i)
        # "acquitted him of the murders".
        stops = stops or (word.lower == "of" and i > span[0] and reading.words[i - 1].lower in _PERSONS)
        if i > span[0] and (stops or word.lower in _WHEN):
            # "last Thursday".
            dated = word.lower in _WHEN and reading.words[i - 1].lower in ("last", "next", "this", "early", "late")
            return span[0], max(span[0], i - 1) if dated else i
        if i == span[0] and stops:
            return span[0], span[0]
    return span


def _preposition(reading: Reading, i: int) -> bool:
    """Whether a word is a preposition that opens a phrase of its own, not "of" and not "over" before a figure."""
    word = reading.words[i]
    if word.lower not in PREPOSITIONS or word.lower in ("of", "like"):
        return False
    return not reading.numbers or not any(
        n.span[0] <= word.start < n.end and n.start - word.end <= _QUALIFYING for n in reading.numbers
    )


def pieces(reading: Reading, span: Range) -> list[Range]:
    """The cores of a range's parts between commas and coordinators, those that open with a preposition left out."""
    found, first, tokens = [], span[0], reading.words
    for i in range(span[0], span[1] + 1):
        if i == span[1] or tokens[i].lower in (",", ";", "and", "or", "but"):
            part = core(reading, (first, i))
            if part[0] < part[1]:
                found.append(part)
            first = i + 1
    return found


def doer(reading: Reading, clause: Clause) -> Range:
    """Who does it: the subject, or the agent of a passive."""
    if not clause.passive:
        return core(reading, clause.subject)
    by = next((i for i in range(*clause.object) if reading.words[i].lower == "by"), None)
    if by is None or any(
        n.span[0] <= reading.words[min(by + 1, clause.last - 1)].start < n.end for n in reading.numbers
    ):
        # "passed by 12 votes to 11" has no agent.
        return 0, 0
    return core(reading, (by + 1, clause.object[1]))


def done(reading: Reading, clause: Clause) -> Range:
    """What it is done to: the object, or the subject of a passive."""
    return core(reading, clause.subject if clause.passive else clause.object)


@remembered
def sides(reading: Reading) -> dict[int, tuple[Range, Range]]:
    """Of each clause, by its first word: who does it, and what it is done to."""
    return {c.first: (doer(reading, c), done(reading, c)) for c in reading.clauses}


@remembered
def heads(reading: Reading, span: Range) -> frozenset[str]:
    """The stems that say who or what a core is, not those that tell which ("the hospital's east wing": wing)."""
    tokens = reading.words
    found: set[str] = set()
    for i in range(*span):
        word = tokens[i]
        if word.lower == "of" and found:
            break
        if not word.content or not _noun(reading, word) or word.lower in NUMERALS:
            continue
        if word.lower in _COUNTERS and i + 1 < span[1] and tokens[i + 1].lower == "of":
            continue
        following = tokens[i + 1] if i + 1 < span[1] else None
        if following is not None and word.text.endswith(("'s", "’s", "s'", "s’")):
            continue
        if (
            following is not None
            and following.content
            and following.start not in in_names(reading)
            and _noun(reading, following)
        ):
            continue
        found.add(stem(word.lower))
    return frozenset(found)


def _noun(reading: Reading, word: Word) -> bool:
    kinds = lemmas(word.lower)
    return "NOUN" in kinds or not kinds or word.start in in_names(reading)


@remembered
def in_names(reading: Reading) -> frozenset[int]:
    """The offsets of the words that stand in a name."""
    return starts(reading, [(n.start, n.end) for n in reading.names])


def same_name(case: Case, a: Key, b: Key) -> bool:
    """Whether two names name the same: by their words, as initials, or as the article introduces them."""
    return names.same(a, b) or case.linked(a, b)


@remembered
def named(reading: Reading, span: Range) -> frozenset[Key]:
    """The names that a core is, not those that only tell whose or which ("Turkey's ministry"), with an apposition's."""
    tokens = reading.words
    found: set[Key] = set()
    for name in reading.names_in(span):
        last = next(i for i in range(*span) if tokens[i].end >= name.end)
        following = tokens[last + 1] if last + 1 < span[1] else None
        possessive = tokens[last].text.endswith(("'s", "’s", "s'", "s’"))
        title = following is not None and following.lower in names.TITLES and following.capital
        if following is not None and following.content and (possessive or not title):
            continue
        if last and tokens[last - 1].lower == "of" and last > span[0]:
            continue
        found.add(name.key)
    comma = next((i for i in range(span[1], min(span[1] + 4, len(tokens))) if tokens[i].text == ","), None)
    if comma is not None:
        # "her husband, Victor,", "its author, the councillor Beat Zumstein,": the name that ends the apposition is who.
        close = next(
            (i for i in range(comma + 1, len(tokens)) if tokens[i].shape == "mark" and tokens[i].text not in "-/&"),
            len(tokens),
        )
        inside = reading.names_in((comma + 1, close))
        before = [w for w in tokens[comma + 1 : close] if inside and w.end <= inside[-1].start]
        ends = bool(inside) and inside[-1].end >= tokens[close - 1].end - 2
        verbs = any(comma < c.group[0] < close for c in reading.clauses if c.verb)
        if ends and not verbs and not found and not any(w.lower in PREPOSITIONS or w.lower == "and" for w in before):
            found.add(inside[-1].key)
    return frozenset(found)


def _meant(reading: Reading, parts: Sequence[Range], known: Referents) -> set[Key]:
    """The names that cores of the evidence are or stand for."""
    found: set[Key] = set()
    for first, last in parts:
        found |= named(reading, (first, last))
        for reference in known.opening(reading, first):
            if reference.end >= reading.words[last - 1].end or reading.text.startswith(" of", reference.end):
                found |= reference.keys
    return found


def lowers(reading: Reading, span: Range) -> frozenset[str]:
    """The words of a range."""
    return frozenset([w.lower for w in reading.words[span[0] : span[1]]])


def printed(reading: Reading, span: Range) -> str:
    """The words of a range as they stand there, with single blanks."""
    return " ".join([w.text for w in reading.words[span[0] : span[1]]])


def displaced(case: Case, said: Range, reading: Reading, there: Range, whole: Range | None = None) -> str | None:
    """Who or what the evidence has where the statement has somebody or something else; None where they agree.

    `whole` is the range of the evidence that `there` opens, where a list may go on.
    """
    if there[0] >= there[1] or said[0] >= said[1]:
        return None
    mine = named(case.statement, said)
    if not mine.isdisjoint(named(reading, there)):
        return None
    answered = lowers(reading, there)
    if answered <= _NEUTRAL:
        return None
    if mine:
        parts = (there, *(pieces(reading, whole) if whole is not None else ()))
        theirs = _meant(reading, parts, referents(case.evidence, case.context))
        if theirs:
            return None if any(same_name(case, a, b) for a in mine for b in theirs) else printed(reading, there)
        return _unnamed(case, mine, reading, there, answered)
    spoken = lowers(case.statement, said)
    if (spoken <= _MALE and answered <= _FEMALE) or (spoken <= _FEMALE and answered <= _MALE):
        return printed(reading, there)
    if spoken <= _UNSAID:
        return None
    whose = case.statement.names_in(said)
    theirs_whose = reading.names_in(there) if whose else ()
    if theirs_whose and not any(same_name(case, a.key, b.key) for a in whose for b in theirs_whose):
        return printed(reading, there)
    return _head_lost(case, said, reading, (there, *(pieces(reading, whole) if whole is not None else ())))


def _unnamed(case: Case, mine: frozenset[Key], reading: Reading, there: Range, words: frozenset[str]) -> str | None:
    """A name where the evidence has none: what stands there may stand for the name, or is somebody else."""
    meant = referents(case.evidence, case.context).keys_in(reading, there) if len(words) > 1 else ()
    if any(same_name(case, a, b) for a in mine for b in meant):
        # "pay her 26,000 euros": a pronoun beside another object.
        return None
    if words <= _HIM_OR_HER:
        return printed(reading, there)
    if not words.isdisjoint(_SEVERAL):
        return None
    their = heads(reading, there)
    own = {w for key in mine for w in key}
    for r in (*case.context, *case.evidence):
        for mention in mentions(r):
            if any(same_name(case, mention.key, k) for k in mine):
                own |= mention.words
    if not their or any(lexicon.describes(a, b) for a in their for b in own):
        return None
    return printed(reading, there)


def _head_lost(case: Case, said: Range, reading: Reading, parts: tuple[Range, ...]) -> str | None:
    """Both have a noun: the statement's must be what the evidence's is, not what only describes it."""
    mine = heads(case.statement, said)
    if not mine:
        return None
    theirs = heads(reading, parts[0]).union(*[heads(reading, part) for part in parts[1:]])
    if not theirs:
        return None
    if _meet(mine, theirs):
        return _other_kind(case, said, reading, parts, mine)
    meant = theirs | _words_for(case, reading, parts)
    if _meet(mine, meant):
        return _other_kind(case, said, reading, parts, mine)
    # A word of the statement that the evidence has elsewhere has moved here; one that it has nowhere is a word of its
    # own.
    if _same_figure(case, said, reading, parts):
        return None
    if theirs & _ANYBODY and any(m in r.stems for m in mine for r in case.context):
        # "the men" of the miners named before.
        return None
    moved = any(a in r.stems for a in mine for r in case.evidence)
    other = moved or not any(lexicon.may_be(a, b) for a in mine for b in meant)
    return printed(reading, parts[0]) if other else None


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some.isdisjoint(others) or any(lexicon.alike(a, b) for a in some for b in others)


def _words_for(case: Case, reading: Reading, parts: tuple[Range, ...]) -> set[str]:
    """What the article says of the names that cores of the evidence are or stand for, and their words."""
    found: set[str] = set()
    keys = _meant(reading, parts, referents(case.evidence, case.context))
    for r in (*case.context, *case.evidence) if keys else ():
        for mention in mentions(r):
            if any(same_name(case, mention.key, k) for k in keys):
                found |= mention.words.union(map(stem, mention.key))
    return found


def _same_figure(case: Case, said: Range, reading: Reading, parts: tuple[Range, ...]) -> bool:
    """ "received $400,000" for "received payments of $400,000"."""

    def values(held: Reading, span: Range) -> frozenset[float]:
        start, end = held.words[span[0]].start, held.words[span[1] - 1].end
        return frozenset(n.value for n in held.numbers if start <= n.start < end)

    return any(values(case.statement, said) & values(reading, part) for part in parts)


def told_apart(case: Case, said: Range, reading: Reading, there: Range) -> str | None:
    """The word that tells the evidence's noun from the statement's, where both have the same noun: "east" bank."""
    mine = heads(case.statement, said)
    if not _meet(mine, heads(reading, there)):
        return None
    return _other_kind(case, said, reading, (there,), mine)


def _other_kind(
    case: Case, said: Range, reading: Reading, parts: tuple[Range, ...], mine: frozenset[str]
) -> str | None:
    """ "the east wing" is not "the west wing": the same noun, told apart by a word that belongs to another."""
    own = _telling(case.statement, said, mine)
    if not own:
        return None
    there = frozenset[str]().union(*[_telling(reading, part, mine) for part in parts])
    extra = [w for w in own if w not in there and not any(lexicon.alike(w, t) for t in there)]
    if not extra or not all(any(w in r.stems for r in case.evidence) for w in extra):
        return None
    left = {t for t in there if not any(lexicon.alike(t, w) for w in own) and t not in case.statement.stems}
    return " ".join(sorted(left)) if left else None


def _telling(reading: Reading, span: Range, heads: frozenset[str]) -> frozenset[str]:
    """The words right before a noun that tell which one: "east" of "the hospital's east wing"."""
    found: list[str] = []
    stems, tokens = bases(reading), reading.words
    for i in range(span[0] + 1, span[1]):
        if stems[i - 1] and stem(tokens[i].lower) in heads:
            before = tokens[i - 1]
            if before.lower not in NUMERALS and before.start not in in_names(reading):
                found.append(stems[i - 1])
    return frozenset(found)
