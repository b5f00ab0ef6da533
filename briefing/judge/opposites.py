"""A word put for its opposite: what rose fell, what lies north lies south."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.judge.pair import Pair
from briefing.judge.words import free, shown, swapped, tongue

_BY = r"(?= (?:to|by|from|in|for|on|at|sharply|slightly|again|this|last|over|as|during|\d|almost|nearly)\b)"
_RATE = r"(?= (?:its|the|their) (?:\w+ )?(?:rate|rates|ceiling|offer|price|prices|forecast|target)\b)"
_FELL = r"f[ae]ll(?:s|en|ing)?|drop\w*|down|declin\w+|lower\w*|decreas\w+|cut\w*|reduc\w+|shr[iau]nk\w*"
_ROSE = r"r[io]s(?:e[sn]?|ing)|up|increas\w+|climb\w*|gr[eo]w\w*|gain\w*|higher|jump\w*|soar\w*|rais\w+"
_POST = (
    r"(?= (?:prime|deputy|vice|president|minister|captain|director|chief|governor|mayor|head|leader|chair|coach|"
    r"commander))"
)
_TIME = (
    r"(?= (?:\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m|o['’]clock)|noon|dawn|midnight|sunset|sunrise|"
    r"the (?:vote|election|meeting|summit|talks|match|visit|hearing|end|start)\b))"
)
_OFFER = (
    r"(?= (?:the|an?|its|their|his|her) (?:[\w-]+ )?"
    r"(?:offer|deal|proposal|plan|rise|agreement|invitation|resignation|terms|demands?|bid|appeal|request)\b)"
)
_HURT = r"injur\w+|wound\w+|hurt"
_DEAD = (
    r"kill\w*|dead\w*|d[iy](?:e[sd]?|ing)|deaths?|toll|casualt\w+|victims?|bod(?:y|ies)|funerals?|mourn\w*|"
    r"bur(?:y|ied)|surviv\w*"
)
_ON, _IT = r"(?= (?:on|in|at)\b)", r"(?= (?:the|an?|its|their)\b)"
_CONTEST = r"(?= (?:the|a) (?:\w+ )?(?:match|game|final|election|vote|case|race|seat)\b)"
_AMOUNT = r"(?= [$€£]?[\d.,]+ ?(?:%|per cent|percent|million|billion))"
_FREE = r"(?! (?:.* )?(?:suspicion|charge|charged)\b)"
_MORE, _LESS = r"more|over|exce\w+|above", r"less|fewer|under|below"
_BEGAN, _ENDED = r"beg[aiu]n\w*|start\w*|open\w*|launch\w*", r"end(?:s|ed|ing)?|clos\w+|stop\w*|over|finish\w*"
# Exact opposites, what must stand behind the word, and all words that say the one or the other.
_OPPOSITES: tuple[tuple[str, str, str, str, str], ...] = (
    ("rose", "fell", _BY, _ROSE, _FELL),
    ("risen", "fallen", _BY, _ROSE, _FELL),
    ("rises", "falls", _BY, _ROSE, _FELL),
    ("rise", "fall", _BY, _ROSE, _FELL),
    ("increased", "decreased", "", _ROSE, _FELL),
    ("increases", "decreases", "", _ROSE, _FELL),
    ("higher", "lower", "(?= than)", _ROSE, _FELL),
    ("rising", "falling", "", _ROSE, _FELL),
    ("raise", "lower", _RATE, _ROSE, _FELL),
    ("raised", "lowered", _RATE, _ROSE, _FELL),
    ("larger", "smaller", "", r"larg\w+|big\w*", r"small\w*"),
    ("older", "younger", "", r"old\w*", r"young\w*"),
    ("longer", "shorter", "(?= than)", r"long\w*", r"short\w*"),
    ("stronger", "weaker", "", r"strong\w*", r"weak\w*"),
    ("north", "south", "(?!-)", r"north\w*", r"south\w*"),
    ("east", "west", "(?!-)", r"east\w*", r"west\w*"),
    ("northern", "southern", "", r"north\w*", r"south\w*"),
    ("eastern", "western", "", r"east\w*", r"west\w*"),
    ("inside", "outside", _IT, r"in\w*", r"out\w*"),
    ("approved", "rejected", "", r"approv\w*|pass\w*|back\w*|adopt\w*", r"reject\w*|block\w*|against"),
    ("accepted", "rejected", _OFFER, r"accept\w*|agree\w*", r"reject\w*|refus\w*"),
    ("supported", "opposed", _IT, r"support\w*|back\w*", r"oppos\w*|against"),
    ("acquitted", "convicted", "(?= of)", r"acquit\w*|clear\w*", r"convict\w*|guilt\w*|jail\w*"),
    ("arrested", "released", _FREE, r"arrest\w*|detain\w*", r"releas\w*|free\w*"),
    ("detained", "released", _FREE, r"arrest\w*|detain\w*", r"releas\w*|free\w*"),
    ("opened", "closed", _ON, _BEGAN, _ENDED),
    ("began", "ended", _ON, _BEGAN, _ENDED),
    ("killed", "injured", "", _DEAD, _HURT),
    ("killed", "wounded", "", _DEAD, _HURT),
    ("dead", "injured", "", _DEAD, _HURT),
    ("before", "after", _TIME, "before|until|ahead|prior", r"after\w*|following|since|later"),
    ("former", "current", _POST, r"former\w*|ex|once", r"current\w*|now|still"),
    ("imports", "exports", "", r"import\w*", r"export\w*"),
    ("voted for", "voted against", _IT, r"for|approv\w*|in favou?r", r"against|reject\w*"),
    ("won", "lost", _CONTEST, r"w[io]n\w*", r"los[te]\w*|defeat\w*"),
    ("more than", "less than", _AMOUNT, _MORE, _LESS),
    ("more than", "fewer than", r"(?= [\d,]+ (?:[a-z]+s|people)\b)", _MORE, _LESS),
)
_MOVES = frozenset("rose rise rises risen rising fell fall falls fallen falling increased decreased".split())
_ONE_WAY = frozenset(("former", "dead"))


def _says(words: str, text: str) -> bool:
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None


def turned(pair: Pair) -> Iterator[str]:
    """The statement with a word put for its opposite: "north of Dembe", "south of Dembe".

    The evidence must have a word that says the first, and nothing shown may have one that says the other.
    """
    text, evidence = pair.statement, " ".join(pair.evidence)
    if tongue(pair) != "en":
        return
    for first, second, behind, family, opposite in _OPPOSITES:
        ways = [(first, second, family, opposite), (second, first, opposite, family)]
        for old, new, own, other in ways[: 1 if first in _ONE_WAY else 2]:
            if old not in text.lower() or not _says(own, evidence):
                continue
            found = list(re.finditer(rf"(?<![\w-])(?:{old}|{old.capitalize()})(?![\w-]){behind}", text))
            if len(found) != 1:
                continue
            match = found[0]
            if old == "dead" and text[: match.start()].endswith("known "):
                continue
            if old in _MOVES and re.search(
                r"\b(?:toll|deaths?|dead|killed|collected|cases|flood\w*|from [$€£]?\d)", text
            ):
                continue
            rest = f"{text[: match.start()]}{text[match.end() :]}"
            if _says(f"{own}|{other}", rest) or _says(other, shown(pair)):
                continue
            capital = match.group()[0].isupper()
            if capital and (match.start() or old in {"north", "east", "south", "west"}):
                continue
            out = swapped(text, *match.span(), new.capitalize() if capital else new)
            if out and free(text, *match.span()):
                yield out
