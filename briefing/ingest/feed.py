"""JSON and JSON Lines, with the names of schema.org's NewsArticle or plain ones."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from briefing.ingest.record import OWN_OUTPUT, Draft, Reading, joined, refused
from briefing.limits import DEPTH
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
    data, error = _parsed(text)
    if error is None:
        return _read_value(data, "")
    lines = [(f"line {number}", *_parsed(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    # A text that is not JSON as a whole is one object a line where some line is one.
    if not any(isinstance(data, dict) for _, data, _ in lines):
        return _fault("bad_json", "", f"is not JSON: {error}")
    return joined(
        _fault("bad_json", where, f"is not JSON: {error}") if error else _read_value(data, where)
        for where, data, error in lines
    )


def _parsed(text: str) -> tuple[object, str | None]:
    try:
        return json.loads(text, strict=False), None
    except RecursionError:
        return None, "it is nested too deeply"
    except ValueError as error:
        return None, str(error)


def _read_value(data: object, where: str, depth: int = 0) -> Reading:
    if depth > DEPTH:
        return _fault("bad_json", where[:40], f"is nested more than {DEPTH} levels deep")
    if isinstance(data, list):
        prefix = f"{where}, " if where else ""
        return joined(_read_value(entry, f"{prefix}entry {n}", depth + 1) for n, entry in enumerate(data, 1))
    if not isinstance(data, dict):
        return _fault("bad_json", where, f"holds {json.dumps(data)[:40]} where an article (an object) belongs")
    for key in ("articles", "@graph"):
        if isinstance(data.get(key), list) and not _first(data, TEXT):
            return _read_value(data[key], where, depth + 1)
    return read_object(data, where)


def read_object(data: Mapping[str, Any], where: str = "") -> Reading:
    """One article from an object; `where` says which entry of its file it is."""
    if data.keys() >= JSON_KEYS:
        return OWN_OUTPUT
    body = _first(data, TEXT)
    if isinstance(body, list) and all(isinstance(part, str) for part in body):
        body = "\n".join(body)
    if not isinstance(body, str) or not body.strip():
        known = {*TITLE, *PUBLISHED, *URL, "@type"} & data.keys()
        code, what = ("no_body", "has no text") if known else ("unsupported", "is no article")
        return _fault(code, where, f"{what}; the text belongs in one of {', '.join(TEXT)}")
    return Reading(
        (
            Draft(
                body=_text(body),
                title=_text(_string(_first(data, TITLE))),
                publisher=_text(_string(_first(data, PUBLISHER))),
                published=_string(_first(data, PUBLISHED)),
                url=_string(_first(data, URL)),
                language=_string(_first(data, LANGUAGE)),
                titled=True,
            ),
        )
    )


def _text(written: str) -> str:
    """The words, without markup and with characters for their references."""
    if _MARKUP.search(written):
        from briefing.ingest.page import fragment_text

        return fragment_text(written)
    return html.unescape(written) if _ENTITY.search(written) else written


def _first(data: Mapping[str, Any], names: Iterable[str]) -> object:
    return next((data[name] for name in names if data.get(name)), None)


def _string(value: object) -> str:
    """A string, the name of an object ({"name": "Reuters"}), the first of a list, or a number (a time in seconds)."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = _first(value, ("name", "alternateName", "@id", "url"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _fault(code: str, where: str, detail: str) -> Reading:
    return refused(code, f"{where} {detail}".strip())
