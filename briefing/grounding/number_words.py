"""The words for numbers that the tables of `briefing.numbers` leave out, and all of a language's together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing.dates.languages import primary
from briefing.dates.tables import cyrillic, plain
from briefing.numbers.lexicon import lexicon_of

_SERBIAN = frozenset(("sr", "bs", "hr", "me", "cnr", "sh"))
# A number only now and then, or only by its ending.
_MORE = {
    "en": """1: a, an, one, once, single
        2: both, pair, couple, twice, double, duo, twin, twins, neither, either
        3: thrice, triple, trio
        4: quartet, quadruple
        0: nil, none
        100: hundred, hundredth
        1e3: thousandth
        0.5: half, halves
        0.25: quarter
        0.75: three-quarters""",
    "de": """1: ein, eine, einen, einem, einer, eins, einmal
        2: zwo, beide, beiden, beider, paar, zweimal, doppelt, zweier
        3: dreimal, dreier
        0.5: halbe, halben, halbes, halb, hälfte
        1.5: anderthalb, eineinhalb
        0.333333333333333333: drittel
        0.25: viertel""",
    "fr": """1: un, une
        2: deuxième, second, seconde, double, couple
        12: douzaine
        10: dizaine
        15: quinzaine
        20: vingtaine, vingts
        30: trentaine
        40: quarantaine
        50: cinquantaine
        60: soixantaine
        80: octante, huitante
        70: septante
        90: nonante
        100: cent, cents, centaine
        1e3: millier
        0.5: demi, demie, moitié
        0.333333333333333333: tiers
        0.25: quart""",
    "es": """1: un, una, uno
        2: ambos, ambas, doble, par
        20: veintena
        21: veintiún, veintiuna
        10: decena
        12: docena, docenas
        30: treintena
        40: cuarentena
        50: cincuentena
        100: cien, ciento, centenar
        200: doscientas
        300: trescientas
        400: cuatrocientas
        500: quinientas
        600: seiscientas
        700: setecientas
        800: ochocientas
        900: novecientas
        1e3: millar
        0.5: medio, media, mitad
        0.333333333333333333: tercio""",
    "it": """1: un, una, uno
        2: entrambi, entrambe, doppio, paio, coppia
        10: decina
        12: dozzina
        15: quindicina
        20: ventina
        30: trentina
        40: quarantina
        50: cinquantina
        60: sessantina
        100: centinaio
        1e3: migliaio
        0.5: mezzo, mezza, metà""",
    "sq": """1: një
        2: dyja, dytë, dyti, dytin, dyta, dytën, dyfish, çift
        3: tre, treja, tretë, treti, tretin, treta, tretën
        4: katërt, katërti, katërta
        5: pestë, pesti, pesta
        6: gjashti, gjashta
        7: shtati, shtata
        8: teti, teta
        9: nënti, nënta
        10: dhjeti, dhjeta
        12: duzinë
        40: dyzet
        0.5: gjysmë, gjysma, gjysmën
        0.25: çerek""",
    "sr": """1: jedan, jedna, jedno, jednu, jednog, jednom
        2: dva, dvije, dve, dvojica, dvojice, dvojicu, dvoje, oba, obe, obje, oboje, obojica, par, dvostruko, duplo
        3: tri, trojica, trojice, trojicu, troje
        4: četiri, četvorica, četvorice, četvoricu, četvoro
        5: petorica, petorice, petoricu, petoro
        6: šestorica, šestorice, šestoricu, šestoro
        7: sedmorica, sedmorice, sedmoricu, sedmoro
        8: osmorica, osmorice, osmoricu, osmoro
        9: devetorica, devetorice, devetoro
        10: desetorica, desetorice, desetoro
        12: tuce
        100: stotina, stotinu, stotine
        0.5: pola, polovina, polovinu, polovine, polovica
        0.333333333333333333: trećina, trećinu, trećine
        0.25: četvrtina, četvrt""",
}  # fmt: skip
# Ordinals that no rule makes of their number.
_ORDINALS = {
    "de": ("zwei drit vier fünf sechs sieb ach", 2, ("te", "ten", "ter", "tes", "tem")),
    "fr": ("deux trois quatr cinqu six sept huit neuv", 2, ("ième", "ièmes")),
    "es": ("segund tercer cuart quint sext séptim octav noven décim", 2, ("o", "a", "os", "as", "")),
    "it": ("second terz quart quint sest settim ottav non decim", 2, ("o", "a", "i", "e")),
    "sr": ("drug treć četvrt pet šest sedm osm", 2, ("i", "a", "o", "e", "og", "oga", "om", "oj", "u", "ih", "im")),
}  # fmt: skip
# The other ordinals: the ending, and what the number may have in its place ("vingtième", "ventunesimo", "fiftieth").
ENDINGS = {
    "en": (re.compile(r"(?:ieth|th)$"), ("y", "", "e")),
    "de": (re.compile(r"s?te[nrsm]?$"), ("",)),
    "fr": (re.compile(r"ièmes?$"), ("", "e")),
    "it": (re.compile(r"esim[oaie]$"), ("", "o", "e", "i", "a")),
    "sr": (re.compile(r"(?:i|a|o|e|oga?|om|oj|u|ih|im)$"), ("",)),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of a language: those that add up and those that multiply; `glued` where they are one word."""

    values: dict[str, float]
    scales: dict[str, float]
    glued: bool


def coded(language: str | None) -> str:
    """The code of a language under which its words stand here; none for a language nobody knows."""
    code = primary(language) if language else ""
    return "sr" if code in _SERBIAN else code


@cache
def words_of(code: str) -> Words:
    """The number words of a language with all their spellings; none where the language has no table."""
    code = coded(code)
    lexicon = lexicon_of(code)
    values = {**lexicon.ordinals, **lexicon.values}
    for row in _MORE.get(code, "").splitlines():
        number, _, words = row.partition(":")
        values.update({word.strip(): float(number) for word in words.split(",")})
    beginnings, first, endings = _ORDINALS.get(code, ("", 0, ()))
    for value, beginning in enumerate(beginnings.split(), first):
        values.update({beginning + ending: float(value) for ending in endings} | values)
    spelt = {plain(word): value for word, value in values.items()} | values
    if code == "sr":
        spelt |= {cyrillic(word): value for word, value in values.items()}
    scales = {word.rstrip("."): value for word, value in lexicon.scales.items() if value >= 1000}
    return Words(spelt, scales, code in {"de", "it"})
