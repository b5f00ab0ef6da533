"""The exact changes that make a statement false: "not" or an opposite put in, another status, number or day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import timedelta

from briefing import dates, numbers
from briefing.grounding.passage import english
from briefing.judge.pair import Pair, ranked

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


_KINDS = frozenset(("count", "money", "percent", "measure", "duration"))
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_FIGURE = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+(?:\.\d+)?(?![\d,.]*\d)|\b(?:{'|'.join(_WORDS[2:])})\b", re.I
)
# Behind these a value is a bound, one of several or a part of a name: what happens by Friday happens by Saturday.
_BOUND = re.compile(
    r"\b(?:than|over|under|least|most|up to|almost|nearly|within|between|from|to|and|or|by|before|after|since|until|"
    r"till|an?|the|of|every|next|last|past|magnitude)\s+[$€£]?$|[\w$€£][-–/.:,]$|[^\W\da-z_]\w*[ -]$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:[-–/:(]|and\b|or\b|to\b|[ap]\.?m\b)")
# So far from the old value that nobody takes the one for the other rounded.
_FACTORS = ("0.5", "0.6", "0.7", "0.8", "1.3", "1.4", "1.6", "1.8")
_MONTHS, _WEEKDAYS = list(calendar.month_name)[1:], list(calendar.day_name)
_DAY, _YEAR = re.compile(r"\d{1,2}(?!\d)"), re.compile(r"\d{4}")


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a value is neither a bound nor one of a list."""
    return not _BOUND.search(text[:start]) and not _LISTED.match(text, end)


def other_number(pair: Pair) -> Iterator[str]:
    """The statement with one number put for another: "48 million crowns", "67 million crowns"."""
    text = pair.statement
    found = numbers.find(text, "en")
    for number in found:
        figure = _FIGURE.search(text, number.start, number.end)
        if number.kind not in _KINDS or number.high is not None or figure is None:
            continue
        if not _alone(text, number.start, number.end) or not _alone(text, *figure.span()):
            continue
        old = figure.group()
        for factor in ranked(_FACTORS, pair.key):
            new = _like(old, float(factor))
            scaled = number.value * float(factor)
            # "61 of 64" never becomes "98 of 64".
            kept = all((number.value < n.value) == (scaled < n.value) for n in found if n is not number)
            if new is not None and kept and not (number.kind == "percent" and scaled > 95):
                yield f"{text[: figure.start()]}{new}{text[figure.end() :]}"


def _like(figure: str, factor: float) -> str | None:
    """The figure times a factor in its own notation, as round as it is: "4,700" and 0.7 give "3,300"."""
    word = figure.lower()
    if word in _WORDS:
        value = round(_WORDS.index(word) * factor)
        new = _WORDS[value] if 2 <= value < len(_WORDS) else word
        return None if new == word else new.capitalize() if figure[0].isupper() else new
    places = len(figure.partition(".")[2])
    units = int(re.sub(r"\D", "", figure))
    step = 10 ** min(len(str(units)) - 1, len(str(units)) - len(str(units).rstrip("0")))
    value = round(units * factor / step) * step
    new = f"{value / 10**places:{',' if ',' in figure else ''}.{places}f}"
    alike = len(new) == len(figure) and not (places and new.endswith("0"))
    return new if alike and value >= 2 and abs(value - units) >= 0.15 * units else None


def other_day(pair: Pair) -> Iterator[str]:
    """The statement with its one date moved: "on 11 March", "on 23 March"; "on Tuesday", "on Friday"."""
    text = pair.statement
    mentions = dates.find(text, language="en")
    if len(mentions) != 1 or mentions[0].end_date is not None or mentions[0].kind in {"vague", "relative"}:
        return
    (mention,) = mentions
    if not _alone(text, mention.start, mention.end):
        return
    where = (mention.start, mention.end)
    if mention.weekday is not None:
        places = [] if mention.day else [(m, _WEEKDAYS) for m in _named(_WEEKDAYS, text, *where)]
    elif mention.day is not None and mention.month is not None:
        last = calendar.monthrange(mention.year or 2001, mention.month)[1]
        places = [(m, [str(day) for day in range(2, last + 1)]) for m in _DAY.finditer(text, *where)]
    elif mention.month is not None:
        places = [(m, _MONTHS) for m in _named(_MONTHS, text, *where)]
    else:
        places = [(m, [str(int(m.group()) + n) for n in (-4, -3, -2)]) for m in _YEAR.finditer(text, *where)]
    # A line may mean the days around publication by "overnight" and the like.
    published = dates.parse_iso(pair.reported)
    about = [published + timedelta(n) for n in (-1, 0, 1)] if published else []
    near = {name for day in about for name in (str(day.day), _WEEKDAYS[day.weekday()])}
    for match, options in places[:1]:
        for new in ranked(options, pair.key):
            if new != match.group() and new not in near:
                yield f"{text[: match.start()]}{new}{text[match.end() :]}"


def _named(names: list[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return re.compile("|".join(names)).finditer(text, start, end)
