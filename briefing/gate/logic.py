"""Quotation marks, comparatives, quantifiers and connectives: those of the evidence, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.gate import lexicon
from briefing.gate.reading import Case, Reading
from briefing.gate.remembered import remembered
from briefing.gate.verdict import Fault
from briefing.text.clause import Clause
from briefing.text.group import RELATIVES
from briefing.text.words import AUXILIARIES, Word, stem, verb_forms

_MARKS = '“”"«»„'
_PARTLY = frozenset(("some", "part"))
_RESTRICTING = frozenset("when if after because where once until".split())
_PLANNED = re.compile(r"\bdue to (\w+)")
_LATER = re.compile(r"\b(?:later|after which|afterwards|subsequently|then)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"\bone of (?:the|its|their|his|her)\b", re.IGNORECASE)
_SINGLED = re.compile(r"\b(?:one of|among) (?:the|its|their|his|her)\b", re.IGNORECASE)
_TURNING = frozenset(("but", "yet", "while", "however"))
_BEFORE = frozenset(("before", "prior", "ahead", "until", "till"))
_AFTER = frozenset(("after", "following", "since"))
_ORDERING = _BEFORE | _AFTER


def faults(case: Case) -> Iterator[Fault]:
    """What the statement puts between its parts, or around its words, that the evidence does not."""
    yield from _quotations(case)
    yield from _degrees(case)
    yield from _quantifiers(case)
    yield from _connectives(case)
    yield from _order(case)
    yield from _times(case)


def flat(text: str) -> str:
    """For comparing quoted words: one space, straight apostrophes, lower case."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).strip(" .,;:!?…").casefold()


def _quotations(case: Case) -> Iterator[Fault]:
    if not case.statement.quotations:
        return
    evidence = [(flat(r.text), any(m in r.text for m in _MARKS)) for r in case.evidence]
    opened = any(sum(r.text.count(m) for m in "“„«") > sum(r.text.count(m) for m in "”»") for r in case.context[-3:])
    for start, _, words in case.statement.quotations:
        if start < case.own:
            continue
        pieces = [flat(p) for p in re.split(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*", words)]
        for piece in filter(None, pieces):
            holders = [quoted for text, quoted in evidence if piece in text]
            if not holders:
                yield Fault("quotation", f"{words!r} are not words of the evidence")
            elif not any(holders) and not opened:
                yield Fault("quotation", f"{words!r} are not quoted in the evidence")


def _own(case: Case) -> Sequence[Word]:
    return [w for w in case.statement.words if w.start >= case.own] if case.own else case.statement.words


@remembered
def _comparatives(reading: Reading) -> frozenset[str]:
    return frozenset(lexicon.comparatives(reading.words))


def _degrees(case: Case) -> Iterator[Fault]:
    said = lexicon.comparatives(_own(case)) if case.own else _comparatives(case.statement)
    if not said:
        return
    there = {c for r in case.evidence for c in _comparatives(r)}
    # "4,600 or more" and "over 4,600" are qualifiers, which the numbers account for.
    qualifiers = {w for n in case.statement.numbers for w in case.statement.text[n.span[0] : n.span[1]].lower().split()}
    for word in sorted(said - there):
        if word not in qualifiers and not _same_degree(word, there) and word not in ("last", "next", "first"):
            yield Fault("comparative", word)
    for word in sorted(said & {"first", "last", "next"}):
        same = {word, "1st"} if word != "last" else {word, "final", "past"}
        if not any(same & r.lowers for r in case.evidence):
            yield Fault("comparative", word)
    singling = any("+est" in d or d in ("most", "best", "worst") for d in said)
    if singling and any(_ONE_OF.search(r.text) for r in case.evidence) and not _SINGLED.search(case.statement.text):
        yield Fault("quantifier", "one of")


def _same_degree(word: str, there: set[str]) -> bool:
    base, _, degree = word.partition("+")
    return any(d.partition("+")[2] == degree and degree and lexicon.alike(d.partition("+")[0], base) for d in there)


def _quantifiers(case: Case) -> Iterator[Fault]:
    said = _classes(case.statement, case.own)
    there: dict[str, str] = {}
    for reading in case.evidence:
        there |= _classes(reading, 0)
    if not said and not there:
        return
    for kind, noun in sorted(said.items()):
        if kind == "none" and any(r.lowers & {"no", "neither", "nor", "nobody"} for r in case.evidence):
            continue
        if kind in _PARTLY and there.keys() & _PARTLY:
            continue
        if kind == "both" and ", both " in case.statement.text and len(case.statement.names) > 1:
            # "A and B, both volunteers,".
            continue
        if kind not in there and kind != "any":
            yield Fault("quantifier", f"{kind} {noun}".strip())
    words = {stem(w.lower) for w in _own(case)} if there else set()
    for kind, noun in sorted(there.items()):
        if (
            kind in ("some", "few", "most", "half", "only", "part", "many")
            and noun
            and noun in words
            and kind not in said
            and not (kind in _PARTLY and said.keys() & _PARTLY)
        ):
            yield Fault("quantifier", f"{kind} {noun}, lost")


@remembered
def _classes(reading: Reading, own: int) -> dict[str, str]:
    """Quantifier class -> the noun behind it, of what stands from an offset on."""
    found: dict[str, str] = {}
    if lexicon.QUANTIFIERS.keys().isdisjoint(reading.lowers):
        return found
    tokens, spans = [w for w in reading.words if w.start >= own], [n.span for n in reading.numbers]
    for at, word in enumerate(tokens):
        kind = lexicon.QUANTIFIERS.get(word.lower)
        if kind == "part" and not (at + 1 < len(tokens) and tokens[at + 1].lower == "of"):
            # "took part".
            continue
        if kind is None or word.shape != "word" or any(a <= word.start < b for a, b in spans):
            continue
        noun = next((stem(w.lower) for w in tokens[at + 1 : at + 4] if w.content), "")
        found.setdefault(kind, noun)
    return found


def _connectives(case: Case) -> Iterator[Fault]:
    said = _links(case.statement, case.own)
    there = {link for r in case.evidence for link in _links(r, 0)}
    if any(not _TURNING.isdisjoint(r.lowers) for r in case.evidence):
        # "A, but B" may be said as "B, though A".
        there.add("concession")
    for link in sorted(said - there):
        yield Fault("connective", f"{link} is not stated")
    if "cause" in said and "cause" in there:
        yield from _causes(case)
    yield from _restricted(case)
    wanted = there & {"condition", "unless"}
    if any("until" in r.lowers for r in case.evidence) and not any(w.lower == "until" for w in _own(case)):
        wanted.add("until")
    for link in sorted(wanted - said):
        if _keeps_main(case, link):
            yield Fault("connective", f"{link} is lost")


_CAUSING = frozenset(("because", "due", "owing", "thanks"))


def _causes(case: Case) -> Iterator[Fault]:
    """ "cancelled more than last year because of storms" gives no cause for this year's: a cause keeps its effect."""
    there = [pair for r in case.evidence for pair in _caused(r, 0)]
    if not there:
        return
    for verb, cause in _caused(case.statement, case.own):
        same = [v for v, c in there if not cause or not c or any(lexicon.alike(a, b) for a in cause for b in c)]
        if same and verb and not any(not v or lexicon.alike(v, verb) or v in lexicon.LIGHT_VERBS for v in same):
            known = any(lexicon.alike(verb, c.verb) for r in case.evidence for c in r.clauses if c.verb)
            if known:
                yield Fault("connective", f"{verb!r} is not given that cause")


def _caused(reading: Reading, own: int) -> Iterator[tuple[str, frozenset[str]]]:
    """The verb of what is caused and the first words of the cause, for each "because" and "due to"."""
    for at, word in enumerate(reading.words):
        if word.lower not in _CAUSING or word.start < own:
            continue
        clause = reading.clause_at(word.start)
        index = reading.clauses.index(clause)
        cause = frozenset(stem(w.lower) for w in reading.words[at + 1 : at + 6] if w.content)
        if clause.marker == word.lower and at < clause.group[0]:
            effect = reading.clauses[index - 1] if index else reading.clauses[min(1, len(reading.clauses) - 1)]
        else:
            effect = clause
        if effect.verb in lexicon.SAYING and index > 1:
            effect = reading.clauses[index - 2]
        compared = any(w.lower == "than" for w in reading.words[max(0, effect.first - 1) : effect.group[0]])
        # "more than it did last year because of storms": the cause of what it is held against.
        yield "than" if compared else effect.verb, cause


def _restricted(case: Case) -> Iterator[Fault]:
    """ "fired only when it was fired upon" may not become "fired": what holds only so is not said without."""
    holding = [r for r in case.evidence if "only" in r.lowers]
    own = {w.lower for w in _own(case)} if holding else set()
    for reading in holding:
        for only, opener in pairwise(reading.words):
            if only.lower != "only" or opener.lower not in _RESTRICTING or own & {"only", "unless", opener.lower}:
                continue
            main = next((c for c in reversed(reading.clauses) if c.verb and c.start < only.start), None)
            if main is not None and not lexicon.senses(main.verb).isdisjoint(case.statement.senses):
                stems = reading.stems_in((main.first, main.last))
                if len(stems & case.statement.stems) >= 0.5 * len(stems):
                    yield Fault("connective", f"only {opener.lower} is lost")


_LINKING = frozenset(
    "because therefore thus consequently although though despite notwithstanding nevertheless nonetheless unless if "
    "provided once whether".split()
)
_TO_CAUSE = frozenset("cause trigger prompt blame".split())
_OPENING = _LINKING | _TO_CAUSE


@remembered
def _links(reading: Reading, own: int) -> frozenset[str]:
    """The connectives of what stands in a sentence from an offset on."""
    lowered = reading.text[own:].lower()
    if "due to" in lowered:
        # "is due to visit" is a plan; "due to rain" is a cause.
        lowered = _PLANNED.sub(lambda m: "" if "base" in verb_forms(m.group(1)) else m.group(), lowered)
    found = {"cause"} if any(re.search(rf"\b{p}\b", lowered) for p in lexicon.CAUSE_PHRASES if p in lowered) else set()
    for word in reading.words if not _OPENING.isdisjoint(reading.stems) else ():
        if word.start < own:
            continue
        if word.lower in _LINKING:
            found.add(lexicon.CONNECTIVES[word.lower])
        elif stem(word.lower) in _TO_CAUSE:
            found.add("cause")
    return frozenset(found)


def _keeps_main(case: Case, link: str) -> bool:
    """Whether what the statement keeps stands under the condition in the evidence."""
    for reading in case.evidence:
        for clause in reading.clauses:
            if lexicon.CONNECTIVES.get(clause.marker) != link:
                continue
            for main in _conditioned(reading, clause, link):
                stems = reading.stems_in((main.first, main.last))
                kept = not lexicon.senses(main.verb).isdisjoint(case.statement.senses)
                if kept and stems and len(stems & case.statement.stems) >= 0.5 * len(stems) and not _asks(reading):
                    return True
    return False


def _conditioned(reading: Reading, clause: Clause, link: str) -> list[Clause]:
    """What stands under a condition: the nearest clause before it; where it opens the sentence, those behind it."""
    index = reading.clauses.index(clause)

    def fits(c: Clause) -> bool:
        return c.form == "finite" and lexicon.CONNECTIVES.get(c.marker) != link and c.marker not in RELATIVES

    before = next((c for c in reversed(reading.clauses[:index]) if fits(c)), None)
    if before is not None:
        return [before]
    behind = [c for c in reading.clauses[index + 1 :] if fits(c)]
    return [c for i, c in enumerate(behind) if i == 0 or (c.marker in ("and", "or") and c.subject == behind[0].subject)]


def _asks(reading: Reading) -> bool:
    return "whether" in reading.lowers or "asked" in reading.lowers


def _order(case: Case) -> Iterator[Fault]:
    """ "before the vote" needs "before the vote", or the other way round with its sides changed."""
    if _ORDERING.isdisjoint(case.statement.lowers):
        return
    tokens = _own(case)
    for at, word in enumerate(tokens):
        kind = "before" if word.lower in _BEFORE else "after" if word.lower in _AFTER else None
        if kind is None:
            continue
        behind = (w for w in tokens[at + 1 : at + 6] if w.content and w.lower not in lexicon.GOVERNORS)
        head = next((stem(w.lower) for w in behind), None)
        if head is None:
            continue
        same, opposite = (_BEFORE, _AFTER) if kind == "before" else (_AFTER, _BEFORE)
        exact = [r for r in case.evidence if head in r.stems]
        known = exact or [r for r in case.evidence if any(lexicon.alike(head, s) for s in r.stems)]
        if at and tokens[at - 1].lower in AUXILIARIES:
            # "have since risen": an adverb.
            continue
        if kind == "after" and any(_LATER.search(r.text) for r in case.evidence):
            continue
        if known and not any(
            _ordered(r, head, same, behind=True, exact=bool(exact))
            or _ordered(r, head, opposite, behind=False, exact=bool(exact))
            for r in known
        ):
            yield Fault("order", f"{word.lower} {head}")


_NOW = frozenset("now currently nowadays today".split())
_ONCE = frozenset("initially originally formerly previously".split())


def _times(case: Case) -> Iterator[Fault]:
    """ "now has 50,000" for "at first it had 50,000": what was is not what is."""
    now = None if _NOW.isdisjoint(case.statement.lowers) else next((w for w in _own(case) if w.lower in _NOW), None)
    if now is None or any(r.lowers & _NOW for r in case.evidence):
        return
    verb = case.statement.clause_at(now.start).verb
    for reading in case.evidence:
        for clause in reading.clauses:
            if clause.verb != verb or clause.speaker is not None or not clause.verb:
                continue
            opening = reading.words[clause.group[0]].lower
            past = "past" in verb_forms(opening) or opening in ("was", "were", "had", "did")
            perfect = opening == "had" and clause.group[1] - clause.group[0] > 1
            if (past and not perfect) or reading.lowers & _ONCE:
                yield Fault("order", f"{now.lower}, where the evidence tells of the past")
                return


def _ordered(reading: Reading, head: str, markers: frozenset[str], *, behind: bool, exact: bool) -> bool:
    for at, word in enumerate(reading.words):
        if word.lower in markers:
            side = reading.words[at + 1 : at + 16] if behind else reading.words[:at]
            if any(
                stem(w.lower) == head or (not exact and lexicon.alike(w.lower, head)) for w in side if w.shape == "word"
            ):
                return True
    return False
