"""How close two prepared sentences are: the weight of what they share against the weight of what each says alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from briefing.similarity.words import WEEKDAYS, Token, figure, groups_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Form -> its weight, that weight eased where it stands late in the sentence, whether it is a name.
Words = dict[str, tuple[float, float, bool]]
Weigh = Callable[[Token], float]
Value = TypeVar("Value", float, "NDArray[np.float64]")

# What a word of the same group of related words counts for, in parts of the word itself.
RELATED = 0.75
# Two spellings count as one word from this share of common trigrams on (Dice): visit/visitor, Syria/Syrian.
_ALIKE = 0.4
# Words are compared by spelling only when they start with these many same letters: quick, and nearly nothing is lost.
PREFIX = 3
# A news sentence says the main thing first: from this many different words on, each further one counts for less.
_EARLY, _LATE = 14, 0.7
# What the sentence with less of its own says alone speaks most against the two: the other may simply be longer.
_LESSER, _GREATER = 0.6, 0.35
# Names on both sides that the other has not, further to the above: other people, other places.
_NAMES = 0.9
# What is said alone counts less than in proportion: the tenth further detail changes less than the first.
_EASING = 0.5
# For sentences that share little, against high scores of very short ones.
_GROUND = 0.4
# Both name figures, none of them in common: down by so much, less when two are close (`_SLOPE` times their difference).
_FIGURES, _SLOPE = 0.35, 12.0
# Both name weekdays, none in common.
_DAYS = 0.25


# What of a word is asked for in each pair: its form, its eased weight, whether it is a name, its groups of related
# words and its first letters; the last two are empty for a figure, which only itself stands for.
Held = tuple[str, float, bool, tuple[int, ...], str]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A sentence made ready for comparing.

    `words` has each comparing form once, `held` the same in their order, `groups` are the groups of related words in
    it, `blocks` its words by their first letters, `figures` its numbers, `days` its weekdays.
    """

    words: Words
    held: tuple[Held, ...]
    groups: frozenset[int]
    blocks: dict[str, tuple[str, ...]]
    figures: tuple[float, ...]
    days: frozenset[str]


def weighed(read: Sequence[Token], weigh: Weigh) -> Words:
    """Weigh each form of a sentence once. `weigh` gives a token's weight."""
    words: Words = {}
    for token in read:
        form = token.form
        value = weigh(token)
        known = words.get(form)
        if known is None:
            words[form] = (value, value if len(words) < _EARLY else value * _LATE, token.kind == "name")
        elif value > known[0]:
            # What stands twice counts once, as what weighs most: "Fire" may be read as a name here and as a noun there.
            words[form] = (value, known[1] * value / known[0] if known[0] else value, token.kind == "name")
    return words


def prepare(read: Sequence[Token], weigh: Weigh) -> Prepared:
    """Make a sentence ready from its tokens."""
    words = weighed(read, weigh)
    blocks: dict[str, tuple[str, ...]] = {}
    groups: list[int] = []
    figures: list[float] = []
    held: list[Held] = []
    for form, (_, value, is_name) in words.items():
        if form[0].isdigit():
            held.append((form, value, is_name, (), ""))
            number = figure(form)
            if number is not None:
                figures.append(number)
            continue
        related, block = groups_of(form), form[:PREFIX]
        held.append((form, value, is_name, related, block))
        groups += related
        blocks[block] = (*blocks.get(block, ()), form)
    return Prepared(words, tuple(held), frozenset(groups), blocks, tuple(figures), WEEKDAYS.intersection(words))


@lru_cache(maxsize=500_000)
def _alike(a: str, b: str) -> float:
    """Dice coefficient of the trigrams of two words with their edges, 0 below `_ALIKE`."""
    grams_a, grams_b = _trigrams(a), _trigrams(b)
    share = 2 * len(grams_a & grams_b) / (len(grams_a) + len(grams_b))
    return share if share >= _ALIKE else 0.0


@lru_cache(maxsize=100_000)
def _trigrams(word: str) -> frozenset[str]:
    edged = f"#{word}#"
    return frozenset(edged[at : at + 3] for at in range(len(edged) - 2))


def nearness(a: str, b: str) -> float:
    """How well one form stands for another, 0 to 1."""
    if a == b:
        return 1.0
    if a[0].isdigit() or b[0].isdigit():
        return 0.0
    related = RELATED if set(groups_of(a)).intersection(groups_of(b)) else 0.0
    if a[:PREFIX] != b[:PREFIX]:
        return related
    return max(related, _alike(a, b) if a < b else _alike(b, a))


def _near(word: Held, other: Prepared) -> float:
    """How well the nearest word of `other` stands for a word, which it does not hold."""
    form, _, _, related, block = word
    best = RELATED if related and not other.groups.isdisjoint(related) else 0.0
    for there in other.blocks.get(block, ()):
        best = max(best, _alike(form, there) if form < there else _alike(there, form))
    return best


def _shares(a: Prepared, b: Prepared) -> tuple[float, float, float]:
    """Eased weight of `a` that `b` has too, that it has not, and that of the names among the latter."""
    shared = alone = names = 0.0
    theirs, groups, blocks = b.words, b.groups, b.blocks
    for word in a.held:
        form, value, is_name, related, block = word
        if form in theirs:
            shared += value
            continue
        if block not in blocks and (not related or groups.isdisjoint(related)):
            # As with most words: nothing there is near it.
            alone += value
            if is_name:
                names += value
            continue
        near = _near(word, b)
        shared += value * near
        alone += value * (1 - near)
        if is_name:
            names += value * (1 - near)
    return shared, alone, names


def closeness(a: Prepared, b: Prepared) -> float:
    """How nearly two sentences say the same, 0 to 1; symmetric."""
    shared_a, alone_a, names_a = _shares(a, b)
    shared_b, alone_b, names_b = _shares(b, a)
    shared = (shared_a + shared_b) / 2
    if shared <= 0:
        return 0.0
    return ratio(shared, min(alone_a, alone_b), max(alone_a, alone_b), min(names_a, names_b)) * _agreement(a, b)


def ratio(shared: Value, lesser: Value, greater: Value, names: Value | float) -> Value:
    """Weigh what is shared against what each says alone (`lesser` and `greater`), 0 to 1; also of arrays.

    The more is shared and the less said alone, the higher. `shared` is over 0.
    """
    against = _LESSER * lesser**_EASING + _GREATER * greater**_EASING + _NAMES * names
    ground = _GROUND * (lesser + greater) / (lesser + greater + 2 * shared)
    value: Value = shared / (shared + against + ground)
    return value


def _agreement(a: Prepared, b: Prepared) -> float:
    """1, or less when figures or weekdays stand against each other."""
    factor = 1.0
    if a.figures and b.figures:
        nearest = max(_quotient(x, y) for x in a.figures for y in b.figures)
        factor -= _FIGURES * min(1.0, _SLOPE * (1 - nearest))
    if a.days and b.days and a.days.isdisjoint(b.days):
        factor *= 1 - _DAYS
    return factor


def _quotient(x: float, y: float) -> float:
    return 1.0 if x == y else min(x, y) / max(x, y)


def coverage(a: Prepared, b: Prepared) -> float:
    """Tell which share of the content of `b` stands in `a` too, 0 to 1."""
    shared = sum(b.words[word[0]][0] * (1.0 if word[0] in a.words else _near(word, a)) for word in b.held)
    # A sum of the same terms in the same order, so that a sentence contains itself exactly.
    return shared / sum(value for value, _, _ in b.words.values()) if shared else 0.0
