"""The language of a text by a vote of small words and scripts: no model, no download."""

from __future__ import annotations

import re
from collections import Counter

# Words so frequent that a few sentences hold several, and as far as possible of one language only. Those of Serbian are
# Bosnian, Croatian and Montenegrin too; which of the four it is, `_of_the_four` tells by other words.
_SMALL_WORDS = {
    "en": "the of and to in that is was for on with as it by at from his has have are were be this which not he said",
    "sq": "të në që dhe për me nga një është janë së ka nuk do është kjo ky si u tha por më te ne qe per nje eshte",
    "sr": "je u i na da se za su od koji sa što kao to ili ali nije će bi iz kako koje po o"
    " је у и на да се за су од који са што као то или али није ће би из како које по о",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden hat dass",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce avec sont aux été",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más fue ha sus",
    "it": "di e il che la in un per del è con non una si della le da dei al nel ha sono alla gli anche più ma",
    "pt": "de que e o a do da em um para com não uma os no se na por mais as dos como foi ao das é são",
    "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als bij door maar naar heeft werd",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi en kadar sonra ise var değil ancak dedi",
    "pl": "w i na z się do nie że jest o to jak za po przez od dla są oraz który ale także był",
    "ro": "de și în a la cu nu o că pe din un să care este pentru mai au fost prin sau ale",
    "sl": "je in v na se da za so ki pa z ne po bi tudi kot iz ali od še pri biti",
    "hu": "a az és hogy nem is egy ez meg de volt el csak van mint azt már még szerint",
    "mk": "на и во се да за од е со ќе што како не ги го тоа ја по кои беше",
    "ru": "и в не на что с по как это он к из у за от его для о же но был",
    "uk": "і в не на що з до як це та за у від його для про але є був",
    "bg": "на и да се в за от е с са че по не като това към ще при но беше",
}  # fmt: skip

_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in sorted(set(_words.split())):
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0391-\u03c9]")),
)
_WORD = re.compile(r"[^\W\d_]+")

# The first sentences decide; more text changes nothing but the time it takes.
_SAMPLE = 2000
# Fewer small words than this prove nothing (a headline), ...
_FEWEST = 4
# ... nor does a text of which they are less than this share (names, tables, a language that is not on the list) ...
_LEAST_SHARE = 0.12
# ... nor a winner that is this close to the second.
_LEAD = 1.15

# What parts the four standards: the sound that Serbian writes e, and words that only one of them uses, each by its
# beginning. Montenegrin has no code of two letters; its ISO 639-3 code is cnr.
_IJEKAVIAN = re.compile(
    r"\b(?:prije|vrijem|mjesec|mjest|gdje|ovdje|svijet|uvijek|dijel|cijel|riječ|djec|vijest|vijeć|"
    r"posjet|bezbjedn|predsjed|nedjelj|srijed|ponedjelj|vjer|sjever|slijed|sljedeć|lijep|mjera|mjere|rješ|"
    r"primjer|zahtjev|savjet|uspje|htje|vidje)"
)
_OF_ONE = {
    "hr": re.compile(
        r"\b(?:tijekom|tko\b|nitko|općin|tisuć|tjed(?:an|na|nu|nik)|glede|priopć|izvješć|europ|sveučilišt|točn|"
        r"siječnj|veljač|ožuj|travnj|svibnj|lipnj|srpnj|kolovoz|rujn|listopad|studenog|prosinc|zrakoplov|ravnatelj|"
        r"vlak|tvrtk|hrvat|nazoč|tisk|postrojb)"
    ),
    "bs": re.compile(
        r"\b(?:općin|saopć|hiljad|sedmic|bošnja|sarajev|historij|lahk|sahran|također|evrop|kantona?\b|federacij|"
        r"entitet|zastupnič)"
    ),
    "cnr": re.compile(
        r"\b(?:nijes(?:u|am|mo|te)|crn(?:a|e|oj|u|om) gor|crnogor|podgoric|śutra|śed|źenic|predśed|đe\b|opštin|"
        r"saopšt|budv|cetinj|nikšić|evrop)"
    ),
}

_LEAST_IJEKAVIAN = 2

# ISO 639-2 codes and names that feeds give for the languages above; two-letter codes need no table.
_CODES = {
    "eng": "en", "english": "en", "sqi": "sq", "alb": "sq", "albanian": "sq", "shqip": "sq", "srp": "sr", "scc": "sr",
    "serbian": "sr", "srpski": "sr", "bos": "bs", "bosnian": "bs", "hrv": "hr", "croatian": "hr", "deu": "de",
    "ger": "de", "german": "de", "deutsch": "de", "fra": "fr", "fre": "fr", "french": "fr", "spa": "es",
    "spanish": "es", "ita": "it", "italian": "it", "por": "pt", "portuguese": "pt", "nld": "nl", "dut": "nl",
    "dutch": "nl", "tur": "tr", "turkish": "tr", "rus": "ru", "russian": "ru", "ukr": "uk", "ukrainian": "uk",
    "mkd": "mk", "macedonian": "mk", "cnr": "cnr", "montenegrin": "cnr",
}  # fmt: skip


def code(written: str | None) -> str | None:
    """The code of a language as a feed writes it ("en-US", "eng", "English"), None where it is unknown."""
    if not written:
        return None
    first = re.split(r"[-_\s]", written.strip().lower(), maxsplit=1)[0]
    if first in _CODES:
        return _CODES[first]
    return first if len(first) == 2 and first.isascii() and first.isalpha() else None


def detect(text: str) -> str | None:
    """The code of the language of `text`, of two letters but for Montenegrin (cnr); None when unsure."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not sample.isascii():
        letters = sum(map(len, words))
        for language, script in _SCRIPTS:
            # Japanese mixes its kana with the signs of Chinese, hence a quarter and the order of the list.
            if letters and len(script.findall(sample)) > letters / 4:
                return language
    votes: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for language in _LANGUAGES_OF.get(word, ()):
            votes[language] += times
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < max(_FEWEST, _LEAST_SHARE * len(words)):
        return None
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    winner = ranked[0][0]
    return _of_the_four(sample) if winner == "sr" else winner


def _of_the_four(sample: str) -> str:
    """Serbian, Bosnian, Croatian or Montenegrin; Serbian where the words do not show it, for all are read alike."""
    low = sample.lower()
    # One ijekavian word may be a name, and Serbs write ijekavian too: the words of one standard must show which it is.
    if len(_IJEKAVIAN.findall(low)) < _LEAST_IJEKAVIAN:
        return "sr"
    counts = {code: len(words.findall(low)) for code, words in _OF_ONE.items()}
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda code: counts[code]) if first > second else "sr"
