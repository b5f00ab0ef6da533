"""What became of what the model proposed: how much of it is copied, and why the rest was refused."""

from __future__ import annotations

from collections import Counter

from briefing.records.brief import Brief, Stage
from briefing.render.display import count
from briefing.text.normal import fold

# Reasons whose code does not read as a word of its own.
_READABLE = {
    "number": "number without a source",
    "date": "date without a source",
    "clock": "time without a source",
    "name": "name without a source",
    "quotation": "quotation without a source",
    "unsupported": "more than its evidence says",
    "not_judged": "no verdict",
    "instructions": "an order to whoever sums up",
    "said": "said before",
    "no_evidence": "no line cited",
    "cut": "no whole sentence",
    "aside": "little to do with the topic",
    "leans": "not readable alone",
    "told": "close to what is printed",
}


def copied(brief: Brief) -> int:
    """How many items that the model wrote are, word for word, a passage of an article that they cite."""
    items = (*brief.bottom_line, *(item for section in brief.sections for item in section.items))
    written = [item for item in items if item.wording == "model"]
    # Of a large folder's claims only those behind the text are looked at.
    wanted = {key for item in written for key in item.claim_ids}
    quotes = {c.id: [fold(q.quote) for q in c.citations] for c in brief.claims if c.id in wanted}
    return sum(any(_bare(i.text) in quote for key in i.claim_ids for quote in quotes.get(key, ())) for i in written)


def reasons(brief: Brief, stage: Stage) -> str:
    """Why proposals were refused at a stage, the commonest first: "name without a source 8, hedge lost 2"."""
    codes = Counter(rejected.reason.code for rejected in brief.rejected if rejected.stage == stage)
    ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{_READABLE.get(code, code.replace('_', ' '))} {times:,}" for code, times in ordered)


def origin_of_words(brief: Brief) -> str:
    """How many items are the model's and how many verbatim; copies that the model made are told apart."""
    same = copied(brief)
    note = brief.method
    aside = f" ({same:,} of them word for word an article's)" if same else ""
    return f"{count(note.items_by_model, 'item')} in the model's words{aside}, {note.items_verbatim:,} verbatim"


def _bare(text: str) -> str:
    return fold(text).strip(" .!?")
