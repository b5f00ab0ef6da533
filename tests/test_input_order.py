"""The order of the input, and how it is cut into files, change nothing but paths."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import briefing

TOPICS = Path(__file__).parent / "data" / "topics"
# Each example makes a brief of seven or eight articles, in about 0.2 s.
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def rows(topic):
    """The articles of a topic as schema.org rows."""
    found = []
    for path in sorted((TOPICS / topic / "articles").glob("*.txt")):
        raw = path.read_text("utf-8")
        head, text = raw.split("\n---\n", 1) if raw.startswith("---\n") else ("", raw)
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        row = {
            "headline": fields.get("title"),
            "publisher": fields.get("publisher"),
            "datePublished": fields.get("published"),
            "inLanguage": "en",
            "articleBody": text.strip(),
        }
        found.append({name: value for name, value in row.items() if value})
    return found


def made(folder, topic):
    """The brief of a folder, without paths and what belongs to the run."""
    brief = briefing.generate([folder], topic=str(TOPICS / topic / "topic.toml"), model=None).model_dump(mode="json")
    for source in [*brief["sources"], *brief["rejected"]]:
        source["path"] = None
    brief["generated_at"] = brief["method"]["seconds"] = None
    return brief


def write(folder, parts):
    """One JSON Lines file for each list of rows, named in the order given."""
    folder.mkdir()
    for number, part in enumerate(parts):
        text = "".join(json.dumps(row) + "\n" for row in part)
        (folder / f"{number:02}.jsonl").write_text(text, "utf-8")
    return folder


def cut(items, places):
    """A list in parts, cut at some places."""
    edges = [0, *sorted(places), len(items)]
    return [items[a:b] for a, b in itertools.pairwise(edges) if a < b]


@pytest.mark.parametrize("topic", ["rate", "tanker", "transfer"])
@FEW
@given(data=st.data())
def test_order_and_files_change_nothing_but_paths(topic, tmp_path_factory, data):
    """The same articles in another order, in one file or in several, make the same brief."""
    articles = rows(topic)
    order = data.draw(st.permutations(articles))
    places = data.draw(st.sets(st.integers(1, len(articles) - 1)))
    folder = tmp_path_factory.mktemp("order")
    one = made(write(folder / "one", [articles]), topic)
    other = made(write(folder / "other", cut(order, places)), topic)
    assert other == one
