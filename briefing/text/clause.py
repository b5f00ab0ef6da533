"""The record of a clause, and the verbs that decide whose words another clause is."""

from __future__ import annotations

from typing import NamedTuple

from briefing.text.group import Form

Range = tuple[int, int]

NEGATIONS = frozenset("not n't never no none nobody nothing neither nor without cannot hardly barely scarcely".split())
REPORTING = frozenset(
    "say tell state announce report add note declare claim argue explain stress emphasize emphasise underline warn "
    "insist "
    "confirm deny suggest admit acknowledge believe think learn reveal disclose write reply respond comment observe "
    "testify allege estimate predict forecast assert maintain reiterate conclude remark recall mention indicate "
    "concede "
    "find show point hear rule describe call accuse ask urge vow promise pledge hope fear expect quote cite "
    "understand complain assure inform suspect".split()
)
# Verbs whose infinitive is done by their object ("ordered the army to leave"), not by their subject.
OBJECT_CONTROL = frozenset(
    "ask urge order tell force allow permit invite instruct persuade require enable help cause compel expect want "
    "warn advise encourage call".split()
)


class Clause(NamedTuple):
    """Word ranges are half-open indices into `words(sentence)`; `start` and `end` are offsets of its text.

    `verb` is the lemma of the main verb ("" for a fragment), `group` its verb group with auxiliaries. `marker` is the
    word that opens the clause (because, who, that, and, to, by), `governor` the index of the clause that it depends on.
    `subject` may lie outside the clause when it is shared or a relative's antecedent. `speaker` is whose words it is.
    """

    start: int
    end: int
    first: int
    last: int
    verb: str
    form: Form
    group: Range
    passive: bool
    negated: bool
    marker: str
    subject: Range
    object: Range
    governor: int | None
    speaker: Range | None = None
    said: str | None = None

    def says(self, clause: Clause) -> bool:
        """Whether this is the clause that tells who said `clause`: "X said" or, turned round, "said X"."""
        if clause.speaker is None or clause.said != self.verb:
            return False
        return clause.speaker == self.subject or self.group[1] <= clause.speaker[0] < self.last
