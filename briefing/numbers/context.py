"""What stands around a figure: its qualifier, what it counts, and signs that it is no count at all."""

from __future__ import annotations

import re
from functools import cache

from briefing.numbers.lexicon import any_of, lexicon_of
from briefing.text.words import STOP

# A figure behind one of these is a name: "resolution 1244", "Boeing 737", "Article 5".
_CODE_NOUNS = (
    "resolution resolutions article articles paragraph paragraphs section sections chapter chapters clause clauses page pages annex appendix protocol flight "
    "route highway motorway road channel room phase stage category type grade tier gate platform rule number no nr nos boeing airbus windows iphone ipad ios android xbox "
    "playstation galaxy lumia nexus surface formula group area unit building camp pier terminal exit junction apollo soyuz mig sukhoi tu su version level act season "
    "episode volume issue law bill proposition amendment title form file case count line item point day week round game set lap race heat district ward zone sector "
    "corridor block apartment apt suite floor lot model mark mk type class psalm verse radio bbc itv espn tv studio local base pope agenda vision eurocode band generation "
    "note table figure fig question step part lesson star wars"
).split()
_CODE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(set(_CODE_NOUNS), key=len, reverse=True))})\.?\s+(?:no\.?\s+|nr\.?\s+|number\s+)?$")
# These are names only with a capital; in lower case they are what is counted or when ("day 3" is a name, "on day 3" too).
_NEED_CAPITAL = frozenset(
    "group area unit building camp level act season law bill case count line item point game set lap race round day week district block title file local base table figure "
    "question star wars part form floor model class note version volume issue section mark title studio lot sector zone".split()
)
_PERCENT_LIKE = re.compile(r"\s*(?:%|per\s?cent|percent|million|billion|euros?|dollars?)")


def names_it(text: str, low: str, start: int, end: int) -> bool:
    """Whether the words before make the figure a name."""
    before = low[:start][-40:]
    match = _CODE_BEFORE.search(before)
    if match is None or _PERCENT_LIKE.match(low, end):
        return False
    word = re.match(r"\w+", match.group())
    assert word is not None  # noqa: S101  # each alternative starts with a word
    capital = text[start - len(before) + match.start()].isupper()
    if word.group() in {"no", "nr"}:
        return capital or "." in match.group()
    return word.group() not in _NEED_CAPITAL or capital


@cache
def _qualifier_patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = lexicon_of(code)
    # Small words between: "over the 4,600", "around US$ 40".
    before = re.compile(rf"(?<![\w-])({any_of(lexicon.qualifiers)})\s+(?:(?:a|the|just|another|only|what)\s+)?$")
    after = re.compile(rf"\s*({any_of(lexicon.after)})(?!\w)")
    return before, after


# "talks over three days", "worried about 30 people", "rose up to 34": the word belongs to what stands before it.
_SPEAKS_ABOUT = re.compile(r"\b(?:talk|speak|spoke|ask|worr|concern|complain|know|knew|learn|inform|question|doubt|news|report|think|thought|heard|hear|stor|warn|care|sa[iy]d?|tell|told|read|wrote|writ|allegation|claim|detail|tweet|debate|disput)\w*\s+$")
_LASTED = re.compile(r"\b(?:for|lasted|last|lasting|took|take|takes|after|of|is|was|been|with|waited|serve|served|spent|aged|are|were|s)\s+$")
_ROSE = re.compile(r"\b(?:rose|risen|rises|rise|rising|went|goes|going|climbed|climbs|moved|jumped|grew|gone|increased|add|adds|added|adding|catch|caught|live|lives|lived|stood|stand|walked|came)\s+$")


def qualifier_before(low: str, start: int, code: str, duration: bool) -> tuple[str | None, int]:
    """The class of the qualifier that ends at `start` and where it begins; (None, start) without one."""
    before = low[:start][-48:]
    match = _qualifier_patterns(code)[0].search(before)
    if match is None:
        return None, start
    words = re.sub(r"\s+", " ", match.group(1))
    found = lexicon_of(code).qualifiers[words]
    at = start - len(before) + match.start(1)
    if code == "en":
        head = low[:at][-24:]
        if words == "about" and _SPEAKS_ABOUT.search(head):
            return None, start
        if words == "over" and duration and not _LASTED.search(head):
            return None, start
        if words == "up to" and _ROSE.search(head):
            return None, start
        if words in {"more than", "less than", "fewer than", "higher than", "lower than"} and re.search(r"\b(?:no|not)\s+$", head):
            return None, start
        if words == "above" and head.endswith(("the ", "over and ")):
            return None, start
    return found, at


def qualifier_after(low: str, end: int, code: str) -> tuple[str | None, int]:
    """The same for words behind the figure: "4,700-plus", "34 or more"."""
    match = _qualifier_patterns(code)[1].match(low, end)
    if match is None:
        return None, end
    return lexicon_of(code).after[re.sub(r"\s+", " ", match.group(1))], match.end()


_WORD = re.compile(r"[ \u00a0\u202f\u2009]*(-?)([^\W\d_](?:[\w'’.-]*\w)?)")
_IRREGULAR_PLURALS = frozenset(
    "people men women children police troops dead staff personnel crew cattle aircraft sheep fish media lives wives feet servicemen servicewomen policemen "
    "policewomen gunmen firemen fishermen crewmen congressmen lawmen clergy youth poor elderly homeless artillery spacecraft teeth mice geese oxen infantry".split()
)
_STATES = frozenset("dead killed wounded injured hurt missing arrested detained trapped charged convicted displaced ill sick rescued evacuated hospitalised hospitalized infected alive".split())
_SKIP = frozenset("more other additional new further extra fewer remaining total others' different separate consecutive straight such".split())
_NOT_PLURAL = re.compile(r"(?:ous|ss|us|is|'s|’s)$")
_STOP_HERE = (STOP - {"us"}) | frozenset(
    "is are was were has have had will would could last next earlier later ago today yesterday tomorrow each apiece respectively total altogether up down higher lower higher away old "
    "as against amid after before when where who which that said says say yet now out back onto per since until around near overall early late this so far ever worldwide nationwide "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december".split()
)  # fmt: skip
_PRESENT = frozenset(
    "dies die kills kill hits hit wounds injures rises falls says gets get takes leaves goes comes makes wins loses faces warns urges shakes rocks strikes seeks begins ends remains "
    "need want live face remain work die get say go come stay see ahead left".split()
)


def counted_after(text: str, low: str, end: int, code: str, of_only: bool, single: bool) -> tuple[str | None, int]:
    """The words of what is counted behind the figure, and where they end.

    `of_only`: a unit has been read, so only "of ..." tells what is measured. `single`: the noun may be singular (one
    soldier, a $40 million loan, a 50-member team).
    """
    if code != "en":
        return _counted_abroad(text, low, end, code, of_only)
    words: list[tuple[str, int, int]] = []
    place, led = end, False
    first = True
    while len(words) < 5:  # noqa: PLR2004  # longer runs hold a verb that was not seen
        match = _WORD.match(low, place)
        if match is None or (match[1] and not first and not words):
            break
        word = match.group(2)
        if first and word == "of":
            led, first, place = True, False, match.end()
            continue
        if led and not words and word in {"the", "its", "their", "his", "her", "our", "all", "these", "those", "them", "us", "whom", "which", "it"}:
            if word in {"them", "whom", "which", "it"} or (word == "us" and not text[match.start(2)].isupper()):
                return None, end
            place = match.end()
            continue
        if of_only and not led:
            break
        first = False
        if not words and word in _SKIP:
            place = match.end()
            continue
        if (word in _STOP_HERE and not text[match.start(2) : match.end(2)].isupper()) or (words and word in _PRESENT) or (not words and word in {"get", "gets", "hits", "hit"}):
            break
        if not words and word in _STATES:
            return text[match.start(2) : match.end(2)], match.end(2)
        if words and word.endswith(("ed", "ing")) and (single or _plural(words[-1][0])):
            break
        words.append((word, match.start(2), match.end(2)))
        place = match.end()
        if not single and _plural(word) and not _title_goes_on(text, low, place, match.start(2)):
            break
        if single and len(words) == 3:  # noqa: PLR2004
            break
        if text[place : place + 1] not in {" ", "\u00a0"}:
            break
    if not words:
        return None, end
    return text[words[0][1] : words[-1][2]], words[-1][2]


def _plural(word: str) -> bool:
    word = word.rpartition("-")[2]
    return word in _IRREGULAR_PLURALS or (len(word) > 3 and word.endswith("s") and not _NOT_PLURAL.search(word))  # noqa: PLR2004


def _title_goes_on(text: str, low: str, place: int, start: int) -> bool:
    """A capitalised plural can be part of a name: "two United Nations soldiers"."""
    if not text[start].isupper():
        return False
    match = _WORD.match(low, place)
    return match is not None and match.group(2) not in _STOP_HERE and match.group(2) not in _PRESENT and not match.group(2).endswith(("ed", "ing")) and _plural(match.group(2))


def _counted_abroad(text: str, low: str, end: int, code: str, of_only: bool) -> tuple[str | None, int]:
    lexicon = lexicon_of(code)
    match = _WORD.match(low, end)
    if match is not None and match.group(2) in lexicon.of:
        match = _WORD.match(low, match.end())
        while match is not None and match.group(2) in lexicon.small:
            match = _WORD.match(low, match.end())
    elif of_only:
        return None, end
    if match is None or match.group(2) in lexicon.small:
        return None, end
    start = match.start(2)
    while lexicon.adjectives and re.fullmatch(lexicon.adjectives, text[match.start(2) : match.end(2)]):
        following = _WORD.match(low, match.end())
        if following is None or following.group(2) in lexicon.small:
            break
        match = following
    return text[start : match.end(2)], match.end(2)


_MOVES = (
    r"(?:(?:has|had|have|is|was|are|were|now|since|already|sharply|slightly|currently|nearly|which|that)\s+)*"
    r"(?:risen|rose|rises|rising|rise|climbed|climbs|climb|jumped|jumps|fallen|fell|falls|fall|dropped|drops|increased|increases|grew|grown|grows|stood|stands|stand|reached|reaches|reach|hits|hit|passed|passes|"
    r"topped|tops|exceeded|exceeds|totalled|totaled|numbered|numbers|is|was|are|were|remains|remained|soared|soars|surged|put|reduced|raised|cut|expanded|doubled|near|nears|estimated|"
    r"strong|set|capped|of|at|now|to)"
    r"(?:\s+(?:sharply|slightly|again|further|now|already|up|down|on \w+day|\w+ly))?(?:\s+from\s+(?:\S+\s+){1,3}?)?(?:\s*(?:to|at|by|from|set|back))*\s*"
)
_BEFORE = re.compile(rf"((?:[^\W\d_][\w'’-]*\s+){{0,3}}[^\W\d_][\w'’-]*)\s+{_MOVES}$")
_COLON = re.compile(r"((?:[^\W\d_][\w'’-]*\s+){0,2}[^\W\d_][\w'’-]*)\s*[:=]\s*$")
_DEED = re.compile(
    r"\b((?:kill|wound|injur|arrest|detain|charg|convict|displac|evacuat|rescu|hospitali[sz]|trap|captur|execut|shot|shoot|hurt|tak|affect|infect|sentenc|employ)(?:ed|es|s|ing|e|ting)?(?:\s+dead)?|dead|leav(?:es|ing)|left)\s*$"
)
_TRIM = re.compile(r"^(?:(?:the|a|an|its|their|his|her|our|that|this|and|but|while|as|with|of|in|on|official|officially|latest|confirmed)\s+)+")
_LABELS = frozenset(
    "toll number figure count total strength size share rate force contingent casualties deaths dead fatalities injured wounded victims losses population staff membership "
    "turnout unemployment inflation price cost budget debt deficit gdp growth bail reward fine value profit revenue loss temperature magnitude majority quota "
    "troops soldiers members personnel participants refugees cases arrests presence".split()
)


def counted_before(text: str, low: str, start: int) -> tuple[str | None, int]:
    """The noun that stands before the figure ("death toll rose to 34", "casualties: 34", "kills 15"), and where it begins."""
    window = low[:start][-90:]
    base = start - len(window)
    cut = max(window.rfind(mark) for mark in (". ", "; ", "\n", "? ", "! ", ", "))
    if cut >= 0:
        base, window = base + cut + 1, window[cut + 1 :]
    deed = _DEED.search(window)
    if deed is not None and deed.group(1) not in {"left", "leaves", "leaving"}:
        return text[base + deed.start(1) : base + deed.end(1)], base + deed.start(1)
    match = _COLON.search(window) or _BEFORE.search(window)
    if match is None:
        return None, start
    noun = match.group(1)
    trimmed = _TRIM.sub("", noun + " ").strip()
    begin = match.start(1) + len(noun) - len(trimmed)
    of = re.search(r"\b(?:number|total|count|amount|share|proportion)\s+of\s+(.+)$", trimmed)
    if of is not None:
        begin, trimmed = begin + of.start(1), of.group(1)
    # The subject of "rose to" is taken only up to a word that has a size: "death toll", "troop strength".
    words = [(found.group(), begin + found.start(), begin + found.end()) for found in re.finditer(r"\S+", trimmed)]
    while words and words[-1][0] not in _LABELS and not _plural(words[-1][0]):
        words.pop()
    while words and words[0][0] in _STOP_HERE:
        words.pop(0)
    if not words:
        return None, start
    return text[base + words[0][1] : base + words[-1][2]], base + words[0][1]
