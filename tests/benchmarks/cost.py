"""What a run costs: calls, tokens and US dollars by stage, from a recording.

    python tests/benchmarks/cost.py [--replay samples/kfor-rutte/replies.jsonl]

Tokens are counted in o200k_base, of the requests (without their schemas) and of the replies, so that a recording whose
server gave no counts can be priced. Dollars are at the prices of `briefing/_data/prices.toml`, as if that model had
answered. The last line is how often the run waits: the longest chain of calls of which each needs the one before.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from briefing.cache import Replay
from briefing.chunk import count
from briefing.model import price
from briefing.pipeline import agenerate
from briefing.records.call import Completion, Request
from tests.runs import SAMPLES

MODELS = ("gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-4.1-mini")
# Seconds that each answer takes: far more than the run's own work between two waits.
DELAY = 0.5


class Counted:
    """A replay that counts, and answers late, so that what waits for what can be told."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self.name = replay.name
        self.calls: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.received: Counter[str] = Counter()
        self._ends: list[float] = []
        self.waves = 0
        self._wave_began = 0.0

    async def complete(self, request: Request, /) -> Completion:
        began = time.monotonic()
        if not self.waves or any(self._wave_began < end <= began for end in self._ends):
            self.waves += 1
            self._wave_began = began
        completion = await self._replay.complete(request)
        self.calls[request.prompt] += 1
        self.sent[request.prompt] += count(request.system) + count(request.user)
        self.received[request.prompt] += count(completion.text)
        await asyncio.sleep(DELAY)
        self._ends.append(time.monotonic())
        return completion


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replay", default=str(SAMPLES.parent / "replies.jsonl"))
    model = Counted(Replay(Path(parser.parse_args().replay)))
    asyncio.run(agenerate([SAMPLES], topic="kfor-rutte", as_of="2025-03-10", model=model))
    for name in model.calls:
        print(f"{name}: {model.calls[name]} calls, {model.sent[name]} tokens sent, {model.received[name]} received")
    sent, received = model.sent.total(), model.received.total()
    print(f"all: {model.calls.total()} calls, {sent} tokens sent, {received} received")
    for name in MODELS:
        known = price(name)
        assert known is not None
        print(f"{name}: {known.of(sent, received):.3f} USD")
    print(f"waits: {model.waves}")


if __name__ == "__main__":
    main()
