"""The whole job, through the command and the function: articles in, a true and cited brief out."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import briefing
from briefing.verify import verify
from tests.runs import flood
from tests.scripted import FLOOD, cast, echo, good_judge, prompt_of, writer
from tests.seeds import rewriting
from tests.server import serve

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "kfor-rutte" / "articles"
TOPICS = ROOT / "tests" / "data" / "topics"
SHARED = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
SEEDS = SHARED / "eval" / "seeds"

with_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not on this machine")

# What no brief may have, whatever the articles.
CLEAN = ("bad_citations", "uncited", "idle_citations", "ungrounded_numbers", "ungrounded_names", "repeats")


def score(brief: briefing.Brief, gold: Path) -> dict:
    """The figures of the scorer that stands beside the seeds."""
    spec = importlib.util.spec_from_file_location("score_brief", SHARED / "eval" / "score_brief.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer.score(json.loads(brief.model_dump_json()), json.loads(gold.read_text()))


def plain(brief: briefing.Brief) -> dict:
    """A brief without what differs from run to run."""
    found = json.loads(brief.model_dump_json())
    del found["generated_at"], found["method"]["seconds"]
    return found


def run(*arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@with_seeds
def test_the_digest_of_the_seeds_is_clean_and_in_half_the_words():
    """Without a model nothing is uncited, ungrounded or said twice; both seeds are one origin."""
    brief = briefing.generate([SEEDS], as_of="2025-03-05")
    got = score(brief, SHARED / "eval" / "seeds.gold.json")
    assert {key: got[key] for key in CLEAN} == dict.fromkeys(CLEAN, 0)
    assert got["words"] <= 0.6 * got["source_words"]
    assert (got["same_origin"], got["extra_discrepancies"]) == ("1/1", [])
    assert {(c.origins.established, c.origins.possible) for c in brief.claims} == {(1, 1)}
    assert {c.check for c in brief.claims} == {"verbatim"}
    assert verify(brief) == []


@with_seeds
def test_a_faithful_model_writes_the_brief_of_the_seeds_in_its_own_words():
    """Faithful rewrites are let in by a judge that is trusted, and every vital fact of the seeds is told and cited."""
    with serve(rewriting) as server:
        brief = briefing.generate(
            [SEEDS], topic="kfor-rutte", model="scripted", base_url=server.url, api_key="k", as_of="2025-03-05"
        )
    got = score(brief, SHARED / "eval" / "seeds.gold.json")
    assert brief.method.judge is not None
    assert brief.method.judge.trusted, brief.method.judge
    assert got["coverage_vital"] >= 0.95
    assert got["coverage_all"] >= 0.8
    assert {key: got[key] for key in CLEAN} == dict.fromkeys(CLEAN, 0)
    assert got["words"] <= 0.5 * got["source_words"]
    assert brief.method.items_by_model >= 0.9 * (brief.method.items_by_model + brief.method.items_verbatim)
    assert not brief.method.degraded
    assert verify(brief) == []


@pytest.mark.parametrize("topic", ["flood", "strike-talks", "company-court"])
def test_nothing_ungrounded_stands_in_the_digest_of_any_topic(topic):
    """On topics unlike the samples the digest re-checks without a flaw and keeps within its length."""
    folder = TOPICS / topic
    brief = briefing.generate([folder / "articles"], topic=str(folder / "topic.toml"))
    assert verify(brief) == []
    assert brief.bottom_line
    assert sum(len(i.text.split()) for s in brief.sections for i in s.items) <= 400
    assert brief.method.mode == "extractive"
    if SEEDS.is_dir():
        got = score(brief, folder / "gold.json")
        assert {key: got[key] for key in ("bad_citations", "uncited", "ungrounded_names")} == {
            "bad_citations": 0,
            "uncited": 0,
            "ungrounded_names": 0,
        }


def test_records_that_are_made_unchecked_are_those_that_the_checks_would_make():
    """Each claim and citation of a brief is the same record, down to its JSON, when its values are checked."""
    brief = briefing.generate([SAMPLES], as_of="2025-03-10")
    for record in (*brief.claims, *(citation for claim in brief.claims for citation in claim.citations)):
        checked = type(record)(**dict(record))
        assert checked == record
        assert checked.model_fields_set == record.model_fields_set
        assert checked.model_dump_json() == record.model_dump_json()


def test_an_echoing_model_changes_no_fact():
    """A model that gives each line back as it is gets every claim accepted, and the brief verifies."""
    with serve(echo) as server:
        brief = briefing.generate([SAMPLES], model="echo", base_url=server.url, as_of="2025-03-10")
    assert brief.method.claims_proposed > 50
    assert brief.method.claims_accepted >= 0.9 * brief.method.claims_proposed
    assert verify(brief) == []


def test_every_request_has_a_strict_portable_schema_and_all_prompts_are_used(tmp_path):
    """The server refuses any other request, and none is refused."""
    with serve(cast(writer(FLOOD), good_judge(FLOOD))) as server:
        brief = briefing.generate([flood(tmp_path)], topic="general", model="m", base_url=server.url)
    asked = {prompt_of(request) for request in server.requests}
    assert asked == {"extract", "judge", "relate", "judge_discrepancies", "compose"}
    assert brief.method.failures == ()


def test_the_function_gives_the_same_brief_as_the_command(tmp_path):
    """One pipeline, two doors."""
    out = tmp_path / "brief.json"
    assert run("generate", str(SAMPLES), "--as-of", "2025-03-10", "-o", str(out)).returncode == 0
    written = briefing.Brief.model_validate_json(out.read_text())
    assert plain(written) == plain(briefing.generate([str(SAMPLES)], as_of="2025-03-10"))


def test_the_function_works_in_a_running_event_loop():
    """A notebook calls `generate` from inside a loop, and a coroutine awaits `agenerate`."""

    async def notebook() -> tuple[briefing.Brief, briefing.Brief]:
        return briefing.generate([SAMPLES]), await briefing.agenerate([SAMPLES])

    inside, awaited = asyncio.run(notebook())
    assert plain(inside) == plain(awaited)


def test_the_order_of_the_inputs_changes_nothing(tmp_path):
    """Files in another order, and under other names, give the same brief but for the paths."""
    files = sorted(p for p in SAMPLES.iterdir() if p.suffix == ".txt")
    shuffled = files[:]
    random.Random(7).shuffle(shuffled)  # noqa: S311  # an order, not a secret
    assert shuffled != files
    assert plain(briefing.generate(files)) == plain(briefing.generate(shuffled))
    renamed = []
    for number, path in enumerate(reversed(files)):
        renamed.append(Path(shutil.copy(path, tmp_path / f"{number}.txt")))
    other = plain(briefing.generate(renamed))
    for found in (first := plain(briefing.generate(files)), other):
        for entry in (*found["sources"], *found["rejected"]):
            entry["path"] = None
    assert other == first


def test_a_folder_on_another_topic_gets_a_digest_and_a_notice():
    """Without `--topic` an unknown subject falls to the general topic: one section, nothing off topic, nothing lost."""
    told: list[str] = []
    brief = briefing.generate([TOPICS / "flood" / "articles"], notice=told.append)
    assert brief.topic == "general"
    assert any("topic: general" in line for line in told)
    assert all(source.on_topic for source in brief.sources)
    assert not [r for r in brief.rejected if r.stage == "topic"]
    assert {c.source_id for claim in brief.claims for c in claim.citations} == {s.id for s in brief.sources}


def test_articles_may_be_objects():
    """`Article` objects, and mappings with schema.org names, are inputs like files."""
    text = "The bridge at Orlow was closed on 3 May 2024 after engineers found cracks in two of its piers."
    article = briefing.Article(text=text, title="Bridge closed", publisher="Orlow Post", published="2024-05-04")
    mapping = {
        "headline": "Traffic",
        "articleBody": "Some 4,000 cars a day must now take the ferry, the town hall of Orlow said.",
        "publisher": {"name": "Radio Orlow"},
    }
    brief = briefing.generate([article, mapping])
    assert {s.publisher for s in brief.sources} == {"Orlow Post", "Radio Orlow"}
    assert verify(brief) == []


def test_text_on_standard_input_becomes_a_digest():
    """A pasted article is an input; Markdown goes to standard output, notices to standard error."""
    text = "The council of Orlow voted on Monday to close the bridge. The vote was 12 to 9."
    done = run("generate", "-", stdin=text)
    assert done.returncode == 0
    assert "Source digest" in done.stdout
    assert "12 to 9" in done.stdout
    assert done.stderr.startswith("briefing: ")


def test_what_is_off_the_topic_is_listed_and_stands_nowhere_else():
    """An article that shares no word with the topic is rejected with its reason and is in no claim."""
    text = "A bakery in Orlow won a prize for its rye bread at the fair of the guild. The jury tasted ninety loaves."
    brief = briefing.generate([SAMPLES, briefing.Article(text=text, language="en")], topic="kfor-rutte")
    (bakery,) = [s for s in brief.sources if not s.on_topic]
    assert bakery.text == text
    assert [r for r in brief.rejected if r.source_id == bakery.id and r.reason.code == "off_topic"]
    assert not [c for claim in brief.claims for c in claim.citations if c.source_id == bakery.id]


def test_a_second_run_from_the_cache_asks_nothing_and_gives_the_same_brief(tmp_path):
    """Same input, same cache: no call, byte for byte the same but for time."""
    cache = tmp_path / "replies.sqlite3"
    with serve(echo) as server:
        first = briefing.generate([SAMPLES], model="echo", base_url=server.url, cache=cache)
        asked = len(server.requests)
        second = briefing.generate([SAMPLES], model="echo", base_url=server.url, cache=cache)
        assert len(server.requests) == asked
    assert second.method.calls == 0
    one, two = plain(first), plain(second)
    for found in (one, two):
        for key in ("calls", "cached", "prompt_tokens", "completion_tokens"):
            del found["method"][key]
    assert one == two


def test_the_front_door_stays_open() -> None:
    """`briefing.verify` and `briefing.check` are functions at each use, not the modules that hold them."""
    code = "import briefing; assert all(callable(f) for _ in '12' for f in (briefing.verify, briefing.check))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
