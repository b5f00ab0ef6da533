"""Mails: their text, what their headers say, and the articles attached to them (RFC 5322, RFC 2045 to 2049)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from itertools import islice
from pathlib import PurePath

from briefing.ingest import plain
from briefing.ingest.decode import decode
from briefing.ingest.files import SUFFIXES
from briefing.ingest.page import fragment, fragment_text
from briefing.ingest.record import Draft, Fault, Reading, hidden, joined, refused
from briefing.limits import FIELD_CHARACTERS, PARTS
from briefing.text.normal import normalise

Reader = Callable[[bytes, str], Reading]

_FORWARDED = re.compile(r"^(?:\s*(?:re|aw|fw|fwd|wg|tr|pr)\s*:)+\s*", re.IGNORECASE)
# A signature stands below "-- " (RFC 3676, section 4.3). One of more lines than this is no signature.
_SIGNATURE = re.compile(r"^-- \n(?:[^\n]*(?:\n|\Z)){0,12}\Z", re.MULTILINE)
# Where a link leads stands behind its words in a plain text, and is not seen on a page.
_LINK = re.compile(r"<?https?://\S+")
# A mail within a mail within a mail: deeper than this it is made to be deep.
_DEEPEST = 8


def read(data: bytes, reader: Reader) -> Reading:
    """The articles of a mail: its own text, mails within it, and attachments that `reader` knows by their suffix."""
    # The old policy parses headers when asked and never raises for a broken one; the new one has cases where it does.
    return _read(BytesParser(policy=policy.compat32).parsebytes(data), reader, 0)


def _read(message: Message, reader: Reader, depth: int) -> Reading:
    if depth > _DEEPEST:
        return refused("unreadable", f"holds mails within mails, more than {_DEEPEST} deep")
    bodies: list[Reading] = []
    inner: list[Reading] = []
    parts = list(islice(_parts(message), PARTS + 1))
    if len(parts) > PARTS:
        return refused("too_large", f"is a mail of more than {PARTS} parts; save its articles as files")
    for part in parts:
        name = _header(part.get_filename() or "")
        if part.get_content_type() == "message/rfc822":
            inner += [_read(within, reader, depth + 1) for within in _held(part)]
        elif name or part.get_content_disposition() == "attachment":
            inner.append(_attached(part, name, reader))
        elif part.get_content_maintype() == "text":
            bodies.append(_body(part))
    own = joined(bodies)
    found = joined([replace(own, drafts=tuple(_with_headers(draft, message) for draft in own.drafts)), *inner])
    if not found.drafts and not found.faults:
        return Reading((), (Fault("no_body", "is a mail without text; save its articles as files"),), found.notices)
    if len(found.drafts) > 1:
        return replace(found, drafts=tuple(replace(d, part=n) for n, d in enumerate(found.drafts, 1)))
    return found


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of a mail in order, and the mails within it whole.

    Of alternatives it is the plain one, unless that says what the page does not, which is what a reader sees.
    """
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    parts = _held(message)
    if message.get_content_type() == "multipart/alternative":
        plain_ones = [part for part in parts if part.get_content_type() == "text/plain" and _text(part)[0].strip()]
        pages = [part for part in parts if part.get_content_type() == "text/html"]
        alike = (
            not pages or not plain_ones or _says_no_more(_text(plain_ones[0])[0], fragment_text(_text(pages[-1])[0]))
        )
        parts = (plain_ones[:1] if alike else pages[-1:]) or parts[-1:]
    for part in parts:
        yield from _parts(part)


def _says_no_more(text: str, page: str) -> bool:
    """Whether each line of a text stands on a page too, whatever its marks and its breaks."""
    shown = _letters(page)
    lines = _SIGNATURE.sub("", text.replace("\r\n", "\n")).split("\n")
    return all(_letters(_LINK.sub("", line)) in shown for line in lines)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _held(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> tuple[str, str | None]:
    charset = part.get_content_charset()
    # "us-ascii" is what a mail without a charset is taken for. One that is wrong is guessed, as for a file.
    if charset and charset != "us-ascii":
        with suppress(LookupError, UnicodeError):
            return _bytes(part).decode(charset), None
    decoded = decode(_bytes(part))
    return ("", f"a part of it {decoded.detail}") if isinstance(decoded, Fault) else decoded


def _body(part: Message) -> Reading:
    text, notice = _text(part)
    notices = (notice,) if notice else ()
    faults: tuple[Fault, ...] = ()
    if part.get_content_type() == "text/html":
        text, unseen = fragment(text)
        faults = hidden(unseen)
    else:
        text = _SIGNATURE.sub("", _flowed(part, text.replace("\r\n", "\n").replace("\r", "\n")))
    if not normalise(text):
        return Reading((), faults, notices)
    found = plain.read(text.strip("\n"))
    return replace(found, faults=(*found.faults, *faults), notices=(*notices, *found.notices))


def _flowed(part: Message, text: str) -> str:
    """Lines that end in a blank go on in the next where the mail says so (RFC 3676, format=flowed)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    gone = str(part.get_param("delsp", "")).lower() == "yes"
    return re.sub(r"(?<!^--)[ ]\n(?=[^\n>])", "" if gone else " ", text, flags=re.MULTILINE)


def _with_headers(draft: Draft, message: Message) -> Draft:
    """The draft with the mail's headers where its own text says nothing: a forwarded article has its own."""
    subject = _FORWARDED.sub("", _header(message.get("Subject", ""))).strip()
    sender = _header(message.get("From", ""))
    name, address = sender, ""
    # Brackets within brackets can be too deep for it.
    with suppress(RecursionError):
        name, address = parseaddr(sender)
    several = draft.part is not None
    return replace(
        draft,
        # One subject cannot be the title of each article in a digest.
        title=draft.title or (None if several else subject or None),
        publisher=draft.publisher or name.strip() or address.rpartition("@")[2] or None,
        published=draft.published or _header(message.get("Date", "")) or None,
        titled=draft.titled or (bool(subject) and not several),
    )


def _attached(part: Message, name: str, reader: Reader) -> Reading:
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    if suffix not in SUFFIXES:
        return Reading((), (), (f"its attachment {name or part.get_content_type()!r} is no article; left out",))
    found = reader(_bytes(part), suffix)
    return replace(
        found,
        faults=tuple(Fault(f.code, f"its attachment {name!r} {f.detail}") for f in found.faults),
        notices=tuple(f"its attachment {name!r} {notice}" for notice in found.notices),
    )


def _header(value: object) -> str:
    """A header in characters: encoded words opened (RFC 2047), line folds closed."""
    text = str(value)[:FIELD_CHARACTERS]
    # What cannot be opened is shown as it stands.
    with suppress(HeaderParseError, LookupError, ValueError):
        text = str(make_header(decode_header(text)))
    return " ".join(text.split())
