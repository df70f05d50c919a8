"""The notice of 2020 over a made-up province: how long `rulesdsl impact` takes, and how much memory, beside one batch of the same tables.

    python benchmarks/impact.py [--smoke] [--enterprises 100000]

A process each, so that memory is its own; the tables are made first and don't count.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DAY = ["--claim-date", "2021年3月1日", "--accounting-year", "2020年"]


def main() -> None:
    """Measure and print."""
    enterprises = _asked()
    with tempfile.TemporaryDirectory() as folder:
        tables = str(Path(folder) / "tables")
        run("synth", "--enterprises", str(enterprises), "--years", "2016至2020", "--out", tables)
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {enterprises} enterprises"
        )
        show("batch, every clause", run("batch", tables, "--out", str(Path(folder) / "out"), *DAY))
        out = str(Path(folder) / "report.json")
        whole = ["impact", tables, "--format", "json", "--out", out]
        show("impact, without the notice", run(*whole, "--without", "2020年12月4日", *DAY))
        show("impact, one document's part", run(*whole, "--without", "60号", *DAY))
        show("impact, two days", run(*whole, "--before", "2020年12月3日", "--after", "2020年12月4日", *DAY[2:]))
        show("impact, a reading", run(*whole, "--reading-after", "增量与什么相比=比上一年", *DAY))


def _asked() -> int:
    if "--smoke" in sys.argv:
        return 200
    return int(sys.argv[sys.argv.index("--enterprises") + 1]) if "--enterprises" in sys.argv else 100_000


def run(*words: str) -> float:
    """Wall seconds of one process."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "rulesdsl", *words]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def show(name: str, seconds: float) -> None:
    """One line; the memory is the most that any process took so far."""
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{name:<30}{seconds:8.1f} s   at most {most} MB so far")


if __name__ == "__main__":
    main()
