"""What a run would send, without sending it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from briefing import material, prompts
from briefing.chunk import count
from briefing.extract import split
from briefing.model import OpenAIModel, payload, price
from briefing.options import Inputs, Options, keywords
from briefing.records.article import Article

# Of an untitled article so many characters show which one it is.
_BEGINNING = 60
# What came back and what the later stages sent, as shares of the extract prompts' tokens: rounded up from the samples'
# recorded run, and only an estimate.
_LATER_PROMPTS, _REPLIES = 1.5, 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read, a line each, and what a run would send first: the rendered extract requests.

    The later requests depend on the replies. `usd` is an estimate for all of them, None where the price is not known.
    """

    model: str | None
    host: str | None
    articles: int
    topic: str
    requests: tuple[tuple[str, int, str], ...]
    read: tuple[str, ...]
    usd: float | None

    def __str__(self) -> str:
        tokens = sum(n for _, n, _ in self.requests)
        cost = "" if self.usd is None else f" At the price of {self.model} about {self.usd:.2f} USD in all."
        head = [
            f"Articles: {self.articles}. Topic: {self.topic}.",
            *(f"  {line}" for line in self.read),
            f"Extract: {len(self.requests)} calls, {tokens} prompt tokens (o200k_base).",
            f"Then, depending on the replies: calls that judge, that relate, that compose, and that judge again.{cost}",
            f"They would go to {self.host} for the model {self.model}."
            if self.model
            else "No model is named: nothing would be sent. With --model NAME, this would be:",
        ]
        return "\n".join([*head, *(f"\n--- {name}: {tokens} tokens\n{text}" for name, tokens, text in self.requests)])


@keywords(Options)
def plan(inputs: Inputs, opts: Options) -> Plan:
    """What `generate` would ask first, without asking it: no network."""
    found = material.read(inputs, opts)
    name = opts.model if isinstance(opts.model, str) else getattr(opts.model, "name", None)
    requests = []
    for reading in (*found.readings, *found.aside):
        for chunk in split(reading, found.topic):
            request = prompts.extract_request(chunk, found.topic)
            body = json.dumps(payload(name or "MODEL", request), ensure_ascii=False, indent=1)
            tokens = count(request.system) + count(request.user)
            requests.append((reading.article.path or reading.article.id, tokens, body))
    host = OpenAIModel(name, base_url=opts.base_url, api_key=None).host if name else None
    every = (*found.articles, *(reading.article for reading in found.aside))
    sent, known = sum(n for _, n, _ in requests), price(name)
    usd = known.of(sent * (1 + _LATER_PROMPTS), sent * _REPLIES) if known else None
    return Plan(name, host, len(every), found.topic.title, tuple(requests), tuple(map(_as_read, every)), usd)


def _as_read(article: Article) -> str:
    """An article in a line: where it is from, what it says of itself, and how long it is."""
    where = (article.path or "an object") + (f" #{article.part}" if article.part else "")
    about = (article.title or f"“{' '.join(article.text[:_BEGINNING].split())}…”", article.publisher, article.published)
    stated = f" (stated by the manifest: {', '.join(article.stated)})" if article.stated else ""
    words = f"{len(article.text.split())} words"
    return f"{where}: {'; '.join(filter(None, (*about, article.language, words)))}{stated}"
