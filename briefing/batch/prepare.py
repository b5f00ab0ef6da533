"""The requests that a run would make and the cache has no reply to, as files in the form of the Batch API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from briefing.batch.job import STAGES, Job, RequestFile
from briefing.cache import Cache, cache_key
from briefing.errors import EndpointError, UsageError
from briefing.model import payload
from briefing.options import Notice, Progress
from briefing.pipeline import agenerate
from briefing.records.call import Completion, Request
from briefing.storage import save

# The limits of one file, as OpenAI's guide to the Batch API names them.
MOST_REQUESTS: Final = 50_000
MOST_BYTES: Final = 200_000_000
_STAGE_OF: Final = {"extract": 0, "judge": 1, "judge_again": 1, "relate": 1, "compose": 2, "judge_discrepancies": 2}
_OF_TEXT: Final = frozenset(("judge", "judge_again"))
_COMPOSE: Final = 2


class _Unasked:
    """A model that only notes what it would have been asked, by stage. Name and address are those the cache knows."""

    def __init__(self, job: Job, cache: Cache, progress: Progress) -> None:
        self.name = job.model
        self.base_url = job.base_url
        self._cache = cache
        self.stages: list[dict[str, Request]] = [{} for _ in STAGES]
        self._progress = progress
        self._related = False

    def progress(self, stage: str, done: int, total: int) -> None:
        """Take notice of how far the run is: what is judged after its claims are related is what was composed."""
        self._related |= stage == "relate"
        self._progress(stage, done, total)

    async def complete(self, request: Request, /) -> Completion:
        """Note `request`, unless there is a reply to it that was mended: a batch does not ask until it is perfect."""
        stage = -1 if self._related and request.prompt in _OF_TEXT else _STAGE_OF[request.prompt]
        key = cache_key(request, self.name, self.base_url)
        if self._cache.get(key) is None:
            self.stages[stage][key] = request
        raise EndpointError("This request goes into a file.", code="not_asked")

    @property
    def next(self) -> tuple[str | None, dict[str, Request]]:
        """The first stage that lacks replies, and its requests by key: those of a later one rest on these replies."""
        for stage, requests in enumerate(self.stages):
            if requests and stage == _COMPOSE and all(r.prompt != "compose" for r in requests.values()):
                # The text is there, so what the judge is asked of it is final.
                return STAGES[-1], requests | self.stages[-1]
            if requests:
                return STAGES[stage], requests
        return None, {}


async def prepare(job: Job, folder: Path, *, notice: Notice, progress: Progress) -> Job:
    """Write the next round's request files into `folder`, and return the job with them; `done` when there are none.

    Raises `UsageError` when a round that was sent is not collected yet, and what `generate` raises.
    """
    if any(f.state for f in job.files):
        step = "collect" if all(f.batch_id for f in job.files) else "submit"
        raise UsageError(f"Round {job.round} was sent and is not collected yet: briefing batch {step} {folder}")
    with Cache(Path(job.cache)) as cache:
        model = _Unasked(job, cache, progress)
        await agenerate(
            job.paths, topic=job.topic, as_of=job.as_of, length=job.length, cache=job.cache, model=model, reask=False,
            notice=notice, progress=model.progress,
        )  # fmt: skip
    stage, requests = model.next
    number = job.round + 1 if requests else job.round
    files = []
    for part, lines in enumerate(parts(_line(key, request, job.model) for key, request in requests.items()), 1):
        name = f"requests-{number}-{part}.jsonl"
        save(folder / name, b"".join(lines), instead="Name another folder with --dir.")
        files.append(RequestFile(name=name, requests=len(lines)))
    job = job.model_copy(update={"round": number, "stage": stage, "files": tuple(files), "done": not requests})
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
