"""Where the sources disagree: on numbers, on dates, on whether something is so, on how it came about.

A false discrepancy costs the reader more than a missed one, so each rule speaks only where the reports agree on who,
what and where as far as both say.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.reconcile import actors, causes, certainty, denials, how_many, moments, opposites, quantities
from briefing.reconcile.counts import Count
from briefing.reconcile.finding import FIRST_UNKNOWN, Finding, Side
from briefing.reconcile.lines import Line
from briefing.reconcile.quantities import Value


def findings(lines: Sequence[Line], groups: Sequence[Sequence[Count]]) -> list[Finding]:
    """All disagreements among the claims of one story; `groups` are the counts of one thing each."""
    found: list[Finding] = []
    for group in groups:
        if len(group) > 1:
            found += _numbers(quantities.values(group))
    found += moments.findings(lines)
    found += denials.findings(lines, found)
    found += opposites.findings(lines, found)
    found += causes.findings(lines)
    found += actors.findings(lines)
    found += certainty.findings(lines, found)
    return found


def _numbers(found: Sequence[Value]) -> list[Finding]:
    """One finding for each kind of difference among the values of a count."""
    by_kind: dict[quantities.Verdict, list[int]] = {}
    for (a, b), verdict in sorted(quantities.verdicts(found).items()):
        places = by_kind.setdefault(verdict, [])
        places += [p for p in (a, b) if p not in places]
    findings = []
    for kind, places in by_kind.items():
        sides = tuple(_side(found[p]) for p in sorted(places, key=lambda p: _when(found[p], p)))
        findings.append(Finding(kind, how_many.question([found[p] for p in places]), sides, _note(kind, sides)))
    return findings


def _when(value: Value, place: int) -> tuple[bool, str, int]:
    moment = value.first.line.moment
    return moment is None, "" if moment is None else moment[1] or moment[0], place


def _side(value: Value) -> Side:
    return Side(value.first.value, tuple(count.line for count in value.counts))


def _note(kind: str, sides: Sequence[Side]) -> str | None:
    days = [side.lines[0].article.published for side in sides]
    if kind == "update" and not all(days):
        return "Which was written first is not known; the words of the reports suggest the order."
    if kind == "conflict" and not all(days):
        return FIRST_UNKNOWN
    return None
