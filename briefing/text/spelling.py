"""One spelling for words that differ only by script, diacritics or the spelling of a country."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.normal import fold

# Letters of Serbian, Macedonian, Bulgarian, Russian, Ukrainian and Kazakh, and of Greek, without their marks.
_CYRILLIC = "абвгдђеєжзијклљмнњопрстћуфхцчџшщъыэюяѕґқғңөүұһәə"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω"
_AS_LATIN = (
    "a b v g d dj e e z z i j k l lj m n nj o p r s t c u f h c c dz s s a i e ju ja dz g k g n o u u h a a "
    "a v g d e z i th i k l m n ks o p r s s t i f h ps o"
)
_LATIN = str.maketrans({**dict(zip(_CYRILLIC + _GREEK, _AS_LATIN.split(), strict=True)), "ь": ""})
# Ways to write one sound: Pristina and Prishtina, Zelensky and Zelenskiy, Vucic and Vuchich, Defence and Defense.
_SOUNDS = (
    ("our", "or"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"), ("ph", "f"),
    ("th", "t"),
    ("ts", "c"), ("tz", "c"), ("dj", "d"), ("gj", "d"), ("dh", "d"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("x", "ks"), ("ou", "u"), ("ise", "ize"), ("isa", "iza"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OWNER = re.compile(r"'s?$")


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word in small Latin letters without diacritics, full stops and possessive ending: "Вучић’s" -> "vucic"."""
    return _OWNER.sub("", fold(word).translate(_LATIN)).replace(".", "")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The same with one letter for one sound: "Prishtina" and "Приштина" -> "pristina"."""
    word = plain(word)
    for written, spoken in _SOUNDS:
        if written in word:
            word = word.replace(written, spoken)
    word = _TWICE.sub(r"\1", word)
    return word[:-2] + "er" if len(word) > 4 and word.endswith("tre") else word


@lru_cache(maxsize=4_096)
def key(text: str) -> str:
    """The words of a text in plain letters, one blank between them: for finding a phrase across scripts."""
    return " ".join(plain(word) for word in _WORD.findall(text))


# Seven letters of ten: "Kosovës" is Kosovo, "Bergamo" is not Bergen. Below four letters a beginning proves nothing.
_SHARE, _LEAST = 0.7, 4
# "Serb" and "Serbian", "Tirana" and "Tiranës": an ending has no more than three letters.
_ENDING = 3


@lru_cache(maxsize=65_536)
def same_word(one: str, other: str) -> bool:
    """Whether two words, as `sound` gives them, can be forms of one: equal, or with a long beginning in common."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST:
        # "Bar" and "Baru": one letter more is a case of it, two are another word.
        return len(short) == _LEAST - 1 and long.startswith(short) and len(long) == _LEAST and long[-1] in "aeiou"
    if long.startswith(short):
        return len(long) - len(short) <= _ENDING
    shared = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return shared >= _LEAST and shared >= _SHARE * len(long)
