"""The patterns of a language, compiled once, and the words that tell whether it is worth running them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from briefing.dates.languages import language_of
from briefing.dates.tables import Language

# Years of news and history; below that, four digits are a count.
YEAR = r"1[0-9]\d{2}|20\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NOT_BEFORE = r"(?<![\w/])(?<![\d][.,:–-])(?<![$€£#+])"
_NOT_BEHIND = r"(?!\d|[.,:]\d|\s?[%°])"
_RANGE = "to|till|until|through|deri(?: më)?|do|до|bis|au|al"
_JOIN = (
    rf"(?:\s*[-–—]\s*|,\s*|\s+(?:and|or|&|dhe|ose|i|ili|и|или|und|oder|et|ou|y|o|e|{_RANGE})\s+)"
    r"(?:(?:the|më|le|den)\s+)?"
)

NUMERIC = re.compile(
    rf"(?<![\w./-])(?:(?P<iy>\d{{4}})(?P<sep>[-/.])(?P<im>\d{{2}})(?P=sep)(?P<id>\d{{2}})(?:t\d{{2}}:?\d{{2}}(?::?\d{{2}}(?:\.\d+)?)?(?:z|[+-]\d{{2}}:?\d{{2}})?)?"
    rf"|(?P<a>\d{{1,2}})(?P<mark>\.\s?|[/-])(?P<b>\d{{1,2}})(?P=mark)(?P<y>(?:{YEAR}))(?=\.(?!\d)|[^\w/.-]|[-./]?(?!\S)"
    rf"|[-–]\D)"
    rf"|(?P<sa>\d{{1,2}})\.(?P<sb>\d{{1,2}})\.(?![\w/-]))"
)
YEARS = re.compile(
    rf"(?<![\w/$€£])(?<!\d[.,:-])(?P<y>{YEAR})(?:(?P<range>\s?[-–—/]\s?)(?P<to>{YEAR}|\d{{2}})(?![\w/-]|[.,:]\d)"
    rf"|(?P<decade>['’]?s)\b|(?![\w/%°]|[.,:–-]\d|\s?[%°]))"
)


def words_re(words: Iterable[str]) -> str:
    """Any of these words as one group, the longest first."""
    return (
        "(?:"
        + "|".join(
            re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
        )
        + ")"
    )


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns over lower-case text; `*_hints` are words of which one must be there for a pattern to match."""

    table: Language
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month: re.Pattern[str]
    near: re.Pattern[str]
    weekday: re.Pattern[str]
    phrase: re.Pattern[str]
    vague: re.Pattern[str]
    ago: re.Pattern[str]
    ahead: re.Pattern[str]
    year_before: re.Pattern[str]
    year_after: re.Pattern[str]
    month_hints: frozenset[str]
    weekday_hints: frozenset[str]
    time_hints: frozenset[str]
    unit_hints: frozenset[str]
    phrase_hints: frozenset[str]
    hints: frozenset[str]


DAY_IN_LIST = re.compile(rf"(?P<sep>{_JOIN})?(?P<d>{_DAY})(?!\d)(?:st|nd|rd|th|er|º|ª|°)?\.?")
RANGE_SEP = re.compile(rf"^\s*(?:[-–—]|\b(?:{_RANGE})\b)")
BETWEEN_DATES = re.compile(
    rf"^\s*(?:(?P<range>[-–—]|(?:{_RANGE})\b)|(?:and|or|dhe|i|и|und|et|y|e)\b|,)\s*(?:the\s+|on\s+)?$"
)


def _last_words(phrases: Iterable[str]) -> set[str]:
    return {re.split(r"[\s'’.-]+", phrase.rstrip("."))[-1] for phrase in phrases}


@cache
def patterns_of(code: str) -> Patterns | None:
    """The patterns for a primary language subtag; None where the language has no tables."""
    table = language_of(code)
    if table is None:
        return None
    months, weekdays, units = words_re(table.months), words_re(table.weekdays), words_re(table.units)
    count = rf"(?P<n>\b\d{{1,4}}|\b{words_re(table.counts)})"
    suffix = r"(?:st|nd|rd|th)?" if code == "en" else r"(?:er|º|ª|°)?\.?"
    days = rf"(?P<list>{_DAY}{suffix}(?:{_JOIN}{_DAY}{suffix})*)"
    weekday = rf"(?:\b(?P<w>{weekdays})(?:\b,?|,)\s+(?:(?:the|den|le|më|el|dem)\s+)?)?"
    unit = rf"(?P<u>{units})\b"
    year = rf"(?P<y>{YEAR})(?![\w/-]|[.,]\d)"
    month = rf"(?P<m>{months})\b"
    of_year = rf"(?:,?\s+|,)(?:of\s+)?(?:{table.of_re})(?:vitit\s+|viti\s+|del\s+)?"
    hints = (
        _last_words(table.phrases)
        | set(table.units)
        | {"ago", "earlier", "later", "before", "after", "evening", "that", "recent", "coming", "eve", "christmas"}
    )
    month_hints = frozenset(part for name in table.months for part in name.split())
    weekday_hints = frozenset(_last_words(table.weekdays)) | {name + "s" for name in table.weekdays}
    return Patterns(
        table=table,
        day_month=re.compile(
            rf"{weekday}{_NOT_BEFORE}{days}(?:\s+|(?<=\.)|-)(?:{table.of_re}){month}\.?(?:(?<!-){of_year}{year})?"
        ),
        month_day=re.compile(rf"{weekday}\b{month}\.?\s+(?:the\s+)?{days}{_NOT_BEHIND}(?!\w)(?:,?\s+{year})?")
        if code == "en"
        else re.compile("(?!)"),
        month=re.compile(rf"(?<![\w-])(?P<mid>(?:mid|early|late)-)?{month}\.?(?:{of_year}{year})?(?!\w)"),
        near=re.compile(rf"(?:(?<!\w)(?P<near>{table.near_re})|(?P<join>\b(?:and|to|or|through)|,|[-–—]))[\s-]*$"),
        weekday=re.compile(
            rf"(?:\b(?P<which>last|next|this past|past|this|coming|previous|following|every"
            rf"|each)\s+)?(?<![\w-])(?P<w>{weekdays})(?P<many>s)?(?![\w’'-](?!s\b))(?:\s+(?P<week>last|next"
            rf"|this)\s+week\b)?"
        ),
        phrase=re.compile(rf"(?<![\w-])(?P<p>{words_re(table.phrases)})(?![\w-])"),
        vague=re.compile(rf"(?<!\w)(?:{table.vague_re})(?!\w)"),
        ago=re.compile(rf"(?<!\w)(?:{_filled(table.ago_re, count, unit)})(?!\w)"),
        ahead=re.compile(rf"(?<!\w)(?:{_filled(table.ahead_re, count, unit)})(?!\w)"),
        year_before=re.compile(rf"(?:(?<!\w)(?:{table.year_re})(?:\s+the)?[\s-]+)$"),
        year_after=re.compile(table.year_after_re),
        month_hints=month_hints,
        weekday_hints=weekday_hints,
        time_hints=frozenset(hints),
        unit_hints=frozenset(_last_words(table.units)),
        phrase_hints=frozenset(_last_words(table.phrases)),
        hints=month_hints | weekday_hints | hints,
    )


def _filled(template: str, count: str, unit: str) -> str:
    """A template with its counts and units; a second pair gets other group names, as Python asks."""
    for suffix in ("", "2"):
        template = template.replace("{n}", count.replace("<n>", f"<n{suffix}>"), 1).replace(
            "{u}", unit.replace("<u>", f"<u{suffix}>"), 1
        )
    return template


ANCHORED = re.compile(
    r"(?<!\w)(?:(?P<n>\d{1,4}|one|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the)\s+(?P<u>days?"
    r"|weeks?|months?|years?)\s+"
    r"(?P<way>earlier|later|before|after|afterwards|previously|prior)"
    r"|the\s+(?P<which>next|following|previous|preceding|same)\s+(?P<v>day|morning|evening|night|week|month|year)"
    r"|(?P<same>that(?:\s+same|\s+very)?|the\s+same)\s+(?P<s>day|evening|morning|afternoon))(?!\w)"
)
