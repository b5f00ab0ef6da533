"""Dates that lean on the day of publication or on another date: "yesterday", "on Tuesday", "a day earlier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.dates.page import STOPS, Page, weekday_number
from briefing.dates.patterns import ANCHORED, ANCHORS, LEANS, WHICH, Patterns
from briefing.dates.tense import tense_at
from briefing.dates.written import Written


def relative(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """yesterday, last week, three days ago, in two weeks, recently."""
    assert page.patterns is not None  # noqa: S101  # a word of time was found
    patterns, table = page.patterns, page.patterns.table
    timed = not page.words.isdisjoint(patterns.unit_hints)
    for pattern, words, sign in ((patterns.ago, patterns.ago_hints, -1), (patterns.ahead, patterns.ahead_hints, 1)):
        if not timed or page.words.isdisjoint(words):
            continue
        for match in pattern.finditer(page.low):
            groups = match.groupdict()
            count, unit = groups["n"] or groups.get("n2"), groups["u"] or groups.get("u2")
            assert count is not None and unit is not None  # noqa: S101  # one of the pairs matched
            number = int(count) if count.isdigit() else table.counts[re.sub(r"\s+", " ", count)]
            if sign > 0 and not match.group().endswith("time") and not _to_come(page, match.start(), match.end()):
                continue
            name = table.units[unit]
            yield Written(match.start(), match.end(), "relative", unit=name, offset=sign * number)
    if not page.words.isdisjoint(table.vague_words):
        for match in patterns.vague.finditer(page.low):
            yield Written(match.start(), match.end(), "vague")
    if not _has_phrase(page.words, patterns.phrases):
        return
    for match in patterns.phrase.finditer(page.low):
        unit, offset = table.phrases[re.sub(r"\s+", " ", match["p"])]
        if page.code == "de" and match["p"] == "morgen" and page.text[match.start()].isupper():
            continue
        # "Last week" is a week of the calendar, no day and no month.
        unit = "calendar week" if unit == "week" else unit
        yield Written(match.start(), match.end(), "vague" if unit == "vague" else "relative", unit=unit, offset=offset)


def _has_phrase(words: frozenset[str], phrases: dict[str, tuple[frozenset[str], ...]]) -> bool:
    """Whether all words of a phrase are there."""
    for last in words & phrases.keys():
        for others in phrases[last]:
            if others <= words:
                return True
    return False


def _to_come(page: Page, start: int, end: int) -> bool:
    return tense_at(page.low, start, end, page.code, page.text) == "future"


def anchored(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """A day earlier, the next day, two days later, that day; "a day after the attack" leans on the attack."""
    if page.code != "en" or page.words.isdisjoint(ANCHORS) or page.words.isdisjoint(LEANS):
        return
    for match in ANCHORED.finditer(page.low):
        start, end = match.span()
        if match["n"]:
            way = match["way"]
            sign = -1 if way in {"earlier", "before", "previously", "prior"} else 1
            count = match["n"]
            if count == "the" and (way not in {"before", "after"} or match["u"].endswith("s")):
                continue
            number = int(count) if count.isdigit() else _SMALL.get(count, 1)
            leans = way in {"before", "after", "prior"} and not STOPS.match(page.low, end)
            leans = leans or page.low[end:].lstrip().startswith("than ")
            yield Written(
                start, end, "relative", unit=match["u"].rstrip("s"), offset=sign * number, anchored=True, hopeless=leans
            )
        elif match["which"]:
            unit = {"morning": "day", "evening": "day", "night": "day"}.get(match["v"], match["v"])
            if match["which"] == "next" and unit != "day":
                continue
            yield Written(
                start,
                end,
                "relative",
                unit=unit,
                offset={"next": 1, "following": 1, "same": 0}.get(match["which"], -1),
                anchored=True,
            )
        else:
            yield Written(start, end, "relative", unit="day", offset=0, anchored=True)


_SMALL = {word: at for at, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Ash|Palm|Good|Easter|Sheffield|Holy|Maundy|Giving|Shrove)\s+$")
_PAPER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Mail|Express|Sun|Post|Herald|World|League|Night Live|Independent|Observer|Tribune)\b"
)


_NTH = re.compile(r"\b(?P<nth>first|second|third|fourth|last)\s+$")
_OF_MONTH = re.compile(r"\s+(?:of|in)\s+(?:(?P<which>the|this|last|next)\s+month\b|(?P<name>[^\W\d_]+))")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def _weekday_at(page: Page, patterns: Patterns, at: int) -> re.Match[str] | None:
    """The weekday whose word is at `at`; in some languages an article belongs to it ("e martë", "u sredu")."""
    led = patterns.article.search(page.low, max(0, at - 8), at) if patterns.article is not None else None
    with_article = patterns.weekday.match(page.low, led.start()) if led is not None else None
    return with_article or patterns.weekday.match(page.low, at)


def weekdays(page: Page, _taken: list[Written]) -> Iterator[Written]:
    """On Tuesday, last Tuesday, Monday next week; not "Black Friday" or the Sunday Times."""
    assert page.patterns is not None  # noqa: S101  # a weekday was found
    last_end = 0
    for at in page.weekdays:
        match = _weekday_at(page, page.patterns, at) if at >= last_end else None
        if match is None:
            continue
        led = WHICH.search(page.low, last_end, match.start())
        start, which = (match.start(), "") if led is None else (led.start(), led["which"])
        last_end = match.end()
        if page.code == "en" and not page.text[match.start("w")].isupper():
            continue
        if _NAMED_DAY.search(page.text[max(0, match.start("w") - 12) : match.start("w")]) or _PAPER.match(
            page.text, match.end("w")
        ):
            continue
        number = weekday_number(match["w"], page)
        nth = _NTH.search(page.low[max(0, match.start("w") - 12) : match.start("w")])
        of_month = _OF_MONTH.match(page.low, match.end())
        if (
            page.code == "en"
            and nth
            and of_month
            and (of_month["which"] or of_month["name"] in page.patterns.table.months)
        ):
            # "the last Thursday of the month": told by its place in the month and not by its nearness.
            months = {"last": -1, "next": 1}.get(of_month["which"] or "", 0)
            yield Written(
                match.start("w") - len(nth.group()), of_month.end() if of_month["which"] else match.end(), "weekday",
                weekday=number, nth=_PLACES[nth["nth"]], offset=months, hopeless=not of_month["which"],
            )  # fmt: skip
            continue
        if match["many"] or which in {"every", "each"}:
            yield Written(start, match.end(), "vague", weekday=number)
            continue
        if match["week"]:
            which = match["week"] + " week"
        yield Written(
            start,
            match.end(),
            "weekday",
            weekday=number,
            which="past" if which == "this past" else which,
            anchored=which in {"previous", "following"},
        )
