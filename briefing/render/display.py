"""How words of the record are shown: made harmless, quoted, dated, counted; and links that lead to the very words."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SPACE = re.compile(r"\s+")
# Control characters, which a terminal obeys, and the marks that turn the direction of text (Unicode TR 36): words of an
# article must not act on what stands around them.
_ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_INNER_QUOTES = str.maketrans({'"': "'", "“": "‘", "”": "’", "„": "‚", "«": "‹", "»": "›"})
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?"
    r"(?:[T ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
# fmt: off
_MONTHS = (  # of our own, so that no locale is asked
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# The languages that a desk on the Balkans meets most; any other is shown by its code.
_LANGUAGES = {
    "bs": "Bosnian", "cnr": "Montenegrin", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "hr": "Croatian", "it": "Italian", "mk": "Macedonian", "ru": "Russian", "sq": "Albanian", "sr": "Serbian",
    "tr": "Turkish", "uk": "Ukrainian",
}
# fmt: on


def plain(text: str) -> str:
    """Put `text` on one line, without characters that act instead of being read."""
    return _ACTIVE.sub("", _SPACE.sub(" ", text))


def quoted(words: str) -> str:
    """Put `words` in quotation marks, those within made single."""
    return f"“{words.translate(_INNER_QUOTES)}”"


def day(iso: str) -> str:
    """Show an ISO 8601 date or time as it is read: "March 2025", "11 March 2025", "11 March 2025, 09:30 UTC+01:00"."""
    found = _ISO.fullmatch(iso)
    if found is None:
        return plain(iso)
    shown = found["year"]
    if found["month"]:
        shown = f"{_MONTHS[int(found['month']) - 1]} {shown}"
    if found["day"]:
        shown = f"{int(found['day'])} {shown}"
    if found["time"]:
        zone = {None: "", "Z": " UTC", "+00:00": " UTC", "+0000": " UTC"}.get(found["zone"], f" UTC{found['zone']}")
        shown += f", {found['time']}{zone}"
    return shown


def count(number: int, noun: str, several: str | None = None) -> str:
    """Count things: "1 article", "1,200 articles"; `several` where an "s" does not do."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def language(code: str) -> str:
    """Give the English name of a language, from a code such as "sq" or "sr-Latn"; else the code itself."""
    return _LANGUAGES.get(code.lower().partition("-")[0], plain(code))


def is_english(code: str | None) -> bool:
    """Say whether text so labelled needs no word about its language. What is not labelled is taken for English."""
    return code is None or code.lower().partition("-")[0] == "en"


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
