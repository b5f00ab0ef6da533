"""Where the clause of each verb group begins: the nearest marker between two verbs that opens a clause."""

from __future__ import annotations

from briefing.text.clause import REPORTING
from briefing.text.groups import ASKING, RELATIVES, SUBORDINATORS, Group
from briefing.text.words import NUMERALS, PREPOSITIONS, Word

# Before a date or before a comma these are prepositions, not conjunctions.
_TEMPORAL = frozenset("since before after until".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september "
    "october november december last next yesterday today tomorrow then midnight noon".split()
)
# "as many as", "as soon as": a comparison.
_EXTENT = frozenset("many much few little soon well long far high low".split())
_COUNTING = NUMERALS | frozenset("most some all both none many several".split())


def cut(tokens: tuple[Word, ...], before: Group, group: Group) -> int:
    """Where the clause of `group` begins, behind `before`."""
    if group.form in ("infinitive", "gerund", "participle"):
        return _cut_phrase(tokens, before, group)
    soft: int | None = None
    names: int | None = None
    for at in range(_before_insertion(tokens, before.last, group.first) - 1, before.last - 1, -1):
        word = tokens[at]
        closed = soft is not None and tokens[soft].text == ","
        if (word.lower in _TEMPORAL and (closed or dated(tokens[at + 1]))) or (word.lower == "as" and closed):
            # "missing since Saturday were found", "its lowest since independence, the party won": a preposition.
            continue
        if soft is not None and at < soft - 1 and tokens[soft - 1].text == ",":
            # "after the storm, and 300,000 still were": the comma closes what the marker opened.
            return soft
        if word.lower in RELATIVES:
            opening = at - 1 if at > before.last and tokens[at - 1].lower in PREPOSITIONS else at
            if opening < at and opening - 1 > before.last and counts(tokens[opening - 1]):
                # "39 of which were shot down".
                opening -= 1
            return _before_antecedent(tokens, before, opening)
        if word.lower in SUBORDINATORS and not (word.lower == "as" and _measures(tokens, at)):
            return at - 1 if at > before.last and tokens[at - 1].lower in ("and", "but") else at
        if word.lower in ASKING and at > before.last:
            return at
        if word.text in '“"' and at == group.first - 1 and at > before.last:
            # 'said that a company "cannot outsource the risk"': the marks stand inside the clause.
            continue
        if word.text in ';:—–”»“"':
            return at if word.text in '“"' else at + 1
        if word.lower in ("and", "but", "or", "nor", "yet") and soft is None:
            if word.lower in ("and", "or") and at > before.last and tokens[at - 1].capital and tokens[at + 1].capital:
                # "Sweden and Norway met": two names, unless nothing else parts the clauses.
                names = at if names is None else names
            else:
                soft = at
                if at == group.first - 1:
                    # "searched homes before dawn and recovered nine cars": no subject of its own, no marker before it.
                    return soft
        if word.text == "," and soft is None:
            soft = at
    if soft is not None or names is not None:
        return names if soft is None else soft  # type: ignore[return-value]
    return before.last if before.verb in REPORTING else group.first


def _measures(tokens: tuple[Word, ...], at: int) -> bool:
    """ "as many as 3,000": a comparison, no conjunction."""
    return tokens[at + 1].lower in _EXTENT or (at > 0 and tokens[at - 1].lower in _EXTENT)


def _before_insertion(tokens: tuple[Word, ...], floor: int, verb: int) -> int:
    """ "Trask, her colleague, thinks": where an apposition that ends right before the verb begins, else the verb."""
    if verb - 1 <= floor or tokens[verb - 1].text != ",":
        return verb
    opening = next((i for i in range(verb - 2, floor - 1, -1) if tokens[i].text == ","), None)
    if opening is None or opening <= floor or tokens[opening - 1].shape == "mark":
        return verb
    inside = tokens[opening + 1 : verb - 1]
    if any(w.lower in RELATIVES | SUBORDINATORS | {"and", "but", "or"} or w.shape == "mark" for w in inside):
        return verb
    return opening


def _cut_phrase(tokens: tuple[Word, ...], before: Group, group: Group) -> int:
    """Where the clause of an infinitive, a gerund or a participle begins: "when a bus carrying pilgrims"."""
    at = group.first
    if group.form != "infinitive":
        for opening in range(at - 1, before.last - 1, -1):
            if tokens[opening].text == ";":
                return opening + 1
            if tokens[opening].shape == "mark":
                break
            if tokens[opening].lower in SUBORDINATORS and opening < at - 1 and not dated(tokens[opening + 1]):
                return opening
    return at - 1 if group.form == "gerund" and at > before.last and tokens[at - 1].lower in PREPOSITIONS else at


def dated(word: Word) -> bool:
    """Whether a word opens a date: a figure, a weekday, a month, "last"."""
    return word.shape == "figure" or word.lower in _CALENDAR


def counts(word: Word) -> bool:
    """Whether a word is a number or a quantifier that stands for one."""
    return word.shape == "figure" or word.lower in _COUNTING


def _before_antecedent(tokens: tuple[Word, ...], before: Group, relative: int) -> int:
    """ "...; the authority, which collected": the clause of a relative begins before the noun that opens a new part."""
    for at in range(relative - 1, before.last - 1, -1):
        if tokens[at].text == ";":
            return at + 1
        if tokens[at].lower in RELATIVES | SUBORDINATORS:
            return relative
        if tokens[at].lower in ("and", "but", "while") and at > before.last and tokens[at - 1].text == ",":
            return at
    # "said inflation, which slowed, remained high".
    noun = any(w.shape == "word" for w in tokens[before.last : relative])
    return before.last if before.verb in REPORTING and noun and tokens[relative - 1].text == "," else relative
