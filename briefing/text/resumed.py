"""Where a sentence goes on behind what was put in between its subject and its verb."""

from __future__ import annotations

from briefing.text.group import RELATIVES, SUBORDINATORS, Group, is_adverb
from briefing.text.words import DETERMINERS, PREPOSITIONS, PRONOUNS, Word, lemmas, verb_forms

# What opens the clause that is gone on with, what follows its verb, and what opens an insertion behind a comma.
_OPENERS = SUBORDINATORS | {"and", "but"}
_FOLLOWING = DETERMINERS | PREPOSITIONS | PRONOUNS | {"that"}
_INSERTING = RELATIVES | DETERMINERS | {"with", "at", "of", "one", "among"}


def resumes(tokens: tuple[Word, ...], at: int, found: list[Group], forms: frozenset[str]) -> bool:
    """ "Troops, sent by 29 countries, serve there": a verb right behind what was put in between subject and verb."""
    comma = at - 1
    if comma < 3:
        return False
    while comma > 0 and is_adverb(tokens[comma]):
        comma -= 1
    if comma < 3 or tokens[comma].text != ",":
        return False
    opening = next((i for i in range(comma - 2, 0, -1) if _opens_insertion(tokens, i)), None)
    if opening is None:
        return False
    start = opening
    while start > 0 and not (tokens[start - 1].text in ";:," or tokens[start - 1].lower in _OPENERS):
        start -= 1
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if start == opening or any(g.form == "finite" and start <= g.first < opening for g in found):
        return False
    if sum(g.form == "finite" for g in found if opening < g.first) > 1 or (follows and follows.lower == "by"):
        return False
    held = tokens[start:opening]
    figure = any(w.shape == "figure" for w in held)
    if (held[0].lower in PREPOSITIONS and not figure) or (start and tokens[start - 1].text == ","):
        return False
    led = start > 0 and tokens[start - 1].lower in _OPENERS
    if not (figure or led or any(w.capital or w.lower in DETERMINERS for w in held)):
        return False
    if "past" in forms or follows is None or set(lemmas(tokens[at].lower)) == {"VERB"}:
        return "past" in forms or follows is not None
    particle = "ADV" in lemmas(follows.lower)
    return particle or follows.shape != "word" or follows.lower in _FOLLOWING


def _opens_insertion(tokens: tuple[Word, ...], i: int) -> bool:
    """Whether a comma is followed by a relative, a participle, a figure, a determiner or "with": an insertion."""
    if tokens[i].text != "," or tokens[i - 1].shape == "mark":
        return False
    word = tokens[i + 1]
    if word.lower in _INSERTING or word.shape == "figure":
        return True
    forms = verb_forms(word.lower)
    return "participle" in forms or "gerund" in forms
