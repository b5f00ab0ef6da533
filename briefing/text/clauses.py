"""Clauses of an English sentence: who does what, in which voice.

A shallow reading, not a parse: the sentence is cut between its verb groups at the nearest marker, and each clause gets the
words on either side of its verb. It is built to be wrong towards caution: what can not be read becomes a clause without a
subject, which the gate binds to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from briefing.text.clause import NEGATIONS, OBJECT_CONTROL, REPORTING, Clause, Range
from briefing.text.groups import ASKING, RELATIVES, SUBORDINATORS, Group, groups
from briefing.text.speakers import spoken
from briefing.text.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, NUMERALS, PREPOSITIONS, Word, lemmas, stem, words

# An opening phrase with one of these tells when.
_WHEN = frozenset("ago later earlier today tomorrow yesterday".split())
_TEMPORAL = frozenset("since before after until".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december last next yesterday today tomorrow then midnight noon".split()
)
# How many words may stand between a saying and the comma behind it: to whom, where, when.
_ASIDE = 8
_EXTENT = frozenset("many much few little soon well long far high low".split())
_COUNTING = NUMERALS | frozenset("most some all both none many several".split())


def _cut(tokens: tuple[Word, ...], before: Group, group: Group) -> int:
    """Where the clause of `group` begins, behind `before`."""
    if group.form in ("infinitive", "gerund", "participle"):
        return _cut_phrase(tokens, before, group)
    soft: int | None = None
    names: int | None = None
    for at in range(_before_insertion(tokens, before.last, group.first) - 1, before.last - 1, -1):
        word = tokens[at]
        closed = soft is not None and tokens[soft].text == ","
        if (word.lower in _TEMPORAL and (closed or _dated(tokens[at + 1]))) or (word.lower == "as" and closed):
            # "missing since Saturday were found", "its lowest since independence, the party won": a preposition.
            continue
        if soft is not None and at < soft - 1 and tokens[soft - 1].text == ",":
            # "after the storm, and 300,000 still were": the comma closes what the marker opened.
            return soft
        if word.lower in RELATIVES:
            opening = at - 1 if at > before.last and tokens[at - 1].lower in PREPOSITIONS else at
            if opening < at and opening - 1 > before.last and _counts(tokens[opening - 1]):
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
        if word.text in ";:—–" or word.text in '“"':
            return at + 1 if word.text in ";:—–" else at
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
    """Where the clause of an infinitive, a gerund or a participle begins: "when a bus carrying pilgrims" with its opening."""
    at = group.first
    if group.form != "infinitive":
        for opening in range(at - 1, before.last - 1, -1):
            if tokens[opening].text == ";":
                return opening + 1
            if tokens[opening].shape == "mark":
                break
            if tokens[opening].lower in SUBORDINATORS and opening < at - 1 and not _dated(tokens[opening + 1]):
                return opening
    return at - 1 if group.form == "gerund" and at > before.last and tokens[at - 1].lower in PREPOSITIONS else at


def _dated(word: Word) -> bool:
    return word.shape == "figure" or word.lower in _CALENDAR


def _counts(word: Word) -> bool:
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


def _trim(tokens: tuple[Word, ...], first: int, last: int) -> Range:
    """A range without marks and conjunctions at its ends, and without an opening phrase that a comma closes."""
    first = _behind_opening(tokens, first, last)
    skip = CONJUNCTIONS | SUBORDINATORS | RELATIVES
    while first < last and (tokens[first].shape == "mark" or tokens[first].lower in skip):
        first += 1
    while last > first and tokens[last - 1].shape == "mark":
        last -= 1
    first = _behind_opening(tokens, first, last)
    if first < last and tokens[first].lower in ("on", "in", "at", "by", "since"):
        # "On 12 May 2025 the bank said": a date needs no comma behind it.
        dated = first + 1
        while dated < last and _dated(tokens[dated]):
            dated += 1
        first = dated if first + 1 < dated < last else first
    return first, last


def _behind_opening(tokens: tuple[Word, ...], first: int, last: int) -> int:
    """ "Since January, health officials": where the subject begins behind phrases that tell when and where."""
    while first < last and (tokens[first].text == "," or tokens[first].lower in CONJUNCTIONS):
        first += 1
    while (comma := next((i for i in range(first, last) if tokens[i].text == ","), None)) is not None:
        piece = tokens[first:comma]
        if comma + 1 >= last or not (
            piece and (piece[0].lower in PREPOSITIONS | {"according"} or any(w.lower in _WHEN for w in piece))
        ):
            break
        first = comma + 1
    return first


def _marker(tokens: tuple[Word, ...], first: int, group: Group) -> str:
    for at, word in enumerate(tokens[first : group.first + 1], first):
        if word.lower in ("and", "but") and tokens[at + 1].lower == "that":
            continue
        if word.shape == "word":
            return word.lower if word.lower in CONJUNCTIONS | SUBORDINATORS | RELATIVES | PREPOSITIONS else ""
    return ""


def _shared_subject(tokens: tuple[Word, ...], built: list[Clause], clause: Clause) -> tuple[Range, int | None]:
    """The subject of a clause that has none of its own, and the clause it depends on."""
    if not built:
        return clause.subject, None
    last = len(built) - 1
    if clause.form in ("infinitive", "gerund", "participle"):
        governor = built[last]
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
        return governor.subject, last
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
    if built[last].verb in REPORTING and clause.group[0] == built[last].group[1] and built[last].subject[0] >= built[last].first:
        # "charges, which he says are political", "a river they say has been poisoned".
        floor = built[last - 1].group[1] if last else 0
        before = _noun_before(tokens, built[last].subject[0], floor)
        while before[0] < before[1] and tokens[before[1] - 1].lower in RELATIVES | {"that"}:
            before = _noun_before(tokens, before[1] - 1, floor)
        if before[0] < before[1]:
            return before, last
    # "X, who was elected, visited Y": the verb resumes the subject before the relative clause.
    if not clause.marker and (resumed := _resumed(tokens, built)) is not None:
        return resumed, None
    reduced = built[last].form == "participle" or (built[last].form == "gerund" and built[last].marker in SUBORDINATORS)
    if not clause.marker and reduced and built[last].subject[1] <= built[last].group[0]:
        # "lorries stopped at the crossing carried more": the noun that the participle describes.
        return built[last].subject, built[last].governor
    outer = _outer(tokens, built, clause)
    if outer is not None:
        return outer.subject, built.index(outer)
    comma = "," in (tokens[clause.first - 1].text, tokens[clause.first].text)
    for index in range(last, -1, -1):
        # "thanked it for what she called a gift, but urged": behind a comma the verb goes on with the outer clause.
        inside = comma and index > 0 and (built[index].marker in RELATIVES or tokens[built[index].first].lower in ASKING)
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
            return said if inside and said.verb in REPORTING and said.form == "finite" and not _inserted(tokens, said) else None
    return None


def _inserted(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """ ", witnesses said,": a saying between commas lends its subject to nobody."""
    return clause.verb in REPORTING and tokens[clause.first].text == "," == tokens[clause.last - 1].text


def _resumed(tokens: tuple[Word, ...], built: list[Clause]) -> Range | None:
    """The noun that the last relative clause holds up: "X" of "X, who was elected, ..."."""
    for clause in reversed(built):
        relative = next((i for i in range(clause.first + 1, clause.group[0]) if _relative(tokens, i)), None)
        if relative is not None:
            held = _trim(tokens, clause.first, relative)
            return held if held[0] < held[1] else None
        shares = clause.marker in ("and", "or", "but") and clause.subject[1] <= clause.first
        if clause.form == "finite" and clause.marker not in RELATIVES | SUBORDINATORS and not shares:
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
        if (tokens[at].lower in DETERMINERS or _counts(tokens[at])) and tokens[at - 1].lower != "of":
            return at, end
    return start, end


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
    behind = tokens[clause.group[1] : min(clause.last, clause.group[1] + 3)]
    behind = behind[: next((i for i, w in enumerate(behind) if w.lower == "of"), len(behind))]
    count += any(w.lower in ("no", "nothing", "nobody", "none", "never", "neither") for w in behind)
    before = tokens[max(clause.first, clause.group[0] - 1) : clause.group[0]]
    if clause.subject[0] < clause.group[0] <= clause.subject[1] and clause.subject[1] - clause.subject[0] <= 2:
        # "neither was signed": counted as the subject already.
        before = ()
    count += any(w.lower in ("without", "never", "not", "neither", "nor") for w in before)
    return count % 2 == 1


@lru_cache(maxsize=4_096)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of one sentence, in order. A text without a verb is one clause without a verb."""
    tokens = words(text)
    if not tokens:
        return ()
    found = groups(tokens)
    if not found:
        whole = (0, len(tokens))
        negated = any(w.lower in NEGATIONS for w in tokens)
        return (Clause(0, len(text), 0, len(tokens), "", "none", (0, 0), False, negated, "", whole, whole, None),)
    cuts = [0] + [_cut(tokens, before, group) for before, group in zip(found, found[1:], strict=False)] + [len(tokens)]
    built: list[Clause] = []
    for index, group in enumerate(found):
        first, last = min(cuts[index], group.first), max(cuts[index + 1], group.last)
        subject = _trim(tokens, first, group.first)
        verbal = (group.first, group.last)
        raw = Clause(
            tokens[first].start, tokens[last - 1].end, first, last, group.verb, group.form, verbal, group.passive,
            False, _marker(tokens, first, group), subject, (group.last, last), None,
        )  # fmt: skip
        relative = next((i for i in range(first + 1, group.first) if _relative(tokens, i)), None)
        if relative is not None:
            raw = replace(raw, marker=tokens[relative].lower, subject=_antecedent(tokens, first, relative, group.first))
        else:
            shared, governor = _shared_subject(tokens, built, raw)
            raw = replace(raw, subject=shared, governor=governor)
        built.append(replace(raw, negated=_negated(tokens, raw) or _inherits_denial(built, raw)))
    return tuple(spoken(tokens, _with_fragments(tokens, built)))


def _with_fragments(tokens: tuple[Word, ...], built: list[Clause]) -> list[Clause]:
    """Words without a verb that go on with an earlier clause, each as a clause of its own.

    ", the office said, its lowest since 2008"; "who had denied it, of his post"; a phrase behind a closing quotation mark.
    """
    cuts = {index: cut for index, clause in enumerate(built) if (cut := _fragment(tokens, built, index)) is not None}
    if not cuts:
        return built
    places: list[int] = []
    for index in range(len(built)):
        places.append(index + sum(1 for c in cuts if c < index))
    out: list[Clause] = []
    for index, clause in enumerate(built):
        moved = replace(clause, governor=None if clause.governor is None else places[clause.governor])
        cut = cuts.get(index)
        if cut is None:
            out.append(moved)
            continue
        out.append(replace(moved, last=cut, end=tokens[cut - 1].end, object=(clause.object[0], max(clause.object[0], cut))))
        home = _fragment_home(tokens, built, index)
        out.append(
            Clause(
                tokens[cut].start, tokens[clause.last - 1].end, cut, clause.last, "", "none", (cut, cut), False, False, "",
                (cut, cut), (cut, clause.last), places[home],
            )  # fmt: skip
        )
    return out


def _fragment(tokens: tuple[Word, ...], built: list[Clause], index: int) -> int | None:
    """Where the words begin that a clause only seems to hold, if any."""
    clause = built[index]
    for at in range(clause.group[1], clause.last - 2):
        closes = tokens[at].text in "”»" or (tokens[at].text == '"' and sum(w.text == '"' for w in tokens[: at + 1]) % 2 == 0)
        if closes and index and tokens[at + 1].lower in PREPOSITIONS:
            return at + 1
        if tokens[at].text != "," or index == 0:
            continue
        said = clause.verb in REPORTING and tokens[clause.first].text == "," and at - clause.group[1] <= _ASIDE
        relative = clause.marker in ("who", "which", "whom") and tokens[at + 1].lower in PREPOSITIONS
        relative = relative and clause.first > 0 and _opens_aside(tokens, clause)
        if said or relative:
            return at
    return None


def _opens_aside(tokens: tuple[Word, ...], clause: Clause) -> bool:
    return "," in (tokens[clause.first - 1].text, tokens[clause.first].text)


def _fragment_home(tokens: tuple[Word, ...], built: list[Clause], index: int) -> int:
    """The clause that a fragment goes on with: who said it for words behind a quotation, else the clause before."""
    quoted = any(w.text in '”"»' for w in tokens[built[index].first : built[index].last])
    if quoted and built[index].verb not in REPORTING:
        return next((i for i in range(index - 1, -1, -1) if built[i].verb in REPORTING), index - 1)
    return max(0, index - 1)


def _relative(tokens: tuple[Word, ...], at: int) -> bool:
    """ "the drones that Russian forces launched": "that" behind a noun."""
    if tokens[at].lower == "that":
        return "NOUN" in lemmas(tokens[at - 1].lower) and tokens[at - 1].shape == "word"
    return tokens[at].lower in RELATIVES


def _antecedent(tokens: tuple[Word, ...], first: int, relative: int, verb: int) -> Range:
    """The subject of a relative clause that stands before the sentence's main verb."""
    own = _trim(tokens, relative + 1, verb)
    return own if own[0] < own[1] else _noun_before(tokens, relative, first)


def head_stems(tokens: tuple[Word, ...], span: Range) -> frozenset[str]:
    """The stems of the content words and names of a range."""
    return frozenset(
        stem(w.lower)
        for w in tokens[span[0] : span[1]]
        if w.shape == "word" and w.lower not in DETERMINERS | PREPOSITIONS | AUXILIARIES
    )
