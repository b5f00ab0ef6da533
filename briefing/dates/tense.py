"""Whether the words around a date speak of what was or of what is to come.

"On Tuesday" is the last one after "met" and the next one before "will meet". Where the words do not settle it, the date
stays unresolved: a wrong day is worse than none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from briefing.dates.tables import table

Tense = Literal["past", "future"]

# Where a sentence ends; a short word with a full stop may be a title or a month ("Gov.", "Sept. 11").
_END = re.compile(r"(?:(?<=[^\W\d_]{4})|(?<=\d)|(?<=[\"”’)]))[.!?][\"”’)]*\s+(?=[\"“‘(]?[^\W\d_])|\n")
# No sentence of the news is longer to either side; a bound keeps long texts from being read again for each date.
_REACH = 600
# A plan has its day behind one of these, be it told in the past: "called a vote for Tuesday".
_BOUND = re.compile(r"\b(?:for|until|till|by|to|from|starting)(?: the)?\s+\Z")
# What had been done by a day was done.
_DONE = re.compile(r"\b(?:had|has|have)\b.*\bby(?: the)?\s+\Z")
# So many words stand before a date that opens its sentence: "But on Tuesday".
_OPENING = 2


@cache
def _cues(code: str) -> re.Pattern[str] | None:
    words = table(code)
    if not words:
        return None
    kinds = [f"(?P<{kind}>{'|'.join(words[kind])})" for kind in ("open", "future", "past") if kind in words]
    return re.compile(rf"\b(?:{'|'.join(kinds)})\b")


def tense_at(low: str, start: int, end: int, code: str) -> Tense | None:
    """The tense at `low[start:end]` (lower case): of the last cue before it, else of those behind it that agree.

    A future right behind goes first ("said the talks on Tuesday will end it"). None where the sentence has no cue, or
    its cue is open: "was to meet", "agreed to meet".
    """
    pattern = _cues(code)
    if pattern is None:
        return None
    first, last = max(0, start - _REACH), min(len(low), end + _REACH)
    for stop in _END.finditer(low, first, last):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start()
            break
    cues = list(pattern.finditer(low, first, last))
    before = [cue for cue in cues if cue.end() <= start]
    after = [cue for cue in cues if cue.start() >= end]
    if after and after[0].lastgroup == "future" and not low[end : after[0].start()].strip():
        return "future"
    if before:
        told = before[-1].lastgroup
        if told == "past" and _BOUND.search(low, first, start) and not _DONE.search(low, first, start):
            return None
    else:
        # "On Tuesday, ...": the sentence's own verb comes first.
        opens = len(low[first:start].split()) <= _OPENING
        kinds = {cue.lastgroup for cue in (after[:1] if opens else after)} - {"open"}
        told = kinds.pop() if len(kinds) == 1 else None
    return "past" if told == "past" else "future" if told == "future" else None
