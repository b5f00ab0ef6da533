"""A chat completion as an endpoint sends it, read as one of our completions or as what is wrong with it."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ValidationError

from briefing.model.faults import Endpoint, Fault
from briefing.records.call import Completion, Finish

# A server that cuts a long prompt keeps half its context, some 1,000 tokens or more, and reports that count: far below
# ours. Less than 500 is no cut but the part that was not in its prefix cache. Tokenizers differ by less than half.
_CUT_FLOOR: Final = 500
_CUT_SHARE: Final = 0.5
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


def read(body: str, endpoint: Endpoint, sent: int) -> Completion | Fault:
    """Read the JSON of a chat completion; `sent` is our own count of the prompt's tokens."""
    try:
        reply = _ChatCompletion.model_validate_json(body)
    except ValidationError:
        return endpoint.strange(body)
    if not reply.choices:
        return endpoint.strange(body)
    choice = reply.choices[0]
    usage = reply.usage or _Usage()
    if usage.prompt_tokens and _CUT_FLOOR <= usage.prompt_tokens < _CUT_SHARE * sent:
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
