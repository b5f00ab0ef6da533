"""Word tables and small tools for statements that code changes: exact words of English, no grammar."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from briefing.judge.pair import Pair

_SPELLED = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SPELLED: dict[str, int] = {word: value for value, word in enumerate(f"{_SPELLED} eighteen nineteen".split(), 2)}
for _place, _ten in enumerate(_TENS, 2):
    SPELLED[_ten] = 10 * _place
    SPELLED |= {f"{_ten}-{unit}": 10 * _place + SPELLED[unit] for unit in _SPELLED.split()[:8]}
WORD_OF = {value: word for word, value in SPELLED.items()}

# So often at most one and the same thing is changed: another number, a third one.
OFTEN = 3

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

# What says no, by language. For another language nobody can tell, so no control is made that needs to know.
_NEGATIVE = {
    "en": r"no|not|cannot|never|nothing|none|nobody|nor|neither|without|unless|hardly|barely|rarely|seldom|"
    r"fail\w*|den(?:y|ies|ied|ying|ials?)|refus\w*|lack\w*|reject\w*|\w+n['’]t|unable|only|except|but|yet|"
    r"rul(?:e|es|ed|ing) out",
    "sq": r"nuk|s['’]?ka|mos|as|asnjë\w*|pa|jo|moho\w*|mohua\w*|s['’]\w+",
    "sr": r"ne|ni|nije|nisu|neće|nema|nemaju|niko|ništa|nikad|bez|osim|ali|već|"
    r"не|ни|није|нису|неће|нема|немају|нико|ништа|никад|без|осим|али|већ",
    "de": r"nicht|nichts|kein\w*|nie|niemals|niemand|ohne|weder|sondern|aber|noch|kaum|dementier\w*",
    "fr": r"ne|n['’]\w+|pas|non|sans|ni|jamais|rien|aucune?|personne|mais|dément\w*",
    "es": r"no|sin|ni|nunca|nada|nadie|ningún|ninguna|ninguno|pero|sino|tampoco",
    "it": r"no|non|senza|né|mai|nulla|niente|nessun\w*|ma|però",
}
# What makes a figure a rough one or a bound, before it.
_ROUGH = {
    "en": r"about|around|nearly|almost|some|approximately|roughly|more than|over|at least|up to|as many as|"
    r"an estimated",
    "sq": r"rreth|afro|afërsisht|mbi|më shumë se|të paktën|së paku|deri në|gati|pothuajse",
    "sr": r"oko|približno|skoro|više od|preko|najmanje|bar|do|gotovo|"
    r"око|приближно|скоро|више од|преко|најмање|бар|до|готово",
    "de": r"etwa|rund|circa|ca\.|ungefähr|fast|mehr als|über|mindestens|bis zu|knapp|gut",
    "fr": r"environ|près de|quelque|plus de|au moins|jusqu['’]à|presque",
    "es": r"unos|unas|cerca de|alrededor de|casi|más de|al menos|hasta",
    "it": r"circa|quasi|oltre|più di|almeno|fino a|una? [ct]\w+ina di",
}
_SISTERS = {"bs": "sr", "hr": "sr", "sh": "sr", "me": "sr", "cnr": "sr"}


def tongue(pair: Pair) -> str:
    """The two-letter code of the evidence's language, "" where it is not known: "en-GB" is "en", "hr" reads as "sr"."""
    code = (pair.language or "").lower().replace("_", "-").partition("-")[0]
    return _SISTERS.get(code, code)


def _compiled(table: dict[str, str], form: str) -> dict[str, re.Pattern[str]]:
    return {code: re.compile(form.format(words), re.IGNORECASE) for code, words in table.items()}


NEGATIVE = _compiled(_NEGATIVE, r"(?<!\w)(?:{})(?!\w)")
ROUGH_BEFORE = _compiled(_ROUGH, r"(?<!\w)(?:{})\s+(?:[$€£]|US\$|the\s+)?$")

_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<!\w)‘[^’]*’(?!\w)|(?<!\w)\'[^\']*\'(?!\w)')
_ARTICLE = re.compile(r"\b(an?) (?=(\w+))", re.IGNORECASE)
_TWICE = re.compile(r"\b(\w+)[ ,]+\1\b", re.IGNORECASE)
_VOWEL = re.compile(r"[aeio]|8|11\b|18\b|u[^ns]|hour|honest", re.IGNORECASE)
_ONE = re.compile(r"one\b|once\b|eu|uni", re.IGNORECASE)
_COMMON = re.compile(
    r"\b(?:the|of|to|and|was|were|is|are|has|have|had|said|for|by|with|from|that|will|on|at|in|a|an|as)\b"
)
_FOREIGN = re.compile(
    r"\b(?:der|und|das|les|des|est|dans|pour|una|che|della|los|për|është|dhe|nga|ist|zum|zur|wurde)\b"
)
_STATUS = re.compile(r"\((?:expected|denied|alleged|rumou?red|confirmed)\) ")
_PLAIN = re.compile(r"[^\W_a-z][^\n?!]{20,}[^\W_]\.")


def ranked(options: Iterable[str], seed: str) -> list[str]:
    """The options in the order of their hashes with `seed`: chance that is the same in every run."""
    return sorted(options, key=lambda option: hashlib.sha256(f"{seed}\n{option}".encode(errors="replace")).digest())


def drawn(count: int, seed: str) -> int:
    """A whole number below `count`, by hash."""
    return int.from_bytes(hashlib.sha256(seed.encode(errors="replace")).digest()[:8]) % count


def opened(statement: str) -> tuple[str, str]:
    """The status in brackets that a statement begins with, "" for none, and the sentence behind it."""
    match = _STATUS.match(statement)
    return (match.group(), statement[match.end() :]) if match else ("", statement)


def plain(statement: str) -> bool:
    """Whether it is one English sentence that ends with a word and a full stop, with no question or exclamation."""
    return _PLAIN.fullmatch(statement) is not None and english(statement) and balanced(statement)


def english(text: str) -> bool:
    """Whether two of the words that nearly every English sentence has stand there, and those of no other language."""
    return len(set(_COMMON.findall(text.lower()))) > 1 and _FOREIGN.search(text.lower()) is None


def balanced(text: str) -> bool:
    """Whether each quotation mark and bracket that opens is closed."""
    return (
        text.count('"') % 2 == 0
        and text.count("“") + text.count("„") == text.count("”") + (text.count("“") if "„" in text else 0)
        and text.count("«") == text.count("»")
        and text.count("(") == text.count(")")
    )


def free(text: str, start: int, end: int) -> bool:
    """Whether no quotation touches the stretch: what somebody said word for word is never edited."""
    return all(end <= quote.start() or quote.end() <= start for quote in _QUOTED.finditer(text))


def swapped(text: str, start: int, end: int, new: str) -> str | None:
    """The text with `new` for the stretch, None where that leaves a slip: "an 14-day", "said said"."""
    out = text[:start] + new + text[end:]
    if out == text or "  " in out or " ," in out or " ." in out:
        return None
    if len(_TWICE.findall(out)) > len(_TWICE.findall(text)):
        return None
    known = {(article.lower(), word) for article, word in _ARTICLE.findall(text)}
    for article, word in _ARTICLE.findall(out):
        vowel = _VOWEL.match(word) is not None and _ONE.match(word) is None
        if (article.lower(), word) not in known and (article.lower() == "an") != vowel:
            return None
    return out


def shown(pair: Pair) -> str:
    """All lines that the judge sees beside the statement."""
    return "\n".join((*pair.evidence, *pair.context))
