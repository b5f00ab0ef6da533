"""OpenAI's Batch API: request files go up, their states are asked for, and results come down."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.batch.job import Job
from briefing.errors import EndpointError, UsageError
from briefing.model import connect, guard, whom
from briefing.storage import save

if TYPE_CHECKING:
    import openai

# Seconds for connecting; a file of 200 MB may take its time to go up.
_CONNECT_SECONDS: Final = 10.0
# The one window that the service offers.
_WINDOW: Final = "24h"
_ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})
_NO_SUCH_PATH: Final = frozenset({404, 405, 501})


@asynccontextmanager
async def _service(job: Job, key: str | None) -> AsyncIterator[openai.AsyncOpenAI]:
    """A client of the service; what goes wrong is told in our words."""
    import openai

    endpoint = whom(job.model, job.base_url, key)
    client = connect(job.base_url, key, _CONNECT_SECONDS)
    failure: EndpointError | None = None
    try:
        yield client
    except openai.OpenAIError as error:
        failure = endpoint.told(error).error
        status = getattr(error, "status_code", None)
        if status in _NO_SUCH_PATH:
            failure = EndpointError(
                f"{endpoint.place} has no Batch API (it answered {status}). Carry the request files to a machine that "
                "can answer them, and bring the results: briefing batch collect DIR RESULTS.jsonl",
                code="not_found",
            )
    finally:
        await client.close()
    if failure is not None:
        # Raised here, so that the library's error, which holds the key, is not the context of ours.
        raise failure


async def submit(job: Job, folder: Path, key: str | None) -> Job:
    """Send each file of the round that is not sent yet. Raises `EndpointError`; what was sent until then is noted."""
    if not job.files:
        raise UsageError(f"There is nothing to send. Write the next round: briefing batch prepare --dir {folder}")
    guard(job.marking, job.base_url)
    async with _service(job, key) as client:
        for place, file in enumerate(job.files):
            if file.batch_id is None:
                sent = await client.files.create(file=folder / file.name, purpose="batch")
                batch = await client.batches.create(
                    input_file_id=sent.id, endpoint="/v1/chat/completions", completion_window=_WINDOW
                )
                job = job.with_file(place, batch_id=batch.id, state=batch.status)
                # Noted at once: a batch that is forgotten is paid all the same.
                job.store(folder)
    return job


async def status(job: Job, folder: Path, key: str | None) -> Job:
    """Ask how far each batch is. Raises `EndpointError`, and `UsageError` where none was sent."""
    if not job.files or any(f.batch_id is None for f in job.files):
        raise UsageError(
            f"Round {job.round} was not sent from here. Send it: briefing batch submit {folder}; or name the results "
            f"that were brought: briefing batch collect {folder} RESULTS.jsonl"
        )
    async with _service(job, key) as client:
        for place, file in enumerate(job.files):
            if file.batch_id is not None and file.state not in _ENDED:
                batch = await client.batches.retrieve(file.batch_id)
                job = job.with_file(place, state=batch.status)
    job.store(folder)
    return job


async def fetch(job: Job, folder: Path, key: str | None) -> list[Path]:
    """Bring the results and errors of all batches into `folder`. Raises `UsageError` while one is not at its end."""
    job = await status(job, folder, key)
    waiting = [f.name for f in job.files if f.state not in _ENDED]
    if waiting:
        raise UsageError(f"{', '.join(waiting)}: not at its end yet. Ask again later: briefing batch status {folder}")
    found: list[Path] = []
    async with _service(job, key) as client:
        for file in job.files:
            batch = await client.batches.retrieve(file.batch_id or "")
            for kind, source in (("results", batch.output_file_id), ("errors", batch.error_file_id)):
                if source is not None:
                    path = folder / file.name.replace("requests", kind)
                    save(path, (await client.files.content(source)).content, instead="Make room for it.")
                    found.append(path)
    return found
