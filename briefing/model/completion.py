"""A chat completion as an endpoint sends it, read as one of our completions or as what is wrong with it."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ValidationError

from briefing.chunk import count
from briefing.model.faults import Endpoint, Fault
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


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _ChatCompletion(BaseModel):
    """What we read of a chat completion; the SDK's own model takes anything and fails later."""

    choices: list[_Choice]
    usage: _Usage | None = None


def read(body: str, endpoint: Endpoint, request: Request) -> Completion | Fault:
    """Read the JSON of the chat completion that answers `request`."""
    try:
        reply = _ChatCompletion.model_validate_json(body)
    except ValidationError:
        return endpoint.strange(body)
    if not reply.choices:
        return endpoint.strange(body)
    choice = reply.choices[0]
    usage = reply.usage or _Usage()
    if usage.prompt_tokens and _is_cut(request, usage.prompt_tokens):
        sent = count(request.system) + count(request.user)
        return Fault(
            endpoint.truncated(f"{endpoint.place} read {usage.prompt_tokens} tokens of a prompt of about {sent}")
        )
    finish: Finish = "stop"
    text = choice.message.content or ""
    if choice.message.refusal or choice.finish_reason == "content_filter":
        finish, text = "refusal", choice.message.refusal or text
    elif choice.finish_reason == "length":
        finish = "length"
    if endpoint.key and len(endpoint.key) >= _KEY_LENGTH:
        text = text.replace(endpoint.key, "[key]")
    return Completion(text, finish, usage.prompt_tokens, usage.completion_tokens)


def _is_cut(request: Request, read: int) -> bool:
    """Whether a server that counts `read` tokens did not read the whole prompt."""
    if read < _CUT_FLOOR:
        return False
    new = count(request.user)
    if read < _CUT_SHARE * new:
        return True
    return read % _CONTEXT_STEP == 0 and read < _FULL_SHARE * (count(request.system) + new)
