"""Reading one number of a text: from its first digit or word to the end of its unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from briefing.dates.tables import spaced
from briefing.numbers.figure import Figure, read_digits, read_words, scaled
from briefing.numbers.lexicon import Lexicon
from briefing.numbers.number import Kind
from briefing.numbers.units import kind_of, money


@dataclass(frozen=True, slots=True)
class Found:
    """A number before its qualifier is read; the fields are those of `Number`."""

    start: int
    end: int
    value: float
    high: float | None = None
    unit: str | None = None
    kind: Kind = "count"


# Digits that are no quantity: times, versions and addresses, telephone and case numbers, odds and dimensions.
_CODE = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?(?!\d)"
    r"|\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.\s?m\.?|[ap]m|o['’]clock|uhr|gmt|utc|cet|cest|hrs)(?!\w)"
    r"|\d{4}\s?(?:gmt|utc|cet|cest|est|edt|bst|hrs)\b"
    r"|(?!\d{1,3}(?:\.\d{3})+(?!\d))\d+(?:[./:]\d+){2,}(?!\d)|\d+(?:-\d+){2,}(?!\w)|\d+[:x/]\d+|\d{5,}-\d+"
    r"|(?:(?<=\+)\d{1,4}|0\d{1,3})(?:[\s/-]\(?\d{2,4}\)?){2,}(?!\d)"
)
_PART = re.compile(r"([1-4])/([2-5])(?![\d/])")
# What a digit hangs on to the left in a name: F-16, G7, MH17, #2, www.site1.com.
_GLUED = re.compile(r"(?:\b(?:https?:|www\.)\S*|[^\W\d_][\w&]*(?:-\w+)*[-_/]?|[#@_])\Z")
_LETTERS = re.compile(r"[^\W\d_]+|_")
_REST = re.compile(r"[\w-]*\w(?:\(\w+\))*")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_HALF = re.compile(r"\s?([½¼¾])|\s(1/[24]|3/4)\b")
_HALF_OF = re.compile(r"(half)(?:\s+(?:of|the|its|their|all|an?|are|is|were|was|have|had)\b|\s*[.,;])")
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b")
_MINUS = re.compile(r"(?<![\w.,)\]])[-−–]\Z|\bminus\s+\Z")
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|some\s+)?\S?\Z")
_BETWEEN_AND = re.compile(r"\s+and\s+(?:about\s+|around\s+)?")
# "From 300 to 420" and "by 12 to 34" are two numbers.
_CHANGE = re.compile(r"\b(?:from|by)\s+(?:[a-z]+\s+){0,2}\S?\Z")
# A unit of time and no place in a row.
_NO_PLACE = re.compile(r"\b(?:split|per)\s+\Z")


class Reader:
    """A text whose numbers are read one by one; the spans of its dates, in order, are kept out of them."""

    def __init__(self, text: str, low: str, code: str, lexicon: Lexicon, dates: list[tuple[int, int]]) -> None:
        self.text, self.low, self.code, self.lexicon = text, low, code, lexicon
        self.starts = [start for start, _ in dates]

    def stop(self, at: int) -> int:
        """The start of the next date: no number runs into it."""
        index = bisect_left(self.starts, at)
        return self.starts[index] if index < len(self.starts) else len(self.text)

    def digits(self, start: int, floor: int) -> Found:
        """The number whose first digit is at `start`; what goes with it stands behind `floor`."""
        low, stop = self.low, self.stop(start)
        part = _PART.match(low, start)
        if part is not None and int(part[1]) < int(part[2]):
            return Found(start, part.end(), int(part[1]) / int(part[2]), None, None, "fraction")
        code = _CODE.match(low, start)
        if code is not None and code.end() <= stop:
            return Found(start, code.end(), 0.0, kind="code")
        figure = read_digits(low, start, self.code, self.lexicon)
        if figure.end > stop:
            figure = Figure(stop, None)
        head = self.low[max(floor, start - 60) : start]
        before = money().before.search(self.text, max(floor, start - 9), start)
        if before is None:
            name = self._name(start, figure, head)
            if name is not None:
                return name
        begin = start if before is None else before.start()
        currency = None if before is None else money().currencies[spaced(before.group().strip().lower())]
        if figure.value is None:
            return Found(begin, figure.end, 0.0, kind="code")
        if before is None and _ORDINAL.match(low, figure.end):
            return Found(start, figure.end + 2, figure.value, kind="ordinal")
        half = _HALF.match(low, figure.end)
        if half is not None and figure.value.is_integer():
            figure = Figure(half.end(), figure.value + _HALVES[half[1] or half[2]])
        return self._whole(begin, figure, currency)

    def _name(self, start: int, figure: Figure, head: str) -> Found | None:
        """Digits that belong to a name: F-16, Covid-19, G7, 76ers, www.site1.com, "Article 5(2)"."""
        low, glued = self.low, _GLUED.search(head)
        begin = start - len(glued.group()) if glued is not None else start
        # "Mid-90" and "under-18" are figures: a name has a capital.
        if glued is not None and head.endswith("-") and self.text[begin:start].islower() and len(glued.group()) > 2:
            glued, begin = None, start
        letters = _LETTERS.match(low, figure.end)
        if letters is not None and letters.group() in self.lexicon.attached:
            alone = letters.end() - letters.start() == 1 and self.text[letters.start()].isupper()
            letters = letters if alone and letters.group() not in {"m", "k"} else None
        if glued is None and letters is None and not self.lexicon.named.search(head):
            return None
        rest = _REST.match(low, figure.end)
        end = min(rest.end() if rest is not None else figure.end, self.stop(start))
        return Found(begin, end, figure.value or 0.0, kind="code")

    def words(self, start: int) -> Found | None:
        """The number in words that starts at `start`."""
        low, lexicon = self.low, self.lexicon
        figure = read_words(low, start, lexicon)
        part = lexicon.part.match(low, start) if lexicon.parts else None
        found = self._part(part) if part is not None else None
        if found is not None and (figure is None or figure.end < found.end):
            return found
        word = lexicon.single.match(low, start)
        if word is not None and (figure is None or word.end() >= figure.end):
            value, kind = lexicon.singles[spaced(word.group())]
            if word.group() == "second" and _NO_PLACE.search(low, max(0, start - 8), start):
                return None
            return Found(start, word.end(), value, None, "times" if kind == "multiple" else None, kind)
        if figure is not None:
            half = _AND_A_HALF.match(low, figure.end) if self.code == "en" else None
            if half is not None and figure.value is not None:
                figure = replace(figure, end=half.end(), value=figure.value + figure.scale / 2)
            if lexicon.named.search(low, max(0, start - 24), start):
                return Found(start, figure.end, figure.value or 0.0, kind="code")
            return self._whole(start, figure, None) if figure.end <= self.stop(start) else None
        return self._led(start) or self._half(start)

    def _led(self, start: int) -> Found | None:
        """One or two, one year, half an hour; "one" alone is mostly a pronoun, and "an hour" no figure."""
        lead = self.lexicon.lead.match(self.low, start)
        if lead is None or self.lexicon.articles.fullmatch(lead[1]):
            return None
        found = self._whole(start, Figure(lead.end(1), self.lexicon.leads[spaced(lead[1])], words=True), None)
        return found if found.high is not None or found.unit is not None else None

    def _half(self, start: int) -> Found | None:
        """Half the men, half of them, fewer than half."""
        match = _HALF_OF.match(self.low, start) if self.lexicon.parts else None
        return Found(*match.span(1), 0.5, kind="fraction") if match is not None else None

    def _part(self, match: re.Match[str]) -> Found | None:
        """The fraction of a match: "two-thirds", "a quarter of"."""
        part = self.lexicon.parts[match["many"] or match["hung"] or match["of"]]
        many = self.lexicon.values.get(match["n"], 1.0) if match["n"] else 1.0
        if match["many"] == "quarters" and many != 3:  # three months each
            return None
        end = match.end() if match["of"] is None else match.end("of")
        return Found(match.start(), end, many / part, kind="fraction") if many < part else None

    def _whole(self, begin: int, figure: Figure, currency: str | None) -> Found:
        """The figure with its scale, the second figure of a range, and the unit behind."""
        stop = self.stop(begin)
        first = self._scaled(figure, currency)
        if first.end > stop:
            first = figure
        second = self._second(first, begin, currency)
        if second is None:
            return self._with_unit(begin, first, None, currency)
        value, (last, dash) = first.value or 0.0, second
        high = last.value or 0.0
        if first.scale == 1.0 and last.scale > 1.0 and value < high:
            value *= last.scale
        if value >= high and not dash:
            return self._with_unit(begin, first, None, currency)
        return self._with_unit(begin, last, value, currency)

    def _scaled(self, figure: Figure, currency: str | None) -> Figure:
        capital = self.text.startswith("M", figure.end)
        return scaled(figure, self.low, self.lexicon, currency is not None or capital)

    def _second(self, first: Figure, begin: int, currency: str | None) -> tuple[Figure, bool] | None:
        """The second figure of a range, with its scale, and whether a dash joins them: "5-7", "5% to 7%"."""
        low, stop = self.low, self.stop(first.end)
        unit = self.lexicon.unit.match(low, first.end)
        behind = unit.end() if unit is not None and unit[1] in {"%", "°"} else first.end
        join = self.lexicon.to.match(low, behind)
        dash = join is not None and join["dash"] is not None
        if join is None and _BETWEEN.search(low, max(0, begin - 24), begin):
            join = _BETWEEN_AND.match(low, behind)
        if join is None or (not dash and _CHANGE.search(low, max(0, begin - 40), begin)):
            return None
        sign = money().before.search(self.text, join.end(), join.end() + 2)
        place = join.end() if sign is None else sign.end()
        if low[place : place + 1].isdigit():
            figure: Figure | None = read_digits(low, place, self.code, self.lexicon)
        elif first.words or not dash:
            figure = read_words(low, place, self.lexicon)
        else:
            figure = None
        if figure is None or figure.value is None or figure.end > stop or _ORDINAL.match(low, figure.end):
            return None
        letters = _LETTERS.match(low, figure.end)
        if letters is not None and letters.group() not in self.lexicon.attached:
            return None
        full = self._scaled(figure, currency)
        return (full if full.end <= stop else figure), dash

    def _with_unit(self, begin: int, figure: Figure, low_value: float | None, currency: str | None) -> Found:
        """The figure, or the range from `low_value` to it, with the unit or currency behind."""
        low, end = self.low, figure.end
        value, high = figure.value or 0.0, None
        if low_value is not None:
            value, high = low_value, value
        if currency is not None:
            return Found(begin, end, value, high, currency, "money")
        stop = self.stop(end)
        paid = money().behind.match(self.text, end)
        if paid is not None and paid.end() <= stop:
            word = paid.group().strip(" -\u00a0\n")
            return Found(begin, paid.end(), value, high, money().currencies[spaced(word.lower())], "money")
        unit = self.lexicon.unit.match(low, end)
        if unit is None or unit.end() > stop:
            return Found(begin, end, value, high)
        name = self.lexicon.units[spaced(unit[1])]
        kind = kind_of(name)
        minus = _MINUS.search(low, max(0, begin - 8), begin) if kind == "percent" or name.startswith("°") else None
        if minus is not None:
            begin, value, high = minus.start(), -value, None if high is None else -high
        return Found(begin, unit.end(), value, high, name, kind)
