"""Header blocks: the lines "Title: ...", "Source: ...", "Date: ..." that exports and mails put before a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The names under which exports and mails of the region give an article's fields; anything else of a block is dropped.
_NAMES = {
    "title": "title headline subject titulli titull subjekti tema naslov наслов тема titel betreff titre objet titolo "
    "oggetto título asunto",
    "publisher": "publisher source outlet publication newspaper from burimi gazeta botuesi izvor glasilo izdavač извор "
    "гласило издавач quelle zeitung von fonte fuente",
    "published": "date published sent published-on publication-date date-published data datë publikuar datum "
    "objavljeno датум објављено gesendet fecha",
    "url": "url link web address vegëza lidhja adresa адреса",
    "language": "language lang gjuha jezik језик sprache langue lingua idioma",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
# Known to stand in such blocks, and of no use here.
_DROPPED = frozenset(
    "author byline autor autori shkruan piše пише аутор section page pages words length word-count copyright to cc bcc "
    "reply-to document-type document-id accession-number edition rubrika faqja country region keywords tags".split()
)
# Behind one of these the text itself begins.
_BODY = frozenset("text full-text body content teksti tekst текст".split())

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
    return _FIELD_OF.get("-".join(name.casefold().split()))


def block(lines: Sequence[str], at: int = 0) -> Block | None:
    """The header block that begins at line `at`: at least two known fields, nothing else, and a blank line behind."""
    fields: dict[str, str] = {}
    first, last, body = "", "", ""
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
        key = "-".join(found["key"].casefold().split())
        if key in _BODY and len(fields) > 1:
            body = found["value"] or ""
            return Block(fields, first, end + 1, body)
        if key not in _FIELD_OF and key not in _DROPPED and not _TECHNICAL.fullmatch(key):
            return None
        if not first and key not in _FIELD_OF:
            return None
        first = first or key
        last = _FIELD_OF.get(key, key)
        if last in _NAMES:
            # Of two fields of one meaning ("From", "Source") the first counts.
            fields.setdefault(last, (found["value"] or "").strip())
    return None
