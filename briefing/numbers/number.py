"""A number as it stands in a text, and when two of them are equal or can both be true."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "count", "money", "percent", "measure", "duration", "age", "ordinal", "fraction", "multiple", "code", "vague"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """`text[start:end] == text` of the text it was found in: the figure with currency, scale and unit, no qualifier.

    `value` has the scale applied; `high` is the upper end of a range, or the second figure of "3-1". `unit` is a symbol
    ("%", "pp", "USD", "km", "day", "years old"), None for plain counts. A `vague` number ("dozens", "tens of
    thousands") has the least scale it names as its value (12, 10,000). A `code` ("resolution 1244", "F-16", "10:30") is
    a name: its text is what counts, its value means nothing. `span` is the figure with its qualifier.
    """

    start: int
    end: int
    text: str
    value: float
    high: float | None
    unit: str | None
    kind: Kind
    qualifier: str | None
    span: tuple[int, int]


# How far a qualified figure reaches, as a part of its value. "About" is used for rounding: 4,600 for 4,650, 5 % at the
# most. "Nearly" stays below its figure by no more than a tenth, else the writer takes the next round figure. "Over"
# names the nearest round figure below: half again as much would be another estimate; "under" is its mirror.
_ABOUT, _NEARLY, _OVER, _UNDER = 0.05, 0.10, 0.50, 0.50
# "Dozens" are fewer than "hundreds": a vague count reaches from its scale to ten times that.
_VAGUE = 10


def same_quantity(a: Number, b: Number) -> bool:
    """Equal value, unit, kind and qualifier; names by their text."""
    if a.kind != b.kind:
        return False
    if a.kind == "code":
        return _name(a) == _name(b)
    return (
        a.unit == b.unit
        and a.qualifier == b.qualifier
        and math.isclose(a.value, b.value, rel_tol=1e-9)
        and (a.high is None) == (b.high is None)
        and math.isclose(a.high or 0.0, b.high or 0.0, rel_tol=1e-9)
    )


def _name(number: Number) -> str:
    return "".join(letter for letter in number.text.casefold() if letter.isalnum() or letter in ":.")


def _reach(number: Number) -> tuple[float, float, bool, bool]:
    """Lowest and highest value that the number allows, and whether each end itself is allowed."""
    low, high = sorted((number.value, number.value if number.high is None else number.high))
    size = abs(low)
    if number.kind == "vague":
        return low, low * _VAGUE, True, False
    match number.qualifier:
        case "about":
            return low - size * _ABOUT, high + abs(high) * _ABOUT, True, True
        case "nearly":
            return low - size * _NEARLY, high, True, False
        case "over":
            return low, high + abs(high) * _OVER, False, True
        case "at least":
            return low, math.inf, True, False
        case "under":
            return low - size * _UNDER, high, True, False
        case "at most":
            return -math.inf if low < 0 else 0.0, high, True, True
    return low, high, True, True


_SHOWN = re.compile(r"\d+(?:,\d{3})*(?:\.(\d+))?")


def _rounding(number: Number) -> float:
    """Half a unit of the last digit shown of a scaled figure: "1.2 million" is right to 50,000; 0 for others."""
    match = _SHOWN.search(number.text)
    shown = float(match.group().replace(",", "")) if match else 0.0
    if not match or not shown or abs(number.value) < 1e6 or math.isclose(shown, abs(number.value)):
        return 0.0  # smaller figures are written out
    return float(abs(number.value) / shown * 10 ** -len(match[1] or "") / 2)


def compatible(a: Number, b: Number) -> bool:
    """Whether both can be true of one thing: their bounds meet ("over 4,600", "around 4,700"), "34" and "41" do not.

    Figures of different units or kinds cannot be compared, so they are not compatible; a vague count is compared with
    a plain one ("dozens", "34").
    """
    kinds = {"count" if number.kind == "vague" else number.kind for number in (a, b)}
    if len(kinds) > 1 or a.unit != b.unit:
        return False
    if a.kind == "code":
        return _name(a) == _name(b)
    if a.kind in {"ordinal", "age"} and a.qualifier is None and b.qualifier is None:
        return same_quantity(a, b)
    a_low, a_high, a_from, a_to = _reach(a)
    b_low, b_high, b_from, b_to = _reach(b)
    slack = max(_rounding(a), _rounding(b)) + 1e-9 * max(abs(a.value), abs(b.value))
    if a_high + slack < b_low or b_high + slack < a_low:
        return False
    # Bounds that only touch must both allow the value they share: "over 34" and "34" do not meet.
    if math.isclose(a_high, b_low, rel_tol=1e-9) and slack < 1:
        return a_to and b_from
    if math.isclose(b_high, a_low, rel_tol=1e-9) and slack < 1:
        return b_to and a_from
    return True
