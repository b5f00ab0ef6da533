"""Plain questions from the words of a claim: "Has the clinic run out of drips?", "When did the dyke give way?".

A question is a title, so it is short: a subject, a verb and what belongs to it up to the first comma. Names and nouns
are the claim's own; where the claim has a pronoun for a subject, there is no question and the caller takes a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing import names
from briefing.reconcile.lines import Fact, Line
from briefing.text.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, Word, participle, verb_forms

# More words than this are no title.
_REST_WORDS, _SUBJECT_WORDS = 10, 9
# A name that looks like a verb ("Sporting Valdora") may be missed as a subject.
_NAME_WORDS = 4
_MARKS = re.compile(r"[,;:—–(“”\"]|\s-\s")
# Words of a verb group that a question does without.
DROPPED = frozenset("not n't never yet now still also already officially formally currently so far has-been".split())
_DANGLING = re.compile(
    r"\s+(?:on|by|until|till|for|from|since|at|in|of|to|with|as|and|or|but|than|about|around|after|before|late|early"
    r"|the|a|an|that|which|who|when|where|while|because|between|over|under|some|nearly|almost)$"
)
# Behind these another clause begins, which the question leaves out.
_NEXT = re.compile(
    r"\s(?:when|while|because|after|before|since|although|whereas|which|who|whose|where|if|unless|and|but)\s"
)


def question(text: str) -> str:
    """A question from words: one blank between words, a capital first, one mark at the end."""
    plain = " ".join(text.split()).rstrip(" ?.,;:")
    return plain[:1].upper() + plain[1:] + "?"


# Bodies and offices that are written with a capital inside a sentence too.
_CAPITALS = frozenset("parliament congress president prime king queen chancellor pope premier".split())
_ITSELF = re.compile(r"\s(?:itself|himself|herself|themselves)$")
_BORROWED = re.compile(r"(?:\w+ )?\[([^\]:]+)\]")


def subject_of(line: Line, fact: Fact) -> str:
    """The subject as a question has it, "" where it is a pronoun, too long or elsewhere."""
    head = line.reading.words[slice(*fact.clause.subject)]
    if not head:
        head = line.reading.words[: fact.clause.group[0]]
        if not 0 < len(head) <= _NAME_WORDS or not all(w.capital for w in head):
            return ""
    if head[0].lower in PREPOSITIONS:
        head = _behind_opening(head)
    if not head or head[0].lower == "there":
        return ""
    text = line.claim.statement[head[0].start : head[-1].end]
    if borrowed := _BORROWED.match(line.claim.statement[head[0].start :]):
        # "He [Ivo Lank]", "[The company] was fined": the subject that editors put in brackets.
        return borrowed.group(1)
    if len(head) > _SUBJECT_WORDS or head[0].lower in PRONOUNS:
        return ""
    if "[" in text or _MARKS.search(text):
        text = _MARKS.split(text)[0].strip()
        if not text or "[" in text:
            return ""
    text = _ITSELF.sub("", text)
    named = any(n.start <= head[0].start < n.end for n in line.reading.names)
    # A capital inside, or one on the next word too: "NATO", "Secretary General Mark Rutte".
    inner = head[0].text[1:] != head[0].text[1:].lower() or (len(head) > 1 and head[1].capital and head[0].capital)
    if head[0].lower == "the" and not re.search(rf"[a-z,] {re.escape(text)}", line.article.text):
        # "The Selm" at the head of a sentence is the Selm; "The Capital Post" is so anywhere.
        return text[0].lower() + text[1:]
    return text if named or inner or head[0].lower in _CAPITALS else text[0].lower() + text[1:]


def _behind_opening(head: tuple[Word, ...]) -> tuple[Word, ...]:
    """The subject behind a phrase of place or time that no comma closes ("At the gauge by the bridge the Selm")."""
    for at in range(len(head) - 1, 1, -1):
        if head[at].lower in DETERMINERS and head[at - 1].lower not in PREPOSITIONS | DETERMINERS:
            return head[at:]
    return ()


def inverted(line: Line, fact: Fact, subject: str, leave_out: Iterable[tuple[int, int]] = ()) -> str:
    """The clause with its auxiliary first ("has the clinic run out of drips"), "" where that can not be told.

    `leave_out` are the offsets of what is asked for, which the question does not say.
    """
    words = line.reading.words
    group = [w for w in words[slice(*fact.clause.group)] if w.lower not in DROPPED and not w.lower.endswith("ly")]
    if not group or not subject:
        return ""
    tail = rest(line, group[-1].end, max(fact.end, fact.clause.end), leave_out)
    first = group[0].lower
    if first in AUXILIARIES and (len(group) > 1 or first in _BE):
        spoken = " ".join(w.text for w in group[1:])
        return f"{first} {subject} {spoken} {tail}"
    if len(group) != 1 or not fact.clause.verb:
        return ""
    forms = verb_forms(first)
    do = "did" if "past" in forms and first != fact.clause.verb else "does" if "third" in forms else "do"
    return f"{do} {subject} {fact.clause.verb} {tail}"


_BE = frozenset("is are was were am".split())


def rest(line: Line, start: int, end: int, leave_out: Iterable[tuple[int, int]] = (), *, whole: bool = False) -> str:
    """What belongs to a verb: up to the first mark or further clause (`whole`: with it), without dates.

    `leave_out` are offsets of what is asked for.
    """
    text = line.claim.statement
    gone = [*leave_out, *((d.start, d.end + _hour(text[d.end :])) for d in line.reading.dates)]
    kept, at = "", start
    for begin, stop in sorted(gone):
        if at <= begin < end:
            kept += text[at:begin]
            kept = _without_dangling(kept) + " "
            at = stop
    kept += text[at:end] if at < end else ""
    kept = _MARKS.split(kept)[0].rstrip(" .")
    further = None if whole else _NEXT.search(" " + kept)
    if further:
        kept = kept[: max(further.start() - 1, 0)]
    return _without_dangling(" ".join(kept.split()[:_REST_WORDS])).strip()


def _hour(behind: str) -> int:
    """The length of " morning" and the like behind a day."""
    found = re.match(r"\s(?:morning|afternoon|evening|night|noon)\b", behind)
    return found.end() if found else 0


def _without_dangling(text: str) -> str:
    text = text.rstrip()
    while (found := _DANGLING.search(" " + text)) is not None:
        text = (" " + text)[: found.start()].strip()
    return text


def whether(line: Line, fact: Fact) -> str:
    """The yes-or-no question that a fact answers, the plain statement in a template where it can not be turned."""
    turned = inverted(line, fact, subject_of(line, fact) or named_subject(line, fact))
    return question(turned) if turned else question(f"Is it so that {_lowered(line, fact)}")


def when(line: Line, fact: Fact, mention: tuple[int, int]) -> str:
    """When something happens, asked about a dated fact."""
    clause = line.reading.clause_at(mention[0])
    subject = subject_of(line, fact) or named_subject(line, fact)
    if clause.form == "participle" and clause.verb and subject:
        # "The bridge itself, built in 1911": what is built is the subject of the main clause.
        return question(f"when was {subject} {participle(clause.verb)}")
    turned = inverted(line, fact, subject, [mention])
    if turned:
        return question(f"when {turned}")
    return question(f"when: {_lowered(line, fact, [mention])}")


def _lowered(line: Line, fact: Fact, leave_out: Iterable[tuple[int, int]] = ()) -> str:
    text = rest(line, fact.start, fact.end, leave_out)
    named = any(n.start == fact.start for n in line.reading.names)
    return text if named or not text else text[0].lower() + text[1:]


def named_subject(line: Line, fact: Fact) -> str:
    """The one name that a pronoun for a subject can mean: the last person or body named before it."""
    head = line.reading.words[slice(*fact.clause.subject)]
    if len(head) != 1 or head[0].lower not in ("he", "she", "it", "they"):
        return ""
    before = line.article.text[: line.claim.evidence[0].start] + line.claim.statement[: head[0].start]
    last = names.find(before.rstrip()[before.rstrip().rfind("\n") + 1 :])
    told = list(dict.fromkeys(n.text for n in last))
    return told[0] if len(told) == 1 else ""


def group_text(line: Line, fact: Fact) -> str:
    """The verb group as printed, with the infinitive that hangs on it ("is expected to reopen")."""
    words = line.reading.words
    group: list[Word] = list(words[slice(*fact.clause.group)])
    if not group:
        return ""
    last = group[-1]
    for clause in line.reading.clauses:
        if clause.form == "infinitive" and fact.start <= clause.start < fact.end and clause.group[0] < clause.group[1]:
            inner = words[clause.group[0] : clause.group[1]]
            if inner[0].start - last.end <= len(" to be "):
                last = inner[-1]
    return line.claim.statement[group[0].start : last.end]
