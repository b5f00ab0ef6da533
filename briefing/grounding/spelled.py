"""Numbers in words, whatever a writer makes of them: "viertausendsiebenhundert", "2 mil millones", "beide", "petorica".

For the lines of an article only, where one reading too many does no harm: a statement's own numbers are read by
`briefing.numbers`, which is careful to leave out what is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.grounding.number_words import ENDINGS, Words, coded, words_of

_JOINS = frozenset(("and", "e", "i", "и", "et", "y", "und", "of", "a", "an", "de", "des"))
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[^\W\d_]|\S")
# A number in words ends somewhere, and so does a word.
_MOST, _LONGEST = 12, 40


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number of a line and the part of the line that it was read from."""

    start: int
    end: int
    value: float


@lru_cache(maxsize=16_384)
def _split(word: str, code: str) -> tuple[float, ...]:
    """The values of the number words that one word is made of: "viertausendsiebenhundert" -> 4, 1000, 700."""
    words = words_of(code)
    if word in words.values:
        return (words.values[word],)
    if word in words.scales:
        return (words.scales[word],)
    if len(word) > 4 * _LONGEST:
        return ()
    return _glued(word, words) or _ordinal(word, code)


def _ordinal(word: str, code: str) -> tuple[float, ...]:
    """The number of an ordinal: "einundzwanzigste" -> 21."""
    ending, instead = ENDINGS.get(code, (None, ()))
    match = ending.search(word) if ending is not None else None
    if match is None or match.start() < 3:
        return ()
    return next((found for rest in instead if (found := _cardinal(word[: match.start()] + rest, code))), ())


def _cardinal(word: str, code: str) -> tuple[float, ...]:
    words = words_of(code)
    number = words.values.get(word)
    return _glued(word, words) if number is None else (number,)


def _glued(word: str, words: Words) -> tuple[float, ...]:
    """The parts of a word that several number words were written as."""
    if not words.glued or len(word) < 5:
        return ()
    # From the end, the fewest parts; "und" may stand between.
    best: list[tuple[float, ...] | None] = [None] * len(word) + [()]
    for at in range(len(word) - 1, -1, -1):
        for end in range(at + 2, min(len(word), at + _LONGEST) + 1):
            rest, part = best[end], word[at:end]
            if rest is None:
                continue
            number = words.values.get(part, words.scales.get(part))
            if part == "hundert" or part == "cento":
                number = 100.0
            found = rest if part == "und" else None if number is None else (number, *rest)
            if found is not None and (best[at] is None or len(found) < len(best[at] or ())):
                best[at] = found
    return best[0] or ()


def _total(parts: Sequence[float]) -> float | None:
    """What a run of values and scales amounts to; None where they do not make one number ("two three")."""
    total, current = 0.0, 0.0
    for place, part in enumerate(parts):
        if part >= 1000:
            if total and total < part:  # "dos mil millones"
                total, current = (total + current) * part, 0.0
            else:
                total, current = total + (current or 1.0) * part, 0.0
        elif part == 100 and 0 < current < 100:
            current *= 100
        elif part == 20 and current % 100 == 4:  # "quatre-vingts"
            current += 76
        elif place == 0 or current == 0 or 1 <= part < _room(current):
            current += part
        else:
            return None
    return total + current


def _room(value: float) -> float:
    """What can be added to a value in words: to "twenty" less than ten, to "two hundred" less than a hundred."""
    if value % 100 in {60, 80}:  # "soixante-douze", "quatre-vingt-dix"
        return 20
    return 100 if value % 100 == 0 else 10 if value % 10 == 0 else 1


@lru_cache(maxsize=4_096)
def spelled(line: str, language: str | None) -> tuple[Spelled, ...]:
    """The numbers of a line that have at least one word, each as long as it can be: "two hundred and three" is 203."""
    code = coded(language)
    low = line.lower()
    if not words_of(code).values or len(low) != len(line):
        return ()
    return (*_runs(low, code), *(_parts(low) if code == "en" else ()))


# "A fifth since 2022", "two-thirds"
_PART = re.compile(r"\b(an?|one|two|three|four|five)[\s-](hal(?:f|ves)|thirds?|quarters?|[a-z]+(?:th|ths))\b")


def _parts(low: str) -> Iterator[Spelled]:
    """The fractions of an English line."""
    values = words_of("en").values | {"half": 2.0, "halves": 2.0, "quarter": 4.0}
    for match in _PART.finditer(low):
        whole = values.get(match[2], 0.0) or values.get(match[2].removesuffix("s"), 0.0)
        if whole >= 2:
            yield Spelled(*match.span(), values[match[1]] / whole)


def _runs(low: str, code: str) -> Iterator[Spelled]:
    run, start, end, worded = list[float](), 0, 0, False
    for token in _TOKEN.finditer(low):
        text = token.group()
        digits = text[0].isdecimal()
        values = _digits(text) if digits else _split(text, code)
        if run and not values and (text == "-" or text in _JOINS):
            continue
        if run and (not values or len(run) > _MOST or _total([*run, *values]) is None):
            if worded:
                yield Spelled(start, end, _total(run) or 0.0)
            run = []
        if not run:
            run, start, worded = [], token.start(), False
        run += values
        worded = worded or (bool(values) and not digits)
        end = token.end()
    if run and worded:
        yield Spelled(start, end, _total(run) or 0.0)


def _digits(text: str) -> tuple[float, ...]:
    return (float(text.replace(",", ".")),) if len(text) < _LONGEST else ()
