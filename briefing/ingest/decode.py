"""Bytes of a file to characters, saying what was assumed where the file does not say it."""

from __future__ import annotations

import codecs
import re

from briefing.ingest.record import Fault

# Longest first: the BOM of UTF-32 LE begins with that of UTF-16 LE.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"{\\rtf",
)  # PDF, ZIP (docx, epub), PNG, GIF, JPEG, gzip, OLE (doc), ELF, RTF
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)

# Left to all its encodings, charset-normalizer takes a line of Serbian in cp1250 for Korean. News is in one of these.
_LIKELY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip

# A guess needs some text, and more of it makes no better guess, only a slower one.
_SAMPLE = 50_000
# Text that was cut or pasted may hold a few broken bytes among many sound ones; then it still is UTF-8.
_BROKEN_SHARE = 0.25


def decode(data: bytes) -> tuple[str, str | None] | Fault:
    """The characters, and a notice where the encoding had to be assumed; a `Fault` where this is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), None
            except UnicodeDecodeError as error:
                return Fault("unreadable", f"begins as {encoding} and then is not: {error.reason}; save it as UTF-8")
    if data.startswith(_SIGNATURES) or b"\0" in data[:_SAMPLE]:
        return Fault("binary", "is not text; convert it to .txt, .html or .json")
    try:
        return data.decode(), None
    except UnicodeDecodeError:
        return _assume(data)


def _assume(data: bytes) -> tuple[str, str | None] | Fault:
    mended = data.decode(errors="replace")
    bad = mended.count("\ufffd")
    sound = sum(character > "\x7f" for character in mended) - bad
    if bad <= _BROKEN_SHARE * sound:
        return mended, f"has {bad} broken character(s), shown as \ufffd"
    if named := _META_CHARSET.search(data[:_SAMPLE]):
        try:
            return data.decode(named.group(1).decode("ascii")), None
        except (LookupError, UnicodeError):
            pass  # The page is wrong about itself, as many are: guess.
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_LIKELY)).best() or from_bytes(sample).best()
    if best is None:
        return Fault("binary", "is in no known encoding; save it as UTF-8")
    text = data.decode(best.encoding, errors="replace")
    return text, f"is not UTF-8; read as {best.encoding}, which is a guess: save it as UTF-8 to be sure"
