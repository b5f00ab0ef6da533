"""Which model is asked, and where. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from briefing.errors import UsageError

MODEL = "BRIEFING_MODEL"
BASE_URL = "OPENAI_BASE_URL"
API_KEY = "OPENAI_API_KEY"  # the name of a variable, not a key


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
    named = model or os.environ.get(MODEL) or None
    address = base_url or os.environ.get(BASE_URL) or None
    key = os.environ.get(API_KEY) or None
    if named is None:
        found = [
            name
            for name, value in ((API_KEY, key), ("--base-url" if base_url else BASE_URL, address))
            if value is not None
        ]
        if not found:
            return Endpoint()
        return Endpoint(
            notice=f"{' and '.join(found)} found but no model named: no model is used. "
            f"Name one with --model or {MODEL}, or pass --no-model to be rid of this notice."
        )
    if address is not None and not address.startswith(("http://", "https://")):
        where = "--base-url" if base_url else BASE_URL
        # The address may hold a password, so it is not repeated.
        raise UsageError(f"{where} is not an http or https address. Write it like http://localhost:11434/v1.")
    return Endpoint(named, address, key)
