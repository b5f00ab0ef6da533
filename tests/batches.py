"""A local server with OpenAI's files and batches endpoints, for tests: multipart uploads, states, results, errors.

`fate(custom_id, n)` says how a line ends the n-th time (from 0) that it is asked: "answered", "failed" or "expired".
A batch is `in_progress` when it is first asked for, and at its end from then on.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tests.server import Script, completion, fault_of
from tests.tunnel import Tunnel

Fate = Callable[[str, int], str]


def _answered(custom_id: str, n: int) -> str:
    return "answered"


class BatchServer:
    """What the service holds: `files` by id, `batches` by id, and the `keys` that it was called with.

    What stands in `ends` (an id: some fields) is what a batch is at its end instead. `connections` counts them, and
    `answering` is called with each request that was carried out, before its answer is sent.
    """

    def __init__(self, script: Script, fate: Fate) -> None:
        self.script = script
        self.fate = fate
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.asked: Counter[str] = Counter()
        self.keys: set[str] = set()
        self.ends: dict[str, dict[str, Any]] = {}
        self.connections = 0
        self.answering: Callable[[str], None] = lambda _: None
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def results(self, lines: bytes) -> tuple[bytes, bytes]:
        """Answer a file of requests: the results and the errors, each in another order than asked."""
        good, bad = [], []
        for text in reversed(lines.decode().splitlines()):
            line = json.loads(text)
            key = line["custom_id"]
            end = self.fate(key, self.asked[key])
            self.asked[key] += 1
            head = {"id": f"batch_req_{key[:8]}", "custom_id": key}
            if end == "expired":
                error = {"code": "batch_expired", "message": "This request could not be executed in time."}
                bad.append({**head, "response": None, "error": error})
            elif end == "failed":
                body = {"error": {"message": "The server had an error.", "code": "server_error"}}
                bad.append({**head, "response": {"status_code": 500, "body": body}, "error": None})
            else:
                body = completion(fault_of(self.script(line["body"], 0)), json.dumps(line["body"]).encode())
                good.append({**head, "response": {"status_code": 200, "body": body}, "error": None})
        return _lines(good), _lines(bad)

    def _create(self, wanted: dict[str, Any]) -> dict[str, Any]:
        number = len(self.batches)
        good, bad = self.results(self.files[wanted["input_file_id"]])
        ended = {"output_file_id": f"file-out-{number}" if good else None, "error_file_id": None}
        self.files[f"file-out-{number}"] = good
        if bad:
            ended["error_file_id"] = f"file-err-{number}"
            self.files[f"file-err-{number}"] = bad
        batch = {
            "id": f"batch_{number}",
            "object": "batch",
            "created_at": 1,
            "endpoint": wanted["endpoint"],
            "completion_window": wanted["completion_window"],
            "input_file_id": wanted["input_file_id"],
            "status": "validating",
            "metadata": wanted.get("metadata"),
        }
        self.batches[batch["id"]] = {**batch, "polls": 0, "ended": ended}
        return batch

    def _retrieve(self, key: str) -> dict[str, Any]:
        batch = self.batches[key]
        batch["polls"] += 1
        shown = {name: value for name, value in batch.items() if name not in ("polls", "ended")}
        if batch["polls"] == 1:
            return {**shown, "status": "in_progress"}
        return {**shown, **batch["ended"], "status": "completed", **self.ends.get(key, {})}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(Tunnel, BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                server.connections += 1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.keys.add(self.headers["Authorization"])
                if self.path == "/v1/files":
                    key = f"file-in-{len(server.files)}"
                    server.files[key] = _uploaded(body, self.headers["Content-Type"])
                    self._send({"id": key, "object": "file", "bytes": 1, "created_at": 1, "filename": "r.jsonl"})
                elif self.path == "/v1/batches":
                    self._send(server._create(json.loads(body)))
                else:
                    self._send({"error": {"message": "no such path"}}, 404)

            def do_GET(self) -> None:
                content = re.fullmatch(r"/v1/files/([\w-]+)/content", self.path)
                batch = re.fullmatch(r"/v1/batches/([\w-]+)", self.path)
                if content and content[1] in server.files:
                    self._send(server.files[content[1]])
                elif batch and batch[1] in server.batches:
                    self._send(server._retrieve(batch[1]))
                elif self.path.startswith("/v1/batches?"):
                    self._send({"object": "list", "data": list(server.batches.values())[::-1], "has_more": False})
                else:
                    self._send({"error": {"message": "no such path"}}, 404)

            def _send(self, body: dict[str, Any] | bytes, status: int = 200) -> None:
                sent = body if isinstance(body, bytes) else json.dumps(body).encode()
                server.answering(f"{self.command} {self.path}")
                self.send_response(status)
                kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, *_: object) -> None: ...

        return Handler

    def start(self) -> None:
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def batches(script: Script, fate: Fate = _answered) -> Iterator[BatchServer]:
    """Run the service on a free port of 127.0.0.1."""
    server = BatchServer(script, fate)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _uploaded(body: bytes, content_type: str) -> bytes:
    """The file of a multipart upload (RFC 7578)."""
    from email import message_from_bytes

    message = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = {part.get_param("name", header="content-disposition"): part for part in message.get_payload()}
    assert parts["purpose"].get_payload() == "batch"
    return parts["file"].get_payload(decode=True)


def _lines(entries: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(entry) + "\n" for entry in entries).encode()
