"""Compose: which facts lead, what the model is shown of them, what may stand, and how long it is."""

from __future__ import annotations

import asyncio

import pytest

from briefing import compose, prompts
from briefing.compose.draft import Draft, Piece, Sentence, of_fact
from briefing.compose.fact import Fact
from briefing.errors import EndpointError
from briefing.judge import Verdict
from briefing.model.asking import Answer
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, Origins, Position
from briefing.records.claim import Claim, Cluster, EventDate, Evidence
from briefing.replies import ComposeReply

TOPIC = prompts.topic("general")
SECTION = TOPIC.sections[0].id
ARTICLES: dict[str, Article] = {}


def claim(statement, *, day="2025-05-06", when=None, weight=3, status="confirmed", kind="event", **about) -> Claim:
    """A claim on an article of its own that says just that."""
    name = f"{day} {statement}"
    ARTICLES[name] = Article(id=name, text=statement, publisher="Wire", published=day, language="en")
    return Claim(
        statement=statement,
        evidence=(Evidence(name, 0, len(statement), statement),),
        section=about.pop("section", SECTION),
        kind=kind,
        status=status,
        sourcing="unattributed",
        attribution=None,
        event=EventDate(when, "day", when) if when else None,
        wording="model",
        translated=False,
        position=0.0,
        weight=weight,
        check="judged",
        **about,
    )


def clusters(*claims, within=()) -> list[Cluster]:
    return [Cluster(f"c{n}", each, (each,), within=dict(within).get(f"c{n}")) for n, each in enumerate(claims, start=1)]


def facts(*claims, found=(), today=None, origins=(), within=()) -> tuple[Fact, ...]:
    made = clusters(*claims, within=within)
    counted = {c.id: Origins(established=1, possible=1) for c in made} | dict(origins)
    return compose.facts(made, counted, ARTICLES, found, today)


def discrepancy(kind, *sides) -> Discrepancy:
    positions = [
        Position(value=str(n), statement="S", claim_ids=(key,), source_ids=("a",), reported=day)
        for n, (key, day) in enumerate(sides)
    ]
    return Discrepancy(id="d1", kind=kind, question="How many?", positions=tuple(positions))


def said(*pairs) -> Sentence:
    """A sentence of parts, each with its facts."""
    text, pieces = "", []
    for words, resting in pairs:
        start = len(text) + bool(text)
        text = f"{text} {words}" if text else words
        pieces.append(Piece(start, len(text), tuple(resting)))
    return Sentence(text, tuple(pieces))


class Asking:
    """Whoever is asked to compose: gives one reply, or raises."""

    def __init__(self, reply) -> None:
        self.reply, self.request = reply, None

    async def ask(self, request, _):
        self.request = request
        if isinstance(self.reply, Exception):
            raise self.reply
        return Answer(ComposeReply.model_validate(self.reply), (), "stop", cached=False)


def drafted(every, reply, found=()) -> tuple[Draft | None, prompts.Request]:
    asking = Asking(reply)
    made = asyncio.run(compose.draft(every, found, TOPIC, asking, today="2025-05-07", words=400, bottom_words=80))
    return made, asking.request


class Judging:
    """A judge that refuses what it is told to refuse, and keeps what it was asked."""

    def __init__(self, refused=()) -> None:
        self.refused, self.asked = refused, []

    def verdicts(self, pairs):
        self.asked += pairs
        return {pair: Verdict(pair.statement not in self.refused) for pair in pairs}


def settled(draft, judge=None):
    judge = judge or Judging()
    found = compose.checked(draft, ARTICLES, today="2025-05-07")
    return *compose.settled(found, judge.verdicts(found.pairs.values())), judge


# Which facts lead -----------------------------------------------------------------------------------------------------


def test_weight_then_origins_then_the_newest_report_decide():
    """The most needed fact first; of one weight the one with more origins, then the newer."""
    made = facts(
        claim("A came.", weight=3),
        claim("B came.", weight=4, day="2025-05-05"),
        claim("C came.", weight=4, day="2025-05-06"),
        claim("D came.", weight=4, day="2025-05-01"),
        origins={"c4": Origins(established=2, possible=2)},
    )
    assert [fact.best.statement[0] for fact in made] == ["D", "C", "B", "A"]


def test_what_was_overtaken_comes_last():
    """A superseded fact, and one that was expected for a day that is past, stand behind all others."""
    update = discrepancy("update", ("c1", "2025-05-05"), ("c2", "2025-05-06"))
    made = facts(
        claim("Four died.", weight=5),
        claim("Six died.", weight=5),
        claim("He will come.", weight=5, status="expected", when="2025-05-06"),
        claim("Rain fell.", weight=1),
        found=[update],
        today="2025-05-07",
    )
    assert [fact.best.statement for fact in made] == ["Six died.", "Rain fell.", "Four died.", "He will come."]
    assert [(fact.superseded, fact.past) for fact in made] == [(False, False)] * 2 + [(True, False), (False, True)]
    assert made[0].disputes == made[2].disputes == ("d1",)


@pytest.mark.parametrize(
    ("when", "today", "status", "kind", "past"),
    [
        ("2025-05-06", "2025-05-07", "expected", "event", True),
        ("2025-05-06", "2025-05-07", "confirmed", "plan", True),
        ("2025-05-07", "2025-05-07", "expected", "event", False),
        ("2025-05-06", "2025-05-07", "confirmed", "event", False),
        ("2025-05", "2025-05-07", "expected", "event", False),
        (None, "2025-05-07", "expected", "event", False),
        ("2025-05-06", None, "expected", "event", False),
    ],
)
def test_what_is_past(when, today, status, kind, past):
    """Something that was to come, for a whole day before the brief's; a month is not over because it has begun."""
    (fact,) = facts(claim("He will come.", when=when, status=status, kind=kind), today=today)
    assert fact.past is past


def test_a_conflict_supersedes_nothing():
    """Both sides of a conflict stand."""
    made = facts(claim("A."), claim("B."), found=[discrepancy("conflict", ("c1", "2025-05-05"), ("c2", "2025-05-06"))])
    assert not any(fact.superseded for fact in made)


def test_what_is_new_leads_among_its_weight():
    """Since an earlier brief a new fact stands before the others of its weight, not before heavier ones."""
    made = facts(claim("A came.", weight=5), claim("B came.", weight=4, day="2025-05-07"), claim("C came.", weight=4))
    assert [fact.id for fact in compose.led(made, {"c3"})] == ["c1", "c3", "c2"]


# What the model is shown and says -------------------------------------------------------------------------------------


def test_facts_and_disagreements_are_shown_in_lines():
    """Each fact with all that decides how it is told; what a wider fact holds names that."""
    found = discrepancy("update", ("c1", "2025-05-05"), ("c2", "2025-05-06"))
    every = facts(
        claim("Four died.", weight=5, kind="figure", day="2025-05-05"),
        claim("Six died.", weight=5, when="2025-05-06"),
        claim("A boy died."),
        found=[found],
        within={"c3": "c2"},
    )
    _, request = drafted(every, {"bottom_line": [], "sections": []}, [found])
    lines = request.user.splitlines()
    shown = [line.removeprefix(f"f{n} [{SECTION}; ") for n, line in enumerate(lines, 1 - lines.index("Facts:") - 1)]
    assert (
        "event, confirmed; weight 5; 1 origin; event 2025-05-06; reported 2025-05-06; in Wire; ≠ d1] Six died." in shown
    )
    assert "event, confirmed; weight 3; 1 origin; reported 2025-05-06; within f1] A boy died." in shown
    assert "figure, confirmed; weight 5; 1 origin; reported 2025-05-05; in Wire; ≠ d1; overtaken] Four died." in shown
    assert "d1 update: How many? 0 (reported 2025-05-05; f3) / 1 (reported 2025-05-06; f1)" in lines
    assert "Today: 2025-05-07" in lines


def test_parts_read_on_as_one_sentence():
    """No blank before a comma or behind a bracket; a part without facts goes with the one before, else the next."""
    every = facts(claim("A came."), claim("B came."))
    one, two = every
    parts = [
        {"facts": [], "text": "Today"},
        {"facts": ["f1"], "text": "A came"},
        {"facts": ["f2"], "text": ", as did B ("},
        {"facts": ["f99"], "text": "late"},
        {"facts": [], "text": ")."},
    ]
    made, _ = drafted(every, {"bottom_line": [{"parts": parts}], "sections": []})
    (sentence,) = made.bottom_line
    assert sentence.text == "Today A came, as did B (late)."
    assert [(sentence.text[p.start : p.end], p.facts) for p in sentence.pieces] == [
        ("Today A came", (one,)),
        (", as did B (late).", (two,)),
    ]


def test_a_sentence_without_a_fact_is_none():
    """What cites nothing, or labels that do not exist, is no sentence; a reply without any is no draft."""
    every = facts(claim("A came."))
    bare = {"parts": [{"facts": ["f9"], "text": "All is well."}]}
    assert drafted(every, {"bottom_line": [bare], "sections": [{"section": SECTION, "items": [bare]}]})[0] is None


def test_a_composer_that_fails_is_no_draft():
    """The facts then stand in their own statements."""
    assert drafted(facts(claim("A came.")), EndpointError("down", code="server"))[0] is None


def test_more_facts_than_labels_are_cut_at_the_least_needed():
    """The request shows as many facts as it has labels for, the most needed ones."""
    every = facts(*(claim(f"Man {n} came.", weight=1 + n % 5) for n in range(200)))
    _, request = drafted(every, {"bottom_line": [], "sections": []})
    assert "f160 [" in request.user
    assert "f161 [" not in request.user
    assert request.user.count("weight 5") == 40


# What may stand -------------------------------------------------------------------------------------------------------


def test_a_facts_own_statement_needs_no_judge():
    """It is accepted already, whatever the case of its letters."""
    (fact,) = facts(claim("A came."))
    sentence = Sentence("a came.", (Piece(0, 7, (fact,)),))
    draft, refused, judge = settled(Draft((sentence,), {}))
    assert (draft.bottom_line, refused, judge.asked) == ((sentence,), (), [])


def test_what_is_refused_gives_way_in_its_place():
    """By the judge or by code: the statements of its facts stand there, each once, none that was overtaken."""
    update = discrepancy("update", ("c3", "2025-05-05"), ("c2", "2025-05-06"))
    every = facts(claim("A came.", weight=5), claim("Six died."), claim("Four died."), found=[update])
    a, six, four = every
    draft = Draft(
        (
            said(
                ("A ran.", [a]),
            ),
            said(("A came on foot.", [a])),
        ),
        {
            SECTION: (
                said(("First came A.", [a])),
                said(("Nine died, not four.", [six, four])),
                said(("It was A.", [a])),
            )
        },
    )
    made, refused, judge = settled(draft, Judging({"A ran."}))
    assert [s.text for s in made.bottom_line] == ["A came on foot."]
    assert [s.text for s in made.sections[SECTION]] == ["First came A.", "Six died.", "It was A."]
    assert {r.statement: r.stage for r in refused} == {"A ran.": "judge", "Nine died, not four.": "check"}
    assert "Nine died, not four." not in {pair.statement for pair in judge.asked}


def test_the_bottom_line_keeps_its_first_fact():
    """A first sentence that is refused is replaced though a section tells its facts as well."""
    (a,) = facts(claim("A came.", weight=5))
    draft = Draft((said(("A ran.", [a])),), {SECTION: (said(("It was A who came.", [a])),)})
    made, _, _ = settled(draft, Judging({"A ran."}))
    assert [s.text for s in made.bottom_line] == ["A came."]


def test_a_part_that_does_not_hold_alone_cites_all():
    """Where a number of one part stands in the facts of another, all facts stand behind the whole sentence."""
    a, b = facts(claim("A sent 40 men."), claim("B sent 50 men."))
    right = said(("A sent 40 men,", [a]), ("and B 50.", [b]))
    wrong = said(("A sent 50 men,", [a]), ("and B 40.", [b]))
    (one, two), refused, _ = (lambda d, r, j: (d.bottom_line, r, j))(*settled(Draft((right, wrong), {})))
    assert not refused
    assert [p.facts for p in one.pieces] == [(a,), (b,)]
    assert [p.facts for p in two.pieces] == [(a, b)]


def test_the_judge_is_shown_all_claims_with_outlet_and_day():
    """So that "a later report" can be checked; controls are made of all facts of the draft."""
    a, b = facts(claim("A came."), claim("B came.", when="2025-05-05"))
    _, _, judge = settled(Draft((said(("A was there, and B.", [a, b])),), {SECTION: (said(("So B came.", [b])),)}))
    pair = next(p for p in judge.asked if p.statement.startswith("A was"))
    assert pair.evidence == ("[Wire, 2025-05-06] A came.", "[Wire, 2025-05-06, of 2025-05-05] B came.")
    assert pair.reported == "2025-05-07"
    assert set(pair.lines) == set(pair.evidence)


# How long it is -------------------------------------------------------------------------------------------------------


def finished(draft, every, words=400, pinned=()):
    """The finished text; a draft without a bottom line gets one that is about something else."""
    lead = of_fact(facts(claim("The sun rose over the hills."))[0])
    led = Draft(draft.bottom_line or (lead,), draft.sections)
    return compose.finished(led, every, TOPIC, words=words, pinned=pinned)


def texts(composed) -> list[str]:
    return [item.text for section in composed.sections for item in section.items]


def test_the_least_needed_sentence_goes_first():
    """Of one weight the last one; what is left out is listed with its reason."""
    every = facts(*(claim(f"{name} came by sea.", weight=w) for name, w in zip("ABCD", (3, 2, 4, 2), strict=True)))
    order = sorted(every, key=lambda fact: fact.id)
    made = finished(Draft((), {SECTION: tuple(map(of_fact, order))}), every, words=8)
    assert texts(made) == ["A came by sea.", "C came by sea."]
    assert [(r.statement, r.stage) for r in made.rejected] == [
        ("D came by sea.", "length"),
        ("B came by sea.", "length"),
    ]


def test_a_pinned_fact_stands_whatever_the_length():
    """What a reviewer pinned is never cut, and is added where nobody told it."""
    every = facts(claim("A came by sea.", weight=1), claim("B came by sea.", weight=5))
    a, b = sorted(every, key=lambda fact: fact.id)
    made = finished(Draft((of_fact(b),), {}), every, words=1, pinned={a.id})
    assert texts(made) == ["A came by sea."]


def test_a_needed_fact_is_added_while_there_is_room():
    """Weight 4 and 5, not what a wider fact holds, nor what was overtaken."""
    update = discrepancy("update", ("c3", "2025-05-05"), ("c2", "2025-05-06"))
    every = facts(
        claim("A came by sea.", weight=4), claim("Six men died.", weight=5), claim("Four men died.", weight=5),
        claim("A came.", weight=4), claim("Rain fell.", weight=3), found=[update], within={"c4": "c1"},
    )  # fmt: skip
    lead = Draft((of_fact(next(fact for fact in every if fact.best.statement == "Rain fell.")),), {})
    assert texts(finished(lead, every)) == ["Six men died.", "A came by sea."]
    assert texts(finished(lead, every, words=3)) == ["Six men died."]


def test_what_was_said_is_not_said_again():
    """A sentence whose facts are told and whose words stand in one printed text is left out, and listed."""
    a, b = facts(claim("Four men of Vesk drowned in the Orla.", weight=5), claim("The gate of the dam broke."))
    again = said(("Four men drowned in the Orla.", [a]))
    more = said(("Four men, all of them dockers, drowned, for the gate broke.", [a, b]))
    made = finished(Draft((of_fact(a),), {SECTION: (again, more)}), (a, b))
    assert texts(made) == [more.text]
    assert [(r.statement, r.reason.code) for r in made.rejected] == [(again.text, "said")]


def test_the_bottom_line_has_three_sentences_at_most():
    """What does not fit there is not lost: a needed fact is told in its section."""
    every = facts(*(claim(f"{name} came by sea.", weight=5) for name in "ABCDE"))
    lines = [{"parts": [{"facts": [f"f{n}"], "text": fact.best.statement}]} for n, fact in enumerate(every, start=1)]
    draft, _ = drafted(every, {"bottom_line": lines, "sections": []})
    made = finished(draft, every)
    assert len(made.bottom_line) == 3
    assert sorted([item.text for item in made.bottom_line] + texts(made)) == [f"{n} came by sea." for n in "ABCDE"]


def test_no_sentence_of_the_bottom_line_gives_way_to_one_that_was_refused():
    """The statements of its facts stand there beside the others."""
    every = facts(*(claim(f"{name} came by sea.", weight=5) for name in "ABCDE"))
    made = finished(Draft(tuple(map(of_fact, every)), {}), every)
    assert [item.text for item in made.bottom_line] == [f"{n} came by sea." for n in "ABCDE"]


def test_a_sentence_in_a_section_that_there_is_not_is_not_printed():
    """A topic has its own sections; the needed fact is told in its own one."""
    a, b = facts(claim("A came by sea.", weight=5), claim("B came by sea.", weight=5))
    made = finished(Draft((of_fact(b),), {"elsewhere": (of_fact(a),)}), (a, b))
    assert texts(made) == ["A came by sea."]


def test_an_item_of_a_fact_has_its_wording_and_check():
    """A line that stands in is verbatim, what the model composed is judged."""
    copy = claim("A came by sea.")
    own = facts(Claim(**{**{f: getattr(copy, f) for f in copy.__slots__}, "wording": "verbatim", "check": "verbatim"}))
    made = finished(Draft((of_fact(own[0]), said(("By sea came A.", own))), {}), own)
    assert [(item.wording, item.check) for item in made.bottom_line] == [("verbatim", "verbatim"), ("model", "judged")]


def test_a_sentence_that_tells_both_sides_of_a_conflict_stays_when_its_day_is_past():
    """Time does not settle who was right; one side alone is told no more."""
    one = claim("Talks are to be held on 9 May.", when="2025-05-09", status="expected", kind="plan")
    other = claim("Talks are to be held on 11 May.", when="2025-05-11", status="expected", kind="plan")
    rest = claim("The strike ended.", weight=5)
    found = [discrepancy("conflict", ("c1", "2025-05-08"), ("c2", "2025-05-08"))]
    made = facts(one, other, rest, found=found, today="2025-05-13")
    by_id = {fact.id: fact for fact in made}
    both = said(("Talks were to be held on 9 May,", (by_id["c1"],)), ("or on 11 May.", (by_id["c2"],)))
    alone = said(("Talks were to be held on 9 May.", (by_id["c1"],)))
    for sentence, stays in ((both, True), (alone, False)):
        draft = Draft((of_fact(by_id["c3"]),), {SECTION: (sentence,)})
        out = compose.finished(draft, made, TOPIC, words=100)
        assert (sentence.text in [item.text for item in out.sections[0].items]) is stays


def test_an_old_state_is_told_only_with_what_came_of_it():
    """Joined to something else an old toll falls, and that is told alone; beside the newest toll it stays."""
    update = discrepancy("update", ("c1", "2025-05-05"), ("c2", "2025-05-06"))
    old, new, other = sorted(
        facts(claim("Four men died."), claim("Six men died."), claim("A villa fell."), found=[update]),
        key=lambda fact: fact.id,
    )
    joined = said(("Four men died", [old]), ("and a villa fell.", [other]))
    told = said(("Six men died,", [new]), ("up from four.", [old]))
    made = finished(Draft((), {SECTION: (joined, told)}), (old, new, other))
    assert texts(made) == ["A villa fell.", "Six men died, up from four."]
    assert joined.text in [r.statement for r in made.rejected]


def test_a_plain_draft_leads_with_what_is_needed_and_never_with_what_was_overtaken():
    """Without a model: by weight, at least one sentence however long, three at most, nothing told twice."""
    long = claim("A came by sea " + "and by land " * 30 + "at last.", weight=5)
    every = facts(
        long,
        claim("B came.", weight=4),
        claim("He will come.", weight=5, status="expected", when="2025-05-01"),
        today="2025-05-07",
    )
    made = compose.plain(every, TOPIC, bottom_words=20)
    assert [s.text for s in made.bottom_line] == [long.statement]
    assert [s.text for s in made.sections[SECTION]] == ["B came."]


@pytest.mark.parametrize(
    ("length", "source", "room"),
    [(400, 5000, (400, 80)), (400, 100, (60, 35)), (400, 400, (160, 60)), (50, 5000, (50, 80))],
)
def test_short_input_has_a_short_brief(length, source, room):
    """At most two fifths of the articles, and sixty words in any case."""
    assert compose.room(length, source) == room


# The timeline ---------------------------------------------------------------------------------------------------------


def test_the_timeline_is_in_order_of_time_without_what_was_overtaken():
    """Facts with a day, the superseded left out, and what somebody said only where it weighs."""
    update = discrepancy("update", ("c1", "2025-05-05"), ("c2", "2025-05-06"))
    every = facts(
        claim("Four died.", when="2025-05-05"), claim("Six died.", when="2025-05-06"), claim("Rain fell."),
        claim("The war ended.", when="1999", kind="background"),
        claim("He spoke.", when="2025-05-02", kind="statement", weight=3),
        claim("She resigned, she said.", when="2025-05-01", kind="statement", weight=4),
        found=[update],
    )  # fmt: skip
    assert [entry.text for entry in compose.timeline(every)] == [
        "The war ended.",
        "She resigned, she said.",
        "Six died.",
    ]
