"""Promise 4: whatever the endpoint does, a true brief comes out and says how it was made."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief
from briefing.verify import verify
from tests.runs import SAMPLES, SEEDS, command, flood, loaded, made, port, printed, said
from tests.scripted import FLOOD, cast, echo, good_judge, lying, prompt_of, statements_of, writer, yes
from tests.server import Fault, Reply, Script, Server, delay, drop, empty, garbage, refusal, status, truncated

KEY = "sk-never-to-be-seen-0123456789"
Endpoint = Callable[[Script], Server]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path_factory):
    """Keep the replies of a test out of the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    return port(tmp_path_factory.mktemp("port") / "articles")


@pytest.fixture(scope="module")
def floor(articles) -> Brief:
    """The brief of the port without a model."""
    return made(articles)


def asked(articles: Path, out: Path, url: str, *options: object, **env: str) -> subprocess.CompletedProcess[str]:
    return command(
        *("generate", articles, "--topic", "general", "--model", "scripted", "--base-url", url, "-o", out, *options),
        **env,
    )


def assert_floor(brief: Brief, floor: Brief, says: str) -> None:
    """The brief says what the run without a model says, and tells each kind of failure once."""
    assert said(brief) == said(floor)
    assert verify(brief) == []
    method = brief.method
    assert (method.degraded, method.mode, method.items_by_model) == (True, "extractive", 0)
    assert re.search(says, method.failures[0])
    assert len(set(method.failures)) == len(method.failures)
    assert "Degraded" in brief.to_markdown()


def assert_told(done: subprocess.CompletedProcess[str], out: Path) -> Brief:
    """The command ended with status 3 and one line for each reason, and for nothing else."""
    assert done.returncode == 3, done.stderr
    brief = loaded(out)
    wrote, spent, *reasons = done.stderr.splitlines()
    assert (wrote, " answered from the cache; " in spent) == (f"briefing: wrote {out}", True)
    assert reasons == [f"briefing: {reason}" for reason in brief.method.failures]
    assert done.stdout == ""
    return brief


def late_drop(request: dict[str, Any], n: int) -> Reply:
    """Half of a chat completion, then nothing: the length promises more than comes."""
    return Fault(raw=b'{"id":"chatcmpl-1","choices":[{"mess', headers={"Content-Length": "4000"})


def finds_nothing(request: dict[str, Any], n: int) -> Reply:
    """Every list that a reply may hold, empty."""
    return {"claims": [], "orders": [], "facts": [], "checks": [], "bottom_line": [], "sections": []}


def cites_nothing(request: dict[str, Any], n: int) -> Reply:
    """The right shape, with labels that no line of the request has."""
    reply = echo(request, n)
    for item in reply.get("claims", []):
        item["label"] = "s40"
        item["statement"] = "The harbour master resigned after the talks in Veldport."
    return reply


WRONG_SHAPE = {"claims": [{"text": "Dockers walked out."}], "facts": [{"x": 1}], "sections": [{"words": []}]}

# Seconds for a call. Enough for a busy machine to answer, short enough for the faults that never end.
PATIENCE = 1.2

FAULTS: Mapping[str, tuple[Script, str]] = {
    "dropped": (lambda *_: drop(), "cannot be reached"),
    "dropped in mid-reply": (late_drop, "cannot be reached"),
    "401": (lambda *_: status(401, f"Incorrect API key provided: {KEY}"), "401.*OPENAI_API_KEY"),
    "403": (lambda *_: status(403, "Country not supported"), "403.*OPENAI_API_KEY"),
    "404 model": (lambda *_: status(404, "model 'scripted' not found"), "404.*no model 'scripted'"),
    "429": (lambda *_: status(429, "Rate limit reached"), "429.*--concurrency"),
    "429 that asks for an hour": (
        lambda *_: status(429, "Rate limit reached", headers={"Retry-After": "3600"}),
        "asks to wait 3600 s.*longer than --timeout 30",
    ),
    "429 without quota": (lambda *_: status(429, "Exceeded", kind="insufficient_quota"), "no quota left"),
    "500": (lambda *_: status(500, "boom"), "500"),
    "503": (lambda *_: status(503, "overloaded"), "503"),
    "400": (lambda *_: status(400, "bad request"), "400"),
    "no json_schema": (
        lambda *_: status(400, "response_format json_schema is not supported"),
        "does not take response_format",
    ),
    "context too long": (lambda *_: status(400, "maximum context length is 512 tokens"), "context"),
    "HTML": (lambda *_: garbage(), "something other than a chat completion"),
    "JSON of another kind": (lambda *_: garbage(b'{"result": "ok"}'), "something other than a chat completion"),
    "bytes": (lambda *_: garbage(b"\xff\xfe\x00\x01" * 50), "something other than a chat completion"),
    "no choices": (lambda *_: garbage(b'{"choices": []}'), "something other than a chat completion"),
    "prose": (lambda *_: "Sure! The dockers walked out and the port is shut.", "not the JSON"),
    "wrong JSON": (lambda *_: WRONG_SHAPE, "Nothing in the model's reply fits"),
    "JSON that is no object": (
        lambda *_: "[1, 2, 3]",
        "not the JSON that was asked for|Nothing in the model's reply fits",
    ),
    "deeply nested": (
        lambda *_: '{"claims":' + "[" * 20_000,
        "not the JSON that was asked for|Nothing in the model's reply fits",
    ),
    "nothing found": (finds_nothing, "found no fact in any article"),
    "nothing cited": (cites_nothing, "None of the 2 claims .* was accepted"),
    "empty": (lambda *_: empty(), "reply is empty"),
    "blank": (lambda *_: " \n\t ", "reply is empty"),
    "null": (lambda *_: Fault(content=None), "reply is empty"),
    "refusal": (lambda *_: refusal(), "refused to answer"),
    "content filter": (lambda *_: Fault(content="", finish="content_filter"), "refused to answer"),
    "cut at once": (lambda *_: truncated('{"cl'), "length limit"),
}


# These are tried again until the time is up, so the time is short; the others must be told at once.
RETRIED = set("dropped|dropped in mid-reply|429|500|503|HTML|JSON of another kind|bytes|no choices".split("|"))


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_of_an_endpoint_gives_the_brief_without_a_model(
    name: str, articles: Path, floor: Brief, endpoint: Endpoint
) -> None:
    """A brief comes out that says what the run without a model says, soon, with the reason in the method."""
    script, says = FAULTS[name]
    server = endpoint(script)
    began = time.monotonic()
    timeout = PATIENCE if name in RETRIED else 30.0
    brief = made(articles, model="scripted", base_url=server.url, api_key=KEY, timeout=timeout)
    assert time.monotonic() - began < 20
    assert server.requests
    assert_floor(brief, floor, says)
    assert KEY not in brief.model_dump_json()


@pytest.mark.parametrize("name", ["404 model", "nothing found"])
def test_the_command_tells_why_on_standard_error(
    name: str, articles: Path, floor: Brief, tmp_path: Path, endpoint: Endpoint
) -> None:
    """Over the command the same: status 3, a line for each reason, no traceback, no key."""
    script, says = FAULTS[name]
    done = asked(articles, tmp_path / "b.json", endpoint(script).url, OPENAI_API_KEY=KEY)
    assert_floor(assert_told(done, tmp_path / "b.json"), floor, says)
    assert KEY not in done.stderr


def test_nobody_listens(articles: Path, floor: Brief) -> None:
    """A refused connection is told with the address to correct, and soon."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        began = time.monotonic()
        brief = made(articles, model="scripted", base_url=url, timeout=1.0)
    assert time.monotonic() - began < 15
    assert_floor(brief, floor, "cannot be reached.*--base-url")


def test_a_server_that_never_answers_is_left_in_time(articles: Path, floor: Brief, endpoint: Endpoint) -> None:
    """A silent server costs its time-out and no more."""
    server = endpoint(lambda request, n: delay(20, echo(request, n)))
    began = time.monotonic()
    brief = made(articles, model="scripted", base_url=server.url, timeout=0.5)
    assert time.monotonic() - began < 15
    assert_floor(brief, floor, r"no answer within 0\.5 s.*--timeout")


def test_a_name_that_does_not_resolve_is_told(articles: Path, floor: Brief) -> None:
    """A mistyped host is a connection that cannot be made (the name is reserved, RFC 2606)."""
    brief = made(articles, model="scripted", base_url="http://nobody.invalid/v1", timeout=1.0)
    assert_floor(brief, floor, "cannot be reached|no answer within")


@pytest.mark.slow
def test_a_busy_server_that_recovers_costs_nothing(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """A rate limit with Retry-After, a 503 and a dropped connection are tried again, and the brief is complete."""
    first: dict[int, Reply] = {
        0: status(429, "slow down", headers={"Retry-After": "0"}),
        1: status(503, "starting"),
        2: drop(),
    }
    server = endpoint(lambda request, n: first.get(n) or echo(request, n))
    done = asked(articles, tmp_path / "b.json", server.url)
    wrote, work = done.stderr.splitlines()
    assert (done.returncode, wrote) == (0, f"briefing: wrote {tmp_path / 'b.json'}")
    assert re.match(r"briefing: \d+ calls, 0 answered from the cache", work)
    method = loaded(tmp_path / "b.json").method
    assert (method.degraded, method.failures) == (False, ())
    assert method.claims_accepted


def test_items_that_do_not_fit_are_listed_and_the_rest_is_used(
    articles: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    """Of a reply with one broken claim the others are used, and the broken one is listed with what is wrong."""

    def script(request: dict[str, Any], n: int) -> Reply:
        reply = echo(request, n)
        if "claims" in reply:
            reply["claims"][0]["label"] = "certain"
        return reply

    brief = made(articles, model="scripted", base_url=endpoint(script).url)
    assert brief.method.claims_accepted
    broken = [r for r in brief.rejected if r.reason.code == "schema"]
    assert len(broken) == 2
    assert all("certain" in r.reason.detail and r.stage == "extract" for r in broken)
    assert "Dockers at Port Calder walked out on Monday over night shifts" in brief.model_dump_json()


def cut_after(items: int, request: dict[str, Any], n: int) -> Reply:
    """The reply of a faithful model, cut in the middle of the item after so many."""
    reply = echo(request, n)
    if "claims" not in reply or len(reply["claims"]) <= items:
        return reply
    whole = json.dumps({"claims": reply["claims"][:items]}, separators=(",", ":"))
    return truncated(whole[:-2] + ',{"label":"s3","state')


def test_a_reply_that_is_cut_again_and_again_is_told(articles: Path, endpoint: Endpoint) -> None:
    """What arrived of three replies is used, the lines stand in for the rest, and the brief says so."""
    server = endpoint(lambda request, n: cut_after(1, request, n))
    brief = made(articles, model="scripted", base_url=server.url)
    assert re.search(r"2 calls failed: .*length limit again and again", brief.method.failures[0])
    assert sum(prompt_of(r) == "extract" for r in server.requests) == 6
    assert (brief.method.degraded, brief.method.claims_accepted) == (True, 6)
    assert len(brief.claims) > 6
    assert verify(brief) == []


HONEST = cast(writer(FLOOD), good_judge(FLOOD))
BROKEN: Mapping[str, Reply] = {
    "refusal": refusal(),
    "empty": empty(),
    "not_json": "Sure! Here you are.",
    "length": truncated("{"),
}
TOLD = {
    "refusal": "The model refused to answer",
    "empty": "The model's reply is empty",
    "not_json": "JSON",
    "length": "reached the length limit",
}


@pytest.mark.parametrize("stage", ["extract", "judge", "relate", "compose", "judge_discrepancies"])
@pytest.mark.parametrize("code", BROKEN)
def test_a_stage_that_fails_is_told_and_stood_in_for(stage: str, code: str, tmp_path: Path, endpoint: Endpoint) -> None:
    """Without claims or verdicts the brief is that of no model; without another stage all else is there."""
    folder = flood(tmp_path)
    server = endpoint(lambda request, n: BROKEN[code] if prompt_of(request) == stage else HONEST(request, n))
    brief = made(folder, model="scripted", base_url=server.url)
    assert any(prompt_of(r) == stage for r in server.requests)
    assert brief.method.degraded
    assert re.search(TOLD[code], brief.method.failures[0])
    assert verify(brief) == []
    if stage in ("extract", "judge"):
        assert said(brief) == said(made(folder))
        return
    assert len(brief.method.failures) == 1
    assert {(c.statement, c.check) for c in brief.claims} == {(each.statement, "judged") for each in FLOOD.told}
    assert bool(brief.discrepancies) is (stage == "compose")
    assert (brief.bottom_line[0].text == FLOOD.bottom[0].text) is (stage != "compose")


def quoted(brief: Brief) -> set[tuple[str, int]]:
    """Every character of the articles that some claim quotes."""
    return {
        (c.source_id, at) for record in brief.claims for c in record.citations for at in range(c.start, c.end)
        if c.quote[at - c.start].isalnum()
    }  # fmt: skip


def test_a_server_that_cuts_prompts_silently_is_found_out(tmp_path: Path, endpoint: Endpoint) -> None:
    """A reply to a prompt of which the server read less than half is not used, and the message names the context."""
    server = endpoint(lambda request, n: Fault(content=json.dumps(echo(request, n)), prompt_tokens=512))
    articles = tmp_path / "articles"
    articles.mkdir()
    text = " ".join(
        f"Lorry {n} of the long convoy that left the harbour on Monday reached the depot with {n + 20} tonnes of "
        "grain, 40 sacks of salt and the seals of the customs office unbroken, the drivers said."
        for n in range(60)
    )
    (articles / "convoy.txt").write_text(text, "utf-8")
    brief = made(articles, model="scripted", base_url=server.url)
    assert brief.method.degraded
    assert re.search(r"read 512 tokens of a prompt of about \d{4}", brief.method.failures[0])
    assert not any(c.wording == "model" for c in brief.claims)


def test_after_repeated_connection_failures_nothing_more_is_asked(tmp_path: Path, endpoint: Endpoint) -> None:
    """A long run against a dead server does not try every chunk."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(40):
        (articles / f"{n}.txt").write_text(
            f"Lorry {n} of the convoy reached the depot at Varn on Monday, the army said.", "utf-8"
        )
    server = endpoint(lambda *_: drop())
    brief = made(articles, model="scripted", base_url=server.url, timeout=0.6, concurrency=4)
    assert brief.method.degraded
    assert len(brief.claims) >= 1
    assert server.connections < 40


def test_a_mended_endpoint_gives_a_complete_brief(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """After a run against garbage the same run is complete: nothing bad came from the cache."""
    nonsense: list[Reply] = [
        garbage(),
        "prose",
        WRONG_SHAPE,
        empty(),
        refusal(),
        truncated('{"claims":[]'),
        status(500),
    ]
    broken = True

    def script(request: dict[str, Any], n: int) -> Reply:
        if not broken:
            return echo(request, n)
        # What is usable in part is used, and asked anew all the same.
        return cut_after(1, request, n) if n % 3 == 0 else nonsense[n % len(nonsense)]

    options = {"model": "scripted", "base_url": endpoint(script).url}
    first = made(articles, **options, cache=tmp_path / "c.sqlite3", timeout=0.7)
    assert first.method.degraded
    broken = False
    mended = made(articles, **options, cache=tmp_path / "c.sqlite3")
    assert (mended.method.degraded, mended.method.failures) == (False, ())
    assert said(mended) == said(made(articles, **options))


@pytest.mark.slow
def test_strict_writes_nothing_that_is_not_complete(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """`--strict` turns status 3 into 1 with the reason, and leaves no file, though only one call failed."""
    server = endpoint(lambda request, n: refusal() if prompt_of(request) == "compose" else echo(request, n))
    done = asked(articles, tmp_path / "b.json", server.url, "--strict")
    assert done.returncode == 1
    assert "refused to answer" in done.stderr
    assert list(tmp_path.iterdir()) == []


# A model that lies -------------------------------------------------------------------------------------------------


def muddling(request: dict[str, Any], n: int) -> Reply:
    """Faithful words; but all claims are one fact that is overtaken, and they all contradict each other."""
    if prompt_of(request) != "relate":
        return (yes if prompt_of(request).startswith("judge") else echo)(request, n)
    told = statements_of(request)
    sides = [{"claims": [label], "value": text} for label, text in told.items()]
    conflict = {"kind": "conflict", "question": "What is so?", "positions": sides}
    return {"facts": [{"claims": list(told), "part": [], "overtaken": True}], "discrepancies": [conflict]}


def without(stage: str) -> Script:
    """A faithful model that refuses one kind of request."""
    return lambda request, n: refusal() if prompt_of(request) == stage else echo(request, n)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(SAMPLES, id="samples"),
        pytest.param(
            SEEDS, id="seeds", marks=pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared articles are not here")
        ),
    ],
)
def news(request: pytest.FixtureRequest) -> tuple[Path, Brief]:
    """Articles of real outlets, and their brief without a model."""
    return request.param, made(request.param, topic="kfor-rutte")


def test_no_lie_reaches_the_brief(news: tuple[Path, Brief], endpoint: Endpoint) -> None:
    """Nothing invented is printed, each lie that code refused is listed, and the brief is that of no model."""
    folder, floor = news
    server = endpoint(lying)
    brief = made(folder, topic="kfor-rutte", model="scripted", base_url=server.url)
    assert "Quent" not in printed(brief)
    assert said(brief) == said(floor)
    assert verify(brief) == []
    replies = [lying(request, 0) for request in server.requests if prompt_of(request) == "extract"]
    lies = {each["statement"] for reply in replies for each in reply["claims"]}
    assert lies
    method = brief.method
    left_to_the_judge = method.judge.asked if method.judge else 0
    assert len(lies - {r.statement for r in brief.rejected if r.reason.detail}) == left_to_the_judge < len(lies) / 10
    assert (method.degraded, method.mode, method.claims_accepted) == (True, "extractive", 0)
    assert method.claims_proposed >= len(lies)


@pytest.mark.parametrize("script", [muddling, without("relate"), without("compose")])
def test_a_bad_model_takes_nothing_away(script: Script, news: tuple[Path, Brief], endpoint: Endpoint) -> None:
    """What is quoted without a model is quoted with it, and no disagreement stands that nobody has tested."""
    folder, floor = news
    bad = made(folder, topic="kfor-rutte", model="scripted", base_url=endpoint(script).url)
    assert quoted(floor) <= quoted(bad)
    assert verify(bad) == []
    assert bad.discrepancies == ()


# Egress, keys, money, recordings ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_key_and_an_address_without_a_model_reach_nobody(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """Neither `generate`, `check` nor `verify` opens a connection, whatever stands in the environment."""
    server = endpoint(echo)
    env = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.url, "HTTP_PROXY": server.url, "HTTPS_PROXY": server.url}
    assert command("generate", articles, "-o", tmp_path / "b.json", "-o", tmp_path / "b.html", **env).returncode == 0
    assert command("verify", tmp_path / "b.json", **env).returncode == 0
    assert command("check", "-", "--sources", articles, stdin="Twelve ships wait in the roads.", **env).returncode == 3
    dry = command("generate", articles, "--dry-run", "--model", "m", "--base-url", server.url, OPENAI_API_KEY=KEY)
    assert dry.returncode == 0
    assert server.connections == 0


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_not_followed(code: int, articles: Path, floor: Brief, endpoint: Endpoint) -> None:
    """Articles and key go to the address that was named: one that the server sends callers on to is not asked."""
    other = endpoint(echo)
    there = f"{other.url}/chat/completions"
    named = endpoint(lambda *_: Fault(status=code, raw=b"", headers={"Location": there.replace("//", "//user:pw@")}))
    brief = made(articles, model="scripted", base_url=named.url, api_key=KEY)
    assert other.connections == 0
    assert_floor(brief, floor, rf"answered {code}: it sends callers on to {re.escape(there)}")
    assert "pw@" not in brief.model_dump_json()


@pytest.mark.slow
@pytest.mark.parametrize(
    "script", [echo, lambda *_: status(401, f"Incorrect API key {KEY}"), lambda *_: f"I know {KEY}"]
)
def test_the_key_is_in_nothing_that_is_written(
    script: Script, articles: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    """Outputs, cache, recording and both streams hold no byte of it, also when the server echoes it."""
    server = endpoint(script)
    files = (
        "-o",
        tmp_path / "b.md",
        "-o",
        tmp_path / "b.html",
        "--record",
        tmp_path / "r.jsonl",
        "--cache",
        tmp_path / "c",
    )
    done = asked(articles, tmp_path / "b.json", server.url, *files, OPENAI_API_KEY=KEY)
    assert {call.headers["authorization"] for call in server.calls} == {f"Bearer {KEY}"}
    assert KEY not in done.stdout + done.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 5
    assert [path.name for path in written if KEY.encode() in path.read_bytes()] == []


@pytest.mark.slow
def test_the_budget_is_kept_and_told(articles: Path, floor: Brief, tmp_path: Path, endpoint: Endpoint) -> None:
    """`--max-cost` stops before the call that would pass it: the floor stands in, and the reason names the limit."""
    server = endpoint(echo)
    options = ("--topic", "general", "--model", "gpt-5-mini", "--base-url", server.url, "-o", tmp_path / "b.json")
    done = command("generate", articles, *options, "--max-cost", "0.0000001")
    assert server.requests == []
    brief = assert_told(done, tmp_path / "b.json")
    assert_floor(brief, floor, r"--max-cost 1e-07 USD would be passed")
    assert brief.method.cost_usd == 0
    enough = command("generate", articles, *options, "--max-cost", "5", "--no-cache")
    assert enough.returncode == 0
    method = loaded(tmp_path / "b.json").method
    assert 0 < method.cost_usd < 5
    assert method.prompt_tokens > 0


def test_a_budget_that_runs_out_stops_before_the_call_that_would_pass_it(endpoint: Endpoint) -> None:
    """With half the money some calls are made, no more is spent than allowed, and the lines stand in for the rest."""
    server = endpoint(echo)
    options: dict[str, Any] = {"model": "gpt-5-mini", "base_url": server.url, "concurrency": 1}
    whole = made(SAMPLES, **options)
    cost, calls = whole.method.cost_usd, len(server.requests)
    assert cost
    brief = made(SAMPLES, **options, max_cost=cost / 2)
    assert 0 < len(server.requests) - calls < calls
    assert 0 < brief.method.cost_usd <= cost / 2
    assert brief.method.degraded
    assert re.search("--max-cost .* would be passed", brief.method.failures[0])
    assert quoted(whole) <= quoted(brief)
    assert verify(brief) == []


@pytest.mark.slow
def test_a_dry_run_shows_the_very_requests_and_sends_none(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """The requests that `--dry-run -v` prints are, byte for byte, those that the run then sends for the articles."""
    server = endpoint(echo)
    options = ("--topic", "general", "--model", "scripted", "--base-url", server.url)
    dry = command("generate", articles, *options, "--dry-run", "-v")
    assert (dry.returncode, server.connections) == (0, 0)
    shown = [json.loads(body) for body in re.findall(r"^--- .*? tokens$\n(\{.*?^\})", dry.stdout, re.M | re.S)]
    assert "127.0.0.1" in dry.stdout
    assert asked(articles, tmp_path / "b.json", server.url).returncode == 0
    sent = [r for r in server.requests if prompt_of(r) == "extract"]
    assert len(shown) == 2
    assert sorted(map(json.dumps, shown)) == sorted(map(json.dumps, sent))


def test_a_budget_for_a_model_without_a_price_is_wrong_usage(
    articles: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    """A limit that cannot be kept is refused before any call."""
    server = endpoint(echo)
    done = asked(articles, tmp_path / "b.json", server.url, "--max-cost", "1")
    assert (done.returncode, server.requests) == (2, [])
    assert "no price" in done.stderr or "none is known" in done.stderr


@pytest.mark.slow
def test_a_reply_that_was_not_recorded_is_stood_in_for(tmp_path: Path, endpoint: Endpoint) -> None:
    """What a recording lacks is told with status 3, and the rest of it is used."""
    folder, record, out = flood(tmp_path / "in"), tmp_path / "r.jsonl", tmp_path / "b.json"
    made(folder, model="scripted", base_url=endpoint(HONEST).url, record=record)
    header, *replies = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join([header, *(r for r in replies if json.loads(r)["prompt"] != "compose")]), "utf-8")
    done = command("generate", folder, "--topic", "general", "--replay", record, "-o", out)
    brief = assert_told(done, out)
    assert len(brief.method.failures) == 1
    assert f"{record} has no reply to this compose request" in brief.method.failures[0]
    assert {c.statement for c in brief.claims} == {each.statement for each in FLOOD.told}
    assert verify(brief) == []
