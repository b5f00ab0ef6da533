"""Which claims may belong together: by their words, or by a model's embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.errors import EndpointError
from briefing.model import Asker
from briefing.model.embeddings import Embedder
from briefing.relate import Near
from briefing.similarity import Similarity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Two statements of one fact seldom have less in common, by words (0 to 1).
_CLOSE = 0.4
# By embeddings two statements are close when each is among so many nearest of the other: models differ in what their
# scores mean, but not in the order.
_NEAREST = 3
# Rows of the similarity matrix at one time: 256 by 30,000 claims are 30 MB.
_ROWS = 256


async def by_words(statements: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of statements that are close by their words."""
    return [(a, b) for a, b, _ in Similarity(statements).candidates(_CLOSE)]


def by_embeddings(embedder: Embedder, asker: Asker) -> Near:
    """Pairs of statements that are close by their vectors, in any language; by words where there are none."""

    async def near(statements: Sequence[str]) -> list[tuple[int, int]]:
        try:
            vectors = await embedder.vectors(statements)
        except EndpointError as error:
            asker.failed(error.code, f"{error} The articles' words were compared instead.")
            return await by_words(statements)
        return _mutual(vectors)

    return near


def _mutual(vectors: NDArray[np.float32]) -> list[tuple[int, int]]:
    import numpy as np

    nearest: list[set[int]] = []
    for start in range(0, len(vectors), _ROWS):
        scores = vectors[start : start + _ROWS] @ vectors.T
        scores[np.arange(len(scores)), np.arange(start, start + len(scores))] = -2
        nearest += [set(row[:_NEAREST].tolist()) for row in np.argsort(-scores, axis=1, kind="stable")]
    return [(a, b) for a, mine in enumerate(nearest) for b in sorted(mine) if a < b and a in nearest[b]]
