"""From an edit to the answer: `rulesdsl check` in a new process, and a workspace that compiles again, for the four documents.

    python benchmarks/relink.py [--smoke]

Prints medians of wall milliseconds: processes with their ratio to bare Python, compilations with their ratio to a full one, each
measured in the same run. A compilation again gives new diagnostics and a new plan; every edit is of the files as shipped.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rulesdsl.pipeline import compile_files
from rulesdsl.workspace import Workspace

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "policies"
ITEM = "fujian/mz-2015-36/item-14.rule"
NOTICE = "fujian/mzb-2020-notice"

EDITS = {
    "a sentence on 闽政〔2015〕36号": (f"{NOTICE}/amend-36.rule", "“林业厅”修改为“林业局”，", ""),
    "a sentence on 闽政〔2016〕60号": (f"{NOTICE}/amend-60.rule", "“经信委”修改为“工信厅”", "“经信委”修改为“工信委”"),
    "a sentence on 闽政〔2017〕13号": (
        f"{NOTICE}/amend-13.rule",
        "“质监局”修改为“市场监管局”",
        "“质监局”修改为“市监局”",
    ),
    "a sentence on 闽政办〔2017〕29号": (f"{NOTICE}/amend-29.rule", "“国土厅”修改为“自然资源厅”，", ""),
    "a clause": (ITEM, "奖励 中标合同.金额 的 5%", "奖励 中标合同.金额 的 6%"),
}
"""By what is edited: the file, what stands there, what stands there then."""


def main() -> None:
    """Measure and print."""
    smoke = "--smoke" in sys.argv
    runs = 1 if smoke else 11
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of {runs}")
    processes(runs)
    again(runs)


def processes(runs: int) -> None:
    """Whole processes: the first check of all, one with nothing changed, one after a file was edited."""
    with tempfile.TemporaryDirectory() as place:
        cache, policies = Path(place) / "cache", Path(place) / "policies"
        shutil.copytree(POLICIES, policies)
        item, check = policies / ITEM, ["-m", "rulesdsl", "check", str(policies)]
        shipped = item.read_text(encoding="utf-8")

        def edit(number: int) -> None:
            item.write_text(f"# {number}\n{shipped}", encoding="utf-8")

        base = median(lambda _: None, lambda: process(["-c", "pass"], cache), runs)
        show("python -c pass", base, base)
        show(
            "check, nothing cached",
            median(lambda _: shutil.rmtree(cache, True), lambda: process(check, cache), runs),
            base,
        )
        show("check, nothing changed", median(lambda _: None, lambda: process(check, cache), runs), base)
        show("check, one file changed", median(edit, lambda: process(check, cache), runs), base)


def process(words: list[str], cache: Path) -> None:
    """Run one process to its end, well."""
    environment = {**os.environ, "RULESDSL_CACHE": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)


def again(runs: int) -> None:
    """Compilations in one process: full, of the same files, and after each of the edits."""
    found = sorted(path for path in POLICIES.rglob("*") if path.suffix in (".rule", ".txt"))
    files = {path.relative_to(POLICIES).as_posix(): path.read_text(encoding="utf-8") for path in found}
    full = median(lambda _: None, lambda: compile_files(files), max(1, runs // 3))
    show("a full compilation", full, full)
    workspace = Workspace()
    show("again, nothing changed", median(lambda _: None, lambda: workspace.compile(files), runs), full)
    for label, (file, old, new) in EDITS.items():
        assert old in files[file], (file, old)
        edited = files | {file: files[file].replace(old, new, 1)}
        took = median(lambda _: workspace.compile(files), lambda edited=edited: workspace.compile(edited), runs)
        show(f"again, {label} changed", took, full)


def median(prepare: Callable[[int], object], call: Callable[[], object], runs: int) -> float:
    """Median wall milliseconds of a call; each is prepared, and the first, which fills caches, doesn't count."""
    times = []
    for number in range(runs + 1):
        prepare(number)
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times[1:])


def show(label: str, value: float, base: float) -> None:
    """One line of the table."""
    print(f"{label:<56}{value:>9.1f} ms{value / base:>9.3f} ×")


if __name__ == "__main__":
    main()
