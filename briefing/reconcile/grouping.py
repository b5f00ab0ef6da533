"""Whether two numbers are reports of one count.

Two reports of one count can share few words ("around 4,700 soldiers in this mission", "over 4,600 troops deployed in
Kosovo as part of KFOR"), and two counts of different things nearly all. So they are matched on a key of their own: the
thing counted, what is said of it (killed, arrested, stationed), who holds it, places, actors and the year.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from briefing import dates, names, numbers
from briefing.gate.lexicon import alike, senses
from briefing.reconcile.counted import ACT, MOVES, PEOPLE, SORTS, STAFF, STOCK, TROOPS
from briefing.reconcile.counts import Count
from briefing.reconcile.lines import alike_stems, apart, overlap, same_scope, share
from briefing.reconcile.papers import Key
from briefing.text.clause import NEGATIONS
from briefing.text.words import stem

_DEICTIC = re.compile(
    r"\b(?:this|the|that)\s+(?:\w+\s+)?(?:mission|force|contingent|operation|company|firm)\b|\bhere\b|\bit\b",
    re.IGNORECASE,
)
_ALTOGETHER = re.compile(
    r"\b(?:since|so far|in all|in total|altogether|to date|until now|by \w+day|(?:over|during|in) the (?:\w+ "
    r")?\w+ (?:days|weeks|months))\b",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|last|same) (?:day|night|week|hour)\b", re.IGNORECASE
)
# Counts without a class of their own need this share of the smaller fact's content words in common.
_OVERLAP = 0.4
# A stock more than twice another is far more often its whole, or another stock, than a report of the same one.
_RATIO = 2.0
_SHARED_WORDS = 3
# Verbs that state or restate what something stands at.
_PUTS = frozenset("revise correct put estimate calculate confirm".split())
_RATES = STOCK | _PUTS
# Troops that were sent by someone are there, as far as their number goes.
_IS = STOCK | {""}
_TROOPS_ARE = _IS | {ACT["send"]}
# Without a verb in common, two facts that can both be true need this many other words, and this share of them.
_SAME_WORDS, _OVERLAP_TOLD = 2, 0.6
# What any story counts, in many ways.
_COMMON = frozenset(
    (PEOPLE, TROOPS, STAFF, *"time day week month year hour minute case thing place point word other".split())
)
# Counts below a few dozen are near to one another by chance; above, a fifth apart is near.
_MANY, _NEAR = 50, 1.2
_FEW = 6
# What a count is of: its kind and a sense of its thing; and that with a word of the names in its fact.
_Meant = tuple[str, str]
_Shelf = tuple[str, str, str]
# Under this a group is found whatever it names; it is no word.
_ANY = "*"
# So many counts of one thing are compared, whatever they name: names are read only where there are more.
_CROWD = 12
_UP = frozenset("rise climb increase jump grow".split())
_DOWN = frozenset("fall drop decline sink slump".split())


def groups(counts: Sequence[Count]) -> list[list[Count]]:
    """Counts of one thing, each group in the order given; former values and increments are in none."""
    standing = [count for count in counts if not count.former and not count.increment]
    meant = [[(count.kind, sense) for sense in senses(count.thing)] if count.thing else [] for count in standing]
    held = Counter(key for keys in meant for key in keys)
    found: list[list[Count]] = []
    # Only groups that can be of the same thing and place are looked at: places in `found` by what the first count has.
    places: defaultdict[_Shelf, list[int]] = defaultdict(list)
    for count, keys in zip(standing, meant, strict=True):
        shared = [key for key in keys if held[key] > 1]
        near = {place for key in _sought(count, shared, held) for place in places.get(key, ())}
        place = next((p for p in sorted(near) if _joins_all(count, found[p])), None)
        if place is not None:
            found[place].append(count)
            continue
        for key in _filed(count, shared, held):
            places[key].append(len(found))
        found.append([count])
    return _only_ones(found)


def _sought(count: Count, meant: Sequence[_Meant], held: Mapping[_Meant, int]) -> list[_Shelf]:
    """Where the groups stand that a count may join."""
    found: list[_Shelf] = []
    for key in meant:
        told = _words_of(count.fact.names) if held[key] > _CROWD else ()
        found += [(*key, word) for word in (*told, "")] if told else [(*key, _ANY)]
    return found


def _filed(count: Count, meant: Sequence[_Meant], held: Mapping[_Meant, int]) -> list[_Shelf]:
    """Where a group stands that begins with a count."""
    found: list[_Shelf] = [(*key, _ANY) for key in meant]
    for key in meant:
        if held[key] > _CROWD:
            found += [(*key, word) for word in _words_of(count.fact.names) or ("",)]
    return found


def _joins_all(count: Count, group: Sequence[Count]) -> bool:
    return all(_joins(other, count) for other in group)


def _only_ones(groups: list[list[Count]]) -> list[list[Count]]:
    """The groups, with those joined that alone count a thing and come to much the same, whatever verb tells it.

    "At least 340 certificates were falsified", "More than 300 certificates had no test behind them": two counts of
    different things are seldom so near to one another, and two hedged values that can both be true do no harm side by
    side.
    """
    by_thing: dict[tuple[str, str], list[int]] = {}
    for place, group in enumerate(groups):
        first = group[0]
        if first.kind in ("count", "measure") and first.noun and first.thing not in _COMMON and not first.people:
            named = stem(first.noun.lower().split()[-1]) if first.kind == "measure" else ""
            by_thing.setdefault((first.thing, named), []).append(place)
    joined: dict[int, int] = {}
    for places in by_thing.values():
        # In a large story a thing is counted so often that some counts are near by chance.
        near = [(a, b) for a, b in combinations(places[:_FEW], 2) if _near(groups[a], groups[b])]
        partners = Counter(place for pair in near for place in pair)
        joined |= {b: a for a, b in near if partners[a] == partners[b] == 1}
    return [
        group + [c for later, earlier in joined.items() if earlier == place for c in groups[later]]
        for place, group in enumerate(groups)
        if place not in joined
    ]


def _near(one: Sequence[Count], two: Sequence[Count]) -> bool:
    for a in one:
        for b in two:
            if a.line.article.id == b.line.article.id or a.part or b.part or not (a.qualifier and b.qualifier):
                return False
            if a.number is None or b.number is None or not numbers.compatible(a.number, b.number):
                return False
            low, high = sorted((a.low, b.low))
            if low < _MANY or high > _NEAR * low or _undone(a) != _undone(b):
                return False
            if a.years and b.years and not a.years & b.years:
                return False
            if not same_scope(a.line, a.fact.names, b.line, b.fact.names):
                return False
    return True


def _undone(count: Count) -> bool:
    """Whether the verb is negated: "were not sold"; "had no test" is a predicate like any other."""
    return any(w.lower in NEGATIONS for w in count.line.reading.words[slice(*count.fact.clause.group)])


def _words_of(keys: frozenset[Key]) -> frozenset[str]:
    """Words of some names, and their initials: names that can be the same have one of them in common."""
    return frozenset(word for key in keys for word in (*key, names.initials(key)))


def _joins(a: Count, b: Count) -> bool:
    """Whether two counts stand in one group. Two stocks in one article are two: it would not contradict itself."""
    if not a.people and a.line.article.id == b.line.article.id and a.reading != b.reading:
        return False
    return same_count(a, b)


def same_count(a: Count, b: Count) -> bool:
    """Whether two numbers are reports of one count, so that a difference between them is one."""
    if a.part != b.part or (a.part and not (a.people and b.people)):
        return False
    if not _same_thing(a, b) or not _same_state(a, b) or not _same_holder(a, b) or not _same_years(a, b):
        return False
    if not (a.people or b.people):
        low, high = sorted((a.low, b.low))
        if a.kind == "count" and a.state in STOCK and not 0 < high <= _RATIO * low:
            return False
        if not _same_period(a, b) or (a.thing not in (TROOPS, STAFF) and not _same_context(a, b)):
            return False
    # The dearest question comes last: it may read both articles for their names.
    return same_scope(a.line, a.fact.names, b.line, b.fact.names)


def _same_thing(a: Count, b: Count) -> bool:
    if not a.thing or not b.thing or a.kind != b.kind:
        return False
    return a.thing == b.thing or (a.kind == "count" and alike(a.thing, b.thing))


def _same_state(a: Count, b: Count) -> bool:
    if a.people or b.people:
        return a.state == b.state
    if a.fact.clause.negated != b.fact.clause.negated:
        return False
    stock = _TROOPS_ARE if a.thing == TROOPS else _IS
    if a.state in stock and b.state in stock:
        return True
    if a.kind != "count" and (a.state in stock) != (b.state in stock):
        # "The fine is 18 million" speaks of what "was fined 18 million" does.
        still, act = (a, b) if a.state in stock else (b, a)
        if alike_stems(frozenset({act.state, act.fact.clause.verb}), still.fact.stems):
            return True
    verbs = a.fact.clause.verb, b.fact.clause.verb
    if (verbs[0] in _UP and verbs[1] in _DOWN) or (verbs[0] in _DOWN and verbs[1] in _UP):
        return False
    if a.kind == "percent" and _same_rate(a, b):
        return True
    if a.kind == "money" and a.reading == b.reading and alike_stems(_sorts(a), _sorts(b)):
        # One amount of one sort: whoever welcomes it speaks of what another promises.
        return True
    if a.kind != "count" and MOVES.issuperset(verbs) and alike(*verbs):
        return True
    if a.kind == "percent" and overlap(a.line.stems, b.line.stems) >= _OVERLAP:
        # Shares of one vote are told with many verbs; a whole statement with this much in common is about one.
        return len(alike_stems(a.line.stems, b.line.stems)) >= _SHARED_WORDS
    if a.state and b.state and (a.state == b.state or alike(a.state, b.state)):
        return True
    return _same_words(a, b)


def _same_rate(a: Count, b: Count) -> bool:
    """Whether two shares are what one thing stands at: "inflation was", "inflation was revised to"."""
    for count in (a, b):
        if count.state not in STOCK and count.fact.clause.verb not in _RATES:
            return False
    return bool(a.subject) and a.subject == b.subject


def _same_words(a: Count, b: Count) -> bool:
    """Whether two values that can both be true are told with so many words in common that the verbs do not matter.

    "Reserves amount to about 12 billion", "holds reserves of 11.8 billion": these differ in no more than the telling.
    """
    if a.number is None or b.number is None or not numbers.compatible(a.number, b.number) or a.reading == b.reading:
        return False
    told, other = (c.fact.stems - {c.state, c.fact.clause.verb} for c in (a, b))
    return len(alike_stems(told, other)) >= _SAME_WORDS and overlap(told, other) >= _OVERLAP_TOLD


def _same_holder(a: Count, b: Count) -> bool:
    """Whether two shares are of one holder. A share is none of the whole, unless the other report names its holder."""
    if a.people or (not a.holder and not b.holder):
        return True
    if a.holder and b.holder:
        return share(a.holder, b.holder)
    held, other = (a, b) if a.holder else (b, a)
    if share(held.holder, other.fact.names):
        return True
    if not _DEICTIC.search(other.line.claim.statement):
        return False
    return not apart(held.holder, other.line.antecedents)


def _same_years(a: Count, b: Count) -> bool:
    """A year that only one of the two gives must be the year in which the other was published."""
    left, right = a.years, b.years
    if left == right:
        return True
    if left and right:
        return bool(left & right)
    given, other = (left, b) if left else (right, a)
    return other.line.published is not None and str(other.line.published.year) in given


def _same_period(a: Count, b: Count) -> bool:
    """What was done on one day is neither what was done on another nor what was done in all."""
    stock = a.state in STOCK and b.state in STOCK
    if stock and a.kind == "count":
        return True
    left, right = a.days, b.days
    agree = bool(left and right) and any(dates.agree(x, y) for x in left for y in right)
    if a.kind != "count" and left and right and not agree:
        # "Inflation was 6.1 per cent in August" and "5.8 per cent in September": a state is of its time too.
        return False
    if stock:
        return True
    if left and right:
        return agree and _total(a) == _total(b)
    one_day = bool(left) != bool(right) and not (_total(a) and _total(b))
    return not (one_day and _total(b if left else a)) and not _nth_day(a) and not _nth_day(b)


def _total(count: Count) -> bool:
    return bool(_ALTOGETHER.search(count.line.claim.statement))


def _nth_day(count: Count) -> bool:
    return bool(_NTH_DAY.search(count.line.claim.statement))


def _sorts(count: Count) -> frozenset[str]:
    return (count.fact.stems | {count.fact.clause.verb}) & SORTS


def _same_context(a: Count, b: Count) -> bool:
    """Whether two facts share enough of their words for a count with no class of its own."""
    if a.kind == "percent" and _same_rate(a, b):
        return True
    if a.kind == "money":
        one, two = _sorts(a), _sorts(b)
        if one and two:
            return bool(alike_stems(one, two))
    if a.kind == "percent" and overlap(a.line.stems, b.line.stems) >= _OVERLAP:
        return len(alike_stems(a.line.stems, b.line.stems)) >= 2
    # What moves is told of in its subject's relative clause, which is a clause of its own.
    left, right = (c.line.stems if c.fact.clause.verb in MOVES else c.fact.stems for c in (a, b))
    if overlap(left, right) < _OVERLAP:
        return False
    # `same_scope` has seen to it that names, where there are any, are common to both.
    named = bool(a.fact.names or b.fact.names)
    return len(alike_stems(left, right)) + named >= 2
