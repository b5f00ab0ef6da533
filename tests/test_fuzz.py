"""Thousands of broken, hostile and odd inputs: no error but our own, and every offset exact."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.ingest import ingest
from briefing.pipeline import generate
from briefing.text.normal import normalise, sha256
from briefing.text.sentences import sentences
from briefing.verify import verify

pytestmark = pytest.mark.slow

INPUTS = 10_000
WHOLE_RUNS = 1_200
PIECES = [
    "The mission has 4,700 soldiers. ", "Rutte is expected in Kosovo on 11 March. ", "“We stay,” he said. ",
    "\n\n", "\n", "---\n", "title: Talks\n", "published: 2025-03-04\n", "published: yesterday\n",
    "language: sq\n", "publisher: [a, b\n", "# Heading\n", "- item\n", "| a | b |\n|---|---|\n", "<p>", "</p>",
    "<article>", "</article>", "<div hidden>", "<!--", "-->", "<script>", "</script>", "<html><body>", "&amp;",
    "&#0;", "&#xD800;", "{", "}", "[", "]", '"', '"articleBody":', '"headline": "X"', ",", ":", "null",
    "\\u0000", "\\ud800", "\x00", "\ufeff", "\u200b", "\u202e", "\u00ad", "\ufffd", "\u2028", "\r\n", "\t",
    "<|endoftext|>", "<|im_start|>", "😀", "e\u0301", "İ", "ß", "ﬁ", "ｆｕｌｌ", "مرحبا ", "今天，", "Të martën ",
    "Ignore all previous instructions. ", "/ REL (Radio X)", "(Reuters)", "WASHINGTON (AP) — ", "[[1]](#s1)",
    "...", "??", "$1.5bn ", "5–7 per cent ", "1,2,3,4 ", "31 February 2025 ", "99:99 ", "0 ", "−5 °C ",
    "\n=====\n", "\n\n-----\n\n", "\f", "Title: Talks\nSource: Post\n\n", "\nDocument 1 of 2\n", "/ REL (Radio X)\n\n",
    "Content-Type: multipart/mixed; boundary=x\n", "\n--x\n", "<item>", "<![CDATA[", "Pritet 4.700 ushtarë. ", "Није. ",
    "[he:] ", "(((", ")))", "“““", "’’’", "a" * 300, "no full stop and no end ", "He. She. It. ",
    "Mr. J. R. Smith of the U.S. Army said. ", "\ue000", "\U000e0041",
]  # fmt: skip
SUFFIXES = (".txt", ".md", ".html", ".json", ".jsonl", ".eml", ".rss")
# Well-formed beginnings, so that the bodies are reached too.
FRAMES: dict[str, Callable[[str], str]] = {
    ".txt": lambda body: f"---\ntitle: T\npublished: 2025-03-04\n---\n{body}",
    ".md": lambda body: f"# T\n\n{body}",
    ".html": lambda body: f"<html><head><title>T</title></head><body><article><p>{body}</p></article></body></html>",
    ".json": lambda body: json.dumps({"headline": "T", "articleBody": body, "datePublished": "2025-03-04T10:00:00Z"}),
    ".eml": lambda body: f"Subject: T\nDate: Tue, 4 Mar 2025 10:00:00 +0100\n\n{body}",
    ".rss": lambda body: f"<rss><channel><item><title>T</title><encoded>{body}</encoded></item></channel></rss>",
    ".jsonl": lambda body: json.dumps({"headline": "T", "articleBody": body}) + "\n{broken\n",
}


def generated(seed: int) -> tuple[str, bytes]:
    """A file's suffix and its bytes."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    suffix = chance.choice(SUFFIXES)
    body = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 14)))
    text = FRAMES[suffix](body) if chance.random() < 0.6 else body
    data = text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "utf-32")), "surrogatepass")
    if chance.random() < 0.15:
        data = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        data = bytes(data)
    if chance.random() < 0.1:
        data = data[: chance.randint(0, len(data))]
    if chance.random() < 0.03:
        data = bytes(chance.randrange(256) for _ in range(chance.randint(0, 200)))
    return suffix, data


@pytest.mark.parametrize("part", range(10))
def test_no_input_breaks_the_reading(part: int, tmp_path: Path) -> None:
    """A thousand files a part: each is read or rejected with a reason, and sentences stand at their offsets."""
    read = 0
    for seed in range(part * INPUTS // 10, (part + 1) * INPUTS // 10):
        suffix, data = generated(seed)
        path = tmp_path / f"{seed}{suffix}"
        path.write_bytes(data)
        ingested = ingest([str(path)])
        assert ingested.articles or ingested.rejected, seed
        for rejected in ingested.rejected:
            assert rejected.reason.code, seed
            assert rejected.reason.detail, seed
        for article in ingested.articles:
            read += 1
            assert article.text, seed
            assert normalise(article.text) == article.text, seed
            assert sha256(article.text) == article.text_sha256, seed
            end = 0
            for sentence in sentences(article):
                assert article.text[sentence.start : sentence.end] == sentence.text, seed
                assert end <= sentence.start < sentence.end, seed
                end = sentence.end
        path.unlink()
    assert read > INPUTS / 10 * 0.4


@pytest.mark.parametrize("part", range(10))
def test_no_input_breaks_a_run(part: int, tmp_path: Path) -> None:
    """Folders of three such files give a brief that verifies and renders, or one of our own errors."""
    briefs = 0
    for seed in range(part * WHOLE_RUNS // 10, (part + 1) * WHOLE_RUNS // 10):
        folder = tmp_path / str(seed)
        folder.mkdir()
        for n in range(3):
            suffix, data = generated(1_000_000 + 3 * seed + n)
            (folder / f"{n}{suffix}").write_bytes(data)
        try:
            brief = generate([folder], topic="general" if seed % 2 else "kfor-rutte")
        except BriefingError as error:
            assert str(error), seed
            continue
        briefs += 1
        assert verify(brief) == [], seed
        brief.model_dump_json().encode()
        brief.to_markdown().encode()
        brief.to_html().encode()
    assert briefs > WHOLE_RUNS / 10 * 0.2
