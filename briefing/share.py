"""A brief to be handed on: without the articles, with the quotes that stand behind what is printed.

What is left of the articles is what a reader of the printed brief sees. Claims that nothing printed leads to would
quote the rest of the articles sentence by sentence, so they are left out too, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from briefing.records.article import Article, Sentence
from briefing.records.brief import Brief, Changes, Citation, ClaimRecord, Rejected
from briefing.records.desk import Review, Share, Unapplied
from briefing.records.record import Reason
from briefing.text.normal import fold
from briefing.text.sentences import sentences

# Words on either side of a quote: enough to tell two places of a page apart, and no sentence.
_EDGE_WORDS = 3
_WORD = re.compile(r"\S+")
_WITHHELD = {"was": "(withheld)"}
# Why something was refused can hold the words that were refused; only these reasons are the program's own words.
_OWN_WORDS = frozenset({"ingest", "topic", "length"})


def quotes(brief: Brief) -> Brief:
    """The brief without the articles' texts and without each statement that is not printed."""
    printed = brief.printed
    texts = {s.id: s.text or "" for s in brief.sources}
    split = {s.id: sentences(Article(id=s.id, text=texts[s.id], language=s.language)) for s in brief.sources}
    kept = [c for c in brief.claims if c.id in printed]
    claims = tuple(
        c.model_copy(update={"citations": tuple(_trimmed(q, texts[q.source_id], split[q.source_id]) for q in quoted)})
        for c in kept
        for quoted in (c.citations,)
    )
    # Names of the house's tables that nothing shared has are nobody else's business.
    stated = fold(" ".join(text for claim in claims for text in claim.words))
    without = brief.method.without
    withheld = sum(r.statement is not None for r in brief.rejected)
    withheld += len(brief.changes.dropped if brief.changes else ()) + len(without.fallen if without else ())
    if without is not None:
        # The statements that fell are quoted by nothing here.
        without = without.model_copy(update={"articles": tuple(map(_name, without.articles)), "fallen": ()})
    return brief.model_copy(
        update={
            "claims": claims,
            "sources": tuple(s.model_copy(update={"text": None, "path": _name(s.path)}) for s in brief.sources),
            "rejected": tuple(map(_without_words, brief.rejected)),
            "changes": _changes(brief.changes, kept) if brief.changes else None,
            "method": brief.method.model_copy(update={"without": without}),
            "review": _review(brief.review, printed) if brief.review else None,
            "house_notes": tuple(
                n.model_copy(update={"claim_ids": ids})
                for n in brief.house_notes
                if (ids := tuple(i for i in n.claim_ids if i in printed))
            ),
            "house_names": tuple(n for n in brief.house_names if any(fold(alias) in stated for alias in n.aliases)),
            "share": Share(mode="quotes", claims_withheld=len(brief.claims) - len(kept), statements_withheld=withheld),
        }
    )


def _trimmed(citation: Citation, text: str, lines: Sequence[Sentence]) -> Citation:
    """A citation with a few words on either side, never a whole sentence."""
    first, last = citation.start, citation.end
    before = [m.start() for m in _WORD.finditer(text, first - len(citation.prefix), first)][-_EDGE_WORDS:]
    behind = [m.end() for m in _WORD.finditer(text, last, last + len(citation.suffix))][:_EDGE_WORDS]

    def whole(start: int, end: int) -> bool:
        return any(start <= line.start and line.end <= end for line in lines)

    start = next((at for at in before if not whole(at, first)), first)
    end = next((at for at in reversed(behind) if not whole(last, at)), last)
    return citation.model_copy(update={"prefix": text[start:first], "suffix": text[last:end]})


def _name(path: str | None) -> str | None:
    """A file's name without the folders of the machine that the brief was made on."""
    return PurePath(path).name if path else None


def _without_words(entry: Rejected) -> Rejected:
    own = entry.stage in _OWN_WORDS
    reason = entry.reason if own else entry.reason.model_copy(update={"detail": "withheld with the article"})
    return entry.model_copy(update={"statement": None, "reason": reason, "path": _name(entry.path)})


def _changes(changes: Changes, kept: Sequence[ClaimRecord]) -> Changes:
    words = {claim.id: claim.words for claim in kept}
    changed = [
        change if any(change.was in text for text in words[change.claim_id]) else change.model_copy(update=_WITHHELD)
        for change in changes.changed
        if change.claim_id in words
    ]
    added = tuple(i for i in changes.added if i in words)
    return Changes(since=changes.since, added=added, changed=tuple(changed), dropped=())


def _review(review: Review, printed: frozenset[str]) -> Review:
    unapplied = [
        Unapplied(kind=each.kind, statement=None, reason=Reason(code=each.reason.code, detail="withheld"))
        for each in review.unapplied
    ]
    decisions = []
    for decision in review.decisions:
        ids = tuple(i for i in decision.claim_ids if i in printed)
        gone: dict[str, object] = {} if ids else {"now": None, "reason": None}
        decisions.append(decision.model_copy(update={"claim_ids": ids, "was": None, **gone}))
    return review.model_copy(update={"decisions": tuple(decisions), "unapplied": tuple(unapplied)})
