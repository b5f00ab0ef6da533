"""The JSON of a server's answer, and what it says of an error, in whichever of its many forms."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

# Where a server puts its words, and the codes that go with them. Nothing else is looked at: beside them servers echo
# the request (FastAPI: `input`) or what the model wrote (Groq: `failed_generation`).
_WORDS: Final = ("error", "message", "detail", "msg")
_CODES: Final = ("code", "type", "param")
_DECODER: Final = json.JSONDecoder(strict=False)
_STATUSES: Final = frozenset(map(str, range(400, 600)))


def loads(body: bytes | str) -> Any:  # noqa: ANN401  # it is JSON
    """The JSON that a body begins with, None where it is none.

    It is UTF-8 whatever a header says, unless it begins as UTF-16 or UTF-32 does (RFC 8259, 8.1). A byte order mark,
    bytes that are no text, raw control characters and what follows (a stream's "data: [DONE]") do not cost the rest.
    """
    text = body if isinstance(body, str) else body.decode(json.detect_encoding(body), "replace")
    try:
        return _DECODER.raw_decode(text.lstrip("\ufeff \t\r\n"))[0]
    # RecursionError: thousands of nested brackets.
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Said:
    """What a server says of an error: its words, its codes, and the status that it names beside HTTP's."""

    words: str
    codes: str = ""
    status: int | None = None

    @classmethod
    def of(cls, found: object) -> Said:
        """Find them in JSON: OpenAI's `{"error": {"message", "code"}}`, a bare string, FastAPI's `detail`, lists."""
        codes: list[str] = []
        status = None
        while not isinstance(found, str):
            if isinstance(found, list):
                found = found[0] if found else ""
            elif isinstance(found, dict):
                mine = [found[key] for key in _CODES if isinstance(found.get(key), int | str)]
                codes += map(str, mine)
                status = next((int(c) for c in map(str, mine) if c in _STATUSES), status)
                found = next((found[key] for key in _WORDS if found.get(key)), "")
            else:
                found = ""
        return cls(found, " ".join(codes), status)

    @classmethod
    def body(cls, body: bytes) -> Said:
        """Find them in a body, which may be no JSON at all."""
        found = loads(body)
        return cls(re.sub(r"<[^>]*>", " ", body.decode("utf-8", "replace"))) if found is None else cls.of(found)

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether the words or the codes hold a pattern."""
        return bool(pattern.search(f"{self.words} {self.codes}"))
