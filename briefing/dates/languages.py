"""Month names, weekdays and words for relative time, by language.

English is read by patterns of its own as well; the others write the day before the month, so a table is enough.
Serbian stands for Bosnian, Croatian and Montenegrin too, in both scripts. Forms without diacritics are added to all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from briefing.dates import western
from briefing.dates.tables import Language, counts, cyrillic, phrases, plain, table, units

_T = TypeVar("_T")

_ENGLISH_MONTHS = table(
    "january jan | february feb | march mar | april apr | may | june jun | july jul | august aug | september sept sep"
    " | october oct | november nov | december dec"
)
_ENGLISH = Language(
    months=_ENGLISH_MONTHS,
    weekdays=table("monday mon. | tuesday tues. tue. | wednesday wed. | thursday thurs. thur. thu. | friday fri. | "
        "saturday sat. | sunday sun.", 0),
    units=units(hour="hour hours", day="day days", week="week weeks", month="month months", year="year years",
                 decade="decade decades"),
    counts=counts("one/a/an two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty")
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100, "one hundred": 100},
    phrases=phrases(
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
        vague 0: recently, the past year, the past week, the past month, the last year, the last week, the last month
        vague 0: the next year, the next week, the next month"""
    ),
    ago_re=r"{n} {u} ago",
    ahead_re=r"in {n} {u}(?:['’]s?)?(?: time)?",
    vague_re=r"(?:(?:just |only )?(?:a few|a couple of|several|some|many|few|these) )?(?:minutes|hours|days|weeks"
        r"|months|years|decades|centuries) ago|long ago"
    r"|in (?:the )?(?:recent|coming|past|last|next|previous|following)(?: few| several)? (?:hours|days|weeks|months"
    r"|years|decades)",
    of_re=r"(?:of\s+)?",
    near_re=r"in|during|since|until|till|by|late|early|mid|last|next|this|end of|middle of|beginning of|start of"
        r"|through|throughout|before|after|from|between",
    year_re=r"in|since|during|by|until|till|early|mid|late|end of|start of|beginning of|middle of|the year|of the year"
        r"|years|year|season|summer|winter|spring|autumn|fall|circa|back in"
    r"|compared (?:with|to)|than|throughout|q[1-4]|quarter of",
    year_after_re=r"(?!)",
    past_re=r"(?!)",
    future_re=r"(?!)",
    vague_words=frozenset("ago recent coming past last next previous following".split()),
)  # fmt: skip

_ALBANIAN = Language(
    months={
        stem + ending: at
        for at, (stem, endings) in enumerate(
            (("janar", "i"), ("shkurt", "i"), ("mars", "i"), ("prill", "i"), ("maj", "i"), ("qershor", "i"),
             ("korrik", "u"), ("gusht", "i"), ("shtator", "i"), ("tetor", "i"), ("nëntor", "i"), ("dhjetor", "i")), 1)
        for ending in ("", endings, endings + "t", endings + "n")
    },
    weekdays={
        f"{article} {stem}{ending}": at
        for at, stem in enumerate("hën mart mërkur enjt premt shtun diel".split())
        for article in ("e", "të")
        for ending in ("ë", "a", "ën", "ës", "e", "en", "es", "ja", "")
        if ending or stem == "diel"
    },
    units=units(hour="orë", day="ditë ditësh", week="javë javësh", month="muaj muajsh", year="vit vjet vite vitesh "
        "vjetësh"),
    counts=counts("një dy tre/tri katër pesë gjashtë shtatë tetë nëntë dhjetë"),
    phrases=phrases(
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
    past_re=r"tha|thanë|foli|folën|nisi|filloi|doli|dolën|mori|morën|dha|dhanë|bëri|bënë|priti|pritën|arriti|arritën"
        r"|(?<!të )u\s+\w+|(?:ka|kanë|kishte|kishin)\s+\w+(?:uar|ur|rë|në)|ishte|ishin|mbajti|mbajtën|vrau"
        r"|erdhi|erdhën|shkoi|\w{3,}(?:oi|uan)",
    future_re=r"do\s+të|do\s+ta|pritet|priten|planifikohet|parashikohet|parashihet",
    vague_words=frozenset(("disa",)),
)  # fmt: skip


def _serbian_forms(words: Mapping[str, int]) -> dict[str, int]:
    return {**words, **{cyrillic(word): at for word, at in words.items()}}


_SERBIAN = Language(
    months=_serbian_forms(table(
        "januar januara januaru siječanj siječnja siječnju | februar februara februaru veljača veljače veljači"
        " | mart marta martu ožujak ožujka ožujku | april aprila aprilu travanj travnja travnju"
        " | maj maja maju svibanj svibnja svibnju | jun juna junu juni lipanj lipnja lipnju"
        " | jul jula julu juli srpanj srpnja srpnju | avgust avgusta avgustu august augusta augustu kolovoz kolovoza "
        "kolovozu"
        " | septembar septembra septembru rujan rujna rujnu | oktobar oktobra oktobru listopad listopada listopadu"
        " | novembar novembra novembru studeni studenog studenoga studenom | decembar decembra decembru prosinac "
        "prosinca prosincu")),
    weekdays=_serbian_forms(table(
        "ponedeljak ponedeljka ponedeljku ponedjeljak ponedjeljka | utorak utorka utorku | sreda srede u_sredu srijeda "
        "srijede u_srijedu"
        " | četvrtak četvrtka četvrtku | petak petka petku | subota subote subotu | u_nedelju u_nedjelju", 0)),
    units=units(hour="sat sata sati сат сата сати", day="dan dana дан дана", week="nedelju nedelje nedelja sedmicu "
        "sedmice sedmica недељу недеље недеља",
                 month="mesec meseca meseci mjesec mjeseca mjeseci месец месеца месеци", year="godinu godine godina "
                     "годину године година"),
    counts=_serbian_forms(counts("jedan/jednu/jedna dva/dve/dvije tri četiri pet šest sedam osam devet deset")),
    phrases={
        spelt: value
        for phrase, value in phrases(
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
    past_re=r"bi(?:o|la|li|lo)|би(?:о|ла|ли|ло)|(?!radio|studio|video|радио|студио|видео)\w{3,}(?:ao|io|eo|ala|ila|ela"
        r"|ali|ili|eli|alo|ilo|elo|ао|ио|ео|ала|ила|ела|али|или|ели|ало|ило|ело)",
    future_re=r"(?:će|ce|biće|bit\s+će|ћe|ће|биће|treba\s+da|треба\s+да|očekuje\s+se|очекује\s+се)|\w{3,}(?:aće|iće|аће"
        r"|иће)",
)  # fmt: skip

_BY_CODE = {
    "en": _ENGLISH, "sq": _ALBANIAN, "sr": _SERBIAN, "bs": _SERBIAN, "hr": _SERBIAN, "me": _SERBIAN,
    "cnr": _SERBIAN, "sh": _SERBIAN,
    "de": western.GERMAN, "fr": western.FRENCH, "es": western.SPANISH, "it": western.ITALIAN,
}  # fmt: skip


def primary(language: str | None) -> str:
    """The language of an IETF tag ("sr-Cyrl" -> "sr"); English where none is given."""
    if language is None or language == "en":
        return "en"
    return (language or "en").replace("_", "-").split("-")[0].lower()


def _with_plain(words: Mapping[str, _T]) -> dict[str, _T]:
    return {**{plain(word): value for word, value in words.items()}, **words}


@cache
def language_of(code: str) -> Language | None:
    """The tables of a language by its primary subtag, with forms without diacritics; None where there are none."""
    found = _BY_CODE.get(code)
    if found is None or found is _ENGLISH:
        return found

    return replace(
        found,
        months=_with_plain(found.months),
        weekdays=_with_plain(found.weekdays),
        units=_with_plain(found.units),
        counts=_with_plain(found.counts),
        phrases=_with_plain(found.phrases),
    )
