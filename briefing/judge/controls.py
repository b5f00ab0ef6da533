"""Controls: statements of known truth, planted among the real ones to see whether the judge can be believed.

A false control is a real statement with one change that is false for certain; a true one is a line of an article, or
what of it stands alone. All else is as it is for real pairs, so that nothing tells the one from the other. Where a run
is small, less is made of more: see `false_controls` and `true_controls`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from briefing.judge.changes import joined, made_certain, negated, other_status
from briefing.judge.days import other_day
from briefing.judge.figures import exact_number, other_number
from briefing.judge.opposites import turned
from briefing.judge.pair import Control, Pair
from briefing.judge.people import Names, other_name, other_speaker
from briefing.judge.stock import Stock, stated
from briefing.judge.truths import LEANS, Grade, Truth
from briefing.judge.words import OFTEN, opened, plain, ranked, tongue

# A line as long as the base's statement, give or take this, is as good as any other.
_STEP = 20


def false_controls(pairs: Sequence[Pair], wanted: int) -> tuple[Control, ...]:
    """Up to `wanted` real statements, each with one change that makes it say what its evidence does not say.

    Each pair is the base of one before any is the base of two; a second one of a base is of another kind. When those
    are used up a kind serves a base again, with another number, day or name, and lines of the articles are bases too.
    """
    stock = Stock(pairs)
    chosen = _Chosen(stock, wanted)
    used: dict[tuple[str, tuple[str, ...]], Counter[str]] = {}

    def falsify(often: int, pair: Pair) -> None:
        changes = _changes(pair, stock)
        known = used.setdefault((pair.statement, pair.evidence), Counter())
        for kind in chosen.kinds([kind for kind in changes if known[kind] < often], pair.key):
            for statement in changes[kind]():
                if chosen.take(Control(stated(pair, statement), pair, False, kind)):
                    known[kind] += 1
                    return

    real = [pair for pair in stock.pairs if plain(opened(pair.statement)[1])]
    for often in (1, 2):
        chosen.go_round(real, partial(falsify, often))
    lines = [] if chosen.enough else list(stock.lines())
    for often in (1, 2):
        chosen.go_round(lines, partial(falsify, often))
    chosen.go_round([*real, *lines], partial(falsify, OFTEN))
    return tuple(chosen.controls)


class _Ease(NamedTuple):
    """How much is let through: a line how often, in frames unlike its base's, alone though whole, of which grade."""

    kinds: bool = False
    frames: bool = False
    alone: bool = False
    grade: Grade = Grade.GOOD


_EASES = (
    _Ease(),
    _Ease(alone=True),
    _Ease(alone=True, kinds=True),
    _Ease(alone=True, kinds=True, frames=True),
    *(_Ease(True, True, True, grade) for grade in (Grade.FAIR, Grade.LEANS, Grade.CUT)),
)


def true_controls(pairs: Sequence[Pair], wanted: int) -> tuple[Control, ...]:
    """Up to `wanted` lines of the pairs' articles, whole or with a change that leaves them true for certain.

    English articles first. A line is made one control, and is as long as real statements are, until that is used up:
    then one of each kind, then in other frames, then lines that are longer or shorter, then those that lean on others.
    """
    stock = Stock(pairs)
    chosen = _Chosen(stock, wanted)
    spent: Counter[str] = Counter()
    made: set[tuple[str, str]] = set()

    def affirm(ease: _Ease, pair: Pair) -> None:
        options: dict[str, list[Truth]] = {}
        for truth in stock.truths(pair):
            again = ease.frames or not (truth[:2] in made or (spent[truth.line] and not ease.kinds))
            whole = truth.kind != "line" or ease.alone or len(pair.evidence) > 1
            if truth.grade <= ease.grade and again and whole:
                options.setdefault(truth.kind, []).append(truth)
        for kind in chosen.kinds(list(options), pair.key):
            fit = {truth.statement: truth for truth in options[kind]}
            order = sorted(ranked(fit, pair.key), key=lambda out: (spent[fit[out].line], *_distance(pair, out)))
            for truth in map(fit.__getitem__, order):
                leans = truth.grade is Grade.LEANS
                for base in stock.framed(truth.text, truth.line, pair, leans=leans, anyhow=ease.frames):
                    if chosen.take(Control(stated(base, truth.statement), base, True, kind)):
                        spent[truth.line] += 1
                        made.add(truth[:2])
                        return
                    if not ease.frames:
                        break

    for first in (True, False):
        bases = [pair for pair in stock.pairs if (tongue(pair) == "en") == first]
        for ease in _EASES:
            chosen.go_round(bases, partial(affirm, ease))
    return tuple(chosen.controls)


class _Chosen:
    """The controls so far, by kind and statement."""

    def __init__(self, stock: Stock, wanted: int) -> None:
        self.wanted, self.controls = wanted, list[Control]()
        self._taken, self._used = set(stock.real), dict[str, int]()

    @property
    def enough(self) -> bool:
        """Whether there are as many as wanted."""
        return len(self.controls) >= self.wanted

    def go_round(self, bases: Sequence[Pair], make: Callable[[Pair], None]) -> None:
        """Let each base make one control, then each another one, until there are enough or no base makes any."""
        before = -1
        while len(self.controls) > before:
            before = len(self.controls)
            for pair in bases:
                if self.enough:
                    return
                make(pair)

    def kinds(self, kinds: Iterable[str], seed: str) -> list[str]:
        """Least used first, then by chance."""
        return sorted(ranked(kinds, seed), key=lambda kind: self._used.get(kind, 0))

    def take(self, control: Control) -> bool:
        """Whether the control is new, and now one of them."""
        what = (control.pair.statement, control.pair.evidence)
        if what in self._taken:
            return False
        self._taken.add(what)
        self._used[control.kind] = self._used.get(control.kind, 0) + 1
        self.controls.append(control)
        return True


def _changes(pair: Pair, stock: Stock) -> dict[str, Callable[[], Iterator[str]]]:
    """For each kind what makes statements of it. A status in brackets stays where it is, and has a kind of its own."""
    bracket, sentence = opened(pair.statement)
    inner = stated(pair, sentence) if bracket else pair

    def names(change: Callable[[Pair, Names, tuple[Names, Names]], Iterator[str]]) -> Iterator[str]:
        article = stock.names(pair.lines)
        own = Names.of((*pair.evidence, *pair.context))
        return change(inner, Names(article.persons | own.persons), (article, stock.lent))

    made: dict[str, Callable[[], Iterator[str]]] = {
        "number": lambda: other_number(inner, stock.numbers(pair)),
        "name": partial(names, other_name),
        "speaker": partial(names, other_speaker),
        "negation": partial(negated, inner),
        "certainty": partial(made_certain, inner),
        "exactness": partial(exact_number, inner),
        "direction": partial(turned, inner),
        "day": partial(other_day, inner),
        "detail": lambda: joined(inner, stock.siblings(pair), stock.longest - len(bracket)),
    }
    if not bracket:
        return made
    # "(expected) It is certain to" says two things; what is denied is not the contrary of its opposite.
    barred = {"certainty", "negation"} if bracket != "(expected) " else {"certainty"}

    def behind(change: Callable[[], Iterator[str]]) -> Iterator[str]:
        return (f"{bracket}{out}" for out in change())

    kept = {kind: partial(behind, change) for kind, change in made.items() if kind not in barred}
    return {**kept, "status": lambda: other_status(pair, bracket, sentence)}


def _distance(pair: Pair, statement: str) -> tuple[bool, int]:
    """How far a statement is from the pair's own: one that leans on others last, then by length."""
    return LEANS.search(statement) is not None, abs(len(statement) - len(pair.statement)) // _STEP
