"""Merging without a model: what says the same becomes one claim, whatever the words; what differs stays apart."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from briefing.merge import merge
from briefing.merge.apart import Apart
from briefing.merge.bearings import bearings
from briefing.merge.relation import told_apart
from briefing.records.claim import Claim, EventDate, Evidence
from tests.benchmarks.merge import measure

SHARED = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ECB = SHARED / "data" / "ecbplus"


def claim(text, source, date=None, written="", status="confirmed"):
    event = EventDate(date, "day", written) if date else None
    evidence = (Evidence(source, 0, len(text), text),)
    return Claim(text, evidence, "s", "event", status, "unattributed", None, event, "verbatim", False, 0.0)


def merged(*claims):
    """How the claims end: (number of clusters, how many stand within another)."""
    sources = sorted({c.source_id for c in claims})
    result = asyncio.run(merge(list(claims), None, sources=sources, progress=lambda *_: None))
    return len(result.clusters), sum(c.within is not None for c in result.clusters)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The police arrested 23 pirates in the Gulf of Aden on Saturday.",
            "On Saturday 23 pirates were arrested in the Gulf of Aden by the police.",
        ),
        (
            "The council of Varo rejected the budget.",
            "The council of Varo rejected the budget on Monday after a debate of nine hours.",
        ),
    ],
)
def test_other_words_for_one_event_are_one_statement(one, two):
    """A turned sentence is the same claim, and a fuller one holds the narrower."""
    clusters, within = merged(claim(one, "a"), claim(two, "b"))
    assert clusters - within == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Maurice Cheeks is out as Philadelphia coach.", "Philadelphia hired Maurice Cheeks as coach."),
        ("A receiver of the Chargers was arrested.", "Jamal Williams of the Chargers was arrested."),
        ("The man faces a charge of murder in Varo.", "The police arrested the man in a case of murder in Varo."),
        ("Six of the judges in Varo agreed to the plan.", "Seven of the judges in Varo agreed to the plan."),
        ("The port of Varo reopened on Friday.", "The port of Varo did not reopen on Friday."),
        ("The port of Varo reopened on Friday.", "The port of Nal reopened on Friday."),
        ("Ana Brel sued Ivo Lank in Varo.", "Ivo Lank sued Ana Brel in Varo."),
    ],
)
def test_another_act_or_another_actor_is_another_claim(one, two):
    """The verb, its subject, numbers, places and negation must agree, however alike the words."""
    assert merged(claim(one, "a"), claim(two, "b")) == (2, 0)


def halves(first, second, source):
    """The two claims of one sentence, `first` and `second`, joined by ", but "."""
    joint = len(first) + len(", but ")
    evidence = (Evidence(source, joint, joint + len(second), second),)
    return claim(first, source), dataclasses.replace(claim(second, source), evidence=evidence)


@pytest.mark.parametrize("second", ["the money was spent in Nal.", "many teachers moved to Nal in that time."])
def test_second_halves_about_different_things_stay_apart(second):
    """Which money it was only the first half tells: in the same words it is another where that tells of another."""
    one = halves("The port of Varo was promised 20 new cranes in spring", second, "a")
    other = halves("The school of Hadra was promised a kitchen by the mayor", second, "b")
    same = halves("The port of Varo had been promised new cranes", second, "b")
    ministry = halves("The Hadra Interior Ministry promised a bridge", second, "b")
    another = halves("The Nalo Defence Ministry promised a clinic", second, "a")
    assert merged(*one, *other) == merged(*ministry, *another) == (4, 0)
    clusters, within = merged(*one, *same)
    assert clusters - within <= 3


def test_a_second_half_with_a_named_subject_stands_alone():
    """What says itself of whom it speaks needs no first half to be the same as another's."""
    second = "Mira Anand left for Nal on Monday."
    one = halves("The port of Varo was promised 20 new cranes", second, "a")
    other = halves("The school of Hadra has no kitchen", second, "b")
    assert merged(*one, *other) == (3, 0)


def test_one_day_in_other_words_is_no_other_day():
    """ "On Thursday" and "on 1 January" are one day where both are resolved to it, and two where they are not."""
    one = claim("The crane lifted the aircraft out of the ditch on Thursday.", "a", "2026-01-01", "Thursday")
    two = claim("The crane lifted the aircraft out of the ditch on 1 January.", "b", "2026-01-01", "1 January")
    other = claim("The crane lifted the aircraft out of the ditch on 2 January.", "b", "2026-01-02", "2 January")
    clusters, within = merged(one, two)
    assert clusters - within == 1
    assert merged(one, other) == (2, 0)


def test_the_order_of_claims_changes_nothing():
    """Claims in any order make the same clusters."""
    texts = [
        "The council of Varo rejected the budget.", "The council of Varo rejected the budget on Monday.",
        "On Monday the budget was rejected by the council of Varo.", "The council of Nal rejected the budget.",
    ]  # fmt: skip
    claims = [claim(text, name) for text, name in zip(texts, "abcd", strict=True)]
    results = {
        repr(asyncio.run(merge(list(order), None, sources="abcd", progress=lambda *_: None)).clusters)
        for order in itertools.permutations(claims)
    }
    assert len(results) == 1


@pytest.mark.slow
@pytest.mark.skipif(not ECB.exists(), reason="needs the ECB+ data")
def test_one_merge_in_a_hundred_is_wrong_at_most():
    """Over the ECB+ development part at least 100 pairs of one event are merged, and at most 1 % of all wrongly."""
    right, wrong, _ = measure(ECB / "dev_corpus.txt", ECB / "dev_event_mentions.json")
    assert right >= 100
    assert wrong <= 0.01 * (right + wrong)


def test_what_is_told_apart_by_the_dozen_is_what_is_told_apart_one_by_one():
    """Status, date, names and figures part the same pairs whether many are looked at together or each alone."""
    texts = [
        f"The mayor of {place}, Mr {name}, opened {n} wells."
        for place in ("Varo", "Nal")
        for name in ("Berg", "Oti")
        for n in (7, 90, 91)
    ]
    dates = ("2025", "2025-03", "2025-03-01", "2024-03-01", None)
    every = [claim(t, "a", d, status=s) for t in texts for d in dates for s in ("confirmed", "expected")]
    seen = [bearings(c.statement) for c in every]
    pairs = list(itertools.combinations(range(len(every)), 2))
    together = Apart(every, [c.statement for c in every], [None] * len(every))(*np.array(pairs).T)
    assert together.tolist() == [told_apart(every[i], every[j]) or seen[i].apart(seen[j]) for i, j in pairs]
