"""Claims and items: their quotes and spans, the certain checks on their words, and what code says of each claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing import dates
from briefing.extract import event
from briefing.grounding import Fault, Passage
from briefing.origins import groups
from briefing.records.brief import Check, Citation, ClaimRecord, Item, Wording
from briefing.relate import corroboration
from briefing.text.normal import fold
from briefing.verify.index import Flaw, Index, differs

CHECKS: dict[Wording, Check] = {"model": "judged", "verbatim": "verbatim", "edited": "edited"}
"""Why words of each wording may stand."""

# Of a text that is withheld, names and dates lean on lines that are not here.
_IN_QUOTES = frozenset(("number", "clock", "quotation"))


def flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of the claims."""
    contradicted = {
        i for d in index.brief.discrepancies if d.kind == "conflict" for p in d.positions for i in p.claim_ids
    }
    copies = groups(tuple(index.articles.values()))
    for record in index.brief.claims:
        where = f"claim {record.id}"
        if not record.citations:
            yield Flaw(where, "has no citation")
        wrong = [flaw for citation in record.citations for flaw in _citation(where, citation, record, index)]
        yield from wrong
        # What rests on a wrong quote cannot be judged.
        if record.citations and not wrong:
            yield from _credit(where, record, index, copies, contradicted=record.id in contradicted)
            yield from _grounded(where, record, index)
            yield from _dated(where, record, index)


def _citation(where: str, citation: Citation, record: ClaimRecord, index: Index) -> Iterator[Flaw]:
    source = index.sources.get(citation.source_id)
    shown = repr(citation.quote[:40])
    if source is None:
        yield Flaw(where, f"cites {citation.source_id}, which is not here")
        return
    text = source.text
    # Of a text that is withheld only that the quote could stand there.
    stands = text[max(0, citation.start) : citation.end] if text is not None else citation.quote
    if not citation.quote or stands != citation.quote or citation.end - citation.start != len(citation.quote):
        yield Flaw(where, f"the quote {shown} does not stand at {citation.start}..{citation.end} of {source.id}")
    elif not source.on_topic:
        yield Flaw(where, f"cites {source.id}, which is off the topic")
    elif citation.url != source.url:
        yield Flaw(where, f"the url of {source.id} is another one")
    elif text is not None:
        lines = index.reading(source.id).lines
        before, behind = text[: citation.start], text[citation.end :]
        # A brief that is shared may have less around a quote, or nothing.
        lacks = (before and not citation.prefix) or (behind and not citation.suffix)
        around = before.endswith(citation.prefix) and behind.startswith(citation.suffix)
        if not around or (lacks and index.brief.share is None):
            yield Flaw(where, f"prefix or suffix of {shown} do not stand around it")
        # Half a sentence can say the opposite.
        if not {citation.start} & {s.start for s in lines} or not {citation.end} & {s.end for s in lines}:
            yield Flaw(where, f"the quote {shown} is no whole line of {source.id}")
        # An analyst may know better than every article who says so.
        named = {decision.now for decision in index.decided("attribution", record.id) if decision.reason}
        who = citation.attribution
        if who and who not in named and not all(word in fold(text) for word in fold(who).split()):
            yield Flaw(where, f"{who!r} stands nowhere in {source.id}")


def _credit(
    where: str, record: ClaimRecord, index: Index, copies: Mapping[str, str], *, contradicted: bool
) -> Iterator[Flaw]:
    cited = [index.articles[c.source_id] for c in record.citations]
    voices = [
        corroboration.Voice(article, c.quote, c.attribution) for article, c in zip(cited, record.citations, strict=True)
    ]
    found = corroboration.count_origins(voices, index.articles, copies)
    given = record.origins
    # Which articles are copies of each other their texts would show, and copies only make the counts smaller.
    fewer = given.established <= found.established and given.possible <= found.possible
    if not (index.withheld and fewer):
        yield from differs(where, "origins", f"{given}", f"{found}")
        found = given
    if index.topic is not None:
        letter = min(corroboration.letters(cited, index.topic.outlets).values())
        yield from differs(where, "reliability", record.reliability, letter)
    figure = corroboration.credibility(record.status, given, record.reliability, contradicted=contradicted)
    yield from differs(where, "credibility", record.credibility, figure)


def _grounded(where: str, record: ClaimRecord, index: Index) -> Iterator[Flaw]:
    """The statement is a quoted line, or passes the checks against the quotes of a source, or is an analyst's."""
    yield from differs(where, f"why {record.wording} words stand", record.check, CHECKS[record.wording])
    keys = index.cited([record.id])
    for merged in record.merged_from:
        if not _verbatim(merged, record.citations) and all(_faults(merged, record, key, index) for key in keys):
            yield Flaw(where, f"{merged[:60]!r}, which was merged into it, stands on none of its sources")
    if record.wording == "verbatim":
        if not _verbatim(record.statement, record.citations):
            yield Flaw(where, "the verbatim statement does not stand in any quote")
    elif not index.analysts(record.statement, [record.id]):
        found = [(key, _faults(record.statement, record, key, index)) for key in keys]
        if all(faults for _, faults in found):
            for key, faults in found:
                yield from (Flaw(where, f"does not stand on {key}: {fault.code}: {fault.detail}") for fault in faults)


def _verbatim(statement: str, citations: Sequence[Citation]) -> bool:
    """Whether a statement is a quoted line, whole: part of one can say the opposite."""
    return statement.split() in [c.quote.split() for c in citations]


def _faults(statement: str, record: ClaimRecord, key: str, index: Index) -> tuple[Fault, ...]:
    """Why what a claim has from one source does not carry a statement."""
    held = [index.passage(key, [c.quote for c in record.citations if c.source_id == key])]
    if record.wording == "edited":
        # What the claim said before counts too: it was accepted, and in English where its source is not.
        held.append(Passage(record.merged_from, held[0].context, held[0].published, "en"))
    found = index.faults(statement, held)
    return tuple(fault for fault in found if fault.code in _IN_QUOTES) if key in index.withheld else found


def _dated(where: str, record: ClaimRecord, index: Index) -> Iterator[Flaw]:
    """The date is that of its words, by the source's own date, or one that an analyst has set."""
    if not index.withheld.isdisjoint(index.cited([record.id])):
        return
    words = record.event_date_as_written
    known = {(decision.now, words) for decision in index.decided("date", record.id)}
    for citation in record.citations:
        reading = index.reading(citation.source_id)
        lines = [line for line in reading.lines if citation.start <= line.start < citation.end]
        if found := event(words or "", lines, reading):
            known |= {(found.date, found.as_written), (None, found.as_written)}
        if record.wording == "edited":
            own = dates.find(record.statement, published=reading.published, as_of=index.as_of)
            known |= {(mention.date, mention.text) for mention in own}
    if record.event_date is not None and record.event_date not in {date for date, _ in known}:
        yield Flaw(where, f"the date {record.event_date} is not what its quotes say")
    if words is not None and words not in {written for _, written in known}:
        yield Flaw(where, f"the date {words!r} is not written so in its quotes")


def item_flaws(index: Index) -> Iterator[Flaw]:
    """What does not hold of the bottom line and the sections."""
    printed: dict[str, str] = {}
    for where, item in index.items:
        yield from _spans(where, item)
        yield from index.leads(where, item.claim_ids)
        if len(index.known(item.claim_ids)) == len(item.claim_ids):
            yield from _worded(where, item, index)
        if where.startswith("section"):
            if item.text in printed:
                yield Flaw(where, f"stands in {printed[item.text]} already")
            printed[item.text] = where


def _spans(where: str, item: Item) -> Iterator[Flaw]:
    end = 0
    for span in item.spans:
        if not 0 <= span.start < span.end <= len(item.text):
            yield Flaw(where, f"span {span.start}..{span.end} is outside the text")
            return
        if span.start < end:
            yield Flaw(where, f"span {span.start}..{span.end} overlaps the one before")
        if item.text[end : span.start].strip():
            yield Flaw(where, f"no citation behind {item.text[end : span.start].strip()!r}")
        if not span.claim_ids:
            yield Flaw(where, f"no claim behind {item.text[span.start : span.end]!r}")
        end = max(end, span.end)
    if item.text[end:].strip():
        yield Flaw(where, f"no citation behind {item.text[end:].strip()!r}")
    if set(item.claim_ids) != {i for span in item.spans for i in span.claim_ids}:
        yield Flaw(where, "the claims of the item are not those of its spans")


def _worded(where: str, item: Item, index: Index) -> Iterator[Flaw]:
    """The item is a claim's statement, or passes the checks against what its claims say and quote, or an analyst's."""
    yield from differs(where, f"why {item.wording} words stand", item.check, CHECKS[item.wording])
    records = index.known(item.claim_ids)
    if item.wording == "verbatim":
        for span in item.spans:
            words, own = item.text[span.start : span.end], index.known(span.claim_ids)
            if not any(words == r.statement and r.wording == "verbatim" for r in own):
                yield Flaw(where, "the verbatim item is not the statement of the claim that it leads to")
            days = {(index.sources[key].published or "")[:10] for key in index.cited(span.claim_ids)}
            if item.reported and item.reported not in days:
                yield Flaw(where, f"no report that it leads to is of {item.reported}")
        return
    if index.analysts(item.text, item.claim_ids) or any(fold(item.text) == fold(r.statement) for r in records):
        return
    parts = [(item.text[span.start : span.end].strip(), span.claim_ids) for span in item.spans]
    for text, ids in dict.fromkeys([(item.text, item.claim_ids), *parts]):
        for fault in index.faults(text, _passages(ids, index)):
            yield Flaw(where, f"{text!r}: {fault.code}: {fault.detail}")


def _passages(ids: Sequence[str], index: Index) -> tuple[Passage, ...]:
    """What some claims quote, source by source, and what they say, with the days that they are of."""
    found: list[Passage] = []
    for record in index.known(ids):
        for key in index.cited([record.id]):
            own = [citation for citation in record.citations if citation.source_id == key]
            more = (index.sources[key].origin, *(citation.attribution for citation in own))
            held = index.passage(key, [citation.quote for citation in own], more)
            said = (record.statement, *record.merged_from, *filter(None, (record.event_date,)))
            found += [held, Passage(said, held.context, held.published, "en")]
    return tuple(dict.fromkeys(found))
