"""The origin that an article itself names: its credit, its dateline, or its own or another's reporting in the lead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile

from briefing.records.article import Article
from briefing.text.agencies import canonical, is_agency, key, outlet
from briefing.text.credits import Credit, byline, dateline, helper, tail, wire

# A credit may stand before a line or two of the outlet's own ("Read also: ...").
_LAST = 3
# What the whole article rests on is said at once; what its third paragraph has from another is one fact of several.
_LEAD_PARAGRAPHS = 2
_LEAD = 600
# A longer line is running text.
_LONGEST_LINE = 200
# Characters beside a cue in which a name is looked for: the longest spelling in the table has seven words.
_NEAR = 90
_AHEAD, _BACK = re.compile(r"[^,;:()\"“”„«»\n]*"), re.compile(r"[^,;:()\"“”„«»\n]*$")
_POSSESSIVE = re.compile(r"['’]s?$")
_ELIDED = re.compile(r"^(?:l|d|dell|all|nell|dall)['’](?=[^\W\d_])")
_STOP = (".", "!", "?")


Outlets = Mapping[str, str]
"""Outlets that print articles of this run: key -> the one name that the brief prints."""


def outlets(articles: Iterable[Article]) -> Outlets:
    """The publishers of some articles, each under one spelling, whatever the order of the articles."""
    names = {a.publisher for a in articles if a.publisher}
    names |= {printed for a in articles if not a.publisher and (printed := _at_tail(_lines(a), None, {})[1])}
    return {key(name): canonical(name) or name for name in sorted(names, reverse=True)}


def named(article: Article, known: Outlets) -> tuple[str | None, str | None]:
    """The origin by the article's words, and the outlet that a credit gives for the page itself.

    Its own publisher is its origin only where it reports itself. `known` are outlets beside those of the table, as
    `outlets` gives them.
    """
    if article.origin:
        return canonical(article.origin) or article.origin, None
    lines = _lines(article)
    publisher = _name(article.publisher, known) if article.publisher else None
    origin, behind = _at_tail(lines, publisher, known)
    if not origin:
        origin = _at_head(lines, publisher, known) or _reported(lines, publisher, known)
    if not origin and not (publisher and is_agency(publisher)):
        # The agency whose report went into it; an agency's own report with another's help is its own.
        origin = next((agency for line in reversed(lines[-_LAST:]) if (agency := helper(line))), None)
    return origin, behind


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


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words before and behind a name by which an article says whose report it is (`_data/reporting.toml`)."""

    first_hand: tuple[re.Pattern[str], re.Pattern[str]]
    relayed: tuple[re.Pattern[str], re.Pattern[str]]
    behind_a_name: frozenset[str]


@cache
def _cues() -> _Cues:
    data = tomllib.loads(files("briefing").joinpath("_data/reporting.toml").read_text(encoding="utf-8"))
    kind = f"(?-i:{_any(data['kinds'])})"

    def patterns(words: dict[str, list[str]]) -> tuple[re.Pattern[str], re.Pattern[str]]:
        before = rf"\b(?:{_any(words['before'])})\s+(?:(?:the|der|die|de|la|lo) )?(?:{kind} )?(?:the )?"
        behind = rf"\s(?:the )?(?:{kind} )?(?:{_any(words['behind'])})\b"
        return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)

    return _Cues(patterns(data["first_hand"]), patterns(data["relayed"]), frozenset(data["behind_a_name"]))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))


def _reported(lines: list[str], publisher: str | None, known: Outlets) -> str | None:
    """Who an article says has found it out: its own outlet in any line, else another in its first ones.

    "Told Radio Kosova" in one paragraph is not where the rest comes from; an outlet's own name in "Koha reports" shows
    nothing.
    """
    cues = _cues()
    if publisher and any(_same(name, publisher) for name in _beside("\n".join(lines), cues.first_hand, known)):
        return publisher
    lead = "\n".join(lines[:_LEAD_PARAGRAPHS])[:_LEAD]
    others = (*_beside(lead.partition("\n")[0], cues.first_hand, known), *_beside(lead, cues.relayed, known))
    return next((name for name in others if not (publisher and _same(name, publisher))), None)


def _same(one: str, other: str) -> bool:
    return key(one) == key(other)


def _beside(text: str, cues: tuple[re.Pattern[str], re.Pattern[str]], known: Outlets) -> Iterator[str]:
    """The outlets that are named beside a cue, in the order of the text."""
    before, behind = cues
    for found in before.finditer(text):
        ahead = _AHEAD.match(text, found.end(), found.end() + _NEAR)
        words = ahead.group().split() if ahead else []
        ends = next((n for n, word in enumerate(words, 1) if word.endswith(_STOP)), len(words))
        if name := _first(_capitals(words[:ends]), known):
            yield name
    for found in behind.finditer(text):
        back = _BACK.search(text, max(0, found.start() - _NEAR), found.start())
        words = back.group().split() if back else []
        run = _capitals(words[::-1])[::-1]
        # "As Reuters", "Nachrichtenagentur dpa"
        named = (name for start in range(len(run)) if (name := _known(" ".join(run[start:]), known)))
        yield from islice(named, 1)


def _capitals(words: Iterable[str]) -> list[str]:
    """The words of a name, at the beginning of some: capitals, with one small word between two of them at most."""
    run: list[str] = []
    small = 0
    for word in words:
        bare = _ELIDED.sub("", word).rstrip(".!?")
        capital = bare[:1].isupper() or bare == "dpa"
        small = 0 if capital else small + 1
        if small > 1 or not (run or capital):
            break
        run.append(bare)
    return run


def _first(run: list[str], known: Outlets) -> str | None:
    """The outlet that the first words of a run name, None where the words behind make it something else."""
    for length in range(len(run), 0, -1):
        name = _known(_POSSESSIVE.sub("", " ".join(run[:length])), known)
        ended = _POSSESSIVE.search(run[length - 1]) is not None
        rest = [word for word in run[length:] if word[:1].isupper() and not ended]
        if name and {word.lower() for word in rest} <= _cues().behind_a_name:
            return name
    # An outlet that the table lacks has at least two words: "the Press" is nobody.
    capitals = list(takewhile(lambda word: word[:1].isupper(), run))
    return outlet(_POSSESSIVE.sub("", " ".join(capitals))) if len(capitals) > 1 else None
