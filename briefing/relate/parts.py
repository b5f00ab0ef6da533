"""Which claims are looked at in one request, where there are more than one request takes."""

from __future__ import annotations

from collections.abc import Sequence

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
    if _fits(range(len(lines)), tokens):
        return [list(range(len(lines)))]
    stories = _stories(statements, tokens)
    made: list[list[int]] = []
    for story in stories:
        home = next((part for part in made if _fits([*part, *story], tokens)), None)
        if home is None:
            made.append(list(story))
        else:
            home += story
    return [sorted(part) for part in made]


def _fits(places: Sequence[int] | range, tokens: Sequence[int]) -> bool:
    return len(places) <= len(CLAIM_LABELS) and sum(tokens[n] for n in places) <= _BUDGET


def _stories(statements: Sequence[str], tokens: Sequence[int]) -> list[list[int]]:
    """Claims joined with those that they are near to, in the order of their first claims."""
    home = list(range(len(statements)))
    held = {n: [n] for n in home}
    for a, b, _ in sorted(Similarity(statements).candidates(_STORY), key=lambda pair: (-pair[2], pair[0], pair[1])):
        one, other = sorted((home[a], home[b]))
        if one != other and _fits([*held[one], *held[other]], tokens):
            for n in held[other]:
                home[n] = one
            held[one] += held.pop(other)
    return [sorted(held[n]) for n in sorted(held)]


def across(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The claims of some pairs, in lists that one request takes; a pair that no list has room for is left out."""
    home: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    for a, b in pairs:
        for n in (a, b):
            if n not in home:
                home[n] = n
                held[n] = [n]
        one, other = sorted((home[a], home[b]))
        if one != other and len(held[one]) + len(held[other]) <= len(CLAIM_LABELS):
            for n in held[other]:
                home[n] = one
            held[one] += held.pop(other)
    made: list[list[int]] = []
    for group in (sorted(held[n]) for n in sorted(held)):
        if made and len(made[-1]) + len(group) <= len(CLAIM_LABELS):
            made[-1] += group
        else:
            made.append(group)
    return [sorted(group) for group in made if len(group) > 1]
