"""Reading a figure: digits with separators, or a run of number words, and the scale behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.dates.tables import spaced
from briefing.numbers.lexicon import LETTERS, Lexicon

_SPACES = "\u00a0\u202f\u2009"
_ENGLISH = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:[ {_SPACES}'’]\d{{3}})+(?![\d,]|\.\d)|\d+(?:\.\d+)?"
)
_CONTINENTAL = re.compile(
    rf"\d{{1,3}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:[ {_SPACES}'’]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)+"
    rf"|\d+(?:\.\d+)?"
)
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
# Languages that write 4,700.5 as English does; the others write 4.700,5.
_LIKE_ENGLISH = frozenset(("en", "zh", "ja", "ko", "he", "ar", "hi", "th", "ga", "mt", "cy"))
_MORE = re.compile(r"[.,]\d")
_TAIL = re.compile(r"[\d.,:/-]*\d")
_FILLING = re.compile(rf"[ {_SPACES}'’]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read up to `end`; `scale` is what has been applied to it (1 for none), `words` when written out.

    `value` is None where the digits are not a number that can be read for certain ("1.2.3", "1,5" in English, "007").
    """

    end: int
    value: float | None
    scale: float = 1.0
    words: bool = False


def read_digits(low: str, at: int, code: str, lexicon: Lexicon) -> Figure:
    """The figure in digits at `low[at]`, without scale words."""
    english = code in _LIKE_ENGLISH
    match = (_ENGLISH if english else _CONTINENTAL).match(low, at)
    if match is None:  # a digit of another script
        return Figure(at + 1, None)
    text, end = match.group(), match.end()
    if _MORE.match(low, end) or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        tail = _TAIL.match(low, at)
        return Figure(tail.end() if tail else end, None)
    bare = _FILLING.sub("", text)
    if english:
        return Figure(end, float(bare.replace(",", "")))
    if "." not in bare and _GROUPS.fullmatch(bare) and not lexicon.scale.match(low, end + 1):
        # A count is never written with exactly three decimals: "4,700 ushtarë" follows the English way.
        return Figure(end, float(bare.replace(",", "")))
    if bare.count(",") > 1:
        return Figure(end, None)
    if _THOUSANDS.fullmatch(bare) or "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    return Figure(end, float(bare))


def read_words(low: str, at: int, lexicon: Lexicon) -> Figure | None:
    """A run of number words: "three hundred and twenty", "twenty-one thousand", "half a million".

    What leads ("a", "one", "half a") counts only where a scale follows.
    """
    lead = lexicon.lead.match(low, at)
    total, current, scale, end = 0.0, 0.0, 1.0, at
    last, place = "", at
    if lead is not None and lexicon.scale.match(low, lead.end()):
        current, last, place = lexicon.leads[spaced(lead[1])], "value", lead.end()
    while True:
        value = lexicon.value.match(low, place)
        word = spaced(value.group()) if value is not None else ""
        if value is not None and (last or word not in lexicon.ones):
            number = lexicon.values.get(word, 1.0)
            if not _adds(current, number, last, low[end:place].split()):
                break
            current, last, end = current + number, "value", value.end()
        else:
            match = lexicon.scale.match(low, place) if last else None
            if match is None or (end > at and low[end:place].strip(" -\u00a0")):
                break
            size = lexicon.scales[spaced(match.group())]
            if size in {12, 100} and 0 < current < 100:
                current *= size
            elif size <= 100 or not current or (total and size >= scale):
                break
            else:
                total, current, scale = total + current * size, 0.0, size
            last, end = "scale", match.end()
        join = lexicon.join.match(low, end)
        if join is None or join.end() == end:
            break
        place = join.end()
    return Figure(end, total + current, scale, words=True) if end > at else None


def _adds(current: float, number: float, last: str, between: list[str]) -> bool:
    """Whether a value word goes on with the number: twenty + one, hundred + (and) twenty, thousand + five hundred.

    Other languages join ones to tens by a word too; "twenty and two" are two numbers.
    """
    if last == "":
        return True
    if last == "scale":
        return number < 100 or not current
    if number == 0 or number >= 100:
        return False
    return current % 100 == 0 or (number < 10 and current % 100 >= 20 and current % 10 == 0 and between != ["and"])


_ATTACHED = re.compile(
    rf"\s?({'|'.join(sorted(LETTERS, key=len, reverse=True))})\b(?:\.(?=\s(?:euros?|dollars?|pounds?)\b))?(?![.']?\w)"
)
_MONEY = re.compile(r"\s+(?:euros?|dollars?|pounds?|usd|eur|gbp)\b")
# "1.2m users" are millions; "60m away" and "a 200m race" are metres.
_MANY = re.compile(r"\s+(?:[a-z]+\s+)?(?:people|children|men|women|(?!always|across|waves|finals)[a-z-]+s)\b")


def scaled(figure: Figure, low: str, lexicon: Lexicon, millions: bool) -> Figure:
    """The figure with the scale behind it ("4.7 thousand", "3bn", "1.2m people").

    `millions` where a letter can be nothing else: behind a sign of money, or an M in capitals.
    """
    if figure.value is None:
        return figure
    letters = _ATTACHED.match(low, figure.end) if not figure.words else None
    if letters is not None:
        letter, end = letters[1], letters.end()
        hangs = letters.start(1) == figure.end
        sure = letter not in {"m", "k", "b"} or millions or _MONEY.match(low, end) is not None
        if not sure and not (hangs and (letter == "k" or (letter == "m" and _MANY.match(low, end)))):
            return figure
        return Figure(end, figure.value * LETTERS[letter], LETTERS[letter])
    value, end, scale = figure.value, figure.end, figure.scale
    while (match := lexicon.scale.match(low, end + 1)) and low[end] in " -\u00a0\u202f\n":
        size = lexicon.scales[spaced(match.group())]
        value, end, scale = value * size, match.end(), size
    return Figure(end, value, scale, figure.words)
