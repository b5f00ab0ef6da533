"""Numbers: each stands in the cited lines by its value, in whatever notation, with its unit and sign."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing import dates, numbers
from briefing.dates.languages import primary
from briefing.grounding.clock import possible_times, written_times
from briefing.grounding.identifiers import misnumbered
from briefing.grounding.passage import Doubt, Fault, Passage, knows_numbers
from briefing.grounding.spelled import Spelled, spelled
from briefing.grounding.verbatim import find_words

# Digits of one figure with what may part its groups.
_FIGURE = re.compile(r"\d+(?:[.,'’]\d+)*(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))*(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*")
_DIGITS, _NOT_DIGITS = re.compile(r"\d+"), re.compile(r"\D")
# More digits than any quantity has: an account, a serial number. They are compared as written.
_LONGEST = 15
# The units that one word can mean both of.
_ONE_WORD = (
    {"years old", "year"}, {"months old", "month"}, {"weeks old", "week"}, {"days old", "day"},
    {"°", "°C"}, {"°", "°F"}, {"pounds", "lb"}, {"GBP", "lb"}, {"franc", "CHF"}, {"KM", "km"}, {"BAM", "km"},
    {"h", "s"}, {"min", "m"}, {"t", "lb"},
)  # fmt: skip
_KRONE = frozenset(("krone", "SEK", "NOK", "DKK", "CZK", "ISK"))
_DOLLARS = frozenset(("USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD"))
# A dollar without its country: "$5 million", "five million dollars".
_BARE_DOLLAR = re.compile(r"(?<![\w.])\$|(?<!us )(?<!u\.s\. )(?<!n )\bdollars?\b", re.IGNORECASE)
_VAGUE = 10


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a line: its value, its unit if it has one, and whether it is vague ("dozens")."""

    value: float
    unit: str | None = None
    vague: bool = False
    kind: str = "count"


def equal(one: float, other: float) -> bool:
    """Whether two values are one number, however it was scaled: 4.7 thousand and 4,700."""
    return one == other or math.isclose(one, other, rel_tol=1e-12)


def readings(digits: str) -> frozenset[float]:
    """What a figure can mean in any notation: "1.450" is 1450 or 1.45, "6,4" is 6.4, "1 450 200" is 1450200."""
    bare = _NOT_DIGITS.sub("", digits)
    if len(bare) > _LONGEST:
        return frozenset()
    if digits.isdecimal():
        return frozenset((float(digits),))
    found = {float(bare)} if _GROUPED.fullmatch(digits) else set[float]()
    last = max(digits.rfind("."), digits.rfind(","))
    head, tail = (digits[:last], digits[last + 1 :]) if last > 0 else (digits, "")
    if tail and (head.isdecimal() or _GROUPED.fullmatch(head)):
        found.add(float(_NOT_DIGITS.sub("", head) + "." + tail))
    return frozenset(found)


@lru_cache(maxsize=4_096)
def amounts(line: str, language: str | None) -> tuple[Amount, ...]:
    """All the numbers of a line: as its language is read, in words, and digits in any notation that nothing else has.

    Digits of a date are none, but those of a year are. Digits of a time of day are none.
    """
    code = primary(language)
    found = [number for number in numbers.find(_tame(line), code) if number.kind != "code"]
    out = [amount for number in found for amount in _amounts(line, number)]
    # Which number each character belongs to, from 1.
    owner = [0] * len(line)
    for at, number in enumerate(found, 1):
        owner[number.start : number.end] = [at] * (number.end - number.start)
    for words in spelled(line, language):
        here = [found[at - 1] for at in dict.fromkeys(owner[words.start : words.end]) if at]
        if not any(_part_of(words, number) for number in here):
            same = len(here) == 1 and equal(here[0].value, words.value)
            out.append(Amount(words.value, here[0].unit if same else None))
    out += map(Amount, _loose(line, language, owner))
    return tuple(out)


def _part_of(words: Spelled, number: numbers.Number) -> bool:
    """Whether number words are only a part of a number: the "two" of "two thousand"."""
    inside = number.start <= words.start and words.end <= number.end
    return inside and (words.start, words.end) != (number.start, number.end)


def _amounts(text: str, number: numbers.Number) -> Iterator[Amount]:
    unit = number.unit
    if unit == "USD" and _BARE_DOLLAR.search(text[number.start : number.end]):
        unit = "dollar"
    yield Amount(number.value, unit, number.kind == "vague", number.kind)
    if number.high is not None:
        yield Amount(number.high, unit, number.kind == "vague", number.kind)


def _loose(line: str, language: str | None, owner: Sequence[int]) -> Iterator[float]:
    """The values of digits that no number, date or time of day has taken."""
    figures = list(_FIGURE.finditer(line))
    if not figures:
        return
    kept = bytearray(len(line))
    for date in dates.as_written(line, language):
        kept[date.start : date.end] = b"\1" * (date.end - date.start)
    for time in possible_times(line, language):
        if time.minutes % 60 or time.zone or ":" in line[time.start : time.end]:
            kept[time.start : time.end] = b"\1" * (time.end - time.start)
    for match in figures:
        taken, dated = any(owner[match.start() : match.end()]), any(kept[match.start() : match.end()])
        for part in _DIGITS.findall(match.group()):
            # A year is told from a count by its context alone, and groups parted by blanks may be two figures.
            if (len(part) == 4 and not taken) or (len(part) <= 3 and not dated and " " in match.group()):
                yield float(part)
        if not taken and not dated:
            yield from readings(match.group())


def _tame(text: str) -> str:
    """A text whose endless runs of digits are letters, at the same places: nothing reads a number of 300 digits."""
    return re.sub(r"\d{40,}", lambda run: "x" * len(run.group()), text)


def _same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units can be one; a bare dollar is any dollar, and no unit goes with any."""
    if one is None or other is None or one == other:
        return True
    pair = {one, other}
    if "dollar" in pair:
        return len(pair & _DOLLARS) == 1
    return pair in _ONE_WORD or pair <= _KRONE


def _stands(wanted: Amount, there: Sequence[Amount]) -> bool:
    if wanted.vague:
        # "Dozens" are "desetine" too, which are tens.
        near = {wanted.value, 10.0, 12.0} if wanted.value in {10, 12} else {wanted.value}
        return any(amount.value in near for amount in there if amount.vague)
    return any(_same(wanted, amount) for amount in there if not amount.vague)


def _same(wanted: Amount, other: Amount) -> bool:
    if equal(wanted.value, other.value):
        return _same_unit(wanted.unit, other.unit)
    fraction, percent = (wanted, other) if wanted.kind == "fraction" else (other, wanted)
    return fraction.kind == "fraction" and percent.unit == "%" and equal(fraction.value * 100, percent.value)


def miscounted(statement: str, passages: Sequence[Passage]) -> Iterator[Fault | Doubt]:
    """The numbers of a statement that do not stand in the cited lines; computed ones do not."""
    clocks = [(time.start, time.end) for time in written_times(statement)]
    there = tuple(dict.fromkeys(amount for p in passages for line in p.lines for amount in amounts(line, p.language)))
    tame = _tame(statement)
    for number in numbers.find(tame, "en", dates.as_written(tame, "en")):
        if any(number.start < end and start < number.end for start, end in clocks):
            continue
        if number.kind == "code":
            yield from misnumbered(number.text, passages, [amount.value for amount in there])
        else:
            yield from _missing(statement, number, there, passages)


def _missing(
    statement: str, number: numbers.Number, there: Sequence[Amount], passages: Sequence[Passage]
) -> Iterator[Fault | Doubt]:
    """What is wrong with one number."""
    words = statement[number.start : number.end].strip()
    digits = any(letter.isdecimal() for letter in words)
    wanted = list(_amounts(statement, number))
    if number.value == 1 and number.high is None and not digits:
        return
    lost = [amount for amount in wanted if not _stands(amount, there)]
    if not lost or _written_so(words, number, there):
        return
    if (
        not words.isalnum()
        and digits
        and number.unit is None
        and any(find_words(words, line) for p in passages for line in p.lines)
    ):
        # "21.37" of a German line is a time there, and may stand as it is printed.
        return
    other_unit = any(equal(amount.value, lost[0].value) and not amount.vague for amount in there)
    if other_unit and number.kind != "vague":
        yield Fault("number", words, f"“{words}” has another unit in the cited lines")
        return
    if number.kind == "percent" and any(equal(-lost[0].value, a.value) and a.unit == "%" for a in there):
        # "Fell by 3 %" is what "−3 %" says.
        yield Doubt(f"the sentence says “{words}”; the evidence has it with the other sign")
        return
    known = all(knows_numbers(passage.language) for passage in passages)
    other_words = not digits and number.kind in {"fraction", "multiple"}
    english = all(primary(passage.language) == "en" and passage.language for passage in passages)
    if not known or (other_words and not english):
        yield Doubt(f"the number “{words}” could not be found in the evidence, whose number words are not all known")
    elif number.kind == "vague" and any(number.value <= a.value < _VAGUE * number.value for a in there):
        yield Doubt(f"the sentence says “{words}”; the evidence has an exact number")
    elif equal(lost[0].value, 1):
        yield Doubt(f"the sentence says “{words}”; the evidence has no such number")
    else:
        elsewhere = [a for p in passages for line in p.context for a in amounts(line, p.language)]
        more = ", only elsewhere in the article" if all(_stands(amount, elsewhere) for amount in lost) else ""
        yield Fault("number", words, f"“{words}” does not stand in the cited lines{more}")


def _written_so(words: str, number: numbers.Number, there: Sequence[Amount]) -> bool:
    """Whether a bare figure stands there in another notation: "1.450" for 1.450 of a German line."""
    if number.kind not in {"count", "percent", "measure", "money"} or number.high is not None:
        return False
    match = _FIGURE.search(words)
    if match is None or not any(equal(number.value, value) for value in readings(match.group())):
        return False
    return any(
        equal(value, amount.value) and _same_unit(number.unit, amount.unit)
        for value in readings(match.group())
        for amount in there
        if not amount.vague
    )


def values(text: str, language: str | None) -> frozenset[float]:
    """The values of the numbers in a text, in its own notation: {6.4} of "6,4" in German."""
    return frozenset(amount.value for amount in amounts(text, language))
