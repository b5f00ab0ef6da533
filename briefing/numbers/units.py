"""Units and currencies: words to the symbol that all languages share."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.dates.tables import any_of, keyed, table
from briefing.numbers.number import Kind

_PERCENT, _DURATIONS = frozenset(("%", "pp", "bp")), frozenset("s min h day week month year decade century".split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("briefing") / "_data" / "units.toml").read_text("utf-8"))


CODES: tuple[str, ...] = tuple(code.strip() for code in _data()["codes"].split(","))


@cache
def units_of(code: str) -> dict[str, str]:
    """The unit words of a language, with the symbols of all, and what each stands for."""
    data = table(code)
    return keyed(_data()["symbols"], "en") | keyed(data.get("units", {}), data.get("code", "en"))


def kind_of(unit: str) -> Kind:
    """What a figure with this unit is."""
    if unit.endswith(" old"):
        return "age"
    if unit in _PERCENT:
        return "percent"
    return "multiple" if unit == "times" else "duration" if unit in _DURATIONS else "measure"


@dataclass(frozen=True, slots=True)
class Money:
    """Patterns of currencies before and behind a figure, and which currency their words mean.

    Codes stand in capitals ("in all 68 flights" is no lek), so `before` and `behind` match the text as printed;
    `currencies` have their matches in lower case.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    currencies: dict[str, str]


@cache
def money() -> Money:
    """The currencies, which are read alike in every language."""
    signs, words = keyed(_data()["signs"], "en"), keyed(_data()["currencies"], "en")
    codes = "|".join(code.upper() for code in CODES)
    alphabetic = {sign for sign in signs if sign[0].isalpha()}
    return Money(
        re.compile(
            rf"(?:(?i:(?<!\w){any_of(alphabetic)}|{any_of(signs.keys() - alphabetic)})|\b(?:{codes})(?=\s))\s?\Z"
        ),
        re.compile(rf"\s*-?(?:(?i:{any_of(words)})|{codes})(?!\w)"),
        words | signs | {code: code.upper() for code in CODES},
    )
