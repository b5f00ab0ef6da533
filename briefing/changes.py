"""What is new, changed or gone against an earlier brief, matched by meaning and not by id.

A claim of today is the earlier one when both cite the same words, else when they say the same: enough shared words,
with no difference in numbers, dates, names or negation. It is the earlier one *changed* when only a value, a date, its
status or its count of origins differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from briefing.errors import InputError
from briefing.gate.reading import Reading, read
from briefing.reconcile.lines import alike_stems, share
from briefing.reconcile.papers import Key
from briefing.records.brief import Brief, Change, Changes, ClaimRecord, Dropped, Rejected, Source
from briefing.text.normal import fold
from briefing.text.words import stem

# Of all content words of two statements, the share that both have. Two wordings of one fact seldom have less in common;
# two facts on one person seldom more.
_SAME = 0.6
# Where both cite the same words, a new wording of them may have less in common.
_SAME_QUOTE = 0.3
# A statement of fewer content words than this is compared whole or not at all.
_FEW = 3


def load(path: str | Path) -> Brief:
    """The brief in a JSON file. Raises `InputError` when it can not be read or is none."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "is not UTF-8 text"
        raise InputError(
            f"The earlier brief {path} can not be read: {reason}. Name a JSON file that briefing has written."
        ) from error
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise InputError(
            f"{path} is no brief of schema version 1 ({place}: {first['msg']}). Name a JSON file that `briefing "
            f"generate -o NAME.json` has written."
        ) from error


def changes(
    previous: Brief,
    claims: Sequence[ClaimRecord],
    sources: Sequence[Source],
    rejected: Sequence[Rejected] = (),
) -> Changes:
    """Compares `claims`, which cite `sources`, with those of `previous`; `rejected` tells why a statement fell."""
    before = _told(previous.claims, previous.sources)
    now = _told(claims, sources)
    pairs = _by_quotes(before, now)
    pairs |= _by_meaning(before, now, pairs)
    changed = [_change(before[b], now[n]) for n, b in sorted(pairs.items())]
    revised = _revised(before, now, pairs)
    changed += [Change(claim_id=now[n].claim.id, was=before[b].claim.statement, what=what) for n, b, what in revised]
    touched = set(pairs) | {n for n, _, _ in revised}
    replaced = set(pairs.values()) | {b for _, b, _ in revised}
    hashes = {source.text_sha256 for source in sources}
    return Changes(
        since=previous.generated_at,
        added=tuple(told.claim.id for n, told in enumerate(now) if n not in touched),
        changed=tuple(change for change in changed if change is not None),
        dropped=tuple(_dropped(told, hashes, rejected) for b, told in enumerate(before) if b not in replaced),
    )


def fresh(found: Changes | None) -> frozenset[str]:
    """The ids of the claims that are new or changed; none where nothing was compared."""
    return frozenset((*found.added, *(change.claim_id for change in found.changed))) if found else frozenset()


@dataclass(frozen=True)
class _Told:
    """A claim with what it is matched by."""

    claim: ClaimRecord
    hashes: frozenset[str]
    quotes: frozenset[tuple[str, str]]

    @cached_property
    def reading(self) -> Reading:
        return read(self.claim.statement)

    @cached_property
    def text(self) -> str:
        return fold(self.claim.statement)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Content words, names included, numbers and dates not."""
        passed = {at for date in self.reading.dates for at in range(date.start, date.end)}
        return frozenset(stem(w.lower) for w in self.reading.words if w.content and w.start not in passed)

    @cached_property
    def names(self) -> frozenset[Key]:
        return frozenset(name.key for name in self.reading.names)

    @cached_property
    def numbers(self) -> tuple[tuple[float, str], ...]:
        return tuple(sorted((float(n.value), (n.qualifier or "")) for n in self.reading.numbers))

    @cached_property
    def dates(self) -> tuple[str, ...]:
        return tuple(sorted(d.date or d.text.casefold() for d in self.reading.dates))

    @cached_property
    def negated(self) -> int:
        return sum(clause.negated for clause in self.reading.clauses)


def _told(claims: Iterable[ClaimRecord], sources: Iterable[Source]) -> list[_Told]:
    """Claims with the hashes of the texts that they cite and their folded quotes."""
    texts = {source.id: source.text_sha256 for source in sources}
    return [
        _Told(
            claim,
            frozenset(texts.get(c.source_id, "") for c in claim.citations),
            frozenset((texts.get(c.source_id, ""), fold(c.quote)) for c in claim.citations),
        )
        for claim in claims
    ]


def _by_quotes(before: Sequence[_Told], now: Sequence[_Told]) -> dict[int, int]:
    """Claims that cite the same words of the same text, or, where the file has changed, of any: now -> before."""
    pairs: dict[int, int] = {}
    for same_text in (True, False):
        holders: dict[tuple[str, str] | str, list[int]] = {}
        for b, told in enumerate(before):
            for quote in sorted(told.quotes):
                holders.setdefault(quote if same_text else quote[1], []).append(b)
        taken = set(pairs.values())
        for n, told in enumerate(now):
            if n in pairs:
                continue
            cited = Counter(
                b
                for quote in sorted(told.quotes)
                for b in holders.get(quote if same_text else quote[1], ())
                if b not in taken
            )
            # One sentence can carry several facts: the wording tells which of them it is.
            fits = [b for b in cited if before[b].text == told.text or _alike(before[b], told, _SAME_QUOTE)]
            if fits:
                pairs[n] = max(
                    fits, key=lambda b: (before[b].text == told.text, cited[b], _likeness(before[b], told), -b)
                )
                taken.add(pairs[n])
    return pairs


def _by_meaning(before: Sequence[_Told], now: Sequence[_Told], known: dict[int, int]) -> dict[int, int]:
    """What is left, matched by what it says."""
    pairs: dict[int, int] = {}
    taken = set(known.values())
    for n, b, _ in _close(before, now, set(known), taken):
        if n not in pairs and b not in taken and _alike(before[b], now[n]):
            pairs[n] = b
            taken.add(b)
    return pairs


def _close(
    before: Sequence[_Told], now: Sequence[_Told], skip_now: set[int], skip_before: set[int]
) -> list[tuple[int, int, float]]:
    """Pairs (now, before, likeness) above the bar, the closest first. Only pairs that share a word are looked at."""
    holders: dict[str, list[int]] = {}
    for b, told in enumerate(before):
        if b not in skip_before:
            for word in sorted(told.stems):
                holders.setdefault(word, []).append(b)
    found = []
    for n, told in enumerate(now):
        if n in skip_now:
            continue
        shared = Counter(b for word in sorted(told.stems) for b in holders.get(word, ()))
        for b, count in sorted(shared.items()):
            # Synonyms can add to what is shared word for word; half the bar is where they no longer could.
            if count * 2 >= _SAME * min(len(told.stems), len(before[b].stems)):
                likeness = _likeness(before[b], told)
                if likeness >= _SAME:
                    found.append((n, b, likeness))
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _likeness(a: _Told, b: _Told) -> float:
    """Shared content words, over all content words of both; 1 for the same text, 0 for what is too short to tell."""
    if a.text == b.text:
        return 1.0
    if min(len(a.stems), len(b.stems)) < _FEW:
        return 0.0
    shared = len(alike_stems(a.stems, b.stems))
    return shared / (len(a.stems) + len(b.stems) - shared)


def _alike(a: _Told, b: _Told, bar: float = _SAME) -> bool:
    """Whether two statements say the same: alike, and no difference in numbers, dates, names or negation."""
    return (
        _likeness(a, b) >= bar
        and a.numbers == b.numbers
        and a.dates == b.dates
        and a.negated == b.negated
        and _same_names(a, b)
    )


def _same_names(a: _Told, b: _Told) -> bool:
    return (not a.names and not b.names) or share(a.names, b.names)


def _change(was: _Told, told: _Told) -> Change | None:
    """What differs in the standing of one and the same claim."""
    old, new = was.claim, told.claim
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


def _revised(before: Sequence[_Told], now: Sequence[_Told], pairs: dict[int, int]) -> list[tuple[int, int, str]]:
    """New claims that give an earlier one another value, date or sign: (now, before, what).

    The earlier claim may well stand in today's brief too, when its article still lies in the folder.
    """
    found: dict[int, tuple[int, int, str]] = {}
    for n, b, _ in _close(before, now, set(pairs), set()):
        if n in found or not _same_names(before[b], now[n]):
            continue
        what = _difference(before[b], now[n])
        if what:
            found[n] = (n, b, what)
    return [found[n] for n in sorted(found)]


def _difference(was: _Told, told: _Told) -> str:
    """The one thing in which two statements differ, "" where it is none or more than one."""
    differs = []
    if was.negated % 2 != told.negated % 2:
        differs.append("said not to be so" if told.negated % 2 else "no longer said not to be so")
    for label, a, b in (
        ("value", [n.text for n in was.reading.numbers], [n.text for n in told.reading.numbers]),
        ("date", [d.text for d in was.reading.dates], [d.text for d in told.reading.dates]),
    ):
        same = was.numbers == told.numbers if label == "value" else was.dates == told.dates
        if not same and len(a) == len(b):
            gone, come = [x for x in a if x not in b], [x for x in b if x not in a]
            differs.append(f"{label} {', '.join(gone)}, now {', '.join(come)}")
        elif not same:
            return ""
    return differs[0] if len(differs) == 1 else ""


def _dropped(told: _Told, hashes: set[str], rejected: Sequence[Rejected]) -> Dropped:
    """Why a statement of the earlier brief is gone."""
    reason = "no claim says it any more"
    if not told.hashes & hashes:
        reason = "none of its sources is among the articles any more"
    else:
        for entry in rejected:
            if entry.statement and fold(entry.statement) == told.text:
                reason = f"rejected at {entry.stage}: {entry.reason.detail or entry.reason.code}"
                break
    return Dropped(statement=told.claim.statement, reason=reason)
