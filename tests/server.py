"""A real HTTP server that speaks OpenAI's Chat Completions, for tests: no client is ever patched.

It refuses (400) any request whose `response_format` is not a strict JSON Schema in the portable subset of OpenAI,
llama.cpp, Ollama and vLLM. What it answers comes from a script: `script(request, n)` gets the JSON of the n-th request
(from 0) and returns the reply: an object (sent as compact JSON), a string (sent as it is) or a `Fault`.
"""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

# The scripted models, for tests that know them from here.
from tests.scripted import claim as claim
from tests.scripted import echo as echo
from tests.scripted import lines_of as lines_of
from tests.scripted import lying as lying
from tests.scripted import prompt_of as prompt_of
from tests.scripted import reworded as reworded
from tests.tunnel import Tunnel

# OpenAI's limits are 10 levels, 1,000 enum values in a schema, and 15,000 characters where an enum has more than 250.
MAX_DEPTH = 5  # objects within objects
MAX_ENUM = 333  # relate names its labels three times
MAX_ENUMS = 1_000
MAX_ENUM_LENGTH = 15_000


@dataclass(frozen=True)
class Fault:
    """An answer other than a plain reply. `delay` is in seconds, before anything is sent."""

    content: str | None = ""
    finish: str = "stop"
    refusal: str | None = None
    prompt_tokens: int | None = None
    usage: bool = True
    status: int = 200
    raw: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    delay: float = 0.0


Reply = dict[str, Any] | str | Fault
Script = Callable[[dict[str, Any], int], Reply]


def status(code: int, message: str = "", *, kind: str | None = None, headers: Mapping[str, str] | None = None) -> Fault:
    """An error in OpenAI's form; `kind` is its `code`, such as insufficient_quota."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": kind}})
    return Fault(status=code, raw=body.encode(), headers=headers or {})


def drop() -> Fault:
    """The connection is closed before anything is sent."""
    return Fault(drop=True)


def delay(seconds: float, then: Reply) -> Fault:
    """`then`, late."""
    return replace(fault_of(then), delay=seconds)


def garbage(body: bytes = b"<html>captive portal</html>") -> Fault:
    """A body that is no chat completion, with status 200."""
    return Fault(raw=body)


def truncated(content: str) -> Fault:
    """A reply that ran into the length limit."""
    return Fault(content=content, finish="length")


def refusal(text: str = "I cannot help with that.") -> Fault:
    """The model refuses."""
    return Fault(content=None, refusal=text)


def empty() -> Fault:
    """A finished reply without a word."""
    return Fault(content="")


def fault_of(reply: Reply) -> Fault:
    if isinstance(reply, Fault):
        return reply
    return Fault(content=reply if isinstance(reply, str) else json.dumps(reply, separators=(",", ":")))


@dataclass(frozen=True)
class Call:
    """A request as it arrived; the names of its headers in small letters."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Server:
    """A running server: its `url`, the JSON of the `requests` so far, `most` requests at once, and `connections`."""

    def __init__(self, script: Script, at: str = "127.0.0.1", port: int = 0) -> None:
        self.script = script
        self.calls: list[Call] = []
        self.refused: list[str] = []
        self.broken: list[Exception] = []
        self.most = 0
        self.connections = 0
        self._running = 0
        self._lock = Lock()
        self._http = ThreadingHTTPServer((at, port), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [call.body for call in self.calls]

    def answer(self, call: Call) -> Fault:
        with self._lock:
            n = len(self.calls)
            self.calls.append(call)
            self._running += 1
            self.most = max(self.most, self._running)
        try:
            if not call.path.partition("?")[0].endswith("/v1/chat/completions"):
                return status(404, f"no such path: {call.path}")
            fault = unportable_request(call.body)
            if fault is not None:
                self.refused.append(fault)
                return status(400, fault)
            reply = fault_of(self._scripted(call, n))
            if reply.delay:
                time.sleep(reply.delay)
            return reply
        finally:
            with self._lock:
                self._running -= 1

    def _scripted(self, call: Call, n: int) -> Reply:
        try:
            return self.script(call.body, n)
        except Exception as error:  # noqa: BLE001  # told where the test ends: see `serve`
            self.broken.append(error)
            return status(400, f"the test's script failed: {error!r}")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(Tunnel, BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1  # headers and body leave in one piece

            def setup(self) -> None:
                super().setup()
                server.connections += 1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                fault = server.answer(Call(self.path, headers, json.loads(body)))
                if fault.drop:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                sent = fault.raw if fault.raw is not None else json.dumps(completion(fault, body)).encode()
                try:
                    self.send_response(fault.status)
                    for name, value in {"Content-Type": "application/json", **fault.headers}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(sent)))
                    self.end_headers()
                    self.wfile.write(sent)
                    self.wfile.flush()
                except OSError:  # the client did not wait
                    self.close_connection = True

            def log_message(self, *_: object) -> None: ...

        return Handler

    def start(self) -> None:
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def serve(script: Script, at: str = "127.0.0.1", port: int = 0) -> Iterator[Server]:
    """Run a server on a free port of 127.0.0.1, or on `port`; `at` "" is every address of this machine.

    A script that raises fails its test.
    """
    server = Server(script, at, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()
    if server.broken:
        raise server.broken[0]


def completion(fault: Fault, request: bytes) -> dict[str, Any]:
    """A chat completion as OpenAI sends it. Token counts are a quarter of the characters, about what they would be."""
    message = {"role": "assistant", "content": fault.content, "refusal": fault.refusal}
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": json.loads(request)["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": fault.finish, "logprobs": None}],
    }
    if fault.usage:
        asked = sum(len(message["content"]) for message in json.loads(request)["messages"]) // 4
        prompt_tokens = asked if fault.prompt_tokens is None else fault.prompt_tokens
        completion_tokens = len(fault.content or "") // 4
        body["usage"] = {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
        }
    return body


def unportable_request(request: Mapping[str, Any]) -> str | None:
    """Why a request is refused, or None."""
    for name in ("max_tokens", "temperature"):
        if name in request:
            return f"Unsupported parameter: {name}"
    wanted = request.get("response_format")
    if not isinstance(wanted, dict) or wanted.get("type") != "json_schema":
        return "response_format must be a json_schema"
    described = wanted.get("json_schema", {})
    if described.get("strict") is not True:
        return "response_format.json_schema must be strict"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", described.get("name", "")):
        return "response_format.json_schema needs a name"
    if described.get("schema", {}).get("type") != "object":
        return "the schema's root must be an object"
    return unportable(described["schema"])


_ALLOWED = {
    "object": {"type", "properties", "required", "additionalProperties"},
    "array": {"type", "items"},
    "string": {"type", "enum"},
    "integer": {"type", "enum"},
    "boolean": {"type"},
    "null": {"type"},
}


def enum_values(node: Any) -> int:
    """How many enum values a schema has in all."""
    if isinstance(node, list):
        return sum(map(enum_values, node))
    if not isinstance(node, dict):
        return 0
    return len(node.get("enum", ())) + sum(enum_values(child) for key, child in node.items() if key != "enum")


def _bad_enum(values: list[Any], kind: str) -> str | None:
    if not 0 < len(values) <= MAX_ENUM or len(set(values)) < len(values):
        return f"an enum has 1 to {MAX_ENUM} values, each once"
    if not all(isinstance(value, str if kind == "string" else int) for value in values):
        return "the values of an enum are of its type"
    if kind == "string" and sum(map(len, values)) > MAX_ENUM_LENGTH:
        return f"the values of an enum have at most {MAX_ENUM_LENGTH} characters"
    return None


def unportable(node: Any, path: str = "$", depth: int = 1) -> str | None:
    """The first thing in a schema that some strict endpoint does not take, or None."""
    if path == "$" and enum_values(node) > MAX_ENUMS:
        return f"more than {MAX_ENUMS} enum values in all"
    if not isinstance(node, dict):
        return f"{path}: no schema"
    if "anyOf" in node:
        branches = node["anyOf"]
        if set(node) != {"anyOf"} or len(branches) != 2 or branches[1] != {"type": "null"}:
            return f"{path}: anyOf must be [X, null] and stand alone"
        return unportable(branches[0], path, depth)
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in _ALLOWED:
        return f"{path}: type {kind!r}"
    if extra := set(node) - _ALLOWED[kind]:
        return f"{path}: {sorted(extra)} not allowed"
    if "enum" in node and (fault := _bad_enum(node["enum"], kind)):
        return f"{path}: {fault}"
    if depth > MAX_DEPTH:
        return f"{path}: deeper than {MAX_DEPTH}"
    if kind == "array":
        return unportable(node.get("items"), f"{path}[]", depth)
    if kind != "object":
        return None
    properties = node.get("properties")
    if not properties or node.get("additionalProperties") is not False:
        return f"{path}: an object needs properties and additionalProperties false"
    if sorted(node.get("required", ())) != sorted(properties):
        return f"{path}: every property must be required"
    found = (unportable(child, f"{path}.{name}", depth + 1) for name, child in properties.items())
    return next((fault for fault in found if fault), None)
