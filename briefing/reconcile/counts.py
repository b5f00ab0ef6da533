"""What a number of a claim counts: the thing, what is said of it, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing import names
from briefing.dates import DateMention
from briefing.numbers import Number
from briefing.reconcile import beside
from briefing.reconcile.counted import (
    ACT,
    HOLDS,
    MOVES,
    OF_PEOPLE,
    PEOPLE,
    STAFF,
    STATE,
    THING,
    TROOPS,
    phrase_of,
    phrase_state,
    state_of,
)
from briefing.reconcile.cues import Cues
from briefing.reconcile.lazy import lazy
from briefing.reconcile.lines import Fact, Line
from briefing.reconcile.papers import Key
from briefing.text.words import (
    AUXILIARIES,
    DETERMINERS,
    NUMERALS,
    PREPOSITIONS,
    PRONOUNS,
    STOP,
    Word,
    lemmas,
    stem,
    words,
)

_SINCE = re.compile(r"\b(?:since|by|until|as of|up to)\s*$", re.IGNORECASE)
_INCREMENT = re.compile(r"\b(?:another|additional|further|extra|more|other|others|new)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"^\s+(?:of|among) (?:them|these|those|whom|which)\b(?! who)", re.IGNORECASE)
_OF_WHOLE = re.compile(rf"^\s+(?:out )?of (?:the |its |their )?{beside.FIGURE}\b", re.IGNORECASE)
_LEADS_PART = re.compile(r"^(?:of|among) (?:these|them|those|the \w+)\b", re.IGNORECASE)
_FORCE = re.compile(r"\b(?:mission|contingent|force|troops?)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no[ -]one|nobody|none|no (?:people|persons?|residents?|civilians?|casualties|injuries|deaths"
    r"|arrests|victims|fatalities|lives))\b",
    re.IGNORECASE,
)
# "In the tents nobody has died": nobody of a part, whoever died elsewhere.
_IN_PART = re.compile(r"^(?:in|at|among|on|of) (?:the|this|that|its|their|our) [a-z]", re.IGNORECASE)
_PLURAL_SUBJECT = re.compile(r"[a-z]+s\b", re.IGNORECASE)
# "LM 418", "BR 90": what a letter code numbers is no count.
_CODED = re.compile(r"\b[A-Z]{1,4}[ -]?$")
_FROM = re.compile(r"\s+from (?:the )?")
_NONE_CUES = Cues(lambda word: not {"no", "nobody", "none"}.isdisjoint(word.split("-")))
_KINDS = frozenset({"count", "money", "percent", "measure", "duration"})
_ENDS_PHRASE = (
    PREPOSITIONS
    | AUXILIARIES
    | frozenset("and or who that which not because although though while whereas when if unless so as".split())
)
# What can stand between a counted noun and the word that says what became of it.
_BETWEEN = AUXILIARIES | frozenset("still yet also now already since reportedly".split())
_UNSAID = frozenset("of the its their".split())
_NO_NOUN = DETERMINERS | frozenset("them us ago later earlier alone far so home abroad away past beyond".split())
# Where a date or a place begins, the noun phrase has ended: "14 places last week", "190 metres past the end".
_TIMED = frozenset("last next this past beyond".split())
_OUTBREAK = re.compile(r"\b(?:outbreak|epidemic|disease|virus|infections?)\b", re.IGNORECASE)
# Verbs whose subject may say what became of those counted.
_PLACES = MOVES | {"be", "put"}
# Words that are no head of a subject.
_SMALL = PREPOSITIONS | DETERMINERS | PRONOUNS
_INTRODUCE = frozenset("number total figure toll".split())
_RELATIVE = frozenset(("that", "who", "which"))
# Longer noun phrases are misread clauses.
_PHRASE_WORDS = 4


@dataclass(eq=False)
class Count:
    """A number with what it counts. `value` and `noun` are as printed, `thing` and `state` in comparing form.

    `number` is None for a stated zero ("no one was hurt"). `holder` names whose share it is. An `increment` adds to
    another count, a `former` value no longer holds, a `part` is of a whole that was counted before.
    """

    line: Line
    number: Number | None
    start: int
    end: int
    low: float
    high: float | None
    kind: str
    value: str
    fact: Fact
    noun: str
    thing: str
    state: str
    holder: frozenset[Key]
    increment: bool = False
    former: bool = False
    part: bool = False

    @property
    def people(self) -> bool:
        """Whether it counts what happened to people."""
        return self.state in OF_PEOPLE

    @lazy
    def subject(self) -> frozenset[str]:
        """The common nouns of the clause's subject in comparing form."""
        words = self.line.reading.words[slice(*self.fact.clause.subject)]
        return frozenset(_heads([w for w in words if w.start < self.start or w.start >= self.end]))

    @lazy
    def days(self) -> list[DateMention]:
        """The dates in its fact, but for those since when or until when it was taken."""
        text = self.line.claim.statement
        inside = (d for d in self.line.reading.dates if self.fact.start <= d.start < self.fact.end)
        return [d for d in inside if d.kind != "vague" and not _SINCE.search(text[: d.start])]

    @lazy
    def years(self) -> frozenset[str]:
        """The years of the clause that holds the number and of the one it hangs on, not of asides between them."""
        clauses = (self.line.reading.clause_at(self.start), self.fact.clause)
        return frozenset(year for clause in clauses for year in self.line.years(clause.start, clause.end))

    @property
    def reading(self) -> tuple[float, float | None]:
        """What makes two reports the same value."""
        return self.low, self.high

    @property
    def qualifier(self) -> str:
        """The qualifier of the number, "" for none."""
        return (self.number.qualifier or "").lower() if self.number else ""


def find(line: Line) -> list[Count]:
    """The counts of a claim, in the order of its words."""
    if not line.english:
        return []
    found: list[Count] = []
    text = line.claim.statement
    nones = [(m.start(), m.end()) for m in _NONE.finditer(text)] if _NONE_CUES.within(line.reading.lowers) else []
    for number in line.reading.numbers:
        if number.kind not in _KINDS or any(start <= number.start < end for start, end in nones):
            continue
        if beside.counts_nothing(text, number):
            continue
        count = _count(line, number)
        if not count.noun and count.kind == "count" and _CODED.search(text[: number.start]):
            continue
        # "Another 30 were injured" behind "12 were killed" adds to no earlier 30.
        if count.increment and count.people and not _told_before(line, count):
            count = replace(count, increment=False)
        found.append(count)
    return found + [zero for start, end in nones if (zero := _zero(line, start, end)) is not None]


def _count(line: Line, number: Number) -> Count:
    text, fact = line.claim.statement, line.fact_at(number.start)
    behind = text[number.end :]
    whole = _OF_WHOLE.match(behind)
    of_them = bool(_OF_THEM.match(behind))
    phrase = _noun_phrase(line, number.end + (whole.end() if whole else 0), of_them)
    noun = phrase[-1].lower if phrase else ""
    after = phrase[-1].end if phrase else number.end
    meant = _meant_by_them(line, number.start) if of_them and not noun else ""
    state = _state(line, fact, noun or meant, after)
    start, end = beside.extent(text, number)
    leads = not meant and bool(_LEADS_PART.match(text[fact.start :])) and fact.clause.verb not in HOLDS
    return Count(
        line=line,
        number=number,
        start=number.start,
        end=number.end,
        low=float(number.value),
        high=None if number.high is None else float(number.high),
        kind=number.kind,
        value=text[start:end],
        fact=fact,
        noun=" ".join(w.text for w in phrase) or meant,
        thing=_thing(line, fact, noun or meant, state, number),
        state=state,
        holder=_holder(line, fact, phrase, after),
        increment=bool(_INCREMENT.search(text[max(0, start - len("additional ")) : start]))
        or (bool(phrase) and phrase[0].lower in ("more", "others", "other", "additional", "further", "new")),
        former=beside.former(text, number.start),
        part=leads or (of_them and not meant) or beside.included(text, number.start),
    )


def _meant_by_them(line: Line, at: int) -> str:
    """The plural noun that "31 of them" counts, where it was named and not counted in the sentence before, else ""."""
    before = line.article.text[: line.claim.evidence[0].start].rstrip()
    sentence = before[max(before.rfind(mark, 0, len(before) - 1) for mark in ".!?\n") + 1 :]
    if _PLURAL_SUBJECT.search(line.claim.statement[:at]) or any(c.isdigit() for c in sentence):
        return ""
    told = [w for w in words(sentence) if w.shape == "word"]
    plural = [w.lower for w in told if w.lower not in STOP and w.lower.endswith("s") and "NOUN" in lemmas(w.lower)]
    return (
        plural[0] if len(plural) == 1 and plural[0] == told[0].lower and not NUMERALS & {w.lower for w in told} else ""
    )


def _told_before(line: Line, count: Count) -> bool:
    """Whether the article has counted the same before, so that "another 30" comes on top of it."""
    before = line.article.text[: line.claim.evidence[0].start] + line.claim.statement[: count.start]
    return any(state_of(word.lower()) == count.state for word in _WORD.findall(before))


def _zero(line: Line, start: int, end: int) -> Count | None:
    """The count of "no one was hurt": nought, where something is said that happens to people."""
    fact = line.fact_at(start)
    text = line.claim.statement[start:end]
    state = state_of(text.split()[-1].lower()) or _state(line, fact, "", end)
    if state not in OF_PEOPLE:
        return None
    part = bool(_IN_PART.match(line.claim.statement[:start]))
    return Count(line, None, start, end, 0.0, None, "count", text, fact, "", PEOPLE, state, frozenset(), part=part)


def _noun_phrase(line: Line, start: int, of_them: bool) -> list[Word]:
    """The words of the counted noun phrase from `start` on: up to a preposition, verb or mark."""
    tokens = line.reading.words
    verbs = line.verb_starts
    phrase: list[Word] = []
    for word in tokens:
        if word.start < start or (not phrase and not of_them and word.lower in _UNSAID):
            continue
        if word.shape != "word" or word.lower in _ENDS_PHRASE:
            break
        kinds = lemmas(word.lower)
        verb = set(kinds) == {"VERB"} if phrase else "VERB" in kinds and not kinds.keys() & {"NOUN", "ADJ"}
        said = bool(phrase) and word.lower in STATE and not word.lower.endswith("s")
        participle = bool(phrase) and word.lower.endswith(("ed", "ing")) and "VERB" in kinds
        timed = word.lower in _TIMED or (bool(phrase) and word.start in verbs)
        if verb or said or participle or timed:
            break
        phrase.append(word)
        if len(phrase) == _PHRASE_WORDS:
            break
    while phrase and (phrase[-1].lower in _NO_NOUN or not _can_be_noun(phrase[-1].lower)):
        phrase.pop()
    return phrase


def _can_be_noun(word: str) -> bool:
    kinds = lemmas(word)
    return not kinds or "NOUN" in kinds or bool(state_of(word))


def _state(line: Line, fact: Fact, noun: str, after: int) -> str:
    """What is said of the thing: by the noun itself, what follows it, the verb, or the subject of a moving verb."""
    if noun and (state := state_of(noun)):
        return state
    if noun == "cases" and _OUTBREAK.search(line.claim.statement):
        return state_of("infected")
    words = line.reading.words
    behind = next((w for w in words if w.start >= after and w.lower not in _BETWEEN), None)
    if behind is not None and behind.shape == "word" and (state := state_of(behind.lower)):
        return state
    if state := phrase_state(line.claim.statement[fact.start : fact.end]):
        return state
    clause = line.reading.clause_at(behind.start if behind is not None else after)
    for verb in (clause.verb if clause.start <= after else "", fact.clause.verb):
        if state := state_of(verb):
            return state
    if fact.clause.verb in _PLACES:
        subject = words[fact.clause.subject[0] : fact.clause.group[0]]
        if subject and (state := phrase_state(line.claim.statement[subject[0].start : subject[-1].end])):
            return state
        for word in reversed(subject):
            if word.shape == "word" and (state := state_of(word.lower)):
                return state
        if fact.clause.verb in MOVES and (told := _told_of(line, fact)):
            # "The number of birds that volunteers have collected has risen": what is said of them.
            return state_of(told) or ACT.get(told, told)
        if fact.clause.verb in MOVES and (heads := _heads(subject)):
            return heads[0]
    return ACT.get(fact.clause.verb, fact.clause.verb)


def _told_of(line: Line, fact: Fact) -> str:
    """The verb of a relative clause behind a subject, "" for none."""
    first, last = fact.clause.subject[0], fact.clause.group[0]
    inside = (c for c in line.reading.clauses if first < c.group[0] and c.last <= last and c.form == "finite")
    return next((c.verb for c in inside if c.marker in _RELATIVE), "")


def _heads(subject: Sequence[Word]) -> list[str]:
    """The common nouns of a subject in comparing form; words that only introduce what is counted are left out."""
    stems = [
        stem(w.lower) for w in subject if w.shape == "word" and w.lower not in _SMALL and not (w.start and w.capital)
    ]
    return [s for s in stems if s not in _INTRODUCE]


def _thing(line: Line, fact: Fact, noun: str, state: str, number: Number) -> str:
    if number.kind != "count":
        return f"{number.kind} {number.unit or ''}".strip()
    if noun:
        root = stem(noun)
        if root == "member" and any(_FORCE.search(t) for t in (line.claim.statement, line.article.title or "")):
            return TROOPS
        if root == "case" and state == STATE["infect"]:
            return PEOPLE
        thing = THING.get(root) or THING.get(noun) or (PEOPLE if state_of(noun) else root)
        return STAFF if thing == PEOPLE and fact.clause.verb == "employ" else thing
    if state in OF_PEOPLE:
        return PEOPLE
    # "The number of applications rose to 90": what is counted stands behind "of".
    heads = _heads(line.reading.words[fact.clause.subject[0] : fact.clause.subject[1]])
    return THING.get(heads[-1], heads[-1]) if heads else ""


def _holder(line: Line, fact: Fact, phrase: Sequence[Word], after: int) -> frozenset[Key]:
    """Whose share a stock is: the subject of "has", a name in the noun phrase, or the name behind "from"."""
    found: set[Key] = set()
    if fact.clause.verb in HOLDS and not fact.clause.passive:
        found |= fact.subject
    # Names are read only where one can stand: they begin with a capital.
    from_it = _FROM.match(line.claim.statement, after)
    if from_it or any(word.capital for word in phrase):
        for name in line.reading.names:
            inside = any(word.start <= name.start < word.end for word in phrase)
            if inside or (from_it and from_it.end() == name.start):
                found.add(name.key)
    return frozenset(found)


def state_word(count: Count) -> str:
    """The words of the claim that say what happens to those counted ("injured", "brought to safety"), "" for none."""
    near = sorted((w for w in count.line.reading.words if w.shape == "word"), key=lambda w: abs(w.start - count.end))
    word = next((w.lower for w in near if state_of(w.lower) == count.state), "")
    return word or phrase_of(count.line.claim.statement, count.state)


def printed_names(line: Line, keys: frozenset[Key]) -> list[str]:
    """The names behind some keys as the claim prints them, in order, each once."""
    counted = [(n.start, n.end) for n in line.reading.numbers]
    return list(
        dict.fromkeys(
            name.text
            for name in line.reading.names
            if any(names.same(name.key, key) for key in keys) and not any(s <= name.start < e for s, e in counted)
        )
    )
