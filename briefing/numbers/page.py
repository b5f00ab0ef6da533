"""The text that numbers are read from: where one can start, and where the dates stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from briefing.dates.find import lower
from briefing.dates.page import places, words_of
from briefing.numbers import patterns as form
from briefing.numbers.lexicon import ahead


class Page:
    """A text with the spans of its `dates`, which are kept out of its numbers."""

    def __init__(self, text: str, code: str, dates: Sequence[tuple[int, int]]) -> None:
        self.text, self.low, self.code = text, lower(text), code
        self.dates = dates
        self.starts = [start for start, _ in self.dates]
        self.patterns = form.patterns_of(code)
        self.asked = -1, ""
        words = words_of(self.low)
        starts = self.patterns.starts.intersection(words)
        if starts and form.ARTICLED.isdisjoint(words):
            starts -= self.patterns.weak
        # Where a word can start a number, the first at the end.
        self.places = places(self.low, starts)[::-1] if starts else []

    def ahead(self, at: int) -> str:
        """What stands behind `at`, as `lexicon.ahead` gives it: asked for several times behind one figure."""
        if at != self.asked[0]:
            self.asked = at, ahead(self.low, at)
        return self.asked[1]

    def candidate(self, at: int) -> re.Match[str] | None:
        """The next digit from `at` on, or word that can start a number."""
        digit = form.DIGIT.search(self.low, at)
        if not self.places:
            return digit
        last = digit.start() if digit is not None else len(self.low)
        while self.places and self.places[-1] < last:
            place = self.places.pop()
            word = self.patterns.word.match(self.low, place) if place >= at else None
            if word is not None:
                return word
        return digit

    def date_end(self, at: int) -> int | None:
        """The end of the date mention in which `at` lies."""
        if not self.starts:
            return None
        index = bisect_right(self.starts, at) - 1
        return self.dates[index][1] if index >= 0 and at < self.dates[index][1] else None

    def last_date(self, at: int) -> int:
        """The end of the last date mention before `at`, 0 without one."""
        index = bisect_right(self.starts, at) - 1
        return self.dates[index][1] if index >= 0 else 0

    def next_date(self, at: int) -> int:
        """The start of the next date mention: no number runs into it."""
        if not self.starts:
            return len(self.text)
        index = bisect_left(self.starts, at)
        return self.starts[index] if index < len(self.starts) else len(self.text)
