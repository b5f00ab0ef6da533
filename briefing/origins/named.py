"""The origin that an article itself names: its credit, its dateline, or its own or another's reporting in the lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.records.article import Article
from briefing.text.agencies import canonical, is_agency, key, outlet
from briefing.text.credits import Credit, byline, dateline, helper, tail, wire
from briefing.text.words import CALENDAR, STOP

# A credit may stand before a line or two of the outlet's own ("Read also: ...").
_LAST = 3
# What the whole article rests on is said at once; what its third paragraph has from another is one fact of several.
_LEAD_PARAGRAPHS = 2
_LEAD = 600

_KIND = (
    r"(?:(?:state |news |the )*(?:agency|newspaper|daily|broadcaster|website|portal|magazine)|agencija|агенција|"
    r"agjencia|Nachrichtenagentur|l['’]agence|agenzia|agencia|list|portal)"
)
_KINDS = re.compile(_KIND)
_LEARNED = re.compile(
    r"\s(?:(?:has|have|had) )?(?:exclusively )?(?:learned|learnt|obtained|understands|can reveal|has seen|mëson|"
    r"ka mësuar|saznaje|saznao|сазнаје|erfuhr)\b"
)
_TOLD = re.compile(
    r"\b(?:[Tt]old|[Ii]nterview (?:with|to|for|on)|[Ss]peaking (?:to|on)|spoke to|[Ss]tatement (?:to|for)|"
    rf"[Zz]a|[Зз]а|[Pp]ër|[Gg]egenüber|mëson|saznaje|сазнаје)\s+(?:{_KIND} )?(?:[Tt]he )?"
)
# Each telling has one of these, and most articles none.
_TOLD_SIGNS = (
    "told", "Told", "nterview ", "peaking ", "spoke to", "tatement ", "za ", "za\n", "Za ", "Za\n", "за", "За", "ër",
    "egenüber", "mëson", "saznaje", "сазнаје",
)  # fmt: skip
_TOLD_US = re.compile(
    r"\btold (?:our|this) (?:newspaper|paper|reporter|correspondent|portal|outlet|programme|program)\b"
)
_REPORTED_BY = re.compile(
    r"\b(?:[Aa]ccording to|[Cc]iting|cites|cited by|[Qq]uoting|quoted by|(?:[Aa]s )?[Rr]eported by|[Rr]eport by|"
    r"prenosi|преноси|javlja|јавља|piše|пише|raporton|njofton|transmeton|shkruan|[Ss]ipas|[Pp]rema pisanju|[Ll]aut|"
    r"[Ss]elon|[Dd]['’]après|rapporte|[Ss]egún|informó|informa|[Ss]econdo|riferisce|riporta|сообщает|передает)\s+"
    rf"(?:(?:der|die|de|la|lo) )?(?:the )?(?:{_KIND} )?(?:the |The )?"
)
_REPORTS = re.compile(
    r"\s(?:(?:has|have|had|first) )?(?:reports|reported|writes|wrote|raporton|njofton|shkruan|transmeton|javlja|"
    rf"prenosi|piše|berichtet|berichtete|meldet|informó|{_KIND} (?:has |had )?(?:said|says|reports|reported|quoted|"
    r"quotes|cited|wrote|writes))\b"
)

# The same for both.
_REPORT_SIGNS = (
    *"""iting cites cited uoting quoted eported eports eport prenosi преноси javlja јавља piše пише raporton njofton
    transmeton shkruan ipas aut elon après rapporte egún inform econdo riferisce riporta сообщает передает writes wrote
    bericht meldet agen агенција agjencia newspaper daily broadcaster website portal magazine list""".split(),
    "ccording to", "rema pisanju",
)  # fmt: skip

_TOKEN = re.compile(r"[^\s,;:()\"“”„«»]+")
_ELIDED = re.compile(r"^(?:l|d|dell|all|nell|dall)['’](?=[^\W\d_])")
_POSSESSIVE = re.compile(r"['’]s?$")
_STOPPED = re.compile(r"[.!?]+$")
# "Radio Free Europe/Radio Liberty" has four; the longest spelling in the table has seven.
_LONGEST_NAME = 7
# A longer line is running text.
_LONGEST_LINE = 200
_SMALL = frozenset("of the and e i de la se della für".split())
# What may follow a name of the table and leave it the same outlet: "BBC Radio", "AP correspondent". Another word makes
# it somebody else: the Reuters Institute, AP Moller-Maersk.
_SAME_HOUSE = frozenset("news radio tv television online agency world service live english".split())


@dataclass(frozen=True, slots=True)
class Named:
    """The origin, and the outlet that a credit gives for the page itself ("/ REL (A2 Televizion)")."""

    origin: str | None
    outlet: str | None


Outlets = Mapping[str, str]
"""Outlets that print articles of this run: key -> the one name that the brief prints."""


def outlets(articles: Iterable[Article]) -> Outlets:
    """The publishers of some articles, each under one spelling, whatever the order of the articles."""
    names = {a.publisher for a in articles if a.publisher}
    names |= {printed for a in articles if not a.publisher and (printed := _at_tail(_lines(a), None, {})[1])}
    return {key(name): canonical(name) or name for name in sorted(names, reverse=True)}


def named(article: Article, known: Outlets) -> Named:
    """Read the origin from the article's words. Its own publisher is one only where it reports itself.

    `known` are outlets beside those of the table, as `outlets` gives them.
    """
    if article.origin:
        return Named(canonical(article.origin) or article.origin, None)
    lines = _lines(article)
    publisher = _name(article.publisher, known) if article.publisher else None
    origin, behind = _at_tail(lines, publisher, known)
    if not origin:
        lead = "\n".join(lines[:_LEAD_PARAGRAPHS])[:_LEAD]
        origin = (
            _at_head(lines, publisher, known)
            or _learned(lead, known)
            or _told(lines, publisher, known)
            or _others_reporting(lead, publisher, known)
            or _helped(lines, publisher)
        )
    return Named(origin, behind)


def _lines(article: Article) -> list[str]:
    return [line for line in article.text.split("\n") if line.strip()]


def _name(name: str, known: Outlets) -> str:
    return canonical(name) or known.get(key(name), name)


def _known(name: str, known: Outlets) -> str | None:
    """A name of the table, or of a publisher. Written small it is a common word ("danas" is "today"), but for dpa."""
    return canonical(name) or known.get(key(name)) if name != name.lower() or name == "dpa" else None


def _at_tail(lines: list[str], publisher: str | None, known: Outlets) -> tuple[str | None, str | None]:
    for line in reversed(lines[-_LAST:]):
        if credit := tail(line):
            behind = outlet(credit.outlet) if credit.outlet else None
            return _credited(line, credit, publisher, known), behind
        bare = line.strip(" ()[]/")
        if publisher and len(bare) <= _LONGEST_LINE and (name := _known(bare, known)) and name != publisher:
            # "(Northline)" in a line of its own, where another article of the run is Northline's.
            return name, None
    return None, None


def _credited(line: str, credit: Credit, publisher: str | None, known: Outlets) -> str | None:
    if agency := wire(credit.by):
        return agency
    name = known.get(key(credit.by)) or outlet(credit.by)
    # An agency that the table lacks signs with a slash and its capitals; small letters are an editor's initials.
    if not name and line[credit.start] == "/" and credit.by.isupper() and len(credit.by) > 2:
        name = credit.by
    # An outlet's own name under an article may be its signature: it is a source only for somebody else.
    return name if name and publisher and not _same(name, publisher) else None


def _at_head(lines: list[str], publisher: str | None, known: Outlets) -> str | None:
    for line in lines[:2]:
        found = dateline(line)
        if found and found.by:
            # Its own name in a dateline is how a wire signs its reports.
            return wire(found.by) or _name(found.by, known)
        credit = tail(line)
        if credit and credit.start == 0 and (name := _credited(line, credit, publisher, known)):
            return name
        if agency := byline(line):
            return agency
    return None


def _learned(lead: str, known: Outlets) -> str | None:
    """Who found it out: "RFE/RL has learned"."""
    names = (_before(lead, found.start(), known) for found in _LEARNED.finditer(lead))
    return next((name for name in names if name), None)


def _told(lines: list[str], publisher: str | None, known: Outlets) -> str | None:
    """To whom it was said: "told Radio Kosova" in the first sentence, "told our newspaper" anywhere.

    What an outlet was told in any paragraph shows that it reported itself; what one paragraph has from another outlet
    is not where the rest comes from.
    """
    text = "\n".join(lines)
    if not any(map(text.__contains__, _TOLD_SIGNS)):
        return None
    if publisher:
        told = (_after(text, found.end(), known) for found in _TOLD.finditer(text))
        if any(name and _same(name, publisher) for name in told) or _TOLD_US.search(text):
            return publisher
    first = next((line for line in lines if line.rstrip(' ”"')[-1:] in ".!?"), "")[:_LEAD]
    return next((name for found in _TOLD.finditer(first) if (name := _after(first, found.end(), known))), None)


def _others_reporting(lead: str, publisher: str | None, known: Outlets) -> str | None:
    """Whose report it repeats: "according to Reuters", "Reuters reported". Its own name there shows nothing."""
    if not any(map(lead.__contains__, _REPORT_SIGNS)):
        return None
    names = [_after(lead, found.end(), known) for found in _REPORTED_BY.finditer(lead)]
    names += [_before(lead, found.start(), known) for found in _REPORTS.finditer(lead)]
    return next((name for name in names if name and not (publisher and _same(name, publisher))), None)


def _helped(lines: list[str], publisher: str | None) -> str | None:
    """The agency whose report went into an article that shows no other origin.

    An agency's own report with another's help is its own.
    """
    if publisher and is_agency(publisher):
        return None
    return next((agency for line in reversed(lines[-_LAST:]) if (agency := helper(line))), None)


def _same(one: str, other: str) -> bool:
    return key(one) == key(other)


def _after(text: str, position: int, known: Outlets) -> str | None:
    tokens: list[str] = []
    at = position
    for found in _TOKEN.finditer(text, position, position + 90):
        if text[at : found.start()].strip(" "):
            break
        at = found.end()
        tokens.append(found.group())
        if _STOPPED.search(tokens[-1]) or len(tokens) == _LONGEST_NAME:
            break
    return _outlet_of(list(_run(tokens)), known)


def _before(text: str, position: int, known: Outlets) -> str | None:
    tokens: list[str] = []
    at = position
    for found in reversed(list(_TOKEN.finditer(text, max(0, position - 90), position))):
        if text[found.end() : at].strip(" ") or _STOPPED.search(found.group()) or len(tokens) == _LONGEST_NAME:
            break
        at = found.start()
        tokens.append(found.group())
    run = list(_run(tokens))[::-1]
    while run and (_KINDS.fullmatch(run[0]) or (run[0].lower() in STOP and not run[0].isupper())):
        # "As Reuters reported": the capital is the sentence's; "Nachrichtenagentur" has one of its own.
        run = run[1:]
    return _outlet_of(run, known)


def _run(tokens: Iterable[str]) -> Iterator[str]:
    """Words of one name: capitals, small words only between them."""
    small: list[str] = []
    begun = False
    for token in tokens:
        bare = _ELIDED.sub("", _STOPPED.sub("", token))
        if not bare or bare.lower() in CALENDAR:
            return
        if bare[0].isupper() or bare == "dpa":
            yield from small
            small = []
            begun = True
            yield bare
        elif begun and bare in _SMALL:
            small.append(bare)
        else:
            return
        if _POSSESSIVE.search(bare) and bare != "RFE/RL's":
            return


def _outlet_of(run: list[str], known: Outlets) -> str | None:
    """The outlet that a run of capitalised words names, None where it names something else."""
    for length in range(len(run), 0, -1):
        name = _known(_POSSESSIVE.sub("", " ".join(run[:length])), known)
        if name and {word.lower() for word in run[length:]} <= _SAME_HOUSE:
            return name
    # An outlet that the table lacks has at least two words: "the Press" is nobody.
    return outlet(_POSSESSIVE.sub("", " ".join(run))) if len(run) > 1 else None
