"""OpenAI's Batch API: request files go up, their states are asked for, and results come down."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.batch.job import Job
from briefing.errors import UsageError
from briefing.limits import DOWNLOAD_BYTES
from briefing.model import guard, session, whom
from briefing.storage import save

if TYPE_CHECKING:
    import openai

# Seconds for connecting; a file of 200 MB may take its time to go up.
_CONNECT_SECONDS: Final = 10.0
# The one window that the service offers.
_WINDOW: Final = "24h"
_ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})


def _service(job: Job, key: str | None) -> AbstractAsyncContextManager[openai.AsyncOpenAI]:
    absent = (
        "Batch API. Carry the request files to a machine that can answer them, and bring the results: briefing batch "
        "collect DIR RESULTS.jsonl"
    )
    return session(whom(job.model, job.base_url, key), job.base_url, _CONNECT_SECONDS, absent, DOWNLOAD_BYTES)


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
