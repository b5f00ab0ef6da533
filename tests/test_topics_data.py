"""The gold files say only what the articles beside them say, so that a figure measured on them means something."""

import html
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[\"“A-ZËÇ0-9])|\n+")


@dataclass(frozen=True)
class Case:
    """A folder of articles, its gold and its topic file."""

    name: str
    articles: Path
    gold: Path
    topic: Path


def cases() -> list[Case]:
    """Find the samples and every folder of `tests/data/topics`."""
    sample = ROOT / "samples" / "kfor-rutte" / "articles"
    topic = ROOT / "prompts" / "topics" / "kfor-rutte.toml"
    samples = Case("kfor-rutte", sample, DATA / "kfor-rutte.gold.json", topic)
    folders = sorted((DATA / "topics").iterdir())
    return [samples, *(Case(f.name, f / "articles", f / "gold.json", f / "topic.toml") for f in folders)]


def read(path: Path) -> list[str]:
    """Read the running text of each article in `path`, by means that owe nothing to the program under test."""
    raw = path.read_text("utf-8")
    if path.suffix in {".json", ".jsonl"}:
        rows = [json.loads(raw)] if path.suffix == ".json" else [json.loads(line) for line in raw.splitlines()]
        return [row["articleBody"] for row in rows]
    if path.suffix == ".html":
        shown = re.sub(r"<p class=\"machine-note\".*?</p>", "", raw)
        return [html.unescape("\n".join(re.findall(r"<p>(.*?)</p>", shown)))]
    return [re.sub(r"\A---\n.*?\n---\n", "", raw, flags=re.S)]


def files(case: Case) -> dict[str, list[str]]:
    """Read the articles of a case, by the stem of their file."""
    return {path.stem: read(path) for path in sorted(case.articles.iterdir())}


def stated(fact: dict, sentence: str) -> bool:
    """Tell whether one sentence states a gold fact, by the scorer's rule."""
    holds = all(re.search(pattern, sentence, re.I) for pattern in fact["all"])
    return holds and not any(re.search(pattern, sentence, re.I) for pattern in fact.get("none", []))


every_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


@every_case
def test_each_gold_fact_stands_in_one_sentence(case):
    """Each gold fact is stated by at least one sentence of the articles."""
    sentences = [s for texts in files(case).values() for text in texts for s in SENTENCE_END.split(text)]
    gold = json.loads(case.gold.read_text("utf-8"))
    missing = [fact["id"] for fact in gold["nuggets"] if not any(stated(fact, s) for s in sentences)]
    assert not missing


@every_case
def test_gold_disagreements_stand_in_different_articles(case):
    """The two sides of a gold disagreement stand in two different articles."""
    texts = [text.lower() for parts in files(case).values() for text in parts]
    gold = json.loads(case.gold.read_text("utf-8"))
    for left, right in gold["conflicts"] + gold["updates"] + gold["variances"]:
        with_left = {i for i, text in enumerate(texts) if left.lower() in text}
        with_right = {i for i, text in enumerate(texts) if right.lower() in text}
        assert with_left, left
        assert with_right, right
        assert len(with_left | with_right) > 1, (left, right)


@every_case
def test_off_topic_strings_stand_in_one_article_only(case):
    """A string that may not leak stands in the off-topic article, or in a page's boilerplate, and nowhere else."""
    by_stem = {stem: "\n".join(parts).lower() for stem, parts in files(case).items()}
    gold = json.loads(case.gold.read_text("utf-8"))
    homes = {stem for stem, text in by_stem.items() for word in gold["off_topic"] if word.lower() in text}
    assert len(homes) == 1
    raw = "".join(path.read_text("utf-8") for path in case.articles.glob("*.html"))
    bodies = [text for stem, text in by_stem.items() if not (case.articles / f"{stem}.html").exists()]
    for word in gold["never"]:
        assert word in raw
        assert not any(word.lower() in body for body in bodies), word


@every_case
def test_same_origin_pairs_name_files(case):
    """Each pair of one origin names two files of the folder."""
    stems = files(case)
    gold = json.loads(case.gold.read_text("utf-8"))
    assert gold["same_origin"]
    for pair in gold["same_origin"]:
        assert len({*pair}) == 2
        assert set(pair) <= stems.keys()


@every_case
def test_repeated_facts_can_be_found(case):
    """Each pattern for a repeated fact matches some article, so that it can count a repetition."""
    text = "\n".join(part for parts in files(case).values() for part in parts)
    gold = json.loads(case.gold.read_text("utf-8"))
    assert [pattern for pattern in gold["duplicates"] if not re.search(pattern, text, re.I)] == []


@every_case
def test_topic_files_are_complete(case):
    """A topic file has a title, a scope and sections with id, title and about, and ids are unique."""
    topic = tomllib.loads(case.topic.read_text("utf-8"))
    assert topic["title"]
    assert topic["scope"]
    ids = [section["id"] for section in topic["sections"]]
    assert 2 <= len(set(ids)) == len(ids)
    assert all(section["title"] and section["about"] for section in topic["sections"])
