"""The text that the readers of dates work on, and the words behind a figure that tell whether it counts something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.dates.patterns import Patterns, patterns_of
from briefing.text.words import STOP


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A text and what is known of it; `low` is lower case at the same offsets.

    `digits` are the runs of digits from start to end, `months` and `weekdays` the places of words for them, `words` the
    words that a date can have in this language. Most patterns are tried at these places only, or not at all.
    """

    text: str
    low: str
    code: str
    patterns: Patterns | None
    day_first: bool
    digits: list[tuple[int, int]]
    words: frozenset[str]
    months: list[int]
    weekdays: list[int]
    timed: bool


# Signs and foreign letters that no word of the tables has; in ASCII a table of bytes tells letters from the rest.
_OUTLANDISH = re.compile(r"[^\x00-\x7fÀ-ÖØ-öø-žА-џ]+")
_LETTERS_ONLY = bytes(at if at >= 0x80 or chr(at).isalpha() else 0x20 for at in range(256))
_RUN_OF_DIGITS = re.compile(r"\d+")


def words_of(low: str) -> list[str]:
    """The runs of letters of a text, as far as the tables have such letters."""
    if not low.isascii():
        low = _OUTLANDISH.sub(" ", low)
    return low.encode().translate(_LETTERS_ONLY).decode().split()


def page_of(text: str, low: str, code: str, day_first: bool) -> Page | None:
    """The page of a text; None where nothing tells of a date."""
    patterns = patterns_of(code)
    digits = [run.span() for run in _RUN_OF_DIGITS.finditer(low)]
    if patterns is None:
        return Page(text, low, code, None, day_first, digits, frozenset(), [], [], False) if digits else None
    words = patterns.known.intersection(words_of(low))
    if not digits and words.isdisjoint(patterns.hints):
        return None
    return Page(
        text,
        low,
        code,
        patterns,
        day_first,
        digits,
        words,
        places(low, words & patterns.month_hints),
        places(low, words & patterns.weekday_hints),
        not words.isdisjoint(patterns.time_hints),
    )


def places(low: str, words: frozenset[str]) -> list[int]:
    """Where these words can stand, in order; parts of longer words are among them."""
    found: list[int] = []
    for word in words:
        at = low.find(word)
        while at >= 0:
            found.append(at)
            at = low.find(word, at + 1)
    if len(found) > 1:
        found.sort()
    return found


NEXT_WORD = re.compile(r"\s+([^\W\d_][\w'’-]*)")
_NOT_NOUNS = STOP | frozenset(
    "last next earlier ago local alone onward onwards later said says when where which who that amid ahead via early "
    "late today "
    "tomorrow yesterday near is local est gmt cet utc bst edt".split()
)
# What years are never about, so "in 2000 villages" is no year, and what happens in a year.
COUNTED = frozenset(
    "people soldiers troops men women children members personnel police officers civilians refugees migrants homes "
    "houses villages "
    "cases deaths euros dollars pounds lek dinars km kilometres kilometers metres meters miles hectares tonnes tons "
    "households families students "
    "workers employees jobs votes voters tickets copies vehicles cars buses aircraft tanks drones missiles rounds days "
    "weeks hours years "
    "citizens residents inhabitants passengers victims casualties prisoners protesters demonstrators".split()
)
EVENTS = frozenset(
    "election elections vote referendum campaign summit conference budget season championship championships cup games "
    "olympics war wars attack attacks "
    "bombing bombings agreement accord accords treaty constitution deal report census figures level levels edition "
    "festival tournament final crisis "
    "invasion uprising revolution coup riots protests unrest massacre earthquake tsunami world winter summer european "
    "presidential "
    "parliamentary general local financial fiscal".split()
)


def noun_follows(page: Page, at: int) -> str | None:
    """The lower-case word that follows and can be what a figure counts; None for small words, participles and names."""
    match = NEXT_WORD.match(page.low, at)
    if match is None or page.text[match.start(1)].isupper():
        return None
    word = match.group(1)
    if word in _NOT_NOUNS or word.endswith(("ed", "ing")):
        return None
    return word


def year_group(match: re.Match[str], page: Page) -> tuple[int | None, int]:
    """The year that a pattern took, and the end without it where it counts what follows ("March 11, 2000 soldiers")."""
    if match["y"] is None:
        return None, match.end()
    noun = noun_follows(page, match.end())
    if noun in COUNTED:
        return None, match.start("y")
    return int(match["y"]), match.end()


def weekday_number(word: str | None, page: Page) -> int | None:
    """The number of a weekday from 0 (Monday); None without a word."""
    if word is None or page.patterns is None:
        return None
    return page.patterns.table.weekdays.get(re.sub(r"\s+", " ", word))


DETERMINER = re.compile(r"\b(?:the|a|an|this|that|his|her|its|their|our)\s+$|['’]s?\s+$")
STOPS = re.compile(r"\s*(?:[,.;:!?)\]\"”’']|$)")
