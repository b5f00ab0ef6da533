"""Month names, weekdays and words for relative time, by language.

English is read by patterns of its own as well; the other languages write the day before the month, so a table is enough.
Serbian stands for Bosnian, Croatian and Montenegrin too, in both scripts. Forms without diacritics are added to all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

_CYRILLIC = (
    ("dž", "џ"), ("lj", "љ"), ("nj", "њ"), ("a", "а"), ("b", "б"), ("c", "ц"), ("č", "ч"), ("ć", "ћ"), ("d", "д"),
    ("đ", "ђ"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "ј"), ("k", "к"), ("l", "л"),
    ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("š", "ш"), ("t", "т"), ("u", "у"),
    ("v", "в"), ("z", "з"), ("ž", "ж"),
)  # fmt: skip


def cyrillic(word: str) -> str:
    """A Serbian word in Cyrillic script."""
    for latin, letter in _CYRILLIC:
        word = word.replace(latin, letter)
    return word


def plain(word: str) -> str:
    """The word as it is typed without diacritics."""
    word = unicodedata.normalize("NFKD", word.replace("đ", "dj"))
    return "".join(letter for letter in word if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Language:
    """What the reader needs of one language. All words are lower case; the strings named `*_re` are regular expressions.

    `phrases` give a unit of time and an offset ("yesterday": day, -1); the unit "vague" has none,
    and "skip" is no date at all ("am Morgen"). `ago_re` and `ahead_re`
    hold `{n}` (a count) and `{u}` (a unit). `near_re` are prepositions that make a bare month a date, `year_re` those that
    make four digits a year; `year_after_re` are words behind a year.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    phrases: Mapping[str, tuple[str, int]]
    ago_re: str
    ahead_re: str
    vague_re: str
    of_re: str
    near_re: str
    year_re: str
    year_after_re: str
    past_re: str
    future_re: str
    pasts_re: str = r"(?!)"


def _table(rows: str, first: int = 1) -> dict[str, int]:
    """Rows of forms, one number each: "january jan | february feb"."""
    return {form.replace("_", " "): at for at, row in enumerate(rows.split("|"), first) for form in row.split()}


def _units(**rows: str) -> dict[str, str]:
    return {form: unit for unit, forms in rows.items() for form in forms.split()}


def _phrases(rows: str) -> dict[str, tuple[str, int]]:
    """Lines of "unit offset: phrase, phrase"."""
    found = {}
    for line in rows.strip().splitlines():
        head, _, tail = line.partition(":")
        unit, offset = head.split()
        found.update({phrase.strip(): (unit, int(offset)) for phrase in tail.split(",")})
    return found


def _counts(row: str) -> dict[str, int]:
    return {form: at for at, forms in enumerate(row.split(), 1) for form in forms.split("/")}


_ENGLISH_MONTHS = _table(
    "january jan | february feb | march mar | april apr | may | june jun | july jul | august aug | september sept sep"
    " | october oct | november nov | december dec"
)
_ENGLISH = Language(
    months=_ENGLISH_MONTHS,
    weekdays=_table("monday mon. | tuesday tues. tue. | wednesday wed. | thursday thurs. thur. thu. | friday fri. | saturday sat. | sunday sun.", 0),
    units=_units(hour="hour hours", day="day days", week="week weeks", month="month months", year="year years", decade="decade decades"),
    counts=_counts("one/a/an two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100, "one hundred": 100},
    phrases=_phrases(
        """day 0: today, tonight, this morning, this afternoon, this evening
        day -1: yesterday, last night
        day 1: tomorrow
        day -2: the day before yesterday
        day 2: the day after tomorrow
        week -1: last week, last weekend
        week 0: this week, earlier this week, later this week, this weekend, this past weekend
        week 1: next week, next weekend
        month -1: last month
        month 0: this month, earlier this month, later this month
        month 1: next month
        year -1: last year
        year 0: this year, earlier this year, later this year
        year 1: next year
        vague 0: recently, the past year, the past week, the past month, the last year, the last week, the last month, the next year, the next week, the next month"""
    ),
    ago_re=r"{n} {u} ago",
    ahead_re=r"in {n} {u}(?:['’]s?)?(?: time)?",
    vague_re=r"(?:(?:just |only )?(?:a few|a couple of|several|some|many|few|these) )?(?:minutes|hours|days|weeks|months|years|decades|centuries) ago|long ago"
    r"|in (?:the )?(?:recent|coming|past|last|next|previous|following)(?: few| several)? (?:hours|days|weeks|months|years|decades)",
    of_re=r"(?:of\s+)?",
    near_re=r"in|during|since|until|till|by|late|early|mid|last|next|this|end of|middle of|beginning of|start of|through|throughout|before|after|from|between",
    year_re=r"in|since|during|by|until|till|early|mid|late|end of|start of|beginning of|middle of|the year|of the year|years|year|season|summer|winter|spring|autumn|fall|circa|back in"
    r"|compared (?:with|to)|than|throughout|q[1-4]|quarter of",
    year_after_re=r"(?!)",
    past_re=r"(?!)",
    future_re=r"(?!)",
)  # fmt: skip

_ALBANIAN = Language(
    months={
        stem + ending: at
        for at, (stem, endings) in enumerate(
            (("janar", "i"), ("shkurt", "i"), ("mars", "i"), ("prill", "i"), ("maj", "i"), ("qershor", "i"), ("korrik", "u"),
             ("gusht", "i"), ("shtator", "i"), ("tetor", "i"), ("nëntor", "i"), ("dhjetor", "i")), 1)
        for ending in ("", endings, endings + "t", endings + "n")
    },
    weekdays={
        f"{article} {stem}{ending}": at
        for at, stem in enumerate("hën mart mërkur enjt premt shtun diel".split())
        for article in ("e", "të")
        for ending in ("ë", "a", "ën", "ës", "e", "en", "es", "ja", "")
        if ending or stem == "diel"
    },
    units=_units(hour="orë", day="ditë ditësh", week="javë javësh", month="muaj muajsh", year="vit vjet vite vitesh vjetësh"),
    counts=_counts("një dy tre/tri katër pesë gjashtë shtatë tetë nëntë dhjetë"),
    phrases=_phrases(
        """day 0: sot, sonte, këtë mëngjes
        day -1: dje, mbrëmë
        day 1: nesër
        day -2: pardje
        day 2: pasnesër
        week -1: javën e kaluar, javën e shkuar
        week 0: këtë javë
        week 1: javën e ardhshme, javën tjetër
        month -1: muajin e kaluar, muajin e shkuar
        month 0: këtë muaj
        month 1: muajin e ardhshëm, muajin tjetër
        year -1: vitin e kaluar, vitin e shkuar
        year 0: këtë vit, sivjet
        year 1: vitin e ardhshëm, vitin tjetër
        vague 0: kohët e fundit, së fundmi, ditë më parë, javë më parë, muaj më parë, vite më parë"""
    ),
    ago_re=r"(?:para {n} {u}|{n} {u} më parë)",
    ahead_re=r"pas {n} {u}",
    vague_re=r"para disa (?:ditësh|javësh|muajsh|vitesh|vjetësh)",
    of_re=r"(?:të\s+)?",
    near_re=r"në|gjatë|deri në|që nga|nga|prej|muajin|muajit|fund të|fillim të|mes të",
    year_re=r"në|gjatë|deri në|që nga|nga|prej|viti|vitit|vitin|vitet|të|pas|para",
    year_after_re=r"(?!)",
    past_re=r"tha|thanë|(?<!të )u\s+\w+|(?:ka|kanë|kishte|kishin)\s+\w+(?:uar|ur|rë|në)|ishte|ishin|mbajti|mbajtën|vrau|erdhi|erdhën|shkoi|\w{3,}(?:oi|uan)",
    future_re=r"do\s+të|do\s+ta|pritet|priten|planifikohet|parashikohet|parashihet",
)  # fmt: skip


def _serbian_forms(words: Mapping[str, int]) -> dict[str, int]:
    return {**words, **{cyrillic(word): at for word, at in words.items()}}


_SERBIAN = Language(
    months=_serbian_forms(_table(
        "januar januara januaru siječanj siječnja siječnju | februar februara februaru veljača veljače veljači"
        " | mart marta martu ožujak ožujka ožujku | april aprila aprilu travanj travnja travnju"
        " | maj maja maju svibanj svibnja svibnju | jun juna junu juni lipanj lipnja lipnju"
        " | jul jula julu juli srpanj srpnja srpnju | avgust avgusta avgustu august augusta augustu kolovoz kolovoza kolovozu"
        " | septembar septembra septembru rujan rujna rujnu | oktobar oktobra oktobru listopad listopada listopadu"
        " | novembar novembra novembru studeni studenog studenoga studenom | decembar decembra decembru prosinac prosinca prosincu")),
    weekdays=_serbian_forms(_table(
        "ponedeljak ponedeljka ponedeljku ponedjeljak ponedjeljka | utorak utorka utorku | sreda srede u_sredu srijeda srijede u_srijedu"
        " | četvrtak četvrtka četvrtku | petak petka petku | subota subote subotu | u_nedelju u_nedjelju", 0)),
    units=_units(hour="sat sata sati сат сата сати", day="dan dana дан дана", week="nedelju nedelje nedelja sedmicu sedmice sedmica недељу недеље недеља",
                 month="mesec meseca meseci mjesec mjeseca mjeseci месец месеца месеци", year="godinu godine godina годину године година"),
    counts=_serbian_forms(_counts("jedan/jednu/jedna dva/dve/dvije tri četiri pet šest sedam osam devet deset")),
    phrases={
        spelt: value
        for phrase, value in _phrases(
            """day 0: danas, večeras, jutros
            day -1: juče, jučer, sinoć
            day 1: sutra
            day -2: prekjuče, prekjučer
            day 2: preksutra
            week -1: prošle nedelje, prošle nedjelje, prošle sedmice, prošli tjedan
            week 0: ove nedelje, ove nedjelje, ove sedmice
            week 1: sledeće nedelje, sljedeće nedjelje, sljedeće sedmice, naredne nedelje, naredne sedmice
            month -1: prošlog meseca, prošlog mjeseca
            month 0: ovog meseca, ovog mjeseca
            month 1: sledećeg meseca, sljedećeg mjeseca, narednog meseca
            year -1: prošle godine, lane
            year 0: ove godine
            year 1: sledeće godine, sljedeće godine, naredne godine, iduće godine
            vague 0: nedavno, pre nekoliko dana, prije nekoliko dana, pre nekoliko meseci, pre nekoliko godina"""
        ).items()
        for spelt in (phrase, cyrillic(phrase))
    },
    ago_re=r"(?:pre|prije|пре|прије) {n} {u}",
    ahead_re=r"(?:za|за) {n} {u}",
    vague_re=r"(?!)",
    of_re=r"",
    near_re=r"u|tokom|od|do|početkom|krajem|sredinom|u toku|у|током|од|до|почетком|крајем|средином",
    year_re=r"u|od|do|tokom|krajem|početkom|sredinom|iz|za|у|од|до|током|крајем|почетком|средином|из|за",
    year_after_re=r"\.?\s+(?:godin[eaiu]|god\.|годин[еаиу]|год\.|г\.)",
    past_re=r"bi(?:o|la|li|lo)|би(?:о|ла|ли|ло)|(?!radio|studio|video|радио|студио|видео)\w{3,}(?:ao|io|eo|ala|ila|ela|ali|ili|eli|alo|ilo|elo|ао|ио|ео|ала|ила|ела|али|или|ели|ало|ило|ело)",
    future_re=r"(?:će|ce|biće|bit\s+će|ћe|ће|биће|treba\s+da|треба\s+да|očekuje\s+se|очекује\s+се)|\w{3,}(?:aće|iće|аће|иће)",
)  # fmt: skip

_GERMAN = Language(
    months=_table("januar jänner jan | februar feber feb | märz | april | mai | juni | juli | august | september sept | oktober okt | november nov | dezember dez"),
    weekdays=_table("montag montags | dienstag | mittwoch | donnerstag | freitag | samstag sonnabend | sonntag", 0),
    units=_units(hour="stunde stunden", day="tag tage tagen", week="woche wochen", month="monat monate monaten", year="jahr jahre jahren"),
    counts=_counts("einem/einer/einen/ein/eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    phrases=_phrases(
        """day 0: heute, heute morgen, heute abend
        day -1: gestern
        day 1: morgen
        day -2: vorgestern
        day 2: übermorgen
        week -1: letzte woche, vergangene woche, vorige woche, in der vergangenen woche, vergangenen woche
        week 0: diese woche, in dieser woche
        week 1: nächste woche, kommende woche, kommenden woche
        month -1: letzten monat, vergangenen monat, im vergangenen monat
        month 0: diesen monat, in diesem monat
        month 1: nächsten monat, kommenden monat
        year -1: letztes jahr, letzten jahr, vergangenes jahr, vergangenen jahr, voriges jahr, vorigen jahr
        year 0: dieses jahr, diesem jahr, heuer
        year 1: nächstes jahr, nächsten jahr, kommendes jahr, kommenden jahr
        vague 0: kürzlich, vor kurzem, neulich, vor einigen tagen, vor wenigen tagen, vor einigen wochen, vor einigen jahren
        skip 0: am morgen, guten morgen, jeden morgen, der morgen, den morgen, dem morgen"""
    ),
    ago_re=r"vor {n} {u}",
    ahead_re=r"in {n} {u}",
    vague_re=r"(?!)",
    of_re=r"",
    near_re=r"im|seit|bis|ende|anfang|mitte|ab|von|vom|im laufe des",
    year_re=r"im jahr|im jahre|seit|bis|ende|anfang|mitte|jahr|jahres|von|zwischen|in|ab|vor|nach|und|sommer|winter|herbst|frühjahr",
    year_after_re=r"(?!)",
    past_re=r"hat|haben|hatte|hatten|war|waren|wurde|wurden|sagte|sagten|teilte|teilten|traf|trafen|erklärte|erklärten|kam|kamen|ging|fand|fanden|gab|besuchte|kündigte|forderte|starb|starben|tötete|landete|reiste",
    future_re=r"wird|werden|soll|sollen|will|wollen",
)  # fmt: skip

_FRENCH = Language(
    months=_table("janvier janv | février févr | mars | avril | mai | juin | juillet | août aout | septembre sept | octobre oct | novembre nov | décembre déc"),
    weekdays=_table("lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche", 0),
    units=_units(hour="heure heures", day="jour jours", week="semaine semaines", month="mois", year="an ans année années"),
    counts=_counts("un/une deux trois quatre cinq six sept huit neuf dix onze douze"),
    phrases=_phrases(
        """day 0: aujourd'hui, aujourd’hui, ce matin, ce soir
        day -1: hier
        day 1: demain
        day -2: avant-hier
        day 2: après-demain
        week -1: la semaine dernière, la semaine passée
        week 0: cette semaine
        week 1: la semaine prochaine
        month -1: le mois dernier
        month 0: ce mois-ci
        month 1: le mois prochain
        year -1: l'an dernier, l’an dernier, l'année dernière, l’année dernière
        year 0: cette année
        year 1: l'an prochain, l’an prochain, l'année prochaine, l’année prochaine
        vague 0: récemment, il y a quelques jours, il y a quelques semaines, il y a quelques mois, il y a quelques années"""
    ),
    ago_re=r"il y a {n} {u}",
    ahead_re=r"dans {n} {u}",
    vague_re=r"(?!)",
    of_re=r"",
    near_re=r"en|depuis|début|fin|mi|au mois de|du mois de|de|dès|courant",
    year_re=r"en|depuis|de|fin|début|dès|jusqu'en|jusqu’en|année|l'année|l’année|été|hiver|printemps|automne|entre|et|à",
    year_after_re=r"(?!)",
    past_re=r"(?:(?<!y )a|ont)\s+(?:\w+\s+)?\w+(?:é|i|u|is|it|ert)|était|étaient|avait|avaient|est\s+\w+é|sont\s+\w+és|fut",
    future_re=r"sera|seront|va|vont|doit|doivent|devrait|\w{3,}(?:era|eront|ira|iront)",
)  # fmt: skip

_SPANISH = Language(
    months=_table("enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre setiembre | octubre | noviembre | diciembre"),
    weekdays=_table("lunes | martes | miércoles | jueves | viernes | sábado | domingo", 0),
    units=_units(hour="hora horas", day="día días", week="semana semanas", month="mes meses", year="año años"),
    counts=_counts("un/una/uno dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    phrases=_phrases(
        """day 0: hoy, esta mañana, esta tarde, esta noche
        day -1: ayer, anoche
        day 1: mañana
        day -2: anteayer, antes de ayer
        day 2: pasado mañana
        week -1: la semana pasada
        week 0: esta semana
        week 1: la próxima semana, la semana próxima, la semana que viene
        month -1: el mes pasado
        month 0: este mes
        month 1: el próximo mes, el mes próximo, el mes que viene
        year -1: el año pasado
        year 0: este año
        year 1: el próximo año, el año próximo, el año que viene
        vague 0: recientemente, hace unos días, hace unas semanas, hace unos meses, hace unos años
        skip 0: la mañana, una mañana"""
    ),
    ago_re=r"hace {n} {u}",
    ahead_re=r"dentro de {n} {u}",
    vague_re=r"(?!)",
    of_re=r"(?:de\s+)?",
    near_re=r"en|desde|hasta|durante|de|del|mediados de|finales de|principios de",
    year_re=r"en|desde|hasta|durante|de|del|año|año de|entre|y|a",
    year_after_re=r"(?!)",
    past_re=r"ha|han|fue|fueron|era|había|dijo|visitó|\w{3,}(?:ó|aron|ieron)",
    future_re=r"será|serán|va\s+a|van\s+a|\w{3,}(?:rá|rán)",
)  # fmt: skip

_ITALIAN = Language(
    months=_table("gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre | ottobre | novembre | dicembre"),
    weekdays=_table("lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica", 0),
    units=_units(hour="ora ore", day="giorno giorni", week="settimana settimane", month="mese mesi", year="anno anni"),
    counts=_counts("un/una/uno due tre quattro cinque sei sette otto nove dieci undici dodici"),
    phrases=_phrases(
        """day 0: oggi, stamattina, stasera
        day -1: ieri
        day 1: domani
        day -2: l'altro ieri, l’altro ieri
        day 2: dopodomani
        week -1: la settimana scorsa, la scorsa settimana, settimana scorsa
        week 0: questa settimana
        week 1: la settimana prossima, la prossima settimana
        month -1: il mese scorso, lo scorso mese
        month 0: questo mese
        month 1: il mese prossimo, il prossimo mese
        year -1: l'anno scorso, l’anno scorso, lo scorso anno
        year 0: quest'anno, quest’anno
        year 1: l'anno prossimo, l’anno prossimo, il prossimo anno
        vague 0: recentemente, di recente, alcuni giorni fa, pochi giorni fa, alcune settimane fa, alcuni mesi fa, alcuni anni fa"""
    ),
    ago_re=r"{n} {u} fa",
    ahead_re=r"(?:tra|fra) {n} {u}",
    vague_re=r"(?!)",
    of_re=r"(?:di\s+)?",
    near_re=r"a|in|da|fino a|dal mese di|nel mese di|di|metà|fine|inizio",
    year_re=r"nel|dal|del|al|anno|fino al|fine|inizio|metà|tra il|e il|durante il",
    year_after_re=r"(?!)",
    past_re=r"(?:ha|hanno)\s+(?:\w+\s+)?\w+(?:to|so)|è\s+stat[oa]|sono\s+stat[ie]|era|erano|fu|aveva",
    future_re=r"sarà|saranno|\w{3,}(?:erà|eranno|irà|iranno)|deve|dovrebbe",
)  # fmt: skip

_BY_CODE = {
    "en": _ENGLISH, "sq": _ALBANIAN, "sr": _SERBIAN, "bs": _SERBIAN, "hr": _SERBIAN, "me": _SERBIAN, "cnr": _SERBIAN, "sh": _SERBIAN,
    "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "it": _ITALIAN,
}  # fmt: skip


def primary(language: str | None) -> str:
    """The language of an IETF tag ("sr-Cyrl" -> "sr"); English where none is given."""
    return (language or "en").replace("_", "-").split("-")[0].lower()


@cache
def language_of(code: str) -> Language | None:
    """The tables of a language by its primary subtag, with forms without diacritics; None where there are none."""
    found = _BY_CODE.get(code)
    if found is None or found is _ENGLISH:
        return found

    def both(words: Mapping[str, object]) -> Mapping[str, object]:
        return MappingProxyType({**{plain(word): value for word, value in words.items()}, **words})

    return Language(
        **{
            name: both(value) if isinstance(value, Mapping) else value
            for name in Language.__slots__
            for value in (getattr(found, name),)
        }
    )
