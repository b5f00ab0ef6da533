"""What went wrong with a call, told as one of our errors: what, where, what to do next, and never the key."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import EndpointError, SetupError

if TYPE_CHECKING:
    import openai

# What a server says is quoted up to this many characters: enough for its reason, not for a page of HTML.
_QUOTED: Final = 200
_KEY_LIKE: Final = re.compile(r"\bsk-[\w*.-]+")
_CONTEXT: Final = re.compile(
    r"context[ _]?(?:length|size|window)|maximum context|exceeds? the (?:available )?context|too many tokens"
    r"|prompt is too long",
    re.IGNORECASE,
)
_RESPONSE_FORMAT: Final = re.compile(r"response_format|json_schema|grammar", re.IGNORECASE)
_QUOTA: Final = re.compile(r"insufficient_quota|billing|exceeded your current quota", re.IGNORECASE)
# User and password in an address.
_USER: Final = re.compile(r"//[^/@\s]*@")
_TRANSIENT: Final = frozenset({408, 409, 425})


@dataclass(frozen=True, slots=True)
class Fault:
    """A failed try: the error that it ends as when no further try is made, and whether one makes sense.

    `wait` is what the server asked for, in seconds.
    """

    error: EndpointError
    retry: bool = False
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Whom the messages speak of. `key` is None where none was given: then there is nothing to hide."""

    model: str
    place: str
    local: bool
    key: str | None

    def clean(self, text: str) -> str:
        """`text` without the key, on one line, cut to a length fit for a message."""
        hidden = text.replace(self.key, "[key]") if self.key else text
        line = " ".join(_KEY_LIKE.sub("[key]", hidden).split())
        return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"

    def told(self, error: openai.OpenAIError) -> Fault:
        """Tell what the SDK raised."""
        import openai

        if isinstance(error, openai.APIStatusError):
            return self.answered(error.status_code, error.response.text, error.response.headers)
        if isinstance(error, openai.APIConnectionError):
            cause = error.__cause__
            return self.unreachable(f"{type(cause).__name__}: {cause}" if cause else str(error))
        return self.strange(str(error))

    def answered(self, status: int, body: str, headers: Mapping[str, str]) -> Fault:
        """Tell the fault behind an HTTP status of 300 or more."""
        if status < 400:
            there = self.clean(_USER.sub("//", headers.get("location", "") or "an address that it does not name"))
            message = (
                f"{self.place} answered {status}: it sends callers on to {there}. Nothing was sent there: what leaves "
                "this machine goes to the address that you name and to no other. If it is right, name it with "
                "--base-url."
            )
            return Fault(SetupError(message, code="not_found"))
        said = self.clean(_message(body))
        answer = f"{self.place} answered {status}" + (f" ({said})" if said else "")
        if status in (401, 403):
            way = "the server's key" if self.local else "a valid key for this model"
            return Fault(SetupError(f"{answer}: the key was refused. Set OPENAI_API_KEY to {way}.", code="auth"))
        if status == 404:
            known = "the models that the server has" if self.local else "the models of your account"
            message = (
                f"{answer}: there is no model {self.model!r} at this address. Compare --model with {known}; a "
                "--base-url names the place where the API starts, mostly ending in /v1."
            )
            return Fault(SetupError(message, code="not_found"))
        if status == 402 or (status == 429 and _QUOTA.search(body)):
            message = f"{answer}: the account has no quota left. Add credit, or use another key."
            return Fault(SetupError(message, code="rate_limit"))
        if status == 429:
            message = f"{answer}: too many requests, also after retries. Lower --concurrency or try again later."
            return Fault(EndpointError(message, code="rate_limit"), retry=True, wait=retry_after(headers))
        if status >= 500 or status in _TRANSIENT:
            message = f"{answer}, also after retries. Try again later, or look into the server's log."
            return Fault(EndpointError(message, code="server"), retry=True, wait=retry_after(headers))
        return Fault(self._bad_request(answer, body))

    def _bad_request(self, answer: str, body: str) -> EndpointError:
        if _CONTEXT.search(body):
            return self.truncated(answer)
        if _RESPONSE_FORMAT.search(body):
            return SetupError(
                f"{answer}: the server does not take response_format json_schema, which every call needs. Use a model "
                "or a server that does (OpenAI, llama.cpp, Ollama 0.5 or later, vLLM).",
                code="bad_request",
            )
        return EndpointError(f"{answer}: the request was refused.", code="bad_request")

    def truncated(self, what: str) -> EndpointError:
        """Tell that the prompt did not fit the model's context."""
        return EndpointError(
            f"{what}: the prompt does not fit the model's context. Give the server a larger one (llama.cpp: -c 8192; "
            "Ollama: OLLAMA_CONTEXT_LENGTH=8192), or use another model.",
            code="truncated",
        )

    def unreachable(self, why: str) -> Fault:
        """Tell of no connection, or one that broke."""
        do = "Start the server or correct --base-url." if self.local else "Check the network, proxy and --base-url."
        return Fault(
            EndpointError(f"{self.place} cannot be reached ({self.clean(why)}). {do}", code="connect"), retry=True
        )

    def late(self, seconds: float) -> EndpointError:
        """Tell of no answer in time."""
        return EndpointError(
            f"{self.place} gave no answer within {seconds:g} s. Raise --timeout or lower --concurrency.", code="timeout"
        )

    def strange(self, body: str) -> Fault:
        """Tell of a body that is no chat completion."""
        return Fault(
            EndpointError(
                f"{self.place} answered with something other than a chat completion ({self.clean(body)!r}). Check that "
                "--base-url names an OpenAI-compatible API, mostly ending in /v1.",
                code="server",
            ),
            retry=True,
        )


def _message(body: str) -> str:
    """Find the server's words: the `message` of an OpenAI error object, else the body."""
    try:
        found: Any = json.loads(body)
    except ValueError:
        return re.sub(r"<[^>]*>", " ", body)
    for step in ("error", "message"):
        if isinstance(found, dict) and step in found:
            found = found[step]
    return found if isinstance(found, str) else body


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: `retry-after-ms`, or Retry-After as a number or date (RFC 9110, 10.2.3)."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            wait = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if math.isfinite(wait) and wait >= 0:
            return wait
    date = parsedate_tz(headers.get("retry-after", ""))
    return max(0.0, mktime_tz(date) - time.time()) if date else None
