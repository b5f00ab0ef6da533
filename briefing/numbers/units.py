"""Units, currencies and what makes a figure a percentage: words to canonical symbols."""

from __future__ import annotations

from briefing.dates.tables import cyrillic, plain


def _table(rows: str) -> dict[str, str]:
    """Lines of "symbol: words, words"."""
    found = {}
    for line in rows.strip().splitlines():
        head, _, tail = line.partition(":")
        found.update({word.strip(): head.strip() for word in tail.split(",")})
    return found


DURATIONS = frozenset(("s", "min", "h", "day", "week", "month", "year", "decade", "century"))

# Tons and tonnes are one unit: news writes either for 1,000 kg.
_ENGLISH = _table(
    """%: %, per cent, percent, pct, pct., pc, ٪
    pp: percentage points, percentage point, percentage-point, pp, pct points, per cent points, percent points
    bp: basis points, basis point, bps
    km2: square kilometres, square kilometers, square kilometre, square kilometer, sq km, sq. km, km², km2
    m2: square metres, square meters, square metre, square meter, sq m, m², m2, sqm
    mi2: square miles, square mile, sq miles
    ft2: square feet, square foot, sq ft
    m3: cubic metres, cubic meters, m³
    km/h: km/h, kmh, kph, kilometres per hour, kilometers per hour, kilometres an hour, kilometers an hour
    km/h: km an hour, km per hour
    mph: mph, miles per hour, miles an hour
    km: km, kms, kilometres, kilometers, kilometre, kilometer
    m: metres, meters, metre, meter, m
    cm: cm, centimetres, centimeters, centimetre, centimeter
    mm: mm, millimetres, millimeters, millimetre, millimeter
    mi: miles, mile
    ft: feet, foot, ft
    in: inches, inch
    yd: yards, yard
    ha: hectares, hectare, ha
    ac: acres, acre
    kg: kg, kgs, kilograms, kilogrammes, kilogram, kilogramme, kilos, kilo
    g: grams, grammes, gram
    t: tonnes, tons, tonne, ton, metric tons, metric tonnes
    lb: lbs, lb
    oz: ounces, ounce
    l: litres, liters, litre, liter
    kW: kw, kilowatts
    MW: mw, megawatts, megawatt
    GW: gw, gigawatts, gigawatt
    kWh: kwh, kilowatt-hours, kilowatt hours
    MWh: mwh, megawatt-hours, megawatt hours
    GWh: gwh, gigawatt-hours, gigawatt hours
    TWh: twh, terawatt-hours, terawatt hours
    kV: kv, kilovolts
    °C: °c, ° c, degrees celsius, degrees centigrade, degree celsius, celsius, ºc
    °F: °f, ° f, degrees fahrenheit, degree fahrenheit, fahrenheit
    °: degrees, degree, °
    kB: kilobytes
    MB: mb, megabytes
    GB: gb, gigabytes
    TB: tb, terabytes
    magnitude: magnitude
    s: seconds, secs, sec, second
    min: minutes, minute, mins, min
    h: hours, hour, hrs, hr
    day: days, day
    week: weeks, week, wks, wk
    month: months, month
    year: years, year, yrs, yr
    decade: decades, decade
    century: centuries, century"""
)
_SR = _table(
    """%: odsto, posto, procenata, procenta, procenat, postotaka
    km: kilometara, kilometra, kilometar
    m: metara, metra
    kg: kilograma, kilogram
    t: tona, tone
    ha: hektara
    h: sati, sata, sat, časova, časa
    min: minuta, minut
    day: dana, dan
    week: nedelja, nedelje, nedelju, sedmica, sedmice, tjedana
    month: meseci, meseca, mesec, mjeseci, mjeseca
    year: godina, godine, godinu"""
)
_BY_CODE = {
    "en": _ENGLISH,
    "sr": _SR | {cyrillic(word): unit for word, unit in _SR.items()} | {"км": "km", "м": "m", "кг": "kg"},
    "sq": _table(
        """%: për qind, përqind, për qindësh
        km: kilometra, kilometër
        m: metra, metër
        kg: kilogramë
        t: tonë, ton, tonelata
        ha: hektarë
        h: orë, orësh
        min: minuta, minutë
        day: ditë, ditësh, ditor, ditore
        week: javë, javësh
        month: muaj, muajsh
        year: vjet, vite, vjeç, vit, vitesh, vjeçar, vjeçare"""
    ),
    "de": _table(
        """%: prozent, v. h.
        pp: prozentpunkte, prozentpunkten
        km: kilometer, kilometern
        m: meter, metern
        kg: kilogramm
        t: tonnen, tonne
        ha: hektar
        h: stunden, stunde
        min: minuten, minute
        day: tage, tagen, tag
        week: wochen, woche
        month: monate, monaten, monat
        year: jahre, jahren, jahr"""
    ),
    "fr": _table(
        """%: pour cent
        km: kilomètres
        m: mètres
        kg: kilogrammes, kilos
        t: tonnes, tonne
        ha: hectares
        h: heures, heure
        min: minutes, minute
        day: jours, jour
        week: semaines, semaine
        month: mois
        year: ans, an, années, année"""
    ),
    "es": _table(
        """%: por ciento
        km: kilómetros
        m: metros
        kg: kilogramos, kilos
        t: toneladas
        ha: hectáreas
        h: horas, hora
        min: minutos, minuto
        day: días, día
        week: semanas, semana
        month: meses, mes
        year: años, año"""
    ),
    "it": _table(
        """%: per cento
        km: chilometri
        m: metri
        kg: chilogrammi, chili
        t: tonnellate
        ha: ettari
        h: ore, ora
        min: minuti, minuto
        day: giorni, giorno
        week: settimane, settimana
        month: mesi, mese
        year: anni, anno"""
    ),
}
_SYMBOLS = {word: unit for word, unit in _ENGLISH.items() if len(word) <= 3 or word in ("km/h",)} | {
    "m": "m"
}  # kg, km²: the same in all


def units_of(code: str) -> dict[str, str]:
    """Unit words of a language with the symbols that all share."""
    code = {"bs": "sr", "hr": "sr", "me": "sr", "cnr": "sr", "sh": "sr"}.get(code, code)
    own = _BY_CODE.get(code, {})
    return dict(own) if code == "en" else _SYMBOLS | {plain(word): unit for word, unit in own.items()} | own


# Prefixes of the dollar sign name the dollar; a bare one is the US dollar in world news.
SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₩": "KRW",
    "$": "USD",
}
DOLLARS = {
    "us": "USD",
    "u.s. ": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "hk": "HKD",
    "nz": "NZD",
    "s": "SGD",
    "nt": "TWD",
}
CODES = (
    "usd eur gbp chf rsd all bam mkd try jpy cny inr rub uah pln huf ron bgn czk sek nok dkk aud cad nzd ils krw "
    "brl zar"
).split()
MONEY = _table(
    """USD: us dollars, u.s. dollars, american dollars, dollars, dollar, us dollar
    USD: dollarë, dolara, dolari, dollari, dólares, долара
    AUD: australian dollars
    CAD: canadian dollars
    HKD: hong kong dollars
    SGD: singapore dollars
    EUR: euros, euro, eura, evra, €, eurove, eurosh, евра
    GBP: pounds sterling, british pounds, pounds, pound, sterling, £, funte
    CHF: swiss francs, franchi svizzeri
    JPY: yen
    CNY: yuan, renminbi
    INR: rupees, rupee
    RUB: roubles, rubles, rouble, ruble, rubalja
    RSD: serbian dinars, dinars, dinara, dinarë, динара
    ALL: lek, lekë, leks
    MKD: denars, denarë, denara
    BAM: convertible marks, maraka, km
    TRY: turkish lira, lira, liras
    UAH: hryvnia, hryvnias
    ILS: shekels, shekel
    krone: kroner, krone, kronor, krona, kronur, crowns
    peso: pesos
    franc: francs
    PLN: zlotys, zloty
    HUF: forints, forint
    dirham: dirhams
    riyal: riyals, rials
    shilling: shillings
    NGN: naira
    THB: baht
    cent: cents, cent, pence, penny, paise, paisa, kopecks"""
)
# "km" is kilometres; the Bosnian mark is written KM in capitals, which the finder looks for.
del MONEY["km"]
