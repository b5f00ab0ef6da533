"""OpenAI's Batch API: request files go up, their states are asked for, and results come down."""

from __future__ import annotations

import hashlib
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.batch.job import SENDING, Job, RequestFile
from briefing.errors import EndpointError, UsageError
from briefing.limits import DOWNLOAD_BYTES
from briefing.model import guard, session, whom
from briefing.storage import save

if TYPE_CHECKING:
    import openai
    from openai.types import Batch

# Seconds for connecting; a file of 200 MB may take its time to go up.
_CONNECT_SECONDS: Final = 10.0
# The one window that the service offers.
_WINDOW: Final = "24h"
ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})
_NO_SERVICE: Final = (
    "Batch API. Carry the request files to a machine that can answer them, and bring the results: briefing batch "
    "collect DIR RESULTS.jsonl"
)
# Of the batches at the service, so many of the newest are looked through for one that was sent before a kill.
_NEWEST: Final = 100
# After an error of these kinds a file may have become a batch all the same.
_UNSURE: Final = frozenset({"connect", "timeout", "server"})


def _service(job: Job, key: str | None, absent: str = _NO_SERVICE) -> AbstractAsyncContextManager[openai.AsyncOpenAI]:
    return session(whom(job.model, job.base_url, key), job.base_url, _CONNECT_SECONDS, absent, DOWNLOAD_BYTES)


async def submit(job: Job, folder: Path, key: str | None) -> Job:
    """Send each file of the round that is not sent yet. Raises `EndpointError`; what was sent until then is noted."""
    if not job.files:
        raise UsageError(f"There is nothing to send. Write the next round: briefing batch prepare --dir {folder}")
    guard(job.marking, job.base_url)
    for place, file in enumerate(job.files):
        if file.batch_id is None:
            # Noted before and after: a batch that is forgotten is paid all the same.
            job.with_file(place, state=SENDING).store(folder)
            try:
                batch = await _sent(job, folder / file.name, key, again=file.state == SENDING)
            except EndpointError as error:
                if error.code not in _UNSURE:
                    job.store(folder)
                raise
            job = job.with_file(place, batch_id=batch.id, state=batch.status)
            job.store(folder)
    return job


async def _sent(job: Job, path: Path, key: str | None, *, again: bool) -> Batch:
    """The batch that a file became; `again`: a run that was killed may have sent it before it could note so."""
    mark = _mark(path)
    async with _service(job, key) as client:
        newest = (await client.batches.list(limit=_NEWEST)).data if again else []
        for batch in newest:
            if batch.metadata == mark:
                return batch
        sent = await client.files.create(file=path, purpose="batch")
        return await client.batches.create(
            input_file_id=sent.id, endpoint="/v1/chat/completions", completion_window=_WINDOW, metadata=mark
        )


def _mark(path: Path) -> dict[str, str]:
    """What tells the batch of a file from all others: the file's name and SHA-256."""
    with path.open("rb") as file:
        return {"briefing": f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}"}


async def status(job: Job, folder: Path, key: str | None) -> Job:
    """Ask how far each batch is, and why it failed. Raises `EndpointError`, and `UsageError` where none was sent."""
    if not job.files or any(f.batch_id is None for f in job.files):
        raise UsageError(
            f"Round {job.round} was not sent from here. Send it: briefing batch submit {folder}; or name the results "
            f"that were brought: briefing batch collect {folder} RESULTS.jsonl"
        )
    for place, file in enumerate(job.files):
        if file.state not in ENDED:
            batch = await _batch(job, file, key)
            job = job.with_file(place, state=batch.status, reason=_reason(batch, job, key))
    job.store(folder)
    return job


async def _batch(job: Job, file: RequestFile, key: str | None) -> Batch:
    known = f"batch {file.batch_id}. Ask with the key of the account that sent it"
    async with _service(job, key, known) as client:
        return await client.batches.retrieve(file.batch_id or "")


def _reason(batch: Batch, job: Job, key: str | None) -> str | None:
    """The service's own words, such as that the limit of enqueued tokens is reached; None where it gives none."""
    told = getattr(batch.errors, "data", None) or ([batch.errors] if batch.errors else [])
    words = dict.fromkeys(str(getattr(each, "message", None) or each) for each in told)
    return whom(job.model, job.base_url, key).clean("; ".join(words)) or None


async def fetch(job: Job, folder: Path, key: str | None) -> tuple[Job, list[Path]]:
    """Bring the results and errors of the batches that ended into `folder`, and return the job with their states.

    Raises `UsageError` where none is at its end.
    """
    job = await status(job, folder, key)
    if not any(file.state in ENDED for file in job.files):
        waiting = ", ".join(map(str, job.files))
        raise UsageError(f"{waiting}: not at its end yet. Ask again later: briefing batch status {folder}")
    found: list[Path] = []
    for place, file in enumerate(job.files):
        if file.state not in ENDED:
            continue
        batch = await _batch(job, file, key)
        for kind, source in (("results", batch.output_file_id), ("errors", batch.error_file_id)):
            # Some services give "" for no file.
            if not source:
                continue
            path = folder / file.name.replace("requests", kind)
            try:
                async with _service(job, key, f"file {source}, the {kind} of {file.name}, any more") as client:
                    save(path, (await client.files.content(source)).content, instead="Make room for it.")
                found.append(path)
            except EndpointError as error:
                # What is gone at the service must not keep back what is there.
                if error.code != "not_found":
                    raise
                job = job.with_file(place, reason=str(error))
    return job, found
