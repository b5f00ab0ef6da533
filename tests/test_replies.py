"""Replies: their schemas keep to the portable subset, and whatever is usable of a broken reply is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import EndpointError
from briefing.replies import (
    CLUSTER_LABELS,
    REPLIES,
    SENTENCE_LABELS,
    ComposeReply,
    ExtractReply,
    MergeReply,
    parse,
    schema,
)
from tests.server import claim, unportable

CLAIMS = [claim("s1", "Rutte is expected in Kosovo."), claim("s40", "KFOR has 4,700 soldiers.")]


def dumps(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


@pytest.mark.parametrize("reply_type", REPLIES.values())
def test_schema_is_portable_and_constant(reply_type):
    """Every reply schema keeps to the subset that all strict endpoints take, and is one object for all calls."""
    assert unportable(schema(reply_type)) is None
    assert schema(reply_type) is schema(reply_type)


def test_label_precedes_its_text():
    """The label stands before the text it supports, and further labels behind it."""
    fields = list(schema(ExtractReply)["properties"]["claims"]["items"]["properties"])
    assert fields == ["label", "statement"]
    parts = schema(ComposeReply)["properties"]["sentences"]["items"]["properties"]["parts"]
    assert list(parts["items"]["properties"]) == ["label", "text", "more"]


def test_labels_are_enums():
    """Extract takes s1 to s40 and the others c1 to c24, so that a grammar can not emit anything else."""
    claims = schema(ExtractReply)["properties"]["claims"]["items"]["properties"]
    assert claims["label"]["enum"] == [f"s{n}" for n in range(1, 41)]
    answers = schema(MergeReply)["properties"]["answers"]["items"]["properties"]
    assert answers["label"]["enum"] == [f"c{n}" for n in range(1, 25)]
    assert (len(SENTENCE_LABELS), len(CLUSTER_LABELS)) == (40, 24)


def test_a_valid_reply_has_no_problems():
    """A reply that fits is read whole, with nothing to report."""
    reply, problems = parse(ExtractReply, dumps({"claims": CLAIMS}))
    assert [c.statement for c in reply.claims] == [c["statement"] for c in CLAIMS]
    assert problems == ()


def test_no_claims_is_a_valid_reply():
    """An article without a fact on the topic has an empty list, which is complete."""
    assert parse(ExtractReply, '{"claims":[]}') == (ExtractReply(claims=[]), ())


@pytest.mark.parametrize(
    "frame",
    [
        "```json\n{}\n```",
        "Here is the JSON:\n```\n{}\n```\nI hope it helps.",
        "Sure! {} Anything else?",
        "<think>Maybe {{'claims': []}}? No.</think>\n{}",
        '<think>Perhaps {{"claims": [1]}}.</think>{}',
    ],
)
def test_text_around_the_object_is_passed_over(frame):
    """A fence, prose or thoughts around the object do not hide its items."""
    reply, _ = parse(ExtractReply, frame.format(dumps({"claims": CLAIMS})))
    assert len(reply.claims) == 2


def test_a_cut_reply_keeps_exactly_its_complete_items():
    """Wherever a reply is cut, the items that were finished are kept, no half one is, and it says that it was cut."""
    text = dumps({"claims": CLAIMS})
    ends = [text.index(dumps(c)) + len(dumps(c)) for c in CLAIMS]
    for cut in range(len(text)):
        complete = sum(end <= cut for end in ends)
        if complete == 0:
            with pytest.raises(EndpointError):
                parse(ExtractReply, text[:cut])
            continue
        reply, problems = parse(ExtractReply, text[:cut])
        assert [c.model_dump() for c in reply.claims] == CLAIMS[:complete]
        assert problems


def test_a_cut_sentence_is_dropped_whole():
    """A sentence of which only the first parts arrived says less than was meant, so it is not kept."""
    sentence = {"parts": [{"label": "c1", "text": "A", "more": ["c2", "c3"]}, {"label": "c2", "text": "B", "more": []}]}
    text = dumps({"sentences": [sentence, sentence]})
    first = text.index(dumps(sentence)) + len(dumps(sentence))
    for cut in range(first, len(text)):
        reply, _ = parse(ComposeReply, text[:cut])
        assert {dumps(s.model_dump()) for s in reply.sentences} == {dumps(sentence)}
    for cut in range(first):
        with pytest.raises(EndpointError):
            parse(ComposeReply, text[:cut])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"label": "s41"}, "label"),
        ({"label": "3"}, "label"),
        ({"label": None}, "label"),
        ({"statement": 7}, "statement"),
        ({"mood": "grim"}, "mood"),
    ],
)
def test_an_item_that_does_not_fit_is_dropped_with_its_reason(change, word):
    """One wrong item costs only itself, and the reason names its field."""
    reply, problems = parse(ExtractReply, dumps({"claims": [{**CLAIMS[0], **change}, CLAIMS[1]]}))
    assert [c.statement for c in reply.claims] == [CLAIMS[1]["statement"]]
    assert len(problems) == 1
    assert problems[0].startswith(word)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("<think>hm</think>", "empty"),
        ("I can not do that.", "not_json"),
        ('{"answers":[]}', "not_json"),
        ('{"claims":[{"label":"s1","state', "schema"),
        ('{"claims":[{"label":"x"}]}', "schema"),
        ('{"claims":' + "[" * 100_000, "schema"),
    ],
)
def test_nothing_usable_is_an_endpoint_error(text, code):
    """A reply without one usable item raises, with a code that says in what way it failed."""
    with pytest.raises(EndpointError) as caught:
        parse(ExtractReply, text)
    assert caught.value.code == code


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    """Whatever a model sends, parsing ends in a reply or in an `EndpointError`."""
    for frame in ("{}", '{{"claims":[{}', '{{"claims":[{{"label":"s1",{}'):
        try:
            parse(ExtractReply, frame.format(text))
        except EndpointError as error:
            assert error.code in {"empty", "not_json", "schema"}
