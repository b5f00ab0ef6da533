"""Words without a verb that go on with an earlier clause, behind what was put in between."""

from __future__ import annotations

from briefing.text.clause import REPORTING, Clause
from briefing.text.words import PREPOSITIONS, Word

# What these open may stand between commas.
_ASIDES = frozenset(("who", "which", "whom", "since"))
# A fragment begins at one of these.
_SIGNS = frozenset(',”»"')
# How many words may stand between a saying and the comma behind it: to whom, where, when.
_ASIDE = 8


def with_fragments(tokens: tuple[Word, ...], built: list[Clause]) -> list[Clause]:
    """Words without a verb that go on with an earlier clause, each as a clause of its own.

    ", the office said, its lowest since 2008"; "who had denied it, of his post"; a phrase behind a closing quotation.
    """
    cuts = {index: cut for index, clause in enumerate(built) if (cut := _fragment(tokens, built, index)) is not None}
    if not cuts:
        return built
    places = [index + sum(1 for c in cuts if c < index) for index in range(len(built))]
    out: list[Clause] = []
    for index, clause in enumerate(built):
        moved = clause._replace(governor=None if clause.governor is None else places[clause.governor])
        cut = cuts.get(index)
        if cut is None:
            out.append(moved)
            continue
        out.append(
            moved._replace(last=cut, end=tokens[cut - 1].end, object=(clause.object[0], max(clause.object[0], cut)))
        )
        home = _fragment_home(tokens, built, index)
        out.append(
            Clause(
                tokens[cut].start,
                tokens[clause.last - 1].end,
                cut,
                clause.last,
                "",
                "none",
                (cut, cut),
                False,
                False,
                "",
                (cut, cut),
                (cut, clause.last),
                places[home],
            )
        )
    return out


def _fragment(tokens: tuple[Word, ...], built: list[Clause], index: int) -> int | None:
    """Where the words begin that a clause only seems to hold, if any."""
    clause = built[index]
    for at in range(clause.group[1], clause.last - 2):
        if tokens[at].text not in _SIGNS:
            continue
        closes = tokens[at].text in "”»" or (
            tokens[at].text == '"' and sum(w.text == '"' for w in tokens[: at + 1]) % 2 == 0
        )
        if closes and index and tokens[at + 1].lower in PREPOSITIONS:
            return at + 1
        if tokens[at].text != "," or index == 0:
            continue
        said = clause.verb in REPORTING and tokens[clause.first].text == "," and at - clause.group[1] <= _ASIDE
        relative = clause.marker in _ASIDES and tokens[at + 1].lower in PREPOSITIONS
        relative = relative and clause.first > 0 and _opens_aside(tokens, clause, built[index - 1])
        if said or relative:
            return at
    return None


def _opens_aside(tokens: tuple[Word, ...], clause: Clause, before: Clause) -> bool:
    if clause.marker == "since":
        # "the vote, the third since she took office, by 61 votes".
        near = tokens[max(before.group[1], clause.first - 4) : clause.first]
        return any(w.text == "," for w in near) and near[-1].text != ","
    return "," in (tokens[clause.first - 1].text, tokens[clause.first].text)


def _fragment_home(tokens: tuple[Word, ...], built: list[Clause], index: int) -> int:
    """The clause that a fragment goes on with: who said it for words behind a quotation, else the clause before."""
    quoted = any(w.text in '”"»' for w in tokens[built[index].first : built[index].last])
    if quoted and built[index].verb not in REPORTING:
        return next((i for i in range(index - 1, -1, -1) if built[i].verb in REPORTING), index - 1)
    return max(0, index - 1)
