"""Closeness of sentences and the pairs that are worth comparing."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.similarity import Similarity, contains, pair
from briefing.text.words import words
from tests.benchmarks.similarity import auc, pearson, planted

SHARED = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
measured = pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring data is not here")

# Our own sentences: each row says one fact in two ways, and then something else that shares words with the first.
SAID_TWICE = [
    (
        "The ferry Aurelia sank off Vasto on Monday, killing at least 12 passengers.",
        "At least 12 passengers were killed when the ferry Aurelia sank near Vasto.",
        "The ferry Marisol will sail from Vasto to Split twice a week.",
    ),
    (
        "Prime Minister Ana Delic resigned after losing a vote of confidence.",
        "Ana Delic has resigned as Prime Minister: she lost the confidence vote.",
        "Prime Minister Ana Delic visited a school after winning the election.",
    ),
    (
        "Der Sekretär der NATO reist nächste Woche nach Kosovo zu den Soldaten der KFOR.",
        "Nächste Woche reist der NATO-Sekretär zu Soldaten der KFOR in Kosovo.",
        "Soldaten der KFOR verteilten im Kosovo Kleider an Schüler.",
    ),
]
TEXTS = [text for row in SAID_TWICE for text in row]

# Words that are alike in spelling, in meaning or not at all, so that every way of matching takes part.
WORDS = (
    "police officers arrest arrested visit visitor Syria Syrian killed dead 12 13 4,700 Monday Friday said the of "
    "Delic strike US step down million"
)
sentences = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
prose = st.one_of(sentences, st.text(max_size=60))


@given(prose, prose)
def test_score_is_symmetric_and_in_range(a: str, b: str) -> None:
    """Closeness is the same both ways round and lies from 0 to 1."""
    both = Similarity([a, b])
    assert both.score(0, 1) == both.score(1, 0)
    assert 0 <= both.score(0, 1) <= 1
    assert pair(a, b) == pair(b, a)
    assert 0 <= both.contains(0, 1) <= 1


@given(prose)
def test_a_sentence_is_closest_to_itself(text: str) -> None:
    """A sentence with any word scores 1 with itself and contains itself; one with none scores 0."""
    expected = 1.0 if words(text) else 0.0
    assert pair(text, text) == expected
    assert contains(text, text) == expected
    assert Similarity([text, text]).score(0, 1) == expected


@given(st.lists(sentences, max_size=12), st.sampled_from([0.05, 0.35, 0.62, 0.9]))
def test_candidates_are_what_brute_force_finds(texts: list[str], minimum: float) -> None:
    """Among few sentences no pair that scores enough is missed, and none is returned that does not."""
    similarity = Similarity(texts)
    every = [(i, j, similarity.score(i, j)) for i, j in combinations(range(len(texts)), 2)]
    assert similarity.candidates(minimum) == [one for one in every if one[2] >= minimum]


@given(st.permutations(range(len(TEXTS))))
def test_order_of_sentences_changes_no_candidate(order: list[int]) -> None:
    """The same pairs with the same scores come out in whatever order the sentences go in."""

    def named(texts: list[str]) -> set[tuple[frozenset[str], float]]:
        return {(frozenset((texts[i], texts[j])), score) for i, j, score in Similarity(texts).candidates(0.2)}

    assert named([TEXTS[i] for i in order]) == named(TEXTS)


@pytest.mark.parametrize("row", SAID_TWICE, ids=lambda row: row[0][:30])
def test_a_rewrite_is_closer_than_another_fact(row: tuple[str, str, str]) -> None:
    """What says the same in other words is closer than other news of the same people and places, by 0.1 and more."""
    assert pair(row[0], row[1]) > pair(row[0], row[2]) + 0.1


def test_other_numbers_lower_the_score() -> None:
    """Two sentences that have no number in common are less close than their words make them."""
    same = "Fire in Lisbon killed 12 people."
    assert pair(same, "Fire in Lisbon killed 31 people.") < 0.7 < pair(same, "Large fire in Lisbon killed 12 people.")


@pytest.mark.parametrize(
    ("a", "b"),
    [("4,700 troops", "4700 troops"), ("visited Shkodër", "visiting Shkoder"), ("Rutte i Kosova", "Руте и Косова")],
)
def test_forms_of_one_word_are_one(a: str, b: str) -> None:
    """Inflected forms, accents, scripts and the commas of a number make no difference."""
    assert contains(a, b) == 1.0


def test_contains_tells_which_of_two_says_more() -> None:
    """The longer report holds the shorter one, and not the other way round."""
    short = "Rutte arrives in Pristina on Tuesday."
    long = "Rutte arrives in Pristina on Tuesday and will meet President Osmani and the commander of KFOR."
    assert contains(long, short) == 1.0
    assert contains(short, long) < 0.7


def test_a_word_that_most_sentences_hold_counts_for_less() -> None:
    """Among thousands of sentences on one place its name weighs little; between two it weighs much."""
    a, b = "Drenova road reopened", "Drenova football fans rejoiced"
    crowd = [f"Drenova {word}" for word in ("market", "weather", "school", "council") for _ in range(4_000)]
    assert Similarity([a, b, *crowd]).score(0, 1) < Similarity([a, b]).score(0, 1) - 0.05


def test_candidates_among_many_sentences_hold_the_planted_pairs() -> None:
    """Beyond the size at which every pair is bounded, still 90 of 100 planted rewrites are found."""
    texts, pairs = planted(2_500)
    similarity = Similarity(texts)
    found = {(i, j) for i, j, _ in similarity.candidates(0.4)}
    close = [two for two in pairs if similarity.score(*two) >= 0.4]
    assert len(close) > 300
    assert sum(two in found for two in close) >= 0.9 * len(close)


def test_candidates_score_what_score_says_among_many() -> None:
    """The sparse way returns each pair once, in order, with the very score of `score`."""
    texts, _ = planted(1_000)
    similarity = Similarity(texts)
    found = similarity.candidates(0.5)
    assert found == sorted(set(found))
    assert all(i < j and score == similarity.score(i, j) >= 0.5 for i, j, score in found)


@measured
@pytest.mark.parametrize(("year", "floor"), [(2013, 0.74), (2014, 0.72)])
def test_closeness_follows_human_judgement(year: int, floor: float) -> None:
    """On news headlines the correlation with human scores is at least the promised one."""
    path = SHARED / "sts" / f"headlines-{year}.tsv"
    assert pearson(path) >= floor


@measured
def test_closeness_tells_reports_of_one_event() -> None:
    """On ECB+ sentences that share an event rank above those that do not, with an area of at least 0.74."""
    assert auc(SHARED / "ecbplus" / "dev_corpus.txt", SHARED / "ecbplus" / "dev_event_mentions.json") >= 0.74
