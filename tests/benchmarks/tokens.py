"""What the extract prompts cost: the tokens (o200k_base) that are sent for an article, beside the article's own.

    python tests/benchmarks/tokens.py

Over the samples, the topics of `tests/data` and made articles of about 2,300 characters. *Static* is the part that is
the same for all articles of a topic and stands first, so that a provider's prefix cache serves it. The schema of the
reply, which is the same for all requests, is not counted.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from briefing.chunk import count
from briefing.ingest import ingest
from briefing.options import Input
from briefing.plan import plan
from tests.benchmarks.scale import articles
from tests.runs import ROOT, SAMPLES, TOPICS


@dataclass
class Cost:
    """Tokens of an article, and of what is sent for it: the static part of each prompt, and the rest."""

    own: int = 0
    static: int = 0
    varying: int = 0


def costs(inputs: Sequence[Input], topic: str) -> list[Cost]:
    """The cost of each article that is on the topic."""
    found: defaultdict[str, Cost] = defaultdict(Cost)
    for key, _, body in plan(inputs, topic=topic).requests:
        system, user = (count(message["content"]) for message in json.loads(body)["messages"])
        found[key].static += system
        found[key].varying += user
    for article in ingest(inputs).articles:
        if (article.path or article.id) in found:
            found[article.path or article.id].own += count(article.text)
    return list(found.values())


def main() -> None:
    made = [article for article, _ in articles(200, 1)]
    sets: list[tuple[str, Sequence[Input], str]] = [
        ("made, 2,300 characters", made, "general"),
        ("made, with a long scope", made, str(ROOT / "tests/data/topics/flood/topic.toml")),
        ("samples/kfor-rutte", [str(SAMPLES)], "kfor-rutte"),
        *((folder.name, [str(folder / "articles")], str(folder / "topic.toml")) for folder in TOPICS),
    ]
    print("set                       articles  own tokens  static  sent / own  without static  worst")
    for name, inputs, topic in sets:
        found = costs(inputs, topic)
        own, static, varying = (sum(getattr(cost, part) for cost in found) for part in ("own", "static", "varying"))
        worst = max((cost.static + cost.varying) / cost.own for cost in found)
        print(f"{name:26}{len(found):8}{median(cost.own for cost in found):12.0f}", end="")
        print(
            f"{min(cost.static for cost in found):8}{(static + varying) / own:12.2f}{varying / own:16.2f}{worst:7.2f}"
        )


if __name__ == "__main__":
    main()
