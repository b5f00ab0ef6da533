"""Whether a sentence is whole and can be read alone: by its form, and by closed classes of English words.

A digest can do without a sentence, so what is doubtful does not stand alone: one that is not the first of its article
must open with a name that a reader of the brief knows, or with a figure; in a language other than English, where
pronouns are not known, with its very first word.
"""

from __future__ import annotations

import re
from collections.abc import Set

from briefing.digest.reading import STOPPED, is_name
from briefing.text.words import Word, words

# A shorter sentence tells too little; a longer one is none for a brief.
_LEAST, _MOST = 6, 50
# Who or what a sentence is about stands among its first words.
_HEAD = 5
_POINTING = frozenset("this that these those there here".split())
_PERSONS = frozenset("he she it they him her his hers its them their theirs himself herself itself themselves".split())
_SPEAKERS = frozenset("i we us our ours my me mine you your yours".split())
# At the head these join a sentence to the one before it, or stand for something in it.
_JOINING = frozenset(
    "and but or nor so yet also however meanwhile moreover then therefore thus still instead later earlier afterwards"
    " such another other others both either neither some many most several few all none each one ones"
    " elsewhere besides nevertheless indeed".split()
)
_QUOTED = re.compile(r"[“„«][^”“»]*[”“»]|\"[^\"]*\"|(?<!\w)[‘'][^‘’']*[’'](?!\w)")
_ENDS = re.compile(r"[.!।。！][\"”“’»)\]]*$")
_POINTED = re.compile(r"\b(?:in|of|at|on|by|for|from|with|to|since|until|after|before|during|doing) that\b|\bthat\W*$")
# "There are 4,600 troops" points nowhere.
_EXISTS = re.compile(r"\bthere (?=(?:is|are|was|were|has|have|had|will|would|may|could)\b)", re.IGNORECASE)
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_OPENINGS = "\"“„«‘'(¿¡[ "


def whole(text: str, before: str = "", behind: str = "") -> bool:
    """Whether a text is one whole sentence: it begins and ends as sentences do, and nothing in it is left open.

    `before` and `behind` are the characters next to it: a letter or stop there says that it was cut out of a word, as
    "C., had said so" out of "R-S.C.". All of it in quotation marks, it is somebody's whom it does not name.
    """
    if before.isalnum() or before == "." or behind.isalnum() or not _ENDS.search(text) or text.endswith("..."):
        return False
    if text.lstrip(_OPENINGS)[:1].islower() or text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    marks = sum(map(text.count, "“”„«»"))
    return marks % 2 == 0 and _LEAST <= len(text.split()) <= _MOST and bool(_TWO_LETTERS.search(_QUOTED.sub("", text)))


def stands_alone(text: str, language: str | None, known: Set[str], before: int) -> bool:
    """Whether a sentence leans on nothing before it: "He left", "Cole left" and "The man left" do.

    `known` are the forms of the names and words that a reader of the brief knows; `before` counts the sentences before
    it: the first of an article introduces whom and what it tells of, and the second mostly goes on with that.
    """
    plain = _EXISTS.sub(_blank, _QUOTED.sub(_blank, text))
    found = words(plain)
    english = (language or "en").startswith("en")
    if not found or text[0] in _OPENINGS or (english and _leans(plain, found, first=not before)):
        return False
    if not before:
        return True
    content = next((word for word in found if word.form[0].isdigit() or word.form not in STOPPED), found[0])
    second = before == 1 and content.form in known
    head = found if second else found[: _HEAD if english else 1]
    return any(word.form[0].isdigit() or (word.form in known and is_name(word, False, plain)) for word in head)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _leans(plain: str, found: tuple[Word, ...], *, first: bool) -> bool:
    """Whether a sentence of English has a word that stands for something that it does not name before."""
    said = [plain[word.start : word.end].casefold() for word in found]
    figure = len(found) > 1 and found[1].form[0].isdigit()
    if (said[0] in _JOINING and not figure) or said[0] in _POINTING or not _SPEAKERS.isdisjoint(said):
        return True
    named = next((n for n, word in enumerate(found) if is_name(word, n == 0, plain)), len(found))
    if first or not _PERSONS.isdisjoint(said[: named + 1]):
        return not _PERSONS.isdisjoint(said[: named + 1])
    if _POINTED.search(plain.casefold()):
        return True
    # Whom a "he" means is only sure where the sentence opens with a name.
    return (
        not _POINTING.difference(("that",)).isdisjoint(said)
        or "also" in said
        or (named > 1 and not _PERSONS.isdisjoint(said))
    )
