"""The origin that an article itself names: its credit, its dateline, or its own or another's reporting in the lead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.records.article import Article
from briefing.text.agencies import canonical, is_agency, outlet
from briefing.text.credits import Credit, dateline, is_byline, tail, wire
from briefing.text.normal import fold

# A credit may stand before a line or two of the outlet's own ("Read also: ...").
_LAST = 3
# What the whole article rests on is said at once: three paragraphs, in long ones this many characters.
_LEAD_PARAGRAPHS = 3
_LEAD = 900

_LEARNED = re.compile(
    r"\s(?:(?:has|have|had) )?(?:exclusively )?(?:learned|learnt|obtained|understands|can reveal|has seen|mëson|"
    r"ka mësuar|saznaje|saznao|сазнаје|erfuhr)\b"
)
_TOLD = re.compile(
    r"\b(?:told|interview (?:with|to|for|on)|speaking (?:to|on)|spoke to|statement (?:to|for)|"
    r"za|за|për|gegenüber|mëson|saznaje|сазнаје)\s+(?:the )?",
    re.IGNORECASE,
)
_TOLD_US = re.compile(
    r"\btold (?:our|this) (?:newspaper|paper|reporter|correspondent|portal|outlet|programme|program)\b"
)
_REPORTED_BY = re.compile(
    r"\b(?:according to|citing|cites|cited by|quoting|quoted by|(?:as )?reported by|report by|prenosi|преноси|javlja|"
    r"јавља|piše|пише|raporton|njofton|transmeton|shkruan|sipas|prema pisanju|laut)\s+(?:the )?",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\s(?:(?:has|have|had|first) )?(?:reports|reported|writes|wrote|raporton|njofton|shkruan|transmeton|javlja|"
    r"prenosi|piše|berichtet|berichtete|meldet)\b"
)

_TOKEN = re.compile(r"[^\s,;:()\"“”„«»]+")
# "Radio Free Europe/Radio Liberty" has four; the longest spelling in the table has seven.
_LONGEST_NAME = 7
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_SMALL = frozenset("of the and e i de la se della für".split())


@dataclass(frozen=True, slots=True)
class Named:
    """The origin, and the outlet that a credit gives for the page itself ("/ REL (A2 Televizion)")."""

    origin: str | None
    outlet: str | None


def named(article: Article) -> Named:
    """Read the origin from the article's words. Its own publisher is one only where it reports itself."""
    if article.origin:
        return Named(canonical(article.origin) or article.origin, None)
    lines = [line for line in article.text.split("\n") if line.strip()]
    publisher = _known(article.publisher) if article.publisher else None
    origin, behind = _at_tail(lines, publisher)
    if not origin:
        lead = "\n".join(lines[:_LEAD_PARAGRAPHS])[:_LEAD]
        origin = _at_head(lines, publisher) or _own_reporting(lead, publisher) or _others_reporting(lead, publisher)
    return Named(origin, behind)


def _known(name: str) -> str:
    return canonical(name) or name


def _at_tail(lines: list[str], publisher: str | None) -> tuple[str | None, str | None]:
    for line in reversed(lines[-_LAST:]):
        if credit := tail(line):
            behind = outlet(credit.outlet) if credit.outlet else None
            return _credited(line, credit, publisher), behind
    return None, None


def _credited(line: str, credit: Credit, publisher: str | None) -> str | None:
    if agency := wire(credit.by):
        return agency
    name = outlet(credit.by)
    # An agency that the table lacks signs with a slash and its capitals; small letters are an editor's initials.
    if not name and line[credit.start] == "/" and credit.by.isupper() and len(credit.by) > 2:
        name = credit.by
    # An outlet's own name under an article may be its signature: it is a source only for somebody else.
    return name if name and publisher and not _same(name, publisher) else None


def _at_head(lines: list[str], publisher: str | None) -> str | None:
    for line in lines[:2]:
        found = dateline(line)
        if found and found.by:
            name = wire(found.by) or _known(found.by)
            return name if is_agency(name) or not (publisher and _same(name, publisher)) else None
        if is_byline(line) and (agency := wire(re.split(r",|\||\s[-–—]\s", line)[-1])):
            return agency
        if len(line) < 60 and (agency := wire(line.strip(" ()[]/.—–-"))):
            return agency
    return None


def _own_reporting(lead: str, publisher: str | None) -> str | None:
    """Who found it out: "RFE/RL has learned", "told Radio Kosova", "told our newspaper"."""
    for found in _LEARNED.finditer(lead):
        if name := _before(lead, found.start()):
            return name
    for found in _TOLD.finditer(lead):
        if name := _after(lead, found.end()):
            return name
    return publisher if _TOLD_US.search(lead) else None


def _others_reporting(lead: str, publisher: str | None) -> str | None:
    """Whose report it repeats: "according to Reuters", "Reuters reported". Its own name there shows nothing."""
    names = [_after(lead, found.end()) for found in _REPORTED_BY.finditer(lead)]
    names += [_before(lead, found.start()) for found in _REPORTS.finditer(lead)]
    return next((name for name in names if name and not (publisher and _same(name, publisher))), None)


def _same(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _after(text: str, position: int) -> str | None:
    tokens = [m.group().rstrip(".!?") for m in _TOKEN.finditer(text, position, position + 90)][:_LONGEST_NAME]
    for length in range(len(tokens), 0, -1):
        if name := _in_table(tokens[:length]):
            return name
    return _unlisted(_capitalised(tokens))


def _before(text: str, position: int) -> str | None:
    tokens = [m.group() for m in _TOKEN.finditer(text, max(0, position - 90), position)][-_LONGEST_NAME:]
    if not tokens or text[position - 1] in ".!?":
        return None
    for length in range(len(tokens), 0, -1):
        if name := _in_table(tokens[-length:]):
            return name
    return _unlisted(_capitalised(tokens[::-1])[::-1])


def _in_table(tokens: list[str]) -> str | None:
    """A name of the table. Written small it is a common word ("danas" is "today"); dpa alone writes itself so."""
    words = " ".join(tokens)
    return canonical(words) if words != words.lower() or words == "dpa" else None


def _capitalised(tokens: list[str]) -> list[str]:
    run: list[str] = []
    for token in tokens:
        if token.lower() in _TIMES or not (token[0].isupper() or (run and token in _SMALL)):
            break
        run.append(token)
    # "told Ibar News and others": a small word belongs to the name only inside it.
    while run and run[-1] in _SMALL:
        run.pop()
    return run


def _unlisted(tokens: list[str]) -> str | None:
    """An outlet that the table lacks, known by a word of its name: at least two words, "the Press" is nobody."""
    return outlet(" ".join(tokens)) if len(tokens) > 1 else None
