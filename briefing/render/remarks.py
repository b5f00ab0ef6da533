"""What stands beside a sentence and is no source's: the analyst's remarks, and the house's notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.records.brief import Brief
from briefing.records.desk import Decision, HouseNote
from briefing.render.display import day, plain

_ANALYST = "analyst:"


class Remarks:
    """Finds what the analyst and the house have to say of a sentence.

    A footnote is marked where its words are printed first; a flag warns wherever they stand.
    """

    def __init__(self, brief: Brief) -> None:
        self._decisions = brief.review.decisions if brief.review else ()
        self._notes = [(n, re.compile(rf"(?<!\w){re.escape(plain(n.printed))}(?!\w)")) for n in brief.house_notes]
        self._marked: set[str] = set()

    def analyst(self, text: str, claim_ids: Sequence[str]) -> tuple[str, ...]:
        """Notes on a sentence, and the date and the name that an analyst has set for it."""
        said = []
        for decision in self._on(text, claim_ids):
            because = f" ({_reason(decision)})" if decision.reason else ""
            now = plain(decision.now or "")
            if decision.kind == "note":
                said.append(f"Analyst’s note: {now}")
            elif decision.kind == "date":
                said.append(f"Date set by the analyst: {day(now)}{because}")
            elif decision.kind == "merge" and because:
                said.append(f"Sources put together by the analyst{because}")
            elif decision.kind == "attribution":
                said.append(f"Attributed by the analyst to {now}{because}")
        return tuple(dict.fromkeys(said))

    def edited(self, text: str, claim_ids: Sequence[str]) -> str:
        """How an edited sentence is marked: with the analyst's reason, where the checks did not let it pass."""
        for decision in self._on(text, claim_ids):
            if decision.reason and decision.kind in ("edit", "split", "merge"):
                return f"analyst’s wording: {_reason(decision)}"
        return "edited"

    def dated(self, claim_ids: Sequence[str], iso: str | None) -> bool:
        """Whether the date of an event is the analyst's."""
        return any(d.kind == "date" and d.now == iso and set(d.claim_ids) & set(claim_ids) for d in self._decisions)

    def flags(self, text: str, claim_ids: Sequence[str]) -> tuple[str, ...]:
        """Warnings of the house on words of a sentence."""
        flagged = (n for n in self._house(text, claim_ids) if n.flag)
        return tuple(f"House flag: “{plain(n.printed)}”: {plain(n.text)}" for n in flagged)

    def marks(self, text: str, claim_ids: Sequence[str]) -> tuple[HouseNote, ...]:
        """The house's footnotes on a sentence that have not been marked before."""
        new = [n for n in self._house(text, claim_ids) if not n.flag and n.id not in self._marked]
        self._marked |= {n.id for n in new}
        return tuple(new)

    def _house(self, text: str, claim_ids: Sequence[str]) -> list[HouseNote]:
        words = plain(text)
        return [n for n, pattern in self._notes if set(n.claim_ids) & set(claim_ids) and pattern.search(words)]

    def _on(self, text: str, claim_ids: Sequence[str]) -> list[Decision]:
        """The decisions on a sentence: on its own words, else on a claim that it alone tells."""
        return [
            d
            for d in self._decisions
            if set(d.claim_ids) & set(claim_ids) and (d.kind in ("note", "date", "attribution") or text == d.now)
        ]


def _reason(decision: Decision) -> str:
    return plain(decision.reason or "").strip().removeprefix(_ANALYST).strip()
