"""Anybody's brief held against the articles, sentence by sentence, by the same gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefing import gate
from briefing.check import draft as drafts
from briefing.check.draft import Line
from briefing.dates import parse_iso
from briefing.extract import antecedents
from briefing.gate.orders import is_order
from briefing.gate.reading import read
from briefing.origins import dateline_end, is_credit
from briefing.records.article import Article, Sentence
from briefing.records.brief import Citation
from briefing.records.record import Record
from briefing.text.normal import fold
from briefing.text.quotations import speakers
from briefing.text.sentences import sentences

__all__ = ["Checked", "check"]

# How many sentences are tried as the support of one sentence of the draft.
_TRIED = 8
# A sentence that shares less than this part of its words with any sentence of the articles is not found at all.
_FOUND = 0.34
# Characters on either side of a quote, to find it again (W3C TextQuoteSelector).
_AROUND = 32
# How far back an antecedent may stand, in sentences.
_BEFORE = 3


class Checked(Record):
    """A sentence of a draft. `supported` is None where it states nothing that could be checked (a heading, a rule)."""

    text: str
    supported: bool | None
    faults: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """An article with its usable sentences, and each of them as the gate is to read it."""

    article: Article
    sentences: tuple[Sentence, ...]
    speakers: Mapping[int, str]

    def evidence(self, place: int) -> str:
        sentence = self.sentences[place]
        before = [s.text for s in self.sentences[max(0, place - _BEFORE) : place]]
        resolved = antecedents.resolved(sentence.text, before)
        spoken = self.speakers.get(sentence.index)
        return gate.under_word_of(
            spoken, resolved.replace("[", "").replace("]", "") if "[" not in sentence.text else resolved
        )


Near = tuple[_Ground, int]


def check(draft: str, articles: Sequence[Article]) -> list[Checked]:
    """Hold a draft (text, Markdown or HTML) against articles. No model, no network."""
    grounds = [_ground(article) for article in articles]
    found = drafts.read(draft)
    listed = {n: drafts.article_of(entry, articles) for n, entry in found.listed.items()}
    return [_sentence(line, grounds, listed) for line in found.lines]


def _ground(article: Article) -> _Ground:
    every = sentences(article)
    ordering = {s.paragraph for s in every if is_order(s.text)}
    usable = tuple(_told(s) for s in every if s.paragraph not in ordering and not is_credit(s.text))
    return _Ground(article, usable, speakers(every))


def _told(sentence: Sentence) -> Sentence:
    """A sentence without the dateline before it, which is nobody who does anything in it."""
    begin = dateline_end(sentence.text) if sentence.index == 0 else 0
    return replace(sentence, start=sentence.start + begin, text=sentence.text[begin:]) if begin else sentence


def _sentence(line: Line, grounds: Sequence[_Ground], listed: Mapping[int, Article | None]) -> Checked:
    if not line.states or not (line.verbatim or _states(line.text)):
        return Checked(text=line.text, supported=None)
    near = _nearest(line.text, grounds)
    if not near:
        return Checked(text=line.text, supported=False, faults=("not_found: no article says anything like it",))
    cited = {a.id for n in line.cites if (a := listed.get(n)) is not None}
    faults: tuple[str, ...] = ()
    closest: Sequence[Near] = near[:1]
    elsewhere: Sequence[Near] = ()
    for group in _groups(near, across=len(cited) > 1):
        found = _faults(line, group)
        if not found and (not cited or cited & {g.article.id for g, _ in group}):
            return Checked(text=line.text, supported=True, citations=_citations(group))
        if not found:
            elsewhere = elsewhere or group
        elif not faults or len(found) < len(faults):
            # The nearest sentence tells best what is wrong, unless another one is closer to carrying it.
            faults, closest = found, group
    if elsewhere:
        return Checked(text=line.text, supported=False, faults=(_wrong(line, listed),), citations=_citations(elsewhere))
    return Checked(text=line.text, supported=False, faults=faults, citations=_citations(closest))


def _wrong(line: Line, listed: Mapping[int, Article | None]) -> str:
    named = ", ".join(f"[{n}] is {a.publisher or a.title or a.path}" for n in line.cites if (a := listed.get(n)))
    return f"wrong source: {named}, which does not say so; the quote is from another article"


def _states(text: str) -> bool:
    reading = read(text)
    content = [w for w in reading.words if w.content or w.shape == "figure"]
    # A question states nothing. Words without a verb are a label up to three; two with one are a sentence.
    return not text.endswith("?") and len(content) > 1 and (bool(reading.clauses[0].verb) or len(content) > 3)


def _faults(line: Line, group: Sequence[Near]) -> tuple[str, ...]:
    first, place = group[0]
    published = parse_iso(first.article.published)
    evidence = [g.evidence(i) for g, i in group]
    context = [s.text for s in first.sentences[:place]]
    inside = _unquoted(line.text, group)
    wordings = [line.text] if inside is None else [inside, line.text]
    if line.verbatim and "[" in line.text:
        wordings = [line.text.replace("[", "").replace("]", ""), gate.unbracketed(line.text)]
    found: tuple[str, ...] = ()
    for wording in wordings:
        verdict = gate.check(wording, evidence, context=context, published=published)
        if verdict.accepted:
            return ()
        found = found or tuple(map(str, verdict.faults))
    return found


def _unquoted(text: str, group: Sequence[Near]) -> str | None:
    """The words of a sentence that is a quotation as a whole, where they stand so in the article."""
    if text[:1] not in '“"' or text[-1:] not in '”"':
        return None
    inside = text[1:-1]
    return inside if any(fold(inside) in fold(g.sentences[i].text) for g, i in group) else None


def _nearest(text: str, grounds: Sequence[_Ground]) -> list[Near]:
    reading = read(text)
    wanted = reading.stems
    content = list(dict.fromkeys(w.lower for w in reading.words if w.content))
    ranked = []
    for order, ground in enumerate(grounds):
        for place, sentence in enumerate(ground.sentences):
            there = read(sentence.text, parse_iso(ground.article.published))
            shared = sum(1 for w in content if w in there.lowers or not read(w).senses.isdisjoint(there.senses))
            if shared >= _FOUND * len(content):
                ranked.append((-shared, -len(wanted & there.stems), order, place, (ground, place)))
    return [entry[-1] for entry in sorted(ranked, key=lambda r: r[:4])[:_TRIED]]


def _groups(near: Sequence[Near], *, across: bool) -> Iterator[Sequence[Near]]:
    """Single sentences first; then each with the one before it; then pairs, as a sentence of a draft may join two.

    A pair is from two articles only where the sentence cites two (`across`): what one says of Friday is not said of
    what the other counts.
    """
    for single in near:
        yield (single,)
    for ground, place in islice(near, _TRIED // 2):
        if place:
            yield ((ground, place - 1), (ground, place))
    for i, (one, first) in enumerate(near):
        for other, second in near[i + 1 :]:
            if one is other:
                yield tuple((one, place) for place in sorted((first, second)))
            elif across:
                yield ((one, first), (other, second))


def _citations(group: Sequence[Near]) -> tuple[Citation, ...]:
    return tuple(_citation(ground.article, ground.sentences[place]) for ground, place in group)


def _citation(article: Article, sentence: Sentence) -> Citation:
    return Citation(
        source_id=article.id,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        prefix=article.text[max(0, sentence.start - _AROUND) : sentence.start],
        suffix=article.text[sentence.end : sentence.end + _AROUND],
        url=article.url,
    )
