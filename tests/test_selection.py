"""What a brief prints, and what leads it."""

from __future__ import annotations

from briefing import generate
from briefing.compose.select import said_already

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
