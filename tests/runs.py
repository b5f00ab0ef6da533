"""Runs of the command and of the function, as the tests of faults, injection, interruption and re-checks share them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.pipeline import generate
from briefing.records.brief import Brief

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "kfor-rutte" / "articles"
TOPICS = sorted((ROOT / "tests" / "data" / "topics").iterdir())
SHARED = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
SEEDS = SHARED / "eval" / "seeds"

# Two articles by invented outlets: a fact that both have, a number, a plan, an unconfirmed report, a speaker.
PORT = {
    "ledger.txt": """---
title: Dockers walk out at Port Calder
publisher: Calder Ledger
published: 2025-05-06
---
Dockers at Port Calder walked out on Monday over night shifts.

About 310 dockers have stopped work, the union said. Its chair, Ida Voss, is expected to meet the port authority on \
Saturday.

Twelve ships wait in the roads outside the port. The authority has not confirmed reports that two of them carry grain.
""",
    "post.txt": """---
title: Port strike enters second day
publisher: Coast Post
published: 2025-05-07
---
Dockers at Port Calder walked out on Monday, and the strike entered its second day on Tuesday.

More than 300 dockers are on strike, the port authority said. Mayor Tomas Brandt asked both sides to talk.

The union rejected an offer of 4 percent more pay, the Coast Post has learned.
""",
}


def port(folder: Path) -> Path:
    """A folder with the two articles on the port."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PORT.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def command(
    *arguments: object, stdin: str | bytes = b"", timeout: float = 90, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run `briefing` in a process of its own; one that hangs fails the test."""
    done = subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "NO_COLOR": "1", **env},
        timeout=timeout,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def made(folder: Path, **options: Any) -> Brief:
    """A brief by the function, on the general topic unless another is named."""
    return generate([folder], **{"topic": "general", **options})


def loaded(path: Path) -> Brief:
    """The brief in a JSON file."""
    return Brief.model_validate_json(path.read_text("utf-8"))


def said(brief: Brief | Mapping[str, Any]) -> dict[str, Any]:
    """What a brief tells the reader and on what grounds: all but when and how it was made and what was refused."""
    body = json.loads(brief.model_dump_json()) if isinstance(brief, Brief) else dict(brief)
    return {key: value for key, value in body.items() if key not in ("generated_at", "method", "rejected")}


def printed(brief: Brief) -> str:
    """Every word that a reader of the brief sees: not what was refused, nor the articles' texts around the quotes."""
    body = said(brief)
    hidden = ("text", "text_sha256", "prefix", "suffix")
    body["sources"] = [{k: v for k, v in s.items() if k not in hidden} for s in body["sources"]]
    for record in body["claims"]:
        record["citations"] = [{k: v for k, v in c.items() if k not in hidden} for c in record["citations"]]
    return json.dumps(body, ensure_ascii=False)
