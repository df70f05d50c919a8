"""The command on large tables: four documents over a million made-up enterprises, and the twelve clauses over ten million rows.

    python benchmarks/batch.py [--smoke] [--enterprises 1000000] [--rows 10000000] [--folder DIR]

Parquet in and out, 5 % of the facts missing, every clause's outcome, reason, interval and payers as the long table. Each runs in a process
of its own; told are wall and processor seconds, the peak of its resident memory, rows in and out, and the size of the results.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
from _table import write_tables

DAY = ("--claim-date", "2018年5月1日", "--accounting-year", "2017年")
COMMAND = (sys.executable, "-m", "rulesdsl.cli.main")
WORKLOAD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from columns import SETTING, WORKLOAD
from one_case import load
from rulesdsl.batch.run import Options, run_batch
batch, problems = run_batch(load(WORKLOAD)[1], Path(sys.argv[2]), Path(sys.argv[3]), Options("", (), SETTING))
sys.exit(batch is None)
"""
"""What the command does once its rules are read: the workload is no document that could be checked."""


def main() -> None:
    """Make the tables, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--enterprises", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", help="where the tables and results go; else a temporary folder")
    options = parser.parse_args()
    enterprises, rows = (500, 500) if options.smoke else (options.enterprises, options.rows)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        tables, out = Path(folder) / "tables", Path(folder) / "out"
        subprocess.run([*COMMAND, "synth", "--enterprises", str(enterprises), "--out", str(tables)], check=True)
        measure(
            f"four documents, {enterprises} enterprises × 3 projects",
            [*COMMAND, "batch", str(tables), "--out", str(out), *DAY],
            tables,
            out,
        )
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        tables, out = Path(folder) / "tables", Path(folder) / "out"
        tables.mkdir()
        write_tables(tables, rows, nulls=True)
        here = str(Path(__file__).parent)
        measure(f"workload W, {rows} rows", [sys.executable, "-c", WORKLOAD, here, str(tables), str(out)], tables, out)


def measure(label: str, command: list[str], tables: Path, out: Path) -> None:
    """One line for one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    assert os.waitstatus_to_exitcode(status) == 0, label
    scale = 1024 if sys.platform == "linux" else 1
    rows_in = sum(pl.scan_parquet(path).select(pl.len()).collect().item() for path in tables.glob("*.parquet"))
    rows_out = pl.scan_parquet(out / "明细" / "*.parquet").select(pl.len()).collect().item()
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(
        f"{label}: {wall:.0f} s wall, {used.ru_utime + used.ru_stime:.0f} s of processors, peak {used.ru_maxrss * scale / 1e6:.0f} MB, "
        f"{rows_in:,} rows in, {rows_out:,} out, {size / 1e6:.0f} MB of results"
    )


if __name__ == "__main__":
    main()
