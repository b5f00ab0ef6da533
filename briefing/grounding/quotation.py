"""Quotation marks: what stands between them must be the words of a cited line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from briefing.grounding.passage import Doubt, Fault, Passage
from briefing.grounding.spelling import key
from briefing.grounding.verbatim import find_words

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
    return _is_title(words) and any(
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


def _is_title(words: str) -> bool:
    """Whether the words are a name: a ship, a newspaper, an operation. A name may be taken from the context."""
    parts = words.split()
    return 0 < len(parts) <= 8 and all(part[0].isupper() or part[0].isdigit() or len(part) <= 3 for part in parts)
