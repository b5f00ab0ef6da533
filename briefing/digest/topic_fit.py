"""How articles and sentences fit a topic and its sections: by shared names and words, in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from briefing.digest.terms import NAME_LETTERS, terms
from briefing.ingest import detect
from briefing.prompts import Topic
from briefing.records.article import Article

# A title says what a section or topic is about; its description says what else belongs there.
_TITLE, _ABOUT = 3.0, 1.0
# Topics are told apart by a term of their title and three more of their terms.
_FITS = 4
# An article with so small a part of the terms that others have mentions the topic in passing.
_LITTLE = 1 / 3
# So much of an article shows what it is about; the rest of a long one mentions many things.
_SHOWS = 4_000


def on_topic(article: Article, topic: Topic) -> bool:
    """Whether an article may be on the topic; in doubt it is.

    It is off only if it shares no name and no longer word with the topic, in the topic's own language: a report in
    another one may use other words for everything.
    """
    if not topic.scope:
        return True
    wanted = _terms_of(topic)
    if _shared(_text_of(article), wanted):
        return True
    language = detect(f"{topic.title}. {topic.scope}")
    return bool(article.language and language and article.language[:2] != language[:2])


def choose(articles: Sequence[Article], topics: Sequence[Topic]) -> Topic | None:
    """The topic that more than half of the articles plainly fit, and the most of them; None where there is none.

    To fit plainly is to hold a term of the title and three more of the topic's terms.
    """
    best: tuple[int, Topic] | None = None
    for topic in topics:
        if not topic.scope:
            continue
        core, wanted = terms(topic.title).all, _terms_of(topic)
        count = sum(_fits(article, core, wanted) for article in articles)
        if 2 * count > len(articles) and (best is None or count > best[0]):
            best = (count, topic)
    return best[1] if best else None


def aside(articles: Sequence[Article], topic: Topic) -> frozenset[str]:
    """The ids of articles that have little to do with the topic: the football report of the same town.

    They hold less than a third of the topic's terms that the middle one of the articles in the topic's language holds.
    """
    if not topic.scope:
        return frozenset()
    language, wanted = (detect(f"{topic.title}. {topic.scope}") or "en")[:2], _terms_of(topic)
    held = {a.id: len(_shared(_text_of(a), wanted)) for a in articles if (a.language or language)[:2] == language}
    middle = sorted(held.values())[len(held) // 2] if held else 0
    return frozenset(i for i, count in held.items() if count < _LITTLE * middle)


def sections(texts: Sequence[str], topic: Topic) -> list[str]:
    """The section of each sentence of an article, by its words; where they say nothing, by the article's others.

    A tie goes to the section of the sentence before, else to the one that most of the article is about.
    """
    weights = _weights(tuple((s.id, s.title, s.about) for s in topic.sections))
    scores = [_scores(text, weights) for text in texts]
    whole = {key: sum(score[key] for score in scores) for key in weights}
    before = max(whole, key=lambda key: whole[key])
    found = []
    for score in scores:
        best = max(score.values())
        tied = [key for key in score if score[key] == best]
        if best > 0 and before not in tied:
            before = max(tied, key=lambda key: whole[key])
        found.append(before)
    return found


def topic_words(topic: Topic) -> frozenset[str]:
    """The terms of a topic's title, scope and sections."""
    return _terms_of(topic)


def _fits(article: Article, core: frozenset[str], wanted: frozenset[str]) -> bool:
    text = _text_of(article)[:_SHOWS]
    return bool(_shared(text, core)) and len(_shared(text, wanted)) >= _FITS


def _text_of(article: Article) -> str:
    return f"{article.title or ''}\n{article.text}"


def _shared(text: str, wanted: frozenset[str]) -> frozenset[str]:
    held = frozenset[str]().union(*(terms(line).all for line in text.split("\n")))
    # A name may stand as a common word elsewhere ("Albanian", "albanisch"), by its first letters.
    return wanted & (held | {term[:NAME_LETTERS] for term in held})


def _terms_of(topic: Topic) -> frozenset[str]:
    return _terms_of_texts((topic.title, topic.scope, *(t for s in topic.sections for t in (s.title, s.about))))


@lru_cache(maxsize=64)
def _terms_of_texts(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(terms(text).all for text in texts))


@lru_cache(maxsize=64)
def _weights(sections: tuple[tuple[str, str, str], ...]) -> Mapping[str, Mapping[str, float]]:
    """What each term counts for each section; one that several claim tells them apart less."""
    held: dict[str, dict[str, float]] = {}
    for key, title, about in sections:
        of_title = terms(title).all
        named = dict.fromkeys(terms(about).all, _ABOUT) | dict.fromkeys(of_title, _TITLE)
        held[key] = named
    claimed: dict[str, int] = {}
    for named in held.values():
        for term in named:
            claimed[term] = claimed.get(term, 0) + 1
    return {key: {term: weight / claimed[term] for term, weight in named.items()} for key, named in held.items()}


def _scores(text: str, weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    held = terms(text).all
    held |= {term[:NAME_LETTERS] for term in held}
    return {key: sum(named[term] for term in sorted(held & named.keys())) for key, named in weights.items()}
