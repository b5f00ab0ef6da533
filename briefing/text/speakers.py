"""Whose words a clause is: "X said that P", "P, X said", "P, X said, and Q", "said X", "X is alleged by Y to have"."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.text.clause import REPORTING, Clause, Range
from briefing.text.group import RELATIVES
from briefing.text.words import PREPOSITIONS, Word

# These take an object that is no speech, or say something only with "that".
_NO_TAIL = frozenset("call ask accuse describe urge quote cite point hear mention indicate expect promise deny".split())
_THAT_ONLY = frozenset("find show point hear rule".split())
_OPENERS = frozenset("that whether if when how why what who where".split())
_NOMINATIVE = frozenset("he she it they we there".split())
_JOINERS = frozenset("and but while yet or although though whereas".split())
_RESUMING = _JOINERS | RELATIVES
_QUOTES = '“”"«»„'
# Behind a reporting verb these belong to the saying, not to what is said: to whom, where, when.
_MOST_ASIDE = 9


def spoken(tokens: tuple[Word, ...], clauses: list[Clause]) -> list[Clause]:
    """The clauses, each with the speaker under whose word it stands."""
    out = list(clauses)
    for index, clause in enumerate(clauses):
        if clause.verb not in REPORTING or clause.form == "infinitive":
            continue
        governed, speaker = _governed(tokens, clauses, index)
        for i in governed:
            if i < index and _parted_by_semicolon(tokens, clauses[i], clause):
                continue
            if i < index and (
                _aside(tokens, clauses[i]) or (i and _aside(tokens, clauses[i - 1]) and _depends(clauses[i]))
            ):
                continue
            own = out[i].form in ("gerund", "participle") and out[i].subject == speaker
            # "A person said data suggest that ...": the nearer word is the one that counts.
            nearer = out[index].speaker is not None and i > index
            if (out[i].speaker is None or nearer) and speaker[0] < speaker[1] and not own:
                out[i] = out[i]._replace(speaker=speaker, said=clause.verb)
    return out


def _parted_by_semicolon(tokens: tuple[Word, ...], clause: Clause, saying: Clause) -> bool:
    """ "A; X, who was there, said B": A is not X's word, unless all of it is quoted."""
    between = tokens[clause.group[1] : saying.group[0]]
    return any(w.text == ";" for w in between) and not any(w.text in _QUOTES for w in between)


def _aside(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """ "The curfew, imposed after riots, will be lifted, X said": what is put in between commas is the reporter's."""
    if clause.form == "participle":
        return clause.group[0] > 0 and tokens[clause.group[0] - 1].text == ","
    comma = clause.first > 0 and "," in (tokens[clause.first].text, tokens[clause.first - 1].text)
    return comma and clause.marker in ("who", "which", "whose")


def _depends(clause: Clause) -> bool:
    return clause.form != "finite" or clause.marker in RELATIVES or clause.marker in PREPOSITIONS


def _governed(tokens: tuple[Word, ...], clauses: Sequence[Clause], index: int) -> tuple[list[int], Range]:
    """The clauses that stand under the word of a reporting clause, and its speaker."""
    clause = clauses[index]
    if clause.passive or clause.form == "participle":
        return _passive(tokens, clauses, index)
    if _complement(tokens, clauses, index):
        last = _until(tokens, clauses, index + 1)
        ahead = list(range(index + 1, last))
        # "P, X said, adding that Q": what came before is X's as well.
        behind = (
            list(range(index))
            if _parted_before(tokens, clause)
            and not _opened(tokens, clauses, index)
            and clause.form == "finite"
            and _own_subject(clause)
            and clause.marker == ""
            else []
        )
        return ahead + behind, clause.subject
    if clause.marker in RELATIVES:
        return [], clause.subject
    speaker = _speaker_behind(tokens, clause) if _inverted(tokens, clause) else clause.subject
    if index == 0 and not _inverted(tokens, clause):
        # "The mediator said of the talks: ..." and "The coach said he would leave" without a cut between the verbs.
        colon = any(w.text == ":" for w in tokens[clause.group[1] : clause.last])
        return (list(range(1, len(clauses))) if colon else []), speaker
    if not (_parted_before(tokens, clause) or _inverted(tokens, clause)) or not _says_only(tokens, clause):
        return [], speaker
    # "as some farmers claim": of what stands right before it.
    behind = [index - 1] if clause.marker == "as" else list(range(index))
    # "Unless it won, the coach said, he would leave": a saying between commas governs both sides.
    closes = (
        clause.last < len(tokens)
        and "," in (tokens[clause.last - 1].text, tokens[clause.last].text)
        and _short(tokens, clause)
    )
    resumes = index + 1 < len(clauses) and clauses[index + 1].marker not in _RESUMING
    ahead = list(range(index + 1, _until(tokens, clauses, index + 1))) if closes and resumes else []
    return behind + ahead, speaker


def _opened(tokens: tuple[Word, ...], clauses: Sequence[Clause], index: int) -> bool:
    """ "While the ministry plans it, Lanz fears that": a clause that opens the sentence is the reporter's."""
    behind = tokens[clauses[index].group[1]] if clauses[index].group[1] < len(tokens) else None
    return behind is not None and behind.text != "," and any(c.form == "finite" for c in clauses[:index])


def _says_only(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """Whether only whom, where and when stand behind the verb: "said on Tuesday", not "called it premature"."""
    if clause.marker in _JOINERS or clause.verb in _NO_TAIL:
        return False
    if any(w.lower == "than" for w in tokens[clause.first : clause.group[0]]):
        # ", three months later than they had predicted".
        return False
    behind = [w for w in tokens[clause.group[1] : clause.last] if w.shape != "mark"]
    if clause.verb in _THAT_ONLY and behind:
        return behind[0].lower == "on" and len(behind) <= 3
    if not behind or _inverted(tokens, clause) or clause.verb in ("tell", "inform", "assure"):
        return True
    return (
        behind[0].lower in PREPOSITIONS
        or behind[0].capital
        or behind[0].lower.endswith("ly")
        or behind[0].lower in ("late", "early", "earlier", "later", "today", "yesterday", "last", "this")
    )


def _complement(tokens: tuple[Word, ...], clauses: Sequence[Clause], index: int) -> bool:
    """Whether the next clause is what is said."""
    if index + 1 >= len(clauses):
        return False
    clause, after = clauses[index], clauses[index + 1]
    if _inverted(tokens, clause) and not (after.marker == "" and after.subject[0] == clause.group[1]):
        return False
    while after.form != "finite" and index + 2 < len(clauses) and after.governor == index:
        index += 1
        after = clauses[index + 1]
    if after.form != "finite":
        return False
    if after.group[0] == clause.group[1]:
        # "money that prosecutors say was paid".
        return True
    if clause.group[1] < len(tokens) and tokens[clause.group[1]].lower == "that":
        return True
    that = next((i for i in range(clause.group[1], after.group[0]) if tokens[i].lower == "that"), None)
    told = that is not None and clause.verb not in _THAT_ONLY and not after.marker and that < after.first
    if told and not any(w.shape == "mark" or w.lower in ("and", "but") for w in tokens[clause.group[1] : that]):
        # "told parents on Monday that the roof, paid for by the state, would cost": the clause of "that" is put in.
        return True
    aside = [w for w in tokens[clause.group[1] : after.first] if w.shape != "mark"]
    opening = next((i for i in range(after.first, after.group[0]) if tokens[i].lower == "that"), after.first)
    if any(w.lower in ("and", "but") for w in tokens[clause.group[1] : opening]) and after.marker == "that":
        # "noted that neither had asked for a delay and that ...": said by whoever noted.
        return False
    if any(w.text in ",;" for w in tokens[clause.group[1] : after.first + 1]) and after.marker not in (
        "that",
        "whether",
    ):
        return False
    if any(w.text in _QUOTES for w in tokens[clause.group[1] : after.first + 1]) and len(aside) <= 2:
        return True
    if clause.verb in _THAT_ONLY:
        return after.marker == "that" and len(aside) <= 3
    if after.marker in RELATIVES and aside and clause.verb not in ("tell", "ask", "inform"):
        # "warned against raising the hopes of those who wait".
        return False
    if after.marker in _OPENERS:
        return len(aside) <= _MOST_ASIDE
    own = after.first <= after.subject[0] < after.subject[1]
    return (
        (after.marker == "" or (after.marker in RELATIVES and own))
        and own
        and (not aside or aside[0].lower in PREPOSITIONS or clause.verb in ("tell", "inform", "assure", "warn"))
    )


def _until(tokens: tuple[Word, ...], clauses: Sequence[Clause], start: int) -> int:
    """Index of the first clause behind `start` that is the reporter's own again: ", while Q", "; Q"."""
    for i in range(start + 1, len(clauses)):
        clause = clauses[i]
        if sum(w.text in _QUOTES for w in tokens[clauses[start].first : clause.first]) % 2 == 1:
            continue
        own = clause.first <= clause.subject[0] < clause.subject[1]
        if (
            clause.form == "finite"
            and not own
            and clause.subject == clauses[start - 1].subject
            and clause.marker in ("and", "but")
        ):
            return i
        if clause.form == "finite" and own and clause.verb in REPORTING and _joined(tokens, clause):
            # "The minister said A and the coach said B": a second speaker does not speak under the first.
            return i
        parted = clause.first > 0 and (tokens[clause.first - 1].text in ",;" or tokens[clause.first].text in ",;")
        if parted and clause.marker in RELATIVES and tokens[clause.first].lower in ("but", "while", "whereas"):
            # "X promised A, but the union, whose president has called it late, said B".
            return i
        if (
            clause.form == "finite"
            and own
            and (
                (parted and clause.marker in ("but", "while", "although", "though", "whereas"))
                or tokens[clause.first - 1].text == ";"
            )
        ):
            return i
        if (
            clause.form == "finite"
            and own
            and parted
            and clause.marker == "and"
            and _present(tokens, clauses[start]) != _present(tokens, clause)
        ):
            return i
    return len(clauses)


def _joined(tokens: tuple[Word, ...], clause: Clause) -> bool:
    opening = next(
        w for w in tokens[clause.first : clause.last] if w.shape != "mark" or clause.last - clause.first == 1
    )
    return opening.lower in _JOINERS or (clause.first > 0 and tokens[clause.first - 1].text == ";")


def _present(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """Whether a clause speaks in the tense of direct report ("has", "is"), not of reported speech ("had", "was")."""
    return tokens[clause.group[0]].lower in ("is", "are", "has", "have", "do", "does", "will")


def _passive(tokens: tuple[Word, ...], clauses: Sequence[Clause], index: int) -> tuple[list[int], Range]:
    """ "X is alleged by Y to have ...": Y says so. Without Y nobody does: a hedge, which the operators hold."""
    clause = clauses[index]
    if clause.verb == "accuse":
        # A hedge, whoever does it: who it is, the roles hold.
        return [], (0, 0)
    by = next((i for i in range(clause.group[1], clause.last) if tokens[i].lower == "by"), None)
    governed = [i for i in range(index + 1, len(clauses)) if clauses[i].governor == index]
    if by is None or not governed:
        return [], (0, 0)
    return governed, (by + 1, clause.last)


def _parted_before(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """Whether a comma or a closing quotation mark stands before the clause."""
    marks = {tokens[clause.first].text, tokens[clause.first - 1].text if clause.first else ""}
    return bool(marks & {",", "—", "–", *_QUOTES})


def _own_subject(clause: Clause) -> bool:
    return clause.first <= clause.subject[0] < clause.subject[1]


def _inverted(tokens: tuple[Word, ...], clause: Clause) -> bool:
    """ ", said the engineer": the subject stands behind the verb."""
    before = tokens[clause.group[0] - 1].text if clause.group[0] else ""
    behind = tokens[clause.group[1]] if clause.group[1] < len(tokens) else None
    return (
        clause.verb
        in (
            "say",
            "add",
            "ask",
            "write",
            "warn",
            "report",
            "reply",
            "explain",
            "note",
            "state",
            "insist",
            "declare",
            "announce",
        )
        and before in {",", *_QUOTES}
        and behind is not None
        and behind.shape == "word"
        and behind.lower not in PREPOSITIONS | _OPENERS | _NOMINATIVE
    )


def _speaker_behind(tokens: tuple[Word, ...], clause: Clause) -> Range:
    stop = next(
        (i for i in range(clause.group[1], clause.last) if tokens[i].lower in PREPOSITIONS - {"of", "for", "in"}),
        clause.last,
    )
    while stop > clause.group[1] and (tokens[stop - 1].shape == "mark" or tokens[stop - 1].lower in RELATIVES):
        stop -= 1
    return clause.group[1], stop


def _short(tokens: tuple[Word, ...], clause: Clause) -> bool:
    return sum(w.shape != "mark" for w in tokens[clause.first : clause.last]) <= _MOST_ASIDE
