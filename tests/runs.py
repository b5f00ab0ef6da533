"""Runs of the command and of the function, as the tests of faults, injection, interruption and re-checks share them."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from briefing import Brief
from briefing.pipeline import generate
from tests import warm
from tests.server import Script, Server, prompt_of

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

# Three articles by invented outlets: a toll that rises, a conflict, a denial, a variance, plans, gaps, speakers.
# `tests.scripted.FLOOD` is what a writer makes of them.
FLOOD_TEXTS = {
    "courier.txt": """---
title: Gate fails at the Orla dam
publisher: Lowland Courier
published: 2025-05-06
---
A steel gate of the Orla dam failed on Monday evening and flooded the lower part of the town of Vesk, the civil \
protection office said.

Four people were killed and eleven were injured, according to the director of the office, Marta Kolb.

About 2,300 residents of Vesk had left their homes by Tuesday morning.

Mayor Ilo Brandt told reporters in Vesk that the bridge on the Harn road would stay closed until Friday.

The dam, which was built in 1961, had been inspected in March (the last time by the operator, Orla Power).

Orla Power has not said why the gate failed.

Engineers are expected to lower the lake by 6 metres before Thursday.

The interior ministry sent 140 soldiers and 22 boats to the valley on Tuesday.

Insurance experts put the damage at more than 30 million crowns.

Schools in Vesk and in the neighbouring town of Harn are closed, the ministry of education said.
""",
    "radio.txt": """---
title: Toll rises in Vesk as search goes on
publisher: Radio Vesk
published: 2025-05-07
---
Six people are now known to have been killed by the flood in Vesk, the civil protection office said on Wednesday.

Marta Kolb, who leads the office, said that two people were still missing in the district of Lower Vesk.

Orla Power said on Wednesday that a bolt of the gate had broken.

The trade union of the dam's workers said that the operator had put off repairs twice, in 2023 and in 2024.

Orla Power denied that repairs had been put off.

Prime Minister Teo Marin will visit the valley on Thursday, his office in Karst announced.

Rain of up to 40 millimetres is expected in the valley on Friday, according to the weather service.

Drinking water in Harn is safe, but residents of Vesk should boil theirs, the health office said.

It is not known how many cars were swept away.
""",
    "post.txt": """---
title: Red Crescent counts those who fled Vesk
publisher: Delta Post
published: 2025-05-07
---
More than 2,000 people have fled Vesk since a gate of the Orla dam failed on Monday evening, the Red Crescent said.

The government in Karst has put 5 million crowns aside for the town, Finance Minister Ada Lund said.

Farmers in the valley lost some 900 animals, the chamber of agriculture in Harn said.

The bridge on the Harn road will open again on Saturday, the roads office said.

Divers from three countries have joined the search for the missing, among them a team of 12 from Norvania.

Former minister Emil Sand said that the state had sold the dam too cheaply in 2009.
""",
}


def placed(folder: Path, articles: Mapping[str, str]) -> Path:
    """A folder with some articles, given by their files' names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def port(folder: Path) -> Path:
    """A folder with the two articles on the port."""
    return placed(folder, PORT)


def flood(folder: Path) -> Path:
    """A folder with the three articles on the flood."""
    return placed(folder, FLOOD_TEXTS)


def article(title: str, publisher: str, published: str | None, *lines: str) -> str:
    """An article as a file holds it, a line a paragraph."""
    day = f"published: {published}\n" if published else ""
    body = "\n\n".join(lines)
    return f"---\ntitle: {title}\npublisher: {publisher}\n{day}---\n{body}\n"


def command(
    *arguments: object, stdin: str | bytes = b"", timeout: float = 90, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run `briefing` in a process of its own; one that hangs, or lets a key out, fails the test."""
    done = warm.run(
        list(map(str, arguments)),
        stdin if isinstance(stdin, bytes) else stdin.encode(),
        {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "NO_COLOR": "1", **env},
        cwd,
        timeout,
    )
    keys = [value.encode() for name, value in env.items() if name.endswith("_API_KEY") and value]
    if keys:
        _no_key(
            keys, done.stdout + done.stderr, [cwd, *(Path(str(a)).parent for a in arguments if isinstance(a, Path))]
        )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def _no_key(keys: list[bytes], streams: bytes, folders: list[Path | None]) -> None:
    """Fail where a key of the run stands in its output, or in a file of the test's own folders."""
    assert not any(key in streams for key in keys), "the key was printed"
    mine = {folder for folder in folders if folder is not None and folder.is_relative_to(tempfile.gettempdir())}
    for path in (path for folder in mine for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not any(key in content for key in keys), f"the key stands in {path}"


def made(folder: Path, **options: Any) -> Brief:
    """A brief by the function, on the general topic unless another is named."""
    return generate([folder], **{"topic": "general", **options})


def run(endpoint: Callable[[Script], Server], script: Script, folder: Path, **options: Any) -> tuple[Brief, Server]:
    """A brief from a server of its own, and that server; no request was in a form that it refuses."""
    server = endpoint(script)
    brief = made(folder, **{"model": "scripted", "base_url": server.url, "api_key": "k", **options})
    assert server.refused == []
    return brief, server


def asked(server: Server, *names: str) -> list[dict[str, Any]]:
    """The requests for some prompts, in the order in which they came."""
    return [request for request in server.requests if prompt_of(request) in names]


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
