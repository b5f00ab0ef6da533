"""Who does it: the subject of a clause, its own or the one that it shares with, or takes from, another clause."""

from __future__ import annotations

from briefing.text.clause import OBJECT_CONTROL, REPORTING, Clause, Range
from briefing.text.cuts import counts, dated
from briefing.text.group import ASKING, RELATIVES, SUBORDINATORS, is_adverb
from briefing.text.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, Word, lemmas

# Behind "unless a buyer is found, and has not told" the main clause goes on.
_CONDITIONS = frozenset("if unless because although though until after before when once".split())
# Whom they are done to is who does what "of" or "from" says.
_BLAMING = frozenset(
    "accuse suspect convict acquit blame criticise criticize prevent stop charge clear thank praise".split()
)
# An opening phrase with one of these tells when.
_WHEN = frozenset("ago later earlier today tomorrow yesterday".split())


# What stands before a subject and is none of it, and what opens a phrase before it.
_SKIPPED = CONJUNCTIONS | SUBORDINATORS | RELATIVES
_PHRASES = PREPOSITIONS | {"according"}
RELATING = RELATIVES | {"that"}
"""What can open a relative clause."""
_OPENERS = RELATIVES | SUBORDINATORS
_CONDITIONAL = RELATIVES | _CONDITIONS


def trim(tokens: tuple[Word, ...], first: int, last: int) -> Range:
    """A range without marks and conjunctions at its ends, and without an opening phrase that a comma closes."""
    first = begun = _behind_opening(tokens, first, last)
    while first < last and (
        tokens[first].shape == "mark"
        or tokens[first].lower in _SKIPPED
        or (tokens[first].lower in ("only", "even") and first + 1 < last and tokens[first + 1].lower in SUBORDINATORS)
    ):
        first += 1
    while last > first and (tokens[last - 1].shape == "mark" or (last - first > 1 and _trails(tokens[last - 1]))):
        last -= 1
    if first > begun:
        first = _behind_opening(tokens, first, last)
    for word in tokens[first:last]:
        if not is_adverb(word):
            break
    else:
        return last, last
    if first < last and tokens[first].lower in ("on", "in", "at", "by", "since"):
        # "On 12 May 2025 the bank said": a date needs no comma behind it.
        behind = first + 1
        while behind < last and dated(tokens[behind]):
            behind += 1
        first = behind if first + 1 < behind < last else first
    return first, last


def _trails(word: Word) -> bool:
    """ "Rutte also invited": an adverb between subject and verb."""
    return word.lower in ("also", "last", "first", "then", "later", "still", "now", "already", "once", "again") or (
        word.lower.endswith("ly") and set(lemmas(word.lower)) == {"ADV"}
    )


def _behind_opening(tokens: tuple[Word, ...], first: int, last: int) -> int:
    """ "Since January, health officials": where the subject begins behind phrases that tell when and where."""
    while first < last and (tokens[first].text == "," or tokens[first].lower in CONJUNCTIONS):
        first += 1
    for comma in range(first, last - 1):
        if tokens[comma].text != ",":
            continue
        piece = tokens[first:comma]
        if not (piece and (piece[0].lower in _PHRASES or any(w.lower in _WHEN for w in piece))):
            break
        first = comma + 1
    return first


def shared_subject(tokens: tuple[Word, ...], built: list[Clause], clause: Clause) -> tuple[Range, int | None]:
    """The subject of a clause that has none of its own, and the clause it depends on."""
    if not built:
        return clause.subject, None
    last = len(built) - 1
    if clause.form in ("infinitive", "gerund", "participle"):
        governor = built[last]
        joined = clause.form == governor.form == "infinitive" and tokens[clause.first - 1].lower in ("and", "or")
        if joined and governor.governor is not None:
            # "agreed not to fly there and to pay": both hang on "agreed".
            return governor.subject, governor.governor
        if clause.marker in SUBORDINATORS and clause.subject[0] < clause.subject[1]:
            return clause.subject, last
        if clause.form == "participle" and clause.first > governor.group[0]:
            return _noun_before(tokens, clause.first, _behind(governor, clause)), last
        if (
            clause.form == "infinitive"
            and governor.verb in OBJECT_CONTROL
            and not governor.passive
            and governor.object[0] < clause.first
        ):
            return (governor.object[0], clause.first), last
        blamed = governor.verb in _BLAMING and not governor.passive and clause.marker in ("of", "for", "from")
        if clause.form == "gerund" and blamed and governor.object[0] < clause.first:
            # "accuse the mayor of having waited".
            return (governor.object[0], clause.first), last
        return governor.subject, last
    if clause.marker in ("which", "whom", "who") and clause.subject[0] < clause.subject[1]:
        # "charges, which he says are political": the relative is no subject where another stands behind it.
        return clause.subject, last
    if clause.marker == "whose":
        # "the site, whose owner told": the owner, not the site.
        return clause.subject, last
    if clause.marker in RELATIVES or (
        clause.marker == "that" and built[last].verb not in REPORTING and clause.subject[0] == clause.subject[1]
    ):
        return (
            _noun_before(tokens, clause.first, _behind(built[last], clause))
            if clause.marker != "where"
            else clause.subject
        ), last
    if clause.subject[0] < clause.subject[1]:
        return clause.subject, None
    if (
        built[last].verb in REPORTING
        and clause.group[0] == built[last].group[1]
        and built[last].subject[0] >= built[last].first
    ):
        # "charges, which he says are political", "a river they say has been poisoned".
        floor = built[last - 1].group[1] if last else 0
        before = _noun_before(tokens, built[last].subject[0], floor)
        if before[0] == before[1]:
            before = _noun_before(tokens, built[last].first, floor)
        while before[0] < before[1] and tokens[before[1] - 1].lower in RELATING:
            before = _noun_before(tokens, before[1] - 1, floor)
        if before[0] < before[1]:
            return before, last
    held = built[last]
    aside = "," in (tokens[held.first].text, tokens[held.first - 1].text)
    closed = tokens[_behind_adverbs(tokens, clause.group[0]) - 1].text == ","
    described = held.form == "participle" and tokens[held.group[0] - 1].text == ","
    if not clause.marker and described and closed and held.subject[0] < held.subject[1] <= held.group[0]:
        return held.subject, None
    if not clause.marker and held.marker in ("who", "which", "whose") and aside and closed:
        # "that Fager, who was on board, mistook": the verb right behind the comma resumes the noun before "who".
        floor = built[last - 1].group[1] if last else 0
        before = held.subject if held.marker != "whose" else _noun_before(tokens, held.first, floor)
        if held.marker == "whose" and "whose" not in (tokens[held.first].lower, tokens[held.first + 1].lower):
            # "but the union, whose president": the noun stands in the relative's own clause.
            before = (0, 0)
        if before[0] < before[1] <= held.group[0]:
            return before, None
    # "X, who was elected, visited Y": the verb resumes the subject before the relative clause.
    if not clause.marker and (resumed := _resumed(tokens, built)) is not None:
        return resumed, None
    reduced = built[last].form == "participle" or (
        built[last].form == "gerund" and (built[last].marker in SUBORDINATORS or last == 0)
    )
    if not clause.marker and reduced and built[last].subject[1] <= built[last].group[0]:
        # "lorries stopped at the crossing carried more": the noun that the participle describes.
        return built[last].subject, built[last].governor
    outer = _outer(tokens, built, clause) or _says_more(tokens, built, clause)
    if outer is not None:
        return outer.subject, built.index(outer)
    comma = "," in (tokens[clause.first - 1].text, tokens[clause.first].text)
    for index in range(last, -1, -1):
        # "thanked it for what she called a gift, but urged": behind a comma the verb goes on with the outer clause.
        opened = built[index].marker in _CONDITIONAL or tokens[built[index].first].lower in ASKING
        opened = opened or (built[index].marker == "that" and not _parallel(tokens, built[index], clause))
        inside = comma and index > 0 and opened
        if _inserted(tokens, built[index]) or inside:
            continue
        if built[index].form == "finite" and (
            clause.marker in ("and", "but", "or") or built[index].marker not in RELATIVES
        ):
            return built[index].subject, (index if clause.marker else None)
    return built[0].subject, None


def _outer(tokens: tuple[Word, ...], built: list[Clause], clause: Clause) -> Clause | None:
    """ "The court ruled that A had lied, and ordered it to pay": behind a comma the verb goes on with who said it."""
    comma = "," in (tokens[clause.first - 1].text, tokens[clause.first].text)
    if clause.marker not in ("and", "but") or not comma or clause.form != "finite":
        return None
    for index in range(len(built) - 1, 0, -1):
        if built[index].form == "finite":
            said = built[index - 1]
            inside = built[index].marker == "that" or said.group[1] == built[index].first
            return (
                said
                if inside and said.verb in REPORTING and said.form == "finite" and not _inserted(tokens, said)
                else None
            )
    return None


def _says_more(tokens: tuple[Word, ...], built: list[Clause], clause: Clause) -> Clause | None:
    """ "The general denied that A and suggested that B": a second saying with "that" is the first speaker's."""
    follows = tokens[clause.group[1]].lower if clause.group[1] < len(tokens) else ""
    second = (
        clause.verb in REPORTING and clause.form == "finite" and (follows == "that" or clause.verb in ("say", "add"))
    )
    if clause.marker not in ("and", "but") or not second:
        return None
    for index in range(len(built) - 2, -1, -1):
        said, inner = built[index], built[index + 1]
        if said.verb in REPORTING and said.form == "finite" and not _inserted(tokens, said):
            complement = inner.marker == "that" or said.group[1] == inner.first or tokens[said.group[1]].lower == "that"
            return said if complement and not _parallel(tokens, inner, clause) else None
    return None


def _parallel(tokens: tuple[Word, ...], inner: Clause, clause: Clause) -> bool:
    """ "would cost 2 million, and would not be finished": the same auxiliary opens both."""
    first, second = tokens[inner.group[0]].lower, tokens[clause.group[0]].lower
    return second in AUXILIARIES and (first == second or (first in AUXILIARIES and second != "was"))


def _behind_adverbs(tokens: tuple[Word, ...], at: int) -> int:
    while at > 1 and is_adverb(tokens[at - 1]):
        at -= 1
    return at


def _inserted(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """ ", witnesses said,": a saying between commas lends its subject to nobody."""
    return clause.verb in REPORTING and tokens[clause.first].text == "," == tokens[clause.last - 1].text


def _resumed(tokens: tuple[Word, ...], built: list[Clause]) -> Range | None:
    """The noun that the last relative clause holds up: "X" of "X, who was elected, ..."."""
    for clause in reversed(built):
        relative = relative_in(tokens, clause.first + 1, clause.group[0])
        if relative is not None:
            held = trim(tokens, clause.first, relative)
            if held[0] < held[1] and any(w.lower not in PREPOSITIONS for w in tokens[held[0] : held[1]]):
                return held
        if clause.form == "participle" and clause.first <= clause.subject[0] < clause.subject[1] <= clause.group[0]:
            # "The curfew, imposed after riots in which 11 died, will be lifted".
            return clause.subject
        shares = clause.marker in ("and", "or", "but") and clause.subject[1] <= clause.first
        if clause.form == "finite" and clause.marker not in _OPENERS and not shares:
            return None
    return None


def _behind(governor: Clause, clause: Clause) -> int:
    return governor.group[1] if governor.group[1] <= clause.first else governor.first


def _noun_before(tokens: tuple[Word, ...], at: int, floor: int) -> Range:
    """The noun phrase that ends before `at`: back to a verb group, a mark or a preposition other than "of"."""
    end = at
    while end > floor and (tokens[end - 1].shape == "mark" or tokens[end - 1].lower in PREPOSITIONS):
        end -= 1
    start = end
    while start > floor:
        word = tokens[start - 1]
        if (
            word.shape == "mark"
            or (word.lower in PREPOSITIONS and word.lower != "of")
            or word.lower in AUXILIARIES
            or word.lower in CONJUNCTIONS
            or word.lower == "that"
        ):
            break
        start -= 1
    # "found alive two climbers who": the noun phrase begins at its determiner or figure.
    for at in range(start + 1, end):
        if (tokens[at].lower in DETERMINERS or counts(tokens[at])) and tokens[at - 1].lower != "of":
            return at, end
    return start, end


def relative_in(tokens: tuple[Word, ...], start: int, end: int) -> int | None:
    """The first word of a range that opens a relative clause: "who", or "that" behind a noun ("the drones that")."""
    for at in range(start, end):
        word = tokens[at].lower
        if word in RELATIVES:
            return at
        if word == "that" and tokens[at - 1].shape == "word" and "NOUN" in lemmas(tokens[at - 1].lower):
            return at
    return None


def antecedent(tokens: tuple[Word, ...], first: int, relative: int, verb: int) -> Range:
    """The subject of a relative clause that stands before the sentence's main verb."""
    own = trim(tokens, relative + 1, verb)
    return own if own[0] < own[1] else _noun_before(tokens, relative, first)
