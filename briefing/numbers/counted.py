"""What a figure counts: the noun behind it ("4,700 soldiers"), or before it ("the death toll rose to 34")."""

from __future__ import annotations

import re

from briefing.dates.tense import IRREGULAR_PAST
from briefing.numbers.lexicon import lexicon_of
from briefing.text.words import STOP

_WORD = re.compile(r"[ \u00a0\u202f\u2009]*(-?)((?:[^\W\d_]\.){2,}|[^\W\d_](?:[\w'’.-]*\w)?)")
_IRREGULAR_PLURALS = frozenset(
    "people men women children police troops dead staff personnel crew cattle aircraft sheep fish media lives wives "
    "feet servicemen servicewomen policemen "
    "policewomen gunmen firemen fishermen crewmen congressmen lawmen clergy youth poor elderly homeless artillery "
    "spacecraft teeth mice geese oxen infantry".split()
)
_STATES = frozenset(
    "dead killed wounded injured hurt missing arrested detained trapped charged convicted displaced ill sick rescued "
    "evacuated hospitalised hospitalized infected alive".split()
)
_SKIP = frozenset(
    "more other additional new further extra fewer remaining total different separate consecutive straight such still "
    "feared reported believed presumed reportedly strong odd".split()
)
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
_STOP_HERE = (STOP - {"us"}) | frozenset(
    "would could last next earlier later ago today yesterday tomorrow each apiece respectively total altogether up "
    "down higher lower away old "
    "as against amid after before when where who which that said says say yet now out back onto per since until around "
    "near overall early late this so far ever worldwide nationwide "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december".split()
)
# Verbs of headlines, which look like plurals or nouns.
_PRESENT = frozenset(
    "jolts collapses closes opens rattles blasts dies die kills kill hits hit wounds injures rises falls says gets get "
    "takes leaves goes comes makes wins loses faces warns urges shakes rocks "
    "strikes seeks begins ends remains need want face remain work go come stay see ahead left".split()
)
_PAST = frozenset(IRREGULAR_PAST.split())
_FIRST_VERBS = frozenset("get gets hit hits fall flock go come stay see say need want face rally gather".split())
# "1,250 of the 4,700 soldiers"
_FIGURE = re.compile(r"\s*\d[\d,.]*")
_PRONOUNS = frozenset("them whom which it".split())
_LED_BY = frozenset("the its their his her our all these those".split()) | _PRONOUNS


def counted_after(
    text: str, low: str, end: int, code: str, of_only: bool, single: bool, half: bool = False
) -> tuple[str | None, int]:
    """The words of what is counted behind the figure, and where they end.

    `of_only`: a unit has been read, so only "of ..." tells what is measured. `single`: the noun may be singular (one
    soldier, a $40 million loan, a 50-member team). `half`: a fraction or multiple, which needs no "of" (half the men).
    """
    if code != "en":
        return _counted_abroad(text, low, end, code, of_only)
    words: list[tuple[str, int, int]] = []
    place, led, first = end, False, True
    while len(words) < (3 if single else 5):  # longer runs hold a verb that was not seen
        figure = _FIGURE.match(low, place) if led and not words else None
        match = _WORD.match(low, figure.end() if figure else place)
        if match is None:
            break
        word, start, stop = match.group(2), match.start(2), match.end(2)
        capitals = text[start:stop].isupper()
        if not words:
            if first and word == "of":
                led, first, place = True, False, stop
                continue
            if of_only and first and word in {"the", "its", "their", "his", "her", "our", "all"} and half:
                led, first, place = True, False, stop
                continue
            if led and (word in _LED_BY or (word == "us" and not capitals)):
                if word in _PRONOUNS or word == "us":
                    return None, end
                place = stop
                continue
            if word in _STATES:
                return text[start:stop], stop
            if (of_only and not led) or word in _FIRST_VERBS:
                break
            first = False
            if word in _SKIP:
                place = stop
                continue
        elif (
            word in _PRESENT
            or word in _PAST
            or (word.endswith(("ed", "ing")) and (single or led or _plural(words[-1][0])))
        ):
            break
        if word in _STOP_HERE and not (capitals and len(word) > 1):
            break
        words.append((word, start, stop))
        place = stop
        if ((not single or led) and _plural(word) and not _title_goes_on(text, low, place, start)) or text[
            place : place + 1
        ] not in {" ", "\u00a0"}:
            break
    if not words:
        return None, end
    return text[words[0][1] : words[-1][2]], words[-1][2]


def _plural(word: str) -> bool:
    word = word.rpartition("-")[2]
    return word in _IRREGULAR_PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL))


def _title_goes_on(text: str, low: str, place: int, start: int) -> bool:
    """A capitalised plural can be part of a name: "two United Nations soldiers"."""
    match = _WORD.match(low, place) if text[start].isupper() else None
    if match is None:
        return False
    word = match.group(2)
    return (
        word not in _STOP_HERE
        and word not in _PRESENT
        and word not in _STATES
        and not word.endswith(("ed", "ing"))
        and _plural(word)
    )


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
    r"(?:risen|rose|rises|rising|rise|climbed|climbs|climb|jumped|jumps|fallen|fell|falls|fall|dropped|drops|increased"
    r"|increases|grew|grown|grows|stood|stands|stand|reached|reaches|reach|hits|hit|passed|passes|"
    r"topped|tops|exceeded|exceeds|totalled|totaled|numbered|numbers|number|is|was|are|were|remains|remained|soared"
    r"|soars|surged|put|reduced|raised|cut|expanded|doubled|near|nears|estimated|"
    r"set|capped|of|at|now|to)"
    r"(?:\s+(?:sharply|slightly|again|further|now|already|up|down|on \w+day"
    r"|\w+ly))?(?:\s+from\s+(?:\S+\s+){1,3}?)?(?:\s*(?:to|at|by|from|set|back))*\s*"
)
# What a label and its verb can end with where no "from ..." stands among them; deeds begin with one of the second.
_MOVE_ENDS = tuple(
    "risen rose rises rising rise climbed climbs climb jumped jumps fallen fell falls fall dropped drops increased "
    "increases grew grown grows stood stands stand reached reaches reach hits hit passed passes topped tops exceeded "
    "exceeds totalled totaled numbered numbers number is was are were remains remained soared soars surged put reduced "
    "raised cut expanded doubled near nears estimated set capped of at now to again further already up down day ly by "
    "from back".split()
)
_DEED_STARTS = tuple(
    "kill wound injur arrest detain charg convict displac evacuat rescu hospitali trap captur execut shot shoot hurt "
    "tak affect infect sentenc employ dead leav left".split()
)
_COLON = re.compile(r"((?:[^\W\d_][\w'’-]*\s+){0,2}[^\W\d_][\w'’-]*)\s*[:=]\s*$")
_DEED = re.compile(
    r"\b((?:kill|wound|injur|arrest|detain|charg|convict|displac|evacuat|rescu|hospitali[sz]|trap|captur|execut|shot"
    r"|shoot|hurt|tak|affect|infect|sentenc|employ)(?:ed|es|s|ing|e|ting)?(?:\s+dead)?|dead|leav(?:es|ing)|left)\s*$"
)
_LEADS = frozenset("of official officially latest confirmed".split())
_LABELS = frozenset(
    "toll number figure count total strength size share rate force contingent casualties deaths dead fatalities "
    "injured wounded victims losses population staff membership "
    "turnout unemployment inflation price cost budget debt deficit gdp growth bail reward fine value profit revenue "
    "loss temperature magnitude majority quota "
    "presence quota bill".split()
)
_ANY_LABEL = "|".join(sorted(_LABELS))
_LABELLED = re.compile(
    rf"((?:[^\W\d_][\w'’-]*\s+){{0,2}}(?:{_ANY_LABEL}))(?P<of>\s+of\s+[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*)??)?"
    rf"(?:\s+(?:in|of|from|at|after|among|for|on)\s+(?:[\w'’-]+\s+){{0,5}}?[\w'’-]+)?\s+{_MOVES}$"
)
# Any other plural subject, right before its verb: "detainees now number 50".
_SUBJECT = re.compile(
    rf"((?:[^\W\d_][\w'’-]*\s+){{0,2}}[^\W\d_][\w'’-]*[a-z])\s+(?!of\b|at\b|to\b|set\b|is\b|are\b|was\b|were\b|by\b"
    rf"|put\b|cut\b|hit\b){_MOVES}$"
)
_NUMBER_OF = re.compile(r"\b(?:number|total|count|amount|share|proportion)$")


def counted_before(text: str, low: str, start: int) -> tuple[str | None, int]:
    """The noun before the figure ("death toll rose to 34", "casualties: 34", "kills 15"), and where it begins."""
    window = low[max(0, start - 90) : start]
    base = start - len(window)
    cut = max(window.rfind(mark) for mark in (". ", "; ", "\n", "? ", "! ", ", "))
    if cut >= 0:
        base, window = base + cut + 1, window[cut + 1 :]
    # Most figures stand behind words that none of the patterns ends with.
    said = window.split()
    if not said:
        return None, start
    tail = said[-1]
    deed = _DEED.search(window) if not tail.isalpha() or tail.startswith(_DEED_STARTS) else None
    if deed is not None and deed.group(1) not in {"left", "leaves", "leaving"}:
        return text[base + deed.start(1) : base + deed.end(1)], base + deed.start(1)
    match = _COLON.search(window) if tail.endswith((":", "=")) else None
    if match is None and (tail.endswith(_MOVE_ENDS) or "from" in said):
        match = _LABELLED.search(window) or _SUBJECT.search(window)
    if match is None:
        return None, start
    at = 1
    if match.re is _LABELLED and match["of"] and _NUMBER_OF.search(match.group(1)):
        at = 2
    first, last = match.span(at)
    words = [
        (found.group(), first + found.start(), first + found.end())
        for found in re.finditer(r"[\w'’-]+", window[first:last])
    ]
    # The noun phrase begins behind the last small word.
    for index in range(len(words) - 1, -1, -1):
        if words[index][0] in _STOP_HERE or words[index][0] in _LEADS:
            words = words[index + 1 :]
            break
    if not words or not (words[-1][0] in _LABELS or _plural(words[-1][0])):
        return None, start
    return text[base + words[0][1] : base + words[-1][2]], base + words[0][1]
