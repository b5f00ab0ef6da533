"""What a model says of the sentences that code leaves open, and whether it can be believed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing.check.certain import Case, wrong_source
from briefing.check.checked import Checked, Checks
from briefing.check.evidence import context
from briefing.check.sources import Source
from briefing.judge import LEAST, Judge, Pair, Verdict
from briefing.judge.controls import false_controls, true_controls
from briefing.model import Asker

# Lines that are asked beside the draft's sentences where code cannot plant enough controls among these alone: so many
# at a time, up to three calls' worth.
_STEP, _MOST = 8, 48
# A line of an article that is asked to make up the number is as long as a sentence of a draft.
_SHORTEST, _LONGEST = 60, 300


async def judged(
    cases: Sequence[Case],
    sources: Sequence[Source],
    asker: Asker,
    progress: Callable[[str, int, int], None],
) -> Checks:
    """The verdicts of code and, for what it leaves open, of the model; of code alone where the model fails its test."""
    judge = Judge(asker)
    asked = [pair for case in cases for pair in _pairs(case)]
    verdicts: Mapping[Pair, Verdict] = {}
    if asked:
        verdicts = await judge.verdicts([*asked, *_more(asked, sources)], progress=progress)
    score = judge.score if asked else None
    believed = score is not None and score.trusted
    found = tuple(_told(case, verdicts) if believed else case.checked for case in cases)
    return Checks(found, score, tuple(asker.failures))


def _pairs(case: Case) -> Iterator[Pair]:
    """What is asked of a sentence: whether all articles say it, and whether those say it that it cites."""
    if case.open:
        for each in (case.cited, case.all):
            if each is not None:
                yield each.pair(case.line.text)


def _told(case: Case, verdicts: Mapping[Pair, Verdict]) -> Checked:
    """The verdict on a sentence; what code said where the judge was not asked or gave no answer."""
    pairs = list(_pairs(case))
    heard = [verdict for pair in pairs if (verdict := verdicts.get(pair)) is not None]
    if not heard or len(heard) < len(pairs):
        return case.checked
    first, last = heard[0], heard[-1]
    if first.holds:
        used = case.cited or case.all
        shown = used.citations if used else ()
        return case.checked.model_copy(update={"supported": True, "citations": shown})
    if last.holds:
        return wrong_source(case, _words(first)).checked
    return case.checked.model_copy(update={"supported": False, "faults": (_fault(last),)})


def _fault(verdict: Verdict) -> str:
    if verdict.supported and verdict.order:
        return "instructions: the lines found speak to whoever sums the article up, and are no evidence"
    return f"unsupported: the articles do not say {_words(verdict)}"


def _words(verdict: Verdict) -> str:
    return f"“{verdict.words}”" if verdict.words else "all of it"


def _more(asked: Sequence[Pair], sources: Sequence[Source]) -> list[Pair]:
    """Lines of the articles as further sentences, as few as let code plant enough: one sentence has a tested judge too.

    A line is chosen by its hash, so that a second run asks the same.
    """
    lines = [
        (hashlib.sha256(line.text.encode()).hexdigest(), place, source)
        for source in sources
        for place, line in enumerate(source.news)
        if _SHORTEST <= len(line.text) <= _LONGEST
    ]
    chosen = [_line(source, place) for _, place, source in sorted(lines, key=lambda found: found[:2])[:_MOST]]
    for size in range(0, len(chosen), _STEP):
        every = [*asked, *chosen[:size]]
        if min(len(false_controls(every, LEAST)), len(true_controls(every, LEAST))) >= LEAST:
            return chosen[:size]
    return chosen


def _line(source: Source, place: int) -> Pair:
    line = source.news[place]
    return Pair(
        statement=line.text,
        evidence=tuple(near.text for near in source.news[place : place + 2]),
        context=context(source, [line]),
        reported=(source.article.published or "")[:10] or None,
        lines=tuple(near.text for near in source.news),
        language=source.article.language,
    )
