"""What a run can be told, and what is told to it when nothing is said."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypedDict

from briefing import marking, share
from briefing.errors import UsageError
from briefing.records.article import Article
from briefing.records.brief import Brief
from briefing.records.call import Model

Progress = Callable[[str, int, int], None]
Spent = Callable[[int, int, float | None], None]
Notice = Callable[[str], None]
Input = str | Path | Article | Mapping[str, Any]


def silent(*_: object) -> None:
    """No progress and no notices are wanted."""


class Keywords(TypedDict, total=False):
    """The keywords of `generate`, as `Options` explains them."""

    topic: str | None
    model: str | Model | None
    base_url: str | None
    api_key: str | None
    judge_model: str | Model | None
    judge_base_url: str | None
    judge_api_key: str | None
    embedding_model: str | None
    concurrency: int
    timeout: float
    cache: str | Path | None
    record: str | Path | None
    replay: str | Path | None
    as_of: str | datetime.date | None
    since: str | Path | Brief | None
    without: str | Sequence[str]
    length: int
    max_cost: float | None
    reask: bool
    strict: bool
    marking: str | None
    share: str | None
    review: str | Path | None
    progress: Progress
    spent: Spent
    notice: Notice


@dataclass(frozen=True, slots=True)
class Options:
    """What `generate` takes beside its inputs. Nothing here is read from the environment."""

    topic: str | None = None
    model: str | Model | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    judge_model: str | Model | None = None
    judge_base_url: str | None = None
    judge_api_key: str | None = field(default=None, repr=False)
    embedding_model: str | None = None
    concurrency: int = 8
    timeout: float = 60.0
    cache: str | Path | None = None
    record: str | Path | None = None
    replay: str | Path | None = None
    as_of: str | datetime.date | None = None
    since: str | Path | Brief | None = None
    without: str | Sequence[str] = ()
    length: int = 400
    max_cost: float | None = None
    reask: bool = True
    strict: bool = False
    marking: str | None = None
    share: str | None = None
    review: str | Path | None = None
    progress: Progress = silent
    spent: Spent = silent
    notice: Notice = silent

    @property
    def left_out(self) -> tuple[str, ...]:
        """The origins in `without`."""
        return (self.without,) if isinstance(self.without, str) else tuple(self.without)

    @property
    def date(self) -> datetime.date | None:
        """`as_of` as a date. Raises `UsageError`."""
        if not isinstance(self.as_of, str):
            return self.as_of
        try:
            return datetime.date.fromisoformat(self.as_of)
        except ValueError as error:
            raise UsageError(f"as_of {self.as_of!r} is not a date. Write it like 2025-03-05.") from error


def options_of(options: Mapping[str, Any]) -> Options:
    """Read the keywords of `generate`. Raises `UsageError` for one that there is not, or that cannot be."""
    try:
        given = Options(**options)
        return replace(given, marking=marking.named(given.marking), share=share.checked(given.share))
    except TypeError as error:
        raise UsageError(f"generate: {str(error).split('__init__() ')[-1]}. See briefing.options.Options.") from error
