"""`verify` lets every honest brief pass and names the fault of every forged one, from the JSON alone."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.pipeline import generate
from briefing.records.brief import Brief
from briefing.verify import unchecked, verify
from tests.runs import SAMPLES, SEEDS, TOPICS, command, port
from tests.server import Script, Server, echo, lying, serve

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
@pytest.mark.parametrize("script", [None, echo, lying])
def test_every_honest_brief_passes(
    folder: Path, topic: str, script: Script | None, endpoint: Callable[[Script], Server]
) -> None:
    """No fault is found in what the program made, without a model, with a faithful one and with one that lies."""
    options: Json = {"model": "scripted", "base_url": endpoint(script).url} if script else {}
    brief = generate([folder], topic=topic, as_of="2025-06-01", **options)
    assert verify(brief) == []
    assert verify(Brief.model_validate_json(brief.model_dump_json())) == []


@pytest.fixture(scope="module")
def digest() -> Json:
    """The samples without a model: it has figures, a timeline, discrepancies of three kinds and gaps of both."""
    return json.loads(generate([SAMPLES], topic="kfor-rutte", as_of="2025-03-10").model_dump_json())


@pytest.fixture(scope="module")
def written() -> Json:
    """The samples with a faithful model."""
    with serve(echo) as server:
        brief = generate([SAMPLES], topic="kfor-rutte", as_of="2025-03-10", model="scripted", base_url=server.url)
    return json.loads(brief.model_dump_json())


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
    claim = claim_of(b, "4,700")
    claim["statement"] = claim["statement"].replace("4,700", "4,900")
    return r"claim .*(does not stand|number)"


def citation_of_another_source(b: Json) -> str:
    claim = claim_of(b, "Over 4,600")
    claim["citations"].append(copy.deepcopy(b["claims"][0]["citations"][0]))
    return r"counts 1 established and 1 possible|does not stand on|leads to"


def citation_swapped(b: Json) -> str:
    claim_of(b, "Over 4,600")["citations"] = copy.deepcopy(b["claims"][0]["citations"])
    return r"claim .*(verbatim statement does not stand in any quote|does not stand on)"


def citations_removed(b: Json) -> str:
    b["claims"][5]["citations"] = []
    return r"claim c6: has no citation"


def source_unknown(b: Json) -> str:
    b["claims"][5]["citations"][0]["source_id"] = "anowhere"
    return r"claim c6: cites anowhere, which is not here"


def off_topic_cited(b: Json) -> str:
    source = find(b["sources"], on_topic=False)
    end = source["text"].index(".") + 1
    b["claims"][0]["citations"][0] |= {
        "source_id": source["id"], "start": 0, "end": end, "quote": source["text"][:end], "prefix": "",
        "suffix": source["text"][end : end + 32], "url": source["url"], "attribution": None,
    }  # fmt: skip
    return r"claim c1: cites .*off the topic"


def on_topic_claimed(b: Json) -> str:
    find(b["sources"], on_topic=False)["on_topic"] = True
    return r"source .*given as on the topic"


def url_changed(b: Json) -> str:
    b["claims"][0]["citations"][0]["url"] = "https://example.org/other"
    return r"claim c1: the url of"


def origins_inflated(b: Json) -> str:
    b["claims"][0]["origins"] = {"established": 3, "possible": 4}
    return r"claim c1: counts 3 established and 4 possible origins"


def origin_of_a_source_invented(b: Json) -> str:
    find(b["sources"], origin=None)["origin"] = "Own correspondent"
    return r"has the origin 'Own correspondent', its text shows None"


def copy_claimed(b: Json) -> str:
    first, second = (s for s in b["sources"] if s["origin"] == "RFE/RL")
    second["duplicate_of"] = first["id"]
    return r"given as a copy of a\w+, its text shows None"


def credibility_raised(b: Json) -> str:
    b["claims"][0]["credibility"] = 1
    return r"claim c1: credibility 1, by its origins and status it is"


def reliability_raised(b: Json) -> str:
    for claim in b["claims"]:
        claim["reliability"] = "A"
    return r"claim c1: reliability A, the topic's table gives"


def status_hardened(b: Json) -> str:
    find(b["claims"], status="expected")["status"] = "confirmed"
    return r"is given as confirmed, its quotes say no more than expected"


def allegation_hardened(b: Json) -> str:
    find(b["claims"], status="alleged")["status"] = "confirmed"
    return r"is given as confirmed, its quotes say no more than alleged"


def event_date_changed(b: Json) -> str:
    find(b["claims"], event_date="2025-03-11")["event_date"] = "2025-03-12"
    return r"the date 2025-03-12 is not what its quotes say"


def event_words_changed(b: Json) -> str:
    find(b["claims"], event_date="2025-03-11")["event_date_as_written"] = "next week"
    return r"the date 'next week' is not written so"


def brackets_filled(b: Json) -> str:
    claim = next(c for c in b["claims"] if "[" in c["statement"])
    claim["statement"] = re.sub(r"\[[^\]]*?(:?)\]", r"[Aldo Quent\1]", claim["statement"], count=1)
    return r"\[Aldo Quent:?\] stands nowhere"


def merged_invented(b: Json) -> str:
    b["claims"][0]["merged_from"] = ["KFOR will leave Kosovo in April."]
    return r"'KFOR will leave Kosovo in April.', which was merged into it, stands on none"


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
    return r"is neither quoted nor listed as rejected"


def refusal_hidden(b: Json) -> str:
    b["rejected"] = [r for r in b["rejected"] if r["reason"]["code"] != "off_topic"]
    return r"is neither quoted nor listed as rejected"


def bottom_line_edited(b: Json) -> str:
    retext(b["bottom_line"][0], b["bottom_line"][0]["text"].split()[0], "Reportedly")
    return r"bottom line 1: .*(not the statement of the claim|:)"


def item_number_changed(b: Json) -> str:
    item = item_of(b, "11 March")
    retext(item, "11 March", "14 March")
    return r"(not the statement of the claim|date|number)"


def item_name_swapped(b: Json) -> str:
    item = item_of(b, "Rutte")
    retext(item, "Rutte", "Stoltenberg")
    return r"(not the statement of the claim|name)"


def item_called_edited(b: Json) -> str:
    item = item_of(b, "Kosovo")
    retext(item, "Kosovo", "Albania")
    item["wording"] = "edited"
    b["method"]["items_verbatim"] -= 1
    return r"name: .*Albania"


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
    b["method"]["items_verbatim"] += 1
    return r"stands in section .* item 1 already"


def mode_changed(b: Json) -> str:
    b["method"]["mode"] = "model" if b["method"]["mode"] == "extractive" else "extractive"
    return r"method: says (model|extractive), the items' wordings say"


def model_hidden(b: Json) -> str:
    b["method"]["model"] = None
    b["method"]["calls"] = max(1, b["method"]["calls"])
    return r"method: names no model"


def counts_changed(b: Json) -> str:
    b["method"]["items_by_model"] += 3
    b["method"]["items_verbatim"] += 2
    return r"method: counts \d+ items by a model, there are"


def figure_value_changed(b: Json) -> str:
    value = next(v for f in b["key_figures"] for v in f["values"] if v["number"] == 4600)
    value["value"] = "Over 4,800"
    return r"key figure .*'Over 4,800' stands in none of its claims"


def figure_number_changed(b: Json) -> str:
    next(v for f in b["key_figures"] for v in f["values"] if v["number"] == 4600)["number"] = 46_000
    return r"key figure .*is not read as 46000"


def figure_qualifier_dropped(b: Json) -> str:
    next(v for f in b["key_figures"] for v in f["values"] if v["qualifier"])["qualifier"] = None
    return r"key figure .*is not read as .*exactly"


def figure_day_changed(b: Json) -> str:
    next(v for f in b["key_figures"] for v in f["values"] if v["as_of"])["as_of"] = "2025-03-30"
    return r"given as of 2025-03-30, which is no day of its sources"


def figure_label_changed(b: Json) -> str:
    b["key_figures"][0]["label"] = "Serbia Montenegro: troops in Belgrade"
    return r"stands in none of its articles"


def figure_agreed(b: Json) -> str:
    figure = next(f for f in b["key_figures"] if len(f["values"]) > 1)
    figure["status"] = "agreed"
    return r"key figure .*is given as agreed, and has 2 values"


def figure_backed(b: Json) -> str:
    find(b["key_figures"], status="single-origin")["status"] = "agreed"
    return r"key figure .*is given as agreed; with one value"


def timeline_date_changed(b: Json) -> str:
    find(b["timeline"], date="2025-03-11")["date"] = "2025-03-13"
    return r"timeline .*2025-03-13 .* is not the date"


def timeline_text_changed(b: Json) -> str:
    b["timeline"][0]["text"] = "The mission ended."
    return r"timeline 'The mission ended.': the text is not that of its claim"


def timeline_status_hardened(b: Json) -> str:
    find(b["timeline"], status="expected")["status"] = "confirmed"
    return r"timeline .*is given as confirmed, its claim as expected|denied"


def timeline_precision_changed(b: Json) -> str:
    find(b["timeline"], precision="day")["precision"] = "year"
    return r"timeline .*is not known to the year"


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
    return r"gap 'Nobody knows who pays.': the text is not that of its claim"


def computed_gap_changed(b: Json) -> str:
    find(b["gaps"], basis="computed")["text"] = "All statements have a second established origin."
    return r"gap 'All statements .*is not what the brief's claims and articles show"


def computed_gap_dropped(b: Json) -> str:
    b["gaps"] = [g for g in b["gaps"] if g["basis"] != "computed"]
    return r"gaps: .* is missing"


def period_changed(b: Json) -> str:
    b["period"]["to"] = "2025-05-01"
    return r"period: .* is not that of the sources"


def section_renamed(b: Json) -> str:
    b["sections"][0]["title"] = "What everybody knows"
    return r"the topic has no section 'What everybody knows'"


FORGERIES: list[Callable[[Json], str]] = [
    quote_changed, offset_shifted, negative_offset, hash_changed, text_changed, text_and_hash_changed, prefix_changed,
    prefix_emptied, attribution_invented, statement_changed, citation_of_another_source, citation_swapped,
    citations_removed, source_unknown, off_topic_cited, on_topic_claimed, url_changed, origins_inflated,
    origin_of_a_source_invented, copy_claimed, credibility_raised, reliability_raised, status_hardened,
    allegation_hardened,
    event_date_changed, event_words_changed, brackets_filled, merged_invented, claim_id_unknown, claim_twice,
    source_twice, discrepancy_twice, claim_dropped, refusal_hidden, bottom_line_edited, item_number_changed,
    item_name_swapped, item_called_edited, span_removed, span_shortened, span_stretched, item_repeated, mode_changed,
    model_hidden, counts_changed, figure_value_changed, figure_number_changed, figure_qualifier_dropped,
    figure_day_changed, figure_label_changed, figure_agreed, figure_backed, timeline_date_changed,
    timeline_text_changed, timeline_status_hardened, timeline_precision_changed, position_value_changed,
    position_statement_changed, position_source_changed, position_day_changed, position_dropped, question_changed,
    sourced_gap_changed, computed_gap_changed, computed_gap_dropped, period_changed, section_renamed,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forgery_of_a_digest_is_named(forge: Callable[[Json], str], digest: Json) -> None:
    """One thing changed in a brief made without a model is found, and the report says what and where."""
    forged = copy.deepcopy(digest)
    expected = forge(forged)
    assert forged != digest
    found = [str(flaw) for flaw in verify(Brief.model_validate(forged))]
    assert any(re.search(expected, flaw) for flaw in found), found


# These change what only a digest has: brackets, verbatim items, rumours split from their sentence.
DIGEST_ONLY = {
    brackets_filled,
    bottom_line_edited,
    item_called_edited,
    allegation_hardened,
    claim_dropped,
    refusal_hidden,
}


@pytest.mark.parametrize("forge", [f for f in FORGERIES if f not in DIGEST_ONLY], ids=lambda forge: forge.__name__)
def test_a_forgery_of_a_written_brief_is_found(forge: Callable[[Json], str], written: Json) -> None:
    """One thing changed in a brief in a model's words is found as well."""
    forged = copy.deepcopy(written)
    forge(forged)
    assert forged != written
    assert verify(Brief.model_validate(forged)) != []


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
    assert "method: counts 7 items by a model, there are 0" in bad.stdout
    assert "no fault found" not in bad.stdout


@pytest.mark.parametrize("text", ["", "{}", "not JSON", '{"schema_version": 2}'])
def test_what_is_no_brief_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    """A file of another kind gives status 1 and one line."""
    (tmp_path / "b.json").write_text(text, "utf-8")
    done = command("verify", tmp_path / "b.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"briefing: .+\n", done.stderr)


def test_what_a_model_was_asked_is_told_as_unchecked(written: Json, digest: Json) -> None:
    """The calls to a model leave no trace in the JSON that could be checked, and the report says so."""
    assert any("scripted" in line for line in unchecked(Brief.model_validate(written)))
    assert not any("model" in line for line in unchecked(Brief.model_validate(digest)))
