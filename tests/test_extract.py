"""Extract: a model's claims on their lines, what code makes of their fields, and what is asked again."""

from __future__ import annotations

import asyncio

import pytest

from briefing import prompts
from briefing.errors import EndpointError
from briefing.extract import Reading, again, extract, line_itself, refusal, split
from briefing.extract.proposal import proposal
from briefing.model.asking import Answer
from briefing.records.article import Article, Sentence
from briefing.replies import ExtractReply, ProposedClaim
from tests.scripted import claim

TOPIC = prompts.topic("general")
SECTIONS = [section.id for section in TOPIC.sections]

LINES = (
    "A steel gate of the Orla dam failed on Monday evening, the civil protection office said.",
    "Its director, Marta Kolb, called it “the worst night of my life”.",
    "About 2,300 residents of Vesk have left their homes since then.",
    "Four of them were injured a day earlier, the hospital in Harn said.",
    "Prime Minister Teo Marin is expected in Vesk on 9 May.",
)


def reading(*lines, language="en", published="2025-05-06") -> Reading:
    """An article of lines."""
    text = "\n".join(lines)
    article = Article(
        id="a", text=text, title="Gate fails", publisher="Wire", published=published, language=language, path="a.txt"
    )
    found, start = [], 0
    for n, line in enumerate(lines):
        found.append(Sentence("a", n, 0, start, start + len(line), line))
        start += len(line) + 1
    return Reading(article, tuple(found))


READING = reading(*LINES)


def proposed(label, statement, **about):
    """A claim of a reply, put on the lines."""
    return proposal(ProposedClaim.model_validate(claim(label, statement, **about)), READING.lines, READING, SECTIONS)


class Asking:
    """Whoever is asked: gives the replies in turn (one that is an error is raised), and keeps the requests."""

    def __init__(self, *replies, reask=True) -> None:
        self.replies, self.requests, self.failures, self.reask = list(replies), [], [], reask

    async def ask(self, request, _, about=""):  # noqa: ARG002
        self.requests.append(request)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        body, finish = reply if isinstance(reply, tuple) else (reply, "stop")
        return Answer(ExtractReply.model_validate(body), (), finish, cached=False)

    def failed(self, code, _):
        self.failures.append(code)


def extracted(asking, *readings):
    return asyncio.run(
        extract(readings or (READING,), TOPIC, asking, section=lambda _: SECTIONS[0], progress=lambda *_: None)
    )


def reply(*claims, orders=()):
    return {"claims": list(claims), "orders": list(orders)}


# A claim on its lines -------------------------------------------------------------------------------------------------


def test_the_quote_is_the_line_and_never_retyped():
    """Evidence is the whole line at its offsets, with further lines in the order of the article."""
    made = proposed("s3", "Since Monday about 2,300 residents of Vesk have left their homes.", more=["s1", "s3"])
    text = READING.article.text
    assert [e.quote for e in made.claim.evidence] == [LINES[0], LINES[2]]
    assert all(text[e.start : e.end] == e.quote for e in made.claim.evidence)
    assert (made.claim.wording, made.claim.check, made.faults) == ("model", "judged", ())


@pytest.mark.parametrize("label", ["s5", "s3"])
def test_a_copy_of_a_line_is_that_line(label):
    """Word for word it needs no judge, also where the model counted one line too far or set other quotation marks."""
    made = proposed(label, 'Its director, Marta Kolb, called it "the worst night of my life"')
    assert made.copied
    assert (made.claim.statement, made.claim.check) == (LINES[1], "verbatim")
    assert [e.quote for e in made.claim.evidence] == [LINES[1]]


def test_speaker_when_and_figure_stand_as_printed_or_not_at_all():
    """Whatever the case and blanks of the model's words; words that no cited line has become null."""
    made = proposed(
        "s1", "The civil protection office said a gate failed.", speaker="The civil  protection office",
        when="on monday evening",
        figure="two", counts="gates",
    )  # fmt: skip
    assert made.claim.attribution == "the civil protection office"
    assert (made.claim.event.date, made.claim.event.as_written) == ("2025-05-05", "on Monday evening")
    assert (made.claim.figure, made.claim.counts) == (None, None)


@pytest.mark.parametrize(
    ("speaker", "sourcing"),
    [("", "unattributed"), ("Marta Kolb", "on_record"), ("director", "anonymous"), ("Marta Koll", "unattributed")],
)
def test_who_says_so(speaker, sourcing):
    """On record with a name, anonymous without one, unattributed where the line or the statement has no such words."""
    statement = "The director, Marta Kolb, called it bad."
    assert proposed("s2", statement, speaker=speaker).claim.sourcing == sourcing
    assert proposed("s2", "It was called bad.", speaker=speaker).claim.sourcing == "unattributed"


def test_a_day_counts_from_the_day_that_the_lines_before_name():
    """ "A day earlier" is the day before Monday, and a date has the year of its article."""
    assert proposed("s4", "Four were injured.", when="a day earlier").claim.event.date == "2025-05-04"
    assert proposed("s5", "Teo Marin is expected.", when="on 9 May").claim.event.date == "2025-05-09"
    undated = reading(*LINES, published=None)
    made = proposal(
        ProposedClaim.model_validate(claim("s1", "A gate failed.", when="on Monday")), undated.lines, undated, SECTIONS
    )
    assert (made.claim.event.date, made.claim.event.as_written) == (None, "on Monday")


def test_a_section_that_there_is_not_is_the_first():
    """Whatever the server lets through, a claim stands in a section of the topic."""
    assert proposed("s1", "A gate failed.", section="elsewhere").claim.section == SECTIONS[0]


def test_a_number_that_stands_in_another_line_brings_that_line():
    """The nearest line that has it is added to the evidence; the judge decides whether it speaks of the same."""
    made = proposed("s4", "About 2,300 residents left, and four were injured.")
    assert made.faults == ()
    assert [e.quote for e in made.claim.evidence] == [LINES[2], LINES[3]]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("A gate failed and 900 residents of Vesk left.", "number"),
        ("A gate failed on 3 May.", "date"),
        ("A gate failed, Otto Falk said.", "name"),
        ("A gate failed in “the darkest hour”.", "quotation"),
        ("A gate failed at 21:40.", "clock"),
    ],
)
def test_what_no_line_has_is_a_fault(statement, code):
    """A number, date, name, quotation or hour that stands nowhere in the article is found by code."""
    assert code in [fault.code for fault in proposed("s1", statement).faults]


def test_a_statement_that_cites_no_line_is_at_fault():
    """A label beyond the lines shown is no evidence."""
    made = proposed("s40", "A gate failed.")
    assert (made.cited, bool(made.faults)) == ((), True)


def test_the_pair_has_headline_lead_and_what_stands_before():
    """The judge is shown whom "he" means: the headline, the first line, four lines before, and none of the evidence."""
    long = reading(*LINES, "She left.", "He stayed.", "They met.")
    made = proposal(
        ProposedClaim.model_validate(claim("s8", "The two met.")), long.lines, long, SECTIONS
    )  # fmt: skip
    assert made.pair.context == ("Gate fails", LINES[0], LINES[3], LINES[4], "She left.", "He stayed.")
    assert (made.pair.evidence, made.pair.reported) == (("They met.",), "2025-05-06")


def test_a_line_that_stands_in_keeps_what_was_proposed_of_it():
    """Weight, section and day stay; wording and check say that it is the article's own."""
    made = proposed("s1", "A gate blew up.", weight=5, when="on Monday evening")
    instead = line_itself(made.line, READING, "", like=made.claim)
    assert (instead.claim.statement, instead.claim.wording, instead.claim.check) == (LINES[0], "verbatim", "verbatim")
    assert (instead.claim.weight, instead.claim.event.date) == (5, "2025-05-05")


def test_a_refusal_names_its_article():
    """What is left out leads to where it came from."""
    left = refusal(READING.article, "check", "It.", "number", "5 is not there")
    assert (left.source_id, left.path, left.stage, left.reason.code) == ("a", "a.txt", "check", "number")


# What is asked --------------------------------------------------------------------------------------------------------


def test_an_empty_reply_is_heard():
    """No fact, one call, nothing proposed, no line in its place."""
    asking = Asking(reply())
    made = extracted(asking)
    assert (made.proposals, made.rejected, made.chunks, made.proposed) == ((), (), 1, 0)


def test_an_order_is_evidence_for_nothing():
    """The line is listed, and so is each claim that rests on it, also as a further line."""
    one, two = claim("s1", "A gate failed."), claim("s3", "Residents left.", more=["s2"])
    made = extracted(Asking(reply(one, two, orders=["s2"])))
    assert [p.claim.statement for p in made.proposals] == ["A gate failed."]
    assert [(r.statement, r.reason.code) for r in made.rejected] == [
        (LINES[1], "instructions"),
        ("Residents left.", "instructions"),
    ]


def test_a_claim_that_is_said_twice_is_proposed_once():
    """On the same line; a statement without a letter is none."""
    made = extracted(Asking(reply(claim("s1", "A gate failed."), claim("s1", "A gate failed."), claim("s2", "..."))))
    assert [p.claim.statement for p in made.proposals] == ["A gate failed."]


def test_a_cut_reply_is_asked_on():
    """From the line behind the last one that was told; a model that is cut for ever is given up, its lines stand in."""
    cut = (reply(claim("s2", "Kolb spoke.")), "length")
    asking = Asking(cut, reply(claim("s1", "Residents left.")))
    made = extracted(asking)
    assert [p.claim.statement for p in made.proposals] == ["Kolb spoke.", "Residents left."]
    assert made.proposals[1].cited[0].text == LINES[2]
    assert f"(earlier) {LINES[1]}" in asking.requests[1].user
    endless = Asking(*[(reply(claim("s1", "It was so.")), "length")] * 3)
    made = extracted(endless)
    assert endless.failures == ["length"]
    assert [p.claim.statement for p in made.proposals if p.copied] == list(LINES[3:])


def test_the_lines_stand_in_where_a_call_fails():
    """Every line once, verbatim, in the section that code gives it."""
    made = extracted(Asking(EndpointError("down", code="server")))
    assert [p.claim.statement for p in made.proposals] == list(LINES)
    assert {(p.claim.wording, p.claim.section) for p in made.proposals} == {("verbatim", SECTIONS[0])}
    assert made.proposed == 0


def test_a_line_too_long_for_any_request_stands_for_itself():
    """A table of ten thousand words is not asked about, and not lost."""
    long = "word " * 9_000
    read = reading(LINES[0], long.strip(), LINES[2])
    asking = Asking(*[reply()] * len(split(read, TOPIC)))
    made = extracted(asking, read)
    assert [p.cited[0].index for p in made.proposals] == [1]
    assert not any(" word word" * 100 in request.user for request in asking.requests)


# The second try -------------------------------------------------------------------------------------------------------


def second(*claims, old=(("s1", "A gate blew up."),)):
    """What comes of a second try for some statements."""
    first = extracted(Asking(reply(*(claim(label, statement) for label, statement in old))))
    refused = [(made, "The lines do not say “blew up”.") for made in first.proposals]
    asking = Asking(*claims)
    return asyncio.run(again(refused, TOPIC, asking)), asking


def test_a_second_try_names_statement_and_reason():
    """One request a chunk, with a line for each; the new statement takes the place of the old one."""
    old = (("s1", "A gate blew up."), ("s3", "Residents fled."))
    found, asking = second(reply(claim("s3", "Residents left."), claim("s1", "A gate failed.")), old=old)
    assert {n: p.claim.statement for n, p in found.items()} == {0: "A gate failed.", 1: "Residents left."}
    (request,) = asking.requests
    assert "- s1 'A gate blew up.': The lines do not say “blew up”." in request.user
    assert request.system == prompts.extract_request(split(READING, TOPIC)[0], TOPIC).system


@pytest.mark.parametrize(
    "answer",
    [
        reply(claim("s1", "A gate blew up.")),
        reply(claim("s2", "A gate failed.")),
        reply(claim("s1", "Otto Falk said a gate failed.")),
        reply(),
        EndpointError("down", code="server"),
    ],
)
def test_a_second_try_that_does_no_better_is_nothing(answer):
    """The same again, another line, a new fault, nothing, or no answer."""
    assert second(answer)[0] == {}
