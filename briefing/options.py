"""What a run can be told, and what is told to it when nothing is said."""

from __future__ import annotations

import datetime
import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Concatenate, Literal, ParamSpec, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass

from briefing.errors import UsageError
from briefing.marking import named
from briefing.records.article import Article
from briefing.records.brief import Brief
from briefing.records.call import Model

_P = ParamSpec("_P")
_T = TypeVar("_T")

Progress = Callable[[str, int, int], None]
Spent = Callable[[int, int, float | None], None]
Notice = Callable[[str], None]
Input = str | Path | Article | Mapping[str, Any]
Inputs = Input | Sequence[Input]


def silent(*_: object) -> None:
    """No progress and no notices are wanted."""


def _day(as_of: str | datetime.date | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    except ValueError as error:
        raise UsageError(f"as_of {as_of!r} is not a date. Write it like 2025-03-05.") from error


# A value may be a key, so messages do not repeat it.
_CONFIG = ConfigDict(strict=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True)


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class Options:
    """What `generate` takes beside its inputs; `generate` explains them. Nothing is read from the environment.

    Raises `UsageError` for a value that cannot be.
    """

    topic: str | None = None
    model: str | Model | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    judge_model: str | Model | None = None
    judge_base_url: str | None = None
    judge_api_key: str | None = field(default=None, repr=False)
    embedding_model: str | None = None
    concurrency: Annotated[int, Field(ge=1)] = 8
    timeout: Annotated[float, Field(gt=0)] = 60.0
    cache: str | Path | None = None
    record: str | Path | None = None
    replay: str | Path | None = None
    as_of: Annotated[str | datetime.date | None, AfterValidator(_day)] = None
    since: str | Path | Brief | None = None
    without: str | Sequence[str] = ()
    length: Annotated[int, Field(ge=1)] = 400
    max_cost: Annotated[float, Field(gt=0)] | None = None
    reask: bool = True
    strict: bool = False
    marking: Annotated[str | None, AfterValidator(named)] = None
    share: Literal["quotes"] | None = None
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
        """`as_of` as a date."""
        return _day(self.as_of)


def options_of(name: str, *more: Any, **values: Any) -> Options:  # noqa: ANN401  # the dataclass checks them
    """The options of a call of the function `name`. Raises `UsageError` for a value that cannot be."""
    try:
        return Options(*more, **values)
    except ValidationError as error:
        raise UsageError(f"{name}: {_wrong(error)}.") from error


def keywords(
    options: Callable[_P, Options],
) -> Callable[[Callable[[Inputs, Options], _T]], Callable[Concatenate[Inputs, _P], _T]]:
    """Let a function of inputs and `Options` be called with each option as a keyword, typed as the field is.

    `help` shows them. The function raises `UsageError` for a keyword that there is not, or a value that cannot be.
    """

    def decorate(run: Callable[[Inputs, Options], _T]) -> Callable[Concatenate[Inputs, _P], _T]:
        @functools.wraps(run)
        def called(inputs: Inputs, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            return run(inputs, options_of(run.__name__, *args, **kwargs))

        signature = inspect.signature(run)
        first = signature.parameters["inputs"].replace(kind=inspect.Parameter.POSITIONAL_ONLY)
        others = inspect.signature(options).parameters.values()
        vars(called)["__signature__"] = signature.replace(parameters=[first, *others])
        return called

    return decorate


def _wrong(error: ValidationError) -> str:
    """What is wrong with each keyword; of a union every member says what it wants."""
    said: dict[str, list[str]] = {}
    for each in error.errors():
        before = said.setdefault(str(each["loc"][0]), [])
        message = each["msg"].removeprefix("Input should be ") if before else each["msg"]
        before += [message] if message not in " ".join(before) else []
    return "; ".join(f"{name}: {' or '.join(messages)}" for name, messages in said.items())
