"""Servers as they are, over real sockets: where they put an answer, how they fail, and what stands between."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from briefing import Brief
from briefing.cache import Cache
from briefing.errors import EndpointError, SetupError, UsageError
from briefing.limits import REPLY_BYTES, REPLY_ITEMS, STATEMENT_CHARACTERS
from briefing.model import OpenAIModel, host
from briefing.verify import verify
from tests.runs import command, loaded, made, port
from tests.scripted import claim, echo, prompt_of
from tests.server import Fault, Script, Server, serve, status
from tests.test_model import KEY, ask, code_of, extract, model_at, run

Endpoint = Callable[[Script], Server]
CLAIM = claim("s1", "Rutte is expected in Pristina.")
GOOD = {"claims": [CLAIM], "orders": []}
TEXT = json.dumps(GOOD)
OTHER = TEXT.replace("Pristina", "Oslo")


def body(message: object, finish: object = "stop", **more: Any) -> Fault:
    """A chat completion with this message in it."""
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return Fault(raw=json.dumps({"id": "x", "choices": [choice], "usage": None, **more}).encode())


def changed(**fields: Any) -> str:
    return json.dumps({"claims": [{**CLAIM, **fields}], "orders": []})


def stream(*contents: str, end: str = "stop") -> Fault:
    """A completion in the chunks of a stream."""
    deltas = [{"delta": {"content": text}, "finish_reason": None} for text in contents]
    chunks = [*deltas, {"delta": {}, "finish_reason": end}]
    lines = [f"data: {json.dumps({'choices': [chunk]})}\n\n" for chunk in chunks]
    raw = "".join([": keep-alive\n\n", *lines, "data: [DONE]\n\n"]).encode()
    return Fault(raw=raw, headers={"Content-Type": "text/event-stream"})


def tool(arguments: object) -> dict[str, Any]:
    return {"content": None, "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": arguments}}]}


PLAIN = json.dumps({"choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}]}).encode()

# Where a name holds a "#", it is the public report that the answer is modelled on.
READ: Mapping[str, Fault | str] = {
    "thoughts without an opening tag": f"Is it {{so}}? </think>{TEXT}",
    "thoughts in a tag of their own": f'<thinking>Perhaps {{"claims": []}}.</thinking>\n{TEXT}',
    "thoughts in Kimi's tags": f"◁think▷{OTHER}◁/think▷{TEXT}",
    "thoughts in harmony's channels": f"<|channel|>analysis<|message|>{OTHER}<|end|><|channel|>final<|message|>{TEXT}",
    "thoughts with hundreds of braces": "{x} " * 900 + TEXT,
    "two objects": f"{OTHER}\n\n{TEXT}",
    "a wrapper": json.dumps({"response": GOOD}),
    "the call of a tool as text": json.dumps({"name": "extract", "arguments": TEXT}),
    "JSON in a JSON string": json.dumps(TEXT),
    "an object already read": body({"content": GOOD}),
    "parts of text": body({"content": [{"type": "text", "text": TEXT[:40]}, {"type": "text", "text": TEXT[40:]}]}),
    "reasoning_content, content empty: lmstudio-bug-tracker#1698": body({"content": "", "reasoning_content": TEXT}),
    "reasoning, content null: vllm#48863": body({"content": None, "reasoning": TEXT}),
    "parts with thoughts: vercel/ai#13703": body(
        {
            "content": [
                {"type": "thinking", "thinking": [{"type": "text", "text": OTHER}]},
                {"type": "text", "text": TEXT},
            ]
        }
    ),
    "the arguments of a tool": body(tool(TEXT), "tool_calls"),
    "the arguments of a tool as an object": body(tool(GOOD), "tool_calls"),
    "a null error beside the choices: ollama#13371": body({"content": TEXT}, error=None),
    "a stream: BYK/loreai#605": stream(TEXT[:30], TEXT[30:90], TEXT[90:]),
    "the end of a stream behind a whole body: 9router#3492": Fault(raw=PLAIN + b"data: [DONE]\n\n"),
    "usage that is text": body({"content": TEXT}, usage="12"),
    "usage in fractions": body({"content": TEXT}, usage={"prompt_tokens": 900.5, "completion_tokens": "9"}),
    "usage without an end": body({"content": TEXT}, usage={"prompt_tokens": 10**30, "completion_tokens": -1}),
    "a reason to end that is a number": body({"content": TEXT}, 0),
    "a refusal that is empty": body({"content": TEXT, "refusal": []}),
    "a raw tab and newline": Fault(raw=PLAIN.replace(b"expected in", b"expected\tin\n")),
    "bytes that are no text": Fault(raw=PLAIN.replace(b'{"choices"', b'{"id": "\xff\xfe", "choices"')),
    "a byte order mark": Fault(raw=b"\xef\xbb\xbf" + PLAIN),
    "UTF-16": Fault(raw=PLAIN.decode().encode("utf-16")),
    "a charset that no codec has": Fault(raw=PLAIN, headers={"Content-Type": "application/json; charset=no-such"}),
    "a charset that is another": Fault(raw=PLAIN, headers={"Content-Type": "application/json; charset=utf-16"}),
    "gzip": Fault(raw=gzip.compress(PLAIN), headers={"Content-Encoding": "gzip"}),
    "an extra key": json.dumps({"thoughts": {"claims": "none"}, **GOOD}),
    "a label in brackets": changed(label="[S1]"),
    "a label with a zero": changed(label="s01"),
    "labels in one string": changed(more="s2, [s3]"),
    "null and numbers for words": changed(speaker=None, when=None, figure=4700, section=None),
    "half of an emoji": changed(statement="Rutte is expected in Pristina. \ud83d"),
    "a NUL": changed(statement="Rutte is expected in Pristina.\x00"),
}


@pytest.mark.parametrize("name", READ)
def test_the_answer_is_read_wherever_it_stands(name: str, endpoint: Endpoint, tmp_path: Path) -> None:
    """It is complete, is asked once, and answers a rerun from the cache."""
    server = endpoint(lambda *_: READ[name])
    with Cache(tmp_path / "c.sqlite3") as cache:
        for _ in range(2):
            asker, (answer,) = ask(model_at(server), cache=cache)
            assert answer.reply.claims[0].statement == CLAIM["statement"]
            assert (answer.reply.claims[0].label, len(answer.reply.claims)) == ("s1", 1)
            assert (answer.complete, asker.failures) == (True, ())
        assert cache.notice is None
    assert len(server.calls) == 1


def error(code: object, message: object, **more: Any) -> bytes:
    return json.dumps({"error": {"code": code, "message": message, **more}}).encode()


ECHO = "response_format json_schema: maximum context length, billing, content_filter"
IN_CHOICE = {"message": {"content": ""}, "finish_reason": "error", "error": {"code": 502, "message": "Upstream"}}
LONG = error(400, "the request exceeds the available context size", type="exceed_context_size_error")
GROQ = error("json_validate_failed", "Failed to generate JSON.", failed_generation=ECHO)
FASTAPI = json.dumps({"detail": [{"msg": "Field required", "input": ECHO}]}).encode()
LM_STUDIO = b"""{"error": "'response_format.type' must be 'json_schema'"}"""
# The answer, the code of the error that it ends as, what the message says, and whether it is asked again.
TOLD: Mapping[str, tuple[Fault, str, str, bool]] = {
    "200, but a rate limit": (Fault(raw=error(429, "Slow down")), "rate_limit", "the error 429 (Slow down)", True),
    "200, but a rate limit by name": (Fault(raw=error("rate_limit_exceeded", "No")), "rate_limit", "429", True),
    "200, but a wrong key": (Fault(raw=error(401, "Who are you?")), "auth", "OPENAI_API_KEY", False),
    "200, but too long: textgen#7257": (Fault(raw=LONG), "truncated", "OLLAMA_CONTEXT_LENGTH", False),
    "200, an error without choices: pydantic-ai#2323": (
        body(None, error={"message": "Internal Server Error", "code": 500}), "server", "(Internal Server Error)", True,
    ),
    "200, an error in the choice": (
        Fault(raw=json.dumps({"choices": [IN_CHOICE]}).encode()), "server", "the error 502 (Upstream)", True,
    ),
    "200, broken off: bifrost#5425": (body({"content": TEXT[:60]}, "error"), "server", "finish_reason", True),
    "200, choices null: 9router#2727": (Fault(raw=b'{"choices": null}'), "server", "a chat completion", True),
    "500, but too long: llama.cpp#19774": (
        Fault(status=500, raw=error(500, "Context size has been exceeded.")), "truncated", "context", False,
    ),
    "400 with what the model wrote: amurex-backend#38": (
        Fault(status=400, raw=GROQ), "bad_request", "Failed to generate JSON.", False,
    ),
    "422 with the request": (Fault(status=422, raw=FASTAPI), "bad_request", "Field required", False),
    "an error in a list": (
        Fault(status=400, raw=b"[" + error(400, "Invalid JSON") + b"]"), "bad_request", "(Invalid JSON)", False,
    ),
    "an error that is a string: lmstudio-bug-tracker#169": (
        Fault(status=400, raw=LM_STUDIO), "bad_request", "response_format json_schema, which every call needs", False,
    ),
    "a proxy that wants a password": (status(407, "Authenticate"), "connect", "the proxy wants", False),
    "a filter": (Fault(status=400, raw=error("content_filter", "Filtered.")), "refusal", "Filtered.", False),
    "a wait that no calendar has": (
        status(429, "Slow", headers={"Retry-After": "Fri, 31 Dec 99999 23:59:59 GMT"}), "rate_limit", "Slow", True,
    ),
    "a wait that is no number": (status(429, "Slow", headers={"Retry-After": "nan"}), "rate_limit", "Slow", True),
    "a wait of an hour": (status(503, "", headers={"Retry-After": "3600"}), "server", "asks to wait 3600 s", False),
    "a wait without an end": (status(429, "", headers={"Retry-After": "1e300"}), "rate_limit", "--timeout", False),
    "gzip that is none": (Fault(raw=b"no gzip", headers={"Content-Encoding": "gzip"}), "connect", "Decoding", True),
    "brackets without an end": (Fault(raw=b"[" * 100_000), "server", "other than a chat completion", True),
    "a stream that breaks off": (stream('{"claims": [', end=""), "length", "length limit", False),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_an_error_is_told_by_the_servers_own_words(name: str, endpoint: Endpoint) -> None:
    """In whatever form and status it comes it ends as its kind, and what may pass is tried again."""
    fault, code, says, again = TOLD[name]
    server = endpoint(lambda *_: fault)
    asker, (found,) = ask(model_at(server, timeout=0.5, first_wait=0.001))
    assert code_of(found) == code
    assert says in str(found)
    assert ECHO not in str(found)
    assert asker.failures == (str(found),)
    assert (len(server.calls) > 1) is again


@pytest.mark.parametrize("code", [400, 403])
def test_no_error_of_one_request_ends_a_run_after_a_good_reply(code: int, endpoint: Endpoint) -> None:
    """A server that took the form of a request once takes it again, whatever it says of another."""
    server = endpoint(lambda _, n: GOOD if n % 20 == 0 else status(code, "unknown field response_format"))
    requests = [extract(f"Sentence {n}.") for n in range(21)]
    answers = run(server, *requests, concurrency=1)
    assert len(server.calls) == 21
    assert not any(isinstance(answer, SetupError) for answer in answers)
    assert not isinstance(answers[-1], EndpointError)


def test_what_a_terminal_obeys_is_in_no_message(articles: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    """Escape sequences, bidirectional marks and newlines of a server reach neither the terminal nor the brief."""
    server = endpoint(
        lambda *_: status(400, "\x1b]0;title\x07\x1b[31mred\x1b[0m \u202egnp \u2028 http://me:secret@there")
    )
    done = asked(articles, tmp_path / "b.md", server.url)
    assert done.returncode == 3
    assert "red" in done.stderr
    for text in (done.stderr, (tmp_path / "b.md").read_text("utf-8")):
        assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(text)
        assert "secret" not in text


# The cache ----------------------------------------------------------------------------------------------------------

WORSE = [
    pytest.param(Fault(json.dumps({"claims": [CLAIM, {"label": "x"}]})), "mended", id="an item that does not fit"),
    pytest.param(Fault(TEXT.replace("}]", "},]")), "mended", id="JSON that is none"),
    pytest.param(Fault(f"<think>{TEXT}</think>{TEXT[:50]}"), "mended", id="a draft, and an answer that is broken"),
    pytest.param(Fault(TEXT, "length"), "length", id="cut"),
]


@pytest.mark.parametrize(("worse", "mark"), WORSE)
def test_a_reply_that_was_mended_is_marked_until_a_better_one_comes(
    worse: Fault, mark: str, endpoint: Endpoint, tmp_path: Path
) -> None:
    """It is asked anew, stands in where the server has gone, and gives way to a good one for ever."""
    reply: Any = worse
    server = endpoint(lambda *_: reply)
    with Cache(tmp_path / "c.sqlite3") as cache:

        def once() -> Any:
            asker, (answer,) = ask(model_at(server, timeout=30), cache=cache)
            assert answer.reply.claims[0].statement == CLAIM["statement"]
            return answer.complete, answer.cached, len(asker.failures)

        def marks() -> set[str]:
            found = cache._connection.execute("SELECT finish FROM replies")
            return {finish for (finish,) in found}

        assert (once(), marks()) == ((False, False, 0), {mark})
        reply = status(400, "gone")
        assert (once(), marks()) == ((False, True, 1), {mark})
        reply = GOOD
        assert (once(), marks()) == ((True, False, 0), {"stop"})
        reply = worse
        assert (once(), marks()) == ((True, True, 0), {"stop"})
    assert len(server.calls) == 3


# One article that a server will not read ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles, one of which tells of a shooting."""
    folder = tmp_path_factory.mktemp("harbours")
    for n, town in enumerate("Vik Arna Lunde Strand Moss Hamar Bodo Alta Narvik Molde Roros Skien".split()):
        text = f"The council of {town} voted on Tuesday to close its harbour for {n + 3} days from 10 March."
        shot = " A child was shot near the pier at Bodo on Monday, police said." if town == "Bodo" else ""
        head = f"---\ntitle: {town} closes its harbour\npublisher: {town} Post\npublished: 2025-03-05\n---\n"
        (folder / f"{town}.txt").write_text(f"{head}{text}{shot}\n", "utf-8")
    return folder


FLAGGED = {
    "OpenRouter's 403": status(403, "Input was flagged", kind="403"),
    "Azure's 400": Fault(status=400, raw=error("content_filter", "The prompt triggered the policy.", param="prompt")),
    "the model's refusal": Fault(content=None, refusal="I cannot read this."),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_an_article_that_is_refused_stands_in_its_own_words(
    name: str, harbours: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    """It is named, and not the key; it is shown to no model again; the others go on, now and from the cache."""
    server = endpoint(lambda r, n: FLAGGED[name] if "shot near" in json.dumps(r["messages"]) else echo(r, n))
    calls = []
    for _ in range(2):
        server.calls.clear()
        brief = made(harbours, model="scripted", base_url=server.url, cache=tmp_path / "c.sqlite3")
        calls.append(len(server.calls))
        (told,) = brief.method.failures
        assert str(harbours / "Bodo.txt") in told
        assert "own words stand in" in told
        assert "key" not in told
        assert brief.method.claims_accepted == 11
        shown = [prompt_of(call.body) for call in server.calls if "shot near" in json.dumps(call.body)]
        assert shown == ["extract"]
        mine = [c for c in brief.claims if "Bodo" in c.statement]
        assert {c.check for c in mine} == {"verbatim"}
        assert len(mine) == 2
        printed = [item.text for section in brief.sections for item in section.items]
        assert any("Bodo" in text for text in printed)
        assert verify(brief) == []
    assert calls == [14, 1]


def test_a_403_to_every_call_is_the_key(harbours: Path, endpoint: Endpoint) -> None:
    """Where no call is answered it is no article's fault, and after one round nothing more is sent."""
    server = endpoint(lambda *_: status(403, "Input was flagged"))
    brief = made(harbours, model="scripted", base_url=server.url, concurrency=1)
    (told,) = brief.method.failures
    assert "(Input was flagged): the key was refused. Set OPENAI_API_KEY" in told
    assert "Bodo" not in told
    assert len(server.calls) == 8


# Limits -------------------------------------------------------------------------------------------------------------


@contextmanager
def pouring(head: bytes, part: bytes) -> Iterator[tuple[str, list[int]]]:
    """A server whose body never ends; its address, and the bytes that each caller took."""
    taken: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer(caller: socket.socket) -> None:
            with caller:
                caller.settimeout(5)
                caller.recv(65_536)
                taken.append(0)
                try:
                    caller.sendall(head)
                    while True:
                        caller.sendall(part)
                        taken[-1] += len(part)
                except OSError:
                    return

        def listen() -> None:
            while True:
                try:
                    caller, _ = listening.accept()
                except OSError:
                    return
                Thread(target=answer, args=(caller,), daemon=True).start()

        Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1", taken
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("first", [b"200 OK", b"500 Internal Server Error", b"302 Found"])
def test_a_body_without_an_end_is_left(first: bytes) -> None:
    """Nothing is read far beyond the limit, whatever the status; the message says so, and it is not asked again."""
    head = b"HTTP/1.1 " + first + b"\r\nContent-Type: application/json\r\n\r\n"
    with pouring(head, b"{" * 65_536) as (url, taken):
        _, (found,) = ask(OpenAIModel("m", base_url=url, timeout=5))
    assert code_of(found) == "server"
    assert f"more than {REPLY_BYTES:,} bytes" in str(found)
    assert len(taken) == 1
    # What the two ends of the socket hold is on its way.
    assert taken[0] < 2 * REPLY_BYTES


def test_a_bomb_is_counted_as_it_unpacks() -> None:
    """What is small on its way and large in memory is left where it passes the limit."""
    packed = gzip.compress(b" " * 2 * REPLY_BYTES, 1)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    began = time.process_time()
    with pouring(head, packed) as (url, taken):
        _, (found,) = ask(OpenAIModel("m", base_url=url, timeout=5))
    assert f"more than {REPLY_BYTES:,} bytes" in str(found)
    assert len(taken) == 1
    assert time.process_time() - began < 2


def test_no_reply_has_more_claims_or_longer_ones_than_may_be(endpoint: Endpoint) -> None:
    """Of too many claims the first are taken and the rest told; a statement of a page is left out with its reason."""
    many = json.dumps({"claims": [CLAIM] * (REPLY_ITEMS + 1)})
    long = json.dumps({"claims": [CLAIM, {**CLAIM, "statement": "x" * (STATEMENT_CHARACTERS + 1)}]})
    server = endpoint(lambda _, n: (many, long)[n])
    _, (first,) = ask(model_at(server))
    _, (second,) = ask(model_at(server))
    assert (len(first.reply.claims), len(second.reply.claims)) == (REPLY_ITEMS, 1)
    assert first.problems == (f"claims: more than {REPLY_ITEMS} items; the others were not read",)
    assert "longer than 2,000 characters" in second.problems[0]


# Addresses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("{}/", "/v1/chat/completions"),
        (" {}\n", "/v1/chat/completions"),
        ("{}/chat/completions", "/v1/chat/completions"),
        ("{}/chat/completions/?api-version=2024-10-21", "/v1/chat/completions?api-version=2024-10-21"),
        ("{}?api-version=2024-10-21&x=", "/v1/chat/completions?api-version=2024-10-21&x="),
    ],
)
def test_an_address_is_understood_however_it_is_written(address: str, path: str, endpoint: Endpoint) -> None:
    """Blanks, capitals of the scheme and the path of the call do no harm, and a query goes behind the path."""
    server = endpoint(echo)
    url = address.format(server.url.replace("http", "HTTP"))
    _, (answer,) = ask(OpenAIModel("m", base_url=url, api_key=KEY))
    assert answer.complete
    (call,) = server.calls
    assert call.path == path
    # Azure's dated addresses want the key under another name: litellm#8572.
    assert call.headers.get("api-key") == (KEY if "api-version" in path else None)
    assert host(url) == "127.0.0.1"


def test_an_address_that_is_none_is_not_repeated() -> None:
    """It may hold a password."""
    with pytest.raises(UsageError, match="--base-url") as caught:
        OpenAIModel("m", base_url="http://me:secret@:port/v1")
    assert "secret" not in str(caught.value)


# Proxies and certificates -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return port(tmp_path_factory.mktemp("port") / "articles")


def asked(articles: Path, out: Path, url: str, **env: str) -> Any:
    options = ("--topic", "general", "--model", "scripted", "--base-url", url, "--no-cache", "--timeout", 2, "-o", out)
    return command("generate", articles, *options, **env)


DEAD = "http://127.0.0.1:9"


@pytest.mark.parametrize("proxy", [DEAD, "socks5://127.0.0.1:9", "socks5h://127.0.0.1:9: ollama-python#424", "foo://"])
def test_what_is_meant_for_this_machine_goes_through_no_proxy(
    proxy: str, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment says of proxies, and however it is misspelt, a loopback address is asked directly."""
    server = endpoint(lambda *_: GOOD)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy)
    _, (answer,) = ask(model_at(server))
    assert answer.complete


UNUSABLE = [
    ("ALL_PROXY", "socks5://127.0.0.1:9", "socksio"),
    ("HTTP_PROXY", "socks://me:secret@127.0.0.1:9", "cannot be used"),
    ("http_proxy", "http://me:secret@host:port", "cannot be used"),
    ("HTTP_PROXY", "http://127.0.0.1:99999", "cannot be reached"),
    ("HTTP_PROXY", DEAD, "cannot be reached"),
    ("SSL_CERT_FILE", "/no/such/file.pem", "cannot be read"),
    ("SSL_CERT_FILE", __file__, "cannot be read"),
]


@pytest.mark.parametrize(("variable", "value", "says"), UNUSABLE)
def test_a_proxy_or_certificate_that_cannot_be_used_is_named(
    variable: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line names the variable, and no password."""
    monkeypatch.setenv(variable, value)
    asker, _ = ask(OpenAIModel("m", base_url="http://nobody.invalid/v1", timeout=1, first_wait=0.001))
    (told,) = asker.failures
    assert variable in told
    assert says in told
    assert "secret" not in told


@pytest.mark.parametrize(("variable", "value", "says"), [UNUSABLE[0], UNUSABLE[5]])
def test_what_the_environment_has_wrong_is_no_fault_of_the_program(
    variable: str, value: str, says: str, articles: Path, tmp_path: Path
) -> None:
    """A brief comes out with status 3, and the one line."""
    done = asked(articles, tmp_path / "b.json", "http://nobody.invalid/v1", **{variable: value})
    assert done.returncode == 3, done.stderr
    assert says in done.stderr.splitlines()[2]
    assert isinstance(loaded(tmp_path / "b.json"), Brief)


def test_a_proxy_that_is_right_is_used(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address elsewhere is asked through the proxy that the environment names."""
    server = endpoint(lambda *_: GOOD)
    monkeypatch.setenv("HTTP_PROXY", server.url.removesuffix("/v1"))
    _, (answer,) = ask(OpenAIModel("m", base_url="http://nobody.invalid/v1"))
    assert answer.complete
    assert [call.path for call in server.calls] == ["http://nobody.invalid/v1/chat/completions"]


def test_a_rule_on_markings_tells_what_is_no_loopback_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard speaks of the address alone: a proxy does not make a loopback address another machine."""
    (tmp_path / "briefing.toml").write_text('[marking]\nmay_leave = ["TLP:CLEAR"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    folder = port(tmp_path / "articles")
    with serve(echo) as server:
        assert made(folder, model="m", base_url=server.url, marking="TLP:RED").method.calls
    with pytest.raises(UsageError, match=r"192\.0\.2\.1 is not known to be on it \(localhost and loopback"):
        made(folder, model="m", base_url="http://192.0.2.1/v1", marking="TLP:RED")
