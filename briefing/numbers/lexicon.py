"""Number words, scales, qualifiers and small words, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from briefing.dates.languages import cyrillic, plain

_EN_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`values` below a thousand add up, `scales` multiply, `joins` may stand between parts ("and", "i", "e").

    `vague` are words such as "dozens". `qualifiers` lead from words before the figure to their class, `after` from words
    behind it. `small` are words at which a counted noun ends; `of` those that lead to one ("of", "od", "von").
    `adjectives` is a pattern of words that stand between the figure and its noun.
    """

    values: Mapping[str, int]
    scales: Mapping[str, float]
    joins: frozenset[str]
    vague: Mapping[str, float]
    ordinals: Mapping[str, int]
    qualifiers: Mapping[str, str]
    after: Mapping[str, str]
    small: frozenset[str]
    of: frozenset[str]
    adjectives: str
    to: str
    dot_thousands: bool


_EN_ORDINALS = {
    word: at
    for at, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(), 1)
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100}  # fmt: skip
for _ten, _word in enumerate(_EN_TENS, 2):
    for _at, _unit in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1):
        _EN_ORDINALS[f"{_word}-{_unit}"] = 10 * _ten + _at


def _classes(rows: str) -> dict[str, str]:
    """Lines of "class: words, words"."""
    found = {}
    for line in rows.strip().splitlines():
        head, _, tail = line.partition(":")
        found.update({phrase.strip(): head.strip() for phrase in tail.split(",")})
    return found


_ENGLISH = Lexicon(
    values={word: at for at, word in enumerate(_EN_SMALL)} | {word: 10 * at for at, word in enumerate(_EN_TENS, 2)},
    scales={"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "lakh": 1e5, "crore": 1e7, "bn": 1e9, "mn": 1e6, "mln": 1e6,
            "mio": 1e6, "tn": 1e12, "trn": 1e12},
    joins=frozenset(("and",)),
    vague={"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "tens of thousands": 1e4,
           "hundreds of thousands": 1e5, "tens of millions": 1e7, "hundreds of millions": 1e8, "tens of billions": 1e10, "hundreds of billions": 1e11},
    ordinals=_EN_ORDINALS,
    qualifiers=_classes(
        """about: about, around, roughly, approximately, approx, approx., circa, ca., ca, c., some, an estimated, estimated, in the region of, in the order of, estimated at, estimated to be
        nearly: nearly, almost, close to, just short of, approaching, as good as
        over: over, more than, above, in excess of, exceeding, upwards of, upward of, greater than, higher than, north of, longer than, older than, bigger than, larger than
        at least: at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum of, a minimum, no younger than, a good
        under: under, less than, fewer than, below, lower than, younger than, smaller than, shorter than
        at most: up to, at most, as many as, as much as, no more than, not more than, a maximum of, maximum of, a maximum, not over, no longer than, at the most, a max of, no later than"""
    ),
    after=_classes(
        """about: or so, -odd, odd, or thereabouts, approximately
        over: -plus, plus, +
        at least: or more, and more, or over, and over, and above, or above, and older, or older, at least, and up, upwards
        at most: or less, or fewer, at most, or younger, and under, or under, at the most"""
    ),
    small=frozenset(),
    of=frozenset(("of",)),
    adjectives="",
    to="to",
    dot_thousands=False,
)  # fmt: skip


def _compose(ones: list[str], tens: list[str], pattern: str) -> dict[str, int]:
    """Names of 21 to 99 from the name of a unit (`{u}`) and of a ten (`{t}`)."""
    return {
        pattern.format(u=unit, t=ten): 10 * (2 + t) + u for t, ten in enumerate(tens) for u, unit in enumerate(ones, 1)
    }


_SQ_ONES = "një dy tre katër pesë gjashtë shtatë tetë nëntë".split()
_SQ_TENS = "njëzet tridhjetë dyzet pesëdhjetë gjashtëdhjetë shtatëdhjetë tetëdhjetë nëntëdhjetë".split()
_ALBANIAN = Lexicon(
    values={word: at for at, word in enumerate(_SQ_ONES, 1) if at > 1} | {"tri": 3, "dhjetë": 10, "katërdhjetë": 40}
    | {f"{one}mbëdhjetë": 10 + at for at, one in enumerate(_SQ_ONES, 1)} | {ten: 10 * at for at, ten in enumerate(_SQ_TENS, 2)}
    | {f"{one}qind": 100 * at for at, one in enumerate(_SQ_ONES, 1)} | {"treqind": 300, "triqind": 300} | _compose(_SQ_ONES, _SQ_TENS, "{t} e {u}"),
    scales={"mijë": 1e3, "milion": 1e6, "milionë": 1e6, "milionësh": 1e6, "miliard": 1e9, "miliardë": 1e9, "mln": 1e6, "mld": 1e9},
    joins=frozenset(("e",)),
    vague={"dhjetëra": 10, "qindra": 100, "mijëra": 1e3, "miliona": 1e6, "dhjetëra mijëra": 1e4, "qindra mijëra": 1e5},
    ordinals={"i parë": 1, "e parë": 1, "herë të parë": 1, "i dytë": 2, "e dytë": 2, "i tretë": 3, "e tretë": 3, "i katërt": 4, "e katërt": 4},
    qualifiers=_classes(
        """about: rreth, afro, afërsisht, përafërsisht, rreth e rrotull, diku rreth, nja, mesatarisht
        nearly: gati, gati se, pothuajse, thuajse
        over: mbi, më shumë se, më tepër se, tej
        at least: të paktën, së paku, jo më pak se, minimumi, paku
        under: nën, më pak se
        at most: deri në, deri, jo më shumë se, maksimumi, më së shumti"""
    ),
    after={},
    small=frozenset("të e i në nga për me dhe që u ka kanë janë është ishin ishte do si më mbi pas para gjatë nga deri se as ose por këtë kësaj së vetëm tjera tjerë".split()),
    of=frozenset(("nga", "prej")),
    adjectives="",
    to="deri(?: në)?",
    dot_thousands=True,
)  # fmt: skip

_SR_ONES = "jedan dva tri četiri pet šest sedam osam devet".split()
_SR_TENS = "dvadeset trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset".split()
_SR_VALUES = (
    {word: at for at, word in enumerate(_SR_ONES, 1) if at > 1}
    | {"dve": 2, "dvije": 2, "deset": 10, "jedanaest": 11, "dvanaest": 12, "trinaest": 13, "četrnaest": 14, "petnaest": 15, "šesnaest": 16, "sedamnaest": 17, "osamnaest": 18,
       "devetnaest": 19, "sto": 100, "stotinu": 100, "dvesta": 200, "dvjesta": 200, "dvije stotine": 200, "dve stotine": 200, "trista": 300, "tri stotine": 300,
       "četiristo": 400, "petsto": 500, "šesto": 600, "šeststo": 600, "sedamsto": 700, "osamsto": 800, "devetsto": 900}
    | {ten: 10 * at for at, ten in enumerate(_SR_TENS, 2)}
    | {f"{ten} {one}": 10 * t + u for t, ten in enumerate(_SR_TENS, 2) for u, one in enumerate(_SR_ONES, 1)}
    | {f"{ten} i {one}": 10 * t + u for t, ten in enumerate(_SR_TENS, 2) for u, one in enumerate(_SR_ONES, 1)}
)  # fmt: skip
_SR_QUALIFIERS = _classes(
    """about: oko, otprilike, približno, nekih, cirka
    nearly: skoro, gotovo, blizu, zamalo
    over: više od, preko, iznad, veće od, veći od
    at least: najmanje, barem, bar, ne manje od, minimum, minimalno
    under: manje od, ispod
    at most: najviše, ne više od, maksimalno, čak do, i do"""
)


def _both_scripts(words: Mapping[str, object]) -> dict[str, object]:
    return {**words, **{cyrillic(word): value for word, value in words.items()}}


_SR_SMALL = "i u na od za sa je su bi će da do iz po pri o se a ili koji koja koje kao prema još više manje nego što"
_SERBIAN = Lexicon(
    values=_both_scripts(_SR_VALUES),  # type: ignore[arg-type]  # values keep their type
    scales=_both_scripts({"hiljada": 1e3, "hiljadu": 1e3, "hiljade": 1e3, "tisuća": 1e3, "tisuću": 1e3, "tisuće": 1e3, "milion": 1e6, "miliona": 1e6, "milijun": 1e6, "milijuna": 1e6,
                          "milijarda": 1e9, "milijarde": 1e9, "milijardi": 1e9, "milijardu": 1e9, "mil.": 1e6, "mlrd": 1e9, "mlrd.": 1e9}),  # type: ignore[arg-type]
    joins=frozenset(("i", "и")),
    vague=_both_scripts({"desetine": 10, "desetak": 10, "stotine": 100, "stotinak": 100, "hiljade": 1e3, "desetine hiljada": 1e4, "stotine hiljada": 1e5, "milioni": 1e6}),  # type: ignore[arg-type]
    ordinals=_both_scripts({"prvi put": 1, "drugi put": 2, "treći put": 3, "prvi": 1, "prva": 1, "prvo": 1, "drugi": 2, "druga": 2, "treći": 3, "treća": 3, "četvrti": 4, "četvrta": 4, "peti": 5}),  # type: ignore[arg-type]
    qualifiers=_both_scripts(_SR_QUALIFIERS),  # type: ignore[arg-type]
    after={},
    small=frozenset((_SR_SMALL + " " + cyrillic(_SR_SMALL)).split()),
    of=frozenset(("od", "од")),
    adjectives=r"[^\W\d_]+(?:ih|nih|skih|og|og|их|них|ских|ог)",
    to="do|до",
    dot_thousands=True,
)  # fmt: skip

_DE_ONES = "ein zwei drei vier fünf sechs sieben acht neun".split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_GERMAN = Lexicon(
    values={word: at for at, word in enumerate(_DE_ONES, 1) if at > 1} | {"zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19, "hundert": 100} | {ten: 10 * at for at, ten in enumerate(_DE_TENS, 2)} | _compose(_DE_ONES, _DE_TENS, "{u}und{t}")
    | {f"{one}hundert": 100 * at for at, one in enumerate(_DE_ONES, 1)},
    scales={"tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio.": 1e6, "mio": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mrd.": 1e9, "mrd": 1e9, "billionen": 1e12, "dutzend": 12},
    joins=frozenset(),
    vague={"dutzende": 12, "hunderte": 100, "tausende": 1e3, "zehntausende": 1e4, "hunderttausende": 1e5, "millionen von": 1e6},
    ordinals={},
    qualifiers=_classes(
        """about: etwa, rund, ungefähr, circa, ca., zirka, gegen, an die, schätzungsweise
        nearly: fast, nahezu, beinahe, knapp
        over: über, mehr als, gut
        at least: mindestens, wenigstens, nicht weniger als
        under: unter, weniger als
        at most: höchstens, maximal, bis zu, nicht mehr als"""
    ),
    after={},
    small=frozenset("und in im an am auf aus bei mit nach von vom zu zum zur der die das den dem des ein eine sind ist war waren wurden hat haben als für".split()),
    of=frozenset(("von", "der")),
    adjectives=r"[a-zäöüß]+",
    to="bis",
    dot_thousands=True,
)  # fmt: skip

_FR_SMALL = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_FRENCH = Lexicon(
    values={word: at for at, word in enumerate(_FR_SMALL) if at != 1} | {name: ten for ten, name in _FR_TENS.items()} | {"quatre-vingts": 80, "cent": 100, "cents": 100}
    | {f"{name}-{_FR_SMALL[u]}": ten + u for ten, name in _FR_TENS.items() for u in range(1, 20 if ten in (60, 80) else 10)}
    | {f"{name} et un": ten + 1 for ten, name in _FR_TENS.items()} | {"soixante et onze": 71},
    scales={"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "mds": 1e9},
    joins=frozenset(),
    vague={"dizaines": 10, "centaines": 100, "milliers": 1e3, "dizaines de milliers": 1e4, "centaines de milliers": 1e5},
    ordinals={"première": 1, "premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4},
    qualifiers=_classes(
        """about: environ, quelque, à peu près, autour de, approximativement
        nearly: près de, presque, quasiment
        over: plus de, au-delà de
        at least: au moins, pas moins de, au minimum
        under: moins de
        at most: jusqu'à, jusqu’à, au plus, au maximum, pas plus de"""
    ),
    after={},
    small=frozenset("de du des et en à au aux dans sur par pour avec qui que ont sont a est étaient était ou le la les un une depuis".split()),
    of=frozenset(("de", "des", "du")),
    adjectives="",
    to="à",
    dot_thousands=True,
)  # fmt: skip

_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_ONES = "uno dos tres cuatro cinco seis siete ocho nueve".split()
_SPANISH = Lexicon(
    values={word: at for at, word in enumerate(_ES_ONES, 1) if at > 1} | {word: at for at, word in enumerate(
        "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split(), 10)}
    | {ten: 10 * at for at, ten in enumerate(_ES_TENS, 3)} | {f"{ten} y {one}": 10 * t + u for t, ten in enumerate(_ES_TENS, 3) for u, one in enumerate(_ES_ONES, 1)}
    | {"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900},
    scales={"mil": 1e3, "millón": 1e6, "millones": 1e6},
    joins=frozenset(),
    vague={"decenas": 10, "cientos": 100, "centenares": 100, "miles": 1e3, "decenas de miles": 1e4, "cientos de miles": 1e5},
    ordinals={"primera": 1, "primer": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercer": 3},
    qualifiers=_classes(
        """about: unos, unas, alrededor de, aproximadamente, en torno a
        nearly: casi, cerca de
        over: más de
        at least: al menos, por lo menos, como mínimo
        under: menos de
        at most: hasta, como máximo, no más de"""
    ),
    after={},
    small=frozenset("de del y en a al por para con que han son es fueron eran o el la los las un una desde".split()),
    of=frozenset(("de",)),
    adjectives="",
    to="a",
    dot_thousands=True,
)  # fmt: skip

_IT_ONES = "uno due tre quattro cinque sei sette otto nove".split()
_IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
_ITALIAN = Lexicon(
    values={word: at for at, word in enumerate(_IT_ONES, 1) if at > 1} | {word: at for at, word in enumerate("dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove".split(), 10)}
    | {ten: 10 * at for at, ten in enumerate(_IT_TENS, 2)}
    | {(ten[:-1] if one in ("uno", "otto") else ten) + ("tré" if one == "tre" else one): 10 * t + u for t, ten in enumerate(_IT_TENS, 2) for u, one in enumerate(_IT_ONES, 1)}
    | {"cento": 100} | {f"{one}cento": 100 * at for at, one in enumerate(_IT_ONES, 1) if at > 1},
    scales={"mila": 1e3, "mille": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9},
    joins=frozenset(),
    vague={"decine": 10, "centinaia": 100, "migliaia": 1e3, "decine di migliaia": 1e4, "centinaia di migliaia": 1e5},
    ordinals={"prima volta": 1, "seconda": 2, "secondo": 2, "terza": 3, "terzo": 3},
    qualifiers=_classes(
        """about: circa, intorno a, attorno a, all'incirca
        nearly: quasi
        over: oltre, più di
        at least: almeno
        under: meno di
        at most: fino a, al massimo, non più di"""
    ),
    after={},
    small=frozenset("di del dei e in a al da dal per con che hanno sono è ha erano o il la i gli le un una".split()),
    of=frozenset(("di", "dei", "delle")),
    adjectives="",
    to="a",
    dot_thousands=True,
)  # fmt: skip

_NONE = Lexicon({}, {}, frozenset(), {}, {}, {}, {}, frozenset(), frozenset(), "", "(?!)", True)
_BY_CODE = {
    "en": _ENGLISH, "sq": _ALBANIAN, "sr": _SERBIAN, "bs": _SERBIAN, "hr": _SERBIAN, "me": _SERBIAN, "cnr": _SERBIAN, "sh": _SERBIAN,
    "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "it": _ITALIAN,
}  # fmt: skip


@cache
def lexicon_of(code: str) -> Lexicon:
    """The words of a language by its primary subtag, with forms without diacritics; empty where there are none."""
    found = _BY_CODE.get(code, _NONE)
    if found in (_ENGLISH, _NONE):
        return found

    def both(value: object) -> object:
        if isinstance(value, Mapping):
            return {**{plain(word): inner for word, inner in value.items()}, **value}
        return value

    # The plain form of a qualifier or number word must not be another word of the language ("ne" and "në" are no numbers).
    return Lexicon(**{name: both(getattr(found, name)) for name in Lexicon.__slots__})  # type: ignore[arg-type]


def any_of(words: object) -> str:
    """A pattern for any of these words, the longest first; spaces stand for any space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")" if ordered else "(?!)"
