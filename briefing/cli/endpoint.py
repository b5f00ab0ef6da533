"""Which model is asked, and where. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

from briefing.errors import UsageError

MODEL = "BRIEFING_MODEL"
BASE_URL = "OPENAI_BASE_URL"
API_KEY = "OPENAI_API_KEY"  # the name of a variable, not a key
JUDGE_API_KEY = "BRIEFING_JUDGE_API_KEY"  # likewise
EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`model` None means that no model is asked and nothing is sent; `notice` says what the user may not expect."""

    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    notice: str | None = None


def endpoint(model: str | None, base_url: str | None, *, no_model: bool) -> Endpoint:
    """Settle what the options say, else the environment. A key or an address alone is no wish to use a model."""
    if no_model:
        return Endpoint()
    where = "--base-url" if base_url else BASE_URL
    named = model or os.environ.get(MODEL) or None
    address = base_url or os.environ.get(BASE_URL) or None
    key = os.environ.get(API_KEY) or None
    if named is None:
        found = [*([API_KEY] if key else []), *([where] if address else [])]
        if not found:
            return Endpoint()
        return Endpoint(
            notice=f"{' and '.join(found)} found but no model named: no model is used. "
            f"Name one with --model or {MODEL}, or pass --no-model to be rid of this notice."
        )
    _addressed(address, where)
    return Endpoint(named, address, key)


def judging(
    writer: Endpoint, model: str | None, base_url: str | None, embedding_model: str | None, *, replayed: bool
) -> Endpoint:
    """Settle who judges. All None: the writer's own model. The writer's key goes to no other address."""
    given = {"--judge-model": model, "--judge-base-url": base_url, "--embedding-model": embedding_model}
    named = " and ".join(name for name, value in given.items() if value is not None)
    if named and replayed:
        raise UsageError(f"--replay and {named} cannot go together. Leave one of them out.")
    if named and writer.model is None:
        raise UsageError(f"{named} goes with a model that writes, and none is named. Name one with --model NAME.")
    _addressed(base_url, "--judge-base-url")
    key = os.environ.get(JUDGE_API_KEY) or (writer.api_key if base_url is None else None)
    return Endpoint(model, base_url, key if model or base_url else None)


def made_at() -> str | None:
    """The time that the brief is to say it was made at, ISO; None: when it was.

    It is SOURCE_DATE_EPOCH, in seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/), by which
    the same articles give the same file.
    """
    seconds = os.environ.get(EPOCH)
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"{EPOCH} is {seconds!r} and no number of seconds since 1970. Set it so, or not at all."
        ) from error


def _addressed(address: str | None, where: str) -> None:
    if address is not None and not address.strip().lower().startswith(("http://", "https://")):
        # The address may hold a password, so it is not repeated.
        raise UsageError(f"{where} is not an http or https address. Write it like http://localhost:11434/v1.")
