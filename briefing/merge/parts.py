"""Which words of a wider claim a narrower one also says, so that its citation stands behind those words only."""

from __future__ import annotations

from briefing import gate
from briefing.gate import lexicon
from briefing.gate.reading import read
from briefing.merge.relation import bare
from briefing.records.claim import Claim
from briefing.text.words import is_content, stem, words

# Share of the span's content words that the narrower claim must have, so that it is not cited for what it does not say.
_CARRIED = 0.8
_NO_MATTER = frozenset({"attribution_lost", "attribution_added", "hedge_lost", "content"})


def span(wide: str, narrow: Claim) -> tuple[int, int] | None:
    """The longest run of whole clauses of `wide` that `narrow` supports; None where there is none."""
    if "[" in wide:
        return None
    pieces = [(c.start, c.end) for c in read(wide).clauses]
    pieces[0], pieces[-1] = (0, pieces[0][1]), (pieces[-1][0], len(wide))
    runs = [(pieces[i][0], pieces[j][1]) for i in range(len(pieces)) for j in range(i, len(pieces))]
    for start, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        if supports(wide[start:end], narrow):
            return start, end
    return None


def supports(text: str, claim: Claim) -> bool:
    """Whether a claim's own quotes carry the whole of `text`."""
    content = [w for w in words(text) if is_content(w)]
    if len(content) < 2:
        return False
    quotes = [e.quote for e in claim.evidence]
    have = frozenset[str]().union(*(read(q).senses for q in quotes), read(bare(claim.statement)).senses)
    carried = sum(not lexicon.senses(stem(w.lower)).isdisjoint(have) or w.lower in have for w in content)
    if carried < _CARRIED * len(content):
        return False
    verdict = gate.check(text, [*quotes, bare(claim.statement)])
    return not {f.code for f in verdict.faults} - _NO_MATTER
