"""Make briefing/_data/kinds.txt: which common words can mean the same, and which are a kind of which.

    python tests/benchmarks/kinds.py FOLDER [--check]

FOLDER holds the database files of WordNet 3.0 (Princeton University; Debian's `wordnet-base` has them in
/usr/share/wordnet). Its licence, which asks that its notice goes along, stands at the head of the table. Only words
that are common in the token vocabulary which ships with the package go in, each with the senses that it mostly has.
"""

from __future__ import annotations

import argparse
import base64
import gzip
from collections import defaultdict
from pathlib import Path

from briefing.text.words import fold

DATA = Path(__file__).resolve().parents[2] / "briefing" / "_data"
TABLE = DATA / "kinds.txt"
# A sense counts when it is the word's first, or has this share of the word's uses in WordNet's tagged texts.
SHARE = 0.1
# "Take", "run", "set": what means so much means nothing on its own.
MOST_MEANINGS = 20
MOST_SENSES = {"noun": 4, "verb": 5, "adj": 3}
# How many levels up a kind may stand: a frigate is a vessel, and a craft only in a manner of speaking.
LEVELS = {"noun": 3, "verb": 1, "adj": 0}
# Kinds that nearly everything is: saying them instead says nothing, or something else.
VAGUE = frozenset(
    "entity object whole artifact thing matter substance abstraction attribute state act action activity event "
    "happening "
    "group grouping unit part relation cognition communication content instrumentality causal_agent organism "
    "living_thing being person change move act make get give be have do think go put take use travel remove "
    "transfer connect touch cause become transport psychological_feature measure quantity "
    "possession process phenomenon location region way structure area time_period signal social_group location "
    "condition instrumentation device equipment worker leader adult male female juvenile "
    "work express inform convey communicate state interact "
    "hold keep end displace judge evaluate decide".split()
)


def vocabulary() -> frozenset[str]:
    """The lower-case words that are a token of their own in o200k_base."""
    with gzip.open(DATA / "o200k_base.tiktoken.gz", "rt", encoding="ascii") as file:
        tokens = (base64.b64decode(line.split()[0]).decode("utf-8", errors="ignore") for line in file)
        return frozenset(fold(t[1:]) for t in tokens if t.startswith(" ") and t[1:].isalpha() and t[1:].isascii())


class Net:
    """WordNet as far as it is needed: senses of words, words and kinds of senses, what is made of what."""

    def __init__(self, folder: Path, words: frozenset[str]) -> None:
        self.counts: dict[tuple[str, str, int], int] = {}
        for line in (folder / "cntlist.rev").read_text("ascii").splitlines():
            key, number, count = line.split()
            lemma, rest = key.split("%")
            pos = {"1": "noun", "2": "verb", "3": "adj", "5": "adj"}.get(rest[0])
            if pos:
                self.counts[lemma, pos, int(number)] = int(count)
        self.tagged = {lemma for lemma, _, _ in self.counts}
        self.senses: dict[tuple[str, str], list[str]] = {}
        self.parents: dict[str, list[str]] = {}
        self.made: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.first: dict[str, str] = {}
        for pos in LEVELS:
            self._read_words(folder, pos, words)
            self._read_senses(folder, pos)

    def _read_words(self, folder: Path, pos: str, words: frozenset[str]) -> None:
        for line in (folder / f"index.{pos}").read_text("ascii").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            lemma, number = fields[0], int(fields[2])
            if not (lemma in words or lemma in self.tagged) or len(lemma) < 3 or not lemma.isalpha():
                continue
            offsets = fields[-number:]
            uses = [self.counts.get((lemma, pos, i + 1), 0) for i in range(number)]
            if number > MOST_MEANINGS:
                continue
            kept = [
                o
                for i, o in enumerate(offsets)
                if i == 0 or (i < MOST_SENSES[pos] and uses[i] >= SHARE * sum(uses) and (sum(uses) or i < 2))
            ]
            self.senses[lemma, pos] = [pos[0] + o for o in kept]

    def _read_senses(self, folder: Path, pos: str) -> None:
        letters = {"n": "n", "v": "v", "a": "a", "s": "a"}
        for line in (folder / f"data.{pos}").read_text("ascii").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ")[0].split()
            here, count = pos[0] + fields[0], int(fields[3], 16)
            self.first[here] = fields[4].lower()
            at = 4 + 2 * count
            pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
            for sign, offset, part, _ in pointers:
                there = letters.get(part, "r") + offset
                if sign == "@":
                    self.parents.setdefault(here, []).append(there)
                elif sign == "+" and pos == "noun" and part == "v":
                    self.made[here].append((there, fields[4].lower()))

    def kinds(self, sense: str, levels: int) -> list[str]:
        """The kinds above a sense, nearest first, up to what is vague."""
        found: list[str] = []
        level = [sense]
        for _ in range(levels):
            level = [p for s in level for p in self.parents.get(s, ()) if self.first[p] not in VAGUE]
            found += [p for p in level if p not in found]
        return found

    def person(self, sense: str) -> bool:
        """Whether a noun's sense is somebody: "attacker" is not "attack"."""
        level = [sense]
        for _ in range(12):
            if any(self.first[s] in ("person", "causal_agent", "organism") for s in level):
                return True
            level = [p for s in level for p in self.parents.get(s, ())]
        return False


def table(folder: Path) -> str:
    """Make the table's text."""
    net = Net(folder, vocabulary())
    own: dict[str, dict[str, None]] = defaultdict(dict)
    above: dict[str, dict[str, None]] = defaultdict(dict)
    for (lemma, pos), senses in sorted(net.senses.items()):
        for place, sense in enumerate(senses):
            own[lemma][sense] = None
            # What a rarer sense is a kind of is looked up one level only: an officer is hardly ever a holder.
            above[lemma] |= dict.fromkeys(net.kinds(sense, LEVELS[pos] if place == 0 else min(1, LEVELS[pos])))
            if pos == "noun" and not lemma.endswith(("er", "or", "ist")) and not net.person(sense):
                own[lemma] |= {there: None for there, _ in net.made[sense]}
    users: dict[str, int] = defaultdict(int)
    for senses in own.values():
        for sense in senses:
            users[sense] += 1
    named: dict[str, str] = {}

    def short(sense: str) -> str:
        return named.setdefault(sense, base36(len(named)))

    as_kind = {sense for kinds in above.values() for sense in kinds}
    lines = []
    for lemma in sorted(own):
        # A sense that no other word has tells nothing, unless it is a kind of something's.
        mine = [short(s) for s in own[lemma] if users[s] > 1 or s in as_kind]
        kinds = [short(s) for s in above[lemma] if s in users and s not in own[lemma]]
        if mine or kinds:
            lines.append(f"{lemma} {' '.join(mine)}|{' '.join(kinds)}")
    head = (
        "# Common words with the senses they mostly have, and behind the bar the kinds above those.\n"
        "# Made by tests/benchmarks/kinds.py from WordNet 3.0.\n"
        "# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Used, modified and distributed\n"
        "# under the WordNet licence, without warranty: kinds-LICENSE.txt\n"
    )
    return head + "\n".join(lines) + "\n"


def base36(number: int) -> str:
    """A number in figures and letters."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while True:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
        if not number:
            return text


def main() -> None:
    """Write the table, or compare it with what is written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with the table that ships with the package")
    options = parser.parse_args()
    made = table(options.folder)
    if options.check:
        raise SystemExit(0 if made == TABLE.read_text("utf-8") else "the table differs")
    TABLE.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
