"""What several tests share."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from tests.server import Script, Server, serve

# A busy machine is slow now and then; how fast the code is, the benchmarks tell.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

# A shell lets its background jobs ignore Ctrl-C, and so would the commands that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    """No test sees a developer's key, model or proxy."""
    for name in ("BRIEFING_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def endpoint() -> Iterator[Callable[[Script], Server]]:
    """Start servers: `endpoint(script)` gives one that runs until the test ends."""
    with ExitStack() as running:
        yield lambda script: running.enter_context(serve(script))
