"""What a model costs, where that is known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_DATED: Final = re.compile(r"-\d{4}-\d{2}-\d{2}\Z")
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    prompt: float
    completion: float

    def of(self, prompt_tokens: float, completion_tokens: float) -> float:
        """US dollars for a call."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / _MILLION


@cache
def _prices() -> dict[str, Price]:
    table = tomllib.loads((files("briefing") / "_data" / "prices.toml").read_text(encoding="utf-8"))
    return {name: Price(**entry) for name, entry in table["models"].items()}


def price(model: str | None) -> Price | None:
    """Return the price of a model by its name, None where it is not known."""
    return _prices().get(_DATED.sub("", model)) if model else None
