"""Numbers in words, whatever a writer makes of them: "viertausendsiebenhundert", "2 mil millones", "beide", "petorica".

For the lines of an article only, where one reading too many does no harm: a statement's own numbers are read by
`briefing.numbers`, which is careful to leave out what is no number. Words beside those that it knows stand in
`briefing/_data/number_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from briefing.dates.languages import primary
from briefing.numbers.lexicon import lexicon_of
from briefing.text.spelling import plain

_SERBIAN = frozenset(("sr", "bs", "hr", "me", "cnr", "sh"))
# Where a number is written as one word.
_GLUED = frozenset(("de", "it"))
_JOINS = frozenset(("and", "e", "i", "et", "y", "und", "of", "a", "an", "de", "des", "-"))
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|\S")
# A number in words ends somewhere, and so does a word.
_MOST, _LONGEST = 12, 80


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number of a line and the part of the line that it was read from."""

    start: int
    end: int
    value: float


@cache
def words_of(language: str | None) -> dict[str, float]:
    """The number words of a language in plain letters; none where it has no table. Those from 1,000 multiply."""
    code = primary(language) if language else ""
    lexicon = lexicon_of(code)
    table = tomllib.loads((files("briefing") / "_data" / "number_words.toml").read_text("utf-8"))
    more = dict(table.get("sr" if code in _SERBIAN else code, {}))
    stems, endings = more.pop("ordinals", "").split(), more.pop("endings", "").split(", ")
    scales = {word.rstrip("."): value for word, value in lexicon.scales.items() if value >= 1000}
    found = {stem + end: float(value) for value, stem in enumerate(stems, 2) for end in endings}
    found |= {**lexicon.ordinals, **lexicon.values, **scales}
    found |= {word: float(value) for value, words in more.items() for word in words.split(", ")}
    return {plain(word): value for word, value in found.items()}


@lru_cache(maxsize=16_384)
def _split(word: str, language: str | None) -> tuple[float, ...]:
    """The values of the number words that one word is made of: "viertausendsiebenhundert" -> 4, 1000, 7, 100."""
    words = words_of(language)
    if word in words:
        return (words[word],)
    if primary(language or "") not in _GLUED or not 5 <= len(word) <= _LONGEST:
        return ()
    # From the end, the fewest parts; "und" may stand between.
    best: list[tuple[float, ...] | None] = [None] * len(word) + [()]
    for at, end in product(range(len(word) - 1, -1, -1), range(len(word) + 1)):
        rest, part = best[end], word[at:end]
        if rest is not None and end - at > 1 and (part == "und" or part in words):
            found = rest if part == "und" else (words[part], *rest)
            best[at] = found if best[at] is None or len(found) < len(best[at] or ()) else best[at]
    return best[0] or ()


# What can be added to a value in words: to "two hundred" less than a hundred, to "soixante" and "quatre-vingt" less
# than twenty; to any other ten less than ten.
_ROOM = {0: 100, 60: 20, 80: 20}


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
        elif not place or not current or 1 <= part < _ROOM.get(int(current) % 100, 1 if current % 10 else 10):
            current += part
        else:
            return None
    return total + current


@lru_cache(maxsize=4_096)
def spelled(line: str, language: str | None) -> tuple[Spelled, ...]:
    """The numbers of a line that have at least one word, each as long as it can be: "two hundred and three" is 203."""
    found: list[Spelled] = []
    run, start, end, worded = list[float](), 0, 0, False
    for token in _TOKEN.finditer(line if words_of(language) else ""):
        text = token.group()
        digits = text[0].isdecimal()
        values = (float(text.replace(",", ".")),) if digits and len(text) < 16 else _split(plain(text), language)
        if run and not values and plain(text) in _JOINS:
            continue
        if run and (not values or len(run) > _MOST or _total([*run, *values]) is None):
            found += [Spelled(start, end, _total(run) or 0.0)] if worded else []
            run = []
        if not run:
            start, worded = token.start(), False
        run = [*run, *values]
        worded, end = worded or (bool(values) and not digits), token.end()
    if run and worded:
        found.append(Spelled(start, end, _total(run) or 0.0))
    return tuple(found)
