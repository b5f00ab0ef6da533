"""The few changes of meaning that are exact: "not" put into a plain clause, an opposite, another status."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.grounding.passage import english
from briefing.judge.pair import Pair

_NO = re.compile(
    r"\b(?:no|not|cannot|never|nothing|none|nobody|nor|neither|without|unless|hardly|barely|rarely|fail\w*|den(?:y|i)\w*|"
    r"refus\w*|lack\w*|reject\w*|unable|only|except|but|yet|false|wrong\w*|rul(?:e|es|ed|ing) out|\w+n['’]t)\b",
    re.IGNORECASE,
)
# One clause about one thing that is known: "The port", "Petra Linden". Nothing stands under "if" or "that".
_CLAUSE = re.compile(
    r"(?:The|[A-Z][a-z]+ [A-Z][a-z]+) (?:(?!that|which|who|when|if|whether|and|or|said|one|two|some)[\w'’-]+ ){0,8}?"
    r"(?P<verb>is|are|was|were|will|(?:has|have|had)(?= (?:been|\w{3,}ed)\b)) (?=[a-z]{2,}[\w'’ -]*\.$)"
)
_OPPOSITES = (
    ("north", "south"), ("east", "west"), ("northern", "southern"), ("eastern", "western"), ("largest", "smallest"),
    ("larger", "smaller"), ("highest", "lowest"), ("higher", "lower"), ("increased", "decreased"),
    ("before the", "after the"), ("more than", "less than"), ("approved", "rejected"), ("imports", "exports"),
    ("oldest", "youngest"), ("longest", "shortest"), ("stronger", "weaker"), ("strongest", "weakest"),
    ("inside", "outside"), ("above", "below"),
)  # fmt: skip
_STATUS = re.compile(r"\((?:expected|alleged|rumoured)\) ")
_ANY_STATUS = re.compile(r"\((?:expected|alleged|rumoured|denied|confirmed)\) ")


def says_no(text: str) -> bool:
    """Whether an English text says no to anything, or takes anything back."""
    return _NO.search(text) is not None


def opened(statement: str) -> tuple[str, str]:
    """The status in brackets that a statement begins with, "" for none, and the sentence behind it."""
    match = _ANY_STATUS.match(statement)
    return (match.group(), statement[match.end() :]) if match else ("", statement)


def _denies_nothing(pair: Pair) -> bool:
    shown = "\n".join((pair.statement, *pair.evidence, *pair.context))
    return english(pair.language) and not says_no(shown)


def negated(pair: Pair) -> Iterator[str]:
    """ "The port is closed", "The port is not closed", where neither the statement nor what is shown says no."""
    bracket, sentence = opened(pair.statement)
    match = _CLAUSE.match(sentence)
    if match is not None and bracket in {"", "(expected) "} and _denies_nothing(pair):
        end = match.end("verb")
        yield f"{bracket}{sentence[:end]} not{sentence[end:]}"


def turned(pair: Pair) -> Iterator[str]:
    """The statement with a word put for its opposite: "north of Dembe", "south of Dembe".

    The evidence has the one word, and nothing that is shown has the other.
    """
    evidence, shown = " ".join(pair.evidence), "\n".join((pair.statement, *pair.evidence, *pair.context))
    if not english(pair.language):
        return
    for pair_of_words in _OPPOSITES:
        for old, new in (pair_of_words, pair_of_words[::-1]):
            found = list(re.finditer(rf"(?<![\w-]){old}(?![\w-])", pair.statement))
            if len(found) == 1 and _has(old, evidence) and not _has(new, shown):
                yield f"{pair.statement[: found[0].start()]}{new}{pair.statement[found[0].end() :]}"


def _has(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def denied(pair: Pair) -> Iterator[str]:
    """ "(expected) It will open", "(denied) It will open", where nobody says no to anything."""
    match = _STATUS.match(pair.statement)
    if match is not None and _denies_nothing(pair):
        yield f"(denied) {pair.statement[match.end() :]}"
