"""Numbers and dates: each stands in the evidence, and is said of the same thing there."""

from __future__ import annotations

from collections.abc import Iterator

from briefing import dates, numbers
from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading, read
from briefing.gate.verdict import Fault
from briefing.names import Name
from briefing.text.clause import Clause
from briefing.text.words import is_content, lemmas, stem

# Kinds of number that are part of a name or a place in a row; they need the same value, not a thing that they count.
_UNCOUNTED = frozenset({"code", "ordinal", "rank", "score", "year"})


def faults(case: Case) -> Iterator[Fault]:
    """What is wrong with the statement's numbers and dates."""
    for number in case.statement.numbers:
        if number.start >= case.own:
            yield from _number(case, number)
    for mention in case.statement.dates:
        if mention.start >= case.own:
            yield from _date(case, mention)


def _number(case: Case, number: numbers.Number) -> Iterator[Fault]:
    same_value = [(r, n) for r in case.evidence for n in r.numbers if _equal(n, number)]
    if not same_value:
        if not _in_date(case, number):
            yield Fault("number", f"{number.text!r} does not stand in the evidence")
        return
    qualified = [(r, n) for r, n in same_value if (n.qualifier or "") == (number.qualifier or "")]
    if not qualified:
        yield Fault(
            "qualifier",
            f"{number.qualifier or 'no qualifier'} {number.text!r}, where the evidence has {same_value[0][1].qualifier or 'none'}",
        )
        return
    if number.kind in _UNCOUNTED:
        return
    counted = [(r, n) for r, n in qualified if _same_counted(n, number)]
    if not counted:
        yield Fault(
            "counted", f"{number.text!r} counts {number.counted!r}, in the evidence {qualified[0][1].counted!r}"
        )
        return
    complaints = [_moved(case.statement, number.start, r, n.start) for r, n in counted]
    if all(complaints):
        yield Fault("number_moved", f"{number.text!r}: {complaints[0]}")


def _equal(a: numbers.Number, b: numbers.Number) -> bool:
    return a.value == b.value and a.high == b.high and a.unit == b.unit


def _in_date(case: Case, number: numbers.Number) -> bool:
    """Whether a number that was not read as part of a date is one that the evidence's dates hold ("the 11th")."""
    return number.kind in ("ordinal", "year") and any(
        number.value in (d.day, d.year) for r in case.evidence for d in r.dates
    )


def _same_counted(a: numbers.Number, b: numbers.Number) -> bool:
    if a.counted is None or b.counted is None:
        return True
    heads = [{stem(w) for w in n.counted.lower().split()} for n in (a, b) if n.counted]
    return any(lexicon.alike(x, y) for x in heads[0] for y in heads[1]) or any(
        h & {"people", "person", "other", "member"} for h in heads
    )


def _date(case: Case, mention: dates.DateMention) -> Iterator[Fault]:
    agreeing = [(r, d) for r in case.evidence for d in r.dates if dates.agree(mention, d)]
    if not agreeing:
        if mention.date is not None or not any(
            _same_words(mention.text, d.text) for r in case.evidence for d in r.dates
        ):
            yield Fault("date", f"{mention.text!r} does not stand in the evidence")
        return
    complaints = [_moved(case.statement, mention.start, r, d.start) for r, d in agreeing]
    if all(complaints):
        yield Fault("date_moved", f"{mention.text!r}: {complaints[0]}")


def _same_words(a: str, b: str) -> bool:
    """Whether two dates that can not be resolved are the same but for the spelling of their figures."""
    return _spelt(a) == _spelt(b)


def _spelt(text: str) -> tuple[object, ...]:
    figures = numbers.find(text)
    words = [w.lower for w in read(text).words if not any(n.start <= w.start < n.end for n in figures)]
    return (*(n.value for n in figures), *words)


def _moved(statement: Reading, at: int, evidence: Reading, there: int) -> str | None:
    """Why a figure is said of another thing than in the evidence, or None.

    The verb and the names of its clause in the statement, so far as the evidence has them at all, stand in the evidence in a
    clause of that figure, or closer to it than to any other figure.
    """
    if len(evidence.clauses) == 1 and len(evidence.numbers) + len(evidence.dates) == 1:
        return None
    here = statement.clause_at(at)
    homes = _homes(evidence, there)
    paired = _paired(statement, at, here, evidence, there)
    if paired is not None:
        return paired
    if here.verb and here.verb not in lexicon.LIGHT and lexicon.SAYING.get(here.verb) is None:
        holders = [c for c in evidence.clauses if c.verb and lexicon.alike(c.verb, here.verb)]
        if holders and not any(h in holders for h in homes) and not any(_linked(evidence, h, holders) for h in homes):
            return f"{here.verb!r} is not said of it"
    return _head_moved(statement, at, evidence, there) if any(n.start == at for n in statement.numbers) else None


def _homes(reading: Reading, at: int) -> list[Clause]:
    """The clauses of a figure: the one it stands in, and those whose subject it stands in."""
    index = next((i for i, w in enumerate(reading.words) if w.end > at), len(reading.words) - 1)
    held = [c for c in reading.clauses if c.subject[0] <= index < c.subject[1]]
    own = reading.clause_at(at)
    return [own, *(c for c in held if c != own)]


def _paired(statement: Reading, at: int, here: Clause, evidence: Reading, there: int) -> str | None:
    """Of several figures and several actors each figure goes with the actor nearest to it. Places ("in Quiroa") are shared."""
    figures = [n.start for n in evidence.numbers]
    if len(figures) < 2 or there not in figures:
        return None
    near = sorted(
        (n for n in statement.names_in((here.first, here.last)) if not _placed(statement, n)),
        key=lambda n: abs(n.start - at),
    )
    if not near:
        return None
    mentions = [n for n in evidence.names if set(n.key) & set(near[0].key)]
    if not mentions or any(not _placed(evidence, n) for n in evidence.names) is False:
        return None
    homes = _homes(evidence, there)
    for mention in mentions:
        closest = min(figures, key=lambda f: abs(f - mention.start))
        alone = [f for f in figures if f != there and evidence.clause_at(f) in homes]
        if closest == there or (evidence.clause_at(mention.start) in homes and not alone):
            return None
        index = next(i for i, w in enumerate(evidence.words) if w.end > mention.start)
        if not alone and any(h.subject[0] <= index < h.subject[1] for h in homes):
            return None
    others = [n for n in evidence.names if not set(n.key) & set(near[0].key) and not _placed(evidence, n)]
    return f"{near[0].text} goes with another figure" if others else None


def _placed(reading: Reading, name: Name) -> bool:
    before = [w for w in reading.words if w.end <= name.start][-2:]
    return any(w.lower in ("in", "at", "near", "of", "from", "to", "on", "for") for w in before)


def _linked(evidence: Reading, home: Clause, holders: list[Clause]) -> bool:
    """Whether the figure's clause depends on a clause with the verb, or the other way round."""
    above: Clause | None = home
    while above is not None:
        if above in holders:
            return True
        above = evidence.clauses[above.governor] if above.governor is not None else None
    return any(h.governor is not None and evidence.clauses[h.governor] == home for h in holders)


def _head_moved(statement: Reading, at: int, evidence: Reading, there: int) -> str | None:
    """Of several figures, each goes with the noun right behind it: that noun may not stand right behind another one only."""
    head = _head_behind(statement, at)
    if head is None or head == _head_behind(evidence, there):
        return None
    others = [n.start for n in evidence.numbers if n.start != there]
    if any(_head_behind(evidence, other) == head for other in others):
        return f"{head!r} goes with another figure"
    return None


def _head_behind(reading: Reading, at: int) -> str | None:
    behind = [w for w in reading.words if w.start >= at][1:4]
    return next(
        (stem(w.lower) for w in behind if w.shape == "word" and is_content(w) and "NOUN" in lemmas(w.lower)), None
    )
