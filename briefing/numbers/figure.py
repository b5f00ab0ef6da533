"""Reading a figure: digits with separators, or a run of number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing.numbers.lexicon import any_of, heads, lexicon_of

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
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read up to `end`; `scaled` when a scale word has been applied, `words` when written out.

    `value` is None where the digits are not a number that can be read for certain ("1.2.3", "1,5" in English, "007").
    """

    end: int
    value: float | None
    scaled: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of a language."""

    value: re.Pattern[str]
    scale: re.Pattern[str]
    join: re.Pattern[str]
    values: dict[str, float]
    scales: dict[str, float]
    scale_heads: frozenset[str]


@cache
def words_of(code: str) -> Words:
    """Patterns and values of a language's number words."""
    lexicon = lexicon_of(code)
    return Words(
        re.compile(any_of(lexicon.values) + r"(?!\w)"),
        re.compile(any_of(lexicon.scales) + r"(?!\w)"),
        re.compile(rf"\s*-\s*|\s+(?:{any_of(lexicon.joins)}\s+)?"),
        dict(lexicon.values),
        dict(lexicon.scales),
        heads(lexicon.scales) | _LETTERS.keys() | {"m", "k", "b"},
    )


def _spaced(word: str) -> str:
    return word if word.isalnum() else _BLANKS.sub(" ", word)


def read_digits(low: str, at: int, code: str) -> Figure | None:
    """The figure in digits at `low[at]`, without scale words."""
    english = code in _LIKE_ENGLISH
    match = (_ENGLISH if english else _CONTINENTAL).match(low, at)
    if match is None:
        return None
    text, end = match.group(), match.end()
    if _MORE.match(low, end) or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        tail = _TAIL.match(low, at)
        return Figure(tail.end() if tail else end, None)
    if text.isdecimal():
        return Figure(end, float(text))
    bare = _FILLING.sub("", text)
    if english:
        return Figure(end, float(bare.replace(",", "")))
    if (
        "," in bare
        and "." not in bare
        and _GROUPS.fullmatch(bare)
        and not words_of(code).scale.match(low[end:].lstrip())
    ):
        # A count is never written with exactly three decimals: "4,700 ushtarë" follows the English way.
        return Figure(end, float(bare.replace(",", "")))
    if bare.count(",") > 1:
        return Figure(end, None)
    if _THOUSANDS.fullmatch(bare) or "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    return Figure(end, float(bare))


def read_words(low: str, at: int, code: str, article: int = 0) -> Figure | None:
    """A run of number words: "three hundred and twenty", "twenty-one thousand".

    `article`: so many letters at the start say one ("a hundred and twenty").
    """
    words = words_of(code)
    total, current, end, last = 0.0, 0.0, at, ""
    least = float("inf")
    place = at
    if article:
        current, last, place = 1.0, "value", re.compile(r"\s*").match(low, at + article).end()  # type: ignore[union-attr]  # it always matches
    while True:
        value = words.value.match(low, place)
        if value is not None:
            number = words.values[_spaced(value.group())]
            joined = low[end:place].strip(" -\u00a0")
            if not _adds(current, number, last, joined):
                break
            current, last, end = current + number, "value", value.end()
        else:
            scale = words.scale.match(low, place)
            if scale is None or (last == "" and not current):
                break
            size = words.scales[_spaced(scale.group())]
            if last and end > at and low[end:place].strip(" -\u00a0"):
                break
            if size in {100, 12}:
                if not 0 < current < 100:
                    break
                current *= size
            elif size >= least or not current:
                break
            else:
                total, current, least = total + current * size, 0.0, size
            last, end = "scale", scale.end()
        join = words.join.match(low, end)
        if join is None or join.end() == end:
            break
        place = join.end()
    if end == at:
        return None
    return Figure(end, total + current, scaled=least < float("inf"), words=True)


def _adds(current: float, number: float, last: str, joined: str) -> bool:
    """Whether a value word goes on with the number: twenty + one, hundred + (and) twenty, thousand + five hundred."""
    if last == "":
        return True
    if last == "scale":
        return number < 100 or not current
    if number == 0 or number >= 100:
        return False
    if current >= 100 and current % 100 == 0:  # "dvesta pedeset", "dyqind e pesë"
        return True
    return number < 10 and current % 100 >= 20 and current % 10 == 0 and joined in {"", "e", "i", "и"}


# Scale letters of digits alone; "m" is also metres, so it needs money before it or a counted noun behind.
_LETTERS = {"bn": 1e9, "mn": 1e6, "tn": 1e12, "trn": 1e12, "mln": 1e6, "mio": 1e6, "bln": 1e9, "bil": 1e9,
            "mil": 1e6, "mill": 1e6}  # fmt: skip
_ATTACHED = re.compile(
    r"\s?(bn|mn|tn|trn|mln|mio|bln|bil|mil|mill|m|k|b)\b(?:\.(?=\s(?:euros?|dollars?|pounds?)\b))?(?![.']?\w)"
)
_METRES = re.compile(
    r"\s+(?:deep|high|tall|long|wide|thick|above|below|underground|away|from|sprint|race|final|finals|freestyle|hurdles"
    r"|relay|backstroke|butterfly|breaststroke|dash|wave|waves|"
    r"wall|tower|column|bridge|tunnel|radius|depth|height|record|title|gold|olympic|world|run|swim|champion|crater"
    r"|fence|up|down|behind|off|apart|across|in)\b"
)
_NOUN = re.compile(
    r"\s+(?:(?:new|more|other|local|young|extra|active|registered|foreign|poor|american|syrian)\s+)?(?:[a-z-]+s|people"
    r"|children|men|women)\b"
)
_SCALES_AFTER = re.compile(r"[\s-]+")


def scaled(figure: Figure, low: str, code: str, head: str, money: bool, capital: bool = False) -> Figure | None:
    """The figure with the scale behind it ("4.7 thousand", "3bn", "1.2m people"); `head` is what `ahead` gives there.

    None where "m" may be metres or millions. `capital`: the letter is an M, which metres never are.
    """
    if figure.value is None:
        return figure
    words = words_of(code)
    if head not in words.scale_heads:
        return figure
    value, end, applied = figure.value, figure.end, figure.scaled
    letters = _ATTACHED.match(low, end) if not figure.words else None
    if letters is not None:
        letter, attached = letters.group(1), letters.start(1) == end
        if letter in _LETTERS:
            return Figure(letters.end(), value * _LETTERS[letter], scaled=True)
        if letter in {"k", "b"}:
            return (
                Figure(letters.end(), value * (1e3 if letter == "k" else 1e9), scaled=True)
                if money and attached
                else figure
            )
        if (
            money
            or (capital and not _METRES.match(low, letters.end()))
            or re.compile(r"\s+(?:euros?|dollars?|pounds?|usd|eur|gbp)\b").match(low, letters.end())
        ):
            return Figure(letters.end(), value * 1e6, scaled=True)
        if not attached or _METRES.match(low, letters.end()):
            return figure
        return Figure(letters.end(), value * 1e6, scaled=True) if _NOUN.match(low, letters.end()) else None
    while True:
        gap = _SCALES_AFTER.match(low, end)
        match = words.scale.match(low, gap.end()) if gap else None
        if match is None:
            return Figure(end, value, applied, figure.words)
        value, end, applied = value * words.scales[_spaced(match.group())], match.end(), True
