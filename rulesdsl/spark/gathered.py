"""All tables in one Spark frame whose partitions hold whole families, with the task that workers are told."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from rulesdsl.batch.engine import Question
from rulesdsl.spark.families import with_families
from rulesdsl.spark.packing import FAMILY, KEY, SLOTS, TABLE, Packed, lost, owner
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


def gathered(question: Question, tables: Tables, packed: Packed, parts: int, spark: SparkSession) -> Gathered:
    """Bring families together.

    Args:
        parts: how many partitions; each is computed at once, in the memory of one worker.
    """
    rows = packed.rows.filter(F.col(TABLE) < len(tables.layouts)) if tables.records else packed.rows
    every = with_families(tables.plan, tables.layouts, rows, spark)
    whoever: dict[str, pl.DataFrame] = {}
    unplaced = [pl.DataFrame(schema=REPORT)]
    instances = every.filter(F.col(KEY).isNotNull()).select(F.col(KEY).alias(_INSTANCE), FAMILY).distinct()
    for number, (name, columns) in enumerate(tables.records.items(), len(tables.layouts)):
        own = packed.rows.filter(F.col(TABLE) == number)
        whoever[name], wrong = _whoever(tables, columns, own, packed.slots[name], name)
        unplaced.append(report(tables.sources[name], wrong))
        if facts.KEY in columns:
            every = every.unionByName(_of_instances(own, instances), allowMissingColumns=True)
    known = {
        name: Table(tuple(source.frame.collect_schema().names()), source.path.name, source.first_row)
        for name, source in tables.sources.items()
    }
    task = Task(question, known, packed.slots, {name: frame.rows() for name, frame in whoever.items()})
    return Gathered(every.repartition(parts, FAMILY), task.to_json(), pl.concat(unplaced))


def _whoever(
    tables: Tables, columns: dict[str, Column], records: DataFrame, slots: dict[str, str], name: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records without a key as stored, and those of them that are set aside; they are few, and every worker needs them."""
    if facts.KEY in columns:
        records = records.filter(F.col(owner(0)).isNull())
    cells = [F.col(slot) if slot.startswith("#") else F.col(SLOTS)[slot] for slot in slots.values()]
    rows = [tuple(row) for row in records.select(ROW, *cells).collect()]
    if not rows:
        return pl.DataFrame(schema=STORED[name]), pl.DataFrame(schema=ASIDE)
    given = pl.DataFrame(rows, schema=[ROW, *slots], orient="row", infer_schema_length=None)
    given = given.with_columns(pl.col(ROW).cast(pl.Int64).fill_null(pl.int_range(len(given))))
    stored, wrong = read_records(tables.plan, tables.sources[name]._replace(frame=given.lazy()), columns, _NO_KEYS)
    return stored, wrong.with_columns(row=given[ROW].gather(wrong["row"]))


def _of_instances(records: DataFrame, instances: DataFrame) -> DataFrame:
    """Records about instances, beside every instance of that key; those of no instance with a mark."""
    own = records.filter(F.col(owner(0)).isNotNull())
    joined = own.join(instances, F.col(owner(0)) == F.col(_INSTANCE), "left")
    family = F.coalesce(FAMILY, F.xxhash64(owner(0)))
    return joined.withColumn(lost(0), F.col(_INSTANCE).isNull()).withColumn(FAMILY, family).drop(_INSTANCE)
