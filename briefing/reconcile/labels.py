"""What a figure is called and what is asked about it, in words that the cited articles use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.reconcile import asking
from briefing.reconcile.asking import DROPPED
from briefing.reconcile.counted import MOVES, PEOPLE, SORTS, STAFF, STOCK, TROOPS, state_of
from briefing.reconcile.counts import Count, printed_names, state_word
from briefing.reconcile.lines import Line
from briefing.reconcile.quantities import Value
from briefing.text.words import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Word,
    lemmas,
    participle,
    stem,
)

# A longer subject is a clause and no label.
_LABEL_WORDS = 6
_PLACED = re.compile(r"\b(?:in|at|near|around|through|across|outside)\s+(?:the )?$")
_IN = re.compile(
    r"\s+(?:in|of|worth of) ((?:[a-z-]+ ){0,2}?[a-z-]+)(?=[\s.,;]*$|[.,;]| (?:to|for|from|by|after|over|on|with|and)\b)"
)
_MEASURED = re.compile(r"\b([A-Za-z]+) of $")
_NO_THINGS = frozenset("total sum maximum minimum average out instead because consisting area distance".split())


def label(found: Sequence[Value]) -> str:
    """Whose and what ("KFOR: troops"); "" where the words do not give a label."""
    first = plainest(found)
    if first.kind != "count":
        named = (rated(c) for v in found for c in v.counts)
        if called := min((n for n in named if n), key=lambda n: (len(n), n), default=""):
            return called
    what = _what(first)
    owner = owner_of([c for v in found for c in v.counts])
    return f"{owner}: {what}" if owner and what and owner not in what else what


def plainest(found: Sequence[Value]) -> Count:
    """The report with the shortest words for what is counted."""
    return min((c for v in found for c in v.counts), key=_plainness)


def _plainness(count: Count) -> tuple[bool, bool, bool, int, str]:
    unsaid = count.people and not state_word(count)
    return count.number is None, not count.noun, unsaid, len(count.noun), count.noun


def rated(count: Count) -> str:
    """What an amount is the amount of: "inflation in Kestria", "key interest rate", "foreign reserves"; else ""."""
    line, fact = count.line, count.fact
    verb, group = fact.clause.verb, line.reading.words[slice(*fact.clause.group)]
    puts = verb in ("put", "estimate", "total") and not fact.clause.passive
    if (verb in _SETS or puts) and group and group[-1].end < count.start:
        behind = [w for w in line.reading.words if group[-1].end <= w.start < count.start]
        named: list[Word] = []
        for word in behind:
            if word.lower in PREPOSITIONS or word.shape != "word":
                break
            named.append(word)
        while named and named[0].lower in DETERMINERS:
            named = named[1:]
        return line.claim.statement[named[0].start : named[-1].end] if named else ""
    if not puts and verb in STOCK | MOVES | _LINKS and count.kind in ("money", "percent"):
        subject = asking.subject_of(line, fact)
        return re.sub(r"^(?:the|a|an|its|their|his|her)\s+", "", subject)
    return ""


# Verbs that set or hold an amount, which is what stands behind them; and verbs that only link it with its thing.
_SETS = frozenset("raise lift cut lower increase reduce hold have maintain keep set".split())
_LINKS = frozenset("amount come run estimate total revise put".split())


def stateless(count: Count) -> bool:
    """Whether the counted noun says nothing of what became of them ("people", not "deaths")."""
    return not state_of(count.noun.lower().split()[-1])


def owner_of(counts: Sequence[Count]) -> str:
    """The name that says whose count it is, or where it was taken; one that all the articles cited know."""
    # Only English words can be compared as they are printed.
    counts = [c for c in counts if c.line.english]
    named = [n for c in counts for n in printed_names(c.line, c.holder)]
    if not named and all(c.thing == TROOPS for c in counts):
        # A mission or force goes by its short form in capitals ("KFOR").
        named = [n for c in counts for n in printed_names(c.line, c.fact.names) if n.isupper()]
    named = named or [n for c in counts for n in _bound(c)]
    ranked = sorted(dict.fromkeys(named), key=lambda n: (-named.count(n), not n.isupper(), named.index(n)))
    return next((n for n in ranked if all(n in c.line.article.text for c in counts)), "")


def _bound(count: Count) -> list[str]:
    """The names that the fact hangs on: its subject, and places ("in Varo")."""
    subject = printed_names(count.line, count.fact.subject)
    text = count.line.claim.statement
    names = [n for n in count.line.reading.names if n.key in count.fact.names]
    return subject + [n.text for n in names if _PLACED.search(text[: n.start])]


def _what(count: Count) -> str:
    if count.kind == "money":
        return _sort(count) or _purpose(count) or _about(count)
    if count.kind in ("percent", "measure", "duration"):
        return measured(count) or _about(count)
    if count.noun:
        return _with_state(count)
    return _about(count) or state_word(count)


def measured(count: Count) -> str:
    """The noun that a measure is the measure of: "winds" of 90 km/h; "" where there is none."""
    if count.kind != "measure" or count.number is None:
        return ""
    # The span of a number begins with its qualifier ("up to").
    noun = _MEASURED.search(count.line.claim.statement[: count.number.span[0]])
    return noun.group(1).lower() if noun and noun.group(1).lower() not in _NO_THINGS else ""


def _sort(count: Count) -> str:
    """What sort of money it is, with the adjective before it: "immediate aid", "deposit"; "" where it is not said."""
    words = [w for w in count.line.reading.words if count.fact.start <= w.start < count.fact.end]
    named = [i for i, w in enumerate(words) if stem(w.lower) in SORTS and "NOUN" in lemmas(w.lower)]
    if not named:
        return ""
    at = min(named, key=lambda i: abs(words[i].start - count.start))
    before = words[at - 1] if at else None
    described = before is not None and not before.capital and set(lemmas(before.lower)) == {"ADJ"}
    return f"{words[at - 1].text} {words[at].text}" if described else words[at].text


def _purpose(count: Count) -> str:
    """What money is for ("in aid") or what is done with it ("fined")."""
    text = count.line.claim.statement
    behind = _IN.match(text, count.end)
    if behind:
        return behind.group(1)
    verb = [w for w in _words(count.line, count.fact.clause.group) if w.lower not in AUXILIARIES]
    return verb[-1].text if verb else ""


# What is done to things that are counted for it.
_DONE = frozenset(
    "send deploy dispatch deliver recall cancel destroy sell score build close open seize confiscate distribute cut "
    "create lose collect".split()
)


_SAYS_LITTLE = frozenset("come go be have stay stand live".split())


def _with_state(count: Count) -> str:
    """The counted noun with what is said of it: "people injured", "journalists accredited"; troops simply are there."""
    state = state_word(count) if count.people else ""
    if state and state not in count.noun.lower():
        return f"{count.noun} {state}"
    if (count.thing in (TROOPS, STAFF) and count.state in STOCK) or count.people:
        return count.noun
    words = [w for w in count.line.reading.words if w.start >= count.end]
    behind = [w for w in words[len(count.noun.split()) :] if w.lower not in AUXILIARIES][:1]
    verb = count.fact.clause.group
    says = [w for w in count.line.reading.words[verb[0] : verb[1]] if w.lower not in AUXILIARIES | DROPPED]
    if says and says == behind and count.fact.clause.verb not in _SAYS_LITTLE:
        return f"{count.noun} {says[0].text}"
    # "The army has sent 600 soldiers": soldiers sent.
    done = count.fact.clause.verb in _DONE and count.thing != PEOPLE and not count.fact.clause.negated
    text = count.line.claim.statement
    object_ = bool(says) and not text[says[-1].end : text.find(count.value, says[-1].end)].strip()
    return f"{count.noun} {participle(count.fact.clause.verb)}" if done and object_ else count.noun


def _about(count: Count) -> str:
    """The subject of the clause ("Turnout in the election"), or what stands with the amount ("in aid")."""
    subject = [w for w in _words(count.line, count.fact.clause.subject) if not count.start <= w.start < count.end]
    first = count.fact.clause.subject[0]
    if first and count.line.reading.words[first - 1].lower in PREPOSITIONS:
        # "Until further notice traffic is led": what stands behind the preposition belongs to it.
        return ""
    if subject and (subject[-1].lower in PRONOUNS or (subject[0].lower in PREPOSITIONS and count.kind != "percent")):
        # "It carried 7 tonnes", "Until further notice traffic is led over 17 kilometres": the words name no thing.
        return ""
    while subject and (subject[0].lower in DETERMINERS | PREPOSITIONS or subject[0].shape != "word"):
        subject = subject[1:]
    if not subject or len(subject) > _LABEL_WORDS or any(w.shape == "figure" for w in subject):
        return ""
    if subject[-1].end > count.start and count.noun:
        return count.noun
    text = count.line.claim.statement
    verb = [w for w in _words(count.line, count.fact.clause.group) if w.lower not in AUXILIARIES]
    # "Turnout" says what the share is of; "Nordsund" says only whose it is.
    only_name = all(w.capital for w in subject if w.lower not in PREPOSITIONS)
    said = f" {verb[0].text}" if verb and (count.kind != "percent" or (only_name and len(subject) > 1)) else ""
    return text[subject[0].start : subject[-1].end] + said


def _words(line: Line, span: tuple[int, int]) -> Sequence[Word]:
    return line.reading.words[span[0] : span[1]]


def tells_all(count: Count, called: str) -> bool:
    """Whether the row of a figure says all that its claim says, so that the brief need not print both."""
    kept = {stem(w) for w in called.lower().replace(":", " ").split()}
    names = {at for n in count.line.reading.names for at in range(n.start, n.end) if n.text in called}
    left = [
        w
        for w in count.line.reading.words
        if w.shape != "mark"
        and not count.start <= w.start < count.end
        and w.start not in names
        and (
            w.shape == "figure" or (w.content and stem(w.lower) not in kept | STOCK | {"currently", "total", "mission"})
        )
    ]
    # One word may differ: the printed label has "troops" where this claim has "soldiers".
    return len(left) <= 1 and not any(w.shape == "figure" for w in left)
