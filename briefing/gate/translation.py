"""What can be held against evidence in another language: numbers, dates, and names by their spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing import dates
from briefing.gate.reading import Reading
from briefing.gate.verdict import Fault
from briefing.text.words import fold

# Serbian and Macedonian Cyrillic by sound, as Latin script writes it without diacritics.
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "ј": "j",
        "к": "k", "л": "l", "љ": "lj",
        "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f",
        "х": "h", "ц": "c", "ч": "c",
        "џ": "dz", "ш": "s", "ы": "y", "э": "e", "ю": "ju", "я": "ja", "й": "j", "щ": "sc", "ь": "", "ъ": "", "ѓ": "g",
        "ќ": "k", "ѕ": "z",
    }
)  # fmt: skip
# Names that have a form of their own in English; each line one name, English first.
_EXONYMS = [
    set(line.split())
    for line in """
serbia srbija serbi serbise srbije srbiji
albania shqiperi shqiperia shqiperise
germany gjermani gjermania njemacka nemacka
italy itali italia italija
france franca francuska
hungary hungaria hungari madjarska madarska
turkey turqi turqia turska
greece greqi greqia grcka
united shtetet bashkuara sjedinjene sad shba
states shtetet bashkuara sjedinjene drzave sad shba
states sad shba
european evropian evropiane evropska evropski be eu
union bashkimi unija be eu
""".strip().splitlines()
]
# Cases and articles change endings: a common beginning of this many letters names the same.
_BEGINNING = 4


def faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """Numbers, dates and names of the statement that the evidence does not have."""
    values = {(n.value, n.high) for r in evidence for n in r.numbers}
    spoken = {(d.day, d.month) for r in evidence for d in r.dates} | {
        (None, d.month) for r in evidence for d in r.dates
    }
    for number in statement.numbers:
        if (number.value, number.high) not in values and number.kind != "ordinal":
            yield Fault("number", f"{number.text!r} does not stand in the evidence")
    for mention in statement.dates:
        agrees = any(dates.agree(mention, d) for r in evidence for d in r.dates)
        if (
            mention.kind in ("absolute", "partial", "year")
            and not agrees
            and (mention.day, mention.month) not in spoken
        ):
            yield Fault("date", f"{mention.text!r} does not stand in the evidence")
    have = [latin(w.lower) for r in evidence for w in r.words if w.shape == "word"]
    for name in statement.names:
        missing = [
            w
            for w in map(fold, name.text.replace("/", " ").split())
            if len(w) > 2 and not any(_alike(w, h) for h in have)
        ]
        if missing:
            yield Fault("name", f"{' '.join(missing)!r} does not stand in the evidence")


def latin(word: str) -> str:
    """A folded word in Latin letters."""
    return word.translate(_LATIN)


def _alike(word: str, other: str) -> bool:
    if word == other or any(word in group and other in group for group in _EXONYMS):
        return True
    return (
        min(len(word), len(other)) >= _BEGINNING
        and word[:_BEGINNING] == other[:_BEGINNING]
        and abs(len(word) - len(other)) <= 4
    )
