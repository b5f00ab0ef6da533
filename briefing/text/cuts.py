"""Where the clause of each verb group begins: the nearest marker between two verbs that opens a clause."""

from __future__ import annotations

from briefing.text.clause import REPORTING
from briefing.text.group import ASKING, BARE, RELATIVES, SUBORDINATORS, Group, is_adverb
from briefing.text.words import CALENDAR, NUMERALS, PREPOSITIONS, Word

# Before a date or before a comma these are prepositions, not conjunctions.
_TEMPORAL = frozenset("since before after until".split())
_CALENDAR = CALENDAR | frozenset("last next yesterday today tomorrow then midnight noon".split())
# "as many as", "as soon as": a comparison.
_EXTENT = frozenset("many much few little soon well long far high low".split())
_PERSONAL = frozenset("he she they we i it".split())
# These open a clause and no phrase.
_CLAUSAL = frozenset("that while whereas because although though if when".split())
# "as soon as they saw": a conjunction.
_LASTING = frozenset("soon long far".split())
_COUNTING = NUMERALS | frozenset("most some all both none many several".split())


_OPENERS = RELATIVES | SUBORDINATORS


def cut(tokens: tuple[Word, ...], before: Group, group: Group) -> int:
    """Where the clause of `group` begins, behind `before`."""
    if group.form in ("infinitive", "gerund", "participle"):
        return _cut_phrase(tokens, before, group)
    contact = _contact(tokens, before, group)
    if contact is not None:
        return contact
    soft: int | None = None
    names: int | None = None
    for at in range(_before_insertion(tokens, before.last, group.first) - 1, before.last - 1, -1):
        word = tokens[at]
        closed = soft is not None and tokens[soft].text == ","
        if word.text == ":" and tokens[at - 1].shape == "figure" and tokens[at - 1].end == word.start:
            # "1:57.41".
            continue
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
        lasting = at - 2 >= before.last and tokens[at - 1].lower in _LASTING
        if word.lower == "as" and lasting and tokens[at - 2].lower == "as":
            return at - 2
        if word.lower == "because" and tokens[at + 1].lower == "of":
            continue
        if word.lower in SUBORDINATORS and not (word.lower == "as" and _measures(tokens, at)):
            led = at > before.last and tokens[at - 1].lower in ("and", "but", "provided", "only", "even")
            return at - 1 if led else at
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


def _contact(tokens: tuple[Word, ...], before: Group, group: Group) -> int | None:
    """ "the record she had set": a pronoun behind a noun opens a clause without a marker."""
    at = group.first - 1
    while at > before.last and is_adverb(tokens[at]):
        at -= 1
    if at <= before.last or tokens[at].lower not in _PERSONAL:
        return None
    noun = tokens[at - 1]
    return at if noun.shape != "mark" and noun.content and noun.lower not in _CALENDAR else None


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
    figure = inside and (inside[0].shape == "figure" or inside[0].lower in NUMERALS)
    joined = frozenset() if figure else frozenset(("and", "but", "or"))
    if any(w.lower in _OPENERS or w.lower in joined or w.shape == "mark" for w in inside):
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
        if tokens[at - 1].text == ",":
            # "said that the roof, paid for by the state, would cost": the noun opens a clause of its own.
            for opening in range(at - 3, before.last - 1, -1):
                if tokens[opening].shape == "mark":
                    break
                if tokens[opening].lower == "that":
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
        if tokens[at].text == "," and at < relative - 1:
            break
        if (
            tokens[at].lower in _CLAUSAL
            and tokens[at + 1].lower != "of"
            and at < relative - 2
            and tokens[relative - 1].text == ","
        ):
            # "says that A warned it, that Fager, who was on board, mistook": the noun opens a clause of its own.
            return at - 1 if at > before.last and tokens[at - 1].lower in ("and", "but") else at
        if tokens[at].lower in _OPENERS:
            return relative
        if tokens[at].lower in ("and", "but", "while") and at > before.last and tokens[at - 1].text == ",":
            return at
    # "said inflation, which slowed, remained high".
    noun = any(w.shape == "word" for w in tokens[before.last : relative])
    return before.last if before.verb in BARE and noun and tokens[relative - 1].text == "," else relative
