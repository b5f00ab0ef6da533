"""Changes of what a statement claims: what is so is not so, what may be is certain, another fact is joined on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing import numbers
from briefing.judge.pair import Pair
from briefing.judge.words import NEGATIVE, SPELLED, free, plain, ranked, shown, swapped, tongue

_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can) (?=([^\W\d_][\w'’-]*))")
_NO_FLIP = re.compile(
    r"\b(?:all|every|each|both|any\w*|some|several|many|most|even|too|also|although|though|despite|while|still|already|again|always|either|may|might|"
    r"could|possibl[ey]|likely|if|whether|because|until|till|so|than|just|once|ever|due to|in order|there|remain\w*|"
    r"more|about|around|nearly|almost|over|at least|up to|almost|mostly|mainly|partly|first|last|least|really)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:when|while|as|since|after|before|where|how|what|why|although|though|despite|during|that|which|who|whom|whose|"
    r"following)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?!hundred\b|indeed\b|need\b|speed\b)(?:\w{3,}ed|been|made|said|told|left|lost|won|sent|put|set|held|found|led|met|"
    r"paid|built|brought|come|become|begun|run|cut|hit|kept|sold|bought|shown|known|grown|flown|drawn|thrown|withdrawn|"
    r"taken|given|written|driven|fallen|risen|chosen|spoken|broken|stolen|gone|done|got|seen|spent|struck|sunk|shut|"
    r"caught|fought|sought|taught|felt|heard|laid|agreed|swept|torn|worn|overtaken|undertaken)\b"
)
_UNFIT_BEHIND = re.compile(
    r"un(?!i|der|til)|in[cdesv]\w+(?:ble|ent|ect)\b|(?:about|going|to|home|among|an?|part|due)\b"
)
# "74 people were not detained" may be true beside the 74 who were: the subject must be one thing that is known.
_COUNTED = re.compile(
    rf"\b(?:\d\S*|{'|'.join(SPELLED)}|one|hundreds|thousands|millions|dozens|others?|people|few|half|numerous|various|"
    r"majority|minority|number|parts?|(?<!^)an?|those|who)\b"
    r"|^An?\b|^[\w-]+s\b(?! )",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"(?:say|comment|respond|answer|give|elaborate|provide|specify|be reached|immediately)\b")
_NOT = re.compile(r"\b(?:(?:is|are|was|were|has|have|had|will|would|could|should|can) (not (?:yet )?)|can(not) )")


def negated(pair: Pair) -> Iterator[str]:
    """The statement with "not" put in or taken out: "has raised", "has not raised".

    It is put in only where neither the statement nor its evidence says no to anything, taken out only where both do.
    """
    text, negative, english = pair.statement, NEGATIVE.get(tongue(pair)), NEGATIVE["en"]
    if negative is None or _NO_FLIP.search(text) or re.search(r", (?:and|as)\b|;", text):
        return
    words = list(english.finditer(text))
    if words:
        without = _NOT.search(text)
        words = [word for word in words if word.group().lower() != "yet"]
        if without and len(words) == 1 and negative.search(" ".join(pair.evidence)) and free(text, *without.span()):
            start, end = without.span(1) if without[1] else without.span(2)
            if re.match(r"not (?:only|just|to|yet to)\b", text[start:]) or _UNSAID.match(text, end):
                return
            if out := swapped(text, start, end, ""):
                yield out
    elif not negative.search(shown(pair)):
        yield from _with_not(text)


def _with_not(text: str) -> Iterator[str]:
    """With "not" behind the first auxiliary of a main clause."""
    for match in _AUXILIARY.finditer(text):
        word, behind = match.group(1), match.group(2)
        before = re.sub(
            r"\b(?:said|says|told [\w ]+|reported|announced|confirmed|found) that\b", "", text[: match.start()]
        )
        if _UNDER.search(before):
            return
        if word in {"has", "have", "had"} and not _PARTICIPLE.match(behind):
            continue
        subject = re.split(r"[,;:]|\b(?:said|says|told|that|and|but)\b", before)
        if _COUNTED.search(subject[-1] if subject[-1].strip() else before):
            continue
        if _UNFIT_BEHIND.match(text[match.end() :]) or not free(text, *match.span()):
            continue
        end = match.start() + len(word)
        out = swapped(text, match.start(), end, "cannot" if word == "can" else f"{word} not")
        if out:
            yield out
        return


_SURE = re.compile(
    r"\b(?:certain\w*|sure|surely|definite\w*|guarantee\w*|undoubted\w*|inevitabl\w*|known to)\b", re.IGNORECASE
)
_WILL = re.compile(r"\b(?:will|is to|are to|shall|confirmed that)\b")
_HEDGED = re.compile(
    r"\b(?:expect\w*|likely|predict\w*|forecast\w*|may|might|could|possib\w+|potential\w*|probab\w+|believ\w+|thought|"
    r"reported\w*|alleg\w+|suspect\w*|rumou?r\w*|apparent\w*|presum\w+|risk|fear\w*|appear\w*|seem\w*)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"\b(?:about|around|some|nearly|almost|approximately|up to|may|might|could|believed)\b")
_COULD = (
    "be|face|lead|take|rise|fall|become|cause|continue|come|happen|reach|last|cost|start|begin|end|return|get|go|lose|"
    "result|bring|increase|reduce|force|delay|affect|resume|strike|spread|visit|travel|join|leave|vote|sign"
)
_CERTAIN: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\b(?:is|are|was|were) (?P<hedge>expected|likely) (?=to (?!have\b))"), ("certain", "sure")),
    (re.compile(r"\b(?:is|are|was|were) (?P<hedge>believed|thought|feared|rumoured) (?=to have|to be)"), ("known",)),
    (re.compile(r"\b(?P<hedge>(?:reportedly|allegedly|apparently|probably|presumably|possibly) )"), ("",)),
    (
        re.compile(r"\b(?P<hedge>may|might)(?= (?!(?:not|have|or|also|well|be able|still|yet|even|only)\b)[a-z]{2})"),
        ("will certainly", "will definitely"),
    ),
    (re.compile(rf"\b(?P<hedge>could)(?= (?:{_COULD})\b)"), ("will certainly", "will definitely")),
    (re.compile(r"\bis (?P<hedge>possible|likely)(?= that\b)"), ("certain",)),
)


def made_certain(pair: Pair) -> Iterator[str]:
    """The statement with its hedge taken away: "is expected to visit", "is certain to visit"."""
    text, lines = pair.statement, " ".join(pair.evidence)
    told = shown(pair)
    if tongue(pair) != "en" or _SURE.search(f"{text} {told}") or not _HEDGED.search(lines) or _WILL.search(told):
        return
    if NEGATIVE["en"].search(text) or re.search(
        r"\b(?:if|whether|as \w+ as|what|how|fewer|less|few|only|half)\b", text, re.IGNORECASE
    ):
        return
    for pattern, choices in _CERTAIN:
        for match in pattern.finditer(text):
            if choices == ("",) and _VAGUE.search(text):
                continue
            new = ranked(choices, pair.key)[0]
            if match["hedge"] in {"might", "could"} and re.search(
                r"\b(?:said|told|warned|added|wrote)\b", text[: match.start()]
            ):
                new = new.replace("will", "would")
            out = swapped(text, *match.span("hedge"), new) if free(text, *match.span()) else None
            if out:
                yield out


_AHEAD = re.compile(r"\b(?:will|would|is to|are to|to be|plan(?:s|ned)?|may|might|could)\b")
_AWAITED = re.compile(
    r"\b(?:expect\w*|plan\w*|due|likely|schedul\w*|set to|about to|forecast\w*|predict\w*|intend\w*|await\w*|"
    r"confirm\w*|announc\w*|will|prepar\w*|hop(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
# "Denied that the port will close" awaits nothing.
_DENIED_WILL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|rul(?:e|es|ed|ing) out)\b[^.;,]*", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|rul(?:e|es|ed|ing) out)\b", re.IGNORECASE)


def other_status(pair: Pair, bracket: str, sentence: str) -> Iterator[str]:
    """The statement with another status: "(expected) It will ...", "(denied) It will ...".

    "(denied)" is false where nothing shown says no to anything, "(expected)" where only a denial stands.
    """
    negative = NEGATIVE.get(tongue(pair))
    if bracket in {"(expected) ", "(alleged) ", "(rumoured) ", "(rumored) "}:
        if negative is not None and not negative.search(shown(pair)) and not NEGATIVE["en"].search(sentence):
            yield f"(denied) {sentence}"
    elif bracket == "(denied) " and tongue(pair) == "en" and _AHEAD.search(sentence):
        denied = _DENIAL.search(" ".join(pair.evidence)) and not _DENIAL.search(sentence)
        if denied and not _AWAITED.search(_DENIED_WILL.sub("", shown(pair))):
            yield f"(expected) {sentence}"


_OPENERS = frozenset(
    "the a an in on at about around more some over nearly police officials rescuers prosecutors after before"
    " under during several many most at two people aid doctors workers leaders residents firefighters troops"
    " soldiers experts investigators members voters consumer students schools hundreds thousands dozens".split()
) | SPELLED.keys()  # fmt: skip
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ž][\w’'-]+")
_LEANS = re.compile(
    r"\b(?:he|she|it|they|them|him|her|his|its|their|that|those|these|this|also|all|other\w*|some)\b", re.IGNORECASE
)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def joined(pair: Pair, others: Iterable[Pair], longest: int) -> Iterator[str]:
    """The statement with another fact of its article joined on, of which nothing is told in what is shown."""
    text = pair.statement
    if re.search(r"[:;\"”“?]", text) or text.count(", and ") or not text[-2].isalnum():
        return
    if re.search(r"\b(?:if|whether|unless|that|because|which|who)\b", text):
        return
    known = shown(pair)
    own = {number.value for line in (*pair.evidence, *pair.context) for number in numbers.find(line, pair.language)}
    own |= {number.value for number in numbers.find(text, "en")}
    for other in others:
        more = other.statement
        first = more.split()[0] if more else ""
        if (
            set(other.evidence) & set(pair.evidence)
            or not plain(more)
            or _LEANS.search(more)
            or len(text) + len(more) + 5 > longest
            or re.search(r"[:;\"”“?]", more)
        ):
            continue
        values = {number.value for number in numbers.find(more, "en")}
        names = set(_NAME.findall(more))
        if first.lower() in _OPENERS:
            more = first.lower() + more[len(first) :]
        elif first not in {word for line in pair.lines for word in _NAME.findall(line)}:
            continue
        fresh = names and not any(name[:5] in f"{known} {text}" for name in names) and tongue(pair) == "en"
        if own & values or not (values or fresh) or (names and not fresh and tongue(pair) == "en" and not values):
            continue
        words = {word.lower() for word in _LONG_WORD.findall(more)}
        if tongue(pair) == "en" and sum(word in known.lower() for word in words) * 3 > len(words):
            continue
        yield f"{text[:-1]}, and {more}"
