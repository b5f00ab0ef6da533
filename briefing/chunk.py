"""Tokens, and chunks of whole sentences that fit a prompt.

Tokens are counted with tiktoken and the o200k_base ranks that ship with the package: tiktoken by itself would download
them at first use, with no time-out.
"""

from __future__ import annotations

import gzip
from binascii import a2b_base64
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from briefing.records.article import Article, Chunk, Sentence

if TYPE_CHECKING:
    import tiktoken

# Of the ranks as OpenAI publishes them (MIT), https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken
RANKS_SHA256: Final = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
# How o200k_base splits text before merging, and its special tokens: tiktoken_ext/openai_public.py of tiktoken 0.14.
_PATTERN: Final = "|".join(  # noqa: FLY002  # the alternatives read one by one
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
_SPECIAL: Final = {"<|endoftext|>": 199999, "<|endofprompt|>": 200018}

# Other tokenizers need more tokens for the same text: cl100k_base 2 % more for English news, 19 % for Serbian in Latin
# script and 27 % for Albanian (and 63 % for Serbian in Cyrillic, whose chunks may so pass the budget).
_MARGIN: Final = 1.3
# Merging takes time quadratic in the length of a run without blanks, so long text is counted in pieces of this length.
_PIECE: Final = 20_000
# A sentence that needs more than this many budgets is no sentence (a table, a listing) and would overrun the context of
# a small model: it stands in no chunk, so the floor takes it.
_HARD_LIMIT: Final = 2


@cache
def encoder() -> tiktoken.Encoding:
    """Return the o200k_base encoding, from the shipped ranks; loaded once, at first use."""
    import tiktoken

    # Lines of a token in Base64 and its rank.
    words = gzip.decompress((files("briefing") / "_data" / "o200k_base.tiktoken.gz").read_bytes()).split()
    ranks = dict(zip(map(a2b_base64, words[::2]), map(int, words[1::2]), strict=True))
    return tiktoken.Encoding("o200k_base", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens=_SPECIAL)


def count(text: str) -> int:
    """Tokens of `text` in o200k_base. Text that looks like a special token counts as the text it is."""
    encode = encoder().encode_ordinary
    if len(text) <= _PIECE:
        return len(encode(text))
    return sum(len(encode(text[start : start + _PIECE])) for start in range(0, len(text), _PIECE))


def _tokens(text: str) -> int:
    return round(count(text) * _MARGIN)


def chunks(
    article: Article,
    sentences: Sequence[Sentence],
    *,
    budget: int,
    render: Callable[[Chunk], str],
    labels: int = 40,
) -> tuple[Chunk, ...]:
    """Whole sentences of one article, filled up to `budget` tokens of the rendered prompt and to `labels` sentences.

    `render` gives the whole prompt of a chunk. A sentence that passes the budget alone is a chunk of its own; one that
    passes it twice over is in no chunk.
    """
    lines = [_tokens(f"s{labels} {sentence.text}\n") for sentence in sentences]
    made: list[Chunk] = []
    start = 0
    while start < len(sentences):
        if lines[start] > _HARD_LIMIT * budget:
            start += 1
            continue
        chunk = _fill(article, sentences, lines, start, budget, labels, lambda chunk: _tokens(render(chunk)))
        made.append(chunk)
        start += len(chunk.sentences)
    return tuple(made)


def _fill(
    article: Article,
    sentences: Sequence[Sentence],
    lines: Sequence[int],
    start: int,
    budget: int,
    labels: int,
    size: Callable[[Chunk], int],
) -> Chunk:
    """Return the longest chunk from `start` that fits: rendered once for its frame, and again only to make sure."""

    def upto(end: int) -> Chunk:
        return Chunk(article, tuple(sentences[start:end]), sentences[start - 1] if start else None)

    end = start + 1
    total = size(upto(end))
    while end < len(sentences) and end - start < labels and total + lines[end] <= budget:
        total += lines[end]
        end += 1
    # The lines' tokens were added up one by one, each rounded; the prompt may need a few more as a whole. A straight
    # quotation mark it writes as a curly one.
    if total + labels <= budget and not any('"' in s.text for s in sentences[start:end]):
        return upto(end)
    while end > start + 1 and size(upto(end)) > budget:
        end -= 1
    return upto(end)
