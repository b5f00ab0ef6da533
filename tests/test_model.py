"""The endpoint, over real sockets: what is sent, how faults are told, and what is asked again."""

import asyncio
import gc
import json
import logging
import socket
import time
import traceback
import warnings
from email.utils import formatdate

import pytest

from briefing import prompts
from briefing.cache import Cache, Recorder, Replay, cache_key
from briefing.chunk import count
from briefing.errors import EndpointError, SetupError, UsageError
from briefing.model import Asker, Budget, OpenAIModel, host, payload, price
from briefing.model.limiter import Limiter
from briefing.records.call import Completion
from briefing.replies import DisputesReply, ExtractReply
from tests.scripted import claim, echo, lying
from tests.server import Fault, delay, drop, empty, garbage, refusal, status, truncated, unportable_request
from tests.test_prompts import KFOR, REPORT, chunk

KEY = "sk-test-0123456789abcdefghij"
GOOD = {"claims": [claim("s1", "Rutte is expected in Pristina.")]}


def extract(*texts: str) -> prompts.Request:
    return prompts.extract_request(chunk(list(texts or REPORT[:2])), KFOR)


def run(server, *requests, use=None, **options):
    """Ask each request at once; what comes back stands in their order, errors included."""

    async def all_of_them():
        model = OpenAIModel("gpt-4o-mini", base_url=server.url, **{"api_key": KEY, "first_wait": 0.01, **options})
        try:
            asked = use(model) if use else [model.complete(request) for request in requests or [extract()]]
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            await model.aclose()

    return asyncio.run(all_of_them())


def ask(model, *requests, **options):
    """Ask through an `Asker`; gives it and what came back."""

    async def all_of_them():
        asker = Asker(model, **options)
        try:
            asked = [asker.ask(request, ExtractReply) for request in requests or [extract()]]
            return asker, await asyncio.gather(*asked, return_exceptions=True)
        finally:
            if isinstance(model, OpenAIModel):
                await model.aclose()

    return asyncio.run(all_of_them())


def model_at(server, **options):
    return OpenAIModel("gpt-4o-mini", base_url=server.url, **{"api_key": KEY, "first_wait": 0.01, **options})


def code_of(error) -> str:
    assert isinstance(error, EndpointError), error
    return error.code


# What is sent -----------------------------------------------------------------------------------------------------


def test_every_prompt_is_taken_by_a_strict_endpoint(endpoint):
    """All five requests pass a server that refuses what is not a strict portable schema."""
    server = endpoint(echo)
    requests = [
        extract(),
        prompts.judge_request([prompts.PairView("A", ["A"], [], None)]),
        prompts.relate_request(KFOR, ["A"]),
        prompts.disputes_request([prompts.DisputeView("Q", [("1", ["A"]), ("2", ["B"])])]),
        prompts.compose_request(KFOR, ["A"], [], today=None, words=99, bottom_words=60),
    ]
    assert all(isinstance(reply, Completion) for reply in run(server, *requests))
    assert not server.refused
    assert server.connections <= len(requests)


def test_the_payload_is_what_is_sent(endpoint):
    """A dry run can show exactly the JSON that goes over the wire, and nothing is added to it."""
    server = endpoint(echo)
    run(server, extract())
    assert server.requests == [json.loads(json.dumps(payload("gpt-4o-mini", extract())))]


def test_the_server_refuses_loose_requests(endpoint):
    """The test server itself rejects what a strict endpoint would."""
    good = payload("m", extract())
    assert unportable_request(good) is None
    assert unportable_request({**good, "response_format": {"type": "json_object"}})
    assert unportable_request({**good, "temperature": 0})
    schema = {"type": "object", "properties": {"a": {"type": "string", "maxLength": 3}}, "required": ["a"]}
    for wrong in (schema, {**schema, "additionalProperties": False}, {"$ref": "#/$defs/A"}):
        form = {"name": "x", "strict": True, "schema": wrong}
        assert unportable_request({**good, "response_format": {"type": "json_schema", "json_schema": form}})


def test_nothing_comes_from_the_environment(endpoint, monkeypatch):
    """OpenAI's own variables change neither the address nor a header of a request."""
    other = endpoint(echo)
    server = endpoint(echo)
    for name, value in {
        "OPENAI_API_KEY": "sk-from-environment",
        "OPENAI_BASE_URL": other.url,
        "OPENAI_ORG_ID": "org-environment",
        "OPENAI_PROJECT_ID": "proj-environment",
        "OPENAI_ADMIN_KEY": "sk-admin-environment",
        "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer environment\nX-Extra: environment",
    }.items():
        monkeypatch.setenv(name, value)
    run(server)
    run(server, api_key=None)
    assert not other.calls
    assert "environment" not in str([call.headers for call in server.calls])
    assert [call.headers["authorization"] for call in server.calls] == [f"Bearer {KEY}", "Bearer none"]


def test_openai_without_a_key_is_a_setup_error():
    """Without a key and without another address nothing is sent, and one message says what to set."""
    asker, errors = ask(OpenAIModel("gpt-4o-mini"), extract("A."), extract("B."))
    assert all(isinstance(error, SetupError) for error in errors)
    assert len(asker.failures) == 1
    assert asker.failures[0].startswith("OpenAI needs a key: set OPENAI_API_KEY")


@pytest.mark.parametrize("url", ["localhost:8080/v1", "ftp://x/v1", "http://", "http://x:port/v1"])
def test_an_address_that_is_none_is_wrong_usage(url):
    """A base URL without a scheme or host is refused before any call."""
    with pytest.raises(UsageError, match="--base-url"):
        OpenAIModel("m", base_url=url)


def test_the_host_is_told_alone():
    """What the method note prints of an address is the server's name: no port, path, user or password."""
    assert OpenAIModel("m", base_url="http://me:secret@Box.example:8080/v1?token=x").host == "box.example"
    assert host(None) == OpenAIModel("m").host == "api.openai.com"


def test_connections_are_kept(endpoint):
    """Calls one after the other use one connection."""
    server = endpoint(echo)

    async def one_by_one():
        model = model_at(server)
        for _ in range(5):
            await model.complete(extract())
        await model.aclose()

    asyncio.run(one_by_one())
    assert (len(server.calls), server.connections) == (5, 1)


def test_a_model_can_be_used_in_a_second_loop(endpoint):
    """A model object outlives an `asyncio.run`, as in a notebook that calls `generate` twice."""
    server = endpoint(echo)
    model = model_at(server)

    async def once():
        try:
            return await model.complete(extract())
        finally:
            await model.aclose()

    assert asyncio.run(once()) == asyncio.run(once())


def test_connections_of_an_ended_loop_are_not_used_again(endpoint):
    """A model that was not closed before its loop ended connects anew in the next one."""
    server = endpoint(echo)
    model = model_at(server)
    with warnings.catch_warnings():
        # The connection that nobody closed is what this test is about.
        warnings.simplefilter("ignore", ResourceWarning)
        asyncio.run(model.complete(extract()))

        async def again():
            await model.complete(extract())
            await model.aclose()

        asyncio.run(again())
        gc.collect()
    assert (len(server.calls), server.connections) == (2, 2)


# Faults -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        status(500, "boom"),
        status(503, "loading model"),
        status(429, "slow down"),
        status(429, "slow down", headers={"Retry-After": "0.01"}),
        status(408, "late"),
        drop(),
        garbage(),
        garbage(b""),
        garbage(b"{}"),
        garbage(b'{"choices": []}'),
    ],
)
def test_what_may_pass_is_tried_again(endpoint, fault):
    """A server error, a rate limit, a broken connection or a body that is no completion is tried again."""
    server = endpoint(lambda _, n: fault if n < 2 else GOOD)
    (reply,) = run(server)
    assert json.loads(reply.text) == GOOD
    assert len(server.calls) == 3


@pytest.mark.parametrize(
    ("fault", "code", "final", "says"),
    [
        (status(401, "Incorrect API key"), "auth", True, "OPENAI_API_KEY"),
        (status(403, "no access"), "forbidden", False, "no access"),
        (status(404, 'model "x" not found, try pulling it first'), "not_found", True, "try pulling it first"),
        (status(404, "no"), "not_found", True, "--base-url"),
        (status(429, "You exceeded your current quota", kind="insufficient_quota"), "rate_limit", True, "no quota"),
        (status(402, "pay"), "rate_limit", True, "no quota"),
        (status(400, "messages: wrong"), "bad_request", False, "messages: wrong"),
        (status(400, "unknown field response_format"), "bad_request", True, "json_schema, which every call needs"),
        (status(400, "exceeds the available context size"), "truncated", False, "OLLAMA_CONTEXT_LENGTH"),
        (status(413, "too large"), "bad_request", False, "too large"),
    ],
)
def test_what_can_not_pass_is_not_tried_again(endpoint, fault, code, final, says):
    """A wrong key, name or request is told at once, with what to do; what no later call can mend is a setup error."""
    server = endpoint(lambda *_: fault)
    (error,) = run(server)
    assert code_of(error) == code
    assert isinstance(error, SetupError) == final
    assert says in str(error)
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (status(500, "boom"), "server"),
        (status(429, "slow down"), "rate_limit"),
        (drop(), "connect"),
        (garbage(), "server"),
    ],
)
def test_tries_come_to_an_end(endpoint, fault, code):
    """A fault that stays is told after a handful of tries."""
    server = endpoint(lambda *_: fault)
    (error,) = run(server)
    assert code_of(error) == code
    assert 3 <= len(server.calls) <= 8


# The ids are fixed: workers that collect a second apart must find the same tests.
@pytest.mark.parametrize("header", ["0.3", formatdate(time.time() + 3600, usegmt=True)], ids=["seconds", "date"])
def test_retry_after_is_kept_to(endpoint, header):
    """The pause that the server asks for is made, and one that outlasts the call's time is not begun."""
    times = []

    def script(_, n):
        times.append(time.monotonic())
        return status(429, "wait", headers={"Retry-After": header}) if n == 0 else GOOD

    server = endpoint(script)
    (reply,) = run(server, timeout=5)
    if header == "0.3":
        assert isinstance(reply, Completion)
        assert times[1] - times[0] >= 0.3
    else:
        assert code_of(reply) == "rate_limit"
        assert len(times) == 1


def test_the_timeout_bounds_a_call_with_its_retries(endpoint):
    """However often it is tried, a call ends within its time-out."""
    server = endpoint(lambda *_: delay(0.25, status(500, "boom")))
    began = time.monotonic()
    (error,) = run(server, timeout=0.6)
    assert code_of(error) in {"timeout", "server"}
    assert time.monotonic() - began < 1.5


def test_a_silent_server_is_a_timeout(endpoint):
    """A server that does not answer in time is told as such, with what to do."""
    server = endpoint(lambda *_: delay(1.5, GOOD))
    (error,) = run(server, timeout=0.2)
    assert code_of(error) == "timeout"
    assert "--timeout" in str(error)


def closed_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


def test_nobody_there_stops_the_run():
    """When call after call finds nobody, the rest of the run asks no more."""

    async def many():
        model = OpenAIModel("m", base_url=closed_port(), first_wait=0.001, concurrency=1)
        calls = [model.complete(extract(f"Sentence {n}.")) for n in range(20)]
        return await asyncio.gather(*calls, return_exceptions=True)

    errors = asyncio.run(many())
    assert [code_of(error) for error in errors] == ["connect"] * 3 + ["stopped"] * 17
    assert isinstance(errors[2], SetupError)
    assert "--base-url" in str(errors[0])


@pytest.mark.parametrize("fault", [status(503, "down"), status(429, "slow down"), garbage()])
def test_a_server_that_only_fails_stops_the_run(endpoint, fault):
    """After sixteen calls in a row that had only faults, each with its tries, no more are made; one good one resets."""
    failing = True
    server = endpoint(lambda *_: fault if failing else "{}")
    model = model_at(server, timeout=30.0, first_wait=0.001, concurrency=4)
    requests = [extract(f"Sentence {n}.") for n in range(40)]

    async def asked(some):
        return await asyncio.gather(*(model.complete(r) for r in some), return_exceptions=True)

    async def all_of_it():
        nonlocal failing
        first = await asked(requests[:10])
        failing = False
        good = await asked(requests[10:11])
        failing = True
        rest = await asked(requests[11:])
        await model.aclose()
        return first, good, rest

    first, (good,), rest = asyncio.run(all_of_it())
    assert not any(isinstance(error, SetupError) for error in first)
    assert isinstance(good, Completion)
    assert sum(not isinstance(error, SetupError) for error in rest) == 15
    (last,) = {str(error) for error in rest if isinstance(error, SetupError)}
    assert last.endswith("No further calls are made.")


def test_a_wrong_key_is_tried_once_for_all_calls(endpoint):
    """Calls that wait for their turn are not sent after the key was refused."""
    server = endpoint(lambda *_: status(401, "no"))
    errors = run(server, *(extract(f"Sentence {n}.") for n in range(10)), concurrency=1)
    assert [code_of(error) for error in errors] == ["auth"] + ["stopped"] * 9
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("fault", "finish"),
    [(truncated('{"claims":[]}'), "length"), (refusal("No."), "refusal"), (Fault("x", "content_filter"), "refusal")],
)
def test_finish_is_told(endpoint, fault, finish):
    """A reply cut by length or a refusal comes back as what it is."""
    (reply,) = run(endpoint(lambda *_: fault))
    assert reply.finish == finish


def test_usage_is_the_servers_or_unknown(endpoint):
    """Token counts are passed on, and are None where the server gives none."""
    server = endpoint(lambda _, n: Fault("{}", usage=n == 0))
    first, second = (run(server)[0] for _ in range(2))
    assert first.prompt_tokens > 100
    assert (second.prompt_tokens, second.completion_tokens) == (None, None)


LONG = extract(*[f"{text} It was said twice over." for text in REPORT * 2])
SENT, NEW = count(LONG.system) + count(LONG.user), count(LONG.user)


@pytest.mark.parametrize(
    ("reported", "cut"),
    [
        pytest.param(SENT, False, id="all"),
        pytest.param(SENT + 90, False, id="all, with a chat template"),
        pytest.param(SENT - 60, False, id="a thriftier tokenizer"),
        pytest.param(700, True, id="half a context and some more"),
        pytest.param(2048, True, id="the whole of a context of 2,048"),
        pytest.param(2049, False, id="a little less, but no context's size"),
        pytest.param(NEW, False, id="all but what was in the prefix cache"),
        pytest.param(40, False, id="a re-ask, whose article was in the prefix cache"),
        pytest.param(0, False, id="nothing, all of it in the cache"),
    ],
)
def test_a_silently_cut_prompt_is_noticed(endpoint, reported, cut):
    """A server that read fewer tokens than were sent has cut the prompt, unless its prefix cache explains it."""
    assert 2048 < 0.9 * SENT < 2304
    (reply,) = run(endpoint(lambda *_: Fault("{}", prompt_tokens=reported)), LONG)
    if cut:
        assert code_of(reply) == "truncated"
        assert f"read {reported} tokens of a prompt of about {SENT}" in str(reply)
    else:
        assert isinstance(reply, Completion)


# The key ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        status(401, f"Incorrect API key provided: {KEY}"),
        status(400, f"Bearer {KEY} sent response_format"),
        status(500, KEY),
        garbage(f"<p>{KEY}</p>".encode()),
        Fault(json.dumps({"claims": [claim("s1", f"The key is {KEY}.")]})),
        refusal(f"Your key {KEY} is bad"),
        drop(),
    ],
)
def test_the_key_is_nowhere(endpoint, fault, tmp_path, caplog, capfd):
    """Whatever a server echoes, the key is in no message, traceback, reply, log, output, cache or recording."""
    caplog.set_level(logging.DEBUG)
    server = endpoint(lambda *_: fault)
    model = model_at(server)
    recorder = Recorder(tmp_path / "r.jsonl", model="m", judge="m", server=None, prompts={}, date="")
    with Cache(tmp_path / "c.sqlite3") as cache, recorder:
        asker, (answer,) = ask(model, cache=cache, recorder=recorder)
    seen = [repr(answer), repr(model), str(asker.failures), caplog.text, *capfd.readouterr()]
    error = answer if isinstance(answer, BaseException) else None
    while error is not None:
        seen += traceback.TracebackException.from_exception(error, capture_locals=False).format()
        assert "openai" not in type(error).__module__
        error = error.__cause__ or error.__context__
    assert KEY not in "".join(seen)
    assert not [path for path in tmp_path.iterdir() if KEY.encode() in path.read_bytes()]
    assert server.calls[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_key_with_a_line_break_is_mended_or_refused(endpoint):
    """A key pasted with its newline works; one with odd characters is refused without being shown."""
    server = endpoint(echo)
    assert isinstance(run(server, api_key=f"{KEY}\n")[0], Completion)
    (error,) = run(server, api_key="sk-geheimer-schlüssel")
    assert code_of(error) == "auth"
    assert "geheim" not in str(error)
    assert len(server.calls) == 1


# The limiter ----------------------------------------------------------------------------------------------------------


def test_no_more_calls_at_once_than_allowed(endpoint):
    """The server never sees more than `concurrency` requests at a time, and sees that many."""
    server = endpoint(lambda *_: delay(0.03, GOOD))
    run(server, *(extract(f"Sentence {n}.") for n in range(12)), concurrency=3)
    assert server.most == 3


def test_a_rate_limit_lowers_the_number_of_calls():
    """Refusals halve the limit once for calls sent together; successes raise it step by step, up to the most."""
    limiter = Limiter(8)
    for _ in range(8):
        limiter.refused(8)
    assert limiter.limit == 4
    limiter.refused(4)
    limiter.refused(2)
    limiter.refused(1)
    assert limiter.limit == 1
    limiter.succeeded()
    assert limiter.limit == 2
    for _ in range(100):
        limiter.succeeded()
    assert limiter.limit == 8


def test_a_lowered_limit_holds_back_waiting_calls():
    """After a refusal, places that fall free are not filled until the lower limit allows it."""

    async def scenario():
        limiter = Limiter(4)
        running = most = 0
        lowered = asyncio.Event()

        async def call(n: int) -> None:
            nonlocal running, most
            async with limiter:
                running += 1
                if n == 0:
                    limiter.refused(4)
                    lowered.set()
                elif n >= 4:
                    most = max(most, running)
                await lowered.wait()
                await asyncio.sleep(0.001 * (n + 1))
                running -= 1

        await asyncio.gather(*(call(n) for n in range(12)))
        return most

    assert asyncio.run(scenario()) == 2


def test_a_server_that_takes_two_at_a_time_gets_all_calls_done(endpoint):
    """Against a tight rate limit the number of calls comes down until all of them pass."""
    running: list[int] = []

    def script(_, n):
        running.append(n)
        try:
            if len(running) > 2:
                return status(429, "too many")
            time.sleep(0.005)
            return GOOD
        finally:
            running.remove(n)

    server = endpoint(script)
    replies = run(server, *(extract(f"Sentence {n}.") for n in range(24)), first_wait=0.02)
    assert all(isinstance(reply, Completion) for reply in replies)


def test_only_a_rate_limit_lowers_the_number_of_calls(endpoint):
    """Server errors and broken connections are tried again with as many calls under way as before."""

    def script(_, n):
        if 20 <= n < 32:
            return [status(503, "down", headers={"Retry-After": "0"}), drop()][n % 2]
        return delay(0.05, GOOD)

    server = endpoint(script)
    model = OpenAIModel("m", base_url=server.url, concurrency=6, first_wait=0.001)

    async def twice() -> list[object]:
        first = await asyncio.gather(*(model.complete(extract(f"Sentence {n}.")) for n in range(26)))
        server.most = 0
        second = await asyncio.gather(*(model.complete(extract(f"Line {n}.")) for n in range(6)))
        await model.aclose()
        return [*first, *second]

    assert all(isinstance(reply, Completion) for reply in asyncio.run(twice()))
    assert server.most == 6


def test_a_cancelled_call_gives_its_place_back():
    """A call that is given up, while waiting or while running, blocks nobody."""

    async def scenario():
        limiter = Limiter(1)

        async def call(seconds: float) -> None:
            async with limiter:
                await asyncio.sleep(seconds)

        tasks = [asyncio.create_task(call(60)), asyncio.create_task(call(60)), asyncio.create_task(call(0))]
        await asyncio.sleep(0)
        tasks[0].cancel()
        tasks[1].cancel()
        await asyncio.wait_for(tasks[2], 5)
        running = most = 0

        async def counted() -> None:
            nonlocal running, most
            async with limiter:
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.001)
                running -= 1

        await asyncio.gather(*(counted() for _ in range(5)))
        return most

    assert asyncio.run(scenario()) == 1


def test_a_place_given_to_a_call_that_is_cancelled_in_that_moment_is_passed_on():
    """A place is not lost when its next owner is cancelled between being given it and taking it."""

    async def scenario():
        limiter = Limiter(1)

        async def take() -> None:
            async with limiter:
                pass

        async with limiter:
            unlucky = asyncio.create_task(take())
            await asyncio.sleep(0)
        unlucky.cancel()
        await asyncio.wait_for(take(), 5)

    asyncio.run(scenario())


# Asking ---------------------------------------------------------------------------------------------------------------


def test_an_answer_is_read(endpoint):
    """A finished reply that fits is complete, and is counted with the server's tokens."""
    asker, (answer,) = ask(model_at(endpoint(lambda *_: GOOD)))
    assert answer.reply.claims[0].statement == GOOD["claims"][0]["statement"]
    assert answer.complete
    assert not answer.cached
    assert (asker.calls, asker.cached, asker.failures) == (1, 0, ())
    assert asker.prompt_tokens > 100
    assert asker.cost_usd == pytest.approx((asker.prompt_tokens * 0.15 + asker.completion_tokens * 0.60) / 1e6)


def test_a_rerun_asks_nothing(endpoint, tmp_path):
    """A second run over the same requests is answered from the cache, also when the server is gone or the key wrong."""
    server = endpoint(lambda _, n: GOOD if n < 2 else status(401, "no"))
    requests = [extract("A."), extract("B.")]
    with Cache(tmp_path / "c.sqlite3") as cache:
        _, first = ask(model_at(server), *requests, cache=cache)
        again, second = ask(model_at(server), *requests, extract("C."), cache=cache)
    assert [answer.reply for answer in first] == [answer.reply for answer in second[:2]]
    assert all(answer.cached for answer in second[:2])
    assert (again.calls, again.cached, again.prompt_tokens, again.cost_usd) == (0, 2, 0, 0.0)
    assert code_of(second[2]) == "auth"
    assert len(server.calls) == 3


@pytest.mark.parametrize(
    "fault",
    [
        truncated('{"claims":[' + json.dumps(GOOD["claims"][0]) + ',{"label":'),
        '{"claims":[' + json.dumps(GOOD["claims"][0]) + ',{"label":"x"}]}',
        truncated(json.dumps(GOOD)),
    ],
)
def test_what_is_usable_of_a_broken_reply_is_kept_but_not_cached(endpoint, tmp_path, fault):
    """A cut or partly wrong reply gives its good items, and is asked anew by the next run."""
    server = endpoint(lambda _, n: fault if n == 0 else GOOD)
    with Cache(tmp_path / "c.sqlite3") as cache:
        _, (first,) = ask(model_at(server), cache=cache)
        _, (second,) = ask(model_at(server), cache=cache)
    assert not first.complete
    assert first.reply == second.reply
    assert second.complete
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (empty(), "empty"),
        ("I am a poem", "not_json"),
        ('{"claims":[{"label":"x"}]}', "schema"),
        (refusal(), "refusal"),
        (truncated('{"claims":[{"la'), "length"),
        (status(400, "no"), "bad_request"),
    ],
)
def test_a_failure_is_reported_and_not_cached(endpoint, tmp_path, fault, code):
    """A reply with nothing usable is an error and a failure, and is asked anew by the next run."""
    server = endpoint(lambda _, n: fault if n == 0 else GOOD)
    with Cache(tmp_path / "c.sqlite3") as cache:
        asker, (error,) = ask(model_at(server), cache=cache)
        _, (answer,) = ask(model_at(server), cache=cache)
    assert code_of(error) == code
    assert asker.failures == (str(error),)
    assert answer.complete


def test_each_kind_of_failure_stands_once(endpoint):
    """Ten failures of a kind are one line with their number."""
    server = endpoint(lambda *_: empty())
    asker, _ = ask(model_at(server), *(extract(f"Sentence {n}.") for n in range(10)))
    assert len(asker.failures) == 1
    assert asker.failures[0].startswith("10 calls failed: The model's reply is empty")


def test_a_wrong_key_is_one_line(endpoint):
    """After a setup error nothing more is sent, and only that error is reported."""
    server = endpoint(lambda *_: status(401, "no"))
    asker, errors = ask(model_at(server, concurrency=1), *(extract(f"Sentence {n}.") for n in range(10)))
    assert all(isinstance(error, SetupError) for error in errors)
    assert len(server.calls) == 1
    assert len(asker.failures) == 1
    assert "the key was refused. Set OPENAI_API_KEY" in asker.failures[0]


def test_equal_requests_are_one_call(endpoint):
    """Requests that are equal and under way together are sent once, and each asker gets the answer."""
    server = endpoint(lambda *_: delay(0.05, GOOD))
    asker, answers = ask(model_at(server), extract(), extract(), extract())
    assert len(server.calls) == 1
    assert len({answer.reply.model_dump_json() for answer in answers}) == 1
    assert (asker.calls, asker.cached) == (1, 2)


def test_a_cancelled_asker_does_not_take_the_call_from_the_others(endpoint):
    """One of two askers of the same request can be cancelled; the other still gets the answer."""
    server = endpoint(lambda *_: delay(0.1, GOOD))

    async def scenario():
        model = model_at(server)
        asker = Asker(model)
        first, second = (asyncio.create_task(asker.ask(extract(), ExtractReply)) for _ in range(2))
        await asyncio.sleep(0.03)
        first.cancel()
        answer = await second
        await model.aclose()
        return answer

    assert asyncio.run(scenario()).complete


def test_a_reply_is_stored_when_it_arrives(endpoint, tmp_path):
    """A run that is broken off keeps every reply that came before."""
    server = endpoint(lambda _, n: GOOD if n == 0 else delay(2.0, GOOD))
    cache = Cache(tmp_path / "c.sqlite3")

    async def broken_off():
        model = model_at(server, concurrency=1)
        asker = Asker(model, cache=cache)
        calls = [asker.ask(extract(text), ExtractReply) for text in ("A.", "B.")]
        await asyncio.wait_for(asyncio.gather(*calls), 0.5)

    with pytest.raises(TimeoutError):
        asyncio.run(broken_off())
    cache.close()
    with Cache(tmp_path / "c.sqlite3") as again:
        asker, _ = ask(model_at(server, timeout=0.2), extract("A."), cache=again)
    assert (asker.calls, asker.cached) == (0, 1)


def test_no_call_is_made_past_the_budget(endpoint):
    """The calls that the money does not cover are not made, and the message says what was spent."""
    server = endpoint(lambda *_: GOOD)
    requests = [extract(f"Sentence {n}.") for n in range(10)]
    one, _ = ask(model_at(server), requests[0])
    server.calls.clear()
    asker, answers = ask(model_at(server, concurrency=1), *requests, budget=Budget(one.cost_usd * 5))
    refused = [answer for answer in answers if isinstance(answer, EndpointError)]
    assert {code_of(error) for error in refused} == {"budget"}
    assert "--max-cost" in str(refused[0])
    assert 0 < len(server.calls) == 10 - len(refused) < 6
    assert asker.cost_usd <= one.cost_usd * 5


def test_a_budget_needs_a_price():
    """A limit in dollars for a model without a known price is refused before any call."""
    with pytest.raises(UsageError, match="--max-cost"):
        Asker(OpenAIModel("qwen2.5:1.5b", base_url="http://localhost:1/v1"), budget=Budget(1.0))


def test_prices():
    """A dated name costs what the bare name does; an unknown model's price is not known."""
    assert price("gpt-4o-mini-2024-07-18") == price("gpt-4o-mini")
    assert price("gpt-4o-mini").of(1_000_000, 1_000_000) == pytest.approx(0.75)
    assert price("llama3") is price(None) is None


def test_unknown_usage_is_an_unknown_cost(endpoint):
    """Where the server counts no tokens, the cost is None and not 0."""
    asker, _ = ask(model_at(endpoint(lambda *_: Fault(json.dumps(GOOD), usage=False))))
    assert asker.calls == 1
    assert asker.cost_usd is None


def test_a_recorded_run_replays_without_a_server(endpoint, tmp_path):
    """What was recorded is answered without a call, and what was not falls out with its own code."""
    server = endpoint(lambda *_: GOOD)
    path = tmp_path / "run.jsonl"
    with Recorder(
        path, model="gpt-4o-mini", judge="gpt-4o-mini", server="x", prompts=prompts.hashes(), date="2025-03-10"
    ) as recorder:
        _, (recorded,) = ask(model_at(server), extract("A."), recorder=recorder)
    asker, (answer, missing) = ask(Replay(path), extract("A."), extract("B."))
    assert answer.reply == recorded.reply
    assert (asker.name, asker.calls, asker.cached, asker.cost_usd) == ("gpt-4o-mini", 0, 1, 0.0)
    assert code_of(missing) == "not_recorded"
    assert len(server.calls) == 1


class Misconfigured:
    """A model of the user's own that cannot be asked."""

    name = "own"

    def __init__(self) -> None:
        self.asked = 0

    async def complete(self, _request) -> Completion:
        self.asked += 1
        raise SetupError("No key in the safe. Open it.", code="auth")


def test_a_setup_error_of_any_model_ends_the_asking(tmp_path):
    """Whatever the model, no call follows a setup error in the same run; what is cached is still answered."""
    model = Misconfigured()

    async def three(cache):
        asker = Asker(model, cache=cache)
        cache.put(cache_key(extract("C."), "own", ""), Completion(json.dumps(GOOD)))
        errors = []
        for text in ("A.", "B."):
            with pytest.raises(SetupError, match="No key in the safe") as caught:
                await asker.ask(extract(text), ExtractReply)
            errors.append(caught.value.code)
        return errors, await asker.ask(extract("C."), ExtractReply)

    with Cache(tmp_path / "c.sqlite3") as cache:
        errors, answer = asyncio.run(three(cache))
    assert errors == ["auth", "stopped"]
    assert answer.cached
    assert model.asked == 1


class Own:
    """A model of the user's own, with the one method that a model needs."""

    def __init__(self) -> None:
        self.asked = 0

    async def complete(self, _request) -> Completion:
        self.asked += 1
        return Completion(json.dumps({"checks": [{"label": "p1", "astray": [], "reason": "", "verdict": "update"}]}))


def test_any_object_with_the_method_is_a_model(tmp_path):
    """A model without a name can be asked; it is not cached, for nobody knows which model it will be tomorrow."""
    model = Own()

    async def twice(cache):
        asker = Asker(model, cache=cache)
        request = prompts.disputes_request([prompts.DisputeView("Q", [("1", ["A"]), ("2", ["B"])])])
        return [(await asker.ask(request, DisputesReply)).reply.checks[0].verdict for _ in range(2)]

    with Cache(tmp_path / "c.sqlite3") as cache:
        assert asyncio.run(twice(cache)) == ["update", "update"]
    assert model.asked == 2


def test_scripted_models_fit_their_schemas(endpoint):
    """The faithful and the lying model answer each prompt in full, and the lies are none of the article's numbers."""
    for script in (echo, lying):
        _, (answer,) = ask(model_at(endpoint(script)), extract("KFOR has 4,700 soldiers.", "Rutte comes."))
        assert answer.complete
        assert [c.label for c in answer.reply.claims] == ["s1", "s2"]
        assert ("4,700" in answer.reply.claims[0].statement) == (script is echo)
