"""Numbers and dates: each stands in the evidence, and is said of the same thing there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefing import dates, numbers
from briefing.gate import lexicon
from briefing.gate.figures import misplaced
from briefing.gate.reading import Case, Reading, read
from briefing.gate.verdict import Fault
from briefing.text.words import PREPOSITIONS, Word, stem

# Of dates that are not resolved the words are compared, figures for number words.
_FIGURES = {
    word: str(figure)
    for figure, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=1,
    )
}
# Kinds of number that are part of a name or a place in a row; they need the same value, not a thing that they count.
# Where there are two.
_TWO = frozenset("neither both either pair couple".split())
_ENDING = (PREPOSITIONS - {"of"}) | {"and", "or", "but"}
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
    same_value = [
        (r, n)
        for r in case.evidence
        for n in r.numbers
        if (n.value == number.value and _equal(n, number)) or (n.kind == "score" and _of_score(case, n, number))
    ]
    if not same_value:
        if number.value == 2 and number.kind == "count" and any(r.lowers & _TWO for r in case.evidence):
            return
        if number.text.lower() == "one" and any("one" in r.lowers for r in case.evidence):
            # "one of them" counts as well.
            return
        if not _in_date(case, number):
            yield Fault("number", f"{number.text!r} does not stand in the evidence")
        return
    qualified = [(r, n) for r, n in same_value if (n.qualifier or "") == (number.qualifier or "")]
    if not qualified:
        yield Fault(
            "qualifier",
            f"{number.qualifier or 'no qualifier'} {number.text!r}, where the evidence has "
            f"{same_value[0][1].qualifier or 'none'}",
        )
        return
    if number.kind in _UNCOUNTED:
        return
    counted = [
        (r, n)
        for r, n in qualified
        if n.counted == number.counted
        or _same_counted(n, number)
        or _of_them(r, n)
        or _counts_behind(case.statement, number, n)
        or _counts_behind(r, n, number)
    ]
    if not counted:
        yield Fault(
            "counted", f"{number.text!r} counts {number.counted!r}, in the evidence {qualified[0][1].counted!r}"
        )
        return
    complaint = _misplaced(case, number.start, [(r, n.start) for r, n in counted])
    if complaint:
        yield Fault("number_moved", f"{number.text!r}: {complaint}")


def _misplaced(case: Case, at: int, spots: list[tuple[Reading, int]]) -> str | None:
    """Why a figure is said of another thing than the evidence says it of, wherever it stands there."""
    first: str | None = None
    for reading, there in spots:
        complaint = misplaced(case, at, reading, there)
        if not complaint:
            return None
        first = first or complaint
    return first


def _equal(a: numbers.Number, b: numbers.Number) -> bool:
    """Whether two numbers of one value are the same."""
    if a.kind != b.kind and {a.kind, b.kind} == {"age", "count"}:
        # "who is 71", "aged 71", ", 71,".
        return a.counted is None or b.counted is None
    return a.high == b.high and a.unit == b.unit


def _of_score(case: Case, score: numbers.Number, number: numbers.Number) -> bool:
    """ "by 187 votes to 112" for "187 to 112": both figures, in their order."""
    if score.kind != "score" or number.kind != "count":
        return False
    row = [n.value for n in case.statement.numbers if n.kind == "count"]
    pairs = list(pairwise(row))
    return number.value in (score.value, score.high) and (score.value, score.high) in pairs


def _counts_behind(reading: Reading, number: numbers.Number, other: numbers.Number) -> bool:
    """ "1,204 measles cases" for "1,204 cases of measles": what the other counts stands among the words behind."""
    if other.counted is None:
        return True
    behind = [w for w in reading.words if w.start >= number.end][:4]
    close = behind[: next((i for i, w in enumerate(behind) if w.shape != "word" or w.lower in _ENDING), len(behind))]
    head = other.counted.lower().split()[-1]
    return (
        any(lexicon.alike(stem(w.lower), stem(head)) for w in close)
        or _initials(close) == head
        or _initials_of(other.counted) in [w.lower for w in close]
    )


def _of_them(reading: Reading, number: numbers.Number) -> bool:
    """ "five of them": what is counted stands in another sentence."""
    return reading.text[number.end :].lstrip().startswith(("of them", "of whom", "of which", "of these", "of those"))


def _initials(words: list[Word]) -> str:
    return "".join(w.lower[0] for w in words)


def _initials_of(counted: str) -> str:
    return "".join(w[0] for w in counted.lower().split())


def _in_date(case: Case, number: numbers.Number) -> bool:
    """Whether a number that was not read as part of a date is one that the evidence's dates hold ("the 11th")."""
    return number.kind in ("ordinal", "year") and any(
        number.value in (d.day, d.year) for r in case.evidence for d in r.dates
    )


def _same_counted(a: numbers.Number, b: numbers.Number) -> bool:
    if a.counted is None or b.counted is None or a.counted.endswith(("'s", "’s")) or b.counted.endswith(("'s", "’s")):
        return True
    heads = [{stem(w) for w in n.counted.lower().split()} for n in (a, b) if n.counted]
    return any(lexicon.alike(x, y) for x in heads[0] for y in heads[1]) or any(
        h & {"people", "person", "other", "member"} for h in heads
    )


def _date(case: Case, mention: dates.DateMention) -> Iterator[Fault]:
    # The same words in the same article mean the same day, however the tense of each sentence would date them.
    agreeing = [
        (r, d)
        for r in case.evidence
        for d in r.dates
        if mention.text.lower() == d.text.lower() or dates.agree(mention, d)
    ]
    if not agreeing:
        if mention.date is not None or not any(
            _same_words(mention.text, d.text) for r in case.evidence for d in r.dates
        ):
            yield Fault("date", f"{mention.text!r} does not stand in the evidence")
        return
    complaint = _misplaced(case, mention.start, [(r, d.start) for r, d in agreeing])
    if complaint:
        yield Fault("date_moved", f"{mention.text!r}: {complaint}")


def _same_words(a: str, b: str) -> bool:
    """Whether two dates that can not be resolved are the same but for the spelling of their figures."""
    return _spelt(a) == _spelt(b)


def _spelt(text: str) -> tuple[str, ...]:
    return tuple(_FIGURES.get(w.lower, w.lower) for w in read(text).words)
