"""Tokens and chunks: counted offline, whole sentences, nothing lost, within the budget."""

import gzip
import hashlib
import socket
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.chunk import RANKS_SHA256, chunks, count, encoder
from briefing.records.article import Article, Chunk, Sentence

ARTICLE = Article(text="")
FRAME = "a frame of some words around it\n"


def sentences(texts: list[str]) -> list[Sentence]:
    return [Sentence("a", n, 0, 0, len(text), text) for n, text in enumerate(texts)]


def render(chunk: Chunk) -> str:
    lines = (f"s{n} {sentence.text}" for n, sentence in enumerate(chunk.sentences, start=1))
    return FRAME + "\n".join(lines)


def test_the_shipped_ranks_are_openais():
    """The ranks in the package are byte for byte those that OpenAI publishes."""
    data = (files("briefing") / "_data" / "o200k_base.tiktoken.gz").read_bytes()
    assert hashlib.sha256(gzip.decompress(data)).hexdigest() == RANKS_SHA256


def test_counting_needs_no_network(monkeypatch):
    """The encoding loads and counts with every socket forbidden."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    encoder.cache_clear()
    assert count("hello world") == 2


def test_tokens_are_those_of_o200k_base():
    """Known texts have the token numbers that OpenAI's own encoding gives them."""
    assert encoder().encode("hello world") == [24912, 2375]
    assert encoder().decode([24912, 2375]) == "hello world"
    assert encoder().n_vocab == 200019


def test_special_tokens_in_a_text_are_text():
    """A text that spells a special token is counted, not refused, and not taken for the token."""
    assert count("<|endoftext|>") > 1


def test_a_long_run_without_blanks_is_counted_in_time():
    """A megabyte without a blank is counted (merging takes time quadratic in a run's length)."""
    assert count("a" * 1_000_000) > 10_000


@given(st.text())
def test_any_text_can_be_counted(text):
    """Whatever the text, it has at least one token unless it is empty, and never more than its bytes."""
    assert bool(text) <= count(text) <= len(text.encode())


@given(
    st.lists(st.text(alphabet="abc de.", min_size=1, max_size=200), max_size=30),
    st.integers(min_value=20, max_value=200),
    st.integers(min_value=1, max_value=10),
)
def test_chunks_hold_every_sentence_once_in_order(texts, budget, labels):
    """Chunks cover what is not overlong, once and in order; each fits the budget or is a single sentence."""
    every = sentences(texts)
    made = chunks(ARTICLE, every, budget=budget, labels=labels, render=render)
    covered = [sentence for chunk in made for sentence in chunk.sentences]
    left = [sentence for sentence in every if sentence not in covered]
    assert covered == [sentence for sentence in every if sentence in covered]
    assert all(count(sentence.text) > budget for sentence in left)
    for chunk in made:
        assert 1 <= len(chunk.sentences) <= labels
        assert len(chunk.sentences) == 1 or count(render(chunk)) <= budget


def test_chunks_are_filled():
    """A chunk ends only where the next sentence would pass the budget or the labels."""
    every = sentences(["Some ten words stand in this sentence, more or less so."] * 30)
    made = chunks(ARTICLE, every, budget=200, render=render)
    for chunk, after in pairwise(made):
        wider = Chunk(ARTICLE, (*chunk.sentences, after.sentences[0]), None)
        assert 1.31 * count(render(wider)) > 200
    assert [len(chunk.sentences) for chunk in chunks(ARTICLE, every, budget=5000, labels=12, render=render)] == [
        12,
        12,
        6,
    ]


def test_a_prompt_that_adds_to_each_line_still_fits():
    """Where a rendered line costs more than its sentence, chunks are cut back until the whole prompt fits."""

    def wordy(chunk: Chunk) -> str:
        return FRAME + "\n".join(f"Here follows one more sentence: {s.text} That was it." for s in chunk.sentences)

    made = chunks(ARTICLE, sentences(["A sentence of no great length."] * 60), budget=200, render=wordy)
    assert sum(len(chunk.sentences) for chunk in made) == 60
    assert all(75 < count(wordy(chunk)) <= 200 for chunk in made[:-1])


def test_the_lead_is_the_sentence_before():
    """The first chunk has no lead, each other one the last sentence of the chunk before it."""
    made = chunks(ARTICLE, sentences(list("abcde")), budget=5000, labels=2, render=render)
    assert [chunk.lead.text if chunk.lead else None for chunk in made] == [None, "b", "d"]


@pytest.mark.parametrize(("words", "kept"), [(130, True), (260, False)])
def test_overlong_sentences(words, kept):
    """A sentence over the budget is a chunk of its own; one over twice the budget is left to the floor."""
    every = sentences(["Short.", "word " * words, "Short too."])
    made = chunks(ARTICLE, every, budget=100, render=render)
    shown = [[sentence.index for sentence in chunk.sentences] for chunk in made]
    assert shown == ([[0], [1], [2]] if kept else [[0], [2]])


def test_an_article_is_not_rendered_for_every_sentence():
    """Rendering stays a few times a chunk, so a long article is no quadratic work."""
    rendered = 0

    def counting(chunk: Chunk) -> str:
        nonlocal rendered
        rendered += 1
        return render(chunk)

    made = chunks(ARTICLE, sentences(["A sentence of no great length."] * 400), budget=300, render=counting)
    assert len(made) > 5
    assert rendered <= 3 * len(made)
