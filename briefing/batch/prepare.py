"""The requests that a run would make and the cache has no reply to, as files in the form of the Batch API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from briefing.batch.job import Job, RequestFile
from briefing.cache import cache_key
from briefing.errors import EndpointError, UsageError
from briefing.model import payload
from briefing.options import Notice, Progress
from briefing.pipeline import agenerate
from briefing.records.call import Completion, Request
from briefing.storage import save

# The limits of one file, as OpenAI's guide to the Batch API names them.
MOST_REQUESTS: Final = 50_000
MOST_BYTES: Final = 200_000_000
# Requests of a later stage rest on the replies to an earlier one: each round asks those of the first stage that lacks
# any. What is composed is judged in a round of its own, for until it is there the judge is asked something else.
_STAGES: Final = (
    ("extract",),
    ("judge", "relate"),
    ("compose", "judge_discrepancies"),
)


class _Unasked:
    """A model that only notes what it would have been asked. Name and address are those that the cache knows."""

    def __init__(self, name: str, base_url: str | None) -> None:
        self.name = name
        self.base_url = base_url
        self.requests: list[Request] = []

    async def complete(self, request: Request, /) -> Completion:
        """Note `request`."""
        self.requests.append(request)
        raise EndpointError("This request goes into a file.", code="not_asked")


async def prepare(job: Job, folder: Path, *, notice: Notice, progress: Progress) -> Job:
    """Write the next round's request files into `folder`, and return the job with them; `done` when there are none.

    Raises `UsageError` when a round that was sent is not collected yet, and what `generate` raises.
    """
    if any(f.batch_id for f in job.files):
        raise UsageError(f"Round {job.round} was sent and is not collected yet: briefing batch collect {folder}")
    model = _Unasked(job.model, job.base_url)
    await agenerate(
        job.paths, topic=job.topic, as_of=job.as_of, length=job.length, cache=job.cache, model=model, reask=False,
        notice=notice, progress=progress,
    )  # fmt: skip
    missing = {cache_key(r, job.model, job.base_url): r for r in model.requests}
    asked = {request.prompt for request in missing.values()}
    if "compose" in asked:
        asked.discard("judge")
    names = next((names for names in _STAGES if asked.intersection(names)), ())
    number = job.round + 1 if names else job.round
    files = []
    own = (_line(key, r, job.model) for key, r in missing.items() if r.prompt in asked.intersection(names))
    for part, lines in enumerate(parts(own), 1):
        name = f"requests-{number}-{part}.jsonl"
        save(folder / name, b"".join(lines), instead="Name another folder with --dir.")
        files.append(RequestFile(name=name, requests=len(lines)))
    stage = " and ".join(name.replace("_", " ") for name in names if name in asked) or None
    job = job.model_copy(update={"round": number, "stage": stage, "files": tuple(files), "done": not names})
    job.store(folder)
    return job


def _line(key: str, request: Request, model: str) -> bytes:
    line = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": payload(model, request)}
    return (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def parts(lines: Iterable[bytes], *, most: int = MOST_REQUESTS, size: int = MOST_BYTES) -> Iterator[list[bytes]]:
    """The lines in lists of at most `most` lines and `size` bytes."""
    part: list[bytes] = []
    held = 0
    for line in lines:
        if part and (len(part) == most or held + len(line) > size):
            yield part
            part, held = [], 0
        part.append(line)
        held += len(line)
    if part:
        yield part
