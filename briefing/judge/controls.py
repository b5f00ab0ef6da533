"""Controls: statements of known truth, planted among the real ones to see whether the judge can be believed.

A false control is a real statement with one exact change that its evidence cannot support; a true one is a line of an
article, or what of it stands alone. All else is as it is for real pairs, so that nothing tells the one from the other.
Where a run is small, less is made of more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, product

from briefing import dates
from briefing.grounding import Passage, faults
from briefing.grounding.naming import runs, tokens
from briefing.grounding.verbatim import quotations
from briefing.judge.pair import Control, Pair, digest
from briefing.judge.people import Names, other_name
from briefing.judge.stock import Stock, bare
from briefing.judge.values import denied, negated, opened, other_day, other_number, turned

# So often at most one and the same thing of a base is changed: another number, a third one.
_OFTEN = 3
# So many articles lend names, and so many facts are tried for one to join on.
_LENDERS, _FACTS = 40, 40
# A sentence that begins with one of these, or with a name, can be joined on.
_OPENERS = frozenset("The A An In On At About More Over Some Two Three Four Five".split())

Change = tuple[str, frozenset[str]]
"""A changed statement, and the keys of further pairs that it is a version of."""


def false_controls(pairs: Sequence[Pair], wanted: int) -> tuple[Control, ...]:
    """Up to `wanted` real statements, each with one change that makes it say what its evidence does not say.

    Each pair is the base of one before any is the base of two; a second one of a base is of another kind. When those
    are used up, lines of the articles are bases too; and then statements are put on the lines of others.
    """
    return tuple(islice(_false(Stock(pairs)), wanted))


def true_controls(pairs: Sequence[Pair], wanted: int) -> tuple[Control, ...]:
    """Up to `wanted` lines of the pairs' articles, whole or without what their punctuation sets apart.

    English ones first. Each stands on as many lines as real statements do; when all are used up, on one or two more.
    """
    return tuple(islice(_true(Stock(pairs)), wanted))


def _true(stock: Stock) -> Iterator[Control]:
    taken = set(stock.real)
    for foreign, more in product((False, True), range(3)):
        for truth in stock.truths:
            base = stock.framed(truth, more)
            pair = base.stating(truth.statement)
            if truth.foreign == foreign and (pair.statement, pair.evidence) not in taken:
                taken.add((pair.statement, pair.evidence))
                yield Control(pair, base, True, truth.kind, stock.kin(truth))


class _Base:
    """A pair, the changes that it is still open to, and how often each was made."""

    def __init__(self, pair: Pair, kin: frozenset[str], changes: dict[str, Iterator[Change]]) -> None:
        self.pair, self.kin, self.changes = pair, kin, changes
        self.made = Counter[str]()


def _false(stock: Stock) -> Iterator[Control]:
    lent = sorted(stock.articles)[:_LENDERS]
    names = Names.of((*(bare(line) for lines in lent for line in lines), *(p.statement for p in stock.pairs)))
    taken, used = set(stock.real), Counter[str]()
    changed = partial(_changes, stock=stock, names=names)

    def neighbours(pair: Pair) -> dict[str, Iterator[Change]]:
        """Other statements of the article on this evidence, which are the easiest of all to tell."""
        others = ((other.statement, frozenset((other.key,))) for other in stock.siblings(pair))
        return {"neighbour": _certain(pair, others, names=False)}

    for bases, changes in ((_reals, changed), (_lines, changed), (_reals, neighbours)):
        open_ = [_Base(pair, kin, changes(pair)) for pair, kin in bases(stock)]
        while open_:
            for base in tuple(open_):
                control = _next(base, used, taken)
                if control is None:
                    open_.remove(base)
                else:
                    used[control.kind] += 1
                    taken.add((control.pair.statement, control.pair.evidence))
                    yield control


def _reals(stock: Stock) -> Iterator[tuple[Pair, frozenset[str]]]:
    """Each with the keys of all pairs on the same lines, which may well say nearly the same."""
    alike: dict[tuple[str, ...], frozenset[str]] = {}
    for pair in stock.pairs:
        alike[pair.evidence] = alike.get(pair.evidence, frozenset()) | {pair.key}
    return ((pair, alike[pair.evidence]) for pair in stock.pairs)


def _lines(stock: Stock) -> Iterator[tuple[Pair, frozenset[str]]]:
    for truth in stock.truths:
        base = stock.framed(truth)
        if truth.kind == "line" and not truth.foreign:
            yield base, stock.kin(truth)


def _next(base: _Base, used: Counter[str], taken: set[tuple[str, tuple[str, ...]]]) -> Control | None:
    """A change of the kind that was least made, of this base and then of all."""
    while base.changes:
        # What stands on quite other lines is the easiest to catch.
        kind = min(base.changes, key=lambda k: (base.made[k], k == "neighbour", used[k], digest(f"{base.pair.key}{k}")))
        for statement, others in base.changes[kind]:
            if (statement, base.pair.evidence) not in taken:
                base.made[kind] += 1
                if base.made[kind] == _OFTEN:
                    del base.changes[kind]
                return Control(base.pair.stating(statement), base.pair, False, kind, base.kin | others)
        del base.changes[kind]
    return None


def _changes(pair: Pair, stock: Stock, names: Names) -> dict[str, Iterator[Change]]:
    """For each kind the statements that it makes. What somebody said word for word is never edited."""
    of_meaning: dict[str, Callable[[Pair], Iterator[str]]] = {"negation": negated, "opposite": turned, "status": denied}
    of_values: dict[str, Callable[[Pair], Iterator[str]]] = {
        "number": other_number,
        "day": other_day,
        "name": partial(other_name, names=names, speaks=False),
        "speaker": partial(other_name, names=names, speaks=True),
    }
    joined = _joined(pair, islice(stock.siblings(pair), _FACTS), stock.longest)
    made = {"detail": _certain(pair, joined, names=False)}
    if not any(quotations(pair.statement)):
        made |= {kind: _alone(change(pair)) for kind, change in of_meaning.items()}
        if not _lacks(pair.statement, pair, pair.evidence, names=True):
            made |= {kind: _certain(pair, _alone(change(pair)), names=True) for kind, change in of_values.items()}
    return made


def _alone(statements: Iterable[str]) -> Iterator[Change]:
    return ((statement, frozenset[str]()) for statement in statements)


def _certain(pair: Pair, changes: Iterable[Change], *, names: bool) -> Iterator[Change]:
    """The changes that put a value into the statement which stands nowhere in what is shown; names count too or not."""
    shown = (*pair.evidence, *pair.context)
    return (change for change in changes if _lacks(change[0], pair, shown, names=names))


def _lacks(statement: str, pair: Pair, lines: tuple[str, ...], *, names: bool) -> bool:
    """Whether a number, day or whole name of a statement stands nowhere in some lines, for certain."""
    passage = Passage(lines, pair.context, dates.parse_iso(pair.reported), pair.language)
    whole = {statement[run[0].start : run[-1].end] for run in runs(statement)} if names else frozenset[str]()
    return any(
        # A reader may come to a small number by counting: two people may be two names.
        fault.code == "date"
        or (fault.code == "number" and (names or sum(map(str.isdigit, fault.text)) > 1))
        or fault.text in whole
        for fault in faults(statement, (passage,))
    )


def _joined(pair: Pair, others: Iterable[Pair], longest: int) -> Iterator[Change]:
    """The statement with another fact of its article joined on: "The port is closed, and 14 ships are waiting."."""
    text = pair.statement
    if not text.endswith(".") or any(mark in text for mark in ';:?"”'):
        return
    for other in others:
        more = other.statement
        first = more.partition(" ")[0]
        if len(text) + len(more) + 5 > longest or opened(more)[0] or any(quotations(more)) or not more.endswith("."):
            continue
        if first in _OPENERS:
            more = more[0].lower() + more[1:]
        elif not any(t.text == first and not t.opens for line in pair.lines for t in tokens(bare(line))):
            continue
        yield f"{text[:-1]}, and {more}", frozenset((other.key,))
