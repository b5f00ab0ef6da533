"""How near a run comes to what the bare client can do: a local server with a fixed latency, many articles.

    python tests/benchmarks/throughput.py [--articles 400] [--concurrency 40] [--latency 1.0] [--langextract PYTHON]

The server is a process of its own that answers every request after the same time, as a faithful model would, each
line that has a date in other words. The run is made first; then the bare `AsyncOpenAI` client sends the very same
requests, as many at once. With `--langextract`, the interpreter of an environment that has LangExtract runs that on the
same articles and server (`beside.py`): only what is the first of our stages. Printed: calls, wall time of each, the
least that so many calls can take, and the CPU time of own work for each call.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import briefing
from briefing.model import OpenAIModel, connect, payload
from briefing.records.call import Completion, Request
from tests.benchmarks.scale import articles
from tests.server import completion, echo, fault_of, prompt_of

MODEL = "scripted"
_DATED = re.compile(
    r"(The|In|[a-z\d]\S*|[A-Z][a-z]+(?= \w+ were))(.*?) on (\d+ [A-Z]\w+|[A-Z]\w+ \d+)\b(.*)", re.DOTALL
)


def answered(request: dict[str, Any]) -> dict[str, Any]:
    """A faithful model's reply, in which the date of a sentence comes first; verbatim sentences for LangExtract."""
    if prompt_of(request) == "langextract_extractions":
        text = request["messages"][-1]["content"].rpartition("Q: ")[2].removesuffix("A: ").strip()
        found = [line for line in re.split(r"(?<=[.])\s+", text) if line]
        return {"extractions": [{"fact": line, "fact_attributes": None} for line in found]}
    reply = echo(request, 0)
    for item in reply.get("claims", []):
        dated = _DATED.fullmatch(item["statement"])
        if dated:
            item["statement"] = f"On {dated[3]}, {dated[1].lower()}{dated[2]}{dated[4]}"
    return reply


async def serve(latency: float) -> None:
    """Answer on a free port until killed; the port is printed first."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                began = time.perf_counter()
                length = next(
                    int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-len")
                )
                body = await reader.readexactly(length)
                reply = json.dumps(completion(fault_of(answered(json.loads(body))), body)).encode()
                await asyncio.sleep(latency - (time.perf_counter() - began))
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(reply)
                )
                writer.write(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, limit=1 << 24)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


class Noted:
    """The model of the run; it keeps what it was asked."""

    def __init__(self, model: OpenAIModel) -> None:
        self.model = model
        self.name = model.name
        self.base_url = model.base_url
        self.requests: list[Request] = []

    async def complete(self, request: Request, /) -> Completion:
        """Ask, and keep the request."""
        self.requests.append(request)
        return await self.model.complete(request)


async def bare(requests: list[Request], base_url: str, concurrency: int) -> None:
    """Send requests with the client alone, so many at once."""
    client = connect(base_url, None, 60.0)
    slots = asyncio.Semaphore(concurrency)

    async def one(request: Request) -> None:
        async with slots:
            await client.chat.completions.with_raw_response.create(**payload(MODEL, request))

    await asyncio.gather(*map(one, requests))
    await client.close()


def beside(python: str, texts: list[str], url: str, concurrency: int) -> dict[str, Any]:
    """What `beside.py` prints."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    command = [python, str(Path(__file__).with_name("beside.py")), url, str(concurrency)]
    done = subprocess.run(command, input=lines, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def timed(work: Any) -> tuple[Any, float, float]:
    """What a coroutine returns, with its wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = asyncio.run(work)
    return result, time.perf_counter() - wall, time.process_time() - cpu


async def measured(made: list[briefing.Article], model: Noted) -> briefing.Brief:
    """The run, with its connections closed behind it."""
    brief = await briefing.agenerate(made, topic="general", model=model, reask=False)
    await model.model.aclose()
    return brief


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--concurrency", type=int, default=40)
    parser.add_argument("--latency", type=float, default=1.0)
    parser.add_argument("--langextract", metavar="PYTHON", help="an interpreter that has LangExtract")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve(arguments.latency))
        return
    command = [sys.executable, __file__, "--serve", "--latency", str(arguments.latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        made = [article for article, _ in articles(arguments.articles, 1)]
        model = Noted(OpenAIModel(MODEL, base_url=url, concurrency=arguments.concurrency, timeout=120))
        # What is loaded once is no cost of a call.
        asyncio.run(measured(made[:2], Noted(OpenAIModel(MODEL, base_url=url))))
        brief, wall, cpu = timed(measured(made, model))
        calls = len(model.requests)
        _, bare_wall, bare_cpu = timed(bare(model.requests, url, arguments.concurrency))
        other = (
            beside(arguments.langextract, [a.text for a in made], url, arguments.concurrency)
            if arguments.langextract
            else None
        )
        server.kill()
    asked = Counter(request.prompt for request in model.requests)
    method = brief.method
    print(f"{arguments.articles} articles, {arguments.concurrency} at once, {arguments.latency:g} s a call")
    print(f"{calls} calls: {', '.join(f'{n} {name}' for name, n in asked.items())}; ", end="")
    print(f"{method.claims_accepted} of {method.claims_proposed} claims accepted")
    print(f"run {wall:.1f} s, bare client {bare_wall:.1f} s, ratio {wall / bare_wall:.2f}")
    print(f"CPU: run {1000 * cpu / calls:.1f} ms a call, bare client {1000 * bare_cpu / calls:.1f} ms, ", end="")
    print(f"own work {1000 * (cpu - bare_cpu) / calls:.1f} ms")
    if other is not None:
        # One call an article, and no more stages.
        least = math.ceil(len(made) / arguments.concurrency) * arguments.latency
        print(f"LangExtract {other['version']}, extraction only: {other['wall']:.1f} s, ", end="")
        print(f"{other['wall'] / least:.1f} times the least possible; ", end="")
        print(f"CPU {1000 * other['cpu'] / len(made):.1f} ms an article, {other['facts']} facts found")


if __name__ == "__main__":
    main()
