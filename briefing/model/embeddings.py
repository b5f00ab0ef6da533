"""Vectors of texts, from an endpoint's `/embeddings`."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from briefing.cache import Cache, normal_url
from briefing.errors import UsageError
from briefing.model.endpoint import session, whom
from briefing.records.call import Completion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Texts in one request: all servers take so many, and a claim has some forty tokens.
_BATCH: Final = 128


class Embedder:
    """A model that embeds, at the address where the writer is served; vectors are kept in the cache as replies are.

    Raises `UsageError` where numpy is not installed.
    """

    def __init__(
        self, name: str, *, base_url: str | None, api_key: str | None, timeout: float, cache: Cache | None
    ) -> None:
        try:
            import numpy  # noqa: F401  # only to see whether it is there
        except ImportError as error:
            raise UsageError(
                "An embedding model needs numpy. Install it from the program's folder: pip install '.[embeddings]'"
            ) from error
        self.name = name
        self._base_url = base_url
        self._timeout = timeout
        self._cache = cache
        self._endpoint = whom(name, base_url, api_key)

    async def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of unit length for each text. Raises `EndpointError`."""
        import numpy as np

        kept = {text: self._kept(text) for text in texts}
        missing = [text for text, vector in kept.items() if vector is None]
        batches = [missing[start : start + _BATCH] for start in range(0, len(missing), _BATCH)]
        for batch, found in zip(batches, await self._asked(batches), strict=True):
            for text, vector in zip(batch, found, strict=True):
                kept[text] = vector
                if self._cache is not None:
                    self._cache.put(self._cache_key(text), Completion(json.dumps(vector)), self.name)
        rows = np.array([kept[text] for text in texts], np.float32).reshape(len(texts), -1)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: NDArray[np.float32] = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
        return unit

    def _cache_key(self, text: str) -> str:
        parts = ("embedding", self.name, normal_url(self._base_url), text)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _kept(self, text: str) -> list[float] | None:
        found = self._cache.get(self._cache_key(text)) if self._cache is not None else None
        return json.loads(found.text) if found is not None else None

    async def _asked(self, batches: Sequence[Sequence[str]]) -> list[list[list[float]]]:
        if not batches:
            return []
        async with session(self._endpoint, self._base_url, self._timeout) as client:
            async with asyncio.timeout(self._timeout * len(batches)):
                replies = [await client.embeddings.create(model=self.name, input=list(batch)) for batch in batches]
        try:
            return [_ordered(reply, len(batch)) for reply, batch in zip(replies, batches, strict=True)]
        except (ValueError, TypeError, AttributeError) as error:
            raise self._endpoint.strange(str(error)).error from None


def _ordered(reply: Any, count: int) -> list[list[float]]:  # noqa: ANN401  # the SDK's type is loaded when used
    """The vectors in the order of their texts. Raises `ValueError` where some are missing."""
    rows = {int(row.index): [float(x) for x in row.embedding] for row in reply.data}
    if sorted(rows) != list(range(count)) or len({len(row) for row in rows.values()}) != 1:
        raise ValueError(f"{len(rows)} vectors came for {count} texts")
    return [rows[n] for n in range(count)]
