"""Words: their form for comparing, and their stems.

The lexicon is lemminflect's (MIT, built from the NIH SPECIALIST Lexicon), which ships with the package: it tells which
lemmas a form can have and as which part of speech, not which one it is in its sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

_POSSESSIVE = re.compile(r"['’]s?$")

# Closed classes, which carry no content of their own.
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did will would shall should may might can could must "
    "cannot ought 's 're 've 'll 'd won't can't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "wouldn't couldn't shouldn't mustn't".split()
)
PREPOSITIONS = frozenset(
    "of in on at to for with by from into onto upon over under about against between among through during before "
    "after since "
    "until till toward towards within without across along around behind beyond near off out up down per via amid "
    "despite like than as following including concerning regarding ahead outside inside throughout".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
"""The days of the week and the months: capitals that are no names."""

DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your another other any some every each no both all such "
    "either neither several many few most more".split()
)
PRONOUNS = frozenset(
    "he she it they we i you him her them us me himself herself itself themselves who whom which what whose".split()
)
CONJUNCTIONS = frozenset("and or but nor yet so".split())
STOP = (
    AUXILIARIES
    | PREPOSITIONS
    | DETERMINERS
    | PRONOUNS
    | CONJUNCTIONS
    | frozenset(
        "not n't if then there here when where while because although though whether how why also too very just only "
        "even still "
        "again already now that's mr mrs ms dr said says say own same mine ours theirs yours one ones "
        "however meanwhile moreover therefore thus well".split()
    )
)

_DOTTED = {"a.m.": "a.m", "u.s.": "usa"}
# Possessives and ISO forms that a cut at the apostrophe would spoil.
_CONTRACTION = re.compile(r"n['’]t$|['’](?:re|ve|ll|d|m)$", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word's form for comparing: lower case, no diacritics, straight apostrophe, no possessive ending."""
    word = word.replace("’", "'").casefold()
    if not word.isascii():
        word = "".join(
            c
            for c in unicodedata.normalize("NFKD", word.replace("đ", "d").replace("ł", "l"))
            if not unicodedata.combining(c)
        )
    if "'" in word and not _CONTRACTION.search(word):
        word = _POSSESSIVE.sub("", word) or word
    if word.count(".") > 1:
        # "a.m." would be the verb, "U.S." the pronoun.
        word = _DOTTED.get(word, word.replace(".", ""))
    return word


@cache
def _lexicon() -> Callable[[str], dict[str, tuple[str, ...]]]:
    # Imported at first use: it brings numpy, which `briefing --help` can do without.
    from lemminflect import getAllLemmas

    return getAllLemmas  # type: ignore[no-any-return]  # lemminflect ships no types


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The lemmas that a lower-case form can have, by part of speech (VERB, NOUN, ADJ, ADV, AUX)."""
    return _lexicon()(word)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """One comparing form for the inflected forms of a lower-case word: "visits", "visited", "visiting" -> "visit"."""
    known = lemmas(word)
    for part in ("VERB", "NOUN", "ADJ", "ADV"):
        if part in known:
            return known[part][0]
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
