"""The one normal form of a text, on which every offset and hash rests, and a folded form for comparing."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Mandatory breaks of UAX 14 (classes CR, LF, NL, BK): \v, \f, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR too.
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# One plain space each, so that a quote can be found with a plain search. A tab is a blank as well.
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# What no reader sees, and can therefore hide an instruction or break a word for a comparison: controls, soft hyphen,
# zero-width characters, joiners and fillers, bidi marks and overrides, variation selectors, annotation and tag
# characters, BOM and noncharacters. Joiners shape some scripts and emoji; the words stay readable without them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# A lone surrogate (JSON can hold one) has no UTF-8 form and so no hash.
_SURROGATES = re.compile("[\ud800-\udfff]")

_MARKS = re.compile("[\u0300-\u036f]")
_FOLDED = str.maketrans(
    {
        # Letters that no decomposition takes apart. Đ is written Dj in Latin without it, as Serbian and Croatian do.
        "đ": "dj", "Đ": "dj", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
        "ı": "i", "ħ": "h", "Ħ": "h", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d",
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "‹": "'", "›": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    }
)  # fmt: skip


def normalise(text: str) -> str:
    """The normal form: NFC, LF for every line break, no unseen characters, no trailing blanks, no outer blanks.

    Blanks of any kind (tab, no-break space) become one plain space each; runs of blanks and blank lines inside the
    text stay. Applying it twice changes nothing.
    """
    text = _BREAKS.sub("\n", text)
    text = _BLANKS.sub(" ", text)
    text = _UNSEEN.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    if " \n" in text:
        text = "\n".join([line.rstrip() for line in text.split("\n")])
    return text.strip()


def fold(text: str) -> str:
    """For comparing only: lower case, no diacritics, straight quotes, plain hyphens, single spaces.

    The length changes (`đ` becomes `dj`), so offsets into a folded text mean nothing in the text itself.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    # Casefolding can itself bring marks (İ), hence marks go last.
    text = unicodedata.normalize("NFKD", text).translate(_FOLDED).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_FOLDED)
    return " ".join(text.split())


def sha256(text: str) -> str:
    """The hash of `text` in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()
