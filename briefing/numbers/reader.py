"""Reading one number of a text: from its first digit or word to the end of its unit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from briefing.dates.find import lower
from briefing.dates.page import places, words_of
from briefing.numbers import patterns as form
from briefing.numbers import special
from briefing.numbers.context import names_it
from briefing.numbers.figure import Figure, read_digits, read_words, scaled
from briefing.numbers.lexicon import ahead, lexicon_of
from briefing.numbers.number import Kind
from briefing.numbers.special import Found
from briefing.numbers.units import CODES, DOLLARS, DURATIONS, MONEY, SIGNS

# What `form.TIMES` can begin with, and `form.AGED` end with.
_TIMES = frozenset(("times", "fold", "x"))
_AGED = ("age", "aged", "ages", "at", "of", "about", "only", "just")


class Reader:
    """A text whose numbers are read one by one; the spans of its `dates` are kept out of them."""

    def __init__(self, text: str, code: str, dates: Sequence[tuple[int, int]]) -> None:
        self.text, self.low, self.code = text, lower(text), code
        self.dates = dates
        self.starts = [start for start, _ in self.dates]
        self.patterns = form.patterns_of(code)
        words = words_of(self.low)
        starts = self.patterns.starts.intersection(words)
        if starts and form.ARTICLED.isdisjoint(words):
            starts -= self.patterns.weak
        # Where a word can start a number, the first at the end.
        self.places = places(self.low, starts)[::-1] if starts else []

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

    def read(self, match: re.Match[str], floor: int) -> Found | None:
        """The number whose first digit or word is at `match`."""
        start = match.start()
        if not match.group()[0].isdigit():
            return self.words(match)
        whole = special.whole(self.text, self.low, start, floor, self.code)
        if whole is not None and whole.end <= self.next_date(start):
            return whole
        figure = read_digits(self.low, start, self.code)
        assert figure is not None  # noqa: S101  # a digit stands there
        glued = self.glued(start, figure, floor)
        if glued is not None:
            return glued
        return self.digits(start, self.kept_from_dates(figure, start), floor)

    def kept_from_dates(self, figure: Figure, start: int) -> Figure:
        """A figure cut where a date begins: in "5 200, 11 March" the separators run on."""
        stop = self.next_date(start)
        return figure if figure.end <= stop else Figure(stop, None)

    def glued(self, start: int, figure: Figure, floor: int) -> Found | None:
        """Digits that belong to a name: F-16, Covid-19, G7, MH17, www.site1.com, #7, 737s, 4x4."""
        if start > floor:
            glue = form.GLUE.match(self.low, start - 1)
            before = form.GLUED.search(self.low[max(floor, start - 60) : start]) if glue else None
            if before is not None and (self.low[start - 1] not in ".:/=" or before.group().startswith(("http", "www"))):
                head = before.group()
                sign = head if len(head) <= 3 else ""
                word = head.rstrip("-").rpartition("-")[2]
                prefixed = head.endswith("-") and (
                    word in {"magnitude", "mid", "sub", "under", "over", "pre", "post", "non"}
                    or lexicon_of(self.code).values.get(word) is not None
                )
                if not prefixed and not form.SIGN.search(sign) and self.low[start - 1] not in "&+~=.:":
                    return self.name(start - len(head), start)
        rest = form.LETTERS.match(self.low, figure.end)
        if rest is not None and not form.SUFFIX_OK.match(self.low, figure.end):
            return self.name(start, start)
        if (
            rest is not None
            and rest.group() in {"g", "t", "h", "x", "l", "b"}
            and self.text[rest.start()].isupper()
            and self.text[start - 1 : start] not in SIGNS
        ):
            return self.name(start, start)
        if self.text[figure.end : figure.end + 1] == "_":
            return self.name(start, start)
        return None

    def name(self, start: int, digit: int) -> Found:
        """The name from `start` that holds the digit at `digit`."""
        figure = read_digits(self.low, digit, self.code)
        rest = form.REST.match(self.low, figure.end if figure else digit)
        end = rest.end() if rest else figure.end if figure else digit + 1
        value = float(form.DIGITS.findall(self.low, digit, end)[0])
        return Found(start, min(end, self.next_date(digit)), value, None, None, "code")

    def digits(self, start: int, figure: Figure, floor: int) -> Found | None:
        """A plain figure, with currency before, scale and unit behind, or the first of a range or score."""
        window = self.low[max(floor, start - 12) : start]
        sign = form.SIGN.search(window) if window.rstrip().endswith(form.SIGN_ENDS) else None
        if sign is not None and sign[3] and not self.coded(start - len(sign.group()), sign[3]):
            sign = None
        money = None
        begin = start
        if sign is not None:
            money = (
                DOLLARS.get(sign[1] or "", "USD")
                if sign[2] == "$"
                else SIGNS[sign[2]]
                if sign[2]
                else {"rs": "INR", "rs.": "INR"}.get(sign[3], sign[3].upper())
            )
            begin = start - len(sign.group())
        if figure.value is None:
            return Found(begin, figure.end, 0.0, None, None, "code")
        if sign is None and names_it(self.text, self.low, start, figure.end):
            return self.named(start, figure)
        half = form.MIXED.match(self.low, figure.end) if form.MAY_MIX.match(self.low, figure.end) else None
        if half is not None and figure.value.is_integer():
            figure = Figure(half.end(), figure.value + form.MIXED_PARTS[half.group(1)])
        first = scaled(figure, self.low, self.code, money is not None, self.text[figure.end : figure.end + 1] == "M")
        if first is None:
            rest = form.REST.match(self.low, figure.end)
            return Found(begin, rest.end() if rest else figure.end, figure.value or 0.0, None, None, "code")
        if first.end > self.next_date(start):
            first = figure
        if form.ORDINAL.match(self.low, first.end) and not first.scaled and money is None:
            end = first.end + 2
            kind: Kind = "rank" if form.RANKED.match(self.low, end) else "ordinal"
            return Found(begin, self.rank_end(end, kind), first.value or 0.0, None, None, kind)
        second = self.second(first, start)
        if second is not None:
            return self.pair(begin, first, second, money)
        return self.with_unit(begin, first, None, money, figure)

    def coded(self, start: int, name: str) -> bool:
        """Whether a currency's name counts as one: a code stands in capitals ("in all 68 flights" is no lek)."""
        return name not in CODES or self.text[start : start + len(name)].isupper()

    def rank_end(self, end: int, kind: Kind) -> int:
        """Where a rank ends: "second-largest" is one expression."""
        ranked = form.RANKED.match(self.low, end) if kind == "rank" else None
        return ranked.end() if ranked else end

    def named(self, start: int, figure: Figure) -> Found:
        """A name's figure, with what hangs on it: "Article 5(2)", "737-800"."""
        rest = form.HUNG_ON.match(self.low, figure.end)
        end = rest.end() if rest else figure.end
        return Found(start, min(end, self.next_date(start)), figure.value or 0.0, None, None, "code")

    def second(self, first: Figure, start: int) -> tuple[Figure, bool, str] | None:
        """The second figure of a range or score, whether a dash joins them, and the unit between them ("5% to 7%")."""
        between = first.end
        word = ahead(self.low, first.end)
        unit = self.patterns.unit.match(self.low, first.end) if word in self.patterns.unit_heads else None
        currency = self.patterns.money.match(self.low, first.end) if word in self.patterns.money_heads else None
        own = ""
        if (
            unit is not None
            and self.patterns.units[unit.group(1)] in {"%", "°", "°C", "km", "m", "kg"}
            and unit.group(1) != "m"
        ):
            own, between = self.patterns.units[unit.group(1)], unit.end()
        elif currency is not None and MONEY.get(currency.group(1)):
            between = currency.end()
        join = self.patterns.range.match(self.low, between)
        if join is None and self.code == "en":
            before = self.low[max(0, start - 30) : start]
            join = form.AND.match(self.low, between) if "between" in before and form.BETWEEN.search(before) else None
        if join is None:
            return None
        place = join.end()
        sign = form.SIGNED.match(self.low, place)
        if sign is not None:
            place = sign.end()
        if self.date_end(place) is not None or (self.next_date(start) < place):
            return None
        dash = join.groupdict().get("dash") is not None
        if self.low[place : place + 1].isdigit():
            figure = read_digits(self.low, place, self.code)
            glued = (
                figure is not None
                and figure.value is not None
                and self.low[figure.end : figure.end + 1].isalpha()
                and not form.SUFFIX_OK.match(self.low, figure.end)
            )
            if (
                figure is None
                or figure.value is None
                or glued
                or figure.end > self.next_date(place)
                or form.ORDINAL.match(self.low, figure.end)
            ):
                return None
        elif first.words or not dash:
            figure = read_words(self.low, place, self.code)
        else:
            figure = None
        if figure is None:
            return None
        return figure, dash, own

    def pair(self, begin: int, first: Figure, second: tuple[Figure, bool, str], money: str | None) -> Found | None:
        """A range, a score, or two numbers of which this is the first ("from 300 to 420")."""
        figure, dash, own = second
        assert first.value is not None  # noqa: S101  # checked by the caller
        window = self.low[max(0, begin - 60) : begin]
        low_value, low_unscaled = first.value, not first.scaled
        other = scaled(figure, self.low, self.code, money is not None)
        if other is None or other.value is None or figure.value is None:
            return self.with_unit(begin, first, None, money, first)
        if not dash and re.search(r"\b(?:from|by)\s+(?:[a-z]+\s+){0,2}$", window):
            return self.with_unit(begin, first, None, money, first)
        plain = low_unscaled and not other.scaled and money is None and not own and max(low_value, figure.value) < 1000
        whole = low_value.is_integer() and figure.value.is_integer()
        if plain and whole and special.is_score(self.text, self.low, begin, other.end, low_value, figure.value, dash):
            return Found(begin, other.end, low_value, figure.value, None, "score")
        if low_unscaled and other.scaled and low_value < figure.value:
            low_value *= other.value / figure.value
        if low_value >= other.value:
            if dash:
                return Found(begin, other.end, 0.0, None, None, "code")
            return self.with_unit(begin, first, None, money, first)
        found = self.with_unit(begin, replace(other, words=first.words), low_value, money, figure)
        if found is not None and own and found.unit != own:
            found = replace(found, unit=own, kind="percent" if own == "%" else "measure")
        return found

    def with_unit(
        self, begin: int, figure: Figure, low_value: float | None, money: str | None, bare: Figure
    ) -> Found | None:
        """The figure with the unit behind it."""
        assert figure.value is not None  # noqa: S101  # checked by the caller
        value, high = (figure.value, None) if low_value is None else (low_value, figure.value)
        end, low = figure.end, self.low
        if money is not None:
            return Found(begin, end, value, high, money, "money")
        word = ahead(low, end)
        currency = self.patterns.money.match(low, end) if word in self.patterns.money_heads else None
        if (
            currency is not None
            and currency.end() <= self.next_date(end)
            and not special.not_money(low, currency)
            and (self.coded(currency.start(1), currency.group(1)))
        ):
            name = currency.group(1)
            return Found(begin, currency.end(), value, high, MONEY.get(name) or name.upper(), "money")
        if (
            self.text.startswith(" KM", end)
            and not self.text[end + 3 : end + 4].isalnum()
            and self.code in {"sr", "bs", "hr"}
        ):
            return Found(begin, end + 3, value, high, "BAM", "money")
        if self.code == "en":
            aged = self.aged(begin, figure, value, high)
            if aged is not None:
                return aged
            times = form.TIMES.match(low, end) if word in _TIMES else None
            if times is not None:
                return Found(begin, times.end(), value, high, None, "multiple")
        unit = self.patterns.unit.match(low, end) if word in self.patterns.unit_heads else None
        if unit is not None and unit.end() <= self.next_date(end) and not special.not_unit(low, unit, bare):
            name = self.patterns.units[unit.group(1)]
            if name == "°C" and low[unit.end() : unit.end() + 1] == ".":
                name = "°C"
            kind: Kind = "percent" if name in {"%", "pp", "bp"} else "duration" if name in DURATIONS else "measure"
            signed, minus = self.signed(begin, kind, name)
            value = -value if minus else value
            return Found(
                signed,
                unit.end(),
                value,
                None if high is None else (-high if minus else high),
                name,
                kind,
                hyphen="-" in unit.group(),
            )
        before = low[max(0, begin - 14) : begin]
        if "magnitude" in before and form.MAGNITUDE.search(before):
            return Found(begin, end, value, high, "magnitude", "measure")
        if "top" in before and form.TOP.search(before):
            return Found(begin, end, value, high, None, "rank")
        return Found(begin, end, value, high, None, "count", hyphen=low[end : end + 1] == "-", words=figure.words)

    def signed(self, begin: int, kind: Kind, unit: str) -> tuple[int, bool]:
        """A minus or plus before percentages and degrees; elsewhere a dash is a dash."""
        if kind not in {"percent", "measure"} or (kind == "measure" and not unit.startswith("°")):
            return begin, False
        match = form.MINUS.search(self.low[max(0, begin - 8) : begin])
        if match is None:
            return begin, False
        return begin - len(match.group()), match.group(1) != "+"

    def aged(self, begin: int, figure: Figure, value: float, high: float | None) -> Found | None:
        """An age: "34-year-old", "aged 34", "dies at 94", "Arben Krasniqi, 34,"."""
        low, end = self.low, figure.end
        word, before = ahead(low, end), low[max(0, begin - 40) : begin]
        old = form.YEARS_OLD.match(low, end) if word.startswith("y") else None
        if old is not None:
            return Found(begin, old.end(), value, high, "years old", "age", hyphen=True)
        young = form.MONTHS_OLD.match(low, end) if word.startswith(("month", "week", "day")) else None
        if young is not None:
            return Found(begin, young.end(), value, high, young.group(1) + "s old", "age", hyphen=True)
        whole = value.is_integer() and 0 < value < 120 and not figure.scaled  # nobody is older
        aged = whole and before.rstrip().endswith(_AGED) and form.AGED.search(before)
        if aged and not form.NO_AGE.match(low, end):
            return Found(begin, end, value, high, "years old", "age")
        # "Arben Krasniqi, 34,": a comma stands right before it.
        apposed = whole and not figure.words and "," in before[-3:]
        named = form.NAME_AGE.search(self.text[max(0, begin - 40) : begin]) if apposed else None
        if named is not None and (low[end : end + 1] == "," or (named.group(1) and low[end : end + 1] in {".", ";"})):
            return Found(begin, end, value, high, "years old", "age")
        return None

    def words(self, match: re.Match[str]) -> Found | None:
        """A number that starts with a word."""
        start, low = match.start(), self.low
        word = match.group()
        word = word if word.isalnum() else form.BLANKS.sub(" ", word)
        lexicon = lexicon_of(self.code)
        if word in {"a", "an"} and self.code == "en" and special.SCALE.match(low, match.end()):
            figure = read_words(low, start, self.code, article=len(word))
            assert figure is not None  # noqa: S101  # a scale follows
            return self.worded(start, figure)
        if self.code == "en":
            found = special.english(self.text, low, start, word)
            if found is not None:
                return None if found.kind == "skip" else self.after_words(found, match)
        if word == "scores" and self.code == "en" and not form.SCORES.match(low, match.end()):
            return None
        if word in lexicon.vague:
            return Found(start, match.end(), float(lexicon.vague[word]), None, None, "vague")
        if word in lexicon.ordinals and word not in lexicon.values:
            kind: Kind = "rank" if form.RANKED.match(low, match.end()) and word != "first" else "ordinal"
            return Found(start, self.rank_end(match.end(), kind), float(lexicon.ordinals[word]), None, None, kind)
        figure = read_words(low, start, self.code)
        if figure is None or figure.end > self.next_date(start):
            return None
        return self.worded(start, figure)

    def after_words(self, found: special.English, match: re.Match[str]) -> Found | None:
        """What an English special form amounts to once scale and unit behind it are read."""
        if found.kind == "count":
            return self.worded(found.start, Figure(found.end, found.value, words=True))
        assert found.kind != "skip"  # noqa: S101  # the caller has looked
        return Found(found.start, found.end, found.value, None, found.unit, found.kind, words=match.end() > 0)

    def worded(self, start: int, figure: Figure) -> Found | None:
        """A number in words, with half, fraction, scale, range and unit behind it."""
        low = self.low
        if self.code == "en":
            half = form.AND_A_HALF.match(low, figure.end)
            if half is not None and figure.value is not None:
                # "a million and a half" is half of a million more, "two and a half million" takes its scale later.
                last = low[start : figure.end].split()[-1]
                scale = lexicon_of("en").scales.get(last, 1.0) if figure.scaled else 1.0
                figure = Figure(half.end(), figure.value + scale / form.PARTS[half.group(1)], figure.scaled, words=True)
            part = form.FRACTION_BEHIND.match(low, figure.end)
            if part is not None and figure.value and special.is_fraction(low, figure, part):
                return Found(
                    start, part.end(), figure.value / form.PARTS[part.group(1).rstrip("s")], None, None, "fraction"
                )
            if names_it(self.text, low, start, figure.end) and not figure.scaled:
                return Found(start, figure.end, figure.value or 0.0, None, None, "code")
        full = scaled(figure, low, self.code, money=False)
        if full is None or full.end > self.next_date(start):
            full = figure
        second = self.second(full, start)
        if second is not None and (second[0].words or low[second[0].end - 1].isdigit()):
            return self.pair(start, full, second, None)
        return self.with_unit(start, full, None, None, figure)
