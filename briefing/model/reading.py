"""A model's reply, read: the object that was asked for, wherever in the text it stands, or what of it is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from pydantic import ValidationError

from briefing.errors import EndpointError
from briefing.limits import REPLY_ITEMS
from briefing.replies import R

_DECODER: Final = json.JSONDecoder(strict=False)
_OBJECT: Final = re.compile(r'\{\s*["}]')
_ITEM_GAP: Final = re.compile(r"[\s,]*")
# Enough to see what it was, short enough for a line of `method.failures`.
_SHOWN: Final = 60
# A start that is broken is read up to where it breaks, and a model gone astray can write thousands. All together may
# cost so many readings of the whole text; the least that one costs is this part of a reading.
_READINGS: Final = 2
_LEAST: Final = 1 / 200
# Objects and strings that an answer may be wrapped in: {"name": ..., "arguments": "{...}"} are two.
_WRAPPERS: Final = 4
_MORE: Final = f"more than {REPLY_ITEMS} items; the others were not read"
_NOT_ENFORCED: Final = "The server may not enforce response_format json_schema: use one that does, or another model."


def parse(reply_type: type[R], text: str) -> tuple[R, tuple[str, ...]]:
    """Read a model's reply: what fits, and a line for each thing that does not.

    The reply is complete only when there are no such lines. Thoughts, a fence, prose and wrappers around the object are
    passed over, for endpoints that do not enforce the schema: of several objects that fit the last one counts. A reply
    that is cut in mid-JSON keeps its complete items. Raises `EndpointError` (`empty`, `not_json`, `schema`) when
    nothing is usable.
    """
    if not text.strip():
        raise EndpointError("The model's reply is empty. Another model may do better.", code="empty")
    text = _unquoted(text)
    lists = {name: start for name in reply_type.model_fields if (start := _last_list(reply_type, name, text))}
    fitting: R | None = None
    problems: tuple[str, ...] = ()
    end = 0
    for value, stop in _objects(text):
        for answer in _answers(value, reply_type.model_fields.keys(), _WRAPPERS):
            end = stop
            short = {name: each[:REPLY_ITEMS] if isinstance(each, list) else each for name, each in answer.items()}
            with suppress(ValidationError):
                fitting = reply_type.model_validate(short)
                problems = tuple(f"{name}: {_MORE}" for name in lists if len(answer.get(name, ())) > REPLY_ITEMS)
    # A list that begins behind the last whole answer is what the model meant, and was broken off: that was a draft.
    if fitting is not None and max(lists.values(), default=0) <= end:
        return fitting, problems
    try:
        return _salvaged(reply_type, text, lists)
    except EndpointError:
        if fitting is None:
            raise
        return fitting, (*problems, "broken behind the last whole object")


def _unquoted(text: str) -> str:
    """The text in a text that is JSON's string."""
    if not text.lstrip().startswith('"'):
        return text
    try:
        value = json.loads(text, strict=False)
    except ValueError:
        return text
    return value if isinstance(value, str) else text


def _objects(text: str) -> Iterator[tuple[dict[str, Any], int]]:
    """The whole JSON objects of a text that stand in no other, in order, and where each ends."""
    position, left = 0, float(_READINGS * len(text))
    while left > 0 and (start := _OBJECT.search(text, position)):
        try:
            value, position = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError) as error:
            position = start.start() + 1
            read = error.pos - start.start() if isinstance(error, json.JSONDecodeError) else 1
            left -= max(read, _LEAST * len(text))
            continue
        yield value, position


def _answers(value: object, names: Collection[str], depth: int) -> Iterator[dict[str, Any]]:
    """The objects in a value that have a field of the reply, also one that is written as a string."""
    if isinstance(value, dict) and any(name in value for name in names):
        yield value
    elif depth and isinstance(value, str):
        for inner, _ in _objects(value):
            yield from _answers(inner, names, depth - 1)
    elif depth and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _answers(inner, names, depth - 1)


def _last_list(reply_type: type[R], name: str, text: str) -> int | None:
    """Where the items of a list begin: the last of several, for what stands before may be a draft."""
    # A bare list is the reply's first one.
    bare = r"|\A\s*\[" if name == next(iter(reply_type.model_fields)) else ""
    starts = list(re.finditer(rf'"{name}"\s*:\s*\[{bare}', text))
    return starts[-1].end() if starts else None


def _salvaged(reply_type: type[R], text: str, lists: Mapping[str, int]) -> tuple[R, tuple[str, ...]]:
    """What of each list of a broken reply is whole and fits."""
    problems: list[str] = []
    items = {name: list(_fitting(reply_type, name, text, start, problems)) for name, start in lists.items()}
    if not items:
        shown = f"it starts with {text.strip()[:_SHOWN]!r}"
        raise EndpointError(
            f"The model's reply is not the JSON that was asked for; {shown}. {_NOT_ENFORCED}", code="not_json"
        )
    if not any(items.values()):
        why = problems[0] if problems else "text around the object"
        raise EndpointError(f"Nothing in the model's reply fits the schema ({why}). {_NOT_ENFORCED}", code="schema")
    whole = {name: items.get(name, []) for name in reply_type.model_fields}
    return reply_type.model_construct(None, **whole), tuple(problems or ["the object is not closed"])


def _fitting(reply_type: type[R], name: str, text: str, position: int, problems: list[str]) -> Iterator[Any]:
    for place, item in enumerate(_complete_items(text, position, problems)):
        if place == REPLY_ITEMS:
            problems.append(f"{name}: {_MORE}")
            return
        try:
            # A reply of one item, so that each item is checked by the very model that the schema came from.
            empty: dict[str, Any] = {field: [] for field in reply_type.model_fields}
            yield from getattr(reply_type.model_validate({**empty, name: [item]}), name)
        except ValidationError as error:
            problems.append(_fault(error))


def _complete_items(text: str, position: int, problems: list[str]) -> Iterator[Any]:
    """Yield each item of the list that starts at `position`, up to where the list ends or is cut."""
    while True:
        gap = _ITEM_GAP.match(text, position)
        position = gap.end() if gap else position
        if text[position : position + 1] == "]":
            return
        try:
            # RecursionError: thousands of nested brackets, from a model gone astray.
            item, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            problems.append(f"cut or broken after {text[max(0, position - _SHOWN) : position]!r}")
            return
        yield item
        position = end


def _fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=True)[0]
    where = ".".join(str(step) for step in first["loc"][2:]) or "item"
    return f"{where}: {first['msg'].removeprefix('Value error, ')} ({str(first['input'])[:_SHOWN]!r})"
