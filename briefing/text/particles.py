"""Verbs that another word makes another verb of: "ruled out", "received a sentence"."""

from __future__ import annotations

from briefing.text.group import Group
from briefing.text.words import Word

# A verb and a particle that mean another verb.
_PHRASAL = {
    tuple(pair.split()): verb
    for pair, verb in {
        "rule out": "exclude", "call off": "cancel", "turn down": "reject", "give up": "abandon", "step down": "resign",
        "stand down": "resign", "carry out": "conduct", "set off": "trigger", "break out": "erupt",
        "put off": "postpone", "pull out": "withdraw", "hand over": "deliver", "point out": "note",
        "set up": "create", "lay off": "dismiss", "shut down": "close", "blow up": "explode",
        "look into": "investigate", "lead to": "cause", "take over": "assume", "go ahead": "proceed",
        "bring down": "topple", "knock out": "eliminate", "turn away": "reject",
        "walk out": "strike", "call for": "demand", "ask for": "demand",
    }.items()
}  # fmt: skip
# What is received from whoever gives it; a guest is received by his host.
_GIFTS = frozenset(
    "sentence sentences award prize money grant grants payment payments loan loans aid support treatment permission "
    "order orders letter term medal warning home homes house offer share part permit licence contract fine help".split()
)


def with_particle(tokens: tuple[Word, ...], group: Group) -> Group:
    """ "ruled out": the particle makes another verb of it."""
    if group.verb == "receive" and not group.passive:
        behind = tokens[group.last : group.last + 5]
        # Who receives is given.
        return group._replace(verb="give", passive=True) if any(w.lower in _GIFTS for w in behind) else group
    verb = _PHRASAL.get((group.verb, tokens[group.last].lower)) if group.last < len(tokens) else None
    return group if verb is None else group._replace(verb=verb)
