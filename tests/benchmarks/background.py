"""Make briefing/_data/similarity/common.txt: how common a word is, from the token ranks that ship with the package.

    python tests/benchmarks/background.py [--check]

A byte-pair vocabulary is built by merging what is most frequent first, so the rank of a token that is a whole word
tells how common the word is in its training text. o200k_base is public under the MIT licence; nothing else goes in.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import math
from collections import defaultdict
from pathlib import Path

from briefing.text.words import fold, stem

DATA = Path(__file__).resolve().parents[2] / "briefing" / "_data"
TABLE = DATA / "similarity" / "common.txt"
# Ranks below FIRST are single letters and pieces of words; after LAST words are rare enough to count as unknown.
FIRST, LAST = 100, 40_000
# The rank at which a word counts as rare as can be: beyond the vocabulary's end.
END = 300_000


def table(ranks: Path) -> str:
    """Make the table's text: each line a level (0 common to 100 rare) and the stems that have it."""
    best: dict[str, int] = {}
    with gzip.open(ranks, "rt", encoding="ascii") as file:
        lines = list(file)
    for line in lines:
        token, rank = line.split()
        word = base64.b64decode(token).decode("utf-8", errors="ignore")
        if int(rank) <= LAST and word.startswith(" ") and word[1:].isalpha():
            form = stem(fold(word[1:]))
            best[form] = min(best.get(form, END), int(rank))
    levels = defaultdict(list)
    for word, rank in best.items():
        levels[round(100 * max(0.0, math.log(rank / FIRST) / math.log(END / FIRST)))].append(word)
    table_lines = [
        "# How common a word is: 0 (most) to 100, with the stems of that level. Logarithm of the rank in o200k_base",
        "# (OpenAI, MIT).",
        "# Made by tests/benchmarks/background.py.",
        *(f"{level} {' '.join(sorted(words))}" for level, words in sorted(levels.items())),
    ]
    return "\n".join(table_lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ranks", type=Path, default=DATA / "o200k_base.tiktoken.gz")
    parser.add_argument("--check", action="store_true", help="only say whether the table is what the ranks give")
    arguments = parser.parse_args()
    text = table(arguments.ranks)
    if arguments.check:
        raise SystemExit(0 if text == TABLE.read_text("utf-8") else f"{TABLE} is not what {arguments.ranks} gives")
    TABLE.write_text(text, "utf-8")
    print(f"{TABLE}: {len(text):,} characters, {len(text.split()):,} words")


if __name__ == "__main__":
    main()
