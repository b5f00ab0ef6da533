"""The number words of each language, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.dates.tables import any_of, keyed, table, words
from briefing.dates.written import starts_of
from briefing.numbers.number import Kind
from briefing.numbers.units import units_of

# Scale letters of digits alone.
LETTERS = {"bn": 1e9, "mn": 1e6, "tn": 1e12, "trn": 1e12, "mln": 1e6, "mio": 1e6, "bln": 1e9, "bil": 1e9, "mil": 1e6,
           "m": 1e6, "k": 1e3, "b": 1e9}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """`values` below a thousand add up, `scales` multiply, `leads` ("a", "half a") are numbers before a scale or unit.

    `ones` and `articles` are those leads that are one. `singles` are words that are a number alone, with its kind:
    "dozens", "twice", and `ordinals`. `parts` are words such as "thirds". `qualifiers` lead from words before the
    figure to their class, `after` from words behind it. The patterns match these words in lower-case text; `named` is
    what makes the figure behind it a name, `to` the joint of a range. `attached` are letters that can hang on digits,
    `starts` the first words of numbers in words.
    """

    code: str
    values: Mapping[str, float]
    scales: Mapping[str, float]
    ordinals: Mapping[str, float]
    singles: Mapping[str, tuple[float, Kind]]
    leads: Mapping[str, float]
    parts: Mapping[str, float]
    ones: frozenset[str]
    qualifiers: Mapping[str, str]
    after: Mapping[str, str]
    units: Mapping[str, str]
    value: re.Pattern[str]
    scale: re.Pattern[str]
    join: re.Pattern[str]
    single: re.Pattern[str]
    lead: re.Pattern[str]
    articles: re.Pattern[str]
    part: re.Pattern[str]
    qualifier: re.Pattern[str]
    behind: re.Pattern[str]
    unit: re.Pattern[str]
    named: re.Pattern[str]
    to: re.Pattern[str]
    attached: frozenset[str]
    starts: frozenset[str]


def _values(data: Mapping[str, Any], key: str) -> dict[str, float]:
    return {word: float(value) for word, value in keyed(data.get(key, {}), data.get("code", "en")).items()}


def _compounds(data: Mapping[str, Any], values: Mapping[str, float], small: Mapping[str, float]) -> dict[str, float]:
    """The numbers from 21 to 99 that are one word: "zweiundzwanzig". Italian drops a vowel: ventuno, ventitré."""
    found: dict[str, float] = {}
    tens = {word: value for word, value in values.items() if value in range(20, 100, 10)}
    for join in words(data.get("compound", ""), data["code"]):
        for ten, size in tens.items():
            for one, value in small.items():
                if 1 <= value < 10:
                    found[join.format(ten=ten, one=one)] = size + value
                    if join == "{ten}{one}" and value in {1, 3, 8}:
                        found[ten + "tré" if value == 3 else ten[:-1] + one] = size + value
    return found


@cache
def lexicon_of(code: str) -> Lexicon:
    """The words of a language by its primary subtag; few where there are none."""
    data = table(code) or {"code": ""}
    code = data["code"]
    ones, articles = words(data.get("one", ""), code), words(data.get("article", ""), code)
    values, ordinals = _values(data, "values"), _values(data, "ordinals")
    values = _compounds(data, values, values | dict.fromkeys(ones, 1.0)) | values
    if "{ten}-{one}" in data.get("compound", ""):
        ordinals |= _compounds(data, values, ordinals)
    # "First" is when more often than which: it counts nothing.
    ordinals = {word: value for word, value in ordinals.items() if value > 1}
    singles: dict[str, tuple[float, Kind]] = {word: (value, "ordinal") for word, value in ordinals.items()}
    singles |= {word: (value, "multiple") for word, value in _values(data, "multiples").items()}
    singles |= {word: (value, "vague") for word, value in _values(data, "vague").items()}
    scales = _values(data, "scales")
    leads = dict.fromkeys((*articles, *ones), 1.0) | _values(data, "leads")
    parts, units = _values(data, "parts"), units_of(code)
    qualifiers, after = keyed(data.get("before", {}), code), keyed(data.get("after", {}), code)
    named = any_of(words(data.get("named", ""), code))
    link = any_of(words(data.get("and", ""), code))
    many, part = any_of(word for word in parts if word.endswith("s")), any_of(parts)
    return Lexicon(
        code=code,
        values=values,
        scales=scales,
        ordinals=ordinals,
        singles=singles,
        leads=leads,
        parts=parts,
        ones=frozenset(ones),
        qualifiers=qualifiers,
        after=after,
        units=units,
        value=re.compile(rf"{any_of([*values, *ones])}(?!\w)"),
        scale=re.compile(rf"{any_of(scales)}(?!\w)"),
        join=re.compile(rf"\s*-\s*|\s+(?:{link}\s+)?"),
        single=re.compile(rf"{any_of(singles)}(?!\w)"),
        lead=re.compile(rf"({any_of(leads)})\b[\s-]*"),
        articles=re.compile(any_of(articles)),
        part=re.compile(
            "(?!)"
            if not parts
            else rf"(?P<n>{any_of([*values, *ones])})[\s-](?P<many>{many})\b(?!-)"
            rf"|{any_of([*articles, *ones])}(?:-(?P<hung>{part})\b|\s(?P<of>{part})\s+of\b)"
        ),
        qualifier=re.compile(rf"(?<![\w-])({any_of(qualifiers)})\s+(?:(?:a|the|just|another|only)\s+)?\Z"),
        behind=re.compile(rf"\s*({any_of(after)})(?!\w)"),
        unit=re.compile(rf"[\s\u00a0\u202f]*(?:-\s?)?({any_of(units)})(?!\w)"),
        named=re.compile(rf"(?<!\w){named}\s+\Z"),
        to=re.compile(rf"(?P<dash>\s?[-–—]\s?)|\s+{any_of(words(data.get('to', ''), code))}\s+"),
        attached=frozenset(
            {word for word in units if word.isalpha() and len(word) <= 4} | LETTERS.keys() | {"st", "nd", "rd", "th"}
        ),
        starts=starts_of([*values, *singles, *leads, *(["half"] if parts else [])]),
    )
