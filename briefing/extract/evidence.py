"""From a proposed statement to a claim: the smallest evidence that carries it, wherever the model pointed."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

from briefing import gate
from briefing.dates import parse_iso
from briefing.extract import antecedents, assess, facts, fit
from briefing.gate import Fault, lexicon
from briefing.gate.reading import Reading, read
from briefing.prompts import Topic
from briefing.records.article import Article, Sentence
from briefing.records.brief import Status
from briefing.records.claim import Claim, Evidence
from briefing.text import tongues
from briefing.text.quotations import speakers
from briefing.text.words import Word, stem, words

# A claim that needs more sentences than three is a summary, not a fact (DESIGN.md, section 3).
MOST_EVIDENCE = 3
# How many other sentences of the chunk are tried when the cited ones do not hold. Small models drift by one or two
# labels.
_TRIED = 4
# Share of a fact's content words that accepted claims must carry for the fact to count as covered.
_COVERED = 0.6
# Share of a statement's content words that a part of a sentence must have to be quoted alone: what is missing may be
# its
# subject, named in the rest of the sentence.
_CARRIED = 0.7


@dataclass(frozen=True)
class Ground:
    """An article as the extraction sees it: its usable sentences and what fixes its dates."""

    article: Article
    sentences: tuple[Sentence, ...]
    topic: Topic
    as_of: datetime.date | None

    @cached_property
    def published(self) -> datetime.date | None:
        """The article's date."""
        return parse_iso(self.article.published)

    @property
    def foreign(self) -> bool:
        """Whether the article is in another language than the brief."""
        return self.article.language not in (None, "en")

    @cached_property
    def speakers(self) -> Mapping[int, str]:
        """Whose words the sentences of longer quotations are, by sentence index."""
        return speakers(self.sentences)

    def evidence(self, sentence: Sentence) -> str:
        """A sentence as the gate is to read it."""
        return gate.under_word_of(self.speakers.get(sentence.index), sentence.text)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(s.text for s in self.sentences)

    def earlier(self, sentence: Sentence) -> tuple[str, ...]:
        """The sentences before one, as context."""
        return self._texts[: bisect_left(self.sentences, sentence.index, key=lambda s: s.index)]


def _judged(ground: Ground, statement: str, cited: Sequence[Sentence]) -> Iterator[Fault]:
    """The gate's faults of a statement against cited sentences of one article, each as it is found."""
    if ground.foreign:
        texts, language = [s.text for s in cited], ground.article.language or "en"
        yield from gate.check_translation(statement, texts, published=ground.published, language=language).faults
        return
    evidence, context = [ground.evidence(s) for s in cited], ground.earlier(cited[0])
    yield from gate.faults(statement, evidence, context=context, published=ground.published)


def _holds(ground: Ground, statement: str, cited: Sequence[Sentence]) -> bool:
    """Whether the gate finds nothing: the first fault settles it."""
    return next(_judged(ground, statement, cited), None) is None


def support(
    ground: Ground, statement: str, cited: Sequence[Sentence], pool: Sequence[Sentence]
) -> tuple[tuple[Sentence, ...], tuple[Fault, ...]]:
    """The smallest set of sentences that carries a statement, or none and the faults against the cited ones.

    The cited sentences are tried first, one by one and together; then others of the chunk that share its words.
    """
    cited = sorted(dict.fromkeys(cited), key=lambda s: s.index)[:MOST_EVIDENCE]
    faults: Iterator[Fault] = iter((Fault("label", "no sentence of that label"),))
    for size in range(1, len(cited) + 1):
        for group in combinations(cited, size):
            found = _judged(ground, statement, group)
            fault = next(found, None)
            if fault is None:
                return group, ()
            # The others are only asked for where nothing holds.
            faults = chain((fault,), found)
    near = [s for s in _nearest(statement, pool) if s not in cited][:_TRIED]
    for other in near:
        if _holds(ground, statement, (other,)):
            return (other,), ()
    for other in near[:2]:
        for first in cited[:1]:
            pair = tuple(sorted((first, other), key=lambda s: s.index))
            if _holds(ground, statement, pair):
                return pair, ()
    return (), tuple(dict.fromkeys(faults))


def _nearest(statement: str, pool: Sequence[Sentence]) -> list[Sentence]:
    wanted = {stem(w.lower) for w in words(statement) if w.content}
    shared = {s.index: len(wanted & {stem(w.lower) for w in words(s.text) if w.content}) for s in pool}
    return [s for s in sorted(pool, key=lambda s: (-shared[s.index], s.index)) if shared[s.index] > 1]


def quote(ground: Ground, statement: str, sentence: Sentence, *, alone: bool) -> Evidence:
    """The part of a sentence that carries the statement: one of its facts where that is enough, else all of it."""
    start, end = sentence.start, sentence.end
    if alone and not ground.foreign and sentence.index not in ground.speakers:
        pieces = facts.split(sentence.text)
        for fact in pieces if len(pieces) > 1 else ():
            part = sentence.text[fact.start : fact.end]
            context = (*ground.earlier(sentence), sentence.text)
            if not _carries(part, statement):
                continue
            if next(gate.faults(statement, [part], context=context, published=ground.published), None) is None:
                start, end = sentence.start + fact.start, sentence.start + fact.end
                break
    return Evidence(ground.article.id, start, end, ground.article.text[start:end])


def _carries(part: str, statement: str) -> bool:
    """Whether nearly all that a statement says stands in a part of its sentence.

    The context may lend it a name only.
    """
    have = read(part)
    wanted = [w for w in read(statement).words if w.content]
    said = sum(w.lower in have.lowers or not read(w.text).senses.isdisjoint(have.senses) for w in wanted)
    return said >= _CARRIED * len(wanted)


def accepted(ground: Ground, statement: str, evidence: Sequence[Sentence], section: str) -> Claim:
    """The claim of a statement that passed; all but its words is read by code. `section` is that of its sentence."""
    quotes = tuple(quote(ground, statement, s, alone=len(evidence) == 1) for s in evidence)
    source = " ".join(s.text for s in evidence)
    said_by = assess.attribution(statement, source) or assess.attribution(evidence[0].text, evidence[0].text)
    said_by = ground.speakers.get(evidence[0].index, said_by)
    return Claim(
        statement=statement,
        evidence=quotes,
        section=fit.section(statement, ground.topic, before=section),
        kind=assess.kind(statement, ground.published),
        status=certainty(statement, [s.text for s in evidence], ground.article.language),
        sourcing=assess.sourcing(source, said_by),
        attribution=said_by,
        event=assess.event(
            statement,
            source,
            ground.earlier(evidence[0]),
            published=ground.published,
            as_of=ground.as_of,
            language="en",
        ),
        wording="model",
        translated=ground.foreign,
        position=evidence[0].index / max(1, ground.sentences[-1].index),
    )


def certainty(statement: str, sentences: Sequence[str], language: str | None = "en") -> Status:
    """The status of an English statement on its sentences, which may be in another language.

    The least sure of its own and of those of their facts that it tells.
    """
    found = assess.status(statement)
    for sentence in sentences:
        if tongues.table(language) != "en":
            found = assess.weaker(found, assess.status(sentence, language))
            continue
        for fact in facts.split(sentence):
            part = sentence[fact.start : fact.end]
            if _carries(statement, part):
                found = assess.weaker(found, assess.status(part))
    return found


def floor_claims(ground: Ground, sentence: Sentence, taken: Sequence[Claim], section: str) -> list[Claim]:
    """The facts of a sentence in its own words that no accepted claim covers; `taken` are those that quote it."""
    claims = []
    speaker = ground.speakers.get(sentence.index)
    whole = ground.foreign or speaker is not None
    pieces = (facts.Fact(0, len(sentence.text)),) if whole else facts.split(sentence.text)
    earlier = ground.earlier(sentence)
    for piece in pieces:
        fact = piece if whole else facts.unlinked(sentence.text, piece)
        text = sentence.text[fact.start : fact.end]
        if _covered(text, taken):
            continue
        start = sentence.start + fact.start
        said_by = speaker or assess.attribution(text, sentence.text)
        claims.append(
            Claim(
                statement=_stated(ground, fact, sentence, earlier, speaker),
                evidence=(Evidence(ground.article.id, start, start + len(text), text),),
                section=section,
                kind="statement" if speaker else assess.kind(text, ground.published),
                status=assess.status(text, ground.article.language),
                sourcing=assess.sourcing(text, said_by),
                attribution=said_by,
                event=assess.event(
                    text, sentence.text, earlier[-3:], published=ground.published, as_of=ground.as_of,
                    language=ground.article.language or "en",
                ),
                wording="verbatim",
                translated=False,
                position=sentence.index / max(1, ground.sentences[-1].index),
            )
        )  # fmt: skip
    return claims


def _told(reading: Reading) -> Sequence[Word]:
    """The words of a sentence but for those that only say who said it: every claim of it carries the attribution."""
    spoken = {(c.said, c.speaker) for c in reading.clauses if c.said is not None}
    if not spoken:
        return reading.words
    saying = [c for c in reading.clauses if (c.verb, c.subject) in spoken]
    return [w for i, w in enumerate(reading.words) if not any(c.first <= i < c.last for c in saying)]


def _stated(ground: Ground, fact: facts.Fact, sentence: Sentence, earlier: tuple[str, ...], speaker: str | None) -> str:
    """The fact's words; in square brackets the speaker of a longer quotation, or what a pronoun stands for."""
    said = fact.statement(sentence.text)
    text = " ".join(said.split())
    # Nearly always the same: one string for both.
    text = said if text == said else text
    if speaker:
        return f"[{speaker}:] {text}"
    if fact.subject or ground.foreign or not antecedents.points(text):
        return text
    return antecedents.resolved(text, (*earlier, sentence.text[: fact.start]))


def _covered(text: str, taken: Sequence[Claim]) -> bool:
    """Whether the claims that quote its sentence carry most of what a fact says."""
    reading = read(text)
    told = _told(reading)
    if not taken and any(w.content for w in told):
        return False
    wanted = {stem(w.lower) for w in told if w.content} | {n.text for n in reading.numbers}
    if not wanted:
        return True
    have: set[str] = set()
    for claim in taken:
        other = read(claim.statement)
        have |= other.senses | {n.text for n in other.numbers}
    return sum(1 for w in wanted if w in have or not lexicon.senses(w).isdisjoint(have)) >= _COVERED * len(wanted)
