"""How well `briefing.similarity` says whether two sentences say the same; no model, no download.

    python tests/benchmarks/similarity.py --sts FILE                 Pearson correlation with human scores
    python tests/benchmarks/similarity.py --ecb CORPUS MENTIONS      area under the ROC curve
    python tests/benchmarks/similarity.py --scale SENTENCES          time, memory and planted pairs found

`--background` leaves the sentences at hand out of the weights (`pair` instead of `Similarity`). FILE has a score and
two sentences a line, tab-separated. CORPUS and MENTIONS are those of ECB+: over all pairs of sentences from different
documents of one topic that both have an event mention, positive when they share a chain. What was tried stands in
README.md.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from briefing.similarity import Similarity, pair

# The corpus stands as tokens with spaces between; these are the joints that the printed text did not have.
_SPACED = (
    (re.compile(r"(?<=\d) ([,.]) (?=\d{3}\b)"), r"\1"),
    (re.compile(r" (['’]s\b|n't\b|[,.;:!?%)])"), r"\1"),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
)


def scores(pairs: list[tuple[str, str]], *, background: bool) -> list[float]:
    """Score each pair, among the sentences of all pairs or by the background alone."""
    if background:
        return [pair(a, b) for a, b in pairs]
    index = {text: i for i, text in enumerate(dict.fromkeys(text for two in pairs for text in two))}
    similarity = Similarity(list(index))
    return [similarity.score(index[a], index[b]) for a, b in pairs]


def pearson(path: Path, *, background: bool = False) -> float:
    """Correlation of closeness and human score over the pairs of an STS file."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    found = scores([(row[1], row[2]) for row in rows], background=background)
    return float(np.corrcoef([float(row[0]) for row in rows], found)[0, 1])


def same_event_pairs(corpus: Path, mentions: Path) -> tuple[list[tuple[str, str]], list[bool]]:
    """Read the pairs of sentences that the measure is over, and which of them share an event chain."""
    words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for line in corpus.read_text("utf-8").splitlines():
        if line:
            document, sentence, _, token, *_ = line.split("\t")
            words[document, int(sentence)].append(token)
    chains: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for mention in json.loads(mentions.read_text("utf-8")):
        chains[mention["doc_id"], mention["sent_id"]].add(mention["coref_chain"])
    texts = {}
    for key in sorted(chains.keys() & words.keys()):
        text = " ".join(words[key])
        for joint, closed in _SPACED:
            text = joint.sub(closed, text)
        texts[key] = text
    pairs, same = [], []
    for a, b in combinations(texts, 2):
        if a[0] != b[0] and a[0].partition("_")[0] == b[0].partition("_")[0]:
            pairs.append((texts[a], texts[b]))
            same.append(bool(chains[a] & chains[b]))
    return pairs, same


def area(found: list[float], positive: list[bool]) -> float:
    """Area under the ROC curve: how often a positive pair scores above a negative one, ties counting half."""
    value, truth = np.array(found), np.array(positive)
    order = np.sort(value)
    ranks = (np.searchsorted(order, value) + np.searchsorted(order, value, side="right") + 1) / 2
    count = int(truth.sum())
    return float((ranks[truth].sum() - count * (count + 1) / 2) / (count * (len(value) - count)))


def auc(corpus: Path, mentions: Path, *, background: bool = False) -> float:
    """Area under the ROC curve of closeness for "shares an event"."""
    pairs, same = same_event_pairs(corpus, mentions)
    return area(scores(pairs, background=background), same)


def planted(count: int, seed: int = 0) -> tuple[list[str], list[tuple[int, int]]]:
    """`count` or one more made-up sentences of 20 words, and the pairs of which one rewrites the other.

    Words are made up: the common ones follow Zipf's law and are the shorter the more common. A rewrite moves
    the head of the sentence to its end, loses a word and replaces up to four.
    """
    draw = random.Random(seed)  # noqa: S311  # nothing secret
    syllables = ["ka", "ro", "mi", "lo", "ne", "sa", "tu", "vi", "be", "do", "gar", "len"]
    vocabulary = ["".join(draw.choices(syllables, k=2 + rank // 500)) for rank in range(3_000)]
    rates = [1 / (rank + 10) for rank in range(len(vocabulary))]
    names = ["".join(draw.choices(syllables, k=3)).title() for _ in range(30_000)]
    sentences: list[str] = []
    pairs = []
    while len(sentences) < count:
        words = draw.choices(vocabulary, rates, k=20)
        for _ in range(draw.randint(1, 3)):
            words[draw.randrange(1, 20)] = names[min(int(draw.paretovariate(0.6)), len(names) - 1)]
        sentences.append(" ".join(words))
        if draw.random() < 0.2:
            for other in draw.choices(vocabulary, rates, k=4):
                words[draw.randrange(1, 20)] = other
            del words[draw.randrange(1, 20)]
            cut = draw.randrange(3, 10)
            pairs.append((len(sentences) - 1, len(sentences)))
            sentences.append(" ".join(words[:1] + words[cut:] + words[1:cut]))
    return sentences, pairs


def scale(count: int, minimum: float) -> None:
    """Print what candidates among `count` sentences cost, and how many of the planted pairs are found."""
    sentences, pairs = planted(count)
    before = time.process_time()
    similarity = Similarity(sentences)
    ready = time.process_time()
    found = {(i, j) for i, j, _ in similarity.candidates(minimum)}
    done = time.process_time()
    close = [two for two in pairs if similarity.score(*two) >= minimum]
    print(f"sentences {len(sentences)}, minimum {minimum}, Python {sys.version.split()[0]}")
    print(f"prepare {ready - before:.2f} s, candidates {done - ready:.2f} s", end="; ")
    print(f"{(done - before) / count * 1e6:.0f} µs a sentence")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"planted {len(pairs)}, of them that close {len(close)}, found {sum(two in found for two in close)}")
    print(f"other pairs {len(found - set(pairs))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--sts", type=Path, metavar="FILE")
    what.add_argument("--ecb", type=Path, nargs=2, metavar=("CORPUS", "MENTIONS"))
    what.add_argument("--scale", type=int, metavar="SENTENCES")
    parser.add_argument("--background", action="store_true", help="weights from the background alone")
    parser.add_argument("--minimum", type=float, default=0.35, help="closeness of the candidates that --scale asks for")
    arguments = parser.parse_args()
    if arguments.sts:
        print(f"Pearson {pearson(arguments.sts, background=arguments.background):.4f}")
    elif arguments.ecb:
        print(f"AUC {auc(*arguments.ecb, background=arguments.background):.4f}")
    else:
        scale(arguments.scale, arguments.minimum)


if __name__ == "__main__":
    main()
