"""Text in an article that is addressed to a machine reader, or that says what to write. It is never evidence.

An order to the public ("stay indoors") is news and stays: the patterns ask for a reader that is a program, or for words
about the summary itself.
"""

from __future__ import annotations

import re

_READER = r"(?:AI|A\.I\.|LLM|language model|chat ?bot|chatgpt|gpt|assistant|summari[sz]er|automated (?:system|reader|tool)|machine reader|bot)s?"
_PATTERNS = [
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|all|your|any)\b.{0,30}\b(?:instruction|prompt|rule|guideline|direction|order)s?",
    rf"\b(?:note|message|attention|instructions?|reminder|notice) (?:to|for) (?:the |all |any )?{_READER}\b",
    rf"\b{_READER}\b.{{0,40}}\b(?:must|should|shall|are (?:told|asked|instructed)|is (?:told|asked|instructed)|reading this|who read this)\b",
    rf"\b(?:you are|act as|pretend to be|if you are) (?:now )?(?:an? |the )?(?:helpful |large )?{_READER}\b",
    r"\b(?:system|developer|hidden) (?:prompt|message|instruction)s?\b",
    r"\b(?:in|into|to|from) (?:your|the) (?:summary|summaries|brief|briefing|output|reply|response|answer)\b.{0,60}\b(?:include|write|state|say|add|mention|omit|claim|report|list)\b",
    r"\b(?:include|write|state|say|add|mention|omit|insert|output|print|report|append)\b.{0,80}\b(?:in|into|to|from) (?:your|the) (?:summary|brief|briefing|output|reply|response|answer)\b",
    r"\b(?:do not|don't|never|always) (?:mention|include|summari[sz]e|cite|quote|report) .{0,60}\b(?:in (?:your|the|any) (?:summary|brief|output|answer)|to the user)\b",
    r"\b(?:respond|reply|answer) (?:only |just )?with\b",
    r"\b(?:set|mark|label|classify) (?:every|all|each|the) (?:status|claim|item|sentence)s?\b.{0,40}\b(?:as|to)\b",
    r"<\|?/?(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\|?>|\[/?INST\]|<</?SYS>>|^\s*(?:###\s*)?(?:system|assistant|user)\s*:",
    r"</?article\b|</?(?:instructions?|context|prompt)>",
    # The same order in the languages of the region and its neighbours: Albanian, Serbian (both scripts), German, French, Spanish, Italian, Russian.
    r"\binjoro(?:ni|je)?\b.{0,40}\budh[eë]zim|\bzanemari(?:te)?\b.{0,40}\b(?:uputstva|instrukcij|prethodn)|\bзанемари(?:те)?\b.{0,40}\b(?:упутств|инструкциј|претходн)",
    r"\bignorier(?:e|en sie)?\b.{0,40}\b(?:anweisung|vorherig)|\bignore[zr]?\b.{0,40}\b(?:instructions|consignes)\b|\bignora(?:r|te)?\b.{0,40}\b(?:istruzioni|instrucciones)|\bигнорируй(?:те)?\b.{0,40}\bинструкц",
]  # fmt: skip
_ORDER = re.compile("|".join(f"(?:{p})" for p in _PATTERNS), re.IGNORECASE | re.DOTALL | re.MULTILINE)


def is_order(text: str) -> bool:
    """Whether a text speaks to a machine reader or dictates what is to be written."""
    return _ORDER.search(text) is not None
