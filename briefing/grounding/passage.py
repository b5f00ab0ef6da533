"""What a statement is held against, and what is found wrong with it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefing.dates.languages import primary

Code = Literal["number", "date", "clock", "name", "quotation"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a statement is held against: cited lines of one article, and what of it may settle names and dates.

    `lines` are the cited lines, verbatim. `context` are other lines of the article that stand earlier, its headline and
    its outlet: they count for names and dates only. `language` is that of the lines; None is a language nobody knows.
    """

    lines: tuple[str, ...]
    context: tuple[str, ...] = ()
    published: datetime.date | None = None
    language: str | None = "en"


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a statement that do not stand in its passages, for certain.

    `detail` is one plain sentence: "“4,600” does not stand in the cited lines".
    """

    code: Code
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a check cannot decide, as a short phrase for whoever judges the meaning."""

    text: str


@cache
def english(language: str | None) -> bool:
    """Whether lines are in English, so that a name has one form only."""
    return language is not None and primary(language) == "en"
