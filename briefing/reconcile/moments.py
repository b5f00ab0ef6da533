"""Different dates for one event."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from briefing.dates import DateMention
from briefing.gate.lexicon import alike, senses
from briefing.reconcile import asking
from briefing.reconcile.events import SAME_TELLING, Dated, dated, exclude, same_event
from briefing.reconcile.finding import FIRST_UNKNOWN, Finding, Side
from briefing.reconcile.lines import Fact, Line, alike_stems, meanings, order, overlap, same_scope
from briefing.records.brief import DiscrepancyKind
from briefing.text.clause import REPORTING

_MOVED = re.compile(
    r"\b(?:postpon\w*|moved|reschedul\w*|delay\w*|put off|put back|pushed (?:back|to)|brought forward"
    r"|adjourn\w*|defer\w*|new date|no longer|instead of|shifted|extended)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\bat (?:about |around |some )?(\d{1,2}[.:]\d{2})(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_GAVE_WAY = "give way"
_BREAKING = frozenset((_GAVE_WAY, "break", "burst", "collapse", "fail", "rupture", "breach"))


def findings(lines: Sequence[Line]) -> list[Finding]:
    """Conflicts and updates on dates that exclude each other, and variances between vague ones."""
    events = [event for line in lines for event in dated(line)]
    found: list[Finding] = []
    for group in _grouped(events):
        finding = _finding(group)
        if finding is not None:
            found.append(finding)
    return found + _clocks(lines) + _vague(lines)


def _clocks(lines: Sequence[Line]) -> list[Finding]:
    """Different hours for one past event: the same thing, the same act, another time of day."""
    timed = [(line, m) for line in lines if line.english for m in _CLOCK.finditer(line.claim.statement)]
    found: list[Finding] = []
    used: set[int] = set()
    for (one, a), (two, b) in combinations(timed, 2):
        if {id(one), id(two)} & used or one.article.id == two.article.id or _minutes(a) == _minutes(b):
            continue
        left, right = one.fact_at(a.start()), two.fact_at(b.start())
        if not _same_act(left, right) or not same_scope(one, left.names, two, right.names):
            continue
        others = [line for line, m in timed if _minutes(m) in (_minutes(a), _minutes(b)) and line not in (one, two)]
        used |= {id(one), id(two), *(id(line) for line in others)}
        sides = tuple(
            Side(m.group(1), (line, *(o for o in others if m.group(1) in o.claim.statement)))
            for line, m in (((one, a), (two, b)) if order(one, two) <= 0 else ((two, b), (one, a)))
        )
        found.append(
            Finding("conflict", asking.when(one, left, (a.start(), a.end())).replace("When", "At what time", 1), sides)
        )
    return found


def _minutes(match: re.Match[str]) -> tuple[str, str]:
    return match.group(1).replace(".", ":"), (match.group(2) or "").lower()


def _acts(fact: Fact) -> frozenset[str]:
    words = fact.stems | {fact.clause.verb}
    return frozenset(w for w in words if w in _BREAKING or w == fact.clause.verb) | (
        {_GAVE_WAY} if words >= {"give", "way"} else set()
    )


def _same_act(a: Fact, b: Fact) -> bool:
    """Whether two facts say that one thing did one act; a thing that gives way breaks."""
    one, two = (_acts(f) for f in (a, b))
    same = bool(one & two) or (bool(one & _BREAKING) and bool(two & _BREAKING)) or alike(a.clause.verb, b.clause.verb)
    things = alike_stems(a.stems - one, b.stems - two)
    return same and bool(things) and a.clause.negated == b.clause.negated


def _grouped(events: Sequence[Dated]) -> list[list[Dated]]:
    """Reports of one event, each the same as all others of its group.

    Only groups whose first event can be this one are looked at: it has a word for what names this one and, unless both
    are plans, the same figures. `places` are those in `groups` by sense and figures, `plans` those of plans by sense.
    """
    placed = [event for event in events if _placed(event.mention)]
    sought = [meanings(event.heads) for event in placed]
    wanted = Counter(sense for own in sought for sense in own)
    shared = frozenset([sense for sense, count in wanted.items() if count > 1])
    groups: list[list[Dated]] = []
    places: defaultdict[tuple[str, frozenset[float]], list[int]] = defaultdict(list)
    plans: defaultdict[str, list[int]] = defaultdict(list)
    for event, own in zip(placed, sought, strict=True):
        figures, planned = event.figures, event.planned
        near: set[int] = set()
        if groups:
            for sense in own:
                near.update(places.get((sense, figures), ()))
                if planned:
                    near.update(plans.get(sense, ()))
        group = _group_of(event, [groups[place] for place in sorted(near)]) if near else None
        if group is not None:
            group.append(event)
            continue
        # What no other event is looked up by need not be filed.
        filed: set[str] = set()
        for word in event.heads | event.fact.stems:
            filed |= senses(word) & wanted.keys()
        for sense in filed - (own - shared):
            places[sense, figures].append(len(groups))
            if planned:
                plans[sense].append(len(groups))
        groups.append([event])
    return groups


def _placed(mention: DateMention) -> bool:
    """Whether a date says enough of itself to be held against another."""
    dated = mention.date is not None or mention.weekday is not None or mention.day is not None
    return dated and mention.kind != "vague"


def _group_of(event: Dated, groups: Sequence[list[Dated]]) -> list[Dated] | None:
    """The first group of which every event is this one."""
    for group in groups:
        for other in group:
            if not same_event(other, event):
                break
        else:
            return group
    return None


def _finding(group: Sequence[Dated]) -> Finding | None:
    by_date: dict[str, list[Dated]] = {}
    for event in group:
        by_date.setdefault(event.mention.date or event.mention.text.casefold(), []).append(event)
    sides = list(by_date.values())
    apart = [
        (a, b)
        for a, b in combinations(range(len(sides)), 2)
        if exclude(sides[a][0].mention, sides[b][0].mention)
        and len({e.line.article.id for e in (*sides[a], *sides[b])}) > 1
    ]
    if not apart:
        return None
    places = sorted(
        {p for pair in apart for p in pair},
        key=lambda p: (sides[p][0].line.moment is None, sides[p][0].line.moment or ("", ""), p),
    )
    chosen = [sides[p] for p in places]
    kind = _kind(chosen)
    # A sentence with one date leaves no doubt what is asked: "Bosnia on 10 March and Kosovo on 11 March" has two.
    event = min((reports[0] for reports in chosen), key=lambda e: len(e.line.reading.dates))
    return Finding(
        kind,
        asking.when(event.line, event.fact, (event.mention.start, event.mention.end)),
        tuple(Side(reports[0].mention.text, tuple(r.line for r in reports)) for reports in chosen),
        None if all(r[0].line.moment for r in chosen) else FIRST_UNKNOWN,
    )


def _kind(chosen: Sequence[Sequence[Dated]]) -> DiscrepancyKind:
    """An update when a report that is not the earliest says that the date was moved."""
    for first, later in combinations(chosen, 2):
        if any(_MOVED.search(r.line.claim.statement) and order(first[0].line, r.line) <= 0 for r in later):
            return "update"
        if any(_MOVED.search(r.line.claim.statement) and r.line.moment is None for r in first):
            return "update"
    return "conflict"


def _when_vaguely(line: Line, mention: DateMention) -> str:
    """The question about a vaguely dated fact; of words spoken, when they were said."""
    fact = line.fact_at(mention.start)
    clause = line.reading.clause_at(mention.start)
    who = asking.subject_of(line, fact)
    speaker = next((line.reading.words[slice(*c.subject)] for c in (clause, fact.clause) if c.verb in REPORTING), None)
    if speaker:
        who = line.claim.statement[speaker[0].start : speaker[-1].end]
        return asking.question(f"when did {who} say this")
    return asking.when(line, fact, (mention.start, mention.end)) if who else asking.question("when was this")


def _vague(lines: Sequence[Line]) -> list[Finding]:
    """Two tellings of the same thing that place it vaguely and differently ("a few days ago", "weeks ago")."""
    placed = [
        (line, d) for line in lines if line.english for d in line.reading.dates if d.kind == "vague" and d.date is None
    ]
    found: list[Finding] = []
    used: set[int] = set()
    for (i, (one, a)), (j, (two, b)) in combinations(enumerate(placed), 2):
        if (
            {i, j} & used
            or one.article.id == two.article.id
            or a.text.casefold() == b.text.casefold()
            or order(one, two)
        ):
            continue
        if overlap(one.stems, two.stems) < SAME_TELLING or not same_scope(one, one.named, two, two.named):
            continue
        used |= {i, j}
        found.append(
            Finding(
                "variance",
                _when_vaguely(one, a),
                (Side(a.text, (one,)), Side(b.text, (two,))),
            )
        )
    return found
