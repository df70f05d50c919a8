"""All four documents over a made-up population: `batch --engine spark` in local mode beside `--engine polars`, step by step.

    python benchmarks/spark.py [--smoke] [--enterprises 100000] [--cores 2]

Once each: the same tables, partitions of the same size, results in Parquet. Seconds of wall time, seconds of processors (of this process,
Java and the Python workers together: the steadier figure on a busy machine), microseconds of processors for each row of the tables. The
last step is the way on which answers stay in Spark instead of being written by the workers. The last line says what the computation
is for each answer (a clause on an instance). Left out with a line where pyspark or Java is missing.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rulesdsl.batch.engine import Question, tops
from rulesdsl.batch.folder import open_results
from rulesdsl.batch.run import Options, run_batch
from rulesdsl.cli.main import main as command
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.spark.session import session, spark_is_missing
from rulesdsl.store import policy_root, read_files
from rulesdsl.tables.partitions import Tables, open_tables

LAST = "reading, kernel, writing"
SETTING = Setting(date(2018, 5, 1).toordinal(), None, 2017)


class Used(NamedTuple):
    """Seconds of wall time and of processors."""

    wall: float
    processor: float


def main() -> None:
    """Measure and print."""
    missing = spark_is_missing()
    if missing:
        print(f"benchmarks/spark.py: left out: {missing}")
        return
    smoke = "--smoke" in sys.argv
    count, cores = word("--enterprises", 50 if smoke else 100_000), word("--cores", 2)
    rows = 200 if smoke else 400_000
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        command(["synth", "--enterprises", str(count), "--out", str(work / "tables")])
        steps(work, cores, rows)


def word(name: str, otherwise: int) -> int:
    """A number from the command line."""
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else otherwise


def steps(work: Path, cores: int, rows: int) -> None:
    """Both engines over the same tables."""
    from rulesdsl.cli.explain import load_plan

    plan = load_plan(read_files(policy_root(None)))[0]
    assert plan is not None
    options = Options("", (), SETTING, rows=rows)
    polars, batch = timed(lambda: run_batch(plan, work / "tables", work / "polars", options)[0])
    assert batch is not None
    answered = open_results(work / "polars")[0]
    assert answered is not None
    answers = answered.select("条款").collect().height
    print(f"{platform.machine()}, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f}), local[{cores}]")
    print(f"{batch.manifest.rows} rows, {answers} answers, {batch.manifest.parts} partitions")
    show("--engine polars", polars, batch.manifest.rows)
    found = by_spark(plan, work, cores, batch.manifest.parts)
    for label, used in found.items():
        show(label, used, batch.manifest.rows)
    own, other = polars.processor * 1e6 / answers, found[LAST].processor * 1e6 / answers
    print(f"per answer: --engine polars {own:.2f} µs, {LAST} {other:.2f} µs of a processor")


def by_spark(plan: Plan, work: Path, cores: int, parts: int) -> dict[str, Used]:
    """The steps of `spark.run`, each by itself."""
    from rulesdsl.spark.from_folder import pack_folder
    from rulesdsl.spark.gathered import gathered
    from rulesdsl.spark.worker import ANSWERS_SCHEMA, REPORTS, to_folder, to_rows

    found: dict[str, Used] = {}
    start, before = time.perf_counter(), processors()
    with session(f"local[{cores}]", parts) as spark:
        spark.range(1).collect()
        found["start-up"] = Used(time.perf_counter() - start, processors() - before)
        tables = opened(plan, work)
        found["packing the folder"], packed = timed(lambda: pack_folder(spark, tables))
        question = Question(plan, (), SETTING, tops(plan, frozenset(tables.layouts)))
        found["keys: twice, two owners"], whole = timed(lambda: gathered(question, tables, packed, parts, spark))
        found["joins and exchange alone"], _ = timed(lambda: whole.frame.mapInArrow(counted, "rows bigint").collect())
        out = work / "spark"
        written = partial(to_folder, whole.task, str(out), "parquet", False, False)
        found[LAST], _ = timed(lambda: whole.frame.mapInArrow(written, REPORTS).collect())
        stay = whole.frame.mapInArrow(partial(to_rows, whole.task), ANSWERS_SCHEMA)
        found["the same as answers in Spark"], _ = timed(lambda: stay.write.parquet(str(work / "stay")))
    shutil.rmtree(work / "stay", ignore_errors=True)
    return found


def counted(batches: Any) -> Any:
    """Only take rows over."""
    import pyarrow

    yield pyarrow.RecordBatch.from_pydict({"rows": [sum(batch.num_rows for batch in batches)]})


def opened(plan: Plan, work: Path) -> Tables:
    """The tables of the population."""
    tables, problems = open_tables(plan, work / "tables", work / "working")
    assert tables is not None, problems
    return tables


def timed(call: Callable[[], Any]) -> tuple[Used, Any]:
    """What a call used, and its result."""
    start, before = time.perf_counter(), processors()
    result = call()
    return Used(time.perf_counter() - start, processors() - before), result


def processors() -> float:
    """Seconds of processors that this process and all that it started have used; its own only where there is no /proc."""
    if not Path("/proc/self/stat").exists():
        return time.process_time()
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
        used[int(path.parent.name)] = sum(map(int, fields[11:15]))
    family = {os.getpid()}
    while found := {child for child, parent in parents.items() if parent in family} - family:
        family |= found
    return sum(used[process] for process in family) / os.sysconf("SC_CLK_TCK")


def show(label: str, used: Used, rows: int) -> None:
    """One line of the table."""
    print(f"  {label:<30}{used.wall:>8.1f} s{used.processor:>8.1f} s{used.processor * 1e6 / rows:>10.1f} µs a row")


if __name__ == "__main__":
    main()
