"""What is new, changed or gone against an earlier brief, matched by what is quoted and what is said, not by id.

A claim of today is the earlier one when both cite the same words, or say the same but for how a number or date is
written; what code cannot tell is new. It is the earlier one *changed* when its status, its date or its count of origins
differs, or one number or date of it: "value 14, now 22".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from briefing import dates, grounding, numbers
from briefing.errors import InputError, UsageError
from briefing.records.brief import Brief, Change, Changes, ClaimRecord, Dropped, Rejected, Source
from briefing.text.normal import fold

# A statement of fewer words than this, numbers and dates left out, is a pattern: it is the same word for word or not.
_FEW = 4
_WORD = re.compile(r"[^\W_]+")


def load(path: str | Path) -> Brief:
    """The brief in a JSON file. Raises `UsageError` when there is no such file, `InputError` when it holds no brief."""
    try:
        text = Path(path).read_text("utf-8")
    except OSError as error:
        raise UsageError(
            f"The earlier brief {path} cannot be read: {error.strerror or error}. Name a JSON file that briefing has "
            "written."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text. Name a JSON file that briefing has written.") from error
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise InputError(
            f"{path} is no brief ({place}: {first['msg']}). Name a JSON file that `briefing generate -o NAME.json` has "
            "written."
        ) from error


@dataclass(frozen=True)
class _Stated:
    """A claim with what it is matched by: the quotes that it cites, each with the hash of its text, and what it says.

    `language` and `published` are those by which its statement is read.
    """

    claim: ClaimRecord
    quotes: frozenset[tuple[str, str]]
    language: str | None
    published: str | None

    @cached_property
    def text(self) -> str:
        return fold(self.claim.statement)

    @cached_property
    def dates(self) -> list[dates.DateMention]:
        published = dates.parse_iso(self.published)
        return list(dates.find(self.claim.statement, published=published, language=self.language))

    @cached_property
    def numbers(self) -> list[numbers.Number]:
        return list(numbers.find(self.claim.statement, self.language, self.dates))

    @cached_property
    def frame(self) -> tuple[str, ...]:
        """The words without numbers and dates; none of a pattern, which can be said of anything."""
        text = self.claim.statement
        places = [(date.start, date.end) for date in self.dates] + [(n.start, n.end) for n in self.numbers]
        for start, end in sorted(places, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        words = tuple(_WORD.findall(fold(text)))
        return words if len(words) >= _FEW else ()

    @property
    def keys(self) -> set[Hashable]:
        """What it has in common with a claim that may be the same: quotes, in the same text or any, or words."""
        quoted = {quote for _, quote in self.quotes}
        return {*self.quotes, *quoted, self.text, *([self.frame] if self.frame else [])}

    def missing(self, other: _Stated) -> tuple[list[str], list[str]]:
        """The numbers and the dates, as printed, that the other has not."""
        here = self.claim.statement
        values = [n for n in self.numbers if not any(numbers.same_quantity(n, there) for there in other.numbers)]
        days = [d for d in self.dates if not any(dates.agree(d, there) for there in other.dates)]
        return [here[min(n.span[0], n.start) : n.end] for n in values], [d.text for d in days]

    def says(self, other: _Stated) -> bool:
        """Whether both state the same, or have the same numbers, dates and names."""
        if self.text == other.text:
            return True
        values = (*self.missing(other), *other.missing(self))
        return not any(values) and self.names_of(other) and other.names_of(self)

    def names_of(self, other: _Stated) -> bool:
        """Whether each name of the other stands here, in the statement or its quotes."""
        quotes = tuple(citation.quote for citation in self.claim.citations)
        held = grounding.Passage((self.claim.statement,), quotes, language=self.language)
        return all(fault.code != "name" for fault in grounding.faults(other.claim.statement, (held,)))


def changes(
    previous: Brief,
    claims: Sequence[ClaimRecord],
    sources: Sequence[Source],
    rejected: Sequence[Rejected] = (),
) -> Changes:
    """Compares `claims`, which cite `sources`, with those of `previous`; `rejected` tells why a statement fell."""
    before, now = list(_stated(previous.claims, previous.sources)), list(_stated(claims, sources))
    pairs = _pairs(before, now)
    revised = _revised(before, now, pairs)
    standing = [_change(before[b].claim, now[n].claim) for n, b in sorted(pairs.items())]
    values = [
        Change(claim_id=now[n].claim.id, was=before[b].claim.statement, what=what)
        for n, (b, what) in sorted(revised.items())
    ]
    kept = {*pairs.values(), *(b for b, _ in revised.values())}
    hashes = {source.text_sha256 for source in sources}
    return Changes(
        since=previous.generated_at,
        added=tuple(stated.claim.id for n, stated in enumerate(now) if n not in pairs and n not in revised),
        changed=(*filter(None, standing), *values),
        dropped=tuple(_dropped(stated, hashes, rejected) for b, stated in enumerate(before) if b not in kept),
    )


def fresh(found: Changes | None) -> frozenset[str]:
    """The ids of the claims that are new or changed; none where nothing was compared."""
    return frozenset((*found.added, *(change.claim_id for change in found.changed))) if found else frozenset()


def _stated(claims: Iterable[ClaimRecord], sources: Iterable[Source]) -> Iterator[_Stated]:
    known = {source.id: source for source in sources}
    for claim in claims:
        cited = [(known.get(c.source_id), fold(c.quote)) for c in claim.citations]
        first = cited[0][0] if cited else None
        quotes = frozenset((source.text_sha256 if source else "", quote) for source, quote in cited)
        # A claim that a model worded is in English, whatever its source is in.
        language = first.language if first and claim.wording == "verbatim" else "en"
        yield _Stated(claim, quotes, language, first.published if first else None)


def _pairs(before: Sequence[_Stated], now: Sequence[_Stated]) -> dict[int, int]:
    """Which claim of today is which earlier one: those that say the same first, then those that share most quotes."""
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for b, stated in enumerate(before):
        for key in stated.keys:
            holders[key].append(b)
    shared = Counter((n, b) for n, stated in enumerate(now) for key in stated.keys for b in holders.get(key, ()))

    def apart(pair: tuple[int, int]) -> tuple[bool, int, int, tuple[int, int]]:
        one, other = now[pair[0]].text, before[pair[1]].text
        # One sentence can carry several facts: the wording tells which of them it is.
        return one != other, -shared[pair], len(set(one.split()) ^ set(other.split())), pair

    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for n, b in sorted(shared, key=apart):
        if n not in pairs and b not in taken and now[n].says(before[b]):
            pairs[n] = b
            taken.add(b)
    return pairs


def _revised(before: Sequence[_Stated], now: Sequence[_Stated], pairs: dict[int, int]) -> dict[int, tuple[int, str]]:
    """New claims that give an earlier one another number or date, which may well stand in today's brief too."""
    found: dict[int, tuple[int, str]] = {}
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for b, stated in enumerate(before):
        holders[stated.frame].append(b)
    for n, stated in enumerate(now):
        for b in holders[stated.frame] if stated.frame and n not in pairs else ():
            if what := _difference(before[b], stated):
                found.setdefault(n, (b, what))
    return found


def _difference(was: _Stated, stated: _Stated) -> str:
    """The one number or date in which two statements differ, "" where it is none or more than one."""
    gone, come = was.missing(stated), stated.missing(was)
    if sum(map(len, gone)) != 1 or list(map(len, gone)) != list(map(len, come)):
        return ""
    label, place = ("value", 0) if gone[0] else ("date", 1)
    return f"{label} {gone[place][0]}, now {come[place][0]}"


def _change(old: ClaimRecord, new: ClaimRecord) -> Change | None:
    """What differs in the standing of one and the same claim."""
    differs = [
        f"{label} {before or 'not known'}, now {after or 'not known'}"
        for label, before, after in (
            ("status", old.status, new.status),
            ("date", old.event_date, new.event_date),
            ("established origins", old.origins.established, new.origins.established),
        )
        if before != after
    ]
    return Change(claim_id=new.id, was=old.statement, what="; ".join(differs)) if differs else None


def _dropped(stated: _Stated, hashes: set[str], rejected: Sequence[Rejected]) -> Dropped:
    """Why a statement of the earlier brief is gone."""
    refused = next((entry for entry in rejected if entry.statement and fold(entry.statement) == stated.text), None)
    reason = "no claim says it any more"
    if hashes.isdisjoint(sha for sha, _ in stated.quotes):
        reason = "none of its sources is among the articles any more"
    elif refused:
        reason = f"rejected at {refused.stage}: {refused.reason.detail or refused.reason.code}"
    return Dropped(statement=stated.claim.statement, reason=reason)
