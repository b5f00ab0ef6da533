"""Replies: their schemas keep to the portable subset, and whatever is usable of a broken reply is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import EndpointError
from briefing.model.reading import parse
from briefing.replies import (
    CLAIM_LABELS,
    FACT_LABELS,
    PAIR_LABELS,
    REPLIES,
    SENTENCE_LABELS,
    ComposeReply,
    DisputesReply,
    ExtractReply,
    JudgeReply,
    RelateReply,
    says_nothing,
    schema,
)
from tests.scripted import claim, sentence
from tests.server import MAX_ENUMS, enum_values, unportable

SECTIONS = ("visit", "mission")
CLAIMS = [
    claim("s1", "Rutte is expected in Kosovo.", section="visit", kind="plan", status="expected"),
    claim("s40", "KFOR has 4,700 soldiers.", section="mission", more=["s2"], figure="4,700", counts="soldiers"),
]
WHOLE = {
    "extract": {"claims": CLAIMS, "orders": ["s3"]},
    "judge": {"checks": [{"label": "p1", "unsupported": "", "verdict": "supported"}], "orders": ["p1"]},
    "check": {"checks": [{"label": "p1", "line": "s2", "verdict": "overstated", "words": "will"}]},
    "disputes": {"checks": [{"label": "p2", "astray": ["a1"], "reason": "two places", "verdict": "none"}]},
    "relate": {
        "facts": [{"claims": ["c1", "c2"], "part": ["c3"], "overtaken": False}],
        "discrepancies": [
            {"kind": "conflict", "question": "How many?", "positions": [{"claims": ["c1"], "value": "four"}]}
        ],
    },
    "compose": {
        "bottom_line": [sentence(("It is so,", ["f1"]), ("or not.", ["f2", "f3"]))],
        "sections": [{"section": "visit", "items": [sentence(("He came.", ["f1"]))]}],
    },
}


def dumps(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def fields(node, *path):
    """The properties of an object deep in a schema."""
    for step in path:
        node = node["properties"][step]
        node = node.get("items", node)
    return node["properties"]


@pytest.mark.parametrize("reply_type", REPLIES.values())
def test_schema_is_portable_and_constant(reply_type):
    """Every reply schema keeps to the subset that all strict endpoints take, and is one object for all calls."""
    made = schema(reply_type, SECTIONS)
    assert unportable(made) is None
    assert schema(reply_type, SECTIONS) is made
    assert enum_values(made) <= MAX_ENUMS


def test_the_check_of_schemas_finds_what_an_endpoint_refuses():
    """Too many enum values in all or in one list, values of another type, and what is no enum of the subset."""

    def one(*values, kind="string"):
        return {
            "type": "object", "properties": {f"a{n}": {"type": kind, "enum": v} for n, v in enumerate(values)},
            "required": [f"a{n}" for n in range(len(values))], "additionalProperties": False,
        }  # fmt: skip

    labels = [f"c{n}" for n in range(300)]
    assert unportable(one(labels, labels, labels, labels[:100])) is None
    assert "1000" in unportable(one(labels, labels, labels, labels[:101]))
    assert unportable(one([f"c{n}" for n in range(400)]))
    assert unportable(one(["a", "a"]))
    assert unportable(one([1, 2, 3], kind="integer")) is None
    assert unportable(one([1, "2"], kind="integer"))
    assert unportable(one([1, 2]))
    assert unportable(one([f"{n:060}" for n in range(300)]))


@pytest.mark.parametrize("name", REPLIES)
def test_whatever_the_schema_takes_is_read_whole(name):
    """A reply that fits is read as it is, with nothing to report."""
    reply, problems = parse(REPLIES[name], dumps(WHOLE[name]))
    assert reply.model_dump() == WHOLE[name]
    assert problems == ()


def test_a_label_stands_before_what_it_supports():
    """A model chooses a label more often rightly there; what is unsupported is named before the verdict."""
    assert list(fields(schema(ExtractReply, SECTIONS), "claims"))[:3] == ["label", "more", "statement"]
    assert list(fields(schema(JudgeReply), "checks")) == ["label", "unsupported", "verdict"]
    assert list(fields(schema(REPLIES["check"]), "checks")) == ["label", "line", "verdict", "words"]
    assert list(fields(schema(ComposeReply, SECTIONS), "bottom_line", "parts")) == ["facts", "text"]
    assert list(fields(schema(RelateReply), "discrepancies", "positions")) == ["claims", "value"]


def test_labels_and_kinds_are_enums():
    """A grammar can emit nothing else: labels of each prompt, weights, the topic's sections."""
    claims = fields(schema(ExtractReply, SECTIONS), "claims")
    assert claims["label"]["enum"] == [f"s{n}" for n in range(1, 41)] == list(SENTENCE_LABELS)
    assert claims["more"]["items"]["enum"] == list(SENTENCE_LABELS)
    assert claims["weight"] == {"type": "integer", "enum": [1, 2, 3, 4, 5]}
    assert claims["section"]["enum"] == list(SECTIONS)
    assert claims["kind"]["enum"] == ["event", "figure", "statement", "plan", "background", "gap"]
    assert claims["status"]["enum"] == ["confirmed", "expected", "alleged", "rumoured", "denied"]
    assert fields(schema(RelateReply), "facts")["claims"]["items"]["enum"] == list(CLAIM_LABELS)
    assert fields(schema(ComposeReply, SECTIONS), "bottom_line", "parts")["facts"]["items"]["enum"] == list(FACT_LABELS)
    assert fields(schema(JudgeReply), "checks")["label"]["enum"] == list(PAIR_LABELS)
    assert len(CLAIM_LABELS) >= 300
    assert (len(FACT_LABELS), len(PAIR_LABELS)) == (160, 16)


@pytest.mark.parametrize(
    ("name", "reply", "nothing"),
    [
        ("extract", {"claims": [], "orders": []}, False),
        ("relate", {"facts": [], "discrepancies": []}, False),
        ("judge", {"checks": [], "orders": []}, True),
        ("check", {"checks": []}, True),
        ("disputes", {"checks": []}, True),
        ("compose", {"bottom_line": [], "sections": []}, True),
    ],
)
def test_an_empty_list_is_a_good_reply_to_extract(name, reply, nothing):
    """An article may hold no fact, but each pair has a verdict and each brief a sentence."""
    made, problems = parse(REPLIES[name], dumps(reply))
    assert problems == ()
    assert says_nothing(made) is nothing


@pytest.mark.parametrize("label", ["S1", "[s1]", " s1 ", "s1.", "(S1)"])
def test_a_label_is_read_however_it_is_written(label):
    """Capitals, brackets, blanks and dots around it change nothing, in lists too."""
    reply, problems = parse(ExtractReply, dumps({"claims": [claim(label, "It is.", more=[label])], "orders": [label]}))
    assert (reply.claims[0].label, reply.claims[0].more, reply.orders, problems) == ("s1", ["s1"], ["s1"], ())


def test_a_wrong_label_in_a_list_costs_only_itself():
    """What is no label is passed over, and each label is named once."""
    facts = [{"claims": ["c1", "c1", "c999", "x", 7, "C2"], "part": ["f1"]}]
    reply, problems = parse(RelateReply, dumps({"facts": facts, "discrepancies": []}))
    assert (reply.facts[0].claims, reply.facts[0].part, problems) == (["c1", "c2"], [], ())


def test_what_a_server_leaves_out_or_adds_does_no_harm():
    """Extra keys are passed over, and fields that tell less than the statement may be missing."""
    bare = {"label": "s1", "statement": "It is.", "mood": "grim"}
    reply, problems = parse(ExtractReply, dumps({"claims": [bare], "confidence": 1}))
    (made,) = reply.claims
    assert (made.kind, made.status, made.weight, made.speaker, made.more) == ("statement", "confirmed", 3, "", [])
    assert (reply.orders, problems) == ([], ())


@pytest.mark.parametrize(("weight", "read"), [(9, 5), (0, 1), (3.6, 4), ("high", 3), (None, 3)])
def test_a_weight_is_a_whole_number_from_one_to_five(weight, read):
    """Out of range it is the nearest, and three where it is none."""
    assert parse(ExtractReply, dumps({"claims": [claim("s1", "It is.", weight=weight)]}))[0].claims[0].weight == read


def test_capitals_of_a_kind_or_verdict_change_nothing():
    """ "Supported" and "CONFLICT " are read."""
    check = {"label": "P1", "unsupported": "", "verdict": "Supported"}
    assert parse(JudgeReply, dumps({"checks": [check]}))[0].checks[0].verdict == "supported"
    check = {"label": "p1", "astray": [], "reason": "", "verdict": " CONFLICT "}
    assert parse(DisputesReply, dumps({"checks": [check]}))[0].checks[0].verdict == "conflict"


def test_a_raw_newline_or_tab_in_a_string_is_a_blank():
    """Servers that do not enforce JSON let them through."""
    text = dumps({"claims": [claim("s1", "It is so.")]}).replace("is so", "is\n\tso")
    assert parse(ExtractReply, text)[0].claims[0].statement == "It is so."


def test_json_that_goes_on_inside_a_string_is_cut_off():
    """A small model that forgets the closing mark writes its JSON into the statement."""
    text = dumps({"claims": [claim("s1", 'He took office."},{"label":"s2')]})
    assert parse(ExtractReply, text)[0].claims[0].statement == "He took office."


@pytest.mark.parametrize(
    "frame",
    [
        "```json\n{}\n```",
        "Here is the JSON:\n```\n{}\n```\nI hope it helps.",
        "Sure! {} Anything else?",
        "<think>Maybe {{'claims': []}}? No.</think>\n{}",
        '<think>Perhaps {{"claims": [1]}}.</think>{}',
        'The claims are {{few}}. </think>{{"claims":[],"orders":[]}} or better {}',
        "<|channel|>analysis<|message|>Hm {{}}<|end|><|channel|>final<|message|>{}",
    ],
)
def test_text_around_the_object_is_passed_over(frame):
    """A fence, prose or thoughts around the object do not hide its items."""
    reply, problems = parse(ExtractReply, frame.format(dumps({"claims": CLAIMS})))
    assert len(reply.claims) == 2
    assert problems == ()


def test_of_two_objects_the_last_that_fits_counts():
    """What stands before may be a draft, what stands behind may be something else."""
    first, last = ({"claims": [claim("s1", text)]} for text in ("A draft.", "The answer."))
    text = f"{dumps(first)}\nNo, better:\n{dumps(last)}\n{dumps({'done': True})} {dumps({'claims': [3]})}"
    assert parse(ExtractReply, text)[0].claims[0].statement == "The answer."


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
    one = sentence(("A", ["f1", "f2"]), ("B", ["f3"]))
    text = dumps({"bottom_line": [one, one]})
    first = text.index(dumps(one)) + len(dumps(one))
    for cut in range(first, len(text)):
        reply, _ = parse(ComposeReply, text[:cut])
        assert {dumps(s.model_dump()) for s in reply.bottom_line} == {dumps(one)}
    for cut in range(first):
        with pytest.raises(EndpointError):
            parse(ComposeReply, text[:cut])


def test_each_list_of_a_cut_reply_is_kept_as_far_as_it_is_whole():
    """The facts that arrived are kept where the discrepancies were cut, and the bottom line where the sections were."""
    text = dumps(WHOLE["relate"])
    reply, problems = parse(RelateReply, text[: text.index('"question"')])
    assert ([f.claims for f in reply.facts], reply.discrepancies, bool(problems)) == ([["c1", "c2"]], [], True)
    text = dumps(WHOLE["compose"])
    reply, _ = parse(ComposeReply, text[: text.index('"sections"') + 20])
    assert (len(reply.bottom_line), reply.sections) == (1, [])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"label": "s41"}, "label"),
        ({"label": "3"}, "label"),
        ({"label": None}, "label"),
        ({"statement": 7}, "statement"),
        ({"kind": "opinion"}, "kind"),
        ({"status": "sure"}, "status"),
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
        ("I cannot do that.", "not_json"),
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
    for reply_type in REPLIES.values():
        first = next(iter(reply_type.model_fields))
        for before in ("", f'{{"{first}":[', f'{{"{first}":[{{"label":"s1",', f'[{{"{first}": '):
            try:
                parse(reply_type, before + text)
            except EndpointError as error:
                assert error.code in {"empty", "not_json", "schema"}
