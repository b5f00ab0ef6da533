"""Sentences that a model proposes for a section, held to the clusters that their parts name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from briefing import gate, worker
from briefing.compose.items import item
from briefing.errors import EndpointError
from briefing.gate.logic import flat
from briefing.gate.orders import is_order
from briefing.gate.reading import read
from briefing.merge.relation import bare
from briefing.model import Asker
from briefing.records.brief import Item, ItemSpan, Origins, Status
from briefing.records.call import Request
from briefing.records.claim import Cluster
from briefing.replies import CLUSTER_LABELS, ComposeReply, ProposedSentence, SentencePart
from briefing.text.sentences import split

# A longer sentence is not fit to be put before a commander; it is also the scorer's and the reader's limit.
MOST_WORDS = 60
# How many other clusters are tried for a part whose own does not carry it.
_TRIED = 3
_CLOSED = re.compile(r"[.!?…][\"'”’)]*$")
_OPEN_END = re.compile(r"(?:[ ,;:]+|(?<=[.!?,;:]) and)+$")
# Small models copy what `line` puts in brackets behind a fact, though the prompt says not to.
_NOTES = re.compile(rf"\s*\((?:{'|'.join(get_args(Status))}); [^()]*\borigins?\)")


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that the gate did not let through, and why."""

    text: str
    code: str
    detail: str


def line(cluster: Cluster, origins: Origins) -> str:
    """A cluster as the prompt shows it: its statement, and in brackets what the model must not lose."""
    best = cluster.best
    notes: list[str] = [best.status]
    if best.event and best.event.date:
        notes.append(best.event.date)
    if best.attribution and best.attribution not in best.statement:
        notes.append(f"says {best.attribution}")
    notes.append(f"{origins.established} origin{'s' if origins.established != 1 else ''}")
    return f"{best.statement} ({'; '.join(notes)})"


async def sentences(
    request: Callable[[Sequence[str]], Request], clusters: Sequence[Cluster], asker: Asker, words: int
) -> tuple[list[Item], list[Refused]]:
    """The sentences of a section that hold, in the model's order.

    Those refused are asked for once more with the reasons, unless the others fill the room of so many words.
    """
    labels = dict(zip(CLUSTER_LABELS, clusters, strict=False))
    items, refused = await _ask(request(()), labels, asker, [])
    if refused and asker.reask and sum(len(entry.text.split()) for entry in items) < words:
        reasons = [f"{r.text!r}: {r.detail}" for r in refused]
        more, still = await _ask(request(reasons), labels, asker, items, again=True)
        return items + more, list(dict.fromkeys([*refused, *still]))
    return items, refused


async def _ask(
    request: Request, labels: Mapping[str, Cluster], asker: Asker, before: Sequence[Item], *, again: bool = False
) -> tuple[list[Item], list[Refused]]:
    try:
        # To reasons a model may answer that it has nothing better to say.
        answer = await asker.ask(request, ComposeReply, may_be_empty=again)
    except EndpointError:
        return [], []
    # What was accepted before stands, whatever became of the second try.
    if answer.finish == "length" and not before:
        asker.failed(
            "length", f"A reply to {request.prompt} reached the length limit. Give the server a larger context."
        )
    return await worker.run(_held, answer.reply.sentences, labels, before)


def _held(
    proposed: Sequence[ProposedSentence], labels: Mapping[str, Cluster], before: Sequence[Item]
) -> tuple[list[Item], list[Refused]]:
    """The sentences that hold and tell something that those `before` do not, and the refused ones."""
    used = {i for earlier in before for i in earlier.claim_ids}
    items: list[Item] = []
    refused: list[Refused] = []
    for built, fault in (outcome for proposal in proposed for outcome in _built(proposal, labels)):
        if built is None:
            refused.append(fault)
        elif set(built.claim_ids) <= used:
            # Every cluster of it is told already: it would say the same twice.
            continue
        else:
            items.append(built)
            used |= set(built.claim_ids)
    return items, refused


def _built(proposal: ProposedSentence, labels: Mapping[str, Cluster]) -> Iterator[tuple[Item | None, Refused]]:
    """A proposal as it is; where that is refused, or runs on without a stop, each of the sentences in it."""
    single = list(_parted(proposal, labels))
    run_on = any(not _CLOSED.search(one.parts[-1].text) for one in single[:-1])
    whole = build(proposal, labels) if not run_on else None
    if whole is None or (whole[0] is None and len(single) > 1):
        yield from (build(one, labels) for one in single)
    else:
        yield whole


def _parted(proposal: ProposedSentence, labels: Mapping[str, Cluster]) -> Iterator[ProposedSentence]:
    """The sentences of a proposal: small models put all they have to say into the parts of one, or into one part.

    A sentence ends with its stop, or where a part is all that its cluster states.
    """
    parts: list[SentencePart] = []
    for part in proposal.parts:
        words = _plain(part)
        for _, start, end in split(words):
            text = words[start:end]
            goes_on = text[0].islower() or text[0] in ",;"
            if parts and not goes_on and (_CLOSED.search(parts[-1].text) or _all_of(parts[-1], labels)):
                yield ProposedSentence(parts=parts)
                parts = []
            parts.append(part.model_copy(update={"text": text}))
    if parts:
        yield ProposedSentence(parts=parts)


def _plain(part: SentencePart) -> str:
    """The words of a part with single blanks, without the notes that stood behind the fact."""
    return _NOTES.sub("", " ".join(part.text.split()))


def _all_of(part: SentencePart, labels: Mapping[str, Cluster]) -> bool:
    cluster = labels.get(part.label)
    return cluster is not None and flat(part.text) == flat(bare(cluster.best.statement))


def build(sentence: ProposedSentence, labels: Mapping[str, Cluster]) -> tuple[Item | None, Refused]:
    """The item of a proposed sentence, or the first rule that one of its parts breaks."""
    text = ""
    spans: list[ItemSpan] = []
    every: list[str] = []
    whole = " ".join(map(_plain, sentence.parts))
    for part in sentence.parts:
        words = _plain(part)
        named = [labels[label] for label in (part.label, *part.more) if label in labels]
        if not words:
            continue
        if not named:
            return None, Refused(whole, "label", f"{part.label} is no cluster of this section")
        lead = f"{text} " if text and not words.startswith((",", ";", ".", ":")) else text
        verdict = _verdict(lead, words, named, every)
        if not verdict.accepted:
            # Small models drift in their labels: the fact may be another one of those that they were shown.
            for other in _nearest(words, labels.values(), named):
                if _verdict(lead, words, [other], every).accepted:
                    named, verdict = [other], gate.Verdict(())
                    break
        if not verdict.accepted or is_order(words):
            fault = verdict.faults[0] if verdict.faults else gate.Fault("instructions", words)
            return None, Refused(whole, fault.code, "; ".join(map(str, verdict.faults)) or fault.detail)
        spans.append(
            ItemSpan(start=len(text), end=len(lead) + len(words), claim_ids=tuple(dict.fromkeys(c.id for c in named)))
        )
        text = lead + words
        every += [e for cluster in named for e in grounds(cluster) if e not in every]
    text, spans = _closed(text, spans)
    if not text:
        return None, Refused(whole, "empty", "a sentence without words")
    if len(text.split()) > MOST_WORDS:
        return None, Refused(whole, "length", f"more than {MOST_WORDS} words")
    # The parts hold one by one; together they must not state a cause or an order that no cluster states.
    joined = gate.check(text, every) if len(spans) > 1 else gate.Verdict(())
    linking = [f for f in joined.faults if f.code in ("connective", "order", "comparative", "quantifier", "quotation")]
    if linking:
        return None, Refused(whole, linking[0].code, "; ".join(map(str, linking)))
    return item(text, spans, "model"), Refused("", "", "")


def _verdict(lead: str, words: str, named: Sequence[Cluster], every: Sequence[str]) -> gate.Verdict:
    """Hold the words of a part, behind those of the parts before it, to the clusters that it rests on."""
    evidence = [e for cluster in named for e in grounds(cluster)]
    # What the sources call a person or a body may be said of it; it is no evidence of anything else.
    around = [e.quote for cluster in named for claim in cluster.claims for e in claim.evidence]
    return gate.check(lead + words, evidence, context=[*every, *around], own=len(lead))


def _nearest(words: str, clusters: Iterable[Cluster], named: Sequence[Cluster]) -> list[Cluster]:
    """The few other clusters that share most of a part's words."""
    wanted = read(words).stems
    shared = [(len(wanted & read(c.best.statement).stems), place, c) for place, c in enumerate(clusters)]
    near = [(-n, place, c) for n, place, c in shared if n > 1 and c not in named]
    return [c for _, _, c in sorted(near, key=lambda entry: entry[:2])[:_TRIED]]


def _closed(text: str, spans: list[ItemSpan]) -> tuple[str, list[ItemSpan]]:
    """The sentence without the comma, or the "and", that its last part left open, and with a full stop."""
    end = len(_OPEN_END.sub("", text))
    closed = text[:end] + ("" if not end or _CLOSED.search(text[:end]) else ".")
    kept = [s for s in spans if s.start < end]
    last = kept[-1].start if kept else 0
    return closed, [s.model_copy(update={"end": len(closed) if s.start == last else s.end}) for s in kept]


def grounds(cluster: Cluster) -> list[str]:
    """What a part that names the cluster may rest on.

    The statement is what all its sources support. With one source its quotes may lend a word more.
    """
    statement = bare(cluster.best.statement)
    if len({c.source_id for c in cluster.claims}) > 1 or cluster.best.translated:
        return [statement]
    return list(dict.fromkeys([statement, *(e.quote for e in cluster.best.evidence)]))
