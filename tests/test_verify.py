"""`verify` lets every honest brief pass and names the fault of every forged one, from the JSON alone."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief
from briefing.errors import InputError
from briefing.pipeline import generate
from briefing.verify import judged, unchecked, verify
from tests.briefs import BRIEF, with_judge
from tests.runs import ROOT, SAMPLES, SEEDS, TOPICS, command, flood, port
from tests.scripted import FLOOD, cast, echo, good_judge, lines_of, lying, no, reworded, writer
from tests.server import Script, Server, serve

Json = dict[str, Any]


def honest() -> list[Any]:
    gone = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared articles are not here")
    return [
        pytest.param(SAMPLES, "kfor-rutte", id="samples"),
        pytest.param(SEEDS, "kfor-rutte", id="seeds", marks=gone),
        *(pytest.param(t / "articles", str(t / "topic.toml"), id=t.name) for t in TOPICS),
        *(pytest.param(t / "articles", "general", id=f"{t.name}-general") for t in TOPICS),
    ]


@pytest.mark.parametrize(("folder", "topic"), honest())
@pytest.mark.parametrize("script", [None, echo, reworded, lying])
def test_every_honest_brief_passes(
    folder: Path, topic: str, script: Script | None, endpoint: Callable[[Script], Server]
) -> None:
    """No fault is found in what the program made, without a model, with a faithful one and with one that lies."""
    options: Json = {"model": "scripted", "base_url": endpoint(script).url} if script else {}
    brief = generate([folder], topic=topic, as_of="2025-06-01", **options)
    assert verify(brief) == []
    assert verify(Brief.model_validate_json(brief.model_dump_json())) == []


def flooded(folder: Path) -> Brief:
    """A brief in a model's words, judged: with figures, a timeline, discrepancies of three kinds and gaps of both."""
    with serve(cast(writer(FLOOD), good_judge(FLOOD))) as server:
        brief = generate([flood(folder)], topic="general", as_of="2025-05-08", model="scripted", base_url=server.url)
    assert brief.method.judge is not None
    assert brief.method.judge.trusted
    return brief


def test_a_brief_in_a_model_s_own_words_passes(tmp_path: Path) -> None:
    """Statements and sentences that a trusted judge let in pass the certain checks, also when they are read back."""
    brief = flooded(tmp_path)
    assert {c.check for c in brief.claims} == {"judged"}
    assert verify(brief) == []
    assert verify(Brief.model_validate_json(brief.model_dump_json())) == []


def test_the_end_of_a_line_is_a_good_attribution(tmp_path: Path) -> None:
    """A speaker that is named with the full stop of its line, or with half of it, stands in the article as well."""

    def sloppy(request: Json, n: int) -> Any:
        reply = writer(FLOOD)(request, n)
        for claim in reply.get("claims", []):
            claim["speaker"] = " ".join(dict(lines_of(request))[claim["label"]].split()[-3:])
        return reply

    with serve(cast(sloppy, good_judge(FLOOD))) as server:
        brief = generate([flood(tmp_path)], topic="general", model="scripted", base_url=server.url)
    said = [c.attribution for claim in brief.claims for c in claim.citations if c.attribution]
    assert any(who.endswith(".") for who in said)
    assert verify(brief) == []


@pytest.fixture(scope="module")
def digest() -> Json:
    """The samples without a model."""
    return json.loads(generate([SAMPLES], topic="kfor-rutte", as_of="2025-03-10").model_dump_json())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The flood in a model's words."""
    return json.loads(flooded(tmp_path_factory.mktemp("flood")).model_dump_json())


def claim_of(body: Json, words: str) -> Json:
    return next(c for c in body["claims"] if words in c["statement"])


def item_of(body: Json, words: str) -> Json:
    items = [*body["bottom_line"], *(item for section in body["sections"] for item in section["items"])]
    return next(item for item in items if words in item["text"])


def any_item(body: Json) -> Json:
    return next(item for section in body["sections"] for item in section["items"])


def source_of(body: Json, citation: Json) -> Json:
    return next(s for s in body["sources"] if s["id"] == citation["source_id"])


def find(entries: list[Json], **wanted: Any) -> Json:
    return next(e for e in entries if all(e[k] == v for k, v in wanted.items()))


def retext(item: Json, old: str, new: str) -> None:
    """Change an item's words, with its spans kept in step, so that only the words are wrong."""
    assert old in item["text"]
    at, shift = item["text"].index(old), len(new) - len(old)
    item["text"] = item["text"].replace(old, new, 1)
    for span in item["spans"]:
        span["start"] += shift if span["start"] > at else 0
        span["end"] += shift if span["end"] > at else 0


# Each changes an honest brief in one way and returns what the report must say of it.


def quote_changed(b: Json) -> str:
    b["claims"][0]["citations"][0]["quote"] += "!"
    return r"claim c1: the quote .* does not stand at"


def offset_shifted(b: Json) -> str:
    c = b["claims"][3]["citations"][0]
    c["start"], c["end"] = c["start"] + 1, c["end"] + 1
    return r"claim c4: the quote .* does not stand at"


def negative_offset(b: Json) -> str:
    c = b["claims"][3]["citations"][0]
    length = len(source_of(b, c)["text"])
    c["start"], c["end"] = c["start"] - length, c["end"] - length
    return r"claim c4: the quote .* does not stand at"


def hash_changed(b: Json) -> str:
    b["sources"][0]["text_sha256"] = "0" * 64
    return r"source .*the text does not have the hash"


def text_changed(b: Json) -> str:
    b["sources"][0]["text"] = b["sources"][0]["text"].replace("Osmani", "Kurti").replace("the", "teh", 1)
    return r"source .*the text does not have the hash"


def text_and_hash_changed(b: Json) -> str:
    s = b["sources"][0]
    s["text"] += " The mission ended."
    s["text_sha256"] = hashlib.sha256(s["text"].encode()).hexdigest()
    return r"source .*the id is not taken from the hash"


def prefix_changed(b: Json) -> str:
    b["claims"][1]["citations"][0]["prefix"] = "according to nobody "
    return r"claim c2: prefix or suffix"


def prefix_emptied(b: Json) -> str:
    find([c["citations"][0] for c in b["claims"] if c["citations"][0]["start"] > 100], url=None)["prefix"] = ""
    return r"prefix or suffix"


def attribution_invented(b: Json) -> str:
    b["claims"][2]["citations"][0]["attribution"] = "Defence Minister Aldo Quent"
    return r"'Defence Minister Aldo Quent' stands nowhere"


def statement_changed(b: Json) -> str:
    claim = next(c for c in b["claims"] if re.search(r"\d{3}", c["statement"]))
    claim["statement"] = re.sub(r"\d(?=\D*$)", "8" if "9" in claim["statement"] else "9", claim["statement"])
    return r"claim .*(does not stand|number)"


def citation_of_another_source(b: Json) -> str:
    b["claims"][-1]["citations"].append(copy.deepcopy(b["claims"][0]["citations"][0]))
    return r"origins is given as|does not stand on|leads to"


def citation_swapped(b: Json) -> str:
    b["claims"][-1]["citations"] = copy.deepcopy(b["claims"][0]["citations"])
    return r"claim .*(verbatim statement does not stand in any quote|does not stand on)"


def citations_removed(b: Json) -> str:
    b["claims"][5]["citations"] = []
    return r"claim c6: has no citation"


def source_unknown(b: Json) -> str:
    b["claims"][5]["citations"][0]["source_id"] = "anowhere"
    return r"claim c6: cites anowhere, which is not here"


def off_topic_cited(b: Json) -> str:
    source_of(b, b["claims"][0]["citations"][0])["on_topic"] = False
    return r"claim c1: cites .*off the topic"


def off_topic_claimed(b: Json) -> str:
    b["sources"][0]["on_topic"] = False
    return r"source .*on the topic is given as False"


def url_changed(b: Json) -> str:
    b["claims"][0]["citations"][0]["url"] = "https://example.org/other"
    return r"claim c1: the url of"


def origins_inflated(b: Json) -> str:
    b["claims"][0]["origins"] = {"established": 3, "possible": 4}
    return r"claim c1: origins is given as established=3 possible=4"


def origin_of_a_source_invented(b: Json) -> str:
    find(b["sources"], origin=None)["origin"] = "Own correspondent"
    return r"its origin is given as Own correspondent, and found to be None"


def copy_claimed(b: Json) -> str:
    first, second = [s for s in b["sources"] if s["duplicate_of"] is None][:2]
    second["duplicate_of"] = first["id"]
    return r"what it copies is given as a\w+, and found to be None"


def credibility_raised(b: Json) -> str:
    b["claims"][0]["credibility"] = 1
    return r"claim c1: credibility is given as 1, and found"


def reliability_raised(b: Json) -> str:
    for claim in b["claims"]:
        claim["reliability"] = "A"
    return r"claim c1: reliability is given as A, and found"


def event_date_changed(b: Json) -> str:
    next(c for c in b["claims"] if c["event_date"])["event_date"] = "2025-03-12"
    return r"the date 2025-03-12 is not what its quotes say"


def event_words_changed(b: Json) -> str:
    next(c for c in b["claims"] if c["event_date"])["event_date_as_written"] = "next week"
    return r"the date 'next week' is not written so"


def merged_invented(b: Json) -> str:
    b["claims"][0]["merged_from"] = ["The Mirabel Alliance will leave Cordova in 1987."]
    return r"'The Mirabel Alliance .*', which was merged into it, stands on none"


def claim_id_unknown(b: Json) -> str:
    item = any_item(b)
    item["claim_ids"] = item["spans"][0]["claim_ids"] = ["c999"]
    return r"leads to claim c999, which is not here"


def claim_twice(b: Json) -> str:
    b["claims"].append(copy.deepcopy(b["claims"][0]))
    return r"claim c1: the id stands twice"


def source_twice(b: Json) -> str:
    b["sources"].append(copy.deepcopy(b["sources"][0]))
    return r"source .*: the id stands twice"


def discrepancy_twice(b: Json) -> str:
    b["discrepancies"].append(copy.deepcopy(b["discrepancies"][0]))
    return r"discrepancy d1: the id stands twice"


def claim_dropped(b: Json) -> str:
    used = json.dumps([b["bottom_line"], b["sections"], b["key_figures"], b["timeline"], b["discrepancies"], b["gaps"]])
    claim = next(c for c in b["claims"] if f'"{c["id"]}"' not in used)
    b["claims"].remove(claim)
    b["rejected"] = [r for r in b["rejected"] if r["statement"] != claim["statement"]]
    return r"is neither quoted nor listed as rejected"


def bottom_line_edited(b: Json) -> str:
    retext(b["bottom_line"][0], b["bottom_line"][0]["text"].split()[0], "Reportedly")
    return r"bottom line 1: .*(not the statement of the claim|:)"


def item_number_changed(b: Json) -> str:
    items = [*(i for s in b["sections"] for i in s["items"]), *b["bottom_line"]]
    item = next(i for i in items if re.search(r"\d", i["text"]))
    retext(item, re.search(r"\d+", item["text"])[0], "77")
    return r"(not the statement of the claim|date|number)"


def item_name_swapped(b: Json) -> str:
    item = item_of(b, "Rutte" if "Rutte" in json.dumps(b["sections"]) else "Marta Kolb")
    retext(item, "Rutte" if "Rutte" in item["text"] else "Kolb", "Stoltenberg")
    return r"(not the statement of the claim|name)"


def span_removed(b: Json) -> str:
    any_item(b)["spans"] = []
    return r"no citation behind"


def span_shortened(b: Json) -> str:
    any_item(b)["spans"][-1]["end"] -= 9
    return r"no citation behind"


def span_stretched(b: Json) -> str:
    any_item(b)["spans"][-1]["end"] += 9
    return r"span .* is outside the text"


def item_repeated(b: Json) -> str:
    items = b["sections"][0]["items"]
    items.append(copy.deepcopy(items[0]))
    return r"stands in section .* item 1 already"


def mode_changed(b: Json) -> str:
    b["method"]["mode"] = "model" if b["method"]["mode"] == "extractive" else "extractive"
    return r"method: the mode is given as (model|extractive), and found"


def model_hidden(b: Json) -> str:
    b["method"]["model"] = None
    b["method"]["calls"] = max(1, b["method"]["calls"])
    return r"method: names no model"


def counts_changed(b: Json) -> str:
    b["method"]["items_by_model"] += 3
    b["method"]["items_verbatim"] += 2
    return r"method: the number of items by a model is given as \d+, and found"


def figure_value_changed(b: Json) -> str:
    b["key_figures"][0]["values"][0]["value"] = "Over 4,800"
    return r"key figure .*'Over 4,800' stands in none of its claims"


def figure_number_changed(b: Json) -> str:
    b["key_figures"][0]["values"][0]["number"] = 46_000
    return r"key figure .*is not read as 46000"


def figure_qualifier_dropped(b: Json) -> str:
    next(v for f in b["key_figures"] for v in f["values"] if v["qualifier"])["qualifier"] = None
    return r"key figure .*is not read as .*exactly"


def figure_day_changed(b: Json) -> str:
    next(v for f in b["key_figures"] for v in f["values"] if v["as_of"])["as_of"] = "2025-03-30"
    return r"given as of 2025-03-30, which is no day of its claims or sources"


def figure_label_changed(b: Json) -> str:
    b["key_figures"][0]["label"] = "Serbia Montenegro: troops in Belgrade"
    return r"stands in none of its articles"


def figure_agreed(b: Json) -> str:
    figure = next(f for f in b["key_figures"] if len(f["values"]) > 1)
    figure["status"] = "agreed"
    return r"key figure .*is given as agreed, and has 2 values"


def timeline_date_changed(b: Json) -> str:
    b["timeline"][0]["date"] = "2025-03-13"
    return r"timeline .*2025-03-13 .* is not the date"


def timeline_text_changed(b: Json) -> str:
    b["timeline"][0]["text"] = "The mission ended."
    return r"timeline 'The mission ended.': 'The mission ended.' is the statement of none"


def timeline_status_changed(b: Json) -> str:
    b["timeline"][0]["status"] = "denied"
    return r"timeline .*its status is given as denied, and found to be confirmed"


def timeline_precision_changed(b: Json) -> str:
    find(b["timeline"], precision="day")["precision"] = "year"
    return r"timeline .*its precision is given as year, and found to be day"


def position_value_changed(b: Json) -> str:
    b["discrepancies"][0]["positions"][0]["value"] = "19 March"
    return r"discrepancy d1: '19 March' stands in none of its claims"


def position_statement_changed(b: Json) -> str:
    b["discrepancies"][0]["positions"][0]["statement"] = "Rutte will not visit Kosovo at all."
    return r"discrepancy d1: 'Rutte will not .* is the statement of none"


def position_source_changed(b: Json) -> str:
    b["discrepancies"][0]["positions"][0]["source_ids"] = b["discrepancies"][0]["positions"][1]["source_ids"]
    return r"discrepancy d1: names source .*, which its claims do not cite"


def position_day_changed(b: Json) -> str:
    b["discrepancies"][0]["positions"][0]["reported"] = "2025-01-01"
    return r"discrepancy d1: 2025-01-01 is not when"


def position_dropped(b: Json) -> str:
    del b["discrepancies"][0]["positions"][1:]
    return r"discrepancy d1: has fewer than two positions"


def question_changed(b: Json) -> str:
    b["discrepancies"][0]["question"] = "When will Vladimir Zelenka visit Montenegro?"
    return r"discrepancy d1: .*stands in none of its articles"


def sourced_gap_changed(b: Json) -> str:
    find(b["gaps"], basis="sourced")["text"] = "Nobody knows who pays."
    return r"gap 'Nobody knows who pays.': 'Nobody knows who pays.' is the statement of none"


def computed_gap_changed(b: Json) -> str:
    find(b["gaps"], basis="computed")["text"] = "All statements have a second established origin."
    return r"gap 'All statements .*is not what the brief's claims and articles show"


def computed_gap_dropped(b: Json) -> str:
    b["gaps"] = [g for g in b["gaps"] if g["basis"] != "computed"]
    return r"gaps: .* is missing"


def period_changed(b: Json) -> str:
    b["period"]["to"] = "2025-05-01"
    return r"period: to is given as 2025-05-01"


def section_renamed(b: Json) -> str:
    b["sections"][0]["title"] = "What everybody knows"
    return r"the topic has no section 'What everybody knows'"


def item_called_edited(b: Json) -> str:
    item = any_item(b)
    retext(item, item["text"].split()[-1], "in Albania.")
    item["wording"] = item["check"] = "edited"
    return r"is given as edited, and no decision of a review made it so"


def quote_cut_short(b: Json) -> str:
    citation = b["claims"][0]["citations"][0]
    citation["end"] -= 9
    citation["quote"] = citation["quote"][:-9]
    text = source_of(b, citation)["text"]
    citation["suffix"] = text[citation["end"] : citation["end"] + 32]
    return r"the quote .* is no whole line of"


def check_changed(b: Json) -> str:
    b["claims"][0]["check"] = "judged" if b["claims"][0]["check"] == "verbatim" else "verbatim"
    return r"claim c1: why (verbatim|model) words stand is given as (judged|verbatim)"


def check_emptied(b: Json) -> str:
    any_item(b)["check"] = None
    return r"why (verbatim|model) words stand is given as None"


def clock_changed(b: Json) -> str:
    b["claims"][0]["statement"] = b["claims"][0]["statement"].rstrip(".") + " at 23:10."
    return r"claim c1: does not stand on .*: clock"


def quotation_invented(b: Json) -> str:
    b["claims"][0]["statement"] = b["claims"][0]["statement"].rstrip(".") + ', "to everybody\'s regret".'
    return r"claim c1: does not stand on .*: quotation"


def part_changed(b: Json) -> str:
    item = next(i for s in b["sections"] for i in s["items"] if len(i["spans"]) > 1)
    retext(item, "2023", "2021")
    return r"section .*The dam workers.*2021.*: date"


def part_on_another_claim(b: Json) -> str:
    item = next(i for s in b["sections"] for i in s["items"] if len(i["spans"]) > 1)
    other = claim_of(b, "Eleven people were injured")["id"]
    item["spans"][0]["claim_ids"] = [other]
    item["claim_ids"] = [other, *item["spans"][1]["claim_ids"]]
    return r"section .*The dam workers.*: date"


def judge_hidden(b: Json) -> str:
    b["method"]["judge"] = None
    return r"claim c1: is given as judged, and no model judged"


def judge_not_trusted(b: Json) -> str:
    b["method"]["judge"]["trusted"] = False
    return r"claim c1: is given as judged, and the judge was not trusted"


def judge_worse_than_said(b: Json) -> str:
    b["method"]["judge"]["false_caught"] = 5
    return r"judge: is given as trusted, and did not catch"


def judge_too_little_tested(b: Json) -> str:
    b["method"]["judge"] |= {"true_planted": 3, "true_passed": 3}
    return r"judge: is given as trusted, and did not catch"


def judge_beyond_all(b: Json) -> str:
    b["method"]["judge"]["false_caught"] = 99
    return r"judge: caught 99 of \d+"


# What any brief has, what only a digest has, and what only a brief in a model's words has.
BOTH: list[Callable[[Json], str]] = [
    quote_changed, offset_shifted, negative_offset, hash_changed, text_changed, text_and_hash_changed, prefix_changed,
    prefix_emptied, attribution_invented, statement_changed, citation_of_another_source, citation_swapped,
    citations_removed, source_unknown, off_topic_cited, url_changed, origins_inflated, origin_of_a_source_invented,
    copy_claimed, credibility_raised, event_date_changed, event_words_changed, merged_invented, claim_id_unknown,
    claim_twice, source_twice, item_number_changed, item_name_swapped, item_called_edited,
    span_removed, span_shortened, span_stretched, item_repeated, mode_changed, model_hidden, counts_changed,
    timeline_date_changed, timeline_text_changed, timeline_status_changed, timeline_precision_changed,
    computed_gap_changed, computed_gap_dropped, period_changed, check_changed, check_emptied,
]  # fmt: skip
DIGEST: list[Callable[[Json], str]] = [
    bottom_line_edited,
    off_topic_claimed, reliability_raised, claim_dropped, section_renamed, quote_cut_short
]  # fmt: skip
WRITTEN: list[Callable[[Json], str]] = [
    discrepancy_twice, figure_value_changed, figure_number_changed, figure_qualifier_dropped, figure_day_changed,
    figure_label_changed, figure_agreed, position_value_changed, position_statement_changed, position_source_changed,
    position_day_changed, position_dropped, question_changed, sourced_gap_changed, clock_changed, quotation_invented,
    part_changed, part_on_another_claim, judge_hidden, judge_not_trusted, judge_worse_than_said,
    judge_too_little_tested, judge_beyond_all,
]  # fmt: skip


def assert_named(forge: Callable[[Json], str], honest: Json) -> None:
    forged = copy.deepcopy(honest)
    expected = forge(forged)
    assert forged != honest
    found = [str(flaw) for flaw in verify(Brief.model_validate(forged))]
    assert any(re.search(expected, flaw) for flaw in found), found


@pytest.mark.parametrize("forge", [*BOTH, *DIGEST], ids=lambda forge: forge.__name__)
def test_a_forgery_of_a_digest_is_named(forge: Callable[[Json], str], digest: Json) -> None:
    """One thing changed in a brief made without a model is found, and the report says what and where."""
    assert_named(forge, digest)


@pytest.mark.parametrize("forge", [*BOTH, *WRITTEN], ids=lambda forge: forge.__name__)
def test_a_forgery_of_a_written_brief_is_named(forge: Callable[[Json], str], written: Json) -> None:
    """One thing changed in a brief in a model's words is found as well."""
    assert_named(forge, written)


def test_a_brief_of_version_1_is_refused(digest: Json) -> None:
    """Its wording rested on rules that are no more: whoever verifies it is told so, and nothing is said to hold."""
    old = Brief.model_validate({**digest, "schema_version": 1})
    for look in (verify, unchecked):
        with pytest.raises(InputError, match="version 1"):
            look(old)


def test_a_judge_that_was_not_trusted_may_stand_in_a_digest() -> None:
    """The score of a judge that failed is printed, and is no fault where nothing rests on it."""
    failed = with_judge(BRIEF, trusted=False)
    assert not any(flaw.where == "judge" for flaw in verify(failed))


def test_the_command_names_each_fault_and_what_it_did_not_check(tmp_path: Path) -> None:
    """Status 0 with what could not be checked for an honest brief; status 1 with every fault for a forged one."""
    path = tmp_path / "b.json"
    command("generate", port(tmp_path / "articles"), "--topic", "general", "-o", path)
    good = command("verify", path)
    assert good.returncode == 0
    first, *rest = good.stdout.splitlines()
    assert first == f"{path}: no fault found"
    assert rest
    assert all(line.startswith("not checked: ") for line in rest)
    body = json.loads(path.read_text("utf-8"))
    body["claims"][0]["citations"][0]["quote"] += "!"
    body["method"]["items_by_model"] = 7
    path.write_text(json.dumps(body), "utf-8")
    bad = command("verify", path)
    assert bad.returncode == 1
    assert "claim c1: the quote" in bad.stdout
    assert "method: the number of items by a model is given as 7, and found to be 0" in bad.stdout
    assert "no fault found" not in bad.stdout


@pytest.mark.parametrize("text", ["", "{}", "not JSON", '{"schema_version": 3}'])
def test_what_is_no_brief_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    """A file of another kind gives status 1 and one line."""
    (tmp_path / "b.json").write_text(text, "utf-8")
    done = command("verify", tmp_path / "b.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"briefing: .+\n", done.stderr)


def test_what_a_model_was_asked_is_told_as_unchecked(written: Json, digest: Json) -> None:
    """What a model answered, and what its words mean, cannot be checked from the JSON, and the report says so."""
    assert any("scripted" in line for line in unchecked(Brief.model_validate(written)))
    assert not any("scripted" in line for line in unchecked(Brief.model_validate(digest)))


def test_a_model_judges_every_sentence_anew(tmp_path: Path) -> None:
    """A judge that knows the truth finds nothing in an honest brief, and the one sentence of another that is false."""
    brief = flooded(tmp_path / "articles")
    body = json.loads(brief.model_dump_json())
    item = next(i for s in body["sections"] for i in s["items"] if "Orla Power denies" in i["text"])
    retext(item, "denies", "admits")
    path = tmp_path / "b.json"
    path.write_text(brief.model_dump_json(), "utf-8")
    with serve(good_judge(FLOOD)) as server:
        done = command("verify", path, "--model", "m", "--base-url", server.url, "--cache", tmp_path / "c.sqlite")
        (flaw,), _ = judged(Brief.model_validate(body), model="m", base_url=server.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{path}: no fault found" in done.stdout
    assert re.search(r"^Checked by m, which caught (\d+) of \1 planted faults\.$", done.stdout, re.MULTILINE)
    assert "which a model judged" not in done.stdout
    assert re.match(r"section \w+ item \d+: its evidence does not say ", str(flaw))


def test_nothing_of_a_digest_is_asked(digest: Json, tmp_path: Path) -> None:
    """Where all is a source's own words there is nothing to judge, and nobody is asked."""
    with serve(no) as server:
        assert judged(Brief.model_validate(digest), model="m", base_url=server.url) == ([], None)
        assert server.requests == []


def test_a_model_that_fails_its_test_finds_nothing(tmp_path: Path) -> None:
    """Who says no to everything is found out: no fault is told, what is meant is not checked, and the status is 3."""
    path = tmp_path / "b.json"
    path.write_text(flooded(tmp_path / "articles").model_dump_json(), "utf-8")
    with serve(no) as server:
        done = command("verify", path, "--model", "m", "--base-url", server.url, "--cache", tmp_path / "c.sqlite")
    assert done.returncode == 3
    assert "its judgement was not used" in done.stdout
    assert "which a model judged" in done.stdout
    assert "a model finds" not in done.stdout


@pytest.mark.slow
def test_no_brief_that_the_tests_make_has_a_fault() -> None:
    """All quick tests run again with each brief that they make verified at once: not one false alarm."""
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.every_brief", "-m", "not slow", "tests"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=1_200, check=False)
    assert done.returncode == 0, done.stdout[-4_000:]
