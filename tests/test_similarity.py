"""Closeness of sentences and the pairs that are worth comparing."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.similarity import Similarity, contains, pair
from briefing.similarity.words import tokens
from tests.benchmarks.similarity import auc, pearson, planted

SHARED = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
measured = pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring data is not here")

# Our own sentences: each row says one fact in two ways, and then something else that shares words with the first.
SAID_TWICE = [
    (
        "Police arrested 420 protesters in the capital on Saturday.",
        "Officers detained 420 demonstrators in the capital on Saturday, the ministry said.",
        "Protesters in the capital asked police on Friday for a permit to march.",
    ),
    (
        "The ferry Aurelia sank off Vasto, killing at least 12 passengers.",
        "At least 12 people died when the ferry Aurelia went down near Vasto.",
        "The ferry Marisol will sail from Vasto to Split twice a week.",
    ),
    (
        "Prime Minister Ana Delic resigned after losing a confidence vote.",
        "Ana Delic stepped down as premier following her defeat in a vote of confidence.",
        "Prime Minister Ana Delic visited a school after winning the election.",
    ),
    (
        "Norvik Steel will cut 1,200 jobs at its Halden plant.",
        "Steelmaker Norvik is to lay off 1,200 workers at its factory in Halden.",
        "Norvik Steel raised its profit forecast to 1.3 billion crowns.",
    ),
    (
        "An earthquake of magnitude 6.1 struck northern Peru, the United States Geological Survey said.",
        "A magnitude-6.1 quake hit the north of Peru, according to the U.S. Geological Survey.",
        "Rescue teams from the United States arrived in northern Chile after the floods.",
    ),
    (
        "The court sentenced Marko Petkov to nine years in prison for bribery.",
        "Marko Petkov was jailed for 9 years over bribes.",
        "The court will hear the appeal of Ilija Stanev over a parking fine.",
    ),
    (
        "NATO's secretary general will travel to Kosovo next week to meet KFOR troops.",
        "The NATO Secretary General plans a visit to KFOR soldiers in Kosovo next week.",
        "KFOR soldiers distributed winter clothes to pupils in Kosovo last month.",
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
    expected = 1.0 if tokens(text) else 0.0
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
    """What says the same in other words scores over 0.5, other news of the same people and places less by 0.1."""
    similarity = Similarity(TEXTS)
    first, rewrite, other = (TEXTS.index(text) for text in row)
    assert similarity.score(first, rewrite) > 0.5
    assert similarity.score(first, other) < similarity.score(first, rewrite) - 0.1
    assert pair(row[0], row[1]) > pair(row[0], row[2]) + 0.1


@pytest.mark.parametrize(
    ("same", "apart"),
    [
        ("Fire in Lisbon killed 12 people.", "Fire in Lisbon killed 31 people."),
        ("Fire in Lisbon on Monday killed 12 people.", "Fire in Lisbon on Friday killed 12 people."),
        ("Fire in Lisbon killed 12 people.", "Fire in Manila killed 12 people."),
    ],
)
def test_figures_days_and_places_that_differ_lower_the_score(same: str, apart: str) -> None:
    """A sentence that differs in one figure, weekday or place is less close than one that adds a word."""
    assert pair(same, apart) < pair(same, "Large " + same[0].lower() + same[1:]) - 0.1


def test_near_figures_lower_the_score_less_than_far_ones() -> None:
    """4,600 against 4,700 speaks less against sameness than 4,600 against 300."""
    near = pair("KFOR has 4,700 troops.", "KFOR has 4,600 troops.")
    assert near > pair("KFOR has 4,700 troops.", "KFOR has 300 troops.")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Five aid workers", "5 aid workers"),
        ("4.7 thousand troops", "4,700 troops"),
        ("the United States", "the U.S."),
        ("The mayor gunned down two guards", "the mayor shot two guards"),
        ("visited Shkodër", "visiting Shkoder"),
    ],
)
def test_forms_of_one_thing_are_one(a: str, b: str) -> None:
    """Number words, abbreviations, phrases, inflected forms and accents make no difference."""
    assert contains(a, b) == 1.0


def test_weekdays_that_differ_lower_the_score_beyond_their_weight() -> None:
    """Two different weekdays speak more against sameness than two different months, which may be of two years."""
    days = pair("The council votes on Tuesday.", "The council votes on Friday.")
    assert days < 0.85 * pair("The council votes in January.", "The council votes in October.")


def test_related_words_count_in_part() -> None:
    """A word that news uses for the same event counts for some of it; one of another meaning for nothing."""
    assert 0.7 < contains("Blast kills miner", "Explosion kills miner") < 1.0
    assert contains("Lottery kills miner", "Explosion kills miner") < 0.7


def test_contains_weighs_late_words_in_full() -> None:
    """How much is covered does not depend on where in the sentence the covered words stand."""
    head = "Osmani received Rutte in Pristina"
    tail = (
        "while angry farmers blocked both motorways near Ferizaj with tractors, hay bales, milk cans and burning tyres"
    )
    long, turned = f"{head} {tail}", f"{tail} {head}"
    assert contains(head.lower(), long.lower()) == pytest.approx(contains(head.lower(), turned.lower()))


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
    """Beyond the size at which every pair is bounded, still 97 of 100 planted rewrites are found."""
    texts, pairs = planted(2_500)
    similarity = Similarity(texts)
    found = {(i, j) for i, j, _ in similarity.candidates(0.4)}
    close = [two for two in pairs if similarity.score(*two) >= 0.4]
    assert len(close) > 300
    assert sum(two in found for two in close) >= 0.97 * len(close)


def test_candidates_score_what_score_says_among_many() -> None:
    """The sparse way returns each pair once, in order, with the very score of `score`."""
    texts, _ = planted(1_000)
    similarity = Similarity(texts)
    found = similarity.candidates(0.5)
    assert found == sorted(set(found))
    assert all(i < j and score == similarity.score(i, j) >= 0.5 for i, j, score in found)


def test_few_sentences_do_not_load_scipy() -> None:
    """A small run does not pay for an import that only large ones need."""
    code = "from briefing.similarity import Similarity; Similarity(['a b', 'a c']).candidates(0.3)"
    assert (
        subprocess.run([sys.executable, "-c", f"{code}\nimport sys\nsys.exit('scipy' in sys.modules)"]).returncode == 0
    )


@measured
@pytest.mark.parametrize(("year", "floor"), [(2013, 0.79), (2014, 0.77)])
def test_closeness_follows_human_judgement(year: int, floor: float) -> None:
    """On news headlines the correlation with human scores is at least the promised one, with or without the rest."""
    path = SHARED / "sts" / f"headlines-{year}.tsv"
    assert pearson(path) >= floor
    assert pearson(path, background=True) >= floor


@measured
def test_closeness_tells_reports_of_one_event() -> None:
    """On ECB+ sentences that share an event rank above those that do not, with an area of at least 0.80."""
    assert auc(SHARED / "ecbplus" / "dev_corpus.txt", SHARED / "ecbplus" / "dev_event_mentions.json") >= 0.80
