"""What is new, changed or gone against an earlier brief, matched by what is quoted and what is said, not by id.

A claim of today is the earlier one when both cite the same words, else when both say it in nearly the same words, with
equal numbers and dates, no name that the other lacks, and nothing that looks suspicious (a "not", an "expected" on one
side only): what code cannot tell is new. It is the earlier one *changed* when its status, its date or its count of
origins differs, or one number or date of it: "value 14, now 22".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from briefing.errors import InputError
from briefing.records.brief import Brief, Change, Changes, ClaimRecord, Dropped, Rejected, Source
from briefing.similarity import Similarity
from briefing.text.normal import fold
from briefing.told import Told, alike, difference, same_names, suspicious

# How close two statements are without their numbers and dates (0 to 1). Of two wordings of one fact nearly all words
# are the same; two facts of one pattern seldom come so close.
_SAME = 0.9
# Where both cite the same words, a new wording of them may have less in common.
_SAME_QUOTE = 0.3
# A statement of fewer words than this, numbers and dates left out, is a pattern: it is the same word for word or not.
_FEW = 4


def load(path: str | Path) -> Brief:
    """The brief in a JSON file. Raises `InputError` when it cannot be read or is none."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "is not UTF-8 text"
        raise InputError(
            f"The earlier brief {path} cannot be read: {reason}. Name a JSON file that briefing has written."
        ) from error
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise InputError(
            f"{path} is no brief ({place}: {first['msg']}). Name a JSON file that `briefing "
            f"generate -o NAME.json` has written."
        ) from error


def changes(
    previous: Brief,
    claims: Sequence[ClaimRecord],
    sources: Sequence[Source],
    rejected: Sequence[Rejected] = (),
) -> Changes:
    """Compares `claims`, which cite `sources`, with those of `previous`; `rejected` tells why a statement fell."""
    match = _Match(list(_told(previous.claims, previous.sources)), list(_told(claims, sources)))
    before, now, pairs = match.before, match.now, match.pairs
    changed = [_change(before[b], now[n]) for n, b in sorted(pairs.items())]
    revised = match.revised()
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


def _told(claims: Iterable[ClaimRecord], sources: Iterable[Source]) -> Iterator[Told]:
    """Claims with the hashes of the texts that they cite and their folded quotes."""
    known = {source.id: source for source in sources}
    for claim in claims:
        texts = [(known[c.source_id].text_sha256 if c.source_id in known else "", c.quote) for c in claim.citations]
        first = known.get(claim.citations[0].source_id) if claim.citations else None
        yield Told(
            claim, first, frozenset(sha for sha, _ in texts), frozenset((sha, fold(quote)) for sha, quote in texts)
        )


class _Match:
    """Claims of two briefs, and which of today's is which earlier one (`pairs`: now -> before)."""

    def __init__(self, before: list[Told], now: list[Told]) -> None:
        self.before, self.now = before, now
        self._near = Similarity([told.frame for told in (*before, *now)])
        self.pairs: dict[int, int] = {}
        for same_text in (True, False):
            self._by_quotes(same_text=same_text)
        self._closest = list(self._candidates())
        self._by_words()

    def _by_quotes(self, *, same_text: bool) -> None:
        """Pair claims that cite the same words of the same text or, where the file has changed, of any."""
        holders: dict[tuple[str, str] | str, list[int]] = {}
        for b, told in enumerate(self.before):
            for quote in sorted(told.quotes):
                holders.setdefault(quote if same_text else quote[1], []).append(b)
        taken = set(self.pairs.values())
        for n, told in enumerate(self.now):
            if n not in self.pairs:
                keys = [quote if same_text else quote[1] for quote in sorted(told.quotes)]
                cited = Counter(b for key in keys for b in holders.get(key, ()) if b not in taken)
                close = self._closeness([(b, n) for b in cited])
                # One sentence can carry several facts: the wording tells which of them it is.
                fits = [b for b in cited if close[b, n] >= _SAME_QUOTE and alike(self.before[b], told)]
                if fits:
                    self.pairs[n] = max(
                        fits, key=lambda b: (self.before[b].text == told.text, cited[b], close[b, n], -b)
                    )
                    taken.add(self.pairs[n])

    def _closeness(self, pairs: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], float]:
        """How close claims are (before, now): 1 for the same text, 0 for patterns."""
        scores = self._near.scores([(b, len(self.before) + n) for b, n in pairs]) if pairs else []
        return {pair: self._settled(*pair, score) for pair, score in zip(pairs, scores, strict=True)}

    def _settled(self, b: int, n: int, score: float) -> float:
        one, other = self.before[b], self.now[n]
        if one.text == other.text:
            return 1.0
        return score if min(len(one.frame.split()), len(other.frame.split())) >= _FEW else 0.0

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Close claims (now, before), the closest first, but for those of today that are paired already."""
        size = len(self.before)
        found = []
        for b, at, score in self._near.candidates(_SAME):
            if b < size <= at and (n := at - size) not in self.pairs and self._settled(b, n, score) >= _SAME:
                found.append((-self._settled(b, n, score), n, b))
        yield from ((n, b) for _, n, b in sorted(found))

    def _by_words(self) -> None:
        """Pair what is left by what it says."""
        taken = set(self.pairs.values())
        for n, b in self._closest:
            one, other = self.before[b], self.now[n]
            if n not in self.pairs and b not in taken and alike(one, other) and not suspicious(one, other):
                self.pairs[n] = b
                taken.add(b)

    def revised(self) -> list[tuple[int, int, str]]:
        """New claims that give an earlier one another value or date: (now, before, what).

        The earlier claim may well stand in today's brief too, when its article still lies in the folder.
        """
        found: dict[int, tuple[int, int, str]] = {}
        for n, b in self._closest:
            if n in self.pairs or n in found:
                continue
            one, other = self.before[b], self.now[n]
            what = difference(one, other)
            if what and same_names(one, other) and not suspicious(one, other):
                found[n] = (n, b, what)
        return [found[n] for n in sorted(found)]


def _change(was: Told, told: Told) -> Change | None:
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


def _dropped(told: Told, hashes: set[str], rejected: Sequence[Rejected]) -> Dropped:
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
