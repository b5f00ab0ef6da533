"""How words of the record are shown: made harmless, quoted, dated, counted."""

from __future__ import annotations

import re

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


def count(number: int, noun: str) -> str:
    """Count things: "1 article", "1,200 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def language(code: str) -> str:
    """Give the English name of a language, from a code such as "sq" or "sr-Latn"; else the code itself."""
    return _LANGUAGES.get(code.lower().partition("-")[0], plain(code))


def is_english(code: str | None) -> bool:
    """Say whether text so labelled needs no word about its language. What is not labelled is taken for English."""
    return code is None or code.lower().partition("-")[0] == "en"
