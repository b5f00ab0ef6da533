"""Claims: their quotes, the gate on their statements, and what code says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from briefing import gate
from briefing.extract import assess
from briefing.extract.evidence import certainty
from briefing.reconcile import corroboration
from briefing.records.brief import Citation, ClaimRecord, Status
from briefing.text.normal import fold
from briefing.verify.ground import Flaw, Ground

_INSIDE = re.compile(r"\[([^\]]*)\]")


def flaws(ground: Ground) -> Iterator[Flaw]:
    """What does not hold of the claims."""
    contradicted = {
        i for d in ground.brief.discrepancies if d.kind == "conflict" for p in d.positions for i in p.claim_ids
    }
    for record in ground.brief.claims:
        where = f"claim {record.id}"
        if not record.citations:
            yield Flaw(where, "has no citation")
        named = {d.now for d in ground.decided("attribution", record.id) if d.reason is not None}
        wrong = [flaw for citation in record.citations for flaw in _citation(where, citation, ground, named)]
        yield from wrong
        if wrong or not record.citations:
            # What rests on a wrong quote can not be judged.
            continue
        yield from _credit(record, ground, record.id in contradicted)
        yield from _grounded(record, ground)
        yield from _computed(record, ground)


def _citation(where: str, citation: Citation, ground: Ground, named: Set[str | None]) -> Iterator[Flaw]:
    """`named` are those whom an analyst, and no article, gives as the source."""
    source = ground.sources.get(citation.source_id)
    shown = repr(citation.quote[:40])
    if source is None:
        yield Flaw(where, f"cites {citation.source_id}, which is not here")
    elif not citation.quote or not _stands(source.text, citation):
        yield Flaw(where, f"the quote {shown} does not stand at {citation.start}..{citation.end} of {source.id}")
    elif source.text is not None and not _surrounded(source.text, citation, trimmed=ground.brief.share is not None):
        yield Flaw(where, f"prefix or suffix of {shown} do not stand around it")
    elif not source.on_topic:
        yield Flaw(where, f"cites {source.id}, which is off the topic")
    elif citation.url != source.url:
        yield Flaw(where, f"the url of {source.id} is another one")
    elif citation.attribution in named or not citation.attribution or not source.text:
        return
    elif not _names(citation.attribution, source.text):
        yield Flaw(where, f"{citation.attribution!r} stands nowhere in {source.id}")


def _stands(text: str | None, citation: Citation) -> bool:
    """Whether a quote stands where it is said to; of a text that is withheld only that it could."""
    if text is None:
        return citation.start >= 0 and citation.end - citation.start == len(citation.quote)
    return citation.start >= 0 and text[citation.start : citation.end] == citation.quote


def _surrounded(text: str, citation: Citation, *, trimmed: bool) -> bool:
    before, behind = text[: citation.start], text[citation.end :]
    full = trimmed or ((bool(citation.prefix) or not before) and (bool(citation.suffix) or not behind))
    return full and before.endswith(citation.prefix) and behind.startswith(citation.suffix)


def _names(who: str, text: str) -> bool:
    have = fold(text)
    return all(word in have for word in fold(who).split())


def _credit(record: ClaimRecord, ground: Ground, contradicted: bool) -> Iterator[Flaw]:
    where = f"claim {record.id}"
    cited = [ground.articles[c.source_id] for c in record.citations]
    voices = [corroboration.Voice(ground.articles[c.source_id], c.quote, c.attribution) for c in record.citations]
    found = corroboration.count_origins(voices, ground.articles, ground.copies)
    if ground.withheld and all(getattr(record.origins, n) <= getattr(found, n) for n in ("established", "possible")):
        # Which articles are copies of each other their texts would show, and copies only make the counts smaller.
        found = record.origins
    if found != record.origins:
        yield Flaw(
            where,
            f"counts {record.origins.established} established and {record.origins.possible} possible origins, its "
            f"sources show {found.established} and {found.possible}",
        )
    if (
        ground.topic is not None
        and (letter := corroboration.best_letter(cited, ground.topic.outlets)) != record.reliability
    ):
        yield Flaw(where, f"reliability {record.reliability}, the topic's table gives {letter}")
    figure = corroboration.credibility(record.status, found, record.reliability, contradicted=contradicted)
    if figure != record.credibility:
        yield Flaw(where, f"credibility {record.credibility}, by its origins and status it is {figure}")


def _grounded(record: ClaimRecord, ground: Ground) -> Iterator[Flaw]:
    """Each source's own quotes must carry the statement; a verbatim one stands in a quote as it is."""
    where = f"claim {record.id}"
    for merged in record.merged_from:
        if not _verbatim(merged, record.citations) and all(
            _faults(merged, record, key, ground) and key not in ground.withheld for key in _keys(record)
        ):
            yield Flaw(where, f"{merged[:60]!r}, which was merged into it, stands on none of its sources")
    if record.wording == "verbatim":
        if not _verbatim(record.statement, record.citations):
            yield Flaw(where, "the verbatim statement does not stand in any quote")
        yield from _brackets(record, ground)
        return
    if ground.analysts(record.statement, [record.id]):
        return
    for key in _keys(record):
        for fault in _faults(record.statement, record, key, ground):
            # Names and references lean on what stands before a quote, which is not here.
            if key not in ground.withheld or fault.code in gate.CONTRADICTING:
                yield Flaw(where, f"does not stand on {key}: {fault}")


def _keys(record: ClaimRecord) -> list[str]:
    return list(dict.fromkeys(c.source_id for c in record.citations))


def _verbatim(statement: str, citations: Sequence[Citation]) -> bool:
    bare = gate.unbracketed(statement)
    return any(bare in gate.unbracketed(c.quote) for c in citations)


def _brackets(record: ClaimRecord, ground: Ground) -> Iterator[Flaw]:
    """What an editor put into square brackets stands in the article too: the speaker, or who is meant."""
    if not ground.shown([record.id]):
        return
    texts = " ".join(ground.text(key) for key in _keys(record))
    for inside in _INSIDE.findall(record.statement):
        if not _names(inside.rstrip(":"), texts):
            yield Flaw(f"claim {record.id}", f"[{inside}] stands nowhere in its sources")


def _faults(statement: str, record: ClaimRecord, key: str, ground: Ground) -> Sequence[gate.Fault]:
    quotes = [c for c in record.citations if c.source_id == key]
    published = ground.published(key)
    language = ground.sources[key].language or "en"
    if language != "en" and not _verbatim(statement, quotes):
        return gate.check_translation(
            statement, [c.quote for c in quotes], published=published, language=language
        ).faults
    said_by = ground.speakers(key)
    spoken = {s.text: said_by[s.index] for s in ground.sentences(key) if s.index in said_by}
    first = min(c.start for c in quotes)
    # A fuller name may stand in the quote of another source.
    others = [c.quote for c in record.citations if c.source_id != key]
    context = [s.text for s in ground.sentences(key) if s.end <= first or s.start < first < s.end]
    evidence = [gate.under_word_of(spoken.get(c.quote), c.quote) for c in quotes]
    return gate.check(statement, evidence, context=[*context, *others], published=published).faults


def _computed(record: ClaimRecord, ground: Ground) -> Iterator[Flaw]:
    """Status, kind and event date as code reads them: a claim may be given as less sure, never as surer."""
    if not ground.shown([record.id]):
        return
    where = f"claim {record.id}"
    surest = max((_status(record, key, ground) for key in _keys(record)), key=assess.sureness)
    stands = ground.analysts(record.statement, [record.id])
    if not stands and assess.sureness(record.status) > assess.sureness(surest):
        yield Flaw(where, f"is given as {record.status}, its quotes say no more than {surest}")
    known = events(record, ground)
    if record.event_date is not None and record.event_date not in {date for date, _ in known}:
        yield Flaw(where, f"the date {record.event_date} is not what its quotes say")
    if record.event_date_as_written is not None and record.event_date_as_written not in {words for _, words in known}:
        yield Flaw(where, f"the date {record.event_date_as_written!r} is not written so in its quotes")


def _status(record: ClaimRecord, key: str, ground: Ground) -> Status:
    quotes = [c for c in record.citations if c.source_id == key]
    held = [s.text for c in quotes for s in ground.around(c)]
    if record.wording != "verbatim":
        return certainty(record.statement, held, ground.sources[key].language)
    bare = gate.unbracketed(record.statement)
    own = [c.quote for c in quotes if bare in gate.unbracketed(c.quote)] or [c.quote for c in quotes]
    language = ground.sources[key].language
    return min((assess.status(text, language) for text in own), key=assess.sureness)


def events(record: ClaimRecord, ground: Ground) -> set[tuple[str | None, str | None]]:
    """Every date that a claim's quotes or statement give, with its words, and one that an analyst has set."""
    found: set[tuple[str | None, str | None]] = set()
    for citation in record.citations:
        key = citation.source_id
        held = ground.around(citation)
        before = [s.text for s in ground.sentences(key) if held and s.index < held[0].index]
        whole = " ".join(s.text for s in held)
        language = ground.sources[key].language or "en"
        for text, tongue in (
            (citation.quote, language),
            (record.statement, "en"),
            *((m, language) for m in record.merged_from),
        ):
            for earlier in (before, before[-3:], []):
                event = assess.event(
                    text, whole, tuple(earlier), published=ground.published(key), as_of=ground.as_of, language=tongue
                )
                if event is not None:
                    found.add((event.date, event.as_written))
    spoken = {words for _, words in found}
    for decision in ground.decided("date", record.id):
        found |= {(decision.now, words) for words in (*spoken, None)}
    return found
