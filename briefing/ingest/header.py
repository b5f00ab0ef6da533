"""Header blocks: the lines "Title: ...", "Source: ...", "Date: ..." that exports and mails put before a text.

The names are data: `briefing/_data/headers.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

_DATA = tomllib.loads(files("briefing").joinpath("_data/headers.toml").read_text(encoding="utf-8"))
_FIELD_OF = {name: field for field, names in _DATA["fields"].items() for name in names.split()}
_DROPPED, _BODY = (frozenset(_DATA["others"][kind].split()) for kind in ("dropped", "body"))

_LINE = re.compile(r"(?P<key>[^\W\d_](?:[\w-]|[ ](?=\w)){0,24})[ ]?:(?:[ \t]+(?P<value>\S.*))?[ \t]*")
# Headers of mails that the tables lack ("X-Mailer", "MIME-Version") are single words with a hyphen.
_TECHNICAL = re.compile(r"[a-z]+(?:-[a-z]+)+")
# No export writes longer blocks; the work at each line is bounded so.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Block:
    """Fields of a block, the name its first line has as written, and the line behind it.

    `body` is what stands on the line of a key such as "Text:", whose value begins the text itself.
    """

    fields: Mapping[str, str]
    first: str
    end: int
    body: str = ""


def field(name: str) -> str | None:
    """The field that a name stands for, whatever its case and language: "published" for "Date" and "Datum"."""
    return _FIELD_OF.get(_key(name))


def _key(name: str) -> str:
    return "-".join(name.casefold().split())


def block(lines: Sequence[str], at: int = 0) -> Block | None:
    """The header block that begins at line `at`: at least two known fields, nothing else, and a blank line behind."""
    fields: dict[str, str] = {}
    first, last = "", ""
    for end in range(at, min(at + _LONGEST, len(lines) + 1)):
        line = lines[end] if end < len(lines) else ""
        if not line.strip():
            return Block(fields, first, end) if len(fields) > 1 else None
        if line[0] in " \t" and last:
            # A folded line goes on with the value before it (RFC 5322, section 2.2.3).
            if last in fields:
                fields[last] = f"{fields[last]} {line.strip()}"
            continue
        found = _LINE.fullmatch(line)
        if not found:
            return None
        key = _key(found["key"])
        if key in _BODY and len(fields) > 1:
            return Block(fields, first, end + 1, found["value"] or "")
        if key in _FIELD_OF:
            first, last = first or key, _FIELD_OF[key]
            # Of two fields of one meaning ("From", "Source") the first counts.
            fields.setdefault(last, (found["value"] or "").strip())
        elif first and (key in _DROPPED or _TECHNICAL.fullmatch(key)):
            last = key
        else:
            return None
    return None
