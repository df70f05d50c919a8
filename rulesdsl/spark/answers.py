"""Spark frames in, a Spark frame of answers out: for tables and results that stay in the cluster.

    found, problems = answers(plan, {"企业": enterprises, "技改项目": projects}, (), Setting(day, None, 2017), parts=2000)
    found.write.partitionBy("种类").parquet("hdfs:///…")
    sums = sums_of_answers(spark.read.parquet("hdfs:///…"))

Tables are as `rulesdsl batch` reads them from a folder: headings in the words of the vocabulary, with units where numbers are plain. They
have no order, so where order matters (which of two projects a limit reaches first) it is that of the keys.

The frame has the columns of `worker.ANSWERS`; each row is of one 种类:

| 种类 | a row | columns |
|---|---|---|
| 明细 | a clause on an instance | those of `batch.shown.LONG` |
| 合计 | an owner with all below it | 对象, 键; 应付下限（分） and 应付上限（分） are of all together |
| 放在一边 | a wrong cell, whose row was set aside | 对象, 键; 说明 is {列, 值, 原因} as JSON |
| 小计 | a partition | 说明 is its sums as JSON, see `sums_of_answers` |

What can't be computed (RD601, RD709) fails the job that asks for the answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial, reduce
from pathlib import Path

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import DataType, DecimalType

from rulesdsl.batch.aside import aside_problems
from rulesdsl.batch.engine import Question, tops
from rulesdsl.batch.sums import NOTHING, Sums, added, sums_from_json
from rulesdsl.cases.names import Names
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import compile_columns
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.spark.from_frames import pack_frames
from rulesdsl.spark.gathered import gathered
from rulesdsl.spark.worker import ANSWERS_SCHEMA, KIND, NOTE, SUBTOTAL, to_rows
from rulesdsl.tables.files import RECORDS, Source
from rulesdsl.tables.partitions import Tables, fitted
from rulesdsl.tables.years import years_needed

Diagnostics = tuple[Diagnostic, ...]

_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(), "boolean": pl.Boolean(), "tinyint": pl.Int8(), "smallint": pl.Int16(), "int": pl.Int32(),
    "bigint": pl.Int64(), "float": pl.Float32(), "double": pl.Float64(), "date": pl.Date(), "void": pl.Null(),
    "timestamp": pl.Datetime("us"), "timestamp_ntz": pl.Datetime("us"),
}  # fmt: skip


def answers(
    plan: Plan, frames: Mapping[str, DataFrame], readings: tuple[tuple[str, str], ...], setting: Setting, parts: int
) -> tuple[DataFrame | None, Diagnostics]:
    """The answers for all tables; computed when they are asked for, except two jobs over the keys.

    Args:
        parts: how many partitions; each is computed at once, in the memory of one worker. About 400,000 rows each are good.
    Diagnostics:
        RD701 a table of no subject; those of `Layouts.read`; RD740, RD742; RD732; those of `compile_columns`; RD743 records about
        whoever it is that are set aside.
    """
    tables, problems = open_frames(plan, frames)
    if tables is None:
        return None, problems
    found = years_needed(plan, tables.layouts) if setting.accounting_year is None else ()
    found = found or compile_columns(plan, readings, setting)[1]
    if found:
        return None, (*problems, *found)
    question = Question(plan, readings, setting, tops(plan, frozenset(tables.layouts)))
    session = next(iter(frames.values())).sparkSession
    whole = gathered(question, tables, pack_frames(tables, frames), parts, session)
    return whole.frame.mapInArrow(partial(to_rows, whole.task), ANSWERS_SCHEMA), (
        *problems,
        *aside_problems(whole.unplaced),
    )


def open_frames(plan: Plan, frames: Mapping[str, DataFrame]) -> tuple[Tables | None, Diagnostics]:
    """Fit the columns of Spark frames to the vocabulary, by their names and types; diagnostics as in `answers`."""
    names, known = Names((*plan.subjects, *RECORDS)), {*plan.subjects, *RECORDS}
    unknown = tuple(
        Diagnostic("RD701", f"词汇里没有对象「{name}」", help=names.advice(name, "表的名称写对象的名称"))
        for name in frames
        if name not in known
    )
    if unknown:
        return None, unknown
    sources = {}
    for name, frame in frames.items():
        schema = {field.name: _type(field.dataType) for field in frame.schema.fields}
        sources[name] = Source(name, Path(name), pl.LazyFrame(schema=schema), 0, 0, False, (0, 0))
    return fitted(plan, sources, Path())


def _type(kind: DataType) -> pl.DataType:
    if isinstance(kind, DecimalType):
        return pl.Decimal(kind.precision, kind.scale)
    return _TYPES.get(kind.simpleString(), pl.List(pl.Null))


def sums_of_answers(found: DataFrame) -> Sums:
    """The sums of all partitions, in integers of any size."""
    rows = found.filter(F.col(KIND) == SUBTOTAL).select(NOTE).collect()
    return reduce(added, (sums_from_json(json.loads(row[0])) for row in rows), NOTHING)
