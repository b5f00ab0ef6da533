"""The patterns of a language, compiled once, and the words that tell whether it is worth running them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

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
    """Compiled patterns over lower-case text; `*_hints` are words of which one must be there for a pattern to match.

    `day_month`, `month_day`, `month` and `weekday` are tried where their digits or words stand; `weekday_ahead` and
    `article` end where those begin. `phrases` leads from the last word of a phrase to the others that must be there.
    `known` are all the words that a page is asked for.
    """

    table: Language
    day_month: re.Pattern[str]
    month_day: re.Pattern[str] | None
    weekday_ahead: re.Pattern[str]
    month: re.Pattern[str]
    near: re.Pattern[str]
    weekday: re.Pattern[str]
    article: re.Pattern[str] | None
    phrase: re.Pattern[str]
    vague: re.Pattern[str]
    ago: re.Pattern[str]
    ahead: re.Pattern[str]
    year_before: re.Pattern[str]
    year_after: re.Pattern[str]
    month_hints: frozenset[str]
    weekday_hints: frozenset[str]
    unit_hints: frozenset[str]
    ago_hints: frozenset[str]
    ahead_hints: frozenset[str]
    phrases: dict[str, tuple[frozenset[str], ...]]
    time_hints: frozenset[str]
    hints: frozenset[str]
    known: frozenset[str]


DAY_IN_LIST = re.compile(rf"(?P<sep>{_JOIN})?(?P<d>{_DAY})(?!\d)(?:st|nd|rd|th|er|º|ª|°)?\.?")
RANGE_SEP = re.compile(rf"^\s*(?:[-–—]|\b(?:{_RANGE})\b)")
BETWEEN_DATES = re.compile(
    rf"^\s*(?:(?P<range>[-–—]|(?:{_RANGE})\b)|(?:and|or|dhe|i|и|und|et|y|e)\b|,)\s*(?:the\s+|on\s+)?$"
)


# "Last", "every" before a weekday, and "mid-" before a month, right before what is to be read.
WHICH = re.compile(r"\b(?P<which>last|next|this past|past|this|coming|previous|following|every|each)\s+\Z")
MID = re.compile(r"(?<![\w-])(?:mid|early|late)-\Z")
# Words that make a day or a year one that leans on another, and words that Christmas and New Year have with them.
LEANS = frozenset(
    "earlier later before after afterwards previously prior next following previous preceding same that".split()
)
ANCHORS = frozenset("day days week weeks month months year years morning evening night afternoon".split())
FEASTS, OF_FEASTS = frozenset(("christmas", "year")), frozenset(("eve", "day"))


def _last_words(phrases: Iterable[str]) -> set[str]:
    return {_parts(phrase)[-1] for phrase in phrases}


def _parts(phrase: str) -> list[str]:
    return re.split(r"[\s'’.-]+", phrase.rstrip("."))


def _by_last_word(phrases: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    """The other words of each phrase, by its last."""
    found: dict[str, set[frozenset[str]]] = {}
    for phrase in phrases:
        *others, last = _parts(phrase)
        found.setdefault(last, set()).add(frozenset(others))
    return {last: tuple(sorted(rests, key=len)) for last, rests in found.items()}


def _letters(template: str) -> frozenset[str]:
    """The words of a template of "ago" or "in", of which each of its forms has one."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{\w\}|\\\w", " ", template)))


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
    unit = rf"(?P<u>{units})\b"
    year = rf"(?P<y>{YEAR})(?![\w/-]|[.,]\d)"
    month = rf"(?P<m>{months})\b"
    of_year = rf"(?:,?\s+|,)(?:of\s+)?(?:{table.of_re})(?:vitit\s+|viti\s+|del\s+)?"
    phrases = _by_last_word(table.phrases)
    month_hints = frozenset(part for name in table.months for part in name.split())
    weekday_hints = frozenset(_last_words(table.weekdays)) | {name + "s" for name in table.weekdays}
    articles = {name.rpartition(" ")[0] for name in table.weekdays if " " in name}
    time_hints = frozenset(phrases) | frozenset(table.units) | ANCHORS | FEASTS | table.vague_words
    hints = month_hints | weekday_hints | time_hints
    ago_hints, ahead_hints = _letters(table.ago_re), _letters(table.ahead_re)
    return Patterns(
        table=table,
        day_month=re.compile(
            rf"{_NOT_BEFORE}{days}(?:\s+|(?<=\.)|-)(?:{table.of_re}){month}\.?(?:(?<!-){of_year}{year})?"
        ),
        month_day=re.compile(rf"\b{month}\.?\s+(?:the\s+)?{days}{_NOT_BEHIND}(?!\w)(?:,?\s+{year})?")
        if code == "en"
        else None,
        weekday_ahead=re.compile(rf"\b(?P<w>{weekdays})(?:\b,?|,)\s+(?:(?:the|den|le|më|el|dem)\s+)?\Z"),
        month=re.compile(rf"(?<![\w-])(?P<mid>(?:mid|early|late)-)?{month}\.?(?:{of_year}{year})?(?!\w)"),
        near=re.compile(rf"(?:(?<!\w)(?P<near>{table.near_re})|(?P<join>\b(?:and|to|or|through)|,|[-–—]))[\s-]*$"),
        weekday=re.compile(
            rf"(?<![\w-])(?P<w>{weekdays})(?P<many>s)?(?![\w’'-](?!s\b))(?:\s+(?P<week>last|next|this)\s+week\b)?"
        ),
        article=re.compile(rf"(?<![\w-]){words_re(articles)}\s+\Z") if articles else None,
        phrase=re.compile(rf"(?<![\w-])(?P<p>{words_re(table.phrases)})(?![\w-])"),
        vague=re.compile(rf"(?<!\w)(?:{table.vague_re})(?!\w)"),
        ago=re.compile(rf"(?<!\w)(?:{_filled(table.ago_re, count, unit)})(?!\w)"),
        ahead=re.compile(rf"(?<!\w)(?:{_filled(table.ahead_re, count, unit)})(?!\w)"),
        year_before=re.compile(rf"(?:(?<!\w)(?:{table.year_re})(?:\s+the)?[\s-]+)$"),
        year_after=re.compile(table.year_after_re),
        month_hints=month_hints,
        weekday_hints=weekday_hints,
        unit_hints=frozenset(_last_words(table.units)),
        ago_hints=ago_hints,
        ahead_hints=ahead_hints,
        phrases=phrases,
        time_hints=time_hints,
        hints=hints,
        known=hints.union(ago_hints, ahead_hints, LEANS, OF_FEASTS, *chain.from_iterable(phrases.values())),
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
