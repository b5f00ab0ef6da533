"""How well articles, paragraphs and statements fit a topic and its sections, by words and names alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from briefing import names
from briefing.gate.lexicon import near
from briefing.prompts import Topic
from briefing.records.article import Article, Sentence
from briefing.text import tongues
from briefing.text.clauses import clauses
from briefing.text.words import Word, stem, words

# A name in a title of the topic is what the topic is about; a word of its scope may stand in any article of the region.
_CORE_NAME, _CORE_WORD, _NAME, _WORD = 3.0, 1.5, 1.0, 0.75
# One core name and one further term; or several terms of the scope. A sports report from the same town stays below it.
_ON_TOPIC = 4.0


@names.kept(maxsize=4_096)
def terms(text: str) -> frozenset[str]:
    """Names (as "#kosovo") and stems of content words."""
    found = {f"#{word}" for name in names.find(text) for word in name.key if len(word) > 1}
    return frozenset(
        found | {stem(w.lower) for w in words(text) if w.content and len(w.lower) > 2 and f"#{w.lower}" not in found}
    )


@dataclass(frozen=True, slots=True)
class _Weights:
    """The topic's terms, and what each counts where it stands in a text, be it as a name or as a word."""

    terms: frozenset[str]
    by_word: Mapping[str, float]


@names.kept(maxsize=64)
def _weights(title: str, scope: str, sections: tuple[tuple[str, str], ...]) -> _Weights:
    core = terms(f"x {title}").union(*(terms(f"x {name}") for name, _ in sections)) - {"x"}
    wide = terms(f"x {scope}").union(*(terms(f"x {about}") for _, about in sections)) - core - {"x"}
    by_word: dict[str, float] = {}
    for group, name, word in ((core, _CORE_NAME, _CORE_WORD), (wide, _NAME, _WORD)):
        for term in group:
            plain = term.removeprefix("#")
            by_word[plain] = by_word.get(plain, 0.0) + (word if plain == term else name)
    return _Weights(core | wide, by_word)


def _of(topic: Topic) -> _Weights:
    return _weights(topic.title, topic.scope, tuple((s.title, s.about) for s in topic.sections))


def vocabulary(topic: Topic) -> frozenset[str]:
    """The stems of the topic's common words, none for a topic that takes everything."""
    if takes_all(topic):
        return frozenset()
    return frozenset(term for term in _of(topic).terms if not term.startswith("#"))


def takes_all(topic: Topic) -> bool:
    """Whether nothing is off this topic: it has no scope."""
    return not topic.scope


def score(text: str, topic: Topic) -> float:
    """The weight of the topic's terms in a text, each counted once."""
    return _weight({term.removeprefix("#") for term in terms(text)}, _of(topic).by_word)


def scores(read: Iterable[tuple[Sequence[Word], Sequence[names.Name]]], topic: Topic) -> list[float]:
    """Like `score`, for texts of which the words and the names are known."""
    weights = _of(topic).by_word
    return [_weight(_known(tokens, found, weights), weights) for tokens, found in read]


def _weight(plain: Set[str], weights: Mapping[str, float]) -> float:
    return sum([weights[word] for word in plain & weights.keys()])


def _known(tokens: Sequence[Word], found: Sequence[names.Name], weights: Mapping[str, float]) -> set[str]:
    """Those terms of a text, names like other words, that weigh something."""
    named = {word for name in found for word in name.key if len(word) > 1}
    told = [w.lower for w in tokens if w.content and stem(w.lower) in weights]
    return named.union([stem(word) for word in told if len(word) > 2 and word not in named])


def on_topic(article: Article, topic: Topic) -> bool:
    """Whether an article is on the topic."""
    if takes_all(topic):
        return True
    text = tongues.glossed(f"{article.title or ''}\n{article.text}", article.language)
    return score(text, topic) >= _ON_TOPIC


def choose(articles: Sequence[Article], candidates: Sequence[Topic]) -> Topic | None:
    """The topic with a scope that fits more than half of the articles, and the most of them."""
    best: tuple[int, Topic] | None = None
    for topic in candidates:
        if not takes_all(topic):
            fitting = sum(on_topic(article, topic) for article in articles)
            if 2 * fitting > len(articles) and (best is None or fitting > best[0]):
                best = (fitting, topic)
    return best[1] if best else None


def off_topic(sentences: Sequence[Sentence], topic: Topic, language: str | None = "en") -> frozenset[int]:
    """Indices of an on-topic article's sentences whose paragraph has nothing to do with the topic.

    A paragraph is off the topic when it holds no term of it and shares no name with the paragraphs that do.
    """
    if takes_all(topic):
        return frozenset()
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    texts = {p: tongues.glossed(" ".join(s.text for s in held), language) for p, held in paragraphs.items()}
    fitting = {p for p, text in texts.items() if score(text, topic) > 0}
    known = names.keys(texts[p] for p in fitting)
    off = {
        p
        for p in texts
        if p not in fitting
        and names.find(texts[p])
        and not any(names.same(n.key, k) for n in names.find(texts[p]) for k in known)
    }
    return frozenset(s.index for p in off for s in paragraphs[p])


# A word of a section's title says more than one of its description; a sentence stays where the one before it stood
# unless half a word speaks against it.
_IN_TITLE, _STAYS = 3.0, 0.4
# What only tells when something happened says little of what happened.
_ASIDE = 0.1
_TIMES = frozenset("when after before while since until as once".split())


def section(statement: str, topic: Topic, *, before: str | None = None) -> str:
    """The id of the section that fits a statement best.

    `before` (that of the sentence before) on a tie, else the first.
    """
    if len(topic.sections) == 1:
        return topic.sections[0].id
    weights = _weighed(statement, topic)
    return max(weights, key=lambda key: weights[key] + _STAYS * (key == before))


def _weighed(statement: str, topic: Topic) -> dict[str, float]:
    """How well a statement fits each section, 0 where it has no word of it; in the order of the sections."""
    ids = [section.id for section in topic.sections]
    index = _index(tuple((s.title, s.about) for s in topic.sections))
    weights = dict.fromkeys(ids, 0.0)
    plain = statement[slice(*_main_part(statement))]
    main = terms(f"x {plain}") if plain != statement else None
    # In one order: what is added up in another may differ in its last digit.
    for term in sorted(terms(statement)):
        found = [index[form] for form in near(term.lstrip("#")) if form in index]
        if found:
            share = 1.0 if main is None or term in main else _ASIDE
            for place, key in enumerate(ids):
                weights[key] += share * max([weight[place] for weight in found])
    return weights


def _main_part(statement: str) -> tuple[int, int]:
    """Where a statement stands without what tells only when it was: "when the river burst through its dyke"."""
    start, end = 0, len(statement)
    told = clauses(statement)
    for clause in told:
        if clause.marker in _TIMES and clause.form == "finite":
            if any(c.form == "finite" and c.end <= clause.start + 1 for c in told):
                return start, clause.start
            start = clause.end
    return start, end


@lru_cache(maxsize=64)
def _index(sections: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[float, ...]]:
    """What each word, or one that stands for it, weighs for each section."""
    weights: dict[str, list[float]] = {}
    for each, texts in ((_IN_TITLE, [title for title, _ in sections]), (1.0, [about for _, about in sections])):
        forms = [frozenset(form for term in _claimed(text) for form in near(term)) for text in texts]
        for place, own in enumerate(forms):
            for form in own:
                # A term that several sections claim tells them apart less.
                weight = each / sum(form in other for other in forms)
                weights.setdefault(form, [0.0] * len(sections))[place] += weight
    return {form: tuple(found) for form, found in weights.items()}


@lru_cache(maxsize=1_024)
def _claimed(text: str) -> frozenset[str]:
    """The terms of a section's title or description, names and words alike."""
    return frozenset(t.lstrip("#") for t in terms(f"x {text}"))
