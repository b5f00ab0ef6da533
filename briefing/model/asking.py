"""Asking with everything around it: cache, recording, budget, counts, and an end when no call can do better."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic

from briefing.cache import Cache, Recorder, cache_key
from briefing.chunk import count
from briefing.errors import EndpointError, SetupError, UsageError
from briefing.model.faults import KEY_REFUSED
from briefing.model.prices import price
from briefing.model.reading import parse
from briefing.records.call import Completion, Finish, Model, Request
from briefing.replies import R, says_nothing

# Until a prompt has had a reply, one is taken to be as long as its request: claims about as long as their article.
_FIRST_SHARE: Final = 1.0


REFUSED: Final = frozenset({"refusal", "forbidden"})
"""The codes of errors by which a model or a server will not read a text: it is no use to show it the text again."""
# Articles that one line names.
_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """A reply that was read: what is usable of it, and a line for each item that was dropped (`problems`)."""

    reply: R
    problems: tuple[str, ...]
    finish: Finish
    cached: bool

    @property
    def complete(self) -> bool:
        """The model finished, and all it said fits the schema."""
        return self.finish == "stop" and not self.problems


@dataclass(slots=True)
class Budget:
    """US dollars that the models of one run may cost together (`most`; None sets no limit), and those gone so far."""

    most: float | None
    spent: float = 0.0
    reserved: float = 0.0


class Asker:
    """Asks a model on behalf of one run, and counts.

    Equal requests that are under way are one call. A reply is stored in `cache` as soon as it arrives. One that was
    cut, or of which not all could be read, is marked there: the next run asks anew, and falls back on it where no
    better one comes. A model without a `name` is not cached. The call that would pass the
    `budget` is not made (`EndpointError`, code `budget`), by an estimate from our own token count; raises `UsageError`
    at once when there is a limit and the model's price is not known. After a `SetupError` no more calls are made, but
    what is in the cache is still answered. `reask` is for the stages: whether what was refused may be asked once more.
    """

    def __init__(
        self,
        model: Model,
        *,
        cache: Cache | None = None,
        recorder: Recorder | None = None,
        budget: Budget | None = None,
        reask: bool = True,
    ) -> None:
        self._model = model
        self.reask = reask
        self.name: str | None = getattr(model, "name", None)
        self._base_url: str | None = getattr(model, "base_url", "")
        self._cache = cache if self.name else None
        self._recorder = recorder
        self._price = price(self.name)
        self._budget = budget or Budget(None)
        if self._budget.most is not None and self._price is None:
            raise UsageError(
                f"--max-cost needs a price, and none is known for the model {self.name!r}. Leave --max-cost out."
            )
        self._spent = 0.0
        self._shares: dict[str, float] = {}
        self._under_way: dict[str, asyncio.Task[Answer[Any]]] = {}
        self._stopped: SetupError | None = None
        self._failures: dict[str, list[tuple[str, str]]] = {}
        self._unmetered = False
        self.calls = 0
        self.cached = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0

    @property
    def cost_usd(self) -> float | None:
        """What the calls cost, None where the price or a call's token counts are not known."""
        return None if self._price is None or self._unmetered else self._spent

    @property
    def failures(self) -> tuple[str, ...]:
        """Each kind of failure once, in the order of its first, with its first message and how often it came.

        Whether a server that answers 403 refuses the key or one article's text, only all calls tell.
        """
        return tuple(self._told(code, found) for code, found in self._failures.items())

    def _told(self, code: str, found: Sequence[tuple[str, str]]) -> str:
        message = found[0][0] if len(found) == 1 else f"{len(found):,} calls failed: {found[0][0]}"
        if code == "forbidden" and not (self.calls or self.cached):
            return f"{message}: {KEY_REFUSED}"
        about = list(dict.fromkeys(each for _, each in found if each))
        if code not in REFUSED or not about:
            return message
        more = f" and {len(about) - _NAMED} more" if len(about) > _NAMED else ""
        return f"{message}. It was asked about {', '.join(about[:_NAMED])}{more}: the articles' own words stand in."

    async def ask(self, request: Request, reply_type: type[R], *, about: str = "") -> Answer[R]:
        """Return the model's answer to `request`. Raises `EndpointError` when there is no usable one.

        `about` is what a message calls the text that a server refuses to read.
        """
        key = cache_key(request, self.name or "", self._base_url)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._answer(key, request, reply_type, about))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        else:
            self.cached += 1
        # One asker that is cancelled does not take the call from the others.
        return await asyncio.shield(task)

    def _done(self, key: str, task: asyncio.Task[Answer[Any]]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            # Seen here, so that asyncio does not report it as lost when its only asker was cancelled.
            task.exception()

    async def _answer(self, key: str, request: Request, reply_type: type[R], about: str) -> Answer[R]:
        stored = self._cache.get(key) if self._cache else None
        completion = stored if stored is not None and stored.finish == "stop" else None
        try:
            completion = completion or await self._call(request)
            answer = _read(completion, reply_type)
        except EndpointError as error:
            # What follows from an earlier failure is no failure of its own.
            if error.code != "stopped":
                self.failed(error.code, str(error), about)
            if stored is None or completion is stored:
                raise
            completion, answer = stored, _read(stored, reply_type)
        finally:
            if completion is not None:
                self.cached += completion.cached
                if self._recorder is not None:
                    self._recorder.record(request, completion)
        if self._cache and not completion.cached:
            finish: Finish = "mended" if answer.problems and completion.finish == "stop" else completion.finish
            self._cache.put(key, replace(completion, finish=finish), self.name)
        return answer

    async def _call(self, request: Request) -> Completion:
        if self._stopped is not None:
            raise SetupError(str(self._stopped), code="stopped")
        sent, reserved = self._reserve(request)
        try:
            completion = await self._model.complete(request)
        except SetupError as error:
            self._stopped = self._stopped or error
            raise
        finally:
            self._budget.reserved -= reserved
        if not completion.cached:
            self._count(request, completion, sent)
        return completion

    def _reserve(self, request: Request) -> tuple[int, float]:
        """Our token count of the request, and the US dollars set aside for it; raises when the budget has no more."""
        budget = self._budget
        if budget.most is None or self._price is None:
            return 0, 0.0
        sent = count(request.system) + count(request.user)
        estimate = self._price.of(sent, sent * self._shares.get(request.prompt, _FIRST_SHARE))
        if budget.spent + budget.reserved + estimate > budget.most:
            raise EndpointError(
                f"--max-cost {budget.most:g} USD would be passed: {budget.spent:.4f} USD are spent. Raise it to have "
                "the rest written by the model; what is in the cache is not paid again.",
                code="budget",
            )
        budget.reserved += estimate
        return sent, estimate

    def _count(self, request: Request, completion: Completion, sent: int) -> None:
        self.calls += 1
        self.prompt_tokens += completion.prompt_tokens or 0
        self.completion_tokens += completion.completion_tokens or 0
        if completion.prompt_tokens is None or completion.completion_tokens is None:
            self._unmetered = True
        if self._price is None:
            return
        prompt_tokens = completion.prompt_tokens or sent
        share = self._shares.get(request.prompt, _FIRST_SHARE)
        completion_tokens = completion.completion_tokens
        if completion_tokens is None:
            completion_tokens = round(prompt_tokens * share)
        elif prompt_tokens:
            # The longest so far: a budget that is passed is worse than one that is not used up.
            longest = completion_tokens / prompt_tokens
            self._shares[request.prompt] = max(self._shares.get(request.prompt, 0.0), longest)
        cost = self._price.of(prompt_tokens, completion_tokens)
        self._spent += cost
        self._budget.spent += cost

    def failed(self, code: str, message: str, about: str = "") -> None:
        """Count a failure of the model that only its reader can see."""
        self._failures.setdefault(code, []).append((message, about))


def _read(completion: Completion, reply_type: type[R]) -> Answer[R]:
    if completion.finish == "refusal":
        raise EndpointError(f"The model refused to answer ({completion.text[:100]!r}).", code="refusal")
    try:
        reply, problems = parse(reply_type, completion.text)
    except EndpointError as error:
        if completion.finish != "length":
            raise
        raise EndpointError(
            "The reply reached the length limit before anything usable was said. Give the server a larger context.",
            code="length",
        ) from error
    if says_nothing(reply):
        raise EndpointError(
            "The model's reply answers nothing that was asked. Another model may do better.", code="empty"
        )
    return Answer(reply, problems, completion.finish, completion.cached)
