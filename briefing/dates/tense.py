"""Whether the words around a date speak of what was or of what is to come.

"On Tuesday" is the last one after "met" and the next one before "will meet". Where the words do not settle it, the date
stays unresolved: a wrong day is worse than none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from briefing.dates.languages import language_of

Tense = Literal["past", "future"]

_SENTENCE_END = re.compile(
    r"(?<![ .][A-Za-z])(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Gen|Col|Gov|Sen"
    r"|Rep|Mrs))(?<!\b(?:Mr|Ms|Dr|St|Lt))"
    r"(?<!\b(?:Sept|Tues))(?<!\d)[.!?]+[\"'”’)]*\s+(?=[\"'“‘(]?[^\W\d_a-zà-ÿ])|(?<=\d)[.!?][\"'”’)]*\s+(?=[\"“]?(?:The"
    r"|A|An|In|It|He|She|They|On|At|But|This|That|His|Her|NATO|Some|Of)\b)|\n"
)
# What every end of a sentence has: most texts are one sentence and have it nowhere.
_MAY_END = re.compile(r"[.!?][\"'”’)]*\s|\n")
# Past forms that do not end in -ed. Present and past that look alike (hit, cut, put, set, read, let) prove nothing.
IRREGULAR_PAST = (
    "was were had did said told met came went took gave got made left held spoke began became saw found fought fell "
    "rose won lost led kept "
    "brought bought built sent spent paid felt heard knew thought wrote drove flew grew shot struck stood sat broke "
    "chose drew ran swore "
    "threw wore withdrew overthrew understood sold taught caught laid shook woke arose froze hid died fled been gone "
    "done taken given seen chosen shown written spoken broken begun risen fallen"
)
# Verbs that follow "to" in headlines of what is to come; other words behind it are mostly nouns ("returns to surplus").
_ACTS = (
    "meet visit hold vote travel release host testify resign start begin leave return discuss sign open close "
    "speak address appear run contest announce decide launch deliver play face join take send cut raise buy sell "
    "lend ban allow end reopen resume shift create debate elect swear pay go arrive land fly present unveil "
    "publish be attend elect form free hand deploy withdraw move reach make give get receive stand stop lift "
    "impose introduce rule seek set step tour trade wed marry bury hear review inspect"
)
_ENGLISH = re.compile(
    # What was planned may have happened since or not.
    # Nor does a passive of the present tell: "the vote is held on Friday".
    r"\b(?P<none>(?:is|are|being) (?:\w+ly |not |also )?(?!(?:due|scheduled|expected|planned|slated)\b)(?:held|made"
    r"|given|taken|seen|said|built|led|kept|set|\w{2,}ed)"
    r"|(?:was|were|had been|wasn't|weren't) (?:\w+ly )?(?:due|scheduled|expected|planned|slated|supposed|to|set)\b)"
    r"|\b(?P<future>(?:(?:is|are|be|has been|have been|being) (?:\w+ly |also )?)?(?:due|scheduled|expected|planned"
    r"|slated|expects?|plans?|planning|intends?|upcoming)\b"
    r"|(?:will|won['’]t|would|shall|going to|(?:is|are) (?:\w+ly |also )?(?:to|set to|about to|set for)|to be"
    r"|to take place|poised to|looks? set)\b"
    r"|(?:is|are) (?:\w+ly |also )?(?!being|having)\w{2,}ing\b|\w+['’]ll\b|on the eve of|ahead of|preparing for"
    r"|prepares? for)"
    r"|\b(?P<past>" + IRREGULAR_PAST.replace(" ", "|") + r"|(?!(?:need|speed|indeed|exceed|proceed|hundred|red|bed|feed"
    r"|united|alleged|armed|so-called)\b)\w{2,}ed)\b"
    r"|\b(?P<infinitive>to (?:" + _ACTS.replace(" ", "|") + r"))\b"
)  # fmt: skip
# The words that a cue of tense begins with; the others end in "-ed" or have an apostrophe behind them ("they'll").
_FIRST = frozenset(
    "is are be being was were had wasn weren has have due scheduled expected planned slated expects expect plans plan "
    "planning intends intend upcoming will won would shall going to poised looks look on ahead preparing prepares "
    "prepare".split()
) | frozenset(IRREGULAR_PAST.split())
_RUN = re.compile(r"\w+")
_SPEECH = re.compile(
    r"^(?:said|told|announced|added|confirmed|stated|reported|warned|declared|stressed|reiterated|noted|claimed"
    r"|insisted)$"
)
# "announced a summit for Thursday": when it was announced, or when it is to be?
_PLANS = re.compile(
    r"^(?:announced|called|convened|proposed|invited|summoned|agreed|ordered|declared|promised|pledged|arranged"
    r"|organi[sz]ed)$"
)
# Words that go on with the clause of "said": "said in Brussels on Tuesday".
_GOES_ON = re.compile(
    r"^\W*(?:in|at|during|to|late|early|earlier|by|after|before|on|from|through|via|with|here|there|again|this"
    r"|following|upon|also)?\b\s*",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:for|until|till|by|to|starting|beginning|from)(?: the)?\s*$")
# "were preparing to search the river on Tuesday": they prepared on that day, or were to search on it.
_PROSPECT = re.compile(
    r"\b(?:was|were|been|had)\b[^,;]{0,30}?\b(?:preparing|planning|hoping|intending|aiming|wanting|ready|about|poised"
    r"|bound)\s+(?:to|for)\s[^,;]*$"
    r"|\b(?:hoped|intended|wanted|wished|meant|prepared|planned|aimed)\s+(?:\w+\s+)?to\s[^,;]*$"
)
# "had been sold by Tuesday": done by then, so the day is past.
_UNTIL = re.compile(r"\b(?:by|until|till)(?: the| late| early)?\s*$")
_PERFECT = re.compile(r"\b(?:had|has|have)(?: been| now| already)*(?: \w+)?$")
# "will be held": the tense is that of "will".
_AFTER_BE = re.compile(r"\bbe\s+(?:\w+ly\s+|also\s+)?$")
# "failed to elect on Wednesday": what was tried or begun has the verb's own time.
_CARRIED_OUT = re.compile(r"\b(?:failed|managed|refused|began|started|tried|attempted|continued|declined|forced)\s+$")
_OPENING = re.compile(r"^\W*(?:(?:on|by|since|until|from|late|early|earlier|and|but|meanwhile|then|also)\W+)*$")


# No sentence of the news is longer to either side; a bound keeps long texts from being read again for each date.
_REACH = 600


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence in which `text[start:end]` stands, at most 600 characters to either side."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    if not _MAY_END.search(text, first, last):
        return first, last
    for match in _SENTENCE_END.finditer(text, first, last):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            return first, match.end()
    return first, last


def _cues_of(sentence: str, printed: str) -> list[re.Match[str]]:
    """The words of tense in order. The pattern is tried only at words that it can begin with."""
    cues: list[re.Match[str]] = []
    at = 0
    for run in _RUN.finditer(sentence):
        word = run.group()
        if run.start() < at or not (
            word in _FIRST or word.endswith("ed") or sentence.startswith(("'ll", "’ll"), run.end())
        ):
            continue
        cue = _ENGLISH.match(sentence, run.start())
        if cue is None:
            continue
        at = cue.end()
        # "to Israel" is no infinitive.
        if (cue.lastgroup == "infinitive" and not printed[cue.start() + 3].islower()) or (
            cue.lastgroup == "past" and _AFTER_BE.search(sentence[max(0, cue.start() - 24) : cue.start()])
        ):
            continue
        cues.append(cue)
    return cues


def _english(sentence: str, printed: str, start: int, end: int) -> Tense | None:
    cues = _cues_of(sentence, printed)
    before = [cue for cue in cues if cue.end() <= start]
    after = [cue for cue in cues if cue.start() >= end]
    if not before:
        if _OPENING.match(sentence[:start]):
            return _kind(after[0]) if after else None
        kinds = {_kind(cue) for cue in after}
        return kinds.pop() if len(kinds) == 1 else None
    cue = before[-1]
    if _PROSPECT.search(sentence[before[max(0, len(before) - 2)].start() : start]):
        return None
    if cue.lastgroup == "infinitive" and _CARRIED_OUT.search(sentence[max(0, cue.start() - 16) : cue.start()]):
        return "past"
    if cue.lastgroup == "infinitive":
        # "agreed to meet on Monday" can go either way; a headline's "Leaders to meet" cannot.
        kinds = {_kind(other) for other in before[:-1]}
        if kinds == {"future"}:
            # "is expected to reopen on Saturday, he told us": what is told of it afterwards changes nothing.
            return "future"
        return "future" if not kinds and "past" not in map(_kind, after) else None
    between = sentence[cue.end() : start]
    if cue.lastgroup == "past" and _UNTIL.search(between) and _PERFECT.search(sentence[: cue.end()]):
        return "past"
    if cue.lastgroup == "past" and (
        _AHEAD.search(between) or (_PLANS.match(cue.group()) and between.strip() not in {"", "on"})
    ):
        return None
    if cue.lastgroup == "past" and _SPEECH.match(cue.group()) and between.strip() not in {"", "on"}:
        opened = _GOES_ON.match(between)
        if (
            (opened is None or not opened.group().strip())
            and after
            and _kind(after[0]) != "past"
            and cue.group() != "told"
        ):
            # "said the talks on Tuesday will ..." is a clause of its own.
            return None
    return _kind(cue)


def _kind(cue: re.Match[str]) -> Tense | None:
    return {"past": "past", "future": "future", "infinitive": "future"}.get(cue.lastgroup or "")  # type: ignore[return-value]  # the three values are tenses


@cache
def _cues(code: str) -> re.Pattern[str] | None:
    table = language_of(code)
    if table is None:
        return None
    return re.compile(rf"\b(?:(?P<future>{table.future_re})|(?P<past>{table.past_re}))\b")


def tense_at(low: str, start: int, end: int, code: str, text: str | None = None) -> Tense | None:
    """The tense of the clause where `low[start:end]` stands (lower case; `text` as printed); None when not settled."""
    first, last = sentence_around(text or low, start, end)
    sentence = low[first:last]
    start, end = start - first, end - first
    if code == "en":
        return _english(sentence, (text or low)[first:last], start, end)
    pattern = _cues(code)
    if pattern is None:
        return None
    before: list[str | None] = []
    after: list[str | None] = []
    for cue in pattern.finditer(sentence):
        if cue.end() <= start:
            before.append(cue.lastgroup)
        elif cue.start() >= end:
            after.append(cue.lastgroup)
    return before[-1] if before else after[0] if after else None  # type: ignore[return-value]  # the groups are named after the tenses
