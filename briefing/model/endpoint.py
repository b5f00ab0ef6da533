"""An endpoint that speaks OpenAI's Chat Completions: OpenAI itself, llama.cpp, Ollama, vLLM."""

from __future__ import annotations

import asyncio
import math
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing.cache import OPENAI_URL, normal_url
from briefing.errors import EndpointError, SetupError, UsageError
from briefing.limits import REPLY_BYTES
from briefing.marking import guard as allowed_out
from briefing.marking import is_local
from briefing.model.completion import read
from briefing.model.faults import Endpoint, Fault
from briefing.model.limiter import Limiter
from briefing.records.call import Completion, Request

if TYPE_CHECKING:
    import openai

_PATH: Final = "/chat/completions"
# Enough to outlast a restart or a busy minute; `timeout` bounds all tries together in any case.
_TRIES: Final = 6
# The longest pause between tries, in seconds, where the server does not ask for one.
_LONGEST_WAIT: Final = 8.0
# An address that takes this long to connect to drops packets.
_CONNECT_SECONDS: Final = 10.0
_NO_SUCH_PATH: Final = frozenset({404, 405, 501})
# So many calls that failed, each with its tries and with no good one between, mean that no later one can do better:
# nobody is there; or the server hangs, which costs a whole `timeout` a call, though in parallel; or it answers every
# try with a fault, some 15 s a call (two rounds at the default concurrency are more than a restart or a busy minute).
# A server that refuses to answer (403) refuses each call at once: one round is enough.
_HOPELESS: Final = {"connect": 3, "timeout": 8, "forbidden": 8, "server": 16, "rate_limit": 16}
# What a server says of one request only, once it has answered another.
_OF_ONE_REQUEST: Final = frozenset({"forbidden", "bad_request"})


def payload(name: str, request: Request) -> dict[str, Any]:
    """Exactly what is sent for a request to the model `name`.

    Neither `max_tokens` nor `temperature`: reasoning models refuse the one, and any of the other but 1.
    """
    return {
        "model": name,
        "messages": [{"role": "system", "content": request.system}, {"role": "user", "content": request.user}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": request.prompt, "strict": True, "schema": request.schema},
        },
    }


class OpenAIModel:
    """A model behind an endpoint. Nothing is read from the environment but the system's proxies and certificates.

    `timeout` (seconds) bounds a call with its retries, `concurrency` the calls under way. `first_wait` (seconds) is
    the pause before the first retry where the server names none; it doubles with each try. `host` is the
    server's name alone. Raises `UsageError` for an address that is none. Close it with `aclose()`; it opens again when
    it is asked again.
    """

    def __init__(
        self,
        name: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = 60.0,
        concurrency: int = 8,
        first_wait: float = 0.5,
    ) -> None:
        self.name = name
        address, query = _checked_url(base_url)
        self.base_url = f"{address}?{urlencode(query)}" if query else address
        self.host = host(base_url)
        key = (api_key or "").strip() or None
        # Told when it is first asked, so that the run still delivers what needs no model.
        self._unusable = _key_fault(key, needed=self.host == host(None))
        self._endpoint = whom(name, self.base_url, key)
        self._timeout = timeout
        self._concurrency = concurrency
        self._first_wait = first_wait
        self._client: openai.AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._limiter = Limiter(concurrency)
        self._stopped: SetupError | None = None
        self._failed: Counter[str] = Counter()
        self._heard = False

    def __repr__(self) -> str:
        return f"OpenAIModel({self.name!r}, base_url={normal_url(self.base_url)!r})"

    async def complete(self, request: Request, /) -> Completion:
        """Ask for one reply. Raises `EndpointError`, or `SetupError` where no later call can do better.

        OpenAI itself is not called without a key.
        """
        self._enter_loop()
        if self._unusable is not None:
            raise SetupError(self._unusable, code="auth")
        async with self._limiter:
            if self._stopped is not None:
                raise SetupError(str(self._stopped), code="stopped")
            # Loading the SDK takes a second on a busy machine, which is not the endpoint's.
            try:
                self._client = self._client or connect(self._endpoint, self.base_url, self._timeout)
            except SetupError as error:
                raise self._counted(error) from None
            outcome = await self._outcome(request)
            if isinstance(outcome, Completion):
                self._heard = True
                self._failed.clear()
                self._limiter.succeeded()
                return outcome
            raise self._counted(outcome)

    async def _outcome(self, request: Request) -> Completion | EndpointError:
        """The reply, or the error of the last try. What can pass is tried again while the call's time lasts."""
        # Errors are handed on and raised elsewhere: a library's error, which holds the request and so the key, must not
        # hang on as the context of ours.
        fault: Fault | None = None
        end = asyncio.get_running_loop().time() + self._timeout
        with suppress(TimeoutError):
            async with asyncio.timeout_at(end):
                for attempt in range(_TRIES):
                    began_at = self._limiter.limit
                    outcome = await self._send(request)
                    if isinstance(outcome, Completion):
                        return outcome
                    fault = outcome
                    if fault.error.code == "rate_limit":
                        self._limiter.refused(began_at)
                    wait = self._pause(attempt) if fault.wait is None else fault.wait
                    if fault.wait is not None and wait > self._timeout:
                        return self._endpoint.busy(wait, self._timeout, fault.error.code)
                    # A pause that would outlast the call's time is not begun.
                    if not fault.retry or attempt == _TRIES - 1 or asyncio.get_running_loop().time() + wait > end:
                        break
                    await asyncio.sleep(wait)
        # A server that answered with faults until the time was up is not a silent one.
        return fault.error if fault else self._endpoint.late(self._timeout)

    def _pause(self, attempt: int) -> float:
        # Calls that failed together must not come back together.
        spread = random.uniform(0.75, 1.25)  # noqa: S311  # no secret hangs on it
        return min(_LONGEST_WAIT, self._first_wait * 2.0**attempt) * spread

    def _counted(self, error: EndpointError) -> EndpointError:
        """Turn one error too many of its kind into a `SetupError`; after one of these no more calls are made."""
        if self._heard and error.code in _OF_ONE_REQUEST:
            # The server takes other calls, so it is this one that it does not take.
            return EndpointError(str(error), code=error.code)
        # Only a good reply starts the counts anew: to hang and to fail by turns is no better than to fail.
        self._failed[error.code] += 1
        if self._failed[error.code] >= _HOPELESS.get(error.code, math.inf):
            # Who is refused is told whose fault it is when all calls are known.
            end = "" if error.code == "forbidden" else " No further calls are made."
            error = SetupError(f"{error}{end}", code=error.code)
        if isinstance(error, SetupError):
            self._stopped = error
        return error

    async def _send(self, request: Request) -> Completion | Fault:
        import httpx2
        import openai

        client = self._client or connect(self._endpoint, self.base_url, self._timeout)
        try:
            # Not `chat.completions.create`, which holds every part of the messages and of the schema against the SDK's
            # types and changes nothing: a third of what a call costs us.
            reply = await client.post(_PATH, cast_to=httpx2.Response, body=payload(self.name, request))
        except openai.OpenAIError as error:
            return self._endpoint.told(error)
        return read(reply.content, self._endpoint, request, reply.headers)

    def _enter_loop(self) -> None:
        """Start anew in a new event loop (a second `asyncio.run`): connections belong to their loop."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._client = None
            self._limiter = Limiter(self._concurrency)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None


def whom(model: str, base_url: str | None, key: str | None) -> Endpoint:
    """The endpoint as messages speak of it. Raises `UsageError` for an address that is none."""
    address, _ = _checked_url(base_url)
    scheme = urlsplit(address).scheme
    named = [n for kind in (scheme, "all") for n in (f"{kind}_proxy".upper(), f"{kind}_proxy") if os.environ.get(n)]
    proxy = "" if is_local(address) else " or ".join(named)
    return Endpoint(model, normal_url(address), host(base_url) != host(None), key, proxy)


def connect(endpoint: Endpoint, base_url: str | None, timeout: float, most: int = REPLY_BYTES) -> openai.AsyncOpenAI:
    """Open a client; `timeout` bounds connecting, `most` the bytes of a reply. Raises `SetupError`."""
    # Loading the SDK takes a second.
    from briefing.model import client

    address, query = _checked_url(base_url)
    return client.connect(address, query, endpoint.key, min(_CONNECT_SECONDS, timeout), most, endpoint.proxy)


@asynccontextmanager
async def session(
    endpoint: Endpoint, base_url: str | None, timeout: float, absent: str | None = None, most: int = REPLY_BYTES
) -> AsyncIterator[openai.AsyncOpenAI]:
    """A client for calls other than chats; what goes wrong is raised as `EndpointError`.

    `absent` says what the server lacks where it does not know the path.
    """
    import openai

    client = connect(endpoint, base_url, timeout, most)
    failure: EndpointError | None = None
    try:
        yield client
    except openai.OpenAIError as error:
        failure = endpoint.told(error).error
        if absent and getattr(error, "status_code", None) in _NO_SUCH_PATH:
            failure = EndpointError(f"{endpoint.place} has no {absent}", code="not_found")
    except TimeoutError:
        failure = endpoint.late(timeout)
    finally:
        await client.close()
    if failure is not None:
        # Raised here, so that the library's error, which holds the key, is not the context of ours.
        raise failure


def guard(marking: str | None, base_url: str | None) -> None:
    """Raise `UsageError` if what is so marked may not be sent to an address (OpenAI's for None)."""
    allowed_out(marking, _checked_url(base_url)[0])


def host(base_url: str | None) -> str:
    """Return the name of the server at an address (OpenAI's for None), without port, path and user."""
    return urlsplit(_checked_url(base_url)[0]).hostname or ""


def _key_fault(key: str | None, *, needed: bool) -> str | None:
    if key is None:
        return "OpenAI needs a key: set OPENAI_API_KEY, or name another server with --base-url." if needed else None
    if not (key.isascii() and key.isprintable()):
        return "The key holds characters that no key has. Set OPENAI_API_KEY anew."
    return None


def _checked_url(base_url: str | None) -> tuple[str, dict[str, str]]:
    """The address where the API starts, and the query that goes behind each path (Azure's api-version)."""
    url = (base_url or OPENAI_URL).strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        good = None
    if not good:
        # The address may hold a password, so it is not repeated.
        raise UsageError("--base-url is no address: give one like http://localhost:8080/v1, with http:// or https://.")
    path = parts.path.rstrip("/").removesuffix(_PATH).rstrip("/")
    address = f"{parts.scheme}://{parts.netloc}{path}"
    return address, dict(parse_qsl(parts.query, keep_blank_values=True))
