"""What stands beside a number: that it no longer holds, that it is part of another, how exact it is.

Each pattern is searched for only after a cheap look: every number of every article is asked all of this.
"""

from __future__ import annotations

import re

from briefing.numbers import Number
from briefing.text.words import NUMERALS

_HEDGE = r"(?:(?:about|around|at least|the|some|an?|nearly|almost|over)\s+)*$"
# A value that no longer holds, or that another is measured by.
_FORMER = re.compile(
    r"\b(?:than|compared (?:with|to)|against|previous(?:ly)?|earlier|original(?:ly)?|initial(?:ly)?|up on|down on)\s+"
    + _HEDGE,
    re.IGNORECASE,
)
_FORMER_CUES = "than", "compared", "against", "previous", "earlier", "original", "initial", "up on", "down on"
# "more than 300" is a bound, not a comparison with an earlier value.
_BOUND = re.compile(r"\b(?:more|less|fewer|other|higher|lower|greater) than\s*$", re.IGNORECASE)
# "from" stands before the earlier value only where something moves ("rose from 300", "up from 300").
_MOVED_FROM = re.compile(
    r"\b(?:up|down|ros\w+|risen|increas\w+|climb\w+|jump\w+|gr[eo]w\w*|fell|fallen|drop\w*|declin\w+|cut|reduced|raised"
    r"|lowered|went|moved|revised|lift\w*)\b[^,;.]{0,40}\bfrom\s+" + _HEDGE,
    re.IGNORECASE,
)
FIGURE = r"(?:\d[\d,.]*|" + "|".join(sorted(NUMERALS)) + ")"
_IS_WHOLE = re.compile(rf"\b{FIGURE}\s+(?:out )?of (?:the |its |their )?$", re.IGNORECASE)
_OF = "of ", "of the ", "of its ", "of their "
_INCLUDING = re.compile(r"\b(?:including|(?:of|among) (?:them|whom|which|these|those)),?\s*" + _HEDGE, re.IGNORECASE)
_PART_CUES = "including", "them", "whom", "which", "these", "those"
_QUALIFIER = re.compile(
    r"(?:\b(?:about|around|some|roughly|approximately|nearly|almost|over|under|at least|at most|up to|(?:no "
    r")?(?:more|less|fewer) than|"
    r"as many as|close to|just|well|an estimated|exactly|only)\s+)+$",
    re.IGNORECASE,
)
_QUALIFIES = tuple(
    "about around some roughly approximately nearly almost over under least most to than as just well estimated "
    "exactly only".split()
)
_RANGE = re.compile(r"\b(?:between|from) (?:about |around |some )?$", re.IGNORECASE)
_UNIT = re.compile(r"\s?(?:%|per ?cent\b|(?:thousand|million|billion|trillion|mn|bn|m)\b)")
_CLOCK = re.compile(r"\s+o['’]clock\b", re.IGNORECASE)
# "A man of 58": how old somebody is counts nothing.
_AGED = re.compile(r"\b(?:man|woman|boy|girl|child|person|aged?)(?: of)?(?: about| around)? $", re.IGNORECASE)
_AGES = tuple(f"{word} " for word in "man woman boy girl child person age aged of about around".split())
# No word of these endings is longer.
_TAIL = 16


def former(text: str, at: int) -> bool:
    """Whether what stands before a number says that it no longer holds, or is what another is measured by."""
    before = text[:at]
    low = before.lower()
    if any(map(low.__contains__, _FORMER_CUES)) and _FORMER.search(before) and not _BOUND.search(before):
        return True
    if "from" in low and _MOVED_FROM.search(before):
        return True
    return low.endswith(_OF) and bool(_IS_WHOLE.search(before))


def included(text: str, at: int) -> bool:
    """Whether what stands before a number says that it is part of another ("including", "of them")."""
    before = text[:at]
    return any(map(before.lower().__contains__, _PART_CUES)) and bool(_INCLUDING.search(before))


def counts_nothing(text: str, number: Number) -> bool:
    """Whether a number is an age or an hour."""
    if _CLOCK.match(text, number.end):
        return True
    return _tail(text, number.start).endswith(_AGES) and bool(_AGED.search(text[: number.start]))


def extent(text: str, number: Number) -> tuple[int, int]:
    """The number with its qualifier and unit, as offsets of the statement."""
    before = text[: number.start]
    qualified = _tail(text, number.start).rstrip().endswith(_QUALIFIES)
    qualifier = (_QUALIFIER.search(before) if qualified else None) or (_RANGE.search(before) if number.high else None)
    start = qualifier.start() if qualifier else number.start
    end = number.end
    while unit := _UNIT.match(text, end):
        end = unit.end()
    return start, end


def _tail(text: str, end: int) -> str:
    return text[max(0, end - _TAIL) : end].lower()
