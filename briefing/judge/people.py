"""Another name: a person for a person, a place for a place, where the surface of the text shows what each is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from briefing.judge.pair import Pair
from briefing.judge.words import MONTHS, OFTEN, free, ranked, shown, swapped, tongue

_UP = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŲŹŻŽ]"
_WORD = rf"{_UP}[^\W\d_]*[^\W\d_A-Z](?:-[^\W\d_]+)*"
_NAME = rf"{_WORD}(?: {_WORD}){{1,2}}"
_ROLE = (
    r"(?:president|minister|chancellor|premier|governor|mayor|senator|judge|justice|general|colonel|captain|major|admiral|"
    r"ambassador|secretary|spokesman|spokeswoman|spokesperson|director|chairman|chairwoman|chair|chief|head|leader|manager|"
    r"professor|dr|mr|mrs|ms|lawyer|prosecutor|commander|envoy|economist|analyst|archbishop|bishop|cardinal|commissioner|"
    r"executive|officer|coach|secretary[- ]general|prime minister|candidate|author|engineer|doctor|striker|champion)"
)
_TITLED = re.compile(rf"\b(?P<title>(?i:{_ROLE}))\.? (?P<name>{_NAME})\b(?! {_UP})")
_APPOSED = re.compile(
    rf"\b(?P<name>{_NAME}), (?:\d\d,|(?:the |a |an |its |their )?(?:[\w'’-]+ ){{0,4}}?(?i:{_ROLE})\b)"
    rf"|\b(?i:{_ROLE})(?: (?:of|for|at) [^,.;]{{3,50}})?, (?P<behind>{_NAME}),"
)
_NO_PERSON = frozenset(
    "The A An In On At For By President Minister Prime Deputy Former Foreign Defence Defense Interior Finance"
    " Health State Ministry Agency Council Party Union Bank University Commission Court Group Company Airlines"
    " Police Press Committee Force Army Office Department Service Front Alliance Foundation Fund Hospital"
    " Institute Team Club Energy Rail Air Times News Post Herald House White Secretary General Vice Chief Governor"
    " Mayor Senator Judge Justice Colonel Captain Mr Mrs Ms Dr Professor Lieutenant Major Admiral Central National"
    " European United International Republic Street Spokesman Spokeswoman Director Chairman Chancellor King Queen"
    " Prince Princess Pope Sir Lord Lady Saint But And When Sunday Monday Tuesday Wednesday Thursday Friday"
    " Saturday".split()
) | frozenset(MONTHS)  # fmt: skip
_GENDERED = re.compile(
    r"\b(?:(?:spokes|chair|business|police|fisher|service|congress|states)m[ae]n|he|she|his|her|hers|him|himself|herself|"
    r"wom[ae]n|m[ae]n|\w+wom[ae]n|husband|wife|widow|mother|father|son|daughter|brother|sister|king|queen|prince|princess|"
    r"lady|mrs|ms)\b",
    re.IGNORECASE,
)
_SAID = r"(?:said|says|told|announced|added|warned|wrote|noted|confirmed|tweeted|stressed)"
_SPEAKS = re.compile(rf"(?:, [^,]{{2,60}})?,? {_SAID}\b")
_SPOKE = re.compile(r"(?:according to|as told by|said)(?: (?:the |a |an )?[\w'’,-]+){0,5} $", re.IGNORECASE)

# "in Durres," is a place; "in Italian waters", "in English" and "shares in Brightwell" are none.
_PLACE = re.compile(
    r"(?<!hares )(?<!take )(?<!tock )(?<!ading )(?<!ence )(?<!rust )(?<!stors )(?<!erest )(?<!lding )"
    rf"\b(?P<prep>in|near|outside) (?P<name>{_WORD}(?: {_WORD})?)(?=[.,;]|$| (?:on|and|for|after|before|by|to|"
    r"since|with|where|when|as|said|was|were|is|are|has|had|have|will|at|from|during|until|that|about|over|but|because)\b)"
)
_NO_PLACE = _NO_PERSON | frozenset(
    "English French German Spanish Italian Albanian Serbian Russian Arabic Parliament Congress Senate Balkans"
    " Europe Asia Africa America Adriatic Mediterranean Atlantic Pacific East West North South Northern Southern"
    " Eastern Western Middle Central Earth Facebook Twitter Telegram Instagram Christmas Easter Ramadan Christ God"
    " Islam Spring Summer Autumn Winter Brussels".split()
)  # fmt: skip
# A country takes only a country's place: "in Albania" may well be said by "in Durres" for a reader who knows his map.
_COUNTRIES = frozenset(
    "Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bangladesh Belarus Belgium"
    " Bolivia Bosnia Botswana Brazil Bulgaria Cambodia Cameroon Canada Chile China Colombia Croatia Cuba Cyprus"
    " Denmark Ecuador Egypt Estonia Ethiopia Finland France Georgia Germany Ghana Greece Hungary Iceland India"
    " Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kazakhstan Kenya Kosovo Kuwait Laos Latvia Lebanon"
    " Libya Lithuania Madagascar Malaysia Mali Malta Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar"
    " Nepal Netherlands Nicaragua Niger Nigeria Norway Pakistan Panama Paraguay Peru Philippines Poland Portugal"
    " Qatar Romania Russia Rwanda Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden"
    " Switzerland Syria Taiwan Tanzania Thailand Tunisia Turkey Uganda Ukraine Uruguay Venezuela Vietnam Yemen"
    " Zambia Zimbabwe".split()
)  # fmt: skip
# Regions hold towns, which a reader may know: they are put for nothing.
_REGIONS = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois"
    " Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri"
    " Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington"
    " Wisconsin Wyoming England Scotland Wales Britain Bavaria Saxony Hesse Puglia Apulia Sicily Lombardy"
    " Catalonia Andalusia Crimea Donbas Siberia Scandinavia Vojvodina Dalmatia Herzegovina Macedonia".split()
)  # fmt: skip
_MINISTRIES = "interior foreign health finance justice education transport energy agriculture".split()
_MINISTRY = re.compile(
    rf"\b(?P<field>{'|'.join(_MINISTRIES)}|defen[cs]e|labour|Interior|Foreign|Defen[cs]e|Health|Finance|Justice|Education|"
    r"Transport|Energy|Agriculture|Labour) [Mm]inist(?:ry|er)\b"
)


def _folded(text: str) -> str:
    """Lower case without marks: "Vučić" and "Vucic" are one name."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))


def _stems(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"[^\W\d_]{3,}", _folded(text))}


@dataclass(frozen=True, slots=True)
class Names:
    """The persons of some lines with the titles they stand behind ("" for none), and places with their prepositions."""

    persons: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[str]) -> Names:
        """The names of the lines whose kind can be told: "President Milan Horvat", "in Ankara on Monday"."""
        names = cls()
        for line in lines:
            for match in _TITLED.finditer(line):
                _add(names.persons, match["name"], match["title"].lower(), _NO_PERSON)
            for match in _APPOSED.finditer(line):
                _add(names.persons, match["name"] or match["behind"], "", _NO_PERSON)
            for match in _PLACE.finditer(line):
                _add(names.places, match["name"], match["prep"], _NO_PLACE)
        for person in names.persons:
            names.places.pop(person.split()[-1], None)
        return names


def _add(known: dict[str, set[str]], name: str, mark: str, barred: frozenset[str]) -> None:
    if not barred.intersection(name.split()) and not barred.intersection(name.split("-")):
        known.setdefault(name, set()).add(mark)


def _strange(name: str, pair: Pair) -> bool:
    """Whether no word of the name, in no spelling that begins alike, stands in anything shown or in the statement."""
    return not _stems(name) & _stems(f"{shown(pair)}\n{pair.statement}")


def _persons_in(text: str, names: Names) -> Iterator[tuple[int, int, bool]]:
    """Where known persons stand in the statement, and whether by the last word alone."""
    for name in names.persons:
        whole = list(re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w’'-])", text))
        last = name.split()[-1]
        yield from ((match.start(), match.end(), False) for match in whole)
        if not whole:
            for match in re.finditer(rf"(?<![\w-]){re.escape(last)}(?![\w’'-])", text):
                if not re.search(rf"{_UP}[\w-]+ $", text[: match.start()]) and not re.match(
                    rf" {_UP}", text[match.end() :]
                ):
                    yield match.start(), match.end(), True


def _other_person(pair: Pair, own: Names, stocks: Iterable[Names], speaker: bool) -> Iterator[str]:
    text = pair.statement
    if _GENDERED.search(text):
        return
    for start, end, short in _persons_in(text, own):
        before, behind = text[:start], text[end:]
        speaks = bool(_SPEAKS.match(behind) or _SPOKE.search(before))
        if (
            speaks != speaker
            or not free(text, start, end)
            or behind.startswith(" of ")
            or text.count(text[start:end]) > 1
        ):
            continue
        title = re.search(rf"\b((?i:{_ROLE}))\.? $", before)
        if title is None and re.search(rf"\b{_UP}[\w.-]* $", before):
            continue
        for stock in stocks:
            fit = [
                name
                for name, titles in stock.persons.items()
                if (title is None or title[1].lower() in titles)
                and _strange(name, pair)
                and (short or len(name.split()) == len(text[start:end].split()))
            ]
            made = (swapped(text, start, end, name.split()[-1] if short else name) for name in ranked(fit, pair.key))
            yield from islice(filter(None, made), OFTEN)


def _level(place: str) -> str:
    if place in _COUNTRIES:
        return "country"
    return "region" if place in _REGIONS else "place"


def _other_place(pair: Pair, stocks: Iterable[Names]) -> Iterator[str]:
    text = pair.statement
    if tongue(pair) != "en":
        return
    for match in _PLACE.finditer(text):
        name = match["name"]
        if _NO_PLACE.intersection(name.split()) or text.count(name) > 1 or not free(text, *match.span()):
            continue
        if name not in shown(pair) or re.match(r", [^\W\da-z]|,? and [^\W\da-z]", text[match.end() :]):
            continue
        for stock in stocks:
            fit = [
                place
                for place, prepositions in stock.places.items()
                if match["prep"] in prepositions
                and len(place.split()) == len(name.split())
                and _level(place) == _level(name)
                and _strange(place, pair)
            ]
            made = (swapped(text, *match.span("name"), place) for place in ranked(fit, pair.key))
            yield from islice(filter(None, made), OFTEN)


def _other_ministry(pair: Pair, speaker: bool) -> Iterator[str]:
    """Another ministry, where one alone is spoken of: "the Defence Ministry said", "the Health Ministry said"."""
    text, all_text = pair.statement, f"{shown(pair)}\n{pair.statement}".lower()
    found = list(_MINISTRY.finditer(text))
    if tongue(pair) != "en" or len(found) != 1 or not free(text, *found[0].span()):
        return
    match = found[0]
    if (_SPEAKS.match(text, match.end()) is not None) != speaker or match["field"].lower() not in all_text:
        return
    fields = ranked([name for name in _MINISTRIES if name[:6] not in all_text], pair.key)
    made = (
        swapped(text, *match.span("field"), new.capitalize() if match["field"][0].isupper() else new) for new in fields
    )
    yield from islice(filter(None, made), OFTEN)


def other_name(pair: Pair, own: Names, stocks: Iterable[Names]) -> Iterator[str]:
    """The statement with another person or place: "in Ankara", "in Lysgard"."""
    stocks = tuple(stocks)
    yield from _other_person(pair, own, stocks, speaker=False)
    yield from _other_place(pair, stocks)
    yield from _other_ministry(pair, speaker=False)


def other_speaker(pair: Pair, own: Names, stocks: Iterable[Names]) -> Iterator[str]:
    """The same with the name of who says it: "Judge Hannelore Prinz wrote", "Judge Ines Caldeira wrote"."""
    stocks = tuple(stocks)
    yield from _other_person(pair, own, stocks, speaker=True)
    yield from _other_ministry(pair, speaker=True)
