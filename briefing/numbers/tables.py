"""Number words and qualifiers of each language, as text: lines of "value: words" or "class: words".

`tens` and `ones` make the numbers from 21 to 99 by `join`. English "a", "one", "half" and the like have their own
reading in `special`; elsewhere the word for one is also the article, so it is left out.
"""

from __future__ import annotations

from typing import TypedDict


class Table(TypedDict):
    """See `Lexicon` for the meaning of the fields."""

    ones: str
    tens: str
    join: str
    values: str
    scales: str
    joins: str
    vague: str
    ordinals: str
    before: str
    after: str
    small: str
    of: str
    adjectives: str
    to: str


ENGLISH: Table = {
    "ones": "one two three four five six seven eight nine",
    "tens": "twenty thirty forty fifty sixty seventy eighty ninety",
    "join": "",
    "values": """0: zero
        10: ten
        11: eleven
        12: twelve
        13: thirteen
        14: fourteen
        15: fifteen
        16: sixteen
        17: seventeen
        18: eighteen
        19: nineteen""",
    "scales": """12: dozen
        100: hundred
        1e3: thousand
        1e5: lakh
        1e6: million, mn, mln, mio
        1e7: crore
        1e9: billion, bn
        1e12: trillion, tn, trn""",
    "joins": "and",
    "vague": """12: dozens
        20: scores
        100: hundreds
        1e3: thousands
        1e4: tens of thousands
        1e5: hundreds of thousands
        1e6: millions
        1e7: tens of millions
        1e8: hundreds of millions
        1e9: billions
        1e10: tens of billions
        1e11: hundreds of billions
        1e12: trillions""",
    "ordinals": """1: first
        2: second
        3: third
        4: fourth
        5: fifth
        6: sixth
        7: seventh
        8: eighth
        9: ninth
        10: tenth
        11: eleventh
        12: twelfth
        13: thirteenth
        14: fourteenth
        15: fifteenth
        16: sixteenth
        17: seventeenth
        18: eighteenth
        19: nineteenth
        20: twentieth
        30: thirtieth
        40: fortieth
        50: fiftieth
        60: sixtieth
        100: hundredth""",
    "before": """about: about, around, roughly, approximately, approx, approx., circa, ca., ca, c., some, an estimated
        about: estimated, in the region of, in the order of, estimated at, estimated to be
        nearly: nearly, almost, close to, just short of, approaching, as good as
        over: over, more than, above, in excess of, exceeding, upwards of, upward of, greater than, higher than
        over: north of, longer than, older than, bigger than, larger than
        at least: at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum of
        at least: a minimum, no younger than, a good
        under: under, less than, fewer than, below, lower than, younger than, smaller than, shorter than
        at most: up to, at most, as many as, as much as, no more than, not more than, a maximum of, maximum of
        at most: a maximum, not over, no longer than, at the most, a max of, no later than""",
    "after": """about: or so, -odd, odd, or thereabouts, approximately
        over: -plus, plus, +
        at least: or more, and more, or over, and over, and above, or above, and older, or older, at least, and up
        at least: upwards
        at most: or less, or fewer, at most, or younger, and under, or under, at the most""",
    "small": "",
    "of": "of",
    "adjectives": "",
    "to": "to",
}

ALBANIAN: Table = {
    "ones": "një dy tre katër pesë gjashtë shtatë tetë nëntë",
    "tens": "njëzet tridhjetë dyzet pesëdhjetë gjashtëdhjetë shtatëdhjetë tetëdhjetë nëntëdhjetë",
    "join": "{t} e {u}",
    "values": """3: tri
        10: dhjetë
        11: njëmbëdhjetë
        12: dymbëdhjetë
        13: trembëdhjetë
        14: katërmbëdhjetë
        15: pesëmbëdhjetë
        16: gjashtëmbëdhjetë
        17: shtatëmbëdhjetë
        18: tetëmbëdhjetë
        19: nëntëmbëdhjetë
        40: katërdhjetë
        100: njëqind
        200: dyqind
        300: treqind, triqind
        400: katërqind
        500: pesëqind
        600: gjashtëqind
        700: shtatëqind
        800: tetëqind
        900: nëntëqind""",
    "scales": """1e3: mijë
        1e6: milion, milionë, milionësh, mln
        1e9: miliard, miliardë, mld""",
    "joins": "e",
    "vague": """10: dhjetëra
        100: qindra
        1e3: mijëra
        1e4: dhjetëra mijëra
        1e5: qindra mijëra
        1e6: miliona""",
    "ordinals": """1: i parë, e parë, herë të parë
        2: i dytë, e dytë
        3: i tretë, e tretë
        4: i katërt, e katërt""",
    "before": """about: rreth, afro, afërsisht, përafërsisht, rreth e rrotull, diku rreth, nja, mesatarisht
        nearly: gati, gati se, pothuajse, thuajse
        over: mbi, më shumë se, më tepër se, tej
        at least: të paktën, së paku, jo më pak se, minimumi, paku
        under: nën, më pak se
        at most: deri në, deri, jo më shumë se, maksimumi, më së shumti""",
    "after": "",
    "small": "të e i në nga për me dhe që u ka kanë janë është ishin ishte do si më mbi pas para gjatë deri se as ose "
    "por këtë kësaj së vetëm tjera tjerë",
    "of": "nga prej",
    "adjectives": "",
    "to": "deri(?: në)?",
}

SERBIAN: Table = {
    "ones": "jedan dva tri četiri pet šest sedam osam devet",
    "tens": "dvadeset trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset",
    "join": "{t} {u}|{t} i {u}",
    "values": """2: dve, dvije
        10: deset
        11: jedanaest
        12: dvanaest
        13: trinaest
        14: četrnaest
        15: petnaest
        16: šesnaest
        17: sedamnaest
        18: osamnaest
        19: devetnaest
        100: sto, stotinu
        200: dvesta, dvjesta, dve stotine, dvije stotine
        300: trista, tri stotine
        400: četiristo
        500: petsto
        600: šesto, šeststo
        700: sedamsto
        800: osamsto
        900: devetsto""",
    "scales": """1e3: hiljada, hiljadu, hiljade, tisuća, tisuću, tisuće
        1e6: milion, miliona, milijun, milijuna, mil.
        1e9: milijarda, milijarde, milijardi, milijardu, mlrd, mlrd.""",
    "joins": "i и",
    "vague": """10: desetine, desetak
        100: stotine, stotinak
        1e3: hiljade
        1e4: desetine hiljada
        1e5: stotine hiljada
        1e6: milioni""",
    "ordinals": """1: prvi put, prvi, prva, prvo
        2: drugi put, drugi, druga
        3: treći put, treći, treća
        4: četvrti, četvrta
        5: peti""",
    "before": """about: oko, otprilike, približno, nekih, cirka
        nearly: skoro, gotovo, blizu, zamalo
        over: više od, preko, iznad, veće od, veći od
        at least: najmanje, barem, bar, ne manje od, minimum, minimalno
        under: manje od, ispod
        at most: najviše, ne više od, maksimalno, čak do, i do""",
    "after": "",
    "small": "i u na od za sa je su bi će da do iz po pri o se a ili koji koja koje kao prema još više manje nego što",
    "of": "od",
    "adjectives": r"[^\W\d_]+(?:ih|nih|skih|og|их|них|ских|ог)",
    "to": "do|до",
}
