"""What is read of a sentence in any language: its names, its longer words, its numbers and its days."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from briefing.dates import find as find_dates
from briefing.dates import parse_iso
from briefing.numbers.find import find as find_numbers
from briefing.records.article import Article
from briefing.text.words import CALENDAR, STOP, Word, form, words

# Shorter words are mostly of the closed classes, in all languages of the news: "not", "nie", "will".
SMALL = 4
STOPPED = frozenset(map(form, STOP | CALENDAR))


class Terms(NamedTuple):
    """The names (a capital inside the text) and the other words of content, by their forms."""

    names: frozenset[str]
    words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.names | self.words


class Value(NamedTuple):
    """A number or day at `start` to `end`: its kind and unit, what it says, and how it is printed."""

    start: int
    end: int
    kind: str
    says: str
    printed: str


class Reading(NamedTuple):
    """A sentence as its words without numbers and days, and these in their order.

    `days` are those named to the day, as ISO dates, `weekdays` those named by their weekday alone, "" where
    it is not known which is meant;
    `moving` says that one is counted from the article's own ("today"), `anchored` that one is counted from another ("a
    day earlier").
    """

    frame: tuple[Word, ...]
    values: tuple[Value, ...]
    days: tuple[str, ...]
    weekdays: tuple[str, ...]
    dates: tuple[str, ...]
    moving: bool
    anchored: bool

    @property
    def numbers(self) -> frozenset[str]:
        """What its numbers say."""
        return frozenset(value.says for value in self.values if value.kind != "day")

    def small(self) -> frozenset[str]:
        """Its short words: a "not" is among them in most languages."""
        return frozenset(word.form for word in self.frame if len(word.form) <= SMALL and not word.capital)

    def names(self) -> frozenset[str]:
        """Its words with a capital, but for the first."""
        return frozenset(word.form for word in self.frame[1:] if word.capital)


def is_name(word: Word, first: bool, text: str) -> bool:
    """Whether a capital tells a name: not at the head of a sentence, but in an initialism ("KFOR"), and in no "May"."""
    if not word.capital:
        return False
    written = text[word.start : word.end]
    return written.lower() not in CALENDAR and (not first or (len(written) > 1 and written.isupper()))


@lru_cache(maxsize=4_096)
def terms(text: str) -> Terms:
    """The terms of a text. A word with a capital at its head may be a name, and counts among the words."""
    names, others = set(), set()
    for place, word in enumerate(words(text)):
        if not word.form[0].isalpha() or word.form in STOPPED:
            continue
        if len(word.form) > 1 and is_name(word, place == 0, text):
            names.add(word.form)
        elif word.end - word.start >= SMALL:
            others.add(word.form)
    return Terms(frozenset(names), frozenset(others))


@lru_cache(maxsize=4_096)
def read(text: str, published: str | None, language: str | None) -> Reading:
    """The sentence of an article of that day: "six" and "6" are equal, "Tuesday" is a day of the article's week."""
    found = find_dates(text, published=parse_iso(published), language=language)
    values = [Value(m.start, m.end, "day", m.date or m.text.casefold(), m.text) for m in found]
    for n in find_numbers(text, language, found):
        says = n.text.casefold() if n.kind in ("code", "score") else f"{n.value:g} {n.high} {n.unit}"
        values.append(Value(n.start, n.end, f"{n.kind} {n.unit}", says, n.text))
    values.sort()
    frame = tuple(w for w in words(text) if not any(value.start <= w.start < value.end for value in values))
    return Reading(
        frame,
        tuple(values),
        tuple(m.date for m in found if m.date and m.precision == "day"),
        tuple(m.date or "" for m in found if m.kind == "weekday"),
        tuple(m.date for m in found if m.date),
        any(m.kind == "relative" and m.precision == "day" for m in found),
        any(m.anchored for m in found),
    )


def read_in(text: str, article: Article | None) -> Reading:
    """The same, with the day and language of its article."""
    return read(text, article.published, article.language) if article else read(text, None, None)
