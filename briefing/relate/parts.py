"""Which claims are looked at in one request, where there are more than one request takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefing.chunk import count
from briefing.replies import CLAIM_LABELS
from briefing.similarity import Similarity

# Tokens of the claims in one request: as many labels as the schema has, at some fifty tokens each.
_BUDGET = 18_000
# Claims that are nearer than this (0 to 1) are likely to be of one story.
_STORY = 0.3


def parts(statements: Sequence[str], lines: Sequence[str]) -> list[list[int]]:
    """The places of the claims, in as few parts as their tokens and labels allow, with near ones in one part.

    Claims that are near are joined first, the nearest first, as long as a part has room for both (single linkage); the
    parts are then filled up. One new article so changes the part of its story.
    """
    tokens = [count(line) + 4 for line in lines]

    def room(places: Sequence[int]) -> bool:
        return len(places) <= len(CLAIM_LABELS) and sum(tokens[n] for n in places) <= _BUDGET

    every = list(range(len(lines)))
    if room(every):
        return [every]
    near = sorted(Similarity(statements).candidates(_STORY), key=lambda pair: (-pair[2], pair[0], pair[1]))
    return _packed([*((n, n) for n in every), *((a, b) for a, b, _ in near)], room)


def across(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The claims of some pairs, in lists that one request takes; a pair that no list has room for is left out."""
    return [part for part in _packed(pairs, lambda places: len(places) <= len(CLAIM_LABELS)) if len(part) > 1]


def _packed(pairs: Iterable[tuple[int, int]], room: Callable[[Sequence[int]], bool]) -> list[list[int]]:
    """The places in some pairs, joined pair by pair while there is room for both sides, in as few lists as can be."""
    home: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    for pair in pairs:
        for n in pair:
            held.setdefault(home.setdefault(n, n), [n])
        one, other = sorted(home[n] for n in pair)
        if one != other and room([*held[one], *held[other]]):
            home |= dict.fromkeys(held[other], one)
            held[one] += held.pop(other)
    made: list[list[int]] = []
    for story in (sorted(held[n]) for n in sorted(held)):
        part = next((part for part in made if room([*part, *story])), None)
        if part is None:
            made.append(story)
        else:
            part += story
    return [sorted(part) for part in made]
