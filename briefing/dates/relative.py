"""Dates that lean on the day of publication or on another date: "yesterday", "on Tuesday", "a day earlier"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from briefing.dates.languages import Language
from briefing.dates.mention import Kind
from briefing.dates.tables import any_of, keyed, spaced, table, words
from briefing.dates.tense import tense_at
from briefing.dates.written import Page, Reader, Written, starts_of

# "The last Thursday of the month" is told by its place in the month.
_OF = re.compile(r"\s+of\s+(?:(?:the|this|last|next)\s+)?(\w+)")
_EDGE, _BEHIND = r"(?<![\w-])", r"(?![\w-])"
# Behind "the day before" must stand a stop: "the day before the vote" leans on the vote.
_STOP = r"(?=\s*(?:[,.;:!?)\]\"”’']|$))"


def phrase(phrases: dict[str, str], anchored: bool, match: re.Match[str], page: Page) -> Iterator[Written]:
    """Yesterday, last month; "the next day", which is anchored; Christmas Eve, which is "12-24"; what is no day."""
    unit, offset = phrases[spaced(match.group())].split()
    if unit == "none":
        yield Written(*match.span(), "vague")
    elif "-" in unit:
        month, day = map(int, unit.split("-"))
        yield Written(*match.span(), "calendar", None, month, day)
    elif match.group() != "morgen" or not page.text[match.start()].isupper():  # German "Morgen" is a morning
        yield Written(*match.span(), "relative", unit=unit, offset=int(offset), anchored=anchored)


def counted(sign: int, anchored: bool, match: re.Match[str], page: Page) -> Iterator[Written]:
    """Three days ago, in two weeks (of what is to come, for else it is a stretch of time), "a day earlier"."""
    language, count = page.language, match["n"]
    assert language is not None  # noqa: S101  # its words were found
    number = int(count) if count.isdecimal() else language.counts.get(count)
    unit = language.units.get(match["u"])
    if number is None or unit is None:
        return
    if sign > 0 and not anchored and tense_at(page.low, match.start(), match.end(), language.code) != "future":
        return
    # "Two days before the vote" counts from the vote.
    unit = unit if match["stop"] is not None else "none"
    yield Written(*match.span(), "relative", unit=unit, offset=sign * number, anchored=anchored)


def weekday(match: re.Match[str], page: Page) -> Iterator[Written]:
    """On Tuesday, last Tuesday, Monday next week; "every Friday" is vague."""
    language, which = page.language, match["which"] or ""
    assert language is not None  # noqa: S101  # its words were found
    of = _OF.match(page.low, match.end())
    if of is not None and (of[1] == "month" or of[1] in language.months):
        return
    if language.code == "en" and not page.text[match.start("w")].isupper():
        return
    kind: Kind = "vague" if which == "every" else "weekday"
    which = f"{match['week']} week" if match["week"] else which
    yield Written(*match.span(), kind, weekday=language.weekdays[spaced(match["w"])], which=which)


def _templates(language: Language, key: str) -> Iterator[tuple[frozenset[str], re.Pattern[str]]]:
    """The patterns of "{n} {u} ago" with the words that they begin with; a dot at the end asks for a stop there."""
    count, unit = r"(?P<n>\d{1,4}|[^\W\d_]+)", r"(?P<u>[^\W\d_]+)"
    for template in words(table(language.code).get(key, ""), language.code):
        bare = template.removesuffix(".")
        pattern = any_of([bare]).replace(r"\{n\}", count).replace(r"\{u\}", unit)
        starts = starts_of(language.counts) | {"0"} if bare.startswith("{n}") else starts_of([bare])
        yield starts, re.compile(rf"{_EDGE}{pattern}{_BEHIND}(?P<stop>{_STOP if bare != template else ''})?")


def readers(language: Language) -> Iterator[Reader]:
    """The readers of these dates in a language."""
    for key, anchored in (("phrases", False), ("anchored", True)):
        found = keyed(table(language.code).get(key, {}), language.code)
        plain = {word.removesuffix("."): meaning for word, meaning in found.items()}
        if found:
            choices = any_of(found).replace(r"\.", _STOP)
            yield Reader(starts_of(found), re.compile(rf"{_EDGE}{choices}{_BEHIND}"), partial(phrase, plain, anchored))
    for key, sign, anchored in (("ago", -1, False), ("ahead", 1, False), ("earlier", -1, True), ("later", 1, True)):
        for starts, pattern in _templates(language, key):
            yield Reader(starts, pattern, partial(counted, sign, anchored))
    yield Reader(
        starts_of(language.weekdays) | set("last next this past coming previous following every".split()),
        re.compile(
            rf"{_EDGE}(?:(?P<which>last|next|this past|past|this|coming|previous|following|every)\s+)?"
            rf"(?P<w>{any_of(language.weekdays)})(?![\w’'-](?!s\b))(?:\s+(?P<week>last|next|this)\s+week\b)?"
        ),
        weekday,
    )
