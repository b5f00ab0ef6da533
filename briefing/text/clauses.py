"""Clauses of an English sentence: who does what, in which voice.

A shallow reading, not a parse: the sentence is cut between its verb groups at the nearest marker, and each clause gets
the words on either side of its verb. It is built to be wrong towards caution: what can not be read becomes a clause
without a subject, which the gate binds to nothing.
"""

from __future__ import annotations

from functools import lru_cache

from briefing.text.clause import NEGATIONS, Clause
from briefing.text.cuts import cut
from briefing.text.fragments import with_fragments
from briefing.text.group import RELATIVES, SUBORDINATORS, Group
from briefing.text.groups import groups
from briefing.text.speakers import spoken
from briefing.text.subjects import RELATING, antecedent, relative_in, shared_subject, trim
from briefing.text.words import CONJUNCTIONS, PREPOSITIONS, Word, lemmas, words

# "said about 9,000 were": no preposition before a figure.
_QUALIFYING = frozenset("about around over under up near".split())


# What can open a clause as its marker.
_MARKERS = CONJUNCTIONS | SUBORDINATORS | RELATIVES | PREPOSITIONS
_OPENERS = RELATIVES | SUBORDINATORS


def _marker(tokens: tuple[Word, ...], first: int, group: Group) -> str:
    for at, word in enumerate(tokens[first : group.first + 1], first):
        if word.shape != "word":
            continue
        lower = word.lower
        if lower not in _MARKERS:
            if lower in ("only", "even") and tokens[at + 1].lower in SUBORDINATORS:
                continue
            return ""
        if lower in ("and", "but") and tokens[at + 1].lower == "that":
            continue
        qualifies = (lower in _QUALIFYING and tokens[at + 1].shape == "figure") or (
            lower == "at" and tokens[at + 1].lower in ("least", "most")
        )
        return "" if qualifies else lower
    return ""


_QUANTITIES = frozenset("all every everyone everybody many much one a enough".split())


def _inherits_denial(built: list[Clause], clause: Clause) -> bool:
    """ "did not attend or send": the second verb is denied by the first one's word."""
    return (
        clause.marker in ("or", "nor") and bool(built) and built[-1].negated
        and clause.subject == built[-1].subject and clause.group[1] - clause.group[0] == 1
    )  # fmt: skip


def _negated(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """Whether the clause denies: an odd number of negations in its verb group, subject or object's head."""
    count = sum(w.lower in NEGATIONS or w.lower.endswith("n't") for w in tokens[clause.group[0] : clause.group[1]])
    head = (
        tokens[clause.subject[0] : min(clause.subject[1], clause.subject[0] + 2)]
        if clause.first <= clause.subject[0]
        else ()
    )
    count += sum(w.lower in ("no", "none", "nobody", "neither", "nothing") for w in head)
    first = max(clause.first, clause.subject[0] - 1)
    count += tokens[first].lower == "not" and first < clause.group[0] - 1 and tokens[first + 1].lower in _QUANTITIES
    behind = tokens[clause.group[1] : min(clause.last, clause.group[1] + 3)]
    count += bool(behind) and behind[0].lower == "not" and not (len(behind) > 1 and behind[1].lower == "only")
    behind = behind[: next((i for i, w in enumerate(behind) if w.lower == "of"), len(behind))]
    count += any(w.lower in ("no", "nothing", "nobody", "none", "never", "neither") for w in behind)
    before = tokens[max(clause.first, clause.group[0] - 1) : clause.group[0]]
    if clause.subject[0] < clause.group[0] <= clause.subject[1] and clause.subject[1] - clause.subject[0] <= 2:
        # "neither was signed": counted as the subject already.
        before = ()
    count += any(w.lower in ("without", "never", "not", "neither", "nor") for w in before)
    return count % 2 == 1


def _cut(tokens: tuple[Word, ...], found: list[Group], at: int) -> int:
    """Where the clause of a verb group begins: behind what describes its subject ("a ferry carrying cars ran")."""
    group, before = found[at], found[at - 1]
    if group.form == "finite" and before.form == "gerund" and not any(g.form == "finite" for g in found[:at]):
        noun = tokens[before.first - 1] if before.first else None
        described = noun is not None and noun.shape == "word" and "NOUN" in lemmas(noun.lower)
        between = tokens[before.last : group.first]
        if described and not any(w.shape == "mark" or w.lower in _OPENERS for w in between):
            return group.first
    return cut(tokens, before, group)


@lru_cache(maxsize=4_096)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of one sentence, in order. A text without a verb is one clause without a verb."""
    return clauses_of(text, words(text))


def clauses_of(text: str, tokens: tuple[Word, ...]) -> tuple[Clause, ...]:
    """`clauses` for who has read the words of the sentence and keeps its clauses."""
    if not tokens:
        return ()
    found = groups(tokens)
    if not found:
        whole = (0, len(tokens))
        negated = any(w.lower in NEGATIONS for w in tokens)
        return (Clause(0, len(text), 0, len(tokens), "", "none", (0, 0), False, negated, "", whole, whole, None),)
    lowers = {w.lower for w in tokens}
    relatives = not RELATING.isdisjoint(lowers)
    negations = not NEGATIONS.isdisjoint(lowers)
    if not negations and ("'" in text or "’" in text):
        negations = any(w.endswith("n't") for w in lowers)
    cuts = [0] + [_cut(tokens, found, at) for at in range(1, len(found))] + [len(tokens)]
    built: list[Clause] = []
    for index, group in enumerate(found):
        first, last = min(cuts[index], group.first), max(cuts[index + 1], group.last)
        subject = trim(tokens, first, group.first)
        verbal = (group.first, group.last)
        raw = Clause(
            tokens[first].start, tokens[last - 1].end, first, last, group.verb, group.form, verbal, group.passive,
            False, _marker(tokens, first, group), subject, (group.last, last), None,
        )  # fmt: skip
        relative = relative_in(tokens, first + 1, group.first) if relatives else None
        if relative is not None:
            # "the process, part of which is": the relative depends on the clause before it.
            above = len(built) - 1 if built and tokens[relative - 1].lower in PREPOSITIONS else None
            held = antecedent(tokens, first, relative, group.first)
            raw = raw._replace(marker=tokens[relative].lower, subject=held, governor=above)
        else:
            shared, governor = shared_subject(tokens, built, raw)
            if governor is not None or shared != subject:
                raw = raw._replace(subject=shared, governor=governor)
        denied = (negations and _negated(tokens, raw)) or _inherits_denial(built, raw)
        built.append(raw._replace(negated=True) if denied else raw)
    return tuple(spoken(tokens, with_fragments(tokens, built)))
