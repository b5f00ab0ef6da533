"""What a brief prints, and what leads it."""

from __future__ import annotations

from briefing import generate
from briefing.compose.said import said_already

FILL = "Schools in the upper town will stay closed until the end of the month. A crane came from the port of Varo."


def texts(*articles: tuple[str, str], **options) -> tuple[list[str], list[str]]:
    """The bottom line and the items of a digest of some (day, text) articles."""
    given = [{"text": text, "published": f"2024-06-{day}", "publisher": f"Paper {day}"} for day, text in articles]
    brief = generate(given, topic="general", model=None, **options)
    return [i.text for i in brief.bottom_line], [i.text for s in brief.sections for i in s.items]


def test_the_newest_state_leads():
    """A toll that has risen is led by its newest count, not by the one that came first."""
    lead, _ = texts(
        ("14", f"Seven people died in the flood at Brandau, the police of Westmark said. {FILL}"),
        ("16", "The death toll of the flood at Brandau has risen to 19 people, the police of Westmark said."),
    )
    assert "19" in lead[0]
    assert not any("Seven" in line for line in lead)


def test_what_leans_stands_behind_what_it_leans_on():
    """A sentence that points at the one before it is printed right behind it, or not at all."""
    first = "The council of Brandau will vote on the new dyke on 9 May."
    _, items = texts(("14", f"{FILL} {first} The mayor has not confirmed this."), length=60)
    assert first in items
    assert items[items.index(first) + 1 :][:1] == ["The mayor has not confirmed this."]


def test_a_linking_word_is_left_out():
    """A sentence that stands alone is quoted without the word that tied it to the one before."""
    _, items = texts(("14", f"{FILL} Meanwhile, the army sent 600 soldiers to Brandau."))
    assert "the army sent 600 soldiers to Brandau." in items


def test_a_plan_does_not_say_that_it_was_carried_out():
    """Another day, or a plan for a fact, is not the same told again; the same words are."""
    fact = "Sporting Varo have signed the striker Ilan Torvik."
    assert said_already(fact, [fact])
    assert not said_already(fact, ["Sporting Varo could have signed the striker Ilan Torvik next week."])
    assert not said_already("The council meets on 4 November.", ["The council meets on 11 November."])
    assert not said_already("The captain raised the alarm at 2.10 a.m.", ["The captain raised the alarm at 3.25 a.m."])


PIER = "One of the piers of the bridge at Brandau has been undermined by the flood, the engineers of Westmark said."


def test_a_step_that_was_taken_leads_and_the_plan_does_not():
    """What was planned and has happened since is led by what happened."""
    lead, _ = texts(
        ("14", f"The army may close the border crossing at Hadra, two officials told the Brandau Echo. {FILL}"),
        ("16", f"{PIER} The government of Westmark closed the border crossing at Hadra at midnight."),
    )
    assert "closed the border crossing" in lead[0]
    assert not any("may close" in line for line in lead)


def test_one_side_of_a_dispute_does_not_lead():
    """A fact that no source disputes leads before one side of a conflict."""
    lead, _ = texts(
        ("14", f"The dyke at Brandau broke at 2.40 a.m., the mayor of Westmark said. {FILL}"),
        ("15", f"The bridge at Brandau was demolished by the army of Westmark on Friday. {PIER}"),
        ("15", "The dyke at Brandau broke at 4.15 a.m., the fire brigade of Westmark said. It had rained for days."),
    )
    assert lead[0].startswith("The bridge at Brandau")


def test_a_decision_not_to_act_is_news():
    """What somebody will not do outranks what a reporter saw."""
    _, items = texts(
        ("14", f"{FILL} Nobody in Mill Lane slept on Thursday night. The company in Brandau will not appeal."),
        length=45,
    )
    assert "The company in Brandau will not appeal." in items


def test_what_leans_on_a_question_is_not_printed():
    """A question of the writer's tells nothing that the next sentence could point at."""
    _, items = texts(("14", f"{FILL} Will the soldiers leave Brandau? The army of Westmark has not confirmed this."))
    assert "The army of Westmark has not confirmed this." not in items


def test_what_is_part_of_them_needs_them():
    """ "Two of them" stands behind the sentence that names them."""
    first = "Seven sirens of the town of Brandau were tested by the flood office."
    _, items = texts(("14", f"{FILL} {first} The office of Brandau looked into two of them last year."), length=60)
    told = [n for n, item in enumerate(items) if "two of them" in item]
    assert all(items[n - 1] == first for n in told)
