"""Names made of digits: case numbers, telephone numbers, addresses, versions, ballots, aircraft; as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.grounding.passage import Fault, Passage
from briefing.grounding.spelling import plain
from briefing.numbers import find

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
