"""A second run asks only what is new: one more article costs its own calls and those that it changes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import briefing
from tests.benchmarks.scale import articles
from tests.scripted import echo, lines_of, prompt_of
from tests.server import Server, serve


def made(number: int) -> tuple[list[briefing.Article], briefing.Article]:
    """So many articles, and one more."""
    *every, new = [article for article, _ in articles(number + 1, 1)]
    return every, new


def run(inputs: list[briefing.Article], server: Server, cache: Path) -> tuple[briefing.Brief, list[tuple[str, str]]]:
    """A brief, and what the server was asked for it: the prompt's name and the user part."""
    before = len(server.requests)
    brief = briefing.generate(
        inputs, topic="general", model="scripted", base_url=server.url, cache=cache, concurrency=8
    )
    return brief, [(prompt_of(r), r["messages"][-1]["content"]) for r in server.requests[before:]]


def test_one_more_article_asks_only_what_it_changes(tmp_path: Path) -> None:
    """Its extract calls, one that relates the claims, at most one that composes; the same run again asks nothing."""
    old, new = made(12)
    with serve(echo) as server:
        first, _ = run(old, server, tmp_path / "c.sqlite3")
        second, asked = run([*old[:5], new, *old[5:]], server, tmp_path / "c.sqlite3")
        assert run([*old[:5], new, *old[5:]], server, tmp_path / "c.sqlite3")[1] == []
    opening = new.text.split(".")[0]
    assert all(opening in user for prompt, user in asked if prompt == "extract")
    calls = Counter(prompt for prompt, _ in asked)
    assert calls["extract"] >= 1
    assert calls["relate"] == 1
    assert calls["compose"] <= 1
    assert second.method.calls == len(asked)
    assert second.method.cached >= first.method.calls - 2


class Told(Exception):  # noqa: N818  # what a user does who has read the line
    """The run is stopped at what it tells first."""


@pytest.mark.slow
def test_a_large_folder_says_what_it_costs_before_it_is_paid() -> None:
    """With more than 2,000 articles and a model, their number and the estimate are told before the first call."""
    towns = [f"{first}{last}" for first in "Var Sel Or Tarn Bra".split() for last in "na mek low da sk".split()]
    every = [
        briefing.Article(
            text=f"Convoy {n} reached {towns[n % len(towns)]} on Monday.", title=f"Convoy {n}", language="en"
        )
        for n in range(2_001)
    ]

    def stop(line: str) -> None:
        raise Told(line)

    with serve(echo) as server:
        options = {"topic": "general", "model": "gpt-5-mini", "base_url": server.url, "notice": stop}
        assert briefing.generate(every[:3], **options).method.calls
        calls = len(server.requests)
        with pytest.raises(Told) as told:
            briefing.generate(every, **options)
        assert len(server.requests) == calls
    line = str(told.value)
    assert line.startswith("2,001 articles are read: one brief of them is about 4,002 calls, ")
    assert re.search(r" received; \d\.\d\d USD, less what the cache holds\.", line)
    assert "one day or one topic at a time" in line


def test_articles_never_share_an_extract_prompt(tmp_path: Path) -> None:
    """A request for facts shows the sentences of one article, and what is the same for all requests stands first."""
    old, new = made(12)
    texts = [" ".join(article.text.split()) for article in [*old, new]]
    with serve(echo) as server:
        run([*old, new], server, tmp_path / "c.sqlite3")
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for request in server.requests:
        system, user = request["messages"]
        assert (system["role"], user["role"]) == ("system", "user")
        parts[prompt_of(request)].add(system["content"])
        if prompt_of(request) == "extract":
            lines = [text for _, text in lines_of(request)]
            assert sum(all(line in text for line in lines) for text in texts) == 1
    assert set(parts) >= {"extract", "relate", "compose"}
    assert all(len(static) == 1 for static in parts.values())
