"""The words for dates of each language: months, weekdays, units of time, and what leads to a month or a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.dates.tables import any_of, keyed, primary, table, words

__all__ = ["Language", "language_of", "primary"]

_TIMES = ("h", "day", "week", "month", "year", "decade")


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What the reader needs of one language; all words are in lower case.

    `months` count from 1 and `weekdays` from 0 (Monday). `full` are the months' names that are not shortened. `counts`
    are the words that can stand before a unit of time. `of` stands between the parts of a date. `which` are words
    for "last" and "next". `before_month` ends where a bare month begins and `before_year` where a year does;
    `behind_month` and `behind_year` begin where they end. Before `other_year` ("of that year") a month is not dated.
    """

    code: str
    months: Mapping[str, int]
    full: frozenset[str]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    of: str
    which: Mapping[str, str]
    before_month: re.Pattern[str]
    behind_month: re.Pattern[str]
    before_year: re.Pattern[str]
    behind_year: re.Pattern[str]
    other_year: re.Pattern[str]


def _numbered(rows: list[str], first: int, code: str) -> dict[str, int]:
    return {word: at for at, row in enumerate(rows, first) for word in words(row, code)}


def _counts(data: Mapping[str, Any], code: str) -> dict[str, int]:
    ones = (*words(data["one"], code), *words(data.get("article", ""), code))
    return dict.fromkeys(ones, 1) | {word: int(value) for word, value in keyed(data["values"], code).items()}


@cache
def language_of(code: str) -> Language | None:
    """The words of a language by its primary subtag; None where there are none."""
    data = table(code)
    if not data:
        return None
    code = data["code"]
    which = keyed(data.get("which", {}), code)
    units = {key: row for key, row in data["units"].items() if key in _TIMES}
    return Language(
        code=code,
        months=_numbered(data["months"], 1, code),
        full=frozenset(row.split(",")[0] for row in data["months"]),
        weekdays=_numbered(data["weekdays"], 0, code),
        units=keyed(units, code),
        counts=_counts(data, code),
        which=which,
        of=any_of(words(data.get("of", ""), code)),
        before_month=re.compile(rf"(?<!\w)({any_of([*words(data['before_month'], code), *which])})[\s-]+$"),
        behind_month=re.compile(rf"\s+({any_of(which)})(?!\w)"),
        before_year=re.compile(rf"(?<!\w){any_of(words(data['before_year'], code))}(?:\s+the)?[\s-]+$"),
        behind_year=re.compile(rf"\.?\s+{any_of(words(data.get('behind_year', ''), code))}"),
        other_year=re.compile(rf"\s+{any_of(words(data.get('other_year', ''), code))}(?!\w)"),
    )
