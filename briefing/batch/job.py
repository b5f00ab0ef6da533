"""A batch job: what is to be briefed, how far it is, and the files of the round at hand."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.errors import UsageError
from briefing.storage import save

_NAME: Final = "batch.json"
STAGES: Final = ("extract", "judge and relate", "compose", "judge what was composed")
"""What a round asks; each stage rests on the replies to those before it."""


SENDING: Final = "sending"
"""The state of a file from before it is sent until its batch is known."""
# The names that are written and sent: each stands in the job's own folder.
_REQUESTS: Final = r"^requests-\d+-\d+\.jsonl$"
_OURS: Final = re.compile(r"batch\.json|(requests|results|errors)-\d+-\d+\.jsonl")
_SQLITE: Final = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html, 1.3


class RequestFile(BaseModel):
    """A file of requests, and the batch that it became where it was sent.

    `state` is the service's word for how far it is, `reason` its own words for why it failed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=_REQUESTS)]
    requests: int
    batch_id: str | None = None
    state: str | None = None
    reason: str | None = None

    def __str__(self) -> str:
        told = f"{self.name}: {self.requests} requests, {self.state or 'not sent'}"
        return f"{told} ({self.reason})" if self.reason else told


class Job(BaseModel):
    """All that the rounds of one brief have in common. No key is kept.

    `stage` names what the files at hand ask, `files` is empty when they are collected, and `done` says that the last
    `prepare` found nothing left to ask.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    paths: tuple[str, ...]
    model: str
    base_url: str | None
    cache: str
    topic: str | None = None
    as_of: str | None = None
    marking: str | None = None
    length: int
    round: int = 0
    stage: str | None = None
    files: tuple[RequestFile, ...] = ()
    done: bool = False

    def store(self, folder: Path) -> None:
        """Write the job into its folder. Raises `OutputError`."""
        save(folder / _NAME, self.model_dump_json(indent=2) + "\n", instead="Name another folder.")

    @property
    def next_stage(self) -> str | None:
        """The stage after that of the files at hand; None after the last."""
        return dict(pairwise(STAGES)).get(self.stage or "")

    def with_file(self, place: int, **update: str | None) -> Job:
        """The job with what is new about one of its files."""
        file = self.files[place].model_copy(update=update)
        return self.model_copy(update={"files": (*self.files[:place], file, *self.files[place + 1 :])})

    @property
    def generate(self) -> str:
        """The command that makes the brief when nothing is left to ask."""
        # Refused proposals are not asked again in a batch, where each would cost a round.
        words = ["briefing", "generate", *self.paths, "--model", self.model, "--cache", self.cache, "--no-reask"]
        given = {
            "--base-url": self.base_url, "--topic": self.topic, "--as-of": self.as_of, "--marking": self.marking,
        }  # fmt: skip
        for flag, value in given.items():
            words += [flag, value] if value else []
        return shlex.join([*words, "--length", str(self.length), "-o", "brief.md"])


def load(folder: Path) -> Job:
    """Read the job of a folder. Raises `UsageError` where there is none, or one that reaches out of its folder.

    A job may have come from elsewhere: no file of it is a link, and outside the folder it has nothing but a cache that
    is there already.
    """
    path = folder / _NAME
    try:
        job = Job.model_validate_json(path.read_text(encoding="utf-8"))
        links = [file.name for file in folder.iterdir() if _OURS.fullmatch(file.name) and file.is_symlink()]
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not one that briefing wrote"
        raise UsageError(
            f"{path} cannot be read as a batch job ({why}). "
            f"Begin one with: briefing batch prepare ARTICLES --model NAME --dir {folder}"
        ) from error
    if links:
        raise UsageError(f"{folder / links[0]} is a link, which no file of a batch job is. Put the file itself there.")
    cache = Path(job.cache).resolve()
    if not cache.is_relative_to(folder.resolve()) and not _is_database(cache):
        raise UsageError(
            f"{path} keeps replies in {job.cache!r}, which is outside its folder and no cache. If the cache is gone, "
            f"begin anew: briefing batch prepare ARTICLES --model NAME --dir {folder}"
        )
    return job


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
