"""Who or what fills a place beside a verb, and whether the statement has put something else there."""

from __future__ import annotations

from functools import lru_cache

from briefing import names
from briefing.gate import lexicon
from briefing.gate.mentions import Key, mentions
from briefing.gate.reading import Case, Reading
from briefing.gate.referents import Referents, referents
from briefing.text.clause import Clause, Range
from briefing.text.group import SUBORDINATORS
from briefing.text.words import CALENDAR, NUMERALS, PREPOSITIONS, Word, is_content, lemmas, stem

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
_ANYBODY = frozenset("man woman people person victim".split())
# So far may the words of a qualifier ("over", "at least") stand before their figure.
_QUALIFYING = 12
_WHEN = CALENDAR | frozenset("today tomorrow yesterday tonight".split())


@lru_cache(maxsize=32_768)
def core(reading: Reading, span: Range) -> Range:
    """A range up to its first comma or preposition other than "of": who or what, without where and when."""
    for i in range(*span):
        word = reading.words[i]
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
    return not any(n.span[0] <= word.start < n.end and n.start - word.end <= _QUALIFYING for n in reading.numbers)


def pieces(reading: Reading, span: Range) -> list[Range]:
    """The cores of a range's parts between commas and coordinators, those that open with a preposition left out."""
    found, first = [], span[0]
    for i in range(span[0], span[1] + 1):
        if i == span[1] or reading.words[i].text in ",;" or reading.words[i].lower in ("and", "or", "but"):
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


@lru_cache(maxsize=16_384)
def heads(reading: Reading, span: Range) -> frozenset[str]:
    """The stems that say who or what a core is, not those that tell which ("the hospital's east wing": wing)."""
    tokens = reading.words
    found: set[str] = set()
    for i in range(*span):
        word = tokens[i]
        if word.lower == "of" and found:
            break
        if not is_content(word) or not _noun(reading, word) or word.lower in NUMERALS:
            continue
        if word.lower in _COUNTERS and i + 1 < span[1] and tokens[i + 1].lower == "of":
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
    """Whether two names name the same: by their words, as initials, or as the article introduces them."""
    return names.same(a, b) or case.linked(a, b)


@lru_cache(maxsize=32_768)
def named(reading: Reading, span: Range) -> frozenset[Key]:
    """The names that a core is, not those that only tell whose or which ("Turkey's ministry"), with an apposition's."""
    tokens = reading.words
    found: set[Key] = set()
    for name in reading.names_in(span):
        last = next(i for i in range(*span) if tokens[i].end >= name.end)
        following = tokens[last + 1] if last + 1 < span[1] else None
        possessive = tokens[last].text.endswith(("'s", "’s", "s'", "s’"))
        title = following is not None and following.lower in names.TITLES and following.capital
        if following is not None and is_content(following) and (possessive or not title):
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


def _meant(reading: Reading, span: Range, known: Referents) -> frozenset[Key]:
    """The names that a core of the evidence is or stands for."""
    start, end = reading.words[span[0]].start, reading.words[span[1] - 1].end
    stood = [
        r
        for r in known.references(reading)
        if r.start == start and (r.end >= end or reading.text[r.end :].startswith(" of"))
    ]
    return named(reading, span).union(*(r.keys for r in stood))


def displaced(case: Case, said: Range, reading: Reading, there: Range, whole: Range | None = None) -> str | None:
    """Who or what the evidence has where the statement has somebody or something else; None where they agree.

    `whole` is the range of the evidence that `there` opens, where a list may go on.
    """
    if there[0] >= there[1] or said[0] >= said[1]:
        return None
    known = referents(case.evidence, case.context)
    parts = pieces(reading, whole) if whole is not None else [there]
    mine = named(case.statement, said)
    theirs = frozenset[Key]().union(*(_meant(reading, part, known) for part in (there, *parts)))
    printed = " ".join(w.text for w in reading.words[there[0] : there[1]])
    if {w.lower for w in reading.words[there[0] : there[1]]} <= _NEUTRAL:
        return None
    if mine and theirs:
        return None if any(same_name(case, a, b) for a in mine for b in theirs) else printed
    if mine:
        return _unnamed(case, mine, reading, there, printed)
    spoken = {w.lower for w in case.statement.words[said[0] : said[1]]}
    answered = {w.lower for w in reading.words[there[0] : there[1]]}
    if (spoken <= _MALE and answered <= _FEMALE) or (spoken <= _FEMALE and answered <= _MALE):
        return printed
    if spoken <= _MALE | _FEMALE | _OPEN | {"of"}:
        return None
    whose, theirs_whose = case.statement.names_in(said), reading.names_in(there)
    if whose and theirs_whose and not any(same_name(case, a.key, b.key) for a in whose for b in theirs_whose):
        return printed
    return _head_lost(case, said, reading, (there, *parts), known)


def _unnamed(case: Case, mine: frozenset[Key], reading: Reading, there: Range, printed: str) -> str | None:
    """A name where the evidence has none: what stands there may stand for the name, or is somebody else."""
    words = {w.lower for w in reading.words[there[0] : there[1]]}
    meant = referents(case.evidence, case.context).keys_in(reading, there)
    if len(words) > 1 and any(same_name(case, a, b) for a in mine for b in meant):
        # "pay her 26,000 euros": a pronoun beside another object.
        return None
    if words <= _MALE | _FEMALE:
        return printed
    if words & (_OPEN | {"both", "two", "three"}):
        return None
    their = heads(reading, there)
    own = {w for key in mine for w in key}
    for r in (*case.context, *case.evidence):
        for mention in mentions(r):
            if any(same_name(case, mention.key, k) for k in mine):
                own |= mention.words
    if not their or any(lexicon.describes(a, b) for a in their for b in own):
        return None
    return printed


def _head_lost(case: Case, said: Range, reading: Reading, parts: tuple[Range, ...], known: Referents) -> str | None:
    """Both have a noun: the statement's must be what the evidence's is, not what only describes it."""
    mine = heads(case.statement, said)
    theirs = frozenset[str]().union(*(heads(reading, part) for part in parts))
    if not mine or not theirs:
        return None
    keys = frozenset[Key]().union(*(_meant(reading, part, known) for part in parts))
    meant = set(theirs)
    for r in (*case.context, *case.evidence):
        for mention in mentions(r):
            if any(same_name(case, mention.key, k) for k in keys):
                meant |= mention.words | set(map(stem, mention.key))
    if any(lexicon.alike(a, b) for a in mine for b in meant):
        return _other_kind(case, said, reading, parts, mine)
    # A word of the statement that the evidence has elsewhere has moved here; one that it has nowhere is a word of its
    # own.
    if _same_figure(case, said, reading, parts):
        return None
    if theirs & _ANYBODY and any(m in r.stems for m in mine for r in case.context):
        # "the men" of the miners named before.
        return None
    moved = any(a in r.stems for a in mine for r in case.evidence)
    first = parts[0]
    other = moved or not any(lexicon.may_be(a, b) for a in mine for b in meant)
    return " ".join(w.text for w in reading.words[first[0] : first[1]]) if other else None


def _same_figure(case: Case, said: Range, reading: Reading, parts: tuple[Range, ...]) -> bool:
    """ "received $400,000" for "received payments of $400,000"."""

    def values(held: Reading, span: Range) -> frozenset[float]:
        start, end = held.words[span[0]].start, held.words[span[1] - 1].end
        return frozenset(n.value for n in held.numbers if start <= n.start < end)

    return any(values(case.statement, said) & values(reading, part) for part in parts)


def told_apart(case: Case, said: Range, reading: Reading, there: Range) -> str | None:
    """The word that tells the evidence's noun from the statement's, where both have the same noun: "east" bank."""
    mine = heads(case.statement, said)
    if not any(lexicon.alike(a, b) for a in mine for b in heads(reading, there)):
        return None
    return _other_kind(case, said, reading, (there,), mine)


def _other_kind(
    case: Case, said: Range, reading: Reading, parts: tuple[Range, ...], mine: frozenset[str]
) -> str | None:
    """ "the east wing" is not "the west wing": the same noun, told apart by a word that belongs to another."""
    own = _telling(case.statement, said, mine)
    there = frozenset[str]().union(*(_telling(reading, part, mine) for part in parts))
    extra = {w for w in own if not any(lexicon.alike(w, t) for t in there)}
    left = {t for t in there if not any(lexicon.alike(t, w) for w in own) and t not in case.statement.stems}
    known = {w for w in extra if any(w in r.stems for r in case.evidence)}
    return " ".join(sorted(left)) if left and known and extra == known else None


def _telling(reading: Reading, span: Range, heads: frozenset[str]) -> frozenset[str]:
    """The words right before a noun that tell which one: "east" of "the hospital's east wing"."""
    tokens = reading.words
    return frozenset(
        stem(tokens[i - 1].lower)
        for i in range(span[0] + 1, span[1])
        if stem(tokens[i].lower) in heads
        and is_content(tokens[i - 1])
        and tokens[i - 1].lower not in NUMERALS
        and not _in_name(reading, tokens[i - 1])
    )
