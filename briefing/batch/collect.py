"""Results of a round, taken into the cache by the rules that a live reply must meet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import prompts
from briefing.batch.job import Job, RequestFile
from briefing.batch.lines import Results, requests
from briefing.cache import Cache
from briefing.errors import EndpointError, InputError
from briefing.model import Asker, Fault, read, whom
from briefing.records.call import Completion, Request


@dataclass(frozen=True, slots=True)
class Collected:
    """How a round ended: requests with a usable reply, of how many, and lines that tell why the others have none."""

    good: int
    asked: int
    failures: tuple[str, ...]


class _Carried:
    """A model that answers with the result at hand."""

    def __init__(self, job: Job) -> None:
        self.name = job.model
        self.base_url = job.base_url
        self._endpoint = whom(job.model, job.base_url, None)
        self.result: dict[str, Any] = {}

    async def complete(self, request: Request, /) -> Completion:
        """Return the completion in the result. Raises `EndpointError`, never one that ends the run."""
        response, error = _part(self.result, "response"), self.result.get("error")
        # An older vLLM puts the completion directly under `response`.
        body = response if "choices" in response else response.get("body")
        error = error or _part(response, "body").get("error")
        if error or response.get("status_code", 200) != 200 or body is None:
            # Most services give an object, some a string.
            said = error if isinstance(error, dict) else {"message": error}
            code = str(said.get("code") or response.get("status_code") or "failed")
            message = self._endpoint.clean(str(said.get("message") or said.get("code") or "the line has no reply"))
            raise EndpointError(f"{message.removesuffix('.')}. It is asked again by the next round.", code=code)
        outcome = read(body if isinstance(body, str) else json.dumps(body), self._endpoint, request)
        if isinstance(outcome, Fault):
            raise EndpointError(str(outcome.error), code=outcome.error.code)
        return outcome


def _part(of: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object of that name; an empty one where there is none."""
    found = of.get(name)
    return found if isinstance(found, dict) else {}


async def collect(job: Job, folder: Path, results: Sequence[Path], *, waiting: Sequence[RequestFile] = ()) -> Collected:
    """Put the good replies of `results` into the job's cache; of the job's files only those `waiting` stay open.

    Whatever failed, expired or never came has no reply in the cache, so the next `prepare` writes it again. Raises
    `InputError` where a results file cannot be read or the requests were changed.
    """
    files = [file for file in job.files if file not in waiting]
    found = Results(results)
    model = _Carried(job)
    good = missing = 0
    with Cache(Path(job.cache)) as cache:
        if cache.notice:
            raise InputError(cache.notice)
        asker = Asker(model, cache=cache)
        for key, request in requests(job, files, folder):
            result = found.take(key)
            if result is None:
                missing += 1
                continue
            model.result = result
            # Which of the reply types it is, is known only here.
            wanted: Any = prompts.prompt(request.prompt).reply
            # What fails is noted by the asker, and told with its number.
            with suppress(EndpointError):
                await asker.ask(request, wanted)
                good += 1
    failures = [*map(str, waiting), *(str(file) for file in files if file.reason), *asker.failures]
    if missing:
        failures.append(f"{missing} requests have no line in the results; the next round asks them again")
    if found:
        failures.append(f"{len(found)} lines of the results belong to no request of this round")
    job.model_copy(update={"files": tuple(waiting)}).store(folder)
    return Collected(good, sum(f.requests for f in files), tuple(failures))
