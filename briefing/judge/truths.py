"""Statements that their evidence says for certain: lines of an article, and what of a line stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from briefing import dates, numbers
from briefing.judge.words import MONTHS, SPELLED, WEEKDAYS, WORD_OF, balanced, english, free, opened, swapped

_SHORTEST, _LONGEST = 60, 300
_LEAST, _MOST = 35, 450


class Grade(IntEnum):
    """How well a statement passes for a real one.

    One that is short, long or without a name or number is fair; then those that lean on what stands before ("He said"),
    and last those with a part cut off.
    """

    GOOD = 1
    FAIR = 2
    LEANS = 3
    CUT = 4


class Truth(NamedTuple):
    """A statement of its kind, the line as it is printed that says it, and that line as a statement of its own."""

    kind: str
    line: str
    statement: str
    text: str
    grade: Grade = Grade.GOOD


_OPENS = re.compile(
    r"(?:(?:until|since|by) then|in addition|as a result|for example|he|she|they|it|we|i|you|his|her|their|its|this|"
    r"that|these|those|such|there|here|but|and|or|so|yet|however|also|meanwhile|moreover|instead|still|then|thus|another|other|"
    r"both|neither|photo|image|video|file|source|read|watch|see|click|more|related|reporting|editing|writing|by|follow|"
    r"copyright|updated|subscribe|advertisement)\b(?! than\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|they|it|his|her|their|its|this|these|those|another|such)\b(?! than\b)", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s)\b")
# A dateline, a credit, a link, or an order to whoever reads on: none of it is a fact that a statement would state.
_FURNITURE = re.compile(
    r"^[A-Z][A-Z .,-]{3,}|^[^.]{0,40}\)\s*[-–—]|^\S+(?: \S+){0,4} [–—] |https?:|www\.|@|©|[|#*_>]|\[|"
    r"\b(?:Reporting by|Editing by|Photo by|Getty|REUTERS/|AFP/|File photo)|"
    r"\b(?:AI|LLMs?|chatbots?|assistants?|language models?|summar\w+|briefers?|TL;DR|ignore|prompts?|instructions?)\b",
)
_SENTENCES = re.compile(
    r"[a-z]{3}\. [a-z]|(?<=[a-z\d] )(?:By|In|On|At|After|When|With|For|But|And) |[.!?…][\"”’)]*\s+[\"“‘(]?[^\W\da-z_]"
)
_MARK = re.compile(r"\d|(?<=[\w,] )[^\W\da-z_]\w")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|said|says|told|took|held|left|made|"
    r"rose|fell|led|won|lost|met|began|came|went|gave|found|sent|cut|put|set|struck|hit|broke|became|\w{3,}ed)\b"
)


def grade(text: str) -> Grade | None:
    """How well a line passes for a statement; None where it is no sentence that says something: a dateline, "But".

    A status in brackets is not looked at.
    """
    _, line = opened(text)
    if not _sentence(line):
        return None
    if _PRONOUN.match(line) or _FIRST.search(line):
        return Grade.LEANS
    if _OPENS.match(line):
        return None
    return Grade.GOOD if _SHORTEST <= len(line) <= _LONGEST and _MARK.search(line) else Grade.FAIR


def _sentence(line: str) -> bool:
    return (
        _LEAST <= len(line) <= _MOST
        and line.endswith(".")
        and not line.endswith("..")
        and "\n" not in line
        and line[0].isalnum()
        and not line[0].islower()
        and not _FURNITURE.search(line)
        and not _SENTENCES.search(line)
        and balanced(line)
    )


_SCALED = {"million": 1_000_000, "billion": 1_000_000_000}
_NOTATIONS = re.compile(
    r"(?P<grouped>(?<![\w.,$€£-])\d,\d{3}(?![\d,.]\d|\w))"
    r"|(?P<scaled>(?<![\w.,-])\d{1,3}(?:\.\d)? (?:million|billion))\b"
    r"|(?P<percent>(?<=\d) ?(?:per cent|percent|%))(?!\w|-)"
    rf"|(?P<spelled>(?<=[a-z] )(?:{'|'.join(sorted(SPELLED, key=len, reverse=True))}))(?= [a-z]{{3}})"
    r"|(?P<digits>(?<=[a-z] )(?:[2-9]|1[0-2]))(?= [a-z]{3})"
    r"(?! (?:million|billion|percent|per|degrees|hundred|thousand)\b)"
)
_NO_NOTATION = re.compile(
    r"\b(?:the|these|those|both|all|his|her|their|its|other|magnitude|or|to|and|between|about|aged?|at|point|half|no|"
    rf"[Nn]umber|phase|section|article|chapter|page|{'|'.join((*MONTHS, *WEEKDAYS))}) $"
)
_NOT_BEHIND = re.compile(
    r" (?:hundred|thousand|million|billion|and|or|to|of|times|years? old|percent|per cent|a\.m|p\.m|points?)\b"
)


def _rewritten(kind: str, figure: str) -> str | None:
    match kind:
        case "grouped":
            return figure.replace(",", "")
        case "scaled":
            amount, scale = figure.split()
            return f"{round(float(amount) * _SCALED[scale]):,}" if scale == "million" else None
        case "percent":
            return " per cent" if "%" in figure else "%"
        case "spelled":
            return str(SPELLED[figure])
        case _:
            return WORD_OF[int(figure)]


def renoted(line: str) -> Iterator[str]:
    """The line with a number in another notation of equal value: "4,700" as "4700", "ten" as "10".

    Only where no other number of the line is written alike: "47% and 44 per cent" is nobody's style.
    """
    found = numbers.find(line, "en")
    before = [(number.value, number.unit) for number in found]
    taken = [(mention.start, mention.end) for mention in dates.find(line)]
    matches = list(_NOTATIONS.finditer(line))
    for match in matches:
        kind = match.lastgroup or ""
        if not free(line, *match.span()) or any(match.start() < end and start < match.end() for start, end in taken):
            continue
        if kind in {"spelled", "digits"}:
            if _NO_NOTATION.search(line[: match.start()]) or _NOT_BEHIND.match(line, match.end()):
                continue
            alike = [n for n in found if n.value < 100 and n.text[0].isdigit() == (kind == "digits")]
        else:
            alike = [n for n in found if n.unit == "%"] if kind == "percent" else [n for n in found if n.value >= 1_000]
        new = _rewritten(kind, match.group())
        out = swapped(line, *match.span(), new) if new and len(alike) == 1 else None
        if out and [(number.value, number.unit) for number in numbers.find(out, "en")] == before:
            yield out


_BRACKETED = re.compile(r" \((?!not\b|sic\b|s\))[^()]{2,60}\)(?=[ .,])")
_CLAUSE = re.compile(r", (?:which|who) [^,;:()]{8,}\.$")
_WHEN = re.compile(
    rf"(?:On|Late on|Early on|Last) (?:{'|'.join(WEEKDAYS)})(?: (?:morning|evening|night|afternoon))?, "
    rf"(?!(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b)(?=[^\W\d])"
)
_PHRASE = re.compile(
    r"\w+(?:ing|ed)\b|(?:speaking|asked|when|while|after|as|if|before|in|at|on|with|to|by|for|from)\b", re.I
)
_UNDONE = re.compile(r"\b(?:not?|den(?:y|ied|ies)|false|wrong\w*|untrue|never|incorrect\w*|retract\w*)\b")


def shortened(line: str) -> Iterator[str]:
    """The line less what it does not need: a bracket, a last ", which ..." clause, what follows ";", "On Tuesday, "."""
    for match in _BRACKETED.finditer(line):
        if free(line, *match.span()) and not _UNDONE.search(match.group()):
            if out := swapped(line, *match.span(), ""):
                yield out
            break
    head, mark, tail = line.partition("; ")
    if mark and ";" not in tail and ":" not in head and _VERB.search(head) and free(line, len(head), len(head) + 1):
        yield f"{head}."
    clause = _CLAUSE.search(line)
    if clause and free(line, *clause.span()) and not _UNDONE.search(clause.group()):
        head = line[: clause.start()]
        if _VERB.search(head) and head[-1].isalnum() and balanced(head):
            yield f"{head}."
    when = _WHEN.match(line)
    if when and not _OPENS.match(line[when.end() :]) and not _PHRASE.match(line[when.end() :]):
        yield line[when.end()].upper() + line[when.end() + 1 :]


_TOLD = re.compile(r"(?P<what>[^\"“”:;()]{40,}), (?P<who>(?:the )?[^\W\d_][\w'’ .-]{2,50}) said\.$")


def told(line: str) -> Iterator[str]:
    """The line with its teller first: "The toll rose, the ministry said." as "The ministry said the toll rose."."""
    match = _TOLD.match(line)
    if match is None or not _VERB.search(match["what"]) or _VERB.search(match["who"]) or len(match["who"].split()) > 6:
        return
    what, who = match["what"], match["who"]
    first = what.split()[0]
    if first.lower() in {"the", "a", "an", "more", "at", "about", "some", "nearly", "police", "there", *SPELLED}:
        what = what[0].lower() + what[1:]
        yield f"{who[0].upper()}{who[1:]} said {what}."


# Words that lean on what stands before: a line without them is as clear by itself as real statements are.
LEANS = re.compile(
    r"\b(?:he|she|it|they|we|I|you|them|him|her|his|its|their|our|also|too|this|that|these|those)\b", re.IGNORECASE
)

_HEAD = re.compile(
    r"(?P<head>[^,;:()]{40,}), (?:and|but|while) (?=(?:the|a|an|its|their|his|her|[A-Z]\w+) [^,;:()]{15,}\.$)"
)
_DOUBT = re.compile(
    r"\b(?:if|whether|unless|either|both|between|among|not?|never|neither|nor|or|until|without|den\w+|when|while|"
    r"because|as|after|before|since|although|though|than|only)\b|n['’]t\b",
    re.IGNORECASE,
)


def cut(line: str) -> Iterator[str]:
    """The first of two main clauses: "A rose, and the ministry sent B." as "A rose."."""
    match = _HEAD.match(line)
    if match is None or not free(line, *match.span()):
        return
    head = match["head"]
    if _VERB.search(head) and _VERB.search(line, match.end()) and not _DOUBT.search(head) and balanced(head):
        yield f"{head}."


_RECASTS = (
    ("notation", renoted, Grade.GOOD),
    ("shortened", shortened, Grade.GOOD),
    ("reordered", told, Grade.GOOD),
    ("shortened", cut, Grade.CUT),
)


def truths(lines: Iterable[tuple[str, str]], is_english: bool) -> list[Truth]:
    """The statements that can be made of the lines, each given as printed and as a statement. English ones are recast.

    A recast of a line is as good as its line. A status in brackets stays where it is.
    """
    made: list[Truth] = []
    for line, text in lines:
        good = grade(text)
        if good is None or (is_english and not english(text)):
            continue
        made.append(Truth("line", line, text, text, good))
        bracket, sentence = opened(text)
        for kind, recast, least in _RECASTS if is_english else ():
            made += (Truth(kind, line, f"{bracket}{out}", text, max(good, least)) for out in recast(sentence))
    return made
