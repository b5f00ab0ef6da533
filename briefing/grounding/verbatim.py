"""Where words stand in a line just as they are printed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_MARKS = "\"'“”„‟«»‘’‚‛‹›′″`´"
_DASHES = "-‐‑‒–—―−"
# What no reader sees: soft hyphen, zero-width characters, byte order mark.
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SAME = str.maketrans(dict.fromkeys(_MARKS, "'") | dict.fromkeys(_DASHES, "-"))
# Scripts that part no words by blanks (Thai, Chinese, Japanese): a word may begin behind any letter.
_NO_BLANKS = ("\u0e00", "\u0eff"), ("\u2e80", "\ua4cf"), ("\uf900", "\ufaff")


@lru_cache(maxsize=4_096)
def folded(text: str) -> tuple[str, tuple[int, ...]]:
    """A text for comparing, and the place in `text` of each of its characters.

    Blanks are one space, marks and dashes one sign each, letters small: "No —  “NATO”" -> "no - 'nato'".
    """
    if text.isascii() and "\n" not in text and "\t" not in text and "  " not in text and "--" not in text:
        return text.lower().translate(_SAME), tuple(range(len(text)))
    out: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if letter in _UNSEEN:
            continue
        plain = " " if letter.isspace() else letter.translate(_SAME).casefold()
        if plain in {" ", "-"} and out and out[-1] == plain:
            continue
        for part in plain:
            out.append(part)
            places.append(at)
    return "".join(out), tuple(places)


def find_words(words: str, line: str) -> tuple[int, int] | None:
    """Where `words` stand verbatim in `line`, as offsets into `line`; None when they do not.

    Only blanks, kinds of quotation marks, apostrophes and dashes, soft hyphens and letter case may differ. They stand
    there as whole words and whole figures: "700" does not stand in "4,700", nor "war" in "warned".
    """
    wanted = folded(unicodedata.normalize("NFC", words))[0].strip()
    if not wanted:
        return None
    text, places = folded(line)
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _parted(text, places, at) and _parted(text, places, end):
            return places[at], places[end - 1] + 1
        at = text.find(wanted, at + 1)
    return None


def _parted(text: str, places: tuple[int, ...], at: int) -> bool:
    """Whether no word or figure runs on over the place `at`, and no letter that folds to two ("ß") is cut there."""
    if at in {0, len(text)}:
        return True
    before, behind = text[at - 1], text[at]
    if places[at - 1] == places[at] or _inside_a_word(before, behind):
        return False
    grouped = before in ".," and text[at - 2 : at - 1].isdigit() and behind.isdigit()
    return not (grouped or (before.isdigit() and behind in ".," and text[at + 1 : at + 2].isdigit()))


def _inside_a_word(before: str, behind: str) -> bool:
    if unicodedata.combining(behind):
        return True
    if not (before.isalnum() and behind.isalnum()):
        return False
    return not any(first <= letter <= last for first, last in _NO_BLANKS for letter in (before, behind))
