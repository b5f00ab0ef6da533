"""A chat completion as an endpoint sends it, read as one of our completions or as what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from briefing.chunk import count
from briefing.model.faults import Endpoint, Fault
from briefing.model.said import Said, loads
from briefing.records.call import Completion, Finish, Request

# A server that cuts a long prompt reports what it kept: llama.cpp, and Ollama since 0.30, half the context; Ollama
# before that, the very size of the context, a multiple of 256. Some servers leave out of their count what stood in
# their prefix cache, so only the part of the prompt that is new in each call is compared; less than 500 is such a
# remainder, not a cut. o200k_base is thrifty: no tokenizer in use needs a fifth less.
_CUT_FLOOR: Final = 500
_CUT_SHARE: Final = 0.8
_CONTEXT_STEP: Final = 256
_FULL_SHARE: Final = 0.9
# Replies are searched for keys of at least this length: a shorter one may be a word of the news.
_KEY_LENGTH: Final = 8


# The largest count that is believed: what is larger is no count of tokens.
_MOST_TOKENS: Final = 10**9
_CUT_OFF: Final = frozenset({"length", "max_tokens"})
_BROKEN_OFF: Final = frozenset({"error", "abort"})


def read(
    body: bytes | str, endpoint: Endpoint, request: Request, headers: Mapping[str, str] = MappingProxyType({})
) -> Completion | Fault:
    """Read the JSON of the chat completion that answers `request`, in whatever field the answer stands."""
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    found = loads(body)
    top = found if isinstance(found, dict) else _streamed(text)
    choice = _first(top.get("choices"))
    error = choice.get("error") or top.get("error")
    if error:
        return endpoint.answered(200, Said.of(error), headers)
    message = choice.get("message")
    if not isinstance(message, dict):
        return endpoint.strange(text)
    reason = str(choice.get("finish_reason")).lower()
    if reason in _BROKEN_OFF:
        return endpoint.answered(200, Said(f"finish_reason {reason}"), headers)
    usage = top.get("usage")
    prompt_tokens, completion_tokens = (
        _tokens(usage.get(name)) if isinstance(usage, dict) else None for name in ("prompt_tokens", "completion_tokens")
    )
    if prompt_tokens and _is_cut(request, prompt_tokens):
        sent = count(request.system) + count(request.user)
        return Fault(endpoint.truncated(f"{endpoint.place} read {prompt_tokens} tokens of a prompt of about {sent}"))
    refused = _text(message.get("refusal"))
    finish: Finish = "length" if reason in _CUT_OFF else "stop"
    if refused or reason == "content_filter":
        finish = "refusal"
    answer = refused or _answer(message)
    if endpoint.key and len(endpoint.key) >= _KEY_LENGTH:
        answer = answer.replace(endpoint.key, "[key]")
    return Completion(answer, finish, prompt_tokens, completion_tokens)


def _first(value: object) -> dict[str, Any]:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def _streamed(text: str) -> dict[str, Any]:
    """The completion that the chunks of a stream add up to: there are gateways that stream unasked."""
    found = [loads(line.removeprefix("data:")) for line in text.split("\n") if line.startswith("data:")]
    chunks = [chunk for chunk in found if isinstance(chunk, dict)]
    choices = [choice for chunk in chunks if (choice := _first(chunk.get("choices")))]
    if not choices:
        return chunks[-1] if chunks else {}
    deltas = [delta for choice in choices if isinstance(delta := choice.get("delta"), dict)]
    names = ("content", "refusal", "reasoning_content", "reasoning")
    message = {name: "".join(_text(delta.get(name)) for delta in deltas) for name in names}
    # Without a reason at its end the stream broke off.
    reason = next((reason for choice in reversed(choices) if (reason := choice.get("finish_reason"))), "length")
    return {**chunks[-1], "choices": [{"message": message, "finish_reason": reason}]}


def _answer(message: Mapping[str, Any]) -> str:
    """The text of a message: its content, else the call of a tool; where both are blank, an object among its thoughts.

    Servers whose grammar holds for the thoughts too leave the whole answer there.
    """
    calls = message.get("tool_calls")
    functions = [call.get("function") for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    said = [message.get("content"), *(f.get("arguments") for f in functions if isinstance(f, dict))]
    thought = [text for name in ("reasoning_content", "reasoning") if "{" in (text := _text(message.get(name)))]
    return next((text for text in (*map(_text, said), *thought) if text.strip()), "")


def _text(value: object) -> str:
    """A text however it is given: whole, in parts, or as the object that it was read into. Halves of pairs are none."""
    if isinstance(value, list):
        parts = (part.get("text") if isinstance(part, dict) else part for part in value)
        return "".join(part for part in parts if isinstance(part, str))
    text = json.dumps(value) if isinstance(value, dict) else value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode()


def _tokens(value: object) -> int | None:
    """A count of tokens, None for what is none."""
    return int(value) if isinstance(value, int | float) and 0 <= value <= _MOST_TOKENS else None


def _is_cut(request: Request, read: int) -> bool:
    """Whether a server that counts `read` tokens did not read the whole prompt."""
    if read < _CUT_FLOOR:
        return False
    new = count(request.user)
    if read < _CUT_SHARE * new:
        return True
    return read % _CONTEXT_STEP == 0 and read < _FULL_SHARE * (count(request.system) + new)
