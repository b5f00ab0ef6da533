"""Why a sentence is not supported: its evidence says otherwise, or less, or nothing. A model tells, and is checked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from briefing import grounding, prompts
from briefing.check.case import Case
from briefing.check.checked import Checked
from briefing.check.evidence import cited
from briefing.errors import EndpointError
from briefing.model import Asker
from briefing.prompts import PairView
from briefing.replies import PAIR_LABELS, CheckReply, RefusedCheck


async def explained(refused: Sequence[Case], asker: Asker) -> tuple[Checked, ...]:
    """The verdicts on sentences that are not supported, as exact as what a model says of them bears out.

    It has no say in what is supported. Where its words do not stand in the sentence, or its line is not there, or no
    answer comes, the verdict stays as it was.
    """
    size = len(PAIR_LABELS)
    found = await asyncio.gather(*(_asked(refused[n : n + size], asker) for n in range(0, len(refused), size)))
    return tuple(checked for checks in found for checked in checks)


async def _asked(cases: Sequence[Case], asker: Asker) -> list[Checked]:
    pairs = [case.every.pair(case.checked.text) for case in cases if case.every]
    request = prompts.check_request([PairView(p.statement, p.evidence, p.context, p.reported) for p in pairs])
    try:
        answer = await asker.ask(request, CheckReply)
    except EndpointError:
        # The asker has noted it.
        return [case.checked for case in cases]
    said = {int(check.label[1:]) - 1: check for check in answer.reply.checks}
    return [_exact(case, said.get(place)) for place, case in enumerate(cases)]


def _exact(case: Case, said: RefusedCheck | None) -> Checked:
    checked, lines = case.checked, case.every.lines if case.every else ()
    # A prompt shows curly marks for straight ones, and blanks for new lines: the words are those of the sentence.
    place = grounding.find_words(said.words, checked.text) if said else None
    if said is None or place is None or int(said.line[1:]) > len(lines):
        return checked
    by_code = tuple(fault for fault in checked.faults if not fault.startswith("not_found"))
    if said.verdict == "not_found" and by_code:
        return checked
    words = checked.text[slice(*place)]
    line = (cited(lines[int(said.line[1:]) - 1]),) if said.verdict != "not_found" else checked.citations
    # What code found stands first: it is certain.
    faults = (*by_code, f"{said.verdict}: “{words}”")
    return checked.model_copy(update={"verdict": said.verdict, "words": words, "faults": faults, "citations": line})
