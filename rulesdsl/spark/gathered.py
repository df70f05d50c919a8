"""All tables in one Spark frame whose partitions hold whole families, with the task that workers are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from rulesdsl.batch.engine import Question
from rulesdsl.spark.families import with_families
from rulesdsl.spark.packing import FAMILY, KEY, Shape, lost, owner, pack, shape_of, together
from rulesdsl.spark.task import Table, Task
from rulesdsl.tables import facts
from rulesdsl.tables.layout import Column
from rulesdsl.tables.links import ASIDE
from rulesdsl.tables.partitions import REPORT, Tables, report
from rulesdsl.tables.records import STORED, read_records
from rulesdsl.tables.stretches import ROW

_INSTANCE = "#instance"
_NO_KEYS = pl.Series(dtype=pl.String)


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
    packed, slots = pack(frames, shapes(tables))
    rows = with_families(tables.plan, tables.layouts, {name: packed[name] for name in tables.layouts}, spark)
    instances = rows.filter(F.col(KEY).isNotNull()).select(F.col(KEY).alias(_INSTANCE), FAMILY).distinct()
    whoever: dict[str, pl.DataFrame] = {}
    unplaced = [pl.DataFrame(schema=REPORT)]
    for name, columns in tables.records.items():
        whoever[name], wrong = _whoever(tables, name, columns, packed[name], slots[name])
        unplaced.append(report(tables.sources[name], wrong))
        rows = together([rows, _of_instances(packed[name], instances)]) if facts.KEY in columns else rows
    known = {
        name: Table(tuple(source.frame.collect_schema().names()), source.path.name, source.first_row)
        for name, source in tables.sources.items()
    }
    task = Task(question, known, slots, {name: frame.rows() for name, frame in whoever.items()})
    return Gathered(rows.repartition(parts, FAMILY), task.to_json(), pl.concat(unplaced))


def shapes(tables: Tables) -> dict[str, Shape]:
    """The columns that are wanted of every table: first those of subjects, then those of records, whose owner is an instance."""
    found = {subject: shape_of(layout) for subject, layout in tables.layouts.items()}
    for name, columns in tables.records.items():
        ways = (columns[facts.KEY].heading,) if facts.KEY in columns else ()
        others = (column.heading for column in columns.values() if column.heading not in ways)
        found[name] = Shape("", ways, tuple(others))
    return found


def _whoever(
    tables: Tables, name: str, columns: dict[str, Column], packed: DataFrame, slots: dict[str, str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records without a key as stored, and those of them that are set aside; they are few, and every worker needs them."""
    if facts.KEY in columns:
        packed = packed.filter(F.col(owner(0)).isNull())
    rows = [tuple(row) for row in packed.select(ROW, *(F.col(f"`{slot}`") for slot in slots.values())).collect()]
    if not rows:
        return pl.DataFrame(schema=STORED[name]), pl.DataFrame(schema=ASIDE)
    given = pl.DataFrame(rows, schema=[ROW, *slots], orient="row", infer_schema_length=None)
    stored, wrong = read_records(tables.plan, tables.sources[name]._replace(frame=given.lazy()), columns, _NO_KEYS)
    return stored, wrong.with_columns(row=given[ROW].gather(wrong["row"]))


def _of_instances(packed: DataFrame, instances: DataFrame) -> DataFrame:
    """Records about instances, beside every instance of that key; those of no instance with a mark."""
    own = packed.filter(F.col(owner(0)).isNotNull())
    joined = own.join(instances, F.col(owner(0)) == F.col(_INSTANCE), "left")
    alone = F.xxhash64(owner(0))
    return joined.select(
        *(F.col(f"`{name}`") for name in own.columns),
        F.col(_INSTANCE).isNull().alias(lost(0)),
        F.coalesce(FAMILY, alone).alias(FAMILY),
    )
