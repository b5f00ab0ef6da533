"""What a run would send and cost, without sending it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from briefing import material, prompts
from briefing.chunk import count
from briefing.extract import split
from briefing.material import Material
from briefing.model import host, payload, price
from briefing.options import Inputs, Options, keywords
from briefing.records.article import Article
from briefing.records.call import Request

# Of an untitled article so many characters show which one it is.
_BEGINNING = 60
# Of the articles so many are listed: with the rest they fit a screen of 40 lines.
_LISTED = 25
# What the later stages send, what comes back, and how many calls they are, as shares of the extract requests' tokens
# and calls: rounded up from the samples' recorded run, and only an estimate.
_LATER_PROMPTS, _REPLIES, _LATER_CALLS = 1.5, 1.0, 1.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run asks: `calls` that extract and their prompt `tokens` (o200k_base) are exact, the rest is estimated.

    What the cache holds already is not taken off.
    """

    model: str | None
    calls: int
    tokens: int

    def __str__(self) -> str:
        sent, received = self.tokens * (1 + _LATER_PROMPTS), self.tokens * _REPLIES
        calls, known = self.calls * (1 + _LATER_CALLS), price(self.model)
        cost = f"{known.of(sent, received):.2f} USD" if known else f"no price is known for the model {self.model}"
        return f"about {calls:,.0f} calls, {sent:,.0f} tokens sent and {received:,.0f} received; {cost}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read, a line each, and what a run would send first: the rendered extract requests.

    The later requests depend on the replies. `host` is where they would go, None without a model.
    """

    topic: str
    host: str | None
    estimate: Estimate
    read: tuple[str, ...]
    requests: tuple[tuple[str, Request], ...]

    def __str__(self) -> str:
        """In at most 40 lines."""
        more = len(self.read) - _LISTED
        return self._told([*self.read[:_LISTED], *([f"and {more:,} more, which -v lists"] if more > 0 else [])])

    @property
    def whole(self) -> str:
        """With every article and every request."""
        shown = (
            f"\n--- {path}: {_tokens(request)} tokens\n"
            + json.dumps(payload(self.estimate.model or "MODEL", request), ensure_ascii=False, indent=1)
            for path, request in self.requests
        )
        return "\n".join([self._told(self.read), *shown])

    def _told(self, read: list[str] | tuple[str, ...]) -> str:
        lines = [
            f"Articles: {len(self.read):,}. Topic: {self.topic}.",
            *(f"  {line}" for line in read),
            f"Extract: {self.estimate.calls:,} calls, {self.estimate.tokens:,} prompt tokens (o200k_base).",
        ]
        if self.host is None:
            return "\n".join([*lines, "No model is named: nothing would be sent. With --model NAME, this would be."])
        return "\n".join(
            [
                *lines,
                "Then, depending on the replies: calls that judge, that relate, that compose, and that judge again.",
                f"In all {self.estimate}.",
                f"They would go to {self.host} for the model {self.estimate.model}.",
            ]
        )


@keywords(Options)
def plan(inputs: Inputs, opts: Options) -> Plan:
    """What `generate` would ask first, without asking it: no network."""
    found = material.read(inputs, opts)
    requests = tuple((article.path or article.id, request) for article, request in _requests(found))
    every = (*found.articles, *(reading.article for reading in found.aside))
    where = host(opts.base_url) if opts.model else None
    return Plan(found.topic.title, where, estimate(found, opts), tuple(map(_as_read, every)), requests)


def estimate(found: Material, opts: Options) -> Estimate:
    """What a run on the material that was read asks."""
    tokens = [_tokens(request) for _, request in _requests(found)]
    name = opts.model if isinstance(opts.model, str) else getattr(opts.model, "name", None)
    return Estimate(name, len(tokens), sum(tokens))


def _requests(found: Material) -> Iterator[tuple[Article, Request]]:
    for reading in (*found.readings, *found.aside):
        for chunk in split(reading, found.topic):
            yield reading.article, prompts.extract_request(chunk, found.topic)


def _tokens(request: Request) -> int:
    return count(request.system) + count(request.user)


def _as_read(article: Article) -> str:
    """An article in a line: where it is from, what it says of itself, and how long it is."""
    where = (article.path or "an object") + (f" #{article.part}" if article.part else "")
    about = (article.title or f"“{' '.join(article.text[:_BEGINNING].split())}…”", article.publisher, article.published)
    stated = f" (stated by the manifest: {', '.join(article.stated)})" if article.stated else ""
    words = f"{len(article.text.split())} words"
    return f"{where}: {'; '.join(filter(None, (*about, article.language, words)))}{stated}"
