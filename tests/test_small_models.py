"""What small models do, as seen in their replies, costs the brief nothing: labels, copies, halves, repetitions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.records.brief import Brief
from tests.runs import made, port
from tests.server import claim, echo, lines_of, prompt_of, serve

LEDGER = "About 310 dockers have stopped work, the union said."
FORCE = "The force has some 4,600 soldiers from 29 countries, and about 1,250 of them are from Italy.\n"


def brief_of(folder: Path, said: Callable[[dict[str, Any]], list[dict[str, Any]]]) -> Brief:
    """A brief whose extract replies come from `said`, and whose other replies repeat what they are shown."""

    def script(request: dict[str, Any], n: int) -> dict[str, Any]:
        return {"claims": said(request)} if prompt_of(request) == "extract" else echo(request, n)

    with serve(script) as server:
        return made(folder, model="scripted", base_url=server.url)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return port(tmp_path / "in")


def test_copied_sentences_stand_as_their_facts(articles: Path):
    """A model that copies every sentence is counted as accepted, and the claims are those of a run without a model."""
    brief = brief_of(articles, lambda request: [claim(label, text) for label, text in lines_of(request)])
    floor = made(articles)
    assert brief.method.claims_accepted == brief.method.claims_proposed > 5
    assert {c.statement for c in brief.claims} == {c.statement for c in floor.claims}
    assert {c.wording for c in brief.claims} == {"verbatim"}


def test_labels_one_too_low_are_put_right(articles: Path):
    """A statement under the label of the sentence before is cited to the sentence that carries it."""

    def said(request: dict[str, Any]) -> list[dict[str, Any]]:
        found = [n for n, (_, text) in enumerate(lines_of(request)) if text == LEDGER]
        return [claim(f"s{max(1, n)}", "About 310 dockers stopped work, the union said.") for n in found]

    brief = brief_of(articles, said)
    (mine,) = [c for c in brief.claims if c.wording == "model"]
    assert [q.quote for q in mine.citations] == [LEDGER]


def test_half_a_sentence_is_refused(tmp_path: Path):
    """A statement that breaks off inside its sentence is listed as cut, and the sentence stands in its own words."""
    (tmp_path / "force.txt").write_text(FORCE, "utf-8")
    half = "The force has some 4,600 soldiers from 29 countries, and about"
    brief = brief_of(tmp_path, lambda _: [claim("s1", half)])
    assert {r.reason.code for r in brief.rejected if r.stage == "gate"} == {"cut"}
    assert not any(c.statement.endswith("and about") for c in brief.claims)
    assert any("1,250" in c.statement for c in brief.claims)


def test_a_figure_parted_at_its_comma_is_joined(tmp_path: Path):
    """What a model writes as "4, 600" is the article's 4,600; two numbers that the article has apart stay two."""
    (tmp_path / "force.txt").write_text(FORCE, "utf-8")
    brief = brief_of(tmp_path, lambda _: [claim("s1", "The force numbers some 4, 600 soldiers.")])
    assert [c.statement for c in brief.claims if c.wording == "model"] == ["The force numbers some 4,600 soldiers."]
    (tmp_path / "force.txt").write_text("Of the trains 4, 600 and 700 were late in May.\n", "utf-8")
    brief = brief_of(tmp_path, lambda _: [claim("s1", "Trains 4, 600 and 700 were late in May.")])
    assert not any("4,600" in c.statement for c in brief.claims)


def test_a_claim_said_endlessly_counts_once(articles: Path):
    """Repetitions of one claim are neither proposals nor claims of their own."""
    brief = brief_of(articles, lambda _: [claim("s1", "About 310 dockers stopped work, the union said.")] * 200)
    assert brief.method.claims_proposed <= 2
    assert sum(c.wording == "model" for c in brief.claims) == 1


def test_a_speaker_left_out_is_put_back(articles: Path):
    """A faithful statement without its source's speaker is accepted with the speaker behind it, and not without."""

    def said(request: dict[str, Any]) -> list[dict[str, Any]]:
        return [claim(label, "About 310 dockers stopped work.") for label, text in lines_of(request) if text == LEDGER]

    brief = brief_of(articles, said)
    mine = [c.statement for c in brief.claims if c.wording == "model"]
    assert mine == ["About 310 dockers stopped work, the union said."]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("Mark Rutte visited Kosovo on March 11.", "hedge_lost"),
        ("There were 4,700 soldiers in Kosovo.", "qualifier"),
        ("Mark Rutte is expected to visit Kosovo on March 11.", None),
        ("There are around 4,700 soldiers in Kosovo.", None),
    ],
)
def test_a_translation_is_not_surer_than_its_source(tmp_path: Path, statement: str, code: str | None):
    """What the Albanian source expects, or gives as about so many, is refused where the translation does not."""
    head = "---\npublished: 2025-03-06\nlanguage: sq\n---\n"
    text = "Mark Rutte pritet ta vizitojë Kosovën më 11 mars. Në Kosovë janë rreth 4.700 ushtarë.\n"
    (tmp_path / "a.txt").write_text(head + text, "utf-8")
    label = "s1" if "Rutte" in statement else "s2"
    brief = brief_of(tmp_path, lambda _: [claim(label, statement)])
    assert {r.reason.code for r in brief.rejected if r.stage == "gate"} == ({code} if code else set())
    assert (statement in {c.statement for c in brief.claims}) is (code is None)


def test_the_prompt_s_example_is_not_the_last_word(articles: Path):
    """A model that copies the example of the prompt and stops is asked again without it, and its claims count."""
    example = "Dockers struck again on Monday."
    asked: list[str] = []

    def said(request: dict[str, Any]) -> list[dict[str, Any]]:
        system = request["messages"][0]["content"]
        asked.append(system)
        if example in system:
            return [claim("s1", example), claim("s2", "...")]
        return [
            claim(n, "About 310 dockers stopped work, the union said.") for n, t in lines_of(request) if t == LEDGER
        ]

    brief = brief_of(articles, said)
    assert {r.reason.code for r in brief.rejected if r.stage == "gate"} == {"example"}
    assert [c.statement for c in brief.claims if c.wording == "model"]
    shown = [example in system for system in asked]
    assert shown.count(True) == shown.count(False) == brief.method.chunks


@pytest.mark.parametrize("debris", ["},{", '."}]},', ' "],"more":[]}]}'])
def test_the_end_of_the_json_is_no_part_of_a_sentence(articles: Path, debris: str):
    """What a model goes on to write of the JSON inside its string is left out of claims and text."""

    def script(request: dict[str, Any], n: int) -> dict[str, Any]:
        if prompt_of(request) == "extract":
            found = [label for label, text in lines_of(request) if text == LEDGER]
            return {
                "claims": [claim(label, f"About 310 dockers stopped work, the union said{debris}") for label in found]
            }
        reply = echo(request, n)
        for sentence in reply.get("sentences", ()):
            for part in sentence["parts"]:
                part["text"] = part["text"].rstrip(".") + debris
        return reply

    with serve(script) as server:
        brief = made(articles, model="scripted", base_url=server.url)
    assert any("310 dockers stopped work, the union said" in c.statement for c in brief.claims)
    assert brief.method.items_by_model > 0
    assert not any(mark in brief.to_markdown().split("## Sources")[0] for mark in ("}", "{"))


@pytest.mark.parametrize("stop", [".", ""])
def test_facts_that_are_run_together_are_parted(articles: Path, stop: str):
    """A model that puts all facts into the parts of one sentence, or all words into one part, writes several items."""

    def script(request: dict[str, Any], n: int) -> dict[str, Any]:
        reply = echo(request, n)
        if prompt_of(request) in ("compose", "bottom_line"):
            parts = [part for sentence in reply["sentences"] for part in sentence["parts"]]
            for part in parts:
                part["text"] = part["text"].rstrip(".") + stop
            reply["sentences"] = [{"parts": parts}]
        return reply

    with serve(script) as server:
        brief = made(articles, model="scripted", base_url=server.url)
    texts = [item.text for section in brief.sections for item in section.items if item.wording == "model"]
    assert len(texts) > 3
    assert all(text.count(". ") == 0 and text.endswith(".") for text in texts)


def test_a_model_that_calls_everything_the_same_hides_nothing(tmp_path: Path):
    """Two claims with no deed, subject, figure or day in common stay two, whatever is answered about them."""
    fences = "In the city, workers were seen putting up fences along the road to the Port Calder headquarters."
    visit = "A visit to the Port Calder headquarters, on a hill above the capital, closes the programme."
    (tmp_path / "a.txt").write_text(f"{fences}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{visit}\n", "utf-8")
    asked: list[str] = []

    def script(request: dict[str, Any], n: int) -> dict[str, Any]:
        if prompt_of(request) != "merge":
            return echo(request, n)
        asked.append(request["messages"][1]["content"])
        return {"answers": [{"label": "c1", "relation": "same"}]}

    with serve(script) as server:
        brief = made(tmp_path, model="scripted", base_url=server.url)
    assert asked
    assert {c.statement for c in brief.claims if not c.citations[1:]} == {fences, visit}
    assert {fences, visit} <= {item.text for section in brief.sections for item in section.items}
