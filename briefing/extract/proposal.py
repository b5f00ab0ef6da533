"""A claim as a model proposes it, put on its evidence and held to what code can decide."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing import dates
from briefing.grounding import Fault, Passage, faults, find_words, named
from briefing.judge.pair import Pair
from briefing.records.article import Article, Chunk, Sentence
from briefing.records.brief import Precision, Sourcing
from briefing.records.claim import Claim, EventDate, Evidence
from briefing.replies import ProposedClaim
from briefing.text.normal import fold

# Lines before the evidence that the judge is shown beside the headline and the first line: enough to tell who "he" is.
_BEFORE = 4
# Lines that code adds to the evidence where a number or a quotation stands in another line than the one cited.
_ADDED = 2
_DIGITS = re.compile(r"\d+")
_ELSEWHERE = frozenset(("number", "clock", "quotation"))


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its lines that are news, as prompts show them; `known` are names that the topic gives."""

    article: Article
    lines: tuple[Sentence, ...]
    as_of: datetime.date | None = None
    known: tuple[str, ...] = ()

    @property
    def published(self) -> datetime.date | None:
        """The day of publication."""
        return dates.parse_iso(self.article.published)

    def passage(self, lines: Iterable[str], more: Iterable[str | None] = ()) -> Passage:
        """Lines as a statement is held against them: for names and dates the whole article counts, and `more`."""
        article = self.article
        context = (article.title, article.publisher, *(line.text for line in self.lines), *more)
        return Passage(tuple(lines), tuple(filter(None, context)), self.published, article.language)

    @property
    def foreign(self) -> bool:
        """Whether the article is in another language than the brief."""
        return (self.article.language or "en").partition("-")[0].lower() != "en"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that may stand once it is judged, or the line itself where it is a copy.

    `faults` are what code holds against the statement; `label` is its line's in the request that shows `chunk`.
    `withheld`: the server refused to read the line, so it is shown to no model again.
    """

    claim: Claim
    reading: Reading
    cited: tuple[Sentence, ...]
    faults: tuple[Fault, ...] = ()
    label: str = ""
    chunk: Chunk | None = None
    withheld: bool = False

    @property
    def copied(self) -> bool:
        """Whether the statement is a line word for word, which needs no judge."""
        return self.claim.wording == "verbatim"

    def _context(self) -> list[Sentence]:
        """The article's first line, those before the evidence, and where names and years stand that these lack."""
        lines = self.reading.lines
        first = lines.index(self.cited[0])
        near = {0, *range(max(1, first - _BEFORE), first)}
        shown = frozenset[str]().union(*(_marks(lines[n].text) for n in near), *(_marks(c.text) for c in self.cited))
        for mark in sorted(_marks(self.claim.statement) - shown - _marks(self.reading.article.title or "")):
            near.update([n for n, line in enumerate(lines) if mark in _marks(line.text)][:1])
        return [lines[n] for n in sorted(near) if lines[n] not in self.cited]

    @property
    def passage(self) -> Passage:
        """What code holds its statement against."""
        return self.reading.passage(line.text for line in self.cited)

    @property
    def line(self) -> Sentence:
        """The line that it cites first, which stands in for it where it falls."""
        place = int(self.label[1:]) - 1 if self.label else -1
        shown = self.chunk.sentences if self.chunk else ()
        return shown[place] if 0 <= place < len(shown) else self.cited[0]

    @property
    def pair(self) -> Pair:
        """What the judge is asked."""
        article = self.reading.article
        earlier = [line.text for line in self._context()]
        status = self.claim.status
        return Pair(
            # The brief prints the status before the sentence, so it is judged with it.
            statement=self.claim.statement if status == "confirmed" else f"({status}) {self.claim.statement}",
            evidence=tuple(line.text for line in self.cited),
            context=tuple(filter(None, (article.title, *earlier))),
            reported=(article.published or "")[:10] or None,
            lines=tuple(line.text for line in self.reading.lines),
            language=article.language,
        )


@lru_cache(maxsize=4_096)
def _marks(text: str) -> frozenset[str]:
    """What tells who and which is meant: the words of names, and figures."""
    return named(text) | frozenset(_DIGITS.findall(text))


def proposal(proposed: ProposedClaim, shown: Sequence[Sentence], reading: Reading, sections: Sequence[str]) -> Proposal:
    """The proposal as a claim on its lines; `shown` are the lines of its request, `sections` the topic's ids."""
    numbers = {int(label[1:]) for label in (proposed.label, *proposed.more)}
    lines = tuple(sorted((shown[n - 1] for n in numbers if n <= len(shown)), key=lambda s: s.index))
    # Models count labels wrongly: a statement may copy another line than the one that it cites.
    said = _bare(proposed.statement)
    for twin in (*lines, *shown):
        if _bare(twin.text) == said:
            claim = _claim(proposed, (twin,), reading, sections, verbatim=True)
            return Proposal(claim, reading, (twin,), (), proposed.label)
    found, lines = _checked(proposed.statement, lines, shown, reading)
    return Proposal(_claim(proposed, lines, reading, sections), reading, lines, found, proposed.label)


def line_itself(line: Sentence, reading: Reading, section: str, like: Claim | None = None) -> Proposal:
    """The line word for word. It keeps what was proposed of the claim `like` that it stands in for."""
    evidence = (Evidence(line.source_id, line.start, line.end, line.text),)
    if like is not None:
        # Its words stand for themselves: what was proposed of who says them, how surely and how many is not judged.
        own = replace(like, statement=line.text, evidence=evidence, wording="verbatim", check="verbatim")
        bare = replace(own, translated=False, status="confirmed", sourcing="unattributed", attribution=None)
        claim = replace(bare, figure=None, counts=None)
    else:
        claim = Claim(
            statement=line.text,
            evidence=evidence,
            section=section,
            kind="statement",
            status="confirmed",
            sourcing="unattributed",
            attribution=None,
            event=None,
            wording="verbatim",
            translated=False,
            position=_position(line, reading),
        )
    return Proposal(claim, reading, (line,))


def _bare(text: str) -> str:
    return fold(text).replace('"', "").strip(" .'")


def _checked(
    statement: str, lines: tuple[Sentence, ...], shown: Sequence[Sentence], reading: Reading
) -> tuple[tuple[Fault, ...], tuple[Sentence, ...]]:
    """The faults of a statement, with the nearest lines added that hold a number or quotation that its own lack.

    The judge decides whether the added lines speak of the same thing.
    """
    if not lines:
        return (Fault("quotation", statement, "It cites no line of the article."),), ()
    found = faults(statement, (reading.passage(s.text for s in lines),), known=reading.known)
    for _ in range(_ADDED):
        missing = [fault for fault in found if fault.code in _ELSEWHERE]
        others = sorted((s for s in shown if s not in lines), key=lambda s: min(abs(s.index - c.index) for c in lines))
        if not missing:
            break
        for other in others:
            wider = tuple(sorted((*lines, other), key=lambda s: s.index))
            left = faults(statement, (reading.passage(s.text for s in wider),), known=reading.known)
            if len(left) < len(found):
                found, lines = left, wider
                break
        else:
            break
    return found, lines


def _claim(
    proposed: ProposedClaim,
    cited: Sequence[Sentence],
    reading: Reading,
    sections: Sequence[str],
    *,
    verbatim: bool = False,
) -> Claim:
    statement = cited[0].text if verbatim else proposed.statement
    speaker = _speaker(proposed.speaker, cited, statement)
    sourcing: Sourcing = "unattributed"
    if speaker is not None:
        # Who has no name is anonymous: "diplomatic sources".
        has_name = any(word[:1].isupper() for word in speaker.split()[1:] or [speaker])
        sourcing = "on_record" if has_name else "anonymous"
    figure = _printed(proposed.figure, cited)
    return Claim(
        statement=statement,
        evidence=tuple(Evidence(s.source_id, s.start, s.end, s.text) for s in cited),
        section=proposed.section if proposed.section in sections else sections[0],
        kind=proposed.kind,
        # A copied line is not judged, and says itself how sure it is.
        status="confirmed" if verbatim else proposed.status,
        sourcing=sourcing,
        attribution=speaker,
        event=event(proposed.when, cited, reading),
        wording="verbatim" if verbatim else "model",
        translated=reading.foreign and not verbatim,
        position=_position(cited[0], reading) if cited else 0.0,
        figure=figure,
        counts=(" ".join(proposed.counts.split()) or None) if figure else None,
        weight=proposed.weight,
        check="verbatim" if verbatim else "judged",
    )


def _printed(words: str, cited: Sequence[Sentence]) -> str | None:
    """The words as they stand in the lines, None where they do not."""
    for line in cited if words.strip() else ():
        span = find_words(words, line.text)
        if span is not None:
            return line.text[slice(*span)]
    return None


def _speaker(words: str, cited: Sequence[Sentence], statement: str) -> str | None:
    """Who says so, as printed in the lines, where the statement, which is judged, says it too."""
    found = _printed(words, cited)
    if found is None:
        return None
    told = find_words(found, statement) or named(found) & named(statement)
    return found if told else None


def event(when: str, cited: Sequence[Sentence], reading: Reading) -> EventDate | None:
    """The day of the words that tell when, resolved from the article's own date: "on Tuesday" is 2025-03-04."""
    for line in cited if when.strip() else ():
        span = find_words(when, line.text)
        if span is None:
            continue
        found = dates.find(
            line.text,
            published=reading.published,
            as_of=reading.as_of,
            language=reading.article.language,
            anchor=_anchor(line, reading),
        )
        mention = next((m for m in found if m.start < span[1] and span[0] < m.end), None)
        if mention is None:
            return EventDate(None, "none", line.text[slice(*span)])
        precision: Precision = mention.precision if mention.date else "none"
        return EventDate(mention.date, precision, line.text[slice(*span)])
    return None


def _anchor(line: Sentence, reading: Reading) -> dates.DateMention | None:
    """The last day that the lines before name, which "a day earlier" counts from."""
    place = reading.lines.index(line)
    for before in reversed(reading.lines[max(0, place - _BEFORE) : place]):
        found = dates.find(
            before.text, published=reading.published, as_of=reading.as_of, language=reading.article.language
        )
        days = [mention for mention in found if mention.day or mention.precision != "none"]
        if days:
            return days[-1]
    return None


def _position(line: Sentence, reading: Reading) -> float:
    return reading.lines.index(line) / max(1, len(reading.lines) - 1)
