"""LangExtract on the articles of `throughput.py`, run by an interpreter that has it; it is no part of the project.

    PYTHON tests/benchmarks/beside.py BASE_URL CONCURRENCY < articles.jsonl

Standard input has one article's text a line, as a JSON string. The settings favour it: an article is one chunk, and so
many chunks are handed out at a time as calls may be under way. Prints a JSON object: seconds, CPU seconds, facts found.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from importlib.metadata import version

# Longer than any of the articles: with the default, 1,000, each would be three calls.
ONE_CHUNK = 4_000


def main() -> None:
    import langextract as lx

    url, concurrency = sys.argv[1], int(sys.argv[2])
    texts = [json.loads(line) for line in sys.stdin]
    said = "Dockers walked out on Monday."
    facts = [lx.data.Extraction(extraction_class="fact", extraction_text=said)]
    config = lx.factory.ModelConfig(
        model_id="scripted",
        provider="OpenAILanguageModel",
        provider_kwargs={"api_key": "none", "base_url": url, "max_workers": concurrency},
    )

    def run(texts: list[str]) -> int:
        found = lx.extract(
            text_or_documents=[lx.data.Document(text=text) for text in texts],
            prompt_description="List the facts of the article, sentence by sentence, in its own words.",
            examples=[lx.data.ExampleData(text=said, extractions=facts)],
            config=config,
            max_char_buffer=ONE_CHUNK,
            max_workers=concurrency,
            batch_length=concurrency,
            show_progress=False,
        )
        return sum(e.char_interval is not None for document in found for e in document.extractions or ())

    # It warns that constraints are applied, and that this is as it should be.
    warnings.simplefilter("ignore")
    # What is loaded once is no cost of a call.
    run(texts[:2])
    wall, cpu = time.perf_counter(), time.process_time()
    facts_found = run(texts)
    told = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "facts": facts_found}
    print(json.dumps({**told, "version": version("langextract")}))


if __name__ == "__main__":
    main()
