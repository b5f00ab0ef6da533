"""What code says of a claim, whatever a model said: kind, status, sourcing, attribution and event date.

Likelihood words are read as the source wrote them (ICD 203 keeps likelihood and confidence apart; confidence is
computed
in `briefing.reconcile`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from briefing import dates
from briefing.gate.reading import Reading, read
from briefing.records.brief import Kind, Precision, Sourcing, Status
from briefing.records.claim import EventDate
from briefing.text import tongues
from briefing.text.clause import Clause
from briefing.text.group import SUBORDINATORS
from briefing.text.words import PRONOUNS, stem

_RUMOUR = frozenset("rumour rumor rumoured rumored speculation speculate speculated".split())
# All forms of these words begin so, and nearly no sentence has one.
_RUMOURED = ("rumo", "specul")
_OFFICE = re.compile(
    r"\b(statement|press release|communiqu[eé]|ministry|presidency|office|spokes(?:man|woman|person)|police said|"
    r"government said|court said|company said|department)\b",
    re.I,
)
_ANONYMOUS = re.compile(
    r"\b(sources?|on condition of anonymity|not authori[sz]ed to|asked not to be (?:named|identified)|"
    r"officials? familiar|people familiar)\b",
    re.I,
)
_MEDIA = re.compile(
    r"\b(media reports?|reports in some media|some media|local media|according to reports|newspaper|broadcaster|"
    r"news agency|was quoted as saying by)\b",
    re.I,
)
# Each pattern has one of these; nearly no sentence has.
_ANONYMOUS_SIGNS = ("source", "anonymity", "authori", "asked not", "familiar")
_MEDIA_SIGNS = ("media", "reports", "newspaper", "broadcaster", "news agency", "quoted")
_STATEMENT_SIGNS = ("statement", "press release")
_TOLD_ON = re.compile(
    r"\b(?:said|told|announced|reported|added|confirmed|stated|declared)\b[^,.;]{0,40}?\b(?:on|late|early)\s+$"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to ((?:[^\W\d_][\w'’./-]*\s?){1,8})")
_IN_STATEMENT = re.compile(r"\b(in a statement|statement said|press release)\b", re.I)
_OF_STATEMENT = re.compile(r"\bin a statement\b|\bthe statement\b", re.I)
# "the election of 9 February" dates the election, not what is said of it.
_OF = re.compile(r"\bof\s+$")
_ASIDE = frozenset(("who", "whom", "whose", "which"))
_FORECAST = frozenset("forecast predict project estimate".split())
_CLAIMED = frozenset(("claim", "allege", "accuse"))
_UNSURE = frozenset(("future", "expected", "likely"))
_UNDONE = frozenset(("future", "expected"))
_YEAR = re.compile(r"\d{4}")
_STATIVE = frozenset(
    "be have consist include comprise lead remain belong cover own contain serve represent mean".split()
)
_PRECISIONS: tuple[Precision, ...] = ("day", "month", "year", "none")
# From weakest to surest: a model may move a claim to the left, never to the right.
_WEAKNESS: tuple[Status, ...] = ("denied", "rumoured", "alleged", "expected", "confirmed")


def status(statement: str, language: str | None = "en") -> Status:
    """How sure the source is of the fact: the weakest of what its words say."""
    if tongues.table(language) != "en":
        return tongues.sureness(statement, language) or "confirmed"
    return _english(read(statement))


# The event of a claim is asked for its status too, right behind the claim.
@lru_cache(maxsize=64)
def _english(reading: Reading) -> Status:
    # What hangs on a marker ("as there are rumours that") says how sure another fact is.
    main = [c for c in reading.clauses if c.form in ("finite", "none") and c.marker not in SUBORDINATORS]
    low = reading.text.lower()
    rumoured = not low.isascii() or any(map(low.__contains__, _RUMOURED))
    if rumoured and any({w.lower, stem(w.lower)} & _RUMOUR for c in main for w in reading.words[c.first : c.last]):
        return "rumoured"
    operators: set[str] = set()
    for clause in reading.clauses:
        if clause.form != "gerund":
            operators |= reading.operators(clause)
        if clause.said in _CLAIMED:
            operators.add("alleged")
    for clause in main:
        # "Pell, who had denied the charges, showed no reaction" denies nothing.
        if clause.verb == "deny" and clause.marker not in _ASIDE:
            return "denied"
        operators.add(_governor(clause))
    if "alleged" in operators:
        return "alleged"
    if not operators.isdisjoint(_UNSURE):
        return "expected"
    if main and reading.operators(main[0]) & {"would", "possible"} and not _past_lead(reading):
        return "expected"
    return "confirmed"


def _governor(clause: Clause) -> str:
    if clause.verb in ("allege", "accuse", "suspect", "rumour", "rumor"):
        return "alleged"
    # "is expected in May"; who expected something is another matter.
    return "expected" if clause.passive and clause.verb in ("expect", "schedule", "plan") else ""


def _past_lead(reading: Reading) -> bool:
    """Whether the statement reports words, an event of its own, so that their hedges do not make the claim a plan."""
    return any(c.said is not None and c.speaker is not None for c in reading.clauses)


def sureness(status: Status) -> int:
    """The place of a status from the weakest (0) to the surest."""
    return _WEAKNESS.index(status)


def weaker(proposed: Status, computed: Status) -> Status:
    """Of a model's status and code's own the less sure one."""
    return min(proposed, computed, key=_WEAKNESS.index)


def kind(statement: str, published: datetime.date | None) -> Kind:
    """What sort of fact it is."""
    # The day of publication changes nothing that is asked of the reading here.
    reading = read(statement)
    main: Clause | None = None
    spoken = False
    for clause in reading.clauses:
        if clause.form == "finite" and main is None:
            main = clause
        if clause.speaker is not None:
            spoken = True
        elif clause.verb in _FORECAST and clause.form == "finite" and not clause.passive:
            return "forecast"
    if spoken or reading.quotations or reading.according:
        return "statement"
    main = main or (reading.clauses[0] if reading.clauses else None)
    stative = main is not None and main.verb in _STATIVE
    # The verb first: most sentences tell of a deed, and then their numbers need not be read here.
    if stative and any(n.kind in ("count", "money", "percent") and n.counted and n.value != 1 for n in reading.numbers):
        return "figure"
    if main is not None and stative and reading.operators(main).isdisjoint(_UNDONE):
        return "background"
    # Only a year that is written out in four figures is one.
    if published and _YEAR.search(statement) and any(d.year and d.year < published.year - 1 for d in reading.dates):
        return "background"
    return "event"


def attribution(fact: str, sentence: str) -> str | None:
    """Who says so, in the words of the source."""
    reading = read(sentence)
    for clause in reading.clauses:
        if clause.speaker is not None and sentence[clause.start : clause.end].strip(" ,.") in fact:
            first, last = clause.speaker
            spoken = reading.words[first:last]
            if spoken:
                return sentence[spoken[0].start : spoken[-1].end]
    match = _ACCORDING.search(fact) if "ccording to " in fact else None
    return match.group(1).strip() if match else None


def sourcing(sentence: str, said_by: str | None) -> Sourcing:
    """On what footing the source says it."""
    low = sentence.casefold()
    if any(map(low.__contains__, _ANONYMOUS_SIGNS)) and _ANONYMOUS.search(sentence):
        return "anonymous"
    if any(map(low.__contains__, _MEDIA_SIGNS)) and _MEDIA.search(sentence):
        return "media_reports"
    stated = any(map(low.__contains__, _STATEMENT_SIGNS))
    if said_by is None:
        return "official_statement" if stated and _IN_STATEMENT.search(sentence) else "unattributed"
    if _OFFICE.search(said_by) or (stated and _OF_STATEMENT.search(sentence)):
        return "official_statement"
    named = said_by[:1].isupper() or said_by.lower() in PRONOUNS
    return (
        "on_record"
        if named
        else "official_statement"
        if stem(said_by.lower().split()[-1]) in ("police", "official", "authority", "government", "prosecutor")
        else "on_record"
    )


def _dates_a_noun(before: str) -> bool:
    """Whether a date behind these words dates a noun."""
    # Cheap to see for most dates, and the pattern would try every "of" before.
    return before.rstrip()[-2:] == "of" and _OF.search(before) is not None


def event(
    fact: str,
    sentence: str,
    earlier: tuple[str, ...],
    *,
    published: datetime.date | None,
    as_of: datetime.date | None,
    language: str,
) -> EventDate | None:
    """When it happens, as far as the words tell.

    The first date of the fact; "a day earlier" counts from the date before.
    """
    # The gate and the reconciliation ask for the same dates.
    found: Sequence[dates.DateMention] = (
        read(fact, published).dates
        if published is not None and language == "en"
        else dates.find(fact, published=published, as_of=as_of, language=language)
    )
    if not found:
        return None
    if any(d.anchored for d in found):
        offset = max(sentence.find(fact), 0)
        anchor = None
        # What has happened did not happen on the day of a plan told before it.
        latest = published.isoformat() if published and status(fact) != "expected" else None
        for text in (*earlier, sentence[:offset]):
            for mention in dates.find(text, published=published, as_of=as_of, language=language, anchor=anchor):
                ahead = bool(latest and mention.date and mention.date > latest)
                anchor = mention if mention.day and not ahead else anchor
        found = dates.find(fact, published=published, as_of=as_of, language=language, anchor=anchor)
    found = [d for d in found if not _dates_a_noun(fact[: d.start])]
    if found and status(fact) == "expected":
        # "will be let through, the ministry said on Tuesday": that was the day of the telling.
        found = [d for d in found if not _TOLD_ON.search(fact[: d.start])]
    if not found:
        return None
    chosen = min(found, key=lambda d: (_PRECISIONS.index(d.precision) if d.date else len(_PRECISIONS), d.start))
    return EventDate(chosen.date, chosen.precision if chosen.date else "none", chosen.text)
