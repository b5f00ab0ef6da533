"""Relate: what code lets a model put together, which requests it makes of many claims, and what disputes are left."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from briefing import prompts
from briefing.errors import EndpointError
from briefing.extract import Proposal, Reading
from briefing.model.asking import Answer
from briefing.records.article import Article, Sentence
from briefing.records.brief import Origins
from briefing.records.claim import Claim, EventDate, Evidence
from briefing.relate import across, disputes, facts, figures, parts, relate
from briefing.relate.facts import grouped
from briefing.replies import CLAIM_LABELS, ProposedDiscrepancy, ProposedFact, RelateReply

TOPIC = prompts.topic("general")


def at(statement, *, line=None, outlet="Wire", day="2025-05-06", when=None, **about) -> Proposal:
    """A claim on a line of an article of its own."""
    line = line or statement
    article = Article(id=f"{outlet} {statement}", text=line, publisher=outlet, published=day, language="en")
    shown = Sentence(article.id, 0, 0, 0, len(line), line)
    claim = Claim(
        statement=statement,
        evidence=(Evidence(article.id, 0, len(line), line),),
        section="reports",
        kind="event",
        status=about.pop("status", "confirmed"),
        sourcing="unattributed",
        attribution=about.pop("attribution", None),
        event=EventDate(when, "day", when) if when else None,
        wording="model",
        translated=False,
        position=0.0,
        check="judged",
        **about,
    )
    return Proposal(claim, Reading(article, (shown,)), (shown,))


def fact(*places, part=()) -> ProposedFact:
    return ProposedFact(claims=[f"c{n}" for n in places], part=[f"c{n}" for n in part])


def together(proposals, *proposed, apart=()) -> list[list[str]]:
    """The statements of each fact."""
    made, _ = facts.clusters(dict(enumerate(proposals)), grouped(proposed, range(len(proposals))), frozenset(apart))
    return [[claim.statement for claim in cluster.claims] for cluster in made]


class Asking:
    """Whoever is asked to relate: `reply` makes the reply of the statements by label, or raises."""

    reask = True

    def __init__(self, reply) -> None:
        self.reply = reply
        self.sizes = []

    async def ask(self, request, _):
        found = dict(re.findall(r"^(c\d+) \[[^\]]*\] (.*)$", request.user, re.MULTILINE))
        self.sizes.append(len(found))
        return Answer(self.reply(found), (), "stop", cached=False)


async def near(statements):
    """Statements that end alike are near."""
    ends = [statement.split()[-1] for statement in statements]
    return [(a, b) for a in range(len(ends)) for b in range(a + 1, len(ends)) if ends[a] == ends[b]]


def alone(found):
    return RelateReply(facts=[ProposedFact(claims=[label]) for label in found])


# What is one fact -----------------------------------------------------------------------------------------------------


def test_what_the_model_puts_together_is_one_fact():
    """The first claim of a group is its best, whichever stands first among all."""
    claims = [at("The bridge is closed."), at("The Orla bridge has been closed."), at("Rain fell.")]
    made, homes = facts.clusters(dict(enumerate(claims)), grouped([fact(2, 1)], range(3)), frozenset())
    assert [(cluster.best.statement, len(cluster.claims)) for cluster in made] == [
        ("The Orla bridge has been closed.", 2),
        ("Rain fell.", 1),
    ]
    assert homes == {0: "c1", 1: "c1", 2: "c2"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            at("Four people were killed.", figure="Four people", counts="people killed"),
            at("People were killed, six in all.", figure="six", counts="people killed"),
        ),
        (at("The gate failed.", when="2025-05-05"), at("The gate has failed.", when="2025-05-06")),
        (at("The gate failed.", when="2025-05"), at("The gate has failed.", when="2025-06-06")),
        (at("About 2,300 people left."), at("Many people left.")),
        (at("The gate failed at 21:15."), at("The gate failed in the evening.")),
        (at("The mayor called it “a disaster”."), at("The mayor called it very bad.")),
    ],
)
def test_never_one_fact(one, other):
    """Another figure for one thing, another day, or a number, an hour or a quotation that a claim does not have."""
    assert together([one, other], fact(1, 2)) == [[one.claim.statement], [other.claim.statement]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (at("About 2,300 people left."), at("Some left, 2300 in all.")),
        (at("The gate failed.", when="2025-05"), at("The gate has failed.", when="2025-05-06")),
        (
            at("Four people were killed.", figure="Four people", counts="people killed"),
            at("The dead are four.", figure="4", counts="People killed"),
        ),
        (
            at("Ten boats came.", figure="Ten", counts="boats"),
            at("Ten boats came.", outlet="Post", figure="ten", counts="ships"),
        ),
        (at("The dam has a gate."), at("The dam, built in 1961, has 3 gates.")),
    ],
)
def test_still_one_fact(one, other):
    """Another notation, a day within its month, a label in capitals, or more detail than the best one has."""
    assert together([one, other], fact(1, 2)) == [[one.claim.statement, other.claim.statement]]


def test_two_answers_to_one_question_are_never_one_fact():
    """What stands on two sides of a discrepancy stays apart, whatever is put together."""
    claims = [at("Orla closed the gate."), at("Orla shut the gate.")]
    assert together(claims, fact(1, 2), apart={frozenset((0, 1))}) == [[c.claim.statement] for c in claims]


def test_a_claim_that_no_fact_names_stands_alone():
    """Nothing is lost; a label that does not exist, or a second mention, changes nothing."""
    claims = [at("A came."), at("B came."), at("C came.")]
    assert together(claims, fact(2, 200), fact(2)) == [["A came."], ["B came."], ["C came."]]


def test_the_same_claim_of_one_article_counts_once():
    """Words that were proposed twice on one line are one claim of their fact."""
    twice = at("A came.")
    assert together([twice, twice], fact(1, 2)) == [["A came."]]


def test_a_claim_that_says_part_of_a_fact_stands_within_it():
    """`part` of all its claims leads to the wider fact; a circle leads nowhere."""
    claims = [at("Two men and a boy drowned."), at("A boy drowned."), at("Rain fell.")]
    made, _ = facts.clusters(
        dict(enumerate(claims)), grouped([fact(1, part=(2,)), fact(2), fact(3)], range(3)), frozenset()
    )
    assert [cluster.within for cluster in made] == [None, "c1", None]
    made, _ = facts.clusters(
        dict(enumerate(claims)), grouped([fact(1, part=(2,)), fact(2, part=(1,))], range(3)), frozenset()
    )
    assert sum(cluster.within is not None for cluster in made) <= 1


def test_a_claim_that_lacks_a_number_of_the_best_stands_within_it():
    """It says less, so it is a fact of its own that the wider one holds."""
    claims = [at("About 2,300 people left Vesk."), at("People left Vesk.")]
    made, _ = facts.clusters(dict(enumerate(claims)), grouped([fact(1, 2)], range(2)), frozenset())
    assert [cluster.within for cluster in made] == [None, "c1"]


def test_what_was_refused_leaves_its_group():
    """The grouping is of all that was proposed; what does not stand takes nothing with it."""
    claims = {1: at("B came."), 2: at("B has come.")}
    made, homes = facts.clusters(claims, grouped([fact(1, 2, 3)], range(3)), frozenset())
    assert [[c.statement for c in cluster.claims] for cluster in made] == [["B came.", "B has come."]]
    assert homes == {1: "c1", 2: "c1"}


# Many claims ----------------------------------------------------------------------------------------------------------


def test_claims_that_fit_are_one_request():
    """Up to as many claims as there are labels."""
    most = len(CLAIM_LABELS)
    claims = [at(f"Town {n} was flooded.") for n in range(most)]
    asking = Asking(alone)
    found = asyncio.run(relate(claims, TOPIC, asking, near))
    assert asking.sizes == [most]
    assert len(found.groups) == most


def test_more_claims_are_several_requests_and_one_for_what_may_meet():
    """Near claims are asked about together; what was put in two requests and is near is asked about once more."""
    claims = [at(f"Report {n} speaks of place{n % 200} and thing{n % 200}") for n in range(400)]

    def same(found):
        groups: dict[str, list[str]] = {}
        for label, statement in found.items():
            groups.setdefault(statement.split()[-1], []).append(label)
        return RelateReply(facts=[ProposedFact(claims=group) for group in groups.values()])

    asking = Asking(same)
    found = asyncio.run(relate(claims, TOPIC, asking, near))
    assert len(asking.sizes) > 1
    assert max(asking.sizes) <= len(CLAIM_LABELS)
    assert sorted(sorted(group.places) for group in found.groups) == [[n, n + 200] for n in range(200)]


def test_facts_of_two_requests_that_are_near_become_one():
    """Where a story did not fit one request the last request joins the heads of its facts with all their claims."""
    claims = [at(f"Word{n} tells of gate") for n in range(360)]
    asking = Asking(lambda found: RelateReply(facts=[ProposedFact(claims=list(found))]))
    found = asyncio.run(relate(claims, TOPIC, asking, near))
    assert [sorted(group.places) for group in found.groups] == [list(range(360))]


def test_each_claim_is_in_one_part_and_each_part_fits():
    """Parts hold every place once, whatever the claims."""
    statements = [f"Town {n % 7} has {n} boats and waits for {n % 11} more." for n in range(700)]
    made = parts(statements, statements)
    assert sorted(n for part in made for n in part) == list(range(700))
    assert max(map(len, made)) <= len(CLAIM_LABELS)
    assert parts(statements, statements) == made


def test_pairs_across_parts_share_a_request_where_there_is_room():
    """Pairs that share a claim stand together; a single claim is asked about with nobody, so not at all."""
    assert across([(1, 400), (400, 2), (5, 600)]) == [[1, 2, 5, 400, 600]]
    assert across([]) == []
    assert all(len(group) <= len(CLAIM_LABELS) for group in across([(n, n + 1) for n in range(900)]))


def test_a_request_that_is_too_long_is_asked_in_halves():
    """Down to twenty claims; then each of them stands alone."""

    def limited(most):
        def reply(found):
            if len(found) > most:
                raise EndpointError("too long", code="truncated")
            return alone(found)

        return reply

    claims = [at(f"Town {n} was flooded.") for n in range(100)]
    asking = Asking(limited(30))
    found = asyncio.run(relate(claims, TOPIC, asking, near))
    assert asking.sizes[0] == 100
    assert sorted(asking.sizes[-4:]) == [25, 25, 25, 25]
    assert len(found.groups) == 100
    hopeless = asyncio.run(relate(claims, TOPIC, Asking(limited(1)), near))
    assert len(hopeless.groups) == 100


def test_one_claim_is_asked_about_with_nobody():
    """A single claim needs no request."""
    asking = Asking(alone)
    found = asyncio.run(relate([at("A came.")], TOPIC, asking, near))
    assert (asking.sizes, [group.places for group in found.groups]) == ([], [(0,)])


def test_a_claim_is_shown_with_outlet_day_status_and_speaker():
    """The line that the model reads of a claim."""
    from briefing.relate import line

    assert line(at("It will rain.", status="expected", attribution="the office")) == (
        "[Wire, 2025-05-06; expected; says the office] It will rain."
    )
    assert line(at("It rained.", day=None)) == "[Wire, undated; confirmed] It rained."


# Discrepancies --------------------------------------------------------------------------------------------------------


def dispute(kind, *positions, question="How many?") -> ProposedDiscrepancy:
    told = [{"claims": [f"c{n}" for n in claims], "value": value} for value, claims in positions]
    return ProposedDiscrepancy.model_validate({"kind": kind, "question": question, "positions": told})


FOUR = at("Four people died.", day="2025-05-06")
SIX = at("Six people died.", day="2025-05-07", line="Six people have died, two of them today.")
UNDATED = at("Seven people died.", day=None)


def disputed(proposed, *claims):
    return disputes.proposed_disputes([proposed], dict(enumerate(claims)), range(len(claims)))


def test_values_stand_as_printed_and_the_earliest_first():
    """A value is the words of the statement or of the line, whatever its case; positions are in order of time."""
    (found,) = disputed(dispute("update", ("six people", [1]), ("FOUR people", [2])), SIX, FOUR)
    assert (found.kind, [answer.value for answer in found.answers]) == ("update", ["Four people", "Six people"])


@pytest.mark.parametrize(
    "proposed",
    [
        dispute("conflict", ("Four", [1]), ("Five", [2])),
        dispute("conflict", ("Four", [1]), ("Six", [1])),
        dispute("conflict", ("Four", [1])),
        dispute("conflict", ("people", [1]), ("people", [2])),
        dispute("conflict", ("Four", [1]), ("Six", [9])),
        dispute("conflict", ("Four", [1]), ("", [2])),
        dispute("conflict", ("Four", [1]), ("Six", [2]), question=" "),
    ],
)
def test_what_is_no_discrepancy(proposed):
    """A value that its claims do not have, one claim or one answer on both sides, a claim or question that is none."""
    assert disputed(proposed, FOUR, SIX) == ()


@pytest.mark.parametrize(("one", "other", "kind"), [(FOUR, SIX, "update"), (FOUR, UNDATED, "conflict")])
def test_an_update_has_a_later_report(one, other, kind):
    """Where the days are not known or the same time settles nothing, and the brief says so."""
    value = other.claim.statement.split()[0]
    (found,) = disputed(dispute("update", ("Four", [1]), (value, [2])), one, other)
    assert (found.kind, found.note is None) == (kind, kind == "update")


def test_a_figure_stands_in_for_a_value_that_is_not_printed():
    """Where the model's words stand nowhere, the claim's own figure is the value."""
    six = at("The toll is six.", figure="six", counts="dead")
    (found,) = disputed(dispute("conflict", ("Four people", [1]), ("half a dozen", [2])), FOUR, six)
    assert [answer.value for answer in found.answers] == ["Four people", "six"]


def test_what_stands_of_a_discrepancy_when_a_claim_falls():
    """A position whose claims are refused goes; with fewer than two it is none."""
    claims = {0: FOUR, 1: SIX, 2: UNDATED}
    (found,) = disputes.proposed_disputes(
        [dispute("conflict", ("Four", [1]), ("Six", [2]), ("Seven", [3]))], claims, range(3)
    )
    (left,) = disputes.kept([found], {0: FOUR, 2: UNDATED})
    assert sorted(answer.value for answer in left.answers) == ["Four", "Seven"]
    assert disputes.kept([found], {0: FOUR}) == ()


@pytest.mark.parametrize(
    ("event", "of"),
    [
        (EventDate("2025-05-04", "day", "on Sunday"), "2025-05-04"),
        (EventDate(None, "none", "at present"), "2025-05-06"),
        (None, "2025-05-06"),
        (EventDate(None, "none", "in May of that year"), None),
    ],
)
def test_a_figure_is_of_the_day_of_its_event_else_of_its_report(event, of):
    """A date that could not be resolved is neither: the figure has no day."""
    claim = at("Six men drowned.", figure="Six men", counts="men drowned", weight=5)
    claim = replace(claim, claim=replace(claim.claim, event=event))
    made, _ = facts.clusters({0: claim}, grouped([fact(1)], range(1)), frozenset())
    article = claim.reading.article
    (figure,) = figures.key_figures(made, (), {made[0].id: Origins(established=1, possible=1)}, {article.id: article})
    assert [value.as_of for value in figure.values] == [of]


def test_records_have_conflicts_first_and_the_newest_report_of_a_position():
    """Ids follow the order that is printed; a position names its facts and sources."""
    claims = {0: FOUR, 1: SIX, 2: at("The road is open."), 3: at("The road is closed.")}
    found = disputes.proposed_disputes(
        [
            dispute("update", ("Four", [1]), ("Six", [2])),
            dispute("conflict", ("open", [3]), ("closed", [4]), question="Is it open?"),
        ],
        claims,
        range(4),
    )
    made = disputes.records(found, claims, {0: "c1", 1: "c2", 2: "c3", 3: "c4"})
    assert [(d.id, d.kind, [p.claim_ids for p in d.positions]) for d in made] == [
        ("d1", "conflict", [("c3",), ("c4",)]),
        ("d2", "update", [("c1",), ("c2",)]),
    ]
    assert [p.value for p in made[1].outdated] == ["Four"]
