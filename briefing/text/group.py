"""The record of a verb group, and the small words that open clauses and stand inside verb groups."""

from __future__ import annotations

from typing import Literal, NamedTuple

from briefing.text.words import Word, lemmas

Form = Literal["finite", "infinitive", "gerund", "participle", "none"]

RELATIVES = frozenset("who whom which whose where".split())
SUBORDINATORS = frozenset(
    "because although though while whereas if unless until since after before when once as whether that so lest "
    "provided".split()
)
# "It is not clear what happened".
ASKING = frozenset("what how why".split())
_SOFT = frozenset(
    "also already now still yet only even just then often soon later again ever long almost always finally so far "
    "well once twice "
    "first further last not never".split()
)
# "said unemployment fell": behind these a clause may follow without a conjunction.
BARE = frozenset("say think believe hope fear claim add insist argue warn know suspect".split())


class Group(NamedTuple):
    """Words `first` to `last`; `sure` where no reading as a noun or a participle is left, `weak` where it is likely."""

    first: int
    last: int
    verb: str
    form: Form
    passive: bool
    sure: bool
    weak: bool = False


def is_adverb(word: Word) -> bool:
    """Whether a word can stand inside a verb group without changing who does what."""
    lower = word.lower
    return lower in _SOFT or (lower.endswith("ly") and "ADV" in lemmas(lower))
