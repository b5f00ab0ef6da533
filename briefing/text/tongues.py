"""What code can read of a sentence in another language than English: negation and how sure the writer is.

Small tables of words, held against the sentence in Latin script and small letters. Serbian stands for Bosnian, Croatian
and Montenegrin too. A language without a table says nothing, and is then taken as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Sureness = Literal["denied", "rumoured", "alleged", "expected"]

_SERBIAN = ("sr", "bs", "hr", "cnr", "me", "sh")
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z", "и": "i", "ј": "j",
    "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š", "ѓ": "đ", "ќ": "ć", "ѕ": "dz",
}  # fmt: skip
_LATIN = str.maketrans(
    {**_LETTERS, **{letter.upper(): latin[:1].upper() + latin[1:] for letter, latin in _LETTERS.items()}}
)

_NEGATED = {
    "sq": r"nuk|s['’]\w+|mos|asnjë\w*|asgjë|askush|kurrë|as|pa",
    "sr": r"ne|nije|nisu|nisam|nismo|niste|neće|neću|nećemo|nema|nemaju|nikad|nikada|niko|nitko|ništa|nijed\w+|ni|bez",
    "de": r"nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder",
    "fr": r"n['’]\w+|ne|pas|aucun\w*|jamais|personne|sans",
    "es": r"no|nunca|ningún|ninguna|nadie|sin",
    "it": r"non|mai|nessun\w*|senza",
}
_SURENESS: dict[str, tuple[tuple[Sureness, str], ...]] = {
    "sq": (
        ("rumoured", r"thashethem\w*|spekul\w+"),
        ("denied", r"moho(?:i|jnë|n|het)|mohuan|përgënjeshtr\w+|demant\w+"),
        ("alleged", r"pretend(?:on|ojnë|oi|uan|ohet)|dyshohet|gjoja|akuzo\w+"),
        ("expected", r"pritet|priten|pritej|planifiko\w+|parashiko?h\w+|do\s+t(?:ë|a|['’]\w+)"),
    ),
    "sr": (
        ("rumoured", r"glasin\w+|spekuli\w+|nagađa\w*"),
        ("denied", r"demant\w+|negira\w*|pore(?:kao|kla|kli|če)|poriče\w*"),
        ("alleged", r"navodno|tvrd[ie]\w*|sumnjiči?\w*|optuž\w+"),
        ("expected", r"očekuj\w+|treba\s+da|trebalo\s+bi|planira\w*|predviđ\w+|će|ćemo|\w{3,}[aieu]će"),
    ),
    "de": (
        ("rumoured", r"gerücht\w*|spekul\w+"),
        ("denied", r"dementier\w+|bestritt\w*|bestreitet"),
        ("alleged", r"angeblich\w*|mutmaßlich\w*"),
        ("expected", r"soll|sollen|erwartet|voraussichtlich|geplant|will|werden"),
    ),
    "fr": (
        ("rumoured", r"rumeurs?"), ("denied", r"dément\w*|démenti\w*"), ("alleged", r"aurait|auraient|présumé\w*"),
        ("expected", r"devrait|devraient|attendu\w*|prévu\w*"),
    ),
    "es": (
        ("rumoured", r"rumor\w*"), ("denied", r"desmint\w+|desmiente\w*|negó"), ("alleged", r"presunt\w+|supuest\w+"),
        ("expected", r"se\s+espera|previst[oa]s?|prevé"),
    ),
    "it": (
        ("rumoured", r"indiscrezioni"), ("denied", r"smentit\w*|smentisc\w+"), ("alleged", r"presunt\w+"),
        ("expected", r"dovrebb\w+|attes[oaie]|previst[oaie]"),
    ),
}  # fmt: skip
_YET = {
    "sq": r"ende|akoma|deri\s+tani",
    "sr": r"još|dosad\w*|za\s+sada",
    "de": r"noch|bisher|bislang",
    "fr": r"encore|jusqu['’]ici|toujours",
    "es": r"todavía|aún",
    "it": r"ancora|finora",
}
_SINCE = {
    "sq": r"që\s+(?:nga|prej|kur)|qysh",
    # "od" alone is also "of" and "than".
    "sr": r"otkad\w*|(?<!više )(?<!manje )od\s+(?:(?:19|20)\d\d|\d+\.\s*[a-zšž]{3,}|početka|kraja|završetka|juče|tada)",
    "de": r"seit\w*",
    "fr": r"depuis",
    "es": r"desde",
    "it": r"da(?:l|lla)?\s+(?:\d+|quando|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre"
    r"|novembre|dicembre)",
}
_INSIDE = {
    "sq": r"në|te|tek|brenda",
    "sr": r"u|na|unutar|širom",
    "de": r"in|im|ins|auf|am|an|bei",
    "fr": r"en|à|au|aux|dans|sur",
    "es": r"en|a|al",
    "it": r"in|a|ad|ne[il]|nell[ae]|nell['’]\w+",
}


def table(language: str | None) -> str:
    """The language under whose name the tables stand for `language`, a code of two or three letters."""
    code = (language or "en").split("-")[0].lower()
    return "sr" if code in _SERBIAN else code


def latin(text: str) -> str:
    """A text in Latin script, Serbian Cyrillic by its own rule; other letters stay."""
    return text if text.isascii() else text.translate(_LATIN)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’])(?:{words})(?![\w])")


@lru_cache(maxsize=8_192)
def negated(text: str, language: str | None) -> bool | None:
    """Whether a sentence holds a negation; None where its language has no table."""
    words = _NEGATED.get(table(language))
    return None if words is None else bool(_pattern(words).search(latin(text).lower()))


@lru_cache(maxsize=8_192)
def sureness(text: str, language: str | None) -> Sureness | None:
    """The weakest word of a sentence on how sure it is; None where it has none, or its language no table."""
    low = latin(text).lower()
    return next((kind for kind, words in _SURENESS.get(table(language), ()) if _pattern(words).search(low)), None)


def has_yet(text: str, language: str | None) -> bool:
    """Whether a sentence says "yet", "still" or "so far"."""
    return _has(_YET, text, language)


def has_since(text: str, language: str | None) -> bool:
    """Whether a sentence says "since"."""
    return _has(_SINCE, text, language)


def located(before: str, language: str | None) -> bool | None:
    """Whether the words before a name end with "in" or "at"; None where the language has no table."""
    words = _INSIDE.get(table(language))
    return None if words is None else bool(re.search(rf"(?<!\w)(?:{words})\s+$", latin(before).lower()))


def _has(words: Mapping[str, str], text: str, language: str | None) -> bool:
    known = words.get(table(language))
    return known is not None and bool(_pattern(known).search(latin(text).lower()))


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# A word's beginning is told apart from a longer word's by what may be an ending.
_LONGEST_ENDING = 6


@cache
def _glossary() -> dict[str, dict[str, str]]:
    """For Albanian and Serbian: the beginning of a word, or a whole word behind "=", and the English for it."""
    tables: dict[str, dict[str, str]] = {"sq": {}, "sr": {}}
    for line in files("briefing").joinpath("_data/glossary.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        english, *rows = line.split("|")
        for code, row in zip(("sq", "sr"), rows, strict=True):
            for form in row.split():
                for spelt in {form, _plain(form)}:
                    tables[code].setdefault(f"={spelt[:-1]}" if spelt.endswith("$") else spelt, english)
    return tables


def _plain(word: str) -> str:
    """A word as it is typed without diacritics."""
    marks = unicodedata.normalize("NFKD", word.replace("đ", "dj"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def english_for(word: str, language: str | None) -> str | None:
    """The English word or name for one of the glossary's words in any of its forms; None for any other."""
    known = _glossary().get(table(language))
    if known is None:
        return None
    low = latin(word).lower()
    if f"={low}" in known:
        return known[f"={low}"]
    for length in range(len(low), 2, -1):
        if length >= len(low) - _LONGEST_ENDING and low[:length] in known:
            return known[low[:length]]
    return None


def glossed(text: str, language: str | None) -> str:
    """A text with the glossary's words in English, all in Latin script: what it is about, not what is shown."""
    if table(language) not in _glossary():
        return text
    return _WORD.sub(lambda m: english_for(m.group(), language) or latin(m.group()), text)
