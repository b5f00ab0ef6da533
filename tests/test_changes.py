"""Changes against an earlier brief, matched by meaning."""

from __future__ import annotations

import time

import pytest

from briefing.changes import changes, load
from briefing.errors import InputError, UsageError
from briefing.records.brief import Brief, Citation, ClaimRecord, Method, Origins, Period, Rejected, Source
from briefing.records.record import Reason
from briefing.text.normal import sha256


def source(text, name="s1"):
    return Source(id=name, text=text, text_sha256=sha256(text), language="en")


def claim(name, statement, cited, *, status="confirmed", event_date=None, established=1):
    """A claim that quotes its whole statement, or the whole source where that has other words."""
    start = max(cited.text.find(statement), 0)
    quote = statement if statement in cited.text else cited.text
    citation = Citation(source_id=cited.id, start=start, end=start + len(quote), quote=quote, prefix="", suffix="")
    return ClaimRecord(
        id=name,
        statement=statement,
        kind="event",
        status=status,
        sourcing="unattributed",
        event_date=event_date,
        wording="verbatim",
        citations=(citation,),
        origins=Origins(established=established, possible=established),
        reliability="F",
        credibility=3,
    )


def brief(claims, sources):
    counts = dict.fromkeys(
        "chunks calls cached prompt_tokens completion_tokens claims_proposed claims_accepted claims_merged "
        "items_by_model items_verbatim".split(),
        0,
    )
    method = Method(mode="extractive", prompts={}, degraded=False, failures=(), seconds=0.1, **counts)
    return Brief(
        title="T",
        topic="t",
        generated_at="2025-03-05T10:00:00Z",
        period=Period(start=None, end=None),
        bottom_line=(),
        sections=(),
        key_figures=(),
        timeline=(),
        discrepancies=(),
        gaps=(),
        claims=tuple(claims),
        sources=tuple(sources),
        rejected=(),
        method=method,
    )


OLD = source("Police arrested 300 people in Arden. Mira Noll will visit the harbour of Varo. The bridge is closed.")
CLAIMS = [
    claim("c1", "Police arrested 300 people in Arden.", OLD),
    claim("c2", "Mira Noll will visit the harbour of Varo.", OLD, status="expected"),
    claim("c3", "The bridge is closed.", OLD),
]
EARLIER = brief(CLAIMS, [OLD])


def test_the_same_articles_have_no_changes():
    """A run on the same articles reports none, though every id and the order differ."""
    again = source(OLD.text, "other")
    renamed = [claim(f"x{i}", c.statement, again, status=c.status) for i, c in enumerate(reversed(CLAIMS))]
    found = changes(EARLIER, renamed, [again])
    assert (found.since, found.added, found.changed, found.dropped) == ("2025-03-05T10:00:00Z", (), (), ())


def test_a_split_file_changes_nothing():
    """The same sentences in files of their own are the same claims."""
    parts = [source(c.statement, f"p{i}") for i, c in enumerate(CLAIMS)]
    found = changes(EARLIER, [claim(f"n{i}", p.text, p, status=CLAIMS[i].status) for i, p in enumerate(parts)], parts)
    assert (found.added, found.changed, found.dropped) == ((), (), ())


def test_new_wording_of_the_same_words_is_no_change():
    """A claim that rests on the words of the earlier one is that one, however a model words it now."""
    other = claim("n", "The harbour of Varo will be visited by Mira Noll.", OLD, status="expected")
    quote = CLAIMS[1].citations
    found = changes(EARLIER, [CLAIMS[0], other.model_copy(update={"citations": quote}), CLAIMS[2]], [OLD])
    assert (found.added, found.changed, found.dropped) == ((), (), ())


def test_the_same_said_by_another_article_is_no_change():
    """A number or date may be written otherwise; other words for it are new, for code does not know what they mean."""
    texts = ("Police arrested three hundred people in Arden.", "The bridge was shut.")
    other = source(" ".join(texts), "s2")
    found = changes(EARLIER, [claim(f"n{i}", text, other) for i, text in enumerate(texts)], [OLD, other])
    assert found.added == ("n1",)


def test_another_value_is_a_change_of_the_earlier_claim():
    """A new number for what an earlier claim counted is shown as its change, with what it was."""
    new = source("Police arrested 420 people in Arden.", "s2")
    found = changes(EARLIER, [*CLAIMS, claim("n", new.text, new)], [OLD, new])
    assert found.added == ()
    assert [(c.claim_id, c.was) for c in found.changed] == [("n", CLAIMS[0].statement)]
    assert "300" in found.changed[0].what
    assert "420" in found.changed[0].what
    replaced = changes(EARLIER, [claim("n", new.text, new)], [new])
    assert [c.claim_id for c in replaced.changed] == ["n"]


def differs(old: str, new: str) -> list[str]:
    """What is said to have changed where one article says the old and another the new; [] where nothing has."""
    before, after = source(old), source(new, "s2")
    found = changes(brief([claim("c1", old, before)], [before]), [claim("n", new, after)], [after])
    return [change.what for change in found.changed]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "The flood in the Orla valley killed 14 people, the civil protection office said.",
            "The flood in the Orla valley killed 22 people, the civil protection office said.",
            "value 14, now 22",
        ),
        (
            "The talks of the dockers and the port authority will be held on 9 May in Calder.",
            "The talks of the dockers and the port authority will be held on 11 May in Calder.",
            "date 9 May, now 11 May",
        ),
    ],
)
def test_one_number_or_date_that_differs_is_named(old, new, what):
    """Where two statements have nearly the same words, the one value in which they differ is the change."""
    assert differs(old, new) == [what]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Two values differ.
        (
            "Of the 300 dockers at the port 12 were hurt on Monday.",
            "Of the 310 dockers at the port 14 were hurt on Monday.",
        ),
        # So does a name.
        ("The flood killed 14 people in the town of Selm.", "The flood killed 22 people in the town of Karst."),
        # A pattern says too little.
        ("Five were injured.", "Six were injured."),
        # Other words.
        ("The union has 310 members in the port of Calder.", "Police arrested 22 people after a match in the stadium."),
    ],
)
def test_what_may_be_something_else_is_new_and_no_change(old, new):
    """Two statements that differ in more than one value are not said to be one."""
    assert differs(old, new) == []


@pytest.mark.parametrize("new", ["did not accept", "is expected to accept", "rejected"])
def test_what_a_word_may_have_turned_round_is_new(new):
    """Code does not say what has changed in a sentence; it does not take it for the old one either."""
    old = "The union accepted the offer of the port authority on Monday evening in Calder."
    before, after = source(old), source(old.replace("accepted", new), "s2")
    found = changes(brief([claim("c1", old, before)], [before]), [claim("n", after.text, after)], [after])
    assert (found.added, found.changed) == (("n",), ())


def test_thousands_of_claims_are_compared_in_seconds():
    """Candidates come by index: the time grows with the claims, not with their pairs."""
    names = [
        f"{a}{b}{c}" for a in "BDKLMNRST" for b in "aeiou" for c in ("rin", "sk", "lov", "dan", "mir", "tok", "ven")
    ]

    def claims(cited, day):
        for n in range(3_000):
            one, other = names[n % len(names)], names[(7 * n + n // len(names)) % len(names)]
            words = f"The council of {one} sent {100 + n + day} trucks with aid to the camp near {other}."
            yield claim(f"c{n}", words, cited)

    first, second = source("The first report."), source("The second report.", "s2")
    before = brief(list(claims(first, 0)), [first])
    started = time.monotonic()
    found = changes(before, list(claims(second, 0)), [second])
    assert (found.added, found.dropped) == ((), ())
    assert time.monotonic() - started < 60


def test_another_fact_is_new():
    """A claim on something else, or on someone else, is added."""
    new = source("Police arrested 300 people in Tarsk. The harbour burned.", "s2")
    claims = [
        *CLAIMS,
        claim("n1", "Police arrested 300 people in Tarsk.", new),
        claim("n2", "The harbour burned.", new),
    ]
    found = changes(EARLIER, claims, [OLD, new])
    assert (found.added, found.changed) == (("n1", "n2"), ())


def test_a_changed_status_is_named():
    """The same words with another status or more origins are a change that says which."""
    surer = claim("c2", CLAIMS[1].statement, OLD, status="confirmed", established=2)
    found = changes(EARLIER, [CLAIMS[0], surer, CLAIMS[2]], [OLD])
    assert [c.what for c in found.changed] == ["status expected, now confirmed; established origins 1, now 2"]


def test_what_is_gone_has_its_reason():
    """A statement falls with its source, by a rejection, or because nothing says it any more."""
    elsewhere = source("Nothing of that.", "s9")
    assert {d.reason for d in changes(EARLIER, [], [elsewhere]).dropped} == {
        "none of its sources is among the articles any more"
    }
    refused = Rejected(
        stage="check", statement="The bridge is closed.", reason=Reason(code="number", detail="no such number")
    )
    found = changes(EARLIER, CLAIMS[:1], [OLD], [refused])
    assert [d.reason for d in found.dropped] == ["no claim says it any more", "rejected at check: no such number"]


def test_load_reads_what_a_brief_writes(tmp_path):
    """A brief written as JSON is read back equal."""
    path = tmp_path / "b.json"
    path.write_text(EARLIER.model_dump_json(), "utf-8")
    assert load(path) == EARLIER


@pytest.mark.parametrize("content", [None, "{}", "not json", b"\xff\xfe"])
def test_load_says_what_is_wrong(tmp_path, content):
    """A file that is no JSON, no brief or no text is an InputError that names it; one that is missing, wrong usage."""
    path = tmp_path / "b.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(UsageError if content is None else InputError, match=r"b\.json"):
        load(path)
