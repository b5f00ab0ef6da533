"""What each command costs before it has done anything: wall and CPU time of a process, the best of several.

python tests/benchmarks/startup.py [--runs 5]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = sorted((ROOT / "samples" / "kfor-rutte" / "articles").iterdir())[0]


def once(arguments: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "briefing", *arguments], cwd=ROOT, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        brief = str(Path(folder) / "brief.json")
        commands = {
            "--version": ["--version"],
            "generate --help": ["generate", "--help"],
            "topics": ["topics"],
            "generate, one article": ["generate", str(SAMPLE), "--no-model", "--quiet", "-o", brief],
            "verify, one article": ["verify", brief],
        }
        print(f"Python {sys.version.split()[0]}, best of {runs}")
        for name, arguments in commands.items():
            wall, cpu = map(min, zip(*(once(arguments) for _ in range(runs)), strict=True))
            print(f"{name:24} {1000 * wall:6.0f} ms, CPU {1000 * cpu:6.0f} ms")


if __name__ == "__main__":
    main()
