"""How articles and passages fit a topic and its sections: by shared names and words, in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

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
    if not topic.scope or _language(article, topic) != own_language(topic):
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
    own, wanted = own_language(topic), topic_terms(topic)
    counts = {a.id: len(_held(a) & wanted) for a in articles if _language(a, topic) == own}
    middle = sorted(counts.values())[len(counts) // 2] if counts else 0
    return frozenset(i for i, count in counts.items() if count < _LITTLE * middle)


def section(topic: Topic, *texts: str, rare: Mapping[str, float] = MappingProxyType({})) -> str:
    """The id of the section that the first of the texts speaks of; where that is none or several, the next decides.

    A sentence, its article, its story: one that shares no word with any section, as in another language, goes where
    what stands around it belongs; at last to the first section. `rare` says what a term tells here (1 if not given).
    """
    left = [section.id for section in topic.sections]
    weights = _weights(tuple((s.id, s.title, s.about) for s in topic.sections))
    for text in texts:
        if len(left) == 1:
            break
        held = _spoken(text)
        scores = {
            key: sum(weights[key][t] * rare.get(t, 1) for t in sorted(held & weights[key].keys())) for key in left
        }
        left = [key for key in left if scores[key] == max(scores.values())]
    return left[0]


def topic_terms(topic: Topic) -> frozenset[str]:
    """The terms of a topic's title, scope and sections."""
    return _of_topic(topic).all


def topic_names(topic: Topic) -> frozenset[str]:
    """The names among them."""
    return _of_topic(topic).names


def own_language(topic: Topic) -> str:
    """The topic's own language, by its first two letters."""
    return _detected(f"{topic.title}. {topic.scope}")


def _language(article: Article, topic: Topic) -> str:
    return (article.language or own_language(topic))[:2]


@lru_cache(maxsize=64)
def _detected(text: str) -> str:
    return (detect(text) or "en")[:2]


def _held(article: Article, most: int | None = None) -> frozenset[str]:
    return _spoken(f"{article.title or ''}\n{article.text}"[:most])


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


# An article is asked about for each of its sentences.
@lru_cache(maxsize=64)
def _spoken(text: str) -> frozenset[str]:
    return frozenset[str]().union(*(terms(line).all for line in text.split("\n")))
