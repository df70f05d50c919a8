"""Tables of a folder as Spark frames: the columns that are wanted under their headings, and the number of each row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from rulesdsl.spark.columns import named
from rulesdsl.tables.files import Source
from rulesdsl.tables.partitions import Tables
from rulesdsl.tables.stretches import ROW

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_ALIKE = (
    pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Date, pl.Decimal, pl.Float32, pl.Float64,
    pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32,
)  # fmt: skip
"""What Spark reads from Parquet as Polars does. Moments are not: their zones and their nanoseconds differ."""
_KEYS = (pl.String, pl.Categorical, pl.Enum, pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)
"""What Spark writes out as text in the same way."""


def frames_of_folder(spark: SparkSession, tables: Tables) -> dict[str, DataFrame]:
    """A frame for every table."""
    return {subject: _frame(spark, tables, subject) for subject in tables.sources}


def wanted(tables: Tables, subject: str) -> dict[str, bool]:
    """The headings that are read of a table, and whether they hold keys."""
    if subject in tables.records:
        return {column.heading: False for column in tables.records[subject].values()}
    layout = tables.layouts[subject]
    facts = dict.fromkeys((column.heading for column in layout.facts), False)
    return facts | dict.fromkeys((layout.key, *layout.owners.values()), True)


def _frame(spark: SparkSession, tables: Tables, subject: str) -> DataFrame:
    from pyspark.sql import functions as F  # noqa: N812

    source, headings = tables.sources[subject], wanted(tables, subject)
    path = _readable(source, headings, tables.working)
    row = F.col("_metadata.row_index").alias(ROW)
    return spark.read.parquet(str(path.resolve())).select(row, *(named(heading) for heading in headings))


def _readable(source: Source, headings: dict[str, bool], working: Path) -> Path:
    """A Parquet file that Spark reads as Polars does: the table's own, or one written anew."""
    if source.texts:
        return working / f"{source.subject}.parquet"
    schema = source.frame.collect_schema()
    fits = all(kind in _ALIKE for kind in schema.values()) and all(
        schema[heading] in _KEYS for heading, is_key in headings.items() if is_key
    )
    if fits:
        return source.path
    path = working / f"{source.subject}.spark.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    source.frame.select(_plain(heading, schema[heading], is_key) for heading, is_key in headings.items()).sink_parquet(
        path, compression="lz4"
    )
    return path


def _plain(heading: str, kind: pl.DataType, is_key: bool) -> pl.Expr:
    """A column in a type that both read alike; whole days stay days, other moments stay moments, and so are refused as before."""
    column = pl.col(heading)
    if is_key or kind == pl.Null or kind == pl.UInt64:
        return column.cast(pl.String)
    return column.cast(pl.Datetime("us")) if isinstance(kind, pl.Datetime) else column
