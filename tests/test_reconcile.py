"""Reconcile: origins, figures, timeline, discrepancies and gaps from clusters of claims."""

from __future__ import annotations

import datetime
import itertools
import re

import pytest

from briefing import dates
from briefing.reconcile import Reconciled, reconcile
from briefing.records.article import Article
from briefing.records.claim import Claim, Cluster, EventDate, Evidence
from briefing.text.normal import sha256

SECTIONS = [("news", "The news"), ("other", "Other matters")]
_SENTENCE = re.compile(r"[^\n]+")


def article(text, *, publisher=None, published=None, origin=None, title=None, duplicate_of=None):
    """An article whose lines are its sentences; the id follows from the text."""
    digest = sha256(text)
    return Article(
        text=text, title=title, publisher=publisher, published=published, language="en", id=digest[:12],
        text_sha256=digest, origin=origin, duplicate_of=duplicate_of,
    )  # fmt: skip


def claim(source, statement, *, status="confirmed", kind="event", section="news"):
    """A verbatim claim on a sentence of an article, with the first date of it as the event's."""
    start = source.text.index(statement)
    day = datetime.date.fromisoformat(source.published[:10]) if source.published else None
    found = dates.find(statement, published=day, language="en")
    event = EventDate(found[0].date, found[0].precision if found[0].date else "none", found[0].text) if found else None
    evidence = Evidence(source.id, start, start + len(statement), statement)
    return Claim(statement, (evidence,), section, kind, status, "unattributed", None, event, "verbatim", False, 0.0)


def cluster(name, *claims, within=None):
    return Cluster(name, claims[0], tuple(claims), within=within)


def read(*articles, **statuses):
    """Reconciles articles with one cluster a line, in reading order."""
    numbered = itertools.count(1)
    clusters = [
        cluster(f"c{next(numbered):03d}", claim(a, line, **statuses))
        for a in articles
        for line in _SENTENCE.findall(a.text)
    ]
    return run(clusters, articles)


def run(clusters, articles, *, as_of=None, reliability=None) -> Reconciled:
    return reconcile(clusters, articles, as_of=as_of, reliability=reliability or {}, sections=SECTIONS)


def at(text, published, publisher="Varo Post", **more):
    return article(text, published=published, publisher=publisher, **more)


def found(result):
    """(kind, values) of each discrepancy."""
    return [(d.kind, [p.value for p in d.positions]) for d in result.discrepancies]


# Origins and the Admiralty code


def credit(articles, *, status="confirmed", reliability=None):
    """The corroboration of one claim that all the articles make."""
    result = run(
        [cluster("c1", *(claim(a, a.text, status=status) for a in articles))], articles, reliability=reliability
    )
    return result.credit["c1"]


def test_two_articles_of_one_wire_are_one_origin():
    """Two outlets that credit the same agency are one established and one possible origin."""
    rated = credit([article("The dam broke.", publisher=p, origin="Agency A") for p in ("One", "Two")])
    assert (rated.origins.established, rated.origins.possible, rated.credibility) == (1, 1, 3)


def test_two_credits_confirm():
    """Two different credits are two established origins, which is credibility 1."""
    rated = credit([article(f"The dam {w}.", origin=f"Agency {w}") for w in ("broke", "burst")])
    assert (rated.origins.established, rated.credibility) == (2, 1)


def test_outlets_without_credit_prove_nothing():
    """Two outlets without a credit are one established origin and two possible ones, at best probably true."""
    rated = credit([article(f"The dam {p}.", publisher=p) for p in ("One", "Two")])
    assert (rated.origins.established, rated.origins.possible, rated.credibility) == (1, 2, 2)


def test_a_copy_counts_as_what_it_copies():
    """An article that is a copy of another adds no origin, whatever its publisher."""
    first = article("The dam broke.", publisher="One")
    copy = article("The dam broke. ", publisher="Two", duplicate_of=first.id)
    rated = run([cluster("c1", claim(first, "The dam broke."), claim(copy, "The dam broke."))], [first, copy]).credit[
        "c1"
    ]
    assert (rated.origins.established, rated.origins.possible) == (1, 1)


@pytest.mark.parametrize(
    ("letters", "expected", "credibility"), [({"One": "B"}, "B", 2), ({"one": "D"}, "D", 3), ({"Two": "A"}, "F", 3)]
)
def test_reliability_is_the_tables(letters, expected, credibility):
    """The letter is the topic's for the outlet, F for one that it does not name; A and B lift a single report."""
    rated = credit([article("The dam broke.", publisher="One")], reliability=letters)
    assert (rated.reliability, rated.credibility) == (expected, credibility)


def test_a_single_rumour_can_not_be_judged():
    """A rumour from one origin is 6, whatever the letter of the outlet."""
    assert (
        credit([article("The dam broke.", publisher="One")], status="rumoured", reliability={"One": "A"}).credibility
        == 6
    )


def test_a_contradicted_claim_is_doubtful_and_a_denial_of_it_improbable():
    """Both sides of a conflict are 4, and 5 where the claim is a denial."""
    a = at("Mira Noll will visit Varo on Thursday.", "2024-06-03", "One")
    b = at("Mira Noll will visit Varo on Saturday.", "2024-06-03", "Two")
    result = read(a, b)
    assert [c.credibility for c in result.credit.values()] == [4, 4]
    denied = read(a, b, status="denied")
    assert [c.credibility for c in denied.credit.values()] == [5, 5]


# Numbers


def test_bounds_that_meet_are_a_variance():
    """A mission of "around 4,700 soldiers" and of "over 4,600 troops" differ and can both be true."""
    a = article("A delegation will visit the ORKA mission.\nThere are currently around 4,700 soldiers in this mission.")
    b = article("Currently, there are over 4,600 troops from 29 countries deployed in Tarsk as part of ORKA.")
    result = read(a, b)
    assert found(result) == [("variance", ["around 4,700", "over 4,600"])]
    figure = result.figures[0]
    assert (figure.label, figure.status) == ("ORKA: troops", "variance")


def test_a_contingent_is_not_the_whole():
    """What one country has is neither a report of the total nor of another country's share."""
    a = article(
        "There are around 4,700 soldiers in the ORKA mission.\n"
        "Italy has the largest contingent with 1,250 members.\n"
        "The United States has around 600 members in the ORKA mission."
    )
    b = article("ORKA has over 4,600 troops.\nSpain has 900 soldiers in ORKA.")
    assert found(read(a, b)) == [("variance", ["around 4,700", "over 4,600"])]


def test_a_toll_that_rises_is_an_update():
    """A later and larger report of the dead is an update, and the figure shows the latest first."""
    a = at(
        "At least 12 people were killed when the river burst its banks in Varo, the ministry said.", "2024-06-03", "One"
    )
    b = at("The death toll from the flood in Varo rose to 19, rescue officials said.", "2024-06-04", "Two")
    result = read(a, b)
    assert found(result) == [("update", ["At least 12", "19"])]
    assert [v.value for v in result.figures[0].values] == ["19", "At least 12"]
    assert result.figures[0].status == "superseded"


def test_the_hour_tells_noon_from_evening():
    """On one day the time of publication puts two counts in order."""
    a = at("Police arrested 300 protesters in Arden.", "2024-10-07T12:00:00+00:00", "One")
    b = at(
        "Police said they had detained 420 people in Arden, and 31 of them were charged.",
        "2024-10-07T21:00:00+00:00",
        "Two",
    )
    assert found(read(a, b)) == [("update", ["300", "420"])]


def test_without_dates_the_order_is_not_guessed():
    """Two counts of a moving kind in undated articles are a conflict that says that the order is not known."""
    a, b = article("Police arrested 300 people in Arden."), article("Police arrested 420 people in Arden.")
    result = read(a, b)
    assert found(result) == [("conflict", ["300", "420"])]
    assert "not known" in result.discrepancies[0].note


def test_fixed_amounts_that_differ_are_a_conflict():
    """A fine does not move with time: two amounts are a conflict."""
    a = at("The court in Arden fined Norvek 3.2 million euros.", "2025-02-10", "One")
    b = at("Norvek was fined 2.3 million euros by the court.", "2025-02-12", "Two")
    assert [kind for kind, _ in found(read(a, b))] == ["conflict"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("In 2014 a flood in Varo killed 50 people.", "The flood in Varo killed 19 people."),
        ("Six people died in a bus crash in Tarsk.", "The flood in Varo killed 19 people."),
        ("Five managers of Norvek were convicted.", "Three managers of Norvek got jail terms."),
        ("Police arrested 420 people in Arden.", "In Arden 31 of them were charged."),
        ("The storm in Varo destroyed 30 houses.", "The storm in Varo damaged 200 houses."),
        ("The toll in Varo rose from 12 to 19.", "The flood killed 19 people in Varo."),
        (
            "The flood injured 30 people in Varo.",
            "The flood injured 30 people in Varo.\nAnother 12 were injured in Varo.",
        ),
        ("Shares of Norvek fell 12 percent.", "Shares of Belmet fell 9 percent."),
        ("Italy has 700 soldiers in ORKA.\nSpain is in ORKA.", "Spain has 600 soldiers in ORKA.\nItaly is in ORKA."),
        ("Police arrested 300 people in Arden.", "Police arrested 300 in Arden, of whom 40 had been arrested before."),
        ("The United States has 600 soldiers in Kosovo.", "The United States has 700 soldiers in Germany."),
    ],
)
def test_two_different_counts_are_no_discrepancy(one, two):
    """Another year, place, act, sub-count, earlier value or addition is another count."""
    assert found(read(at(one, "2024-06-03", "One"), at(two, "2024-06-04", "Two"))) == []


def test_none_against_some_is_a_conflict():
    """That "no one was hurt" against "three people were injured" at one place is a conflict."""
    a = at("No one was hurt at the Lenia camp site, its owner said.", "2024-06-03", "One")
    b = at("Three people were injured at the Lenia camp site, the fire brigade said.", "2024-06-03", "Two")
    assert found(read(a, b)) == [("conflict", ["No one", "Three"])]


def test_one_article_does_not_contradict_itself():
    """Values from one article only are never a discrepancy."""
    assert found(read(at("Norvek has 5,200 staff in Lenia.\nNorvek has 4,100 staff in Lenia.", "2024-06-03"))) == []


# Dates, denials, causes


def folder(*articles):
    """Reconciles articles among so many others that only those of one story are held against each other."""
    towns = ("".join(letters).capitalize() for letters in itertools.product("bdgk", "aeiou", "lmnr", "aeiou", "st"))
    others = [at(f"The school of {town} has a new roof.", "2025-03-03") for town in itertools.islice(towns, 120)]
    return read(*others, *articles)


def test_reports_of_one_story_meet_in_a_large_folder():
    """Two names that no other article has make a story, and what differs in it is shown."""
    one = at("A fire at the Mellum depot in Hadra killed 12 people.", "2025-03-03")
    two = at("The fire in Hadra at the Mellum depot killed 15 people.", "2025-03-03", "Nal Times")
    assert [values for _, values in found(folder(one, two))] == [["12", "15"]]


def test_one_rare_name_makes_no_story_of_a_large_folder():
    """By chance many articles share one name with another: chained by these, all would be one story."""
    one = at("A fire at a depot in Hadra killed 12 people.", "2025-03-03")
    two = at("A storm in the north of Hadra killed 15 people.", "2025-03-03", "Nal Times")
    assert found(folder(one, two)) == []


def test_the_figures_of_a_lone_article_stand_among_those_of_a_large_folder():
    """What one article alone counts is a key figure where nothing is worth more."""
    figures = folder(at("The flood in Varo displaced 40,000 people.", "2025-03-03")).figures
    assert [value.value for figure in figures for value in figure.values] == ["40,000"]


def test_two_days_for_one_vote_are_a_conflict():
    """A vote on Thursday and the same vote on Saturday can not both be."""
    a = at("Parliament will vote on the budget on Thursday, Speaker Ola Brandt said.", "2024-10-07", "One")
    b = at("The vote on the budget is on Saturday, according to the finance ministry.", "2024-10-07", "Two")
    result = read(a, b)
    assert found(result) == [("conflict", ["Thursday", "Saturday"])]
    assert result.discrepancies[0].question.startswith("When will Parliament vote")


def test_a_postponement_is_an_update():
    """A later report that the date was moved is an update."""
    a = at("The trial of Pia Lund begins on 3 March.", "2025-02-10", "One")
    b = at("The trial of Pia Lund was postponed to 17 March.", "2025-02-12", "Two")
    assert found(read(a, b)) == [("update", ["3 March", "17 March"])]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Mira Noll will visit Bosnia on 10 March.", "Mira Noll will visit Kosovo on 11 March."),
        (
            "Mira Noll will visit Bosnia on 10 March and Kosovo on 11 March.",
            "Mira Noll will visit Bosnia on 10 March and Kosovo on 11 March, officials said.",
        ),
        ("Mira Noll will visit Kosovo on 10 March.", "Ivo Lank will visit Kosovo on 11 March."),
        ("Parliament will debate the budget on 10 March.", "Parliament will vote on the budget on 11 March."),
        ("The talks in Varo begin on 10 March.", "The talks in Varo end on 11 March."),
        ("Mira Noll visited Varo on 10 March.", "Mira Noll will visit Varo on 20 March."),
        ("Mira Noll will visit Varo in March.", "Mira Noll will visit Varo on 20 March."),
        ("The ministry said on 10 March that Varo was safe.", "The ministry said on 11 March that Varo was safe."),
    ],
)
def test_other_events_have_other_dates(one, two):
    """Another place, person, act, phase or telling is another event; a month holds its days."""
    assert found(read(at(one, "2025-03-09", "One"), at(two, "2025-03-09", "Two"))) == []


def test_not_announced_against_announced_is_a_matter_of_certainty():
    """What one source calls not yet announced and a later one announced grew surer."""
    a = at("NATO has not yet officially announced the visit of Mira Noll to Varo.", "2025-03-04", "One")
    b = at("NATO announced the visit of Mira Noll to Varo.", "2025-03-07", "Two")
    assert [kind for kind, _ in found(read(a, b))] == ["certainty"]


def test_a_plain_denial_is_a_conflict():
    """That someone resigned and did not resign can not both be."""
    a = at("Minister Tol Varga did not resign over the flood.", "2025-03-04", "One")
    b = at("Minister Tol Varga resigned over the flood.", "2025-03-04", "Two")
    assert [kind for kind, _ in found(read(a, b))] == ["conflict"]


def test_two_ways_of_one_death_are_a_conflict():
    """Shot by a guard and fallen from a roof exclude one another for one man."""
    a = at("The prisoner Ivo Lank was shot by a guard, his lawyer said.", "2025-03-04", "One")
    b = at("Ivo Lank fell from the roof of the prison, the prison service said.", "2025-03-04", "Two")
    assert [kind for kind, _ in found(read(a, b))] == ["conflict"]
    other = at("Pia Lund fell from the roof of the prison, the prison service said.", "2025-03-04", "Two")
    assert found(read(a, other)) == []


def test_two_hours_for_one_event_are_a_conflict():
    """A dyke that broke at 2.40 did not break at 4.15; a train that left then is another matter."""
    a = at("The dyke in Varo gave way at 2.40 a.m., the flood office said.", "2025-03-04", "One")
    b = at("The dyke in Varo broke at 4.15 a.m., the fire brigade said.", "2025-03-04", "Two")
    assert found(read(a, b)) == [("conflict", ["2.40", "4.15"])]
    other = at("The first train left Varo at 4.15 a.m., the railway said.", "2025-03-04", "Two")
    assert found(read(a, other)) == []


def test_two_causes_are_a_conflict():
    """A fire by a gas leak and the same fire by a broken cable is a conflict on the cause."""
    a = at("The fire in Varo was caused by a gas leak, the brigade said.", "2025-03-04", "One")
    b = at("The fire in Varo was caused by a broken cable, the owner said.", "2025-03-04", "Two")
    assert found(read(a, b)) == [("conflict", ["a gas leak", "a broken cable"])]


# Timeline, gaps, order


def test_the_timeline_is_by_event_and_ends_with_the_undated():
    """Entries are sorted by their own date, those without one stand last, and each event once."""
    a = at("Mira Noll will visit Varo on 11 March.\nThe mission in Varo began in 1999.", "2025-03-04")
    b = article("Mira Noll met the mayor of Lenia on Tuesday.\nThe harbour was built of stone.")
    result = read(a, b)
    assert [e.date for e in result.timeline] == ["1999", "2025-03-11", None]
    assert result.timeline[-1].as_written == "Tuesday"
    assert [e.status for e in result.timeline] == ["confirmed", "expected", "confirmed"]


def test_a_narrower_report_of_an_event_is_left_out():
    """A cluster that says less of the same day than another has no entry of its own."""
    a = at(
        "Mira Noll will visit Varo on 11 March with the mayor of Lenia.\nMira Noll will visit Varo on 11 March.",
        "2025-03-04",
    )
    assert [e.claim_ids for e in read(a).timeline] == [("c001",)]


@pytest.mark.parametrize(
    ("statement", "gap"),
    [
        ("NATO has not yet officially announced the visit.", True),
        ("KFOR did not answer a request for comment.", True),
        ("It is not clear who opened the gate.", True),
        ("The ministry declined to comment.", True),
        ("The cause of the fire is still unknown.", True),
        ("The ministry announced the visit.", False),
        ("He did not go to Varo.", False),
        ("She said nothing was lost.", False),
    ],
)
def test_sources_say_what_is_not_known(statement, gap):
    """Only what a source itself calls unknown, unconfirmed or unanswered is a sourced gap, in its own words."""
    gaps = [g.text for g in read(article(statement)).gaps if g.basis == "sourced"]
    assert gaps == ([statement] if gap else [])


def test_computed_gaps_name_what_is_missing():
    """Code says how many claims have a second origin, which articles are undated and which sections are empty."""
    texts = [
        g.text
        for g in read(article("The dam broke."), at("The road is open.", "2025-03-04")).gaps
        if g.basis == "computed"
    ]
    assert texts == [
        "No statement here has a second established origin.",
        "1 of the 2 articles is undated.",
        "Nothing was found for the section “Other matters”.",
    ]


def computed(result):
    return [g.text for g in result.gaps if g.basis == "computed"]


def test_a_figure_older_than_a_week_is_stale():
    """A figure is called stale when the newest article, or the date given, is more than a week younger."""
    count = at("Some 340 people were injured in Varo.", "2025-03-01", "One")
    later = at("The road to Varo is open.", "2025-03-09", "Two")
    stale = "The latest figure for “Varo: people injured” is 8 days old."
    assert stale in computed(read(count, later))
    assert not any("days old" in text for text in computed(read(count, at(later.text, "2025-03-08", "Two"))))
    clusters = [cluster("c1", claim(count, count.text))]
    assert stale in computed(run(clusters, [count], as_of=datetime.date(2025, 3, 9)))


def test_a_figure_of_one_origin_is_named():
    """Where some statements have more than one origin behind them, a key figure that has one is named."""
    alone = at("Some 340 people were injured in Varo.", "2025-03-01", "One")
    twice = [
        at(f"The road to Varo is {word}.", "2025-03-01", name) for word, name in (("shut", "One"), ("closed", "Two"))
    ]
    clusters = [cluster("c1", claim(alone, alone.text)), cluster("c2", *(claim(a, a.text) for a in twice))]
    assert "One origin alone gives the latest figure for “Varo: people injured”." in computed(
        run(clusters, [alone, *twice])
    )
    assert not any("One origin" in text for text in computed(run(clusters[:1], [alone])))


def test_the_latest_figure_stands_first_and_the_others_stay():
    """A key figure shows its latest value first, with the day it stands for, and keeps the earlier ones."""
    old = at("At least 12 people were killed in the flood in Varo.", "2025-03-04", "One")
    new = at("The death toll from the flood in Varo rose to 19.", "2025-03-05", "Two")
    (figure,) = read(old, new).figures
    assert [(v.value, v.as_of, v.qualifier) for v in figure.values] == [
        ("19", "2025-03-05", None), ("At least 12", "2025-03-04", "at least")
    ]  # fmt: skip
    assert figure.status == "superseded"


def test_order_of_input_changes_nothing():
    """Clusters and articles in any order give the same result."""
    a = at(
        "At least 12 people were killed in the flood in Varo.\nMira Noll will visit Varo on 11 March.",
        "2025-03-04",
        "One",
    )
    b = at(
        "The death toll from the flood in Varo rose to 19.\nMira Noll will visit Varo on 12 March.", "2025-03-05", "Two"
    )
    lines = [(x, line) for x in (a, b) for line in x.text.split("\n")]
    clusters = [cluster(f"c{i}", claim(x, line)) for i, (x, line) in enumerate(lines)]
    results = {
        repr((r.figures, r.timeline, r.discrepancies, r.gaps))
        for r in (run(list(p), [b, a]) for p in itertools.permutations(clusters))
    }
    results |= {repr((r.figures, r.timeline, r.discrepancies, r.gaps)) for r in [run(clusters, [a, b])]}
    assert len(results) == 1
    assert len(read(a, b).discrepancies) == 2


def test_lone_counts_of_one_thing_that_are_near_meet():
    """Two hedged counts that alone count a thing, and come to much the same, are one count told with two verbs."""
    one = "At least 340 certificates were falsified in Varo, the prosecution said."
    two = "More than 300 certificates in Varo had no test behind them."
    assert found(read(at(one, "2024-06-14"), at(two, "2024-06-20", "Echo"))) == [
        ("variance", ["At least 340", "More than 300"])
    ]


@pytest.mark.parametrize(
    "other",
    [
        "More than 200 certificates in Varo had no test behind them.",
        "In Varo 300 certificates had no test behind them.",
        "More than 300 certificates in Varo were not sold.",
        "More than 300 certificates in Odenby had no test behind them.",
        "More than 300 certificates in Varo had no test behind them, and over 310 certificates in Varo were burnt.",
    ],
)
def test_lone_counts_that_may_be_of_two_things_stay_apart(other):
    """Counts that are far apart, exact, denied, of another place, or not the only ones are not set side by side."""
    one = "At least 340 certificates were falsified in Varo, the prosecution said."
    assert found(read(at(one, "2024-06-14"), at(other, "2024-06-20", "Echo"))) == []


def test_figures_of_one_moment_do_not_update_each_other():
    """Two values for one afternoon that can both be true are a variance, whichever was printed later."""
    one = "The Selm stood at over nine metres on Friday afternoon."
    two = "On Friday afternoon the Selm had reached around 9.4 metres."
    (only,) = read(at(one, "2024-06-15"), at(two, "2024-06-16", "Echo")).discrepancies
    assert only.kind == "variance"
    assert only.question == "How high is the Selm?"


def test_what_is_measured_stands_in_the_question():
    """An amount with a unit is asked about with what it is an amount of."""
    one = "About 300 tonnes of oil had leaked into the sea at Varo, the coastguard said."
    two = "In all 850 tonnes of oil had leaked into the sea at Varo, the coastguard said."
    (only,) = read(at(one, "2024-06-14"), at(two, "2024-06-16", "Echo")).discrepancies
    assert only.question == "How many tonnes of oil had leaked into the sea at Varo?"


@pytest.mark.parametrize(
    ("one", "two", "question", "label"),
    [
        (
            "The port of Nal closed on 4 March after winds of 120 km/h hit the coast.",
            "The port of Nal closed on 4 March after winds of 90 km/h hit the coast.",
            "How fast were the winds?",
            "winds",
        ),
        (
            "Waves of 6 metres were seen in Nal on 4 March.",
            "Waves of about 9 metres were seen in Nal on 4 March.",
            "What is the figure for the waves?",
            "Nal: waves",
        ),
        (
            "The train left the rails at 140 km/h on 4 March.",
            "The train left the rails at 90 km/h on 4 March.",
            "How fast did the train leave the rails?",
            "train left",
        ),
        (
            "Waves of up to 6 metres were seen in Nal on 4 March.",
            "Waves of more than 9 metres were seen in Nal on 4 March.",
            "What is the figure for the waves?",
            "Nal: waves",
        ),
    ],
)
def test_a_measure_is_asked_about_as_what_it_measures(one, two, question, label):
    """A speed is asked for by how fast it was, and a measure of something is called by that and not by the subject."""
    result = read(at(one, "2025-03-05"), at(two, "2025-03-05", "Echo"))
    (only,) = result.discrepancies
    assert only.question == question
    assert [figure.label for figure in result.figures] == [label]


def test_what_is_said_in_a_relative_clause_is_said_of_the_count():
    """ "The number of birds that volunteers have collected has risen" is a later count of the birds collected."""
    one = "Volunteers in Varo had collected 60 birds by sunset."
    two = "The number of birds that volunteers in Varo have collected has risen to 410."
    assert found(read(at(one, "2024-06-14"), at(two, "2024-06-16", "Echo"))) == [("update", ["60", "410"])]


def test_an_age_is_no_count():
    """How old somebody is stands in no figure."""
    assert read(at("The captain, a man of 58, was arrested in Varo on Friday.", "2024-06-14")).figures == ()
