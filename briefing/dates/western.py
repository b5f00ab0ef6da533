"""Tables of German, French, Spanish and Italian."""

from __future__ import annotations

from briefing.dates.tables import Language, counts, phrases, table, units

GERMAN = Language(
    months=table("januar jänner jan | februar feber feb | märz | april | mai | juni | juli | august | september sept "
        "| oktober okt | november nov | dezember dez"),
    weekdays=table("montag montags | dienstag | mittwoch | donnerstag | freitag | samstag sonnabend | sonntag", 0),
    units=units(hour="stunde stunden", day="tag tage tagen", week="woche wochen", month="monat monate monaten",
                 year="jahr jahre jahren"),
    counts=counts("einem/einer/einen/ein/eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    phrases=phrases(
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
        vague 0: kürzlich, vor kurzem, neulich, vor einigen tagen, vor wenigen tagen, vor einigen wochen
        vague 0: vor einigen jahren
        skip 0: am morgen, guten morgen, jeden morgen, der morgen, den morgen, dem morgen"""
    ),
    ago_re=r"vor {n} {u}",
    ahead_re=r"in {n} {u}",
    vague_re=r"(?!)",
    of_re=r"",
    near_re=r"im|seit|bis|ende|anfang|mitte|ab|von|vom|im laufe des",
    year_re=r"im jahr|im jahre|seit|bis|ende|anfang|mitte|jahr|jahres|von|zwischen|in|ab|vor|nach|und|sommer|winter"
        r"|herbst|frühjahr",
    year_after_re=r"(?!)",
    past_re=r"hat|haben|hatte|hatten|war|waren|wurde|wurden|sagte|sagten|teilte|teilten|traf|trafen|erklärte|erklärten"
        r"|kam|kamen|ging|fand|fanden|gab|besuchte|kündigte|forderte|starb|starben|tötete|landete|reiste",
    future_re=r"wird|werden|soll|sollen|will|wollen",
)  # fmt: skip

FRENCH = Language(
    months=table("janvier janv | février févr | mars | avril | mai | juin | juillet | août aout | septembre sept | "
        "octobre oct | novembre nov | décembre déc"),
    weekdays=table("lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche", 0),
    units=units(hour="heure heures", day="jour jours", week="semaine semaines", month="mois", year="an ans année "
        "années"),
    counts=counts("un/une deux trois quatre cinq six sept huit neuf dix onze douze"),
    phrases=phrases(
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
        vague 0: récemment, il y a quelques jours, il y a quelques semaines, il y a quelques mois
        vague 0: il y a quelques années"""
    ),
    ago_re=r"il y a {n} {u}",
    ahead_re=r"dans {n} {u}",
    vague_re=r"(?!)",
    of_re=r"",
    near_re=r"en|depuis|début|fin|mi|au mois de|du mois de|de|dès|courant",
    year_re=r"en|depuis|de|fin|début|dès|jusqu'en|jusqu’en|année|l'année|l’année|été|hiver|printemps|automne|entre|et"
        r"|à",
    year_after_re=r"(?!)",
    past_re=r"(?:(?<!y )a|ont)\s+(?:\w+\s+)?\w+(?:é|i|u|is|it|ert)|était|étaient|avait|avaient|est\s+\w+é|sont\s+\w+és"
        r"|fut",
    future_re=r"sera|seront|va|vont|doit|doivent|devrait|\w{3,}(?:era|eront|ira|iront)",
)  # fmt: skip

SPANISH = Language(
    months=table("enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre setiembre | octubre | "
        "noviembre | diciembre"),
    weekdays=table("lunes | martes | miércoles | jueves | viernes | sábado | domingo", 0),
    units=units(hour="hora horas", day="día días", week="semana semanas", month="mes meses", year="año años"),
    counts=counts("un/una/uno dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    phrases=phrases(
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

ITALIAN = Language(
    months=table("gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre | ottobre | "
        "novembre | dicembre"),
    weekdays=table("lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica", 0),
    units=units(hour="ora ore", day="giorno giorni", week="settimana settimane", month="mese mesi", year="anno anni"),
    counts=counts("un/una/uno due tre quattro cinque sei sette otto nove dieci undici dodici"),
    phrases=phrases(
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
        vague 0: recentemente, di recente, alcuni giorni fa, pochi giorni fa, alcune settimane fa, alcuni mesi fa
        vague 0: alcuni anni fa"""
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
