"""The bytes of one file, read by its kind."""

from __future__ import annotations

from dataclasses import replace

from briefing.ingest import feed, mail, page, pdf, plain, rss, word
from briefing.ingest.decode import decode
from briefing.ingest.record import OWN_OUTPUT, Fault, Reading, refused
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK, TEXT_MARK


def read(data: bytes, suffix: str) -> Reading:
    """The articles in `data`; `suffix` is that of its file, in small letters."""
    if not data.strip():
        return refused("empty", "holds no text")
    match suffix:
        case ".eml":
            return mail.read(data, read)
        case ".docx":
            return word.read(data)
        case ".pdf":
            return pdf.read(data)
        case ".rss" | ".atom" | ".xml":
            return rss.read(data)
    decoded = decode(data)
    if isinstance(decoded, Fault):
        return Reading((), (decoded,))
    text, notice = decoded
    found = _read_text(text, suffix)
    return replace(found, notices=(notice, *found.notices)) if notice else found


def _read_text(text: str, suffix: str) -> Reading:
    if suffix in (".json", ".jsonl"):
        return feed.read(text.lstrip("\ufeff"))
    if any(mark in text for mark in (MARKDOWN_MARK, HTML_MARK, TEXT_MARK)):
        return OWN_OUTPUT
    return page.read(text) if suffix in (".html", ".htm") else plain.read(text, markdown=suffix == ".md")


def sniffed(data: bytes) -> str:
    """The suffix that standard input would have as a file: JSON by its first sign, a PDF by its mark, else text."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return ".pdf"
    return ".json" if start[:1] in (b"{", b"[") else ".txt"
