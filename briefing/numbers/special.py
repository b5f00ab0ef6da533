"""Forms that look like counts and are none, or need more than a word: times, telephones, scores, "one", "half"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefing.numbers.figure import Figure
from briefing.numbers.number import Kind
from briefing.numbers.units import DURATIONS, units_of


@dataclass(frozen=True, slots=True)
class Found:
    """A number before its surroundings are read. `hyphen`: a noun hangs on it ("50-member team")."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str | None
    kind: Kind
    hyphen: bool = False
    words: bool = False


_TIME = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?(?!\d)|\d{1,2}(?:\.\d{2})?\s?(?:a\.\s?m\.?|p\.\s?m\.?|am"
    r"|pm)(?!\w)|\d{4}(?:\s?(?:gmt|utc|cet|cest|est|edt|bst|hrs)\b)"
    r"|\d{1,2}\.\d{2}\s?(?:gmt|utc|cet|cest|uhr|hrs)\b|\d{1,2}\s+o['’]clock|\d{1,2}\s(?:gmt|utc|cet|uhr)\b"
)
_PHONE = re.compile(
    r"\d{1,4}[\s/-]\(?\d{1,3}\)?(?:[\s/-]\d{2,4}){2,}(?!\d)|\d{3}-\d{3}-\d{4}(?!\d)"
    r"|0\d{1,3}[\s/-]\d{3}[\s-]?\d{3,4}(?!\d)"
)
_CHAIN = re.compile(r"\d+(?:[./:]\d+){2,}(?![\d])|\d+(?:-\d+){2,}(?!\w)|\d+:\d+|\d+x\d+|\d{5,}-\d+")
# What stands behind the first digits of all these.
_WHOLE = re.compile(r"\d+(?:[:./x-]|\s*(?:[ap]\.?\s?m|gmt|utc|ces?t|e[sd]t|bst|hrs|uhr|o['’]clock)|\s\(?\d)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_TWO_DIGITS = re.compile(r"\d\d(?![\w.,])|\d\d(?=[.,](?!\d))")
_SLASH = re.compile(r"(\d{1,4})/(\d{1,4})(?:/\d+)*(?!\w)")
_MEMBERS = re.compile(r"\s+(?:of|majority|vote)\b|-majority")


def whole(text: str, low: str, start: int, floor: int, code: str) -> Found | None:
    """A time, telephone number, version or fraction that starts with the digit at `start`."""
    hung = _WHOLE.match(low, start) is not None
    if hung and (code == "en" or ":" in low[start : start + 6] or "uhr" in low[start : start + 12]):
        time = _TIME.match(low, start)
        if time is not None:
            return Found(start, time.end(), 0.0, None, None, "code")
    # "the class of '99"
    if (
        low[start - 1 : start] in {"'", "’"}
        and _TWO_DIGITS.match(low, start)
        and not low[start - 2 : start - 1].isalnum()
    ):
        return Found(start, start + 2, 0.0, None, None, "code")
    if not hung:
        return None
    slash = _SLASH.match(low, start)
    if slash is not None:
        top, bottom = int(slash[1]), int(slash[2])
        if 0 < top < bottom <= 10 and slash.end() == slash.end(2) and _MEMBERS.match(low, slash.end()):  # "2/3 of"
            return Found(start, slash.end(), top / bottom, None, None, "fraction")
        return Found(start, slash.end(), 0.0, None, None, "code")
    chain = _CHAIN.match(low, start)
    if chain is not None and not (code != "en" and _DOTTED.fullmatch(chain.group())):
        return Found(start, chain.end(), 0.0, None, None, "code")
    plus = start > floor and text[start - 1] == "+"
    phone = _PHONE.match(low, start)
    if phone is not None and (
        plus
        or text[start] == "0"
        or "-" in phone.group()
        or re.search(r"\b(?:tel|phone|call|fax|mobile)\W*$", low[max(0, start - 12) : start])
    ):
        return Found(start - plus, phone.end(), 0.0, None, None, "code")
    return None


_SCORING = re.compile(
    r"\b(?:won|win|wins|beat|beats|beating|lost|lose|loses|drew|draw|draws|defeat|defeats|defeated|victory|score|scored"
    r"|vote|voted|votes|lead|leads|led|thrash\w*|against|tie|tied|edged?|"
    r"down|ruled|ruling|passed|approved|rejected|series|set|sets|match|game|final|upset|stun\w*|hammer\w*|rout\w*"
    r"|crush\w*|halftime)\b"
)
_TEAM_BEFORE, _TEAM_BEHIND = re.compile(r"[A-Z][\w.]*\s$"), re.compile(r"\s[A-Z]\w+")
_SCORE_BEHIND = re.compile(
    r"\s+(?:win|victory|defeat|loss|draw|lead|vote|decision|ruling|majority|score|scoreline|aggregate|in favou?r"
    r"|against|on aggregate|at half|over|up|down|record|split|series|start)\b|[,;.]?\s*\d+-\d+"
)


def is_score(text: str, low: str, start: int, end: int, first: float, second: float, dash: bool) -> bool:
    """Whether two figures are a score or vote: falling or equal with a dash, or with words of contest around them."""
    if dash and first >= second and second < 200:
        return True
    if not dash:
        return bool(
            re.search(r"\b(?:voted|beat|won|lost|ruled)\b[^.;]{0,30}$", low[max(0, start - 45) : start])
            and first != second
            and not re.match(r"\s+[a-z]+s\b|\s*(?:%|per)", low[end : end + 20])
        )
    # "QPR 1-2 West Ham"
    if _TEAM_BEFORE.search(text[max(0, start - 24) : start]) and _TEAM_BEHIND.match(text, end):
        return True
    return bool(
        _SCORE_BEHIND.match(low, end)
        or (_SCORING.search(low[max(0, start - 40) : start]) and not re.match(r"\s+[a-z]", low[end : end + 3]))
    )


_WEIGHT = re.compile(r"\b(?:weigh\w*|pounds of|heavy)\b")


def not_money(low: str, currency: re.Match[str]) -> bool:
    """Pounds that are a weight; other words that look like money and are none."""
    name = currency.group(1)
    if name in {"pound", "pounds"}:
        return bool(
            "-" in low[currency.start() : currency.start(1)]
            or re.match(r"\s+of\s+(?!aid|debt|damage|public|taxpayers)", low[currency.end() : currency.end() + 12])
            or _WEIGHT.search(low[max(0, currency.start() - 30) : currency.start()])
            or re.match(r"\s+(?:heavier|lighter|overweight)", low[currency.end() : currency.end() + 14])
        )
    # Currency codes that are English words.
    return name in {"all", "try", "bam"}


def not_unit(low: str, unit: re.Match[str], figure: Figure) -> bool:
    """Words that look like a unit and are none here: "two second chances", "a mile high"."""
    name = unit.group(1)
    if name == "second":
        return "-" not in unit.group() and figure.value != 1
    return name == "mile" and low.startswith(" high", unit.end())


@dataclass(frozen=True, slots=True)
class English:
    """An English special form; kind "skip" is no number."""

    start: int
    end: int
    value: float
    unit: str | None
    kind: Literal["count", "fraction", "multiple", "ordinal", "duration", "measure", "vague", "skip", "code"]


SCALE = re.compile(r"\s+(hundred|thousand|million|billion|trillion|dozen)\b")
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
# "nineteen ninety-nine"
_IN_WORDS = re.compile(r"\s+(?:ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?)\b")
_A_PART = re.compile(
    r"\s+(third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|half)(?:\s+of\b|\s*,|\s*\.)(?!\s+\w+\s+(?:of|quarter)\b)"
)
_A_QUARTER = re.compile(r"\s+quarter\s+of\s+an?\s+(million|billion|century|hour)\b")
_PARTS = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 0.125,
    "ninth": 1 / 9,
    "tenth": 0.1,
}
_HALF = re.compile(r"\s*-?(?:a|an)?[\s-]+(million|billion|trillion|dozen|hour|century)\b")
_HALF_UNIT = re.compile(
    r"\s+an?\s+(kilometre|kilometer|mile|metre|meter|hectare|acre|tonne|ton|kilo|litre|degree|decade|year|month|day"
    r"|minute|second)\b"
)
_HALF_OF = re.compile(r"\s+(?:of|the|its|their|his|her|all|a|an|as|have|were|are|said|in)\b|\s*[.,;]")
_NOT_HALF = re.compile(
    r"\b(?:first|second|other|better|latter|early|late|final|half-|opening|each|one|two|three|four|five|six|seven"
    r"|and a)\s+$"
)
_HALF_COMPOUND = re.compile(
    r"-(?:brother|sister|time|mast|way|hearted|life|staff|century|year|term|baked)|\s+(?:past|time|brother|sister|way"
    r"|mast)\b"
)
_NOT_ONE_BEFORE = re.compile(
    r"\b(?:no|the|this|that|any|every|each|another|which|some|good|other|day|a|long|big|new|old|loved|last|next|first"
    r"|not|better|bad|only|right|wrong|square|hundred and|as|same)[\s-]+$|-$"
)
_NOT_ONE_BEHIND = re.compile(
    r"\s+(?:of|another|who|that|which|can|could|should|must|may|might|would|will|day|thing|hand|time|by|and|in|on|to"
    r"|for|is|was|has|had|with|at|from|about|whose|or|knows|likes|way|point|side|word|size|again|direction|reason|than"
    r"|too|as|but|if|"
    r"such|side|step|i|we|you|he|she|they|it|where|when|more time)\b|['’]s|-(?:on|to|off|sided|way|time|stop|size|man"
    r"|sixth|shot|liner|upmanship)|\s*[.;:!?)”\"]|\s*$|\s*,"
)
_ONE_IN = re.compile(
    r"\s+in\s+(two|three|four|five|six|seven|eight|nine|ten|twenty|\d+)\b(?!\s+(?:days|weeks|months|years|hours|minutes"
    r"|million))"
)
_ONE_OR_TWO = re.compile(r"\s+(?:or|to)\s+(?:two|three)\b")
_IN_SMALL = {word: at for at, word in enumerate("two three four five six seven eight nine ten".split(), 2)} | {
    "twenty": 20
}
_COUNTS_ONE = re.compile(
    r"\b(?:kill|wound|injur|arrest|detain|leav|hurt|shot|shoot|captur|rescu|trap)\w*\s+(?:at least\s+)?$|\bat least\s+$"
    r"|\bleft\s+$|\bdead,?\s+$"
)
_DEEDS = re.compile(r"\s+(?:dead|killed|wounded|injured|hurt|missing|arrested|detained|more)\b")
_NOT_FIRST = re.compile(r"\bat\s+$|-$")
_FIRST_NAMES = re.compile(
    r"\s+(?:lady|name|names|hand|of all|and foremost|aid|class|responder|responders)\b|-(?:hand|class|rate|ever|come"
    r"|born|aid)"
)
# "first reported" is when, "the first armed patrol" which one.
_ADVERB, _DETERMINED = (
    re.compile(r"\s+[a-z]+(?:ed|ing)\b"),
    re.compile(r"(?:\b(?:the|a|his|her|its|their|our|this|that)|s)\s+$"),
)
_DOUBLE = re.compile(r"\s+(?:the|that|its|what)\b")
_NOT_SECOND = re.compile(r"\b(?:split|per|a|every|each|seconds?)\s+$")


def english(text: str, low: str, start: int, word: str) -> English | None:
    """An English word that needs its own reading; None leaves it to the plain one."""
    end = start + len(word)
    skip = English(start, end, 0.0, None, "skip")
    if word in {"a", "an"}:
        return _article(low, start, end) or skip
    if word in {"half", "quarter"}:
        return _part(low, start, end, word) or skip
    if word in {"few", "several"}:
        scale = SCALE.match(low, end)
        return English(start, scale.end(), _SCALES[scale.group(1)], None, "vague") if scale else skip
    if word in {"eighteen", "nineteen"} and _IN_WORDS.match(low, end):
        return English(start, _IN_WORDS.match(low, end).end(), 0.0, None, "code")  # type: ignore[union-attr]  # it has just matched
    if word == "one":
        return _one(text, low, start, end)
    if word in {"twice", "thrice"}:
        return English(start, end, 2.0 if word == "twice" else 3.0, None, "multiple")
    if word in {"doubled", "tripled", "quadrupled"}:
        return English(start, end, {"doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0}[word], None, "multiple")
    if word in {"double", "triple"}:
        return (
            English(start, end, 2.0 if word == "double" else 3.0, None, "multiple") if _DOUBLE.match(low, end) else skip
        )
    if word.endswith("fold"):
        return English(
            start,
            end,
            {"twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0}[word],
            None,
            "multiple",
        )
    if word == "first" and (_NOT_FIRST.search(low[max(0, start - 4) : start]) or _FIRST_NAMES.match(low, end)):
        return skip
    if word == "first" and _ADVERB.match(low, end) and not _DETERMINED.search(low[max(0, start - 12) : start]):
        return skip
    if (
        word == "second"
        and _NOT_SECOND.search(low[max(0, start - 8) : start])
        and not re.match(r"[\s-]+(?!later|earlier|after|before|of|or|and|at)[a-z]", low[end : end + 12])
    ):
        return skip
    if word == "zero" and low.startswith(("-", " tolerance", " sum"), end):
        return skip
    return None


def _article(low: str, start: int, end: int) -> English | None:
    """Read "a third of" and "a quarter of a million"; elsewhere the article is no number ("an hour")."""
    quarter = _A_QUARTER.match(low, end)
    if quarter is not None and quarter.group(1) in _SCALES:
        return English(start, quarter.end(), 0.25 * _SCALES[quarter.group(1)], None, "count")
    part = _A_PART.match(low, end)
    if part is not None:
        return English(start, part.end(1), _PARTS[part.group(1)], None, "fraction")
    return None


def _part(low: str, start: int, end: int, word: str) -> English | None:
    """Read "half a million", "half of", "half the", "half-dozen"; not "first half", "half-time"."""
    if word == "quarter":
        return None
    if _NOT_HALF.search(low[max(0, start - 12) : start]) or _HALF_COMPOUND.match(low, end):
        return None
    scale = _HALF.match(low, end)
    if scale is not None:
        name = scale.group(1)
        if name in _SCALES:
            return English(start, scale.end(), _SCALES[name] / 2, None, "count")
        return English(start, scale.end(), 0.5, "h" if name == "hour" else "century", "duration")
    unit = _HALF_UNIT.match(low, end)
    if unit is not None:
        name = units_of("en")[unit.group(1)]
        return English(start, unit.end(), 0.5, name, "duration" if name in DURATIONS else "measure")
    if _HALF_OF.match(low, end):
        return English(start, end, 0.5, None, "fraction")
    return None


def _one(text: str, low: str, start: int, end: int) -> English | None:
    """Whether "one" is a number and no pronoun: None lets it be read as a number."""
    skip = English(start, end, 0.0, None, "skip")
    ratio = _ONE_IN.match(low, end)
    before = low[max(0, start - 16) : start]
    if ratio is not None:
        size = _IN_SMALL.get(ratio.group(1)) or int(ratio.group(1))
        if size > 1:
            return English(start, ratio.end(), 1 / size, None, "fraction")
    if _ONE_OR_TWO.match(low, end):
        return None
    if re.search(r"\b(?:formula|world war|air force|number|group|day|phase)\s+$", before):
        return English(start, end, 1.0, None, "code")
    if text[start:end] == "ONE" and not text[:40].isupper():
        return skip
    if _COUNTS_ONE.search(low[max(0, start - 24) : start]):
        return None
    if _NOT_ONE_BEFORE.search(before) and not re.match(
        r"\s+(?:hundred|thousand|million|billion)\b", low[end : end + 12]
    ):
        return skip
    if re.match(
        r"-(?:third|quarter|fifth|half|tenth|sixth|eighth|year|day|week|month|hour|minute|mile|seat|state|bedroom)",
        low[end : end + 10],
    ):
        return None
    if _NOT_ONE_BEHIND.match(low, end) and not _DEEDS.match(low, end):
        return skip
    return None


def is_fraction(low: str, figure: Figure, part: re.Match[str]) -> bool:
    """Whether a part is meant: "two-thirds", "three quarters"; not "two third parties" or "in two quarters"."""
    name = part.group(1)
    many = (figure.value or 0) > 1
    if many != name.endswith("s") and name != "half":
        return False
    if name == "quarters" and figure.value != 3:  # a period of three months otherwise
        return False
    if name == "half" and many:
        return False
    return not low.startswith("-", part.end()) and (figure.value or 0) < 100
