"""What articles on one topic say differently is found and told as what it is; what merely differs is left alone."""

from __future__ import annotations

import functools
import itertools
import json
import re
from pathlib import Path

import pytest

import briefing
from briefing.records.brief import Brief
from tests.test_reconcile import at, found, read

TOPICS = Path(__file__).parent / "data" / "topics"
NAMES = sorted(folder.name for folder in TOPICS.iterdir())
# That a ship "is to be towed off the reef" and that she is meant by "towed the Calanthe off the Hask reef": no words
# of the reports tie the two.
MISSED = {
    ("may be towed", "is to be towed"),
    ("is to be towed", "towed the Calanthe off"),
}


@functools.cache
def brief_of(name: str) -> Brief:
    folder = TOPICS / name
    return briefing.generate([folder / "articles"], topic=str(folder / "topic.toml"), model=None)


@functools.cache
def gold_of(name: str):
    return json.loads((TOPICS / name / "gold.json").read_text("utf-8"))


def sides(discrepancy):
    return [f"{p.value} {p.statement}".lower() for p in discrepancy.positions]


def shows(discrepancy, pair):
    """Whether two words stand in two different positions."""
    left, right = (word.lower() for word in pair)
    return any(left in a and right in b for a, b in itertools.permutations(sides(discrepancy), 2))


def values_differ(discrepancy, pair):
    """Whether two words are themselves the values of two positions."""
    left, right = (re.compile(rf"(?<![\w.,]){re.escape(word)}\b", re.I) for word in pair)
    values = [p.value for p in discrepancy.positions]
    return any(left.search(a) and right.search(b) for a, b in itertools.permutations(values, 2))


every_topic = pytest.mark.parametrize("name", NAMES)


@every_topic
@pytest.mark.parametrize("kind", ["conflict", "update", "variance", "certainty"])
def test_planted_disagreements_are_found(name, kind):
    """Each planted conflict, update, variance and step of certainty is found as what it is."""
    key = "certainties" if kind == "certainty" else f"{kind}s"
    planted = [tuple(pair) for pair in gold_of(name).get(key, [])]
    shown = [d for d in brief_of(name).discrepancies if d.kind == kind]
    missed = [pair for pair in planted if not any(shows(d, pair) for d in shown)]
    assert set(missed) <= MISSED


@every_topic
def test_what_merely_differs_is_no_discrepancy(name):
    """Two different counts, a part and its whole, other years: none is set against the other."""
    pairs = gold_of(name)["false_friends"]
    wrong = [(d.question, pair) for d in brief_of(name).discrepancies for pair in pairs if values_differ(d, pair)]
    assert wrong == []


@every_topic
def test_no_other_discrepancy_is_shown(name):
    """Nothing is shown as a disagreement that is neither planted nor allowed by the gold file."""
    gold = gold_of(name)
    planted = [
        pair for key in ("conflicts", "updates", "variances", "certainties", "denials") for pair in gold.get(key, [])
    ]
    extra = [
        d.question
        for d in brief_of(name).discrepancies
        if not any(shows(d, pair) for pair in planted)
        and not any(re.search(p, d.model_dump_json(), re.I) for p in gold["allowed_discrepancies"])
    ]
    assert extra == []


@every_topic
def test_questions_are_short_and_both_sides_have_a_source(name):
    """The title is a plain question of at most 16 words; each position has its words, its sources and their time."""
    brief = brief_of(name)
    published = {s.id: s.published for s in brief.sources}
    for d in brief.discrepancies:
        assert re.fullmatch(r"[A-Z][^:?]*\?", d.question), d.question
        assert len(d.question.split()) <= 16
        assert len(d.positions) > 1
        for p in d.positions:
            assert p.value in p.statement
            assert p.claim_ids and p.source_ids
            assert p.reported in {published[i] for i in p.source_ids}


@every_topic
def test_no_key_figure_stands_twice(name):
    """No two rows of the key figures show the same value of the same claim."""
    rows = [(v.value, i) for k in brief_of(name).key_figures for v in k.values for i in v.claim_ids]
    assert len(rows) == len(set(rows))


@every_topic
def test_no_key_figure_is_named_by_a_pronoun(name):
    """A row's label names a thing."""
    labels = [k.label for k in brief_of(name).key_figures]
    assert [label for label in labels if re.search(r"\b(?:it|he|she|they|holds)\b", label, re.I)] == []


@every_topic
def test_dates_of_claims_are_those_of_the_calendar(name):
    """Relative dates are resolved over month and year boundaries; what the words leave open stays open."""
    events = [(c.statement, c.event_date) for c in brief_of(name).claims]
    for words, date in gold_of(name).get("dates", []):
        told = {event for statement, event in events if words in statement}
        assert told == {date}, words


@every_topic
def test_claims_that_differ_are_not_merged(name):
    """No claim is cited for another that differs from it in a number, a date, a cause or its certainty."""
    claims = brief_of(name).claims
    for left, right in gold_of(name).get("apart", []):
        for claim in claims:
            quotes = " ".join(c.quote for c in claim.citations)
            assert not (left in quotes and right in quotes), claim.statement


def test_a_step_up_that_cites_the_rumour_has_no_new_origin():
    """Whoever turns a rumour into a fact by citing the outlet that spread it adds no origin, and the brief says so."""
    steps = [d for d in brief_of("transfer").discrepancies if shows(d, ("could move", "will move"))]
    assert [d.note for d in steps if d.kind == "certainty"] == ["A step up with no new origin."]


def kinds(*pairs):
    """The kinds of discrepancy between articles of different outlets, given as (text, day)."""
    outlets = ("Varo Post", "Daily Nal", "Third Eye")
    return [d.kind for d in read(*(at(t, day, o) for (t, day), o in zip(pairs, outlets, strict=False))).discrepancies]


RUMOUR = "Minister Tol Varga may resign, two officials in Varo said."
DONE = "Minister Tol Varga resigned in Varo."
PLAN = "Minister Tol Varga is expected to resign in Varo."


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((RUMOUR, "2025-03-04"), (DONE, "2025-03-06"), ["certainty"]),
        ((PLAN, "2025-03-04"), (DONE, "2025-03-06"), ["certainty"]),
        ((RUMOUR, "2025-03-04"), (PLAN, "2025-03-06"), ["certainty"]),
        # A plan told after the act is the next one; a like act of another is another.
        ((PLAN, "2025-03-08"), (DONE, "2025-03-06"), []),
        ((RUMOUR, "2025-03-04"), ("Minister Ana Brel resigned in Varo.", "2025-03-06"), []),
        ((RUMOUR, "2024-03-04"), (DONE, "2025-03-06"), []),
        (("If he loses, Tol Varga will resign.", "2025-03-04"), (DONE, "2025-03-06"), []),
    ],
)
def test_one_event_told_with_different_sureness(one, two, expected):
    """Rumoured or expected here and done there is a matter of certainty, for one party, in this order, within weeks."""
    assert kinds(one, two) == expected


def test_the_order_of_undated_reports_is_not_guessed():
    """Without dates nobody can tell which report came first, and the brief says so."""
    result = read(at(RUMOUR, None, "One"), at(DONE, None, "Two"))
    assert [d.note for d in result.discrepancies] == ["Order unknown: the dates do not tell which was written first."]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("The prisoner was shot by a guard in Varo.", "The prisoner was shot by a policeman in Varo.", ["conflict"]),
        ("The prisoner was shot by a guard in Varo.", "The prisoner was shot by a gunman in Varo.", []),
        ("Ana Brel won the election in Varo.", "Ivo Lank won the election in Varo.", ["conflict"]),
        ("Ana Brel won the election in Varo.", "The mayor won the election in Varo.", []),
        ("Ana Brel met Ivo Lank in Varo.", "Pia Lund met Ivo Lank in Varo.", []),
        ("Ana Brel voted for the budget in Varo.", "Ana Brel voted against the budget in Varo.", ["conflict"]),
        ("Ana Brel voted for the budget in Varo.", "Ana Brel voted against the bridge in Varo.", []),
        ("Ana Brel voted for the budget in Varo.", "Pia Lund voted against the budget in Varo.", []),
        ("Ana Brel will not leave Varo.", "Ana Brel will move from Varo to Nal.", ["conflict"]),
        ("The fire in Varo was caused by a cigarette.", "The fire in Varo was caused by a cable.", ["conflict"]),
        ("The fire in Varo was caused by a cigarette.", "The fire in Nal was caused by a cable.", []),
        ("No one was hurt in the crash in Varo.", "Three people were injured in the crash in Varo.", ["conflict"]),
        ("In the tents nobody has died in Varo.", "Three people have died in Varo.", []),
    ],
)
def test_who_did_it_and_what_caused_it(one, two, expected):
    """Two actors for one act that leaves room for one exclude each other; two acts, places or matters do not."""
    assert kinds((one, "2025-03-04"), (two, "2025-03-04")) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Between 200 and 300 people were arrested in Varo.", "About 280 people were arrested in Varo.", ["variance"]),
        ("Between 200 and 300 people were arrested in Varo.", "About 800 people were arrested in Varo.", ["conflict"]),
        ("Up to 600 soldiers will be sent to Varo.", "About 500 soldiers will be sent to Varo.", ["variance"]),
        ("Up to 500 soldiers will be sent to Varo.", "At least 600 soldiers will be sent to Varo.", ["conflict"]),
        ("Nearly 600 houses in Varo were destroyed.", "At least 570 houses in Varo were destroyed.", ["variance"]),
        ("Inflation in Varo was 6.1 percent in August.", "Inflation in Varo was 5.8 percent in September.", []),
        ("Inflation in Varo was 6.1 percent in May.", "Inflation in Varo was 5.8 percent in May.", ["conflict"]),
        ("The loss in Varo is 3 million euros a day.", "The fine in Varo is 2 million euros a day.", []),
        ("Six of the nine judges in Varo agreed.", "Seven of the nine judges in Varo agreed.", ["conflict"]),
        ("In 2011, 36 people died in Varo.", "In Varo 4 people have died.", []),
        ("Flight NA 418 had left Varo.", "Flight NA 512 had left Varo.", []),
    ],
)
def test_ranges_bounds_and_rates_are_compared_as_such(one, two, expected):
    """Values that can both be true are a variance; other months, sums, wholes and names of flights are other things."""
    assert kinds((one, "2025-10-04"), (two, "2025-10-04")) == expected


QUESTIONS = [
    (
        "Varo has 1,200 police officers.",
        "Some 1,000 police officers serve in Varo.",
        "How many police officers does Varo have?",
    ),
    (
        "The plant in Varo will cost 40 million euros.",
        "The cost of the plant in Varo is put at 55 million euros.",
        "How much will the plant in Varo cost?",
    ),
    (
        "The bridge in Varo is 400 metres long.",
        "The bridge in Varo is 420 metres long.",
        "How long is the bridge in Varo?",
    ),
    (
        "Unemployment in Varo fell to 6.1 percent.",
        "Unemployment in Varo fell to 7 percent.",
        "How high is unemployment in Varo?",
    ),
    (
        "Prices in Varo rose by 3 percent in May.",
        "Prices in Varo rose 4 percent in May.",
        "By how much did prices in Varo rise?",
    ),
    (
        "Nordal dismissed 300 workers in Varo.",
        "Nordal dismissed 450 workers in Varo.",
        "How many workers did Nordal dismiss?",
    ),
    (
        "The bridge in Varo was built in 1911.",
        "The bridge in Varo was built in 1931.",
        "When was the bridge in Varo built?",
    ),
    (
        "The clinic in Varo has run out of drips.",
        "The clinic in Varo has not run out of drips.",
        "Has the clinic in Varo run out of drips?",
    ),
    (
        "The fire in Varo was caused by a cigarette.",
        "The fire in Varo was caused by a cable.",
        "What caused the fire in Varo?",
    ),
]


@pytest.mark.parametrize(("one", "two", "question"), QUESTIONS)
def test_questions_are_those_a_reader_would_ask(one, two, question):
    """The title is the question that the two sides answer differently, in plain words."""
    result = read(at(one, "2025-06-04", "One"), at(two, "2025-06-04", "Two"))
    assert [d.question for d in result.discrepancies] == [question]


def test_a_count_that_moves_is_an_update_throughout():
    """Where one report says that a count moves, the reports before and after it are updates too."""
    days = ["2025-12-30", "2026-01-01", "2026-01-03"]
    texts = [
        "In Varo 14 flights were cancelled.", "Since Tuesday 52 flights have been cancelled in Varo.",
        "In all 68 flights were cancelled in Varo.",
    ]  # fmt: skip
    reports = [at(text, day, f"Outlet {day}") for text, day in zip(texts, days, strict=True)]
    assert found(read(*reports)) == [("update", ["14", "52", "68"])]
