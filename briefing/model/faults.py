"""What went wrong with a call, told as one of our errors: what, where, what to do next, and never the key."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING, Final

from briefing.errors import EndpointError, SetupError
from briefing.model.said import Said

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
_RATE: Final = re.compile(r"rate[ _-]?limit|too many requests", re.IGNORECASE)
_MODERATED: Final = re.compile(r"content[ _-]?(?:filter|policy)|moderation|flagged", re.IGNORECASE)
# User and password in an address.
_USER: Final = re.compile(r"//[^/@\s]*@")
_TRANSIENT: Final = frozenset({408, 409, 425})
# The longest wait that is told, in seconds: as good as for ever.
_FOR_EVER: Final = 1e9
KEY_REFUSED: Final = "the key was refused. Set OPENAI_API_KEY to a valid key for this model."


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
    """Whom the messages speak of. `key` is None where none was given: then there is nothing to hide.

    `proxy` is the variable of the environment that puts a proxy between, "" where none does.
    """

    model: str
    place: str
    local: bool
    key: str | None
    proxy: str = ""

    def clean(self, text: str) -> str:
        """`text` without the key, a password or what a terminal obeys, on one line, cut to a length for a message."""
        hidden = text.replace(self.key, "[key]") if self.key else text
        shown = "".join(c if c.isprintable() else " " for c in _USER.sub("//", _KEY_LIKE.sub("[key]", hidden)))
        line = " ".join(shown.split())
        return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"

    def told(self, error: openai.OpenAIError) -> Fault:
        """Tell what the SDK raised."""
        import openai

        from briefing.model.client import TooLong

        if isinstance(error, openai.APIStatusError):
            return self.answered(error.status_code, Said.body(error.response.content), error.response.headers)
        if isinstance(error, openai.APIConnectionError):
            cause = error.__cause__
            if isinstance(cause, TooLong):
                return Fault(EndpointError(f"{self.place} sent {cause}. The server is at fault.", code="server"))
            return self.unreachable(f"{type(cause).__name__}: {cause}" if cause else str(error))
        return self.strange(str(error))

    def answered(self, status: int, said: Said, headers: Mapping[str, str]) -> Fault:
        """Tell the fault behind an HTTP status of 300 or more, or behind an error that came with status 200."""
        words = self.clean(said.words)
        if 300 <= status < 400:
            there = self.clean(headers.get("location", "") or "an address that it does not name")
            message = (
                f"{self.place} answered {status}: it sends callers on to {there}. Nothing was sent there: what leaves "
                "this machine goes to the address that you name and to no other. If it is right, name it with "
                "--base-url."
            )
            return Fault(SetupError(message, code="not_found"))
        answer = f"{self.place} answered {status}"
        if status < 300:
            status = said.status or (429 if said.has(_RATE) else 500)
            answer += f" with the error {status}"
        answer += f" ({words})" if words else ""
        if status == 401:
            return Fault(SetupError(f"{answer}: {KEY_REFUSED}", code="auth"))
        if status == 403:
            # The key, or this one text: which of them, only the other calls of the run tell.
            return Fault(EndpointError(answer, code="forbidden"))
        if status == 404:
            known = "the models that the server has" if self.local else "the models of your account"
            message = (
                f"{answer}: there is no model {self.model!r} at this address. Compare --model with {known}; a "
                "--base-url names the place where the API starts, mostly ending in /v1."
            )
            return Fault(SetupError(message, code="not_found"))
        if status == 407:
            through = f"in {self.proxy}" if self.proxy else "in the system's settings"
            message = f"{answer}: the proxy wants a user and a password. Put them into its address {through}."
            return Fault(SetupError(message, code="connect"))
        if status == 402 or (status == 429 and said.has(_QUOTA)):
            message = f"{answer}: the account has no quota left. Add credit, or use another key."
            return Fault(SetupError(message, code="rate_limit"))
        if status == 429:
            message = f"{answer}: too many requests, also after retries. Lower --concurrency or try again later."
            return Fault(EndpointError(message, code="rate_limit"), retry=True, wait=retry_after(headers))
        if said.has(_CONTEXT):
            return Fault(self.truncated(answer))
        if status >= 500 or status in _TRANSIENT:
            message = f"{answer}, also after retries. Try again later, or look into the server's log."
            return Fault(EndpointError(message, code="server"), retry=True, wait=retry_after(headers))
        return Fault(self._bad_request(answer, said))

    def _bad_request(self, answer: str, said: Said) -> EndpointError:
        if said.has(_MODERATED):
            return EndpointError(answer, code="refusal")
        if said.has(_RESPONSE_FORMAT):
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
        do = "Start the server or correct --base-url." if self.local else "Check the network and --base-url."
        if self.proxy:
            do = f"Check the network, --base-url, and the proxy that {self.proxy} names."
        return Fault(
            EndpointError(f"{self.place} cannot be reached ({self.clean(why)}). {do}", code="connect"), retry=True
        )

    def busy(self, wait: float, seconds: float, code: str) -> EndpointError:
        """Tell of a server that asks to wait longer than a call may take."""
        return EndpointError(
            f"{self.place} asks to wait {wait:.0f} s before the next call, longer than --timeout {seconds:g} allows. "
            "Raise --timeout or try again later.",
            code=code,
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


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: `retry-after-ms`, or Retry-After as a number or date (RFC 9110, 10.2.3)."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        with suppress(ValueError):
            wait = float(headers.get(name, "")) / unit
            if math.isfinite(wait) and wait >= 0:
                return min(wait, _FOR_EVER)
    # A date that no calendar has is none.
    with suppress(ValueError, OverflowError):
        date = parsedate_tz(headers.get("retry-after", ""))
        return min(max(0.0, mktime_tz(date) - time.time()), _FOR_EVER) if date else None
    return None
