"""Whose words the sentences inside a longer quotation are.

A quotation of several sentences names its speaker once, before it opens or behind it. Its other sentences look like
plain
fact; read alone they would put the speaker's opinion into the mouth of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.records.article import Sentence
from briefing.text.clause import REPORTING, Clause
from briefing.text.clauses import clauses
from briefing.text.words import PRONOUNS, Word, words

_OPEN, _CLOSE = "“«„", "”»"
_MARK = re.compile(r"[“”«»„\"]")


def speakers(sentences: Sequence[Sentence]) -> dict[int, str]:
    """Sentence index -> the speaker's name as printed, for sentences of a quotation that do not name him themselves.

    The speaker of a pronoun ("he replied") is the last named subject before it. A quotation without any speaker is not
    listed.
    """
    found: dict[int, str] = {}
    for group in _quotations(sentences):
        said_by = _speaker(sentences, group)
        if said_by is None:
            continue
        for place in group:
            if not any(c.speaker is not None for c in clauses(sentences[place].text)) or len(group) > 1:
                found[sentences[place].index] = said_by
    return found


def _quotations(sentences: Sequence[Sentence]) -> list[list[int]]:
    """Places of the sentences of each quotation that spans more than one, or that stands in one without a speaker."""
    groups: list[list[int]] = []
    open_group: list[int] | None = None
    for place, sentence in enumerate(sentences):
        # A paragraph may open a quotation again that the one before has not closed; a straight mark turns the state
        # round.
        inside_before = open_group is not None
        inside = inside_before
        for mark in _MARK.findall(sentence.text):
            inside = True if mark in _OPEN else False if mark in _CLOSE else not inside
        if inside_before or inside:
            open_group = [*(open_group or []), place]
            if not inside or len(open_group) > 12:
                groups.append(open_group)
                open_group = None
        elif _wholly_quoted(sentence.text):
            groups.append([place])
    return groups


def _wholly_quoted(text: str) -> bool:
    return text[:1] in '“«„"' and text.rstrip()[-1:] in '”»"' and len(text) > 2


def _speaker(sentences: Sequence[Sentence], group: Sequence[int]) -> str | None:
    """The subject of the saying in the quotation's last or first sentence, or in a neighbour of the same paragraph.

    A pronoun stands for a name before the quotation, never for one inside it.
    """
    first, last = group[0], group[-1]
    around = [last, first]
    if first and sentences[first - 1].paragraph == sentences[first].paragraph:
        around.append(first - 1)
    for place in around:
        name = _said_in(sentences, place, first)
        if name is not None:
            return name
    # "He said." stood in the paragraph before, and the quotation stands alone in its own.
    return _said_in(sentences, first - 1, first) if first else None


def _said_in(sentences: Sequence[Sentence], place: int, first: int) -> str | None:
    text = sentences[place].text
    tokens = words(text)
    for clause in clauses(text):
        if clause.verb not in REPORTING or clause.form != "finite" or _within_quotes(text, tokens, clause):
            continue
        span = _subject(tokens, clause)
        if span is None:
            continue
        if tokens[span[0]].lower in PRONOUNS:
            return _last_name(sentences[: min(place, first)])
        return text[tokens[span[0]].start : tokens[span[1] - 1].end]
    return None


def _within_quotes(text: str, tokens: tuple[Word, ...], clause: Clause) -> bool:
    at = tokens[clause.group[0]].start
    before = text[:at]
    if '"' in before:
        return before.count('"') % 2 == 1
    opened, closed = sum(before.count(m) for m in _OPEN), sum(before.count(m) for m in _CLOSE)
    # A sentence that goes on with a quotation closes it without having opened it.
    return opened > closed or (
        opened == closed == 0 and any(m in text[at:] for m in _CLOSE) and not any(m in text[at:] for m in _OPEN)
    )


def _subject(tokens: tuple[Word, ...], clause: Clause) -> tuple[int, int] | None:
    start, stop = clause.subject
    if clause.first <= start < stop:
        while start < stop and tokens[start].shape == "mark":
            start += 1
        return (start, stop) if start < stop else None
    behind = clause.group[1]
    stop = next((i for i in range(behind, clause.last) if tokens[i].shape == "mark"), clause.last)
    return (behind, stop) if behind < stop else None


def _last_name(before: Sequence[Sentence]) -> str | None:
    """The last subject that is a name: what a pronoun behind it stands for."""
    for earlier in reversed(before):
        tokens = words(earlier.text)
        for clause in reversed(clauses(earlier.text)):
            subject = tokens[clause.subject[0] : clause.subject[1]]
            capital = [w for w in subject if w.shape == "word" and w.capital]
            if (
                clause.form == "finite"
                and capital
                and subject
                and subject[-1].capital
                and len(subject) <= 6
                and subject[0].lower not in PRONOUNS
            ):
                return earlier.text[subject[0].start : subject[-1].end]
    return None
