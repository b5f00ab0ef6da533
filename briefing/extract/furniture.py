"""What stands on a news page beside the article's sentences: headings, and what the page says to its readers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.records.article import Sentence
from briefing.text.clauses import clauses

# A longer line without a stop may be a sentence whose end got lost.
_HEADING_WORDS = 8
# What a page asks of its readers is said in one short sentence; a longer one that begins so is news.
_FURNITURE_WORDS = 25
# How a paragraph of running text ends.
_ENDS = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_NETWORK = r"(?:Facebook|Twitter|X|Instagram|Telegram|WhatsApp|Viber|YouTube|TikTok|LinkedIn|Google News)\b"
_BEHIND = r"(?=\s*(?:[:»›>|–—-]|\.{3}|…|$)|\s+(?:about|on|here|stories|articles|news)\b)"
_PAGE = re.compile(
    rf"^(?:"
    rf"(?:please )?(?:follow|like|find) us on\b|(?:follow|like|join) [^,]{{0,40}}\b(?:on|in) {_NETWORK}[^,]*$"
    rf"|(?:subscribe|sign up)\b(?! sheet)(?=.{{0,60}}\b(?:to|for|now|here|today|newsletter|channel)\b)"
    rf"|join (?:us on|our) .{{0,40}}(?:channel|group|newsletter|community|{_NETWORK})"
    rf"|read (?:more|also|next|on|the full (?:story|article)){_BEHIND}|(?:see|read|watch|listen) also{_BEHIND}"
    rf"|also read{_BEHIND}|(?:related|recommended|more)(?: on this)? (?:articles?|stor(?:y|ies)|news|topics?){_BEHIND}"
    rf"|you (?:may|might) also (?:like|be interested)|(?:most|editor'?s) (?:read|popular|picks?|viewed){_BEHIND}"
    rf"|click (?:here|on the link|to)\b|tap here\b|share (?:this|on {_NETWORK}|the (?:article|story)\b)"
    rf"|(?:leave|post|write) a comment\b|comments? ?\(\d+\)|(?:log|sign) in (?:to|here)\b"
    rf"|(?:get|download) (?:our|the) .{{0,30}}\b(?:app|newsletter)\b|manage your (?:subscription|cookies|consent)"
    rf"|(?:support|donate to) (?:our|independent|quality) journalism|(?:we|this (?:web)?site) uses? cookies"
    rf"|this (?:article|story|report) (?:was )?(?:first|originally) (?:appeared|published)"
    rf"|advertisement\b|sponsored content\b"
    rf"|(?:lexo(?:ni)? (?:edhe|gjithashtu|më shumë)|pročitajte (?:i|još|više)|прочитајте (?:и|још|више)"
    rf"|lesen sie (?:auch|mehr)|lire aussi|lea también|leggi anche)\b"
    rf")",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Whether a sentence is the page's own: "Follow us on Facebook", "Read more: ...".

    An order to the public ("Stay indoors") is news.
    """
    return len(text.split()) <= _FURNITURE_WORDS and bool(_PAGE.match(text.lstrip("•·*>»-– ").strip()))


def headings(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Indices of the lines that are no sentences.

    "A force of 1999" has no verb; "What comes next" has one, but stands by itself among paragraphs that end with a
    stop as sentences do.
    """
    lengths: dict[int, int] = {}
    for sentence in sentences:
        lengths[sentence.paragraph] = lengths.get(sentence.paragraph, 0) + 1
    short = [s for s in sentences if len(s.text.split()) <= _HEADING_WORDS and s.text[-1:].isalnum()]
    if not short:
        return frozenset()
    stopped = {s.paragraph for s in sentences if _ENDS.search(s.text)}
    written = 2 * len(stopped) > len(lengths)
    last = max(lengths)
    return frozenset(
        s.index
        for s in short
        if (written and lengths[s.paragraph] == 1 and s.paragraph != last) or not any(c.verb for c in clauses(s.text))
    )
