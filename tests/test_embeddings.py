"""Candidates by a model's embeddings, over a real socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from briefing.cache import Cache
from briefing.model import Asker
from briefing.model.embeddings import Embedder
from briefing.near import by_embeddings, by_words
from briefing.records.call import Completion, Request
from tests.runs import ROOT, command

HARBOUR = ["The harbour closed on Monday.", "Luka je zatvorena u ponedeljak."]
SCHOOL = ["Schools open again in May.", "Die Schulen sind ab Mai wieder offen."]


class Silent:
    """A model that is never asked."""

    name = "own"

    async def complete(self, request: Request, /) -> Completion:
        raise AssertionError(request.prompt)


def vector(text: str) -> list[float]:
    """What a multilingual model would say: texts on one subject point one way, whatever their language."""
    return [1.0, len(text) / 1e4, 0.0] if text in HARBOUR else [0.0, len(text) / 1e4, 1.0]


@contextmanager
def embedding(status: int = 200) -> Iterator[tuple[str, list[list[str]]]]:
    """A server of `/v1/embeddings`: its address, and the texts of each request. Its rows come in another order."""
    asked: list[list[str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(sent["input"])
            rows = [
                {"object": "embedding", "index": n, "embedding": vector(text)} for n, text in enumerate(sent["input"])
            ]
            usage = {"prompt_tokens": 1, "total_tokens": 1}
            reply = {"object": "list", "model": "e", "data": rows[::-1], "usage": usage}
            body = json.dumps(reply if status == 200 else {"error": {"message": "no such model"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}/v1", asked
    finally:
        http.shutdown()
        http.server_close()


def near(url: str, texts: Sequence[str], asker: Asker, cache: Cache | None = None) -> list[tuple[int, int]]:
    embedder = Embedder("e", base_url=url, api_key=None, timeout=10, cache=cache)
    return list(asyncio.run(by_embeddings(embedder, asker)(texts)))


def test_statements_in_two_languages_meet_by_their_vectors() -> None:
    """Each is among the nearest of the other; by their words they would not meet."""
    texts = [HARBOUR[0], SCHOOL[0], HARBOUR[1], SCHOOL[1]]
    with embedding() as (url, _):
        found = near(url, texts, Asker(Silent()))
    assert {(0, 2), (1, 3)} <= set(found)
    assert asyncio.run(by_words(texts)) == []


def test_vectors_are_kept(tmp_path: Path) -> None:
    """A second run asks only for the texts that the cache does not have."""
    with embedding() as (url, asked), Cache(tmp_path / "c.sqlite3") as cache:
        near(url, HARBOUR, Asker(Silent()), cache)
        near(url, [*HARBOUR, SCHOOL[0]], Asker(Silent()), cache)
    assert asked == [HARBOUR, [SCHOOL[0]]]


def test_a_model_that_there_is_not_leaves_the_words() -> None:
    """The failure is noted with what to do, and statements are compared by their words."""
    asker = Asker(Silent())
    texts = ["The harbour of Varo closed on Monday.", "On Monday the harbour of Varo closed."]
    with embedding(404) as (url, _):
        assert near(url, texts, asker) == [(0, 1)]
    (failure,) = asker.failures
    assert failure.endswith("words were compared instead.")
    assert "words were compared instead" in failure


def test_without_numpy_the_command_names_the_way_to_get_it(tmp_path: Path) -> None:
    """Only embeddings need it: with an embedding model the message has the pip command, without one a brief is made."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "numpy.py").write_text("raise ImportError('not here')\n")
    (tmp_path / "a.txt").write_text("The harbour of Varo closed on Monday.\n")
    path = f"{tmp_path / 'blocked'}:{ROOT}"
    asked = ("--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--no-cache", "--embedding-model", "e")
    done = command("generate", tmp_path / "a.txt", *asked, PYTHONPATH=path)
    assert done.returncode == 2
    assert "pip install '.[embeddings]'" in done.stderr
    assert command("generate", tmp_path / "a.txt", "--no-model", PYTHONPATH=path).returncode == 0
