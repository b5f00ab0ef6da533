"""How nearly two sentences say the same thing, by their words alone: any language, no model, deterministic.

The score is closeness only. It knows no vetoes: "420 were arrested" is close to "300 were arrested", and whoever merges
must ask more than this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefing.text.words import forms

__all__ = ["Similarity", "contains", "joined", "pair"]

# A word of n letters stands in about one of e**n sentences of news, a longer one in no fewer than one of seven letters:
# as good as any table of frequencies for telling names and things from small words, and good for every language. It
# counts as much as a thousand sentences at hand.
_LONGEST, _BACKGROUND = 7, 1_000
# A number says as much as a word of six letters.
_NUMBER = 6
# Both have numbers, and none in common: of two events as a rule.
_OTHER_NUMBERS = 0.7
# Of more sentences than _FEW, a word that more than _COMMON hold brings no pairs by itself: its pairs would grow with
# the square of the corpus. A sentence has rarer ones.
_FEW, _COMMON = 400, 50


class Similarity:
    """Closeness among `sentences`, by index.

    The closeness of two is the weighted Dice coefficient of their words, which count by their first letters and by how
    few of the sentences hold them. The order of the sentences changes no score.
    """

    def __init__(self, sentences: Sequence[str | frozenset[str]]) -> None:
        """Take sentences, or the forms of their words (`briefing.text.words.form`) where these are at hand."""
        self._forms = [forms(s) if isinstance(s, str) else s for s in sentences]
        self._seen = Counter(form for held in self._forms for form in held)
        self._weights = {form: _weight(form, seen, len(sentences)) for form, seen in self._seen.items()}
        self._totals = [self._weight(held) for held in self._forms]

    def score(self, i: int, j: int) -> float:
        """How nearly the sentences `i` and `j` say the same, 0 to 1; symmetric. 0 where either has no words."""
        one, other = self._forms[i], self._forms[j]
        closeness = self._closeness(i, j)
        return closeness * _OTHER_NUMBERS if closeness and _other_numbers(one, other) else closeness

    def contains(self, i: int, j: int) -> float:
        """How much of the content of sentence `j` sentence `i` has too, 0 to 1."""
        return self._weight(self._forms[i] & self._forms[j]) / self._totals[j] if self._totals[j] else 0.0

    def candidates(self, minimum: float) -> list[tuple[int, int, float]]:
        """The pairs that score at least `minimum` (over 0), as (i, j, score) in order of `i` and `j`.

        All of them up to 400 sentences; beyond, nearly all, in time and memory linear in the number of sentences.
        """
        return sorted(self._candidates(minimum))

    def _candidates(self, minimum: float) -> Iterator[tuple[int, int, float]]:
        """Two that are close share some of the weightiest words of each (Bayardo, Ma and Srikant 2007)."""
        most = len(self._forms) if len(self._forms) <= _FEW else _COMMON
        holders: defaultdict[str, list[int]] = defaultdict(list)
        rests: list[float] = []
        for j, held in enumerate(self._forms):
            leading, rest = self._leading(held, self._totals[j] * minimum / (2 - minimum))
            rests.append(rest)
            shared: defaultdict[int, float] = defaultdict(float)
            for form in leading:
                weight = self._weights[form]
                for i in holders[form]:
                    shared[i] += weight
                if len(holders[form]) < most:
                    holders[form].append(j)
            for i, weight in shared.items():
                # What else they share is among the rest of one of them. A hair more, for rounding.
                highest = 2 * (weight + max(rest, rests[i])) + 1e-9
                if highest < minimum * (self._totals[i] + self._totals[j]) or self._closeness(i, j) < minimum:
                    continue
                if (score := self.score(i, j)) >= minimum:
                    yield i, j, score

    def _leading(self, held: frozenset[str], least: float) -> tuple[list[str], float]:
        """The weightiest words, such that the rest weighs less than `least`, and what the rest weighs."""
        order = sorted(held, key=lambda form: (-self._weights[form], form))
        rest = 0.0
        while order and rest + self._weights[order[-1]] < least - 1e-9:
            rest += self._weights[order.pop()]
        return order, rest

    def _closeness(self, i: int, j: int) -> float:
        """The Dice coefficient: the score, but for numbers."""
        total = self._totals[i] + self._totals[j]
        return 2 * self._weight(self._forms[i] & self._forms[j]) / total if total else 0.0

    def _weight(self, forms: frozenset[str]) -> float:
        # Sets have no order, and a plain sum would depend on it.
        return math.fsum(map(self._weights.__getitem__, forms))


def _weight(form: str, seen: int, sentences: int) -> float:
    rarity = _NUMBER if form[0].isdigit() else min(len(form), _LONGEST)
    return math.log((sentences + _BACKGROUND) / (seen + _BACKGROUND * math.exp(-rarity)))


def _other_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both have numbers, and none in common."""
    numbers, others = ({form for form in forms if form[0].isdigit()} for forms in (one, other))
    return bool(numbers and others) and numbers.isdisjoint(others)


def pair(a: str, b: str) -> float:
    """How nearly `a` and `b` say the same, 0 to 1, without other sentences at hand; symmetric."""
    return Similarity([a, b]).score(0, 1)


def contains(a: str, b: str) -> float:
    """How much of the content of `b` stands in `a`, 0 to 1, without other sentences at hand."""
    return Similarity([a, b]).contains(0, 1)


def joined(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number in some pairs the lowest that it is joined to, directly or by a chain."""
    root: dict[int, int] = {}

    def top(number: int) -> int:
        while (above := root.setdefault(number, number)) != number:
            root[number] = root[above]
            number = root[number]
        return number

    for two in pairs:
        low, high = sorted(map(top, two))
        root[high] = low
    return {number: top(number) for number in root}
