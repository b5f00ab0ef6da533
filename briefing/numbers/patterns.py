"""The patterns by which the reader of numbers finds its way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing.dates.page import words_of
from briefing.numbers.lexicon import any_of, heads, lexicon_of
from briefing.numbers.units import CODES, MONEY, units_of

# English words that start a number in a way of their own; `special` reads them.
_ENGLISH_FORMS = (
    "a an few several half quarter twice thrice double triple doubled tripled quadrupled twofold threefold fourfold "
    "fivefold tenfold"
)
_ARTICLES = ("a", "an")
# What stands behind an article that is a number ("a hundred", "a third of").
ARTICLED = frozenset(
    "hundred thousand million billion trillion dozen half third quarter fifth sixth seventh eighth ninth tenth".split()
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a language: a word that starts a number, units, currencies and the joint of a range.

    `starts` are what the words of `word` begin with; those of them that are `weak` ("a", "an") are a number only with
    one of `ARTICLED` behind them. `unit_heads` and `money_heads` are what the words of `unit` and `money` begin with,
    as `lexicon.heads` gives it.
    """

    word: re.Pattern[str]
    starts: frozenset[str]
    weak: frozenset[str]
    unit: re.Pattern[str]
    units: dict[str, str]
    money: re.Pattern[str]
    unit_heads: frozenset[str]
    money_heads: frozenset[str]
    range: re.Pattern[str]


@cache
def patterns_of(code: str) -> Patterns:
    """The patterns for a primary language subtag."""
    lexicon, units = lexicon_of(code), units_of(code)
    words = set(lexicon.values) | set(lexicon.vague) | set(lexicon.ordinals)
    if code == "en":
        words |= set(_ENGLISH_FORMS.split())
    return Patterns(
        re.compile(rf"(?<![\w'’]){any_of(words)}(?!\w)"),
        frozenset(words_of(word)[0] for word in words),
        frozenset(_ARTICLES if code == "en" else ()),
        re.compile(rf"(?:\s?-\s?|[\s\u00a0\u202f]*)({any_of(units)})(?!\w)"),
        units,
        re.compile(rf"\s*-?({any_of(MONEY)}|(?:{'|'.join(CODES)}))(?![\w])"),
        heads(units),
        heads([*MONEY, *CODES]),
        re.compile(
            rf"(?P<dash>\s?[-–—]\s?)|\s*-?\s+(?:{lexicon.to})\s+"
            + (r"(?:about\s+|around\s+)?|\s+or\s+" if code == "en" else "")
        ),
    )


LETTERS = re.compile(r"[^\W\d_]+")
DIGIT, DIGITS = re.compile(r"\d"), re.compile(r"\d+")
BLANKS = re.compile(r"\s+")
# What hangs on the figure of a name: "Article 5(2)", "737-800".
HUNG_ON = re.compile(r"(?:[-/.]?\w+)*(?:\(\w+\))*")
SIGNED = re.compile(r"(?:us)?[$€£]")
MAGNITUDE = re.compile(r"\bmagnitude(?:(?:\s+of)?\s+|-)$")
NO_AGE = re.compile(r"\s*(?:%|per|\w+\s+(?:gmt|am|pm)\b)")
AND_A_HALF = re.compile(r"\s+and\s+a\s+(half|quarter)\b")
BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|some\s+)?(?:us)?[$€£]?$")
AND = re.compile(r"\s+and\s+(?:about\s+|around\s+)?")
SIGN = re.compile(
    r"(?:(us|u\.s\. |au|ca|hk|nz|nt|a|c|s)?([$€£¥₹₽₺₴₪₩])|\b(" + "|".join(CODES) + r"|rs\.?)[\s\u00a0])\s?$"
)
MINUS = re.compile(r"(?:(?<![\w.,)\]]))([-−–+])$|\bminus\s+$")
GLUED = re.compile(r"[\w/@#&:.=+~-]*[^\W\d][\w/@#&:.=+~-]*[-./_]?$|[#@]$")
# One of these stands before the figure wherever `GLUED` and `SIGN` match.
GLUE = re.compile(r"[\w/@#&:.=+~\n-]")
SIGN_ENDS = (*"$€£¥₹₽₺₴₪₩", *CODES, "rs", "rs.")
REST = re.compile(r"[\w-]*\w")
YEARS_OLD = re.compile(
    r"\s?-?\s?(?:years?|yrs?)\s?[- ]\s?olds?\b(?!\s+(?:conflict|war|dispute|building|company|house))"
    r"|\s+years?\s+of\s+age\b"
)
MONTHS_OLD = re.compile(r"[\s-](month|week|day)s?[- ]olds?\b")
AGED = re.compile(
    r"\b(?:aged|age|ages|dies at|died at|dead at|(?:dies|died|dead|dying)\b[^.;,]{1,24}\bat"
    r"|at the age of|at age)\s+(?:of\s+)?"
    r"(?:about\s+|only\s+"
    r"|just\s+)?$"
)
TIMES = re.compile(r"[\s-]?(?:times\b(?!\s+square)|-?fold\b|x\b(?!\s?\d))")
# Scores of people, not "Messi scores 4".
SCORES = re.compile(
    r"\s+(?:of|more|injured|killed|dead|wounded|hurt|missing|arrested|detained|feared|trapped|were|are|have|die|died|others)\b"
)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
RANKED = re.compile(
    r"[\s-]+(?:largest|biggest|highest|lowest|most|best|worst|busiest|oldest|richest|longest|deadliest|strongest"
    r"|smallest|youngest|fastest|tallest|poorest|ranked|placed|seed)\b"
)
FRACTION_BEHIND = re.compile(
    r"(?:\s|-)(half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)\b"
)
PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}
# "2 1/2 hours", "2½"
MIXED = re.compile(r"(?:\s?(?=[½¼¾])|\s)(½|¼|¾|1/2|1/4|3/4)(?![\d/])")
MAY_MIX = re.compile(r"\s?[½¼¾13]")
MIXED_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
TOP = re.compile(r"\b(?:the|world['’]s|of|into|in|a)\s+top[\s-]$|^top[\s-]$")
NAME_AGE = re.compile(r"([^\W\d_a-z][\w'’-]+\s)?[^\W\d_a-z][\w'’-]+,\s$")
SUFFIX_OK = re.compile(
    r"(?:bn|b|mn|tn|trn|mln|mio|bln|m|k|km|kg|cm|mm|ha|ft|mph|kph|kw|mw|gw|kwh|mwh|gwh|twh|kv|mb|gb|tb|hrs?|pct|pc|pp|bp|wks?"
    r"|bps|sqm|st|nd|rd|th|g|t|h|x|min|lb|lbs|yrs?|mi|oz|l)(?![\w])"
)
