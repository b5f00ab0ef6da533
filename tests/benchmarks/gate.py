"""How often the gate is wrong, on pairs of evidence and statement whose faithfulness is known.

    python tests/benchmarks/gate.py tests/data/gate.jsonl            counts by kind and over all, and CPU time a check
    python tests/benchmarks/gate.py tests/data/gate.jsonl --wrong    and each pair judged wrong, with the reasons
    python tests/benchmarks/gate.py pairs.jsonl --decisions          `accept` or `reject`, one line a pair

A line of the file is `{"evidence": [sentences], "context": [sentences], "published": date or null, "statement": text,
"faithful": bool, "kind": text}`. `--decisions` needs neither `faithful` nor `kind`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.gate import Verdict, check

# Kinds of wrong numbers, dates, names, negation, hedges and quotations: the project lets 1 % of these slip through,
# and 10 % of the others, which are harder to tell by code.
STRICT = frozenset(
    {
        "number_changed",
        "unit_changed",
        "magnitude_changed",
        "qualifier_lost_or_changed",
        "number_moved",
        "date_shifted",
        "name_swapped",
        "negation_dropped",
        "negation_added",
        "hedge_dropped",
        "hedge_added",
        "quote_altered",
        "quote_invented",
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement and what it is held against. `faithful` and `kind` are None where the line does not say."""

    evidence: tuple[str, ...]
    context: tuple[str, ...]
    published: date | None
    statement: str
    faithful: bool | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what the gate said of it."""

    pair: Pair
    verdict: Verdict

    @property
    def wrong(self) -> bool:
        """True for a false accept and for a false reject."""
        return self.verdict.accepted != self.pair.faithful


def pairs(path: Path) -> Iterator[Pair]:
    """Read the pairs of a JSON Lines file; blank lines are passed over."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield pair(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise SystemExit(f"{path}, line {number}: not a pair ({error!r}). See --help for the form.") from error


def pair(row: dict) -> Pair:
    """One line of the file. Of a time of publication, the day counts."""
    published = row.get("published")
    return Pair(
        evidence=tuple(row["evidence"]),
        context=tuple(row.get("context") or ()),
        published=date.fromisoformat(published[:10]) if published else None,
        statement=row["statement"],
        faithful=row.get("faithful"),
        kind=row.get("kind"),
    )


def judge(pair: Pair) -> Judged:
    """Ask the gate."""
    return Judged(pair, check(pair.statement, pair.evidence, context=pair.context, published=pair.published))


def rate(judged: list[Judged]) -> str:
    """How many are wrong, of how many, in per cent."""
    wrong = sum(one.wrong for one in judged)
    return f"{wrong:4d} of {len(judged):4d}  {100 * wrong / len(judged):5.1f} %" if judged else "   0 of    0      - "


def table(title: str, judged: list[Judged], totals: dict[str, Callable[[str], bool]]) -> None:
    """Print the wrong ones by kind, and over each of `totals`, which picks kinds."""
    kinds = sorted({one.pair.kind or "(no kind)" for one in judged})
    width = max(map(len, [*kinds, *totals]), default=0)
    print(title)
    for kind in kinds:
        print(f"  {kind:{width}}  {rate([one for one in judged if (one.pair.kind or '(no kind)') == kind])}")
    for name, picks in totals.items():
        print(f"  {name:{width}}  {rate([one for one in judged if picks(one.pair.kind or '')])}")
    print()


def report(judged: list[Judged]) -> None:
    """Print false accepts, then false rejects."""
    table(
        "False accepts (unfaithful statements that the gate let through)",
        [one for one in judged if not one.pair.faithful],
        {
            "= strict kinds": lambda kind: kind in STRICT,
            "= other kinds": lambda kind: kind not in STRICT,
            "= all": lambda _: True,
        },
    )
    table(
        "False rejects (faithful statements that the gate refused)",
        [one for one in judged if one.pair.faithful],
        {"= all": lambda _: True},
    )


def wrong(judged: list[Judged]) -> None:
    """Print each pair that was judged wrong."""
    for one in judged:
        if not one.wrong:
            continue
        print(f"{'FALSE ACCEPT' if one.verdict.accepted else 'FALSE REJECT'}  {one.pair.kind}")
        for sentence in one.pair.context:
            print(f"  context:   {sentence}")
        for sentence in one.pair.evidence:
            print(f"  evidence:  {sentence}")
        if one.pair.published:
            print(f"  published: {one.pair.published}")
        print(f"  statement: {one.pair.statement}")
        for fault in one.verdict.faults:
            print(f"  fault:     {fault.code}: {fault.detail}")
        print()


def main() -> None:
    """Judge the pairs of one file and print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--decisions", action="store_true", help="print accept or reject, one line a pair, nothing else")
    form.add_argument("--wrong", action="store_true", help="also list each pair judged wrong, with the gate's reasons")
    options = parser.parse_args()
    given = list(pairs(options.file))
    if options.decisions:
        for one in given:
            print("accept" if judge(one).verdict.accepted else "reject")
        return
    if unlabelled := sum(one.faithful is None for one in given):
        raise SystemExit(f"{options.file}: {unlabelled} pairs do not say whether they are faithful; use --decisions.")
    # The lexicon is read with the first sentence; it is no part of what a check takes.
    judge(Pair(("The mayor resigned on 3 May.",), (), None, "The mayor resigned on 3 May.", True, None))
    started = time.process_time()
    judged = [judge(one) for one in given]
    spent = time.process_time() - started
    if options.wrong:
        wrong(judged)
    report(judged)
    print(f"CPU time a check, the first time a sentence is seen: {1000 * spent / max(1, len(given)):.1f} ms")


if __name__ == "__main__":
    main()
