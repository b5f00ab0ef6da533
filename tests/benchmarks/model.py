"""What a language model gains on articles with a gold file: beside no model, and beside one plain prompt.

    python tests/benchmarks/model.py --base-url http://127.0.0.1:8080/v1 --model local
    python tests/benchmarks/model.py --replay samples/kfor-rutte/replies.jsonl --plain samples/kfor-rutte/plain.md
    python tests/benchmarks/model.py --base-url ... --model ... --articles DIR --gold FILE --topic NAME|FILE

The plain prompt is one call to the same endpoint with all articles in it. Its answer is split into sentences with the
numbers that they cite, as `briefing check` reads any draft; a sentence is *struck* when the gate finds no sentence of
the articles that carries it, or when it cites an article that does not say so. With `--plain FILE` the answer is read
from FILE, or written there when there is none; with `--replay` and a model, only the plain prompt is asked. A server on
a slow machine answers one call at a time: `--timeout` is that of one call.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.cache import Cache, cache_key
from briefing.check import Checked, check
from briefing.check.draft import Line, article_of, read
from briefing.ingest import ingest
from briefing.model import OpenAIModel
from briefing.pipeline import agenerate
from briefing.records.article import Article
from briefing.records.brief import Brief
from briefing.records.call import Completion, Request
from tests.benchmarks import scoring
from tests.benchmarks.scoring import Told

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "kfor-rutte"
PLAIN = (
    "Write a cited brief of these articles. Behind each sentence put the number of the article it is from, like [1]."
)
# The line that parts the answer, which is left as it came, from the list that tells what its numbers mean.
LISTED = "\n\n<!-- the numbers of the articles in the prompt, added by tests/benchmarks/model.py -->\n\n## Sources\n\n"


class Timed:
    """A model whose calls are timed; seconds by prompt."""

    def __init__(self, model: OpenAIModel) -> None:
        self._model = model
        self.name = model.name
        self.base_url = model.base_url
        self.seconds: Counter[str] = Counter()

    async def complete(self, request: Request, /) -> Completion:
        started = time.monotonic()
        try:
            return await self._model.complete(request)
        finally:
            self.seconds[request.prompt] += time.monotonic() - started


@dataclass(frozen=True)
class Run:
    """A brief, its recorded replies, and the seconds of the calls that were not in the cache."""

    brief: Brief
    replies: Sequence[dict[str, Any]] = ()
    seconds: Counter[str] = field(default_factory=Counter)

    def tokens(self, prompt: str | None = None) -> tuple[int, int]:
        """Tokens in and out of one prompt's calls, or of all; those that came from the cache count as well."""
        mine = [r for r in self.replies if prompt in (None, r["prompt"])]
        return sum(r["prompt_tokens"] or 0 for r in mine), sum(r["completion_tokens"] or 0 for r in mine)


async def run(arguments: argparse.Namespace, model: OpenAIModel | None, *, replay: Path | None = None) -> Run:
    """Make a brief by the function, and keep what was said."""
    options = {"topic": arguments.topic, "as_of": arguments.as_of, "replay": replay}
    timed = Timed(model) if model and not replay else None
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "replies.jsonl" if timed else replay
        if timed:
            options |= {"model": timed, "cache": arguments.cache, "record": record}
        brief = await agenerate(arguments.articles, **options)
        replies = [json.loads(line) for line in record.read_text("utf-8").splitlines()[1:]] if record else []
    return Run(brief, replies, timed.seconds if timed else Counter())


async def plain(arguments: argparse.Namespace, model: OpenAIModel | None, articles: Sequence[Article]) -> str | None:
    """The answer to the plain prompt, with its list of sources: from the file, the cache, or the endpoint."""
    if arguments.plain and arguments.plain.is_file():
        return arguments.plain.read_text("utf-8")
    if model is None:
        return None
    names = [" | ".join(filter(None, (a.title, a.publisher, (a.published or "undated")[:10]))) for a in articles]
    shown = "\n\n".join(f"[{n}] {name}\n{a.text}" for n, (name, a) in enumerate(zip(names, articles, strict=True), 1))
    request = Request("plain", "", f"{PLAIN}\n\n{shown}", {})
    with Cache(arguments.cache) as cache:
        key = cache_key(request, model.name, model.base_url)
        found = cache.get(key) or await _asked(request, model, arguments.timeout)
        cache.put(key, found)
    print(f"plain prompt: {found.prompt_tokens} tokens in, {found.completion_tokens} out, finish {found.finish}\n")
    listed = "\n".join(f"[{n}] {name}" for n, name in enumerate(names, 1))
    answer = f"<!-- {model.name}, unedited, to: {PLAIN} -->\n\n{found.text.strip()}{LISTED}{listed}\n"
    if arguments.plain:
        arguments.plain.write_text(answer, "utf-8")
    return answer


async def _asked(request: Request, model: OpenAIModel, timeout: float) -> Completion:
    import openai

    # The program's own client always sends a schema, and this prompt is to have none.
    async with openai.AsyncOpenAI(base_url=model.base_url, api_key="none", timeout=timeout, max_retries=0) as client:
        reply = await client.chat.completions.create(
            model=model.name, messages=[{"role": "user", "content": request.user}]
        )
    choice, usage = reply.choices[0], reply.usage
    return Completion(
        choice.message.content or "",
        "length" if choice.finish_reason == "length" else "stop",
        usage.prompt_tokens if usage else None,
        usage.completion_tokens if usage else None,
    )


@dataclass(frozen=True)
class Answer:
    """A plain answer read: its sentences that state something, each with its verdict and the articles it cites."""

    rows: Sequence[tuple[Line, Checked, Told, bool]]

    @property
    def kept(self) -> list[Told]:
        """What stands, cited, when the gate has struck the rest."""
        return [told for _, verdict, told, cited in self.rows if verdict.supported and cited]


def read_answer(draft: str, articles: Sequence[Article]) -> Answer:
    """Judge a plain answer, sentence by sentence."""
    found = read(draft)
    listed = {n: article_of(entry, articles) for n, entry in found.listed.items()}
    rows = []
    for line, verdict in zip(found.lines, check(draft, articles), strict=True):
        if verdict.supported is not None:
            cited = [a for n in line.cites if (a := listed.get(n))]
            # A sentence that cites nothing can still be held against all that was said.
            rows.append((line, verdict, scoring.of_answer(line.text, cited or articles), bool(cited)))
    return Answer(rows)


def column(gold: dict[str, Any], told: Sequence[Told], figures: Sequence[str], dates: str) -> dict[str, object]:
    """The figures that all three have."""
    vital, every = scoring.coverage(gold, (t.text for t in told), figures)
    return {
        "vital facts told": f"{vital:.3f}",
        "all facts told": f"{every:.3f}",
        "sentences": len(told),
        "words": sum(len(t.text.split()) for t in told),
        "with a figure that no cited text has": sum(bool(scoring.strange_figures(t, dates)) for t in told),
        "with a name that no cited article has": sum(bool(scoring.strange_names(t)) for t in told),
    }


def of_run(run: Run, gold: dict[str, Any], dates: str) -> dict[str, object]:
    """The figures of a brief, and of what of it is in the model's words."""
    brief, method, told = run.brief, run.brief.method, scoring.of_brief(run.brief)
    texts = {s.id: s.text for s in brief.sources}
    by_model = [t.text for t in told if t.wording == "model"]
    known = f"{dates} {' '.join(c.event_date or '' for c in brief.claims)}"
    share = method.claims_accepted / method.claims_proposed if method.claims_proposed else 0.0
    return column(gold, told, scoring.figures_of(brief), known) | {
        "vital facts told in the model's words": f"{scoring.coverage(gold, by_model)[0]:.3f}",
        "without a citation": sum(not t.quotes for t in told),
        "quotes that are not at their place": sum(
            texts[q.source_id][q.start : q.end] != q.quote for c in brief.claims for q in c.citations
        ),
        "claims accepted of those proposed": f"{method.claims_accepted} of {method.claims_proposed} ({share:.0%})",
        "items in the model's words, and verbatim": f"{method.items_by_model}, {method.items_verbatim}",
    }


def of_answer(answer: Answer, gold: dict[str, Any], dates: str) -> dict[str, object]:
    """The figures of the plain answer, as it came and when the gate has struck."""
    told = [t for _, _, t, _ in answer.rows]
    vital, _ = scoring.coverage(gold, (t.text for t in answer.kept))
    return column(gold, told, (), dates) | {
        "vital facts told in the model's words": f"{vital:.3f} when the gate has struck",
        "without a citation": sum(not cited for _, _, _, cited in answer.rows),
        "struck by the gate": sum(not verdict.supported for _, verdict, _, _ in answer.rows),
    }


def table(columns: dict[str, dict[str, object]]) -> Iterator[str]:
    """The columns as a Markdown table."""
    rows = dict.fromkeys(row for column in columns.values() for row in column)
    yield f"| | {' | '.join(columns)} |"
    yield "|---" * (1 + len(columns)) + "|"
    for row in rows:
        yield f"| {row} | {' | '.join(str(column.get(row, '')) for column in columns.values())} |"


def costs(run: Run) -> Iterator[str]:
    """Tokens and seconds, by prompt and an article."""
    articles = sum(source.on_topic for source in run.brief.sources)
    for prompt in dict.fromkeys(r["prompt"] for r in run.replies):
        calls = sum(r["prompt"] == prompt for r in run.replies)
        sent, said = run.tokens(prompt)
        yield f"{prompt}: {calls} replies, {sent} tokens in, {said} out, {run.seconds[prompt]:.0f} s of calls made now"
    sent, said = run.tokens()
    seconds = sum(run.seconds.values())
    yield f"an article ({articles} on the topic): {sent / articles:.0f} tokens in, {said / articles:.0f} out, "
    yield f"{seconds / articles:.0f} s of calls made now ({run.brief.method.cached} replies were not asked for)"


def refusals(run: Run) -> Iterator[str]:
    """Why proposals were refused, the commonest first."""
    counted = Counter((r.stage, r.reason.code) for r in run.brief.rejected if r.stage in ("gate", "compose", "merge"))
    for (stage, code), times in counted.most_common():
        yield f"{stage} {code}: {times}"


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url")
    parser.add_argument("--model")
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--plain", type=Path, help="where the plain prompt's answer is, or is to be written")
    parser.add_argument("--articles", type=Path, default=SAMPLES / "articles")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "data" / "kfor-rutte.gold.json")
    parser.add_argument("--topic", default="kfor-rutte")
    parser.add_argument("--as-of", default="2025-03-10")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "briefing-benchmark.sqlite3")
    parser.add_argument("--timeout", type=float, default=3600.0)
    arguments = parser.parse_args()
    if not arguments.replay and not arguments.model:
        parser.error("name --model and --base-url, or --replay")
    gold = json.loads(arguments.gold.read_text("utf-8"))
    model = None
    if arguments.model:
        model = OpenAIModel(arguments.model, base_url=arguments.base_url, timeout=arguments.timeout, concurrency=1)
    articles = ingest([str(arguments.articles)]).articles
    dates = " ".join([arguments.as_of, *(a.published or "" for a in articles)])
    try:
        with_model = await run(arguments, model, replay=arguments.replay)
        draft = await plain(arguments, model, articles)
    finally:
        if model:
            await model.aclose()
    columns = {
        "with the model": of_run(with_model, gold, dates),
        "without": of_run(await run(arguments, None), gold, dates),
    }
    if draft:
        answer = read_answer(draft, articles)
        columns["plain prompt"] = of_answer(answer, gold, dates)
    print("\n".join([*table(columns), "", *costs(with_model), "", *refusals(with_model)]))
    if draft:
        print()
        for line, verdict, _, _ in answer.rows:
            if not verdict.supported:
                print(f"struck: {line.text} {list(line.cites)}\n    {'; '.join(verdict.faults)}")


if __name__ == "__main__":
    asyncio.run(main())
