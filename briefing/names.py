"""Names in a text: who and what is meant, across short forms, titles, initialisms and adjectives of place.

A name is a run of capitalised words, as printed. Two mentions name the same when the words of one are among those of
the other ("Osmani", "Vjosa Osmani"), when one is the other's initials ("EULEX" is only linked where the article itself
introduces it), or when a small table says so (US, U.S., American -> united states).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from importlib import resources
from itertools import takewhile
from typing import TypeVar, TypeVarTuple

from briefing.text import tongues
from briefing.text.words import CALENDAR, NUMERALS, STOP, Word, fold, lemmas, words

# Small words that stand inside names: "Bosnia and Herzegovina", "Court of Justice", "Ursula von der Leyen".
_INNER = frozenset("of and the for de la del der den van von bin al el du des di da dos".split())
_JOINING = _INNER | {"-", "/", "&"}
# Titles are content, not name: they may be left out or stand before any form of the name.
TITLES = frozenset(
    "president prime minister secretary general chancellor king queen prince princess pope bishop judge justice "
    "general gen lt lieutenant "
    "colonel col major captain capt sergeant commander admiral marshal ambassador senator sen representative rep "
    "governor gov mayor chief chair "
    "chairman chairwoman chairperson director professor prof doctor dr mr mrs ms miss sir lord lady dame deputy vice "
    "premier leader spokesman spokeswoman spokesperson speaker envoy attorney commissioner officer inspector coach "
    "minister's "
    "sheriff imam rabbi cardinal archbishop patriarch detective constable superintendent marshal undersecretary "
    "lawyer author skipper".split()
)
# Adjectives and short forms of places that news uses for the name itself.
_SAME = {
    "us": "united states", "usa": "united states", "american": "united states", "americans": "united states",
    "america": "united states",
    "united states america": "united states", "washington": "washington", "uk": "united kingdom",
    "british": "united kingdom", "britain": "united kingdom",
    "great britain": "united kingdom", "eu": "european union", "un": "united nations",
    "bosnia": "bosnia and herzegovina",
    "bosnian": "bosnia and herzegovina", "kosovar": "kosovo", "kosovan": "kosovo", "kosovo's": "kosovo",
    "serbian": "serbia", "serb": "serbia", "serbs": "serbia",
    "albanian": "albania", "albanians": "albania", "italian": "italy", "italians": "italy", "german": "germany",
    "germans": "germany", "french": "france",
    "spanish": "spain", "portuguese": "portugal", "greek": "greece", "greeks": "greece", "turkish": "turkey",
    "turks": "turkey", "turkiye": "turkey", "russian": "russia", "russians": "russia",
    "ukrainian": "ukraine", "ukrainians": "ukraine", "polish": "poland", "hungarian": "hungary", "austrian": "austria",
    "swiss": "switzerland",
    "dutch": "netherlands", "belgian": "belgium", "danish": "denmark", "swedish": "sweden", "norwegian": "norway",
    "finnish": "finland",
    "croatian": "croatia", "slovenian": "slovenia", "slovak": "slovakia", "slovaks": "slovakia",
    "czech": "czech republic", "czechia": "czech republic", "romanian": "romania",
    "bulgarian": "bulgaria", "macedonian": "macedonia", "montenegrin": "montenegro", "irish": "ireland",
    "scottish": "scotland",
    "chinese": "china", "japanese": "japan", "korean": "korea", "indian": "india", "indians": "india",
    "israeli": "israel", "israelis": "israel", "palestinian": "palestine",
    "palestinians": "palestine", "iranian": "iran", "iraqi": "iraq", "syrian": "syria", "syrians": "syria",
    "lebanese": "lebanon", "egyptian": "egypt", "canadian": "canada",
    "mexican": "mexico", "brazilian": "brazil", "australian": "australia", "european": "europe", "europeans": "europe",
    "african": "africa", "asian": "asia",
} | {
    adjective: country
    for pair in "kenyan/kenya nigerian/nigeria ugandan/uganda rwandan/rwanda ethiopian/ethiopia somali/somalia "
    "sudanese/sudan ghanaian/ghana malian/mali "
    "senegalese/senegal congolese/congo angolan/angola zambian/zambia tanzanian/tanzania moroccan/morocco "
    "algerian/algeria tunisian/tunisia libyan/libya "
    "yemeni/yemen saudi/saudi omani/oman qatari/qatar kuwaiti/kuwait jordanian/jordan afghan/afghanistan "
    "pakistani/pakistan bangladeshi/bangladesh nepalese/nepal "
    "vietnamese/vietnam thai/thailand indonesian/indonesia malaysian/malaysia filipino/philippines "
    "philippine/philippines taiwanese/taiwan mongolian/mongolia "
    "kazakh/kazakhstan uzbek/uzbekistan georgian/georgia armenian/armenia azerbaijani/azerbaijan moldovan/moldova "
    "belarusian/belarus lithuanian/lithuania "
    "latvian/latvia estonian/estonia icelandic/iceland maltese/malta cypriot/cyprus chilean/chile argentine/argentina "
    "argentinian/argentina colombian/colombia "
    "venezuelan/venezuela peruvian/peru bolivian/bolivia ecuadorian/ecuador cuban/cuba haitian/haiti jamaican/jamaica "
    "welsh/wales".split()
    for adjective, country in [pair.split("/")]
}  # fmt: skip
# Before these a capitalised common word is the portfolio: "Foreign Minister", "Special Envoy".
_OFFICES = frozenset(
    "minister secretary ministry envoy representative coordinator rapporteur commissioner counsel executive".split()
)
_PLACES = frozenset(_SAME.values())
# Inside a name that is introduced with its initials these have no letter.
_SMALL = _INNER | {"in", "on", "to"}
_INTRODUCED = re.compile(
    r"([^\W\d_][\w'’.&/-]*(?:[ \-](?:[^\W\d_][\w'’.&/-]*)){0,8}),? \((?:the )?([A-Z][A-Za-z&-]{1,9})\)"
)
_OPENING = re.compile(r"(?:^|[.!?:;]\s+|[\n“\"(\[]\s*|[-–—·*]\s+)$")


_Ts = TypeVarTuple("_Ts")
_R = TypeVar("_R")


class _Table:
    """Aliases of a topic: key -> the key of the name that the topic says it is. Told apart by identity."""

    def __init__(self, known: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        self.known = known


_NO_ALIASES = _Table({})
# A table holds for a run and for what it calls; the gate and the merge ask for names in too many places to hand it on.
_ALIASES: ContextVar[_Table] = ContextVar("aliases", default=_NO_ALIASES)
table: Callable[[], Hashable] = _ALIASES.get
"""The table at hand, as a key for what depends on the names in a text."""


@contextmanager
def aliases(known: Iterable[tuple[str, Iterable[str]]]) -> Iterator[None]:
    """Take some names for others, as (name, its aliases), in all that is read within."""
    pairs = {_folded(alias): _folded(name) for name, others in known for alias in others}
    token = _ALIASES.set(_Table(pairs) if pairs else _NO_ALIASES)
    try:
        yield
    finally:
        _ALIASES.reset(token)


def kept(maxsize: int) -> Callable[[Callable[[*_Ts], _R]], Callable[[*_Ts], _R]]:
    """`lru_cache` for what depends on the names in a text: kept apart for each table of aliases."""

    def wrap(function: Callable[[*_Ts], _R]) -> Callable[[*_Ts], _R]:
        @lru_cache(maxsize=maxsize)
        def held(_: Hashable, *args: *_Ts) -> _R:
            return function(*args)

        @wraps(function)
        def call(*args: *_Ts) -> _R:
            return held(table(), *args)

        return call

    return wrap


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word for word in map(fold, name.split()) if word not in _INNER or word == "and")


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end] == text` as printed, without titles; `key` are its folded words in order."""

    start: int
    end: int
    text: str
    key: tuple[str, ...]


def canonical(key: tuple[str, ...]) -> tuple[str, ...]:
    """The key under which short forms and adjectives of one place, and a topic's aliases of one name, meet."""
    key = _ALIASES.get().known.get(key, key)
    joined = " ".join(key)
    return tuple(_SAME[joined].split()) if joined in _SAME else key


def _is_name_word(text: str, tokens: tuple[Word, ...], index: int) -> bool:
    word = tokens[index]
    if word.shape != "word" or not word.capital:
        return False
    if word.lower in CALENDAR or (word.lower in STOP and not (word.text.isupper() and len(word.text) > 1)):
        return False
    start = word.start
    if start > 1 and text[start - 1] == " " and (text[start - 2].isalnum() or text[start - 2] == ","):
        # Most names: nothing opens right behind a word.
        return True
    if not _OPENING.search(text[max(0, start - 4) : start]) or (word.text.isupper() and len(word.text) > 1):
        return True
    if all(part in NUMERALS for part in word.lower.split("-")):
        return False
    # A capital at the start of a sentence proves nothing: a word of the lexicon is common there, unless a name goes on.
    if lemmas(word.lower):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        goes_on = after is not None and after.shape == "word" and after.capital and after.lower not in TITLES
        common = not set(lemmas(word.lower)) <= {"NOUN", "ADJ"} and word.lower not in given_names()
        return goes_on and not common and word.lower not in TITLES
    return word.lower in _SAME or len(word.text) > 1


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Common given names, folded, with the gender that they mostly tell: "m" or "f"."""
    text = resources.files("briefing").joinpath("_data/given_names.txt").read_text("utf-8")
    lines = [line.split("#")[0].split() for line in text.splitlines()]
    return {name: row[0] for row in lines if row for name in row[1:]}


@kept(maxsize=8_192)
def find(text: str) -> tuple[Name, ...]:
    """The names of `text` in order, titles and weekdays left out."""
    return among(text, words(text))


def among(text: str, tokens: tuple[Word, ...]) -> tuple[Name, ...]:
    """`find` for who has read the words of the text and keeps its names."""
    found: list[Name] = []
    past = 0
    for index in [at for at, token in enumerate(tokens) if token.capital]:
        if index < past or not _is_name_word(text, tokens, index):
            continue
        last = index + 1
        while last < len(tokens):
            if not tokens[last].capital and tokens[last].lower not in _JOINING:
                break
            if _is_name_word(text, tokens, last) and not tokens[last - 1].text.endswith(("'s", "’s", "s'", "s’")):
                last += 1
            elif (
                tokens[last].text in "-/"
                and tokens[last].start == tokens[last - 1].end
                and last + 1 < len(tokens)
                and _is_name_word(text, tokens, last + 1)
            ) or (tokens[last].text == "&" and last + 1 < len(tokens) and _is_name_word(text, tokens, last + 1)):
                last += 2
            elif tokens[last].lower in _INNER and tokens[last].lower != "and":
                ahead = last + 1
                while ahead < len(tokens) and tokens[ahead].lower in _INNER:
                    ahead += 1
                if (
                    ahead < len(tokens)
                    and tokens[last].lower not in ("for", "the")
                    # "Vesty of Poland" is a person and a country, "University of Turku" one name.
                    and (tokens[last].lower != "of" or lemmas(tokens[last - 1].lower))
                    and _is_name_word(text, tokens, ahead)
                    and ahead - last < 3
                ):
                    last = ahead + 1
                else:
                    break
            elif tokens[last].lower == "and" and tokens[last - 1].lower == "bosnia":
                last += 2
            else:
                break
        last = min(last, len(tokens))
        found += _without_titles(text, tokens[index:last])
        past = last
    return tuple(found)


def _without_titles(text: str, run: tuple[Word, ...]) -> list[Name]:
    """The name in a run of capitalised words: titles are cut out, and what stands before one is a name of its own."""
    parts: list[list[Word]] = [[]]
    for index, word in enumerate(run):
        # "Foreign Minister", "Health Secretary": the portfolio belongs to the title.
        portfolio = index + 1 < len(run) and run[index + 1].lower in _OFFICES
        if word.lower in TITLES or word.lower.rstrip(".") in TITLES or (portfolio and lemmas(word.lower)):
            parts.append([])
        elif word.shape == "word" and (parts[-1] or word.lower not in _INNER):
            parts[-1].append(word)
    names = []
    for part in parts:
        while part and part[-1].lower in _INNER:
            part.pop()
        if part:
            start, end = part[0].start, part[-1].end
            printed = text[start:end]
            if "'" in printed or "’" in printed:
                printed = re.sub(r"['’]s?$", "", printed)
            key = tuple([w.lower for w in part if w.lower not in _INNER or w.lower == "and"])
            names.append(Name(start, start + len(printed), printed, canonical(key)))
    return names


def same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two keys can name the same: equal, or the words of one all stand in the other."""
    if a == b:
        return True
    if len(a) == 1 == len(b):
        return False
    return _within(a, b) or _within(b, a) or is_initials(a, b) or is_initials(b, a)


def _within(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    for word in a:  # noqa: SIM110  # names have two or three words: a generator or two sets would cost several times this
        if word not in b:
            return False
    return True


def is_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` is one word made of the first letters of `long` ("un" of "united nations")."""
    return len(short) == 1 and len(long) > 1 and len(short[0]) <= len(long) and short[0] == initials(long)


def initials(key: tuple[str, ...]) -> str:
    """The first letters of a name's words, but for the small ones."""
    return "".join([word[0] for word in key if word not in _INNER])


@lru_cache(maxsize=2_048)
def introduced(text: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Short forms that a text introduces: "Kosovo Force (KFOR)" -> ((kfor), (kosovo, force))."""
    out: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    if "(" not in text:
        return ()
    for match in _INTRODUCED.finditer(text):
        short = match.group(2)
        letters = [c.lower() for c in short if c.isupper()]
        # The name begins at a capital with the short form's first letter; of several the one that has as many words as
        # there are letters. Small words may have a letter or none ("Observer Mission in Karvela", UNOMIK).
        before = match.group(1).split()
        starts = [
            at
            for at, word in enumerate(before)
            if word[:1].isupper() and letters and fold(word)[:1] == letters[0] and len(before) - at <= len(letters) + 3
        ]
        if not starts:
            # "the regional fire service (RFS)".
            last = [fold(w) for w in before if fold(w) not in _SMALL][-len(letters) :]
            if len(letters) > 1 and "".join(w[:1] for w in last) == "".join(letters):
                out.append(((fold(short),), tuple(last)))
            continue
        begin = min(starts, key=lambda at: (abs(len(before) - at - len(letters)), at))
        out.append(((fold(short),), tuple(w for w in map(fold, before[begin:]) if w not in _SMALL)))
    return tuple(out)


def is_place(key: tuple[str, ...]) -> bool:
    """Whether the small table of countries and unions has the name."""
    return " ".join(key) in _PLACES


def keys(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The keys of all names in some texts."""
    return frozenset(name.key for text in texts for name in find(text))


# How one name is written from language to language: Albanian sh, zh, q, x; English ee, oo, ck, ph, w, y; k for the
# Latin c. Pairs of letters first.
_SPELT = (
    ("sh", "s"), ("zh", "z"), ("xh", "dz"), ("dj", "d"), ("ee", "i"), ("oo", "u"), ("ck", "k"), ("ph", "f"),
    ("c", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"([a-z])\1")
# What cases and articles of Serbian and Albanian, and English itself, put behind the stem of a name.
_ENDINGS = frozenset(
    "a e i o u m ia ja je ju ji om em im in it ut en es et un an at ve ne se te s t n nin nit nes ov ova ovo ove ovi "
    "og oj jem jom jan ian ise ine ije iju iji ima ama ski ska sko ske skog skoj skom skim".split()
)
# "Aleksandar", "Aleksandrom": the a of the last syllable flees before an ending.
_FLEETING = frozenset("ar ra ru rom re ri ak ka ku kom ki".split())
_STEM, _SHORT_STEM, _LONG_STEM = 4, 3, 6


@lru_cache(maxsize=65_536)
def _spelt(word: str) -> str:
    low = fold(tongues.latin(word))
    for written, sound in _SPELT:
        low = low.replace(written, sound)
    return _DOUBLED.sub(r"\1", low)


def alike(word: str, other: str) -> bool:
    """Whether two words can be one name in two scripts, languages or cases: Osmani and Османи, Vučić and Vučiću.

    They share their stem, and what is left of each is an ending. Different names with a common beginning are not one.
    """
    a, b = _spelt(word), _spelt(other)
    stem_ = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
    rest = {a[stem_:], b[stem_:]} - {""}
    if not rest:
        return stem_ > 1
    least = _SHORT_STEM if len(rest) == 1 else _STEM
    return (stem_ >= least and rest <= _ENDINGS) or (stem_ >= _LONG_STEM and rest <= _FLEETING)
