"""Addresses that are safe to print, and links that lead to the very words."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from briefing.render.display import plain

# A browser must find the whole directive on the page, and one footnote mark or edit inside it breaks a long one. Up to
# this many words are given in full, beyond it the first and last of them as a range.
_WHOLE_WORDS = 12
_EDGE_WORDS = 5
# What RFC 3986 allows in a URL, without quotation marks and brackets that end a Markdown or HTML link.
_URL_SAFE = ":/?#@!$&*+,;=%~-._"
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\]")


def safe_url(url: str | None) -> str | None:
    """Give `url` if it is an http or https address with a host, percent-encoded; else None."""
    if url is None or _UNSAFE.search(url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:  # brackets that are no IPv6 address, a port that is no number
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return quote(url.strip(), safe=_URL_SAFE)


def to_words(url: str | None, words: str) -> str | None:
    """Link to `words` on the page at `url`, which the browser then marks; None where there is no safe address.

    A text directive (https://wicg.github.io/scroll-to-text-fragment/): in it `-`, `,` and `&` have a meaning of their
    own and are percent-encoded.
    """
    safe = safe_url(url)
    if safe is None:
        return None
    tokens = plain(words).split()
    parts = [tokens] if len(tokens) <= _WHOLE_WORDS else [tokens[:_EDGE_WORDS], tokens[-_EDGE_WORDS:]]
    # urllib leaves "-" as it is, and in a directive "-" would part a prefix from the text.
    directive = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
    return f"{safe}{':~:' if '#' in safe else '#:~:'}text={directive}"
