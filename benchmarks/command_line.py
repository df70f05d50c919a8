"""Whole processes: `rulesdsl explain` and `rulesdsl check`, with and without the cache, beside a Python that does nothing.

    python benchmarks/command_line.py [--smoke]

Prints medians of wall milliseconds and the ratio to bare Python in the same run. A wheel install starts a little faster than an
editable one, whose finder costs some milliseconds.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASE = str(ROOT / "policies/fujian/examples/tech-upgrade.yaml")
POLICIES = str(ROOT / "policies")


def main() -> None:
    """Measure and print."""
    runs = 1 if "--smoke" in sys.argv else 21
    with tempfile.TemporaryDirectory() as cache:
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of {runs}")
        base = median(["-c", "pass"], cache, runs)
        explain = ["-m", "rulesdsl", "explain", CASE, "--policies", POLICIES]
        show("python -c pass", base, base)
        show("explain, no cache", median(explain, cache, max(1, runs // 4), fresh=True), base)
        show("explain, text", median(explain, cache, runs), base)
        show("explain, json", median([*explain, "--format", "json"], cache, runs), base)
        show(
            "check, no cache", median(["-m", "rulesdsl", "check", POLICIES], cache, max(1, runs // 4), fresh=True), base
        )
        show("check, nothing changed", median(["-m", "rulesdsl", "check", POLICIES], cache, runs), base)


def median(words: list[str], cache: str, runs: int, *, fresh: bool = False) -> float:
    """Median wall milliseconds of one process; the first, which fills caches, does not count unless `fresh`."""
    environment = {**os.environ, "RULESDSL_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    times = []
    for number in range(runs + 1):
        if fresh:
            for entry in Path(cache).rglob("*.json"):
                entry.unlink()
        start = time.perf_counter()
        code = subprocess.run(
            [sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, cwd=ROOT, check=False
        ).returncode
        assert code == 0, words
        if number:
            times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def show(label: str, value: float, base: float) -> None:
    """One line of the table."""
    print(f"{label:<28}{value:>9.0f} ms{value / base:>8.1f} ×")


if __name__ == "__main__":
    main()
