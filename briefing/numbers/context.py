"""The words around a figure: its qualifier, and signs that it is a name and no count."""

from __future__ import annotations

import re
from functools import cache

from briefing.numbers.lexicon import any_of, lexicon_of

# A figure behind one of these is a name: "resolution 1244", "Boeing 737", "Article 5".
_CODE_NOUNS = (
    "resolution resolutions article articles paragraph paragraphs section sections chapter chapters clause clauses "
    "page pages annex appendix protocol flight "
    "route highway motorway road channel room phase stage category type grade tier gate platform rule number no nr nos "
    "boeing airbus windows iphone ipad ios android xbox "
    "playstation galaxy lumia nexus surface formula group area unit building camp pier terminal exit junction apollo "
    "soyuz mig sukhoi tu su version level act season "
    "episode volume issue law bill proposition amendment title form file case count line item point day week round "
    "game set lap race heat district ward zone sector "
    "corridor block apartment apt suite floor lot model mark mk class psalm verse radio bbc itv espn tv studio local "
    "base pope agenda vision eurocode band generation "
    "update ftse cac nikkei dax fortune forbes p note table figure fig question step part lesson star wars"
).split()
_CODE_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(set(_CODE_NOUNS), key=lambda word: (-len(word), word)))})\.?\s+(?:no\.?\s+|nr\.?\s+"
    rf"|number\s+)?$"
)
_CODE_WORDS = frozenset((*_CODE_NOUNS, "nr", "number"))
# These are names only with a capital; in lower case they are what is counted, or when.
_NEED_CAPITAL = frozenset(
    "update p fortune group area unit building camp level act season law bill case count line item point game set lap "
    "race round day week district block title file local base table "
    "figure question star wars part form floor model class note version volume issue section mark studio lot sector "
    "zone".split()
)
_INDEX = re.compile(r"\s+Index\b")
_PERCENT_LIKE = re.compile(r"\s*(?:%|per\s?cent|percent|million|billion|euros?|dollars?)")


def _may_name(before: str) -> bool:
    """Whether the last word is one before which a name's figure stands, or too odd to tell."""
    last = before.split()[-1:] if before[-1:].isspace() else []
    return bool(last) and (not last[0].rstrip(".").isalpha() or last[0].rstrip(".") in _CODE_WORDS)


def names_it(text: str, low: str, start: int, end: int) -> bool:
    """Whether the words around make the figure a name."""
    if _INDEX.match(text, end):
        return True
    before = low[max(0, start - 40) : start]
    match = _CODE_BEFORE.search(before) if _may_name(before) else None
    if match is None or _PERCENT_LIKE.match(low, end):
        return False
    word = re.match(r"\w+", match.group())
    assert word is not None  # noqa: S101  # each alternative starts with a word
    capital = text[start - len(before) + match.start()].isupper()
    if word.group() in {"no", "nr"}:
        return capital or "." in match.group()
    return word.group() not in _NEED_CAPITAL or capital


# Small words between a qualifier and its figure: "over the 4,600", "almost another 40".
_BETWEEN = ("a", "the", "just", "another", "only", "what")


@cache
def _qualifier_patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """What stands before and behind a figure, and what the former can end with."""
    lexicon = lexicon_of(code)
    before = re.compile(rf"(?<![\w-])({any_of(lexicon.qualifiers)})\s+(?:(?:{'|'.join(_BETWEEN)})\s+)?$")
    after = re.compile(rf"\s*({any_of(lexicon.after)})(?!\w)")
    ends = {phrase.split()[-1] for phrase in lexicon.qualifiers} | {*_BETWEEN}
    return before, after, tuple(sorted(ends))


# "talks over three days", "worried about 30 people", "rose up to 34": the word belongs to what stands before it.
_SPEAKS_ABOUT = re.compile(
    r"\b(?:talk|speak|spoke|ask|worr|concern|complain|know|knew|learn|inform|question|doubt|news"
    r"|heard|hear|stor|warn|care|tell|told|read|wrote|writ"
    r"|allegation|claim|detail|tweet|debate|disput)\w*\s+$"
)
_LASTED = re.compile(
    r"\b(?:for|lasted|last|lasting|took|take|takes|after|of|is|was|been|with|waited|serve|served|spent|aged|are"
    r"|were)\s+$"
)
_ROSE = re.compile(
    r"\b(?:rose|risen|rises|rise|rising|went|goes|going|climbed|climbs|moved|jumped|grew|gone|increased|add|adds|added"
    r"|adding|catch|caught|live|lives|lived|stood|stand|walked|came|unemployment|inflation|toll|deficit|prices?|rates?"
    r"|growth|shares|stocks)\s+$"
)


def qualifier_before(low: str, start: int, code: str, duration: bool) -> tuple[str | None, int]:
    """The class of the qualifier that ends at `start` and where it begins; (None, start) without one."""
    before = low[max(0, start - 48) : start]
    pattern, _, ends = _qualifier_patterns(code)
    # The pattern is a long one, and most figures stand behind a verb, a noun or a preposition.
    match = pattern.search(before) if before.rstrip().endswith(ends) else None
    if match is None:
        return None, start
    words = re.sub(r"\s+", " ", match.group(1))
    at = start - len(before) + match.start(1)
    if code == "en" and _belongs_before(words, low[max(0, at - 24) : at], duration):
        return None, start
    return lexicon_of(code).qualifiers[words], at


def _belongs_before(words: str, head: str, duration: bool) -> bool:
    """Whether a word that can qualify belongs to what stands before it, the end of which is `head`."""
    if words == "about":
        return _SPEAKS_ABOUT.search(head) is not None
    if words == "over":
        return duration and _LASTED.search(head) is None
    if words == "up to":
        return _ROSE.search(head) is not None
    return words == "above" and head.endswith(("the ", "over and "))


def qualifier_after(low: str, end: int, code: str) -> tuple[str | None, int]:
    """The same for words behind the figure: "4,700-plus", "34 or more"."""
    match = _qualifier_patterns(code)[1].match(low, end)
    if match is None:
        return None, end
    return lexicon_of(code).after[re.sub(r"\s+", " ", match.group(1))], match.end()
