"""Claims: their quotes, the certain checks on their statements, and what code says of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from briefing import dates
from briefing.dates import DateMention
from briefing.grounding import Fault, Passage, find_words
from briefing.records.brief import Check, Citation, ClaimRecord, Wording
from briefing.relate import corroboration
from briefing.text.normal import fold
from briefing.verify.ground import Flaw, Ground

CHECKS: dict[Wording, Check] = {"model": "judged", "verbatim": "verbatim", "edited": "edited"}
"""Why words of each wording may stand."""

# Of a text that is withheld, names and dates lean on lines that are not here.
_IN_QUOTES = frozenset(("number", "clock", "quotation"))
# Lines before a quote that may name the day which "a day earlier" counts from.
_BEFORE = 4


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
            # What rests on a wrong quote cannot be judged.
            continue
        if not ground.first_edition:
            yield from _credit(record, ground, record.id in contradicted)
            yield from _grounded(record, ground)
            yield from _dated(record, ground)


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
    elif source.text is not None and not ground.first_edition and not _whole(citation, ground):
        yield Flaw(where, f"the quote {shown} is no whole line of {source.id}")
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


def _whole(citation: Citation, ground: Ground) -> bool:
    """Whether a quote begins and ends with lines of its source: half a sentence can say the opposite."""
    lines = ground.lines(citation.source_id)
    return any(citation.start == line.start for line in lines) and any(citation.end == line.end for line in lines)


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
    """The statement is a quoted line, or passes the checks against the quotes of a source, or is an analyst's."""
    where = f"claim {record.id}"
    if record.check != CHECKS[record.wording]:
        yield Flaw(where, f"is {record.wording}, and given as {record.check or 'not checked'}")
    for merged in record.merged_from:
        if not _verbatim(merged, record.citations) and all(
            _faults(merged, record, key, ground) for key in _keys(record)
        ):
            yield Flaw(where, f"{merged[:60]!r}, which was merged into it, stands on none of its sources")
    if record.wording == "verbatim":
        if not _verbatim(record.statement, record.citations):
            yield Flaw(where, "the verbatim statement does not stand in any quote")
        return
    if ground.analysts(record.statement, [record.id]):
        return
    found = {key: _faults(record.statement, record, key, ground) for key in _keys(record)}
    if all(found.values()):
        for key, faults in found.items():
            yield from (Flaw(where, f"does not stand on {key}: {fault.code}: {fault.detail}") for fault in faults)


def _keys(record: ClaimRecord) -> list[str]:
    return list(dict.fromkeys(c.source_id for c in record.citations))


def _verbatim(statement: str, citations: Sequence[Citation]) -> bool:
    """Whether a statement is a quoted line, whole: part of one can say the opposite."""
    bare = " ".join(statement.split())
    return any(bare == " ".join(c.quote.split()) for c in citations)


def _faults(statement: str, record: ClaimRecord, key: str, ground: Ground) -> tuple[Fault, ...]:
    """Why what a claim has from one source does not carry a statement."""
    quotes = [c.quote for c in record.citations if c.source_id == key]
    said: tuple[Passage, ...] = ()
    if record.wording == "edited":
        # What the claim said before counts too: it was accepted, and in English where its source is not.
        said = (Passage(record.merged_from, ground.context(key), ground.published(key), "en"),)
    # A further quote can speak against a statement that another carries: "5" with another unit.
    for held in (quotes, *([quote] for quote in quotes)):
        found = ground.faults(statement, (ground.passage(key, held), *said))
        if not found:
            break
    if key in ground.withheld:
        return tuple(fault for fault in found if fault.code in _IN_QUOTES)
    return found


def _dated(record: ClaimRecord, ground: Ground) -> Iterator[Flaw]:
    """The date is that of its words, by the source's own date."""
    if not ground.shown([record.id]):
        return
    where = f"claim {record.id}"
    known = _events(record, ground)
    if record.event_date is not None and record.event_date not in {date for date, _ in known}:
        yield Flaw(where, f"the date {record.event_date} is not what its quotes say")
    if record.event_date_as_written is not None and record.event_date_as_written not in {words for _, words in known}:
        yield Flaw(where, f"the date {record.event_date_as_written!r} is not written so in its quotes")


def _events(record: ClaimRecord, ground: Ground) -> set[tuple[str | None, str | None]]:
    """Every date that the words of a claim's date can mean, with the words, and one that an analyst has set."""
    words = record.event_date_as_written
    found: set[tuple[str | None, str | None]] = set()
    for citation in record.citations if words else ():
        key = citation.source_id
        language = ground.sources[key].language
        for text, tongue, anchors in (
            (citation.quote, language, _anchors(citation, ground)),
            (record.statement, "en" if record.wording == "edited" else language, (None,)),
        ):
            span = find_words(words or "", text)
            if span is not None:
                found.add((None, words))
                for anchor in anchors:
                    mentions = dates.find(
                        text, published=ground.published(key), as_of=ground.as_of, language=tongue, anchor=anchor
                    )
                    near = (m for m in mentions if m.text == words or (m.start < span[1] and span[0] < m.end))
                    found |= {(m.date, words) for m in near}
    return found | {(d.now, words) for d in ground.decided("date", record.id)}


def _anchors(citation: Citation, ground: Ground) -> tuple[DateMention | None, ...]:
    """The days named in the lines before a quote, one of which "a day earlier" may count from."""
    key = citation.source_id
    before = [line for line in ground.lines(key) if line.end <= citation.start][-_BEFORE:]
    found: list[DateMention | None] = [None]
    for line in before:
        mentions = dates.find(
            line.text, published=ground.published(key), as_of=ground.as_of, language=ground.sources[key].language
        )
        found += [m for m in mentions if m.day or m.precision != "none"][-1:]
    return tuple(found)
