"""What a pronoun at the head of a verbatim fact stands for, in square brackets behind it, as editors do.

Only where the article offers exactly one answer: "she [Vjosa Osmani] said", "this mission [the KFOR mission]". Where it
offers none or several the words stay as they are, and the fact is not chosen to stand first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.gate.reading import Reading, read
from briefing.names import TITLES, Name, is_place
from briefing.text.clause import REPORTING
from briefing.text.words import PREPOSITIONS, fold

_PERSONAL = frozenset(("he", "she"))
_POINTER = re.compile(
    r"\b[Tt]his (mission|visit|agreement|deal|company|force|treaty|law|plan|project|bank|party|union|court|group|"
    r"operation|team)\b"
)
# The pronoun must be the subject of the fact, which stands among its first words.
_HEAD = 3
_APPOSED = re.compile(
    r", (?:who\b|(?:an?|the) (?:\w+ ){0,2}(?:head|chair|chief|leader|member|manager|officer|doctor|teacher|"
    r"nurse|driver|worker|judge|lawyer|player|coach|owner|founder|widow|mother|father|student|pensioner|director|editor)\b|"
    r"\d{2},)"
)
# A name with one of these is a body's, however many words it has.
_BODIES = frozenset(
    "united european north south east west new council union office bank court police army ministry party company"
    " group city county "
    "university institute agency radio states nations republic street lane river".split()
)


def points(fact: str) -> bool:
    """Whether the fact's words hold a pronoun or a "this" that `resolved` would look up."""
    return "his " in fact or any(word.lower in _PERSONAL for word in read(fact).words[:_HEAD])


def resolved(fact: str, before: Sequence[str]) -> str:
    """The fact's words with the antecedent of its subject pronoun, or of "this mission", in brackets.

    `before` is what stands before it: earlier sentences, and the words of its own sentence.
    """
    reading = read(fact)
    for word in reading.words[:_HEAD]:
        if word.lower in _PERSONAL:
            name = _person(before)
            return f"{fact[: word.end]} [{name}]{fact[word.end :]}" if name else fact
    pointer = _POINTER.search(fact)
    if pointer:
        phrase = _phrase(pointer.group(1), before)
        if phrase:
            return f"{fact[: pointer.end()]} [{phrase}]{fact[pointer.end() :]}"
    return fact


def _person(before: Sequence[str]) -> str | None:
    """The only person who is a subject in the nearest text before that has a name as its subject."""
    for text in reversed(before):
        reading = read(text)
        subjects: dict[tuple[str, ...], str] = {}
        others = False
        for clause in reading.clauses:
            if clause.form != "finite":
                continue
            heads = _heads(reading, clause.subject)
            for name in heads:
                subjects.setdefault(name.key, _titled(reading, name))
            tokens = reading.words[clause.subject[0] : clause.subject[1]]
            others = others or (not heads and any(w.lower not in _PERSONAL for w in tokens))
        if subjects:
            (key, printed), *more = subjects.items()
            return printed if not more and _is_person(key, before) else None
        if others:
            # Another subject stands between: the pronoun may be his.
            return None
    return None


def _is_person(key: tuple[str, ...], before: Sequence[str]) -> bool:
    """Whether the article treats the name as a person.

    Gives it a title, or lets it speak under a first name and a last.
    """
    for text in before:
        reading = read(text)
        for name in reading.names:
            if key[-1] != name.key[-1] or name.key != tuple(fold(w) for w in name.text.split()):
                continue
            ahead = [w for w in reading.words if w.end <= name.start][-1:]
            if ahead and ahead[0].lower in ("in", "at", "the", "of"):
                return False
            if ahead and ahead[0].lower in TITLES and ahead[0].capital:
                return True
            if len(name.key) not in (2, 3) or set(name.key) & _BODIES or is_place(name.key):
                continue
            # "Lena Marchetti, a former head of sales," and "Ida Voss, 41," are persons too.
            if _speaks(reading, name) or _APPOSED.match(text, name.end):
                return True
    return False


def _speaks(reading: Reading, name: Name) -> bool:
    return any(c.verb in REPORTING and name in reading.names_in(c.subject) for c in reading.clauses)


def _heads(reading: Reading, span: tuple[int, int]) -> list[Name]:
    """The names that end a subject ("Kosovo President Vjosa Osmani": the last)."""
    stop = next(
        (
            i
            for i in range(*span)
            if i > span[0] and (reading.words[i].text in ",;(" or reading.words[i].lower in PREPOSITIONS)
        ),
        span[1],
    )
    if stop <= span[0]:
        return []
    return [n for n in reading.names_in((span[0], stop)) if n.end >= reading.words[stop - 1].end - 2]


def _titled(reading: Reading, name: Name) -> str:
    """The name with the titles right before it."""
    start = name.start
    for word in reversed([w for w in reading.words if w.end <= name.start]):
        if word.lower not in TITLES or not word.capital:
            break
        start = word.start
    return reading.text[start : name.end]


def _phrase(noun: str, before: Sequence[str]) -> str | None:
    """The only "NAME noun" among the words before."""
    pattern = re.compile(rf"\b((?:[A-Z][\w'’.-]* ){{1,4}}{noun})\b")
    found = {m.group(1) for text in before for m in pattern.finditer(text)}
    found = {
        f for f in found if not any(f != g and f in g for g in found) and f.split()[0] not in ("The", "This", "A", "In")
    }
    return f"the {found.pop()}" if len(found) == 1 else None
