"""The date reader: what is found, how far it is resolved, and what is left as written."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import dates

THURSDAY = date(2025, 3, 6)

# Sentence, mention as written, date, end, precision, kind; published on Thursday 6 March 2025.
PUBLISHED = [
    ("Rutte is expected to visit Kosovo on March 11.", "March 11", "2025-03-11", None, "day", "calendar"),
    ("He landed on 11 March 2025.", "11 March 2025", "2025-03-11", None, "day", "calendar"),
    ("He landed on the 11th of March.", "11th of March", "2025-03-11", None, "day", "calendar"),
    ("The letter of Mar. 11, 2025 says so.", "Mar. 11, 2025", "2025-03-11", None, "day", "calendar"),
    ("The file is dated 2025-03-11.", "2025-03-11", "2025-03-11", None, "day", "calendar"),
    ("Posted 2025-03-11T10:00:00Z by the desk.", "2025-03-11T10:00:00Z", "2025-03-11", None, "day", "calendar"),
    ("The form says 11.03.2025.", "11.03.2025", "2025-03-11", None, "day", "calendar"),
    ("The form says 13/03/2025.", "13/03/2025", "2025-03-13", None, "day", "calendar"),
    ("The form says 03/13/2025.", "03/13/2025", "2025-03-13", None, "day", "calendar"),
    ("The form says 11/03/2025.", "11/03/2025", None, None, "none", "calendar"),
    ("The form says 05/05/2025.", "05/05/2025", "2025-05-05", None, "day", "calendar"),
    ("They meet on Tuesday, March 11.", "Tuesday, March 11", "2025-03-11", None, "day", "calendar"),
    ("They meet on Tuesday 11 March 2025.", "Tuesday 11 March 2025", "2025-03-11", None, "day", "calendar"),
    ("The talks run March 10-11.", "March 10-11", "2025-03-10", "2025-03-11", "day", "calendar"),
    ("The talks run from 3 to 5 May.", "3 to 5 May", "2025-05-03", "2025-05-05", "day", "calendar"),
    ("It ran from 28 February to 3 March 2025.", "28 February to 3 March 2025", "2025-02-28", "2025-03-03", "day",
     "calendar"),
    ("It was shut December 30 - January 2, 2025.", "December 30 - January 2, 2025", "2024-12-30", "2025-01-02", "day",
     "calendar"),
    ("They meet on 10 and 11 March.", "10 and 11 March", "2025-03-10", "2025-03-11", "day", "calendar"),
    ("Between 3 and 7 May the road is shut.", "3 and 7 May", "2025-05-03", "2025-05-07", "day", "calendar"),
    ("It ends on the last day of February.", "last day of February", "2025-02-28", None, "day", "calendar"),
    ("It ended on the last day of February 2024.", "last day of February 2024", "2024-02-29", None, "day", "calendar"),
    ("The polls of March 2025 differ.", "March 2025", "2025-03", None, "month", "calendar"),
    ("The visit takes place in March.", "March", "2025-03", None, "month", "calendar"),
    ("He announced the visit during March.", "March", "2025-03", None, "month", "calendar"),
    ("It ended last December.", "December", "2024-12", None, "month", "calendar"),
    ("It ended last March.", "March", "2024-03", None, "month", "calendar"),
    ("It starts next January.", "January", "2026-01", None, "month", "calendar"),
    ("It was signed in November.", "November", "2024-11", None, "month", "calendar"),
    ("Trade returns to surplus in February", "February", "2025-02", None, "month", "calendar"),
    ("It will be signed in January.", "January", "2026-01", None, "month", "calendar"),
    ("The December summit failed.", "December", "2024-12", None, "month", "calendar"),
    ("The May election is near.", "May", "2025-05", None, "month", "calendar"),
    ("She spoke in mid-March.", "March", "2025-03", None, "month", "calendar"),
    ("The mission has been there since 1999.", "1999", "1999", None, "year", "calendar"),
    ("It grew during 2023.", "2023", "2023", None, "year", "calendar"),
    ("The goal is set for 2030.", "2030", "2030", None, "year", "calendar"),
    ("By 2030 all is done.", "2030", "2030", None, "year", "calendar"),
    ("The 2021 election was close.", "2021", "2021", None, "year", "calendar"),
    ("London 2012 Olympics opens.", "2012", "2012", None, "year", "calendar"),
    ("The most powerful storm of 2013 hits.", "2013", "2013", None, "year", "calendar"),
    ("The plan for 2019-2023 failed.", "2019-2023", "2019", "2023", "year", "calendar"),
    ("The 2024/25 season starts.", "2024/25", "2024", "2025", "year", "calendar"),
    ("It was built in early 2024.", "2024", "2024", None, "year", "calendar"),
    ("2023 was a hard year.", "2023", "2023", None, "year", "calendar"),
    ("In 2023, tension rose.", "2023", "2023", None, "year", "calendar"),
    ("The report (2019) says so.", "2019", "2019", None, "year", "calendar"),
    ("Life in the 1990s was hard.", "1990s", None, None, "none", "vague"),
    ("Osmani met him on Tuesday.", "Tuesday", "2025-03-04", None, "day", "weekday"),
    ("The law was passed on Thursday.", "Thursday", "2025-03-06", None, "day", "weekday"),
    ("The law will be passed on Thursday.", "Thursday", "2025-03-06", None, "day", "weekday"),
    ("The vote will be held on Friday.", "Friday", "2025-03-07", None, "day", "weekday"),
    ("The vote will again be held on Friday.", "Friday", "2025-03-07", None, "day", "weekday"),
    ("The vote is held on Friday.", "Friday", None, None, "none", "weekday"),
    ("Serbia has elections on Sunday.", "Sunday", None, None, "none", "weekday"),
    ("The treaty is to be signed on Friday.", "Friday", "2025-03-07", None, "day", "weekday"),
    ("He flew to Israel on Friday.", "Friday", "2025-02-28", None, "day", "weekday"),
    ("A man on his way to attend a service Friday was hit.", "Friday", None, None, "none", "weekday"),
    ("The minister is due to speak on Monday.", "Monday", "2025-03-10", None, "day", "weekday"),
    ("On Tuesday, Rutte will fly to Sarajevo.", "Tuesday", "2025-03-11", None, "day", "weekday"),
    ("On Monday he said the talks will go on.", "Monday", "2025-03-03", None, "day", "weekday"),
    ("Leaders to meet on Monday", "Monday", None, None, "none", "weekday"),
    ("Rutte visits Kosovo on Tuesday", "Tuesday", None, None, "none", "weekday"),
    ("He said the talks on Tuesday will focus on trade.", "Tuesday", "2025-03-11", None, "day", "weekday"),
    ("The vote was scheduled for Tuesday.", "Tuesday", None, None, "none", "weekday"),
    ("He announced a summit for Tuesday.", "Tuesday", None, None, "none", "weekday"),
    ("It happened last Friday.", "last Friday", "2025-02-28", None, "day", "weekday"),
    ("It happened last Tuesday.", "last Tuesday", None, None, "none", "weekday"),
    ("It starts next Tuesday.", "next Tuesday", "2025-03-11", None, "day", "weekday"),
    ("It starts next Friday.", "next Friday", None, None, "none", "weekday"),
    ("It starts this Saturday.", "this Saturday", "2025-03-08", None, "day", "weekday"),
    ("It starts on Monday next week.", "Monday next week", "2025-03-10", None, "day", "weekday"),
    ("It began on Monday last week.", "Monday last week", "2025-02-24", None, "day", "weekday"),
    ("They march every Friday.", "every Friday", None, None, "none", "vague"),
    ("He arrived yesterday.", "yesterday", "2025-03-05", None, "day", "relative"),
    ("He speaks today.", "today", "2025-03-06", None, "day", "relative"),
    ("He leaves tomorrow.", "tomorrow", "2025-03-07", None, "day", "relative"),
    ("He leaves the day after tomorrow.", "the day after tomorrow", "2025-03-08", None, "day", "relative"),
    ("He came the day before yesterday.", "the day before yesterday", "2025-03-04", None, "day", "relative"),
    ("He died three days ago.", "three days ago", "2025-03-03", None, "day", "relative"),
    ("He died 10 days ago.", "10 days ago", "2025-02-24", None, "day", "relative"),
    ("He came two weeks ago.", "two weeks ago", "2025-02", None, "month", "relative"),
    ("He came a week ago.", "a week ago", None, None, "none", "relative"),
    ("He came three months ago.", "three months ago", "2024-12", None, "month", "relative"),
    ("He came five years ago.", "five years ago", "2020", None, "year", "relative"),
    ("He came a year ago.", "a year ago", "2024", None, "year", "relative"),
    ("The talks will start in two weeks.", "in two weeks", "2025-03", None, "month", "relative"),
    ("The talks will start in three days.", "in three days", "2025-03-09", None, "day", "relative"),
    ("It ended last month.", "last month", "2025-02", None, "month", "relative"),
    ("It starts next month.", "next month", "2025-04", None, "month", "relative"),
    ("It ended last year.", "last year", "2024", None, "year", "relative"),
    ("Next year's budget is ready.", "Next year", "2026", None, "year", "relative"),
    ("It began earlier this year.", "earlier this year", "2025", None, "year", "relative"),
    ("Macedonians vote on Oct. 19.", "Oct. 19", None, None, "none", "calendar"),
    ("Macedonians will vote on Oct. 19.", "Oct. 19", "2025-10-19", None, "day", "calendar"),
    ("The mayor confirmed the visit on April 4.", "April 4", "2025-04-04", None, "day", "calendar"),
    ("The roof collapsed on June 8.", "June 8", None, None, "none", "calendar"),
    ("It failed to elect a speaker on Wednesday.", "Wednesday", None, None, "none", "weekday"),
    ("The war of 1998-99 began.", "1998-99", "1998", "1999", "year", "calendar"),
    ("He was killed on November 3.", "November 3", "2024-11-03", None, "day", "calendar"),
    ("He was born on February 29, 2000.", "February 29, 2000", "2000-02-29", None, "day", "calendar"),
    ("They met on December 31.", "December 31", "2024-12-31", None, "day", "calendar"),
]  # fmt: skip


def only(text: str, written: str, **given_: object) -> dates.DateMention:
    """The mention of `text` that is written so."""
    found = dates.find(text, **given_)
    matching = [mention for mention in found if mention.text == written]
    assert len(matching) == 1, [mention.text for mention in found]
    return matching[0]


@pytest.mark.parametrize(("text", "written", "iso", "end", "precision", "kind"), PUBLISHED)
def test_a_dated_article_resolves_its_dates(text, written, iso, end, precision, kind):
    """In an article of Thursday 6 March 2025, each date is found as written and resolved as far as is honest."""
    mention = only(text, written, published=THURSDAY)
    assert (mention.date, mention.end_date, mention.precision, mention.kind) == (iso, end, precision, kind)


ABROAD = [
    ("sr", "Sastanak je 11. marta 2025. godine.", "11. marta 2025", "2025-03-11"),
    ("sr", "Doći će u utorak, 11. marta.", "utorak, 11. marta", "2025-03-11"),
    ("sr", "Састанак је 11. марта 2025. године.", "11. марта 2025", "2025-03-11"),
    ("sr", "Посета је била у уторак.", "уторак", "2025-03-04"),
    ("sr", "Misija je tu od 1999. godine.", "1999", "1999"),
    ("sr", "Stigao je juče.", "juče", "2025-03-05"),
    ("sr", "Stigao je pre tri dana.", "pre tri dana", "2025-03-03"),
    ("sr", "To je bilo prošle godine.", "prošle godine", "2024"),
    ("sr", "Poseta je u martu.", "martu", "2025-03"),
    ("sr", "Sastanak je 11.03.2025.", "11.03.2025", "2025-03-11"),
    ("hr", "Sastanak je 11. ožujka 2025.", "11. ožujka 2025", "2025-03-11"),
    ("sq", "Vizita bëhet më 11 mars 2025.", "11 mars 2025", "2025-03-11"),
    ("sq", "Osmani u takua të martën me të.", "të martën", "2025-03-04"),
    ("sq", "Ai do të vijë të martën.", "të martën", "2025-03-11"),
    ("sq", "Misioni është këtu që nga viti 1999.", "1999", "1999"),
    ("sq", "Ai erdhi dje.", "dje", "2025-03-05"),
    ("sq", "Ai erdhi para tri ditësh.", "para tri ditësh", "2025-03-03"),
    ("sq", "Vizita bëhet gjatë marsit.", "marsit", "2025-03"),
    ("sq", "Kjo ndodhi vitin e kaluar.", "vitin e kaluar", "2024"),
    ("sq", "Forma thotë 11/03/2025.", "11/03/2025", "2025-03-11"),
    ("sr", "Sastanak je u utorak.", "utorak", None),
    ("sr", "Sastanak će biti održan u utorak.", "utorak", "2025-03-11"),
    ("sq", "Serbia ka zgjedhje të dielën.", "të dielën", None),
    ("de", "Die Sitzung ist am Dienstag.", "Dienstag", None),
    ("de", "Er kommt am 11. März 2025.", "11. März 2025", "2025-03-11"),
    ("de", "Er wird am Dienstag kommen.", "Dienstag", "2025-03-11"),
    ("de", "Er kam vor drei Tagen.", "vor drei Tagen", "2025-03-03"),
    ("de", "Die Mission gibt es seit 1999.", "1999", "1999"),
    ("de", "Er kommt morgen.", "morgen", "2025-03-07"),
    ("fr", "Il arrive le 11 mars 2025.", "11 mars 2025", "2025-03-11"),
    ("fr", "Il arrive le 1er mars.", "1er mars", "2025-03-01"),
    ("fr", "Il sera là mardi.", "mardi", "2025-03-11"),
    ("fr", "C'était l'an dernier.", "l'an dernier", "2024"),
    ("es", "Llega el 11 de marzo de 2025.", "11 de marzo de 2025", "2025-03-11"),
    ("es", "Llegó hace tres días.", "hace tres días", "2025-03-03"),
    ("es", "Llegó en 2023.", "2023", "2023"),
    ("it", "Arriva l'11 marzo 2025.", "11 marzo 2025", "2025-03-11"),
    ("it", "È venuto tre giorni fa.", "tre giorni fa", "2025-03-03"),
    ("it", "La missione dura dal 1999.", "1999", "1999"),
    ("en-GB", "The form says 11/03/2025.", "11/03/2025", "2025-03-11"),
    ("en-US", "The form says 11/03/2025.", "11/03/2025", None),
    ("pl", "Wizyta 2025-03-11 jest pewna.", "2025-03-11", "2025-03-11"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "written", "iso"), ABROAD)
def test_reads_other_languages(language, text, written, iso):
    """Month names, weekdays, order of day and month, and relative words follow the language."""
    assert only(text, written, published=THURSDAY, language=language).date == iso


NO_DATE = [
    "Rutte may visit soon.",
    "They march through the city.",
    "Theresa May resigned.",
    "A statement by May was read, and Theresa May left.",
    "May 2000 soldiers be enough?",
    "The march of 2000 soldiers began.",
    "In 2000 villages the lights went out.",
    "There are 2000 soldiers.",
    "The 1500 settlers left.",
    "The sat phone failed.",
    "Jan Kubis spoke.",
    "April Smith spoke.",
    "Mark August spoke.",
    "The sun set.",
    "Version 2.10.1 is out.",
    "It takes 10:30 minutes.",
    "The 2025-13-01 is no day.",
    "The room is 10/12.",
    "He came within two weeks.",
    "The house was built in two weeks.",
    "A second later he fell.",
    "The other morning star shone.",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_is_left_alone(text):
    """Verbs, names, counts and codes that look like dates give no mention."""
    assert dates.find(text, published=THURSDAY) == []


UNDATED = [
    ("Osmani met him on Tuesday.", "Tuesday", "weekday"),
    ("He arrived yesterday.", "yesterday", "relative"),
    ("It ended last year.", "last year", "relative"),
    ("He died three days ago.", "three days ago", "relative"),
    ("The visit is on March 11.", "March 11", "calendar"),
    ("The visit is in March.", "March", "calendar"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "kind"), UNDATED)
def test_an_undated_article_keeps_its_words(text, written, kind):
    """Without a date of publication nothing relative is resolved, and a day and month have no year."""
    mention = only(text, written)
    assert (mention.date, mention.precision, mention.kind) == (None, "none", kind)


@pytest.mark.parametrize(
    ("text", "written", "iso"),
    [
        ("The visit is on March 11.", "March 11", "2025-03-11"),
        ("The visit is on 11 March.", "11 March", "2025-03-11"),
        ("He was killed on December 30.", "December 30", "2024-12-30"),
        ("The vote is on Tuesday, March 11.", "Tuesday, March 11", "2025-03-11"),
        ("Osmani met him on Tuesday.", "Tuesday", None),
        ("He arrived yesterday.", "yesterday", None),
        ("It ended last month.", "last month", None),
        ("The visit is in March.", "March", None),
    ],
)
def test_as_of_gives_no_more_than_the_year_of_a_day_and_month(text, written, iso):
    """`as_of` fills in the missing year of a day and month, and dates nothing else."""
    assert only(text, written, as_of=date(2025, 1, 20)).date == iso


def test_publication_goes_before_as_of():
    """Where both are known, the year comes from the date of publication."""
    assert (
        only("The visit is on March 11.", "March 11", published=date(2019, 3, 1), as_of=THURSDAY).date == "2019-03-11"
    )


@pytest.mark.parametrize(
    ("published", "text", "written", "iso"),
    [
        (date(2025, 1, 2), "He was killed on December 30.", "December 30", "2024-12-30"),
        (date(2024, 12, 30), "The law takes effect on January 2.", "January 2", "2025-01-02"),
        (date(2025, 12, 20), "He was killed on May 1.", "May 1", "2025-05-01"),
        (date(2025, 1, 20), "The vote will be held on October 5.", "October 5", "2025-10-05"),
        (date(2025, 1, 1), "He arrived yesterday.", "yesterday", "2024-12-31"),
        (date(2024, 2, 28), "He leaves tomorrow.", "tomorrow", "2024-02-29"),
        (date(2024, 12, 31), "He leaves tomorrow.", "tomorrow", "2025-01-01"),
        (date(2025, 1, 15), "It ended last month.", "last month", "2024-12"),
        (date(2024, 12, 15), "It starts next month.", "next month", "2025-01"),
        (date(2025, 1, 1), "He spoke on Tuesday.", "Tuesday", "2024-12-31"),
        (date(2025, 1, 10), "It was signed in December.", "December", "2024-12"),
    ],
)
def test_months_and_years_turn_over(published, text, written, iso):
    """Relative dates cross the ends of months and years, and leap days, rightly."""
    assert only(text, written, published=published).date == iso


ANCHORED = [
    ("He will visit Kosovo on March 11. A day earlier, he visits Bosnia.", "A day earlier", "2025-03-10"),
    ("He landed on March 11. The next day he left.", "The next day", "2025-03-12"),
    ("He landed on March 11. Two days later he left.", "Two days later", "2025-03-13"),
    ("He landed on March 1. The day before, he was in Bonn.", "The day before", "2025-02-28"),
    ("He landed on March 11. He spoke that same day.", "that same day", "2025-03-11"),
    ("The talks ran March 10-11. A day later he left.", "A day later", "2025-03-12"),
    ("The talks ran March 10-11. A day earlier he came.", "A day earlier", "2025-03-09"),
    ("It rose in 2020. A year later it fell.", "A year later", "2021"),
    ("He landed on March 11. A day after the attack he left.", "A day after", None),
    ("He landed on March 11. Two days before the vote he left.", "Two days before", None),
    ("He landed in March. A day later he left.", "A day later", None),
    ("A day earlier, he was in Bonn.", "A day earlier", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "iso"), ANCHORED)
def test_anchored_dates_follow_the_mention_before(text, written, iso):
    """An "a day earlier" counts from the mention before it; one that leans on an event of its own stays open."""
    mention = only(text, written, published=THURSDAY)
    assert (mention.date, mention.anchored) == (iso, True)


@pytest.mark.parametrize(
    ("text", "written", "iso"),
    [
        # A plan told in the past may have been for the past or the coming day.
        ("Ministers were preparing to meet on Tuesday.", "Tuesday", None),
        ("They were preparing for talks on Tuesday.", "Tuesday", None),
        ("Crews were preparing to search the river on Tuesday.", "Tuesday", None),
        ("The crew hoped to sail on Tuesday.", "Tuesday", None),
        # What is told of a plan afterwards does not move it, and what was done by a day was done.
        ("The port is expected to reopen on Saturday, he told us.", "Saturday", "2025-03-08"),
        ("2,400 tickets had been sold by Tuesday evening.", "Tuesday", "2025-03-04"),
        ("He was taken to hospital on Tuesday.", "Tuesday", "2025-03-04"),
        ("The recorder was found on New Year's Eve.", "New Year's Eve", "2024-12-31"),
    ],
)
def test_plans_tellings_and_places_in_the_month(text, written, iso):
    """What the words around a day settle is settled, and nothing more."""
    (mention, *_) = [m for m in dates.find(text, published=THURSDAY) if m.text == written]
    assert mention.date == iso


def test_an_anchor_can_be_handed_in():
    """The mention before the sentence serves as anchor, and without a year gives month and day."""
    resolved = only("The visit is on March 11.", "March 11", published=THURSDAY)
    assert only("A day earlier, he visits Bosnia.", "A day earlier", anchor=resolved).date == "2025-03-10"
    open_year = only("The visit is on March 11.", "March 11")
    earlier = only("A day earlier, he visits Bosnia.", "A day earlier", anchor=open_year)
    assert (earlier.date, earlier.month, earlier.day) == (None, 3, 10)
    leap = only("The visit is on March 1.", "March 1")
    assert only("A day earlier, he left.", "A day earlier", anchor=leap).day is None
    days = only("The talks of 3-5 March ended.", "3-5 March")
    assert only("A month later, he left.", "A month later", anchor=days).date is None


def test_two_days_of_a_list_are_two_mentions():
    """Days that do not follow each other are no range, and a count after a date is no day."""
    assert [m.date for m in dates.find("The 3 and 5 May events", published=THURSDAY)] == ["2025-05-03", "2025-05-05"]
    assert [m.text for m in dates.find("On March 11, 12 people died.")] == ["March 11"]
    assert [m.text for m in dates.find("On March 11, 12 were hurt.")] == ["March 11"]
    assert [m.text for m in dates.find("On March 11 and 12 people spoke.")] == ["March 11"]
    assert [m.text for m in dates.find("In March 12 soldiers died.")] == ["March"]
    assert [m.text for m in dates.find("On March 11, 2000 soldiers left.")] == ["March 11"]


def test_publication_may_be_a_time():
    """A datetime as the date of publication counts as its day."""
    assert only("He came yesterday.", "yesterday", published=datetime(2025, 3, 6, 23, 59)).date == "2025-03-05"


AGREE = [
    ("on March 11", "on 11 March", True),
    ("on March 11", "on 2025-03-11", True),
    ("on March 11, 2025", "on 2025-03-11", True),
    ("in March", "on March 11", True),
    ("in March 2025", "on March 11, 2025", True),
    ("in 2025", "on March 11, 2025", True),
    ("on March 11", "in March 2025", True),
    ("on March 11", "on March 12", False),
    ("on March 11, 2024", "on March 11, 2025", False),
    ("in March", "on April 11", False),
    ("in 2024", "on March 11, 2025", False),
    ("on Tuesday", "on Tuesday", True),
    ("on Tuesday", "on Wednesday", False),
    ("on Tuesday", "on Tuesday, March 11", True),
    ("on Tuesday", "on March 11", False),
    ("on March 11", "on Tuesday, March 11", True),
    ("March 10-11", "on March 11", True),
    ("March 10-11", "on March 12", False),
    ("March 10-11, 2025", "on March 11", True),
    ("March 10-11, 2025", "in March 2025", True),
    ("2019-2023", "in 2021", True),
    ("2019-2023", "in 2024", False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), AGREE)
def test_agree_holds_for_the_same_and_for_the_less_precise(a, b, expected):
    """Mentions agree when they can be one date: the same, or one holding the other; the order does not matter."""
    (first,), (second,) = dates.find(a), dates.find(b)
    assert dates.agree(first, second) is expected
    assert dates.agree(second, first) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-11", date(2025, 3, 11)),
        ("2025-03-11T23:30:00+01:00", date(2025, 3, 11)),
        ("2025-03", None),
        ("2025-02-30", None),
        ("today", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_iso_reads_full_days_only(text, expected):
    """An ISO date or time gives its day as written; anything else gives nothing."""
    assert dates.parse_iso(text) == expected


LANGUAGES = st.sampled_from(["en", "en-GB", "sq", "sr", "de", "fr", "es", "it", "pl", None])
PIECES = st.sampled_from(
    "March May 11 11th , - – 2025 1999 on in from to and of the Tuesday last next week year ago days three a day "
    "earlier later yesterday will said "
    "2025-03-11 31/02/2025 11.03.2025 11. marta të martën vor Tagen hier İ 0 32 February 29 "
    "that before 9999 years since . soldiers".split(" ")
)
DAYS = st.dates(min_value=date(1, 1, 1))


@given(
    st.one_of(
        st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    ),
    LANGUAGES,
    st.none() | DAYS,
    st.none() | DAYS,
)
def test_any_text_gives_exact_offsets(text, language, published, as_of):
    """On any text and any day: no error, exact offsets, no overlap, and ISO dates at their precision."""
    found = dates.find(text, published=published, as_of=as_of, language=language)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for mention in found:
        length = {"day": 10, "month": 7, "year": 4, "none": 0}[mention.precision]
        assert len(mention.date or "") == length
        if length == 10:
            date.fromisoformat(mention.date or "")
        assert dates.agree(mention, mention)


_MONTHS = "January February March April May June July August September October November December".split()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_full_date_is_the_same_in_every_format(day):
    """Month first, day first, ISO, dotted, and in four other languages, a day reads back as itself."""
    month = _MONTHS[day.month - 1]
    german = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()[day.month - 1]
    serbian = "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra".split()[
        day.month - 1
    ]
    albanian = "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor".split()[day.month - 1]
    spanish = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()[
        day.month - 1
    ]
    for written, language in (
        (f"{month} {day.day}, {day.year}", "en"),
        (f"{day.day} {month} {day.year}", "en"),
        (f"{month[:3]}. {day.day}, {day.year}", "en"),
        (f"{day:%A}, {month} {day.day}, {day.year}", "en"),
        (day.isoformat(), "en"),
        (f"{day:%d.%m.%Y}", "en"),
        (f"{day:%d/%m/%Y}", "fr"),
        (f"{day.day}. {german} {day.year}", "de"),
        (f"{day.day}. {serbian} {day.year}", "sr"),
        (f"{day.day} {albanian} {day.year}", "sq"),
        (f"{day.day} de {spanish} de {day.year}", "es"),
    ):
        (mention,) = dates.find(f"({written})", language=language)
        assert (mention.text, mention.date) == (written, day.isoformat())


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(min_value=0, max_value=6))
def test_a_past_weekday_lies_in_the_last_seven_days(published, weekday):
    """A past "on Friday" is one of the seven days up to publication, a future one is one of the seven from it."""
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    (past,) = dates.find(f"They met on {name}.", published=published)
    (future,) = dates.find(f"They will meet on {name}.", published=published)
    past_day, future_day = dates.parse_iso(past.date), dates.parse_iso(future.date)
    assert past_day.weekday() == future_day.weekday() == weekday
    assert timedelta(0) <= published - past_day < timedelta(days=7)
    assert timedelta(0) <= future_day - published < timedelta(days=7)


def test_seed_articles_read_right():
    """The seed articles, where they are present, give the dates that stand there."""
    seeds = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).parents[2] / "shared")) / "eval" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the shared articles are not here")
    first, second = ([m.text for m in dates.find(path.read_text("utf-8"))] for path in sorted(seeds.glob("*.txt")))
    assert first == ["March 11", "A day earlier", "March", "Monday"]
    assert second == ["Tuesday", "March 11", "1999", "2023"]


def test_a_month_of_that_year_has_no_year_of_its_own():
    """ "In May of that year" is dated by a year that stands elsewhere, so it is left as written."""
    (may,) = dates.find("In May of that year more than 90 of its soldiers were injured.", published=date(2025, 3, 5))
    assert (may.month, may.date) == (5, None)


def test_weekday_behind_a_comma_of_speech() -> None:
    """A mark alone between "said" and a weekday is no clause that goes on."""
    (mention,) = dates.find("The minister said, Tuesday, that it is over.", published=date(2025, 3, 10))
    assert mention.text == "Tuesday"
