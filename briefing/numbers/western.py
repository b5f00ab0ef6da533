"""Number words of German, French, Spanish and Italian; see `tables`."""

from __future__ import annotations

from briefing.numbers.tables import Table

GERMAN: Table = {
    "ones": "ein zwei drei vier fünf sechs sieben acht neun",
    "tens": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "join": "{u}und{t}",
    "values": """10: zehn
        11: elf
        12: zwölf
        13: dreizehn
        14: vierzehn
        15: fünfzehn
        16: sechzehn
        17: siebzehn
        18: achtzehn
        19: neunzehn
        100: hundert, einhundert
        200: zweihundert
        300: dreihundert
        400: vierhundert
        500: fünfhundert
        600: sechshundert
        700: siebenhundert
        800: achthundert
        900: neunhundert""",
    "scales": """12: dutzend
        1e3: tausend
        1e6: million, millionen, mio., mio
        1e9: milliarde, milliarden, mrd., mrd
        1e12: billionen""",
    "joins": "",
    "vague": """12: dutzende
        100: hunderte
        1e3: tausende
        1e4: zehntausende
        1e5: hunderttausende
        1e6: millionen von""",
    "ordinals": "",
    "before": """about: etwa, rund, ungefähr, circa, ca., zirka, gegen, an die, schätzungsweise
        nearly: fast, nahezu, beinahe, knapp
        over: über, mehr als, gut
        at least: mindestens, wenigstens, nicht weniger als
        under: unter, weniger als
        at most: höchstens, maximal, bis zu, nicht mehr als""",
    "after": "",
    "small": "und in im an am auf aus bei mit nach von vom zu zum zur der die das den dem des ein eine sind ist war "
    "waren wurden hat haben als für",
    "of": "von der",
    "adjectives": r"[a-zäöüß]+",
    "to": "bis",
}

FRENCH: Table = {
    "ones": "un deux trois quatre cinq six sept huit neuf",
    "tens": "vingt trente quarante cinquante soixante",
    "join": "{t}-{u}",
    "values": """0: zéro
        10: dix
        11: onze
        12: douze
        13: treize
        14: quatorze
        15: quinze
        16: seize
        17: dix-sept
        18: dix-huit
        19: dix-neuf
        21: vingt et un
        31: trente et un
        41: quarante et un
        51: cinquante et un
        61: soixante et un
        70: soixante-dix
        71: soixante et onze, soixante-onze
        72: soixante-douze
        73: soixante-treize
        74: soixante-quatorze
        75: soixante-quinze
        76: soixante-seize
        77: soixante-dix-sept
        78: soixante-dix-huit
        79: soixante-dix-neuf
        80: quatre-vingts, quatre-vingt
        81: quatre-vingt-un
        82: quatre-vingt-deux
        83: quatre-vingt-trois
        84: quatre-vingt-quatre
        85: quatre-vingt-cinq
        86: quatre-vingt-six
        87: quatre-vingt-sept
        88: quatre-vingt-huit
        89: quatre-vingt-neuf
        90: quatre-vingt-dix
        91: quatre-vingt-onze
        92: quatre-vingt-douze
        93: quatre-vingt-treize
        94: quatre-vingt-quatorze
        95: quatre-vingt-quinze
        96: quatre-vingt-seize
        97: quatre-vingt-dix-sept
        98: quatre-vingt-dix-huit
        99: quatre-vingt-dix-neuf
        100: cent, cents""",
    "scales": """1e3: mille
        1e6: million, millions
        1e9: milliard, milliards, mds""",
    "joins": "",
    "vague": """10: dizaines
        100: centaines
        1e3: milliers
        1e4: dizaines de milliers
        1e5: centaines de milliers""",
    "ordinals": """1: première, premier
        2: deuxième
        3: troisième
        4: quatrième""",
    "before": """about: environ, quelque, à peu près, autour de, approximativement
        nearly: près de, presque, quasiment
        over: plus de, au-delà de
        at least: au moins, pas moins de, au minimum
        under: moins de
        at most: jusqu'à, jusqu’à, au plus, au maximum, pas plus de""",
    "after": "",
    "small": "de du des et en à au aux dans sur par pour avec qui que ont sont a est étaient était ou le la les un une "
    "depuis",
    "of": "de des du",
    "adjectives": "",
    "to": "à",
}

SPANISH: Table = {
    "ones": "uno dos tres cuatro cinco seis siete ocho nueve",
    "tens": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "join": "{t} y {u}",
    "values": """10: diez
        11: once
        12: doce
        13: trece
        14: catorce
        15: quince
        16: dieciséis
        17: diecisiete
        18: dieciocho
        19: diecinueve
        21: veintiuno
        22: veintidós
        23: veintitrés
        24: veinticuatro
        25: veinticinco
        26: veintiséis
        27: veintisiete
        28: veintiocho
        29: veintinueve
        100: cien, ciento
        200: doscientos
        300: trescientos
        400: cuatrocientos
        500: quinientos
        600: seiscientos
        700: setecientos
        800: ochocientos
        900: novecientos""",
    "scales": """1e3: mil
        1e6: millón, millones""",
    "joins": "",
    "vague": """10: decenas
        100: cientos, centenares
        1e3: miles
        1e4: decenas de miles
        1e5: cientos de miles""",
    "ordinals": """1: primera, primer
        2: segunda, segundo
        3: tercera, tercer""",
    "before": """about: unos, unas, alrededor de, aproximadamente, en torno a
        nearly: casi, cerca de
        over: más de
        at least: al menos, por lo menos, como mínimo
        under: menos de
        at most: hasta, como máximo, no más de""",
    "after": "",
    "small": "de del y en a al por para con que han son es fueron eran o el la los las un una desde",
    "of": "de",
    "adjectives": "",
    "to": "a",
}

ITALIAN: Table = {
    "ones": "uno due tre quattro cinque sei sette otto nove",
    "tens": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "join": "{t}{u}",
    "values": """10: dieci
        11: undici
        12: dodici
        13: tredici
        14: quattordici
        15: quindici
        16: sedici
        17: diciassette
        18: diciotto
        19: diciannove
        100: cento
        200: duecento
        300: trecento
        400: quattrocento
        500: cinquecento
        600: seicento
        700: settecento
        800: ottocento
        900: novecento""",
    "scales": """1e3: mila, mille
        1e6: milione, milioni
        1e9: miliardo, miliardi""",
    "joins": "",
    "vague": """10: decine
        100: centinaia
        1e3: migliaia
        1e4: decine di migliaia
        1e5: centinaia di migliaia""",
    "ordinals": """1: prima volta
        2: seconda, secondo
        3: terza, terzo""",
    "before": """about: circa, intorno a, attorno a, all'incirca
        nearly: quasi
        over: oltre, più di
        at least: almeno
        under: meno di
        at most: fino a, al massimo, non più di""",
    "after": "",
    "small": "di del dei e in a al da dal per con che hanno sono è ha erano o il la i gli le un una",
    "of": "di dei delle",
    "adjectives": "",
    "to": "a",
}
