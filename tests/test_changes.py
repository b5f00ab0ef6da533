"""Changes against an earlier brief, matched by meaning."""

from __future__ import annotations

import pytest

from briefing.changes import changes, load
from briefing.errors import InputError
from briefing.records.brief import Brief, Citation, ClaimRecord, Method, Origins, Period, Rejected, Source
from briefing.records.record import Reason
from briefing.text.normal import sha256


def source(text, name="s1"):
    return Source(id=name, text=text, text_sha256=sha256(text))


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


def test_new_wording_of_the_same_is_no_change():
    """A claim that says the same in other words from another article is not new."""
    other = source("Mira Noll will be visiting the harbour in Varo.", "s2")
    found = changes(EARLIER, [CLAIMS[0], claim("n", other.text, other, status="expected"), CLAIMS[2]], [OLD, other])
    assert (found.added, found.dropped) == ((), ())


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
        stage="gate", statement="The bridge is closed.", reason=Reason(code="number", detail="no such number")
    )
    found = changes(EARLIER, CLAIMS[:1], [OLD], [refused])
    assert [d.reason for d in found.dropped] == ["no claim says it any more", "rejected at gate: no such number"]


def test_load_reads_what_a_brief_writes(tmp_path):
    """A brief written as JSON is read back equal."""
    path = tmp_path / "b.json"
    path.write_text(EARLIER.model_dump_json(), "utf-8")
    assert load(path) == EARLIER


@pytest.mark.parametrize("content", [None, "{}", "not json", b"\xff\xfe"])
def test_load_says_what_is_wrong(tmp_path, content):
    """A file that is missing, no JSON, no brief or no text is an InputError that names it."""
    path = tmp_path / "b.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"b\.json"):
        load(path)
