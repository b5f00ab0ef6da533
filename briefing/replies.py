"""What a model may say: one reply type a prompt, minimal and safe under a strict JSON Schema.

The schemas keep to the subset that OpenAI, llama.cpp, Ollama and vLLM all enforce: objects, arrays, string, small
enums, `anyOf [X, null]`, everything required, nothing additional, no references. A label stands before the text it
supports: small models choose it more often rightly there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, WithJsonSchema

from briefing.errors import EndpointError

# One number for all calls keeps the schema constant: a provider compiles it once.
SENTENCE_LABELS: Final = tuple(f"s{n}" for n in range(1, 41))
CLUSTER_LABELS: Final = tuple(f"c{n}" for n in range(1, 25))


def _one_of(labels: tuple[str, ...]) -> AfterValidator:
    allowed = frozenset(labels)

    def check(label: str) -> str:
        if label not in allowed:
            raise ValueError(f"no label {labels[0]}..{labels[-1]}")
        return label

    return AfterValidator(check)


def _enum(labels: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(labels)})


SentenceLabel = Annotated[str, _one_of(SENTENCE_LABELS), _enum(SENTENCE_LABELS)]
ClusterLabel = Annotated[str, _one_of(CLUSTER_LABELS), _enum(CLUSTER_LABELS)]


# Prose has no braces, and no marks of JSON without a blank: there a small model has gone on with the JSON inside its
# string ("took office.},{").
_DEBRIS: Final = re.compile(r"\s*(?:[\"\]]*[{}]|\"[\],:]+[\"\[\]]).*\Z", re.DOTALL)


def _prose(text: str) -> str:
    # Nearly no statement has a mark that debris needs.
    return _DEBRIS.sub("", text) if '"' in text or "{" in text or "}" in text else text


Prose = Annotated[str, AfterValidator(_prose)]


class _Part(BaseModel):
    """Base of all replies: strict, closed and frozen, as the schema asks."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ProposedClaim(_Part):
    """One fact and the sentence that states it (`label`).

    What code reads from the sentence itself (section, kind, status, date, who says so) is not asked for: a small model
    takes as long to fill these as to write the statement, and repeats the first value that it sees.
    """

    label: SentenceLabel
    statement: Prose


class ExtractReply(_Part):
    """The facts of a chunk."""

    claims: list[ProposedClaim]


class MergeAnswer(_Part):
    """How the candidate `label` stands to the target."""

    label: ClusterLabel
    relation: Literal["same", "adds_detail", "differs", "unrelated"]


class MergeReply(_Part):
    """One answer a candidate."""

    answers: list[MergeAnswer]


class SentencePart(_Part):
    """Words of a sentence and the cluster they rest on (`label`), with further ones in `more`."""

    label: ClusterLabel
    text: Prose
    more: list[ClusterLabel]


class ProposedSentence(_Part):
    """A sentence: its parts, one after the other."""

    parts: list[SentencePart]


class ComposeReply(_Part):
    """The sentences of a section, or of the bottom line."""

    sentences: list[ProposedSentence]


Reply = ExtractReply | MergeReply | ComposeReply
R = TypeVar("R", ExtractReply, MergeReply, ComposeReply)

# The words that a prompt's front matter may name as its `reply`.
REPLIES: Final[Mapping[str, type[Reply]]] = {"extract": ExtractReply, "merge": MergeReply, "compose": ComposeReply}


@cache
def schema(reply_type: type[Reply]) -> dict[str, Any]:
    """Return the strict JSON Schema of a reply type: the same object for every call. Treat it as read-only."""
    full = reply_type.model_json_schema()
    plain = _plain(full, full.get("$defs", {}))
    assert isinstance(plain, dict)  # noqa: S101  # a model's schema is an object; this tells mypy
    return plain


def _plain(node: Any, definitions: Mapping[str, Any]) -> Any:  # noqa: ANN401  # a JSON value
    """`node` with references put in place and what strict endpoints refuse left out."""
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _plain(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            # These keys are the fields' own names, so a field may be called "title".
            kept[key] = {name: _plain(field, definitions) for name, field in value.items()}
        elif key not in ("$defs", "title", "description"):
            kept[key] = _plain(value, definitions)
    return kept


def parse(reply_type: type[R], text: str) -> tuple[R, tuple[str, ...]]:
    """Read a model's reply: what fits, and a line for each thing that does not.

    The reply is complete only when there are no such lines. A reply that is cut in mid-JSON keeps its complete items;
    a Markdown fence, a `<think>` block and prose around the object are passed over, for endpoints that do not enforce
    the schema. Raises `EndpointError` (`empty`, `not_json`, `schema`) when nothing is usable.
    """
    bare = _THOUGHT.sub("", text, count=1).strip()
    if not bare:
        raise EndpointError("The model's reply is empty. Another model may do better.", code="empty")
    for candidate in (bare, _FENCE.sub(r"\1", bare, count=1)):
        try:
            return reply_type.model_validate_json(candidate), ()
        except ValidationError:
            continue
    return _salvage(reply_type, bare)


# A reasoning model without a grammar may think aloud first; what it thinks may hold drafts of the JSON.
_THOUGHT: Final = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE: Final = re.compile(r"\A[^{]*?```(?:json)?\s*(\{.*\})\s*```.*\Z", re.DOTALL)
_ITEM_GAP: Final = re.compile(r"[\s,]*")
_DECODER: Final = json.JSONDecoder()
# Enough to see what it was, short enough for a line of `method.failures`.
_SHOWN: Final = 60


def _salvage(reply_type: type[R], text: str) -> tuple[R, tuple[str, ...]]:
    (name,) = reply_type.model_fields
    start = re.search(rf'"{name}"\s*:\s*\[|\A\[', text)
    if start is None:
        raise EndpointError(
            f"The model's reply is not the JSON that was asked for; it starts with {text[:_SHOWN]!r}. "
            "The server may not enforce response_format json_schema: use one that does, or another model.",
            code="not_json",
        )
    items: list[Any] = []
    problems: list[str] = []
    for item in _complete_items(text, start.end(), problems):
        try:
            # A reply of one item, so that each item is checked by the very model that the schema came from.
            reply = reply_type.model_validate_json(f'{{"{name}":[{item}]}}')
        except ValidationError as error:
            problems.append(_fault(error))
        else:
            items += getattr(reply, name)
    if not items:
        raise EndpointError(
            f"Nothing in the model's reply fits the schema ({problems[0] if problems else 'text around the object'}). "
            "The server may not enforce response_format json_schema: use one that does, or another model.",
            code="schema",
        )
    return reply_type.model_construct(None, **{name: items}), tuple(problems)


def _complete_items(text: str, position: int, problems: list[str]) -> Iterator[str]:
    """Yield the JSON text of each item of the list that starts at `position`, up to where it ends or is cut."""
    while True:
        gap = _ITEM_GAP.match(text, position)
        position = gap.end() if gap else position
        if text[position : position + 1] == "]":
            if not text[position + 1 :].lstrip().startswith("}"):
                problems.append("the object is not closed")
            return
        try:
            # RecursionError: thousands of nested brackets, from a model gone astray.
            _, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            problems.append(f"cut or broken after {text[max(0, position - _SHOWN) : position]!r}")
            return
        yield text[position:end]
        position = end


def _fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=True)[0]
    where = ".".join(str(step) for step in first["loc"][2:]) or "item"
    return f"{where}: {first['msg']} ({str(first['input'])[:_SHOWN]!r})"
