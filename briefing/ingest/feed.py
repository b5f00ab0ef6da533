"""JSON and JSON Lines, with the names of schema.org's NewsArticle or plain ones."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from briefing.ingest.record import Draft, Fault, Reading, joined
from briefing.records.marks import JSON_KEYS

# The first name that holds something counts. The second of each line is schema.org's, the others those of news APIs.
TEXT = ("text", "articleBody", "body", "content")
TITLE = ("title", "headline")
PUBLISHER = ("publisher", "source", "outlet")
PUBLISHED = ("published", "datePublished", "publishedAt", "published_at", "date")
URL = ("url", "link", "mainEntityOfPage")
LANGUAGE = ("language", "inLanguage", "lang")

_MARKUP = re.compile(
    r"<(?:/?(?:p|div|br|span|a|strong|em|b|i|ul|ol|li|h[1-6]|script|style|figure)\b[^<>]*|!--)", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def read(text: str) -> Reading:
    """Articles of a JSON text: an object, a list, {"articles": [...]}, {"@graph": [...]}, or one object a line."""
    try:
        data = json.loads(text, strict=False)
    except RecursionError:
        return Reading((), (Fault("bad_json", "is nested too deeply to be articles"),))
    except ValueError as error:
        lines = text.split("\n")
        if _is_lines(lines):
            return _read_lines(lines)
        return Reading((), (Fault("bad_json", f"is not JSON: {error}"),))
    return _read_value(data, "")


def _is_lines(lines: list[str]) -> bool:
    """Whether a text that is not JSON as a whole is one object a line: some line is one."""
    return any(_parsed(line)[1] is None for line in lines if line.lstrip().startswith("{"))


def _parsed(line: str) -> tuple[object, str | None]:
    try:
        return json.loads(line, strict=False), None
    except (ValueError, RecursionError) as error:
        return None, str(error)


def _read_lines(lines: Iterable[str]) -> Reading:
    readings = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        data, error = _parsed(line)
        where = f"line {number}"
        readings.append(
            Reading((), (Fault("bad_json", f"{where} is not JSON: {error}"),)) if error else _read_value(data, where)
        )
    return joined(readings)


def _read_value(data: object, where: str) -> Reading:
    if isinstance(data, list):
        prefix = f"{where}, " if where else ""
        return joined(_read_value(entry, f"{prefix}entry {n}") for n, entry in enumerate(data, 1))
    if not isinstance(data, dict):
        return _fault("bad_json", where, f"holds {_kind(data)} where an article (an object) belongs")
    for key in ("articles", "@graph"):
        if isinstance(data.get(key), list) and not _first(data, TEXT):
            return _read_value(data[key], where)
    return read_object(data, where)


def read_object(data: Mapping[str, Any], where: str = "") -> Reading:
    """One article from an object; `where` says which entry of its file it is."""
    if data.keys() >= JSON_KEYS:
        return _fault("own_output", where, "is a brief that this program made; give it articles")
    body = _first(data, TEXT)
    if isinstance(body, list) and all(isinstance(part, str) for part in body):
        body = "\n".join(body)
    if not isinstance(body, str) or not body.strip():
        known = {*TITLE, *PUBLISHED, *URL, "@type"} & data.keys()
        code, what = ("no_body", "has no text") if known else ("unsupported", "is no article")
        return _fault(code, where, f"{what}; the text belongs in one of {', '.join(TEXT)}")
    return Reading((_draft(data, body),))


def _draft(data: Mapping[str, Any], body: str) -> Draft:
    return Draft(
        body=_text(body),
        title=_unescaped(_string(_first(data, TITLE))),
        publisher=_unescaped(_string(_first(data, PUBLISHER))),
        published=_string(_first(data, PUBLISHED)),
        url=_string(_first(data, URL)),
        language=_string(_first(data, LANGUAGE)),
        titled=True,
    )


def _text(body: str) -> str:
    if _MARKUP.search(body):
        from briefing.ingest.page import fragment_text

        return fragment_text(body)
    return _unescaped(body) or ""


def _unescaped(value: str | None) -> str | None:
    return html.unescape(value) if value and _ENTITY.search(value) else value


def _first(data: Mapping[str, Any], names: Iterable[str]) -> object:
    return next((data[name] for name in names if data.get(name)), None)


def _string(value: object) -> str | None:
    """A string, the name of an object ({"name": "Reuters"}), the first of a list, or a number (a time in seconds)."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "alternateName", "@id", "url") if value.get(key)), None)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _kind(value: object) -> str:
    return {str: "a string", bool: "a truth value", type(None): "null"}.get(type(value), "a number")


def _fault(code: str, where: str, detail: str) -> Reading:
    return Reading((), (Fault(code, f"{where} {detail}".strip()),))
