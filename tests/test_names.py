"""Names: what is one, what is the same one, and what a text introduces as its short form."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Foreign Minister Ana Ruiz met Tom Hale in Oslo.", ["Ana Ruiz", "Tom Hale", "Oslo"]),
        ("UN Special Envoy Hanna Berg left on Monday.", ["UN", "Hanna Berg"]),
        ("Luciana Peralta of Argentina won.", ["Luciana Peralta", "Argentina"]),
        ("A student of the University of Turku won.", ["University of Turku"]),
        ("The Bank of England lent to Bosnia and Herzegovina.", ["Bank of England", "Bosnia and Herzegovina"]),
        ("Ursula von der Leyen's office is small.", ["Ursula von der Leyen"]),
        ("Twenty people left in March.", []),
        ("Most houses burned.", []),
    ],
)
def test_a_name_is_a_run_of_capitals_without_titles(text, found):
    """Titles, portfolios, months, number words and plain words at the start of a sentence are none."""
    assert [name.text for name in names.find(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vjosa Osmani", "Osmani", True),
        ("US", "United States", True),
        ("Kenyan", "Kenya", True),
        ("Dutch", "Netherlands", True),
        ("UN", "United Nations", True),
        ("Mark Rutte", "Mark Ronson", False),
        ("Kenya", "Niger", False),
    ],
)
def test_two_mentions_name_the_same(one, other, same):
    """By their words, by a small table of countries, as initials."""
    (a,), (b,) = (names.find(f"in {text} now") for text in (one, other))
    assert names.same(a.key, b.key) is same


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Kosovo Force (KFOR) came.", ("kfor",), ("kosovo", "force")),
        (
            "the Organization for Security and Co-operation in Europe (OSCE)",
            ("osce",),
            ("organization", "security", "co-operation", "europe"),
        ),
        (
            "the United Nations Observer Mission in Karvela (UNOMIK)",
            ("unomik",),
            ("united", "nations", "observer", "mission", "karvela"),
        ),
    ],
)
def test_a_text_introduces_its_short_forms(text, short, long):
    """A short form in brackets goes with the words before it whose letters it has."""
    assert names.introduced(text) == ((short, long),)


def test_a_bracket_that_is_no_short_form_introduces_nothing():
    """ "(Monday)" shares no letter with the words before it."""
    assert names.introduced("The ferry (Monday) was late.") == ()


@given(st.text(max_size=200))
def test_each_name_stands_where_it_says(text):
    """`text[start:end]` is the name as printed, and names do not overlap."""
    found = names.find(text)
    assert all(text[name.start : name.end] == name.text for name in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
