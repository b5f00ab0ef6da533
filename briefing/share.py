"""A brief to be handed on: without the articles, with the quotes that stand behind what is printed.

What is left of the articles is what a reader of the printed brief sees. Claims that nothing printed leads to would
quote the rest of the articles sentence by sentence, so they are left out too, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from briefing.records.article import Article, Sentence
from briefing.records.brief import Brief, Changes, Citation, ClaimRecord, Rejected, Source, Without
from briefing.records.desk import Decision, HouseName, Review, Share
from briefing.text.normal import fold
from briefing.text.sentences import sentences

# Words on either side of a quote: enough to tell two places of a page apart, and no sentence.
_EDGE_WORDS = 3
# Why something was refused can hold the words that were refused; only these reasons are the program's own words.
_OWN_WORDS = frozenset({"ingest", "topic", "length"})


def quotes(brief: Brief) -> Brief:
    """The brief without the articles' texts and without each statement that is not printed."""
    printed = brief.printed
    texts = {s.id: s.text or "" for s in brief.sources}
    split = {s.id: _sentences(s) for s in brief.sources}
    kept = [c for c in brief.claims if c.id in printed]
    claims = tuple(
        c.model_copy(
            update={"citations": tuple(_trimmed(q, texts[q.source_id], split[q.source_id]) for q in c.citations)}
        )
        for c in kept
    )
    dropped = len(brief.changes.dropped) if brief.changes else 0
    dropped += len(brief.method.without.fallen) if brief.method.without else 0
    withheld = sum(r.statement is not None for r in brief.rejected if r.stage != "length")
    return brief.model_copy(
        update={
            "claims": claims,
            "sources": tuple(s.model_copy(update={"text": None, "path": _name(s.path)}) for s in brief.sources),
            "rejected": tuple(map(_without_words, brief.rejected)),
            "changes": _changes(brief.changes, kept) if brief.changes else None,
            "method": brief.method.model_copy(update={"without": _without(brief.method.without)}),
            "review": _review(brief.review, printed) if brief.review else None,
            "house_notes": tuple(
                n.model_copy(update={"claim_ids": tuple(i for i in n.claim_ids if i in printed)})
                for n in brief.house_notes
                if printed & set(n.claim_ids)
            ),
            "house_names": tuple(n for n in brief.house_names if _told(n, claims)),
            "share": Share(
                mode="quotes",
                claims_withheld=len(brief.claims) - len(kept),
                statements_withheld=withheld + dropped,
            ),
        }
    )


def _sentences(source: Source) -> tuple[Sentence, ...]:
    return tuple(sentences(Article(id=source.id, text=source.text or "", language=source.language)))


def _trimmed(citation: Citation, text: str, split: Sequence[Sentence]) -> Citation:
    """A citation with a few words on either side, never a whole sentence."""
    start = _cut(text, citation.start - len(citation.prefix), citation.start, split, behind=False)
    end = _cut(text, citation.end, citation.end + len(citation.suffix), split, behind=True)
    return citation.model_copy(update={"prefix": text[start : citation.start], "suffix": text[citation.end : end]})


def _cut(text: str, start: int, end: int, split: Sequence[Sentence], *, behind: bool) -> int:
    """Where a prefix begins, or a suffix (`behind`) ends."""
    inside = text[start:end]
    words = inside.split()[:_EDGE_WORDS] if behind else inside.split()[-_EDGE_WORDS:]
    while words:
        at = start + _reach(inside, words) if behind else end - _reach(inside[::-1], [w[::-1] for w in reversed(words)])
        low, high = (start, at) if behind else (at, end)
        if not any(low <= s.start and s.end <= high for s in split):
            return at
        words = words[:-1] if behind else words[1:]
    return start if behind else end


def _reach(inside: str, words: Sequence[str]) -> int:
    at = 0
    for word in words:
        at = inside.index(word, at) + len(word)
    return at


def _name(path: str | None) -> str | None:
    """A file's name without the folders of the machine that the brief was made on."""
    return PurePath(path).name if path else None


def _without_words(entry: Rejected) -> Rejected:
    own = entry.stage in _OWN_WORDS
    reason = entry.reason if own else entry.reason.model_copy(update={"detail": "withheld with the article"})
    statement = entry.statement if entry.stage == "length" else None
    return entry.model_copy(update={"statement": statement, "reason": reason, "path": _name(entry.path)})


def _told(known: HouseName, claims: Sequence[ClaimRecord]) -> bool:
    """Whether a name of the house's tables stands in what is shared: the others are nobody else's business."""
    told = fold(
        " ".join(words for c in claims for words in (c.statement, *c.merged_from, *(q.quote for q in c.citations)))
    )
    return any(fold(alias) in told for alias in known.aliases)


def _changes(changes: Changes, kept: Sequence[ClaimRecord]) -> Changes:
    told = {c.id: [c.statement, *c.merged_from, *(q.quote for q in c.citations)] for c in kept}
    changed = []
    for change in changes.changed:
        if change.claim_id in told:
            known = any(change.was in words for words in told[change.claim_id])
            changed.append(change if known else change.model_copy(update={"was": "(withheld)"}))
    return Changes(
        since=changes.since,
        added=tuple(i for i in changes.added if i in told),
        changed=tuple(changed),
        dropped=(),
    )


def _without(left_out: Without | None) -> Without | None:
    """What was left out without the statements that fell with it, which nothing here quotes."""
    if left_out is None:
        return None
    articles = tuple(_name(article) or "" for article in left_out.articles)
    return left_out.model_copy(update={"articles": articles, "fallen": ()})


def _review(review: Review, printed: frozenset[str]) -> Review:
    return review.model_copy(
        update={
            "decisions": tuple(_decision(d, printed) for d in review.decisions),
            "unapplied": tuple(
                u.model_copy(update={"statement": None, "reason": u.reason.model_copy(update={"detail": "withheld"})})
                for u in review.unapplied
            ),
        }
    )


def _decision(decision: Decision, printed: frozenset[str]) -> Decision:
    ids = tuple(i for i in decision.claim_ids if i in printed)
    bare = {"was": None, "now": decision.now if ids else None, "reason": decision.reason if ids else None}
    return decision.model_copy(update={"claim_ids": ids, **bare})
