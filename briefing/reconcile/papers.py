"""An article as its claims are held against those of others: when it was published, and whom and what it names."""

from __future__ import annotations

import datetime

from briefing import names
from briefing.reconcile.lazy import lazy
from briefing.records.article import Article
from briefing.text import tongues

Key = tuple[str, ...]
_DAY = len("2025-03-11")


class Paper:
    """What the claims of an article share."""

    def __init__(self, article: Article) -> None:
        self.article = article
        given = article.published
        # The day of publication, where the article gives one.
        self.published = datetime.date.fromisoformat(given[:_DAY]) if given and len(given) >= _DAY else None

    @lazy
    def moment(self) -> tuple[str, str | None] | None:
        """Day and, where it is known, UTC time of publication, for putting reports in order."""
        given = self.article.published
        if self.published is None or given is None:
            return None
        if len(given) <= _DAY:
            return given, None
        when = datetime.datetime.fromisoformat(given.replace("Z", "+00:00"))
        if when.tzinfo is not None:
            when = when.astimezone(datetime.UTC)
        return self.published.isoformat(), when.strftime("%Y-%m-%dT%H:%M:%S")

    def names_before(self, end: int | None) -> frozenset[Key]:
        """The names of the title and of the text up to an offset; words of another language through the glossary."""
        article = self.article
        texts = (article.title or "", article.text[:end])
        return names.keys(tongues.glossed(text, article.language) for text in texts)

    @lazy
    def known(self) -> frozenset[Key]:
        """All names of the article and its title."""
        return self.names_before(None)

    @lazy
    def _words(self) -> frozenset[str]:
        """The words of its names and their initials: a name that is the same as one of them has one of these."""
        initials = (names.initials(key) for key in self.known if len(key) > 1)
        return frozenset(word for key in self.known for word in key).union(initials)

    def mentions(self, key: Key) -> bool:
        """Whether the article names it anywhere."""
        if key in self.known:
            return True
        if len(key) == 1:
            return key[0] in self._words
        if self._words.isdisjoint(key) and names.initials(key) not in self._words:
            return False
        return any(names.same(key, other) for other in self.known)
