"""Numbers: each stands in the cited lines by its value, in whatever notation, with its unit and sign.

Names made of digits (case numbers, telephone numbers, versions, ballots, aircraft) stand there as they are written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing import dates, numbers
from briefing.grounding.clock import sure_times
from briefing.grounding.passage import Doubt, Fault, Passage, english
from briefing.grounding.spelled import spelled, words_of
from briefing.grounding.verbatim import find_words
from briefing.numbers import find
from briefing.text.spelling import plain

# Digits of one figure with what may part its groups.
_FIGURE = re.compile(r"\d+(?:[.,'’]\d+)*(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))*(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*")
_DIGITS, _NOT_DIGITS = re.compile(r"\d+"), re.compile(r"\D")
# More digits than any quantity has: an account, a serial number. They are compared as written.
_LONGEST = 15
# The units that one word or sign can mean all of.
_ONE_WORD = tuple(
    frozenset(units.split(", "))
    for units in (
        "years old, year", "months old, month", "weeks old, week", "days old, day", "°, °C", "°, °F", "h, s", "min, m",
        "pounds, lb, GBP", "franc, CHF", "KM, BAM, km", "t, lb", "krone, SEK, NOK, DKK, CZK, ISK",
        "USD, AUD, CAD, HKD, SGD, NZD, TWD",
    )
)  # fmt: skip
_VAGUE = 10


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a line: its value, its unit if it has one, and whether it is vague ("dozens")."""

    value: float
    unit: str | None = None
    vague: bool = False
    fraction: bool = False


def equal(one: float, other: float) -> bool:
    """Whether two values are one number, however it was scaled: 4.7 thousand and 4,700."""
    return math.isclose(one, other, rel_tol=1e-12)


def readings(digits: str) -> frozenset[float]:
    """What a figure can mean in any notation: "1.450" is 1450 or 1.45, "6,4" is 6.4, "1 450 200" is 1450200."""
    bare = _NOT_DIGITS.sub("", digits)
    if len(bare) > _LONGEST:
        return frozenset()
    found = {float(bare)} if digits.isdecimal() or _GROUPED.fullmatch(digits) else set[float]()
    last = max(digits.rfind("."), digits.rfind(","))
    head, tail = (digits[:last], digits[last + 1 :]) if last > 0 else (digits, "")
    if tail.isdecimal() and (head.isdecimal() or _GROUPED.fullmatch(head)):
        found.add(float(_NOT_DIGITS.sub("", head) + "." + tail))
    return frozenset(found)


@lru_cache(maxsize=4_096)
def amounts(line: str, language: str | None) -> tuple[Amount, ...]:
    """All the numbers of a line: as its language is read, in words, and digits in any notation that nothing else has.

    Digits of a date are none, but those of a year are. Digits of a time of day are none.
    """
    found = [number for number in numbers.find(_tame(line), language) if number.kind != "code"]
    out = [amount for number in found for amount in _amounts(number)]
    for words in spelled(line, language):
        here = [n for n in found if n.start < words.end and words.start < n.end]
        # The "two" of "two thousand" is none.
        if not any(
            n.start <= words.start and words.end <= n.end and n.text != line[words.start : words.end] for n in here
        ):
            same = len(here) == 1 and equal(here[0].value, words.value)
            out.append(Amount(words.value, here[0].unit if same else None))
    out += map(Amount, _loose(line, language, found))
    return tuple(out)


def _amounts(number: numbers.Number) -> Iterator[Amount]:
    for value in (number.value, number.high):
        if value is not None:
            yield Amount(value, number.unit, number.kind == "vague", number.kind == "fraction")


def _loose(line: str, language: str | None, found: Sequence[numbers.Number]) -> Iterator[float]:
    """The values of digits that no number, date or time of day has taken."""
    figures = list(_FIGURE.finditer(line))
    if not figures:
        return
    read = [(number.start, number.end) for number in found]
    kept = [(d.start, d.end) for d in dates.as_written(line, language)] + [(t.start, t.end) for t in sure_times(line)]
    for match in figures:
        taken, dated = (any(start < match.end() and match.start() < end for start, end in s) for s in (read, kept))
        for part in _DIGITS.findall(match.group()):
            # A year is told from a count by its context alone, and groups parted by blanks may be two figures.
            if (len(part) == 4 and not taken) or (len(part) <= 3 and not dated and " " in match.group()):
                yield float(part)
        if not taken and not dated:
            yield from readings(match.group())


def _tame(text: str) -> str:
    """A text whose endless runs of digits are letters, at the same places: nothing reads a number of 300 digits."""
    return re.sub(r"\d{40,}", lambda run: "x" * len(run.group()), text)


def _stands(wanted: Amount, there: Sequence[Amount]) -> bool:
    if wanted.vague:
        # "Dozens" are "desetine" too, which are tens.
        near = {wanted.value, 10.0, 12.0} if wanted.value in {10, 12} else {wanted.value}
        return any(amount.value in near for amount in there if amount.vague)
    return any(_same(wanted, amount) for amount in there if not amount.vague)


def _same(wanted: Amount, other: Amount) -> bool:
    if equal(wanted.value, other.value):
        units = {wanted.unit, other.unit}
        return None in units or len(units) == 1 or any(units <= one_word for one_word in _ONE_WORD)
    fraction, percent = (wanted, other) if wanted.fraction else (other, wanted)
    return fraction.fraction and percent.unit == "%" and equal(fraction.value * 100, percent.value)


def miscounted(statement: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The numbers of a statement that do not stand in the cited lines; computed ones do not."""
    clocks = sure_times(statement)
    there = tuple(dict.fromkeys(amount for p in passages for line in p.lines for amount in amounts(line, p.language)))
    tame = _tame(statement)
    for number in numbers.find(tame, "en", dates.as_written(tame, "en")):
        if any(number.start < time.end and time.start < number.end for time in clocks):
            continue
        if number.kind == "code":
            yield from misnumbered(number.text, passages, [amount.value for amount in there])
        elif finding := _missing(number, there, passages):
            yield finding


def _missing(number: numbers.Number, there: Sequence[Amount], passages: Sequence[Passage]) -> Fault | Doubt | None:
    """What is wrong with one number."""
    words = number.text.strip()
    digits = any(letter.isdecimal() for letter in words)
    lost = [amount for amount in _amounts(number) if not _stands(amount, there)]
    if not lost or (number.value == 1 and number.high is None and not digits):
        return None
    bare = number.unit is None and not words.isdecimal() and _FIGURE.fullmatch(words)
    if bare and any(find_words(words, line) for p in passages for line in p.lines):
        # It stands there as it is printed: "1.450" of a German line, "21.37" for a time.
        return None
    if any(equal(amount.value, lost[0].value) and not amount.vague for amount in there) and not lost[0].vague:
        return Fault("number", words, f"“{words}” has another unit in the cited lines")
    if number.unit == "%" and any(equal(-lost[0].value, a.value) and a.unit == "%" for a in there):
        # "Fell by 3 %" is what "−3 %" says.
        return Doubt(f"the sentence says “{words}”; the evidence has it with the other sign")
    known = all(words_of(passage.language) for passage in passages)
    worded = not digits and number.kind in {"fraction", "multiple"}
    if not known or (worded and not all(english(passage.language) for passage in passages)):
        return Doubt(f"the number “{words}” could not be found in the evidence, whose number words are not all known")
    if lost[0].vague and any(number.value <= a.value < _VAGUE * number.value for a in there):
        return Doubt(f"the sentence says “{words}”; the evidence has an exact number")
    if equal(lost[0].value, 1):
        return Doubt(f"the sentence says “{words}”; the evidence has no such number")
    elsewhere = [a for p in passages for line in p.context for a in amounts(line, p.language)]
    more = ", only elsewhere in the article" if all(_stands(amount, elsewhere) for amount in lost) else ""
    return Fault("number", words, f"“{words}” does not stand in the cited lines{more}")


def values(text: str, language: str | None) -> frozenset[float]:
    """The values of the numbers in a text, in its own notation: {6.4} of "6,4" in German."""
    return frozenset(amount.value for amount in amounts(text, language))


_RUNS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_WORD = re.compile(r"[^\W\d_]+")
_DASHES = "-‐‑‒–—―−"
_BETWEEN = rf"[{_DASHES}\s]*"
_ROUND = " .,;"
# More pieces than any identifier has.
_MOST = 40
_LETTERS_AHEAD = re.compile(r"^[^\W\d_]+[\s-]*")


@lru_cache(maxsize=4_096)
def _pattern(code: str) -> re.Pattern[str] | None:
    """A pattern for a code with any blanks and dashes between its runs of digits and letters; other marks count.

    No digit may stand next to it, and no mark that leads to one: "1244" does not stand in "1.244" nor "2.1" in "2.1.3".
    """
    parts = [run for run in _RUNS.findall(code)[:_MOST] if run not in _DASHES and run != "+"]
    if not any(part.isdecimal() for part in parts):
        return None
    before = r"(?<!\d)(?<!\d[.:/])" if parts[0].isdecimal() else r"(?<![^\W\d_])"
    behind = r"(?!\d|[.:/,]\d)" if parts[-1].isdecimal() else ""
    return re.compile(before + _BETWEEN.join(map(re.escape, parts)) + behind)


@lru_cache(maxsize=4_096)
def _low(text: str) -> str:
    """A text in small Latin letters, its marks and its raised or broken figures kept: "МиГ-29²." -> "mig-29²."."""
    if text.isascii():
        return text.lower()
    return _WORD.sub(lambda word: plain(word.group()) if word.group().isalpha() else word.group().lower(), text)


def misnumbered(code: str, passages: Sequence[Passage], values: Sequence[float]) -> Iterator[Fault]:
    """A code that stands nowhere as it is written; `values` are the numbers of the cited lines.

    A code with letters (F-16), or a short number, is a name and may stand in the context.
    """
    code = code.strip(_ROUND)
    low = _low(code)
    pattern = _pattern(low)
    if pattern is None:
        return
    named = any(letter.isalpha() for letter in code) or (code.isdecimal() and len(code) <= 4)
    lines = [line for p in passages for line in (*p.lines, *(p.context if named else ()))]
    if any(pattern.search(_low(line)) for line in lines):
        return
    # "Article Five", "the Group of Seven"
    digits = _LETTERS_AHEAD.sub("", low)
    if digits.isdecimal() and len(digits) <= 4 and float(digits) in values:
        return
    # A line that has it is read as the statement is, whatever stands next to it in both.
    if any(_low(n.text.strip(_ROUND)) == low for p in passages for line in p.lines for n in find(line, p.language)):
        return
    yield Fault("number", code, f"“{code}” does not stand in the cited lines as written")
