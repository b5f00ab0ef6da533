"""Which words of a wider claim a narrower one also says, so that its citation stands behind those words only."""

from __future__ import annotations

from collections.abc import Iterable

from briefing import gate, names
from briefing.gate import lexicon
from briefing.gate.reading import read
from briefing.merge.relation import bare, faults
from briefing.records.claim import Claim
from briefing.text.words import stem

# Share of the span's content words that the narrower claim must have, so that it is not cited for what it does not say.
_CARRIED = 0.8
_NO_MATTER = frozenset({"attribution_lost", "attribution_added", "content"})


def span(wide: str, narrow: Claim) -> tuple[int, int] | None:
    """The longest run of whole clauses of `wide` that `narrow` supports; None where there is none."""
    if "[" in wide:
        return None
    pieces: list[tuple[int, int]] = []
    for clause in read(wide).clauses:
        # A plan and what is planned are one piece: an infinitive without its verb would lose the hedge.
        if pieces and clause.form != "finite":
            pieces[-1] = (pieces[-1][0], clause.end)
        else:
            pieces.append((clause.start, clause.end))
    pieces[0], pieces[-1] = (0, pieces[0][1]), (pieces[-1][0], len(wide))
    runs = [(pieces[i][0], pieces[j][1]) for i in range(len(pieces)) for j in range(i, len(pieces))]
    for start, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        if supports(wide[start:end], narrow):
            return start, end
    return None


def supports(text: str, claim: Claim) -> bool:
    """Whether a claim's own quotes carry the whole of `text`. A title or a first name more is no other person."""
    quotes = [e.quote for e in claim.evidence]
    reading, own = read(text), [read(q) for q in (*quotes, bare(claim.statement))]
    known = {n.key for r in own for n in r.names}
    fuller = [n for n in reading.names if n.key not in known and any(names.same(n.key, k) for k in known)]
    spans = [(n.start, n.end) for n in fuller]
    content = [
        w for w in reading.words
        if w.content and w.lower not in names.TITLES and not any(a <= w.start < b for a, b in spans)
    ]  # fmt: skip
    if len(content) < 2:
        return False
    have = frozenset[str]().union(*[r.senses for r in own])
    carried = sum(not lexicon.senses(stem(w.lower)).isdisjoint(have) or w.lower in have for w in content)
    if carried < _CARRIED * len(content):
        return False
    if claim.translated:
        # What its own quotes carry was seen when it was translated; nothing may be added to that.
        return gate.check(text, [bare(claim.statement)]).accepted
    told = list(dict.fromkeys((*quotes, bare(claim.statement))))
    # A claim in its source's own words has been held against `text` already.
    held = faults(text, told[0]) if len(told) == 1 else None
    found: Iterable[str] = (fault.code for fault in gate.faults(text, told)) if held is None else held
    return all(code in _NO_MATTER or (code in ("name", "moved", "roles") and fuller) for code in found)
