"""Another number, or a rough one called exact: changes of a statement that its evidence cannot support."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from briefing import numbers
from briefing.judge.pair import Pair
from briefing.judge.words import OFTEN, ROUGH_BEFORE, SPELLED, WORD_OF, drawn, free, shown, swapped, tongue
from briefing.numbers import Number

_KINDS = frozenset(("count", "money", "percent", "measure", "duration"))
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_RAW = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
# A figure behind one of these is a bound, a name or known to both: "more than 40" holds "more than 30".
_BOUND = re.compile(
    r"\b(?:than|over|under|above|below|least|most|up to|as many as|within|nearly|almost|minimum|maximum|exceed\w*|"
    r"between|magnitude(?: of)?|the|these|those|both|all|other|its|their|his|her|\w+['’]s|\w+s['’]|article|no\.|every|"
    r"first|last|next|past|top|least|only|just|or|\d\S*(?: [\w ]{1,20})? to|and|nor|another|against|an?|age|aged)"
    r"\s+[$€£]?$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[^\W\da-z_]\w*[ -]$")
_BEHIND = re.compile(
    r"\s*(?:\(|[:/–]|-(?!\w)|or (?:more|less|fewer|so)\b|and\b|to\b|[ap]\.?m\b|o['’]clock|times\b|year-old|-year-old|"
    r"in \d|out of\b|of (?:the|its|them|their|his|her)\b|(?:seconds|minutes|metres|meters|th)\b|magnitude|-magnitude|"
    r"hundred|thousand|and a half|degrees)",
    re.IGNORECASE,
)


def _value(figure: str) -> float | None:
    spelled = SPELLED.get(figure.lower())
    if spelled is not None:
        return float(spelled)
    try:
        return float(figure.replace(",", ""))
    except ValueError:
        return None


def _standing(pair: Pair) -> set[float]:
    """The values of all figures that are shown, read as numbers and digit by digit, in either decimal notation."""
    lines = (*pair.evidence, *pair.context)
    values = {number.value for line in lines for number in numbers.find(line, pair.language)}
    values |= {number.high for line in lines for number in numbers.find(line, pair.language) if number.high is not None}
    for raw in _RAW.findall("\n".join((*lines, pair.statement, pair.reported or ""))):
        digits = re.sub(r"[^\d.,]", "", raw)
        for comma, point in ((",", "."), (".", ",")):
            written = digits.replace(comma, "").replace(point, ".")
            if written.count(".") < 2:
                values.add(float(written))
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", "\n".join((*lines, pair.statement)).lower())
    return values | {float(SPELLED[word]) for word in words if word in SPELLED}


def _like(figure: str, value: float) -> str | None:
    """The value in the notation of `figure`: 3900 like "4,700" is "3,900", 7 like "three" is "seven"."""
    if figure[0].isalpha():
        word = WORD_OF.get(int(value)) if value == int(value) else None
        return word and (word.capitalize() if figure[0].isupper() else word)
    places = len(figure.partition(".")[2])
    if round(value, places) != value:
        return None
    out = f"{value:,.{places}f}" if "," in figure else f"{value:.{places}f}"
    if places and out.endswith("0") and not figure.endswith("0"):
        return None
    return out if len(out) == len(figure) or float(value) < 20 else None


def _made_up(figure: str, value: float, seed: str) -> Iterator[float]:
    """Values like this one: as many digits, as round, from half to twice as much."""
    places = len(figure.partition(".")[2])
    units = round(value * 10**places)
    step = 1
    while units % (step * 10) == 0 and units > step * 10:
        step *= 10
    if step == 1 and units % 5 == 0 and units >= 15:
        step = 5
    low, high = max(2, units * 5 // 10), units * 19 // 10 + 2
    options = range(low - low % step + step, high + 1, step)
    if not options:
        return
    for attempt in range(24):
        yield options[drawn(len(options), f"{seed}{attempt}")] / 10**places


def _differs(old: float, new: float) -> bool:
    """Whether nobody can take one for the other rounded: a fifth apart, or small and whole."""
    return abs(old - new) >= max(1 if old == int(old) else 0, 0.15 * old) and new > 1


def _same_order(old: float, new: float, others: Sequence[float]) -> bool:
    return all((old < other) == (new < other) and other != new for other in others if other != old)


def _changeable(number: Number, text: str) -> re.Match[str] | None:
    """The figure of a number that can be any other: no bound, no name, no age, no part of a clock time or a list."""
    figure = _FIGURE.search(text, number.start, number.end)
    if figure is None or number.kind not in _KINDS or number.high is not None:
        return None
    before, value = text[: figure.start()], _value(figure.group())
    if value is None or value < 2 or _BOUND.search(before) or (before and _NAMED.search(before[1:])):
        return None
    if re.match(r"[ \u00a0\u202f]\d{3}\b", text[figure.end() :]) or re.search(r"\d[ \u00a0\u202f]$", before):
        return None
    if (before[-1:] in "-–/.:+#(" and before) or _BEHIND.match(text, number.end) or _BEHIND.match(text, figure.end()):
        return None
    return figure


def other_number(pair: Pair, lines_numbers: Sequence[Number]) -> Iterator[str]:
    """The statement with one number put for another that is shown nowhere: "48 million crowns", "71 million crowns"."""
    text, standing = pair.statement, None
    found = numbers.find(text, "en")
    for number in found:
        figure = _changeable(number, text)
        if figure is None or not free(text, number.start, number.end):
            continue
        standing = standing or _standing(pair)
        old = _value(figure.group()) or 0.0
        scale = number.value / old
        others = [other.value for other in found if other is not number and other.kind != "code"]
        if len(others) > 1 and number.value == sum(others):
            continue
        at_hand = [n.value / scale for n in lines_numbers if n.kind == number.kind and n.unit == number.unit and scale]
        near = [value for value in at_hand if old * 0.4 <= value <= old * 2.5]
        fit = (
            new
            for new in dict.fromkeys((*near, *_made_up(figure.group(), old, pair.key)))
            if _differs(old, new)
            and not {new, new * scale} & standing
            and _same_order(old, new, others)
            and not (number.kind == "percent" and new > 95)
            and _same_order(number.value, new * scale, others)
        )
        spelled = (_like(figure.group(), new) for new in fit)
        made = (swapped(text, figure.start(), figure.end(), word) for word in spelled if word)
        yield from islice(filter(None, made), OFTEN)


_ROUGHLY = re.compile(
    r"\b(?P<word>[Aa]bout|[Aa]round|[Nn]early|[Aa]lmost|some|[Aa]pproximately|[Rr]oughly|"
    r"[Mm]ore than|[Oo]ver|[Aa]t least|[Uu]p to) "
    r"(?=[$€£]?\d|(?:\w+teen|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b)"
)
_ASKED_ABOUT = re.compile(
    r"\b(?:ask\w*|talk\w*|know\w*|thin?k\w*|thought|warn\w*|worr\w+|concern\w*|spoke\w*|speak\w*|wrote|told|tell\w*|"
    r"information|questions?|data|reports?|complain\w*|heard|learn\w*|lies?|lied|not|no|by|for) $",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:exact\w*|probabl\w*|estimat\w*)\b", re.IGNORECASE)
_TIME_BEHIND = re.compile(r"[\w$€£.,-]+ (?:days?|weeks?|months?|years?|hours?|minutes?|nights?|decades?)\b")


def exact_number(pair: Pair) -> Iterator[str]:
    """The statement with a figure called exact that is rough in the evidence: "about 800", "exactly 800"."""
    text, rough = pair.statement, ROUGH_BEFORE.get(tongue(pair))
    if rough is None or _UNSURE.search(f"{text} {shown(pair)}"):
        return
    found = numbers.find(text, "en")
    for match in _ROUGHLY.finditer(text):
        number = next((n for n in found if match.end() <= n.start <= match.end() + 3 or n.start == match.start()), None)
        word = match["word"].lower()
        if number is None or number.kind not in _KINDS or not free(text, match.start(), number.end):
            continue
        if (word in {"about", "over", "around"} and _ASKED_ABOUT.search(text[: match.start()])) or (
            word == "over" and _TIME_BEHIND.match(text, match.end())
        ):
            continue
        same = [
            rough.search(line[: n.start]) is not None
            for line in (*pair.evidence, *pair.context)
            for n in numbers.find(line, pair.language)
            if n.value == number.value
        ]
        if same and all(same):
            new = "Exactly" if match["word"][0].isupper() else "exactly"
            if out := swapped(text, match.start("word"), match.end("word"), new):
                yield out
