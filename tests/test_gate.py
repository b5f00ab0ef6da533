"""The gate: what a statement may do to its evidence, rule by rule, and what it may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.gate import check, content, unbracketed, under_word_of
from briefing.text.words import words
from tests.benchmarks.gate import STRICT, judge, pairs

PUBLISHED = date(2025, 3, 6)
# Loads the lexicon, which the deadline of a single example is not meant for.
check("The mayor left.", ["The mayor went."])
PAIRS = Path(__file__).parent / "data" / "gate.jsonl"
# Pairs with long evidence. Held out at first; their errors have been looked at, so they are development data now.
HARD = Path(__file__).parent / "data" / "gate-hard.jsonl"


def accepts(statement: str, *evidence: str, context: tuple[str, ...] = ()) -> bool:
    """What the gate says, for an article of Thursday 6 March 2025."""
    return check(statement, evidence, context=context, published=PUBLISHED).accepted


def codes(statement: str, *evidence: str, context: tuple[str, ...] = ()) -> set[str]:
    """The rules that a statement breaks."""
    return {fault.code for fault in check(statement, evidence, context=context, published=PUBLISHED).faults}


FLOOD = "The flood killed 31 people in Morava and left about 4,500 without water, the mayor said on Tuesday."
TALKS = "Norway's envoy, Liv Strand, met the Cypriot president in Nicosia on Monday before flying to Cairo."
PLANT = "The company plans to close its plant in Olten in May, unless a buyer is found, and has not told the union."
COURT = "The court sentenced Ivo Marr to six years for arson and his cousin Jan to two years for perjury."
GRANTS = "The fund gave Benin $12 million for wells and Niger $40 million for schools."
RESCUE = "Two of the nine sailors were rescued by a trawler on Sunday; the others are still missing."
VERDICT = "A spokesman denied that the ministry had known of the leak, but an aide said it had been warned twice."

# Evidence, faithful rewrite.
FAITHFUL = [
    (FLOOD, "The mayor said on Tuesday that the flood had killed 31 people in Morava."),
    (FLOOD, "According to the mayor, 31 people were killed by the flood in Morava."),
    (FLOOD, "Thirty-one people were killed in Morava, the mayor said."),
    (FLOOD, "Around 4,500 people were left without water by the flood, the mayor said on 4 March 2025."),
    (TALKS, "Liv Strand, Norway's envoy, met the president of Cyprus in Nicosia on Monday."),
    (TALKS, "On Monday, before flying to Cairo, Strand met the Cypriot president."),
    (PLANT, "Unless a buyer is found, the company plans to close its plant in Olten in May."),
    (PLANT, "The company has not told the union."),
    (COURT, "Ivo Marr was sentenced to six years for arson."),
    (GRANTS, "Niger was given $40 million for schools by the fund."),
    (RESCUE, "A trawler rescued two of the nine sailors on Sunday."),
    (VERDICT, "An aide said the ministry had been warned twice."),
    (VERDICT, "A spokesman denied that the ministry had known of the leak."),
]  # fmt: skip

# Evidence, corrupted statement, a rule that it breaks.
CORRUPTED = [
    (FLOOD, "The flood killed 41 people in Morava, the mayor said.", "number"),
    (FLOOD, "The flood killed about 31 people in Morava, the mayor said.", "qualifier"),
    (FLOOD, "The flood killed 31 people in Morava, the mayor said on Wednesday.", "date"),
    (FLOOD, "The flood killed about 4,500 people in Morava, the mayor said.", "number_moved"),
    (FLOOD, "The flood did not kill 31 people in Morava, the mayor said.", "negation"),
    (FLOOD, "The flood killed 31 people in Morava.", "attribution_lost"),
    (FLOOD, "The flood may have killed 31 people in Morava, the mayor said.", "hedge_added"),
    (FLOOD, "The flood killed 31 people in Tarnow, the mayor said.", "name"),
    (TALKS, "The Cypriot president met Cairo's envoy in Nicosia on Monday.", "roles"),
    (TALKS, "Liv Strand met the Cypriot president in Nicosia on Monday after flying to Cairo.", "order"),
    (TALKS, "Liv Strand met the Cypriot president in Nicosia on Monday because of Cairo.", "connective"),
    (PLANT, "The company will close its plant in Olten in May, unless a buyer is found.", "hedge_lost"),
    (PLANT, "The company plans to close its plant in Olten in May.", "connective"),
    (PLANT, "The company has told the union.", "negation"),
    (COURT, "The court sentenced Jan to six years for arson.", "number_moved"),
    (COURT, "The court sentenced Ivo Marr to two years for arson.", "number_moved"),
    (COURT, "The court sentenced Ivo Marr to two years for perjury.", "number_moved"),
    (GRANTS, "The fund gave Benin $12 million for schools.", "number_moved"),
    (GRANTS, "The fund gave Niger $40 billion for schools.", "number"),
    (GRANTS, "The fund gave Niger 40 million euros for schools.", "number"),
    (RESCUE, "The nine sailors were rescued by a trawler on Sunday.", "part"),
    (RESCUE, "Two of the nine sailors rescued a trawler on Sunday.", "roles"),
    (VERDICT, "A spokesman said that the ministry had known of the leak.", "attribution_verb"),
    (VERDICT, "An aide denied that it had been warned twice.", "attribution_verb"),
    ("The ferry leaves every hour.", "The ferry leaves every day.", "content"),
    ("Pumps were sent to the east bank; the west bank stayed dry.", "Pumps were sent to the west bank.", "place"),
    ("The deputy mayor opened the bridge.", "The mayor opened the bridge.", "office"),
    ("Sales fell to 4 percent from 6 percent.", "Sales fell to 6 percent from 4 percent.", "number_moved"),
    ("Peru sold 12 more ships than Chile.", "Peru sold 12 fewer ships than Chile.", "number_moved"),
    ("The bank defied expectations of a cut.", "The bank cut.", "hedge_lost"),
    ("The paper wrongly said Anna Berg had resigned.", "Anna Berg had resigned, the paper said.", "hedge_lost"),
    ("Police found no evidence that the fires were linked.", "Police found that the fires were linked.", "negation"),
    ("He waved when the train did not stop.", "He waved when the train did stop.", "negation"),
    ("Some members of the council oppose the tax.", "All members of the council oppose the tax.", "quantifier"),
    ('"It is a start," said Ana Ruiz.', '"It is a triumph," said Ana Ruiz.', "quotation"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "statement"), FAITHFUL)
def test_a_faithful_rewrite_passes(evidence, statement):
    """Active and passive, clauses dropped, dates and numbers the other way: what says the same is let through."""
    assert check(statement, [evidence], published=PUBLISHED).faults == ()


@pytest.mark.parametrize(("evidence", "statement", "code"), CORRUPTED)
def test_a_corruption_is_refused_by_its_rule(evidence, statement, code):
    """Each rule names itself in the fault, so that the re-ask and the reader learn what is wrong."""
    assert code in codes(statement, evidence)


CORPS = ("The Upland Mountain Corps (UMC) is new.",)
MAYOR = ("Mayor Helga Brandt opened the session.", "Her deputy, Timo Kern, read the budget.")


@pytest.mark.parametrize(
    ("statement", "evidence", "context", "passes"),
    [
        ("Helga Brandt said the tax would rise.", "She said the tax would rise.", MAYOR, True),
        ("Timo Kern said the tax would rise.", "She said the tax would rise.", MAYOR, False),
        ("Timo Kern said the tax would rise.", "He said the tax would rise.", MAYOR, True),
        ("Helga Brandt said the tax would rise.", "The mayor said the tax would rise.", MAYOR, True),
        ("Timo Kern said the tax would rise.", "The mayor said the tax would rise.", MAYOR, False),
        ("Timo Kern said the tax would rise.", "The deputy said the tax would rise.", MAYOR, True),
        ("The UMC closed two camps.", "The Upland Mountain Corps closed two camps.", CORPS, True),
        ("The LMC closed two camps.", "The Upland Mountain Corps closed two camps.", CORPS, False),
        ("Orla Finn said no.", "She said no.", ("Mia Roth met Orla Finn.",), False),
    ],
)  # fmt: skip
def test_a_pronoun_or_a_description_stands_for_the_one_name_that_fits(statement, evidence, context, passes):
    """By gender, by the noun that describes the name, by the subject before; where two fit, a name is refused."""
    assert accepts(statement, evidence, context=context) is passes


def test_the_words_before_own_lend_subject_and_hedge_and_are_not_judged():
    """A part of a composed sentence is held to its own evidence only."""
    lead = "The plant in Olten may close, and "
    assert check(lead + "the union has been told.", ["The union has been told."], own=len(lead)).accepted
    assert not check(lead + "the union has left.", ["The union has been told."], own=len(lead)).accepted


def test_nothing_stands_on_nothing():
    """An empty statement, or one without evidence, is refused with the code `empty`."""
    assert codes("", FLOOD) == {"empty"}
    assert {fault.code for fault in check("The flood came.", []).faults} == {"empty"}


def test_the_speaker_of_a_longer_quotation_is_part_of_the_evidence():
    """A sentence inside a quotation may be said with its speaker, and not without."""
    evidence = under_word_of("Ana Ruiz", "“The bridge is unsafe.”")
    assert accepts("Ana Ruiz said the bridge is unsafe.", evidence)
    assert not accepts("The bridge is unsafe.", evidence)


def test_brackets_of_an_editor_are_taken_out():
    """What an editor put in, and the blanks around it, are no words of the source."""
    assert unbracketed("He [the mayor]  left [on Tuesday] early") == "He left early"


NAMES = ["Mara Lindqvist", "Otto Brandauer", "Ines Calloway", "Pavel Dworak"]
PLACES = ["Tolmin", "Brezno", "Kastoria", "Vallmora"]
MONTHS = ["March", "May", "June", "October", "November"]


@st.composite
def reports(draw) -> dict[str, object]:
    """The particulars of one report: two people, two places, two numbers, a day."""
    first, second = draw(st.permutations(NAMES))[:2]
    here, there = draw(st.permutations(PLACES))[:2]
    dead, hurt = draw(st.lists(st.integers(13, 999), min_size=2, max_size=2, unique=True))
    return {
        "first": first, "second": second, "here": here, "there": there, "dead": dead, "hurt": hurt,
        "day": draw(st.integers(1, 28)), "month": draw(st.sampled_from(MONTHS)),
    }  # fmt: skip


TEMPLATES = [
    "{first} said on {day} {month} that {dead} people had died and {hurt} were hurt in {here}.",
    "An explosion in {here} killed {dead} workers on {day} {month}, {first} said, and {hurt} were taken to {there}.",
    "{first} is expected to visit {here} on {day} {month} with {dead} engineers, but {second} will not attend.",
    "On {day} {month}, {first} told {second} that {dead} houses in {here} had not been repaired.",
]
_TEMPLATES = st.sampled_from(TEMPLATES)


@given(reports(), _TEMPLATES)
def test_a_sentence_is_its_own_evidence(report, template):
    """Word for word is always accepted."""
    sentence = template.format(**report)
    assert accepts(sentence, sentence)


@given(reports(), _TEMPLATES, st.integers(13, 999))
def test_a_planted_number_is_refused(report, template, number):
    """No number that the evidence does not have passes, wherever it stands."""
    assume(number not in (report["dead"], report["hurt"]))
    assert not accepts(template.format(**{**report, "dead": number}), template.format(**report))


@given(reports(), st.sampled_from(TEMPLATES[:2]))
def test_two_numbers_that_change_places_are_refused(report, template):
    """Each number keeps to what it counts."""
    swapped = {**report, "dead": report["hurt"], "hurt": report["dead"]}
    assert not accepts(template.format(**swapped), template.format(**report))


@given(reports(), _TEMPLATES, st.integers(1, 28))
def test_a_planted_day_is_refused(report, template, day):
    """No day that the evidence does not have passes."""
    assume(day != report["day"])
    assert not accepts(template.format(**{**report, "day": day}), template.format(**report))


@given(reports(), _TEMPLATES, st.sampled_from(["first", "here"]))
def test_a_name_from_elsewhere_is_refused(report, template, slot):
    """No name that the evidence does not have passes."""
    other = {"first": "Greta Holloway", "here": "Ostrava"}
    assert not accepts(template.format(**{**report, slot: other[slot]}), template.format(**report))


@given(reports(), st.sampled_from(TEMPLATES[2:]))
def test_two_names_that_change_places_are_refused(report, template):
    """Who does it and who does not, who tells and who is told, may not be turned round."""
    swapped = {**report, "first": report["second"], "second": report["first"]}
    assert not accepts(template.format(**swapped), template.format(**report))


NEGATIONS = [
    ("{first} has signed the treaty in {here}.", "{first} has not signed the treaty in {here}."),
    ("{dead} of the houses in {here} were insured.", "{dead} of the houses in {here} were not insured."),
    ("{first} will meet {second} on {day} {month}.", "{first} will not meet {second} on {day} {month}."),
    ("No one was hurt in {here}, {first} said.", "Some were hurt in {here}, {first} said."),
    ("{first} never lived in {here}.", "{first} lived in {here}."),
]


@given(reports(), st.sampled_from(NEGATIONS), st.booleans())
def test_a_negation_is_neither_dropped_nor_added(report, forms, dropped):
    """The same sentence with and without its negation are refused on one another."""
    plain, denied = (form.format(**report) for form in forms)
    assert not (accepts(plain, denied) if dropped else accepts(denied, plain))


HEDGES = [
    ("{first} is expected to visit {here} on {day} {month}.", "{first} visited {here} on {day} {month}."),
    ("{first} may sell the port of {here}.", "{first} will sell the port of {here}."),
    ("{first} reportedly sold the port of {here}.", "{first} sold the port of {here}."),
    ("{first} is accused of stealing {dead} cars in {here}.", "{first} stole {dead} cars in {here}."),
    ("{first} threatened to leave {here} in {month}.", "{first} left {here} in {month}."),
    ("{first} plans to hire {dead} workers in {here}.", "{first} hired {dead} workers in {here}."),
    ("Police believe {first} fled to {here}.", "{first} fled to {here}."),
]


@given(reports(), st.sampled_from(HEDGES))
def test_a_hedge_is_not_dropped(report, forms):
    """What is expected, alleged, planned or believed is no fact."""
    hedged, plain = (form.format(**report) for form in forms)
    assert not accepts(plain, hedged)


@settings(max_examples=300)
@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_breaks_the_gate(statement, evidence):
    """Whatever is put in, a verdict comes out."""
    assert check(statement, [evidence], context=[evidence]).accepted in (True, False)


@pytest.mark.parametrize("path", [PAIRS, HARD], ids=["pairs", "hard"])
def test_the_errors_on_the_written_pairs_stay_below_their_targets(path):
    """At most 1 % of the strict corruptions and 10 % of the others pass; at most 10 % of the rewrites are refused."""
    judged = [judge(pair) for pair in pairs(path)]

    def share(chosen: list) -> float:
        return sum(one.wrong for one in chosen) / len(chosen)

    assert share([one for one in judged if not one.pair.faithful and one.pair.kind in STRICT]) <= 0.01
    assert share([one for one in judged if not one.pair.faithful and one.pair.kind not in STRICT]) <= 0.10
    assert share([one for one in judged if one.pair.faithful]) <= 0.10


def test_who_did_it_stays_behind_a_passive_verb():
    """A "by ..." that tells who did something is not carried over to what somebody else did."""
    told = (
        "The road closes on 12 March, two officials said. They had been told so, they said, by a team of the mission."
    )
    evidence = told.replace(". ", ".|").split("|")
    assert not check("The officials had been told so by a team of the mission.", evidence).faults
    assert "roles" in {
        f.code for f in check("Two officials said so, they said, by a team of the mission.", evidence).faults
    }


def test_who_says_it_is_not_what_is_said():
    """A statement that only names a speaker states nothing; that somebody did not say something does."""
    context = ["The roads are closed, the press office said."]
    fault, *more = check("The press office says so.", ["He is to land on Tuesday morning."], context=context).faults
    assert fault.code == "empty"
    assert not more
    assert not check("The union did not say how many came.", ["The union did not say how many came there."]).faults


def test_antonyms_keep_their_order() -> None:
    """Of several opposites in the evidence a fault names the one that the lexicon has first, in every run."""
    word = words("Sales increase")[1]
    assert content._opposite([word], frozenset({"reduce", "cut", "decrease"})) == (
        "'increase' where the evidence has 'decrease'"
    )
