"""Words without which a rule has nothing to say: a claim is read for a rule only where it holds one of them."""

from __future__ import annotations

from collections.abc import Callable

from briefing.text.words import stems

# Words whose answers are kept: those of some hundred articles.
_MOST = 20_000


class Cues:
    """The words for which `is_cue` holds. A set of words is looked through with two set operations."""

    def __init__(self, is_cue: Callable[[str], bool]) -> None:
        self._is_cue = is_cue
        self._seen: set[str] = set()
        self._held: set[str] = set()

    def within(self, words: frozenset[str]) -> bool:
        """Whether one of some words in lower case is a cue."""
        if not words <= self._seen:
            if len(self._seen) > _MOST:
                self._seen, self._held = set(), set()
            new = words - self._seen
            self._held.update(filter(self._is_cue, new))
            self._seen |= new
        return not self._held.isdisjoint(words)


def forms_of(lemmas: frozenset[str]) -> Cues:
    """Some words in all their forms."""
    return Cues(lambda word: word in lemmas or not lemmas.isdisjoint(stems(word)))
