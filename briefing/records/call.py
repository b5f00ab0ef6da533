"""What is asked of a model and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

Finish = Literal["stop", "length", "refusal", "mended"]
"""How a reply ended. `mended` stands in the cache alone: the model had finished, and not all it said could be read."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call: the rendered messages and the strict JSON Schema that the reply must follow.

    `prompt` is the prompt's name (extract, judge, relate, judge_discrepancies, compose). `schema` is the same object
    for every call of a prompt, so a provider compiles it once.
    """

    prompt: str
    system: str
    user: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Completion:
    """The raw reply. Token counts are the server's, None where it gives none; `cached` means that no call was made."""

    text: str
    finish: Finish = "stop"
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cached: bool = False


@runtime_checkable
class Model(Protocol):
    """Anything that answers requests. An attribute `name`, where there is one, is printed in the method note."""

    async def complete(self, request: Request, /) -> Completion:
        """Answer `request`, or raise `briefing.errors.EndpointError`."""
        ...
