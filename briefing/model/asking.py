"""Asking with everything around it: cache, recording, budget, counts, and an end when no call can do better."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Final, Generic

from briefing.cache import Cache, Recorder, cache_key
from briefing.chunk import count
from briefing.errors import EndpointError, SetupError, UsageError
from briefing.model.prices import price
from briefing.records.call import Completion, Finish, Model, Request
from briefing.replies import R, parse

# Until a prompt has had a reply, one is taken to be as long as its request: claims about as long as their article.
_FIRST_SHARE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """A reply that was read: what is usable of it, and a line for each item that was dropped (`problems`)."""

    reply: R
    problems: tuple[str, ...]
    finish: Finish
    cached: bool

    @property
    def items(self) -> tuple[object, ...]:
        """What the reply proposes: its claims, answers or sentences."""
        return tuple(item for name in type(self.reply).model_fields for item in getattr(self.reply, name))

    @property
    def complete(self) -> bool:
        """The model finished, and all it said fits the schema."""
        return self.finish == "stop" and not self.problems


class Asker:
    """Asks a model on behalf of one run, and counts.

    Equal requests that are under way are one call. A reply that is complete is stored in `cache` as soon as it arrives;
    one that is not is asked anew by the next run. A model without a `name` is not cached. `max_cost` is in US dollars:
    the call that would pass it is not made (`EndpointError`, code `budget`), by an estimate from our own token count;
    raises `UsageError` at once when the model's price is not known. After a `SetupError` no more calls are made, but
    what is in the cache is still answered. `reask` is for the stages: whether what was refused may be asked once more.
    """

    def __init__(
        self,
        model: Model,
        *,
        cache: Cache | None = None,
        recorder: Recorder | None = None,
        max_cost: float | None = None,
        reask: bool = True,
    ) -> None:
        self._model = model
        self.reask = reask
        self.name: str | None = getattr(model, "name", None)
        self._base_url: str | None = getattr(model, "base_url", None)
        self._cache = cache if self.name else None
        self._recorder = recorder
        self._price = price(self.name)
        if max_cost is not None and self._price is None:
            raise UsageError(
                f"--max-cost needs a price, and none is known for the model {self.name!r}. Leave --max-cost out."
            )
        self._max_cost = max_cost
        self._spent = 0.0
        self._reserved = 0.0
        self._shares: dict[str, float] = {}
        self._under_way: dict[str, asyncio.Task[Answer[Any]]] = {}
        self._stopped: SetupError | None = None
        self._failures: dict[str, tuple[str, int]] = {}
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
        """Each kind of failure once, in the order of its first, with its first message and how often it came."""
        return tuple(
            f"{code}: {message}" if times == 1 else f"{code} ({times} calls): {message}"
            for code, (message, times) in self._failures.items()
        )

    async def ask(self, request: Request, reply_type: type[R], *, may_be_empty: bool = False) -> Answer[R]:
        """Return the model's answer to `request`. Raises `EndpointError` when there is no usable one.

        A reply without a single item is none, unless it `may_be_empty`: then there may be nothing to say.
        """
        key = cache_key(request, self.name or "", self._base_url)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._answer(key, request, reply_type, may_be_empty))
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

    async def _answer(self, key: str, request: Request, reply_type: type[R], may_be_empty: bool) -> Answer[R]:
        stored = self._cache.get(key) if self._cache else None
        if stored is not None:
            kept = _read(stored, reply_type)
            # Whether a reply may be empty is the asker's to say, and not known to everything that fills the cache.
            if kept.items or may_be_empty:
                self.cached += 1
                self._record(request, stored)
                return kept
        try:
            completion = await self._call(request)
            self._record(request, completion)
            answer = _read(completion, reply_type)
            _expect(answer, may_be_empty, request)
        except EndpointError as error:
            self._note(error)
            raise
        if self._cache and answer.complete and not completion.cached:
            self._cache.put(key, completion)
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
            self._reserved -= reserved
        if completion.cached:
            self.cached += 1
        else:
            self._count(request, completion, sent)
        return completion

    def _reserve(self, request: Request) -> tuple[int, float]:
        """Our token count of the request, and the US dollars set aside for it; raises when the budget has no more."""
        if self._max_cost is None or self._price is None:
            return 0, 0.0
        sent = count(request.system) + count(request.user)
        estimate = self._price.of(sent, sent * self._shares.get(request.prompt, _FIRST_SHARE))
        if self._spent + self._reserved + estimate > self._max_cost:
            raise EndpointError(
                f"--max-cost {self._max_cost:g} USD would be passed: {self._spent:.4f} USD are spent. Raise it to have "
                "the rest written by the model; what is in the cache is not paid again.",
                code="budget",
            )
        self._reserved += estimate
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
        self._spent += self._price.of(prompt_tokens, completion_tokens)

    def _record(self, request: Request, completion: Completion) -> None:
        if self._recorder is not None:
            self._recorder.record(request, completion)

    def failed(self, code: str, message: str) -> None:
        """Count a failure of the model that only its reader can see."""
        first, times = self._failures.get(code, (message, 0))
        self._failures[code] = (first, times + 1)

    def _note(self, error: EndpointError) -> None:
        # What follows from an earlier failure is no failure of its own.
        if error.code != "stopped":
            self.failed(error.code, str(error))


def _expect(answer: Answer[Any], may_be_empty: bool, request: Request) -> None:
    if not (answer.items or may_be_empty):
        raise EndpointError(
            f"The model proposed nothing in reply to {request.prompt}. Another model may do better.", code="empty"
        )


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
    return Answer(reply, problems, completion.finish, completion.cached)
