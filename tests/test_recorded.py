"""The samples' recorded replies: whose they are, that the prompts are still those, and that the brief of them holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing import Brief, prompts
from tests.benchmarks import scoring
from tests.runs import ROOT, SAMPLES, command, loaded

RECORDING = ROOT / "samples" / "kfor-rutte" / "replies.jsonl"
GOLD = json.loads((ROOT / "tests" / "data" / "kfor-rutte.gold.json").read_text("utf-8"))
FIXED = ("--topic", "kfor-rutte", "--as-of", "2025-03-10")


@pytest.fixture(scope="module")
def header() -> dict[str, object]:
    """The first line: whose replies they are."""
    found: dict[str, object] = json.loads(RECORDING.read_text("utf-8").splitlines()[0])
    return found


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """The brief of the recorded replies, by the command."""
    out: Path = tmp_path_factory.mktemp("out") / "brief.json"
    done = command("generate", SAMPLES, *FIXED, "--replay", RECORDING, "--no-reask", "-o", out)
    assert done.returncode == 0, done.stderr
    verified = command("verify", out)
    assert verified.returncode == 0, verified.stdout
    return loaded(out)


def test_the_prompts_are_those_of_the_recording(header):
    """The header's prompt hashes are today's; where they are not, the recording is stale and is made again."""
    recorded = header["prompts"]
    assert isinstance(recorded, dict)
    changed = [name for name, now in prompts.hashes().items() if recorded.get(name) != now]
    assert not changed, f"prompts changed since {RECORDING} was recorded: {changed}. Run `make record`."
    assert header["model"]
    assert header["judge"]
    assert header["server"]
    assert header["date"]


def test_every_recorded_reply_is_one_of_a_prompt():
    """Each line is the finished reply to one of the prompts, and each was asked but that for a doubtful judge."""
    lines = [json.loads(line) for line in RECORDING.read_text("utf-8").splitlines()[1:]]
    assert {line["prompt"] for line in lines} == set(prompts.NAMES) - {"judge_again"}
    assert {line["finish"] for line in lines} == {"stop"}


def test_the_replayed_brief_is_the_models_and_the_judge_is_trusted(brief, header):
    """No network, no failure, nearly all proposals accepted, and a judge that caught nearly all that was planted."""
    assert (brief.method.model, brief.method.base_url) == (header["model"], header["server"])
    assert (brief.method.calls, brief.method.failures) == (0, ())
    assert brief.method.claims_accepted >= 0.95 * brief.method.claims_proposed > 50
    assert brief.method.judge is not None
    assert brief.method.judge.trusted
    assert brief.method.judge.model == header["judge"]
    items = brief.method.items_by_model + brief.method.items_verbatim
    assert brief.method.items_by_model >= 0.95 * items > 10


def test_the_replayed_brief_tells_what_matters(brief):
    """Nearly all vital facts of the gold file, with a quote behind each sentence and both sides of what is disputed."""
    told = scoring.of_brief(brief)
    assert all(t.quotes for t in told)
    vital, _ = scoring.coverage(GOLD, (t.text for t in told), scoring.figures_of(brief))
    assert vital >= 0.9
    assert {d.kind for d in brief.discrepancies} >= {"conflict", "update", "variance"}
    assert any(claim.origins.established > 1 for claim in brief.claims)
