"""Who did it, behind "by": what is done to somebody by another is not what he does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, takewhile

from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.verdict import Fault
from briefing.text.words import CALENDAR, DETERMINERS, stem


def faults(case: Case) -> Iterator[Fault]:
    """ "They had been told so by a team": in "they said so by a team" the team has lost what it did."""
    agents = _agents(case.statement)
    if not agents:
        return
    there = {head for reading in case.evidence for at, head in _agents(reading) if _passive(reading, at)}
    for at, head in agents:
        if case.statement.words[at].start < case.own or head not in there:
            continue
        # "a warning by two engineers": a noun can have an agent too.
        if not _passive(case.statement, at) and not _noun(case.statement, at):
            yield Fault("roles", f"'by ... {head}' goes with a passive verb in the evidence")


@remembered
def _agents(reading: Reading) -> tuple[tuple[int, str], ...]:
    """The place of each "by" and the stem of the noun group's last word; days and figures do nothing."""
    found: list[tuple[int, str]] = []
    for at, word in enumerate(reading.words):
        if word.lower != "by":
            continue
        behind = dropwhile(lambda w: w.lower in DETERMINERS, reading.words[at + 1 :])
        group = list(takewhile(lambda w: w.content, behind))
        if group and all(w.shape == "word" and w.lower not in CALENDAR for w in group):
            found.append((at, stem(group[-1].lower)))
    return tuple(found)


def _passive(reading: Reading, at: int) -> bool:
    """Whether a passive verb or a participle stands before the word at `at`."""
    return any((c.passive or c.form in ("participle", "gerund")) and c.group[0] < at for c in reading.clauses if c.verb)


def _noun(reading: Reading, at: int) -> bool:
    before = reading.words[at - 1] if at else None
    inside = before is not None and any(c.group[0] <= at - 1 < c.group[1] for c in reading.clauses if c.verb)
    return before is not None and before.shape == "word" and before.content and not inside
