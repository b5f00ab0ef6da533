"""Words that must stand in a line just as they are printed: copies, and what is between quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from briefing.grounding.passage import Doubt, Fault, Passage
from briefing.text.spelling import key

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
    # Where blanks part no words, a word may end behind any letter.
    unparted = any(first <= letter <= last for first, last in _NO_BLANKS for letter in (before, behind))
    inside = before.isalnum() and behind.isalnum() and not unparted
    if places[at - 1] == places[at] or unicodedata.combining(behind) or inside:
        return False
    grouped = before in ".," and text[at - 2 : at - 1].isdigit() and behind.isdigit()
    return not (grouped or (before.isdigit() and behind in ".," and text[at + 1 : at + 2].isdigit()))


# Each mark that opens a quotation with those that can close it; an inch mark (6") opens none.
_DOUBLE = re.compile(
    '“([^”"]*)[”"]|[„‟]([^“”‟"]*)[“”‟"]|«([^»]*)»|»([^«]*)«|‹([^›]*)›|›([^‹]*)‹|(?<![^\\W_])"([^"”]*)["”]'
)
_ELLIPSIS = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\s?\.\s?\.)\s*")
_TRAILING = " \t\n.,;:!?–—-"
# 'One mark' opens where no letter stands before it and one behind it, and closes the other way round: "the '90s" and
# "the workers' rights" are no quotations.
_SINGLE = re.compile(r"(?<![\w'’])['‘‚](?=[^\W\d])(?P<words>[^'‘’\n]*(?:['’](?=\w)[^'‘’\n]*)*)(?<=[\w.,!?])['’‘](?!\w)")
# Words that lose their beginning to an apostrophe.
_CUT_SHORT = re.compile(r"(?:em|til|cause|tis|twas|n|bout|round)\b", re.IGNORECASE)


def quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks; a mark that is never closed opens nothing."""
    for match in _DOUBLE.finditer(text):
        yield match[match.lastindex or 0]
    for match in _SINGLE.finditer(_DOUBLE.sub(" ", text)):
        if not _CUT_SHORT.match(match["words"]):
            yield match["words"]


def misquoted(statement: str, passages: Sequence[Passage], known: Collection[str]) -> Iterator[Fault | Doubt]:
    """The quotations of a statement whose words do not stand in the lines of any one passage."""
    for words in quotations(statement):
        if any(letter.isalnum() for letter in words) and not _quoted(words, passages, known):
            shown = " ".join(words.split())
            yield Fault(
                "quotation",
                shown,
                f"“{shown}” is in quotation marks but these words do not stand in the cited lines; "
                "quote them exactly or drop the quotation marks",
            )


def _quoted(words: str, passages: Sequence[Passage], known: Collection[str]) -> bool:
    if any(_stands(words, line) for passage in passages for line in (*passage.lines, " ".join(passage.lines))):
        return True
    # A name (a ship, a newspaper, an operation) may be taken from the context.
    parts = words.split()
    short = (part[0].isupper() or part[0].isdigit() or len(part) <= 3 for part in parts)
    return (0 < len(parts) <= 8 and all(short)) and any(
        find_words(words.strip(_TRAILING), line) or f" {key(words)} " in f" {key(line)} "
        for line in (*known, *(line for passage in passages for line in (*passage.lines, *passage.context)))
    )


def _stands(words: str, line: str) -> bool:
    """Whether quoted words stand in a line; an ellipsis parts them into pieces that stand there in order."""
    if find_words(words.strip(_TRAILING), line) is not None:
        return True
    pieces = [bare for piece in _ELLIPSIS.split(words) if (bare := piece.strip(_TRAILING))]
    if len(pieces) < 2:
        return bool(pieces) and find_words(pieces[0], line) is not None
    at = 0
    for piece in pieces:
        place = find_words(piece, line[at:])
        if place is None:
            return False
        at += place[1]
    return True
