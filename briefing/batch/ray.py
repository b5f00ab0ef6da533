"""The engine that asks from a Ray cluster, by Ray Data: its actors, its back-pressure, our client in each of them.

Ray is the extra `ray`. No key travels over Ray's channels: each machine takes the key from its own environment.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Final

from briefing.batch.run import Engine, Result, ask
from briefing.errors import UsageError
from briefing.model import OpenAIModel
from briefing.records.call import Request

# Calls under way in one actor: one core can drive some hundred, and a rate limit is met by each actor alone.
_CALLS: Final = 32
# So many requests are held at once, some 100 MB.
_HELD: Final = 10_000
# Ray's sockets stand below it, and the path of a socket has at most 104 bytes (macOS) or 107 (Linux).
_PLACE: Final = "/tmp"  # noqa: S108  # a folder of ours in it


class _Sender:
    """An actor that asks with our own client: its limiter, its retries, Retry-After."""

    def __init__(self, model: str, key_name: str, options: dict[str, Any]) -> None:
        self._model = OpenAIModel(model, api_key=os.environ.get(key_name), **options)

    async def __call__(self, row: dict[str, str]) -> dict[str, str]:
        """Ask the request in a row."""
        key, schema = row.pop("key"), json.loads(row.pop("schema"))
        return asdict(await ask(self._model, key, Request(**row, schema=schema)))


def cluster(
    model: str, base_url: str | None, *, timeout: float, concurrency: int, key_name: str, address: str | None
) -> Engine:
    """The engine that asks `model` from the Ray cluster at `address`; None starts one on this machine for the run.

    `key_name` is the environment variable that holds the key on each machine of the cluster. Raises `UsageError` where
    Ray is not installed or no cluster can be reached.
    """
    calls = min(_CALLS, concurrency)
    arguments = (model, key_name, {"base_url": base_url, "timeout": timeout, "concurrency": calls})

    async def engine(pending: Iterable[tuple[str, Request]]) -> AsyncIterator[Result]:
        rows = ({"key": key, **asdict(request), "schema": json.dumps(request.schema)} for key, request in pending)
        with _connected(address) as data:
            most = -(-concurrency // calls)
            pool = data.ActorPoolStrategy(min_size=1, max_size=most, max_concurrent_calls_per_actor=calls)
            while held := list(islice(rows, _HELD)):
                # A block a request: Ray hands on, and asks anew after the loss of a machine, whole blocks only.
                blocks = data.from_items(held, override_num_blocks=len(held))
                found = iter(blocks.map(_Sender, fn_constructor_args=arguments, compute=pool).iter_rows())
                # In a thread, so that Ctrl-C is heard meanwhile.
                while row := await asyncio.to_thread(next, found, None):
                    yield Result(**row)

    return engine


@contextmanager
def _connected(address: str | None) -> Iterator[Any]:
    """Ray Data with a cluster behind it, silent and with no word to its makers; the environment is put back."""
    options: dict[str, Any] = {"address": address, "log_to_driver": False, "logging_level": logging.CRITICAL}
    with tempfile.TemporaryDirectory(dir=_PLACE, ignore_cleanup_errors=True) as folder, ExitStack() as ending:
        ending.callback(os.environ.update, dict(os.environ))
        ending.callback(os.environ.clear)
        os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
        if address is None:
            # Ray's ports are open to the network, so a cluster of ours wants a token from whoever calls.
            os.environ |= {"RAY_TMPDIR": folder, "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
            options |= {"address": "local", "include_dashboard": False}
        try:
            with _muted():
                import ray
                import ray.data

                logging.getLogger("ray.data").setLevel(logging.CRITICAL)
                ray.init(**options)
        except ImportError as error:
            raise UsageError("no Ray here. Install it from the program's folder: pip install '.[ray]'") from error
        except (OSError, RuntimeError, ValueError) as error:
            way = "Start it (ray start --head), or name none." if address else "Mend that, or leave --engine ray out."
            raise UsageError(
                f"the Ray cluster at {address or 'this machine'} does not start ({error}). {way}"
            ) from error
        ending.callback(ray.shutdown)
        ray.data.DataContext.get_current().enable_progress_bars = False
        yield ray.data


@contextmanager
def _muted() -> Iterator[None]:
    """Nothing goes to standard error: Ray's C++ code tells there which level its log has, at any level."""
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
