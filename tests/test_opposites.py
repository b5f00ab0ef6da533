"""Opposite statements of two voices on one subject are a conflict; a part, another day or a change is none."""

from __future__ import annotations

import pytest

from tests.test_reconcile import at, found, read

OWNER = "The sirens in Varo, the owner of the site said, had remained silent all night."
OFFICE = "The sirens in Varo were sounded at two o'clock, insisted the head of the flood office."
OPPOSED = [
    ("The pump in Varo had failed, the owner said.", "The pump in Varo was working, the mayor said."),
    ("The signal at Varo was green, the driver said.", "The signal at Varo was red, the railway said."),
    ("The water in Varo is clean, the ministry said.", "The water in Varo is contaminated, a laboratory found."),
    ("The brakes in Varo were in order, the maker said.", "The brakes in Varo were out of order, a driver said."),
]
NONE = [
    # a part and the whole
    ("Two of the sirens in Varo remained silent, the owner said.", "The sirens in Varo were sounded, the mayor said."),
    ("The lower bridge in Varo was unsafe, a driver said.", "The railway bridge in Varo was safe, the mayor said."),
    # another day
    ("The pump in Varo failed on Monday, the owner said.", "The pump in Varo worked on Tuesday, the mayor said."),
    # another place
    ("The sirens in Varo remained silent, the owner said.", "The sirens in Odenby were sounded, the mayor said."),
    # only nearly so
    ("The hall in Varo was partly empty, a guard said.", "The hall in Varo was full, the mayor said."),
    # a plan and a question
    ("The pump in Varo may fail, the owner said.", "The pump in Varo was working, the mayor said."),
    # other things that the verb can mean
    ("The pump in Varo failed to start, the owner said.", "The pump in Varo was working, the mayor said."),
    ("The company in Varo failed the test, the owner said.", "The company in Varo works, the mayor said."),
]


def of_one_article(*lines):
    return found(read(at("\n".join(lines), "2024-06-14")))


def of_two_articles(one, other, *days):
    first, last = days or ("2024-06-14", "2024-06-15")
    return found(read(at(one, first), at(other, last, "Odenby Echo")))


def test_two_speakers_in_one_article_contradict_each_other():
    """What one speaker of an article says and another denies with the opposite word is a conflict."""
    assert of_one_article(OWNER, OFFICE) == [("conflict", ["had remained silent", "were sounded"])]


def test_opposite_words_count_in_all_their_forms():
    """An article that stands alone is looked through for "emptied" and "rang" as for "empty" and "ring"."""
    full, emptied = "The tank in Varo was full, the owner said.", "The tank in Varo had been emptied, the mayor said."
    assert of_one_article(full, emptied) == [("conflict", ["was full", "had been emptied"])]
    rang, silent = "The sirens in Varo rang, the owner said.", "The sirens in Varo remained silent, the mayor said."
    assert of_one_article(rang, silent) == [("conflict", ["rang", "remained silent"])]


def test_the_question_is_plain():
    """The title asks whether it was so."""
    (found_one,) = read(at(f"{OWNER}\n{OFFICE}", "2024-06-14")).discrepancies
    assert found_one.question == "Were the sirens in Varo sounded at two o'clock?"


def test_one_speaker_does_not_contradict_himself():
    """One voice that tells the one and then the other tells a change; so does a pronoun that may be his."""
    assert (
        of_one_article("The pump in Varo had failed, the mayor said.", "The pump in Varo was working, he said.") == []
    )
    assert of_one_article("The sirens in Varo remained silent.", "The sirens in Varo were sounded at two.") == []


@pytest.mark.parametrize("pair", OPPOSED, ids=lambda pair: pair[0][:20])
def test_two_articles_say_opposite_things(pair):
    """Two outlets that tell opposite states of one thing contradict each other, in whatever order they come."""
    assert [kind for kind, _ in of_two_articles(*pair)] == ["conflict"]
    assert [kind for kind, _ in of_two_articles(*reversed(pair))] == ["conflict"]


@pytest.mark.parametrize("pair", NONE, ids=lambda pair: pair[0][:30])
def test_what_only_looks_opposite_is_no_conflict(pair):
    """A part of the whole, another day, another place, a plan: nothing is set against the other."""
    assert of_two_articles(*pair) == []


def test_what_comes_and_goes_is_a_conflict_on_one_day_only():
    """A road is open on one day and closed on the next; on one day two sources contradict each other."""
    pair = ("The road at Varo is open, the ministry said.", "The road at Varo is closed, the police said.")
    assert of_two_articles(*pair, "2024-06-14", "2024-06-15") == []
    assert [kind for kind, _ in of_two_articles(*pair, "2024-06-14", "2024-06-14")] == ["conflict"]


def test_a_denial_with_the_same_word_counts_once():
    """ "Did not fail" against "failed" is one conflict, not two."""
    found_ones = of_two_articles("The pump at Varo failed, the owner said.", "The pump at Varo did not fail, he said.")
    assert [kind for kind, _ in found_ones] == ["conflict"]
