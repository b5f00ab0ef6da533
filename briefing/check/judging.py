"""What a model says of the sentences that code leaves open, and whether it can be believed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence

from briefing.check.case import Case
from briefing.check.checked import Checked
from briefing.check.evidence import Evidence, evidence, pair
from briefing.check.refusal import explained
from briefing.check.sources import Source, Sources
from briefing.judge import Judge, Pair, Verdict
from briefing.model import Asker
from briefing.records.brief import JudgeScore

# Fewer statements than this give too few bases for ten planted ones of each kind: lines of the articles are asked too.
_ENOUGH = 32
# A line that is asked to make up the number is as long as a sentence of a draft.
_SHORTEST, _LONGEST = 60, 300


async def judged(
    cases: Sequence[Case],
    sources: Sources,
    asker: Asker,
    progress: Callable[[str, int, int], None],
) -> tuple[tuple[Checked, ...], JudgeScore | None]:
    """The verdicts of code and, for what it leaves open, of the model; of code alone where the model fails its test.

    First it is asked whether all evidence for a sentence together supports it. Of what it supports, whether each
    article alone does; of what it does not, and of what code refuses, how the evidence stands to it.
    """
    asked = [pair for case in cases for pair in case.pairs]
    if not asked:
        return tuple(case.checked for case in cases), None
    judge = Judge(asker)
    verdicts = await judge.verdicts([*asked, *_lines(sources.every, _ENOUGH - len(asked))], progress=progress)
    by_code = tuple(case.checked for case in cases)
    if not judge.score.trusted:
        return by_code, judge.score
    heard = [_heard(case, verdicts) for case in cases]
    alone = {n: _alone(case, sources) for n, case in enumerate(heard) if case.checked.supported}
    refused = [n for n, case in enumerate(heard) if case.checked.verdict == "not_found" and case.every is not None]
    said, exact = await asyncio.gather(
        judge.verdicts([pair for pairs in alone.values() for pair in pairs], progress=progress),
        explained([heard[n] for n in refused], asker),
    )
    if not judge.score.trusted:
        return by_code, judge.score
    found = {n: _by_whom(heard[n].checked, pairs, said) for n, pairs in alone.items()}
    found.update(zip(refused, exact, strict=True))
    return tuple(found.get(n, case.checked) for n, case in enumerate(heard)), judge.score


def _heard(case: Case, verdicts: Mapping[Pair, Verdict]) -> Case:
    """A sentence with its verdict; what code said where the judge was not asked or gave no answer."""
    heard = [verdicts[pair] for pair in case.pairs if pair in verdicts]
    if not heard or len(heard) < len(case.pairs):
        return case
    first, last = heard[0], heard[-1]
    if first.holds:
        return case.settled("supported", held=case.cited or case.every)
    if last.holds:
        return case.wrong_source(_words(first))
    if last.supported:
        return case.settled("not_found", "instructions: the lines found speak to whoever sums the article up")
    return case.settled("not_found", f"not_found: {_words(last)}", case.every)


def _words(verdict: Verdict) -> str:
    return f"“{verdict.words}”" if verdict.words else "all of it"


def _alone(case: Case, sources: Sources) -> dict[Pair, Evidence]:
    """Of a sentence that lines of several articles support, what the judge is asked of each article alone."""
    text, every = case.checked.text, case.every
    if every is None or len(every.sources) == 1:
        return {}
    each = [evidence(sources.near(text, {source.article.id})) for source in every.sources]
    return {held.pair(text): held for held in each if held is not None}


def _by_whom(checked: Checked, alone: Mapping[Pair, Evidence], said: Mapping[Pair, Verdict]) -> Checked:
    """A supported sentence with the lines of those articles that support it alone; else with those of all together."""
    holding = [held for pair, held in alone.items() if pair in said and said[pair].holds]
    if holding:
        lines = tuple(citation for held in holding for citation in held.citations)
        return checked.model_copy(update={"citations": lines})
    return checked.model_copy(update={"together": bool(alone) and all(pair in said for pair in alone)})


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
