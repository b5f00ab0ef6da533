"""A sentence split into the facts it carries: spans of its own words.

"rose to 420, and 31 of them were charged" is two facts, so that an article which says only one of them is never cited
for both. A fact whose subject stands elsewhere in the sentence names it in square brackets, as editors do. Where a cut
would lose a hedge, a negation or a speaker, the gate refuses it and the sentence stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing import gate
from briefing.gate.reading import read
from briefing.text.clause import Clause
from briefing.text.clauses import clauses
from briefing.text.words import AUXILIARIES, PRONOUNS, Word, words

# A shorter piece is no fact of its own ("he said", "as planned").
_LEAST_WORDS = 5
# A sentence up to this length is read in one go; longer ones are also cut at relative clauses and shared subjects.
_LONG = 28
# A longer antecedent would repeat half of the sentence inside the brackets.
_LONGEST_SUBJECT = 8
# "the flood office expects it": the pronoun is the object of the fact's first verb, with an auxiliary at most between.
_NEAR_VERB = 3
_POINTING = frozenset("this that it them so these those".split())
# "two others received shorter terms": who they are the first half says.
_REST = re.compile(
    r"^(?:the )?(?:\w+ )?(?:remaining|others?|rest|former|latter|same|second|another)\b|"
    r"^(?:both|neither|none|all|most|some) of (?:them|these|those)\b",
    re.IGNORECASE,
)
_OBJECTS = frozenset("it them him its their".split())
# Words that only link a sentence to the one before; without them it says the same.
_LINK = re.compile(
    r"(?:(?:Meanwhile|However|Moreover|Furthermore|In addition|Additionally|Also|Besides|Nevertheless|Nonetheless|"
    r"In the meantime|At the same time), |(?:But|And) (?=[\w“\"]))"
)
_COORDINATORS = frozenset("and but while whereas or yet".split())


@dataclass(frozen=True, slots=True)
class Fact:
    """`sentence[start:end]`, with the subject that it leans on (None where it has its own)."""

    start: int
    end: int
    subject: str | None = None

    def statement(self, sentence: str) -> str:
        """The fact's words, the borrowed subject in square brackets before them."""
        text = sentence[self.start : self.end]
        return f"[{self.subject}] {text}" if self.subject else text


@lru_cache(maxsize=8_192)
def split(sentence: str) -> tuple[Fact, ...]:
    """The facts of one sentence in order; the sentence as one fact where nothing can be cut safely."""
    reading = read(sentence)
    tokens = reading.words
    whole = (Fact(0, len(sentence)),)
    if len(tokens) < 2 * _LEAST_WORDS:
        return whole
    found = reading.clauses
    if len(found) == 1:
        return whole
    length = len([w for w in tokens if w.shape != "mark"])
    if length < 2 * _LEAST_WORDS:
        return whole
    cuts = [cut for clause in found[1:] if (cut := _cut(sentence, tokens, clause, long=length > _LONG))]
    if not cuts:
        return whole
    facts: list[Fact] = []
    start: tuple[int, str | None] = (0, None)
    for end, begin, subject in [*cuts, (len(sentence), len(sentence), None)]:
        facts.append(Fact(start[0], end, start[1]))
        start = (begin, subject)
    facts = [_trimmed(sentence, fact) for fact in facts]
    if any(len(sentence[f.start : f.end].split()) < _LEAST_WORDS for f in facts):
        return whole
    if any(sentence[f.start : f.end].rstrip(' .!?”"').rpartition(" ")[2].lower() in _POINTING for f in facts[1:]):
        # "but the ministry has not confirmed this": it says nothing without what it points at.
        return whole
    if any(f.subject is None and _leans_back(sentence[f.start : f.end]) for f in facts[1:]):
        return whole
    for fact in facts:
        # The first fault settles it.
        if next(gate.faults(fact.statement(sentence).replace("[", "").replace("]", ""), [sentence]), None) is not None:
            return whole
    return tuple(facts)


def _leans_back(text: str) -> bool:
    """Whether a fact's words mean something that only the fact before names."""
    if _REST.match(text):
        return True
    tokens = words(text)
    # A pronoun behind a subject of its own can only mean something further back, unless a name or noun stands between.
    pointing = next((i for i, w in enumerate(tokens) if w.lower in _OBJECTS), None)
    if pointing is None:
        return False
    start, stop = clauses(text)[0].subject
    return start < stop and pointing <= stop + _NEAR_VERB


def unlinked(sentence: str, fact: Fact) -> Fact:
    """The fact without a linking word at the head of its sentence ("Meanwhile, ..."), unless its rest leans too."""
    found = _LINK.match(sentence, fact.start, fact.end) if fact.start == 0 else None
    if found is None or words(sentence[found.end() : fact.end])[0].lower in PRONOUNS | _POINTING:
        return fact
    return Fact(found.end(), fact.end, fact.subject)


def _cut(sentence: str, tokens: tuple[Word, ...], clause: Clause, *, long: bool) -> tuple[int, int, str | None] | None:
    """Where to cut before a clause: end of the fact before, start of the next, its borrowed subject."""
    if clause.form != "finite" or clause.speaker is not None or _inside_quotation(sentence, clause.start):
        return None
    first = tokens[clause.first]
    if first.text == "," and clause.first + 1 < clause.last:
        first = tokens[clause.first + 1]
    parted = clause.first > 0 and (tokens[clause.first - 1].text in ",;" or tokens[clause.first].text in ",;")
    own_subject = clause.subject[0] >= clause.first and clause.subject[0] < clause.subject[1]
    end = tokens[clause.first - 1].end if tokens[clause.first].text not in ",;" else tokens[clause.first].start
    if first.lower in _COORDINATORS or (parted and first.text == ";"):
        if own_subject and (parted or long):
            return end, tokens[clause.subject[0]].start if clause.subject[0] > 0 else first.start, None
        if long and not own_subject:
            return _borrowed(sentence, tokens, clause, end)
    if long and parted and first.lower in ("who", "which") and clause.last == len(tokens):
        return _borrowed(sentence, tokens, clause, end)
    if long and parted and clause.marker in ("whom", "which") and own_subject:
        return end, tokens[clause.subject[0]].start, None
    return None


def _borrowed(sentence: str, tokens: tuple[Word, ...], clause: Clause, end: int) -> tuple[int, int, str | None] | None:
    start, stop = clause.subject
    if start >= stop or stop - start > _LONGEST_SUBJECT or tokens[start].lower in PRONOUNS:
        return None
    if any(w.lower in AUXILIARIES for w in tokens[start:stop]):
        return None
    return end, tokens[clause.group[0]].start, sentence[tokens[start].start : tokens[stop - 1].end]


def _inside_quotation(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _trimmed(sentence: str, fact: Fact) -> Fact:
    start, end = fact.start, fact.end
    while end > start and sentence[end - 1] in " ,;:—–-\n\t":
        end -= 1
    while start < end and sentence[start] in " ,;:—–-\n\t":
        start += 1
    return Fact(start, end, fact.subject)
