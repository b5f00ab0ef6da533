"""How good a judge is on labelled pairs that nobody here wrote, and whether the planted controls tell it.

    python tests/benchmarks/judge.py aggrefact PATH/aggrefact.jsonl --carried DIR [--sample 100] [--seed 1]
    python tests/benchmarks/judge.py summedits PATH/summedits_news.json --model NAME --base-url URL

The sets are read where they lie: LLM-AggreFact's refined sample (S1s-Z/FaithLens, benchmarks/data/aggrefact.jsonl),
SummEdits' news (salesforce/factualNLG, data/summedits/summedits_news.json), WiCE's claims (ryokamoi/wice,
data/entailment_retrieval/claim/test.jsonl), Breaking NLI (BIU-NLP/Breaking_NLI), and pairs in the project's own form
(tests/data/gate-blind.jsonl). A sample has as many supported pairs as others, drawn with the seed.

With `--carried` nobody is asked: requests are written to DIR as text, and replies are read from the files of the same
name with the suffix .json, once somebody has put them there.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from briefing import askers
from briefing.chunk import count
from briefing.errors import EndpointError
from briefing.judge import Judge, Pair, Verdict
from briefing.options import options_of
from briefing.records.article import Article
from briefing.records.call import Completion, Request
from briefing.text.sentences import sentences


@dataclass(frozen=True)
class Labelled:
    """A pair, and whether people say that the evidence carries the statement."""

    pair: Pair
    supported: bool


def _pair(statement: str, evidence: str | list[str], **more: Any) -> Pair:
    if isinstance(evidence, str):
        evidence = [line.text for line in sentences(Article(id="a", text=evidence))]
    return Pair(statement, tuple(evidence), lines=tuple(evidence), **more)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _aggrefact(path: Path) -> Iterator[Labelled]:
    for each in _lines(path):
        yield Labelled(_pair(each["statement"], "\n".join(each["reference_documents"])), each["label"] == "S")


def _summedits(path: Path) -> Iterator[Labelled]:
    for each in json.loads(path.read_text(encoding="utf-8")):
        yield Labelled(_pair(each["summary"], each["doc"]), str(each["label"]) == "1")


def _wice(path: Path) -> Iterator[Labelled]:
    for each in _lines(path):
        context = tuple(filter(None, (each["meta"]["claim_title"], each["meta"]["claim_section"])))
        yield Labelled(_pair(each["claim"], each["evidence"], context=context), each["label"] == "supported")


def _breaking(path: Path) -> Iterator[Labelled]:
    for each in _lines(path):
        yield Labelled(_pair(each["sentence2"], [each["sentence1"]]), each["gold_label"] == "entailment")


def _own(path: Path) -> Iterator[Labelled]:
    for each in _lines(path):
        more = {
            "context": tuple(each["context"]),
            "reported": each["published"],
        }
        yield Labelled(_pair(each["statement"], each["evidence"], **more), each["faithful"])


SETS: Mapping[str, Callable[[Path], Iterator[Labelled]]] = {
    "aggrefact": _aggrefact,
    "summedits": _summedits,
    "wice": _wice,
    "breaking": _breaking,
    "own": _own,
}


class Carried:
    """A model whose requests and replies are files."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self._folder = name, folder
        self.wanting = 0
        self.tokens = 0
        folder.mkdir(parents=True, exist_ok=True)

    async def complete(self, request: Request, /) -> Completion:
        text = f"{request.system}\n\n=====\n\n{request.user}\n\n===== reply with JSON of this schema\n"
        path = self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
        self.tokens += count(request.system) + count(request.user)
        if (reply := path.with_suffix(".json")).exists():
            return Completion(reply.read_text(encoding="utf-8"))
        path.write_text(text + json.dumps(request.schema), encoding="utf-8")
        self.wanting += 1
        raise EndpointError(f"{reply} is not there yet.", code="carried")


def sample(every: list[Labelled], size: int, seed: int) -> list[Labelled]:
    """Half of them supported and half of them not, as far as there are so many."""
    drawn = random.Random(seed)  # noqa: S311
    kinds = [[each for each in every if each.supported is truth] for truth in (True, False)]
    return [each for kind in kinds for each in drawn.sample(kind, min(size // 2, len(kind)))]


def table(labelled: list[Labelled], verdicts: Mapping[Pair, Verdict]) -> str:
    """What the judge let in and refused, and the mean of its shares of right answers on either kind."""
    heard = [(each, verdicts[each.pair].holds) for each in labelled if each.pair in verdicts]
    true = [held for each, held in heard if each.supported]
    false = [held for each, held in heard if not each.supported]
    if not true or not false:
        return f"{len(heard)} of {len(labelled)} answered: nothing to count yet"
    recall, let_in = sum(true) / len(true), sum(false) / len(false)
    return (
        f"{len(heard)} of {len(labelled)} answered; supported passed {sum(true)} of {len(true)} ({recall:.1%}), "
        f"others let in {sum(false)} of {len(false)} ({let_in:.1%}), "
        f"balanced accuracy {(recall + 1 - let_in) / 2:.3f}"
    )


async def _run(given: argparse.Namespace) -> None:
    labelled = sample(list(SETS[given.set](given.path)), given.sample, given.seed)
    carried = Carried(given.carried, given.model or "carried") if given.carried else None
    opts = options_of("check", model=carried or given.model, base_url=given.base_url, timeout=given.timeout)
    async with AsyncExitStack() as stack:
        asked = askers.opened(opts, stack)
        if asked is None:
            raise SystemExit("Name a judge: --model NAME and --base-url URL, or --carried DIR.")
        judge = Judge(asked.judge)
        verdicts = await judge.verdicts([each.pair for each in labelled])
    print(f"{given.set}: {table(labelled, verdicts)}")
    score = judge.score
    print(
        f"controls: caught {score.false_caught} of {score.false_planted} false, passed {score.true_passed} of "
        f"{score.true_planted} true: {'trusted' if score.trusted else 'not trusted'}"
    )
    if carried:
        print(f"{carried.tokens:,} tokens sent; {carried.wanting} requests in {given.carried} have no reply")
    if given.show:
        for each in labelled:
            if (said := verdicts.get(each.pair)) is not None and said.holds is not each.supported:
                print(f"\n{'true' if each.supported else 'false'}: {each.pair.statement}\n  said: {said}")


def main() -> None:
    """Measure one judge on one set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("--timeout", type=float, default=600)
    parser.add_argument("--carried", type=Path)
    parser.add_argument("--show", action="store_true", help="print the pairs on which the judge and the labels differ")
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
