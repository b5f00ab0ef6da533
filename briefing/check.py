"""Anybody's brief held against the articles, sentence by sentence, by the same gate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing import gate
from briefing.dates import parse_iso
from briefing.gate.reading import read
from briefing.ingest.page import fragment_text
from briefing.origins import is_credit
from briefing.records.article import Article, Sentence
from briefing.records.brief import Citation, Record
from briefing.text.normal import normalise
from briefing.text.sentences import sentences, split
from briefing.text.words import is_content

# How many sentences are tried as the support of one sentence of the draft.
_TRIED = 6
# A sentence that shares less than this part of its words with any sentence of the articles is not found at all.
_FOUND = 0.34
_MARKUP = re.compile(
    r"!?\[([^\]]*)\]\([^)]*\)|\[\^?\d+\](?:\[\^?\d+\])*|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s{0,3}(?:[-*+]|\d+[.)])\s+|^\s{0,3}>\s?",
    re.MULTILINE,
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s|^\s*\|.*\|\s*$|^\s*[-=|: ]+$")
_HTML = re.compile(r"<\s*(?:html|body|p|div|li|h[1-6]|span|ul|ol|article|br)\b", re.IGNORECASE)


class Checked(Record):
    """A sentence of a draft. `supported` is None where it states nothing that could be checked (a heading, a rule)."""

    text: str
    supported: bool | None
    faults: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def check(draft: str, articles: Sequence[Article]) -> list[Checked]:
    """Hold a draft (text, Markdown or HTML) against articles. No model, no network."""
    text = normalise(fragment_text(draft) if _HTML.search(draft) else draft)
    grounds = [(article, tuple(s for s in sentences(article) if not is_credit(s.text))) for article in articles]
    checked = []
    for raw in text.split("\n"):
        if not raw.strip():
            continue
        if _HEADING.match(raw):
            checked.append(Checked(text=raw.strip(), supported=None))
            continue
        line = _MARKUP.sub(lambda m: m.group(1) or "", raw).strip()
        checked += [_sentence(line[start:end], grounds) for _, start, end in split(line)]
    return checked


def _sentence(text: str, grounds: Sequence[tuple[Article, tuple[Sentence, ...]]]) -> Checked:
    content = [w for w in read(text).words if is_content(w) or w.shape == "figure"]
    if len(content) < 2 or not read(text).clauses[0].verb and len(content) < 4:
        return Checked(text=text, supported=None)
    near = _nearest(text, grounds)
    if not near:
        return Checked(text=text, supported=False, faults=("not found: no article says anything like it",))
    faults: tuple[str, ...] = ()
    for article, group, every in _groups(near):
        context = [s.text for s in every if s.index < group[0].index]
        verdict = gate.check(text, [s.text for s in group], context=context, published=parse_iso(article.published))
        if verdict.accepted:
            return Checked(text=text, supported=True, citations=tuple(_citation(article, s) for s in group))
        found = tuple(map(str, verdict.faults))
        # The nearest sentence tells best what is wrong, unless another one is closer to carrying it.
        if not faults or len(found) < len(faults):
            faults, closest = found, (article, group)
    article, group = closest
    return Checked(text=text, supported=False, faults=faults, citations=tuple(_citation(article, s) for s in group))


Near = tuple[Article, Sentence, tuple[Sentence, ...]]


def _nearest(text: str, grounds: Sequence[tuple[Article, tuple[Sentence, ...]]]) -> list[Near]:
    wanted = read(text).stems
    content = {s for w in read(text).words if is_content(w) for s in (w.lower,)}
    ranked = []
    for place, (article, every) in enumerate(grounds):
        for sentence in every:
            reading = read(sentence.text, parse_iso(article.published))
            shared = sum(1 for w in content if not read(w).senses.isdisjoint(reading.senses))
            if shared >= _FOUND * len(content):
                ranked.append(
                    (-shared, -len(wanted & reading.stems), place, sentence.index, (article, sentence, every))
                )
    return [entry[-1] for entry in sorted(ranked, key=lambda r: r[:4])[:_TRIED]]


def _groups(near: Sequence[Near]) -> list[tuple[Article, tuple[Sentence, ...], tuple[Sentence, ...]]]:
    """Single sentences first, then pairs of one article: a sentence of a draft may join two."""
    single = [(a, (s,), every) for a, s, every in near]
    pairs = [
        (a, tuple(sorted((s, t), key=lambda x: x.index)), every)
        for i, (a, s, every) in enumerate(near)
        for b, t, _ in near[i + 1 :]
        if a.id == b.id
    ]
    return [*single, *pairs]


def _citation(article: Article, sentence: Sentence) -> Citation:
    return Citation(
        source_id=article.id, start=sentence.start, end=sentence.end, quote=sentence.text,
        prefix=article.text[max(0, sentence.start - 32) : sentence.start], suffix=article.text[sentence.end : sentence.end + 32], url=article.url,
    )  # fmt: skip
