"""The question that different values of one count answer: "How many people are missing?", "How much was it fined?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.reconcile import asking, labels
from briefing.reconcile.counted import HOLDS, MOVES, STAFF, STOCK, TROOPS
from briefing.reconcile.counts import Count, printed_names
from briefing.reconcile.quantities import Value
from briefing.text.words import participle

# What is asked about people in each state, behind "How many people".
_STATES = {
    "killed": "have died", "injured": "were injured", "missing": "are missing", "arrested": "were arrested",
    "charged": "were charged", "convicted": "were convicted", "displaced": "were displaced",
    "evacuated": "were evacuated", "rescued": "were rescued", "infected": "have fallen ill",
    "hospitalised": "were taken to hospital", "striking": "are on strike", "accredited": "are registered",
    "counted": "were counted",
}  # fmt: skip
_LEADING = re.compile(r"\b(?:(?:by|to|for|at|some|about|around|of|almost|nearly|over|more than|less than)\s+)+$")
_OBJECT = re.compile(r"\s*(?P<which>(?:an?|the|its|their)\s+)?(?P<noun>[a-z]+(?: [a-z]+)?)\s*")
# "fell to 6.1 percent" tells where it stands and not by how much it fell.
_LEVEL = re.compile(r"\bto\s+(?:(?:about|around|some|almost|nearly|over|more than|less than|at least)\s+)*$")
_DIMENSION = re.compile(r"\s+(long|high|deep|wide|tall|thick|heavy|old)\b")
_PLACE = re.compile(r"\b(in|at|near|across|around)\s+(?:the )?$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s")
_SPEEDS = frozenset(("km/h", "mph"))
# Verbs that only link a thing with its amount.
_LINKS = STOCK | MOVES | frozenset("amount come run put estimate total revise".split())


def question(found: Sequence[Value]) -> str:
    """The plain question about some values of one count, in the words of the shortest report."""
    counts = sorted((c for v in found for c in v.counts), key=_askable)
    first = counts[0]
    if amount := _mass(counts):
        return asking.question(_things(amount[0], counts, amount[1]))
    if first.kind == "count":
        return asking.question(_people(first, counts) if first.people else _things(first, counts))
    if named := next(filter(None, map(labels.measured, counts)), ""):
        return asking.question(_measure(named, first))
    for count in counts:
        if asked := _amount(count):
            return asking.question(asked)
    called = labels.label(found)
    unit = re.sub(r"[^a-z ]", "", first.value.rpartition(" ")[2])
    return asking.question(
        f"what is the figure for {called}" if called else f"how many {unit} were there" if unit else "how much was it"
    )


def _measure(named: str, count: Count) -> str:
    """What is asked about "winds of 90 km/h", "waves of 6 metres"."""
    if _fast(count) and not named.startswith("speed"):
        return f"how fast {'were' if named.endswith('s') else 'was'} the {named}"
    return f"what is the figure for the {named}"


def _fast(count: Count) -> bool:
    return count.number is not None and count.number.unit in _SPEEDS


def _mass(counts: Sequence[Count]) -> tuple[Count, str] | None:
    """A measured amount of something with what it is so many of: "tonnes of oil"."""
    for count in counts:
        behind = _OF.match(count.line.claim.statement, count.end)
        unit = count.value.rpartition(" ")[2]
        if count.kind == "measure" and count.noun and behind and unit.isalpha() and count.fact.clause.verb:
            return count, f"{unit} of {count.noun}"
    return None


def _askable(count: Count) -> tuple[bool, bool, bool, int, str]:
    """Reports with a noun, a plain subject and few words first."""
    hard = count.fact.clause.verb in MOVES | {"be", ""} or not asking.subject_of(count.line, count.fact)
    return count.number is None, not count.noun, hard, len(count.line.claim.statement), count.line.claim.statement


def _people(first: Count, counts: Sequence[Count]) -> str:
    nouns = sorted(
        {c.noun.lower() for c in counts if c.noun and labels.stateless(c)}, key=lambda n: (n != "people", len(n), n)
    )
    noun = nouns[0] if len(set(nouns)) == 1 else "people"
    return f"how many {noun} {_STATES.get(first.state, 'were counted')}{_place(counts)}"


def _place(counts: Sequence[Count]) -> str:
    """The place, with its preposition, that the reports name and all their articles know."""
    for count in counts:
        text = count.line.claim.statement
        for name in count.line.reading.names:
            before = _PLACE.search(text[: name.start])
            inside = name.key in count.fact.names and before
            if inside and all(name.text in c.line.article.text for c in counts):
                assert before is not None  # noqa: S101  # `inside` says so
                return f" {before.group(1).lower()} {name.text}"
    return ""


def _things(first: Count, counts: Sequence[Count], called: str = "") -> str:
    line, fact, clause = first.line, first.fact, first.fact.clause
    noun = called or (first.noun.lower() if first.noun[1:] == first.noun[1:].lower() else first.noun)
    owner = _holder(counts)
    if (first.thing in (TROOPS, STAFF) or first.state in STOCK) and not owner and first.thing in (TROOPS, STAFF):
        owner = labels.owner_of(counts)
    if owner and first.state in STOCK | {""}:
        return f"how many {noun} does {owner} have"
    words = line.reading.words
    subject = words[slice(*clause.subject)]
    group = words[slice(*clause.group)]
    if not group:
        return f"how many {noun} are there{_place(counts)}"
    counted = subject and subject[0].start - len("000 ") <= first.start < subject[-1].end
    if counted and subject[0].lower != "there":
        spoken = " ".join(w.text for w in group if w.lower not in asking.DROPPED)
        behind = line.claim.statement[first.end : group[0].start].lower()
        counted_as = first.noun.lower()
        named = behind.find(counted_as)
        whose = asking.rest(line, first.end + named + len(counted_as), group[0].start) if named >= 0 else ""
        tail = asking.rest(line, group[-1].end, max(fact.end, clause.end))
        return f"how many {noun} {whose} {spoken} {tail}"
    if clause.verb in ("be", "") or clause.verb in MOVES:
        return f"how many {noun or labels.label([Value((first,))])} are there{_place(counts)}"
    who = asking.subject_of(line, fact)
    if who and clause.verb not in STOCK and not clause.passive:
        turned = asking.inverted(line, fact, who, [(first.start, len(line.claim.statement))])
        return f"how many {noun} {turned}"
    if clause.passive:
        preposition = re.search(r"\b(in|at|on|from|to|by)\s+(?:\w+\s+)?$", line.claim.statement[: first.start])
        turned = asking.inverted(line, fact, who, [(first.start, len(line.claim.statement))]) if who else ""
        return f"{preposition.group(1) if preposition and turned else ''} how many {noun} {turned}"
    return (
        f"how many {noun} were {participle(clause.verb)}" if clause.verb not in STOCK else f"how many {noun} are there"
    )


def _holder(counts: Sequence[Count]) -> str:
    for count in counts:
        held = printed_names(count.line, count.holder)
        if held and count.fact.clause.verb in HOLDS:
            return held[0]
    return ""


def _amount(count: Count) -> str:
    """The question about an amount of money, a share, a length or a time; "" where the clause gives none."""
    line, fact, clause = count.line, count.fact, count.fact.clause
    words = line.reading.words
    subject = words[slice(*clause.subject)]
    group = [w for w in words[slice(*clause.group)] if w.lower not in asking.DROPPED]
    if not group:
        return ""
    inside = bool(subject) and subject[0].start <= count.start < subject[-1].end
    if inside and count.kind == "percent":
        whose = asking.rest(line, count.end, group[0].start)
        spoken = " ".join(w.text for w in group)
        return f"what share {whose} {spoken} {asking.rest(line, group[-1].end, max(fact.end, clause.end))}"
    behind = line.claim.statement[count.end :]
    if count.kind == "percent" and behind.startswith(" of "):
        return f"what share {asking.rest(line, count.end, len(line.claim.statement), whole=True)}"
    who = asking.subject_of(line, fact) or asking.named_subject(line, fact)
    if not who or inside:
        return ""
    dimension = _DIMENSION.match(behind)
    if dimension:
        return f"how {dimension.group(1)} {_be(group[0].lower, who)} {who}"
    if clause.verb in MOVES and _LEVEL.search(line.claim.statement[: count.start]):
        return f"how high {_be('', who)} {who}"
    if clause.verb in MOVES and not clause.passive and clause.verb not in ("stand", "reach", "hit", "pass", "exceed"):
        ask = "by how much" if count.kind != "duration" else "for how long"
    elif clause.verb in _LINKS and (clause.verb != "have" and clause.verb != "hold" and clause.verb != "maintain"):
        if count.kind == "duration":
            return _turned("for how long", count, who)
        return f"how high {_be(group[0].lower, who)} {who}"
    else:
        far = "how fast" if _fast(count) else "how far"
        ask = {"money": "how much", "percent": "what share", "duration": "for how long", "measure": far}[count.kind]
    return _turned(ask, count, who)


def _turned(ask: str, count: Count, who: str) -> str:
    until = len(count.line.claim.statement)
    group = count.line.reading.words[slice(*count.fact.clause.group)]
    named = _OBJECT.fullmatch(count.line.claim.statement[group[-1].end : _amount_start(count)]) if group else None
    if named and count.kind in ("percent", "money"):
        # "offered an increase of 3.8 per cent": what increase?
        bare = asking.inverted(count.line, count.fact, who, [(group[-1].end, until)])
        much = "what" if named["which"] or count.kind == "percent" else "how much"
        return f"{much} {named['noun']} {bare}" if bare else ""
    turned = asking.inverted(count.line, count.fact, who, [(_amount_start(count), until)])
    return f"{ask} {turned}" if turned else ""


def _amount_start(count: Count) -> int:
    """Where "by 8.7 per cent", "about 8.7 per cent" begins."""
    before = _LEADING.search(count.line.claim.statement[: count.start])
    return before.start() if before else count.start


def _be(first: str, who: str) -> str:
    if first in ("is", "are", "was", "were"):
        return first
    last = who.split(" of ")[0].split(" in ")[0].split(" to ")[0].split()[-1].lower()
    many = last.endswith("s") and not last.endswith("ss")
    return "are" if many else "is"
