"""All tables in one Spark frame whose partitions hold whole families, with the task that workers are told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from rulesdsl.batch.engine import Question
from rulesdsl.spark.columns import key
from rulesdsl.spark.families import FAMILY, KEY, lost, with_families
from rulesdsl.spark.packing import pack
from rulesdsl.spark.task import Table, Task
from rulesdsl.tables import facts
from rulesdsl.tables.files import Source
from rulesdsl.tables.layout import Column
from rulesdsl.tables.links import ASIDE
from rulesdsl.tables.partitions import REPORT, Tables, report
from rulesdsl.tables.records import STORED, read_records
from rulesdsl.tables.stretches import ROW


class Gathered(NamedTuple):
    """Whole families by partition; the task as text; rows set aside already (`REPORT`): records about whoever it is."""

    frame: DataFrame
    task: str
    unplaced: pl.DataFrame


def gathered(
    question: Question, tables: Tables, frames: Mapping[str, DataFrame], parts: int, spark: SparkSession
) -> Gathered:
    """Bring families together.

    Args:
        frames: the tables, with the headings of `tables` and the number of each row (`ROW`).
        parts: how many partitions; each is computed at once, in the memory of one worker.
    """
    own = with_families(tables.plan, tables.layouts, frames, spark)
    whoever: dict[str, pl.DataFrame] = {}
    unplaced = [pl.DataFrame(schema=REPORT)]
    listed = reduce(DataFrame.union, (frame.select(KEY, FAMILY) for frame in own.values())) if own else None
    placed = {subject: frame.drop(KEY) for subject, frame in own.items()}
    for name, columns in tables.records.items():
        whoever[name], wrong = _whoever(tables, name, columns, frames[name])
        unplaced.append(report(tables.sources[name], wrong))
        if facts.KEY in columns and listed is not None:
            placed[name] = _of_instances(frames[name], columns[facts.KEY], listed)
    packed = pack(placed, beside=FAMILY)
    known = {
        name: Table(tuple(source.frame.collect_schema().names()), source.path.name, source.first_row)
        for name, source in tables.sources.items()
    }
    task = Task(question, known, packed.slots, {name: frame.rows() for name, frame in whoever.items()})
    return Gathered(packed.frame.repartition(parts, FAMILY), task.to_json(), pl.concat(unplaced))


def _whoever(
    tables: Tables, name: str, columns: dict[str, Column], frame: DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records without a key as stored, and those of them that are set aside; they are few, and every worker needs them."""
    if facts.KEY in columns:
        frame = frame.filter(key(columns[facts.KEY].heading).isNull())
    rows = [tuple(row) for row in frame.collect()]
    if not rows:
        return pl.DataFrame(schema=STORED[name]), pl.DataFrame(schema=ASIDE)
    given = pl.DataFrame(rows, schema=frame.columns, orient="row", infer_schema_length=None)
    source = Source(name, Path(tables.sources[name].path), given.lazy(), len(given), 0, False, (0, 0))
    stored, wrong = read_records(tables.plan, source, columns, pl.Series(dtype=pl.String))
    return stored, wrong.with_columns(row=given[ROW].gather(wrong["row"]))


def _of_instances(frame: DataFrame, column: Column, listed: DataFrame) -> DataFrame:
    """Records about instances, beside every instance of that key; those of no instance with a mark."""
    instances = listed.filter(F.col(KEY).isNotNull()).distinct()
    keyed = frame.withColumn(KEY, key(column.heading)).filter(F.col(KEY).isNotNull())
    joined = keyed.join(instances, KEY, "left").withColumn(lost(facts.KEY), F.col(FAMILY).isNull())
    return joined.withColumn(FAMILY, F.coalesce(FAMILY, F.xxhash64(KEY))).drop(KEY)
