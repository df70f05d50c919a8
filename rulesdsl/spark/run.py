"""A folder of tables through Spark into a folder of results: the same files as `batch`, one partition a task.

All machines must see both folders under the same path. Spark's own part is three jobs: keys that stand twice, families made one by
rows with two owners, and the computation.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from rulesdsl.batch.aside import aside_problems
from rulesdsl.batch.engine import Question, tops
from rulesdsl.batch.folder import WORKING, Manifest, read_finished
from rulesdsl.batch.run import Batch, Diagnostics, Options, begun, completed, opened, with_part
from rulesdsl.plan.plan import Plan
from rulesdsl.spark.from_folder import pack_folder
from rulesdsl.spark.gathered import Gathered, gathered
from rulesdsl.spark.session import SparkError, failing, session
from rulesdsl.spark.worker import REPORTS, only_read, problems_of, to_folder
from rulesdsl.tables.partitions import REPORT, Tables

if TYPE_CHECKING:
    import pyarrow as pa


def run_on_spark(
    plan: Plan, folder: Path, out: Path, options: Options, master: str
) -> tuple[Batch | None, Diagnostics]:
    """Compute a batch as `batch.run.run_batch` does.

    Diagnostics:
        those of `run_batch`; RD603 Spark doesn't start, or breaks off; RD749 a worker can't write.
    Raises:
        OSError: the output folder can't be written to from here.
    """
    working = out / WORKING
    shutil.rmtree(working, ignore_errors=True)
    try:
        return _run(plan, folder, out, options, master, working)
    except SparkError as failure:
        return None, (failure.diagnostic,)
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _run(
    plan: Plan, folder: Path, out: Path, options: Options, master: str, working: Path
) -> tuple[Batch | None, Diagnostics]:
    ready, problems = opened(plan, folder, out, options, working)
    if ready is None:
        return None, problems
    tables, _, made_from = ready
    parts = partitions_for(tables, options.rows)
    broken_off = failing("Spark 没有算完", "看 Spark 的日志；内存不够时改小 --rows，再加 --resume 接着算")
    with session(master, parts) as spark, broken_off:
        whole = gathered(_question(tables, options), tables, pack_folder(spark, tables), parts, spark)
        if options.strict:
            strict = aside_problems(pl.concat([whole.unplaced, _only_read(whole)]))
            if strict:
                return None, (*problems, *strict)
        batch = begun(out, Manifest(made_from, parts, (), 0, 0, False), whole.unplaced)
        words = (str(out.resolve()), options.form, options.wide, options.resume)
        stopped = {item: None for _, said in _reports(whole, to_folder, *words) for item in problems_of(said)}
    for number in range(parts):
        finished = read_finished(out, number)
        if finished is not None:
            batch = with_part(out, batch, number, finished)
    if stopped or len(batch.manifest.finished) < parts:
        return None, (*problems, *stopped)
    return completed(tables, out, options, batch, problems)


def partitions_for(tables: Tables, rows: int) -> int:
    """How many partitions have about so many rows; the same for the same tables, so that a batch can be gone on with."""
    return max(1, -(-sum(tables.sources[subject].rows for subject in tables.layouts) // rows))


def _question(tables: Tables, options: Options) -> Question:
    return Question(tables.plan, options.readings, options.setting, tops(tables.plan, frozenset(tables.layouts)))


def _reports(whole: Gathered, work: Callable[..., Any], *words: Any) -> list[tuple[int, str]]:
    """Run a worker's function on all partitions, and gather what it says."""
    function: Callable[..., pa.RecordBatch] = partial(work, whole.task, *words)
    return [(row[0], row[1]) for row in whole.frame.mapInArrow(function, REPORTS).collect()]


def _only_read(whole: Gathered) -> pl.DataFrame:
    rows = [row for _, said in _reports(whole, only_read) for row in json.loads(said)]
    return pl.DataFrame(rows, schema=REPORT, orient="row")
