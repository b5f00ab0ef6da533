"""What a model says of the sentences that code leaves open, and whether it can be believed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from briefing.check.case import Case, pair
from briefing.check.checked import Checked
from briefing.check.sources import Source
from briefing.judge import Judge, Pair, Verdict
from briefing.model import Asker
from briefing.records.brief import JudgeScore

# Fewer statements than this give too few bases for ten planted ones of each kind: lines of the articles are asked too.
_ENOUGH = 32
# A line that is asked to make up the number is as long as a sentence of a draft.
_SHORTEST, _LONGEST = 60, 300


async def judged(
    cases: Sequence[Case],
    sources: Sequence[Source],
    asker: Asker,
    progress: Callable[[str, int, int], None],
) -> tuple[tuple[Checked, ...], JudgeScore | None]:
    """The verdicts of code and, for what it leaves open, of the model; of code alone where the model fails its test."""
    asked = [pair for case in cases for pair in case.pairs]
    if not asked:
        return tuple(case.checked for case in cases), None
    judge = Judge(asker)
    verdicts = await judge.verdicts([*asked, *_lines(sources, _ENOUGH - len(asked))], progress=progress)
    score = judge.score
    return tuple(_verdict(case, verdicts) if score.trusted else case.checked for case in cases), score


def _verdict(case: Case, verdicts: Mapping[Pair, Verdict]) -> Checked:
    """The verdict on a sentence; what code said where the judge was not asked or gave no answer."""
    heard = [verdicts[pair] for pair in case.pairs if pair in verdicts]
    if not heard or len(heard) < len(case.pairs):
        return case.checked
    first, last = heard[0], heard[-1]
    if first.holds:
        held = case.cited or case.every
        return case.checked.model_copy(update={"supported": True, "citations": held.citations if held else ()})
    if last.holds:
        return case.wrong_source(_words(first))
    fault = f"unsupported: the articles do not say {_words(last)}"
    if last.supported:
        fault = "instructions: the lines found speak to whoever sums the article up, and are no evidence"
    return case.checked.model_copy(update={"supported": False, "faults": (fault,)})


def _words(verdict: Verdict) -> str:
    return f"“{verdict.words}”" if verdict.words else "all of it"


def _lines(sources: Sequence[Source], wanted: int) -> list[Pair]:
    """Lines of the articles as statements, chosen by their hashes, so that a second run asks the same."""
    lines = [
        (hashlib.sha256(line.text.encode()).hexdigest(), place, source)
        for source in sources
        for place, line in enumerate(source.news)
        if _SHORTEST <= len(line.text) <= _LONGEST
    ]
    chosen = sorted(lines, key=lambda found: found[:2])[: max(0, wanted)]
    return [pair(source.news[place].text, source, source.news[place : place + 2]) for _, place, source in chosen]
