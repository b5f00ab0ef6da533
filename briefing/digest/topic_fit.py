"""How articles and sentences fit a topic and its sections: by shared names and words, in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from briefing.digest.reading import Terms, terms
from briefing.ingest import detect
from briefing.prompts import Topic
from briefing.records.article import Article

# A title says what a section is about; its description says what else belongs there.
_TITLE, _ABOUT = 3.0, 1.0
# One common word is shared by all news; three are not, and neither is a name.
_WORDS = 3
# Topics are told apart by a term of their title and three more of their terms.
_FITS = 4
# An article with so small a part of the terms that others have mentions the topic in passing.
_LITTLE = 1 / 3
# So much of an article shows what it is about; the rest of a long one mentions many things.
_SHOWS = 4_000


def on_topic(article: Article, topic: Topic) -> bool:
    """Whether an article may be on the topic; in doubt it is.

    It is off if it shares no name and fewer than three words with the topic, in the topic's own language: a report in
    another one may use other words for everything.
    """
    if not topic.scope or _language(article, topic) != _own(topic):
        return True
    wanted, held = _of_topic(topic), _held(article)
    return bool(wanted.names & held) or len(wanted.all & held) >= _WORDS


def choose(articles: Sequence[Article], topics: Sequence[Topic]) -> Topic | None:
    """The topic that more than half of the articles plainly fit, and the most of them; None where there is none.

    To fit plainly is to hold a term of the title and three more of the topic's terms.
    """
    best: tuple[int, Topic] | None = None
    held = [_held(article, _SHOWS) for article in articles]
    for topic in topics:
        if not topic.scope:
            continue
        core, wanted = terms(topic.title).all, topic_terms(topic)
        count = sum(bool(some & core) and len(some & wanted) >= _FITS for some in held)
        if 2 * count > len(articles) and (best is None or count > best[0]):
            best = (count, topic)
    return best[1] if best else None


def aside(articles: Sequence[Article], topic: Topic) -> frozenset[str]:
    """The ids of articles that have little to do with the topic: the football report of the same town.

    They hold less than a third of the topic's terms that the middle one of the articles in the topic's language holds.
    """
    if not topic.scope:
        return frozenset()
    own, wanted = _own(topic), topic_terms(topic)
    counts = {a.id: len(_held(a) & wanted) for a in articles if _language(a, topic) == own}
    middle = sorted(counts.values())[len(counts) // 2] if counts else 0
    return frozenset(i for i, count in counts.items() if count < _LITTLE * middle)


def sections(texts: Sequence[str], topic: Topic) -> list[str]:
    """The section of each sentence of an article, by its words; where they say nothing, by the article's others.

    A tie goes to the section of the sentence before, else to the one that most of the article is about.
    """
    if len(topic.sections) == 1:
        return [topic.sections[0].id] * len(texts)
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


def topic_terms(topic: Topic) -> frozenset[str]:
    """The terms of a topic's title, scope and sections."""
    return _of_topic(topic).all


def _language(article: Article, topic: Topic) -> str:
    return (article.language or _own(topic))[:2]


def _own(topic: Topic) -> str:
    """The topic's own language."""
    return _detected(f"{topic.title}. {topic.scope}")


@lru_cache(maxsize=64)
def _detected(text: str) -> str:
    return (detect(text) or "en")[:2]


def _held(article: Article, most: int | None = None) -> frozenset[str]:
    text = f"{article.title or ''}\n{article.text}"[:most]
    return frozenset[str]().union(*(terms(line).all for line in text.split("\n")))


def _of_topic(topic: Topic) -> Terms:
    return _of_texts((topic.title, topic.scope, *(t for s in topic.sections for t in (s.title, s.about))))


@lru_cache(maxsize=64)
def _of_texts(texts: tuple[str, ...]) -> Terms:
    found = [terms(text) for text in texts]
    return Terms(*(frozenset[str]().union(*kind) for kind in zip(*found, strict=True)))


@lru_cache(maxsize=64)
def _weights(sections: tuple[tuple[str, str, str], ...]) -> Mapping[str, Mapping[str, float]]:
    """What each term counts for each section; one that several claim tells them apart less."""
    held = {
        key: dict.fromkeys(terms(about).all, _ABOUT) | dict.fromkeys(terms(title).all, _TITLE)
        for key, title, about in sections
    }
    claimed: dict[str, int] = {}
    for named in held.values():
        for term in named:
            claimed[term] = claimed.get(term, 0) + 1
    return {key: {term: weight / claimed[term] for term, weight in named.items()} for key, named in held.items()}


def _scores(text: str, weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    held = terms(text).all
    return {key: sum(named[term] for term in sorted(held & named.keys())) for key, named in weights.items()}
