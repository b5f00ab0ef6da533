"""How two claims stand to one another, by plain code: closeness proposes, the gate's rules veto."""

from __future__ import annotations

import re

from briefing import gate, names
from briefing.gate.reading import Reading, read
from briefing.records.claim import Claim
from briefing.text.words import stem

_ANTECEDENT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]his \w+) \[([^\]]*)\]")
_SPEAKER = re.compile(r"^\[([^\]]*):\] ")
# Faults that do not tell two claims apart: who is quoted for a fact, and words of one's own.
_DATED = frozenset({"date", "date_moved"})
_NO_VETO = frozenset({"content", "attribution_lost", "attribution_added", "attribution_verb", "quotation"})


def bare(statement: str) -> str:
    """A statement as it is read: the brackets of a borrowed subject, or of a speaker, opened."""
    if "[" not in statement and "]" not in statement:
        return statement
    opened = _ANTECEDENT.sub(r"\1", _SPEAKER.sub(r"\1 said: ", statement))
    return opened.replace("[", "").replace("]", "")


# Short tuples of short strings: some 30 MB at most.
@names.kept(maxsize=100_000)
def faults(narrow: str, wide: str) -> tuple[str, ...] | None:
    """The codes of all that the gate finds against `narrow` in `wide`; None where one of them tells the two apart.

    Whether a date does is left open.
    """
    found: list[str] = []
    for fault in gate.faults(narrow, [wide]):
        if fault.code not in _NO_VETO | _DATED and (
            fault.code != "attribution_changed" or _two_names(read(narrow), read(wide))
        ):
            return None
        found.append(fault.code)
    return tuple(found)


def vetoed(narrow: Claim, wide: Claim) -> bool:
    """Whether something speaks against saying that `wide` states all of `narrow`.

    Different numbers, dates, actors, places, negation or status can not be the same.
    """
    if told_apart(narrow, wide):
        return True
    one, other = bare(narrow.statement), bare(wide.statement)
    found = faults(one, other)
    if found is None or _DATED.isdisjoint(found):
        return found is None
    a, b = narrow.event, wide.event
    one_day = a is not None and b is not None and a.precision == "day" and a.date is not None and a.date == b.date
    # The only date of each is the same day in other words ("on Thursday", "on 1 January").
    return not (one_day and len(read(one).dates) == len(read(other).dates) == 1)


def _two_names(a: Reading, b: Reading) -> bool:
    """Whether both are the words of named speakers, who are not the same."""
    first, second = _speaker_names(a), _speaker_names(b)
    return bool(first and second) and not any(names.same(x, y) for x in first for y in second)


def _speaker_names(reading: Reading) -> frozenset[tuple[str, ...]]:
    return frozenset(n.key for c in reading.clauses if c.speaker for n in reading.names_in(c.speaker))


def told_apart(one: Claim, other: Claim) -> bool:
    """Whether two claims are of different status or date, and so two claims however alike their words."""
    a, b = one.event, other.event
    return one.status != other.status or bool(
        a and b and a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date))
    )


_LEANING = (
    "this mission", "these comments", "this visit", "the same day", "any such", "such a ", "the former", "the latter",
)  # fmt: skip
_PERSONAL = frozenset("he she it they".split())
_OPENING = frozenset(
    "he she it they his her their its these those this that such both but and however meanwhile also instead".split()
)
_OPENING_PAIRS = frozenset(("of these", "of those", "of them", "a day", "in addition", "in total", "so far"))
_POINTING = frozenset("that this it them so there these those".split())


def leans(statement: str) -> bool:
    """Whether a statement needs what stood before it: a pronoun or a pointing word where its subject should be."""
    # A borrowed subject helps a fact to stand; a speaker in brackets does not make his sentence whole.
    if "[" in statement and (
        (statement.startswith("[") and not _SPEAKER.match(statement)) or _ANTECEDENT.search(statement)
    ):
        return False
    reading = read(gate.unbracketed(statement))
    if not reading.words:
        return False
    lowers = [w.lower for w in reading.words]
    first = [w.lower for w in reading.words[:4] if w.shape == "word"][:2]
    if first and (first[0] in _OPENING or " ".join(first) in _OPENING_PAIRS):
        return True
    if not _POINTING.isdisjoint(lowers[-2:]):
        return True
    if not _PERSONAL.isdisjoint(lowers):
        # Only now are the clauses read: most statements have no pronoun.
        subject = next((c.subject for c in reading.clauses if c.form == "finite"), (0, 0))
        if not _PERSONAL.isdisjoint(lowers[slice(*subject)]):
            return True
    lower = statement.lower()
    return any(phrase in lower for phrase in _LEANING)


def wording_rank(claim: Claim) -> tuple[int, int, int, float, str]:
    """Sorts claims by how well they stand in a brief.

    Own words of the model first, then what stands alone, then fullness.
    """
    count = len(claim.statement.split())
    # Between eight and forty words a statement is neither a scrap nor a paragraph.
    fit = 0 if 8 <= count <= 40 else 1
    return (
        claim.wording != "model",
        int(leans(claim.statement)),
        fit,
        -float(len({stem(w) for w in claim.statement.lower().split()})),
        claim.statement,
    )
