"""A round's requests asked one by one of an endpoint, by an engine; the replies as results that `collect` takes."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from briefing.batch.job import Job
from briefing.batch.lines import Results, requests
from briefing.errors import EndpointError, OutputError, UsageError
from briefing.model import OpenAIModel
from briefing.options import Progress
from briefing.records.call import Completion, Model, Request


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a request: its `line` of the results, or "" with the `code` and `message` of an `EndpointError`."""

    key: str
    line: str = ""
    code: str = ""
    message: str = ""


Engine = Callable[[Iterable[tuple[str, Request]]], AsyncIterator[Result]]
"""Asks requests, given with their keys, as many at once as it sees fit, and gives each result when it comes."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: requests with a result, of how many; the files of results; why the others have none."""

    answered: int
    asked: int
    files: tuple[Path, ...]
    failures: tuple[str, ...]


async def run(job: Job, folder: Path, engine: Engine, *, progress: Progress) -> Ran:
    """Have `engine` ask the round's requests that have no result yet; each result is written when it comes.

    So nothing that has a result is asked again, whatever ended an earlier run. Raises `UsageError` where there is
    nothing to ask, `InputError` where requests were changed, `OutputError` where results cannot be written.
    """
    if not job.files:
        raise UsageError(f"There is nothing to ask. Write the next round: briefing batch prepare --dir {folder}")
    if any(file.batch_id for file in job.files):
        raise UsageError(f"Round {job.round} was sent to the Batch API already: briefing batch collect {folder}")
    answered, asked = 0, sum(file.requests for file in job.files)
    times: Counter[str] = Counter()
    messages: dict[str, str] = {}
    paths = results_of(job, folder)
    for file, path in zip(job.files, paths, strict=True):
        with _appending(path) as write:
            known = Results([path])
            before = len(known)
            pending = (entry for entry in requests(job, [file], folder) if known.take(entry[0]) is None)
            async for result in engine(pending):
                if result.line:
                    write(result.line)
                    answered += 1
                    progress(job.stage or "requests", answered, asked)
                elif result.code != "stopped":
                    # What follows from an earlier failure is no failure of its own.
                    times[result.code] += 1
                    messages.setdefault(result.code, result.message)
            answered += before - len(known)
    failures = (f"{n:,} calls failed: {messages[code]}" if n > 1 else messages[code] for code, n in times.items())
    return Ran(answered, asked, paths, tuple(failures))


def results_of(job: Job, folder: Path) -> tuple[Path, ...]:
    """Where `run` writes the results of the round's files: beside them, as those that the Batch API gives."""
    return tuple(folder / file.name.replace("requests", "results") for file in job.files)


def live(model: OpenAIModel, concurrency: int) -> Engine:
    """The engine that asks `model` from this process, at most `concurrency` calls at once."""

    async def engine(pending: Iterable[tuple[str, Request]]) -> AsyncIterator[Result]:
        entries = iter(pending)
        under_way: set[asyncio.Task[Result]] = set()
        while True:
            # No more is read than is asked: a round may be larger than memory.
            for entry in islice(entries, concurrency - len(under_way)):
                under_way.add(asyncio.create_task(ask(model, *entry)))
            if not under_way:
                break
            done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
        await model.aclose()

    return engine


async def ask(model: Model, key: str, request: Request) -> Result:
    """Ask one request."""
    try:
        completion = await model.complete(request)
    except EndpointError as error:
        return Result(key, code=error.code, message=str(error))
    return Result(key, _line(key, completion))


def _line(key: str, completion: Completion) -> str:
    """A line of an output file of the Batch API (https://platform.openai.com/docs/guides/batch)."""
    refused = completion.finish == "refusal"
    text = completion.text
    message = {"role": "assistant", "content": None if refused else text, "refusal": text if refused else None}
    finish = "content_filter" if refused else completion.finish
    usage = {"prompt_tokens": completion.prompt_tokens, "completion_tokens": completion.completion_tokens}
    body = {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": usage,
    }
    response = {"status_code": 200, "body": body}
    return json.dumps({"id": f"batch_req_{key[:24]}", "custom_id": key, "response": response, "error": None})


@contextmanager
def _appending(path: Path) -> Iterator[Callable[[str], None]]:
    """Write lines to the end of a file, each so that it outlives the process. A torn last line is cut off before."""
    with _writing(path):
        file = path.open("ab+")
    with file:
        with _writing(path):
            file.seek(0)
            file.truncate(sum(len(line) for line in file if line.endswith(b"\n")))

        def write(line: str) -> None:
            with _writing(path):
                file.write(f"{line}\n".encode())
                file.flush()

        yield write


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written ({error.strerror or error}). Make room, and give the same command again."
        ) from error
